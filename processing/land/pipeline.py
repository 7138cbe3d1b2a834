"""The import: rows read in batches, decoded, mapped, mended and written, while what happens to them is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsProcessingFeedback

from ...core.encodings import TextEncoding, decode
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.geometry.engine import GeometryEngine
from ...core.geometry.ragged import decode as decode_shapes
from ...core.land.field_map import SOURCE_FID, SOURCE_ID, FieldMap, make_map
from ...core.land.field_report import FieldReport, report_fields
from ...core.land.mending import CHANGES, LOOK, SKIPS, Mended, Note, Rules, Split, mend
from ...core.land.patterns import convert, pattern_of
from ...core.land.survey import SAMPLE_POINTS, SAMPLE_STEP, RowSurvey
from ...core.land.table import FieldKind, LandBatch, Shape
from ...core.land.vn2000 import ShiftKind
from ...core.personal_values import suspects
from ...core.roles import LayerRole
from ...register.land_layer import LandLayerFile, Srs
from ..layer_reader import CANCELLED
from ..memory import release_memory
from ..transforms import Transform
from .crs_definition import define
from .diagnosis import DISTANCE, WHOLE, guess_layer, holds_places, metres_per_unit, read_survey
from .source import LandSource

_KNOWN_DATUM = re.compile(r'DATUM\["[^"]*",(.*?TOWGS84\[[^]]*\])(?:,AUTHORITY\["[^"]*","[^"]*"\])?\]')
MAX_NOTES = 1_000  # features named in the report, of each kind
_TYPES = {Shape.point: "POINT", Shape.line: "MULTILINESTRING", Shape.polygon: "MULTIPOLYGON"}

NO_GEOMETRY = Message(
    "land.no_geometry_at_all",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} has no geometry, so there is nothing that could get an address. Choose the layer with the "
        "outlines; a table needs columns with coordinates.",
    ),
)
NOTHING_LEFT = Message(
    "land.nothing_left",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "None of the {count} features of the layer {layer} can be imported ({reasons}). Run \"Diagnose layer\" "
        "to see why.",
    ),
)
NO_FEATURES = Message(
    "land.no_features",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} has no features: there is nothing to import. Choose another layer, or get the file once "
        "more.",
    ),
)


@dataclass(frozen=True)
class ImportOptions:
    """What a person asks of the import; everything has a default that does only what is certain."""

    encoding: Optional[TextEncoding] = None
    role: Optional[LayerRole] = None
    source_crs: Optional[QgsCoordinateReferenceSystem] = None
    target_crs: Optional[QgsCoordinateReferenceSystem] = None
    field_map: Optional[Mapping[str, str]] = None
    split: Split = Split.apart
    distance: float = DISTANCE
    swap_axes: bool = False
    scale: float = 1.0
    drop_duplicates: bool = False


@dataclass
class ImportResult:
    """What happened: rows `read` and `written`, `notes`: features by what happened to them (the first thousand of each
    kind with their number), `areas`: (before, after) of mended ones, total areas, `decoded` values, `hidden`: values of
    each field in which something personal was, `points`: some places (k, 2) in the output's CRS, `problems`: rows that
    the reader left out, `unread`: features that the file announces and does not hold.
    """

    mapping: FieldMap
    reports: Mapping[str, FieldReport]
    role: Optional[LayerRole]
    shape: Shape
    source_crs: QgsCoordinateReferenceSystem
    crs: QgsCoordinateReferenceSystem
    dropped: tuple[str, ...]
    read: int = 0
    written: int = 0
    decoded: int = 0
    hidden: dict[str, int] = field(default_factory=dict)
    counts: dict[Note, int] = field(default_factory=dict)
    notes: dict[Note, list[int]] = field(default_factory=dict)
    areas: dict[int, tuple[float, float]] = field(default_factory=dict)
    area_before: float = 0.0
    area_after: float = 0.0
    points: list[np.ndarray] = field(default_factory=list)
    problems: tuple[tuple[int, str], ...] = ()
    unread: int = 0

    @property
    def skipped(self) -> int:
        """How many features were left out."""
        return self.unread + len(self.problems) + sum(self.counts.get(note, 0) for note in SKIPS)

    def add(self, fid: np.ndarray, mended: Mended) -> None:
        """Count a batch."""
        self.area_before += mended.before
        self.area_after += mended.after
        some = mended.wkb[:: max(len(mended.wkb) // SAMPLE_STEP, 1)]
        if len(self.points) * SAMPLE_STEP < 10 * SAMPLE_POINTS and some:
            ragged = decode_shapes(some)
            self.points.append(ragged.xy[ragged.ring[:-1]])
        for note, rows in mended.notes.items():
            self.note(note, fid[rows].tolist())
        for row, areas in mended.areas.items():
            if len(self.areas) < MAX_NOTES:
                self.areas[int(fid[row])] = areas

    def note(self, note: Note, fids: list[int]) -> None:
        """Count what happened to some features."""
        self.counts[note] = self.counts.get(note, 0) + len(fids)
        known = self.notes.setdefault(note, [])
        known.extend(fids[: MAX_NOTES - len(known)])


class LandImport:
    """One import of one source into a new GeoPackage."""

    def __init__(
        self,
        source: LandSource,
        options: ImportOptions,
        engine: GeometryEngine,
        feedback: QgsProcessingFeedback,
        transforms: QgsCoordinateTransformContext,
    ) -> None:
        if source.shape is Shape.none:
            raise DiachisoError(NO_GEOMETRY, layer=source.name)
        self._source, self._options, self._engine = source, options, engine
        self._feedback, self._transforms = feedback, transforms

    def plan(self) -> ImportResult:
        """Read the texts once, and decide what becomes of each field."""
        source, options = self._source, self._options
        mixed = source.shape is Shape.mixed
        survey = read_survey(source, self._feedback, self._engine if mixed else None, share=20.0)
        role = options.role or guess_layer(source)
        places = holds_places(source, role)
        reports = report_fields(
            survey, options.encoding, imported=source.imported, places=places, go_on=self._go_on
        )
        personal = [name for name, report in reports.items() if report.personal is not None]
        mapping = make_map(source.fields, given=options.field_map, dropped=personal, role=role)
        shape = survey.shapes.main_shape() if mixed and survey.shapes is not None else source.shape
        shape = Shape.polygon if shape is Shape.none else shape  # all will be left out, each with its reason
        crs = options.source_crs or source.crs
        self.result = ImportResult(
            mapping, reports, role, shape, crs, options.target_crs or crs, tuple(personal)
        )
        return self.result

    def write(self, path: Path, table: str) -> ImportResult:
        """Write the layer; the file is whole when this returns. DiachisoError where nothing can be imported."""
        result, options = self.result, self._options
        columns = self._columns()
        metres = metres_per_unit(result.source_crs)
        whole = options.split is Split.apart and result.role in WHOLE
        rules = Rules(
            result.shape, result.shape is not Shape.point, Split.never if whole else options.split,
            options.distance / metres, metres, options.swap_axes, options.scale,
        )  # fmt: skip
        again, written = (RowSurvey(), RowSurvey()) if options.drop_duplicates else (None, None)
        transform = self._transform()
        numbering = frozenset(n for n, c in result.mapping.columns.items() if c in (SOURCE_ID, SOURCE_FID))
        total = max(self._source.count, 1)
        with LandLayerFile(path, table, columns, _TYPES[result.shape], srs_of(result.crs)) as out:
            for batch in self._source.batches(list(result.mapping.columns)):
                self._go_on()
                left_out = again.add(batch, numbering) if again is not None else None
                mended = mend(batch, rules, self._engine, left_out, transform)
                result.add(batch.fid, mended)
                result.read += len(batch)
                values = self._values(batch, mended)
                if written is not None:  # mending and splitting make some equal
                    mended, values = self._distinct(batch.fid, mended, values, written)
                out.add(mended.wkb, mended.bounds, values)
                self._feedback.setProgress(20.0 + 72.0 * min(result.read / total, 1.0))
            result.unread = max(self._source.count - result.read, 0)
            result.problems = self._source.problems
            result.read += len(result.problems) + result.unread
            result.written = out.count
            if not result.read:
                raise DiachisoError(NO_FEATURES, layer=self._source.name)
            if not out.count:
                raise DiachisoError(
                    NOTHING_LEFT, count=result.read, layer=self._source.name, reasons=_reasons(result)
                )
            out.finish(self._go_on)
        self._go_on()
        self._feedback.setProgress(98.0)
        release_memory()
        return result

    def _distinct(
        self, fid: np.ndarray, mended: Mended, values: dict[str, Any], written: RowSurvey
    ) -> tuple[Mended, dict[str, Any]]:
        """The output rows without those that an earlier one is equal to; `fid` of the batch's rows."""
        rows = LandBatch(fid[mended.rows], list(mended.wkb), values)
        again = written.add(rows, frozenset((SOURCE_ID, SOURCE_FID)))
        if not again.any():
            return mended, values
        whole = np.flatnonzero(again & (mended.part == 0))
        if len(whole):
            self.result.note(Note.duplicate, rows.fid[whole].tolist())
        left = np.flatnonzero(~again).tolist()
        kept = replace(mended, wkb=[mended.wkb[i] for i in left], bounds=mended.bounds[left])
        return kept, dict(rows.take(left).columns)

    def _go_on(self) -> None:
        if self._feedback.isCanceled():
            raise DiachisoError(CANCELLED)

    def _columns(self) -> dict[str, str]:
        kinds = {f.name: f.kind.value for f in self._source.fields}
        columns = {
            column: FieldKind.text.value if column == SOURCE_ID else kinds[name]
            for name, column in self.result.mapping.columns.items()
        }
        columns.setdefault(SOURCE_FID, FieldKind.integer.value)
        return columns

    def _values(self, batch: LandBatch, mended: Mended) -> dict[str, Any]:
        """Columns of the output rows, decoded and named anew."""
        result = self.result
        whole = len(mended.rows) == len(batch)
        rows = mended.rows.tolist()
        out = {}
        for name, column in result.mapping.columns.items():
            values = self._hidden(name, self._decoded(name, batch.columns[name]))
            if not whole or mended.part.any():
                values = [values[i] for i in rows]
            if column == SOURCE_ID:
                values = [_id(v, part) for v, part in zip(values, mended.part.tolist())]
            out[column] = values
        if SOURCE_FID not in out:
            out[SOURCE_FID] = batch.fid[mended.rows].tolist()
        return out

    def _decoded(self, name: str, values: list[Any]) -> list[Any]:
        report = self.result.reports[name]
        if not report.decodes:
            return values
        changed = report.changed
        if report.capped:  # more patterns than the survey kept
            patterns = {pattern_of(v) for v in values if v is not None and not v.isascii()}
            unseen = sorted(patterns.difference(changed))
            by_company = report.diagnosis is not None and report.diagnosis.by_company
            read = decode(unseen, report.encoding, by_company)
            changed = {**changed, **{a: b for a, b in zip(unseen, read) if b is not None and a != b}}
        known: dict[str, str] = {}
        out: list[Any] = []
        for value in values:
            if value is None:
                out.append(None)
                continue
            after = known.get(value)
            if after is None:
                after = known[value] = convert(value, changed)
            if after != value:
                self.result.decoded += 1
            out.append(after)
        return out

    def _hidden(self, name: str, values: list[Any]) -> list[Any]:
        """Without what is somebody's: a telephone number in a note."""
        numbers = self.result.reports[name].numbers
        if numbers is None:
            return values
        out, count = list(values), 0
        for k in suspects(values):
            out[k] = numbers.hide(values[k])
            count += out[k] != values[k]
        if count:
            self.result.hidden[name] = self.result.hidden.get(name, 0) + count
        return out

    def _transform(self) -> Optional[Callable[[bytes], Optional[bytes]]]:
        result = self.result
        if result.crs == result.source_crs or not result.source_crs.isValid():
            return None
        return Transform(result.source_crs, result.crs, self._transforms).shape


