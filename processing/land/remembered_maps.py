"""Field maps that a person made, kept in the QGIS profile for files of the same structure."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication

from ...core.land.field_map import signature
from ...core.land.table import LandField
from ...core.resources import read_json_file

_FILE = "field_maps.json"
_KEPT = 200  # of the newest


def file() -> Path:
    """Where the maps are kept: names of fields only, no data."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "diachiso" / _FILE


def remembered(fields: Sequence[LandField]) -> Optional[dict[str, str]]:
    """The map made for fields of these names and types, None where there is none; names in this layer's spelling."""
    found = _all().get(signature(fields))
    if not isinstance(found, dict):
        return None
    here = {field.name.lower(): field.name for field in fields}
    return {here[name.lower()]: column for name, column in found.items() if name.lower() in here}


def remember(fields: Sequence[LandField], given: Mapping[str, str]) -> None:
    """Keep a map for files of the same structure."""
    known = _all()
    known.pop(signature(fields), None)
    known[signature(fields)] = dict(given)
    newest = dict(list(known.items())[-_KEPT:])
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(newest, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(partial, path)


def forget(fields: Sequence[LandField]) -> None:
    """Forget the map for files of a structure."""
    known = _all()
    if known.pop(signature(fields), None) is not None:
        file().write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")


def _all() -> dict[str, dict[str, str]]:
    if not file().is_file():
        return {}
    found = read_json_file(file())
    return dict(found) if isinstance(found, dict) else {}
