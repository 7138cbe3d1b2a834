"""Functions for QGIS's expressions: dcs_verify(address) and dcs_reverse(geometry, crs), answers as maps.

Both read the register that they are told, else the one whose layers are in the project. An expression is evaluated in
any thread: what is kept of a register is kept by thread, and looked at again when its file has changed.
"""
from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis import utils
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionFunction,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QThread

from ..compat import none_if_null, translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import never_asked
from ..publish.project.local_copies import file_to_read
from ..publish.project.open_layers import register_paths
from ..register.reverse import ReverseGeocoder
from ..register.search_file import side_car, unread
from ..register.search_index import SearchIndex
from ..register.snapshot import snapshot
from ..register.verifying import Verifier
from .address_search import Preparation, search_index
from .engine import geometry_engine
from .transforms import WGS84, Transform, crs, projection

GROUP = "Địa chỉ số"
VERIFY_HELP = QT_TRANSLATE_NOOP(
    "diachiso",
    "What the address register knows of a written address, or of a code, as a map: verdict (exact, partial, ambiguous, "
    "none), score, differs, candidates, code, address, name, commune, lon, lat.<br>dcs_verify(address [, register])<br>"
    "dcs_verify('12 tran phu, nha trang')['code']",
)
REVERSE_HELP = QT_TRANSLATE_NOOP(
    "diachiso",
    "The address of a place by the address register, as a map: way (building, parcel, nearest, across, commune, none), "
    "code, address, commune, distance in metres.<br>dcs_reverse(geometry, crs [, max_distance [, register]])<br>"
    "dcs_reverse($geometry, @layer_crs)['address']",
)
NEAR_DEGREES = 0.003
REACH_M = 50.0

NO_REGISTER = Message(
    "expression_no_register",
    QT_TRANSLATE_NOOP(
        "diachiso", "There is no address register in this project. Write the register's path as the last argument."
    ),
)
UNKNOWN_CRS = Message(
    "expression_unknown_crs",
    QT_TRANSLATE_NOOP(
        "diachiso", "“{crs}” is no coordinate reference system. Write it as 'EPSG:9217', or use @layer_crs."
    ),
)
BAD_DISTANCE = Message(
    "expression_bad_distance",
    QT_TRANSLATE_NOOP("diachiso", "“{distance}” is no distance. Write how far to look in metres, such as 50."),
)
BEING_PREPARED = Message(
    "expression_being_prepared",
    QT_TRANSLATE_NOOP(
        "diachiso", "The search of this register is being prepared in the background. Ask once more in a moment."
    ),
)
FEW = 20_000  # addresses that are read while the desktop waits: some tenths of a second
_kept = threading.local()
_preparation = Preparation()


def verify_text(values: Sequence[Any]) -> Optional[dict[str, Any]]:
    """dcs_verify(address [, register]); DiachisoError."""
    address, register = _arguments(values, 2)
    found = _verifier(_register(register)).verify(str(address or ""))
    record = found.record
    known = {} if record is None else {
        "code": record.code, "address": record.text, "name": record.name, "commune": record.commune,
        "lon": record.lon, "lat": record.lat,
    }  # fmt: skip
    return {
        "verdict": found.verdict.value, "score": found.score,
        "differs": ", ".join(part.value for part in found.differs),
        "candidates": [f"{other.code} {other.text}".strip() for other in found.candidates], **known,
    }  # fmt: skip


def reverse_geometry(values: Sequence[Any]) -> Optional[dict[str, Any]]:
    """dcs_reverse(geometry, crs [, max_distance [, register]]); None without a geometry; DiachisoError."""
    geometry, name, reach, register = _arguments(values, 4)
    if not isinstance(geometry, QgsGeometry) or geometry.isEmpty():
        return None
    context = QgsProcessingContext()
    point = geometry.centroid().asPoint()
    source = QgsCoordinateReferenceSystem(str(name)) if name else crs(WGS84)
    if not source.isValid():
        raise DiachisoError(UNKNOWN_CRS, crs=str(name))
    try:
        metres = float(reach) if reach is not None else REACH_M
    except (TypeError, ValueError) as error:
        raise DiachisoError(BAD_DISTANCE, distance=str(reach)) from error
    way = Transform(source, crs(WGS84), context.transformContext())
    lonlat = way.points(np.array([[point.x(), point.y()]]))
    with snapshot(_register(register)) as con:
        here = ReverseGeocoder(con, lonlat, geometry_engine(), projection(context), never_asked, NEAR_DEGREES)
    found = here.locate(lonlat, metres)[0]
    return {
        "way": found.way.value, "code": found.code, "address": found.text, "commune": found.commune,
        "distance": found.distance,
    }  # fmt: skip


class AddressFunction(QgsExpressionFunction):
    """One of our functions; an error becomes the expression's own."""

    def __init__(self, name: str, work: Callable[[Sequence[Any]], Any], help_text: str) -> None:
        super().__init__(name, -1, GROUP, help_text)  # any number of arguments
        self._work = work

    def usesGeometry(self, node: Any) -> bool:  # noqa: N802 - QGIS's names
        """What it needs is passed to it."""
        return False

    def referencedColumns(self, node: Any) -> list[str]:  # noqa: N802
        """Nor does it read columns by itself."""
        return []

    def handlesNull(self) -> bool:  # noqa: N802
        """NULL is an argument like any other."""
        return True

    def func(self, values: Any, context: Any, parent: Any, node: Any) -> Any:
        """Called by QGIS for each feature."""
        try:
            return self._work(values)
        except DiachisoError as error:
            parent.setEvalErrorString(error.localized(translate))
        except (ValueError, TypeError) as error:
            parent.setEvalErrorString(str(error))
        return None


_offered: list[AddressFunction] = []


def register_functions() -> None:
    """Offer the functions; those of an earlier start go first."""
    unregister_functions()
    for name, work, text in (
        ("dcs_verify", verify_text, translate("diachiso", VERIFY_HELP)),
        ("dcs_reverse", reverse_geometry, translate("diachiso", REVERSE_HELP)),
    ):
        _offered.append(AddressFunction(name, work, text))
        QgsExpression.registerFunction(_offered[-1])


def unregister_functions() -> None:
    """Take them back."""
    for function in _offered:
        QgsExpression.unregisterFunction(function.name())
    _offered.clear()
    _preparation.end()


def _arguments(values: Any, count: int) -> list[Any]:
    given = [none_if_null(value) for value in values]
    return [*given, *[None] * count][:count]


def _register(named: Optional[Any]) -> Path:
    if named:
        return file_to_read(str(named))
    paths = register_paths(QgsProject.instance())
    if not paths:
        raise DiachisoError(NO_REGISTER)
    return file_to_read(paths[0])


def in_desktop() -> bool:
    """Whether the desktop would stand still while this thread waits."""
    application = QgsApplication.instance()
    return utils.iface is not None and application is not None and QThread.currentThread() == application.thread()


def _verifier(register: Path) -> Verifier:
    """The thread's own verifier of a register, made anew where its file has changed."""
    try:
        state = (str(register), os.stat(register).st_mtime_ns)
    except OSError:
        state = (str(register), 0)
    if getattr(_kept, "state", None) != state:
        waiting = unread(register)
        if waiting > FEW and in_desktop():
            _preparation.begin(register)
            raise DiachisoError(BEING_PREPARED)
        old = getattr(_kept, "verifier", None)
        if old is not None:
            old.__exit__()
        index = search_index(register, QgsProcessingFeedback(False)) if waiting else SearchIndex(side_car(register))
        _kept.verifier, _kept.state = Verifier(index).__enter__(), state
    return _kept.verifier
