"""Open data: verified records only, nobody's data, and each of its parts says the same."""
from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from diachiso.core.errors import DiachisoError
from diachiso.core.open_data import load_open_data
from diachiso.core.resources import read_json
from diachiso.publish.open_data import ABOUT, CATALOGUE, COUNTS, DICTIONARY, Published, publish_open_data
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports
from diachiso.register.gate import writer_gate

from ..small_town import FIRST, SECOND
from .issued_town import CANARY, NAMES, leaks, make_issued_town


@pytest.fixture
def town(once, tmp_path: Path) -> Path:
    return once(lambda folder: make_issued_town(folder / "Sổ.gpkg"), tmp_path / "town") / "Sổ.gpkg"


def rows_of(folder: Path) -> list[dict[str, str]]:
    with open(folder / "dia_chi_so.csv", encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def publish(town: Path, folder: Path, **more: Any) -> Published:
    return publish_open_data(town, folder, **more)


def test_the_three_forms_hold_the_same_verified_records(town: Path, tmp_path: Path) -> None:
    done = publish(town, tmp_path / "mở")
    with closing(connect(town)) as con:
        public = "stage IN ('verified', 'issued')"
        codes = {c for (c,) in con.execute(f"SELECT code FROM address WHERE {public}")}
    listed = rows_of(done.folder)
    features = json.loads((done.folder / "dia_chi_so.geojson").read_text("utf-8"))["features"]
    data = ogr.Open(str(done.folder / "dia_chi_so.gpkg"))
    layer = data.GetLayer()
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4326"
    in_gpkg = {f.GetField("ma_dia_chi_so"): f.GetGeometryRef().GetPoint_2D() for f in layer}
    assert {row["ma_dia_chi_so"] for row in listed} == set(in_gpkg) == codes and done.rows == len(listed) == len(codes)
    for row, feature in zip(listed, features):
        x, y = in_gpkg[row["ma_dia_chi_so"]]
        assert feature["properties"]["ma_dia_chi_so"] == row["ma_dia_chi_so"]
        assert feature["geometry"]["coordinates"] == [float(row["kinh_do"]), float(row["vi_do"])]
        assert (x, y) == pytest.approx((float(row["kinh_do"]), float(row["vi_do"])), abs=1e-6)
        assert {k: v or "" for k, v in feature["properties"].items()} == {
            k: v for k, v in row.items() if k not in ("kinh_do", "vi_do")
        }


def test_no_canary_gets_out_and_what_was_left_empty_is_counted(town: Path, tmp_path: Path) -> None:
    done = publish(town, tmp_path / "mở")
    assert leaks(list(done.folder.iterdir())) == []
    names = {row["loai_doi_tuong"]: row["ten_doi_tuong"] for row in rows_of(done.folder)}
    kept = {c: "" if CANARY in n or c == "house" else n for c, n in NAMES.items()}
    assert names == {c: kept[c] for c in names}
    # Shops and hotels; the names of houses are no business of the public to begin with.
    with closing(connect(town)) as con:
        named = "object_class IN ('shop', 'hotel')"
        query = f"SELECT count(*) FROM address WHERE stage IN ('verified', 'issued') AND {named}"
        assert done.withheld == {"name": con.execute(query).fetchone()[0]}


def test_counts_dictionary_and_catalogue_agree_with_the_data(town: Path, tmp_path: Path) -> None:
    done = publish(town, tmp_path)
    listed = rows_of(tmp_path)
    with open(tmp_path / COUNTS, encoding="utf-8-sig", newline="") as stream:
        counts = list(csv.DictReader(stream))
    by_commune = {row["ma"]: int(row["so_luong"]) for row in counts if row["theo"] == "xa_phuong"}
    assert by_commune == {c: sum(r["ma_xa"] == c for r in listed) for c in (FIRST, SECOND)}
    assert int(counts[-1]["so_luong"]) == done.rows == sum(by_commune.values())
    with open(tmp_path / DICTIONARY, encoding="utf-8-sig", newline="") as stream:
        assert [row["truong"] for row in csv.DictReader(stream)] == list(listed[0])
    said = json.loads((tmp_path / CATALOGUE).read_text("utf-8"))
    files = {d["dct:title"]: int(d["dcat:byteSize"]["@value"]) for d in said["dcat:distribution"]}
    assert files == {f.name: f.stat().st_size for f in tmp_path.glob("dia_chi_so.*")} and len(files) == 3
    assert said["@type"] == "dcat:Dataset" and "Khánh Hòa" in said["dct:title"][0]["@value"]
    about = (tmp_path / ABOUT).read_text("utf-8")
    assert f"Số bản ghi: {done.rows}" in about and "CC BY 4.0" in about


def test_the_register_writes_it_down_and_its_codes_have_left(town: Path, tmp_path: Path) -> None:
    done = publish(town, tmp_path, commune="Xã Núi")
    [export] = read_exports(town)
    assert (export.record.kind, export.record.rows, export.record.persons) == ("open_data", done.rows, 0)
    assert "code" in export.record.fields and export.record.details["commune"] == SECOND
    with closing(connect(town)) as con:
        assert con.execute("SELECT count(*) FROM code_ledger WHERE left_at IS NOT NULL").fetchone() == (done.rows,)


def test_a_busy_register_hands_nothing_over(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from diachiso.publish import open_data as module

    monkeypatch.setattr(module, "writer_gate", lambda path, **more: writer_gate(path, **{**more, "timeout_s": 0.1}))
    with writer_gate(town, action="test"), pytest.raises(DiachisoError):
        publish(town, tmp_path / "mở")
    assert list((tmp_path / "mở").iterdir()) == [] and read_exports(town) == []


@pytest.mark.parametrize(("change", "error"), [
    ({"fields": ["code", "note"]}, "open_data_not_public"),
    ({"fields": ["code", "full_name"]}, "open_data_no_field"),
    ({"fields": ["code", "created_by"]}, "open_data_not_public"),
    ({"stages": ["created"]}, "profile.not_one_of"),
    ({"formats": ["shp"]}, "profile.not_one_of"),
    ({"colour": "red"}, "profile.unknown_key"),
])  # fmt: skip
def test_a_profile_that_would_let_too_much_out_is_refused(town: Path, tmp_path: Path, change: dict, error: str) -> None:
    own = tmp_path / "own.json"
    shipped = {k: v for k, v in read_json("profiles", "open_data", "default.json").items() if not k.startswith("_")}
    own.write_text(json.dumps({**shipped, **change}), encoding="utf-8")
    with pytest.raises(DiachisoError) as caught:
        publish(town, tmp_path / "mở", profile=own)
    assert caught.value.message.id == error and "own.json" in str(caught.value)
    assert read_exports(town) == []


def test_a_provinces_own_profile_beside_the_register_counts(town: Path) -> None:
    folder = town.parent / "profiles" / "open_data"
    folder.mkdir(parents=True)
    shipped = {k: v for k, v in read_json("profiles", "open_data", "default.json").items() if not k.startswith("_")}
    (folder / "ours.json").write_text(json.dumps({**shipped, "fields": ["code"], "only_for": {}}), encoding="utf-8")
    assert load_open_data(None, town).fields == ("code",)


def test_nothing_verified_is_said_with_the_remedy(town: Path, tmp_path: Path) -> None:
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET stage = 'created'")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    with pytest.raises(DiachisoError, match="verify"):
        publish(town, tmp_path / "mở")
    assert list((tmp_path / "mở").iterdir()) == []
