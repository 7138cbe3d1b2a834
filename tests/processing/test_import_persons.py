"""importpersons: owners of a land layer reach the table of persons on a legal basis, and no other place."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from diachiso.register.connect import connect

from ..stores import both_stores

SQUARE = "POLYGON(({0} 1330000, {1} 1330000, {1} 1330008, {0} 1330008, {0} 1330000))"
NAMES = ["Canary Văn Một", "Canary Thị Hai", None, "Canary Văn Bốn", "Canary Lạ"]
PHONES = ["0900 000 001", "", None, "không có", "0900000005"]
KEYS = ["P-1", "P-2", "P-3", "P-4", "P-9"]


@pytest.fixture
def land(make_layer):
    """Houses with their owners; the last one came after the codes were assigned."""

    def make(names: list, phones: list = PHONES, keys: list = KEYS):
        shapes = [SQUARE.format(571500 + 20 * k, 571508 + 20 * k) for k in range(len(keys))]
        return make_layer(
            shapes, {"ma_nha": keys, "TenChu": names, "DienThoai": phones}, crs="EPSG:9217", name="buildings"
        )

    return make


@pytest.fixture
def register(run, once, land, root: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        path = folder / "register.gpkg"
        communes = f"{root / 'resources' / 'sample' / 'sample_town.gpkg'}|layername=communes"
        run("createregister", PROVINCE="56", UNITS=communes, OUTPUT=path)
        layer = land(NAMES[:4], PHONES[:4], KEYS[:4])
        done = run("assigncodes", INPUT=layer, REGISTER=path, ROLE=1, ID_FIELD="ma_nha", TOLERANCE=1e7, DRY_RUN=False)
        assert done["PROVISIONAL"] == 4

    return once(make, tmp_path / "Sổ địa chỉ") / "register.gpkg"


def persons(path: Path) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(
            "SELECT s.source_key, p.role, p.full_name, p.phone, p.legal_basis, p.retention_date FROM person p"
            " JOIN address a USING (address_id) JOIN address_source s USING (fid) ORDER BY 1"
        ).fetchall()


OPTIONS = {"NAME_FIELD": "TenChu", "PHONE_FIELD": "DienThoai", "ID_FIELD": "ma_nha", "LEGAL_BASIS": "law"}


@both_stores
def test_owners_come_in_once_and_nowhere_else(run, land, register: Path) -> None:
    options = {"INPUT": land(NAMES), "REGISTER": register, **OPTIONS, "RETENTION": "2031-12-31"}
    counted = run("importpersons", **options)
    assert persons(register) == []  # a dry run
    done = run("importpersons", **options, DRY_RUN=False)
    wanted = {"ADDED": 3, "KEPT": 0, "DIFFERENT": 0, "NO_ADDRESS": 1, "EMPTY": 1}
    assert {k: counted[k] for k in wanted} == {k: done[k] for k in wanted} == wanted
    assert persons(register) == [
        ("P-1", "owner", "Canary Văn Một", "0900 000 001", "law", "2031-12-31"),
        ("P-2", "owner", "Canary Thị Hai", None, "law", "2031-12-31"),
        ("P-4", "owner", "Canary Văn Bốn", None, "law", "2031-12-31"),
    ]
    again = run("importpersons", **options, DRY_RUN=False)
    assert (again["ADDED"], again["KEPT"]) == (0, 3) and len(persons(register)) == 3
    with closing(sqlite3.connect(register)) as con:
        tables = [row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table != "person" and "rtree" not in table:
                rows = con.execute(f'SELECT * FROM "{table}"').fetchall()
                assert not any("Canary" in str(row) or "0900" in str(row) for row in rows), table
        new = con.execute("SELECT new FROM audit_log WHERE table_name = 'person' AND action = 'import'").fetchall()
    assert [json.loads(text)["added"] for (text,) in new] == [3]


def test_nothing_is_written_over_a_known_person(run, land, register: Path) -> None:
    run("importpersons", INPUT=land(NAMES), REGISTER=register, **OPTIONS, DRY_RUN=False)
    before = persons(register)
    changed = ["Người Khác", *NAMES[1:]]
    done = run("importpersons", INPUT=land(changed), REGISTER=register, **OPTIONS, DRY_RUN=False)
    assert (done["DIFFERENT"], done["KEPT"], done["ADDED"]) == (1, 2, 0) and persons(register) == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"LEGAL_BASIS": None}, "legal basis"),
        ({"LEGAL_BASIS": "choose"}, "legal basis"),
        ({"NAME_FIELD": None, "PHONE_FIELD": None}, "Choose the field with the names"),
        ({"RETENTION": "31/12/2031"}, "2031-12-31"),
    ],
)
def test_what_is_not_said_is_asked_for(run, land, register: Path, changed: dict, said: str) -> None:
    options = {k: v for k, v in {**OPTIONS, **changed}.items() if v is not None}
    with pytest.raises(QgsProcessingException, match=said):
        run("importpersons", INPUT=land(NAMES), REGISTER=register, **options, DRY_RUN=False)
    assert persons(register) == []


def test_identity_numbers_are_refused(run, land, register: Path) -> None:
    years = range(40, 99, 2)
    numbers = [f"0560{y}{(y * 7919 + 12345) % 1000000:06d}" for y in years]
    layer = land(numbers, [""] * len(numbers), [f"P-{k}" for k in range(len(numbers))])
    with pytest.raises(QgsProcessingException, match="identity"):
        run("importpersons", INPUT=layer, REGISTER=register, **OPTIONS, DRY_RUN=False)
    assert persons(register) == []


def test_names_come_out_of_their_font_and_without_numbers(run, land, register: Path) -> None:
    names = ["NguyÔn V¨n Mét", "TrÇn ThÞ Hai, 225123456", None, "Lª §×nh Bèn (CC 056093001234)", None]
    phones = ["056093001234", "+84 905 123 456", "0905111222", "0905 111 333", None]
    run("importpersons", INPUT=land(names, phones), REGISTER=register, **OPTIONS, DRY_RUN=False)
    assert [row[2:4] for row in persons(register)] == [
        ("Nguyễn Văn Một", None), ("Trần Thị Hai", "+84 905 123 456"), (None, "0905111222"),
        ("Lê Đình Bốn", "0905 111 333"),
    ]  # fmt: skip
