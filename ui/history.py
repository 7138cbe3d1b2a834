"""Says in a sentence what a write of the register was."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from qgis.PyQt.QtCore import QDateTime, QLocale, Qt

from ..compat import translate
from . import labels

# Statuses of a plan that write nothing.
UNWRITTEN = ("kept", "skipped", "conflict", "missing")


def describe_apply(apply: Any) -> str:
    """“Assign new codes · 20/11/2026 14:02 · by Hoa · from buildings”, and whether it has been undone."""
    parts = [labels.label(labels.APPLY_KIND, apply.kind), local_time(apply.at)]
    if apply.by:
        parts.append(translate("diachiso", "by {person}").format(person=apply.by))
    if apply.source:
        parts.append(translate("diachiso", "from {layer}").format(layer=apply.source))
    if apply.undone_at:
        parts.append(translate("diachiso", "undone {time}").format(time=local_time(apply.undone_at)))
    return " · ".join(parts)


def what_was_written(apply: Any) -> str:
    """“Newly assigned 12 · Matched 3”: what an undo of this write would take back."""
    return labels.join_counts({status: count for status, count in apply.counts.items() if status not in UNWRITTEN})


def local_time(iso: str) -> str:
    """An ISO 8601 time (UTC) in the user's time zone and way of writing."""
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODate)
    return _short(moment.toLocalTime()) if moment.isValid() else iso


def short_time(moment: datetime) -> str:
    """A local time in the user's way of writing."""
    return _short(QDateTime.fromString(moment.isoformat(timespec="seconds"), Qt.DateFormat.ISODate))


def _short(moment: QDateTime) -> str:
    return str(labels.user_locale().toString(moment, QLocale.FormatType.ShortFormat))
