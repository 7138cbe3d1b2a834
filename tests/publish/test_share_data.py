"""Sharing: a recipient, a purpose, fields, a day; people only when they are named and with a legal basis."""
from __future__ import annotations

import csv
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from diachiso.core.errors import DiachisoError
from diachiso.publish.share_data import Shared, Sharing, share_data
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports

from .issued_town import all_text, leaks, make_issued_town

TODAY = date(2026, 11, 22)
ASKED: dict[str, Any] = {
    "recipient": "Công an phường Biển", "purpose": "Xác minh nơi cư trú", "fields": ("code", "address_text"),
    "expires_on": "2027-01-31",
}  # fmt: skip
PEOPLE = {"fields": ("code", "person.full_name", "person.phone"), "legal_basis": "Công văn 12/CV-CAP"}


@pytest.fixture
def town(once, tmp_path: Path) -> Path:
    return once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"


def share(town: Path, path: Path, **more: Any) -> Shared:
    return share_data(town, path, Sharing(**{**ASKED, **more}), today=TODAY)


def rows_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("kind", ["gpkg", "geojson", "csv", "xlsx"])
def test_without_people_no_canary_gets_out_in_any_form(town: Path, tmp_path: Path, kind: str) -> None:
    fields = ("code", "name", "note", "use", "address_text", "object_class_name", "stage")
    done = share(town, tmp_path / f"chia sẻ.{kind}", fields=fields)
    assert leaks([done.path, done.sheet]) == [] and done.persons == 0 and done.rows == 59
    # Every remark names somebody, and so do the names of shops and hotels; those of houses are not even looked at.
    assert done.withheld == {"note": 59, "name": 12}


def test_people_go_along_once_each_but_not_past_their_retention(town: Path, tmp_path: Path) -> None:
    done = share(town, tmp_path / "people.csv", **PEOPLE)
    named = [row for row in rows_of(done.path) if row["nguoi_full_name"]]
    assert done.persons == len(named) == 4
    assert {(row["nguoi_full_name"], row["nguoi_phone"]) for row in named} == {("Tôn Nữ Thị Canary", "0905123987")}
    assert "canary@vidu.vn" not in all_text(done.path)


def test_the_register_knows_who_got_what_why_until_when(town: Path, tmp_path: Path) -> None:
    done = share(town, tmp_path / "people.gpkg", **PEOPLE, commune="Phường Biển", classes=("school", "house"))
    [export] = read_exports(town, "share")
    record = export.record
    assert export.seq == done.number and (record.rows, record.persons) == (done.rows, done.persons)
    assert (record.recipient, record.purpose) == (ASKED["recipient"], ASKED["purpose"])
    assert (record.legal_basis, record.expires_on) == (PEOPLE["legal_basis"], ASKED["expires_on"])
    assert record.fields == PEOPLE["fields"] and record.files == ("people.gpkg",)
    with closing(connect(town)) as con:
        [(said,)] = con.execute("SELECT new FROM audit_log WHERE table_name = 'export'").fetchall()
        assert "Canary" not in said and "0905" not in said
    data = ogr.Open(str(done.path))
    assert data.GetLayer().GetFeatureCount() == done.rows


def test_the_sheet_tells_the_conditions(town: Path, tmp_path: Path) -> None:
    text = all_text(share(town, tmp_path / "people.xlsx", **PEOPLE).sheet)
    for word in (ASKED["recipient"], ASKED["purpose"], PEOPLE["legal_basis"], "31/01/2027", "91/2025/QH15"):
        assert word in text
    assert leaks([tmp_path / "people - phieu chia se.html"]) == []


@pytest.mark.parametrize(("change", "error"), [
    ({"recipient": " "}, "share_missing"), ({"purpose": ""}, "share_missing"), ({"fields": ()}, "share_missing"),
    ({"expires_on": ""}, "share_missing"), ({"expires_on": "2026-11-21"}, "share_expired"),
    ({"expires_on": "31/12/2027"}, "share_expired"), ({"fields": ("code", "person.phone")}, "share_no_basis"),
    ({"fields": ("code", "photo")}, "share_wrong_field"), ({"fields": ("person.legal_basis",)}, "share_no_basis"),
    ({"commune": "Xã Không Có"}, "public_no_commune"), ({"classes": ("bank",)}, "share_nothing"),
])  # fmt: skip
def test_what_lacks_something_is_refused_and_nothing_is_written(
    town: Path, tmp_path: Path, change: dict[str, Any], error: str
) -> None:
    with pytest.raises(DiachisoError) as caught:
        share(town, tmp_path / "out" / "a.csv", **change)
    assert caught.value.message.id == error and read_exports(town) == []
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []
