"""What is printed: chosen by place, street, class, stage or selection; in walking order whatever the rows' order."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.print_selection import PrintFilter
from diachiso.register.errors import RegisterError
from diachiso.register.print_rows import StoredRows, rows_to_print
from diachiso.register.snapshot import snapshot

from ..effort import effort
from ..print_town import add_addresses, address, make_print_town
from ..small_town import FIRST, SECOND, make_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_print_town(tmp_path_factory.mktemp("town") / "register.gpkg")


def serials(path: Path, **chosen: object) -> list[int]:
    with snapshot(path) as con:
        return [int(row.text("code")[-5:]) for row in rows_to_print(con, PrintFilter(**chosen))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"streets": ("Trần Phú",), "communes": (FIRST,)}, [1, 2, 4, 3]),
        ({"streets": ("đường trần phú",), "communes": ("phường biển",)}, [1, 2, 4, 3]),
        ({"streets": ("Trần Phú",)}, [1, 2, 4, 3, 7]),
        ({"streets": ("Trần Phú", "Lê Lợi"), "communes": ("Núi",)}, [8, 7]),
        ({"communes": ("Xã Núi", FIRST), "classes": ("II",)}, [8]),
        ({"classes": ("office",)}, [8]),
        ({"settlements": ("tổ dân phố 5",)}, [2, 6]),
        ({"settlements": ("to dan pho 5",), "communes": ("bien",)}, [2, 6]),
        ({"streets": ("duong tran phu",), "communes": ("Nui",)}, [7]),
        ({"stages": ("retired",)}, [9]),
        ({"stages": ("verified", "retired")}, [8, 9]),
        ({"only": frozenset({"0010100006", "0010100001", "unknown"})}, [1, 6]),
        ({"only": frozenset()}, []),
        ({"streets": ("Lê Lợi",), "stages": ("issued",)}, []),
    ],
)
def test_the_filter(town: Path, chosen: dict, expected: list[int]) -> None:
    assert serials(town, **chosen) == expected


def test_all_but_the_retired_commune_by_commune(town: Path) -> None:
    found = serials(town)
    assert sorted(found) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert set(found[:6]) == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"streets": ("Trần Phủ",)}, ("Trần Phủ", "Trần Phú")),
        ({"communes": ("99999",)}, ("99999", "Phường Biển")),
        ({"settlements": ("Thôn 1",)}, ("Thôn 1", "Tổ dân phố 5")),
        ({"classes": ("houses",)}, ("houses", "house", "II")),
    ],
)
def test_a_place_without_addresses_is_refused_with_the_known_ones(town: Path, chosen: dict, words: tuple) -> None:
    with pytest.raises(RegisterError) as error:
        serials(town, **chosen)
    for word in words:
        assert word in str(error.value)


def test_a_row_holds_all_columns_and_its_position(town: Path) -> None:
    with snapshot(town) as con:
        (row,) = rows_to_print(con, PrintFilter(only=frozenset({"0010100005"})))
    assert row.text("house_number") == "120/1/22" and row.text("alley") == "" and row.values["alley"] is None
    assert row.lonlat == pytest.approx((109.001, 12.01))


def test_flats_of_a_house_by_floor_and_room(tmp_path: Path) -> None:
    rooms = [("10", "2"), ("2", "11"), ("2", "3"), ("1", "1")]
    flats = [
        address(k, street="Trần Phú", house_number="7", floor=floor, room=room, lon=109.01, lat=12.01)
        for k, (floor, room) in enumerate(rooms)
    ]
    assert serials(make_print_town(tmp_path / "register.gpkg", flats)) == [3, 2, 1, 0]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_town(tmp_path_factory.mktemp("empty") / "register.gpkg", [], [])


@given(st.permutations(range(8)))
@settings(max_examples=effort(10))
def test_the_order_never_depends_on_the_rows(empty: Path, tmp_path_factory: pytest.TempPathFactory, turn: list) -> None:
    houses = [
        address(k, FIRST if k % 3 else SECOND, street=("Trần Phú", "Lê Lợi", None)[k % 2 if k < 6 else 2],
                house_number=str(20 - k))
        for k in range(8)
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("turned")
    ways = []
    for name, order in (("as_is", range(8)), ("turned", turn)):
        path = Path(shutil.copyfile(empty, folder / f"{name}.gpkg"))
        add_addresses(path, [houses[k] for k in order])
        ways.append(serials(path))
    assert ways[0] == ways[1]


def test_an_empty_register_has_nothing_to_print(empty: Path) -> None:
    assert serials(empty) == []


def test_many_rows_come_in_pieces(empty: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(empty, tmp_path / "many.gpkg"))
    add_addresses(path, (address(k, street="Trần Phú", house_number=str(k)) for k in range(900, 0, -1)))
    assert serials(path) == list(range(1, 901))


def test_stored_rows_are_the_same_rows(town: Path, tmp_path: Path) -> None:
    with snapshot(town) as con:
        rows = list(rows_to_print(con, PrintFilter()))
    stored = StoredRows(tmp_path / "rows.jsonl", iter(rows))
    assert len(stored) == len(rows) and list(stored) == rows == list(stored)
