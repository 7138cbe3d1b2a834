"""A QGIS of a process of the load run: the connection to the register, the account, the algorithms, the layer."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from load_town import Order

CONNECTION = "load"
TOOL_WAIT_S = 240.0
# What a tool may say without anything being wrong: somebody was faster, or the guards did their work.
REFUSALS = (
    "cannot be undone", "nothing to undo", "There is nothing", "was changed since", "has changed", "edited",
    "cannot be changed", "Không được", "Bạn chưa", "is not this register's to give", "already",
    "Another sync", "records cannot be: ",
)  # fmt: skip
BUSY = ("Another tool is working", "locked")


class Refused(Exception):
    """The register said no, as it should."""


class Qgis:
    """QGIS without a window, with the connection to the register and the account at the registry."""

    def __init__(self, order: Order, window: bool = False) -> None:
        from qgis.core import (
            QgsApplication,
            QgsAuthMethodConfig,
            QgsDataSourceUri,
            QgsProviderRegistry,
        )

        self._app = QgsApplication([], window)
        self._app.initQgis()
        from diachiso.processing.provider import DiachisoProvider

        self._provider = DiachisoProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)
        manager = QgsApplication.authManager()
        manager.setMasterPassword("một mật khẩu chính", True)

        def login(name: str, user: str, password: str) -> str:
            config = QgsAuthMethodConfig("Basic")
            config.setName(name)
            config.setConfig("username", user)
            config.setConfig("password", password)
            manager.storeAuthenticationConfig(config)
            return str(config.id())

        keeper = login("keeper", order.login("chu"), "x")
        self.account = login("registry", order.account["user"], order.account["password"])
        uri = QgsDataSourceUri()
        uri.setConnection(
            order.host, order.port, order.database, "", "", QgsDataSourceUri.SslMode.SslPrefer, keeper
        )
        metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
        metadata.saveConnection(metadata.createConnection(uri.uri(False), {}), CONNECTION)
        self.uri = str(uri.uri(False))
        self._order = order
        self._layer: Any = None

    def run(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Run an algorithm on the register on the server (Refused where it says no)."""
        from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

        values = {"REGISTER": f"pg:{CONNECTION}", **parameters}
        values = {key: str(value) if isinstance(value, Path) else value for key, value in values.items()}
        end = time.monotonic() + TOOL_WAIT_S
        while True:
            algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"diachiso:{name}")
            context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
            allowed, why = algorithm.checkParameterValues(values, context)
            if not allowed:
                raise Refused(f"{name}: {why}")
            try:
                results, _ = algorithm.run(values, context, feedback, catchExceptions=False)
                return dict(results)
            except QgsProcessingException as error:
                text = str(error)
                if any(word in text for word in BUSY) and time.monotonic() < end:
                    time.sleep(random.uniform(0.2, 1.0))
                    continue
                if any(word in text for word in REFUSALS):
                    raise Refused(f"{name}: {text}") from None
                raise

    def cancelled_at(self, share: float, name: str, **parameters: Any) -> bool:
        """Whether an algorithm ends where somebody cancels it at so many percent, or as soon as it can afterwards."""
        from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

        feedback = QgsProcessingFeedback(False)
        feedback.progressChanged.connect(lambda now: feedback.cancel() if now >= share else None)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"diachiso:{name}")
        values = {"REGISTER": f"pg:{CONNECTION}", **parameters}
        try:
            algorithm.run(values, QgsProcessingContext(), feedback, catchExceptions=False)
        except QgsProcessingException:
            return feedback.isCanceled()
        return False

    def addresses(self) -> Any:
        """The layer of addresses as a technician opens it, by the login that may declare."""
        from qgis.core import QgsDataSourceUri, QgsVectorLayer

        if self._layer is None:
            order = self._order
            uri = QgsDataSourceUri()
            uri.setConnection(order.host, order.port, order.database, order.login("lan"), "")
            uri.setDataSource("diachiso", "address", "geom", "", "fid")
            self._layer = QgsVectorLayer(uri.uri(False), "address", "postgres")
            if not self._layer.isValid():
                raise RuntimeError(self._layer.error().summary())
        return self._layer
