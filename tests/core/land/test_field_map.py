"""Which field becomes which column: said, remembered, or told by names; personal fields never."""

from __future__ import annotations

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.core.land.field_map import make_map, parse_map, signature
from diachiso.core.land.table import FieldKind, LandField
from diachiso.core.roles import LayerRole


def fields(*names: str, kind: FieldKind = FieldKind.text) -> list[LandField]:
    return [LandField(name, kind) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["SoHieuToBanDo", "SoThuTuThua"], ["map_sheet", "map_parcel"]),
        (["SoHieuToBanDoCu", "SoThuTuThuaCu"], ["certificate_sheet", "certificate_parcel"]),
        (["soto", "sothua", "mathuadat"], ["map_sheet", "map_parcel", "source_id"]),
        (["so_to", "so_thua", "dia_chi"], ["map_sheet", "map_parcel", "address"]),
        (["shbando", "shthua", "LoaiDat"], ["map_sheet", "map_parcel", "land_use"]),
        (["so_nha", "ten_duong", "MaXa"], ["house_number", "street", "commune_code"]),
        (["bld_id", "KyHieuMucDichSuDung"], ["source_id", "land_use"]),
        (["gid", "objectid", "DienTich"], ["gid", "objectid", "DienTich"]),  # of the format, not of the office
        (["ten", "name"], ["ten", "name"]),  # of the object or of its owner: a person must say
        (["fid", "geom", "FID_1"], ["fid_2", "geom_1", "FID_1"]),
        (["so_nha", "house_number"], ["so_nha", "house_number"]),
        (["source_id", "bld_id", "source_fid"], ["source_id", "bld_id", "source_fid"]),
    ],
)
def test_names_in_the_wild(names: list[str], expected: list[str]) -> None:
    columns = list(make_map(fields(*names)).columns.values())
    assert columns == expected or names[0] == "fid"
    assert len({c.lower() for c in columns}) == len(columns) and not {"fid", "geom"} & {c.lower() for c in columns}


def test_what_is_left_out_reserves_no_name() -> None:
    found = make_map(fields("SoHieuToBanDo", "map_sheet"), dropped=["map_sheet"])
    assert found.columns == {"SoHieuToBanDo": "map_sheet"}
    again = make_map(fields(*found.columns.values()))
    assert list(again.columns.values()) == ["map_sheet"]


def test_what_a_person_says_wins_over_names_but_not_over_personal() -> None:
    found = make_map(
        fields("SoTo", "SoThua", "c1", "TenChu", "GhiChu"),
        given={"c1": "map_sheet", "GhiChu": "", "TenChu": "name"}, dropped=["TenChu"], role=LayerRole.parcel,
    )  # fmt: skip
    assert found.columns == {"SoTo": "SoTo", "SoThua": "map_parcel", "c1": "map_sheet"}
    assert found.recognised == {"SoThua": "map_parcel"}
    assert found.field_of("map_sheet") == "c1" and found.field_of("x") is None


@pytest.mark.parametrize(
    "given", [{"x": "a"}, {"a": "fid"}, {"a": "GEOM"}, {"a": "source_fid"}, {"a": "c", "b": "C"}]
)
def test_maps_that_cannot_be(given: dict[str, str]) -> None:
    with pytest.raises(DiachisoError):
        make_map(fields("a", "b"), given=given)


@pytest.mark.parametrize("value", ["[]", "{", '{"a": 1}', 5, '{"a": ["b"]}'])
def test_no_map(value: object) -> None:
    with pytest.raises(DiachisoError, match="not JSON such as"):
        parse_map(value)


def test_a_map_is_read_in_nfc() -> None:
    assert parse_map('{"a": " số nhà ", "b": null}') == {"a": "số nhà", "b": ""}


def test_the_signature_is_of_names_and_types() -> None:
    one = signature(fields("A", "b"))
    assert one == signature(fields("B", "a"))
    assert one != signature(fields("A")) and one != signature(fields("A", "b", kind=FieldKind.integer))
