"""Where a register is, as a parameter says it: the path of a file, or `pg:` and the name of a QGIS connection."""
from __future__ import annotations

from pathlib import Path
from typing import Optional, Union

from qgis.core import (
    QgsAbstractProviderConnection,
    QgsApplication,
    QgsDataSourceUri,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
    QgsProviderConnectionException,
    QgsProviderRegistry,
)

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...register.postgres.driver import PREFIX, PgPlace

PHOTOS = "diachiso_photos"

NO_SUCH_CONNECTION = Message(
    "pg_no_such_connection",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "QGIS has no PostgreSQL connection named \"{name}\" (there are: {names}). Make it in the browser under "
        "PostgreSQL, with an authentication configuration for its login.",
    ),
)
NO_LOGIN = Message(
    "pg_no_login",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The authentication configuration of the connection \"{name}\" cannot be opened. Enter the master password of "
        "QGIS, or choose another configuration for the connection.",
    ),
)


def on_server(text: str) -> bool:
    """Whether a parameter names a register on a server."""
    return text.strip().startswith(PREFIX)


def place_of(text: str, project: Optional[QgsProject] = None) -> Union[Path, PgPlace]:
    """The place that a parameter names (DiachisoError); call it in the main thread: logins are read there.

    `project`: that whose variables count (none: the open one's).
    """
    if not on_server(text):
        return Path(text).absolute()
    uri = QgsDataSourceUri(connection_of(text))
    name = text.strip()[len(PREFIX):].strip()
    dsn = uri.connectionInfo(True)
    if "authcfg=" in dsn:
        raise DiachisoError(NO_LOGIN, name=name)
    keep = Path(QgsApplication.qgisSettingsDirPath()) / "diachiso" / "replicas"
    return PgPlace(name, dsn, keep, photos_folder(project or QgsProject.instance()))


def photos_folder(project: QgsProject) -> Optional[Path]:
    """The folder that the variable diachiso_photos names, as the forms read it: the project's before QGIS's own."""
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    text = str(context.variable(PHOTOS) or "").strip()
    return Path(text) if text and Path(text).is_absolute() else None


def connection_of(text: str) -> str:
    """The QGIS connection that a parameter names, as QGIS keeps it: its login stays a number (DiachisoError)."""
    name = text.strip()[len(PREFIX):].strip()
    known = _connections()
    if name not in known:
        raise DiachisoError(NO_SUCH_CONNECTION, name=name, names=", ".join(sorted(known)) or "–")
    try:
        return str(known[name].uri())
    except QgsProviderConnectionException as error:
        raise DiachisoError(NO_SUCH_CONNECTION, name=name, names=", ".join(sorted(known))) from error


def connections() -> list[str]:
    """The names of QGIS's PostgreSQL connections."""
    return sorted(_connections())


def server_key(uri: str) -> tuple[str, ...]:
    """What tells one database from another in a source of QGIS: neither login nor table."""
    source = QgsDataSourceUri(uri)
    if source.service():
        return (source.service(), source.database())
    return (source.host().lower(), source.port() or "5432", source.database())


def _connections() -> dict[str, QgsAbstractProviderConnection]:
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    return dict(metadata.connections(False)) if metadata is not None else {}
