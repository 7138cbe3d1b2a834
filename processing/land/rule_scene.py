"""What the rules for land layers look at, gathered: layers in one CRS, addresses of the register, faults, zones."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Callable, Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsProcessingFeedback

from ...core.annexes import AnnexRules, load_annex_rules
from ...core.classes import ObjectClass, load_classes
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.geometry.engine import GeometryEngine
from ...core.geometry.ragged import paths
from ...core.land.field_names import unicode_names
from ...core.land.table import FieldKind, LandField, Shape
from ...core.patience import Check
from ...core.rules.catalogue import RuleSubject
from ...core.rules.land.check import LandScene, LayerFault
from ...core.rules.land.fields import LandFields, find_fields, in_square_metres
from ...core.rules.land.houses import LandAddresses
from ...core.rules.land.layer import COMMUNE, NAME, LandLayer
from ...register.land_addresses import LandAddressRows, read_land_addresses
from ...register.reading import read_communes
from ...register.snapshot import snapshot
from ..field_choice import refuse_personal_fields
from ..layer_reader import metric_crs
from ..own_profiles import all_classes, annex_rules
from ..transforms import WGS84
from .crs_reference import CrsReference
from .rule_crs import judged, moved, reference_of, usable_crs, zones_for
from .rule_layers import LayerReading
from .source import LandSource, RowSource

NO_FIELD = Message(
    "land_rules.no_field",
    QT_TRANSLATE_NOOP("diachiso", "The layer {layer} has no field {field}. Its fields are: {fields}. Choose again."),
)
REGISTER_COMMUNES = "admin_unit"
_READ = 0.8  # share of the gathering that the reading of the layers is


@dataclass(frozen=True)
class Inputs:
    """What a run is given: sources by subject, their `chosen` fields by column, and the register, if any."""

    sources: Mapping[RuleSubject, LandSource]
    chosen: Mapping[RuleSubject, Mapping[str, str]] = field(default_factory=dict)
    register: Optional[Path] = None


@dataclass(frozen=True)
class Gathered:
    """The scene, and the name of the layer of each subject as results are kept under it."""

    scene: LandScene
    names: Mapping[str, str]


def source_name(source: LandSource) -> str:
    """How results name a layer: its file, and the layer in it where that says more."""
    file = Path(source.path).name if source.path else ""
    if not file or source.layer in ("", Path(file).stem):
        return file or source.name
    return f"{file}|{source.layer}"


class Gathering:
    """Reads everything that the rules need."""

    def __init__(
        self, inputs: Inputs, engine: GeometryEngine, context: QgsCoordinateTransformContext,
        feedback: QgsProcessingFeedback, check: Check, progress: Callable[[float], None],
    ) -> None:  # fmt: skip
        self._inputs, self._engine, self._context = inputs, engine, context
        self._feedback, self._check, self._progress = feedback, check, progress

    def run(self) -> Gathered:
        """The scene; DiachisoError for what cannot be read."""
        sources = dict(self._inputs.sources)
        chosen = dict(self._inputs.chosen)
        if RuleSubject.commune not in sources and self._inputs.register is not None:
            found = self._register_communes(self._inputs.register)
            if found is not None:
                sources[RuleSubject.commune] = found
                chosen[RuleSubject.commune] = {COMMUNE: "code", NAME: "full_name"}
        fields = {subject: _fields(source, subject, chosen.get(subject, {})) for subject, source in sources.items()}
        reference, crs = CrsReference(), {}
        communes = sources.get(RuleSubject.commune)
        if communes is not None:
            crs[RuleSubject.commune] = usable_crs(communes, reference, self._feedback)
            code = fields[RuleSubject.commune].texts.get(COMMUNE, "")
            reference = reference_of(communes, crs[RuleSubject.commune], code, self._context)
        for subject, source in sources.items():
            if subject not in crs:
                crs[subject] = usable_crs(source, reference, self._feedback)
        work = self._work_crs(sources, crs)
        layers, faults = self._read(sources, fields, crs, work, reference)
        scene = LandScene(
            to_lonlat=moved(work, QgsCoordinateReferenceSystem(WGS84), self._context),
            parcels=layers.get(RuleSubject.parcel),
            buildings=layers.get(RuleSubject.building),
            communes=layers.get(RuleSubject.commune),
            addresses=self._addresses(layers, work),
            classes=self._classes(),
            annexes=self._annexes(),
            zones={
                subject.value: zones_for(crs[subject], work, reference.province_code, self._context, self._check)
                for subject in layers if subject is not RuleSubject.commune
            },
            faults=faults,
            crs={subject.value: _crs_name(source) for subject, source in sources.items()},
        )  # fmt: skip
        return Gathered(scene, {subject.value: source_name(source) for subject, source in sources.items()})

    def _register_communes(self, register: Path) -> Optional[LandSource]:
        with snapshot(register, self._feedback.isCanceled) as con:
            known = [c for c in read_communes(con) if c.wkb]
        if not known:
            return None
        fields = [LandField("code", FieldKind.text), LandField("full_name", FieldKind.text)]
        columns = {"code": [c.code for c in known], "full_name": [c.full_name for c in known]}
        return RowSource(
            REGISTER_COMMUNES, "", "GPKG", fields, Shape.polygon, [c.wkb for c in known], columns,
            QgsCoordinateReferenceSystem(WGS84),
        )  # fmt: skip

    def _work_crs(
        self, sources: Mapping[RuleSubject, LandSource], crs: Mapping[RuleSubject, QgsCoordinateReferenceSystem]
    ) -> QgsCoordinateReferenceSystem:
        """The first metric CRS of parcels, buildings, communes; else the UTM zone of the first coordinates."""
        order = [s for s in (RuleSubject.parcel, RuleSubject.building, RuleSubject.commune) if s in sources]
        for subject in order:
            found = metric_crs(crs[subject], sources[subject].name, 105.0, 16.0)
            if found == crs[subject]:
                return found
        first = order[0]
        lonlat = moved(crs[first], QgsCoordinateReferenceSystem(WGS84), self._context)(_first_point(sources[first]))
        lon, lat = (lonlat[0].tolist() if np.isfinite(lonlat).all() else (105.0, 16.0))
        return metric_crs(crs[first], sources[first].name, lon, lat)

    def _read(
        self, sources: Mapping[RuleSubject, LandSource], fields: Mapping[RuleSubject, LandFields],
        crs: Mapping[RuleSubject, QgsCoordinateReferenceSystem], work: QgsCoordinateReferenceSystem,
        reference: CrsReference,
    ) -> tuple[dict[RuleSubject, LandLayer], dict[str, LayerFault]]:  # fmt: skip
        reading = LayerReading(work, self._context, self._engine, self._check)
        layers: dict[RuleSubject, LandLayer] = {}
        faults: dict[str, LayerFault] = {}
        total = max(sum(source.count for source in sources.values()), 1)
        behind = 0
        for subject, source in sources.items():
            share, start = source.count / total, behind / total
            found = reading.read(
                source, crs[subject], subject, fields[subject], source_name(source), self._part(start, share)
            )
            behind += source.count
            against = CrsReference() if subject is RuleSubject.commune else reference
            fault = judged(source.crs, found.points, found.communes, against)
            if fault is not None:
                faults[subject.value] = fault
            layer = found.layer
            if subject is RuleSubject.commune:
                layer = replace(layer, recorded=in_square_metres(layer.recorded, layer.area))
            layers[subject] = layer
        return layers, faults

    def _part(self, start: float, share: float) -> Callable[[float], None]:
        def tell(part: float) -> None:
            self._progress(_READ * (start + share * part))

        return tell

    def _addresses(
        self, layers: Mapping[RuleSubject, LandLayer], work: QgsCoordinateReferenceSystem
    ) -> Optional[LandAddresses]:
        register = self._inputs.register
        of = [layers[s] for s in (RuleSubject.building, RuleSubject.parcel) if s in layers]
        if register is None or not of:
            return None
        with snapshot(register, self._feedback.isCanceled) as con:
            rows: LandAddressRows = read_land_addresses(
                con, np.concatenate([layer.outline for layer in of]), np.concatenate([layer.key for layer in of]),
                self._check,
            )  # fmt: skip
        self._progress(1.0)
        to_work = moved(QgsCoordinateReferenceSystem(WGS84), work, self._context)
        return LandAddresses(rows.outline, rows.key, rows.of_parcel, to_work(rows.lonlat), rows.parcel)

    def _classes(self) -> Mapping[str, ObjectClass]:
        return load_classes() if self._inputs.register is None else all_classes(self._inputs.register)

    def _annexes(self) -> AnnexRules:
        return load_annex_rules() if self._inputs.register is None else annex_rules(self._inputs.register)


def _crs_name(source: LandSource) -> str:
    return str(source.crs.description() or source.crs.authid() or "–")


def _fields(source: LandSource, subject: RuleSubject, chosen: Mapping[str, str]) -> LandFields:
    """The fields to read; DiachisoError for a chosen one that is not there, or that holds personal data."""
    names = source.field_names()
    wanted = {column: _known(name, names, source.name) for column, name in chosen.items() if name}
    refuse_personal_fields(wanted.values(), source.name)
    return find_fields(names, subject, wanted)


def _known(name: str, names: list[str], layer: str) -> str:
    for spelling in (name, *unicode_names([name])):  # QGIS shows a font's letters as the file has them
        if spelling in names:
            return spelling
    raise DiachisoError(NO_FIELD, layer=layer, field=name, fields=", ".join(names))


def _first_point(source: LandSource) -> np.ndarray:
    for batch in source.batches([]):
        for wkb in batch.wkb:
            found = paths(wkb or b"")
            if found and len(found[0]):
                return found[0][:1]
    return np.full((1, 2), np.nan)
