"""A route list that comes back, or any table with codes, as steps of plaques: XLSX, XLS, ODS or CSV."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Optional

from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.patience import Check, watched
from ..core.plaque_life import STATE_WORDS, NotMounted, PlaqueState, scanned_codes
from ..core.text import ascii_key
from ..publish.plaque_lists import reason_of
from ..publish.project.words import Words
from ..register.plaques import PlaqueChange
from .days import read_day
from .land.table_rows import TableRows, open_tables

_HEAD_ROWS, _ASK_EVERY = 40, 2_000
_LANGUAGES = (Words("en"), Words("vi"))
# How columns are headed by us, and by those who made a table of their own.
_HEADINGS = {
    "code": ("address code", "ma dia chi so", "ma", "code", "ma dcs"),
    "state": ("state", "tinh trang", "trang thai"),
    "mounted_at": ("mounted on", "ngay gan", "mounted at"),
    "mounted_by": ("mounted by", "don vi gan", "nguoi gan"),
    "not_mounted": ("why not mounted", "ly do chua gan", "ly do chua gan duoc", "not mounted"),
    "place": ("where on the object", "vi tri gan"),
    "photo": ("photo", "anh"),
    "lon": ("lon", "longitude", "kinh do"),
    "lat": ("lat", "latitude", "vi do"),
    "note": ("note", "ghi chu"),
}

NO_HEADER = Message(
    "plaque_no_header",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} has no row of column titles with the address code and the day of mounting, the reason why not, or the "
        "state. Nothing was read. Use the route list, or name the columns as there.",
    ),
)
BAD_DAY = Message("plaque_bad_day", QT_TRANSLATE_NOOP("diachiso", "“{text}” is no day. Write it like 22/11/2026."))
BAD_REASON = Message(
    "plaque_bad_reason", QT_TRANSLATE_NOOP("diachiso", "“{text}” is none of the reasons. Choose one of the list.")
)
BAD_STATE = Message(
    "plaque_bad_state", QT_TRANSLATE_NOOP("diachiso", "“{text}” is no state of a plaque. Use one of: {known}.")
)
BAD_PLACE = Message(
    "plaque_bad_place", QT_TRANSLATE_NOOP("diachiso", "“{text}” is no longitude and latitude in degrees.")
)


@dataclass(frozen=True)
class ListedStep:
    """A row that says something: the step that it asks for, or what is wrong with it."""

    key: str
    change: Optional[PlaqueChange] = None
    problem: Optional[Message] = None
    text: str = ""


def read_plaque_list(path: Path, usual: Optional[PlaqueChange], link: str, check: Check) -> list[ListedStep]:
    """The steps of a filled list (DiachisoError where it is none); rows that say nothing are left out.

    `usual`: what a row without a day, reason or state of its own asks for; it also says day and unit where a row does
    not. `link`: the portal's, since a scanner writes links.
    """
    steps: list[ListedStep] = []
    seen = False
    for table in open_tables(str(path)):
        found = _header(table, usual is not None)
        if found is not None:
            seen = True
            start, columns = found
            for _, cells in watched(islice(table, start, None), check, _ASK_EVERY):
                said = {name: cells[k].strip() if k < len(cells) else "" for name, k in columns.items()}
                steps += _steps(said, usual, link)
    if not seen:
        raise DiachisoError(NO_HEADER, path=str(path))
    return steps


def _header(table: TableRows, codes_do: bool) -> Optional[tuple[int, dict[str, int]]]:
    for k, (_, cells) in enumerate(islice(table, _HEAD_ROWS), 1):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            key = " ".join("".join(c if c.isalnum() else " " for c in ascii_key(cell.split("(")[0])).split())
            name = next((n for n, words in _HEADINGS.items() if key in words or cell.strip() == n), "")
            if name:
                columns.setdefault(name, at)
        if "code" in columns and (codes_do or {"mounted_at", "not_mounted", "state"} & set(columns)):
            return k, columns
    return None


def _steps(said: Mapping[str, str], usual: Optional[PlaqueChange], link: str) -> list[ListedStep]:
    keys = scanned_codes(said.get("code", ""), link)
    if len(keys) != 1:
        return []
    key = keys[0]
    base = usual or PlaqueChange(key, PlaqueState.mounted, date.today().isoformat())
    change = replace(
        base, key=key, by=said.get("mounted_by") or base.by, place=said.get("place", ""), photo=said.get("photo", ""),
        note=said.get("note", ""),
    )  # fmt: skip
    day, why, state = (said.get(name, "") for name in ("mounted_at", "not_mounted", "state"))
    if not (day or why or state or usual is not None):
        return []
    place = _place(said.get("lon", ""), said.get("lat", ""))
    if isinstance(place, str):
        return [ListedStep(key, problem=BAD_PLACE, text=place)]
    change = replace(change, lonlat=place)
    if state:
        meant = _state(state)
        if meant is None:
            return [ListedStep(key, problem=BAD_STATE, text=state)]
        change = replace(change, state=meant)
    if why:
        reason = reason_of(why, _LANGUAGES)
        if reason is None:
            return [ListedStep(key, problem=BAD_REASON, text=why)]
        if not day:  # "nobody there", and on the next day it was mounted all the same
            change = replace(change, state=PlaqueState.not_mounted, not_mounted=NotMounted(reason))
    if day:
        written = read_day(day)
        if not written:
            return [ListedStep(key, problem=BAD_DAY, text=day)]
        change = replace(change, day=written, state=change.state if state else PlaqueState.mounted)
    return [ListedStep(key, change)]


def _state(text: str) -> Optional[PlaqueState]:
    for state, label in STATE_WORDS.items():
        if text == state.value or ascii_key(text) in [ascii_key(words(label)) for words in _LANGUAGES]:
            return state
    return None


def _place(lon: str, lat: str) -> tuple[float, float] | str | None:
    if not (lon or lat):
        return None
    try:
        place = float(lon.replace(",", ".")), float(lat.replace(",", "."))
    except ValueError:
        return f"{lon} {lat}"
    return place if abs(place[0]) <= 180 and abs(place[1]) <= 90 else f"{lon} {lat}"


def told(step: ListedStep, speak: Sequence[str]) -> dict[str, object]:
    """The fields of the message of a row that is wrong; `speak`: the words of the states."""
    return {"text": step.text, "known": ", ".join(speak)}
