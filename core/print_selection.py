"""Which addresses are printed (plaques, notices, lists), and in which order a person with a bag walks past them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from .columns import TextColumn
from .numbering import number_keys
from .order import walking_order
from .rules.local_metres import LocalMetres
from .street_names import street_key
from .text import compare_key


@dataclass(frozen=True)
class PrintFilter:
    """What to print; an empty part asks for nothing, several values of a part are alternatives.

    `communes`: codes or names; `streets`, `settlements`: names in any spelling; `classes`: ids, or groups I, II, III;
    `only`: ids or codes of addresses (None: all). Retired addresses are left out unless `stages` names them.
    """

    communes: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    only: Optional[frozenset[str]] = None


def like_settlements(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The known spellings of settlements that are meant."""
    keys = {compare_key(name) for name in wanted}
    return [name for name in known if compare_key(name) in keys]


def like_streets(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The known spellings of streets that are meant, with or without the word for street."""
    keys = {street_key(name) for name in wanted}
    return [name for name in known if street_key(name) in keys]


def like_communes(known: Sequence[tuple[str, str]], wanted: Sequence[str]) -> list[str]:
    """The codes of the communes (code, full name) that are meant by code, full name, or name without its type."""
    keys = {compare_key(text) for text in wanted}
    return [
        code for code, name in known
        if code in wanted or compare_key(name) in keys or compare_key(name.partition(" ")[2]) in keys
    ]  # fmt: skip


def print_order(
    commune: Sequence[str], street: Sequence[Optional[str]], number: Sequence[Optional[str]],
    unit: Sequence[Optional[str]], lonlat: np.ndarray, fid: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Permutation (n,) of addresses in walking order: commune by commune (by code), street by street, door by door.

    `number` house number with its alley, `unit` block/floor/room within the house, `lonlat` (n, 2) degrees, NaN where
    there is none.
    """
    _, of_commune = np.unique(np.array(commune, dtype=str), return_inverse=True)
    xy = np.nan_to_num(LocalMetres(lonlat[:, 1]).xy(lonlat))
    # The flats of a house stand at one point: their own numbers decide there.
    key = number_keys(unit) if len(unit) else np.zeros(0, "S1")
    return walking_order(
        of_commune.reshape(-1), np.column_stack([xy, xy]), TextColumn.of(street), TextColumn.of(number), key, fid
    )
