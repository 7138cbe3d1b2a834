"""An address as it goes over the wire, and back: GeoJSON, the profile's names, no personal data, the same bytes always.
"""
from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ..core.lifecycle import Stage
from ..core.profile import FieldGroup, FieldType, Profile
from ..core.text import nfc
from .model import Content, Position, Remote, Value

DIGITS = 7  # of a degree: a centimetre
PROVISIONAL = "provisional"  # origin of a key that gives way to the registry's code
_APART = frozenset({"address_id", "stage", "code"})
# Each side works these out of the others: they are told, and not taken over.
_DERIVED = frozenset({"address_text", "code_scheme", "code_origin", "vpostcode", "plus_code", "parcel_geohash"})
_BLANK, _CONTROL = re.compile(r"[\t\n\r]"), re.compile(r"[\x00-\x1f\x7f-\x9f]")
_STAGES = frozenset({"", *(stage.value for stage in Stage)})  # below level 3 a registry may keep none
_SHOWN = 60
_OF_CODE = frozenset({"code_scheme", "code_origin"})


class UnreadableRecord(ValueError):
    """A record of the registry with a value that no address can have; its text names the field and the value."""


@dataclass(frozen=True)
class WireField:
    """A column of `address` and its name at the registry."""

    column: str
    name: str
    type: FieldType
    derived: bool


def wire_fields(profile: Profile) -> tuple[WireField, ...]:
    """The fields that go to a registry, those of `person` never."""
    return tuple(
        WireField(f.name, f.registry, f.type, f.name in _DERIVED)
        for f in profile.fields
        if f.registry and f.group is not FieldGroup.PERSONAL and f.name not in _APART
    )


def clean(value: Value) -> Value:
    """A text in NFC without control characters and outer spaces; NULL where nothing remains."""
    if not isinstance(value, str):
        return value
    if not (value.isascii() and value.isprintable()):
        value = _CONTROL.sub("", _BLANK.sub(" ", nfc(value)))
    return value.strip() or None


def rounded(lon: Optional[float], lat: Optional[float]) -> Optional[Position]:
    """A position as it is compared and sent; None where there is none."""
    return None if lon is None or lat is None else (round(lon, DIGITS), round(lat, DIGITS))


def content_of(row: Mapping[str, Any], position: Optional[Position], fields: tuple[WireField, ...]) -> Content:
    """What a row of `address` says that both sides may change. A provisional key is this register's own business."""
    code = "" if row.get("code_origin") == PROVISIONAL else str(row.get("code") or "")
    values = {f.column: _plain(row.get(f.column), f.type) for f in fields if not f.derived}
    return Content(
        {c: v for c, v in values.items() if v is not None and v != ""},
        position, str(row.get("stage") or ""), code,
    )  # fmt: skip


def content_text(content: Content) -> str:
    """A content as the sync's books keep it: JSON {"values", "position", "stage", "code"}."""
    position = None if content.position is None else list(content.position)
    kept = {"values": dict(content.values), "position": position, "stage": content.stage, "code": content.code}
    return as_bytes(kept).decode()


def content_from(text: str) -> Content:
    """The content that `content_text` wrote."""
    kept = json.loads(text)
    at = kept["position"]
    return Content(kept["values"], None if at is None else (at[0], at[1]), kept["stage"], kept["code"])


def body(
    op_id: str, address_id: str, content: Content, derived: Mapping[str, Any], fields: tuple[WireField, ...]
) -> bytes:
    """The bytes of a create or update; `derived` has the columns that are only told."""
    properties: dict[str, Value] = {"stage": content.stage}
    if content.code:
        properties["code"] = content.code
    for f in fields:
        if f.column in _OF_CODE and not content.code:
            continue
        value = _plain(derived.get(f.column), f.type) if f.derived else content.values.get(f.column)
        if value is not None and value != "":
            properties[f.name] = value
    return as_bytes(
        {
            "type": "Feature",
            "id": address_id,
            "op_id": op_id,
            "geometry": None if content.position is None else {
                "type": "Point", "coordinates": list(content.position)
            },
            "properties": properties,
        }
    )  # fmt: skip


def with_people(data: bytes, people: Mapping[str, Any]) -> bytes:
    """The bytes of a create or update with the member `persons` in it."""
    return as_bytes({**json.loads(data), "persons": people})


def as_bytes(value: Any) -> bytes:
    """JSON in one form: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def remote_of(feature: Any, fields: tuple[WireField, ...], etag: str = "") -> Remote:
    """What the registry says in a Feature. ValueError where it is none: a captive portal answers, too.

    UnreadableRecord where it is one, with something in it that cannot be taken in.
    """
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature" or not feature.get("id"):
        raise ValueError("no Feature")
    properties = feature.get("properties")
    if not isinstance(properties, Mapping):
        raise ValueError("no properties")
    geometry = feature.get("geometry") or {}
    coordinates = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    position = None
    if isinstance(coordinates, (list, tuple)) and len(coordinates) >= 2:
        position = _on_earth(coordinates[0], coordinates[1])
    values = {f.column: _plain(_told(f, properties.get(f.name)), f.type) for f in fields if not f.derived}
    stage = str(properties.get("stage") or "")
    if stage not in _STAGES:
        raise UnreadableRecord(f"stage: {stage[:_SHOWN]}")
    return Remote(
        str(feature["id"]),
        Content(
            {c: v for c, v in values.items() if v is not None and v != ""},
            position, stage, str(properties.get("code") or ""),
        ),
        int(feature.get("version") or 0), etag, str(feature.get("op_id") or ""), str(properties.get("reason") or ""),
    )  # fmt: skip


def _on_earth(lon: Any, lat: Any) -> Optional[Position]:
    """A position of the registry's; UnreadableRecord for one that is nowhere."""
    numbers = all(isinstance(value, (int, float)) for value in (lon, lat))
    if not numbers or not (abs(lon) <= 180 and abs(lat) <= 90):  # NaN is no less than anything
        raise UnreadableRecord(f"coordinates: {str([lon, lat])[:_SHOWN]}")
    return rounded(float(lon), float(lat))


def _told(field: WireField, value: Any) -> Any:
    """A value of the registry's; UnreadableRecord where its kind is not the field's."""
    number = field.type in (FieldType.INTEGER, FieldType.REAL)
    text = isinstance(value, str) and number and value.strip() != ""
    if isinstance(value, (list, dict)) or text or (isinstance(value, float) and not math.isfinite(value)):
        raise UnreadableRecord(f"{field.name}: {str(value)[:_SHOWN]}")
    return value


def _plain(value: Any, kind: FieldType) -> Value:
    """A value in the one form that is compared: SQLite's 1 and JSON's true are the same tick."""
    if value is None:
        return None
    if kind is FieldType.BOOLEAN:
        return bool(value) or None  # an empty tick and none say the same
    if kind is FieldType.INTEGER and isinstance(value, (int, float)):
        return int(value)
    if kind is FieldType.REAL and isinstance(value, (int, float)):
        return float(value)
    return clean(value if isinstance(value, str) else str(value))
