"""The streets or settlements of a register: the one that a text means, in any spelling, in one of some communes."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Callable, Optional

from ..street_names import street_key
from ..text import ascii_key, compare_key
from .typos import TypoIndex


@dataclass(frozen=True)
class KnownName:
    """A street or settlement of a register; the code is that of today's commune."""

    id: str
    name: str
    commune_code: str


class KnownNames:
    """Known names by a spaceless ASCII key, that of streets if not told otherwise."""

    def __init__(self, names: Iterable[KnownName] = (), key: Optional[Callable[[str], str]] = None) -> None:
        self._key = key or _street_key
        self._by_key: dict[str, list[KnownName]] = defaultdict(list)
        for known in names:
            self._by_key[self._key(known.name)].append(known)
        self._typos = TypoIndex(key for key in self._by_key if not any(map(str.isdigit, key)))

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def find(self, written: str, communes: Collection[str]) -> Optional[KnownName]:
        """The one name that is meant; None where none is near or several are equally so.

        Without a commune (an empty collection) a name counts only if it stands once in the whole register.
        """
        if not written or not self._by_key:
            return None
        key = self._key(written)
        found = self._of(key, communes)
        if not found:
            near = sorted(self._typos.near(key), key=lambda pair: pair[1])
            least = near[0][1] if near else 0
            found = [known for other, edits in near if edits == least for known in self._of(other, communes)]
        if len(found) > 1:  # Trần Phú and Trần Phù: the diacritics tell, where they are written
            wanted = compare_key(street_key(written))
            found = [known for known in found if compare_key(street_key(known.name)) == wanted]
        return found[0] if len(found) == 1 else None

    def _of(self, key: str, communes: Collection[str]) -> list[KnownName]:
        return [known for known in self._by_key.get(key, ()) if not communes or known.commune_code in communes]


def _street_key(name: str) -> str:
    return ascii_key(street_key(name)).replace(" ", "")


def settlement_key(name: str) -> str:
    """The key of a settlement: "TDP 05" and "tổ dân phố 5" have one."""
    words = _PIECE.findall(ascii_key(name))
    return "".join(_IN_FULL.get(word, word.lstrip("0") or word) for word in words)


_PIECE = re.compile(r"[a-z]+|[0-9]+")
_IN_FULL = {"tdp": "todanpho", "kp": "khupho", "kv": "khuvuc", "t": "to"}
