"""The certificate of review says what stands in the register, as a page and as a document for the files."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import closing
from html import escape
from pathlib import Path

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from diachiso.core.errors import DiachisoError
from diachiso.core.rules.catalogue import load_rules
from diachiso.publish.review_certificate import make_certificate
from diachiso.register.connect import connect
from diachiso.register.qa_exceptions import set_exception

RUN = (
    "INSERT INTO qa_run (at, finished_at, by, subject, source, version, fingerprint, rules, communes, checked,"
    " audit_seq) VALUES (?, ?, 'hoa', ?, ?, ?, ?, ?, ?, ?, ?)"
)
RESULT = (
    "INSERT INTO qa_result (rule, level, subject, object_id, part, fid, commune_code, state, watched, first_run,"
    " last_run) VALUES (?, ?, 'address', ?, ?, 1, ?, ?, 0, 1, 1)"
)
PERSON = "INSERT INTO person (address_id, role, full_name, legal_basis) VALUES ('a', 'owner', ?, 'law')"
SECRET = "Nguyễn Thị Bí Mật"


@pytest.fixture
def checked(register: Path) -> Path:
    """A register with a check, its results, and exceptions."""
    book = load_rules("addresses")
    with closing(connect(register, write=True)) as con:
        con.execute("INSERT INTO address (address_id, commune_code, house_number, street) VALUES"
                    " ('a', '22528', '12', 'Trần Phú'), ('b', '22561', '14', 'Trần Phú')")  # fmt: skip
        con.execute(PERSON, (SECRET,))
        seq = con.execute("SELECT max(seq) FROM audit_log").fetchone()[0]
        con.execute(RUN, ("2026-11-22T02:00:00.000Z", "2026-11-22T02:00:05.000Z", "address", "", book.version,
                          book.fingerprint(), None, None, 1234, seq))  # fmt: skip
        for k in range(5):
            con.execute(RESULT, ("my_rule", "error", f"x{k}", "", "22528", "open"))
        for k in range(3):
            con.execute(RESULT, ("other_rule", "warning", f"y{k}", "", "22561", "fixed"))
        con.execute(RESULT, ("other_rule", "warning", "a", "street", "22528", "open"))
        number = con.execute("SELECT max(result_id) FROM qa_result").fetchone()[0]
    set_exception(register, [number], "Biển số <cũ> còn treo")
    return register


def words_of(path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"[ \t]+", " ", done.stdout)


def test_the_page_tells_what_was_found(checked: Path, tmp_path: Path) -> None:
    made = make_certificate(checked, "en")
    assert (made.errors, made.warnings, made.infos, made.exceptions) == (5, 0, 0, 1)
    path = tmp_path / "phiếu.html"
    made.write_html(path)
    html = path.read_text(encoding="utf-8")
    assert "Open: 5 errors, 0 warnings, 0 pieces of information; 1 exceptions." in html
    assert "<td align=\"left\">my_rule</td><td align=\"left\">Error</td><td align=\"right\">5</td>" in html
    assert "Phường Biển" in html and "Xã Núi" in html
    assert "Biển số &lt;cũ&gt; còn treo" in html
    assert load_rules("addresses").fingerprint() in html
    assert "1,234" in html and "hoa" in html
    assert SECRET not in html
    assert "<script" not in html and "http" not in html


def test_the_document_tells_the_same(checked: Path, tmp_path: Path) -> None:
    path = tmp_path / "phiếu.pdf"
    pages = make_certificate(checked, "en").write_pdf(path)
    text = words_of(path)
    assert pages == text.count("\f") >= 2
    assert "CERTIFICATE OF REVIEW" in text
    assert "Open: 5 errors, 0 warnings, 0 pieces of information; 1 exceptions." in text
    assert re.search(r"my_rule Error 5 0 0", text)
    assert re.search(r"Total 5 3 1", text)
    assert re.search(r"Phường Biển 5 5 0 1", text) and re.search(r"Xã Núi 0 0 3 0", text)
    assert "Biển số <cũ>" in text
    assert load_rules("addresses").fingerprint() in text
    assert SECRET not in text
    assert f"{checked.name} · data revision" in text.split("\f")[0]
    assert text.split("\f")[1].lstrip().startswith("2\n")  # pages are numbered from the second on


def test_tables_repeat_their_heads_on_each_page(checked: Path, tmp_path: Path) -> None:
    with closing(connect(checked, write=True)) as con:
        con.executemany(RESULT, ((f"rule_{k}", "warning", "z", "", "22561", "open") for k in range(120)))
    path = tmp_path / "phiếu.pdf"
    make_certificate(checked, "en").write_pdf(path)
    pages = words_of(path).split("\f")
    whole = [page for page in pages if re.search(r"rule_\d+ Warning", page)]
    assert len(whole) >= 3
    assert all(re.search(r"No\. Rule Level Open Mended Exceptions", page) for page in whole)


def test_rules_that_found_nothing_are_named_where_they_were_asked(checked: Path) -> None:
    body = make_certificate(checked, "en").body
    addresses = [rule.title["en"] for rule in load_rules("addresses").enabled.values()]
    assert f"{len(addresses)} more rules were asked and found nothing: " in body
    assert all(escape(title) in body for title in addresses)
    land = {rule.title["en"] for rule in load_rules("land").enabled.values()} - set(addresses)
    assert land and not any(escape(title) in body for title in land)  # no land layer was checked


def test_rules_that_had_nothing_to_ask_are_not_said_to_have_been_checked(checked: Path) -> None:
    title = load_rules("addresses").rules["street_far"].title_in("en") + ";"
    assert title in make_certificate(checked, "en").body.split("found nothing")[1]
    with closing(connect(checked, write=True)) as con:
        con.execute("UPDATE qa_run SET params = ?", (json.dumps({"unasked": ["street_far"]}),))
    page = make_certificate(checked, "en").body
    assert f"not for want of streets or commune areas in the register: {title[:-1]}" in page
    assert title not in page.split("found nothing")[1]


def test_edits_after_the_check_are_told(checked: Path) -> None:
    warning = "addresses were edited after the last check"
    assert warning not in make_certificate(checked, "en").body
    with closing(connect(checked, write=True)) as con:
        con.execute("UPDATE address SET house_number = '13' WHERE address_id = 'a'")
    assert f"1 {warning}" in make_certificate(checked, "en").body


def test_other_rules_than_those_of_the_check_are_told(checked: Path) -> None:
    told = "The rules were changed after the check of Addresses"
    assert told not in make_certificate(checked, "en").body
    with closing(connect(checked, write=True)) as con:
        con.execute("UPDATE qa_run SET fingerprint = '0000'")
    assert told in make_certificate(checked, "en").body


def test_a_check_of_a_part_says_of_which(checked: Path) -> None:
    rule = next(iter(load_rules("addresses").rules.values()))
    with closing(connect(checked, write=True)) as con:
        con.execute("UPDATE qa_run SET rules = ?, communes = '[\"22561\"]'", (f'["{rule.id}"]',))
    body = make_certificate(checked, "en").body
    assert f"only the rules {escape(rule.title['en'])}; only in Xã Núi" in body
    assert "The addresses have never been checked as a whole." in body


def test_a_later_check_takes_the_place_of_an_earlier_one(checked: Path) -> None:
    book = load_rules("land")
    parcels = [rule.id for rule in book.enabled.values() if rule.subject.value == "parcel"]
    rows = (("2026-11-20T02:00:00.000Z", parcels, "hom-kia"), ("2026-11-21T02:00:00.000Z", parcels[1:], "hom-qua"))
    with closing(connect(checked, write=True)) as con:
        for at, rules, name in (*rows, ("2026-11-21T03:00:00.000Z", parcels, "hom-nay")):
            said = (book.version, book.fingerprint(), json.dumps(rules), None, 5, 0)
            con.execute(RUN, (at, at, "parcel", "thửa", *said))
            con.execute("UPDATE qa_run SET by = ? WHERE run_id = (SELECT max(run_id) FROM qa_run)", (name,))
    body = make_certificate(checked, "en").body
    assert "hom-nay" in body and "hom-qua" not in body and "hom-kia" not in body
    assert "all rules" in body


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(checked: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    made = make_certificate(checked, "en")
    for write in (made.write_pdf, made.write_html):
        with pytest.raises(DiachisoError, match="cannot be written"):
            write(blocked / "phiếu.pdf")
    assert list(tmp_path.glob("*.part")) == []


class Feedback(QgsProcessingFeedback):
    """Remembers the errors."""

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.errors.append(error)


def test_the_algorithm_writes_both_and_refuses_the_register(checked: Path, tmp_path: Path, qgis_processing) -> None:
    from diachiso.processing.review_certificate import ReviewCertificate

    pdf, html, feedback = tmp_path / "a.pdf", tmp_path / "a.html", Feedback()
    outputs = {"OUTPUT_PDF": str(pdf), "OUTPUT_HTML": str(html)}
    context = QgsProcessingContext()
    results, fine = ReviewCertificate().create().run({"REGISTER": str(checked), **outputs}, context, feedback)
    assert fine, feedback.errors
    assert (results["ERRORS"], results["EXCEPTIONS"]) == (5, 1)
    assert pdf.read_bytes().startswith(b"%PDF") and "my_rule" in html.read_text(encoding="utf-8")
    over = {"REGISTER": str(checked), "OUTPUT_PDF": str(checked)}
    _, fine = ReviewCertificate().create().run(over, context, feedback)
    assert not fine and "would be written over the address register" in feedback.errors[-1]