def srs_of(crs: QgsCoordinateReferenceSystem) -> Srs:
    """A CRS as GeoPackage wants it."""
    if not crs.isValid():
        return Srs("", "", 0, "")
    wkt = crs.toWkt()  # WKT 1, whatever the version calls it
    organization, _, code = crs.authid().partition(":")
    if organization == "EPSG" and code.isdigit():
        return Srs(crs.description(), organization, int(code), wkt)
    if "TOWGS84[" in wkt and define(crs).shift is not ShiftKind.right:
        # Of a datum that it knows GDAL takes its own shift: the layer would lie elsewhere than its source.
        wkt = _KNOWN_DATUM.sub(r'DATUM["unknown",\1]', wkt)
    return Srs(crs.description() or "custom", "NONE", 0, wkt)


def _id(value: Any, part: int) -> Any:
    """An id as text; the parts of a split feature are told apart."""
    if value is None:
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return f"{text}/{part}" if part else text


def _reasons(result: ImportResult) -> str:
    reasons = [f"{note.value}: {result.counts[note]}" for note in SKIPS if note in result.counts]
    return ", ".join([*reasons, *([f"unread: {result.unread}"] if result.unread else [])])


def totals(result: ImportResult, notes: Iterable[Note] = (*SKIPS, *CHANGES, *LOOK)) -> dict[Note, int]:
    """How often each thing happened."""
    return {note: result.counts[note] for note in notes if result.counts.get(note)}
