"""numberhouses as the toolbox runs it: a proposal with reasons and lines, then numbers in the register, and undo."""
from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException
from qgis.PyQt.QtGui import QImage

from diachiso.register.connect import connect
from diachiso.register.geometry_functions import point_blob
from diachiso.register.rows import StreetRow

from ..small_town import FIRST, line, make_town
from ..stores import thorough_stores

X, Y, METRE = 109.05, 12.05, 1 / 111_320
EAST_WEST = line((X + 0.001, Y), (X, Y))  # 109 m; its left is the south


def at(along: float, off: float) -> tuple[float, float]:
    """A place so many metres from the east end of the street, and north of it."""
    return X + 0.001 - along * METRE / 0.978, Y + off * METRE


HOUSES = (  # id, along, off, number, stage
    ("a", 10, -10, "1", "declared"), ("b", 20, -10, None, "declared"), ("c", 30, -10, "3", "declared"),
    ("d", 15, 10, None, "declared"), ("e", 25, 10, None, "submitted"), ("f", 35, 10, None, "declared"),
)  # fmt: skip


def query(path: Path, statement: str, *values: object) -> list[tuple]:
    with closing(connect(path)) as con:
        return con.execute(statement, values).fetchall()


def numbers(path: Path) -> list[tuple]:
    """What the register says of every house."""
    return query(path, "SELECT address_id, house_number, street FROM address WHERE parent_id IS NULL ORDER BY fid")


@pytest.fixture
def register(once, qgis_app: Any, tmp_path: Path) -> Path:
    """A street with houses on both sides and a unit in one of them."""

    def make(folder: Path) -> None:
        street = StreetRow("Trần Phú", commune_code=FIRST, wkb=EAST_WEST)
        path = make_town(folder / "Sổ.gpkg", [street], [])
        with closing(connect(path, write=True)) as con:
            con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
            con.executemany(
                "INSERT INTO address (geom, address_id, house_number, stage, commune_code, street, no_number)"
                " VALUES (?, ?, ?, ?, ?, 'Trần Phú', 1)",
                [(point_blob(*at(a, off)), name, number, stage, FIRST) for name, a, off, number, stage in HOUSES],
            )
            con.execute(
                "INSERT INTO address (geom, address_id, commune_code, street, parent_id, room)"
                " VALUES (?, 'd1', ?, 'Trần Phú', 'd', '101')",
                (point_blob(*at(15, 10)), FIRST),
            )
            con.execute("UPDATE address SET no_number = NULL WHERE house_number IS NOT NULL")
            con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")

    return once(make, tmp_path) / "Sổ.gpkg"


def test_a_dry_run_proposes_and_writes_nothing(run, register: Path) -> None:
    before = numbers(register)
    done = run("numberhouses", REGISTER=register, RULES="continuous", OUTPUT="TEMPORARY_OUTPUT",
               LINES="TEMPORARY_OUTPUT")  # fmt: skip
    assert numbers(register) == before
    assert (done["NEW"], done["KEPT"], done["SKIPPED"], done["WRITTEN"]) == (3, 2, 1, 0)
    rows = {f["address_id"]: f for f in done["OUTPUT"].getFeatures()}
    assert {name: row["number_text"] or "" for name, row in rows.items()} == {
        "a": "1", "b": "1A", "c": "3", "d": "2", "e": "", "f": "4",
    }  # fmt: skip
    assert "no number is free" in rows["b"]["reason_text"] and rows["b"]["side"] == "left side"
    assert rows["e"]["reason"] == "fixed"
    lines = list(done["LINES"].getFeatures())
    assert sorted(f["kind"] for f in lines) == ["fishbone"] * 6 + ["street"]
    assert all(f.geometry().length() < 12 * METRE for f in lines if f["kind"] == "fishbone")
    assert (done["PARITY_BEFORE"], done["PARITY_AFTER"]) == (100.0, 100.0)


def test_it_writes_all_with_a_backup_and_undo_takes_it_back(run, register: Path) -> None:
    before = numbers(register)
    done = run("numberhouses", REGISTER=register, RULES="continuous", DRY_RUN=False)
    assert done["WRITTEN"] == 3 and Path(done["BACKUP"]).exists()
    assert [row[1] for row in numbers(register)] == ["1", "1A", "3", "2", None, "4"]
    assert query(register, "SELECT house_number, address_text FROM address WHERE address_id = 'd1'") == [
        ("2", "Phòng 101, 2 Trần Phú"),
    ]
    assert query(register, "SELECT no_number FROM address WHERE address_id = 'b'") == [(0,)]
    audit = query(register, "SELECT count(*) FROM audit_log WHERE apply_id = 1 AND new LIKE '%house_number%'")
    assert audit == [(4,)]
    assert run("numberhouses", REGISTER=register, RULES="continuous", DRY_RUN=False)["WRITTEN"] == 0
    run("undoapply", REGISTER=register)
    assert numbers(register) == before


