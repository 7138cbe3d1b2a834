"""Encodings of text fields: found by the text alone, decoded once, right text left alone."""
from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diachiso.core.encodings import TextEncoding, bytes_guess, decode, diagnose, diagnose_layer
from diachiso.core.encodings.syllables import is_syllable

from ...effort import effort
from . import fonts

NAMES = [
    "Nguyễn Thị Minh Khai", "Trần Hưng Đạo", "Đường 2 Tháng 4", "Phạm Văn Đồng", "Lê Quý Đôn", "Yết Kiêu", "Hùng Vương",
    "Xóm Chiều", "Hẻm 102 Đường Số 3", "Bạch Đằng", "Thủy Xưởng", "Củ Chi", "Phú Xương", "khu đô thị Mỹ Gia", "6C",
]  # fmt: skip
WRITERS: dict[TextEncoding, Callable[[str], str]] = {
    TextEncoding.tcvn3: fonts.tcvn3,
    TextEncoding.vni: fonts.vni,
    TextEncoding.cp1258: fonts.cp1258,
    TextEncoding.mojibake: fonts.mojibake,
    TextEncoding.nfd: lambda text: unicodedata.normalize("NFD", text),
}


def healed(values: list[Optional[str]]) -> list[Optional[str]]:
    found = diagnose(values)
    return decode(values, found.encoding, found.by_company)


@pytest.mark.parametrize("encoding", WRITERS)
def test_a_field_is_told_and_decoded(encoding: TextEncoding) -> None:
    written: list[Optional[str]] = [WRITERS[encoding](name) for name in NAMES]
    found = diagnose(written)
    assert (found.encoding, found.sure, found.lost, found.doubtful) == (encoding, True, (), ())
    assert found.changes == sum(w != n for w, n in zip(written, NAMES))
    assert decode(written, encoding) == NAMES
    assert all(dict(zip(written, NAMES))[before] == after for before, after in found.samples)
    assert 0 < len(found.samples) <= 5


@pytest.mark.parametrize("encoding", [e for e in WRITERS if e is not TextEncoding.nfd])
def test_bytes_come_as_windows_1252_characters_or_surrogates_too(encoding: TextEncoding) -> None:
    data = [WRITERS[encoding](name).encode("latin-1") for name in NAMES]
    for carried in (
        [d.decode("ascii", "surrogateescape") for d in data],
        ["".join(bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in d) for d in data],
    ):
        assert healed(list(carried)) == NAMES


@pytest.mark.parametrize(
    ("encoding", "written", "right"),
    [
        (TextEncoding.tcvn3, "§­êng TrÇn Phó", "Đường Trần Phú"),
        (TextEncoding.tcvn3, "Bê §¾p", "Bờ Đắp"),
        (TextEncoding.tcvn3, "§­êng 1B", "Đường 1B"),
        (TextEncoding.tcvn3, "Bµ TriÖu", "Bà Triệu"),
        (TextEncoding.tcvn3, "Ba T¬", "Ba Tơ"),
        (TextEncoding.tcvn3, "§Êt ë t¹i ®« thÞ", "Đất ở tại đô thị"),
        (TextEncoding.tcvn3, "TRÇN PHó", "TRẦN PHÚ"),
        (TextEncoding.tcvn3, "Bµ TRIÖU", "BÀ TRIỆU"),
        (TextEncoding.tcvn3, "UBND x· Ninh H¶i", "UBND xã Ninh Hải"),
        (TextEncoding.tcvn3, "Khu T§C B¾c S¬n", "Khu TĐC Bắc Sơn"),
        (TextEncoding.tcvn3, "Nhµ v¨n hãa – “Th«n 2”", "Nhà văn hóa – “Thôn 2”"),
        (TextEncoding.tcvn3, "Nhµ v¨n hãa \x96 \x93Th«n 2\x94", "Nhà văn hóa – “Thôn 2”"),
        (TextEncoding.vni, "Chôï \x93Ñaàm\x94\x85", "Chợ “Đầm”…"),
        (TextEncoding.vni, "Ñöôøng Traàn Phuù", "Đường Trần Phú"),
        (TextEncoding.vni, "ÑÖÔØNG TRAÀN PHUÙ", "ĐƯỜNG TRẦN PHÚ"),
        (TextEncoding.vni, "Bình Thuaän", "Bình Thuận"),
        (TextEncoding.vni, "Biønh Thuaän", "Bình Thuận"),
        (TextEncoding.vni, "Phoá Hueá", "Phố Huế"),
        (TextEncoding.vni, "OÂng ÍCH KHIEÂM", "Ông ÍCH KHIÊM"),
        (TextEncoding.vps, "ñÜ©ng Hùng VÜÖng, Nguy\u00cdn Trãi", "Đường Hùng Vương, Nguyễn Trãi"),
        (TextEncoding.cp1258, "ÐýõÌng TrâÌn Phú", "Đường Trần Phú"),
        (TextEncoding.mojibake, "Ä\x90áº·ng Táº¥t", "Đặng Tất"),
        (TextEncoding.mojibake, "VÃ„Â©nh PhÃƒÂºc", "Vĩnh Phúc"),
    ],
)
def test_one_text_alone(encoding: TextEncoding, written: str, right: str) -> None:
    assert diagnose([written]).encoding is encoding
    assert healed([written, None, ""]) == [right, None, ""]


