"""The key that signs packages, out of QGIS's own store of passwords; nowhere else is it kept, shown or logged."""
from __future__ import annotations

from typing import Optional

from qgis.core import QgsApplication, QgsAuthMethodConfig

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..sync.packages.archive import SigningKey

NAME = "diachiso"
"""The configuration that is taken where none is named."""
_SHORTEST = 16

NO_KEY = Message(
    "package_no_key",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "There is no key to sign packages with. Under Settings ▸ Options ▸ Authentication add a configuration of the "
        "kind Basic named “{name}”, with the key that you share with the registry as its password (at least {shortest} "
        "characters), and choose it here.",
    ),
)
LOCKED = Message(
    "package_key_locked",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "QGIS's store of passwords is locked. Enter its master password (Settings ▸ Options ▸ Authentication; without "
        "a window by the variable QGIS_AUTH_PASSWORD_FILE) and try again.",
    ),
)
WRONG_KEY_KIND = Message(
    "package_key_wrong_kind",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The configuration “{name}” has no key of at least {shortest} characters. Choose one of the kind Basic, with "
        "the shared key as its password.",
    ),
)


def signing_key(authcfg: str) -> SigningKey:
    """The key of a configuration, by its id; '' for the one named as `NAME` (DiachisoError)."""
    manager = QgsApplication.authManager()
    found = authcfg or _by_name()
    if not found:
        raise DiachisoError(NO_KEY, name=NAME, shortest=_SHORTEST)
    # Without a window nobody would see it ask: it is unlocked by then, or not at all.
    if not manager.masterPasswordIsSet() and not manager.setMasterPassword(QgsApplication.instance() is not None):
        raise DiachisoError(LOCKED)
    config = QgsAuthMethodConfig()
    done = manager.loadAuthenticationConfig(found, config, True)
    loaded = done[0] if isinstance(done, tuple) else done
    secret = config.config("password") if loaded else ""
    if len(secret) < _SHORTEST:
        raise DiachisoError(WRONG_KEY_KIND, name=config.name() or found, shortest=_SHORTEST)
    return SigningKey(secret.encode("utf-8"))


def _by_name() -> Optional[str]:
    for found, config in QgsApplication.authManager().availableAuthMethodConfigs().items():
        if config.name() == NAME:
            return str(found)
    return None
