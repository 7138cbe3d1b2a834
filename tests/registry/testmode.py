"""Test mode: paths under /_test that order faults, change the level, and put the registry back."""
from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request

from . import accounts, blocks, restore
from .db import Database, rows, set_setting, settings
from .faults import App, Fault, FaultMiddleware, Faults
from .problems import Problem
from .web import Body, Data, Writes
from .wire import loads

router = APIRouter(prefix="/_test")


def with_test_mode(app: FastAPI, database: Database, faults: Faults) -> App:
    """The application with the test paths in it and the faults around it."""
    app.state.faults = faults
    app.include_router(router)
    with database.transaction() as tx:
        app.state.desk.level = int(settings(tx)["level"])  # a server that died comes back as it was
    return FaultMiddleware(app, faults)


def faults_of(request: Request) -> Faults:
    """The faults that are due."""
    found: Faults = request.app.state.faults
    return found


Due = Annotated[Faults, Depends(faults_of)]


@router.post("/faults", status_code=201)
def order(faults: Due, body: Body) -> Any:
    """One fault or a list: kind, count, status, seconds, path, method, headers, body."""
    asked = loads(body)
    try:
        faults.put([Fault(**one) for one in (asked if isinstance(asked, list) else [asked])])
    except (TypeError, ValueError) as error:
        raise Problem("invalid", str(error)) from error
    return [asdict(fault) for fault in faults.due()]


@router.get("/faults")
def due(faults: Due) -> Any:
    """What is still to come."""
    return [asdict(fault) for fault in faults.due()]


@router.delete("/faults")
def clear(faults: Due) -> Any:
    """Take back all faults."""
    faults.clear()
    return []


@router.get("/requests")
def requests(faults: Due) -> Any:
    """What has come in since the last reset."""
    return faults.seen()


@router.post("/settings")
def change(data: Data, desk: Writes, body: Body) -> Any:
    """`level` 0–3; `extra` names of further properties; `prefixes` {commune: five digits}; `people` taken."""
    asked = loads(body)
    with data.transaction() as tx:
        if "level" in asked:
            set_setting(tx, "level", str(int(asked["level"])))
        for commune, prefix in asked.get("prefixes", {}).items():
            blocks.set_prefix(tx, commune, prefix)
    desk.level = int(asked.get("level", desk.level))
    desk.extra = frozenset(asked.get("extra", desk.extra))
    desk.takes_people = bool(asked.get("people", desk.takes_people))
    return {"level": desk.level, "extra": sorted(desk.extra)}


@router.post("/accounts", status_code=201)
def account(data: Data, body: Body) -> Any:
    """{"name","roles","communes"} → new credentials; the old ones of that name have expired."""
    asked = loads(body)
    with data.transaction() as tx:
        made = accounts.add_account(tx, asked["name"], tuple(asked["roles"]), tuple(asked.get("communes", ())))
    return asdict(made)


@router.get("/people")
def people(data: Data) -> Any:
    """What was told of people, by address."""
    with data.transaction() as tx:
        return {r["id"]: r["persons"] for r in rows(tx, "SELECT id::text AS id, persons FROM item")}


@router.post("/carry-out")
def carry_out(desk: Writes) -> Any:
    """Do what was taken in for later."""
    return {"done": desk.carry_out()}


@router.post("/reset")
def reset(data: Data, desk: Writes, faults: Due) -> Any:
    """As new, but for the accounts."""
    faults.clear()
    desk.carry_out()
    with data.transaction() as tx:
        restore.reset(tx)
    desk.level, desk.extra, desk.takes_people = 3, frozenset(), False
    faults.forget()
    return {}


@router.post("/snapshot")
def snapshot(data: Data) -> Any:
    """Keep a backup."""
    with data.transaction() as tx:
        restore.snapshot(tx)
    return {}


@router.post("/restore")
def put_back(data: Data, new_epoch: bool = False) -> Any:
    """Put the backup back."""
    with data.transaction() as tx:
        restore.restore(tx, new_epoch=new_epoch)
    return {}


@router.post("/forget")
def forget(data: Data, body: Body) -> Any:
    """Lose one record."""
    with data.transaction() as tx:
        tx.execute("DELETE FROM item WHERE id = %s", (loads(body)["id"],))
    return {}


@router.post("/expire-cursors")
def expire(data: Data) -> Any:
    """The cursors given so far get a 410."""
    with data.transaction() as tx:
        restore.expire_cursors(tx)
    return {}