@pytest.mark.parametrize(
    "texts",
    [
        ["BHK", "ONT", "ODT", "LUC", "CLN"],
        ["12", "12/3", "57b", "7-9", "1.234,5"],
        ["Stone mining road", "Seafront path", "House"],
        ["Rue du Château", "Impasse de l’Église", "Hôtel de Ville", "Forêt", "Chêne", "Pré", "Noël", "Cité", "Île"],
        ["nº 6", "nº 8", "n° 19", "Né", "Été", "Français", "Thaï", "Maïs", "Gaëtan"],
        ["Straße", "Grünweg", "Größe", "Mühlbach"],
        ["100 m²", "45°30′", "½", "≥ 5", "“Nhà” – §5", "Coca-Cola®", "© OpenStreetMap", "5 €"],
        ["Krông Pắc", "Ea H’leo", "Đắk Lắk", "Kông Chro", "Plei Ku"],
        ["Hoà Bình", "Khoá", "Toà án", "Phó Đức Chính", "Hà Ra", "Thuý"],
        ["NGÃ\u00a0BA", "Hà\u00a0Nội"],
        ["QSDĐ", "TĐC", "Đ1", "Đ.", "đ/c"],
        ["日本", "Улица", "😀"],
        ["Phó"],
        ["restaurant Thaï"],
        ["nhà ai?", "What?", "?", "12?", "Café?", "http://a.example/x?id=3"],
        [],
    ],
)
def test_right_text_is_never_touched(texts: list[str]) -> None:
    found = diagnose(texts)
    assert (found.encoding, found.changes, found.lost, found.sure) == (TextEncoding.nfc, 0, (), True)
    assert healed(list(texts)) == texts


@pytest.mark.parametrize("encoding", TextEncoding)
def test_right_vietnamese_stays_where_a_person_picks_a_wrong_encoding(encoding: TextEncoding) -> None:
    texts = [*NAMES, "Phó Đức Chính", "Hà Ra", "Hoà Bình", "Thuý", "100 m²", "½", "Ấp Bắc", "BHK"]
    assert decode(texts, encoding) == texts


@pytest.mark.parametrize(
    "text",
    ["Qu?c l? 1", "B?n Ch?", "Ba T?", "?àn", "Lý Nam ??", "?i?n Biên Ph?", "Nguy\ufffdn", "Hu? - Ngh?", "Tr?n Phú"],
)
def test_lost_characters_are_flagged_and_left(text: str) -> None:
    found = diagnose([None, "Hà Ra", text])
    assert found.lost == (2,)
    assert found.changes == 0
    for encoding in TextEncoding:
        assert decode([text, "Hà Ra"], encoding)[0] == text


def test_a_mark_behind_a_whole_word_is_lost_in_lossy_company_only() -> None:
    assert diagnose(["Hu?", "Chợ nào?"]).lost == ()
    assert diagnose(["Hu?", "Qu?c l? 1"]).lost == (0, 1)


