"""What goes wrong on the way: then nothing has left, or it leaves again; and answers come in whole or not at all."""
from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException

from diachiso.core.errors import DiachisoError
from diachiso.register.backup import make_backup
from diachiso.register.cancelling import GateCancelled
from diachiso.register.connect import connect
from diachiso.register.sql import build
from diachiso.register.sync_receipts import note_answer
from diachiso.sync.device import MemoryDevice
from diachiso.sync.packages import export as exporting
from diachiso.sync.packages import receive
from diachiso.sync.packages.archive import SigningKey
from diachiso.sync.packages.export import ExportRequest, export_package

from .conftest import CANARIES, SECRET, Registry
from .test_round import counts, issue, sound

KEPT_APART = {"person", "address", "audit_log"}  # where people and notes are at home, and what their edits left


def books(query: Callable[..., list[tuple]]) -> list[Any]:
    """What an export or import writes."""
    return [
        query(build("SELECT count(*) FROM {t}", t=t))
        for t in ("sync_op", "sync_package", "sync_attempt", "sync_base", "audit_log", "sync_dirty")
    ]


def _write(path: Path, sheet: object) -> None:
    path.write_bytes(b"x")


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.startswith(".diachiso")]


def test_the_file_cannot_be_put_there_at_last(
    export, take, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query
) -> None:
    real = os.replace

    def refuse(source: Any, target: Any) -> None:
        if str(target).endswith("1.zip"):
            raise PermissionError(13, "opened elsewhere")
        real(source, target)

    monkeypatch.setattr(exporting.os, "replace", refuse)
    with pytest.raises(QgsProcessingException, match="1"):
        export("1.zip")
    assert not (tmp_path / "1.zip").exists() and leftovers(tmp_path) == []
    assert query("SELECT count(*) FROM sync_op WHERE state = 'accepted_async'") == [(4,)], "known as under way"
    again = export("2.zip", REPEAT=1)
    assert again["COUNT"] == 4
    assert counts(take(registry.answer(Path(again["PACKAGE"]), issue)))["ISSUED"] == 4


@pytest.mark.parametrize("what", ["sheet", "cancel", "edit"])
def test_what_fails_before_has_not_left(
    register: Path, tmp_path: Path, query, edit, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = books(query)
    written: list[Path] = []

    def write(path: Path, sheet: object) -> None:
        _write(path, sheet)
        written.append(path)
        if what == "sheet":
            raise OSError(28, "no space left")
        if what == "edit":
            edit(5, floors=2)

    def cancelled() -> bool:
        return what == "cancel" and bool(written)

    target = tmp_path / "gói.zip"
    expected = GateCancelled if what == "cancel" else DiachisoError
    with pytest.raises(expected):
        export_package(
            register, target, ExportRequest(), SigningKey(SECRET), write, MemoryDevice(), cancelled=cancelled
        )
    assert not target.exists() and leftovers(tmp_path) == []
    if what != "edit":
        assert books(query) == before
    assert query("SELECT count(*) FROM sync_op") == [(0,)]
    done = export_package(register, target, ExportRequest(), SigningKey(SECRET), _write, MemoryDevice())
    assert (done.number, done.operations) == (1, 4)


def test_all_answers_or_none(
    export, take, registry: Registry, query, state, monkeypatch: pytest.MonkeyPatch, register: Path
) -> None:
    receipt = registry.answer(Path(export()["PACKAGE"]), issue)
    before, stages = books(query), state()
    with monkeypatch.context() as patched:

        told: list[str] = []

        def fail(con: Any, op_id: str, *rest: Any) -> None:
            told.append(op_id)
            if len(told) == 3:
                raise OSError(5, "the disk went away")
            note_answer(con, op_id, *rest)

        patched.setattr(receive, "note_answer", fail)
        with pytest.raises(QgsProcessingException):
            take(receipt)
    assert (books(query), state()) == (before, stages)

    def edited(path: Path, *args: Any, **more: Any) -> Path:
        made = make_backup(path, *args, **more)
        from diachiso.register.transaction import write_transaction

        with write_transaction(path) as con:
            con.execute("UPDATE address SET floors = 4 WHERE house_number = '1'")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(receive, "make_backup", edited)
        with pytest.raises(QgsProcessingException, match=r"edited|sửa"):
            take(receipt)
    assert state() == stages
    assert counts(take(receipt))["ISSUED"] == 4
    sound(register)


def test_no_secret_and_no_personal_datum_in_the_books(export, take, registry: Registry, register: Path, run) -> None:
    package = Path(export(SUBMIT=True)["PACKAGE"])
    assert SECRET not in package.read_bytes()
    take(registry.answer(package, lambda f: {"decision": "rejected", "reason": f"Hỏi {CANARIES[1]}, {CANARIES[2]}"}))
    with closing(connect(register)) as con:
        tables = [
            name for (name,) in con.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
        ]  # fmt: skip
        for table in set(tables) - KEPT_APART:
            text = " ".join(str(row) for row in con.execute(build("SELECT * FROM {t}", t=table)))
            assert SECRET.decode() not in text and not [c for c in CANARIES if c in text], table
        log = " ".join(str(row) for row in con.execute("SELECT new FROM audit_log WHERE action = 'reason'"))
    assert "Hỏi […], […]" in log and not [c for c in CANARIES if c in log]


def test_over_the_register_nothing_is_written(export, run, register: Path) -> None:
    with pytest.raises(QgsProcessingException):
        run("exportpackage", REGISTER=register, PACKAGE=register)
    with pytest.raises(QgsProcessingException, match="99999"):
        export(COMMUNES="99999")


def test_an_old_register_is_told_what_to_do(export, register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("DROP TABLE sync_package")
    with pytest.raises(QgsProcessingException, match=r"upgrade|nâng cấp"):
        export()


def test_a_restored_register_gives_no_number_twice(
    export, registry: Registry, register: Path, edit, tmp_path: Path
) -> None:
    first = registry.read(Path(export("1.zip")["PACKAGE"]))[0]
    old = Path(shutil.copyfile(register, tmp_path / "bản cũ.gpkg"))
    edit(5, stage="submitted")
    second = Path(export("2.zip")["PACKAGE"])
    shutil.copyfile(old, register)
    edit(5, floors=3, stage="submitted")
    with pytest.raises(QgsProcessingException, match="Package 2 of this register was made"):
        export("3.zip")
    assert not (tmp_path / "3.zip").exists()
    third = registry.read(Path(export("3.zip", RESTORED=True)["PACKAGE"]))[0]
    with zipfile.ZipFile(second) as opened:
        digest = hashlib.sha256(opened.read("manifest.json")).hexdigest()
    assert (first["number"], third["number"], third["previous"]) == (1, 3, digest)
    edit(5, floors=4)
    assert export("4.zip")["NUMBER"] in (0, 4), "from here on nothing needs to be said"
