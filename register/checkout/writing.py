"""Writing what a check-in takes: one transaction, all or nothing. A child process runs it: no Qt, no QGIS here.

The triggers are set aside where they would refuse a record that comes in whole (addresses, codes, people); streets,
units and what hangs on addresses are written with them, so that a renamed street goes on to its addresses here, too.
"""
from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

from ...core.lifecycle import Stage
from ...core.powers import POWER_FOR, Power
from ..apply import EDITED_MEANWHILE, REGISTER_CHANGED
from ..apply_change import ChangeMemory
from ..apply_ledger import CODE_TAKEN
from ..cancelling import GATE_CANCELLED, GateCancelled
from ..errors import RegisterError
from ..geometry_functions import wkb_blob
from ..gpkg import update_extent
from ..powers import refuse_powerless
from ..row_json import row_from_json
from ..schema import LAYERS, NOW_SQL
from ..sql import build, insert, join
from ..touched import refresh_touched
from ..transaction import bump_revision, last_edit, revision, write_audit, write_transaction
from .book import RETURNED, end
from .books import BOOK, GEOM, Book
from .planning import KIND
from .schema import CHECKOUT, NUMBER

ROWS, JOB = "rows.jsonl", "checkin.json"
# Their triggers are set aside: the rows come in whole, with what the triggers would write.
_BULK = frozenset({"address", "address_source", "person", "successor", "qa_exception", "code_ledger"})
# Columns of an address that are renamed with these.
_NAMES = {"street": ("street",), "settlement": ("settlement",), "admin_unit": ("commune", "province")}
_ASKED_EVERY = 200


