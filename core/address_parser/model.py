"""What a parsed address is: its parts, the units they stand in, how sure the reading is and what else it may be."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..numbering import canonical_number, full_number
from ..units import AdminUnit


@dataclass(frozen=True)
class UnitChain:
    """One reading of an address's units; each lies in the next. `is_legacy`: the three levels until 30/6/2025.

    A level that the text does not name is filled from below (the district of a known legacy commune), never from
    above. `score` compares readings of one text only.
    """

    commune: Optional[AdminUnit] = None
    district: Optional[AdminUnit] = None
    province: Optional[AdminUnit] = None
    is_legacy: bool = False
    score: float = 0.0


@dataclass(frozen=True)
class ParsedAddress:
    """An address in parts, each as it was written (NFC, mended where its encoding or Telex was broken).

    `alley` holds the levels from the street inwards ("ngõ 34", "ngách 5"). `street` and `settlement` are without
    the word for street, with the word for the settlement; `street_id` and `settlement_id` are the register's where
    the tables know them. `confidence` is the share of such readings that are right (0–1). `alternatives` are other
    readings of the units, best first.
    """

    text: str
    unit: str = ""
    floor: str = ""
    block: str = ""
    building: str = ""
    number: str = ""
    alley: tuple[str, ...] = ()
    street: str = ""
    housing_area: str = ""
    settlement: str = ""
    commune: Optional[AdminUnit] = None
    district: Optional[AdminUnit] = None
    province: Optional[AdminUnit] = None
    is_legacy: bool = False
    postcode: str = ""
    leftovers: tuple[str, ...] = ()
    street_id: Optional[str] = None
    settlement_id: Optional[str] = None
    confidence: float = 0.0
    alternatives: tuple[UnitChain, ...] = ()

    @property
    def full_number(self) -> str:
        """Number and alley path in the one form of `core.numbering` ("34/5/12"); '' for none."""
        return canonical_number(full_number(self.number, " ".join(self.alley)))
