"""Which field of a land layer becomes which column: as a person said, as it was once said, or by the names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ..errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..roles import LayerRole, guess_fields, is_bare_name
from ..text import nfc
from .table import LandField

SOURCE_ID, SOURCE_FID = "source_id", "source_fid"
# Column of an imported layer for each field role; those not named here keep the role's name.
_COLUMN = {"number": "house_number", "id": SOURCE_ID}
_KEPT = frozenset({SOURCE_ID, SOURCE_FID})
# Names that the format gives, not the land office: they change with every export.
VOLATILE = frozenset({"fid", "ogc_fid", "gid", "objectid", "object_id", "object_rid", "id", "gml_id"})
_RESERVED = frozenset({"fid", "geom", "ogc_fid"})

NOT_A_MAP = Message(
    "field_map.not_a_map",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The field map is not JSON such as {{\"SoTo\": \"map_sheet\", \"GhiChu\": \"\"}} ({detail}). Correct "
        "it: field of "
        "the layer first, then its new name; an empty name leaves the field out.",
    ),
)
UNKNOWN_FIELD = Message(
    "field_map.unknown_field",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The field map names {field}, which the layer does not have. Its fields are: {fields}. Correct the map.",
    ),
)
SAME_COLUMN = Message(
    "field_map.same_column",
    QT_TRANSLATE_NOOP(
        "diachiso", "The field map gives the name {column} to two fields: {fields}. Choose another name."
    ),
)
BAD_COLUMN = Message(
    "field_map.bad_column",
    QT_TRANSLATE_NOOP(
        "diachiso", "The field map gives the name {column}, which the GeoPackage keeps for itself. Choose another name."
    ),
)


@dataclass(frozen=True)
class FieldMap:
    """Column of each field, in order; fields that are left out are not in it. `recognised`: by their names."""

    columns: Mapping[str, str]
    recognised: Mapping[str, str]

    def field_of(self, column: str) -> Optional[str]:
        """The field that becomes a column."""
        return next((field for field, found in self.columns.items() if found == column), None)


def parse_map(value: Any) -> dict[str, str]:
    """A field map out of a dict or JSON text; DiachisoError for anything else."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise DiachisoError(NOT_A_MAP, detail=str(error)) from error
    if not isinstance(value, Mapping):
        raise DiachisoError(NOT_A_MAP, detail=type(value).__name__)
    for name, column in value.items():
        if not isinstance(name, str) or not isinstance(column, (str, type(None))):
            raise DiachisoError(NOT_A_MAP, detail=f"{name!r}: {column!r}")
    return {name: nfc(column or "").strip() for name, column in value.items()}


def recognise(fields: Sequence[LandField], role: Optional[LayerRole] = None) -> dict[str, str]:
    """{field: canonical column} for the fields whose names say what they hold, one field per column."""
    names = [field.name for field in fields]
    found: dict[str, str] = {}
    for meaning, field in guess_fields(names, role).items():
        if meaning == "name" and is_bare_name(field):
            continue  # of an object, or of its owner: a person must say
        if meaning == "id" and field.lower() in VOLATILE:
            continue
        found.setdefault(field, _COLUMN.get(meaning, meaning))
    return found


def make_map(
    fields: Sequence[LandField],
    *,
    given: Optional[Mapping[str, str]] = None,
    dropped: Iterable[str] = (),
    role: Optional[LayerRole] = None,
) -> FieldMap:
    """The columns of a layer; `given` by a person wins over names, `dropped` (personal fields) over everything."""
    given = dict(given or {})
    names = [field.name for field in fields]
    unknown = [name for name in given if name not in names]
    if unknown:
        raise DiachisoError(UNKNOWN_FIELD, field=unknown[0], fields=", ".join(names))
    left_out = {*dropped, *(name for name, column in given.items() if not column)}
    # What is left out reserves no name: in the imported layer it is not there, and that imports the same way again.
    fields = [field for field in fields if field.name not in left_out]
    names = [field.name for field in fields]
    given = {name: column for name, column in given.items() if name not in left_out}
    _check_columns(given)
    own = {name: name for name in names if name in _KEPT}  # of an earlier import
    recognised = {
        name: column
        for name, column in recognise(fields, role).items()
        if name not in given and column not in own and column not in given.values()
        and (column == name or column not in names)  # a field that has the name already keeps it
    }
    wanted = {**recognised, **own, **given}
    taken = {column.lower() for column in wanted.values()}
    columns = {}
    for name in names:
        column = wanted.get(name)
        if column is None:
            column = _free(name, taken)
            taken.add(column.lower())
        columns[name] = column
    return FieldMap(columns, {name: column for name, column in recognised.items() if column != name})


def signature(fields: Sequence[LandField]) -> str:
    """What files of the same structure have in common: names and types of their fields, whatever the order."""
    text = json.dumps(sorted((field.name.lower(), field.kind.value) for field in fields), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _check_columns(wanted: Mapping[str, str]) -> None:
    first: dict[str, str] = {}
    for name, column in wanted.items():
        if column.lower() in _RESERVED or column == SOURCE_FID and name != SOURCE_FID:
            raise DiachisoError(BAD_COLUMN, column=column)
        other = first.setdefault(column.lower(), name)
        if other != name:
            raise DiachisoError(SAME_COLUMN, column=column, fields=f"{other}, {name}")


def _free(name: str, taken: set[str]) -> str:
    """The name itself, or with a number where another column or the GeoPackage has it already."""
    plain = nfc(name)
    tries = [plain, *(f"{plain}_{k}" for k in range(1, 1000))]
    return next(t for t in tries if t.lower() not in taken and t.lower() not in _RESERVED and t != SOURCE_FID)
