"""Whatever is done in the field and in the office meanwhile: a package takes its own changes home and nothing else."""
from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diachiso.core.field_package import BASE_FILE, MANIFEST, REGISTER_FILE, PackageManifest
from diachiso.register import child_process
from diachiso.register.connect import connect
from diachiso.register.field_apply import apply_field_plan
from diachiso.register.field_copy import FieldScope, make_field_copy
from diachiso.register.field_import import FieldReturn, plan_returned
from diachiso.register.field_package import note_export
from diachiso.register.field_photos import ReturnedPhotos
from diachiso.register.file_digest import file_digest
from diachiso.register.geometry_functions import point_blob, register_geometry_functions
from diachiso.register.ledger import verify_ledger
from diachiso.register.photo_folders import folders_of
from diachiso.register.undo_work import undo

from ..effort import effort

PACKAGE_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
IDS = ("a1", "a2", "a3")
FIELDS = ("house_number", "name", "floors", "no_number")
WRITTEN = "SELECT address_id, house_number, name, floors, no_number, ST_MinX(geom), stage, code FROM address ORDER BY 1"

texts = st.one_of(st.none(), st.sampled_from(["", "1", "2B", "3/2", "2026-02-03", "007", " Ủy ban  phường "]))
edits = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(IDS), st.sampled_from(["house_number", "name"]), texts),
        st.tuples(st.sampled_from(IDS), st.just("floors"), st.one_of(st.none(), st.integers(0, 4))),
        st.tuples(st.sampled_from(IDS), st.just("no_number"), st.sampled_from([None, 0, 1])),
        st.tuples(st.sampled_from(IDS), st.just("geom"), st.sampled_from([109.01, 109.02, 109.03])),
    ),
    min_size=5, max_size=14,  # so many that field and office meet
)
news = st.lists(st.tuples(texts, st.sampled_from([109.01, 109.05])), max_size=2)


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child process: nothing here opens the file beside SQLite."""
    monkeypatch.setattr(child_process, "find_python", lambda: None)


@pytest.fixture
def template(make_register: Any) -> Path:
    """A register with three coded addresses and an owner."""
    path = make_register()
    with closing(connect(path, write=True)) as con:
        for k, name in enumerate(IDS):
            code = f"0010100{k:03d}"
            con.execute(
                "INSERT INTO code_ledger (code, scheme, address_id, state) VALUES (?, 'ndas', ?, 'given')", (code, name)
            )
            con.execute(
                "INSERT INTO address (geom, address_id, code, code_scheme, code_origin, stage, object_class,"
                " house_number, commune_code) VALUES (?, ?, ?, 'ndas', 'block', 'created', 'house', '1', '22000')",
                (point_blob(109.01, 12), name, code),
            )
        con.execute(
            "INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('a1', 'owner', 'Hoàng Yến', 'law')"
        )
    return path


def package_of(register: Path, folder: Path) -> None:
    folder.mkdir()
    copy = make_field_copy(register, folder / REGISTER_FILE, FieldScope(), PACKAGE_ID)
    (folder / "base").mkdir()
    shutil.copyfile(folder / REGISTER_FILE, folder / BASE_FILE)
    manifest = PackageManifest(
        PACKAGE_ID, copy.register_id, copy.revision, copy.audit_seq, "2026-11-21T08:00:00.000Z", "An",
        file_digest(folder / BASE_FILE).sha256,
    )  # fmt: skip
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    note_export(register, manifest, copy.codes)


def edit(con: sqlite3.Connection, address_id: str, name: str, value: Any) -> None:
    stored = point_blob(value, 12) if name == "geom" else value
    con.execute(f"UPDATE address SET {name} = ? WHERE address_id = ?", (stored, address_id))


def state(path: Path) -> dict[str, dict[str, Any]]:
    names = ("address_id", *FIELDS, "geom", "stage", "code")
    with closing(connect(path)) as con:
        return {row[0]: dict(zip(names, row)) for row in con.execute(WRITTEN)}


def plan(register: Path, package: Path) -> FieldReturn:
    with closing(connect(register)) as con:
        con.execute("BEGIN")
        return plan_returned(con, package, ReturnedPhotos(package, folders_of(register)))


def blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def tidy(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def same(name: str, one: Any, other: Any) -> bool:
    if name == "no_number":
        return bool(one) == bool(other)
    return (blank(one) and blank(other)) or tidy(one) == tidy(other)


@given(field=edits, office=edits, new=news)
@settings(max_examples=effort(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edits_in_field_and_office(
    template: Path, tmp_path_factory: pytest.TempPathFactory, field: list, office: list, new: list
) -> None:
    folder = tmp_path_factory.mktemp("thực địa")
    register, package = folder / "sổ.gpkg", folder / "gói"
    shutil.copyfile(template, register)
    package_of(register, package)
    base = state(register)
    with closing(sqlite3.connect(package / REGISTER_FILE, isolation_level=None)) as con:
        register_geometry_functions(con)
        for change in field:
            edit(con, *change)
        for number, x in new:
            con.execute(
                "INSERT INTO address (geom, house_number, commune_code) VALUES (?, ?, '22000')",
                (point_blob(x, 12), number),
            )
    mine = state(package / REGISTER_FILE)
    touched, theirs = set(), state(register)
    with closing(connect(register, write=True)) as con:
        for address_id, name, value in office:
            if theirs[address_id][name] != value:
                touched.add((address_id, name))
                theirs[address_id][name] = value
                edit(con, address_id, name, value)
    before = state(register)
    returned = plan(register, package)
    if returned.plan.writes:
        apply_field_plan(register, returned, {})
    after = state(register)
    for address_id in IDS:
        for name in (*FIELDS, "geom"):
            b, m, t = (s[address_id][name] for s in (base, mine, before))
            moved_back = name == "geom" and same(name, t, b)  # a point is where it was: nobody's move is lost
            touched_there = (address_id, name) in touched and not moved_back
            kept = same(name, m, b) or same(name, m, t) or touched_there
            assert same(name, after[address_id][name], t if kept else m), (address_id, name, b, m, t)
        assert after[address_id]["code"] == base[address_id]["code"]
    added = {a: row for a, row in after.items() if a not in base}
    assert set(added) == set(mine) - set(base)
    assert all((row["code"], row["stage"]) == (None, "declared") for row in added.values())
    assert all(same("house_number", row["house_number"], mine[a]["house_number"]) for a, row in added.items())
    assert not plan(register, package).plan.writes, "twice is harmless"
    with closing(connect(register)) as con:
        assert verify_ledger(con) == []
        assert con.execute("SELECT full_name FROM person").fetchall() == [("Hoàng Yến",)]
        assert con.execute("SELECT count(*) FROM rtree_address_geom").fetchone()[0] == len(after)
        assert not con.execute("SELECT * FROM audit_log WHERE coalesce(old, '') || new LIKE '%Hoàng%'").fetchall()
    if returned.plan.writes:
        undo(register)
        assert state(register) == before
