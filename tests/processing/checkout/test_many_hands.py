"""checkoutregister, checkinregister, endcheckout: a commune of the sample town leaves on a stick and comes back."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException

from diachiso.register import undo
from diachiso.register.checkout import checkin
from diachiso.register.checkout.book import list_checkouts
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports
from diachiso.register.ledger import verify_ledger
from diachiso.register.tasks import run_task

from ...sample_town import layer, new_register

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the town's register lies once it is made."""
    return tmp_path_factory.mktemp("many hands") / "town.gpkg"


@pytest.fixture
def home(run: Run, kept: Path, tmp_path: Path) -> Path:
    """The sample town's register, without addresses."""
    if not kept.exists():
        new_register(run, kept)
    return Path(shutil.copyfile(kept, tmp_path / "Sổ tỉnh.gpkg"))


def rows(path: str | Path, sql: str) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(sql).fetchall()


def test_a_commune_works_elsewhere_and_comes_back(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune, name = rows(home, "SELECT b.commune_code, u.full_name FROM code_block b JOIN admin_unit u"
                               " ON u.code = b.commune_code ORDER BY b.block_id LIMIT 1")[0]  # fmt: skip
    stick = tmp_path / "USB Nguyễn Văn Á" / "mang đi"
    left = run("checkoutregister", REGISTER=home, COMMUNES=name, OUTPUT=stick, HOLDER="Tổ 1")
    assert left["TAKEN"] > 0 and Path(left["PROJECT"]).is_file()
    assert read_exports(home)[0].record.recipient == "Tổ 1"
    given = run("assigncodes", REGISTER=left["COPY"], INPUT=layer("buildings"), DRY_RUN=False)
    assert given["NEW"] > 0 and given["PROVISIONAL"] == 0  # houses of other communes are left to the register
    with pytest.raises(QgsProcessingException, match="with a check-out"):
        run("assigncodes", REGISTER=home, INPUT=layer("buildings"), DRY_RUN=True)
    for refused, values in (("addcodeblock", {"COMMUNE": commune, "PREFIX": "9", "FIRST": 1, "LAST": 2}),
                            ("checkoutregister", {"COMMUNES": commune, "OUTPUT": tmp_path / "x"})):  # fmt: skip
        with pytest.raises(QgsProcessingException, match="check-out of another register"):
            run(refused, REGISTER=left["COPY"], **{"AUTHORITY_DOC": "1", **values})
    copied = tmp_path / "về.folder"
    shutil.copytree(stick, copied)
    plan = run("checkinregister", REGISTER=home, PACKAGE=copied, OUTPUT="TEMPORARY_OUTPUT")
    assert plan["NEW"] > 0 and not rows(home, "SELECT * FROM address")
    done = run("checkinregister", REGISTER=home, PACKAGE=copied, DRY_RUN=False, AFTERWARDS="refresh")
    assert done["NEW"] == plan["NEW"] and done["CONFLICTS"] == 0
    copy = copied / Path(left["COPY"]).name
    for module in (checkin, undo):  # one process of its own has shown that it works
        monkeypatch.setattr(module, "run_in_child", lambda task, path, job, cancelled: run_task(
            {"task": task, "path": str(path), **job}))  # fmt: skip
    assert [c.state for c in list_checkouts(home)] == ["out", "returned"]
    decisions = tmp_path / "quyết định.csv"
    decisions.write_text("item,decision\naddress/không có/name,mine\nobject_class/house/,theirs\n", "utf-8")
    done = run("checkinregister", REGISTER=home, PACKAGE=copied, DRY_RUN=False, AFTERWARDS="hand_back",
               DECISIONS=str(decisions), OUTPUT="TEMPORARY_OUTPUT")  # fmt: skip
    assert done["UNUSED"] == 2 and len(done["OUTPUT"]) == 2
    assert {f["reason"]: f["item"] for f in done["OUTPUT"].getFeatures()} == {
        "no_record": "address/không có/name", "no_conflict": "object_class/house/"}  # fmt: skip
    assert "address/không có/name" in run.heard.warnings[0] and len(run.heard.warnings) == 2
    codes = f"SELECT address_id, code, stage, address_text FROM address WHERE commune_code = '{commune}' ORDER BY 1"
    assert rows(home, codes) == rows(copy, codes) == rows(left["COPY"], codes)
    with closing(connect(home)) as con:
        assert not verify_ledger(con)
    assert list_checkouts(home)[0].state == "returned"
    with pytest.raises(QgsProcessingException, match="handed back"):
        run("checkinregister", REGISTER=home, PACKAGE=copied, DRY_RUN=False)
    again = run("assigncodes", REGISTER=home, INPUT=layer("buildings"), DRY_RUN=True)
    assert again["KEPT"] == given["NEW"] and again["NEW"] > 0
    run("undoapply", REGISTER=home)
    assert list_checkouts(home)[0].state == "out"
    run("undoapply", REGISTER=home)
    assert not rows(home, "SELECT * FROM address")
