"""What sheets need of a register: the addresses to write into them, and those that a filled sheet speaks of."""
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Optional

from ..core.cell_values import DomainRow
from ..core.collected import Found, KnownAddress, NewerEdit, SheetRow
from ..core.collected_reasons import Reason
from ..core.field_spec import Domain, FieldSpec
from ..core.patience import Check, never_asked, watched
from ..core.sheet_fields import ADDRESS_ID, ADDRESS_TEXT, CODE, Stamp
from ..core.text import compare_key
from .ledger import mark_left
from .reading import read_meta
from .restore_work import void_ranges
from .sql import Sql, build, idents
from .transaction import last_edit, write_audit, write_transaction

_SHORTEST_CODE, _LONGEST_CODE = 10, 12  # of the codes of digits only, whose leading zeros a spreadsheet loses
_GROUPS = re.compile(r"[\s.,\-]")
_FEWEST_DIGITS = 6  # of a code that has lost its zeros; fewer are rather a house number
_BY_FORMER_CODE = (
    "SELECT a.fid FROM code_ledger l JOIN address a ON a.address_id = l.address_id WHERE l.code = ?"
)
_ASK_EVERY = 1_000
_NAMES_OF_LANGUAGES = ("vi_VN", "en")


class CommuneCount(NamedTuple):
    """A commune and its addresses in use; both texts are empty for those without one."""

    code: str
    name: str
    addresses: int


def register_stamp(con: sqlite3.Connection, now: str) -> Stamp:
    """The mark of the register's state at this moment."""
    return Stamp(last_edit(con), now, read_meta(con).register_id)


def communes_in_use(con: sqlite3.Connection) -> list[CommuneCount]:
    """The communes that have addresses, by code."""
    rows = con.execute(
        "SELECT coalesce(a.commune_code, ''), coalesce(max(u.full_name), max(a.commune), ''), count(DISTINCT a.fid)"
        " FROM address a LEFT JOIN admin_unit u ON u.code = a.commune_code AND u.level = 'commune'"
        " AND coalesce(u.valid_to, '') = ''"
        " WHERE a.stage <> 'retired' GROUP BY 1 ORDER BY 1"
    )
    return [CommuneCount(*row) for row in rows]


def class_groups(con: sqlite3.Connection) -> dict[str, str]:
    """The group (I, II, III) of each object class."""
    return dict(con.execute("SELECT code, object_group FROM object_class"))


def read_rows(con: sqlite3.Connection, names: Sequence[str], commune: Optional[str]) -> Iterator[tuple[Any, ...]]:
    """The columns of the addresses in use of a commune (None: of all; '': of those without one), street by street."""
    where = "" if commune is None else " AND coalesce(commune_code, '') = ?1"
    query = build(
        "SELECT {names} FROM address WHERE stage <> 'retired'{where}"
        " ORDER BY commune_code, settlement, street, CAST(house_number AS INTEGER), house_number, code, fid",
        names=names, where=Sql(where),
    )  # fmt: skip
    return iter(con.execute(query, () if commune is None else (commune,)))


def read_domains(con: sqlite3.Connection, specs: Iterable[FieldSpec]) -> dict[str, tuple[DomainRow, ...]]:
    """The values in force that each field may take from a table, with their labels in both languages."""
    return {f.name: _domain(con, f.domain) for f in specs if f.domain is not None}


def _domain(con: sqlite3.Connection, domain: Domain) -> tuple[DomainRow, ...]:
    columns = {name for (name,) in con.execute("SELECT name FROM pragma_table_info(?)", (domain.table,))}
    labels = list(dict.fromkeys(domain.label_in(language) for language in _NAMES_OF_LANGUAGES))
    if not {domain.key, *labels} <= columns:
        return ()
    wanted = [domain.key, *labels, *([domain.same] if domain.same in columns else [])]
    query = build(
        "SELECT DISTINCT {wanted} FROM {table}{where} ORDER BY {order}",
        wanted=wanted, table=domain.table, order=idents(reversed(wanted)),
        where=Sql(" WHERE coalesce(valid_to, '') = ''" if "valid_to" in columns else ""),
    )  # fmt: skip
    n = len(labels)
    return tuple(
        DomainRow(str(key), tuple(str(text) for text in rest[:n] if text), str(next(iter(rest[n:]), None) or ""))
        for key, *rest in con.execute(query)
        if key
    )


