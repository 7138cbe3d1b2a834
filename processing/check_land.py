"""diachiso:checkland: what is wrong with parcels, buildings and communes, object by object."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.resources import local_profiles
from ..core.rules.catalogue import RuleBook, RuleLevel, RuleSubject, load_rules
from ..core.rules.hits import Hit
from ..core.rules.land.check import Need, check_land, missing
from ..core.rules.land.fields import KEY, RECORDED
from ..core.rules.land.layer import CLASS, COMMUNE, FORMER, NAME, NUMBER, SHEET
from ..register.qa_run import store_land
from .base import REGISTER, DiachisoAlgorithm, Group
from .destination import refuse_destination
from .engine import geometry_engine
from .hit_layer import HitCounts, HitSink, hit_fields
from .land.hit_spool import HitSpool
from .land.open_source import file_of, open_land
from .land.rule_scene import Gathered, Gathering, Inputs
from .land.source import LandSource
from .layer_reader import CANCELLED
from .transforms import WGS84

RULES, OUTPUT, KEEP = "RULES", "OUTPUT", "KEEP"
_LAYERS = {"PARCELS": RuleSubject.parcel, "BUILDINGS": RuleSubject.building, "UNITS": RuleSubject.commune}
_LAYER_OF = {
    RuleSubject.parcel: Need.parcels, RuleSubject.building: Need.buildings, RuleSubject.commune: Need.communes,
}  # fmt: skip
_FIELDS = {
    "PARCEL_ID_FIELD": ("PARCELS", KEY), "PARCEL_COMMUNE_FIELD": ("PARCELS", COMMUNE),
    "FORMER_COMMUNE_FIELD": ("PARCELS", FORMER), "SHEET_FIELD": ("PARCELS", SHEET),
    "PARCEL_NUMBER_FIELD": ("PARCELS", NUMBER), "AREA_FIELD": ("PARCELS", RECORDED),
    "BUILDING_ID_FIELD": ("BUILDINGS", KEY), "BUILDING_COMMUNE_FIELD": ("BUILDINGS", COMMUNE),
    "CLASS_FIELD": ("BUILDINGS", CLASS), "UNIT_CODE_FIELD": ("UNITS", COMMUNE), "UNIT_NAME_FIELD": ("UNITS", NAME),
    "UNIT_AREA_FIELD": ("UNITS", RECORDED),
}  # fmt: skip
_GATHERED, _CHECKED = 0.35, 0.85  # shares of the run behind when the layers are read, and when the rules are through

NOTHING_GIVEN = Message(
    "land_rules.nothing_given",
    QT_TRANSLATE_NOOP("diachiso", "No layer is given. Choose parcels, buildings or commune areas, at least one."),
)


class CheckLand(DiachisoAlgorithm):
    """Reads the layers and changes none of them; keeps what it found in a register, if one is given."""

    NAME = "checkland"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Check land layers")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Finds what is wrong with parcels, buildings and commune areas: outlines that are missing, invalid, drawn "
        "twice or slivers; parcels that overlap or leave gaps; sheet and number given twice; areas that differ from "
        "the record; buildings across parcels; buildings, and parcels with a house, that have no address; objects "
        "outside their commune; coordinates of another VN-2000 zone or without datum shift; communes that overlap, "
        "leave gaps or are far from their official area. A bad geometry is listed and does not stop the run; no layer "
        "is changed. With a register, its communes and addresses are compared and the results kept there: a second run "
        "updates them, and exceptions stay. Tolerances are in the rule file land.json; a province's own go into "
        "profiles/rules beside its register.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "check,review,rules,overlap,gap,sliver,duplicate,parcel,topology,VN-2000")
    ICON = "diachiso.svg"
    GROUP = Group.LAND
    PEOPLE = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        titles = {
            "PARCELS": translate("diachiso", "Parcels"),
            "BUILDINGS": translate("diachiso", "Buildings"),
            "UNITS": translate("diachiso", "Commune areas"),
        }
        helps = {
            "PARCELS": translate("diachiso", "Polygons; without them their rules are left out."),
            "BUILDINGS": translate("diachiso", "Polygons or points; without them their rules are left out."),
            "UNITS": translate("diachiso", "Polygons of communes with code or name. Empty: those of the register."),
        }
        for name, title in titles.items():
            kind = QgsProcessing.SourceType.TypeVector
            self.add(QgsProcessingParameterFeatureSource(name, title, [kind], optional=True), helps[name])
        self.add(
            QgsProcessingParameterString(RULES, translate("diachiso", "Rules"), optional=True),
            translate("diachiso", "Ids of rules with commas between, such as parcel_overlap. Empty: all of them."),
        )
        self.add_register(
            help_text=translate(
                "diachiso", "Its addresses and communes are compared, and what is found is kept in it."
            ),
            optional=True,
        )
        self.add(
            QgsProcessingParameterBoolean(KEEP, translate("diachiso", "Keep the results in the register"), True),
            translate("diachiso", "Off: the register is only read."),
            advanced=True,
        )
        self._add_fields()
        self.add(
            QgsProcessingParameterFeatureSink(
                OUTPUT, translate("diachiso", "What was found"), QgsProcessing.SourceType.TypeVectorPoint,
                optional=True, createByDefault=True,
            ),
            translate("diachiso", "A point per result with rule, level, object, message and remedy."),
        )  # fmt: skip
        self.addOutput(QgsProcessingOutputNumber("ERRORS", translate("diachiso", "Errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", translate("diachiso", "Warnings")))
        self.addOutput(QgsProcessingOutputNumber("INFOS", translate("diachiso", "Pieces of information")))

    def _add_fields(self) -> None:
        titles = {
            "PARCEL_ID_FIELD": translate("diachiso", "ID of the parcels"),
            "PARCEL_COMMUNE_FIELD": translate("diachiso", "Commune of the parcels"),
            "FORMER_COMMUNE_FIELD": translate("diachiso", "Former commune of the parcels"),
            "SHEET_FIELD": translate("diachiso", "Map sheet"),
            "PARCEL_NUMBER_FIELD": translate("diachiso", "Parcel number"),
            "AREA_FIELD": translate("diachiso", "Recorded area of the parcels (m²)"),
            "BUILDING_ID_FIELD": translate("diachiso", "ID of the buildings"),
            "BUILDING_COMMUNE_FIELD": translate("diachiso", "Commune of the buildings"),
            "CLASS_FIELD": translate("diachiso", "Class of the buildings"),
            "UNIT_CODE_FIELD": translate("diachiso", "Code of the communes"),
            "UNIT_NAME_FIELD": translate("diachiso", "Name of the communes"),
            "UNIT_AREA_FIELD": translate("diachiso", "Official area of the communes"),
        }
        for name, (layer, _) in _FIELDS.items():
            self.add(
                QgsProcessingParameterField(name, titles[name], parentLayerParameterName=layer, optional=True),
                translate("diachiso", "Empty: found by its name."),
                advanced=True,
            )

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Only where results are kept."""
        return bool(parameters.get(REGISTER)) and self.parameterAsBool(parameters, KEEP, context)

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Leave it to us to say why a file cannot be read: QGIS would only call it an invalid layer."""
        stands_in = QgsVectorLayer("Point", "file", "memory")
        given = {name: stands_in for name in _LAYERS if file_of(parameters.get(name)) is not None}
        return super().checkParameterValues({**parameters, **given}, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, check, write, keep."""
        register = self.register_path(parameters, context) if parameters.get(REGISTER) else None
        keep = register is not None and self.writes(parameters, context)
        own = local_profiles(register, "rules") if register is not None else []
        rules = [name for name in re.split(r"[\s,;]+", self.parameterAsString(parameters, RULES, context)) if name]
        book = load_rules("land", own).select(rules)

        def check() -> None:
            if feedback.isCanceled():
                raise DiachisoError(CANCELLED)

        with ExitStack() as stack:
            sources = self._open(parameters, context, feedback, stack)
            if not sources:
                raise DiachisoError(NOTHING_GIVEN)
            files = [source.path for source in sources.values()]
            refuse_destination(parameters.get(OUTPUT), context, register, [], files)
            inputs = Inputs(sources, self._chosen(parameters, context), register)
            gathered = Gathering(
                inputs, geometry_engine(), context.transformContext(), feedback, check,
                lambda share: feedback.setProgress(100 * _GATHERED * share),
            ).run()  # fmt: skip
            asked = self._asked(gathered, book, bool(rules), feedback)
            sink, destination = self.parameterAsSink(
                parameters, OUTPUT, context, hit_fields(), QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(WGS84)
            )
            out = HitSink(sink, book, dict(gathered.names), check)
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="diachiso-"))
            spool = HitSpool(Path(folder)) if keep else None
            counts = HitCounts(book)

            def progress(share: float) -> None:
                feedback.setProgress(100 * (_GATHERED + (_CHECKED - _GATHERED) * share))

            for hits in counts.watch(check_land(gathered.scene, book, geometry_engine(), check, progress)):
                out.add(hits)
                if spool is not None:
                    spool.add(hits)
            sink, out = None, HitSink(None, book, {}, check)  # the file is whole when its sink is gone
            if spool is not None and register is not None:
                spool.close()
                self._keep(register, book, gathered, asked, spool, feedback)
        self._tell(book, counts, feedback)
        results: dict[str, Any] = {
            "ERRORS": counts.of_level(RuleLevel.error.value), "WARNINGS": counts.of_level(RuleLevel.warning.value),
            "INFOS": counts.of_level(RuleLevel.information.value),
        }  # fmt: skip
        if destination:
            results[OUTPUT] = destination
        return results

    def _open(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback,
        stack: ExitStack,
    ) -> dict[RuleSubject, LandSource]:  # fmt: skip
        """Small layers first: what they lack is said before the large ones are read."""
        found = {}
        for name, subject in reversed(_LAYERS.items()):
            value = parameters.get(name)
            if value in (None, ""):
                continue
            if file_of(value) is not None:
                source = open_land(value, None, None, feedback)
            else:
                layer: Optional[QgsVectorLayer] = self.parameterAsVectorLayer(parameters, name, context)
                source = open_land(value, self.parameterAsSource(parameters, name, context), layer, feedback)
            stack.callback(source.close)
            found[subject] = source
        return found

    def _chosen(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Mapping[RuleSubject, Mapping[str, str]]:
        out: dict[RuleSubject, dict[str, str]] = {}
        for name, (layer, column) in _FIELDS.items():
            value = self.parameterAsString(parameters, name, context).strip()
            if value:
                out.setdefault(_LAYERS[layer], {})[column] = value
        return out

    @staticmethod
    def _asked(
        gathered: Gathered, book: RuleBook, named: bool, feedback: QgsProcessingFeedback
    ) -> Mapping[str, list[str]]:
        """The rules that can be asked, by subject; those that lack something are told.

        Who gives no layer wants none of its rules, unless they were `named` one by one.
        """
        asked: dict[str, list[str]] = {subject: [] for subject in gathered.names}
        left: dict[Need, list[str]] = {}
        language = QgsApplication.locale()
        for rule in book.enabled.values():
            need = missing(gathered.scene, rule)
            if need is None:
                asked[rule.subject.value].append(rule.id)
            elif need is not Need.layer:
                left.setdefault(need, []).append(rule.title_in(language))
            elif named:
                left.setdefault(_LAYER_OF[rule.subject], []).append(rule.title_in(language))
        for need, titles in left.items():
            text = translate("diachiso", "Not checked, for want of {what}: {rules}.")
            text = text.format(what=_needed(need), rules="; ".join(titles))
            (feedback.pushWarning if named else feedback.pushInfo)(text)
        return asked

    @staticmethod
    def _keep(
        register: Path, book: RuleBook, gathered: Gathered, asked: Mapping[str, list[str]], spool: HitSpool,
        feedback: QgsProcessingFeedback,
    ) -> None:  # fmt: skip
        scene = gathered.scene
        sizes = {
            layer.subject.value: layer.size for layer in (scene.parcels, scene.buildings, scene.communes) if layer
        }
        kept = [(subject, name) for subject, name in gathered.names.items() if asked[subject]]
        for k, (subject, name) in enumerate(kept):
            batches: Iterator[list[Hit]] = spool.batches(subject)
            store_land(
                register, book, name, batches, subject=RuleSubject(subject), rules=asked[subject],
                checked=partial(int, sizes[subject]), cancelled=feedback.isCanceled,
                progress=partial(_keeping, feedback, k, len(kept)),
            )  # fmt: skip

    @staticmethod
    def _tell(book: RuleBook, counts: HitCounts, feedback: QgsProcessingFeedback) -> None:
        language = QgsApplication.locale()
        for rule in book.rules.values():
            if counts.by_rule[rule.id]:
                feedback.pushInfo(f"{rule.title_in(language)}: {counts.by_rule[rule.id]}")


def _keeping(feedback: QgsProcessingFeedback, k: int, count: int, share: float) -> None:
    """Progress of keeping the results of layer k of some."""
    feedback.setProgress(100 * (_CHECKED + (1 - _CHECKED) * (k + share) / count))


def _needed(need: Need) -> str:
    return {
        Need.communes: translate("diachiso", "commune areas"),
        Need.places: translate("diachiso", "coordinates that are right"),
        Need.parcels: translate("diachiso", "parcels"),
        Need.buildings: translate("diachiso", "buildings"),
        Need.register: translate("diachiso", "a register"),
        Need.numbers: translate("diachiso", "parcel numbers"),
        Need.areas: translate("diachiso", "recorded areas"),
    }.get(need, need.value)
