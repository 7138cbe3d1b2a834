"""Rules: what a record of its class and stage must say, and what a field may hold."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable, Optional

import numpy as np

from ..codes.provisional import is_provisional
from ..completeness import basic_fields, demanded_of
from ..field_spec import FieldSpec
from ..lifecycle import CREATED_OR_LATER, Stage, is_filled
from .catalogue import Rule
from .frame import Frame, rows
from .hits import Hit
from .rule_set import Bench

_ASKED_AT_SUBMISSION = (Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED)


class BasicFields:
    """`basic_field_missing`, `stage_incomplete`, `field_value_invalid`."""

    def __init__(self, bench: Bench) -> None:
        self._missing = bench.rule("basic_field_missing")
        self._stage = bench.rule("stage_incomplete")
        self._invalid = bench.rule("field_value_invalid")
        self._profile, self._groups = bench.reference.profile, bench.reference.groups
        profile = self._profile
        demanded = [f.name for f in basic_fields(profile)] if self._missing or self._stage else []
        combined = [name for c in profile.combinations for group in c.one_of for name in group] if demanded else []
        needed = profile.required_names if self._stage else ()
        self._stages = {c.value: {"vi": c.label.vi, "en": c.label.en} for c in profile.field("stage").values}
        self._limited = [f for f in profile.fields if _is_limited(f)] if self._invalid else []
        names = dict.fromkeys([*demanded, *combined, *needed, *(f.name for f in self._limited)])
        self.columns: tuple[str, ...] = (*names, "object_class", "code", "stage") if names else ()
        memory = bench.memory
        self._accepts = {f.name: memory.per_value(_not_accepted(f), f.name) for f in self._limited}
        self._is_draft_code = memory.per_value(_is_no_official_code, "code")

    def hits(self, frame: Frame) -> Iterator[Hit]:
        """What is missing, and what may not stand there."""
        if not self.columns:
            return
        if self._missing or self._stage:
            yield from self._incomplete(frame)
        if self._stage:
            yield from self._without_code(frame, self._stage)
        if self._invalid:
            yield from self._not_accepted(frame, self._invalid)

    def _incomplete(self, frame: Frame) -> Iterator[Hit]:
        filled = _Filled(frame, self._profile.field)
        later = frame.in_stages(_ASKED_AT_SUBMISSION)
        created = frame.in_stages(CREATED_OR_LATER)
        classes = frame.numbers("object_class")
        for number in np.unique(classes).tolist():
            of_class = (classes == number) & frame.live
            if not of_class.any():
                continue
            value = frame.values("object_class")[int(np.argmax(classes == number))]
            object_class = value if isinstance(value, str) else None
            for name, label, lacks in self._lacking(object_class, filled, frame.size):
                lacking = of_class & lacks
                if self._missing:
                    yield from self._each(self._missing, frame, lacking, name, label)
                if self._stage:
                    needed = name in self._profile.required_names
                    yield from self._each(self._stage, frame, lacking & (created if needed else later), name, label)

    def _lacking(
        self, object_class: Optional[str], filled: _Filled, size: int
    ) -> Iterator[tuple[str, dict[str, str], np.ndarray]]:
        """Name, label and rows (n,) of everything that a class demands."""
        profile, group = self._profile, self._groups.get(object_class) if object_class else None
        for spec in basic_fields(profile):
            if demanded_of(spec).applies(object_class, group):
                yield spec.name, {"vi": spec.label.vi, "en": spec.label.en}, ~filled.of(spec.name)
        for combination in profile.combinations_for(object_class, group):
            some = np.zeros(size, bool)
            for names in combination.one_of:
                some |= np.logical_and.reduce([filled.of(name) for name in names])
            yield combination.id, {"vi": combination.label.vi, "en": combination.label.en}, ~some

    def _each(
        self, rule: Rule, frame: Frame, mask: np.ndarray, name: str, label: dict[str, str]
    ) -> Iterator[Hit]:
        for row in rows(mask):
            stage = frame.values("stage")[row]
            watched = (name, frame.values("object_class")[row], stage if rule.id == "stage_incomplete" else "")
            params = {"field": label, "stage": self._stages.get(stage, stage)}
            yield frame.hit(rule, row, watched=watched, params=params, part=name)

    def _without_code(self, frame: Frame, rule: Rule) -> Iterator[Hit]:
        """An issued address with a provisional key: the key counts as the code until the registry has answered."""
        label = self._profile.field("code").label
        issued = frame.numbers("stage") == frame.stage_number(Stage.ISSUED)
        for row in rows(issued & self._is_draft_code.of(frame.numbers("code"))) if issued.any() else ():
            code = frame.values("code")[row]
            if code:  # a missing one has been told
                params = {"field": {"vi": label.vi, "en": label.en}, "stage": self._stages.get("issued", "issued")}
                yield frame.hit(rule, row, watched=("issued", code), params=params, part="code")

    def _not_accepted(self, frame: Frame, rule: Rule) -> Iterator[Hit]:
        for spec in self._limited:
            wrong = self._accepts[spec.name].of(frame.numbers(spec.name)) & frame.live
            for row in rows(wrong):
                value = frame.values(spec.name)[row]
                params = {"field": {"vi": spec.label.vi, "en": spec.label.en}, "value": _shown(value)}
                yield frame.hit(rule, row, watched=(value,), params=params, part=spec.name)


class _Filled:
    """Which rows say something in a field, asked once per field and chunk."""

    def __init__(self, frame: Frame, spec: Callable[[str], FieldSpec]) -> None:
        self._frame, self._spec = frame, spec
        self._known: dict[str, np.ndarray] = {}

    def of(self, name: str) -> np.ndarray:
        if name not in self._known:
            column = self._frame.values(name)
            if self._spec(name).type.value in ("text", "boolean"):
                found = np.fromiter(map(bool, column), bool, len(column))
                blank = {value for value in set(column) if value and not is_filled(value)}
                if blank:
                    found &= np.fromiter((value not in blank for value in column), bool, len(column))
            else:
                found = self._frame.there(name)
            self._known[name] = found
        return self._known[name]


def _is_limited(spec: FieldSpec) -> bool:
    limits = spec.values or spec.pattern is not None or spec.minimum is not None or spec.maximum is not None
    return bool(limits)


def _not_accepted(spec: FieldSpec) -> Callable[[Any], bool]:
    def judge(value: Any) -> bool:
        return value is not None and value != "" and not spec.accepts(value)

    return judge


def _is_no_official_code(code: Any) -> bool:
    return not isinstance(code, str) or is_provisional(code)


def _shown(value: Any) -> Any:
    return value if isinstance(value, (int, float, str)) else str(value)
