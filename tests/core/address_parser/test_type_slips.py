"""The misspelt word "Đường": mended where it stands before a street, left alone where it is none."""
from __future__ import annotations

import pytest

from diachiso.core.address_parser.type_slips import with_street_word

CASES = {
    "57 Đườn số 6, Xã Cà Ná": "57 Đường số 6, Xã Cà Ná",
    "48 ường số 133, Xã Xuân Hải": "48 Đường số 133, Xã Xuân Hải",
    "số 5 Đườg Lê Lợi": "số 5 Đường Lê Lợi",
    "14 Đườngsố 409, Xã Núi": "14 Đường số 409, Xã Núi",
    "50 Đường ố 408, Phường Biển": "50 Đường số 408, Phường Biển",
    "44 Đường s 221": "44 Đường số 221",
    # Nothing to mend, or not before the units.
    "44 Đường số 221, Xã Núi": None,
    "12 Dương Đình Nghệ": None,
    "số 5 Đưòng Lê Lợi": None,  # a wrong mark is no slip: the parser reads it
    "5 Đường S Bàn": None,
    "49 Trầm Hương, hường Pha Rang": None,
    "3 Trần Phú, phường Biển": None,
    "12 Phượng Hoàng": None,
    "": None,
}


@pytest.mark.parametrize("text", CASES)
def test_the_word_is_mended_where_it_is_meant(text: str) -> None:
    assert with_street_word(text) == CASES[text]
