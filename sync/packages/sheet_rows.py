"""Rows of the sheets that a package brings to people, read out of the very bytes that leave: no sheet says more."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from ...core.errors import QT_TRANSLATE_NOOP
from ...core.lifecycle import Stage
from ...register.sync_packages import NewOperation
from ..model import OpKind, Position, Value
from ..wire import WireField, remote_of


class Recipient(str, Enum):
    """Who gets a sheet to answer."""

    POST = "post"
    POLICE = "police"
    COMMUNE = "commune"
    OFFICE = "office"


RECIPIENT_WORDS = {
    Recipient.POST: QT_TRANSLATE_NOOP("diachiso", "Post office"),
    Recipient.POLICE: QT_TRANSLATE_NOOP("diachiso", "Police"),
    Recipient.COMMUNE: QT_TRANSLATE_NOOP("diachiso", "People's committee of the commune"),
    Recipient.OFFICE: QT_TRANSLATE_NOOP("diachiso", "Managing agency of the province"),
}


class Matter(str, Enum):
    """What an answer is asked for."""

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet; `key` is the code that the address bears now, mostly a provisional one."""

    op_id: str
    key: str
    matter: Matter
    address_text: str
    values: Mapping[str, Value]
    position: Optional[Position]


@dataclass(frozen=True)
class PackageSheet:
    """One sheet: the operations of a commune ('' and no name: without one) for a recipient."""

    name: str
    commune: str
    recipient: Recipient
    number: int
    register_id: str
    created_at: str
    rows: tuple[SheetRow, ...]


def by_commune(operations: Sequence[NewOperation], fields: tuple[WireField, ...]) -> dict[str, list[SheetRow]]:
    """The rows by commune code, communes and rows in the order of the operations."""
    found: dict[str, list[SheetRow]] = {}
    for commune, row in _rows(operations, fields):
        found.setdefault(commune, []).append(row)
    return found


def _rows(operations: Sequence[NewOperation], fields: tuple[WireField, ...]) -> Iterator[tuple[str, SheetRow]]:
    text_name = next((f.name for f in fields if f.column == "address_text"), "")
    for operation in operations:
        feature = json.loads(operation.body)
        content = remote_of(feature, fields).content
        retired = content.stage == Stage.RETIRED.value
        matter = (
            Matter.RETIRED if retired else Matter.NEW if operation.kind == OpKind.CREATE.value else Matter.CHANGED
        )
        text = str(feature["properties"].get(text_name) or "")
        yield str(content.values.get("commune_code") or ""), SheetRow(
            operation.op_id, operation.code, matter, text, content.values, content.position
        )
