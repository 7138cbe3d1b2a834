"""diachiso:numberhouses — proposes house numbers with a reason each; then writes them, all or nothing."""
from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.house_numbers.agreement import overall
from ..core.house_numbers.gather import Gathering, Place
from ..core.house_numbers.model import NumberStatus, Proposal, StreetPiece
from ..core.house_numbers.propose import propose
from ..core.house_numbers.rules import NumberingRules, load_numbering_rules, shipped_rules
from ..core.roles import LayerRole
from ..core.rules.local_metres import LocalMetres
from ..core.street_names import street_key
from ..publish.number_preview import preview
from ..register.cancelling import GATE_CANCELLED, GateCancelled
from ..register.connect import connect
from ..register.gate import writer_gate
from ..register.numbering import KIND, NewNumber, number_columns, read_houses, read_streets
from ..register.snapshot import snapshot
from ..register.value_changes import PlanState, ValueChanges, apply_values, plan_state
from .base import REGISTER, Group
from .destination import refuse_destination
from .land.report_html import write_report
from .layer_reader import EMPTY
from .numbering_input import (
    HOUSE_FIELDS,
    STREET_FIELDS,
    fields_of,
    in_metres,
    read_pieces,
    read_places,
    read_points,
    register_pieces,
    register_places,
)
from .numbering_output import STATUS_WORDS, NumberRows, counts_of, line_fields, point_fields
from .numbering_parameters import (
    BACKUP,
    CENTRE,
    COUNT_TITLES,
    DOORS,
    DRY_RUN,
    INPUT,
    LINES,
    ONLY,
    OUTPUT,
    PLOTS,
    PREVIEW,
    QUALITY_TITLES,
    REVIEWED,
    RULES,
    STREETS,
    WRITTEN,
    NumberingParameters,
)
from .reviewed_numbers import reviewed_numbers
from .transforms import WGS84

NO_HOUSES = Message(
    "number_no_houses",
    QT_TRANSLATE_NOOP("diachiso", "There are no houses to number: choose a layer (INPUT) or a register (REGISTER)."),
)
NO_STREETS = Message(
    "number_no_streets",
    QT_TRANSLATE_NOOP(
        "diachiso", "There are no streets: choose a layer of street lines (STREETS), or draw streets in the register."
    ),
)
NO_REGISTER = Message(
    "number_no_register",
    QT_TRANSLATE_NOOP("diachiso", "Numbers are written into a register only: choose it (REGISTER), or make a dry run."),
)
NO_RULES = Message(
    "number_no_rules",
    QT_TRANSLATE_NOOP(
        "diachiso", "There are no rules of numbering “{rules}”. Choose a file (.json), or one of: {known}."
    ),
)
NOT_KNOWN = QT_TRANSLATE_NOOP(
    "diachiso",
    "{count} houses of the layer stand in no address of the register, so nothing is written for them. Assign codes "
    "first.",
)


