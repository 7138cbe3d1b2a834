"""Plaques in the register: which addresses have one, what was printed, and the steps of its life afterwards."""
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Optional

from ..core.errors import QT_TRANSLATE_NOOP, Message
from ..core.plaque_life import (
    DATES,
    ENDED,
    FAR_M,
    PRINTED,
    NotMounted,
    PlaqueState,
    PrintReason,
    is_lawful,
    metres_apart,
)
from .additions import absent_additions, outdated_additions
from .blobs import point_coordinates
from .cancelling import GATE_CANCELLED, GateCancelled, never
from .connect import connect
from .errors import RegisterError, sqlite_errors
from .gate import writer_gate
from .ledger import mark_left
from .snapshot import snapshot
from .sql import build, insert, join
from .transaction import write_audit, write_transaction

TABLE = "plaque"
_ASK_EVERY = 500

OLD_TABLE = Message(
    "plaques_old_table",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} was made by an older version that did not follow plaques. Run “Check and upgrade” first.",
    ),
)


@dataclass(frozen=True)
class LivePlaque:
    """The plaque of an address that is in use or on its way."""

    plaque_id: int
    state: PlaqueState


@dataclass(frozen=True)
class PrintRun:
    """A run: its name, why, with which design, on which day (ISO), and what went into which files."""

    batch: str
    reason: PrintReason
    design: str
    day: str
    files: tuple[str, ...] = ()
    drafts: int = 0


@dataclass(frozen=True)
class PlaqueChange:
    """A step of an address's plaque, named by code or address id; empty parts change nothing. `lonlat` in degrees."""

    key: str
    state: PlaqueState
    day: str = ""
    by: str = ""
    place: str = ""
    photo: str = ""
    lonlat: Optional[tuple[float, float]] = None
    not_mounted: Optional[NotMounted] = None
    note: str = ""


@dataclass(frozen=True)
class ChangedPlaque:
    """What became of a change: `problem` why not ('' done), `warning` what to look at, `metres` from its address."""

    key: str
    address_id: str = ""
    code: str = ""
    address_text: str = ""
    before: str = ""
    after: str = ""
    problem: Optional[Message] = None
    warning: Optional[Message] = None
    metres: Optional[float] = None
    params: Mapping[str, object] = field(default_factory=dict)


UNKNOWN_RUN = Message(
    "plaque_unknown_run",
    QT_TRANSLATE_NOOP("diachiso", "There is no print run {batch}. The last ones are: {known}."),
)
UNKNOWN = Message("plaque_unknown", QT_TRANSLATE_NOOP("diachiso", "The register has no address with this code."))
NOT_ISSUED = Message(
    "plaque_not_issued", QT_TRANSLATE_NOOP("diachiso", "Its code has not been issued, so it gets no plaque yet.")
)
NO_PLAQUE = Message(
    "plaque_none", QT_TRANSLATE_NOOP("diachiso", "No plaque of this address is known. Print it, or order it, first.")
)
NOT_LAWFUL = Message(
    "plaque_not_lawful", QT_TRANSLATE_NOOP("diachiso", "A plaque that is “{before}” cannot become “{after}”.")
)
NO_REASON = Message(
    "plaque_no_reason", QT_TRANSLATE_NOOP("diachiso", "Say why it was not mounted: choose one of the reasons.")
)
FAR = Message(
    "plaque_far",
    QT_TRANSLATE_NOOP(
        "diachiso", "It hangs {metres} m from its address. Is it the right house? Correct the position of either."
    ),
)
RETIRED = Message("plaque_retired", QT_TRANSLATE_NOOP("diachiso", "The address is retired: take its plaque down."))


def require_plaques(con: sqlite3.Connection, path: Path) -> None:
    """Refuse a register whose table of plaques is missing or that of an older version (RegisterError)."""
    if TABLE in absent_additions(con) | outdated_additions(con):
        raise RegisterError(OLD_TABLE, path=str(path))


