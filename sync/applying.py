"""Taking in what the registry says of an address: into the record, the ledger, the history, and what was agreed on.

Runs inside one transaction of the caller's that has set the triggers aside, so nothing of it counts as an edit of ours;
history, address text and dirty marks are therefore written here.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Optional

from ..core.codes.code_scheme import CodeScheme
from ..core.codes.scheme import load_schemes
from ..core.lifecycle import Stage
from ..core.resources import local_profiles
from ..register.actor import current_user
from ..register.address_text_sql import expression
from ..register.geometry_functions import point_blob
from ..register.ledger import mark_left
from ..register.sql import build, ident, insert, join
from .books import Books, Local, problem_text
from .model import Base, Content, FieldConflict, Remote, Step
from .personal import masked
from .planner import decide, same_cells, same_facts
from .wire import PROVISIONAL, as_bytes, content_text

SCHEME, ORIGIN = "ndas", "registry"
CODE_TAKEN = "urn:diachiso:problem:code-taken"
CODE_CHANGED = "urn:diachiso:problem:code-changed"
CODE_MALFORMED = "urn:diachiso:problem:code-malformed"
_PARENT = "parent_id"


class ServerRestored(Exception):
    """The registry is behind what it told us before; nothing more is taken in or sent."""


class Intake:
    """Takes in answers and pulled records."""

    def __init__(self, con: sqlite3.Connection, at: str, lost_ok: bool = False) -> None:
        """`lost_ok`: a person knows that the registry has lost data, and wants it sent anew."""
        self.con, self.at, self.lost_ok = con, at, lost_ok
        self.books = Books(con)
        self.codes_changed = False
        self._schemes: tuple[CodeScheme, ...] = ()
        self.gone_back = 0
        """Records of which the registry has an older state, and that wait to be sent anew or for a person."""

    def take(self, remote: Remote, base: Optional[Base], local: Optional[Local], op_id: str = "") -> Step:
        """Decide on one record and write it. A building that is not there yet: the record waits in the inbox."""
        decision = decide(base, local.content if local else None, remote)
        if decision.step is Step.SERVER_RESTORED:
            if not self.lost_ok or base is None or local is None:
                raise ServerRestored(remote.address_id)
            return self._go_back(remote, base, local, op_id)
        if decision.step is Step.CONFLICT:
            self.open_conflict(remote.address_id, decision.conflicts, base, local, remote, op_id)
            return Step.CONFLICT
        merged = decision.content
        if decision.step not in (Step.APPLY, Step.ADOPT, Step.MERGE) or merged is None:
            if base is not None and remote.version == base.version and remote.etag:
                self.books.name_anew(remote)
            return decision.step
        problem = self._code_problem(remote, merged, local)
        if problem:
            self.open_conflict(remote.address_id, (), base, local, remote, op_id, problem)
            return Step.CONFLICT
        if not self._parent_is_there(merged):
            self.keep_for_later(remote)
            return Step.NOTHING
        fid = self.write(remote.address_id, merged, local)
        if merged.stage == Stage.REJECTED.value and (local is None or local.content.stage != merged.stage):
            self.note_reason(remote.address_id, remote.reason)
        self.settle_marks(fid, merged, remote)
        return decision.step

    def _go_back(self, remote: Remote, base: Base, local: Local, op_id: str) -> Step:
        """The registry is behind what was agreed on: ours goes out on top of a state that we know, else a person looks.

        What it says may also be somebody's new work since it was put back; nobody overwrites that unseen.
        """
        self.gone_back += 1
        known = (base.content, *self.books.sent_before(remote.address_id))
        if not any(same_cells(remote.content, state) for state in known):
            self.books.forget([remote.address_id], self.at, "")
            return self.take(remote, replace(base, version=0, forgotten=True), local, op_id)
        mine, theirs = local.content, remote.content
        ours = mine.stage != base.content.stage or mine.stage == Stage.RETIRED.value
        merged = replace(mine, stage=mine.stage if ours else theirs.stage, code=theirs.code or mine.code)
        problem = self._code_problem(remote, merged, local)
        if problem:
            self.open_conflict(remote.address_id, (), base, local, remote, op_id, problem)
            return Step.CONFLICT
        self.settle_marks(self.write(remote.address_id, merged, local), merged, remote)
        return Step.MERGE

    def settle_marks(self, fid: int, merged: Content, remote: Remote) -> None:
        """What the registry says is agreed on; whatever we have beyond it still waits to be sent."""
        self.books.agree(remote, self.at)
        if same_facts(merged, remote.content):
            self.books.unmark([fid])
        else:
            self.books.mark(fid)
        self.con.execute(
            "UPDATE sync_conflict SET resolution = 'agreed', closed_at = ? WHERE address_id = ? AND closed_at IS NULL",
            (self.at, remote.address_id),
        )

    def keep_for_later(self, remote: Remote) -> None:
        """A record that cannot be taken in yet; its newest state is enough."""
        kept = {
            "content": json.loads(content_text(remote.content)), "etag": remote.etag, "op_id": remote.op_id,
            "reason": masked(remote.reason),
        }  # fmt: skip
        self.con.execute(
            "INSERT INTO sync_inbox (address_id, version, body, received_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (address_id) DO UPDATE SET version = excluded.version, body = excluded.body,"
            " received_at = excluded.received_at WHERE excluded.version >= sync_inbox.version",
            (remote.address_id, remote.version, as_bytes(kept).decode(), self.at),
        )

    def open_conflict(
        self, address_id: str, fields: tuple[FieldConflict, ...], base: Optional[Base], local: Optional[Local],
        remote: Optional[Remote], op_id: str = "", problem: str = "",
    ) -> None:  # fmt: skip
        """Keep the three sides until a person has chosen; a newer word of the registry takes the place of the older."""
        shown = [{"column": f.column, "base": f.base, "mine": f.mine, "theirs": f.theirs} for f in fields]
        values = (
            op_id or None,
            content_text(base.content) if base else None,
            content_text(local.content) if local else None,
            content_text(remote.content) if remote else None,
            json.dumps(shown, ensure_ascii=False),
            problem or None,
            remote.version if remote else 0,
            remote.etag if remote else "",
        )
        done = self.con.execute(
            "UPDATE sync_conflict SET op_id = coalesce(?, op_id), base = ?, mine = ?, theirs = ?, fields = ?,"
            " problem = ?, version = ?, etag = ? WHERE address_id = ? AND closed_at IS NULL",
            (*values, address_id),
        )
        if done.rowcount == 0:
            columns = ("op_id", "base", "mine", "theirs", "fields", "problem", "version", "etag", "address_id")
            self.con.execute(insert("sync_conflict", (*columns, "found_at")), (*values, address_id, self.at))
        if local is not None:
            self.books.mark(local.fid)  # ours have not arrived

    # -- the record itself -----------------------------------------------------------------------------------

    def write(self, address_id: str, merged: Content, local: Optional[Local]) -> int:
        """The record as it is to be; its fid. Columns that the registry does not know stay as they are."""
        wanted = self._columns_of(merged, local)
        if local is None:
            wanted = {k: v for k, v in wanted.items() if v is not None}
            wanted.update(address_id=address_id, created_at=self.at, created_by=ORIGIN)
            cursor = self.con.execute(insert("address", wanted), list(wanted.values()))
            fid = int(cursor.lastrowid or 0)
            self._audit(fid, address_id, "insert", None, _shown(wanted))
            self._tell_ledger(address_id, merged.code, {})
            self._refresh(fid)
            return fid
        changed = {c: v for c, v in wanted.items() if not _equal(local.row.get(c), v)}
        if not changed:
            return local.fid
        self._tell_ledger(address_id, merged.code, local.row)
        sets = join([build("{c} = ?", c=c) for c in changed], ", ")
        self.con.execute(build("UPDATE address SET {sets} WHERE fid = ?", sets=sets), (*changed.values(), local.fid))
        ends, ended = merged.stage == Stage.RETIRED.value, local.content.stage == Stage.RETIRED.value
        if ends != ended and local.row.get("code"):  # a person may have taken the registry's side: it is in use
            self.con.execute(
                "UPDATE code_ledger SET state = ? WHERE code = ? AND address_id = ? AND state IN ('given', 'retired')",
                ("retired" if ends else "given", changed.get("code", local.row["code"]), address_id),
            )
        old = {c: local.row.get(c) for c in changed}
        self._audit(local.fid, address_id, "retire" if ends and not ended else "update", _shown(old), _shown(changed))
        self._refresh(local.fid)
        return local.fid

    def note_reason(self, address_id: str, reason: str) -> None:
        """Why it came back stands in the record's history."""
        if reason.strip():
            self._audit(None, address_id, "reason", None, {"reason": masked(reason.strip())})

    def _columns_of(self, merged: Content, local: Optional[Local]) -> dict[str, Any]:
        before = local.content if local is not None else None
        wanted: dict[str, Any] = {"stage": merged.stage}
        for field in self.books.fields:
            if field.derived:
                continue
            value = merged.values.get(field.column)
            if before is None or before.values.get(field.column) != value:
                wanted[field.column] = int(value) if isinstance(value, bool) else value
        if before is None or before.position != merged.position:  # ours may be finer than what is sent
            wanted["geom"] = None if merged.position is None else point_blob(*merged.position)
        if merged.code and (before is None or before.code != merged.code):
            wanted.update(code=merged.code, code_scheme=SCHEME, code_origin=ORIGIN)
        return wanted

    def _refresh(self, fid: int) -> None:
        self.con.execute(
            build("UPDATE address SET address_text = {text}, edited_at = ? WHERE fid = ?", text=expression(ident)),
            (self.at, fid),
        )

    def _parent_is_there(self, merged: Content) -> bool:
        parent = merged.values.get(_PARENT)
        if not parent:
            return True
        return self.con.execute("SELECT 1 FROM address WHERE address_id = ?", (parent,)).fetchone() is not None

    # -- codes -----------------------------------------------------------------------------------------------

    def _code_problem(self, remote: Remote, merged: Content, local: Optional[Local]) -> str:
        """Why a code that comes in cannot be this record's; '' where it can."""
        code = merged.code
        if not code or (local is not None and local.row.get("code") == code):
            return ""
        if local is not None and local.content.code:
            detail = f"{local.content.code} → {code}"
            return problem_text(CODE_CHANGED, "", detail, ["code"])
        if not self._is_wellformed(code):
            return problem_text(CODE_MALFORMED, "", code, ["code"])
        row = self.con.execute("SELECT address_id, state FROM code_ledger WHERE code = ?", (code,)).fetchone()
        if row is None or row[0] == remote.address_id or (row[0] is None and row[1] == "official"):
            return ""
        return problem_text(CODE_TAKEN, "", f"{code}: {row[0] or row[1]}", ["code"])

    def _is_wellformed(self, code: str) -> bool:
        """Whether it is a code of a scheme that this province knows: what is in the ledger stays there for good."""
        if not self._schemes:
            (file,) = (row[2] for row in self.con.execute("PRAGMA database_list") if row[1] == "main")
            self._schemes = tuple(load_schemes(local_profiles(file, "schemes")).values())
        return any(scheme.is_wellformed([code])[0] for scheme in self._schemes)

    def _tell_ledger(self, address_id: str, code: str, row: Mapping[str, Any]) -> None:
        """The code is this address's and known outside; a provisional key that it replaces is out of use."""
        former = row.get("code")
        if not code or former == code:
            return
        if former and row.get("code_origin") == PROVISIONAL:
            self.con.execute("UPDATE code_ledger SET state = 'retired' WHERE code = ?", (former,))
        known = self.con.execute("SELECT 1 FROM code_ledger WHERE code = ?", (code,)).fetchone()
        if known:
            self.con.execute(
                "UPDATE code_ledger SET address_id = ?, state = 'given' WHERE code = ?", (address_id, code)
            )
        else:
            columns = ("code", "scheme", "address_id", "state", "given_at")
            self.con.execute(insert("code_ledger", columns), (code, SCHEME, address_id, "given", self.at))
        mark_left(self.con, [code])
        self.codes_changed = True

    def _audit(
        self, fid: Optional[int], address_id: str, action: str,
        old: Optional[Mapping[str, Any]], new: Optional[Mapping[str, Any]],
    ) -> None:  # fmt: skip
        texts = (None if fields is None else json.dumps(fields, ensure_ascii=False) for fields in (old, new))
        self.con.execute(
            insert("audit_log", ("at", "by", "table_name", "fid", "object_id", "action", "old", "new")),
            (self.at, current_user(), "address", fid, address_id, action, *texts),
        )


def _equal(a: Any, b: Any) -> bool:
    return (a if a != "" else None) == (b if b != "" else None)


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the history keeps them: a geometry as hex digits."""
    blob = (bytes, bytearray, memoryview)
    return {k: bytes(v).hex().upper() if isinstance(v, blob) else v for k, v in values.items()}
