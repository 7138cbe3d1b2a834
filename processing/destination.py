"""Where a plan may be written: never over the register or the layers that the run reads."""
from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProviderRegistry, QgsVectorLayer

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..register.connect import connect
from ..register.errors import RegisterError

_IN_DATABASE = re.compile(r"^ogr:.*?dbname='(?P<path>[^']*)'(?:.*?table=\"(?P<table>[^\"]*)\")?")

OVER_REGISTER = Message(
    "output_over_register",
    QT_TRANSLATE_NOOP(
        "diachiso", "The result would be written over the address register {path}. Choose another file for it."
    ),
)
OVER_INPUT = Message(
    "output_over_input",
    QT_TRANSLATE_NOOP(
        "diachiso", "The result would be written over {path}, which this run reads. Choose another file for it."
    ),
)
SAME_FILE = Message(
    "output_same_file",
    QT_TRANSLATE_NOOP(
        "diachiso", "{first} and {second} would both be written to {path}. Choose another file for one of them."
    ),
)
WRONG_KIND = Message(
    "output_wrong_kind",
    QT_TRANSLATE_NOOP("diachiso", "{path} cannot be written in that form. Let its name end with one of: {kinds}."),
)
TABLES = (".xlsx", ".csv")
"""Endings of lists."""


def refuse_destination(
    value: Any,
    context: QgsProcessingContext,
    register: Optional[Path],
    sources: Iterable[Optional[QgsVectorLayer]],
    files: Iterable[str] = (),
) -> None:
    """Raise DiachisoError if an output (as the OUTPUT parameter has it) would replace a register or a source layer.

    `files`: more files that the run reads.
    """
    path, table = _target(value, context)
    if not path:
        return
    target = _same(path)
    if (register is not None and target == _same(str(register))) or _is_register(Path(path)):
        raise DiachisoError(OVER_REGISTER, path=path)
    if target in [_same(file) for file in files if file]:
        raise DiachisoError(OVER_INPUT, path=path)
    for layer in sources:
        if layer is None:
            continue
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        # A new table beside a layer's own, in its GeoPackage, harms nobody; a file of the same name replaces it all.
        if _same(str(parts.get("path") or "")) == target and table in ("", str(parts.get("layerName") or "")):
            raise DiachisoError(OVER_INPUT, path=path)


def refuse_files(
    files: Mapping[str, Optional[Path]], context: QgsProcessingContext, register: Optional[Path],
    kinds: Mapping[str, Sequence[str]] = {},
) -> None:  # fmt: skip
    """Raise DiachisoError where two of the files that a run writes are one, or one would replace a register.

    `kinds`: the endings that a file may have, by parameter.
    """
    taken: dict[str, str] = {}
    for name, file in files.items():
        if file is None:
            continue
        refuse_destination(str(file), context, register, ())
        if name in kinds and file.suffix.lower() not in kinds[name]:
            raise DiachisoError(WRONG_KIND, path=str(file), kinds=", ".join(kinds[name]))
        other = taken.setdefault(_same(str(file)), name)
        if other != name:
            raise DiachisoError(SAME_FILE, path=str(file), first=other, second=name)


def inside_database(text: str) -> tuple[str, str]:
    """File and table of a destination inside a GeoPackage, as QGIS writes it; '' for any other destination."""
    inside = _IN_DATABASE.match(text)
    return (inside["path"], inside["table"] or "") if inside else ("", "")


def is_new_geopackage(value: Any, context: QgsProcessingContext) -> bool:
    """Whether a destination is a GeoPackage of its own, which replaces any that is there."""
    path, _ = _target(value, context)
    return path.lower().endswith(".gpkg") and not inside_database(_text(value, context))[0]


def _text(value: Any, context: QgsProcessingContext) -> str:
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(context.expressionContext(), "")[0]
    return str(value or "")


def _target(value: Any, context: QgsProcessingContext) -> tuple[str, str]:
    """File and table ('' for the whole file) of a destination; '' for one in memory or a temporary one."""
    text = _text(value, context)
    path, table = inside_database(text)
    if path:
        return path, table
    if not text or text.startswith(("memory:", "TEMPORARY_OUTPUT", "postgis:", "postgres:")):
        return "", ""
    return text.split("|")[0], ""


def _same(path: str) -> str:
    return os.path.normcase(os.path.realpath(path)) if path else ""


def _is_register(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        connect(path, any_version=True).close()
    except RegisterError:
        return False
    return True
