"""What the dock learns of a register in a thread: its counts, its local copy where it is on a server, who keeps it."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Union

from ..register.postgres.driver import PgPlace, open_register, transaction
from ..register.reading import Overview, read_overview

Work = Callable[[Path, Callable[[], bool]], object]
State = tuple[Optional[tuple[int, int]], ...]


@dataclass(frozen=True)
class Reading:
    """A register as it was read; `state` changes with the file that was."""

    path: Path
    overview: Overview
    is_keeper: bool
    state: State


def read_register(place: Union[Path, PgPlace], cancelled: Callable[[], bool]) -> Reading:
    """Read a file, or the local copy of a register on a server once it is up to date (RegisterError)."""
    if not isinstance(place, PgPlace):
        return Reading(place, read_overview(place), True, _state_of(place))
    from ..register.postgres.replica import fresh_copy
    from ..register.postgres.server import is_keeper

    with closing(open_register(place)) as con, transaction(con, place) as cur:
        keeper = is_keeper(cur)
    copy = fresh_copy(place, cancelled=cancelled)
    return Reading(copy, read_overview(copy), keeper, _state_of(copy))


def write_register(place: Union[Path, PgPlace], work: Work, cancelled: Callable[[], bool]) -> object:
    """What `work(file, cancelled)` returns; on a server its changes are written back, all or nothing (RegisterError).
    """
    if not isinstance(place, PgPlace):
        return work(place, cancelled)
    from ..register.postgres.mirror import mirrored

    with mirrored(place, writes=True, cancelled=cancelled) as file:
        return work(file, cancelled)


def _state_of(file: Path) -> State:
    """Size and time of a file and of what SQLite keeps beside it."""
    found: list[Optional[tuple[int, int]]] = []
    for one in (file, file.with_name(f"{file.name}-wal")):
        try:
            known = one.stat()
        except OSError:
            found.append(None)
        else:
            found.append((known.st_size, known.st_mtime_ns))
    return tuple(found)
