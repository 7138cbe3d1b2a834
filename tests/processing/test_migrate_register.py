"""migrateregister as the toolbox runs it: QGIS connections, logins out of authentication configurations, refusals."""
from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsEditFormConfig,
    QgsExpressionContextUtils,
    QgsProcessingException,
    QgsProject,
)
from qgis.gui import QgsAttributeDialog, QgsExternalResourceWidget, QgsGui

from diachiso.publish.project.register_place import place_of
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.postgres import messages, mirror
from diachiso.register.postgres.driver import PgPlace, open_register

from ..postgres_server import OWNER, Server, server
from ..qgis_connection import connected
from ..register.postgres.full_town import make_full_town
from ..sample_town import BLOCKS, codes_by_key, layer, new_register, query, unsound
from ..small_town import make_town

__all__ = ["server"]


@pytest.fixture
def connection(qgis_app: Any, server: Server) -> Iterator[tuple[str, str]]:
    """A QGIS connection to an empty database, its login in an authentication configuration; both names."""
    database = server.database()
    with connected(server, database) as name:
        yield name, database


def test_there_and_back_by_the_names_of_connections(run, connection, tmp_path: Path, server: Server) -> None:
    name, database = connection
    register = make_town(tmp_path / "Sổ.gpkg", [], [])
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO address (street, photo) VALUES ('Trần Phú', 'photos/1.jpg')")
    own = [tmp_path / "profiles" / "rules" / n for n in ("a.json", "b.json")]
    own[0].parent.mkdir(parents=True)
    for file in own:
        file.write_text('{"rules": []}', encoding="utf-8")
    done = run("migrateregister", REGISTER=register, TARGET=f"pg:{name}")
    assert done["TABLES"] > 20 and done["ROWS"] > 10
    assert any("1 photos" in text and str(tmp_path) in text for text in run.heard.warnings)
    own[0].write_text("{}", encoding="utf-8")
    own[1].unlink()
    assert "khẩu" not in run.heard.htmlLog()
    with closing(open_register(place_of(f"pg:{name}"))) as con, con.cursor() as cur:
        cur.execute("SELECT session_user, (SELECT count(*) FROM admin_unit)")
        assert cur.fetchone() == (OWNER, 3)
    server.run("DROP TRIGGER guard_update ON diachiso.address", database=database)
    mended = run("upgraderegister", REGISTER=f"pg:{name}")
    assert (mended["TRIGGERS"], mended["PROBLEMS"], mended["BACKUP"]) == (1, 0, "")
    back = tmp_path / "về.gpkg"
    again = run("migrateregister", REGISTER=f"pg:{name}", TARGET=back)
    assert [file.read_text(encoding="utf-8") for file in own] == ["{}", '{"rules": []}']  # nothing is written over
    assert any("profiles/rules/a.json" in text and "b.json" not in text for text in run.heard.warnings)
    assert again["TABLES"] == done["TABLES"]
    connect(back, write=True).close()


@pytest.mark.slow
def test_tools_do_on_a_server_what_they_do_in_a_file(run, connection, tmp_path: Path) -> None:
    """Promise 4: same input, same ledger, same codes; and an undo takes them back."""
    place = f"pg:{connection[0]}"
    file = new_register(run, tmp_path / "Sổ.gpkg", blocks=False)
    run("migrateregister", REGISTER=shutil.copyfile(file, tmp_path / "chuyển.gpkg"), TARGET=place)
    told = []
    for register in (file, place):
        blocks = run("addcodeblock", REGISTER=register, BLOCKS=BLOCKS)
        given = run("assigncodes", REGISTER=register, INPUT=layer("buildings"), DRY_RUN=False)
        checked = run("checkaddresses", REGISTER=register)
        told.append([{k: v for k, v in r.items() if not isinstance(v, str)} for r in (blocks, given, checked)])
        if register == place:
            run("migrateregister", REGISTER=place, TARGET=tmp_path / "về.gpkg")
    assert told[0] == told[1] and told[0][1]["NEW"] > 20
    assert codes_by_key(tmp_path / "về.gpkg") == codes_by_key(file) and not unsound(tmp_path / "về.gpkg")


