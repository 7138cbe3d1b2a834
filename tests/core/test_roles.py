from __future__ import annotations

import json
from collections import Counter
from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.resources import resource_path
from diachiso.core.roles import LayerRole, guess_fields, guess_role, personal_fields

# Layers as they come: name, geometry, fields, number of features.
LAYERS: list[tuple[str, str, list[str], Optional[int], Optional[LayerRole]]] = [
    ("buildings", "polygon", ["fid"], 3080, LayerRole.building),
    ("nha_trang — buildings", "polygon", ["fid", "bld_id", "street", "part"], 7184, LayerRole.building),
    ("Nhà ở", "polygon", ["OBJECTID", "so_nha", "ten_duong"], 900, LayerRole.building),
    ("Lop1", "polygon", ["so_nha", "ten_duong", "SoTang"], 900, LayerRole.building),
    ("ThuaDat", "polygon", ["SoTo", "SoThua", "LoaiDat", "TenChu"], 12000, LayerRole.parcel),
    ("THUADAT", "polygon", ["OBJECTID"], 12000, LayerRole.parcel),
    ("22366", "polygon", ["MaXa", "SoHieuToBanDo", "SoThuTuThua", "DiaChi", "TenChu"], 12000, LayerRole.parcel),
    ("xa_ninh_hoa_thua_dat", "polygon", ["soto", "sothua"], 4000, LayerRole.parcel),
    ("communes", "polygon", ["fid", "code", "name", "full_name", "postcode"], 65, LayerRole.commune),
    ("Ranh giới xã phường", "polygon", ["MaXa", "TenXa"], 65, LayerRole.commune),
    ("boundary", "polygon", ["NAME_1", "NAME_3", "CC_3"], 1, LayerRole.commune),
    ("Tổ dân phố", "polygon", ["ten"], 300, LayerRole.settlement),
    ("ranh thôn", "polygon", ["fid", "ten_thon", "ma_xa"], 40, LayerRole.settlement),
    ("nha_trang_roads", "line", ["osm_id", "fclass", "name", "oneway"], 6310, LayerRole.street),
    ("giao thông", "line", [], None, LayerRole.street),
    ("lines", "line", ["highway", "name"], 10, LayerRole.street),
    ("official_points", "point", ["code", "so_nha", "ten_duong"], 500, LayerRole.official),
    ("mã địa chỉ số đã cấp", "none", ["ma_dia_chi_so", "dia_chi", "lat", "lon"], 500, LayerRole.official),
    ("Sheet1", "none", ["ma_dia_chi_so", "dia_chi", "kinh_do", "vi_do"], 500, LayerRole.official),
    ("poi", "point", ["osm_id", "fclass", "name", "src_id"], 226, None),
    ("contours", "line", ["fid", "elev"], 400, None),
    ("lakes", "polygon", ["fid"], 12, None),
    ("nha_trang", "polygon", ["fid"], 12, None),
    ("roads", "polygon", ["fid"], 12, None),
    ("", "unknown", [], None, None),
]


@pytest.mark.parametrize(("name", "geometry", "fields", "count", "role"), LAYERS)
def test_role_of_a_layer(
    name: str, geometry: str, fields: list[str], count: Optional[int], role: Optional[LayerRole]
) -> None:
    guessed, confidence = guess_role(name, geometry, fields, count)
    assert guessed is role
    assert (confidence == 0.0) is (role is None)


def test_more_evidence_is_more_confidence() -> None:
    bare = guess_role("parcels", "polygon", ["fid"])[1]
    full = guess_role("parcels", "polygon", ["SoTo", "SoThua", "LoaiDat"])[1]
    assert 0 < bare < full <= 1


def test_many_features_are_not_communes() -> None:
    assert guess_role("phuong", "polygon", ["id"], 65)[0] is LayerRole.commune
    assert guess_role("phuong", "polygon", ["id"], 60000)[0] is None


