"""Which face each text of a drawing belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..geometry.engine import GeometryEngine
from ..geometry.faces import Faces, holders


@dataclass(frozen=True)
class LabelJoin:
    """Texts (n) and faces: `face` (n,) of each text, -1 in none; `points` (n, 2) where each text was taken to be;
    `distinct` per face its different values, from the top down.
    """

    values: tuple[str, ...]
    points: np.ndarray
    face: np.ndarray
    distinct: list[tuple[str, ...]]


def join_labels(points: np.ndarray, values: Sequence[str], faces: Faces, engine: GeometryEngine) -> LabelJoin:
    """Join texts to the faces they stand in; `points` (n, 2, 2): middle of the writing, and the point it was set at.

    Programs differ in where they set a text, so the file itself decides: the place by which more faces get exactly one
    value counts for all its texts (the middle, where both do as well). A text that then shares its face with another
    value goes to its other place where that face has none.
    """
    values = tuple(values)
    if len(values) == 0 or faces.size == 0:
        outside = np.full(len(values), -1, np.int64)
        return LabelJoin(values, points[:, 0] if len(values) else np.zeros((0, 2)), outside, [()] * faces.size)
    number = np.unique(np.array(values, dtype=object).astype(str), return_inverse=True)[1]
    middle = holders(faces, points[:, 0], engine)
    origin = middle if np.array_equal(points[:, 0], points[:, 1]) else holders(faces, points[:, 1], engine)
    by_origin = _single(origin, number, faces.size).sum() > _single(middle, number, faces.size).sum()
    main, other = (origin, middle) if by_origin else (middle, origin)
    place, second = (points[:, 1], points[:, 0]) if by_origin else (points[:, 0], points[:, 1])
    face = _second_chance(main, other, number, faces.size)
    place = np.where((face != main)[:, None], second, place)
    return LabelJoin(values, place, face, _distinct(values, place, face, faces.size))


def _single(face: np.ndarray, number: np.ndarray, size: int) -> np.ndarray:
    """Whether each face has exactly one value."""
    pairs = np.unique(np.column_stack([face, number])[face >= 0], axis=0)
    return np.asarray(np.bincount(pairs[:, 0], minlength=size) == 1)


def _second_chance(main: np.ndarray, other: np.ndarray, number: np.ndarray, size: int) -> np.ndarray:
    face = main.copy()
    while True:
        alone = _single(face, number, size)
        holds = np.zeros(size, bool)
        holds[face[face >= 0]] = True
        unhappy = (face < 0) | ~alone[face]
        could = unhappy & (other >= 0) & (other != face) & (face == main)
        could[could] = ~holds[other[could]]
        # Two that both want one free face: neither gets it.
        wanted = np.unique(np.column_stack([other, number])[could], axis=0)
        rivals = np.bincount(wanted[:, 0], minlength=size) > 1
        could[could] = ~rivals[other[could]]
        # Of a face's texts those that leave must leave one behind: else the face is as unclear as before.
        leaving = could & (face >= 0)
        stays = np.zeros(size, bool)
        stays[face[(face >= 0) & ~could]] = True
        could[leaving] = stays[face[leaving]]
        if not could.any():
            return face
        face[could] = other[could]


def _distinct(values: tuple[str, ...], place: np.ndarray, face: np.ndarray, size: int) -> list[tuple[str, ...]]:
    found: list[dict[str, None]] = [{} for _ in range(size)]
    for i in np.lexsort((place[:, 0], -place[:, 1])):
        if face[i] >= 0:
            found[face[i]].setdefault(values[i])
    return [tuple(items) for items in found]
