"""Fields of land layers as they are called in the wild, and areas in whatever unit."""
from __future__ import annotations

import numpy as np
import pytest

from diachiso.core.rules.catalogue import RuleSubject
from diachiso.core.rules.land.fields import find_fields, in_square_metres

P, B, C = RuleSubject.parcel, RuleSubject.building, RuleSubject.commune


@pytest.mark.parametrize(
    ("subject", "names", "expected"),
    [
        (P, ["MaXa", "SoHieuToBanDo", "SoThuTuThua", "SoThuTuThuaCu", "DienTichPhapLy", "DienTich"],
         {"commune": "MaXa", "sheet": "SoHieuToBanDo", "number": "SoThuTuThua", "old_number": "SoThuTuThuaCu",
          "recorded": "DienTichPhapLy"}),
        (P, ["SoHieuToBa", "SoThuTuThu", "DienTichPh", "XaCu"],
         {"sheet": "SoHieuToBa", "number": "SoThuTuThu", "recorded": "DienTichPh", "former_commune": "XaCu"}),
        (P, ["so_to", "so_thua", "Diện tích", "ma_xa_cu", "TenChu"],
         {"sheet": "so_to", "number": "so_thua", "recorded": "Diện tích", "former_commune": "ma_xa_cu"}),
        (B, ["bld_id", "loai_nha", "ma_xa", "DienTich"],
         {"key": "bld_id", "object_class": "loai_nha", "commune": "ma_xa"}),
        (B, ["fid", "OBJECT_RID"], {}),
        (C, ["code", "full_name", "area_km2"], {"commune": "code", "name": "full_name", "recorded": "area_km2"}),
    ],
)  # fmt: skip
def test_fields_by_their_names(subject: RuleSubject, names: list[str], expected: dict[str, str]) -> None:
    fields = find_fields(names, subject, {})
    told = {**fields.texts, "key": fields.key, "recorded": fields.recorded}
    assert {name: field for name, field in told.items() if field} == expected


def test_what_a_person_says_wins() -> None:
    fields = find_fields(["so_to", "x"], P, {"sheet": "x", "recorded": "so_to", "key": "x"})
    assert fields.texts["sheet"] == "x" and fields.recorded == "so_to" and fields.key == "x"


@pytest.mark.parametrize("unit", [1.0, 1e4, 1e6])
def test_official_areas_in_any_unit(unit: float) -> None:
    drawn = np.array([43e6, 165e6, 12e6, 30e6])
    official = np.array([134e6, 150e6, np.nan, 30.5e6]) / unit
    assert np.allclose(in_square_metres(official, drawn), official * unit, equal_nan=True)
