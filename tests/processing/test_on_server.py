"""What tools do on a register on a server besides what they do in a file: roles, structure, settings, open layers."""
from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

from diachiso.publish.project.register_place import connection_of
from diachiso.publish.project.server_layers import server_sources
from diachiso.register.connect import connect
from diachiso.register.postgres.driver import connect_server

from ..postgres_server import OWNER
from ..register.postgres.full_town import make_full_town
from ..sample_town import query
from ..stores import Stores, only_server

WORDS = {"vi": "Khu", "en": "Zone"}
ZONE = {"name": "planning_zone", "type": "text", "group": "advanced", "label": WORDS, "help": WORDS}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with addresses of several stages."""
    return make_full_town(tmp_path / "Sổ.gpkg", every_table=False)


def shown(run: Any, register: Path, table: str = "address") -> QgsVectorLayer:
    """A layer of the register on the server."""
    source = server_sources(connection_of(f"pg:{run.connections.name(register)}"), for_others=False)(table)
    layer = QgsVectorLayer(source, table, "postgres")
    assert layer.isValid()
    return layer


@only_server
def test_edits_of_its_layers_are_not_written_over_and_they_show_what_was_written(
    run, register: Path, project: QgsProject
) -> None:
    layer = shown(run, register)
    project.addMapLayer(layer)
    assert layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().indexOf("alley"), "7")
    change = {"CODES": "id-6", "STAGE": "retired", "REASON": "Phá dỡ", "DRY_RUN": False}
    with pytest.raises(QgsProcessingException, match="unsaved edits: address"):
        run("changestage", REGISTER=register, **change)
    assert layer.rollBack()
    reloaded: list[int] = []
    layer.dataChanged.connect(lambda: reloaded.append(1))
    run("changestage", REGISTER=register, **change)
    assert {f["address_id"]: f["stage"] for f in layer.getFeatures()}["id-6"] == "retired" and reloaded
    del layer


@only_server
def test_powers_are_roles_of_the_database_and_who_did_it_is_the_login(run, register: Path, stores: Stores) -> None:
    change = {"CODES": "id-3", "STAGE": "verified", "DRY_RUN": False}
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET stage = 'submitted' WHERE address_id = 'id-3'")
    before = run("setpowers", REGISTER=register)["VERIFY_NOW"]  # the roles are the whole server's
    others = [] if before == "nobody" else [before]
    assert OWNER not in before
    with pytest.raises(QgsProcessingException, match="power"):
        run("changestage", REGISTER=register, **change)
    with pytest.raises(QgsProcessingException, match=r"no login \*"):
        run("setpowers", REGISTER=register, DECLARE="*")
    try:
        assert OWNER in run("setpowers", REGISTER=register, VERIFY=",".join([OWNER, *others]))["VERIFY_NOW"]
        assert run("changestage", REGISTER=register, **change)["CHANGED"] == 1
    finally:
        assert run("setpowers", REGISTER=register, VERIFY=before if others else "-")["VERIFY_NOW"] == before
    assert query(register, "SELECT stage, edited_by FROM address WHERE fid = 3") == [("verified", OWNER)]
    assert query(register, "SELECT DISTINCT by FROM audit_log WHERE action = 'powers'") == [(OWNER,)]
    with closing(connect_server(stores.place(register))) as con, con.cursor() as cur:
        cur.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cur.fetchone() == (0,)


@only_server
def test_a_profile_changes_tables_and_guards_and_settings_are_kept_there(
    run, register: Path, tmp_path: Path, project: QgsProject, stores: Stores
) -> None:
    settings = tmp_path / "thiết lập"
    (settings / "rules").mkdir(parents=True)
    own = settings / "rules" / "own.json"
    own.write_text('{"rules": []}', encoding="utf-8")
    profile = tmp_path / "tỉnh.json"
    profile.write_text(json.dumps({"id": "province", "fields": [ZONE]}), encoding="utf-8")
    target = tmp_path / "Sổ trên máy chủ.qgz"
    with pytest.raises(QgsProcessingException, match="is no folder of settings"):
        run("updateprofile", REGISTER=register, SETTINGS=tmp_path)
    values = {"PROFILE": profile, "SETTINGS": settings, "PROJECT_FILE": target, "LANGUAGE": "vi"}
    done = run("updateprofile", REGISTER=register, **values)
    assert (done["ADDED"], done["BACKUP"], done["PROJECT"]) == (1, "", str(target)), run.heard.warnings
    assert project.read(str(target))
    layers = {layer.customProperty("diachiso/register_table"): layer for layer in project.mapLayers().values()}
    address = layers["address"]
    assert address.isValid() and address.attributeAlias(address.fields().indexOf("planning_zone")) == "Khu"
    assert address.startEditing()
    fid = next(address.getFeatures()).id()
    assert address.changeAttributeValue(fid, address.fields().indexOf("planning_zone"), "Khu A")
    assert address.commitChanges(), address.commitErrors()
    with closing(connect_server(stores.place_known(register))) as con, con.cursor() as cur:
        cur.execute("SELECT new FROM audit_log WHERE table_name = 'address' AND action = 'update' ORDER BY seq DESC")
        assert json.loads(cur.fetchone()[0])["planning_zone"] == "Khu A"  # the new guards write it down
        cur.execute("SELECT path FROM side_file")
        assert cur.fetchall() == [("profiles/rules/own.json",)]
    own.write_text('{"rules": [{"id": "x"}]}', encoding="utf-8")
    again = run("updateprofile", REGISTER=register, PROFILE=profile, SETTINGS=settings)
    assert (again["ADDED"], again["PROJECT"]) == (0, "")
    with pytest.raises(QgsProcessingException, match=r"In the file pg:Sổ \d+/profiles/rules/own.json"):
        run("checkaddresses", REGISTER=register)
    del address, layers


def test_settings_of_a_file_lie_beside_it(run: Callable[..., Any], register: Path, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="put the files into the folder"):
        run("updateprofile", REGISTER=register, SETTINGS=tmp_path)
