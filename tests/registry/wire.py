"""What an address looks like on the wire, and what the registry demands of one."""
from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any, Optional
from uuid import UUID

from .problems import Problem

_TEXTS = (
    "role", "objectClass", "name", "houseNumber", "alley", "street", "settlement", "communeCode", "commune",
    "district", "provinceCode", "province", "postcode", "parentId", "buildingName", "housingArea", "block",
    "floor", "room", "use", "openingHours", "mapSheet", "mapParcel", "certificateSheet", "certificateParcel",
    "entranceNote", "instruction", "addressText", "positionMethod", "codeScheme", "codeOrigin", "vpostcode",
    "plusCode", "parcelGeohash", "placeId", "otherCode",
)  # fmt: skip
PROPERTIES: Mapping[str, type] = {**dict.fromkeys(_TEXTS, str), "noNumber": bool, "floors": int}
"""What a registry knows of an address. Anything else is refused: personal data does not slip in."""
DECIDED_HERE = ("stage", "code", "reason")
STAGES = ("submitted", "verified", "issued", "rejected", "retired")
LONGEST = 500
_REQUIRED = ("role", "objectClass", "communeCode")
_HOUSE = ("communeCode", "street", "settlement", "houseNumber", "alley", "role", "parentId", "buildingName",
          "block", "floor", "room", "mapSheet", "mapParcel")  # fmt: skip


def dumps(value: Any) -> bytes:
    """JSON in one form: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def loads(data: bytes) -> Any:
    """JSON of a request; Problem where it is none."""
    try:
        return json.loads(data, parse_constant=_no_constant)
    except ValueError as error:
        raise Problem("invalid", f"Nội dung gửi lên không phải là JSON: {error}.") from error


def digest(*parts: Any) -> bytes:
    """What tells apart two requests under one key."""
    return hashlib.sha256(dumps(parts)).digest()


def check_feature(feature: Any, item_id: str, op_id: str, extra: frozenset[str] = frozenset()) -> None:
    """Problem, naming the fields, where `feature` is not an address that may be written as `item_id`."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise Problem("invalid", "Nội dung gửi lên không phải là một GeoJSON Feature.")
    if str(feature.get("id", "")).lower() != item_id:
        raise Problem("invalid", "Mã định danh trong nội dung khác với mã trong địa chỉ truy cập.", ["id"])
    if op_id and feature.get("op_id", op_id) != op_id:
        raise Problem("invalid", "Mã thao tác trong nội dung khác với Idempotency-Key.", ["op_id"])
    _check_position(feature.get("geometry"))
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise Problem("invalid", "Thiếu phần properties của Feature.", ["properties"])
    unknown = sorted(k for k in properties if k not in PROPERTIES and k not in DECIDED_HERE and k not in extra)
    if unknown:
        raise Problem("invalid", "Hệ thống không nhận các trường: " + ", ".join(unknown) + ".", unknown)
    wrong = sorted(k for k, v in properties.items() if not _fits(k, v))
    if wrong:
        raise Problem(
            "invalid",
            "Sai kiểu, quá dài, có ký tự điều khiển hoặc không theo Unicode dựng sẵn (NFC): " + ", ".join(wrong) + ".",
            wrong,
        )
    missing = [k for k in _REQUIRED if not properties.get(k)]
    if not missing and not _has_location(properties):
        missing = ["houseNumber", "street"]
    if missing:
        raise Problem("invalid", "Thiếu trường bắt buộc: " + ", ".join(missing) + ".", missing)
    if properties.get("stage") not in STAGES:
        raise Problem("invalid", "Chỉ nhận địa chỉ đã gửi xác thực trở đi.", ["stage"])


def check_persons(persons: Any, taken: bool) -> None:
    """Problem where people are told of to a registry that takes none, or without saying on which legal basis."""
    if persons is None:
        return
    if not taken:
        raise Problem("invalid", "Hệ thống này không nhận dữ liệu cá nhân.", ["persons"])
    rows = persons.get("list") if isinstance(persons, dict) else None
    if not isinstance(rows, list) or not (persons.get("legalBasis") and persons.get("keepUntil")):
        raise Problem("invalid", "Dữ liệu cá nhân phải kèm căn cứ pháp lý và thời hạn lưu.", ["persons"])
    for row in rows:
        name = row.get("fullName", "") if isinstance(row, dict) else ""
        if any(c.isdigit() for c in name):
            raise Problem("invalid", f"Họ và tên “{name}” không hợp lệ.", ["persons"])


def own_properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    """What the sender decides; stage, code and reason are told back by the registry."""
    return {k: v for k, v in feature["properties"].items() if k not in DECIDED_HERE and v is not None}


def house_key(properties: Mapping[str, Any]) -> Optional[str]:
    """The same text for the same house, whatever its case and blanks; None where the house has no number yet."""
    if not properties.get("houseNumber"):
        return None
    plain = (" ".join(unicodedata.normalize("NFC", str(properties.get(k) or "")).split()).casefold() for k in _HOUSE)
    return "\x1f".join(plain)


def position(feature: Mapping[str, Any]) -> Optional[tuple[float, float]]:
    """Longitude and latitude; None where there is no geometry."""
    geometry = feature.get("geometry")
    return None if geometry is None else (float(geometry["coordinates"][0]), float(geometry["coordinates"][1]))


def item_uuid(text: str) -> str:
    """A UUID in its one spelling; Problem where it is none."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise Problem("invalid", "Mã định danh của địa chỉ phải là UUID.", ["id"]) from error


def _has_location(properties: Mapping[str, Any]) -> bool:
    numbered = properties.get("houseNumber") and properties.get("street")
    return bool(numbered or (properties.get("settlement") and properties.get("noNumber")))


def _fits(name: str, value: Any) -> bool:
    if value is None:
        return True
    kind = PROPERTIES.get(name, str)
    if kind is not str:
        return type(value) is kind
    if not isinstance(value, str) or len(value) > LONGEST or not unicodedata.is_normalized("NFC", value):
        return False
    return not any(unicodedata.category(c) in ("Cc", "Cs") for c in value)


def _check_position(geometry: Any) -> None:
    if geometry is None:
        return
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    good = (
        isinstance(coordinates, list) and geometry.get("type") == "Point" and len(coordinates) == 2
        and all(isinstance(c, (int, float)) and not isinstance(c, bool) and math.isfinite(c) for c in coordinates)
        and abs(coordinates[0]) <= 180 and abs(coordinates[1]) <= 90
    )  # fmt: skip
    if not good:
        raise Problem("invalid", "Vị trí phải là một điểm [kinh độ, vĩ độ] theo WGS 84.", ["geometry"])


def _no_constant(name: str) -> Any:
    raise ValueError(name)