FIELDS: list[tuple[list[str], dict[str, str]]] = [
    (
        ["MaXa", "SoHieuToBanDo", "SoThuTuThua", "SoHieuToBanDoCu", "SoThuTuThuaCu", "DienTich"],
        {
            "commune_code": "MaXa",
            "map_sheet": "SoHieuToBanDo",
            "map_parcel": "SoThuTuThua",
            "certificate_sheet": "SoHieuToBanDoCu",
            "certificate_parcel": "SoThuTuThuaCu",
        },
    ),
    (["KyHieuMucDichSuDung", "DiaChi", "TenChu"], {"land_use": "KyHieuMucDichSuDung", "address": "DiaChi"}),
    (["SoTo", "SoThua", "LoaiDat"], {"map_sheet": "SoTo", "map_parcel": "SoThua", "land_use": "LoaiDat"}),
    (["so_to", "so_thua", "dia_chi"], {"map_sheet": "so_to", "map_parcel": "so_thua", "address": "dia_chi"}),
    (["soto", "sothua", "mathuadat"], {"map_sheet": "soto", "map_parcel": "sothua", "id": "mathuadat"}),
    (["shbando", "shthua", "MDSD"], {"map_sheet": "shbando", "map_parcel": "shthua", "land_use": "MDSD"}),
    (["SHBANDO", "SHTHUA"], {"map_sheet": "SHBANDO", "map_parcel": "SHTHUA"}),
    (["so_nha", "ten_duong"], {"number": "so_nha", "street": "ten_duong"}),
    (["Số nhà", "Tên đường", "Thôn"], {"number": "Số nhà", "street": "Tên đường", "settlement": "Thôn"}),
    (
        ["osm_id", "building", "addr:housenumber", "addr:street", "name"],
        {
            "id": "osm_id",
            "object_class": "building",
            "number": "addr:housenumber",
            "street": "addr:street",
            "name": "name",
        },
    ),
    (["fid", "bld_id", "street"], {"id": "bld_id", "street": "street"}),
    (["fid", "id", "objectid", "ma_nha"], {"id": "ma_nha"}),
    (["fid", "OBJECTID"], {"id": "OBJECTID"}),
    (["ma_buu_chinh", "mabuuchinh"], {"postcode": "ma_buu_chinh"}),
    (["ma_dia_chi_so", "code"], {"code": "ma_dia_chi_so"}),
    (["so_to_gcn", "so_thua_gcn"], {"certificate_sheet": "so_to_gcn", "certificate_parcel": "so_thua_gcn"}),
    # cut by a Shapefile
    (
        ["SoHieuToBa", "SoThuTuThu", "SoHieuTo_1", "SoThuTuT_1", "KyHieuMucD"],
        {
            "map_sheet": "SoHieuToBa",
            "map_parcel": "SoThuTuThu",
            "certificate_sheet": "SoHieuTo_1",
            "certificate_parcel": "SoThuTuT_1",
            "land_use": "KyHieuMucD",
        },
    ),
    (["width_m", "dist_m", "truth_no", "synthetic"], {}),
    ([], {}),
]


@pytest.mark.parametrize(("fields", "roles"), FIELDS)
def test_meaning_of_fields(fields: list[str], roles: dict[str, str]) -> None:
    assert guess_fields(fields) == roles


def test_general_names_mean_what_the_layer_means() -> None:
    fields = ["fid", "code", "name", "postcode"]
    assert guess_fields(fields, LayerRole.commune) == {
        "id": "fid", "commune_code": "code", "commune": "name", "postcode": "postcode",
    }  # fmt: skip
    assert guess_fields(["name"], LayerRole.street) == {"street": "name"}
    assert guess_fields(["name"], LayerRole.building) == {"name": "name"}


@pytest.mark.parametrize(
    "field",
    ["TenChu", "TENCHU", "ten_chu", "TenChu2", "tenchu_1", "chu_su_dung", "ChuSuDungDat", "TenChuSuDung", "CCCD"]
    + ["SoCCCD", "SOCCCD", "CMND", "so_cmnd", "SoDienThoai", "so_dien_th", "dien_thoai", "DienThoai1", "SDT", "SoDT"]
    + ["phone", "contact:phone", "email", "Email_Chu", "Họ tên", "họ và tên chủ hộ", "ngay_sinh", "owner_name"]
    + ["ChuSuDungD", "dia_chi_chu", "DiaChiThuongTru"],
)
def test_personal_fields_are_seen_and_have_no_role(field: str) -> None:
    assert personal_fields(["fid", field]) == [field]
    assert field not in guess_fields(["fid", field]).values()


@pytest.mark.parametrize(
    "field",
    ["ten", "name", "full_name", "TenChungCu", "DienTich", "dien_tich", "dia_chi", "DiaChiThua", "hotel", "so_nha"]
    + ["MaXa", "chu_vi", "ma_thua", "SoHieuToBa", "ten_duong"],
)
def test_other_fields_are_not_personal(field: str) -> None:
    assert personal_fields([field]) == []


def test_no_alias_has_two_meanings() -> None:
    data = json.loads(resource_path("profiles", "fields", "aliases.json").read_text(encoding="utf-8"))
    fields = Counter(alias.replace("_", "") for aliases in data["fields"].values() for alias in set(aliases))
    assert [alias for alias, count in fields.items() if count > 1] == []
    personal = {alias.replace("_", "") for alias in data["personal"]}
    assert personal.isdisjoint(fields)
    assert set(data["layers"]) == {role.value for role in LayerRole}


FIELD_NAMES = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from(["SoTo", "TenChu", "so_nha", "code", "name", "fid", "MaXa"])),
    max_size=8,
)


@given(FIELD_NAMES, st.sampled_from([None, *LayerRole]))
def test_every_field_has_at_most_one_meaning(fields: list[str], role: Optional[LayerRole]) -> None:
    found = guess_fields(fields, role)
    assert set(found.values()) <= set(fields)
    assert len(set(found.values())) == len(found)
    assert set(found.values()).isdisjoint(personal_fields(fields))


@given(st.text(max_size=30), st.sampled_from(["point", "line", "polygon", "none"]), FIELD_NAMES)
def test_any_layer_is_answered(name: str, geometry: str, fields: list[str]) -> None:
    role, confidence = guess_role(name, geometry, fields)
    assert 0.0 <= confidence <= 1.0
    assert (role is None) is (confidence == 0.0)
