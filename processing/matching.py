"""One run of matchcodes: the plan of the land layer, the issued codes, and what they say of each other."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsFeatureRequest,
    QgsProcessingFeatureSource,
)

from ..compat import none_if_null, translate
from ..core import address_text
from ..core.columns import TextColumn
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.objects import Objects
from ..core.official import CodeState, MatchSettings, OfficialMatch, Officials, match_officials, reference
from ..core.plan import Numbers, Plan
from ..core.powers import Power
from ..core.reasons import STATUSES, PlanStatus, Reason, status_code
from ..core.roles import LayerRole, guess_fields
from ..core.text import nfc
from ..register.actor import current_user
from ..register.job import Job
from ..register.known import ledger_states
from ..register.official_candidates import read_candidates
from ..register.plan_writer import plan_tables
from ..register.staging import Table
from .assignment import Assignment
from .field_choice import refuse_personal_fields
from .held_objects import candidate_tables
from .plan_output import PlanOutput
from .reviewed_plan import Review, read_review
from .transforms import WGS84, Transform, crs, crs_name

_BATCH = 5_000
_FIELD_OF = {
    "OFFICIAL_NUMBER_FIELD": ("house_number", "number"), "OFFICIAL_STREET_FIELD": ("street", "street"),
    "OFFICIAL_NAME_FIELD": ("name", "name"), "OFFICIAL_COMMUNE_FIELD": ("commune", "commune"),
}  # fmt: skip

NO_CODE_FIELD = Message(
    "no_code_field",
    QT_TRANSLATE_NOOP("diachiso", "The layer {layer} has no field that looks like codes. Choose the code field."),
)
NO_OFFICIALS = Message(
    "no_officials", QT_TRANSLATE_NOOP("diachiso", "The layer {layer} of issued codes is empty. Choose another layer.")
)


@dataclass(frozen=True)
class MatchCounts:
    """What a run found."""

    matched: int
    conflict: int
    unmatched: int
    kept: int


class Matching:
    """Use inside `with matching.assignment.opened()`: match(), write_rows(), apply()."""

    def __init__(
        self,
        assignment: Assignment,
        official: QgsProcessingFeatureSource,
        fields: dict[str, str],
        accuracy: float,
        reviewed: Optional[QgsProcessingFeatureSource],
    ) -> None:
        self.assignment, self.official, self.fields = assignment, official, fields
        self.accuracy, self.reviewed = accuracy, reviewed

    # -- matching ----------------------------------------------------------------------------------------

    def match(self) -> MatchCounts:
        """Plan the layer without giving codes, then match the issued ones to its objects."""
        assignment = self.assignment
        self.plan = assignment.plan(Numbers({}, {}, 1))
        self.objects = assignment.context.objects
        review: Optional[Review] = None
        if self.reviewed is not None:
            review = read_review(self.reviewed, assignment.state, assignment.scheme.id)
        self.officials = self._read_officials()
        codes = self.officials.code.tolist()
        self.states = ledger_states(assignment.con, codes)
        self.bears = self._bears()
        self.result = match_officials(
            self.officials,
            self.objects,
            MatchSettings(
                accuracy=self.accuracy,
                wellformed=assignment.scheme.is_wellformed(codes),
                usable=self._usable(),
                bears=self.bears,
                commune=self._communes(),
                ledger={code: CodeState(state) for code, (state, _) in self.states.items()},
                decisions=review.decisions if review else {},
            ),
            assignment.engine,
        )
        self._leave_unselected()
        if review is not None:
            review.check_matches(self._matched_rows())
        return self.counts()

    def _leave_unselected(self) -> None:
        """Objects that nobody selected take no code, though they may speak against another object's taking it."""
        selected, result = self.assignment.selected, self.result
        if selected is None:
            return
        at = result.object_index
        out = (result.status == status_code(PlanStatus.MATCHED)) & ~np.isin(self.objects.fid[at], selected)
        result.status[out], result.reason[out] = status_code(PlanStatus.SKIPPED), Reason.NOT_SELECTED

    def _matched_rows(self) -> Iterator[tuple[str, str, str]]:
        """What the plan shows of every matched code: its reference, status and the key of its object."""
        status = status_code(PlanStatus.MATCHED)
        for i in np.flatnonzero(self.result.status == status).tolist():
            key = bytes(self.objects.side.key[self.result.object_index[i]]).decode()
            yield reference(str(self.officials.code[i])), PlanStatus.MATCHED.value, key

    def counts(self) -> MatchCounts:
        """Codes by what became of them."""
        result: OfficialMatch = self.result
        return MatchCounts(
            *(result.count(s) for s in (PlanStatus.MATCHED, PlanStatus.CONFLICT, PlanStatus.SKIPPED, PlanStatus.KEPT))
        )

    def _read_officials(self) -> Officials:
        source, assignment = self.official, self.assignment
        names = [f.name() for f in source.fields()]
        guessed = guess_fields(names, LayerRole.official)
        refuse_personal_fields(self.fields.values(), source.sourceName())
        code_field = self.fields.get("CODE_FIELD") or guessed.get("code", "")
        if not code_field:
            raise DiachisoError(NO_CODE_FIELD, layer=source.sourceName())
        chosen = {name: self.fields.get(p) or guessed.get(alias, "") for p, (name, alias) in _FIELD_OF.items()}
        wanted = {name: field for name, field in chosen.items() if field}
        request = QgsFeatureRequest()
        request.setSubsetOfAttributes([code_field, *wanted.values()], source.fields())
        if source.sourceCrs().isValid():
            request.setDestinationCrs(assignment.crs, assignment.qgis_context.transformContext())
        codes: list[str] = []
        points: list[tuple[float, float]] = []
        values: dict[str, list[Optional[str]]] = {name: [] for name in wanted}
        for feature in source.getFeatures(request):
            codes.append(_code(none_if_null(feature.attribute(code_field)), assignment.scheme.width))
            geometry = feature.geometry()
            centre = None if geometry.isNull() else geometry.centroid().asPoint()
            points.append((centre.x(), centre.y()) if centre is not None else (np.nan, np.nan))
            for name, field in wanted.items():
                value = none_if_null(feature.attribute(field))
                values[name].append(None if value is None else nfc(str(value)).strip())
        if not codes:
            raise DiachisoError(NO_OFFICIALS, layer=source.sourceName())
        return Officials(
            np.array(codes), np.array(points, float), {name: TextColumn.of(texts) for name, texts in values.items()}
        )

    def _usable(self) -> np.ndarray:
        """Objects that may take a code: neither skipped (annexes, no geometry) nor doubtful to the register."""
        plan = self.plan
        out = np.isin(plan.status, [status_code(PlanStatus.SKIPPED), status_code(PlanStatus.CONFLICT)])
        # A part of a split or a moved object first needs an assignment of its own.
        return ~out & (plan.successor_of < 0)

    def _bears(self) -> np.ndarray:
        """Final code of each object's address, '' where it has none or a provisional one, whatever its stage."""
        out = np.full(self.objects.size, "", dtype=object)
        linked = np.flatnonzero(self.plan.known >= 0)
        if len(linked):
            index, known = self.plan.known[linked], self.assignment.known
            codes, origins = known.column(index, "code").objects(), known.column(index, "code_origin").objects()
            out[linked] = [
                code if code and origin != "provisional" else "" for code, origin in zip(codes, origins)
            ]
        return out

    def _communes(self) -> TextColumn:
        """Name of each object's commune, from its position."""
        index, side = self.assignment.context.communes, self.objects.side
        found = np.full(self.objects.size, -1, np.int32)
        drawn = np.flatnonzero(np.isfinite(side.box[:, 0]))
        found[drawn] = index.at_points(side.centre[drawn])
        return TextColumn(found, tuple(c.name for c in index.communes))

    # -- results -----------------------------------------------------------------------------------------

    def write_rows(self, output: PlanOutput) -> None:
        """One row per issued code, at its own position or that of its object."""
        to_lonlat = Transform(self.assignment.crs, crs(WGS84), self.assignment.qgis_context.transformContext())
        own = self.officials.position
        at = self.result.object_index
        position = np.where(np.isfinite(own), own, np.where((at >= 0)[:, None], self.objects.side.centre[at], np.nan))
        lonlat = to_lonlat.points(position)
        reasons = {reason: reason.message.render(translate) for reason in Reason}
        for low in range(0, self.officials.size, _BATCH):
            self.assignment.check()
            some = range(low, min(low + _BATCH, self.officials.size))
            output.add([self._row(i, reasons) for i in some], lonlat[low: low + _BATCH])

    def _row(self, i: int, reasons: dict[Reason, str]) -> dict[str, Any]:
        result, reason = self.result, Reason(int(self.result.reason[i]))
        code = str(self.officials.code[i])
        values: dict[str, Any] = {
            "object_ref": reference(code), "status": STATUSES[result.status[i]].value, "reason": reason.id,
            "reason_text": reasons[reason], "code": code, "scheme": self.assignment.scheme.id, "decision": "",
            "register_id": self.assignment.state.register_id, "register_revision": self.assignment.state.revision,
        }  # fmt: skip
        for name in ("house_number", "street", "name", "commune"):
            values[name] = self.officials.attribute(name)[i]
        at = int(result.object_index[i])
        if at >= 0:
            values["source_key"] = bytes(self.objects.side.key[at]).decode()
            values["source_fid"] = int(self.objects.fid[at])
            for name in ("house_number", "street", "name"):
                values[name] = self.objects.attribute(name)[at] or values[name]
        values["address_text"] = address_text.compose(values)
        if i in result.candidates:
            values["candidates"] = "; ".join(self._name_object(o) for o in result.candidates[i][:8])
        return values

    def _name_object(self, o: int) -> str:
        """A candidate as the reviewer can choose it: its reference and what it is."""
        parts = {name: self.objects.attribute(name)[o] for name in ("house_number", "street")}
        text = address_text.compose(parts) or self.objects.attribute("name")[o] or ""
        return self.objects.reference(o) + (f" ({text})" if text else "")

    def apply(self) -> None:
        """Write the matched codes, and note the others as issued to somebody, so that they are never given."""
        tables = self._tables()
        if not any(len(table) for table in tables.values()):
            return
        assignment, counts = self.assignment, self.counts()
        assignment.write(
            Job(
                path=str(assignment.request.register), kind="match", source=self.official.sourceName(),
                revision=assignment.state.revision, actor=current_user(), backup="",
                params={"scheme": assignment.scheme.id, "accuracy": self.accuracy},
                counts={"matched": counts.matched, "conflict": counts.conflict, "skipped": counts.unmatched},
                columns={"role": assignment.role, "stage": "issued"},
                source_columns={"role": assignment.role, "crs": crs_name(assignment.crs)},
                audit_seq=assignment.state.audit_seq, power=Power.VERIFY.value,
            ),
            lambda: tables,
        )  # fmt: skip

    def _tables(self) -> dict[str, Table]:
        assignment = self.assignment
        rows = np.flatnonzero(self.result.status == status_code(PlanStatus.MATCHED))
        at = self.result.object_index[rows]
        plan = self._matched_plan(rows, at)
        objects = self._completed(rows, at)
        context = assignment.context.with_import(objects)
        tables = plan_tables(plan, context)
        noted = self._noted(rows)
        if len(noted):
            _, serials = assignment.scheme.split_serials(noted)
            note: dict[str, Any] = {
                "code": np.array(noted), "scheme": TextColumn.constant(len(noted), assignment.scheme.id),
                "serial": np.asarray(serials),
            }  # fmt: skip
            tables["ledger_note"] = Table(note)
        return {**tables, **self._candidates()}

    def _candidates(self) -> dict[str, Table]:
        """Who may own a doubtful code, so that no object gets a second one while nobody has decided."""
        assignment, codes = self.assignment, self.officials.code.tolist()
        good = assignment.scheme.is_wellformed(codes)
        conflicts = {
            codes[i]: objects for i, objects in self.result.candidates.items()
            if good[i] and self.result.status[i] == status_code(PlanStatus.CONFLICT)
        }  # fmt: skip
        others = [code for code in codes if code not in conflicts]
        before = read_candidates(assignment.con, assignment.role, assignment.scheme.id)
        return candidate_tables(conflicts, others, self.objects, assignment.to_lonlat.points, before)

    def _matched_plan(self, rows: np.ndarray, at: np.ndarray) -> Plan:
        """The plan in which only the matched objects do anything, and that is to take their code."""
        n, plan = self.objects.size, self.plan
        codes = np.zeros(n, self.officials.code.dtype)
        codes[at] = self.officials.code[rows]
        serial = np.full(n, -1, np.int64)
        if len(rows):
            serial[at] = self.assignment.scheme.split_serials(self.officials.code[rows].tolist())[1]
        status = np.full(n, status_code(PlanStatus.SKIPPED), np.uint8)
        status[at] = status_code(PlanStatus.MATCHED)
        known = np.full(n, -1, np.int64)
        known[at] = plan.known[at]
        nothing, none = np.zeros(n, bool), np.zeros(0, np.int64)
        return Plan(
            status=status, reason=plan.reason, known=known, commune=plan.commune,
            commune_method=plan.commune_method, code=codes, block_id=np.full(n, -1, np.int64), serial=serial,
            successor_of=np.full(n, -1, np.int64), moved=nothing, reshaped=nothing.copy(), candidates={},
            missing=none, absorbed=none, absorbed_by=none, rekeyed=nothing.copy(), renumbered=nothing.copy(),
        )  # fmt: skip

    def _completed(self, rows: np.ndarray, at: np.ndarray) -> Objects:
        """The objects with number, street and name of their issued code where the layer has none."""
        attributes = dict(self.objects.attributes)
        for name in ("house_number", "street", "name"):
            own = self.objects.attribute(name)
            texts = own.objects()
            given = self.officials.attribute(name).objects()[rows]
            for o, text in zip(at.tolist(), given):
                texts[o] = texts[o] or text
            attributes[name] = TextColumn.of(texts)
        o = self.objects
        return Objects(o.side, o.kind, o.fid, o.inner, o.mended, attributes)

    def _noted(self, rows: np.ndarray) -> list[str]:
        """Well-formed codes that are somebody's, but not yet an object's here."""
        matched = set(self.officials.code[rows].tolist())
        good = self.assignment.scheme.is_wellformed(self.officials.code.tolist())
        return sorted({c for c, g in zip(self.officials.code.tolist(), good) if g} - matched - set(self.states))


def _code(value: Any, width: int) -> str:
    """A code as text; a spreadsheet that took it for a number has eaten its leading zeros."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip().replace(" ", "")
    return text.zfill(width) if isinstance(value, int) or (text.isdigit() and len(text) == width - 1) else text