class SheetAddresses:
    """Finds the addresses of a sheet's rows and reads them, in one state of the register."""

    def __init__(self, con: sqlite3.Connection, check: Check = never_asked) -> None:
        self._con, self._check = con, check

    def find(self, rows: Sequence[SheetRow], fields: Sequence[str]) -> tuple[list[Found], list[KnownAddress]]:
        """Whose each row is, by code, address_id, or else address text; and those addresses with the `fields`."""
        fids = self._find(rows)
        order = {fid: k for k, fid in enumerate(dict.fromkeys(fid for fid in fids if isinstance(fid, int)))}
        found = [Found(order[fid]) if isinstance(fid, int) else Found(-1, fid) for fid in fids]
        stamps: dict[int, Stamp] = {}
        for row, fid in zip(rows, fids):
            # The oldest copy of a row that stands twice decides what is newer than it.
            if isinstance(fid, int) and row.stamp and (fid not in stamps or row.stamp.seq < stamps[fid].seq):
                stamps[fid] = row.stamp
        edits = self._edits(stamps)
        names = list(dict.fromkeys(("address_id", "code", "stage", "commune_code", "address_text", *fields)))
        query = build("SELECT {names} FROM address WHERE fid = ?", names=names)
        wanted = watched(order, self._check, _ASK_EVERY)
        return found, [self._known(fid, names, query, edits.get(fid, {})) for fid in wanted]

    def _find(self, rows: Sequence[SheetRow]) -> list[int | Reason]:
        out: list[int | Reason] = []
        by_text: dict[str, list[int]] = {}
        register_id = read_meta(self._con).register_id
        for k, row in enumerate(watched(rows, self._check, _ASK_EVERY)):
            said = [(row.cells.get(name) or "").strip() for name in (ADDRESS_ID, CODE, ADDRESS_TEXT)]
            by_id = self._one("SELECT fid FROM address WHERE address_id = ?", said[0]) if said[0] else None
            by_code = self._of_code(said[1]) if said[1] else None
            if row.stamp is not None and row.stamp.register_id != register_id:
                out.append(Reason.OTHER_REGISTER)
            elif by_id and by_code and by_id != by_code:
                out.append(Reason.CONTRADICTION)
            elif by_id or by_code:
                out.append(by_id or by_code or 0)
            elif said[1] or said[0]:
                out.append(Reason.UNKNOWN_ROW)  # a code that nobody has is no slip of the address text
            elif said[2]:
                by_text.setdefault(compare_key(said[2]), []).append(k)
                out.append(Reason.UNKNOWN_ROW)
            else:
                out.append(Reason.NO_KEY)
        for key, fids in self._of_texts(by_text).items():
            for k in by_text[key]:
                out[k] = fids[0] if len(fids) == 1 else Reason.SEVERAL
        return out

    def _of_code(self, text: str) -> Optional[int]:
        plain = text[2:-1] if text.startswith('="') else text.lstrip("'").strip()
        plain = plain[:-2] if plain.endswith((".0", ",0")) else plain
        grouped = _GROUPS.sub("", plain)  # 00101 00001, as people group digits, or a spreadsheet: 10.100.001
        plain = grouped if grouped.isdigit() and len(grouped) >= _FEWEST_DIGITS else plain
        codes = list(dict.fromkeys((plain, plain.upper())))
        if plain.isdigit():
            codes += (plain.zfill(n) for n in range(max(_SHORTEST_CODE, len(plain) + 1), _LONGEST_CODE + 1))
        # A provisional key may have given way to a code since: the ledger still knows whose it was.
        queries = ("SELECT fid FROM address WHERE code = ?", _BY_FORMER_CODE)
        return next(filter(None, (self._one(query, code) for query in queries for code in codes)), None)

    def _one(self, query: str, value: str) -> Optional[int]:
        row = self._con.execute(query, (value,)).fetchone()
        return None if row is None else int(row[0])

    def _of_texts(self, wanted: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
        """The addresses in use whose text is one of the keys; the register has no index of them."""
        out: dict[str, list[int]] = {}
        if not wanted:
            return out
        for fid, text in self._con.execute(
            "SELECT fid, address_text FROM address WHERE stage <> 'retired' AND address_text <> ''"
        ):
            key = compare_key(text)
            if key in wanted:
                out.setdefault(key, []).append(fid)
        return out

    def _known(self, fid: int, names: Sequence[str], query: str, edits: Mapping[str, NewerEdit]) -> KnownAddress:
        values = dict(zip(names, self._con.execute(query, (fid,)).fetchone()))
        return KnownAddress(fid, str(values["address_id"]), values["code"], str(values["stage"]), values, edits)

    def _edits(self, stamps: Mapping[int, Stamp]) -> dict[int, dict[str, NewerEdit]]:
        """What was edited after the rows left, with the value that they left with."""
        out: dict[int, dict[str, NewerEdit]] = {}
        if not stamps:
            return out
        last, void = last_edit(self._con), void_ranges(self._con)
        for fid, stamp in stamps.items():
            # A copy of what a restore has taken back, or of a copy of the register: nobody knows what it had.
            if stamp.seq > last or any(low <= stamp.seq <= high for low, high in void):
                out[fid] = {"": NewerEdit("?", stamp.at, known=False)}
        rows = self._con.execute(
            "SELECT l.seq, coalesce(l.fid, a.fid), l.action, l.apply_id, coalesce(l.by, '?'), l.at, l.old"
            " FROM audit_log l LEFT JOIN address a ON a.address_id = l.object_id"
            " WHERE l.seq > ? AND l.table_name = 'address' ORDER BY l.seq",
            (min(stamp.seq for stamp in stamps.values()),),
        ).fetchall()
        events: dict[int, list[_Event]] = {}
        for seq, fid, *event in rows:
            if fid in stamps and seq > stamps[fid].seq and not any(low <= seq <= high for low, high in void):
                events.setdefault(fid, []).append(_Event(*event))
        for fid, of_one in events.items():
            _tell(of_one, out.setdefault(fid, {}))
        return out


class _Event(NamedTuple):
    """A row of the audit log."""

    action: str
    apply_id: Optional[int]
    by: str
    at: str
    old: Optional[str]


def _tell(events: Sequence[_Event], edits: dict[str, NewerEdit]) -> None:
    """The edits of one address, the first value of each field kept; an apply that was undone since has never been."""
    undone = {e.apply_id for e in events if e.action == "undo"}
    since = {e.apply_id for e in events if e.action != "undo"}
    for event in events:
        if event.action == "undo" and event.apply_id not in since:
            edits[""] = NewerEdit(event.by, event.at, known=False)
        if event.apply_id is not None and event.apply_id in undone:
            continue
        for name, before in json.loads(event.old or "{}").items():
            first = edits.get(name)
            edits[name] = NewerEdit(event.by, event.at, before if first is None else first.before)


def note_sheets(path: Path, codes: Iterable[str], files: Mapping[str, int]) -> None:
    """Note that sheets leave: their codes are never free again, and the log says which files, by whom and when.

    Hold the writer gate.
    """
    with write_transaction(path) as con:
        marked = mark_left(con, codes)
        write_audit(con, "code_ledger", "export", new={"sheets": dict(files), "codes_left": marked, "persons": 0})


def positions(con: sqlite3.Connection, fids: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Longitude and latitude of the addresses that have a position."""
    out = {}
    for fid in fids:
        x, y = con.execute("SELECT ST_MinX(geom), ST_MinY(geom) FROM address WHERE fid = ?", (fid,)).fetchone()
        if x is not None:
            out[fid] = (float(x), float(y))
    return out
