"""A town with records in every state of the work: complete or not, told or not, with plaques or not."""
from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from diachiso.register.connect import connect

from .small_town import FIRST, SECOND, make_town

CLASSES = ("house", "flat", "office", "school", "shop", "hydrant", "parcel", "zone", None, "no such class")
COMMUNES = (FIRST, SECOND, None)
TABLES = ("address", "person", "notification", "plaque", "object_class")


def make_report_town(path: Path, count: int = 400, seed: int = 7) -> Path:
    """A register with so many addresses; the same ones for the same seed."""
    make_town(path, [], [])
    chance = random.Random(seed)
    with closing(connect(path, write=True)) as con:
        con.execute("BEGIN IMMEDIATE")
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        for k in range(count):
            _add(con, k, chance)
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
        con.execute("COMMIT")
    return path


def _add(con: sqlite3.Connection, k: int, chance: random.Random) -> None:
    def maybe(value: object, share: float = 0.8) -> object:
        return value if chance.random() < share else chance.choice([None, "", "  "])

    columns = {
        "address_id": f"a{k}", "code": maybe(f"00101{k:05d}") or None, "role": "building",
        "stage": chance.choice(["declared", "created", "issued", "issued", "retired"]),
        "object_class": chance.choice(CLASSES), "commune_code": chance.choice(COMMUNES), "name": maybe("Tên"),
        "house_number": maybe(str(k)), "street": maybe("Trần Phú"), "settlement": maybe("Thôn 5", 0.3),
        "no_number": chance.choice([None, 0, 1]), "room": maybe("12"), "map_sheet": maybe("3"),
        "map_parcel": maybe("4"),
        "province": "Tỉnh Khánh Hòa", "postcode": maybe("00101"),
    }  # fmt: skip
    if columns["code"] is not None and not str(columns["code"]).strip():
        columns["code"] = None
    marks = ", ".join("?" * len(columns))
    con.execute(f"INSERT INTO address ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))
    people = []
    for _ in range(chance.choice([0, 1, 1, 3])):
        con.execute("INSERT INTO person (address_id, role, full_name, legal_basis) VALUES (?, 'owner', 'X', 'law')",
                    (f"a{k}",))  # fmt: skip
        people.append(con.execute("SELECT max(person_id) FROM person").fetchone()[0])
    for _ in range(chance.choice([0, 1, 2])):
        state = chance.choice(["planned", "sent", "reached", "reached", "failed"])
        con.execute("INSERT INTO notification (address_id, person_id, recipient, state) VALUES (?, ?, 'owner', ?)",
                    (f"a{k}", chance.choice([*people, None]), state))  # fmt: skip
    for _ in range(chance.choice([0, 0, 1, 2])):
        con.execute("INSERT INTO plaque (address_id, state) VALUES (?, ?)",
                    (f"a{k}", chance.choice(["planned", "mounted", "mounted", "removed"])))  # fmt: skip


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything in the tables, for counting it another way."""
    found = {}
    with closing(connect(path)) as con:
        for table in TABLES:
            cursor = con.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row)) for row in cursor]
    return found
