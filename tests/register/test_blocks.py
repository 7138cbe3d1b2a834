"""Blocks: all or none, nothing that overlaps, everything that is wrong said at once."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from diachiso.core.block_rules import BlockRequest, BlocksRefused
from diachiso.core.errors import DiachisoError
from diachiso.register.blocks import add_blocks, read_blocks
from diachiso.register.blocks_csv import parse_blocks_csv, read_blocks_csv
from diachiso.register.connect import connect
from diachiso.register.ledger import note_official
from diachiso.register.reading import read_meta
from diachiso.register.transaction import write_transaction

DOC = "CV 12/BĐKH, 1/7/2026"


def request(**changed) -> BlockRequest:
    values = {"commune": "22000", "prefix": "00123", "first": 1, "last": 100, "authority_doc": DOC, **changed}
    return BlockRequest(**values)


def blocks_of(path: Path) -> list:
    with closing(connect(path)) as con:
        return read_blocks(con)


def state(path: Path) -> tuple:
    with closing(connect(path)) as con:
        return blocks_of(path), read_meta(con).revision


def test_blocks_are_added_with_their_document(register: Path) -> None:
    summary = add_blocks(register, [request(), request(first=101, last=300), request(prefix="00124", commune="22001")])
    assert (summary.numbers, summary.revision) == (400, 1)
    assert [(b.commune_code, b.prefix, b.first, b.last, b.next, b.authority_doc) for b in blocks_of(register)] == [
        ("22000", "00123", 1, 100, 1, DOC),
        ("22000", "00123", 101, 300, 101, DOC),
        ("22001", "00124", 1, 100, 1, DOC),
    ]


@pytest.mark.parametrize("commune", ["22001", "Xã Ninh Hòa", "xã ninh hoà", "Ninh Hòa"])
def test_a_commune_is_found_by_code_or_spelling_tolerant_name(register: Path, commune: str) -> None:
    add_blocks(register, [request(commune=commune)])
    assert blocks_of(register)[0].commune_code == "22001"


@pytest.mark.parametrize(
    ("changed", "problem", "words"),
    [
        ({"prefix": "123"}, "block_bad_prefix", ("123", "leading zeros")),
        ({"prefix": "0012a"}, "block_bad_prefix", ("0012a",)),
        ({"prefix": "٠٠١٢٣"}, "block_bad_prefix", ()),
        ({"first": 0}, "block_bad_range", ("0–100", "99999")),
        ({"last": 100_000}, "block_bad_range", ("1–100000",)),
        ({"first": 200}, "block_bad_range", ("200–100",)),
        ({"commune": "99999"}, "block_unknown_commune", ("99999",)),
        ({"prefix": "57100", "authority_doc": " "}, "block_no_document", ("57100 1–100",)),
        ({"first": 50, "last": 60}, "block_overlaps_block", ("00123 50–60", "00123 40–50", "22001", DOC)),
        ({"scheme": "pluscode"}, "block_unknown_scheme", ("pluscode", "ndas")),
        ({"first": 500, "last": 999}, "block_overlaps_codes", ("3 codes", "0012300777", "0012300999")),
        ({"first": 778, "last": 990}, "block_overlaps_codes", ("1 codes", "0012300888")),
        ({"first": 777, "last": 777}, "block_overlaps_codes", ("1 codes", "0012300777")),
    ],
)
def test_a_bad_block_is_refused_and_no_other_is_added(register: Path, changed, problem, words) -> None:
    add_blocks(register, [request(first=40, last=50, commune="22001")])
    with write_transaction(register) as con:
        assert note_official(con, [("0012300777", 777), ("0012300999", None), ("0012400500", 500)]) == 3
        assert note_official(con, [("0012300888", None)], "old_province") == 1
    before = state(register)
    with pytest.raises(BlocksRefused) as error:
        add_blocks(register, [request(prefix="00125"), request(**changed)])
    assert [p.message.id for p in error.value.problems] == [problem]
    assert all(word in str(error.value) for word in words), str(error.value)
    assert state(register) == before


def test_neighbours_of_known_numbers_are_fine(register: Path) -> None:
    add_blocks(register, [request(first=40, last=50)])
    with write_transaction(register) as con:
        note_official(con, [("0012300777", None)])
    add_blocks(register, [request(last=39), request(first=51, last=776), request(first=778, last=99_999)])
    assert len(blocks_of(register)) == 4


def test_blocks_of_one_request_may_not_overlap_each_other(register: Path) -> None:
    with pytest.raises(BlocksRefused, match="overlaps"):
        add_blocks(register, [request(), request(first=100, last=101, commune="22001")])
    assert blocks_of(register) == []


def test_a_fictitious_block_needs_no_document(register: Path) -> None:
    add_blocks(register, [request(authority_doc="")])
    assert len(blocks_of(register)) == 1


def test_all_problems_are_named_with_their_rows_and_many_are_cut_short(register: Path) -> None:
    bad = [request(prefix="1", row=n) for n in range(2, 27)]
    with pytest.raises(BlocksRefused) as error:
        add_blocks(register, [request(), *bad])
    lines = str(error.value).splitlines()
    assert lines[1].startswith("row 2: ") and lines[-1] == "… and 5 more"
    assert len(error.value.problems) == 25
    assert error.value.localized(lambda _c, text: f"[{text}]").startswith("[No block")


@pytest.mark.parametrize(
    "text",
    [
        "commune,prefix,first,last,authority_doc\n22000,00123,1,100,CV 12\n\n22001,00124,5,9,CV 13\n",
        "\r\nPrefix;Commune;First;LAST;Authority_doc;note\r\n"
        "00123; 22000 ;00001;100;CV 12;x\r\n00124;22001;5;9;CV 13\r\n",
        "commune\tprefix\tfirst\tlast\tauthority_doc\n22000\t00123\t1\t100\tCV 12\n22001\t00124\t5\t9\tCV 13",
    ],
)
def test_a_table_of_blocks(text: str) -> None:
    found = [(r.commune, r.prefix, r.first, r.last, r.authority_doc) for r in parse_blocks_csv(text)]
    assert found == [("22000", "00123", 1, 100, "CV 12"), ("22001", "00124", 5, 9, "CV 13")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("commune, prefix, first, last, authority_doc",)),
        ("commune,prefix,first\n1,2,3\n", ("missing: last, authority_doc",)),
        ("commune,prefix,first,last,authority_doc\n", ("no row",)),
        ("commune,prefix,first,last,authority_doc\n22000,00123,1,x,d\n22000,00123,,5,d\n", ("row 2", '"x"', "row 3")),
        ("commune,prefix,first,last,authority_doc\n22000,00123,1.000,2,d\n", ("row 2", '"1.000"')),
        ("commune,prefix,first,last,authority_doc\n22000,00123\n", ("row 2", "first")),
    ],
)
def test_a_bad_table_is_refused_with_row_numbers(text: str, words) -> None:
    with pytest.raises(BlocksRefused) as error:
        parse_blocks_csv(text)
    assert all(word in str(error.value) for word in words), str(error.value)


def test_files_of_blocks(tmp_path: Path) -> None:
    text = "commune,prefix,first,last,authority_doc\nNinh Hòa,00123,1,100,Công văn số 12\n"
    file = tmp_path / "Dải số.csv"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_blocks_csv(file)[0].authority_doc == "Công văn số 12"
    file.write_bytes(text.encode("cp1258", "replace"))
    with pytest.raises(DiachisoError, match="UTF-8"):
        read_blocks_csv(file)
    with pytest.raises(DiachisoError, match="cannot be read"):
        read_blocks_csv(tmp_path / "none.csv")
