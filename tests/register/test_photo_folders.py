"""Where the photos of a register lie: beside its file, or, of one on a server, in the office's folder."""
from __future__ import annotations

from pathlib import Path

import pytest

from diachiso.register.field_photos import ReturnedPhotos, copy_photos
from diachiso.register.photo_folders import folders_of
from diachiso.register.stand_in import mark, mark_path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a photo, beside none of the registers."""
    (tmp_path / "Kho ảnh" / "số 1").mkdir(parents=True)
    (tmp_path / "Kho ảnh" / "số 1" / "a.jpg").write_bytes(b"a")
    return tmp_path / "Kho ảnh"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A file that a test lets stand for a register on a server; a photo lies beside it."""
    (tmp_path / "bản sao").mkdir()
    (tmp_path / "bản sao" / "b.jpg").write_bytes(b"b")
    return tmp_path / "bản sao" / "sổ.gpkg"


@pytest.mark.parametrize(
    ("photos", "there", "lost", "home"),
    [
        (None, {"số 1/a.jpg": None, "b.jpg": True, "c.jpg": True}, None, "bản sao"),
        ("Kho ảnh", {"số 1/a.jpg": True, "b.jpg": True, "c.jpg": True}, False, "Kho ảnh"),
        ("not there", {"số 1/a.jpg": None, "b.jpg": True, "c.jpg": True}, None, "bản sao"),
    ],
)
def test_of_a_register_on_a_server(
    office: Path, copy: Path, photos: str | None, there: dict, lost: bool | None, home: str
) -> None:
    mark(copy, "pg:tỉnh", photos and copy.parents[1] / photos, ["c.jpg"])
    found = folders_of(copy)
    assert {path: found.exists(path) for path in there} == there and found.exists("d.jpg") is lost
    assert found.home.name == home and not found.free("c.jpg") and found.free("d.jpg")
    for path in ("../Kho ảnh/số 1/a.jpg", str(office / "số 1" / "a.jpg"), "c.jpg"):
        assert found.file(path) is None  # it leads out, or is not at hand


def test_of_a_file_and_of_a_copy_that_an_older_version_left(copy: Path) -> None:
    assert [folders_of(copy).exists(name) for name in ("b.jpg", "a.jpg")] == [True, False]
    mark_path(copy).write_text("pg:tỉnh", "utf-8")
    assert [folders_of(copy).exists(name) for name in ("b.jpg", "a.jpg")] == [True, None]


def test_copied_from_and_brought_to_the_office_never_over_another(office: Path, copy: Path, tmp_path: Path) -> None:
    mark(copy, "pg:tỉnh", office)
    package = tmp_path / "gói"
    assert copy_photos(folders_of(copy), package, ["số 1/a.jpg", "b.jpg", "c.jpg"]) == (2, ["c.jpg"])
    (package / "b.jpg").write_bytes(b"another")
    (package / "c.jpg").write_bytes(b"c")
    returned = ReturnedPhotos(package, folders_of(copy))
    paths = [returned.path(name) for name in ("số 1/a.jpg", "b.jpg", "c.jpg")]
    assert paths == ["số 1/a.jpg", "b-2.jpg", "c.jpg"]
    assert returned.bring(paths) == 2 and (office / "b-2.jpg").read_bytes() == b"another"
    assert sorted(p.name for p in copy.parent.iterdir()) == ["b.jpg", "sổ.gpkg.stands-in"]
    returned.take_back()
    assert sorted(p.name for p in office.iterdir()) == ["số 1"]
