"""Reading the register as the sync sees it: addresses as contents, what was agreed on, what waits for a person.

Works inside a connection of the caller's; nothing is written here but `sync_base` and the dirty marks.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Optional

from ..core.completeness import basic_fields
from ..core.lifecycle import Stage
from ..core.profile import Profile
from ..register.blobs import point_coordinates
from ..register.reading import read_meta
from ..register.sql import Sql, build
from .model import Base, Content, Remote, unkept_after
from .personal import masked
from .wire import WireField, as_bytes, content_from, content_of, content_text, digest, remote_of, rounded, wire_fields

NEWEST = "newest"
UNKEPT = "unkept"
FORGOTTEN = -1
"""In place of a version: the registry has lost the record."""


@dataclass(frozen=True)
class Local:
    """An address of the register; `row` has its columns as they stand."""

    fid: int
    address_id: str
    content: Content
    row: Mapping[str, Any]


def stamp(at: datetime) -> str:
    """A time as the register writes it."""
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_utc() -> datetime:
    """The time now."""
    return datetime.now(timezone.utc)


def later(at: datetime, seconds: float) -> str:
    """The time so many seconds after."""
    return stamp(at + timedelta(seconds=seconds))


class Books:
    """The register's side of the sync, through one connection."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self.con = con
        self.profile: Profile = read_meta(con).profile
        self.fields: tuple[WireField, ...] = wire_fields(self.profile)
        asked = [n for c in self.profile.combinations for names in c.one_of for n in names]
        self._columns = list(
            dict.fromkeys(
                (
                    "fid", "geom", "address_id", "stage", "code", "code_origin", *(f.column for f in self.fields),
                    *(f.name for f in basic_fields(self.profile)), *asked,
                )
            )
        )  # fmt: skip
        self._names = Sql(", ".join(build("a.{c}", c=name) for name in self._columns))

    def dirty(self, after_fid: int, limit: int) -> list[Local]:
        """Addresses with a mark that may have something to send, by fid: no drafts that nobody has heard of."""
        query = build(
            "SELECT {names} FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid"
            " WHERE d.table_name = 'address' AND d.fid > ? AND (a.stage IN ('submitted', 'retired')"
            " OR EXISTS (SELECT 1 FROM sync_base b WHERE b.address_id = a.address_id))"
            " ORDER BY d.fid LIMIT ?",
            names=self._names,
        )
        return self._locals(self.con.execute(query, (after_fid, limit)))

    def people_changed(self, after_fid: int, limit: int) -> list[Local]:
        """Addresses that the registry knows and whose people have changed since it was told, by fid."""
        query = build(
            "SELECT {names} FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid"
            " WHERE d.table_name = 'person' AND d.fid > ? ORDER BY d.fid LIMIT ?",
            names=self._names,
        )
        return self._locals(self.con.execute(query, (after_fid, limit)))

    def page(self, after_fid: int, limit: int) -> list[Local]:
        """Any addresses, by fid."""
        query = build("SELECT {names} FROM address a WHERE a.fid > ? ORDER BY a.fid LIMIT ?", names=self._names)
        return self._locals(self.con.execute(query, (after_fid, limit)))

    def edited(self, limit: int, offset: int) -> list[Local]:
        """Every address with a mark, drafts too, the last edited first."""
        query = build(
            "SELECT {names} FROM sync_dirty d CROSS JOIN address a ON a.fid = d.fid WHERE d.table_name = 'address'"
            " ORDER BY coalesce(a.edited_at, a.created_at) DESC, a.fid LIMIT ? OFFSET ?",
            names=self._names,
        )
        return self._locals(self.con.execute(query, (limit, offset)))

    def locals_of(self, address_ids: Iterable[str]) -> dict[str, Local]:
        """The addresses with these ids, as far as the register has them."""
        query = build(
            "SELECT {names} FROM address a WHERE a.address_id IN (SELECT value FROM json_each(?))", names=self._names
        )
        return {x.address_id: x for x in self._locals(self.con.execute(query, (json.dumps(list(address_ids)),)))}

    def bases(self, address_ids: Iterable[str]) -> dict[str, Base]:
        """What was agreed on for these addresses."""
        rows = self.con.execute(
            "SELECT address_id, content, version, etag FROM sync_base"
            " WHERE address_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(address_ids)),),
        )
        return {
            address_id: Base(content_from(text), max(version, 0), etag, version == FORGOTTEN)
            for address_id, text, version, etag in rows
        }

    def busy(self, address_ids: Iterable[str]) -> dict[str, tuple[str, str, int]]:
        """Those with an operation that has no final answer: op_id, state and attempts."""
        rows = self.con.execute(
            "SELECT address_id, op_id, state, attempts FROM sync_op"
            " WHERE address_id IN (SELECT value FROM json_each(?))"
            " AND state IN ('queued', 'sending', 'accepted_async', 'unknown', 'retry_wait', 'paused')",
            (json.dumps(list(address_ids)),),
        )
        return {address_id: (op_id, state, attempts) for address_id, op_id, state, attempts in rows}

    def in_conflict(self, address_ids: Iterable[str]) -> set[str]:
        """Those with a conflict that nobody has closed."""
        rows = self.con.execute(
            "SELECT address_id FROM sync_conflict WHERE closed_at IS NULL"
            " AND address_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(address_ids)),),
        )
        return {address_id for (address_id,) in rows}

    def settled_by_an_edit(self, local: Local, at: str) -> bool:
        """Close the conflict of a record if it was a refusal that a person has answered by an edit; whether it was."""
        done = self.con.execute(
            "UPDATE sync_conflict SET resolution = 'edited', closed_at = ? WHERE address_id = ? AND closed_at IS NULL"
            " AND theirs IS NULL AND mine IS NOT ?",
            (at, local.address_id, content_text(local.content)),
        )
        return done.rowcount > 0

    def agree(self, remote: Remote, at: str) -> None:
        """What the registry says becomes what was agreed on."""
        text = content_text(remote.content)
        reason = masked(remote.reason.strip()) or None
        self.con.execute(
            "INSERT INTO sync_base (address_id, version, etag, content, hash, agreed_at, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address_id) DO UPDATE SET version = excluded.version,"
            " etag = excluded.etag, content = excluded.content, hash = excluded.hash, agreed_at = excluded.agreed_at,"
            " reason = excluded.reason",
            (remote.address_id, remote.version, remote.etag, text, digest(text.encode()), at, reason),
        )

    def forget(self, address_ids: Sequence[str], at: str, problem: str) -> int:
        """The registry has lost these: what is alive here waits to be sent as new; how many that are.

        A change of such a record that is under way can no longer arrive; who knows a record there is not the question.
        """
        ids = json.dumps(list(address_ids))
        listed = "(SELECT value FROM json_each(?1))"
        self.con.execute(
            build("UPDATE sync_base SET version = ?2, etag = '' WHERE address_id IN {ids}", ids=Sql(listed)),
            (ids, FORGOTTEN),
        )
        self.con.execute(
            build(
                "UPDATE sync_op SET state = 'conflict', settled_at = ?2, problem = ?3, lease_until = NULL,"
                " next_at = NULL WHERE address_id IN {ids} AND kind = 'update' AND package_id IS NULL AND state IN"
                " ('queued', 'sending', 'accepted_async', 'unknown', 'retry_wait', 'paused')",
                ids=Sql(listed),
            ),
            (ids, at, problem),
        )
        self.con.execute(
            build(
                "UPDATE sync_conflict SET version = 0, etag = '' WHERE closed_at IS NULL AND address_id IN {ids}",
                ids=Sql(listed),
            ),
            (ids,),
        )
        alive = [x for x in self.locals_of(address_ids).values() if x.content.stage != Stage.RETIRED.value]
        for local in alive:
            self.mark(local.fid)
        return len(alive)

    def sent_before(self, address_id: str) -> list[Content]:
        """What this register has told the registry of an address, and the registry has taken."""
        rows = self.con.execute(
            "SELECT body FROM sync_op WHERE address_id = ? AND state = 'applied' AND package_id IS NULL", (address_id,)
        )
        return [remote_of(json.loads(bytes(data)), self.fields).content for (data,) in rows]

    def name_anew(self, remote: Remote) -> None:
        """The version that was agreed on has another ETag: the server was moved, or a proxy had kept it from us."""
        self.con.execute(
            "UPDATE sync_base SET etag = ? WHERE address_id = ? AND version = ?",
            (remote.etag, remote.address_id, remote.version),
        )

    def note_newest(self, address_id: str, version: int, op_id: str) -> None:
        """The record that the registry wrote last, as far as we know: a restored registry has forgotten it first.

        Somebody else may have sent it anew since the registry was put back: the operation that made it is another then.
        """
        self.set_ctl(NEWEST, json.dumps([address_id, version, op_id]))

    def forget_newest(self) -> None:
        """What the registry wrote last is of a history that it has no more."""
        self.set_ctl(NEWEST, "")

    def newest(self) -> Optional[tuple[str, Base, str]]:
        """That record, what was agreed on for it, and the operation that made it so, '' where that is not known."""
        noted = self.ctl(NEWEST)
        # Until November 2026 the address alone was noted.
        address_id, version, op_id = json.loads(noted) if noted.startswith("[") else (noted, 0, "")
        base = self.bases([address_id]).get(address_id) if address_id else None
        if base is None or base.forgotten:
            return None
        return address_id, base, op_id if base.version == version else ""

    def unkept(self) -> list[str]:
        """Columns that the registry does not keep, as far as its answers tell."""
        return list(json.loads(self.ctl(UNKEPT) or "[]"))

    def note_kept(self, kept: Mapping[str, bool]) -> None:
        """An answer has told which columns the registry keeps."""
        before = set(self.unkept())
        after = unkept_after(before, kept)
        if after != before:
            self.set_ctl(UNKEPT, json.dumps(sorted(after)))

    def mark(self, fid: int) -> int:
        """The address has something to send; 1 if that is news."""
        statement = "INSERT OR IGNORE INTO sync_dirty (table_name, fid) VALUES ('address', ?)"
        return self.con.execute(statement, (fid,)).rowcount

    def unmark(self, fids: Sequence[int]) -> None:
        """Nothing is left to send of these."""
        self.con.executemany("DELETE FROM sync_dirty WHERE table_name = 'address' AND fid = ?", ((f,) for f in fids))

    def people_go_along(self, fid: int) -> None:
        """What is told of its people goes with the operation that has just been queued."""
        self.con.execute("DELETE FROM sync_dirty WHERE table_name = 'person' AND fid = ?", (fid,))

    def forget_positions(self) -> None:
        """Marks of further positions: their address is marked, too, and they are no part of what is sent."""
        self.con.execute("DELETE FROM sync_dirty WHERE table_name NOT IN ('address', 'person')")

    def ctl(self, key: str) -> str:
        """A setting of the sync in this register, '' where there is none."""
        row = self.con.execute("SELECT value FROM sync_ctl WHERE key = ?", (key,)).fetchone()
        return str(row[0] or "") if row else ""

    def set_ctl(self, key: str, value: str) -> None:
        """Keep a setting of the sync."""
        self.con.execute(
            "INSERT INTO sync_ctl (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def _locals(self, cursor: sqlite3.Cursor) -> list[Local]:
        rows = cursor.fetchall()
        points = point_coordinates([bytes(row[1] or b"") for row in rows]) if rows else ()
        found = []
        for values, (lon, lat) in zip(rows, points):
            row = dict(zip(self._columns, values))
            position = None if lon != lon else rounded(float(lon), float(lat))
            found.append(Local(row["fid"], row["address_id"], content_of(row, position, self.fields), row))
        return found


def problem_text(kind: str = "", title: str = "", detail: str = "", fields: Optional[Sequence[str]] = None) -> str:
    """A problem as the books keep it."""
    kept = {"type": kind, "title": title, "detail": detail, "fields": list(fields or ())}
    return as_bytes({k: v for k, v in kept.items() if v}).decode()
