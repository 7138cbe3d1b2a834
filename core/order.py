"""The order in which a person walks past the objects: serial numbers follow it."""

from __future__ import annotations

import numpy as np

from .columns import TextColumn
from .hilbert import hilbert_index
from .numbering import number_keys
from .street_names import street_key


def walking_order(
    commune: np.ndarray,
    box: np.ndarray,
    street: TextColumn,
    number: TextColumn,
    key: np.ndarray,
    fingerprint: np.ndarray,
) -> np.ndarray:
    """Permutation (n,) by commune, then street by street and number by number, objects without a street along a Hilbert
    curve.

    `commune` (n,) index, `box` (n, 4) metres (its centre counts, which no GEOS computes), `key` (n,) bytes and
    `fingerprint` (n,) decide between objects at one place, so the order never depends on that of the layer.
    """
    x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
    curve = hilbert_index(x, y)
    same_street = street.map(street_key)
    # A street stands on the curve where its first house does; of one commune, since names repeat.
    group = curve.copy()
    on_street = same_street.codes >= 0
    if on_street.any():
        street_of_commune = (
            commune[on_street].astype(np.int64) * (len(same_street.values) + 1) + same_street.codes[on_street]
        )
        found, which = np.unique(street_of_commune, return_inverse=True)
        first = np.full(len(found), np.iinfo(np.int64).max)
        np.minimum.at(first, which.reshape(-1), curve[on_street])
        group[on_street] = first[which.reshape(-1)]
    names = np.array([*same_street.values, ""])
    street_rank = np.append(np.argsort(np.argsort(names[:-1], kind="stable"), kind="stable"), -1)[same_street.codes]
    number_rank = _number_rank(number)
    centimetres = np.round(np.column_stack([x, y]) * 100).astype(np.int64)
    # A house's place in its street as one number; what comes after the curve decides between neighbours on it only.
    in_street = (street_rank + 1) * (number_rank.max(initial=0) + 2) + number_rank
    before = (curve, in_street, group, commune)
    order = np.lexsort(before)
    tied = _tied(before, order)
    some = order[tied]
    after = (fingerprint, key, centimetres[:, 1], centimetres[:, 0])
    order[tied] = some[np.lexsort([column[some] for column in (*after, *before)])]
    return order


def _tied(keys: tuple[np.ndarray, ...], order: np.ndarray) -> np.ndarray:
    """Places in `order` whose row has a neighbour with the same keys."""
    same = np.ones(max(len(order) - 1, 0), bool)
    for key in keys:
        ordered = key[order]
        same &= ordered[1:] == ordered[:-1]
    return np.flatnonzero(np.append(same, False) | np.insert(same, 0, False)[: len(order)])


def _number_rank(number: TextColumn) -> np.ndarray:
    """Rank (n,) of house numbers in walking order; equal numbers share one, none at all comes first."""
    keys = np.asarray(number_keys(list(number.values)))
    if len(keys) == 0:
        return np.full(len(number), -1)
    _, rank = np.unique(keys, return_inverse=True)
    return np.append(rank.reshape(-1), -1)[number.codes]
