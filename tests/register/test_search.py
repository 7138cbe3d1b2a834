"""The search's side-car: in step with the register whatever happens to it, made anew where it is not."""
from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.block_rules import BlockRequest
from diachiso.register.backup import make_backup
from diachiso.register.blocks import add_blocks
from diachiso.register.connect import connect
from diachiso.register.restore import restore_backup
from diachiso.register.search_file import bring_up, read_mark, side_car
from diachiso.register.search_index import SearchIndex, StaleSearch
from diachiso.register.undo import undo_last_apply

from ..effort import effort
from ..print_town import make_print_town
from .conftest import create
from .pretend import Pretend

ENTRIES = (
    "SELECT e.fid, l.text, c.text, n.text, e.number, e.code, e.text, e.lon, e.lat, e.stage FROM entry e"
    " JOIN place p ON p.place = e.place JOIN line l ON l.line = p.line JOIN commune c ON c.commune = p.commune"
    " LEFT JOIN place q ON q.place = e.name_place LEFT JOIN line n ON n.line = q.line ORDER BY e.fid"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_print_town(tmp_path_factory.mktemp("town") / "Sổ.gpkg")
    bring_up(path)
    return path


@pytest.fixture
def register(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(town, tmp_path / "Sổ.gpkg"))


def entries(register: Path) -> list[tuple]:
    with closing(sqlite3.connect(side_car(register))) as con:
        return con.execute(ENTRIES).fetchall()


def made_anew(register: Path) -> list[tuple]:
    side_car(register).unlink(missing_ok=True)
    bring_up(register)
    return entries(register)


def found(register: Path, typed: str) -> list[str]:
    return [f.code for f in SearchIndex(side_car(register)).find(typed)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2 tran phu", "0010100001"),
        ("10 trần phú", "0010100002"),
        ("34/5/12 tran phu", "0010100003"),
        ("số 12 ngõ 34/5 đường Trần Phú", "0010100003"),
        ("12a tran phu", "0010100004"),
        ("tran phu 1 xa nui", "TAM-00000007"),
        ("120/1/22 nguyen thi minh khai", "0010100005"),
        ("nha van hoa", "0010100005"),
        ("ubnd nui", "0010200008"),
        ("uy ban nhan dan xa nui", "0010200008"),
        ("to 5", "0010100006"),
        ("0010100004", "0010100004"),
        ("tam-0", "TAM-00000007"),
        ("12.01, 109.0002", "0010100001"),
        ("3 le loi", "0010200008"),
    ],
)
def test_what_is_found_first(town: Path, typed: str, code: str) -> None:
    assert found(town, typed)[:1] == [code]


def test_a_retired_address_comes_last(town: Path) -> None:
    assert found(town, "le loi nui")[-1] == "0010200009"


def test_what_a_result_says(town: Path) -> None:
    first = SearchIndex(side_car(town)).find("uy ban nui")[0]
    assert (first.name, first.commune) == ("Ủy ban nhân dân xã Núi", "Xã Núi, Tỉnh Khánh Hòa")
    assert first.text.startswith("3 Lê Lợi") and first.lon == pytest.approx(109.1016) and first.stage == "verified"


EDITS = (
    "UPDATE address SET house_number = '{n}' WHERE fid = {n}",
    "UPDATE address SET street = 'Lê Lợi {n}' WHERE fid % 3 = {n} % 3",
    "UPDATE address SET name = 'Chợ {n}' WHERE fid = {n}",
    "UPDATE address SET name = NULL WHERE fid = {n}",
    "UPDATE street SET name = 'Trần Phú {n}'",
    "UPDATE admin_unit SET full_name = 'Phường Mới {n}' WHERE code = '22528'",
    "UPDATE address SET geom = (SELECT geom FROM address WHERE fid = 1) WHERE fid = {n}",
    "UPDATE address SET stage = 'retired' WHERE fid = {n} AND stage <> 'retired'",
    "INSERT INTO address (geom, role, house_number, street, commune_code) VALUES"
    " ((SELECT geom FROM address WHERE fid = 2), 'point', '{n}', 'Mới', '22528')",
)


