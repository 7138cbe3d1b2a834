"""A QGIS connection to a database of the test server, its login in an authentication configuration."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsProviderRegistry

from .postgres_server import OWNER, Server

SECRET = "mật khẩu 'không' \\ được lộ"


@contextmanager
def connected(server: Server, database: str, login: str = OWNER, name: str = "") -> Iterator[str]:
    """The name of a connection, gone afterwards with the local copies of a register there.

    Skips where QGIS has somebody's master password.
    """
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet() and not manager.setMasterPassword("một mật khẩu chính", True):
        pytest.skip("this QGIS has a master password of somebody else")
    config = QgsAuthMethodConfig("Basic")
    config.setName(database)
    config.setConfig("username", login)
    config.setConfig("password", SECRET)
    assert manager.storeAuthenticationConfig(config)[0]
    parts = dict(p.split("=", 1) for p in server.dsn(database).split())
    uri = QgsDataSourceUri()
    uri.setConnection(parts["host"], parts["port"], database, "", "", QgsDataSourceUri.SslMode.SslPrefer, config.id())
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    name = name or f"Tỉnh #1 {database}"
    metadata.saveConnection(metadata.createConnection(uri.uri(False), {}), name)
    ours = Path(QgsApplication.qgisSettingsDirPath()) / "diachiso"
    here = server.identity(database)
    try:
        yield name
    finally:
        metadata.deleteConnection(name)
        manager.removeAuthenticationConfig(config.id())
        for left in (f"replicas/*-{here}", f"replicas/*-{here}-reader", f"plans/*{database}"):
            for folder in ours.glob(left):
                shutil.rmtree(folder, ignore_errors=True)
