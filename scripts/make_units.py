#!/usr/bin/env python3
"""Write resources/admin/*.csv: administrative units of today, of the legacy three levels, and old -> new.

    .venv/bin/pip install vietnamadminunits==1.0.4 && .venv/bin/python scripts/make_units.py [OUTDIR]

Source: the PyPI package vietnamadminunits 1.0.4 (MIT, Tran Ngoc Minh Hieu), state of 1/7/2025; it has all
three tables. Where sources differ:
- vietnam-provinces 2025.10.1 (PyPI) carries the commune codes of the *draft* decision; some 120 changed
  in QĐ 19/2025/QĐ-TTg. Its repository declares GPL-3.0-or-later. So nothing is taken from it. Its release
  2026.9.0 has the official codes, and they equal all 3,321 written here.
- thanglequoc/vietnamese-provinces-database (7/2026) gives Xã Ba Chẽ (Quảng Ninh) the code 06978; both PyPI
  packages say 06970, which is written here.
- Names differ by tone position only (Hoà/Hòa): compare them with core/text.py.
- The change of 30/4/2026 is in no release of either package: CHANGES below.
- Five island districts had no communes: the crosswalk has their district code as the old one.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

PACKAGE, VERSION = "vietnamadminunits", "1.0.4"
TODAY_FROM, LEGACY_TO = "2025-07-01", "2025-06-30"

# NQ 30/2026/QH16: Đồng Nai becomes a city. The ten communes that became wards in it stand in the list of
# thanglequoc/vietnamese-provinces-database (MIT) of 7/2026; that they share the date is our reading.
CHANGE_FROM, BEFORE_CHANGE = "2026-04-30", "2026-04-29"
CHANGES = {
    "75": "Thành phố",
    **dict.fromkeys(
        ["25270", "25357", "25363", "26116", "26170", "26248", "26326", "26368", "26425", "26485"], "Phường"
    ),
}
TYPES = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


class Unit(NamedTuple):
    """One row of a table of units; the full name is `unit_type name`."""

    code: str
    level: str
    unit_type: str
    name: str
    province_code: str
    parent_code: str
    valid_from: str
    valid_to: str


class Successor(NamedTuple):
    """One row of the crosswalk: an old commune and one of the communes it went to."""

    old_code: str
    new_code: str
    is_split: int  # the old commune went to several
    is_main: int  # the one that took most of it


def data_folder() -> Path:
    """The installed package's data folder, found without importing it (it wants a geocoder)."""
    if metadata.version(PACKAGE) != VERSION:
        raise SystemExit(f"{PACKAGE} {VERSION} is wanted, {metadata.version(PACKAGE)} is installed")
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed")
    return Path(spec.origin).parent / "data"


def split_type(full_name: str) -> tuple[str, str]:
    """Return the type and the bare name of a full name such as "Thị Trấn Óc Eo" or "Phường 12"."""
    full_name = " ".join(unicodedata.normalize("NFC", full_name).split())
    for unit_type in TYPES:
        if full_name.casefold().startswith(unit_type.casefold() + " "):
            return unit_type, full_name[len(unit_type) + 1 :]
    raise ValueError(f"no type in the name {full_name!r}")


def current_units(rows: Iterable[sqlite3.Row]) -> Iterator[Unit]:
    """Yield the provinces and communes since 1/7/2025, with both states of those that changed later."""
    provinces: set[str] = set()
    for row in rows:
        province = row["provinceCode"]
        if province not in provinces:
            provinces.add(province)
            yield from _states(province, "province", row["province"], province, "")
        yield from _states(row["wardCode"], "commune", row["ward"], province, province)


def _states(code: str, level: str, full_name: str, province: str, parent: str) -> Iterator[Unit]:
    unit_type, name = split_type(full_name)
    changed = CHANGES.get(code)
    until = BEFORE_CHANGE if changed else ""
    yield Unit(code, level, unit_type, name, province, parent, TODAY_FROM, until)
    if changed:
        yield Unit(code, level, changed, name, province, parent, CHANGE_FROM, "")


def legacy_units(rows: Iterable[sqlite3.Row]) -> Iterator[Unit]:
    """Yield the provinces, districts and communes as they were on 30/6/2025."""
    seen: set[str] = set()
    for row in rows:
        province, district = row["provinceCode"], row["districtCode"]
        levels = (
            ("province", province, row["province"], ""),
            ("district", district, row["district"], province),
            ("commune", row["wardCode"], row["ward"], district),
        )
        for level, code, full_name, parent in levels:
            if code and code not in seen:
                seen.add(code)
                yield Unit(code, level, *split_type(full_name), province, parent, "", LEGACY_TO)


def crosswalk(
    converter: dict, current: Iterable[sqlite3.Row], legacy: Iterable[sqlite3.Row]
) -> Iterator[Successor]:
    """Yield every pair of an old and a new commune; the package joins them by keys made of the names."""
    new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in current}
    old = {}
    for row in legacy:
        key = "_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or ""))
        old[key] = row["wardCode"] or row["districtCode"]
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in wards.items():
            for source in sources:
                yield Successor(old[source], new[province, ward], 0, 1)
    for province, sources in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in sources.items():
            for part in parts:
                is_main = int(part["isDefaultNewWard"])
                yield Successor(old[source], new[province, part["newWardKey"]], 1, is_main)


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """Write a CSV table sorted by its first columns, the same bytes on every machine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def main(outdir: Path) -> None:
    """Write the three tables into `outdir`."""
    data = data_folder()
    database = sqlite3.connect(data / "dataset.db")
    database.row_factory = sqlite3.Row
    current = database.execute("SELECT * FROM admin_units").fetchall()
    legacy = database.execute("SELECT * FROM admin_units_legacy").fetchall()
    database.close()
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))

    def place(unit: Unit) -> tuple[str, int, str, str]:
        return unit.province_code, len(unit.code), unit.code, unit.valid_from

    outdir.mkdir(parents=True, exist_ok=True)
    write(outdir / "units_2025.csv", Unit._fields, sorted(current_units(current), key=place))
    write(outdir / "units_legacy.csv", Unit._fields, sorted(legacy_units(legacy), key=place))
    write(outdir / "crosswalk_2025.csv", Successor._fields, sorted(crosswalk(converter, current, legacy)))


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "resources" / "admin")
