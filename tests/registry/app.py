"""The registry over HTTP: OGC API – Features with Part 4, entity tags, idempotency keys and a feed of changes."""
from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response

from . import paths_features, paths_sync
from .db import Database
from .faults import Faults
from .ops import Desk
from .problems import Problem
from .web import PROBLEM
from .wire import dumps


def make_app(database: Database, faults: Faults) -> FastAPI:
    """The application; `testmode` puts faults and test paths around it."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    app = FastAPI(title="Diachiso reference registry", openapi_url="/api", docs_url=None, redoc_url=None, lifespan=life)
    app.state.database, app.state.desk = database, Desk(database, faults)
    app.add_exception_handler(Problem, _refused)
    app.include_router(paths_features.router)
    app.include_router(paths_sync.router)
    return app


def _refused(_: Request, problem: Exception) -> Response:
    if not isinstance(problem, Problem):
        raise problem
    headers = {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer, Basic realm="diachiso"'
    if problem.kind == "in-progress":
        headers["Retry-After"] = "1"
    return Response(dumps(problem.document()), problem.status, headers, PROBLEM)
