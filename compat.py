"""Differences between QGIS and Qt versions, in one place; imported by every room but core."""
from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "diachiso"


def translate(context: str, text: str) -> str:
    """The text in the user's language (Qt's translation; one context for the whole plugin)."""
    return QCoreApplication.translate(context, text)


def is_null(value: Any) -> bool:
    """Whether a feature's attribute is NULL: a QVariant on Qt 5, None on Qt 6."""
    return value is None or (hasattr(value, "isNull") and value.isNull() is True)


def none_if_null(value: Any) -> Any:
    """The value, with QGIS's NULL turned into None."""
    return None if is_null(value) else value