@pytest.mark.slow
def test_a_commune_is_checked_out_of_a_server_and_in_again(
    run, connection, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A technician works on a copy in a file, while the others go on with the register on the server."""
    import psycopg2

    name, database = connection
    place = f"pg:{name}"
    run("migrateregister", REGISTER=new_register(run, tmp_path / "Sổ.gpkg"), TARGET=place)
    stick = tmp_path / "mang đi"
    with monkeypatch.context() as patch, pytest.raises(QgsProcessingException, match="did not come out"):

        def refuse(*args: Any) -> None:
            raise RegisterError(messages.DIFFERENT, table="checkout", register=place)

        patch.setattr(mirror.Push, "run", refuse)
        run("checkoutregister", REGISTER=place, COMMUNES="22528", OUTPUT=stick)
    assert not stick.exists(), "a copy that nobody noted does not stand"
    left = run("checkoutregister", REGISTER=place, COMMUNES="22528", OUTPUT=stick, HOLDER="Tổ 1")
    assert left["TAKEN"] > 0 and Path(left["COPY"]).parent == stick
    with pytest.raises(QgsProcessingException, match="check-out of another register"):
        run("migrateregister", REGISTER=left["COPY"], TARGET=place)
    given = run("assigncodes", REGISTER=left["COPY"], INPUT=layer("buildings"), DRY_RUN=False)
    with pytest.raises(QgsProcessingException, match="with a check-out"):
        run("assigncodes", REGISTER=place, INPUT=layer("buildings"), DRY_RUN=True)
    with closing(psycopg2.connect(server.dsn(database))) as con, con.cursor() as cur:
        cur.execute("SELECT count(*), sum(length(data)) > 10000 FROM diachiso.side_file")
        assert cur.fetchone() == (1, True)
        plan = run("checkinregister", REGISTER=place, PACKAGE=stick, OUTPUT="TEMPORARY_OUTPUT")
        cur.execute("SELECT count(*) FROM diachiso.address")
        assert plan["NEW"] > 0 and cur.fetchone() == (0,)
        done = run("checkinregister", REGISTER=place, PACKAGE=stick, DRY_RUN=False)
        again = run("checkinregister", REGISTER=place, PACKAGE=stick, DRY_RUN=False)
        assert (done["NEW"], again["NEW"], again["CONFLICTS"]) == (plan["NEW"], 0, 0)
        con.rollback()
        cur.execute("SELECT address_id, code, stage, address_text FROM diachiso.address WHERE code IS NOT NULL")
        there = sorted(cur.fetchall())
    mine = query(left["COPY"], "SELECT address_id, code, stage, address_text FROM address WHERE code IS NOT NULL")
    assert there == sorted(mine) and len(there) >= given["NEW"]
    back = tmp_path / "về" / "Sổ.gpkg"
    back.parent.mkdir()
    run("migrateregister", REGISTER=place, TARGET=back)  # the states of check-outs come along
    changed = connect(left["COPY"], write=True)
    with closing(changed):
        changed.execute("UPDATE address SET alley = '7' WHERE code IS NOT NULL AND fid % 2 = 0")
    assert run("checkinregister", REGISTER=back, PACKAGE=stick, DRY_RUN=False)["CONFLICTS"] == 0
    assert query(back, "SELECT count(*) FROM address WHERE alley = '7'") == query(
        left["COPY"], "SELECT count(*) FROM address WHERE alley = '7'"
    )
    assert not unsound(back)


def test_the_project_for_the_server_edits_its_records(
    run, connection, project: QgsProject, qgis_iface: Any, tmp_path: Path
) -> None:
    name, _ = connection
    register = make_full_town(tmp_path / "Sổ.gpkg")
    file = tmp_path / "Sổ trên máy chủ.qgz"
    run("migrateregister", REGISTER=register, TARGET=f"pg:{name}", PROJECT=file)
    with zipfile.ZipFile(file) as zipped:
        text = "".join(zipped.read(n).decode("utf-8", "replace") for n in zipped.namelist() if n.endswith(".qgs"))
    assert "authcfg" in text and "khẩu" not in text and OWNER not in re.findall(r"user='?(\w+)", text)
    assert project.read(str(file))
    layers = {layer.customProperty("diachiso/register_table"): layer for layer in project.mapLayers().values()}
    assert len(layers) > 10 and all(layer.isValid() for layer in layers.values())
    assert {layer.providerType() for layer in layers.values()} == {"postgres"}
    assert {t: layers[t].featureCount() for t in ("address", "person", "street_names", "plaque_place")} == {
        "address": 6, "person": 2, "street_names": 2, "plaque_place": 1,
    }  # fmt: skip
    assert all(relation.isValid() for relation in project.relationManager().relations().values())
    assert project.relationManager().relations()
    address = layers["address"]
    assert address.editFormConfig().layout() == QgsEditFormConfig.EditorLayout.TabLayout
    feature = next(address.getFeatures("\"address_id\" = 'id-2'"))
    assert address.startEditing()
    QgsGui.editorWidgetRegistry().initEditors()
    QgsExpressionContextUtils.setProjectVariable(project, "diachiso_photos", str(tmp_path))
    dialog = QgsAttributeDialog(address, feature, False)
    photo = dialog.findChild(QgsExternalResourceWidget)
    assert photo.defaultRoot() == str(tmp_path), "each office says where its photos lie"
    dialog.attributeForm().changeAttribute("house_number", "27B")
    assert dialog.attributeForm().save()
    del dialog  # before the layer that it shows changes
    assert address.commitChanges(), address.commitErrors()
    changed = next(address.getFeatures("\"address_id\" = 'id-2'"))
    assert changed["address_text"].startswith("27B Trần Phú") and changed["edited_by"] == OWNER
    assert address.startEditing()
    address.changeAttributeValue(changed.id(), address.fields().indexOf("stage"), "issued")
    assert not address.commitChanges() and any("trạng thái" in text for text in address.commitErrors())
    assert address.rollBack()
    del address, layers, changed, feature
    project.clear()


def test_what_makes_no_sense_on_a_server_says_what_does(run, connection) -> None:
    with pytest.raises(QgsProcessingException, match=r"pg_restore"):
        run("restorebackup", REGISTER=f"pg:{connection[0]}")


def test_what_cannot_be_reached_is_said_without_the_login(run, connection, tmp_path: Path, server: Server) -> None:
    name, database = connection
    register = make_town(tmp_path / "Sổ.gpkg", [], [])
    with pytest.raises(QgsProcessingException, match="no PostgreSQL connection named \"nowhere\""):
        run("migrateregister", REGISTER=register, TARGET="pg:nowhere")
    with pytest.raises(QgsProcessingException, match="holds no address register"):
        run("migrateregister", REGISTER=f"pg:{name}", TARGET=tmp_path / "b.gpkg")
    server.run(f"DROP DATABASE {database}")
    with pytest.raises(QgsProcessingException, match="cannot be reached") as error:
        run("migrateregister", REGISTER=register, TARGET=f"pg:{name}")
    assert "khẩu" not in str(error.value) and "khẩu" not in run.heard.htmlLog()
    connect(register, write=True).close()


def test_a_broken_login_does_not_show_itself() -> None:
    place = PgPlace("x", "host=/nowhere password='bí mật \\' 1' user=a")
    assert "bí" not in repr(place) + str(place)
    with pytest.raises(Exception, match="cannot be reached") as error:
        open_register(place)
    assert "bí" not in str(error.value) and error.value.__cause__ is None
