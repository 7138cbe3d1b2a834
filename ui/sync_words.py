"""The words of the page Sync: states, reasons for a pause, ages, fields and their values on either side."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any, Optional

from qgis.core import QgsApplication

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..core.profile import Profile
from ..sync.model import Pause
from ..sync.pauses import PAUSE_TEXTS
from . import labels

POSITION, STAGE = "position", "stage"
DIRECTION = {
    "both": QT_TRANSLATE_NOOP("diachiso", "Push and pull"),
    "push": QT_TRANSLATE_NOOP("diachiso", "Push"),
    "pull": QT_TRANSLATE_NOOP("diachiso", "Pull"),
    "package": QT_TRANSLATE_NOOP("diachiso", "Package"),
    "receipt": QT_TRANSLATE_NOOP("diachiso", "Receipt"),
}
STATE = {
    "queued": QT_TRANSLATE_NOOP("diachiso", "Waits to be sent"),
    "sending": QT_TRANSLATE_NOOP("diachiso", "Being sent"),
    "applied": QT_TRANSLATE_NOOP("diachiso", "Taken by the registry"),
    "accepted_async": QT_TRANSLATE_NOOP("diachiso", "Received by the registry, answer to come"),
    "unknown": QT_TRANSLATE_NOOP("diachiso", "No answer: the registry is asked again"),
    "conflict": QT_TRANSLATE_NOOP("diachiso", "Conflict"),
    "rejected": QT_TRANSLATE_NOOP("diachiso", "Rejected"),
    "retry_wait": QT_TRANSLATE_NOOP("diachiso", "Tried again later"),
    "paused": QT_TRANSLATE_NOOP("diachiso", "Paused"),
}
LEVEL = {
    0: QT_TRANSLATE_NOOP(
        "diachiso", "Level L0: it only takes records; nothing protects against overwriting, and nothing can be fetched."
    ),
    1: QT_TRANSLATE_NOOP("diachiso", "Level L1: each record is compared before it is sent; nothing can be fetched."),
    2: QT_TRANSLATE_NOOP(
        "diachiso",
        "Level L2: it never overwrites newer records; repeated writes are not noticed, nothing can be fetched.",
    ),
    3: QT_TRANSLATE_NOOP("diachiso", "Level L3: complete; it may be synced unattended."),
}
COUNT = {
    "pushed": QT_TRANSLATE_NOOP("diachiso", "sent"),
    "pulled": QT_TRANSLATE_NOOP("diachiso", "received"),
    "merged": QT_TRANSLATE_NOOP("diachiso", "merged"),
    "conflicts": QT_TRANSLATE_NOOP("diachiso", "conflicts"),
    "rejected": QT_TRANSLATE_NOOP("diachiso", "rejected"),
    "refused": QT_TRANSLATE_NOOP("diachiso", "not ready"),
    "unknown": QT_TRANSLATE_NOOP("diachiso", "without an answer"),
    "submitted": QT_TRANSLATE_NOOP("diachiso", "submitted"),
    "waiting": QT_TRANSLATE_NOOP("diachiso", "still waiting"),
    "lost": QT_TRANSLATE_NOOP("diachiso", "lost there"),
    "persons": QT_TRANSLATE_NOOP("diachiso", "with personal data"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_NOTHING = "–"
_PAUSES = frozenset(pause.value for pause in Pause)
_WORDS = {STAGE: labels.STAGE, "role": labels.ROLE}


class FieldWords:
    """Columns and values as a person reads them."""

    def __init__(self, profile: Optional[Profile] = None) -> None:
        self._profile = profile
        self.language = QgsApplication.locale()

    def field(self, column: str) -> str:
        """A column's word."""
        if column == POSITION:
            return translate("diachiso", "Position")
        if self._profile is not None and column in self._profile.names:
            return self._profile.field(column).label.text(self.language)
        return translate("diachiso", "Stage") if column == STAGE else column

    def value(self, column: str, value: Any) -> str:
        """A value, “–” where there is none."""
        if value is None or value == "":
            return _NOTHING
        if column in _WORDS:
            return labels.label(_WORDS[column], value)
        spec = self._profile.field(column) if self._profile is not None and column in self._profile.names else None
        for choice in spec.values if spec is not None else ():
            if choice.value == value:
                return str(choice.label.text(self.language))
        if column == "object_class":
            return labels.object_classes().get(str(value), str(value))
        if column == POSITION and isinstance(value, (list, tuple)) and len(value) == 2:
            write = labels.user_locale().toString
            return f"{write(float(value[1]), 'f', 6)}; {write(float(value[0]), 'f', 6)}"
        if isinstance(value, bool):
            return translate("diachiso", "yes") if value else translate("diachiso", "no")
        return str(value)

    def changes(self, changes: Iterable[tuple[str, Any, Any]]) -> list[str]:
        """“House number: 12 → 12A”, a line for each column."""
        return [f"{self.field(c)}: {self.value(c, old)} → {self.value(c, new)}" for c, old, new in changes]


def counts_line(counts: Any) -> str:
    """“12 sent · 3 received”, without noughts; empty where nothing happened."""
    found = [(int(counts.get(name) or 0), translate("diachiso", word)) for name, word in COUNT.items()]
    return " · ".join(f"{labels.number(count)} {word}" for count, word in found if count)


def pause_text(pause: str) -> str:
    """Why the queue waits, and what to do; empty where it does not."""
    return PAUSE_TEXTS[Pause(pause)].render(translate) if pause in _PAUSES else pause


def level_text(level: int) -> str:
    """What a registry of this level can do."""
    return translate("diachiso", LEVEL[level]) if level in LEVEL else str(level)


def age(since: Optional[str], now: Optional[datetime] = None) -> str:
    """How long ago a time (ISO 8601, UTC) was: “3 days”; empty where it is not known."""
    try:
        then = datetime.fromisoformat((since or "").replace("Z", "+00:00"))
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=timezone.utc)
    seconds = max(((now or datetime.now(timezone.utc)) - then).total_seconds(), 0)
    if seconds >= _DAY:
        return translate("diachiso", "{count} days").format(count=labels.number(int(seconds // _DAY)))
    if seconds >= _HOUR:
        return translate("diachiso", "{count} hours").format(count=labels.number(int(seconds // _HOUR)))
    return translate("diachiso", "{count} minutes").format(count=labels.number(max(int(seconds // _MINUTE), 1)))
