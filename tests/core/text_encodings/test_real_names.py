"""Encodings on real names: 374 streets in seven encodings, and real layers that are right already."""
from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from diachiso.core.encodings import TextEncoding, decode, diagnose

# TCVN3 has no capital Í and Ấ: the font drew them.
CASE_LOST = {"Phan Huy Ích": "Phan Huy ích", "Ấp Bắc": "ấp Bắc"}
# Of son_loi.boundary, as downloaded: UTF-8 that was misread twice.
WRONG = {"VÃ„Â©nh PhÃƒÂºc": "Vĩnh Phúc", "BÃƒÂ¬nh XuyÃƒÂªn": "Bình Xuyên", "SÃ†Â¡n LÃƒÂ´i": "Sơn Lôi", "XÃƒÂ£": "Xã"}


@pytest.fixture(scope="module")
def names(shared_data: Path) -> dict[str, list[str]]:
    with (shared_data / "encodings" / "street_names_encodings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 374
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    columns["cp1258"] = [bytes.fromhex(code).decode("latin-1") for code in columns["cp1258_hex"]]
    columns["cp1258_as_cp1252"] = [bytes.fromhex(code).decode("cp1252") for code in columns["cp1258_hex"]]
    return columns


@pytest.mark.parametrize(
    ("column", "encoding"),
    [
        ("unicode_nfc", TextEncoding.nfc),
        ("unicode_nfd", TextEncoding.nfd),
        ("vni", TextEncoding.vni),
        ("utf8_as_latin1", TextEncoding.mojibake),
        ("cp1258", TextEncoding.cp1258),
        ("cp1258_as_cp1252", TextEncoding.cp1258),
    ],
)
def test_all_names_are_exact(names: dict[str, list[str]], column: str, encoding: TextEncoding) -> None:
    found = diagnose(names[column])
    assert (found.encoding, found.sure, found.lost, found.doubtful) == (encoding, True, (), ())
    after = decode(names[column], encoding)
    assert after == names["unicode_nfc"]
    assert decode(after, encoding) == after
    assert diagnose(after).changes == 0


def test_tcvn3_is_exact_but_for_two_capitals(names: dict[str, list[str]]) -> None:
    found = diagnose(names["tcvn3"])
    assert (found.encoding, found.sure, found.lost, found.doubtful) == (TextEncoding.tcvn3, True, (), ())
    after = decode(names["tcvn3"], TextEncoding.tcvn3)
    assert {right: got for got, right in zip(after, names["unicode_nfc"]) if got != right} == CASE_LOST
    assert {names["unicode_nfc"][row] for row in found.case_lost} == set(CASE_LOST)
    assert decode(after, TextEncoding.tcvn3) == after


def test_every_name_with_losses_is_flagged_and_left(names: dict[str, list[str]]) -> None:
    values = names["cp1252_questionmarks"]
    found = diagnose(values)
    assert found.changes == 0
    assert set(found.lost) == {row for row, value in enumerate(values) if "?" in value}
    assert len(found.lost) == 313
    for encoding in TextEncoding:
        assert decode(values, encoding) == values
    alone = [value for value in values if "?" in value and diagnose([value]).lost != (0,)]
    assert alone == []


def _texts_of(path: Path) -> dict[str, list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {name: [row[name] for row in rows] for name in rows[0]}
    con = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        found = {}
        for (table,) in con.execute("SELECT table_name FROM gpkg_contents").fetchall():
            for _, column, kind, *_ in con.execute(f'PRAGMA table_info("{table}")').fetchall():
                if kind.upper().startswith("TEXT"):
                    values = [v for (v,) in con.execute(f'SELECT "{column}" FROM "{table}"')]
                    found[f"{table}.{column}"] = values
        return found
    finally:
        con.close()


def test_right_text_of_real_layers_is_never_touched(shared_data: Path, root: Path) -> None:
    files = [*shared_data.glob("*.gpkg"), *shared_data.glob("admin/*.csv"), *(root / "resources/admin").glob("*.csv")]
    checked, mended = 0, {}
    for path in files:
        for name, values in _texts_of(path).items():
            found = diagnose(values)
            mended.update(found.samples)
            after = decode(values, found.encoding)
            changed = {a: b for a, b in zip(values, after) if a != b}
            assert changed.items() <= WRONG.items(), (path.name, name)
            assert found.lost == (), (path.name, name)
            if not changed:
                assert (found.encoding, found.sure) == (TextEncoding.nfc, True), (path.name, name)
            checked += 1
    assert checked > 60
    assert mended == WRONG