def test_misread_utf_8_with_bytes_dropped_by_the_reader_is_lost() -> None:
    assert diagnose(["ÄÆ°á»ng 2E", "Táº¥t"]).lost == (0,)


@pytest.mark.parametrize(
    ("main", "other"),
    [(TextEncoding.mojibake, TextEncoding.tcvn3), (TextEncoding.mojibake, TextEncoding.vni),
     (TextEncoding.vni, TextEncoding.tcvn3), (TextEncoding.tcvn3, TextEncoding.vni)],
)  # fmt: skip
def test_rows_of_another_offices_table_are_told(main: TextEncoding, other: TextEncoding) -> None:
    """A field has one encoding; what it leaves broken is not passed over, nor called lost."""
    most = [WRITERS[main](name) for name in NAMES]
    some = ["Nguyễn Thiện Thuật", "Đinh Tiên Hoàng", "Lê Thánh Tôn", "Bùi Thị Xuân"]
    values: list[Optional[str]] = [*most, *(WRITERS[other](name) for name in some)]
    found = diagnose(values)
    assert found.encoding is main and found.lost == ()
    told = {values[row] for row in found.doubtful} | {a for a, b in zip(values, healed(values)) if a != b}
    assert told >= set(values[len(most):])
    assert all(healed(values)[row] == values[row] for row in found.doubtful)


def test_a_mixed_field_changes_in_its_wrong_rows_only() -> None:
    right = ["Nguyễn Trãi", "Hà Ra", "Phó Đức Chính", "Đặng Tất"]
    wrong = ["TrÇn Phó", "§­êng Hïng V­¬ng", "Lª Lîi", "B¹ch §»ng"]
    values: list[Optional[str]] = [*right, *wrong, fonts.mojibake("Yết Kiêu"), "Phó"]
    found = diagnose(values)
    assert found.encoding is TextEncoding.tcvn3
    assert found.changes == 5
    assert (found.doubtful, found.sure) == ((9,), False)  # Phó or Phú: nobody can tell here
    after = decode(values, TextEncoding.tcvn3)
    assert after == [*right, "Trần Phú", "Đường Hùng Vương", "Lê Lợi", "Bạch Đằng", "Yết Kiêu", "Phó"]


@pytest.mark.parametrize("encoding", WRITERS)
def test_names_of_other_peoples_come_along(encoding: TextEncoding) -> None:
    names = ["Krông Buk", "Đăk Mil", "Ea H’leo", "Buôn Đôn", "Kông Chro", "Nguyễn Du", "Lê Hồng Phong", "Café Đắk"]
    write = WRITERS[encoding]
    # Windows-1252 quotes stand in text of any font; UTF-8 has its own bytes for them.
    written = [write(n) if encoding is TextEncoding.mojibake else "’".join(map(write, n.split("’"))) for n in names]
    after = healed(list(written))
    assert after[:-1] == names[:-1]


def test_text_that_reads_both_ways_follows_its_field() -> None:
    assert healed(["Phó", "TrÇn Phó", "Sè 2"]) == ["Phú", "Trần Phú", "Số 2"]
    assert healed(["Phó", "Sè 2"]) == ["Phó", "Sè 2"]


def test_a_field_that_cannot_tell_follows_the_other_fields() -> None:
    columns = {"a": [fonts.tcvn3(n) for n in NAMES], "b": ["Phó", "Sè 2"], "c": ["Đặng", "Phó"], "d": ["ONT"]}
    found = diagnose_layer(columns)
    assert {name: d.encoding.value for name, d in found.items()} == {"a": "tcvn3", "b": "tcvn3", "c": "nfc", "d": "nfc"}
    assert decode(columns["b"], found["b"].encoding, found["b"].by_company) == ["Phú", "Số 2"]
    healed_columns = {n: decode(v, found[n].encoding, found[n].by_company) for n, v in columns.items()}
    assert all(d.changes == 0 for d in diagnose_layer(healed_columns).values())


def test_capitals_that_lived_in_the_font_are_told() -> None:
    found = diagnose(["Phan Huy Ých", "Êp B¾c", "TrÇn Phó", "Sè 2"])
    assert (found.encoding, found.sure, found.case_lost) == (TextEncoding.tcvn3, True, (0, 1))
    small = diagnose(["trÇn phó", "lª lîi", "b¹ch ®»ng"])  # .VnTimeH shows these as capitals
    assert (small.encoding, small.sure) == (TextEncoding.tcvn3, False)