def test_the_preview_map_shows_every_number(run, register: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "Bản đồ.svg"
    run("numberhouses", REGISTER=register, RULES="continuous", PREVIEW=drawing)
    image = QImage(str(drawing))
    assert not image.isNull() and image.width() > 200
    text = drawing.read_text(encoding="utf-8")
    assert all(f">{number}</text>" in text for number in ("1", "1A", "3", "2", "4")) and ">Trần Phú</text>" in text


@thorough_stores
def test_a_reviewed_proposal_is_written_as_it_was_decided(run, register: Path) -> None:
    layer = run("numberhouses", REGISTER=register, OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    with_id = {f["address_id"]: f.id() for f in layer.getFeatures() if f["address_id"]}
    layer.startEditing()
    layer.changeAttributeValue(with_id["b"], layer.fields().indexOf("decision"), "exclude")
    layer.changeAttributeValue(with_id["f"], layer.fields().indexOf("decision_number"), "24B")
    layer.commitChanges()
    made_for, ours = layer.fields().indexOf("register_id"), layer.getFeature(with_id["f"])["register_id"]
    layer.dataProvider().changeAttributeValues({with_id["f"]: {made_for: "another one's"}})
    with pytest.raises(QgsProcessingException, match="made for another register"):
        run("numberhouses", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)
    layer.dataProvider().changeAttributeValues({with_id["f"]: {made_for: ours}})
    done = run("numberhouses", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)
    assert done["WRITTEN"] == 2
    assert {row[0]: row[1] for row in numbers(register)}["b"] is None
    assert {row[0]: row[1] for row in numbers(register)}["f"] == "24B"
    with pytest.raises(QgsProcessingException, match="another state of the register"):
        run("numberhouses", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("decision_number", "3", "would stand at two houses"), ("decision", "nein", "nein"),
     ("decision_number", "mới", "no digit"), ("address_id", "zzz", "none of these addresses")],
)  # fmt: skip
def test_a_wrong_decision_writes_nothing(run, register: Path, field: str, value: str, words: str) -> None:
    layer = run("numberhouses", REGISTER=register, OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    chosen = next(f.id() for f in layer.getFeatures() if f["address_id"] == "b")
    layer.startEditing()
    layer.changeAttributeValue(chosen, layer.fields().indexOf(field), value)
    layer.commitChanges()
    before = numbers(register)
    with pytest.raises(QgsProcessingException, match=words):
        run("numberhouses", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)
    assert numbers(register) == before


def test_an_edit_since_the_proposal_is_not_overwritten(run, register: Path) -> None:
    layer = run("numberhouses", REGISTER=register, OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET house_number = '99' WHERE address_id = 'd'")
    with pytest.raises(QgsProcessingException, match="have got a number"):
        run("numberhouses", REGISTER=register, REVIEWED_PLAN=layer, DRY_RUN=False)


def test_locked_streets_of_the_register_are_left_alone(run, register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE street SET locked = 1")
    done = run("numberhouses", REGISTER=register, DRY_RUN=False)
    assert (done["LOCKED"], done["WRITTEN"]) == (6, 0)


SQUARES = [
    f"POLYGON(({x - 3e-5} {y - 3e-5}, {x + 3e-5} {y - 3e-5}, {x + 3e-5} {y + 3e-5}, {x - 3e-5} {y + 3e-5}, "
    f"{x - 3e-5} {y - 3e-5}))"
    for x, y in (at(10, -10), at(20, -10), at(50, -60))
]


def test_buildings_and_streets_of_layers_and_the_addresses_that_they_are(run, make_layer, register: Path) -> None:
    houses = make_layer(SQUARES, {"so_nha": ["", "", ""]})
    streets = make_layer([f"LINESTRING({X + 0.001} {Y}, {X} {Y})"], {"name": ["Trần Phú"], "huong": ["Tây - Đông"]})
    done = run("numberhouses", INPUT=houses, STREETS=streets, OUTPUT="TEMPORARY_OUTPUT", RULES="continuous")
    # West to east: the left is the north, so the south is even.
    assert [f["number_text"] or "" for f in done["OUTPUT"].getFeatures()] == ["4", "2", ""]
    done = run("numberhouses", INPUT=houses, STREETS=streets, REGISTER=register, DRY_RUN=False, RULES="continuous",
               OUTPUT="TEMPORARY_OUTPUT")  # fmt: skip
    assert [f["address_id"] or "" for f in done["OUTPUT"].getFeatures()] == ["a", "b", ""]
    assert done["WRITTEN"] == 1
    assert {row[0]: row[1] for row in numbers(register)}["a"] == "1"


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, "no houses"), ({"DRY_RUN": False}, "into a register only"), ({"RULES": "x.json"}, "no rules of numbering")],
)
def test_wrong_parameters_say_what_to_do(run, values: dict[str, Any], words: str) -> None:
    with pytest.raises(QgsProcessingException, match=words):
        run("numberhouses", **values)


def test_a_register_without_streets_says_so(run, register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE street SET valid_to = '2020-01-01'")
    with pytest.raises(QgsProcessingException, match="no streets"):
        run("numberhouses", REGISTER=register)


def test_own_rules_and_chosen_streets(run, make_layer, register: Path, tmp_path: Path) -> None:
    rules = tmp_path / "Quy tắc.json"
    rules.write_text(json.dumps({"odd_side": "right", "reserve": "none"}), encoding="utf-8")
    houses = make_layer(SQUARES[:2], {"so_nha": ["", ""]})
    done = run("numberhouses", INPUT=houses, REGISTER=None, RULES=str(rules), OUTPUT="TEMPORARY_OUTPUT",
               STREETS=make_layer([f"LINESTRING({X + 0.001} {Y}, {X} {Y})"], {"name": ["Trần Phú"]}))  # fmt: skip
    assert [f["number_text"] for f in done["OUTPUT"].getFeatures()] == ["2", "4"]
    done = run("numberhouses", REGISTER=register, ONLY_STREETS="Lê Lợi", DRY_RUN=False)
    assert (done["NEW"], done["WRITTEN"]) == (0, 0)


def test_doors_lots_and_a_centre_of_layers(run, make_layer) -> None:
    """A corner house belongs to the street of its door; a lot without a house keeps a number; a radial street begins
    at the centre."""

    def square(along: float, off: float) -> str:
        x, y = at(along, off)
        ring = [(x - 3e-5, y - 3e-5), (x + 3e-5, y - 3e-5), (x + 3e-5, y + 3e-5), (x - 3e-5, y + 3e-5)]
        return "POLYGON((" + ", ".join(f"{a} {b}" for a, b in [*ring, ring[0]]) + "))"

    side = [at(60, -80), at(60, 80)]
    streets = make_layer(
        [f"LINESTRING({X + 0.001} {Y}, {X} {Y})", "LINESTRING(" + ", ".join(f"{x} {y}" for x, y in side) + ")"],
        {"name": ["Trần Phú", "Lê Lợi"], "width": [8.0, 8.0]},
    )
    houses = make_layer([square(10, -10), square(50, -9), square(30, -10)], {"so_nha": ["", "", ""]})
    door = at(54, -9)
    doors = make_layer([f"POINT({door[0]} {door[1]})"], {"a": ["x"]})
    plots = make_layer([square(20, -10), square(30, -10)], {"a": ["lô", "có nhà"]})
    given = {"INPUT": houses, "STREETS": streets, "RULES": "continuous", "OUTPUT": "TEMPORARY_OUTPUT"}
    plain = [(f["street"], f["number_text"]) for f in run("numberhouses", **given)["OUTPUT"].getFeatures()]
    assert plain == [("Trần Phú", "1"), ("Trần Phú", "5"), ("Trần Phú", "3")]
    done = run("numberhouses", DOORS=doors, PLOTS=plots, **given)
    rows = [(f["street"], f["number_text"], f["status"]) for f in done["OUTPUT"].getFeatures()]
    assert rows[0] == ("Trần Phú", "1", "new") and rows[1][0] == "Lê Lợi"
    assert rows[2:] == [("Trần Phú", "5", "new"), ("Trần Phú", "3", "reserved")]
    west = f"{X - 0.01},{Y} [EPSG:4326]"
    outward = [f["number_text"] for f in run("numberhouses", CENTRE=west, **given)["OUTPUT"].getFeatures()]
    assert outward == ["6", "2", "4"]
