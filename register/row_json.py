"""A row of a table as JSON text, blobs included, and back: how an apply keeps what it changed."""
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

BLOB = "$hex"  # {"$hex": "4750…"} stands for a blob


def row_to_json(names: Sequence[str], values: Sequence[Any]) -> str:
    """The columns and their values as one JSON object."""
    return json.dumps(
        {name: _plain(value) for name, value in zip(names, values)}, ensure_ascii=False, separators=(",", ":")
    )


def row_from_json(text: str | bytes) -> dict[str, Any]:
    """The columns and their values of a JSON object made by `row_to_json`; empty for null (no such row)."""
    return {name: _stored(value) for name, value in (json.loads(text) or {}).items()}


def _plain(value: Any) -> Any:
    return {BLOB: bytes(value).hex()} if isinstance(value, (bytes, bytearray, memoryview)) else value


def _stored(value: Any) -> Any:
    return bytes.fromhex(value[BLOB]) if isinstance(value, dict) else value
