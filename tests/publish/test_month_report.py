"""The documents of the month: XLSX as openpyxl and LibreOffice read it, ODT and PDF as text, letters."""
from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from diachiso.core.indicators import Counts
from diachiso.core.report_period import Period
from diachiso.publish.month_report import MonthReport, ReportRequest, make_report
from diachiso.publish.reminder_letters import deadline, write_letters
from diachiso.publish.report_odt import template_of, write_report_odt
from diachiso.publish.report_pdf import write_report_pdf
from diachiso.publish.report_texts import ReportTexts
from diachiso.publish.report_xlsx import write_report_xlsx
from diachiso.register.cancelling import GATE_CANCELLED, GateCancelled

from ..report_town import make_report_town, rows_of

TODAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report_town(tmp_path_factory.mktemp("town") / "r.gpkg")


@pytest.fixture(scope="module")
def report(register: Path) -> MonthReport:
    """The report of a town, whose figures of the month before are a tenth less."""
    made = make_report(ReportRequest(register, "2026-11"), TODAY)
    before = tuple(replace(row, counts=replace(row.counts, collected=row.counts.collected * 9 // 10))
                   for row in made.rows)  # fmt: skip
    return replace(made, before=before, before_on=date(2026, 10, 15))


@pytest.fixture(scope="module")
def texts(report: MonthReport) -> ReportTexts:
    return ReportTexts(report, "en", TODAY)


def office(folder: Path, file: Path, kind: str) -> Path:
    """The file as LibreOffice saves it in another kind."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    out = folder / "office"
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(out), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / f"{file.stem}.{kind.split(':')[0]}"


def pdf_text(path: Path, *options: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def cells(path: Path, formulas: bool = False) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return {(sheet.title, c.coordinate): c.value for sheet in book for row in sheet.iter_rows() for c in row}


def recalculated(folder: Path) -> dict[tuple[str, str], Any]:
    """The cells of r.xlsx after LibreOffice has worked out each formula: where it finds values, it takes those."""
    openpyxl.load_workbook(folder / "r.xlsx").save(folder / "bare.xlsx")
    assert cells(folder / "bare.xlsx")["By commune", "C9"] is None
    return cells(office(folder, folder / "bare.xlsx", "xlsx"))


def test_the_workbook_says_what_the_register_holds(texts: ReportTexts, tmp_path: Path, register: Path) -> None:
    write_report_xlsx(tmp_path / "r.xlsx", texts)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)
    sheet = book["By commune"]
    heads = [sheet.cell(7, k).value for k in range(1, sheet.max_column + 1)]
    assert heads[:3] == ["No.", "Commune", "Total"]
    shown = {sheet.cell(k, 2).value: sheet.cell(k, 3).value for k in range(9, sheet.max_row + 1)}
    in_use = [row for row in rows_of(register)["address"] if row["stage"] != "retired"]
    by_commune = Counter(row["commune_code"] for row in in_use)
    assert shown == {
        "Total": len(in_use), "Phường Biển": by_commune["22528"], "Xã Núi": by_commune["22561"],
        "(no commune)": by_commune[None],
    }  # fmt: skip
    assert all(isinstance(value, int) for value in shown.values())
    assert len(sheet.merged_cells.ranges) > 8 and sheet.print_title_rows == "$7:$8"


def test_every_formula_comes_to_what_is_written_beside_it(texts: ReportTexts, tmp_path: Path) -> None:
    write_report_xlsx(tmp_path / "r.xlsx", texts)
    formulas = {k: v for k, v in cells(tmp_path / "r.xlsx", True).items() if isinstance(v, str) and v.startswith("=")}
    written = cells(tmp_path / "r.xlsx")
    assert len(formulas) > 300
    calculated = recalculated(tmp_path)
    wrong = {k: (formulas[k], written[k], calculated[k]) for k in formulas if calculated[k] != written[k]
             and not (isinstance(written[k], float) and abs(calculated[k] - written[k]) < 1e-9)}  # fmt: skip
    assert wrong == {}


def test_communes_stand_alike_whether_they_have_objects_or_not(report: MonthReport, tmp_path: Path) -> None:
    more = replace(report, communes={**report.communes, "00001": "Xã Vắng"})
    write_report_xlsx(tmp_path / "r.xlsx", ReportTexts(more, "en", TODAY))
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["By commune"]
    bold = {row[1].value: row[1].font.b for row in sheet.iter_rows(min_row=9) if row[1].value}
    assert bold.pop("Total") and len(bold) > 2 and not any(bold.values())


def test_a_changed_number_changes_the_sums(texts: ReportTexts, tmp_path: Path, report: MonthReport) -> None:
    write_report_xlsx(tmp_path / "r.xlsx", texts)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    data = book["Data"]
    column = [cell.value for cell in data[1]].index("total") + 1
    data.cell(2, column).value += 1000
    book.save(tmp_path / "r.xlsx")
    calculated = recalculated(tmp_path)
    for sheet in ("By commune", "By group of objects", "By commune and group of objects"):
        assert calculated[sheet[:31], "C9"] == report.table.whole.now.total + 1000


def test_the_document_holds_every_line_and_note(texts: ReportTexts, tmp_path: Path, report: MonthReport) -> None:
    write_report_odt(tmp_path / "r.odt", texts, template_of("report"))
    text = office(tmp_path, tmp_path / "r.odt", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    lines = text.split("\n")
    for line in report.table.both:
        at = [k for k, found in enumerate(lines) if found == texts.label(line)]
        wanted = [texts.cell(line, column) for column in report.profile.columns]
        assert any(lines[k + 1: k + 1 + len(wanted)] == wanted for k in at), texts.label(line)
    for note in texts.notes():
        assert f"– {note}" in lines
    assert "{" not in text


def test_the_pdf_lies_across_and_repeats_its_heads(texts: ReportTexts, tmp_path: Path, report: MonthReport) -> None:
    communes = {f"{n:05d}": f"Xã Số {n}" for n in range(70)}
    many = replace(report, communes={**report.communes, **communes})
    pages = write_report_pdf(tmp_path / "r.pdf", ReportTexts(many, "en", TODAY))
    assert pages > 4
    text = pdf_text(tmp_path / "r.pdf", "-layout").split("\f")
    with_lines = [page for page in text if re.search(r"Xã Số \d+", page)]
    assert len(with_lines) > 2 and all("Plaques mounted" in page for page in with_lines)
    headings = {"Targets", "By group of objects", "By commune", "By commune and group of objects", "Notes"}
    said = [[line.strip() for line in page.split("\n") if line.strip()] for page in text[:-1]]
    assert headings <= {line for lines in said for line in lines}, "none is lost"
    assert all(lines[-2] not in headings for lines in said), "none stands below its page's text, above the foot"
    notes = ReportTexts(many, "en", TODAY).notes()
    assert len([line for lines in said for line in lines if line.startswith("– ")]) == len(notes)
    asked = ["pdftoppm", "-r", "60", "-gray", "-f", "2", "-l", "2", str(tmp_path / "r.pdf")]
    raw = subprocess.run(asked, capture_output=True, check=True).stdout
    wide, high = map(int, raw.split(b"\n", 3)[1].split())
    body = round(high * 190.5 / 210)  # above the foot
    dark = np.frombuffer(raw[-wide * high:], np.uint8).reshape(high, wide)[:body] < 200
    rows = np.flatnonzero(dark.any(axis=1))
    assert dark[rows[-1] - 1: rows[-1] + 1].any(axis=0).mean() > 0.7, "the last row of a page is closed by a line"
    asked = iter([False, False, True])

    def check() -> None:
        if next(asked):
            raise GateCancelled(GATE_CANCELLED, path="")

    with pytest.raises(GateCancelled):
        write_report_pdf(tmp_path / "stopped.pdf", ReportTexts(many, "en", TODAY), check)
    assert not list(tmp_path.glob("stopped*"))
    if shutil.which("pdfinfo"):
        size = subprocess.run(["pdfinfo", str(tmp_path / "r.pdf")], capture_output=True, text=True, check=True).stdout
        width, height = map(float, re.findall(r"Page size: +([\d.]+) x ([\d.]+)", size)[0])
        assert (round(width), round(height)) == (842, 595)


def test_late_communes_get_a_letter_each(texts: ReportTexts, tmp_path: Path, report: MonthReport) -> None:
    files = write_letters(tmp_path, texts, template_of("reminder"), lambda: None)
    assert len(files) == 2 * len(report.table.late) == 4
    late = report.table.late[0]
    state = late.states[0]
    letter = " ".join(pdf_text(tmp_path / f"2026-11_{late.commune}.pdf").split())
    assert "phường Biển" in letter and f"{state.part} of {state.whole}" in letter and "2026-11-25" in letter
    text = office(tmp_path, files[0], "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    assert f"{state.missing} are missing" in text and "{" not in text


def test_nobody_is_late_where_all_is_done(report: MonthReport, tmp_path: Path) -> None:
    done = tuple(replace(row, counts=Counts(3, 3, 3, 2, 2, 0)) for row in report.rows)
    texts = ReportTexts(replace(report, rows=done), "vi", TODAY)
    assert write_letters(tmp_path, texts, template_of("reminder"), lambda: None) == []
    assert [state.met for state in texts.report.table.targets] == [True, True, True, False]


@pytest.mark.parametrize(("signed", "expected"), [
    (date(2026, 11, 16), date(2026, 11, 25)), (date(2026, 11, 25), date(2026, 12, 25)),
    (date(2026, 12, 26), date(2027, 1, 25)), (date(2026, 10, 20), date(2026, 11, 25)),
])  # fmt: skip
def test_the_answer_is_due_after_the_letter(signed: date, expected: date) -> None:
    assert deadline(Period(2026, 11), 25, signed) == expected


def test_a_provinces_own_template_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "profiles" / "report"
    folder.mkdir(parents=True)
    own = Path(shutil.copyfile(template_of("report"), folder / "report.odt"))
    assert template_of("report", tmp_path / "r.gpkg") == own
    assert template_of("reminder", tmp_path / "r.gpkg") == template_of("reminder")
