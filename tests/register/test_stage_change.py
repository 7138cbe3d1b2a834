"""Records retired, restored and taken along: all or none, each with its reason, and the history that tells it."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.history_text import HistoryWords
from diachiso.core.lifecycle import Stage
from diachiso.core.lifecycle_actions import Action, Situation, offers
from diachiso.core.powers import Power, Powers
from diachiso.core.profile import load_profile
from diachiso.register.actor import current_user
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.geometry_functions import point_blob
from diachiso.register.history import read_history
from diachiso.register.ledger import verify_ledger
from diachiso.register.power_setting import set_powers
from diachiso.register.sql import insert
from diachiso.register.stage_change import StageRequest, StageSummary, change_stage, situation

from ..effort import effort
from .pretend import Pretend, query

ONE, TWO, THREE = "0012300001", "0012300002", "0012300003"


@pytest.fixture
def town(register: Path) -> Path:
    """Three created houses with codes, the third without class."""
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute(
            "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial,"
            " authority_doc, added_at) VALUES ('ndas', '00123', '22000', 1, 99, 1, '', '')"
        )
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    Pretend(register).apply([ONE, TWO, THREE])
    with closing(connect(register, write=True)) as con:
        con.execute(
            "UPDATE address SET object_class = 'house', settlement = 'Thôn 1', no_number = 1, province = 'x',"
            " province_code = '56' WHERE code <> ?",
            (THREE,),
        )
    return register


def change(path: Path, action: Action, *records: str, reason: str = "Đã phá dỡ", **more: object) -> StageSummary:
    return change_stage(path, StageRequest(records, action, reason), **more)


def stages(path: Path) -> list[str]:
    return [stage for (stage,) in query(path, "SELECT stage FROM address ORDER BY code")]


def sound(path: Path) -> bool:
    with closing(connect(path)) as con:
        return [str(p) for p in verify_ledger(con)] == []


def test_retired_and_restored_with_its_code(town: Path) -> None:
    done = change(town, Action.RETIRE, ONE, TWO)
    assert stages(town) == ["retired", "retired", "created"] and done.backup is not None and sound(town)
    assert query(town, "SELECT state FROM code_ledger ORDER BY code") == [("retired",), ("retired",), ("given",)]
    change(town, Action.RESTORE, TWO, reason="Nhầm nhà")
    assert stages(town) == ["retired", "created", "created"] and sound(town)
    assert query(town, "SELECT edited_by FROM address WHERE code = ?", TWO) == [(current_user(),)]
    assert query(town, "SELECT * FROM sync_ctl WHERE key = 'restoring'") == []
    with closing(connect(town, write=True)) as con, pytest.raises(sqlite3.IntegrityError, match="Không được chuyển"):
        con.execute("UPDATE address SET stage = 'created' WHERE code = ?", (ONE,))


def test_it_becomes_what_it_was_last(town: Path) -> None:
    set_powers(town, {Power.VERIFY: ("*",)})
    for step in ("submitted", "verified", "retired", "restore", "rejected", "retired", "restore"):
        action = Action(step)
        change(town, action, ONE)
    assert stages(town)[0] == "rejected" and sound(town)


def test_all_or_none_and_the_reason_of_each(town: Path) -> None:
    before = query(town, "SELECT * FROM address"), query(town, "SELECT count(*) FROM audit_log")
    planned = change(town, Action.SUBMIT, ONE, THREE, "nobody", dry_run=True)
    reasons = [row.refusal.message.id if row.refusal else "" for row in planned.rows]
    assert reasons == ["", "stage_lacks", "stage_no_record"]
    assert "Loại đối tượng" in planned.rows[1].refusal.render()
    with pytest.raises(RegisterError, match=rf"2 of 3 records cannot be: {THREE} – [^.]*; nobody – [^.]*\. Correct"):
        change(town, Action.SUBMIT, ONE, THREE, "nobody")
    assert (query(town, "SELECT * FROM address"), query(town, "SELECT count(*) FROM audit_log")) == before


def test_a_trigger_has_the_last_word(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diachiso.register.stage_change.why_not", lambda *_: None)
    with pytest.raises(RegisterError, match="refused the change"):
        change(town, Action.SUBMIT, ONE, THREE)
    assert stages(town) == ["created"] * 3


def test_nobody_verifies_until_someone_is_named(town: Path) -> None:
    change(town, Action.SUBMIT, ONE)
    with pytest.raises(RegisterError, match="does not hold the power to verify"):
        change(town, Action.VERIFY, ONE)
    set_powers(town, {Power.VERIFY: (current_user(),)})
    change(town, Action.VERIFY, ONE)
    assert stages(town)[0] == "verified"


@pytest.mark.parametrize("action", [Action.RETIRE, Action.RESTORE, Action.REJECT])
def test_some_steps_need_a_word(town: Path, action: Action) -> None:
    with pytest.raises(RegisterError, match="Say why"):
        change(town, action, ONE, reason=" ")


def test_a_code_and_an_id_may_name_one_record(town: Path) -> None:
    (address_id,) = query(town, "SELECT address_id FROM address WHERE code = ?", ONE)[0]
    assert len(change(town, Action.RETIRE, ONE, address_id, " ", ONE).rows) == 1


def add_unit(path: Path, parent: str, name: str) -> None:
    row = {"geom": point_blob(1, 1), "address_id": name, "parent_id": parent, "commune_code": "22000"}
    with closing(connect(path, write=True)) as con:
        con.execute(insert("address", row), list(row.values()))


def test_a_building_goes_with_its_units_and_comes_back_before_them(town: Path) -> None:
    (tower,) = query(town, "SELECT address_id FROM address WHERE code = ?", ONE)[0]
    add_unit(town, tower, "u1")
    add_unit(town, tower, "u2")
    with pytest.raises(RegisterError, match="2 of its units"):
        change(town, Action.RETIRE, ONE)
    assert [row.record for row in change(town, Action.RETIRE, ONE, "u1", "u2").rows] == ["u1", "u2", ONE]
    with pytest.raises(RegisterError, match="Restore the building first"):
        change(town, Action.RESTORE, "u1")
    assert [row.record for row in change(town, Action.RESTORE, "u1", ONE).rows] == [ONE, "u1"]
    assert sound(town)


def test_what_was_merged_away_stays_retired(town: Path) -> None:
    Pretend(town).apply([], retire=[ONE], block_id=None)
    with closing(connect(town, write=True)) as con:
        con.execute(
            "INSERT INTO successor (old_address_id, new_address_id, kind, new_code, at)"
            " SELECT a.address_id, b.address_id, 'merge', b.code, '' FROM address a, address b"
            " WHERE a.code = ? AND b.code = ?",
            (ONE, TWO),
        )
    with pytest.raises(RegisterError, match=f"merged into {TWO}"):
        change(town, Action.RESTORE, ONE)


def test_a_page_asks_what_may_be_done(town: Path) -> None:
    change(town, Action.RETIRE, ONE)
    with closing(connect(town)) as con:
        (address_id,) = con.execute("SELECT address_id FROM address WHERE code = ?", (ONE,)).fetchone()
        found = situation(con, address_id)
        assert found == Situation(Stage.RETIRED, former=Stage.CREATED)
        assert [o.action for o in offers(found, Powers(), "lan") if o.allowed] == [Action.RESTORE]
        assert situation(con, "nobody") is None
        assert situation(con, THREE).lacks_to_be_created == ("Loại đối tượng",)


def test_the_history_tells_it_in_vietnamese(town: Path) -> None:
    with closing(connect(town, write=True)) as con:
        con.execute("UPDATE address SET street = 'Trần Phú', floors = 3, edited_by = 'Lan' WHERE code = ?", (ONE,))
        (address_id,) = con.execute("SELECT address_id FROM address WHERE code = ?", (ONE,)).fetchone()
        con.execute("INSERT INTO address_position (address_id, kind) VALUES (?, 'entrance')", (address_id,))
    change(town, Action.RETIRE, ONE, reason="Đã phá dỡ")
    change(town, Action.RESTORE, ONE, reason="Nhầm nhà")
    words = {
        "Changed": "Sửa", "Reason": "Lý do", "Retired": "Ngừng sử dụng", "Restored": "Khôi phục", "Created": "Tạo lập",
        "(empty)": "(trống)", "Position added": "Thêm vị trí", "Entered": "Nhập mới",
        "Kind of position": "Loại vị trí", "Entrance": "Lối vào", "Assign new codes": "Gán mã",
    }  # fmt: skip
    history = HistoryWords(load_profile(), lambda _context, text: words.get(text, text), classes={"house": "Nhà ở"})
    lines = [history.line(entry) for entry in read_history(town, address_id)]
    assert lines[:6] == [
        "Lý do – Nhầm nhà",
        "Khôi phục – Trạng thái: Ngừng sử dụng → Tạo lập",
        "Lý do – Đã phá dỡ",
        "Ngừng sử dụng – Trạng thái: Tạo lập → Ngừng sử dụng",
        "Thêm vị trí – Loại vị trí: Lối vào",
        "Sửa – Đường, phố: (trống) → Trần Phú; Số tầng: (trống) → 3",
    ]
    assert history.full_line(read_history(town, address_id)[5]).split(" · ")[1] == "Lan"


def walk(path: Path, steps: list[tuple[Action, str]]) -> None:
    for action, code in steps:
        try:
            change(path, action, code)
        except RegisterError as error:
            assert error.message.id == "stage_some_refused", str(error)


STEPS = st.lists(st.tuples(st.sampled_from(list(Action)), st.sampled_from([ONE, TWO])), max_size=8)


@given(STEPS)
@settings(max_examples=effort(12), deadline=None)
def test_any_way_through_the_stages_leaves_ledger_and_addresses_agreeing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Action, str]]
) -> None:
    path = fresh(tmp_path_factory)
    before = query(path, "SELECT code, address_id FROM address ORDER BY code")
    walk(path, steps)
    assert sound(path)
    assert query(path, "SELECT code, address_id FROM address ORDER BY code") == before  # nobody loses a code
    logged = query(path, "SELECT count(*) FROM audit_log WHERE action IN ('retire', 'unretire')")[0][0]
    said = query(path, "SELECT count(*) FROM audit_log WHERE action = 'reason'")[0][0]
    assert said >= logged


_MADE: dict[str, bytes] = {}


def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of one and the same small register."""
    path = tmp_path_factory.mktemp("stages") / "so.gpkg"
    path.write_bytes(_MADE["town"])
    return path


@pytest.fixture(autouse=True)
def _template(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if "town" not in _MADE:
        make: Callable[..., Path] = request.getfixturevalue("make_register")
        path = make("template/so.gpkg")
        with closing(connect(path, write=True)) as con:
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.execute("INSERT INTO register_meta (key, value) VALUES ('power_verify', '*')")
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        Pretend(path).apply([ONE, TWO], block_id=None)
        with closing(connect(path, write=True)) as con:
            con.execute(
                "UPDATE address SET object_class = 'house', settlement = 'Thôn 1', no_number = 1, province = 'x',"
                " province_code = '56'"
            )
        _MADE["town"] = path.read_bytes()
