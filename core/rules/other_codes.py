"""Rules: the other identifiers of an address have their form, and derived ones follow its position."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..codes.code_scheme import CodeScheme
from .frame import Frame
from .hits import Hit
from .rule_set import Bench

_UNITS = ("postcode",)


class OtherCodes:
    """`other_code_malformed`, `derived_code_differs`: the schemes whose column is not `code`.

    Trial computations are left alone: an imported value counts more.
    """

    def __init__(self, bench: Bench) -> None:
        self._malformed, self._differs = bench.rule("other_code_malformed"), bench.rule("derived_code_differs")
        # A field with a pattern of its own is looked at by the rule of allowed values.
        taken = {"code", *(f.name for f in bench.reference.profile.fields if f.pattern is not None)}
        schemes = [s for s in bench.reference.schemes.values() if s.column not in taken and not s.trial]
        one = {scheme.column for scheme in schemes if sum(s.column == scheme.column for s in schemes) == 1}
        # Where a province keeps codes of several schemes in one column, nobody can tell which one is meant.
        self._schemes = [s for s in schemes if s.column in one] if self._malformed or self._differs else []
        self._labels = {f.name: {"vi": f.label.vi, "en": f.label.en} for f in bench.reference.profile.fields}
        self.columns: tuple[str, ...] = (*(s.column for s in self._schemes), *_UNITS) if self._schemes else ()

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What is wrong with the identifiers of a chunk."""
        for scheme in self._schemes:
            at = np.flatnonzero(frame.there(scheme.column) & frame.live)
            if len(at):
                yield from self._of_scheme(frame, scheme, at)

    def _of_scheme(self, frame: Frame, scheme: CodeScheme, at: np.ndarray) -> Iterator[Hit]:
        column = frame.values(scheme.column)
        codes = [str(column[row]) for row in at.tolist()]
        fits = scheme.is_wellformed(codes)
        made = self._derived(frame, scheme, at)
        label = self._labels.get(scheme.column, {"vi": scheme.label["vi"], "en": scheme.label["en"]})
        for k, row in enumerate(at.tolist()):
            if not fits[k]:
                if self._malformed is not None:
                    fix = {scheme.column: made[k]} if made[k] else {}
                    params = {"field": label, "code": codes[k]}
                    yield frame.hit(
                        self._malformed, row, watched=(codes[k],), params=params, part=scheme.column, fix=fix
                    )
            elif self._differs is not None and made[k] and not made[k].startswith(codes[k]):  # 10 digits of 11
                seen = (codes[k], float(frame.lon[row]), float(frame.lat[row]), made[k])
                params = {"field": label, "code": codes[k], "derived": made[k]}
                fix = {scheme.column: made[k]}
                yield frame.hit(self._differs, row, watched=seen, params=params, part=scheme.column, fix=fix)

    @staticmethod
    def _derived(frame: Frame, scheme: CodeScheme, at: np.ndarray) -> list[str]:
        """What each position and postcode give; '' where the scheme is not derived or the position is not on earth."""
        if scheme.kind != "derived" or not set(scheme.needs_units) <= set(_UNITS):
            return [""] * len(at)
        lon, lat = frame.lon[at].copy(), frame.lat[at].copy()
        off = ~(np.isfinite(lon) & np.isfinite(lat)) | (np.abs(lon) > 180) | (np.abs(lat) > 90)
        lon[off] = lat[off] = np.nan
        postcode = frame.values("postcode")
        units = {"postcode": [value if isinstance((value := postcode[row]), str) else None for row in at.tolist()]}
        made: list[str] = scheme.derive(lon, lat, {name: units[name] for name in scheme.needs_units}).tolist()
        return made
