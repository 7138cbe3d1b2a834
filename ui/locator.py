"""The search in QGIS's own locator: “dcs” and what one knows of an address."""
from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Callable

from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult

from ..compat import translate
from ..register.search_index import Found
from .icons import icon

PREFIX = "dcs"
NAME = "diachiso_addresses"
LIMIT = 12


class AddressLocator(QgsLocatorFilter):
    """Finds addresses of the open register; `search` gives the dock's search.

    QGIS asks a clone in a thread of its own: what it needs is taken along in `prepare`, in the main thread.
    """

    def __init__(self, search: Callable[[], Any], chosen: Callable[[Any], None]) -> None:
        super().__init__()
        self._search, self._chosen = search, chosen
        self._asker: Any = None
        self._state = ""
        self.setUseWithoutPrefix(False)

    def name(self) -> str:
        """QGIS's name of the filter."""
        return NAME

    def displayName(self) -> str:  # noqa: N802 - QGIS's names from here on
        """The heading of the results."""
        return translate("diachiso", "Addresses (Địa chỉ số)")

    def prefix(self) -> str:
        """What is typed first."""
        return PREFIX

    def clone(self) -> AddressLocator:
        """The one that is asked."""
        return AddressLocator(self._search, self._chosen)

    def prepare(self, text: str, context: QgsLocatorContext) -> list[str]:
        """In the main thread: have the index made, take along what the thread needs."""
        search = self._search()
        search.want()
        self._state, self._asker = search.state(), search.asked()
        return []

    def fetchResults(self, text: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:  # noqa: N802
        """In a thread: the best first."""
        if self._state:
            self._tell(self._state)
            return
        if self._asker is None or feedback.isCanceled():
            return
        found = self._asker.find(text, LIMIT)
        best = found[0].score if found else 1.0
        for place, address in enumerate(found):
            if feedback.isCanceled():
                return
            result = QgsLocatorResult()
            result.filter = self
            result.displayString = title(address)
            result.description = description(address)
            result.userData = json.dumps(asdict(address))  # QGIS loses objects of Python on their way
            result.icon = icon("pick")
            result.score = max(0.0, 0.9 * address.score / max(best, 1e-9) - 0.01 * place)
            self.resultFetched.emit(result)

    def triggerResult(self, result: QgsLocatorResult) -> None:  # noqa: N802
        """Show what was chosen."""
        if result.userData:
            self._chosen(Found(**json.loads(result.userData)))

    def _tell(self, text: str) -> None:
        result = QgsLocatorResult()
        result.filter, result.displayString, result.userData = self, text, ""
        self.resultFetched.emit(result)


def title(address: Any) -> str:
    """What a result is called: its name and address, else its code."""
    text = address.text or address.code
    return f"{address.name} – {text}" if address.name and not text.startswith(address.name) else text


def description(address: Any) -> str:
    """What stands below it: code and commune, and that it is not in use any more."""
    parts = [address.code, address.commune.split(",")[0]]
    if address.stage == "retired":
        parts.append(translate("diachiso", "retired"))
    return " · ".join(part for part in parts if part)
