"""Which polygons are annexes (nhà phụ: sheds, toilets, walls) and get no address unless asked."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .classes import ObjectClass
from .columns import TextColumn
from .json_reader import JsonReader
from .reasons import Reason
from .resources import read_json_file, resource_path

_UNKNOWN, _MAIN, _ANNEX = 0, 1, 2


@dataclass(frozen=True)
class AnnexRules:
    """When a polygon is an annex; a class that is none (a main house) is never judged by size."""

    classes: tuple[str, ...] = ()
    """Class ids that count as annexes besides those flagged so."""
    main_classes: tuple[str, ...] = ()
    """Class ids that do not count as annexes though flagged so."""
    min_area: float = 0.0
    """Smallest polygon without a class (m2) that may be a house; 0 = any."""
    largest_per_parcel: bool = False
    """Of the polygons of one parcel without a class, only the largest may be a house."""


def load_annex_rules(path: Path | None = None) -> AnnexRules:
    """The rules of a profile file, or the shipped ones."""
    file = path or resource_path("profiles", "annexes", "default.json")
    return parse_annex_rules(read_json_file(file), str(file))


def parse_annex_rules(data: Any, file: str) -> AnnexRules:
    """The rules from their JSON object; `file` is what an error names."""
    reader = JsonReader(data, file)
    rules = AnnexRules(
        classes=reader.texts("classes", required=False),
        main_classes=reader.texts("main_classes", required=False),
        min_area=reader.number("min_area", 0, 1e6, 0.0),
        largest_per_parcel=reader.flag("largest_per_parcel", False),
    )
    reader.finish()
    return rules


def annex_mask(
    area: ArrayLike,
    class_id: TextColumn | Sequence[str],
    parcel_index: ArrayLike,
    rules: AnnexRules,
    classes: Mapping[str, ObjectClass],
) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    """Which polygons are annexes, and the number of the `Reason` (0 for the others).

    `area` in m2 (0 or NaN: unknown, a point), `class_id` '' or NULL where unknown, `parcel_index` -1 without a parcel.
    Nothing depends on the order of the rows: polygons of equal size are all kept.
    """
    areas = np.nan_to_num(np.asarray(area, dtype=float), nan=0.0)
    parcels = np.asarray(parcel_index, dtype=np.int64)
    column = class_id if isinstance(class_id, TextColumn) else TextColumn.of(class_id)
    ids = [*column.values, ""]  # the last is where the column's -1, unknown, points to
    kinds = [_kind(value, rules, classes) for value in ids]
    limits = [_limit(value, kind, rules, classes) for value, kind in zip(ids, kinds)]
    kind, limit = np.array(kinds, np.int8)[column.codes], np.array(limits, float)[column.codes]

    by_class = kind == _ANNEX
    small = ~by_class & (areas > 0) & (areas < limit)
    reason = np.zeros(len(areas), dtype=np.int16)
    reason[by_class], reason[small] = Reason.ANNEX_CLASS, Reason.ANNEX_AREA
    if rules.largest_per_parcel:
        rivals = ~(by_class | small) & (parcels >= 0) & (areas > 0)
        smaller = np.zeros(len(areas), dtype=np.bool_)
        smaller[rivals] = areas[rivals] < _largest(areas[rivals], parcels[rivals])
        reason[smaller & (kind == _UNKNOWN)] = Reason.ANNEX_NOT_LARGEST
    return reason > 0, reason


def _kind(class_id: str, rules: AnnexRules, classes: Mapping[str, ObjectClass]) -> int:
    if not class_id:
        return _UNKNOWN
    if class_id in rules.main_classes:
        return _MAIN
    flagged = class_id in classes and classes[class_id].is_annex
    return _ANNEX if flagged or class_id in rules.classes else _MAIN


def _limit(class_id: str, kind: int, rules: AnnexRules, classes: Mapping[str, ObjectClass]) -> float:
    if kind == _UNKNOWN:
        return rules.min_area
    own = classes[class_id].min_area if class_id in classes else None
    return own or 0.0


def _largest(areas: NDArray[np.float64], parcels: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each row the largest area of its parcel."""
    if not len(areas):
        return areas
    order = np.argsort(parcels, kind="stable")
    starts = np.flatnonzero(np.diff(parcels[order], prepend=parcels[order[0]] - 1))
    largest = np.maximum.reduceat(areas[order], starts)
    result = np.empty_like(areas)
    result[order] = np.repeat(largest, np.diff(starts, append=len(areas)))
    return result
