"""One person's data outside `person`: in notes, in the log, in what an undo remembers; found, and blacked out.

Telephone numbers and addresses of mail are blacked out wherever they stand. A name is so only where people write
freely: a street may bear the same name, and a shop its owner's, so elsewhere it is counted for a person to look at.
"""
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.masking import phone_digits
from ..core.text import nfc
from .people import Person
from .sql import Sql, build, ident, join

BLACK = "[đã xóa]"
FREE_TEXT = frozenset(
    {"note", "entrance_note", "instruction", "mounted_by", "reference", "reason", "purpose", "recipient"}
)
_LEFT_ALONE = frozenset({
    "person", "code_ledger", "register_meta", "sync_ctl", "sync_dirty", "report_period", "report_figure",
})  # fmt: skip
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
_JSON = {
    "audit_log": ("old", "new"), "apply_change": ("old",), "apply_run": ("params", "counts"),
    "qa_result": ("params", "fix", "was"), "qa_run": ("params", "counts"),
}  # fmt: skip
_QUOTED = frozenset({("qa_result", "params")})  # quotes any field, free texts too, under a name of its own
_LISTED = 100
_SHORTEST_PHONE = 8  # digits; fewer stand in any text
_OWNERS = ("address_id", "object_id")  # columns that tell the address of a row
_BETWEEN = r"[\s.\-()]{0,2}"


@dataclass
class Found:
    """Rows that were blacked out, by table, and rows where a name stands that may be anyone's, by table.column.

    `records`: by either, the addresses that the first of these rows belong to, or what else tells the row.
    """

    blacked: dict[str, int] = field(default_factory=dict)
    doubtful: dict[str, int] = field(default_factory=dict)
    records: dict[str, list[str]] = field(default_factory=dict)

    def note(self, counts: dict[str, int], place: str, record: str) -> None:
        """Count a row."""
        counts[place] = counts.get(place, 0) + 1
        listed = self.records.setdefault(place, [])
        if record not in listed and len(listed) < _LISTED:
            listed.append(record)


class Terms:
    """What to look for: the telephones, addresses of mail and names of the rows of one person."""

    def __init__(self, people: Iterable[Person]) -> None:
        people = list(people)
        names = {" ".join(nfc(p.full_name).split()) for p in people if p.full_name}
        # One word alone is no name that could be told from other words.
        self.names = sorted(name for name in names if " " in name)
        self.digits = sorted(d for d in {phone_digits(p.phone) for p in people} if len(d) >= _SHORTEST_PHONE)
        self.mail = sorted({p.email.strip() for p in people if p.email and "@" in p.email})
        contacts = [*map(_phone_pattern, self.digits), *map(re.escape, self.mail)]
        self._contacts = _any_of(contacts)
        self._all = _any_of([*contacts, *(r"\s+".join(map(re.escape, name.split())) for name in self.names)])
        self._names = _any_of(r"\s+".join(map(re.escape, name.split())) for name in self.names)

    def black(self, text: str, free: bool) -> str:
        """The text with contacts, and names where it is free text, blacked out; NFC where something was."""
        pattern = self._all if free else self._contacts
        if pattern is None:
            return text
        normal = nfc(text)
        return pattern.sub(BLACK, normal) if pattern.search(normal) else text

    def names_stand_in(self, text: str) -> bool:
        """Whether one of the names stands in a text."""
        return self._names is not None and self._names.search(nfc(text)) is not None

    def __contains__(self, text: str) -> bool:
        return self._all is not None and self._all.search(nfc(text)) is not None


def black_out(con: sqlite3.Connection, terms: Terms, *, write: bool) -> Found:
    """Look through every table, in the caller's transaction with the triggers set aside; `write` False: only count."""
    found = Found()
    con.create_function("diachiso_holds", 1, lambda text: isinstance(text, str) and text in terms, deterministic=True)
    for (table,) in con.execute(_TABLES).fetchall():
        if table not in _LEFT_ALONE and not table.startswith(("rtree_", "sqlite_", "gpkg_")):
            _black_table(con, table, terms, found, write)
    return found


def _black_table(con: sqlite3.Connection, table: str, terms: Terms, found: Found, write: bool) -> None:
    infos = con.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    texts = [name for name, kind in infos if _is_text(table, name, kind)]
    if not texts:
        return
    whole = join((build("coalesce({c}, '')", c=name) for name in texts), " || char(10) || ")
    names = [name for name, _ in infos]
    owner = next((ident(name) for name in _OWNERS if name in names), Sql("rowid"))
    query = build(
        "SELECT rowid, coalesce({owner}, rowid), {texts} FROM {t} WHERE diachiso_holds({whole})",
        owner=owner, texts=texts, t=table, whole=whole,
    )  # fmt: skip
    for rowid, record, *values in con.execute(query).fetchall():
        changed = {}
        for name, value in zip(texts, values):
            if not isinstance(value, str):
                continue
            if name in _JSON.get(table, ()):
                new = _black_json(value, terms, (table, name) in _QUOTED)
            else:
                new = terms.black(value, name in FREE_TEXT)
            if new != value:
                changed[name] = new
            if terms.names_stand_in(new):
                found.note(found.doubtful, ".".join((table, name)), str(record))
        if not changed:
            continue
        found.note(found.blacked, table, str(record))
        if write:
            sets = join((build("{c} = ?", c=name) for name in changed), ", ")
            con.execute(build("UPDATE {t} SET {sets} WHERE rowid = ?", t=table, sets=sets), [*changed.values(), rowid])
            if table == "address":
                con.execute("INSERT INTO sync_dirty VALUES ('address', ?) ON CONFLICT DO NOTHING", (rowid,))


def _is_text(table: str, name: str, kind: str) -> bool:
    return kind.upper() == "TEXT" or name in _JSON.get(table, ())  # apply_change.old is declared BLOB


def _black_json(text: str, terms: Terms, free: bool = False) -> str:
    """The JSON of a row with its free texts (`free`: all) blacked out; a text that is no JSON is free text itself."""
    try:
        row = json.loads(text)
    except ValueError:
        return terms.black(text, free=True)
    if not isinstance(row, Mapping):
        return text
    new = {key: _black_value("note" if free else key, value, terms) for key, value in row.items()}
    return text if new == row else json.dumps(new, ensure_ascii=False)


def _black_value(key: str, value: Any, terms: Terms) -> Any:
    return terms.black(value, key in FREE_TEXT) if isinstance(value, str) else value


def _phone_pattern(digits: str) -> str:
    """A number however it is grouped, with 0 or the country's code before it."""
    own = _BETWEEN.join(digits[1:]) if digits.startswith("0") else _BETWEEN.join(digits)
    lead = rf"(?:0|\+?84{_BETWEEN}0?){_BETWEEN}" if digits.startswith("0") else ""
    return rf"(?<!\d){lead}{own}(?!\d)"


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    listed = list(patterns)
    return re.compile("|".join(listed), re.IGNORECASE) if listed else None
