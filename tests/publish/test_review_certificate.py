"""The certificate of review says what stands in the register, as a page and as a document for the files."""
from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

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
