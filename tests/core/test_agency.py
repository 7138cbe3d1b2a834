"""The agency profile: today's names, a province's own on top of them, and mistakes told by file and key."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from diachiso.core.agency import DOCUMENTS, bare_name, date_values, fill, in_sentence, load_agency, place_values
from diachiso.core.errors import DiachisoError

PLACES = place_values("Tỉnh Khánh Hòa", "Phường Biển")


def own(folder: Path, **changes: object) -> Path:
    file = folder / "profiles" / "agency" / "own.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(changes, ensure_ascii=False), encoding="utf-8")
    return file


def test_the_shipped_profile_fills_every_document() -> None:
    agency = load_agency()
    values = {**PLACES, **date_values(date(2026, 2, 5)), "number": "12", "period": "tháng 02 năm 2026"}
    for kind in DOCUMENTS:
        form = agency.document(kind, values)
        shown = "\n".join((*form.issuer.parent, *form.issuer.name, form.number, *form.title, *form.copies))
        assert "{" not in shown and "……" not in shown
    notice = agency.document("notice", values)
    assert notice.number == "12/TB-UBND"
    assert notice.issuer.name == ("ỦY BAN NHÂN DÂN", "PHƯỜNG BIỂN")
    assert notice.issuer.place == "Biển"
    assert agency.document("report", values).issuer.parent == ("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",)
    assert agency.body("police", values) == "Công an tỉnh Khánh Hòa"
    assert agency.link("0010100001") == "https://diachiso.gov.vn/#/map/0010100001"


def test_a_province_says_only_what_differs(tmp_path: Path) -> None:
    own(tmp_path, portal_link="https://example.vn/a?code={code}", issuers={"commune": {"signer": "Người Ký"}})
    agency, shipped = load_agency(register=tmp_path / "register.gpkg"), load_agency()
    assert agency.link("1") == "https://example.vn/a?code=1"
    assert agency.documents["notice"].issuer.signer == "Người Ký"
    assert agency.documents["notice"].issuer.name == shipped.documents["notice"].issuer.name
    assert agency.serif == shipped.serif
    assert load_agency(register=tmp_path / "elsewhere" / "register.gpkg") == shipped


def test_a_given_file_counts_instead_of_those_beside_the_register(tmp_path: Path) -> None:
    own(tmp_path, id="beside")
    given = tmp_path / "given.json"
    given.write_text('{"id": "given"}', encoding="utf-8")
    assert load_agency(given, tmp_path / "register.gpkg").id == "given"


def test_the_logo_stands_beside_the_profile(tmp_path: Path) -> None:
    file = own(tmp_path, logo="logo.svg")
    (file.parent / "logo.svg").write_text("<svg/>", encoding="utf-8")
    assert load_agency(file).logo == file.parent / "logo.svg"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"portal_link": "https://example.vn/"}, ("portal_link", "code")),
        ({"portal_link": "https://example.vn/{cod}"}, ("portal_link", "cod")),
        ({"texts": {"purpose": "của {tỉnh}"}}, ("texts.purpose", "tỉnh")),
        ({"texts": {"purpose": "của {province"}}, ("texts.purpose",)),
        ({"documents": {"notice": {"issuer": "nobody"}}}, ("documents.notice.issuer", "commune")),
        ({"margins": {"left": "wide"}}, ("margins.left",)),
        ({"isuers": {}}, ("isuers",)),
        ({"issuers": {"commune": []}}, ("issuers.commune",)),
        ({"logo": "nowhere.svg"}, ("nowhere.svg",)),
    ],
)
def test_a_mistake_names_the_file_and_the_key(tmp_path: Path, changes: dict, words: tuple[str, ...]) -> None:
    file = own(tmp_path, **changes)
    with pytest.raises(DiachisoError) as error:
        load_agency(file)
    for word in (file.name, *words):
        assert word in str(error.value)


def test_a_file_that_is_no_object(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(DiachisoError, match="list.json"):
        load_agency(file)


@pytest.mark.parametrize(
    ("full", "said", "bare"),
    [
        ("Phường Biển", "phường Biển", "Biển"),
        ("Xã Núi", "xã Núi", "Núi"),
        ("Đặc khu Trường Sa", "đặc khu Trường Sa", "Trường Sa"),
        ("Thành phố Hồ Chí Minh", "thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Phường 12", "phường 12", "Phường 12"),
        ("Xã Xá", "xã Xá", "Xá"),
        ("Biển", "Biển", "Biển"),
        ("", "", ""),
    ],
)
def test_names_in_a_sentence(full: str, said: str, bare: str) -> None:
    assert (in_sentence(full), bare_name(full)) == (said, bare)


def test_dates_as_documents_write_them() -> None:
    assert date_values(date(2026, 11, 5)) == {"day": "05", "month": "11", "year": "2026", "date": "05/11/2026"}
    assert date_values(date(2026, 2, 15))["month"] == "02"
    assert date_values(date(2026, 9, 15))["month"] == "9"


def test_what_is_not_known_becomes_dots() -> None:
    assert fill("Số: {number}/TB-UBND", {}) == "Số: ……/TB-UBND"
