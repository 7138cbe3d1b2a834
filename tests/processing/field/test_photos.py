"""Photos of a register on a server: they lie in the folder that the office's variable names."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsExpressionContextUtils, QgsProcessingException

from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.geometry_functions import register_geometry_functions
from diachiso.register.postgres import mirror
from diachiso.register.postgres.messages import IN_USE

from ...stores import only_server


@pytest.fixture
def photos(register: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder with the register's photos, another one than that of the file that goes to the server."""
    office = tmp_path / "Kho ảnh của tỉnh"
    office.mkdir()
    (register.parent / "Ảnh nhà").rename(office / "Ảnh nhà")
    QgsExpressionContextUtils.setGlobalVariable("diachiso_photos", str(office))
    yield office
    QgsExpressionContextUtils.removeGlobalVariable("diachiso_photos")


@only_server
def test_tools_find_photos_and_bring_new_ones(
    run: Callable[..., dict], register: Path, photos: Path, tmp_path: Path, query, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE address SET photo = 'Ảnh nhà/mất.jpg' WHERE address_id = 'a2'")
    copy = Path(run("checkoutregister", REGISTER=register, COMMUNES="22528", OUTPUT=tmp_path / "USB")["COPY"])
    assert (copy.parent / "Ảnh nhà" / "số 1.jpg").read_bytes() == b"an old photo"
    (lost,) = [text for text in run.heard.warnings if "mất.jpg" in text]
    assert "số 1.jpg" not in lost
    (copy.parent / "mới.jpg").write_bytes(b"a new photo")
    with closing(connect(copy, write=True)) as con:
        con.execute("UPDATE address SET photo = 'mới.jpg' WHERE address_id = 'a3'")

    def refuse(*_: object) -> None:
        assert (photos / "mới.jpg").exists()
        raise RegisterError(IN_USE, register="pg:")

    with monkeypatch.context() as broken, pytest.raises(QgsProcessingException):
        broken.setattr(mirror.Push, "run", refuse)
        run("checkinregister", REGISTER=register, PACKAGE=copy, DRY_RUN=False)
    assert not (photos / "mới.jpg").exists()  # no record names it
    assert run("checkinregister", REGISTER=register, PACKAGE=copy, DRY_RUN=False)["PHOTOS"] == 1
    assert (photos / "mới.jpg").read_bytes() == b"a new photo"
    assert not (register.parent / "mới.jpg").exists()  # the server keeps none of its own
    run("checkaddresses", REGISTER=register, RULES="photo_file_missing")
    assert query("SELECT object_id FROM qa_result WHERE rule = 'photo_file_missing'") == [("a2",)]


@only_server
def test_a_field_package_takes_photos_and_brings_new_ones(
    run: Callable[..., dict], register: Path, photos: Path, tmp_path: Path, query
) -> None:
    package = tmp_path / "Gói thực địa"
    run("exportfieldpackage", REGISTER=register, COMMUNE="22528", OUTPUT=package)
    assert (package / "Ảnh nhà" / "số 1.jpg").read_bytes() == b"an old photo"
    (package / "mới.jpg").write_bytes(b"a new photo")
    with closing(sqlite3.connect(package / "register.gpkg")) as con, con:
        register_geometry_functions(con)
        con.execute("UPDATE address SET photo = 'mới.jpg' WHERE address_id = 'a3'")
    assert run("importfieldpackage", REGISTER=register, PACKAGE=package, DRY_RUN=False)["PHOTOS"] == 1
    assert (photos / "mới.jpg").read_bytes() == b"a new photo"
    assert query("SELECT photo FROM address WHERE address_id = 'a3'") == [("mới.jpg",)]
