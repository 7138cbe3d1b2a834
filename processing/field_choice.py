"""What a land layer holds and which of its fields say what: as the user chose, else by their names."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from qgis.core import QgsProcessingFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.roles import LayerRole, guess_fields, guess_role, is_bare_name, personal_fields
from .layer_reader import Fields
from .parcel_join import PARCEL_FIELDS

# Names that the layer's format gives, not the land office: they change with every export.
_VOLATILE_KEYS = frozenset({"fid", "ogc_fid", "gid", "objectid", "object_id", "id"})
_FIELD_OF = {
    "NUMBER_FIELD": ("house_number", "number"), "STREET_FIELD": ("street", "street"), "NAME_FIELD": ("name", "name"),
    "SETTLEMENT_FIELD": ("settlement", "settlement"), "CLASS_FIELD": ("object_class", "object_class"),
}  # fmt: skip

PERSONAL_FIELD = Message(
    "personal_field",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The field {field} of the layer {layer} seems to hold personal data (owner, identity card, phone …), which "
        "have no place in plans and addresses. Choose another field, or none.",
    ),
)
REPEATED_KEYS = QT_TRANSLATE_NOOP("diachiso", "The layer uses {field} as ID.")


def refuse_personal_fields(fields: Iterable[str], layer: str) -> None:
    """Raise DiachisoError if a chosen field holds personal data, which has no place in plans and addresses."""
    personal = personal_fields([field for field in fields if field])
    if personal:
        raise DiachisoError(PERSONAL_FIELD, field=personal[0], layer=layer)


def layer_role(source: QgsProcessingFeatureSource) -> str:
    """Whether a layer holds buildings or parcels, by its name, geometry and fields."""
    geometry = {
        QgsWkbTypes.GeometryType.PointGeometry: "point", QgsWkbTypes.GeometryType.LineGeometry: "line",
        QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
    }.get(QgsWkbTypes.geometryType(source.wkbType()), "none")  # fmt: skip
    guessed, _ = guess_role(source.sourceName(), geometry, [f.name() for f in source.fields()])
    return "parcel" if guessed is LayerRole.parcel else "building"


def choose_fields(
    source: QgsProcessingFeatureSource, role: str, chosen: Mapping[str, str], feedback: QgsProcessingFeedback
) -> Fields:
    """The fields to read; `chosen` by parameter name, '' where to be found. DiachisoError for personal ones."""
    guessed = guess_fields([f.name() for f in source.fields()], LayerRole(role))
    if is_bare_name(guessed.get("name", "")):
        del guessed["name"]  # unseen by a person, it may as well be the owner's
    refuse_personal_fields(chosen.values(), source.sourceName())
    key = chosen.get("ID_FIELD") or guessed.get("id", "")
    if not chosen.get("ID_FIELD") and key.lower() in _VOLATILE_KEYS:
        key = ""
    if key and not chosen.get("ID_FIELD"):
        feedback.pushInfo(translate("diachiso", REPEATED_KEYS).format(field=key))
    attributes = {}
    for parameter, (name, alias) in _FIELD_OF.items():
        field = chosen.get(parameter) or guessed.get(alias, "")
        if field:
            attributes[name] = field
    unit = chosen.get("UNIT_FIELD") or guessed.get("commune_code", "") or guessed.get("commune", "")
    if unit:
        attributes["commune"] = unit
    attributes.update({name: guessed[name] for name in PARCEL_FIELDS if name in guessed})
    return Fields(key or None, attributes)