@dataclass(frozen=True)
class CheckinJob:
    """What the writer is told besides the rows. `state`: columns of the check-out when it is done; `ends`: why it ends.

    `power_stages`: the stages that records come in with.
    """

    path: str
    checkout_id: str
    actor: str
    revision: int
    audit_seq: int
    backup: str
    counts: Mapping[str, int]
    state: Mapping[str, Any]
    ends: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Put it beside its rows."""
        (folder / JOB).write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def read(folder: Path) -> CheckinJob:
        """That of a folder."""
        return CheckinJob(**json.loads((folder / JOB).read_text(encoding="utf-8")))


@dataclass(frozen=True)
class CheckinDone:
    """The number of the apply that a check-in was."""

    apply_id: int


def write_checkin(
    folder: Path, announce: Callable[[CheckinDone], None] = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CheckinDone:  # fmt: skip
    """Write the rows staged in `folder`; hold the writer gate (RegisterError; then nothing was written)."""
    job = CheckinJob.read(folder)
    with write_transaction(Path(job.path), timeout=30.0, bulk=True) as con:
        con.execute("PRAGMA cache_size = -65536")
        con.execute("PRAGMA defer_foreign_keys = ON")  # a unit may come before its building
        _refuse_changed(con, job)
        done = _Writer(con, job, folder, cancelled).run()
        announce(done)
    return done


def _refuse_changed(con: sqlite3.Connection, job: CheckinJob) -> None:
    found = revision(con)
    if found != job.revision:
        raise RegisterError(REGISTER_CHANGED, path=job.path, found=found, expected=job.revision)
    if last_edit(con) != job.audit_seq:
        by = con.execute("SELECT by FROM audit_log ORDER BY seq DESC LIMIT 1").fetchone()[0]
        raise RegisterError(EDITED_MEANWHILE, by=by or "?")


class _Writer:
    def __init__(self, con: sqlite3.Connection, job: CheckinJob, folder: Path, cancelled: Callable[[], bool]) -> None:
        self.con, self.job, self.folder, self.cancelled = con, job, folder, cancelled
        self.now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.apply_id = 1 + int(con.execute("SELECT coalesce(max(apply_id), 0) FROM apply_run").fetchone()[0])
        self.memory = ChangeMemory(con, self.apply_id)
        self.made: dict[tuple[str, int], int] = {}
        self.stages: set[str] = set()
        self.kept: set[tuple[str, int]] = set()
        self.bulk = True

    def run(self) -> CheckinDone:
        con, job = self.con, self.job
        self._begin()
        for k, row in enumerate(self._rows()):
            if k % _ASKED_EVERY == 0 and self.cancelled():
                raise GateCancelled(GATE_CANCELLED, path=job.path)
            self._write(**row)
        self._set_aside(True)
        for power in self._powers():
            refuse_powerless(con, job.actor, power)
        refresh_touched(con, self.apply_id, self.now)
        for layer in LAYERS:
            if layer.geometry is not None:
                update_extent(con, layer.table)
        self._note()
        con.execute("DELETE FROM sync_ctl WHERE key = 'checkin'")
        bump_revision(con)
        return CheckinDone(self.apply_id)

    def _begin(self) -> None:
        job, con = self.job, self.con
        names = ("apply_id", "kind", "at", "by", "source", "params", "counts", "revision", "backup")
        con.execute(
            insert("apply_run", names),
            (
                self.apply_id, KIND, self.now, job.actor, job.checkout_id, json.dumps(job.params, ensure_ascii=False),
                json.dumps(job.counts), job.revision, job.backup,
            ),
        )  # fmt: skip
        con.execute("INSERT OR REPLACE INTO sync_ctl (key, value) VALUES ('checkin', ?)", (job.checkout_id,))

    def _rows(self) -> Iterator[dict[str, Any]]:
        with (self.folder / ROWS).open(encoding="utf-8") as opened:
            for line in opened:
                head, _, values = line.partition("\t")
                table, key, action = json.loads(head)
                yield {"table": table, "key": key, "action": action, "values": row_from_json(values)}

    def _powers(self) -> list[str]:
        powers = {POWER_FOR[Stage(stage)].value for stage in self.stages}
        return sorted(powers) or ["" if self.job.counts.get("NEW", 0) == 0 else Power.DECLARE.value]

    def _set_aside(self, wanted: bool) -> None:
        if wanted != self.bulk:
            self.con.execute("UPDATE sync_ctl SET value = ? WHERE key = 'applying'", ("1" if wanted else "0",))
            self.bulk = wanted

    # -- rows ------------------------------------------------------------------------------------------------

    def _write(self, table: str, key: Any, action: str, values: dict[str, Any]) -> None:
        self._set_aside(table in _BULK)
        if GEOM in values and values[GEOM] is not None:
            values[GEOM] = wkb_blob(values[GEOM])
        if table == "code_ledger":
            self._ledger(key, action, values)
        elif table == "address":
            self._address(key, action, values)
        elif table == "address_source":
            self._source(key, action, values)
        elif table == "qa_exception":
            self._exception(key, action, values)
        else:
            self._plain(BOOK[table], key, action, values)

    def _plain(self, book: Book, key: Any, action: str, values: dict[str, Any]) -> None:
        for name, table in book.points.items():
            if values.get(name) is not None and int(values[name]) < 0:
                values[name] = self.made.get((table, int(values[name])))
        if action == "insert":
            number = self._insert(book.name, {**values, **self._own(book, key)})
            self.memory.remember_row(book.name, number, None)
            if book.numbered and int(key) < 0:
                self.made[(book.name, int(key))] = number
                self._number(book.name, -int(key), number)
            self._log_person(book, number, values.get("address_id"), "insert")
            return
        number = int(key) if book.numbered else self._number_of(book, key)
        self._remember(book, number)
        self._remember_named(book, number, values)
        if book.secret:
            owner = self.con.execute("SELECT address_id FROM person WHERE person_id = ?", (number,)).fetchone()
            self._log_person(book, number, owner[0] if owner else None, action)
        if action == "delete":
            self.con.execute(build("DELETE FROM {t} WHERE {k} = ?", t=book.name, k=book.number), (number,))
            return
        self._update(book.name, book.number, number, values)

    def _own(self, book: Book, key: Any) -> dict[str, Any]:
        """Columns that are not compared, but needed in a new row."""
        if book.name == "object_class":
            return {"code": key}
        if book.name == "successor":
            return {"apply_id": self.apply_id}
        return {book.number: int(key)} if book.numbered and int(key) >= 0 else {}  # it was taken out here, and is back

    def _remember(self, book: Book, number: int) -> None:
        """What a row was; of a person only that there was one: what stood in it is kept nowhere else."""
        cursor = self.con.execute(build("SELECT * FROM {t} WHERE {k} = ?", t=book.name, k=book.number), (number,))
        row = cursor.fetchone()
        if row is None:
            return
        named = dict(zip((column[0] for column in cursor.description), row))
        self.memory.remember_row(book.name, number, {book.number: number} if book.secret else named)

    def _remember_named(self, book: Book, number: int, values: Mapping[str, Any]) -> None:
        """The addresses that a trigger renames with their street, settlement or unit."""
        source = "full_name" if book.name == "admin_unit" else "name"
        if book.name not in _NAMES or source not in values:
            return
        for column in _NAMES[book.name]:
            fids = self.con.execute(
                build(
                    "SELECT a.fid FROM address a JOIN {t} t ON t.{k} = ? AND a.{c} = t.{s}",
                    t=book.name, k=book.number, c=column, s=source,
                ),
                (number,),
            ).fetchall()
            for (fid,) in fids:
                self._remember_once("address", fid)

    def _remember_once(self, table: str, fid: int) -> None:
        """What a row was before this check-in; None where there was none."""
        if (table, fid) in self.kept:
            return
        self.kept.add((table, fid))
        cursor = self.con.execute(build("SELECT * FROM {t} WHERE fid = ?", t=table), (fid,))
        row = cursor.fetchone()
        named = None if row is None else dict(zip((column[0] for column in cursor.description), row))
        self.memory.remember_row(table, fid, named)

    def _address(self, key: str, action: str, values: dict[str, Any]) -> None:
        if values.get("stage"):
            self.stages.add(values["stage"])
        if action == "insert":
            row = {"address_id": key, **values, "apply_id": self.apply_id}
            row.setdefault("created_at", self.now)
            row["edited_at"] = self.now
            fid = self._insert("address", row)
            self.kept.add(("address", fid))
            self.memory.remember_row("address", fid, None)
            return
        fid = self._fid(key)
        self._remember_once("address", fid)
        self._update("address", "fid", fid, {"edited_by": self.job.actor, **values, "edited_at": self.now})

    def _source(self, key: str, action: str, values: dict[str, Any]) -> None:
        fid = self._fid(key)
        self._remember_once("address_source", fid)
        self.con.execute("DELETE FROM address_source WHERE fid = ?", (fid,))
        if action != "delete":
            self._insert("address_source", {**values, "fid": fid})

    def _exception(self, key: str, action: str, values: dict[str, Any]) -> None:
        book = BOOK["qa_exception"]
        where = build("{k} = ?", k=book.key)
        old = self.con.execute(
            build("SELECT t.exception_id FROM qa_exception t WHERE {w} AND t.ended_at IS NULL", w=where), (key,)
        ).fetchone()
        if old is not None:
            self._remember(book, old[0])
            self.con.execute(
                build(
                    "UPDATE qa_exception SET ended_at = {now}, ended_by = ?, ended_why = 'withdrawn'"
                    " WHERE exception_id = ?",
                    now=NOW_SQL,
                ),
                (self.job.actor, old[0]),
            )
        if action != "delete":
            self.memory.remember_row(book.name, self._insert(book.name, values), None)
        state = "open" if action == "delete" else "exception"
        self.con.execute(
            build("UPDATE qa_result AS t SET state = ? WHERE {w} AND t.state <> 'fixed'", w=where), (state, key)
        )

    def _ledger(self, code: str, action: str, values: dict[str, Any]) -> None:
        con = self.con
        if action == "insert":
            try:
                self._insert("code_ledger", {**values, "apply_id": self.apply_id})
            except sqlite3.IntegrityError as error:
                raise RegisterError(CODE_TAKEN, code=code) from error
            return
        cursor = con.execute("SELECT * FROM code_ledger WHERE code = ?", (code,))
        self.memory.remember_row("code_ledger", None, dict(zip((c[0] for c in cursor.description), cursor.fetchone())))
        self._update("code_ledger", "code", code, values)

    # -- pieces ----------------------------------------------------------------------------------------------

    def _insert(self, table: str, row: Mapping[str, Any]) -> int:
        return int(self.con.execute(insert(table, row), list(row.values())).lastrowid or 0)

    def _update(self, table: str, key_column: str, key: Any, values: Mapping[str, Any]) -> None:
        if values:
            sets = join((build("{c} = ?", c=name) for name in values), ", ")
            statement = build("UPDATE {t} SET {s} WHERE {k} = ?", t=table, s=sets, k=key_column)
            self.con.execute(statement, [*values.values(), key])

    def _fid(self, address_id: str) -> int:
        return int(self.con.execute("SELECT fid FROM address WHERE address_id = ?", (address_id,)).fetchone()[0])

    def _number_of(self, book: Book, key: Any) -> int:
        query = build("SELECT t.{n} FROM {s} WHERE {k} = ?", n=book.number, s=book.source, k=book.key)
        return int(self.con.execute(query, (key,)).fetchone()[0])

    def _number(self, table: str, there: int, here: int) -> None:
        row = {"checkout_id": self.job.checkout_id, "table_name": table, "there": there, "here": here}
        self.memory.remember_row(NUMBER, self._insert(NUMBER, row), None)

    def _log_person(self, book: Book, number: int, owner: Optional[str], action: str) -> None:
        """That a person's row was written; what stands in it is in no log."""
        if book.secret:
            names = ("at", "by", "apply_id", "table_name", "fid", "object_id", "action")
            said = (self.now, self.job.actor, self.apply_id, book.name, number, owner, action)
            self.con.execute(insert("audit_log", names), said)

    def _note(self) -> None:
        """The check-out's new state, and the check-in in the log, after every row of its own."""
        con, job = self.con, self.job
        row = con.execute("SELECT rowid FROM checkout WHERE checkout_id = ?", (job.checkout_id,)).fetchone()
        names = [name for (name,) in con.execute("SELECT name FROM pragma_table_info(?)", (CHECKOUT,))]
        old = con.execute(build("SELECT {n} FROM checkout WHERE rowid = ?", n=names), row).fetchone()
        self.memory.remember_row(CHECKOUT, row[0], dict(zip(names, old)))
        if job.ends:
            holds = con.execute(
                "SELECT hold_id FROM number_hold WHERE checkout_id = ? AND ended_at IS NULL", (job.checkout_id,)
            ).fetchall()
            for (hold_id,) in holds:
                self.memory.remember_row("number_hold", hold_id, {"ended_at": None})
        self._update(CHECKOUT, "checkout_id", job.checkout_id, {**job.state, "checked_in_at": self.now})
        if job.ends:
            end(con, job.checkout_id, RETURNED, job.ends)
        write_audit(con, CHECKOUT, KIND, object_id=job.checkout_id, apply_id=self.apply_id, new=job.counts)
