"""A copy that must not be believed is told from one that may, and nothing of it is written."""
from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.checkin.model import Choices, Side
from diachiso.register.checkout import share
from diachiso.register.checkout.base import base_folder
from diachiso.register.checkout.book import list_checkouts
from diachiso.register.checkout.checkin import HANDED_BACK, check_in
from diachiso.register.checkout.checkouts import give_up
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.ledger import taken_serials
from diachiso.register.preflight import check_place
from diachiso.register.restore_work import restore
from diachiso.register.undo_work import undo

from .conftest import add_address, come_back, edit, query

Leave = Callable[..., Any]
NUMBER = "UPDATE address SET house_number = ? WHERE address_id = 'a1'"
READ = "SELECT house_number FROM address WHERE address_id = 'a1'"


def other_register(home: Path, left: Any) -> None:
    with closing(sqlite3.connect(home)) as con, con:
        con.execute("DROP TRIGGER register_meta_identity")
        con.execute("UPDATE register_meta SET value = 'another' WHERE key = 'register_id'")


def older_copy(home: Path, left: Any) -> None:
    kept = shutil.copyfile(left.file, left.file.with_suffix(".kept"))
    edit(left.file, NUMBER, "8")
    come_back(home, left)
    shutil.move(kept, left.file)


def second_copy(home: Path, left: Any) -> None:
    kept = shutil.copyfile(left.file, left.file.with_suffix(".kept"))
    edit(left.file, NUMBER, "8")
    come_back(home, left)
    shutil.move(kept, left.file)
    for number in "567":
        edit(left.file, NUMBER, number)


def without_guards(home: Path, left: Any) -> None:
    with closing(sqlite3.connect(left.file)) as con, con:
        con.execute("DROP TRIGGER code_ledger_held")


def damaged(home: Path, left: Any) -> None:
    blob = bytearray(left.file.read_bytes())
    blob[len(blob) // 2: len(blob) // 2 + 30_000] = bytes(30_000)
    left.file.write_bytes(blob)


def base_changed(home: Path, left: Any) -> None:
    with closing(sqlite3.connect(left.base)) as con, con:
        con.execute("UPDATE address SET house_number = '77'")


def no_checkout(home: Path, left: Any) -> None:
    left.file.unlink()


def home_of_before(home: Path, left: Any) -> None:
    with closing(sqlite3.connect(home)) as con, con:
        con.execute("DELETE FROM checkout")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (other_register, "checked out from another register"), (older_copy, "older copy"), (second_copy, "second one"),
        (without_guards, "changed past its guards"), (damaged, "damaged"), (base_changed, "missing or was changed"),
        (no_checkout, "no check-out"), (home_of_before, "knows no check-out"),
    ],
)  # fmt: skip
def test_refused_with_a_remedy(home: Path, leave: Leave, spoil: Callable, said: str) -> None:
    left = leave(home)
    spoil(home, left)
    before = query(home, "SELECT max(seq) FROM audit_log")
    with pytest.raises(RegisterError, match=said) as told:
        check_in(home, left.file.parent, Choices(Side.THEIRS))
    assert "Nothing was taken" in str(told.value) or "Choose" in str(told.value)
    assert query(home, "SELECT max(seq) FROM audit_log") == before


def test_handed_back_it_is_closed_and_lost_it_burns_its_numbers(home: Path, leave: Leave) -> None:
    one, two = leave(home, numbers=10), leave(home, numbers=10, folder="2")
    done = come_back(home, one, hand_back=True)
    assert done.backup is not None and list_checkouts(home)[1].ended_why == HANDED_BACK
    with pytest.raises(RegisterError, match="handed back"):
        edit(one.file, NUMBER, "5")
    give_up(home, two.order.checkout_id, "USB hỏng")
    with closing(connect(home)) as con:
        assert taken_serials(con, "00101", 5).tolist() == [1, 2, *range(13, 23)]
    with pytest.raises(RegisterError, match="ended already"):
        give_up(home, two.order.checkout_id, "again")
    come_back(home, two, hand_back=True)  # it turned up
    with closing(connect(home)) as con:
        assert taken_serials(con, "00101", 5).tolist() == [1, 2]


def test_undo_and_restore_bring_back_what_can_be_checked_in_again(home: Path, leave: Leave) -> None:
    left = leave(home, numbers=10)
    edit(left.file, NUMBER, "8")
    with closing(connect(left.file, write=True)) as con:
        add_address(con, "n1", 109.05, "22528", serial=3)
    done = come_back(home, left)
    undo(home)
    assert query(home, READ) == [("1",)] and not query(home, "SELECT 1 FROM code_ledger WHERE address_id = 'n1'")
    assert come_back(home, left).counts["NEW"] == 1 and query(home, READ) == [("8",)]
    restore(home, done.backup)
    assert query(home, READ) == [("1",)] and list_checkouts(home)[0].generation == 0
    with closing(connect(home)) as con:  # its numbers are still with it, and the code that was here is nobody's
        assert set(range(3, 13)) <= set(taken_serials(con, "00101", 5).tolist())
    assert come_back(home, left).counts["REFUSED"] == 1


def test_undo_finds_the_checkout_whose_row_has_another_number_in_this_copy(home: Path, leave: Leave) -> None:
    """A row with a key of text has no number of its own: a vacuum, or the local copy of a server's register, gives it
    another.
    """
    left, other = leave(home, numbers=5), leave(home, "22561", folder="other", numbers=5)
    edit(left.file, NUMBER, "8")
    come_back(home, left, hand_back=True)
    read = "SELECT checkout_id, checked_in_at IS NULL, ended_at IS NULL FROM checkout ORDER BY checkout_id = ?"
    with closing(connect(home, write=True)) as con:
        con.execute("UPDATE checkout SET rowid = -rowid")
        con.execute("UPDATE checkout SET rowid = 3 + rowid")
    undo(home)
    out = left.order.checkout_id
    assert query(home, read, out) == [(other.order.checkout_id, 1, 1), (out, 1, 1)]
    assert query(home, READ) == [("1",)]


def test_a_stick_that_cannot_be_written(home: Path, leave: Leave) -> None:
    left = leave(home)
    edit(left.file, NUMBER, "8")
    with closing(sqlite3.connect(left.file)) as con:  # as QGIS leaves it when it is cut off
        con.execute("PRAGMA journal_mode = WAL")
    left.file.chmod(0o444)
    left.file.parent.chmod(0o555)
    done = come_back(home, left)
    left.file.parent.chmod(0o755)
    assert query(home, READ) == [("8",)] and not done.copy_told
    assert come_back(home, left).backup is None


def test_a_register_on_a_network_drive(
    home: Path, leave: Leave, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = str(home.parent.resolve())
    found = lambda path: "//may-chu/so" if str(path).startswith(drive) else None  # noqa: E731
    monkeypatch.setattr(share, "network_share", found)
    with share.at_hand(home) as here:
        assert here != home
        left = leave(here, numbers=5)
    assert list_checkouts(home)[0].numbers == 5 and (base_folder(home) / left.base.name).is_file()
    edit(left.file, NUMBER, "8")
    with pytest.raises(RegisterError, match="changed on the network"), share.at_hand(home) as here:
        come_back(here, left)
        edit(home, "UPDATE address SET name = 'Chợ' WHERE address_id = 'a1'")
    assert query(home, READ) == [("1",)]
    with share.at_hand(home) as here:
        come_back(here, left)
    assert query(home, READ) == [("8",)]
    monkeypatch.setattr("diachiso.register.preflight.network_share", found)
    with pytest.raises(RegisterError, match="Check out communes"):
        check_place(home)
