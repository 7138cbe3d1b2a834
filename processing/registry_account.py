"""The registry and the account of an algorithm: an address without secrets, and an id of QGIS's logins."""
from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessingParameterAuthConfig, QgsProcessingParameterString
from qgis.PyQt.QtCore import QUrl

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .base import DiachisoAlgorithm

REGISTRY, AUTHCFG = "REGISTRY", "AUTHCFG"

BAD_URL = Message(
    "sync_bad_url",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{url} is no address of a registry. Enter one that begins with https://, without user name, password or token "
        "in it: those belong into an authentication configuration of QGIS.",
    ),
)
NO_LOGIN = Message(
    "sync_no_login",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The authentication configuration {authcfg} cannot be used. Check it under Settings ▸ Options ▸ "
        "Authentication, and the master password (at night: QGIS_AUTH_PASSWORD_FILE).",
    ),
)


def add_registry(algorithm: DiachisoAlgorithm) -> None:
    """Add the parameters REGISTRY and AUTHCFG."""
    algorithm.add(
        QgsProcessingParameterString(REGISTRY, translate("diachiso", "Address of the registry")),
        translate("diachiso", "Its landing page, with https://. No password or token in it."),
    )
    algorithm.add(
        QgsProcessingParameterAuthConfig(AUTHCFG, translate("diachiso", "Account"), optional=True),
        translate("diachiso", "An authentication configuration of QGIS; only its id is ever kept."),
    )


def unlocked_account(authcfg: str) -> str:
    """The id, with the store of logins unlocked: in the main thread, for a password may be asked for. '' stays ''."""
    authcfg = authcfg.strip()
    if authcfg:
        manager = QgsApplication.authManager()
        if authcfg not in manager.configIds() or not manager.setMasterPassword(True):
            raise DiachisoError(NO_LOGIN, authcfg=authcfg)
    return authcfg


def registry_address(text: str) -> str:
    """The registry's URL; DiachisoError where it is none, or holds what must not stand in a URL."""
    url = QUrl(text.strip(), QUrl.ParsingMode.StrictMode)
    plain = not (url.userInfo() or url.hasQuery() or url.hasFragment())
    if not url.isValid() or url.scheme() not in ("http", "https") or not url.host() or not plain:
        shown = url.toString(QUrl.UrlFormattingOption.RemoveUserInfo | QUrl.UrlFormattingOption.RemoveQuery)
        raise DiachisoError(BAD_URL, url=shown or "?")
    return url.toString().rstrip("/")
