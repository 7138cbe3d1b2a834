"""The official codes of land use (resources/profiles/land_use), and which values of a field are none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

from ..json_reader import JsonReader
from ..resources import json_files, read_json_file, resource_path


@dataclass(frozen=True)
class LandUseCodes:
    """Codes of today, totals of several kinds, and codes of earlier circulars; `source` is the document."""

    source: str
    codes: frozenset[str]
    groups: frozenset[str]
    former: frozenset[str]


@dataclass(frozen=True)
class LandUseCheck:
    """Distinct values of a field by what they are; each keeps its spelling."""

    unknown: tuple[str, ...]
    former: tuple[str, ...]
    groups: tuple[str, ...]


def load_land_use(path: Optional[Path] = None) -> LandUseCodes:
    """The codes of a profile file, or of the files of a folder together (the shipped one's without a path).

    Raises ProfileError for a wrong one.
    """
    return _shipped() if path is None else _read(path)


@lru_cache(maxsize=1)
def _shipped() -> LandUseCodes:
    return _read(resource_path("profiles", "land_use"))


def _read(path: Path) -> LandUseCodes:
    source: list[str] = []
    found: dict[str, set[str]] = {"codes": set(), "groups": set(), "former": set()}
    for file in json_files(path):
        reader = JsonReader(read_json_file(file), str(file))
        reader.identifier("id")
        reader.text("note", "")
        source.append(reader.text("source"))
        for part, codes in found.items():
            codes.update(_codes(reader.object(part)))
        reader.finish()
    return LandUseCodes(", ".join(source), *(frozenset(found[part]) for part in ("codes", "groups", "former")))


def _codes(reader: JsonReader) -> list[str]:
    return [code for code in reader.names() if reader.text(code)]


def check_land_use(values: Iterable[str], codes: LandUseCodes) -> LandUseCheck:
    """Check the distinct values of a land-use field; one value may hold several codes (ONT+CLN, "ODT; LNK")."""
    unknown, former, groups = [], [], []
    for value in values:
        parts = [part for part in re.split(r"[\s+,;/&()\-]+", value.upper()) if part and not _is_number(part)]
        if not parts:
            continue
        if any(part not in codes.codes | codes.groups | codes.former for part in parts):
            unknown.append(value)
        elif any(part in codes.former and part not in codes.codes for part in parts):
            former.append(value)
        elif any(part in codes.groups for part in parts):
            groups.append(value)
    return LandUseCheck(tuple(unknown), tuple(former), tuple(groups))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,]*(M2|M²)?", text) is not None
