"""Which addresses are printed (plaques, notices, lists), and in which order a person with a bag walks past them."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from .columns import TextColumn
from .numbering import number_keys
from .order import walking_order
from .rules.local_metres import LocalMetres
from .street_names import street_key
from .text import ascii_key, compare_key


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
    """The known spellings of settlements that are meant; without diacritics where only one can be."""
    return _meant(known, wanted, compare_key)


def like_streets(known: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The known spellings of streets that are meant, with or without the word for street; without diacritics where
    only one can be.
    """
    return _meant(known, wanted, street_key)


def _meant(known: Sequence[str], wanted: Sequence[str], key: Callable[[str], str]) -> list[str]:
    keys: dict[str, list[str]] = {}
    for name in known:
        keys.setdefault(key(name), []).append(name)
    plain: dict[str, list[str]] = {}
    for one in keys:
        plain.setdefault(ascii_key(one), []).append(one)
    found: dict[str, None] = {}
    for text in wanted:
        like = [key(text)] if key(text) in keys else plain.get(key(text), []) if text.isascii() else []
        if len(like) == 1:
            found.update(dict.fromkeys(keys[like[0]]))
    return [name for name in known if name in found]


def like_communes(known: Sequence[tuple[str, str]], wanted: Sequence[str]) -> list[str]:
    """The codes of the communes (code, full name) that are meant by code, full name, or name without its type; without
    diacritics where only one can be.
    """
    found: set[str] = set()
    for text in wanted:
        like = _communes_of(known, text, compare_key)
        plain = _communes_of(known, text, ascii_key) if not like and text.isascii() else set()
        found |= like or (plain if len(plain) == 1 else set())
    return [code for code, _ in known if code in found]


def _communes_of(known: Sequence[tuple[str, str]], text: str, key: Callable[[str], str]) -> set[str]:
    said = key(text)
    return {code for code, name in known if code == text or said in (key(name), key(name.partition(" ")[2]))}


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
