"""convertunits as the toolbox runs it: records of a register and of tables, forwards and back, and undo."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from diachiso.register.collected import communes_in_use
from diachiso.register.connect import connect
from diachiso.register.field_package import read_commune_names
from diachiso.register.geometry_functions import multi, point_blob, wkb_blob
from diachiso.register.qa_results import read_commune_names as qa_commune_names
from diachiso.register.rows import UnitRow

from ..small_town import line, make_town, square
from ..stores import thorough_stores

CAM_HIEP, CAM_LAM, SUOI_DAU, BAC_NHA_TRANG = "22435", "22453", "22708", "22333"
LEGACY_CAM = ("Xã Cam Tân", "Huyện Cam Lâm", "Tỉnh Khánh Hòa", "22435", "56")  # divided among three
LEGACY_VINH_HAI = ("Phường Vĩnh Hải", "Thành phố Nha Trang", "Tỉnh Khánh Hòa", "22330", "56")
RECORDS = (  # id, units, place, stage
    ("whole", LEGACY_VINH_HAI, None, "declared"),
    ("placed", LEGACY_CAM, (109.25, 12.05), "declared"),  # in Suối Dầu
    ("split", LEGACY_CAM, None, "declared"),
    ("today", ("Xã Cam Lâm", None, "Tỉnh Khánh Hòa", "22453", "56"), (109.15, 12.05), "declared"),
    ("issued", LEGACY_VINH_HAI, None, "issued"),
    ("misspelt", ("Phường Vĩnh Nguyêm", "TP Nha Trang", "Khánh Hòa", None, None), None, "declared"),
    ("border", LEGACY_CAM, (109.30009, 12.05), "declared"),  # ten metres into a commune that it never went to
    ("wrong", LEGACY_VINH_HAI, (109.15, 12.05), "declared"),
    ("nothing", (None, None, None, None, None), None, "declared"),
)


def query(path: Path, statement: str, *values: object) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


def units_of(path: Path) -> dict[str, tuple]:
    rows = query(path, "SELECT address_id, commune_code, commune, district, province, code, address_text FROM address")
    return {row[0]: row[1:] for row in rows}


@pytest.fixture
def register(once, qgis_app: Any, tmp_path: Path) -> Path:
    """Four communes of Khánh Hòa side by side, and records of both times."""

    def make(folder: Path) -> None:
        communes = [
            UnitRow(code, "commune", name, f"{kind} {name}", kind, "56", "56", postcode,
                    wkb=square(109 + k / 10, 12, 0.1))
            for k, (code, kind, name, postcode) in enumerate(
                [(CAM_HIEP, "Xã", "Cam Hiệp", "57001"), (CAM_LAM, "Xã", "Cam Lâm", "57002"),
                 (SUOI_DAU, "Xã", "Suối Dầu", "57003"), (BAC_NHA_TRANG, "Phường", "Bắc Nha Trang", "57004")]
            )
        ]  # fmt: skip
        path = make_town(folder / "Sổ.gpkg", [], [], units=communes)
        with closing(connect(path, write=True)) as con:
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.executemany(
                "INSERT INTO address (address_id, commune, district, province, commune_code, province_code, geom,"
                " stage, house_number, street, postcode, code)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '5', 'Trần Phú', '57999', ?)",
                [(name, *units, point_blob(*place) if place else None, stage, f"0000{k:06d}")
                 for k, (name, units, place, stage) in enumerate(RECORDS)],
            )  # fmt: skip
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")

    return once(make, tmp_path) / "Sổ.gpkg"


def rows_of(layer: QgsVectorLayer, key: str = "address_id") -> dict[str, dict[str, Any]]:
    names = layer.fields().names()
    return {f[key]: {name: f[name] if f[name] != "" else None for name in names} for f in layer.getFeatures()}


def test_a_dry_run_tells_what_becomes_of_each_record(run, register: Path, tmp_path: Path) -> None:
    before = units_of(register)
    page = tmp_path / "Báo cáo.html"
    done = run("convertunits", REGISTER=register, OUTPUT="TEMPORARY_OUTPUT", REPORT="TEMPORARY_OUTPUT",
               OUTPUT_HTML=page)  # fmt: skip
    assert units_of(register) == before
    rows = rows_of(done["OUTPUT"])
    columns = ("unit_status", "unit_reason", "new_commune_code")
    assert {name: tuple(row[column] or None for column in columns) for name, row in rows.items()} == {
        "whole": ("converted", "table", BAC_NHA_TRANG), "placed": ("converted", "position", SUOI_DAU),
        "split": ("ambiguous", "split", None), "today": ("same", "already", CAM_LAM),
        "issued": ("converted", "table", BAC_NHA_TRANG), "misspelt": ("converted", "table", "22366"),
        "border": ("converted", "position", SUOI_DAU), "wrong": ("conflict", "elsewhere", None),
        "nothing": ("unknown", "nothing", None),
    }  # fmt: skip
    assert "22708 Xã Suối Dầu" in rows["split"]["unit_candidates"]
    assert "misspelt" in rows["misspelt"]["unit_reason_text"].lower()
    counts = {name: done[name] for name in ("SAME", "RENAMED", "CONVERTED", "AMBIGUOUS", "CONFLICT", "UNKNOWN")}
    assert counts == {"SAME": 1, "RENAMED": 0, "CONVERTED": 5, "AMBIGUOUS": 1, "CONFLICT": 1, "UNKNOWN": 1}
    told = [
        (f["before"], f["after_code"] or None, f["records"], f["by_position"]) for f in done["REPORT"].getFeatures()
    ]
    assert ("Phường Vĩnh Hải, Thành phố Nha Trang, Tỉnh Khánh Hòa", BAC_NHA_TRANG, 2, 0) in told
    assert ("Xã Cam Tân, Huyện Cam Lâm, Tỉnh Khánh Hòa", SUOI_DAU, 2, 2) in told
    assert sum(row[2] for row in told) == len(RECORDS)
    assert "Xã Cam Tân" in page.read_text(encoding="utf-8")


@thorough_stores
def test_it_writes_all_keeps_codes_and_undo_takes_it_back(run, register: Path) -> None:
    before = units_of(register)
    done = run("convertunits", REGISTER=register, DRY_RUN=False)
    assert done["WRITTEN"] == 4 and Path(done["BACKUP"]).exists()
    after = units_of(register)
    assert after["whole"] == (
        BAC_NHA_TRANG, "Phường Bắc Nha Trang", None, "Tỉnh Khánh Hòa", before["whole"][4],
        "5 Trần Phú, Phường Bắc Nha Trang, Tỉnh Khánh Hòa",
    )  # fmt: skip
    assert after["placed"][:3] == (SUOI_DAU, "Xã Suối Dầu", None)
    assert all(after[name] == before[name] for name in ("split", "today", "issued", "wrong", "nothing"))
    assert {name: row[4] for name, row in after.items()} == {name: row[4] for name, row in before.items()}
    found = query(register, "SELECT postcode, commune_method FROM address WHERE fid < 3 ORDER BY fid")
    assert found == [("57004", "field"), ("57003", "inside")]
    assert query(register, "SELECT count(*) FROM audit_log WHERE apply_id = 1 AND table_name = 'address'") == [(4,)]
    assert run("convertunits", REGISTER=register, DRY_RUN=False)["WRITTEN"] == 0
    run("undoapply", REGISTER=register)
    assert units_of(register) == before


STREETS = (  # id, name, commune of before or of today, west end of the line
    ("with_houses", "Trần Phú", "22330", None),  # its houses go to Bắc Nha Trang
    ("whole", "Lê Lợi", "22330", None),  # no houses, but all of Vĩnh Hải goes there
    ("today", "Trần Phú", CAM_LAM, 109.15),
    ("one_code_of_two_times", "Trần Phú", CAM_HIEP, None),  # Cam Tân of then, Cam Hiệp of today: which, nobody can say
)


def own_rows(path: Path) -> dict[str, tuple]:
    """Units, streets and settlements of a register by what identifies them."""
    units = query(path, "SELECT full_name || ' ' || level, code, parent_code, valid_from, valid_to FROM admin_unit")
    places = "street_id, commune_code, former_commune_code FROM street UNION ALL SELECT settlement_id, commune_code,"
    places += " former_commune_code FROM settlement"
    return {row[0]: row[1:] for row in [*units, *query(path, f"SELECT {places}")]}


def test_units_streets_and_settlements_of_the_register_follow(run, register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for name, street, code, west in STREETS:
            geom = wkb_blob(multi(line((west, 12.05), (west + 0.01, 12.05)))) if west else None
            con.execute("INSERT INTO street (street_id, name, commune_code, geom) VALUES (?, ?, ?, ?)",
                        (name, street, code, geom))  # fmt: skip
        con.execute("INSERT INTO settlement (settlement_id, name, commune_code) VALUES ('tdp', 'Tổ 5', '22330')")
        con.execute("INSERT INTO admin_unit (code, level, name, full_name, province_code, parent_code)"
                    " VALUES ('22330', 'commune', 'Vĩnh Hải', 'Phường Vĩnh Hải', '56', '568')")  # fmt: skip
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    before = own_rows(register)
    planned = run("convertunits", REGISTER=register)["FOLLOWED"]
    assert own_rows(register) == before
    done = run("convertunits", REGISTER=register, DRY_RUN=False)
    after = own_rows(register)
    assert done["FOLLOWED"] == planned == sum(after.get(key) != before.get(key) for key in after)
    assert [after[key] for key in ("with_houses", "whole", "tdp")] == [(BAC_NHA_TRANG, "22330")] * 3
    assert all(after[key] == before[key] for key in ("today", "one_code_of_two_times"))
    assert after["Phường Vĩnh Hải commune"] == ("22330", "568", None, "2025-06-30")
    assert after["Phường Nha Trang commune"] == ("22366", "56", "2025-07-01", None)  # was not in the register
    logged = "SELECT table_name, count(*) FROM audit_log WHERE apply_id = 1 AND table_name <> 'address' GROUP BY 1"
    assert dict(query(register, logged)) == {"admin_unit": planned - 3, "street": 2, "settlement": 1}
    assert run("convertunits", REGISTER=register, DRY_RUN=False)["FOLLOWED"] == 0
    run("undoapply", REGISTER=register)
    assert own_rows(register) == before


def test_a_former_commune_does_not_lend_its_name_to_the_one_of_its_code(register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO admin_unit (code, level, name, full_name, province_code, valid_to) VALUES"
                    f" ('{CAM_LAM}', 'commune', 'Cam Đức', 'Thị trấn Cam Đức', '56', '2025-06-30'),"
                    " ('56', 'province', 'Khánh Hòa', 'Tỉnh Phú Khánh', '56', '1989-06-30')")  # fmt: skip
        assert {row[0]: row[1] for row in communes_in_use(con)}[CAM_LAM] == "Xã Cam Lâm"
        assert read_commune_names(con)[CAM_LAM]["province"] == "Tỉnh Khánh Hòa"
    assert qa_commune_names(register)[CAM_LAM] == "Xã Cam Lâm"


def test_an_edited_street_is_not_undone_over(run, register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO street (street_id, name, commune_code) VALUES ('s', 'Trần Phú', '22330')")
    run("convertunits", REGISTER=register, DRY_RUN=False)
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE street SET locked = 1")
    with pytest.raises(QgsProcessingException, match="edited by people since"):
        run("undoapply", REGISTER=register)


def test_address_texts_of_a_table_are_read(run, make_layer) -> None:
    texts = [
        "12 Trần Phú, P. Vĩnh Hải, TP. Nha Trang, Khánh Hòa", "5 tran phu, p vinh hai, tp nha trang", "xã Suối Cát",
        "12 Hùng Vương, xã Suối Cát, huyện Cam Lâm", "Phường Bắc Nha Trang, Khánh Hòa", "không rõ", None,
        "30 Hùng Vương, Lộc Thọ, Nha Trang, Ninh Thuận", "P. Phước Tân, Nha Trang",
    ]  # fmt: skip
    table = make_layer(["POINT(0 0)"] * len(texts), {"ghi_chu": ["Vĩnh Hải"] * len(texts), "dia_chi": texts})
    done = run("convertunits", INPUT=table, OUTPUT="TEMPORARY_OUTPUT", DATE="1/7/2025")
    found = [(f["unit_status"], f["new_commune"] or None) for f in done["OUTPUT"].getFeatures()]
    assert found == [
        ("converted", "Phường Bắc Nha Trang"), ("converted", "Phường Bắc Nha Trang"), ("ambiguous", None),
        ("converted", "Xã Suối Dầu"), ("same", "Phường Bắc Nha Trang"), ("unknown", None), ("unknown", None),
        ("ambiguous", None), ("ambiguous", None),
    ]  # fmt: skip


def test_what_the_registry_has_is_converted_only_where_asked(run, register: Path) -> None:
    done = run("convertunits", REGISTER=register, DRY_RUN=False)
    assert any("submitted, verified or issued" in text for text in run.heard.warnings)
    done = run("convertunits", REGISTER=register, DRY_RUN=False, PROTECTED=True)
    assert done["WRITTEN"] == 1
    assert units_of(register)["issued"][0] == BAC_NHA_TRANG


def test_a_person_decides_among_candidates(run, register: Path) -> None:
    layer = run("convertunits", REGISTER=register, OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    ids = {f["address_id"]: f.id() for f in layer.getFeatures()}
    layer.startEditing()
    layer.changeAttributeValue(ids["split"], layer.fields().indexOf("decision_code"), CAM_HIEP)
    layer.changeAttributeValue(ids["whole"], layer.fields().indexOf("decision"), "exclude")
    layer.commitChanges()
    assert run("convertunits", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)["WRITTEN"] == 4
    after = units_of(register)
    assert (after["split"][1], after["whole"][1]) == ("Xã Cam Hiệp", "Phường Vĩnh Hải")
    layer.startEditing()
    layer.changeAttributeValue(ids["split"], layer.fields().indexOf("decision_code"), "99999")
    layer.commitChanges()
    with pytest.raises(QgsProcessingException, match="99999"):
        run("convertunits", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)
    layer.dataProvider().changeAttributeValues({ids["split"]: {layer.fields().indexOf("address_id"): "not here"}})
    with pytest.raises(QgsProcessingException, match="made for another register"):
        run("convertunits", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)


def test_any_table_and_back(run, make_layer, register: Path) -> None:
    table = make_layer(
        ["POINT(109.25 12.05)", "POINT(0 0)", "POINT(0 0)"],
        {"ten_xa": ["Cam Tân", "P. Vĩnh Hải", "Xã X"], "ten_huyen": ["Cam Lâm", "Nha Trang", ""],
         "ten_tinh": ["Khánh Hoà"] * 3, "unit_status": ["a", "b", "c"]},
    )  # fmt: skip
    done = run("convertunits", INPUT=table, REGISTER=register, DATE="1/7/2025", OUTPUT="TEMPORARY_OUTPUT")
    rows = rows_of(done["OUTPUT"], "ten_xa")
    assert rows["Cam Tân"]["new_commune"] == "Xã Suối Dầu" and rows["Cam Tân"]["unit_status"] == "a"
    assert [rows[name]["unit_status_2"] for name in ("Cam Tân", "P. Vĩnh Hải", "Xã X")] == [
        "converted", "converted", "unknown",
    ]  # fmt: skip
    today = make_layer(
        ["POINT(109.25 12.05)", "POINT(0 0)"], {"commune": ["Phường Bắc Nha Trang"] * 2, "province": ["Khánh Hòa"] * 2}
    )
    areas = make_layer(
        ["POLYGON((109 12, 110 12, 110 13, 109 13, 109 12))"],
        {"ten_xa": ["Phường Vĩnh Hải"], "ten_huyen": ["Nha Trang"], "ten_tinh": ["Khánh Hòa"]},
    )
    done = run("convertunits", INPUT=today, UNITS=areas, DATE="2025-06-30", OUTPUT="TEMPORARY_OUTPUT")
    first, second = done["OUTPUT"].getFeatures()
    assert (first["new_commune"], first["new_district"], first["unit_reason"]) == (
        "Phường Vĩnh Hải", "Thành phố Nha Trang", "position",
    )  # fmt: skip
    assert second["unit_status"] == "ambiguous" and "Phường Vĩnh Hải" in second["unit_candidates"]


def test_a_table_without_geometry(run, tmp_path: Path) -> None:
    file = tmp_path / "Hồ sơ.csv"
    file.write_text("ten_xa,ten_huyen,ten_tinh\nXã Cam Tân,Cam Lâm,Khánh Hòa\nVĩnh Hải,Nha Trang,Khánh Hòa\n", "utf-8")
    layer = QgsVectorLayer(str(file), "hồ sơ", "ogr")
    done = run("convertunits", INPUT=layer, OUTPUT="TEMPORARY_OUTPUT")
    assert [f["new_commune"] or None for f in done["OUTPUT"].getFeatures()] == [None, "Phường Bắc Nha Trang"]


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, "one of both"), ({"DATE": "30/2/2026"}, "is no date"), ({"DATE": "hôm nay"}, "is no date")],
)
def test_wrong_parameters_say_what_to_do(run, register: Path, values: dict[str, Any], words: str) -> None:
    given = {"REGISTER": register, **values} if values else {}
    with pytest.raises(QgsProcessingException, match=words):
        run("convertunits", **given)


def test_a_layer_that_says_nothing_of_units(run, make_layer) -> None:
    with pytest.raises(QgsProcessingException, match="No field of"):
        run("convertunits", INPUT=make_layer(["POINT(0 0)"], {"a": ["x"]}))
    areas = make_layer(["POLYGON((0 0, 1 0, 1 1, 0 0))"], {"ten_xa": ["Xứ sở"]})
    with pytest.raises(QgsProcessingException, match="is a commune of"):
        run("convertunits", INPUT=make_layer(["POINT(0 0)"], {"xa": ["x"]}), UNITS=areas)
