"""Registers with addresses, streets and settlements, for sheets that go out and come back."""
from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from diachiso.core.classes import load_classes
from diachiso.register.create import create_register
from diachiso.register.rows import ClassRow, SettlementRow, StreetRow, UnitRow
from diachiso.register.sql import build, join
from diachiso.register.transaction import write_transaction

HERE = Path(__file__).parent
COMMUNES = {"22000": "Phường Vĩnh Hải", "22001": "Xã Ninh Hòa"}
STREETS = ("Trần Phú", "Đường 2/4", "Nguyễn Trãi")


def load(*parts: str) -> Any:
    """A module of another folder of tests."""
    file = HERE.parent.parent.joinpath(*parts)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pretend = load("register", "pretend.py")


def _query(path: Path, statement: str, *values: Any) -> list[tuple]:
    """The rows of a query."""
    return pretend.query(path, statement, *values)


def _edit(path: Path, code: str, **values: Any) -> None:
    """Edit an address as a form does: the triggers see it."""
    sets = join([build("{c} = ?", c=name) for name in values], ", ")
    with write_transaction(path) as con:
        con.execute(build("UPDATE address SET {s} WHERE code = ?", s=sets), (*values.values(), code))


def _value(path: Path, code: str, name: str) -> Any:
    """One field of an address."""
    return _query(path, build("SELECT {c} FROM address WHERE code = ?", c=name), code)[0][0]


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of two communes: 0010100001–0010100004 in the first, 0010100005 in the second."""
    path = tmp_path_factory.mktemp("sổ") / "Sổ địa chỉ.gpkg"
    units = [
        UnitRow(code, "commune", name.split(" ", 1)[1], name, province_code="56") for code, name in COMMUNES.items()
    ]
    streets = [StreetRow(name, f"{code}-{name}", code) for code in COMMUNES for name in STREETS]
    settlements = [SettlementRow("Thôn Phú Nghĩa", "1", "thôn", "22001"), SettlementRow("Tổ 5", "2", "tổ", "22000")]
    classes = [ClassRow(c.id, c.vi, c.en, c.group, c.is_annex, c.min_area) for c in load_classes().values()]
    create_register(
        path, province=SimpleNamespace(code="56", full_name="Tỉnh Khánh Hòa"), units=units, streets=streets,
        settlements=settlements, classes=classes,
    )  # fmt: skip
    codes = [f"001010000{k}" for k in range(1, 6)]
    pretend.Pretend(path).apply(codes, block_id=None)
    for k, code in enumerate(codes, 1):
        _edit(path, code, object_class="house", name=None, house_number=str(10 * k), street="Trần Phú", floors=k)
    _edit(path, codes[4], commune_code="22001", commune="Xã Ninh Hòa", street=None, no_number=1,
         house_number=None, settlement="Thôn Phú Nghĩa")  # fmt: skip
    return path


@pytest.fixture
def register(finished: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    path = tmp_path / "Nguyễn Văn Á" / "Sổ địa chỉ.gpkg"
    path.parent.mkdir()
    path.write_bytes(finished.read_bytes())
    return path


@pytest.fixture
def fill(tmp_path: Path) -> Callable[..., Path]:
    """fill(file, {code: {field: value}}) -> the file with these cells changed, as Excel would save it."""
    import openpyxl

    def change(path: Path, cells: dict[str, dict[str, Any]]) -> Path:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        column = {cell.value: cell.column for cell in sheet[1]}
        for row in range(3, sheet.max_row + 1):
            for name, new in cells.get(sheet.cell(row, column["code"]).value, {}).items():
                sheet.cell(row, column[name]).value = new
        target = tmp_path / "về" / path.name
        target.parent.mkdir(exist_ok=True)
        book.save(target)
        return target

    return change


@pytest.fixture
def query() -> Callable[..., list[tuple]]:
    """query(path, statement, *values) -> rows."""
    return _query


@pytest.fixture
def edit() -> Callable[..., None]:
    """edit(path, code, **values): as a form edits."""
    return _edit


@pytest.fixture
def advance() -> Callable[..., None]:
    """advance(path, code, stage): the record reaches a stage, whoever may bring it there."""

    def reach(path: Path, code: str, stage: str) -> None:
        with write_transaction(path, bulk=True) as con:
            con.execute("UPDATE address SET stage = ? WHERE code = ?", (stage, code))

    return reach


@pytest.fixture
def value() -> Callable[..., Any]:
    """value(path, code, name) -> one field of an address."""
    return _value
