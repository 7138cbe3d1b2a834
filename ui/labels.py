"""The words the pages show for the values of the register and of a plan (DOMAIN.md §9)."""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from ..compat import translate
from ..core.classes import load_classes
from ..core.errors import QT_TRANSLATE_NOOP

# In the order in which a person wants to look at a plan: what needs a decision comes first.
STATUS = {
    "conflict": QT_TRANSLATE_NOOP("diachiso", "To be decided"),
    "missing": QT_TRANSLATE_NOOP("diachiso", "Missing from the layer"),
    "new": QT_TRANSLATE_NOOP("diachiso", "Newly assigned"),
    "provisional": QT_TRANSLATE_NOOP("diachiso", "Provisional code"),
    "matched": QT_TRANSLATE_NOOP("diachiso", "Matched"),
    "moved": QT_TRANSLATE_NOOP("diachiso", "Moved"),
    "split": QT_TRANSLATE_NOOP("diachiso", "Split"),
    "merged": QT_TRANSLATE_NOOP("diachiso", "Merged"),
    "kept": QT_TRANSLATE_NOOP("diachiso", "Kept"),
    "skipped": QT_TRANSLATE_NOOP("diachiso", "Skipped"),
}

DECISION = {
    "": QT_TRANSLATE_NOOP("diachiso", "As planned"),
    "exclude": QT_TRANSLATE_NOOP("diachiso", "Excluded"),
    "new": QT_TRANSLATE_NOOP("diachiso", "Give a new code"),
    "match": QT_TRANSLATE_NOOP("diachiso", "Match with"),
}

STAGE = {
    "declared": QT_TRANSLATE_NOOP("diachiso", "Declared"),
    "created": QT_TRANSLATE_NOOP("diachiso", "Created"),
    "submitted": QT_TRANSLATE_NOOP("diachiso", "Submitted"),
    "verified": QT_TRANSLATE_NOOP("diachiso", "Verified"),
    "issued": QT_TRANSLATE_NOOP("diachiso", "Issued"),
    "rejected": QT_TRANSLATE_NOOP("diachiso", "Rejected"),
    "retired": QT_TRANSLATE_NOOP("diachiso", "Retired"),
}

ROLE = {
    "building": QT_TRANSLATE_NOOP("diachiso", "Building"),
    "parcel": QT_TRANSLATE_NOOP("diachiso", "Parcel"),
    "point": QT_TRANSLATE_NOOP("diachiso", "Point"),
}

ORIGIN = {
    "block": QT_TRANSLATE_NOOP("diachiso", "From a block"),
    "provisional": QT_TRANSLATE_NOOP("diachiso", "Provisional code"),
    "registry": QT_TRANSLATE_NOOP("diachiso", "Issued by the registry"),
    "import": QT_TRANSLATE_NOOP("diachiso", "Imported"),
    "derived": QT_TRANSLATE_NOOP("diachiso", "Computed from the position"),
}

APPLY_KIND = {
    "assign": QT_TRANSLATE_NOOP("diachiso", "Assign new codes"),
    "match": QT_TRANSLATE_NOOP("diachiso", "Match issued codes"),
    "units": QT_TRANSLATE_NOOP("diachiso", "Add units (flats, stalls)"),
    "collect": QT_TRANSLATE_NOOP("diachiso", "Import collected sheets"),
    "field": QT_TRANSLATE_NOOP("diachiso", "Import field package"),
    "fix": QT_TRANSLATE_NOOP("diachiso", "Apply suggested fixes"),
    "number": QT_TRANSLATE_NOOP("diachiso", "Number houses"),
    "convert": QT_TRANSLATE_NOOP("diachiso", "Convert administrative units"),
}

# Before what a backup was made.
BACKUP_REASON = {
    **APPLY_KIND,
    "undoapply": QT_TRANSLATE_NOOP("diachiso", "Undo"),
    "restore": QT_TRANSLATE_NOOP("diachiso", "Restore"),
    "stage": QT_TRANSLATE_NOOP("diachiso", "Change stages"),
}

# What a fold of counts is called when nothing was written in the field.
NONE = QT_TRANSLATE_NOOP("diachiso", "(none)")


def in_language(texts: Mapping[str, str]) -> str:
    """The text for the user's language out of {"vi": …, "en": …}; English elsewhere."""
    language = QgsApplication.locale().split("_")[0]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


@lru_cache(maxsize=4)
def _classes(language: str) -> dict[str, str]:
    return {found.id: in_language({"vi": found.vi, "en": found.en}) for found in load_classes().values()}


def object_classes() -> dict[str, str]:
    """The object classes by id, in the user's language."""
    return _classes(QgsApplication.locale())


def label(words: Mapping[str, str], value: object) -> str:
    """The user's word for a value; the value itself where we have none (a province's own class, say)."""
    text = "" if value is None else str(value)
    if text in words:
        return translate("diachiso", words[text])
    return text or translate("diachiso", NONE)


def user_locale() -> QLocale:
    """How the user's language writes numbers and dates (QLocale() alone is the system's way)."""
    return QLocale(QgsApplication.locale())


def number(value: int) -> str:
    """A count with the separators of the user's language."""
    return str(user_locale().toString(value))


def join_counts(counts: Mapping[str, int]) -> str:
    """“Newly assigned 12 · Kept 3”, in the order of the statuses, without those that are nought."""
    return " · ".join(
        f"{label(STATUS, status)} {number(counts[status])}" for status in STATUS if counts.get(status)
    )
