"""Small streets in metres with houses on both sides, for the tests of the numbering."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

import numpy as np

from diachiso.core.house_numbers.model import HouseNumber, Houses, Proposal, StreetPiece
from diachiso.core.house_numbers.propose import propose
from diachiso.core.house_numbers.rules import NumberingRules, Reserve

PLAIN = NumberingRules(reserve=Reserve.NONE)


def street(*points: tuple[float, float], name: str = "Trần Phú", **facts: object) -> StreetPiece:
    """A street of one line."""
    return StreetPiece(name, [np.array(points, float)], **facts)  # type: ignore[arg-type]


@dataclass
class Town:
    """Houses are squares of 4 m; add them, then number them."""

    rows: list[dict[str, object]] = field(default_factory=list)

    def house(
        self, x: float, y: float, street: str = "Trần Phú", number: str = "", alley: str = "", fixed: bool = False,
        plot: bool = False, door: Optional[tuple[float, float]] = None, width: float = 4.0, commune: str = "",
    ) -> int:  # fmt: skip
        """One house; its row."""
        self.rows.append(dict(locals()))
        return len(self.rows) - 1

    def row(self, xs: Sequence[float], y: float, **facts: object) -> list[int]:
        """Houses at several places of one side."""
        return [self.house(x, y, **facts) for x in xs]  # type: ignore[arg-type]

    def houses(self) -> Houses:
        """As the numbering reads them."""
        rows = self.rows

        def texts(name: str) -> list[str]:
            return [str(row[name]) for row in rows]

        xy = np.array([(row["x"], row["y"]) for row in rows], float).reshape(-1, 2)
        door = np.array([row["door"] or (np.nan, np.nan) for row in rows], float).reshape(-1, 2)
        half = [float(str(row["width"])) / 2 for row in rows]
        rings = [
            np.array([(x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h), (x - h, y - h)])
            for (x, y), h in zip(xy.tolist(), half)
        ]
        flags = {name: np.array([bool(row[name]) for row in rows], bool) for name in ("fixed", "plot")}
        return Houses(
            xy, door, rings, texts("street"), texts("number"), texts("alley"), texts("commune"), flags["fixed"],
            flags["plot"],
        )  # fmt: skip

    def numbered(self, *pieces: StreetPiece, rules: NumberingRules = PLAIN, **more: object) -> Proposal:
        """The proposal."""
        return propose(self.houses(), pieces, rules, **more)  # type: ignore[arg-type]


def written(proposal: Proposal) -> list[str]:
    """What each house gets, in the order of the houses."""
    return [row.written for row in proposal.numbers if row.house >= 0]


def reserved(proposal: Proposal) -> list[str]:
    """The numbers left free."""
    return [row.written for row in proposal.numbers if row.house < 0]


def of_house(proposal: Proposal, row: int) -> HouseNumber:
    """The row of one house."""
    return next(number for number in proposal.numbers if number.house == row)