@settings(max_examples=effort(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(1, 9)), max_size=5), st.booleans())
def test_it_keeps_in_step_with_every_edit(town: Path, edits: list[tuple[str, int]], between: bool) -> None:
    register = Path(shutil.copyfile(town, town.with_name("edited.gpkg")))
    shutil.copyfile(side_car(town), side_car(register))
    with closing(connect(register, write=True)) as con:
        for statement, number in edits:
            try:
                con.execute(statement.format(n=number))
            except sqlite3.IntegrityError:  # the register's guards refuse it: nothing has changed
                continue
            if between:
                bring_up(register)
    before = read_mark(side_car(register))
    read = bring_up(register)
    assert read <= 12 and (read_mark(side_car(register)) != before or read == 0)
    assert entries(register) == made_anew(register)
    assert bring_up(register) == 0


def test_undo_and_restore_are_followed(tmp_path: Path) -> None:
    register = create(tmp_path / "Sổ.gpkg")
    add_blocks(register, [BlockRequest("22000", "00123", 1, 100)])
    pretend = Pretend(register)
    pretend.apply(["0012300001", "0012300002"])
    bring_up(register)
    pretend.apply(["0012300003"])
    with closing(connect(register, write=True)) as con:  # as register/companions.py logs what an apply adds
        con.execute(
            "INSERT INTO audit_log (at, apply_id, table_name, fid, object_id, action)"
            " SELECT created_at, apply_id, 'address', fid, address_id, 'insert' FROM address WHERE code = '0012300003'"
        )
    bring_up(register)
    assert found(register, "0012300003") == ["0012300003"]
    assert undo_last_apply(register).removed == 1
    bring_up(register)
    assert found(register, "0012300003") == [] and entries(register) == made_anew(register)
    backup = make_backup(register, "restore")
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET name = 'Nhà bốn' WHERE code = '0012300002'")
    bring_up(register)
    assert found(register, "nha bon")[:1] == ["0012300002"]
    restore_backup(register, backup)
    bring_up(register)
    assert found(register, "nha bon")[:1] != ["0012300002"] and entries(register) == made_anew(register)


def test_a_side_car_of_another_register_or_a_broken_one_is_made_anew(register: Path, town: Path) -> None:
    file = side_car(register)
    for content in (b"", b"SQLite format 3\x00 broken", b"x" * 5000):
        file.write_bytes(content)
        assert bring_up(register) == 9
        assert found(register, "2 tran phu")[:1] == ["0010100001"]
    other = make_print_town(register.with_name("other.gpkg"), [])
    shutil.copyfile(file, side_car(other))
    assert bring_up(other) == 9


def test_a_folder_that_cannot_be_written_keeps_no_side_car(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diachiso.register.search_file.os.access", lambda path, mode: False)
    assert side_car(register).parent != register.parent and side_car(register) == side_car(register)


def test_no_personal_datum_stands_in_it(register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute(
            "INSERT INTO person (address_id, role, full_name, phone, legal_basis)"
            " SELECT address_id, 'owner', 'Nguyễn Văn Kín', '0912345678', 'law'"
            " FROM address LIMIT 1"
        )
    bring_up(register)
    data = side_car(register).read_bytes()
    assert "Kín".encode() not in data and b"0912345678" not in data


def test_an_index_does_not_read_a_file_that_was_made_anew(register: Path) -> None:
    bring_up(register)
    old = SearchIndex(side_car(register))
    assert old.find("10 tran phu")
    made_anew(register)
    for ask in (lambda: old.find("10 tran phu"), lambda: old.near(109.0, 12.0, 5), lambda: old.find("0010100002")):
        with pytest.raises(StaleSearch):
            ask()
    fresh = SearchIndex(side_car(register))
    assert fresh.find("10 tran phu") and not fresh.is_same(old)


def test_two_may_make_it_at_the_same_time(register: Path) -> None:
    side_car(register).unlink(missing_ok=True)
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(bring_up, [register] * 4))[-1] == 9
    assert found(register, "10 tran phu")[:1] == ["0010100002"]
    assert sorted(file.name for file in register.parent.iterdir()) == ["Sổ.gpkg", "Sổ.gpkg.search"]
