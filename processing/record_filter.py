"""Records of a register chosen by an expression, or by codes that were pasted or scanned."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsExpression, QgsFeatureRequest, QgsProcessingContext, QgsVectorLayer

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.form_facts import layer_source

BAD_FILTER = Message(
    "stage_bad_filter",
    QT_TRANSLATE_NOOP("diachiso", "The filter cannot be used ({problem}). Correct the expression."),
)


def listed_codes(text: str | None) -> list[str]:
    """The codes of a text, with commas, semicolons, tabs or lines between them."""
    text = text or ""
    for mark in ",;\t":
        text = text.replace(mark, "\n")
    return [code.strip() for code in text.split("\n") if code.strip()]


def matching_records(register: Path, wanted: str, context: QgsProcessingContext) -> dict[str, str]:
    """The addresses that meet an expression: their ids by id and by code (DiachisoError for a wrong one)."""
    expression = QgsExpression(wanted)
    layer = QgsVectorLayer(layer_source(register, "address"), "address", "ogr")
    scope = context.expressionContext()
    scope.setFields(layer.fields())
    if expression.hasParserError() or not expression.prepare(scope):
        raise DiachisoError(BAD_FILTER, problem=expression.parserErrorString() or expression.evalErrorString())
    unknown = expression.referencedColumns() - {*layer.fields().names(), QgsFeatureRequest.ALL_ATTRIBUTES}
    if unknown:
        raise DiachisoError(BAD_FILTER, problem=", ".join(sorted(unknown)))
    request = QgsFeatureRequest(expression, scope)
    found: dict[str, str] = {}
    for feature in layer.getFeatures(request):
        address_id = str(feature["address_id"])
        found[address_id] = address_id
        if feature["code"]:
            found[str(feature["code"])] = address_id
    return found
