"""Backups that are verified, the last ten and one of each day; a restore that never lets a code be given twice."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.block_rules import BlockRequest
from diachiso.core.errors import DiachisoError
from diachiso.register import backup as backup_module
from diachiso.register.backup import backup_folder, keep_damaged, list_backups, make_backup
from diachiso.register.blocks import add_blocks
from diachiso.register.connect import connect
from diachiso.register.ledger import mark_left, note_official, verify_ledger
from diachiso.register.restore import restore_backup
from diachiso.register.restore_work import restore
from diachiso.register.transaction import bump_revision, write_transaction
from diachiso.register.undo import undo_last_apply

from ..effort import effort
from .pretend import Pretend, query
from .test_undo import FIRST, SECOND, STATE, THIRD, next_serials, sound, state


@pytest.fixture
def pretend(register: Path) -> Pretend:
    add_blocks(register, [BlockRequest("22000", "00123", 1, 100)])
    return Pretend(register)


def edit(path: Path, statement: str) -> None:
    with closing(connect(path, write=True)) as con:
        con.execute(statement)


def test_a_backup_is_the_register_as_it_was(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    made = make_backup(pretend.path, "assigncodes")
    assert made.parent == pretend.path.parent / "Sổ địa chỉ.backups"
    assert [query(made, statement) for statement in STATE] == state(pretend.path)
    found = list_backups(pretend.path)
    assert [(b.path, b.reason, b.size) for b in found] == [(made, "assigncodes", made.stat().st_size)]
    assert [f.name for f in backup_folder(pretend.path).iterdir()] == [made.name]


def write(path: Path) -> None:
    """Something that is worth a new backup."""
    with write_transaction(path) as con:
        bump_revision(con)


@pytest.fixture
def backup_at(pretend: Pretend, monkeypatch) -> Callable[[str], Path]:
    """backup_at("20260131-120000-000") -> a backup of that moment, after something was written."""

    def make(at: str) -> Path:
        write(pretend.path)
        monkeypatch.setattr(backup_module, "_now", lambda: at)
        return make_backup(pretend.path, "r")

    return make


def test_the_last_ten_are_kept(pretend: Pretend, backup_at) -> None:
    stranger = backup_folder(pretend.path)
    stranger.mkdir()
    (stranger / "của tôi.gpkg").write_text("not ours")
    made = [backup_at(f"202601{day:02d}-120000-000") for day in range(1, 13)]
    assert [b.path for b in list_backups(pretend.path)] == made[:1:-1]
    assert (stranger / "của tôi.gpkg").exists()


def test_a_batch_leaves_the_newest_of_each_of_the_last_seven_days(pretend: Pretend, backup_at) -> None:
    days = [backup_at(f"202601{day:02d}-{hour}0000-000") for day in range(1, 10) for hour in (10, 17)]
    batch = [backup_at(f"20260112-0900{n:02d}-000") for n in range(13)]
    evenings = days[1::2]
    assert [b.path for b in list_backups(pretend.path)] == [*batch[:2:-1], *evenings[:2:-1]]


def test_a_copy_of_a_damaged_register_takes_no_good_backup_s_place(pretend: Pretend, backup_at, monkeypatch) -> None:
    good = backup_at("20260101-120000-000")
    for n in range(11):
        monkeypatch.setattr(backup_module, "_now", lambda n=n: f"20260101-1300{n:02d}-000")
        keep_damaged(pretend.path)
    last = backup_at("20260101-140000-000")
    kept = [b.path for b in list_backups(pretend.path)]
    assert len(kept) == 11 and (kept[0], kept[-1]) == (last, good)


def test_where_nothing_was_written_since_the_newest_backup_serves_again(pretend: Pretend) -> None:
    made = make_backup(pretend.path, "assigncodes")
    assert make_backup(pretend.path, "undoapply") == made
    assert [b.path for b in list_backups(pretend.path)] == [made]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE register_meta SET value = value + 1 WHERE key = 'revision'",
        "INSERT INTO address (name) VALUES ('Trạm y tế')",
        "UPDATE admin_unit SET postcode = '57123'",
        "INSERT INTO code_ledger (code, scheme, state) VALUES ('0012300099', 'ndas', 'official')",
        "DROP TRIGGER address_made",
        "UPDATE register_meta SET value = '0' WHERE key = 'schema_version'",
    ],
)
def test_after_a_change_a_new_backup_is_made(pretend: Pretend, change: str) -> None:
    made = make_backup(pretend.path, "a")
    edit(pretend.path, change)
    new = make_backup(pretend.path, "b")
    assert [b.path for b in list_backups(pretend.path)] == [new, made]


def test_a_backup_that_is_damaged_since_does_not_serve_again(pretend: Pretend) -> None:
    pretend.apply([f"00123{i:05d}" for i in range(1, 60)])
    made = make_backup(pretend.path, "a")
    data = bytearray(made.read_bytes())
    (page,) = query(made, "SELECT rootpage FROM sqlite_master WHERE name = 'address_identity'")[0]
    data[(page - 1) * 4096 + 8 : page * 4096] = bytes(4088)
    made.write_bytes(data)
    assert make_backup(pretend.path, "b") != made


def test_two_backups_in_one_moment_do_not_collide(pretend: Pretend) -> None:
    first = make_backup(pretend.path, "a")
    at = first.name[:19]
    later = iter([at, at, f"{at[:-3]}999"])
    write(pretend.path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_module, "_now", lambda: next(later))
        assert make_backup(pretend.path, "a").name[:19] == f"{at[:-3]}999"
    assert len(list_backups(pretend.path)) == 2


@pytest.mark.parametrize("damage", ["rows", "bytes"])
def test_a_copy_that_is_not_sound_is_refused_and_removed(pretend: Pretend, monkeypatch, damage: str) -> None:
    pretend.apply([f"00123{i:05d}" for i in range(1, 60)])
    good = make_backup(pretend.path, "good")
    write(pretend.path)

    def spoil(file: Path) -> None:
        if damage == "rows":
            with closing(sqlite3.connect(file)) as con:
                con.execute("DROP TRIGGER code_ledger_no_delete")
                con.execute("DELETE FROM code_ledger")
                con.commit()
        else:
            data = bytearray(file.read_bytes())
            data[len(data) // 3 : len(data) // 3 + 20_000] = bytes(20_000)
            file.write_bytes(data)

    monkeypatch.setattr(backup_module, "_sync_to_disk", spoil)
    with pytest.raises(DiachisoError, match="could not be verified"):
        make_backup(pretend.path, "bad")
    assert [f.name for f in backup_folder(pretend.path).iterdir()] == [good.name]


def test_a_folder_that_cannot_be_made_is_said(pretend: Pretend) -> None:
    backup_folder(pretend.path).write_text("a file of that name")
    with pytest.raises(DiachisoError, match="No backup could be made"):
        make_backup(pretend.path, "a")


def test_a_restore_brings_back_the_state_and_burns_what_was_given_since(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    edit(pretend.path, "UPDATE address SET note = 'đúng'")
    before = state(pretend.path)
    backup = make_backup(pretend.path, "a")
    pretend.apply([SECOND, THIRD], rename={FIRST: "Sai"})
    edit(pretend.path, "UPDATE address SET note = 'sai'")
    revision = int(query(pretend.path, "SELECT value FROM register_meta WHERE key = 'revision'")[0][0])
    audited = query(pretend.path, "SELECT seq, action FROM audit_log ORDER BY seq")

    summary = restore_backup(pretend.path, backup)

    assert (summary.burned, summary.official, summary.revision) == (2, 0, revision + 1)
    after = state(pretend.path)
    assert after[0] == before[0] and after[1] == before[1] and after[5] == before[5]
    assert query(pretend.path, "SELECT code, state FROM code_ledger") == [
        (FIRST, "given"), (SECOND, "burned"), (THIRD, "burned"),
    ]  # fmt: skip
    assert next_serials(pretend.path, 2) == [4, 5]
    assert sound(pretend.path)
    history = query(pretend.path, "SELECT seq, action FROM audit_log ORDER BY seq")
    assert history[: len(audited)] == audited and history[-1][1] == "restore"
    assert query(pretend.path, "SELECT undone_at IS NULL FROM apply_run ORDER BY apply_id") == [(1,), (0,)]
    assert query(pretend.path, "SELECT value FROM sync_ctl WHERE key = 'applying'") == [("0",)]
    assert summary.before.is_file() and backup.is_file()
    assert {f.name for f in backup_folder(pretend.path).iterdir()} == {summary.before.name, backup.name}
    assert [b.reason for b in list_backups(pretend.path)] == ["restore", "a"]


def test_a_restore_can_itself_be_taken_back(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    backup = make_backup(pretend.path, "a")
    pretend.apply([SECOND])
    before = state(pretend.path)
    summary = restore_backup(pretend.path, backup)
    restore_backup(pretend.path, summary.before)
    assert state(pretend.path)[:2] == before[:2]
    assert query(pretend.path, "SELECT code, state FROM code_ledger") == [(FIRST, "given"), (SECOND, "given")]
    assert sound(pretend.path)


def test_the_restored_apply_can_be_undone_in_spite_of_later_edits_that_are_void(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    backup = make_backup(pretend.path, "a")
    edit(pretend.path, "UPDATE address SET note = 'sau'")
    restore_backup(pretend.path, backup)
    assert undo_last_apply(pretend.path).removed == 1
    edit(pretend.path, "UPDATE street SET locked = 1")
    pretend.apply([FIRST])
    edit(pretend.path, "UPDATE address SET note = 'sau'")
    with pytest.raises(DiachisoError, match="cannot be undone"):
        undo_last_apply(pretend.path)


def test_blocks_and_official_codes_learned_since_stay_known(pretend: Pretend) -> None:
    backup = make_backup(pretend.path, "a")
    add_blocks(pretend.path, [BlockRequest("22001", "00124", 1, 9)])
    with write_transaction(pretend.path) as con:
        note_official(con, [("9990000001", 1)])
    pretend.apply(["9990000002"], block_id=None, origin="import", attach=["9990000001"])
    pretend.apply(["0012400001"], block_id=2)
    summary = restore_backup(pretend.path, backup)
    assert (summary.burned, summary.official) == (1, 2)
    assert query(pretend.path, "SELECT code, state, address_id IS NULL FROM code_ledger ORDER BY code") == [
        ("0012400001", "burned", 0), ("9990000001", "official", 1), ("9990000002", "official", 1),
    ]  # fmt: skip
    assert query(pretend.path, "SELECT prefix, next_serial FROM code_block ORDER BY 1") == [("00123", 1), ("00124", 2)]
    assert sound(pretend.path)


def test_a_backup_whose_code_was_given_to_another_house_since_is_refused(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    backup = make_backup(pretend.path, "a")
    undo_last_apply(pretend.path)
    pretend.apply([FIRST])
    with write_transaction(pretend.path) as con:
        mark_left(con, [FIRST])
    before = state(pretend.path)
    with pytest.raises(DiachisoError, match=FIRST):
        restore_backup(pretend.path, backup)
    assert state(pretend.path) == before
    undo_last_apply(pretend.path)  # burned now, and still on the other house's paper
    with pytest.raises(DiachisoError, match=FIRST):
        restore_backup(pretend.path, backup)


def test_a_code_that_left_is_still_known_to_have_left(pretend: Pretend) -> None:
    pretend.apply([FIRST])
    backup = make_backup(pretend.path, "a")
    with write_transaction(pretend.path) as con:
        mark_left(con, [FIRST])
    restore_backup(pretend.path, backup)
    assert undo_last_apply(pretend.path).burned == 1


def test_a_backup_of_another_register_or_a_spoilt_one_is_refused(make_register, pretend: Pretend) -> None:
    other = make_backup(make_register("khác.gpkg"), "a")
    with pytest.raises(DiachisoError, match="another register"):
        restore_backup(pretend.path, other)
    backup = make_backup(pretend.path, "a")
    data = bytearray(backup.read_bytes())
    data[5000:60000] = bytes(55000)
    backup.write_bytes(data)
    before = state(pretend.path)
    with pytest.raises(DiachisoError):
        restore_backup(pretend.path, backup)
    assert state(pretend.path) == before


def test_the_oldest_of_ten_can_be_restored(pretend: Pretend, backup_at, monkeypatch) -> None:
    made = [backup_at(f"202601{day:02d}-120000-000") for day in range(1, 11)]
    monkeypatch.setattr(backup_module, "_now", lambda: "20260111-120000-000")
    pretend.apply([FIRST])
    restore_backup(pretend.path, made[0])
    assert made[0].is_file()
    assert query(pretend.path, "SELECT count(*) FROM address") == [(0,)]


def test_open_layers_go_on_after_a_restore(pretend: Pretend, qgis_app) -> None:
    from qgis.core import QgsFeatureRequest, QgsVectorLayer

    pretend.apply([FIRST])
    backup = make_backup(pretend.path, "a")
    pretend.apply([SECOND])
    layer = QgsVectorLayer(f"{pretend.path}|layername=address", "address", "ogr")
    assert {f["code"] for f in layer.getFeatures()} == {FIRST, SECOND}
    restore_backup(pretend.path, backup)
    layer.reload()
    assert [f["code"] for f in layer.getFeatures()] == [FIRST]
    assert layer.startEditing()
    feature = next(layer.getFeatures(QgsFeatureRequest().setLimit(1)))
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("note"), "tiếp tục")
    assert layer.commitChanges(), layer.commitErrors()
    assert query(pretend.path, "SELECT note FROM address") == [("tiếp tục",)]


def test_a_reader_that_never_ends_is_waited_for_and_named(pretend: Pretend, monkeypatch) -> None:
    monkeypatch.setattr("diachiso.register.restore_work.PATIENCE_S", 0.5)
    backup = make_backup(pretend.path, "a")
    pretend.apply([FIRST])
    before = state(pretend.path)
    with closing(connect(pretend.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM address").fetchone()
        with pytest.raises(DiachisoError, match="Another program"):
            restore(pretend.path, backup)
        reader.execute("COMMIT")
    assert state(pretend.path) == before
    restore_backup(pretend.path, backup)


@pytest.mark.slow
@settings(max_examples=effort(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["apply", "leave", "undo", "backup", "restore"]), min_size=2, max_size=9))
def test_promise_1_whatever_is_undone_and_restored_no_code_that_left_goes_to_another(make_register, steps) -> None:
    """Every code that leaves is noted with its address; ever after that code is that address's or nobody's."""
    path = make_register(f"{abs(hash(tuple(steps)))}-{test_runs.append(1) or len(test_runs)}/r.gpkg")
    add_blocks(path, [BlockRequest("22000", "00123", 1, 90)])
    pretend = Pretend(path)
    papers: dict[str, str] = {}
    backups: list[Path] = []
    for step in steps:
        try:
            if step == "apply":
                pretend.apply([f"00123{serial:05d}" for serial in next_serials(path, 2)])
            elif step == "leave":
                for code, owner in query(path, "SELECT code, address_id FROM address"):
                    assert papers.setdefault(code, owner) == owner
                with write_transaction(path) as con:
                    mark_left(con, papers)
            elif step == "undo":
                undo_last_apply(path)
            elif step == "backup":
                backups.append(make_backup(path, "b"))
            elif backups:
                restore_backup(path, backups[0])
        except DiachisoError as error:
            assert error.message.id in ("nothing_to_undo", "backup_codes_given_to_others")
        for code, owner in query(path, "SELECT code, address_id FROM address"):
            assert papers.get(code, owner) == owner, f"{code} is on the papers of another address"
        with closing(connect(path)) as con:
            assert [str(problem) for problem in verify_ledger(con)] == []


test_runs: list[int] = []


@pytest.mark.parametrize("table", ["address", "audit_log"])
def test_a_damaged_register_can_be_restored_and_still_gives_nothing_twice(pretend: Pretend, table: str) -> None:
    pretend.apply([FIRST])
    before = state(pretend.path)
    backup = make_backup(pretend.path, "a")
    pretend.apply([SECOND, THIRD])
    (page,) = query(pretend.path, "SELECT rootpage FROM sqlite_master WHERE name = ?", table)[0]
    with pretend.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes([0xAA]) * 4096)
    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        query(pretend.path, f"SELECT * FROM {table}")
    with pytest.raises(DiachisoError, match="Restore the last backup"):
        undo_last_apply(pretend.path)
    summary = restore_backup(pretend.path, backup)
    assert summary.before.name.endswith("-damaged.gpkg") and summary.before.stat().st_size > 10_000
    assert state(pretend.path)[0] == before[0]
    assert (summary.burned, next_serials(pretend.path, 1)) == (2, [4])
    assert sound(pretend.path)


def test_a_register_whose_ledger_is_lost_is_left_as_it_is(pretend: Pretend) -> None:
    """Without its ledger nobody knows which codes were given since: that is for a person to decide."""
    pretend.apply([FIRST])
    backup = make_backup(pretend.path, "a")
    (page,) = query(pretend.path, "SELECT rootpage FROM sqlite_master WHERE name = 'code_ledger'")[0]
    with pretend.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes([0xAA]) * 4096)
    before = pretend.path.read_bytes()
    with pytest.raises(DiachisoError, match="ledger.*cannot be read"):
        restore_backup(pretend.path, backup)
    assert pretend.path.read_bytes() == before
