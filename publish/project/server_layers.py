"""Where the layers of the project are found when the register is on a server: by the connection's own login."""
from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsDataSourceUri, QgsWkbTypes

from ...register.form_facts import names_everywhere_on_server, names_on_server, plaques_on_server
from ...register.postgres.driver import SCHEMA
from ...register.version import SRS_ID

_KEYS = {"person": "person_id", "notification": "notification_id", "plaque": "plaque_id", "audit_log": "seq"}
_CONDITIONS = {"names": names_on_server, "everywhere": names_everywhere_on_server}
_SHAPES = {
    "address": QgsWkbTypes.Type.Point, "address_position": QgsWkbTypes.Type.Point,
    "plaque_place": QgsWkbTypes.Type.Point, "admin_unit": QgsWkbTypes.Type.MultiPolygon,
    "settlement": QgsWkbTypes.Type.MultiPolygon, "street": QgsWkbTypes.Type.MultiLineString,
}  # fmt: skip


def server_sources(connection: str, *, for_others: bool = True) -> Callable[[str], str]:
    """A function that gives the source of a layer by its table in the project; `connection` as QGIS keeps it.

    Of the login only the number of its authentication configuration stands in a source; and the user's name where there
    is no such number and the project is not made `for_others`. QGIS then asks for the password.
    """

    def source(table: str) -> str:
        uri = QgsDataSourceUri(connection)
        if for_others or uri.authConfigId():
            uri.setUsername("")
        uri.setPassword("")
        base, _, kind = table.rpartition("_")
        name = base if kind in (*_CONDITIONS, "near") else table
        shape = _SHAPES.get(name)
        geometry = "geom" if shape is not None else ""
        if table == "plaque_place":
            uri.setDataSource("", f"({plaques_on_server(SCHEMA)})", geometry, "", "fid")
            uri.setParam("checkPrimaryKeyUnicity", "0")  # it is; a look through all rows would say so each time
        else:
            where = _CONDITIONS[kind](SCHEMA, base) if kind in _CONDITIONS else ""
            uri.setDataSource(SCHEMA, name, geometry, where, _KEYS.get(name, "fid"))
            # Counts and extents out of the statistics of whole tables: a layer of millions opens at once.
            uri.setUseEstimatedMetadata(not where)
        if shape is not None:
            uri.setSrid(str(SRS_ID))
            uri.setWkbType(shape)
        return str(uri.uri(False))

    return source
