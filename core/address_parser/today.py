"""What an address is called today: its commune since 1/7/2025, and its text by the register's one template."""
from __future__ import annotations

from typing import Optional, Union

from ..address_text import compose
from ..units import AdminUnit
from .model import ParsedAddress, UnitChain
from .tables import ParserTables


def today_communes(
    parsed: Union[ParsedAddress, UnitChain], tables: Optional[ParserTables] = None
) -> tuple[AdminUnit, ...]:
    """Today's communes that the address may lie in, the main part of a split one first; () where none is known."""
    tables = tables or ParserTables.load()
    commune = parsed.commune
    if commune is None:
        # An island district had no communes, and became one.
        district = parsed.district
        return () if district is None else tables.today(district) or tables.today_of_district(district)
    return tables.today(commune) if parsed.is_legacy else (commune,)


def standard_text(
    parsed: ParsedAddress, tables: Optional[ParserTables] = None, commune: Optional[AdminUnit] = None
) -> str:
    """The address as the register would write it, with today's units.

    A legacy commune that was split keeps its three levels, since the text alone does not tell which part is meant,
    unless the caller knows `commune` (by the position).
    """
    tables = tables or ParserTables.load()
    found = (commune,) if commune is not None else today_communes(parsed, tables)
    parts: dict[str, Optional[str]] = {
        "room": parsed.unit,
        "floor": parsed.floor,
        "block": parsed.block,
        "building_name": parsed.building,
        "house_number": parsed.number,
        "alley": " ".join(parsed.alley),
        "street": parsed.street,
        "housing_area": parsed.housing_area,
        "settlement": parsed.settlement,
    }
    if len(found) == 1:
        province = tables.today_province(found[0])
        parts["commune"] = found[0].full_name
        parts["province"] = province.full_name if province else None
    else:
        units = {"commune": parsed.commune, "district": parsed.district, "province": parsed.province}
        parts.update({name: unit.full_name for name, unit in units.items() if unit is not None})
    return compose(parts)
