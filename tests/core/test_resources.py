"""Resources: found in the package, and a clear error for a file that is missing or wrong."""
from __future__ import annotations

from pathlib import Path

import pytest

from diachiso.core.errors import DiachisoError
from diachiso.core.resources import json_files, read_csv_file, read_json_file, resource_path


def test_resources_lie_in_the_package(root: Path) -> None:
    assert resource_path("profiles", "schemes") == root / "resources" / "profiles" / "schemes"


def test_json_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "Sổ địa chỉ.json"
    file.write_text('{"tên": "Khánh Hòa"}', encoding="utf-8-sig")
    assert read_json_file(file) == {"tên": "Khánh Hòa"}


def test_csv_rows_are_texts_by_column(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_bytes('code,name\r\n01,"Hà\nNội"\r\n02\r\n'.encode("utf-8-sig"))
    assert read_csv_file(file) == [{"code": "01", "name": "Hà\nNội"}, {"code": "02", "name": ""}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "resource.missing"),
        (b'{"a": }', "resource.not_json"),
        ('{"tên": "x"}'.encode("cp1258"), "resource.not_json"),
    ],
)
def test_a_bad_file_is_a_clear_error(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DiachisoError) as caught:
        read_json_file(file)
    assert caught.value.message.id == message
    assert str(file) in str(caught.value)


def test_a_folder_stands_for_its_json_files_in_order(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "readme.txt"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert [file.name for file in json_files(tmp_path)] == ["a.json", "b.json"]
    assert json_files(tmp_path / "b.json") == [tmp_path / "b.json"]
