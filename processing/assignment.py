"""One run of assigncodes: read the layer, make the plan, write it. Core decides, register writes; this joins them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from ..compat import translate
from ..core.annexes import annex_mask
from ..core.classes import ClassFinder
from ..core.columns import TextColumn, distinct_count
from ..core.communes import Commune, CommuneIndex
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.geometry import ragged
from ..core.geometry.watched_engine import WatchedEngine
from ..core.objects import Objects
from ..core.plan import Numbers, Plan, Settings
from ..core.planner import make_plan
from ..register.actor import current_user
from ..register.apply import REGISTER_CHANGED
from ..register.backup import make_backup
from ..register.cancelling import interruptible
from ..register.checkout.copying import said_of_checkout
from ..register.connect import connect
from ..register.errors import RegisterError
from ..register.gate import writer_gate
from ..register.job import Job
from ..register.known import coded_positions, read_keys_of, read_numbers
from ..register.ledger import count_waiting
from ..register.official_candidates import read_candidates
from ..register.plan_writer import PlanContext, plan_tables
from ..register.reading import Commune as Area
from ..register.reading import read_communes, read_meta
from ..register.staging import Table
from ..register.triggers import missing_triggers
from ..register.value_changes import plan_state
from ..register.worker_client import applying
from .engine import geometry_engine
from .field_choice import choose_fields, layer_role
from .held_objects import held_objects
from .known_addresses import RegisterAddresses
from .layer_reader import CANCELLED, Fields, LayerObjects, read_objects, selected_features
from .memory import release_memory
from .own_profiles import all_classes, all_schemes, annex_rules, check_class, find_scheme
from .parcel_join import with_parcels
from .plan_layer import PlanRows
from .plan_output import PlanOutput
from .reviewed_plan import read_review
from .transforms import WGS84, Transform, crs, crs_name

_NUMBERS = ("map_sheet", "map_parcel")
_DEFAULT_CLASS = {"building": "house", "parcel": "parcel"}

NO_COMMUNES = Message(
    "no_communes",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {register} has no commune polygons, so no object can be placed. Create the register with the "
        "layer of communes, or choose the field that names each object's commune.",
    ),
)
ELSEWHERE = Message(
    "layer_elsewhere",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No object of the layer {layer} (CRS {crs}) lies in or near a commune of the register. Check the layer's CRS: "
        "the VN-2000 zone of the province, and X and Y not swapped.",
    ),
)
POOR_KEY = Message(
    "poor_key",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The field {field} of the layer {layer} has only {distinct} different values in {count} objects, so it is "
        "no ID. Choose another field, or none.",
    ),
)
KEY_IGNORED = QT_TRANSLATE_NOOP(
    "diachiso",
    "The field {field} of the layer {layer} has only {distinct} different values in {count} objects, so it is not used "
    "as ID: objects are known by their outline. If there is a true ID, choose its field.",
)
MANY_REPEATED = 10  # repeated keys up to so many are errors of single objects, in a layer of any size
LOST_GUARDS = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} of the register's triggers are missing or changed, so other programs' edits are not guarded. "
    "Run \"Check and upgrade register\".",
)
MENDED = QT_TRANSLATE_NOOP(
    "diachiso", "{count} invalid outlines were mended to find their position; the layer itself is not changed."
)
WAITING = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} issued codes are known that have no object yet. Match them first, or their objects may get a second code.",
)
HELD = QT_TRANSLATE_NOOP("diachiso", "Objects that may own an issued code: {count}")


@dataclass(frozen=True)
class AssignmentRequest:
    """What the user asked for; `fields` by parameter name, '' where to be found by name."""

    register: Path
    scheme: str
    role: str
    fields: Mapping[str, str]
    object_class: str
    annexes: bool
    parcels_with_building: bool
    tolerance: float
    dry_run: bool
    hold_candidates: bool = True


class Assignment:
    """Use inside `with assignment.opened()`: plan(), write_rows(), apply()."""

    def __init__(
        self,
        request: AssignmentRequest,
        source: QgsProcessingFeatureSource,
        parameter: Any,
        layer: Optional[QgsVectorLayer],
        parcels: Optional[QgsProcessingFeatureSource],
        reviewed: Optional[QgsProcessingFeatureSource],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> None:
        self.request, self.source, self.parameter, self.layer = request, source, parameter, layer
        self.parcels, self.reviewed = parcels, reviewed
        self.selected: Optional[np.ndarray] = None
        selected = selected_features(parameter, context)
        if selected is not None:
            # The whole layer tells what the selected objects are: a part of a split house, say, or a neighbour.
            self.layer, self.selected = selected
            self.source, self.parameter = QgsProcessingFeatureSource(self.layer, context), self.layer.id()
        self.qgis_context, self.feedback = context, feedback
        self.engine = WatchedEngine(geometry_engine(), self.check)
        self._con: Optional[sqlite3.Connection] = None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Hold the writer gate (unless it is a dry run) and a connection for reading."""
        with ExitStack() as stack:
            if not self.request.dry_run:
                gate = writer_gate(
                    self.request.register,
                    action=translate("diachiso", "assigning codes"),
                    cancelled=self.feedback.isCanceled,
                )
                stack.enter_context(gate)
            self._con = connect(self.request.register)
            stack.callback(self._close)
            stack.enter_context(interruptible(self._con, self.request.register, self.feedback.isCanceled))
            lost = missing_triggers(self._con)
            if lost:
                self.feedback.pushWarning(translate("diachiso", LOST_GUARDS).format(count=len(lost)))
            yield

    def _close(self) -> None:
        if self._con is not None:
            self._con.close()
        self._con = None

    @property
    def con(self) -> sqlite3.Connection:
        """The open connection."""
        if self._con is None:
            raise RuntimeError("not opened")
        return self._con

    # -- planning ----------------------------------------------------------------------------------------

    def plan(self, numbers: Optional[Numbers] = None) -> Plan:
        """Read layer and register and make the plan; `numbers` other than the ledger's where no codes are to be
        given.
        """
        self.scheme = find_scheme(self.request.register, self.request.scheme)
        self.role = layer_role(self.source) if self.request.role == "auto" else self.request.role
        self.state = plan_state(self.con)  # before anything else is read
        self.meta = read_meta(self.con)
        review = None if self.reviewed is None else read_review(self.reviewed, self.state, self.scheme.id)
        fields = choose_fields(self.source, self.role, self.request.fields, self.feedback)
        areas = self._areas()
        with ThreadPoolExecutor(max_workers=1) as beside:
            keys = beside.submit(read_keys_of, self.request.register, self.role)
            read = read_objects(
                self.source, self.parameter, self.layer, fields, self.engine, self.qgis_context, self.feedback,
                _middle(areas),
            )  # fmt: skip
        objects = self._with_good_keys(read.objects, fields)
        self.crs = read.crs
        communes = self._communes(areas, read)
        self.to_lonlat = Transform(self.crs, crs(WGS84), self.qgis_context.transformContext())
        parcel_of = np.full(objects.size, -1, np.int64)
        if self.parcels is not None:
            objects, parcel_of = with_parcels(objects, self.parcels, self.crs, self.engine, self.qgis_context)
        self.feedback.setProgress(30)
        known = RegisterAddresses(self.con, keys.result(), self.crs, self.qgis_context.transformContext())
        no_codes = numbers is not None
        if numbers is None:
            waiting = count_waiting(self.con, self.scheme.id)
            if waiting:
                self.feedback.pushWarning(translate("diachiso", WAITING).format(count=waiting))
            blocks, taken, provisional = read_numbers(self.con, self.scheme)
            numbers = Numbers(blocks if self.scheme.kind == "block" else {}, taken, provisional)
        object_class, default_class = self._classes(objects)
        settings = Settings(
            scheme=self.scheme,
            tolerance=self.request.tolerance,
            annex=None if self.request.annexes else self._annexes(objects, object_class, parcel_of),
            has_building=self._has_building(objects),
            decisions=review.decisions if review else {},
            to_lonlat=self.to_lonlat.points,
            check=self.check,
            renumbered=_NUMBERS if self.role == "parcel" else (),
            chosen=None if self.selected is None or no_codes else np.isin(objects.fid, self.selected),
            held={} if no_codes else self._held(objects),
            only_in=frozenset((said_of_checkout(self.con) or {}).get("communes", ())),
            derived=tuple(s for s in all_schemes(self.request.register).values() if s.kind == "derived"),
        )
        if settings.held:
            self.feedback.pushInfo(translate("diachiso", HELD).format(count=len(settings.held)))
        self._plan = make_plan(objects, known, communes, numbers, settings, self.engine)
        self.check()
        if review is not None:
            review.check_plan(self._plan, objects)
        self._check_unchanged()
        self.known = known
        self.context = PlanContext(
            objects=objects,
            communes=communes,
            to_lonlat=self.to_lonlat.points,
            object_class=default_class,
            role=self.role,
            scheme=self.scheme.id,
            code_column=self.scheme.column,
            known_fid=known.fid,
            known_key=known.key,
            known_column=known.column,
        )
        self.feedback.setProgress(45)
        return self._plan

    def _check_unchanged(self) -> None:
        """A plan read partly before and partly after somebody's write would be of no state that ever was."""
        found, expected = plan_state(self.con), self.state
        if found != expected:
            path = self.request.register
            raise RegisterError(REGISTER_CHANGED, path=path, found=found.revision, expected=expected.revision)

    def check(self) -> None:
        """Raise DiachisoError where the user has cancelled."""
        if self.feedback.isCanceled():
            raise DiachisoError(CANCELLED)

    def _with_good_keys(self, objects: Objects, fields: Fields) -> Objects:
        """The objects; without keys where their field is no ID after all. DiachisoError if a person chose it."""
        if objects.mended.any():
            self.feedback.pushInfo(translate("diachiso", MENDED).format(count=int(objects.mended.sum())))
        keys = objects.side.key[objects.side.key != b""]
        distinct = distinct_count(keys)
        # A few repeated ones are errors of the layer: those objects are conflicts, each with its reason.
        if fields.key is None or len(keys) - distinct <= max(MANY_REPEATED, len(keys) // 10):
            return objects
        params = {"field": fields.key, "layer": self.source.sourceName(), "distinct": distinct, "count": len(keys)}
        if self.request.fields.get("ID_FIELD"):
            raise DiachisoError(POOR_KEY, **params)
        self.feedback.pushWarning(translate("diachiso", KEY_IGNORED).format(**params))
        return replace(objects, side=replace(objects.side, key=np.zeros(objects.size, "S1")))

    def _areas(self) -> list[Area]:
        """The register's communes. DiachisoError if none has an area and no field was chosen that names them."""
        found = read_communes(self.con)
        if not any(area.wkb for area in found) and not self.request.fields.get("UNIT_FIELD"):
            raise DiachisoError(NO_COMMUNES, register=self.request.register)
        return found

    def _communes(self, areas: list[Area], read: LayerObjects) -> CommuneIndex:
        to_work = Transform(crs(WGS84), read.crs, self.qgis_context.transformContext())
        found = [
            Commune(
                c.code, c.full_name, c.postcode or "", c.province_code or self.meta.province_code,
                self.meta.province, to_work.shape(c.wkb) or b"",
            )
            for c in areas
        ]  # fmt: skip
        index = CommuneIndex(found, self.engine)
        if any(a.wkb for a in areas) and not index.is_near(read.objects.side.box, self.request.tolerance):
            raise DiachisoError(ELSEWHERE, layer=self.source.sourceName(), crs=crs_name(self.source.sourceCrs())[:60])
        return index

    def _classes(self, objects: Objects) -> tuple[TextColumn, TextColumn]:
        """Class as the layer says it (NULL where it does not), and with the default filled in."""
        classes = all_classes(self.request.register)
        default = check_class(classes, self.request.object_class or _DEFAULT_CLASS[self.role])
        found = objects.attribute("object_class").map(ClassFinder(classes).find)
        values = (*found.values, default)
        codes = np.where(found.codes < 0, len(found.values), found.codes).astype(np.int32)
        return found, TextColumn(codes, values)

    def _annexes(self, objects: Objects, object_class: TextColumn, parcel_of: np.ndarray) -> Optional[np.ndarray]:
        """Reason of each annex, 0 for main buildings; parcels have no annexes."""
        if self.role == "parcel":
            return None
        rules, classes = annex_rules(self.request.register), all_classes(self.request.register)
        _, reasons = annex_mask(objects.side.area, object_class, parcel_of, rules, classes)
        return np.asarray(reasons)

    def _has_building(self, objects: Objects) -> Optional[np.ndarray]:
        """Parcels that hold a coded building of the register."""
        if self.role != "parcel" or self.request.parcels_with_building:
            return None
        to_work = Transform(crs(WGS84), self.crs, self.qgis_context.transformContext())
        points = to_work.points(coded_positions(self.con, "building"))
        out = np.zeros(objects.size, bool)
        drawn = np.flatnonzero(np.isfinite(objects.side.box[:, 0]))
        i, j = self.engine.box_pairs(np.hstack([points, points]), objects.side.box[drawn])
        shapes = ragged.decode([objects.side.wkb[i] for i in range(objects.size)])
        inside = ragged.contains_pairs(shapes, drawn[j], points[i])
        out[drawn[j[inside]]] = True
        return out

    def _held(self, objects: Objects) -> dict[int, tuple[str, ...]]:
        """Objects that may own an issued code which still waits for its object."""
        if not self.request.hold_candidates:
            return {}
        to_work = Transform(crs(WGS84), self.crs, self.qgis_context.transformContext())
        candidates = read_candidates(self.con, self.role, self.scheme.id)
        return held_objects(candidates, objects, to_work.points, self.engine)

    # -- results -----------------------------------------------------------------------------------------

    def write_rows(self, output: PlanOutput) -> None:
        """One row per object, and per address without one."""
        PlanRows(self._plan, self.context, self.known, self.state).write(output, self.check)

    def apply(self) -> None:
        """Write the plan and forget it; a backup is made first. Nothing is written where nothing changes."""
        self.check()
        if self._plan.changes_nothing:
            return
        job = Job(
            path=str(self.request.register), kind="assign", source=self.source.sourceName(),
            revision=self.state.revision, actor=current_user(), backup="",
            params={"scheme": self.scheme.id, "role": self.role},
            counts={s.value: c for s, c in self._plan.counts().items()},
            columns={"role": self.role, "stage": "created" if self.scheme.column == "code" else "declared"},
            source_columns={"role": self.role, "crs": crs_name(self.crs)}, audit_seq=self.state.audit_seq,
        )  # fmt: skip
        self.write(job, self._tables)

    def _tables(self) -> dict[str, Table]:
        """What the plan writes; the plan is gone afterwards."""
        tables = plan_tables(self._plan, self.context)
        del self._plan, self.context, self.known
        return tables

    def write(self, job: Job, tables: Callable[[], dict[str, Table]]) -> None:
        """Make a verified backup, then write the tables in the writing process, which starts while they are made."""
        self.check()
        backup = make_backup(self.request.register, job.kind, cancelled=self.feedback.isCanceled)
        self.feedback.setProgress(55)

        def progress(share: float) -> None:
            self.feedback.setProgress(55 + 45 * share)

        with applying(replace(job, backup=backup.name), progress, self.feedback.isCanceled) as apply:
            apply.put(tables())
            self._close()
            release_memory()
            self.check()


def _middle(areas: Sequence[Area]) -> tuple[float, float]:
    """Longitude and latitude of the middle of the communes, of the country where none has an area."""
    drawn = [area.wkb for area in areas if area.wkb]
    if not drawn:
        return 106.0, 16.0
    boxes = ragged.bounds(ragged.decode(drawn))
    west, south = np.nanmin(boxes[:, :2], axis=0).tolist()
    east, north = np.nanmax(boxes[:, 2:], axis=0).tolist()
    return (west + east) / 2, (south + north) / 2
