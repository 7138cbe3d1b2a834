"""Thousands of records leave and come back in seconds, and in bounded memory."""
from __future__ import annotations

from pathlib import Path

import pytest

from diachiso.register.geometry_functions import point_blob
from diachiso.register.transaction import write_transaction

from ...effort import effort, own_time
from .conftest import FIRST, NAMES, Registry, add_row
from .test_round import counts, issue, sound

resource = pytest.importorskip("resource", reason="the system tells no memory")

MANY = effort(4000)


@pytest.fixture
def many(register: Path) -> Path:
    """Thousands more submitted addresses."""
    with write_transaction(register, bulk=True) as con:
        for k in range(100, 100 + MANY):
            row = {
                "geom": point_blob(109.01 + k % 300 * 2e-4, 12.0101 + k // 300 * 2e-4), "code": f"TAM-{k:08d}",
                "address_id": f"{k:08x}-0000-4000-8000-000000000000", "code_scheme": "provisional",
                "code_origin": "provisional", "stage": "submitted", "object_class": "house", "house_number": str(k),
                "street": "Trần Phú", "commune_code": FIRST, "commune": NAMES[FIRST], "province_code": "56",
                "province": "Tỉnh Khánh Hòa", "address_text": f"Số {k} Trần Phú",
            }  # fmt: skip
            add_row(con, row, row["code"], "provisional")
    return register


@pytest.mark.slow
def test_thousands(export, take, registry: Registry, many: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = own_time()
    done = export()
    left = own_time() - start
    assert done["COUNT"] == MANY + 4 and left < 0.004 * MANY, f"{left:.1f} s"
    receipt = registry.answer(Path(done["PACKAGE"]), issue)
    start = own_time()
    assert counts(take(receipt)) == {"ACCEPTED": MANY + 4, "ISSUED": MANY + 4}
    back = own_time() - start
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3
    assert back < 0.006 * MANY, f"{back:.1f} s"
    assert more < 300, f"{more:.0f} MB"
    sound(many)
    print(f"{left:.1f} s, {back:.1f} s, {more:.0f} MB")
