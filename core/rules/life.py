"""Rules: what hangs on a record agrees with its stage: verified values, photos, notices, plaques, its building."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..codes.provisional import is_provisional
from ..field_spec import Bilingual
from ..lifecycle import Stage
from .catalogue import Rule
from .frame import Frame, rows
from .hits import Hit
from .records import Virtual
from .rule_set import Bench

_CHANGED, _PHOTO = Virtual.changed_after_verified.value, Virtual.photo_exists.value
_NOTICES, _RECIPIENTS = Virtual.notices.value, Virtual.recipients.value
_PLAQUE, _PARENT = Virtual.plaque_state.value, Virtual.parent_stage.value

_POSITION = Bilingual("vị trí", "position")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "verified_value_changed": (_CHANGED,),
    "photo_file_missing": (_PHOTO, "photo"),
    "photo_not_taken": ("photo",),
    "notified_without_recipient": (_NOTICES, _RECIPIENTS),
    "plaque_without_issued_code": (_PLAQUE, "code"),
    "retired_on_plaque_list": (_PLAQUE, "code"),
    "parent_missing": ("parent_id", _PARENT),
    "parent_retired": ("parent_id", _PARENT),
}

_PLAQUES = {
    "planned": {"vi": "dự kiến", "en": "planned"},
    "ordered": {"vi": "đã đặt làm", "en": "ordered"},
    "made": {"vi": "đã in", "en": "printed"},
    "delivered": {"vi": "đã giao", "en": "delivered"},
    "mounted": {"vi": "đã gắn", "en": "mounted"},
    "not_mounted": {"vi": "chưa gắn được", "en": "not mounted"},
    "damaged": {"vi": "bị hỏng", "en": "damaged"},
}


class Life:
    """The rules of `_COLUMNS`: each a mask over the chunk, and what a hit tells."""

    def __init__(self, bench: Bench) -> None:
        self._rules = [(rule, name) for name in _COLUMNS if (rule := bench.rule(name)) is not None]
        names = dict.fromkeys(column for _, name in self._rules for column in _COLUMNS[name])
        self.columns: tuple[str, ...] = tuple(names)
        self._labels = {"geom": _POSITION, **{f.name: f.label for f in bench.reference.profile.fields}}
        self._no_code = bench.memory.per_value(_is_no_code, "code")

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What does not agree."""
        for rule, name in self._rules:
            mask: np.ndarray = getattr(self, "_" + name)(frame)
            for row in rows(mask):
                seen = tuple(frame.values(column)[row] for column in _COLUMNS[name])
                yield frame.hit(rule, row, watched=(*seen, frame.values("stage")[row]), params=self._told(rule, seen))

    def _told(self, rule: Rule, seen: tuple[Any, ...]) -> dict[str, Any]:
        if rule.id == "verified_value_changed":
            names = [name.strip() for name in str(seen[0]).split(",")]
            labels = [self._labels[name] for name in names if name in self._labels]
            return {"fields": {"vi": ", ".join(x.vi for x in labels), "en": ", ".join(x.en for x in labels)}}
        if rule.id == "photo_file_missing":
            return {"photo": str(seen[1])}
        if rule.id in ("plaque_without_issued_code", "retired_on_plaque_list"):
            return {"state": _PLAQUES.get(str(seen[0]), str(seen[0])), "code": str(seen[1] or "–")}
        return {}

    def _verified_value_changed(self, frame: Frame) -> np.ndarray:
        return frame.there(_CHANGED) & frame.live

    def _photo_file_missing(self, frame: Frame) -> np.ndarray:
        return np.asarray(frame.objects(_PHOTO) == 0, bool) & frame.there(_PHOTO) & frame.live

    def _photo_not_taken(self, frame: Frame) -> np.ndarray:
        return ~_some(frame, "photo") & frame.live

    def _notified_without_recipient(self, frame: Frame) -> np.ndarray:
        return _some(frame, _NOTICES) & ~_some(frame, _RECIPIENTS)

    def _plaque_without_issued_code(self, frame: Frame) -> np.ndarray:
        # A plaque may be planned before the code is issued, but not for a provisional one.
        planned = np.asarray(frame.objects(_PLAQUE) == "planned", bool)
        issued = frame.numbers("stage") == frame.stage_number(Stage.ISSUED)
        no_code = self._no_code.of(frame.numbers("code"))
        return frame.there(_PLAQUE) & frame.live & (no_code | (~issued & ~planned))

    def _retired_on_plaque_list(self, frame: Frame) -> np.ndarray:
        return frame.there(_PLAQUE) & ~frame.live

    def _parent_missing(self, frame: Frame) -> np.ndarray:
        return frame.there("parent_id") & ~frame.there(_PARENT) & frame.live

    def _parent_retired(self, frame: Frame) -> np.ndarray:
        return np.asarray(frame.objects(_PARENT) == Stage.RETIRED.value, bool) & frame.live


def _some(frame: Frame, name: str) -> np.ndarray:
    return np.fromiter(map(bool, frame.values(name)), bool, frame.size)


def _is_no_code(code: Any) -> bool:
    return not code or is_provisional(str(code))
