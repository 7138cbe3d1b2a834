"""Undo: everything as it was, serials free again unless their codes have left; no edit is ever lost."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from diachiso.core.allocation import allocate
from diachiso.core.block_rules import BlockRequest
from diachiso.core.errors import DiachisoError
from diachiso.register.blocks import add_blocks, read_blocks
from diachiso.register.connect import connect
from diachiso.register.ledger import mark_left, note_official, taken_serials, verify_ledger
from diachiso.register.transaction import write_transaction
from diachiso.register.undo import undo_last_apply
from diachiso.register.undo_work import undo

from .pretend import Pretend, query

FIRST, SECOND, THIRD = "0012300001", "0012300002", "0012300003"
STATE = (
    "SELECT * FROM address ORDER BY fid",
    "SELECT * FROM address_source ORDER BY fid",
    "SELECT * FROM code_ledger ORDER BY code",
    "SELECT * FROM code_block",
    "SELECT * FROM successor",
    "SELECT id, minx, maxx, miny, maxy FROM rtree_address_geom ORDER BY id",
)


@pytest.fixture
def pretend(register: Path) -> Pretend:
    add_blocks(register, [BlockRequest("22000", "00123", 1, 100)])
    return Pretend(register)


def state(path: Path) -> list:
    return [query(path, statement) for statement in STATE]


def next_serials(path: Path, n: int) -> list[int]:
    with closing(connect(path)) as con:
        return allocate(read_blocks(con), {"00123": taken_serials(con, "00123", 5)}, n)[1].tolist()


def sound(path: Path) -> bool:
    with closing(connect(path)) as con:
        return verify_ledger(con) == [] and con.execute("SELECT rtreecheck('rtree_address_geom')").fetchone() == ("ok",)


def test_promise_9_an_undo_restores_the_register_and_frees_serials(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    before = state(pretend.path)
    revision = query(pretend.path, "SELECT value FROM register_meta WHERE key = 'revision'")
    apply_id = pretend.apply([SECOND, THIRD], rename={FIRST: "Nhà mới"}, retire=[])
    summary = undo_last_apply(pretend.path)
    counts = (summary.removed, summary.restored, summary.freed, summary.burned)
    assert (summary.apply_id, *counts) == (apply_id, 2, 1, 2, 0)
    assert state(pretend.path) == before
    assert next_serials(pretend.path, 2) == [2, 3]
    assert query(pretend.path, "SELECT value FROM register_meta WHERE key = 'revision'") > revision
    assert query(pretend.path, "SELECT count(*) FROM sync_dirty WHERE fid NOT IN (SELECT fid FROM address)") == [(0,)]
    assert sound(pretend.path)
    undone = query(pretend.path, "SELECT apply_id, undone_at IS NULL, undone_by IS NULL FROM apply_run ORDER BY 1")
    assert undone == [(1, 1, 1), (2, 0, 0)]
    actions = query(pretend.path, "SELECT table_name, count(*) FROM audit_log WHERE action = 'undo' GROUP BY 1")
    assert actions == [("address", 3), ("apply_run", 1)]
    assert summary.backup.is_file()


def test_promise_1_codes_that_left_are_burned_by_an_undo(pretend: Pretend) -> None:
    pretend.apply([FIRST, SECOND, THIRD])
    with write_transaction(pretend.path) as con:
        assert mark_left(con, [SECOND, "unknown"]) == 1
    summary = undo_last_apply(pretend.path)
    assert (summary.freed, summary.burned) == (2, 1)
    assert query(pretend.path, "SELECT code, state FROM code_ledger") == [(SECOND, "burned")]
    assert next_serials(pretend.path, 2) == [1, 3]
    assert sound(pretend.path)


def test_all_codes_of_an_apply_may_leave_at_once(pretend: Pretend) -> None:
    apply_id = pretend.apply([FIRST, SECOND])
    with write_transaction(pretend.path) as con:
        assert mark_left(con, apply_id=apply_id) == 2
        assert mark_left(con, apply_id=apply_id) == 0
    assert undo_last_apply(pretend.path).burned == 2


def test_retired_addresses_and_their_codes_come_back(pretend: Pretend) -> None:
    pretend.apply([FIRST, SECOND])
    before = state(pretend.path)
    pretend.apply([], retire=[FIRST])
    assert sound(pretend.path)
    undo_last_apply(pretend.path)
    assert state(pretend.path) == before
    assert sound(pretend.path)


def test_official_codes_stay_known_after_an_undo(pretend: Pretend) -> None:
    """What the platform has issued is a fact; only that it stood at this house is undone."""
    known, learned = "9990000001", "9990000002"
    with write_transaction(pretend.path) as con:
        note_official(con, [(known, 1)])
    pretend.apply([learned], block_id=None, origin="import", attach=[known])
    assert sound(pretend.path)
    summary = undo_last_apply(pretend.path)
    assert (summary.official, summary.freed, summary.burned, summary.removed) == (1, 0, 0, 2)
    rows = query(pretend.path, "SELECT code, state, address_id FROM code_ledger ORDER BY code")
    assert rows == [(known, "official", None), (learned, "official", None)]


def test_applies_are_undone_one_after_the_other(pretend: Pretend) -> None:
    empty = state(pretend.path)
    pretend.apply([FIRST])
    one = state(pretend.path)
    pretend.apply([SECOND], rename={FIRST: "A"})
    undo_last_apply(pretend.path)
    assert state(pretend.path) == one
    undo_last_apply(pretend.path)
    assert state(pretend.path) == empty
    with pytest.raises(DiachisoError, match="no apply to undo"):
        undo_last_apply(pretend.path)


def test_fids_are_never_used_again(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    fids = query(pretend.path, "SELECT fid FROM address")
    undo_last_apply(pretend.path)
    pretend.apply([FIRST])
    assert query(pretend.path, "SELECT fid FROM address") > fids


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE address SET note = 'gõ tay' WHERE code = '0012300002'",
        "UPDATE address SET note = 'gõ tay' WHERE code = '0012300001'",
        "UPDATE address SET stage = 'retired' WHERE code = '0012300002'",
        "INSERT INTO person (address_id, role, legal_basis) SELECT address_id, 'owner', 'law' FROM address "
        "WHERE code = '0012300002'",
        "INSERT INTO address_position (address_id, kind) SELECT address_id, 'entrance' FROM address "
        "WHERE code = '0012300002'",
        "INSERT INTO address (role, stage, parent_id) SELECT 'building', 'declared', address_id FROM address "
        "WHERE code = '0012300002'",
    ],
)
def test_an_undo_that_would_lose_an_edit_is_refused(pretend: Pretend, edit: str) -> None:
    pretend.apply([FIRST])
    pretend.apply([SECOND, THIRD], rename={FIRST: "A"})
    with closing(connect(pretend.path, write=True)) as con:
        con.execute(edit)
    before = state(pretend.path)
    with pytest.raises(DiachisoError, match="cannot be undone.*000012300|cannot be undone.*001230000[12]") as error:
        undo_last_apply(pretend.path)
    assert THIRD not in str(error.value) and error.value.params["count"] == 1
    assert state(pretend.path) == before


def test_edits_of_other_addresses_and_from_before_do_not_matter(pretend: Pretend) -> None:
    pretend.apply([FIRST, SECOND])
    with closing(connect(pretend.path, write=True)) as con:
        con.execute("UPDATE address SET note = 'trước' WHERE code = ?", (FIRST,))
    pretend.apply([THIRD], rename={FIRST: "A"})
    with closing(connect(pretend.path, write=True)) as con:
        con.execute("UPDATE address SET note = 'sau' WHERE code = ?", (SECOND,))
    undo_last_apply(pretend.path)
    notes = query(pretend.path, "SELECT code, note, name FROM address ORDER BY code")
    assert notes == [(FIRST, "trước", "Nhà 1"), (SECOND, "sau", "Nhà 2")]


def test_many_rows_are_removed_with_a_packed_r_tree(pretend: Pretend, monkeypatch) -> None:
    pretend.apply([FIRST, SECOND])
    before = state(pretend.path)
    pretend.apply([f"00123{i:05d}" for i in range(3, 90)])
    monkeypatch.setattr("diachiso.register.undo_work.PACK_FROM", 10)
    assert undo(pretend.path).removed == 87
    assert [sorted(rows) for rows in state(pretend.path)[:5]] == [sorted(rows) for rows in before[:5]]
    assert [row[0] for row in state(pretend.path)[5]] == [row[0] for row in before[5]]
    assert sound(pretend.path)
    pretend.apply([THIRD])
    assert sound(pretend.path) and len(state(pretend.path)[5]) == 3


def test_two_undos_at_once_undo_two_applies(pretend: Pretend) -> None:
    import threading

    pretend.apply([FIRST])
    pretend.apply([SECOND])
    done: list[int] = []
    threads = [threading.Thread(target=lambda: done.append(undo_last_apply(pretend.path).apply_id)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert done == [2, 1]
