"""Classes of addressable objects, and finding the class that a field value means."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .field_spec import CLASS_GROUPS
from .json_reader import DUPLICATE_ID, JsonReader
from .resources import json_files, read_json_file, resource_path
from .text import ascii_key, compare_key

GROUPS = CLASS_GROUPS
"""I individual and household houses; II offices, social and economic facilities; III works, zones, parcels, others.

Which objects Phụ lục II puts where is not known for sure: the default is ours, and editable.
"""


@dataclass(frozen=True)
class ObjectClass:
    """A class of objects; `aliases` are values that mean it, those ending in `*` any longer text too."""

    id: str
    vi: str
    en: str
    group: str
    is_annex: bool = False
    min_area: float | None = None
    """Polygons of the class smaller than this (m2) are annexes; None leaves it to the annex rules."""
    aliases: tuple[str, ...] = ()
    unit_class: str = ""
    """Class of the units inside such an object (flats of a block, stalls of a market); '' the same class."""
    unit_word: str = ""
    """What stands before the number of such a unit ("Căn"); '' leaves it to the address text."""


def load_classes(extra: Sequence[Path] = ()) -> dict[str, ObjectClass]:
    """The shipped classes and those of extra files or folders, by id; an extra class replaces one of its id."""
    classes: dict[str, ObjectClass] = {}
    for path in (resource_path("profiles", "classes"), *extra):
        for file in json_files(path):
            for found in parse_classes(read_json_file(file), str(file)):
                classes.pop(found.id, None)  # the last file's aliases are to count, so it goes to the end
                classes[found.id] = found
    return classes


def parse_classes(data: Any, file: str) -> list[ObjectClass]:
    """The classes of a profile's JSON object {"classes": […]}; `file` is what an error names."""
    reader = JsonReader(data, file)
    classes: list[ObjectClass] = []
    seen: dict[str, str] = {}
    for item in reader.objects("classes"):
        label = item.labels("label")
        found = ObjectClass(
            id=item.identifier("id"),
            vi=label["vi"],
            en=label["en"],
            group=item.choice("group", GROUPS),
            is_annex=item.flag("annex", False),
            min_area=item.number("min_area", 0, 1e6) if item.has("min_area") else None,
            aliases=item.texts("aliases", required=False),
            unit_class=item.identifier("unit_class") if item.has("unit_class") else "",
            unit_word=item.text("unit_word", ""),
        )
        item.finish()
        if any(other.id == found.id for other in classes):
            raise item.error(DUPLICATE_ID, "id", value=f'"{found.id}"', other=found.id)
        for alias in _spellings(found):
            other = seen.setdefault(_key(alias) + alias[-1:].strip("*"), found.id)
            if other != found.id:
                raise item.error(DUPLICATE_ID, "aliases", value=f'"{alias}"', other=other)
        classes.append(found)
    reader.finish()
    return classes


def classify(values: Iterable[str | None], classes: Mapping[str, ObjectClass]) -> NDArray[np.str_]:
    """The class id that each field value means; '' where none does."""
    recognise = ClassFinder(classes).find
    listed = list(values)
    known = {value: recognise(value) for value in set(listed)}
    return np.array([known[value] for value in listed], dtype=np.str_)


class ClassFinder:
    """Finds classes by exact alias first, then by the longest alias `…*` that begins the value.

    Tone position, y/i, case and spaces do not matter; a value without any diacritics is also compared with the
    aliases without theirs, where only one class can be meant.
    """

    def __init__(self, classes: Mapping[str, ObjectClass]) -> None:
        self._exact: dict[str, str] = {}
        self._begins: dict[str, str] = {}
        bare: dict[str, set[str]] = {}
        for found in classes.values():
            for alias in _spellings(found):
                index = self._begins if alias.endswith("*") else self._exact
                index[_key(alias)] = found.id
                bare.setdefault(ascii_key(_key(alias)), set()).add(found.id)
        single = {key for key, ids in bare.items() if len(ids) == 1}
        exact = {ascii_key(key): class_id for key, class_id in self._exact.items()}
        begins = {ascii_key(key): class_id for key, class_id in self._begins.items()}
        self._bare_exact = {key: class_id for key, class_id in exact.items() if key in single}
        # Short words without diacritics mean too much ("cho" is chợ or cho) to go by how a value begins.
        self._bare_begins = {
            key: class_id for key, class_id in begins.items() if key in single and (" " in key or len(key) > 5)
        }

    def find(self, value: str | None) -> str:
        """The class id that a value means, or ''."""
        key = _key(value or "")
        if not key:
            return ""
        found = self._search(key, self._exact, self._begins)
        if not found and key.isascii():
            found = self._search(key, self._bare_exact, self._bare_begins)
        return found

    @staticmethod
    def _search(key: str, exact: Mapping[str, str], begins: Mapping[str, str]) -> str:
        if key in exact:
            return exact[key]
        while key:
            if key in begins:
                return begins[key]
            key = key.rpartition(" ")[0]
        return ""


def _key(value: str) -> str:
    return compare_key(value.rstrip("*").replace("_", " "))


def _spellings(found: ObjectClass) -> list[str]:
    return [found.id, found.vi, found.en, *found.aliases]
