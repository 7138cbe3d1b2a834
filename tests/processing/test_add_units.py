"""addunits as the toolbox runs it: class and word from the profile of classes, the plan as a layer, and undo."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob


def query(path: Path, statement: str) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement).fetchall()


@pytest.fixture
def register(run, once, tmp_path: Path) -> Path:
    """A register with a block of flats, a market and a hotel."""

    def make(folder: Path) -> None:
        run("createregister", PROVINCE="56", OUTPUT=folder / "Sổ địa chỉ.gpkg")
        run("addcodeblock", REGISTER=folder / "Sổ địa chỉ.gpkg", COMMUNE="22528", PREFIX="00101", FIRST=1, LAST=50)

    path = once(make, tmp_path) / "Sổ địa chỉ.gpkg"
    with closing(connect(path, write=True)) as con:
        for name in ("apartment_building", "market", "hotel"):
            con.execute(
                "INSERT INTO address (geom, address_id, object_class, name, commune_code, commune)"
                " VALUES (?, ?, ?, 'Biển', '22528', 'Phường Ninh Hòa')",
                (point_blob(109.1, 12.4), name, name),
            )
    return path


@pytest.mark.parametrize(
    ("store", "parent", "values", "expected"),
    [
        ("file", "apartment_building", {"FLOORS": "25-25", "UNITS_PER_FLOOR": "6"}, ("flat", "Căn 25 – 06")),
        ("postgres", "market", {"LIST": "A01-A06"}, ("market_stall", "Gian A06")),
        ("file", "hotel", {"FLOORS": "3-3", "UNITS_PER_FLOOR": "6"}, ("hotel", "03 – 06")),
        ("file", "hotel", {"FLOORS": "3-3", "UNITS_PER_FLOOR": "6", "CLASS": "flat"}, ("flat", "Căn 03 – 06")),
    ],
    indirect=["store"],
)
def test_the_profile_says_what_units_are(run, register: Path, parent: str, values: dict, expected: tuple) -> None:
    planned = run("addunits", REGISTER=register, PARENT=parent, OUTPUT="TEMPORARY_OUTPUT", **values)
    assert query(register, "SELECT count(*) FROM address WHERE parent_id IS NOT NULL") == [(0,)]
    assert planned["COUNT"] == 6
    last = list(planned["OUTPUT"].getFeatures())[-1]
    assert (last["status"], last["room"], last.geometry().asPoint().x()) == ("new", expected[1], 109.1)
    done = run("addunits", REGISTER=register, PARENT=parent, DRY_RUN=False, **values)
    assert (done["COUNT"], done["KEPT"], done["CODED"]) == (6, 0, 0)
    found = query(register, "SELECT object_class, room FROM address WHERE parent_id IS NOT NULL ORDER BY fid")
    assert found[-1] == expected
    again = run("addunits", REGISTER=register, PARENT=parent, DRY_RUN=False, CODES=True, **values)
    assert (again["COUNT"], again["CODED"], again["KEPT"]) == (0, 6, 0)
    assert query(register, "SELECT max(code) FROM address") == [("0010100006",)]
    run("undoapply", REGISTER=register)
    assert run("undoapply", REGISTER=register)["REMOVED"] == 6


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "not both"),
        ({"FLOORS": "5", "UNITS_PER_FLOOR": "2", "LIST": "A1"}, "not both"),
        ({"LIST": "A1", "PARENT": "x"}, "no address with the code or id x"),
        ({"LIST": "A1", "CLASS": "castle"}, "castle"),
        ({"LIST": "A1", "CODES": True, "SCHEME": "pluscode"}, "follow from the position"),
    ],
)
def test_a_wrong_request_is_refused(run, register: Path, values: dict, words: str) -> None:
    with pytest.raises(QgsProcessingException, match=words):
        run("addunits", **{"REGISTER": register, "PARENT": "market", "DRY_RUN": False, **values})
    assert query(register, "SELECT count(*) FROM address") == [(3,)]