def test_a_field_without_capitals_follows_the_others_of_its_layer() -> None:
    small = ["nhµ cÊp bèn", "®Êt ë t¹i ®« thÞ"]
    assert not diagnose_layer({"GhiChu": small})["GhiChu"].sure
    found = diagnose_layer({"GhiChu": small, "TenDuong": ["TrÇn Phó", "Lª Lîi", "§inh Tiªn Hoµng"]})["GhiChu"]
    assert (found.encoding, found.sure, found.changes) == (TextEncoding.tcvn3, True, 2)
    assert decode(small, found.encoding, found.by_company) == ["nhà cấp bốn", "đất ở tại đô thị"]


@pytest.mark.parametrize(
    ("values", "guess"),
    [
        ([], "UTF-8"),
        ([b"ONT", b"12"], "UTF-8"),
        (["Trần Phú".encode()], "UTF-8"),
        (["Trần Phú".encode()[:4] + b"   "], "UTF-8"),  # cut off by the width of the field
        ([b"Tr\xc7n Ph\xf3"], "ISO-8859-1"),
        (["Trần Phú".encode(), b"Tr\xc7n Ph\xf3"], "ISO-8859-1"),
    ],
)
def test_bytes_guess(values: list[bytes], guess: str) -> None:
    assert bytes_guess(values) == guess


LETTERS = "aàáạảãâầấậẩẫăằắặẳẵeèéẹẻẽêềếệểễiìíịỉĩoòóọỏõôồốộổỗơờớợởỡuùúụủũưừứựửữyỳýỵỷỹđ"
WILD = st.text(
    alphabet=st.one_of(
        st.sampled_from(LETTERS + LETTERS.upper() + " hngtTPB?.-/12"),
        st.characters(min_codepoint=0, max_codepoint=0x17F),
        st.sampled_from("\u0301\u0300\u0309\u0303\u0323\u0302\u2013\u201c\u0153\ufffd\udcad\udcc7\u00a0"),
    ),
    max_size=12,
)
NAME = st.sampled_from(NAMES)
TWICE = NAME.map(fonts.mojibake).map(fonts.mojibake)
MIXED = st.one_of(WILD, NAME, TWICE, *[NAME.map(write) for write in WRITERS.values()])
FIELDS = st.lists(st.one_of(st.none(), MIXED), max_size=8)


@settings(max_examples=effort(300), deadline=None)
@given(FIELDS, st.sampled_from(TextEncoding))
def test_decoding_twice_changes_nothing_more(values: list[Optional[str]], encoding: TextEncoding) -> None:
    once = decode(values, encoding)
    assert decode(once, encoding) == once


@settings(max_examples=effort(200), deadline=None)
@given(FIELDS)
def test_a_diagnosis_tells_what_decoding_does(values: list[Optional[str]]) -> None:
    found = diagnose(values)
    after = decode(values, found.encoding, found.by_company)
    assert found.changes == sum(a != b for a, b in zip(values, after))
    assert all(values[row] == after[row] for row in (*found.lost, *found.doubtful))
    assert [v is None for v in values] == [v is None for v in after]


@settings(max_examples=effort(150), deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=6, unique=True), st.sampled_from(sorted(WRITERS)))
def test_every_field_of_several_names_comes_back(names: list[str], encoding: TextEncoding) -> None:
    written: list[Optional[str]] = [WRITERS[encoding](name) for name in names]
    assert healed(written) == names


@given(st.lists(st.one_of(st.none(), st.text(st.characters(max_codepoint=0x7F)))))
def test_ascii_stays(values: list[Optional[str]]) -> None:
    for encoding in TextEncoding:
        if not any(value and not value.isprintable() for value in values):  # VPS has capitals among control characters
            assert decode(values, encoding) == values


@pytest.mark.parametrize(("word", "is_one"), [
    ("quỳnh", True), ("Quýt", True), ("quých", True), ("quít", True), ("kỳnh", False), ("lýt", False),
])  # fmt: skip
def test_y_before_a_consonant_stands_behind_qu_only(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one
