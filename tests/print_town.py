"""Addresses for what is printed: a few streets, houses in alleys, a block of flats, houses without a number."""
from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from diachiso.core.address_text import compose
from diachiso.register.blobs import point_blobs
from diachiso.register.rows import StreetRow
from diachiso.register.sql import insert
from diachiso.register.transaction import write_transaction

from .small_town import FIRST, SECOND, make_town, settlement

PLACES = {
    FIRST: {"commune_code": FIRST, "commune": "Phường Biển"},
    SECOND: {"commune_code": SECOND, "commune": "Xã Núi"},
}
ISSUED = {"stage": "issued", "code_scheme": "ndas", "code_origin": "import"}
LONG_STREET = "Đại lộ Nguyễn Thị Minh Khai nối dài đoạn qua Khu đô thị mới Vĩnh Điềm Trung"


def address(serial: int, commune: str = FIRST, **more: Any) -> dict[str, Any]:
    """An issued address with the code 00101 + serial (00102 in the second commune), near the place (109, 12)."""
    prefix = "00101" if commune == FIRST else "00102"
    place = {"lon": 109 + 0.1 * (commune == SECOND) + 0.0002 * serial, "lat": 12.01}
    base = {"code": f"{prefix}{serial:05d}", "object_class": "house", **ISSUED, **PLACES[commune], **place}
    return {**base, "province_code": "56", "province": "Tỉnh Khánh Hòa", **more}


def town_addresses() -> list[dict[str, Any]]:
    """Eight houses in walking order neither by code nor by row; one is provisional, one only created, one retired."""
    return [
        address(4, street="Trần Phú", house_number="12A"),
        address(1, street="Trần Phú", house_number="2"),
        address(3, street="đường Trần Phú", house_number="12", alley="34/5"),
        address(2, street="Trần Phú", house_number="10", settlement="Tổ dân phố 5"),
        address(5, street=LONG_STREET, house_number="120/1/22", name="Nhà văn hóa"),
        address(6, settlement="Tổ dân phố 5", no_number=1),
        address(7, SECOND, street="Trần Phú", house_number="1", code="TAM-00000007", code_origin="provisional",
                stage="created"),
        address(8, SECOND, street="Lê Lợi", house_number="3", object_class="office", stage="verified",
                name="Ủy ban nhân dân xã Núi"),
        address(9, SECOND, street="Lê Lợi", house_number="5", stage="retired"),
    ]  # fmt: skip


def make_print_town(path: Path, addresses: Iterable[Mapping[str, Any]] = ()) -> Path:
    """A register with these addresses (by default those of `town_addresses`)."""
    make_town(path, [StreetRow("Trần Phú", "s1", FIRST)], [settlement()])
    add_addresses(path, addresses or town_addresses())
    return path


def add_addresses(path: Path, addresses: Iterable[Mapping[str, Any]]) -> None:
    """Write addresses with their codes in the ledger, as an apply does; the ids are made here."""
    with write_transaction(path, bulk=True) as con:
        for given in addresses:
            values = dict(given)
            lonlat = np.array([[values.pop("lon"), values.pop("lat")]])
            values["geom"] = point_blobs(lonlat)[0]
            values.setdefault("address_id", str(uuid.uuid4()))
            values["address_text"] = compose(values)
            con.execute(insert("address", values), list(values.values()))
            if values["code_origin"] != "provisional":
                state = "retired" if values["stage"] == "retired" else "given"
                con.execute(
                    insert("code_ledger", ("code", "scheme", "address_id", "state")),
                    (values["code"], "ndas", values["address_id"], state),
                )
