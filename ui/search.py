"""The search of the open register: its side-car is made when first wanted, and kept in step afterwards."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsProject,
)
from qgis.PyQt.QtCore import QFileSystemWatcher, QObject, QTimer, pyqtSignal

from ..compat import translate
from ..core.land.vn2000 import load_vn2000
from ..core.search.query import Kind, read_query
from ..register.child_process import run_reader
from ..register.search_file import bring_up, side_car
from ..register.search_index import Found, SearchIndex, StaleSearch
from .background import Reader
from .session import RegisterSession

CALM_MS = 1_500  # after a change of the file, until nobody has written for so long
GRID_REACH_M = 1_000.0


class Search(QObject):
    """`changed` tells that there is an index now, another one, or none any more."""

    changed = pyqtSignal()

    def __init__(self, session: RegisterSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path = ""
        self._wanted = False
        self._province = ""
        self.index: Optional[SearchIndex] = None
        self.problem = ""
        self._reader = Reader()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._file_changed)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._bring_up)
        session.changed.connect(self._session_changed)

    def want(self) -> None:
        """Somebody is about to search: make the index if there is none yet."""
        if not self._wanted and self._path:
            self._wanted = True
            self._bring_up()

    def state(self) -> str:
        """Why nothing can be found now; empty where the search is ready."""
        if not self._path:
            return translate("diachiso", "Open a register in the panel “Địa chỉ số” first.")
        if self.index is None:
            return self.problem or translate("diachiso", "The search is being prepared…")
        return ""

    def asked(self) -> Asker:
        """What a thread may ask without touching anything of the main one."""
        return Asker(self.index, self._province, QgsProject.instance().transformContext())

    def close(self) -> None:
        """Let go of the register and of the session."""
        self._session.changed.disconnect(self._session_changed)
        self._forget()

    # -- keeping in step -------------------------------------------------------------------------------------

    def _session_changed(self) -> None:
        path = self._session.path
        if path != self._path:
            self._forget()
            self._path = path
            if path:
                self._watcher.addPath(path)
                self._wanted = side_car(Path(path)).is_file()
            self.changed.emit()
        overview = self._session.overview
        self._province = overview.meta.province_code if overview is not None else ""
        if self._wanted:
            self._calm.start()

    def _file_changed(self, path: str) -> None:
        if path not in self._watcher.files() and Path(path).is_file():
            self._watcher.addPath(path)  # it was put in another one's place
        if self._wanted:
            self._calm.start()

    def _bring_up(self) -> None:
        path, known = Path(self._path), self.index

        def read(task: Any) -> Optional[SearchIndex]:
            # In a process of its own: a million addresses would hold the desktop's Python for seconds.
            if run_reader("search_file", path, str(path), cancelled=task.isCanceled) is None:
                bring_up(path)
            index = SearchIndex(side_car(path))
            return index if known is None or not known.is_same(index) else known

        if self._reader.is_reading():
            self._calm.start()
        elif self._path:
            self._reader.start(translate("diachiso", "Preparing the search"), read, self._ready, self._failed)

    def _ready(self, index: SearchIndex) -> None:
        self.problem = ""
        if index is not self.index:
            self.index = index
            self.changed.emit()

    def _failed(self, text: str) -> None:
        self.problem = text
        self.changed.emit()

    def _forget(self) -> None:
        self._calm.stop()
        self._reader.cancel()
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self._path, self._wanted, self.index, self.problem = "", False, None, ""


class Asker:
    """Asks an index; metres are tried in the VN-2000 zones of the register's province."""

    def __init__(self, index: Optional[SearchIndex], province: str, context: QgsCoordinateTransformContext) -> None:
        self._index, self._province, self._context = index, province, context

    def find(self, text: str, limit: int) -> list[Found]:
        """The addresses that the text may mean, the best first."""
        if self._index is None:
            return []
        query = read_query(text)
        try:
            if query.kind is Kind.GRID and query.grid is not None:
                return self._near_grid(*query.grid, limit)
            return self._index.find(text, limit)
        except StaleSearch:  # it is being read again, and `changed` asks once more
            return []

    def near(self, lon: float, lat: float, limit: int, reach_m: float) -> list[Found]:
        """The addresses around a place (degrees), the nearest first."""
        try:
            return self._index.near(lon, lat, limit, reach_m) if self._index is not None else []
        except StaleSearch:
            return []

    def _near_grid(self, first: float, second: float, limit: int) -> list[Found]:
        wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
        best: list[Found] = []
        for zone in load_vn2000().of_province(self._province):
            way = QgsCoordinateTransform(QgsCoordinateReferenceSystem(zone.crs), wgs84, self._context)
            for x, y in ((second, first), (first, second)):  # a Vietnamese table says the northing first
                try:
                    place = way.transform(QgsPointXY(x, y))
                except QgsCsException:
                    continue
                found = self.near(place.x(), place.y(), limit, GRID_REACH_M)
                if found and (not best or found[0].score > best[0].score):
                    best = found
        return best
