"""Why a sync waits, in words: what is wrong and what to do."""
from __future__ import annotations

from collections.abc import Mapping

from ..core.errors import QT_TRANSLATE_NOOP, Message
from .model import Pause

PAUSE_TEXTS: Mapping[Pause, Message] = {
    Pause.LOGIN: Message(
        "sync_pause_login",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry refuses the login: check user name and password, or the token, of the account.",
        ),
    ),
    Pause.FORBIDDEN: Message(
        "sync_pause_forbidden",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "This account may not write there: ask the registry for the right for these communes.",
        ),
    ),
    Pause.PROXY: Message(
        "sync_pause_proxy",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The proxy refuses: check Settings ▸ Options ▸ Network, and the proxy's user name and password.",
        ),
    ),
    Pause.REDIRECT: Message(
        "sync_pause_redirect",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry sends us to another address: enter its final address (often https:// for http://).",
        ),
    ),
    Pause.CERTIFICATE: Message(
        "sync_pause_certificate",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry's certificate is not trusted: have its authority's certificate added under Settings ▸ Options"
            " ▸ Authentication; check the computer's date, too.",
        ),
    ),
    Pause.OUR_CERTIFICATE: Message(
        "sync_pause_our_certificate",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry does not take this account's certificate: choose an account whose certificate its authority "
            "has issued, and that has not run out.",
        ),
    ),
    Pause.NO_ANSWER: Message(
        "sync_pause_no_answer",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry ended the secure connection without an answer: if it asks for a certificate, choose an "
            "account with a valid one; else try again later. Nothing is lost.",
        ),
    ),
    Pause.CAPTIVE_PORTAL: Message(
        "sync_pause_captive_portal",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "A web page answered instead of the registry: sign in to this network in a browser, then try again.",
        ),
    ),
    Pause.OFFLINE: Message(
        "sync_pause_offline",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry cannot be reached: check the network and the address. Nothing is lost; go on working.",
        ),
    ),
    Pause.BROKEN: Message(
        "sync_pause_broken",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry answers, but not with what was asked for (an error of its own?): try again later, then tell "
            "its keeper. Nothing is lost; go on working.",
        ),
    ),
    Pause.LEVEL: Message(
        "sync_pause_level",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "This registry cannot tell a repeated write from a new one, nor what has changed: push only, and only "
            "attended.",
        ),
    ),
    Pause.SERVER_RESTORED: Message(
        "sync_pause_server_restored",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "The registry is older than what it told us before (restored from a backup?). Nothing was sent. Ask its "
            "keeper: either the newer data comes back, or what it lost is sent anew.",
        ),
    ),
    Pause.REGISTER_RESTORED: Message(
        "sync_pause_register_restored",
        QT_TRANSLATE_NOOP(
            "diachiso",
            "This register is older than what the registry last told it (a restored or copied file): pull first.",
        ),
    ),
}