def live_plaques(con: sqlite3.Connection) -> dict[str, LivePlaque]:
    """The newest plaque of each address that was neither replaced nor removed."""
    rows = con.execute(
        "SELECT address_id, plaque_id, state FROM plaque WHERE state NOT IN ('replaced', 'removed') ORDER BY plaque_id"
    )
    return {address_id: LivePlaque(plaque_id, PlaqueState(state)) for address_id, plaque_id, state in rows}


def plaques_of_run(path: str | Path, batch: str) -> list[str]:
    """The addresses (ids) whose plaques of a print run are in use (RegisterError for a run that is not known)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        require_plaques(con, Path(path))
        if con.execute("SELECT 1 FROM plaque WHERE batch = ?", (batch,)).fetchone() is None:
            runs = con.execute("SELECT DISTINCT batch FROM plaque WHERE batch <> '' ORDER BY batch DESC LIMIT 8")
            raise RegisterError(UNKNOWN_RUN, batch=batch, known=", ".join(run for (run,) in runs) or "–")
        rows = con.execute(
            "SELECT address_id FROM plaque WHERE batch = ? AND state NOT IN ('replaced', 'removed') ORDER BY plaque_id",
            (batch,),
        )
        return [address_id for (address_id,) in rows]


@dataclass(frozen=True)
class PlaqueCounts:
    """How many addresses have a plaque in each state, and how many with an issued code have none at all."""

    by_state: Mapping[PlaqueState, int]
    without: int


def read_plaque_counts(path: str | Path) -> PlaqueCounts:
    """Count the plaques in use, the newest of each address (RegisterError)."""
    with closing(connect(path)) as con, sqlite_errors(path):
        require_plaques(con, Path(path))
        live = live_plaques(con)
        issued = con.execute("SELECT count(*) FROM address WHERE stage = 'issued' AND code IS NOT NULL").fetchone()[0]
        with_plaque = con.execute(
            "SELECT count(DISTINCT p.address_id) FROM plaque p JOIN address a ON a.address_id = p.address_id"
            " WHERE a.stage = 'issued' AND p.state NOT IN ('replaced', 'removed')"
        ).fetchone()[0]
    return PlaqueCounts(dict(Counter(one.state for one in live.values())), issued - with_plaque)


def record_prints(con: sqlite3.Connection, run: PrintRun, printed: Sequence[tuple[str, str]]) -> None:
    """Write down the plaques (address id, code) that were printed for good, in the caller's write transaction.

    A planned or ordered one is that one now; any other of the address is replaced by this one. The codes have left.
    """
    live = live_plaques(con)
    rows, taken, replaced = [], [], []
    for address_id, code in printed:
        old = live.get(address_id)
        values = (code, run.design, run.reason.value, run.batch, run.day)
        if old is not None and old.state not in PRINTED:
            taken.append((*values, old.plaque_id))
            continue
        if old is not None:
            replaced.append((run.day, old.plaque_id))
        rows.append((address_id, "made", *values))
    con.executemany("UPDATE plaque SET state = 'replaced', ended_at = ? WHERE plaque_id = ?", replaced)
    con.executemany(
        "UPDATE plaque SET state = 'made', code = ?, design = ?, reason = ?, batch = ?, made_at = ?"
        " WHERE plaque_id = ?",
        taken,
    )
    con.executemany(
        insert(TABLE, ("address_id", "state", "code", "design", "reason", "batch", "made_at")), rows
    )
    said: dict[str, Any] = {
        "batch": run.batch, "reason": run.reason.value, "design": run.design, "plaques": len(printed),
        "replaced": len(replaced), "drafts": run.drafts, "files": list(run.files),
        "codes_left": mark_left(con, [code for _, code in printed]),
    }  # fmt: skip
    write_audit(con, TABLE, "print", object_id=run.batch, new=said)


def change_plaques(
    path: Path, changes: Iterable[PlaqueChange], *, dry_run: bool = False, cancelled: Callable[[], bool] = never,
    progress: Callable[[float], None] = lambda share: None,
) -> list[ChangedPlaque]:  # fmt: skip
    """Take the plaques of many addresses a step on: each that can, all in one transaction (RegisterError).

    What cannot be done is told with its reason and stops nothing. GateCancelled leaves everything as it was.
    """
    listed = list(changes)
    with _open(path, dry_run, cancelled) as con:
        require_plaques(con, path)
        work = _Changes(con)
        done = []
        for k, change in enumerate(listed):
            if k % _ASK_EVERY == 0:
                if cancelled():
                    raise GateCancelled(GATE_CANCELLED, path=str(path))
                progress(k / max(1, len(listed)))
            done.append(work.take(change, write=not dry_run))
    return done


@contextmanager
def _open(path: Path, dry_run: bool, cancelled: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
    if dry_run:
        with snapshot(path, cancelled) as con:
            yield con
        return
    with writer_gate(path, action="update plaques", cancelled=cancelled), write_transaction(path) as con:
        yield con


class _Changes:
    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._live = live_plaques(con)

    def take(self, change: PlaqueChange, write: bool) -> ChangedPlaque:
        row = self._con.execute(
            "SELECT address_id, coalesce(code, ''), coalesce(address_text, ''), stage, geom FROM address"
            " WHERE code = ?1 OR address_id = ?1",
            (change.key,),
        ).fetchone()
        if row is None:
            return ChangedPlaque(change.key, problem=UNKNOWN)
        address_id, code, text, stage, geom = row
        live = self._live.get(address_id)
        before = live.state if live is not None else None
        told = ChangedPlaque(
            change.key, address_id, code, text, before.value if before is not None else "", change.state.value
        )
        problem = _problem(change, before, stage)
        if problem is not None:
            return replace(told, problem=problem)
        metres, warning = None, RETIRED if stage == "retired" and change.state is PlaqueState.mounted else None
        if change.lonlat is not None and geom:
            at = point_coordinates([geom])[0].tolist()
            if at[0] == at[0]:
                metres = metres_apart(at, change.lonlat)
                warning = FAR if metres > FAR_M else warning
        if write:
            self._write(change, address_id, code, live)
        elif live is None:
            self._live[address_id] = LivePlaque(-1, change.state)
        return replace(told, warning=warning, metres=metres, params={"metres": round(metres or 0)})

    def _write(self, change: PlaqueChange, address_id: str, code: str, live: Optional[LivePlaque]) -> None:
        values: dict[str, Any] = {
            "state": change.state.value, "mounted_by": change.by, "place": change.place, "photo": change.photo,
            "note": change.note, "not_mounted": change.not_mounted and change.not_mounted.value,
        }  # fmt: skip
        if change.state in DATES:
            values[DATES[change.state]] = change.day
        if change.lonlat is not None:
            values["lon"], values["lat"] = change.lonlat
        values = {name: value for name, value in values.items() if value not in ("", None)}
        if change.state is PlaqueState.mounted:
            values["not_mounted"] = None  # it hangs after all
        if live is None:
            values = {"address_id": address_id, "code": code, **values}
            plaque_id = int(self._con.execute(insert(TABLE, values), list(values.values())).lastrowid or 0)
        else:
            plaque_id = live.plaque_id
            sets = join([build("{c} = ?", c=name) for name in values], ", ")
            statement = build("UPDATE plaque SET {sets} WHERE plaque_id = ?", sets=sets)
            self._con.execute(statement, [*values.values(), plaque_id])
        if change.state in ENDED:
            self._live.pop(address_id, None)
        else:
            self._live[address_id] = LivePlaque(plaque_id, change.state)


def _problem(change: PlaqueChange, before: Optional[PlaqueState], stage: str) -> Optional[Message]:
    """Why a change cannot be made; None where it can."""
    if change.state is PlaqueState.not_mounted and change.not_mounted is None:
        return NO_REASON
    if before is None:
        if change.state not in (PlaqueState.planned, PlaqueState.ordered):
            return NO_PLAQUE
        return None if stage == "issued" else NOT_ISSUED
    return None if is_lawful(before, change.state) else NOT_LAWFUL
