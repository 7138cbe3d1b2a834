"""Which layers of a project lie in a register, be it a file or a PostgreSQL server."""
from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsProject, QgsProviderRegistry, QgsVectorLayer

from ...core.errors import DiachisoError
from ...register.postgres.driver import PREFIX, SCHEMA
from .register_place import connection_of, connections, on_server, server_key

FILES = ("ogr", "spatialite")
SERVER = "postgres"


class LayerHome:
    """A register (a path, or `pg:` and the name of a connection), as the sources of layers name it."""

    def __init__(self, register: str | Path) -> None:
        self._on_server = on_server(str(register))
        self._key: tuple[str, ...] = ()
        if not self._on_server:
            self._path = real_path(str(register))
            return
        try:
            self._key = server_key(connection_of(str(register)))
        except DiachisoError:  # the connection was taken away: no layer can be told to be of it
            return

    def has(self, layer: QgsVectorLayer) -> bool:
        """Whether a layer lies in it."""
        if self._on_server:
            return bool(self._key) and server_of(layer) == self._key
        path = file_of(layer)
        return bool(path) and real_path(path) == self._path

    def table(self, layer: QgsVectorLayer) -> str:
        """The whole table that one of its layers shows; empty where it shows a choice of rows."""
        if self._on_server:
            uri = QgsDataSourceUri(layer.source())
            return "" if uri.sql() or uri.schema() != SCHEMA else str(uri.table())
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        return "" if parts.get("subset") else str(parts.get("layerName") or "")


def vector_layers(project: QgsProject) -> list[QgsVectorLayer]:
    """The vector layers of a project."""
    return [layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer)]


def file_of(layer: QgsVectorLayer) -> str:
    """The file that a layer lies in; empty for other layers."""
    if layer.providerType() not in FILES:
        return ""
    return str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")


def server_of(layer: QgsVectorLayer) -> tuple[str, ...]:
    """The database whose register a layer shows; empty for other layers."""
    if layer.providerType() != SERVER:
        return ()
    uri = QgsDataSourceUri(layer.source())
    is_query = uri.table().startswith("(") and SCHEMA in uri.table()
    return server_key(layer.source()) if uri.schema() == SCHEMA or is_query else ()


def register_of(layer: QgsVectorLayer) -> str:
    """The register that a layer lies in: its path, or `pg:` and the first connection to its database; else empty."""
    key = server_of(layer)
    if not key:
        return file_of(layer)
    for name in connections():
        register = PREFIX + name
        try:
            if server_key(connection_of(register)) == key:
                return register
        except DiachisoError:
            continue
    return ""


def real_path(path: str) -> str:
    """A path as two names of one file have it in common."""
    return os.path.normcase(os.path.realpath(path))