class NumberHouses(NumberingParameters):
    """The proposal is the result of a dry run; a reviewed one can be applied."""

    NAME = "numberhouses"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Number houses")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Proposes house numbers along streets and alleys, by the rules of a profile (Circular 08/2024/TT-BXD as it "
        "comes): left odd, right even, north to south and east to west, from the centre outward; pieces of one street "
        "are joined; open land or lots of a plan keep numbers free; inserted houses take a letter; alleys are named "
        "after the house before their mouth; corner houses belong to the wider street, else to that of their main "
        "door. Existing numbers are kept and continued; locked streets are left alone.\n\n"
        "It proposes, it never imposes: start with a dry run, look at the points, the lines to the street and the "
        "reasons, write exclude into the field decision or another number into decision_number, then run again with "
        "the reviewed proposal and without dry run. Either all numbers are written or none; a backup is made first and "
        "the whole can be undone.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,house number,numbering,street,alley,odd,even,proposal")
    GROUP = Group.CODES
    ICON = "number.svg"
    PEOPLE = False

    def _register(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Optional[Path]:
        return self.register_path(parameters, context) if parameters.get(REGISTER) else None

    def writes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """A dry run writes nothing, and without a register there is nothing to write to."""
        return bool(parameters.get(REGISTER)) and not self.parameterAsBool(parameters, DRY_RUN, context)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Propose, show, and write."""
        register = self._register(parameters, context)
        if register is None and not self.parameterAsBool(parameters, DRY_RUN, context):
            raise DiachisoError(NO_REGISTER)
        layers = [self.parameterAsVectorLayer(parameters, name, context) for name in (INPUT, STREETS, REVIEWED)]
        for name in (OUTPUT, LINES, PREVIEW):
            refuse_destination(parameters.get(name), context, register, layers)
        writes = self.writes(parameters, context)
        with ExitStack() as stack:
            if register is not None and writes:
                action = translate("diachiso", "numbering houses")
                stack.enter_context(writer_gate(register, action=action, cancelled=feedback.isCanceled))
            reviewed = self.parameterAsSource(parameters, REVIEWED, context)
            if reviewed is not None and register is not None and writes:
                return self._apply_reviewed(register, reviewed, feedback)
            return self._propose(register, parameters, context, feedback, writes)

    # -- the proposal ------------------------------------------------------------------------------------

    def _propose(
        self, register: Optional[Path], parameters: dict[str, Any], context: QgsProcessingContext,
        feedback: QgsProcessingFeedback, writes: bool,
    ) -> dict[str, Any]:  # fmt: skip
        def check() -> None:
            if feedback.isCanceled():
                raise GateCancelled(GATE_CANCELLED, path=str(register or ""))

        rules = self._rules(parameters, context)
        known, streets, state = self._of_register(register, context, feedback)
        places = self._places(parameters, context, feedback, known)
        feedback.setProgress(20)
        pieces = self._pieces(parameters, context, feedback, streets)
        if not pieces:
            raise DiachisoError(NO_STREETS)
        plane = LocalMetres(np.array([place.lonlat[1] for place in places]))
        gathering = Gathering(places, plane, check)
        if known and self.parameterAsSource(parameters, INPUT, context) is not None:
            gathering.join_register(known)
        self._doors_and_plots(gathering, parameters, context, feedback)
        check()
        centre = self._centre(parameters, context, rules, plane)
        houses = gathering.houses()
        proposal = propose(houses, in_metres(pieces, plane), rules, centre=centre, check=check)
        proposal = _only(proposal, self.parameterAsString(parameters, ONLY, context))
        feedback.setProgress(60)
        rows = NumberRows(proposal, gathering.places, plane, state)
        results = self._write_layers(rows, parameters, context, check)
        drawing = self.parameterAsFileOutput(parameters, PREVIEW, context)
        if drawing:
            words = {status: translate("diachiso", text) for status, text in STATUS_WORDS.items()}
            title = translate("diachiso", "Proposed house numbers")
            write_report(Path(drawing), preview(proposal, houses.outline, title, words))
            results[PREVIEW] = drawing
        for warning in rows.warnings():
            feedback.pushWarning(warning)
        counts = counts_of(proposal)
        quality = overall(proposal.numbers, houses.number)
        self._tell(counts, quality, feedback)
        known_quality = {name: value if value == value else None for name, value in quality.items()}
        results.update({**counts, **known_quality, WRITTEN: 0})
        if register is not None and writes and state is not None:
            numbers = [
                NewNumber(place.address_id, row.number, row.alley, row.street)
                for row in proposal.numbers
                if row.status is NumberStatus.NEW and (place := gathering.places[row.house]).address_id
            ]
            missed = counts["NEW"] - len(numbers)
            if missed:
                feedback.pushWarning(translate("diachiso", NOT_KNOWN).format(count=missed))
            results.update(self._write(register, numbers, state, "", feedback))
        return results

    def _rules(self, parameters: dict[str, Any], context: QgsProcessingContext) -> NumberingRules:
        text = self.parameterAsString(parameters, RULES, context).strip() or "default"
        shipped = {path.stem: path for path in shipped_rules()}
        path = shipped.get(text) or Path(text)
        if not path.is_file():
            raise DiachisoError(NO_RULES, rules=text, known=", ".join(sorted(shipped)))
        return load_numbering_rules(path)

    def _of_register(
        self, register: Optional[Path], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[list[Place], list[StreetPiece], Optional[PlanState]]:
        if register is None:
            return [], [], None
        with snapshot(register, feedback.isCanceled) as con:
            state = plan_state(con)
            houses, streets = read_houses(con), read_streets(con, date.today())
        return register_places(houses, context), register_pieces(streets), state

    def _places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback,
        known: list[Place],
    ) -> list[Place]:  # fmt: skip
        source = self.parameterAsSource(parameters, INPUT, context)
        if source is None:
            if not known:
                raise DiachisoError(NO_HOUSES)
            return known
        chosen = self.chosen_fields(parameters, context, INPUT)
        places = read_places(source, fields_of(source, LayerRole.building, chosen, HOUSE_FIELDS), context, feedback)
        if not places:
            raise DiachisoError(EMPTY, layer=source.sourceName())
        return places

    def _pieces(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback,
        streets: list[StreetPiece],
    ) -> list[StreetPiece]:  # fmt: skip
        """The street lines; locks and directions of the register count for streets of a layer, too."""
        source = self.parameterAsSource(parameters, STREETS, context)
        if source is None:
            return streets
        fields = fields_of(source, LayerRole.street, self.chosen_fields(parameters, context, STREETS), STREET_FIELDS)
        pieces = read_pieces(source, fields, context, feedback)
        locked = {street_key(street.name) for street in streets if street.locked}
        said = {street_key(street.name): street.direction for street in streets if street.direction}
        return [
            replace(
                piece, locked=piece.locked or street_key(piece.name) in locked,
                direction=piece.direction or said.get(street_key(piece.name), ""),
            )
            for piece in pieces
        ]  # fmt: skip

    def _doors_and_plots(
        self, gathering: Gathering, parameters: dict[str, Any], context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> None:  # fmt: skip
        doors = self.parameterAsSource(parameters, DOORS, context)
        if doors is not None:
            gathering.add_doors(read_points(doors, context, feedback))
        plots = self.parameterAsSource(parameters, PLOTS, context)
        if plots is not None:
            gathering.add_plots(read_places(plots, {}, context, feedback))

    def _centre(
        self, parameters: dict[str, Any], context: QgsProcessingContext, rules: NumberingRules, plane: LocalMetres
    ) -> Optional[np.ndarray]:
        lonlat: Any = rules.centre
        if parameters.get(CENTRE):
            point = self.parameterAsPoint(parameters, CENTRE, context, QgsCoordinateReferenceSystem(WGS84))
            lonlat = point.x(), point.y()
        return None if lonlat is None else plane.xy(np.array(lonlat, float))

    def _write_layers(
        self, rows: NumberRows, parameters: dict[str, Any], context: QgsProcessingContext, check: Any
    ) -> dict[str, Any]:
        wgs84 = QgsCoordinateReferenceSystem(WGS84)
        results: dict[str, Any] = {}
        for name, fields, kind, write in (
            (OUTPUT, point_fields(), QgsWkbTypes.Type.Point, rows.write_points),
            (LINES, line_fields(), QgsWkbTypes.Type.LineString, rows.write_lines),
        ):
            sink, target = self.parameterAsSink(parameters, name, context, fields, kind, wgs84)
            if sink is not None:
                write(sink, check)
                results[name] = target
            del sink
        return results

    def _tell(self, counts: dict[str, int], quality: dict[str, float], feedback: QgsProcessingFeedback) -> None:
        for name, text in COUNT_TITLES.items():
            feedback.pushInfo(f"{translate('diachiso', text)}: {counts[name]}")
        for name, text in QUALITY_TITLES.items():
            if quality[name] == quality[name]:
                feedback.pushInfo(f"{translate('diachiso', text)}: {quality[name]:.3g}")

    # -- writing -----------------------------------------------------------------------------------------

    def _apply_reviewed(
        self, register: Path, source: QgsProcessingFeatureSource, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        with closing(connect(register)) as con:
            state = plan_state(con)
        numbers = reviewed_numbers(source, state)
        return self._write(register, numbers, state, source.sourceName(), feedback)

    def _write(
        self, register: Path, numbers: list[NewNumber], state: PlanState, source: str, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        if not numbers:
            return {WRITTEN: 0}
        with snapshot(register, feedback.isCanceled) as con:
            columns = number_columns(con, numbers)
        changes = ValueChanges(KIND, source, state, columns, {"numbered": len(numbers)})
        backup = apply_values(
            register, changes, progress=lambda share: feedback.setProgress(60 + 40 * share),
            cancelled=feedback.isCanceled,
        )  # fmt: skip
        feedback.pushInfo(translate("diachiso", "{count} numbers written.").format(count=len(numbers)))
        return {WRITTEN: len(numbers), BACKUP: str(backup)}


def _only(proposal: Proposal, names: str) -> Proposal:
    """The rows of some streets; all where none is named."""
    wanted = {street_key(name) for name in names.split(";") if name.strip()}
    if not wanted:
        return proposal
    return Proposal(
        tuple(row for row in proposal.numbers if street_key(row.street) in wanted),
        tuple(s for s in proposal.streets if street_key(s.street) in wanted or street_key(s.street_name) in wanted),
    )
