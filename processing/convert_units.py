"""diachiso:convertunits — records of the three levels to today's two and back, by position first, by table second."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ..compat import none_if_null, translate
from ..core.crosswalk import Conversion, Era, Outcome, UnitConverter, Why
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check
from ..core.unit_placing import UnitPlacer
from ..core.unit_report import ReportRow, report
from ..core.units import LEGACY_LAST_DAY, AdminUnit, UnitLevel
from ..core.written_units import written_of
from ..publish.units_report import UnitsFacts, units_page
from ..register.cancelling import GATE_CANCELLED, GateCancelled
from ..register.gate import writer_gate
from ..register.own_units import Moved, OwnRows, RowChange, followers, read_own, staged_rows
from ..register.snapshot import snapshot
from ..register.unit_records import KIND, UnitRecord, read_areas, read_postcodes, read_records, unit_columns
from ..register.value_changes import PlanState, ValueChanges, apply_values, plan_state
from .base import REGISTER
from .convert_parameters import (
    ADDRESS_FIELD,
    BACKUP,
    COUNT_TITLES,
    DRY_RUN,
    ERA,
    FIELD_PARTS,
    FOLLOWED,
    INPUT,
    OUTPUT,
    OUTPUT_HTML,
    PROTECTED,
    REPORT,
    REVIEWED,
    UNITS,
    WRITTEN,
    ConvertParameters,
)
from .convert_work import convert, decisions, doubted, features_of, positions, read_texts
from .converted_rows import (
    STATUS_WORDS,
    Converted,
    counts,
    record_feature,
    record_fields,
    report_fields,
    report_values,
    source_feature,
    told_fields,
)
from .destination import refuse_destination
from .engine import geometry_engine
from .field_choice import refuse_personal_fields
from .land.report_html import write_report
from .layer_reader import plain_text
from .reviewed_plan import OTHER_REGISTER
from .transforms import WGS84
from .unit_areas import fields_of_units, unit_areas

_PAGE = 2_000
_ADDRESS_NAMES = ("dia_chi", "diachi", "address", "address_text", "dia_chi_day_du", "địa chỉ")

ONE_SOURCE = Message(
    "convert_one_source",
    QT_TRANSLATE_NOOP("diachiso", "Choose either a register (REGISTER) or a layer or table (INPUT): one of both."),
)
NO_FIELDS = Message(
    "convert_no_fields",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "No field of {layer} says a commune or a district, and no areas of communes are known for its positions. "
        "Choose the fields, or a layer of communes (UNITS).",
    ),
)
NOT_WRITTEN = Message(
    "convert_not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The result cannot be written ({problem}). Nothing was written into the register. Check the free space and "
        "that no other program has the file open, or choose another file.",
    ),
)
BAD_DECISION = Message(
    "convert_bad_decision",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The reviewed result decides "{decision}" for {record}. Write the code of a commune of that day into '
        "decision_code, exclude into decision, or nothing.",
    ),
)
FOLLOWING = QT_TRANSLATE_NOOP(
    "diachiso",
    "Of the register's own lists follow: {units} administrative units, {streets} streets, {settlements} settlements.",
)
LEFT_PROTECTED = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} records were submitted, verified or issued and were left as they are. Switch on \"Also what the registry "
    "has\" to convert them.",
)


class ConvertUnits(ConvertParameters):
    """A dry run shows what becomes of each record; without it the register's records are written."""

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A table is never changed, only its copy is made."""
        return bool(parameters.get(REGISTER)) and not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Convert, show, and write."""
        source = self.parameterAsSource(parameters, INPUT, context)
        register = self.register_path(parameters, context) if parameters.get(REGISTER) else None
        if source is None and register is None or (source is not None and self.writes(parameters, context)):
            raise DiachisoError(ONE_SOURCE)
        layers = [self.parameterAsVectorLayer(parameters, name, context) for name in (INPUT, UNITS, REVIEWED)]
        for name in (OUTPUT, REPORT, OUTPUT_HTML):
            refuse_destination(parameters.get(name), context, register, layers)
        era = list(Era)[self.parameterAsEnum(parameters, ERA, context)]
        converter = UnitConverter(self.day(parameters, context), era)

        def check() -> None:
            if feedback.isCanceled():
                raise GateCancelled(GATE_CANCELLED, path=str(register or ""))

        if source is not None:
            return self._of_layer(source, register, converter, parameters, context, feedback, check)
        if register is None:
            raise DiachisoError(ONE_SOURCE)
        with ExitStack() as stack:
            if self.writes(parameters, context):
                action = translate("diachiso", "converting administrative units")
                stack.enter_context(writer_gate(register, action=action, cancelled=feedback.isCanceled))
            return self._of_register(register, converter, parameters, context, feedback, check)

    # -- records of a register ---------------------------------------------------------------------------

    def _of_register(
        self, register: Path, converter: UnitConverter, parameters: dict[str, Any], context: QgsProcessingContext,
        feedback: QgsProcessingFeedback, check: Check,
    ) -> dict[str, Any]:  # fmt: skip
        with snapshot(register, feedback.isCanceled) as con:
            state = plan_state(con)
            records = read_records(con)
            areas, postcodes, own = read_areas(con, converter.on), read_postcodes(con), read_own(con)
        feedback.setProgress(20)
        areas = self._areas(areas, converter, parameters, context, feedback)
        lonlat = np.array([record.lonlat for record in records], float).reshape(-1, 2)
        rows = convert([record.written for record in records], lonlat, areas, converter, check)
        rows = self._decided(records, rows, converter, parameters, context)
        chosen = self._chosen(records, rows, parameters, context, feedback)
        follow = self._followers(own, chosen, converter, areas, feedback)
        feedback.setProgress(50)
        fields = record_fields()
        results = self._write_output(
            (record_feature(record, one, converter, fields) for record, one in zip(records, rows)),
            fields, QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(WGS84), parameters, context, check,
        )  # fmt: skip
        results.update(self._report(rows, converter, register.name, parameters, context, feedback))
        results.update({WRITTEN: 0, FOLLOWED: len(follow)})
        if chosen and self.writes(parameters, context):
            results.update(self._write(register, chosen, follow, converter, state, postcodes, feedback))
        return results

    def _chosen(
        self, records: Sequence[UnitRecord], rows: Sequence[Converted], parameters: dict[str, Any],
        context: QgsProcessingContext, feedback: QgsProcessingFeedback,
    ) -> list[tuple[UnitRecord, Converted, AdminUnit]]:  # fmt: skip
        """The records that get other units, with what each becomes."""
        also_protected = self.parameterAsBool(parameters, PROTECTED, context)
        chosen = []
        left = 0
        for record, one in zip(records, rows):
            target = one.done.target
            if target is None or not one.done.outcome.is_change:
                continue
            if record.protected and not also_protected:
                left += 1
                continue
            chosen.append((record, one, target))
        if left:
            feedback.pushWarning(translate("diachiso", LEFT_PROTECTED).format(count=left))
        return chosen

    def _followers(
        self, own: OwnRows, chosen: Sequence[tuple[UnitRecord, Converted, AdminUnit]], converter: UnitConverter,
        areas: dict[str, bytes], feedback: QgsProcessingFeedback,
    ) -> list[RowChange]:  # fmt: skip
        """What of the register's own units, streets and settlements goes along."""
        moved = [
            Moved(one.done.source, target, record.written.commune_code, record.street, record.settlement)
            for record, one, target in chosen
            if one.done.source is not None
        ]

        def codes_at(lonlat: np.ndarray) -> list[Optional[str]]:
            return UnitPlacer(areas, geometry_engine(), lonlat).codes_at(lonlat)

        found = followers(own, moved, converter.on, converter.table, areas, codes_at)
        counts = Counter(change.table for change in found)
        if found:
            text = translate("diachiso", FOLLOWING)
            told = {name: counts[name] for name in ("admin_unit", "street", "settlement")}
            feedback.pushInfo(text.format(units=told["admin_unit"], streets=told["street"],
                                          settlements=told["settlement"]))  # fmt: skip
        return found

    def _write(
        self, register: Path, chosen: Sequence[tuple[UnitRecord, Converted, AdminUnit]], follow: Sequence[RowChange],
        converter: UnitConverter, state: PlanState, postcodes: dict[str, str], feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:  # fmt: skip
        changes = [(record, converter.names(target), one.by_position) for record, one, target in chosen]
        columns = unit_columns(changes, postcodes if not converter.to_legacy else {})
        params = {"day": converter.on.isoformat()}
        told = {"converted": len(changes), "followed": len(follow)}
        values = ValueChanges(KIND, "", state, columns, told, params, staged_rows(follow))
        backup = apply_values(
            register, values, progress=lambda share: feedback.setProgress(60 + 40 * share),
            cancelled=feedback.isCanceled,
        )  # fmt: skip
        feedback.pushInfo(translate("diachiso", "{count} records written.").format(count=len(changes)))
        return {WRITTEN: len(changes), BACKUP: str(backup)}

    def _decided(
        self, records: Sequence[UnitRecord], rows: Sequence[Converted], converter: UnitConverter,
        parameters: dict[str, Any], context: QgsProcessingContext,
    ) -> list[Converted]:  # fmt: skip
        """The rows with what a person has decided in the result of a dry run."""
        source = self.parameterAsSource(parameters, REVIEWED, context)
        if source is None:
            return list(rows)
        decided = decisions(source)
        if not decided.keys() <= {record.address_id for record in records}:
            raise DiachisoError(OTHER_REGISTER)
        out = []
        for record, one in zip(records, rows):
            decision, code = decided.get(record.address_id, ("", ""))
            unit = converter.unit(code) if code else None
            wrong = (code and (unit is None or unit.level is UnitLevel.province)) or decision not in ("", "exclude")
            if wrong:
                raise DiachisoError(BAD_DECISION, decision=code or decision, record=record.code or record.address_id)
            if decision:
                one = Converted(one.written, Conversion(Outcome.SAME, Why.ALREADY, one.done.source), True)
            elif unit is not None:
                one = Converted(one.written, Conversion(Outcome.CONVERTED, Why.TABLE, one.done.source, unit), True)
            out.append(one)
        return out

    # -- a layer or table --------------------------------------------------------------------------------

    def _of_layer(
        self, source: QgsProcessingFeatureSource, register: Optional[Path], converter: UnitConverter,
        parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, check: Check,
    ) -> dict[str, Any]:  # fmt: skip
        areas: dict[str, bytes] = {}
        if register is not None:
            with snapshot(register, feedback.isCanceled) as con:
                areas = read_areas(con, converter.on)
        areas = self._areas(areas, converter, parameters, context, feedback)
        fields = self._fields(source, parameters, context)
        address = self._address_field(source, fields, parameters, context)
        if not fields and not areas and not address:
            raise DiachisoError(NO_FIELDS, layer=source.sourceName())
        features = list(features_of(source, feedback))
        written = [written_of((part, plain_text(none_if_null(f.attribute(name)))) for part, name in fields.items())
                   for f in features]  # fmt: skip
        texts = [plain_text(none_if_null(feature.attribute(address))) if address else "" for feature in features]
        read = read_texts(written, texts, converter, feedback)
        lonlat = positions(source, features, context) if areas else np.full((len(features), 2), np.nan)
        feedback.setProgress(30)
        rows = doubted(convert([one.written for one in read], lonlat, areas, converter, check), read)
        feedback.setProgress(60)
        out = told_fields(source.fields())
        results = self._write_output(
            (source_feature(feature, one, converter, out) for feature, one in zip(features, rows)),
            out, source.wkbType(), source.sourceCrs(), parameters, context, check,
        )  # fmt: skip
        name = source.sourceName()
        results.update(self._report(rows, converter, name, parameters, context, feedback))
        return {**results, WRITTEN: 0, FOLLOWED: 0}

    def _fields(
        self, source: QgsProcessingFeatureSource, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, str]:
        """Field by what it says of units: as chosen, else by its name (DiachisoError for a personal one)."""
        chosen = {part: self.parameterAsString(parameters, name, context) for name, part in FIELD_PARTS.items()}
        refuse_personal_fields(chosen.values(), source.sourceName())
        found = fields_of_units([field.name() for field in source.fields()])
        return {**found, **{part: field for part, field in chosen.items() if field}}

    def _address_field(
        self, source: QgsProcessingFeatureSource, fields: dict[str, str], parameters: dict[str, Any],
        context: QgsProcessingContext,
    ) -> str:  # fmt: skip
        """The field with whole addresses: as chosen; by its name where no field says a unit ('' for none)."""
        chosen = self.parameterAsString(parameters, ADDRESS_FIELD, context)
        refuse_personal_fields([chosen], source.sourceName())
        if chosen or fields:
            return chosen
        return next((field.name() for field in source.fields() if field.name().lower() in _ADDRESS_NAMES), "")

    def _areas(
        self, areas: dict[str, bytes], converter: UnitConverter, parameters: dict[str, Any],
        context: QgsProcessingContext, feedback: QgsProcessingFeedback,
    ) -> dict[str, bytes]:  # fmt: skip
        """The communes of UNITS where it is given; else those of the register, today's only."""
        units = self.parameterAsSource(parameters, UNITS, context)
        if units is not None:
            return unit_areas(units, converter, context, feedback)
        # A register made since the mergers has today's communes, with no date from when on.
        return {} if converter.to_legacy else areas

    # -- results -----------------------------------------------------------------------------------------

    def _write_output(
        self, features: Iterator[QgsFeature], fields: Any, kind: Any, crs: QgsCoordinateReferenceSystem,
        parameters: dict[str, Any], context: QgsProcessingContext, check: Check, name: str = OUTPUT,
    ) -> dict[str, Any]:  # fmt: skip
        sink, target = self.parameterAsSink(parameters, name, context, fields, kind, crs)
        if sink is None:
            return {}
        page: list[QgsFeature] = []
        for feature in features:
            page.append(feature)
            if len(page) == _PAGE:
                _flush(sink, page, check)
        _flush(sink, page, check)
        del sink
        return {name: target}

    def _report(
        self, rows: Sequence[Converted], converter: UnitConverter, source: str, parameters: dict[str, Any],
        context: QgsProcessingContext, feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:  # fmt: skip
        """What changed commune by commune: as a table, as a page, and counted."""
        old = [unit for unit in converter.table.units if unit.is_valid(LEGACY_LAST_DAY)]
        districts = {unit.code: unit.full_name for unit in old if unit.level is UnitLevel.district}
        provinces = {unit.code: unit.full_name for unit in old if unit.level is UnitLevel.province}
        told = report(((one.written, one.done, one.by_position) for one in rows), districts, provinces)
        fields = report_fields()
        results = self._write_output(
            iter(_report_features(told, converter, fields)), fields, QgsWkbTypes.Type.NoGeometry,
            QgsCoordinateReferenceSystem(), parameters, context, lambda: None, REPORT,
        )  # fmt: skip
        found = counts(rows)
        html = self.parameterAsFileOutput(parameters, OUTPUT_HTML, context)
        if html:
            words = {status: translate("diachiso", text) for status, text in STATUS_WORDS.items()}
            facts = UnitsFacts(source, converter.on, {s: found[s.upper()] for s in STATUS_WORDS}, words)
            page = units_page(facts, [report_values(row, converter) for row in told], translate,
                              QgsApplication.locale())  # fmt: skip
            write_report(Path(html), page)
            results[OUTPUT_HTML] = html
        for name, text in COUNT_TITLES.items():
            feedback.pushInfo(f"{translate('diachiso', text)}: {found[name]}")
        return {**results, **found}


def _report_features(rows: Sequence[ReportRow], converter: UnitConverter, fields: Any) -> Iterator[QgsFeature]:
    for row in rows:
        feature = QgsFeature(fields)
        feature.setAttributes(report_values(row, converter))
        yield feature


def _flush(sink: QgsFeatureSink, page: list[QgsFeature], check: Check) -> None:
    check()
    if page and not sink.addFeatures(page, QgsFeatureSink.Flag.FastInsert):
        raise DiachisoError(NOT_WRITTEN, problem=sink.lastError() or "?")
    page.clear()
