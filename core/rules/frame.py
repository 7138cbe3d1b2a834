"""Addresses in the hands of the rules: columns as small numbers, so that a rule looks at each distinct value once."""
from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Callable, Optional

import numpy as np

from ..lifecycle import Stage
from .catalogue import Rule
from .hits import Hit, fingerprint
from .records import AddressChunk

NOTHING = 0
"""The number of NULL in every dictionary."""

ALWAYS = ("address_id", "stage", "commune_code")
"""Columns that every frame needs: whose hit it is, whether the rules look at it, where it stands."""


class Dictionary:
    """Numbers for the distinct values of a column, in the order in which they come; NULL is 0."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {None: NOTHING}
        self.values: list[Any] = [None]

    def encode(self, column: Iterable[Hashable]) -> np.ndarray:
        """The number of each value (n,) int32."""
        listed = column if isinstance(column, list) else list(column)
        for value in set(listed).difference(self._numbers):
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return np.fromiter(map(self._numbers.__getitem__, listed), np.int32, len(listed))


class PerValue:
    """What a judgement says of each value of a dictionary, asked once per value."""

    def __init__(self, dictionary: Dictionary, judge: Callable[[Any], Any], dtype: Any = np.bool_) -> None:
        self._dictionary, self._judge, self._dtype = dictionary, judge, dtype
        self._known = np.zeros(0, dtype)

    def of(self, numbers: np.ndarray) -> np.ndarray:
        """The judgements of these values (n,)."""
        values = self._dictionary.values
        if len(self._known) < len(values):
            new = [self._judge(value) for value in values[len(self._known):]]
            fresh = np.empty(len(new), self._dtype)
            fresh[:] = new
            self._known = np.concatenate([self._known, fresh])
        return self._known[numbers]


class Memory:
    """The dictionaries of a run: what one chunk has taught, the next one knows."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], Dictionary] = {}

    def dictionary(self, *names: str) -> Dictionary:
        """The dictionary of a column, or of the tuples of several."""
        return self._columns.setdefault(names, Dictionary())

    def per_value(self, judge: Callable[[Any], Any], *names: str, dtype: Any = np.bool_) -> PerValue:
        """A judgement of the values of a column (or of the tuples of several)."""
        return PerValue(self.dictionary(*names), judge, dtype)


class Frame:
    """A chunk of addresses: columns as lists, as arrays of objects, or as numbers of a dictionary."""

    def __init__(self, chunk: AddressChunk, memory: Memory) -> None:
        self._chunk, self._memory = chunk, memory
        self.fid, self.lon, self.lat = chunk.fid, chunk.lon, chunk.lat
        self.size = len(chunk.fid)
        self._values: dict[str, Sequence[Any]] = {}
        self._numbers: dict[tuple[str, ...], np.ndarray] = {}
        self._objects: dict[str, np.ndarray] = {}
        self.live = self.numbers("stage") != self.stage_number(Stage.RETIRED)

    def values(self, name: str) -> Sequence[Any]:
        """A column as the reader gives it; a reader may have to make it, so it is asked once."""
        if name not in self._values:
            self._values[name] = self._chunk.column(name)
        return self._values[name]

    def objects(self, name: str) -> np.ndarray:
        """A column as an array of objects (n,)."""
        if name not in self._objects:
            column = np.empty(self.size, object)
            column[:] = self.values(name)
            self._objects[name] = column
        return self._objects[name]

    def numbers(self, *names: str) -> np.ndarray:
        """A column, or several together, as numbers of the run's dictionary for them (n,) int32."""
        if names not in self._numbers:
            if len(names) == 1:
                column = list(self.values(names[0]))
            else:
                column = list(zip(*map(self.values, names)))
            self._numbers[names] = self._memory.dictionary(*names).encode(column)
        return self._numbers[names]

    def there(self, name: str) -> np.ndarray:
        """Where a column is not NULL (n,) bool."""
        none: Any = None
        return np.asarray(self.objects(name) != none, bool)

    def stage_number(self, stage: Stage) -> int:
        """The number of a stage in the dictionary of `stage`."""
        return int(self._memory.dictionary("stage").encode([stage.value])[0])

    def in_stages(self, stages: Iterable[Stage]) -> np.ndarray:
        """Which addresses are in one of these stages (n,) bool."""
        return np.isin(self.numbers("stage"), [self.stage_number(stage) for stage in stages])

    def hit(
        self,
        rule: Rule,
        row: int,
        *,
        watched: Sequence[object],
        params: Optional[dict[str, Any]] = None,
        part: str = "",
        fix: Optional[dict[str, Any]] = None,
        line: tuple[tuple[float, float], ...] = (),
    ) -> Hit:
        """A hit on the address of a row; `watched` are the values that the rule looked at."""
        return Hit(
            rule=rule.id,
            subject=rule.subject.value,
            object_id=str(self.values("address_id")[row]),
            fid=int(self.fid[row]),
            commune=str(self.values("commune_code")[row] or ""),
            lon=float(self.lon[row]),
            lat=float(self.lat[row]),
            params=params or {},
            part=part,
            line=line,
            fix=fix or {},
            watched=fingerprint(*watched),
        )


def rows(mask: np.ndarray) -> list[int]:
    """The rows where a mask is set, as plain numbers."""
    found: list[int] = np.flatnonzero(mask).tolist()
    return found
