"""Test mode: paths under /_test that order faults, change the level, and put the registry back."""
from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI

from . import accounts, blocks, restore
from .app import raw_body
from .db import Database, set_setting, settings
from .faults import App, Fault, FaultMiddleware, Faults
from .ops import Desk
from .problems import Problem
from .wire import loads


def with_test_mode(app: FastAPI, database: Database, faults: Faults) -> App:
    """The application with the test paths in it and the faults around it."""
    desk: Desk = app.state.desk
    _faults(app, faults)
    _state(app, database, desk, faults)
    with database.transaction() as tx:
        desk.level = int(settings(tx)["level"])
    return FaultMiddleware(app, faults)


def _faults(app: FastAPI, faults: Faults) -> None:
    @app.post("/_test/faults", status_code=201)
    def order(body: bytes = Depends(raw_body)) -> Any:
        asked = loads(body)
        try:
            faults.put([Fault(**one) for one in (asked if isinstance(asked, list) else [asked])])
        except (TypeError, ValueError) as error:
            raise Problem("invalid", str(error)) from error
        return faults.due()

    @app.get("/_test/faults")
    def due() -> Any:
        return faults.due()

    @app.delete("/_test/faults")
    def clear() -> Any:
        faults.clear()
        return faults.due()


def _state(app: FastAPI, database: Database, desk: Desk, faults: Faults) -> None:
    @app.post("/_test/settings")
    def change(body: bytes = Depends(raw_body)) -> Any:
        """`level` 0–3; `extra` names of further properties; `prefixes` {commune: five digits}."""
        asked = loads(body)
        with database.transaction() as tx:
            if "level" in asked:
                set_setting(tx, "level", str(int(asked["level"])))
            for commune, prefix in asked.get("prefixes", {}).items():
                blocks.set_prefix(tx, commune, prefix)
        desk.level = int(asked.get("level", desk.level))
        desk.extra = frozenset(asked.get("extra", desk.extra))
        return {"level": desk.level, "extra": sorted(desk.extra)}

    @app.post("/_test/accounts", status_code=201)
    def account(body: bytes = Depends(raw_body)) -> Any:
        """{"name","roles","communes"} → new credentials; the old ones of that name have expired."""
        asked = loads(body)
        with database.transaction() as tx:
            return accounts.add_account(tx, asked["name"], tuple(asked["roles"]), tuple(asked.get("communes", ())))

    @app.post("/_test/reset")
    def reset() -> Any:
        faults.clear()
        with database.transaction() as tx:
            restore.reset(tx)
        desk.level, desk.extra = 3, frozenset()
        return {}

    @app.post("/_test/snapshot")
    def snapshot() -> Any:
        with database.transaction() as tx:
            restore.snapshot(tx)
        return {}

    @app.post("/_test/restore")
    def put_back(new_epoch: bool = False) -> Any:
        with database.transaction() as tx:
            restore.restore(tx, new_epoch=new_epoch)
        return {}

    @app.post("/_test/expire-cursors")
    def expire() -> Any:
        with database.transaction() as tx:
            restore.expire_cursors(tx)
        return {}
