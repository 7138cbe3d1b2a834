"""Field names typed in an old font."""

from __future__ import annotations

import pytest

from diachiso.core.land.field_names import unicode_names

from ..text_encodings.fonts import tcvn3


@pytest.mark.parametrize(
    "names",
    [
        ["Tên chủ", "Số tờ", "Số thửa", "Đường", "Điện thoại", "Ghi chú"],
        ["STT", "TO", "Tên chủ"],
        ["Số tờ"],  # "Sè tê" are good syllables, too: what they mean decides
        ["Chủ SD", "Tờ BĐ", "Thửa", "DT"],
        ["Số thửa", "SHAPE_AREA"],
    ],
)
def test_names_in_tcvn3(names: list[str]) -> None:
    assert unicode_names([tcvn3(name) for name in names]) == names
    assert unicode_names(names) == names  # what is right stays


def test_other_languages_and_misread_unicode() -> None:
    assert unicode_names(["Numéro", "Détail", "N°", "Größe"]) == ["Numéro", "Détail", "N°", "Größe"]
    assert unicode_names(["Số thửa".encode().decode("cp1252", "replace")]) == ["Số thửa"]


def test_names_stay_distinct() -> None:
    spoilt = tcvn3("Số tờ")
    assert unicode_names(["SỐ TỜ", spoilt, "soto"]) == ["SỐ TỜ", spoilt, "soto"]
