"""A small fictitious town for tests: two communes side by side, a settlement in the first, and all classes."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from struct import pack
from types import SimpleNamespace

from diachiso.core.classes import load_classes
from diachiso.register.create import create_register
from diachiso.register.rows import ClassRow, SettlementRow, StreetRow, UnitRow

FIRST, SECOND = "22528", "22561"
ALL_CLASSES = tuple(ClassRow(c.id, c.vi, c.en, c.group, is_annex=c.is_annex) for c in load_classes().values())


def square(x: float, y: float, size: float) -> bytes:
    """A square polygon as WKB."""
    ring = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return pack("<BII", 1, 3, 1) + pack("<I", 5) + b"".join(pack("<dd", *p) for p in ring)


def line(*points: tuple[float, float]) -> bytes:
    """A line string as WKB."""
    return pack("<BII", 1, 2, len(points)) + b"".join(pack("<dd", *p) for p in points)


def communes(province: str = "56", first: str = FIRST, second: str = SECOND, postcode: int = 101) -> list[UnitRow]:
    """Phường Biển (109–109.1 E, 12–12.1 N) and east of it Xã Núi."""
    return [
        UnitRow(first, "commune", "Biển", "Phường Biển", "phường", province, province, f"{postcode:05d}",
                wkb=square(109, 12, 0.1)),
        UnitRow(second, "commune", "Núi", "Xã Núi", "xã", province, province, f"{postcode + 1:05d}",
                wkb=square(109.1, 12, 0.1)),
    ]  # fmt: skip


def settlement(commune: str = FIRST) -> SettlementRow:
    """Tổ dân phố 5, in the corner of Phường Biển."""
    return SettlementRow("Tổ dân phố 5", "t5", "tổ dân phố", commune, wkb=square(109, 12, 0.02))


def make_town(
    path: Path, streets: Sequence[StreetRow], settlements: Sequence[SettlementRow], *,
    units: Sequence[UnitRow] | None = None, classes: Sequence[ClassRow] = ALL_CLASSES,
    province: tuple[str, str] = ("56", "Tỉnh Khánh Hòa"),
) -> Path:  # fmt: skip
    """A register of the town; its path."""
    code, name = province
    create_register(
        path, province=SimpleNamespace(code=code, full_name=name), units=communes() if units is None else units,
        streets=streets, settlements=settlements, classes=classes,
    )  # fmt: skip
    return path
