"""Vectorised building outlines and their GeoPackage blobs, for the generated benchmark data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FloatArray = np.ndarray


@dataclass(frozen=True)
class Lots:
    """Places of n buildings: corner x, y (m), direction of the street (rad), width and depth (m)."""

    x: FloatArray
    y: FloatArray
    angle: FloatArray
    width: FloatArray
    depth: FloatArray

    def __len__(self) -> int:
        return len(self.x)

    def take(self, index: np.ndarray) -> Lots:
        """The lots at the given places."""
        return Lots(self.x[index], self.y[index], self.angle[index], self.width[index], self.depth[index])


def place(lots: Lots, shape: FloatArray) -> FloatArray:
    """Rings (n, k, 2) from unit shapes (n or 1, k, 2): u along the street, v into the lot; closed, rounded to mm."""
    u, v = shape[..., 0] * lots.width[:, None], shape[..., 1] * lots.depth[:, None]
    c, s = np.cos(lots.angle)[:, None], np.sin(lots.angle)[:, None]
    ring = np.stack([lots.x[:, None] + u * c - v * s, lots.y[:, None] + u * s + v * c], axis=2).round(3)
    ring[:, -1] = ring[:, 0]
    return ring


def rectangles(lots: Lots, _: np.random.Generator) -> FloatArray:
    """Tube houses."""
    return place(lots, np.array([[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]], dtype=float))


def l_shapes(lots: Lots, rng: np.random.Generator) -> FloatArray:
    """Houses with an open corner: six vertices."""
    a, b = rng.uniform(0.35, 0.7, len(lots)), rng.uniform(0.3, 0.75, len(lots))
    o, e = np.zeros(len(lots)), np.ones(len(lots))
    corners = [(o, o), (e, o), (e, b), (a, b), (a, e), (o, e), (o, o)]
    return place(lots, np.stack([np.stack(c, axis=1) for c in corners], axis=1))


def irregular(lots: Lots, rng: np.random.Generator, points: int) -> FloatArray:
    """Star-shaped outlines with the given number of vertices."""
    turn = (np.arange(points) + rng.uniform(-0.3, 0.3, (len(lots), points))) / points * 2 * np.pi
    radius = rng.uniform(0.3, 0.5, (len(lots), points))
    shape = np.stack([0.5 + radius * np.cos(turn), 0.5 + radius * np.sin(turn)], axis=2)
    return place(lots, np.concatenate([shape, shape[:, :1]], axis=1))


def bow_ties(lots: Lots, _: np.random.Generator) -> FloatArray:
    """Invalid outlines that cross themselves."""
    return place(lots, np.array([[(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]], dtype=float))


def blobs(parts: list[FloatArray], srs_id: int) -> list[bytes]:
    """GeoPackage blobs of n multipolygons; each part is (n, k, 2), one ring each, k the same for all features."""
    n = len(parts[0])
    fields: list[tuple[str, str] | tuple[str, str, tuple[int, ...]]] = [
        ("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("envelope", "<f8", (4,)),
        ("order", "u1"), ("type", "<u4"), ("count", "<u4"),
    ]  # fmt: skip
    for i, part in enumerate(parts):
        k = part.shape[1]
        fields += [(f"order{i}", "u1"), (f"type{i}", "<u4"), (f"rings{i}", "<u4"), (f"points{i}", "<u4")]
        fields += [(f"xy{i}", "<f8", (k, 2))]
    out = np.zeros(n, dtype=np.dtype(fields))
    out["magic"], out["flags"], out["srs"] = b"GP", 0b11, srs_id  # little-endian, envelope of four numbers
    low = np.min([p.min(axis=1) for p in parts], axis=0)
    high = np.max([p.max(axis=1) for p in parts], axis=0)
    out["envelope"] = np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1)
    out["order"], out["type"], out["count"] = 1, 6, len(parts)
    for i, part in enumerate(parts):
        out[f"order{i}"], out[f"type{i}"], out[f"rings{i}"], out[f"points{i}"] = 1, 3, 1, part.shape[1]
        out[f"xy{i}"] = part
    raw, size = out.tobytes(), out.dtype.itemsize
    return [raw[i : i + size] for i in range(0, n * size, size)]


def mixed_blobs(lots: Lots, rng: np.random.Generator, srs_id: int) -> tuple[np.ndarray, np.ndarray]:
    """One blob per lot (object array) and its kind (see KINDS), in the proportions of a real layer."""
    n = len(lots)
    kind = np.searchsorted(np.cumsum([share for _, share in KINDS]), rng.random(n), side="right")
    kind = np.minimum(kind, len(KINDS) - 1)
    out = np.empty(n, dtype=object)
    makers = {"rectangle": rectangles, "l_shape": l_shapes, "bow_tie": bow_ties}
    for i, (name, _) in enumerate(KINDS):
        where = np.flatnonzero(kind == i)
        if name in makers and len(where):
            out[where] = blobs([makers[name](lots.take(where), rng)], srs_id)
        elif name == "multipart" and len(where):
            house = lots.take(where)
            front = Lots(house.x, house.y, house.angle, house.width, house.depth * 0.6)
            back = place(house, np.array([[(0.1, 0.75), (0.9, 0.75), (0.9, 1), (0.1, 1), (0.1, 0.75)]]))
            out[where] = blobs([rectangles(front, rng), back], srs_id)
        elif name == "irregular":
            points = rng.integers(8, 21, len(where))
            for k in range(8, 21):
                some = where[points == k]
                if len(some):
                    out[some] = blobs([irregular(lots.take(some), rng, k)], srs_id)
    return out, kind


KINDS = (("rectangle", 0.75), ("l_shape", 0.15), ("irregular", 0.085), ("multipart", 0.010), ("bow_tie", 0.005))
