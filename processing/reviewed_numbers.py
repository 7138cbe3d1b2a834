"""A proposal of house numbers that a person has looked at: what of it is to be written."""
from __future__ import annotations

from qgis.core import QgsFeatureRequest, QgsProcessingFeatureSource

from ..compat import none_if_null
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.house_numbers.model import NumberStatus
from ..core.numbering import canonical_number
from ..register.numbering import NewNumber
from ..register.value_changes import PlanState
from .layer_reader import plain_text
from .reviewed_plan import check_made_of

_FIELDS = (
    "address_id", "status", "house_number", "alley", "street", "decision", "decision_number", "register_revision",
    "register_id",
)  # fmt: skip
EXCLUDE = "exclude"

NO_PROPOSAL = Message(
    "not_a_proposal",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer {layer} is no proposal of house numbers: it has no field {field}. Choose the layer that a dry run "
        "made.",
    ),
)
BAD_DECISION = Message(
    "number_bad_decision",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The proposal says "{decision}" for {number}. Write exclude, or nothing; another number goes into '
        "decision_number.",
    ),
)
BAD_NUMBER = Message(
    "number_bad_number",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'The proposal has the number "{number}", which has no digit. Correct decision_number, or exclude it.',
    ),
)


def reviewed_numbers(source: QgsProcessingFeatureSource, state: PlanState) -> list[NewNumber]:
    """The numbers to write; DiachisoError for a layer that is no proposal, or of another register or state of it."""
    names = source.fields().names()
    missing = next((name for name in _FIELDS if name not in names), None)
    if missing is not None:
        raise DiachisoError(NO_PROPOSAL, layer=source.sourceName(), field=missing)
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(list(_FIELDS), source.fields())
    found = []
    for feature in source.getFeatures(request):
        row = {name: plain_text(none_if_null(feature.attribute(name))) for name in _FIELDS}
        wanted = row["status"] == NumberStatus.NEW.value or bool(row["decision_number"])
        if not wanted or not row["address_id"]:
            continue
        check_made_of(row, state)
        if row["decision"] == EXCLUDE:
            continue
        number = row["decision_number"] or row["house_number"]
        if row["decision"]:
            raise DiachisoError(BAD_DECISION, decision=row["decision"], number=number)
        if not any(character.isdigit() for character in canonical_number(number)):
            raise DiachisoError(BAD_NUMBER, number=number)
        found.append(NewNumber(row["address_id"], number, row["alley"], row["street"]))
    return found
