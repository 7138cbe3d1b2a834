"""A province adds a code scheme, a class and annex rules of its own beside its register, without touching code."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from diachiso.core.codes.scheme import load_schemes
from diachiso.core.resources import local_profiles
from diachiso.register.connect import connect
from diachiso.register.ledger import verify_ledger

from ..stores import thorough_stores

SCHEME = {
    "id": "province_code",
    "label": {"vi": "Mã của tỉnh", "en": "Province's code"},
    "help": {"vi": "KH + mã xã + số thứ tự + ký tự kiểm tra", "en": "KH + commune + serial + check character"},
    "kind": "block",
    "column": "code",
    "parts": [
        {"name": "mark", "type": "fixed", "text": "KH"},
        {"name": "unit", "type": "unit", "unit": "commune_code", "width": 5},
        {"name": "serial", "type": "serial", "width": 6},
        {"name": "check", "type": "check", "system": "MOD 37,36"},
    ],
}


def sample(root: Path, layer: str) -> str:
    return f"{root / 'resources' / 'sample' / 'sample_town.gpkg'}|layername={layer}"


@pytest.fixture
def register(run, once, root: Path, tmp_path: Path) -> Path:
    def make(folder: Path) -> None:
        run("createregister", PROVINCE="56", UNITS=sample(root, "communes"), OUTPUT=folder / "Sổ địa chỉ.gpkg")

    return once(make, tmp_path) / "Sổ địa chỉ.gpkg"


def put(register: Path, kind: str, content: object) -> Path:
    folder = register.parent / "profiles" / kind
    folder.mkdir(parents=True)
    file = folder / "own.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return file


@thorough_stores
def test_a_scheme_of_the_provinces_own(run, root: Path, register: Path, tmp_path: Path) -> None:
    put(register, "schemes", SCHEME)
    blocks = tmp_path / "blocks.csv"
    codes = ["22528", "22561", "22591", "22597"]
    rows = [f"{code},KH{code},1,99999,QĐ 1 (hư cấu),province_code" for code in codes]
    blocks.write_text("commune,prefix,first,last,authority_doc,scheme\n" + "\n".join(rows), encoding="utf-8")
    run("addcodeblock", REGISTER=register, BLOCKS=blocks, SCHEME="province_code")
    done = run(
        "assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, SCHEME="province_code", DRY_RUN=False
    )
    assert done["NEW"] > 1000 and done["PROVISIONAL"] == 0
    scheme = load_schemes(local_profiles(register, "schemes"))["province_code"]
    with closing(connect(register)) as con:
        found = [row[0] for row in con.execute("SELECT code FROM address")]
        assert [str(problem) for problem in verify_ledger(con)] == []
    assert scheme.is_wellformed(found).all()  # the check characters, too
    assert {code[2:7] for code in found} == set(codes)
    again = run(
        "assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, SCHEME="province_code", DRY_RUN=False
    )
    assert (again["NEW"], again["KEPT"]) == (0, done["NEW"])


OWN = {"classes": [
    {"id": "salt_house", "group": "II", "label": {"vi": "Nhà muối", "en": "Salt house"}, "aliases": ["nhà muối"]},
]}  # fmt: skip


def test_a_class_of_the_provinces_own_stands_in_the_registers_list(
    run, root: Path, register: Path, tmp_path: Path
) -> None:
    def listed(path: Path) -> list[tuple]:
        with closing(connect(path)) as con:
            query = "SELECT name_vi, object_group FROM object_class WHERE code = 'salt_house'"
            return con.execute(query).fetchall()

    put(register, "classes", OWN)
    assert listed(register) == []
    run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, CLASS="salt_house", DRY_RUN=False)
    assert listed(register) == [("Nhà muối", "II")]
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET object_class = 'house' WHERE fid = 1")
        con.execute("UPDATE address SET object_class = 'salt_house' WHERE fid = 1")
        with pytest.raises(sqlite3.IntegrityError, match="object_class"):
            con.execute("UPDATE address SET object_class = 'pepper_house' WHERE fid = 1")
    new = register.with_name("mới.gpkg")
    run("createregister", PROVINCE="56", UNITS=sample(root, "communes"), OUTPUT=new)
    assert listed(new) == [("Nhà muối", "II")]


def test_checking_a_register_lists_a_class_that_came_later(run, register: Path) -> None:
    put(register, "classes", OWN)
    assert run("upgraderegister", REGISTER=register, MAKE_PROJECT=False)["BACKUP"]
    assert run("upgraderegister", REGISTER=register, MAKE_PROJECT=False)["BACKUP"] == ""
    with closing(connect(register)) as con:
        assert con.execute("SELECT count(*) FROM object_class WHERE code = 'salt_house'").fetchone() == (1,)
        told = "SELECT count(*) FROM audit_log WHERE table_name = 'object_class' AND object_id = 'salt_house'"
        assert con.execute(told).fetchone() == (1,)


def test_annex_rules_of_the_provinces_own(run, root: Path, register: Path) -> None:
    before = run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, DRY_RUN=True)
    put(register, "annexes", {"classes": ["house"], "main_classes": [], "min_area": 0, "largest_per_parcel": False})
    after = run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, DRY_RUN=True)
    assert after["SKIPPED"] > before["SKIPPED"] + 1000


def test_a_scheme_with_an_error_is_named(run, root: Path, register: Path) -> None:
    from qgis.core import QgsProcessingException

    file = put(register, "schemes", {**SCHEME, "parts": [{"name": "serial", "type": "serial", "width": "six"}]})
    with pytest.raises(QgsProcessingException) as refused:
        run("assigncodes", INPUT=sample(root, "buildings"), REGISTER=register, DRY_RUN=True)
    assert str(file) in str(refused.value) and "parts[0].width" in str(refused.value)
