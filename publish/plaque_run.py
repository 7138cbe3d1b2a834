"""A run of plaques: chosen, painted onto pages or sheets, listed, written down, and only then handed over."""
from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QLineF, QPointF, QRectF
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPen

from ..core.agency import Agency
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.imposition import Sheet, SheetKind, impose
from ..core.lifecycle import Stage
from ..core.plaque_design import PlaqueDesign
from ..core.plaque_life import PRINTED, PrintReason
from ..core.print_selection import PrintFilter
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.gate import writer_gate
from ..register.plaques import LivePlaque, PrintRun, live_plaques, record_prints, require_plaques
from ..register.print_rows import PrintRow, PrintRows, StoredRows, class_words, rows_to_print
from ..register.snapshot import snapshot_apart
from ..register.transaction import write_transaction
from .fitted_text import with_letters
from .handing_over import handing_over
from .outgoing import aside
from .pdf_pages import UNIT, PdfPages, pdf_pages
from .plaque_art import VARIABLE, PlaqueArt
from .plaque_lists import MOST_LEFT_OUT, ListedPlaque, PlaqueList, RunTitle, open_route, open_workshop
from .plaque_painter import PlaquePainter
from .project.words import Words

DRAFT = "BẢN NHÁP"  # on a plaque all words are Vietnamese
_TITLE = QT_TRANSLATE_NOOP("diachiso", "Plaques, print run {batch}")
_FOOT = QT_TRANSLATE_NOOP("diachiso", "Print run {batch} · sheet {sheet} of {sheets} · {first} – {last}")
_PEN_MM, _FOOT_MM, _FOOT_ROOM = 0.15, 2.6, 7.0

NOTHING = Message(
    "plaques_nothing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "There is no plaque to print. Of {count} chosen addresses {not_issued} have no issued code (they can be "
        "printed as drafts), {has_plaque} have a plaque already (print them as replacement or correction), {has_none} "
        "have none that could be replaced (print them as new).",
    ),
)


class Skip(str, Enum):
    """Why a chosen address gets no plaque in this run."""

    not_issued = "not_issued"
    has_plaque = "has_plaque"
    has_none = "has_none"


SKIP_WORDS: Mapping[Skip, str] = {
    Skip.not_issued: QT_TRANSLATE_NOOP("diachiso", "Its code has not been issued"),
    Skip.has_plaque: QT_TRANSLATE_NOOP("diachiso", "It has a plaque already"),
    Skip.has_none: QT_TRANSLATE_NOOP("diachiso", "It has no plaque that could be replaced"),
}


@dataclass(frozen=True)
class PlaqueJob:
    """What to print and where to: `workshop` and `route` are lists (.xlsx or .csv), each wanted or not.

    `drafts`: what has no issued code is printed, too, marked as a draft. `roll`: width and longest piece in mm.
    """

    register: Path
    chosen: PrintFilter
    design: PlaqueDesign
    agency: Agency
    output: Path
    workshop: Optional[Path] = None
    route: Optional[Path] = None
    reason: PrintReason = PrintReason.new
    drafts: bool = False
    sheet: SheetKind = SheetKind.single
    roll: tuple[float, float] = (914.0, 3000.0)
    day: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class PlaqueRun:
    """What became of it: plaques for good, drafts, those left out by reason, sheets, the smallest share of its wanted
    size that a text was set in."""

    batch: str
    printed: int
    drafts: int
    skipped: Mapping[Skip, int]
    sheets: int
    smallest: float


def print_plaques(
    job: PlaqueJob, art: PlaqueArt, *, progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> PlaqueRun:  # fmt: skip
    """Print a run, whole or not at all; what is printed for good is written down in the register.

    DiachisoError where nothing can be printed; GateCancelled soon after `cancelled()`: no file, nothing written down.
    """
    with writer_gate(job.register, action="print plaques", cancelled=cancelled), aside(job.output.parent) as folder:
        with snapshot_apart(job.register, folder, cancelled) as con:
            require_plaques(con, job.register)
            work = _Work(job, art, folder, progress, cancelled)
            rows = work.choose(rows_to_print(con, job.chosen), live_plaques(con))
            classes = class_words(con)
        made = work.make(rows, classes)  # from here on the register may be saved by others
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(job.register))
        with handing_over(made) as place:
            if work.printed:
                files = tuple(target.name for _, target in made)
                run = PrintRun(work.batch, job.reason, job.design.id, job.day, files, work.drafts)
                with write_transaction(job.register) as con:
                    record_prints(con, run, work.printed)
                    place()
            else:
                place()
    return PlaqueRun(
        work.batch, len(work.printed), work.drafts, dict(work.skipped), work.sheets, work.painter.smallest
    )


class _Work:
    def __init__(
        self, job: PlaqueJob, art: PlaqueArt, folder: Path, progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.job, self.art, self.folder = job, art, folder
        self.progress, self.cancelled = progress, cancelled
        self.words = Words(job.language)
        self.batch = "-".join((job.day.replace("-", ""), uuid.uuid4().hex[:6]))
        self.painter = PlaquePainter(art, job.design.qr, [], DRAFT)
        self._total = 0
        self.skipped: Counter[Skip] = Counter()
        self.left_out: list[tuple[str, str, str]] = []
        self.printed: list[tuple[str, str]] = []
        self.drafts = self.sheets = 0

    def choose(self, rows: PrintRows, live: Mapping[str, LivePlaque]) -> StoredRows:
        """The rows that get a plaque."""
        self.painter = PlaquePainter(self.art, self.job.design.qr, rows.columns, DRAFT)
        chosen = StoredRows(self.folder / "rows.jsonl", self._chosen(rows, live))
        if not len(chosen):
            counts = {skip.value: self.skipped[skip] for skip in Skip}
            raise DiachisoError(NOTHING, count=len(rows), **counts)
        self._total = len(chosen)
        return chosen

    def _chosen(self, rows: PrintRows, live: Mapping[str, LivePlaque]) -> Iterator[PrintRow]:
        for row in rows:
            why = self._why_not(row, live.get(row.text("address_id")))
            if why is None:
                yield row
                continue
            self.skipped[why] += 1
            if len(self.left_out) < MOST_LEFT_OUT:
                self.left_out.append((row.text("code"), row.text("address_text"), SKIP_WORDS[why]))

    def _why_not(self, row: PrintRow, live: Optional[LivePlaque]) -> Optional[Skip]:
        if not is_issued(row):
            return None if self.job.drafts else Skip.not_issued
        printed = live is not None and live.state in PRINTED
        if self.job.reason is PrintReason.new:
            return Skip.has_plaque if printed else None
        return None if printed else Skip.has_none

    def make(self, rows: StoredRows, classes: Mapping[str, str]) -> list[tuple[Path, Path]]:
        """Paint and list them; the files made, each with its place."""
        job, art = self.job, self.art
        layout = impose(job.sheet, (art.width, art.height), art.bleed, job.design.cut_marks, job.roll)
        sheets = list(layout.sheets(len(rows)))
        self.sheets = len(sheets)
        pdf = self.folder / "plaques.pdf"
        made = [(pdf, job.output)]
        title = RunTitle(
            self.batch, job.day, job.design.title.text(job.language), art.width, art.height, job.output.name, len(rows)
        )
        with ExitStack() as open_files:
            lists: list[PlaqueList] = []
            for target, name in ((job.workshop, "workshop"), (job.route, "route")):
                if target is None:
                    continue
                file = self.folder / (name + target.suffix.lower())
                if name == "route":
                    opened = open_route(file, title, self.words)
                else:
                    opened = open_workshop(file, title, self._lines_to_check(), self.left_out, self.words)
                lists.append(open_files.enter_context(opened))
                made.append((file, target))
            pages = open_files.enter_context(pdf_pages(pdf, self.words(_TITLE, batch=self.batch)))
            found = iter(rows)
            for number, sheet in enumerate(sheets, 1):
                self._paint_sheet(pages, sheet, number, found, classes, lists)
        return made

    def _lines_to_check(self) -> list[str]:
        """The lines that differ from plaque to plaque; the code has a column of its own."""
        lines = self.art.lines
        return [n for n in self.job.design.lines if n != "code" and lines[VARIABLE.format(name=n)].referencedColumns()]

    def _paint_sheet(
        self, pages: PdfPages, sheet: Sheet, number: int, rows: Iterator[PrintRow], classes: Mapping[str, str],
        lists: Sequence[PlaqueList],
    ) -> None:  # fmt: skip
        art, bleed = self.art, self.art.bleed
        painter = pages.begin_page(sheet.of.width, sheet.height)
        codes = []
        for place, cell in enumerate(sheet.cells, 1):
            if self.cancelled():
                raise GateCancelled(GATE_CANCELLED, path=str(self.job.register))
            row = next(rows)
            code, issued = row.text("code"), is_issued(row)
            link = self.job.agency.link(code)
            painter.save()
            painter.translate(QPointF(cell.x * UNIT, cell.y * UNIT))
            painter.setClipRect(
                QRectF(-bleed * UNIT, -bleed * UNIT, (art.width + 2 * bleed) * UNIT, (art.height + 2 * bleed) * UNIT)
            )
            variables = {"class": classes.get(row.text("object_class"), ""), "link": link}
            self.painter.paint(painter, row.values, link, not issued, variables)
            painter.restore()
            if issued:
                self.printed.append((row.text("address_id"), code))
            else:
                self.drafts += 1
            codes.append(code)
            plaque = ListedPlaque(number, place, code, not issued, self.painter.lines(), link, row)
            for listed in lists:
                listed.add(plaque)
            self.progress((sheet.first + place) / self._total)
        _paint_marks(painter, sheet)
        if self.job.sheet is not SheetKind.single:
            self._paint_foot(painter, sheet, number, codes)

    def _paint_foot(self, painter: QPainter, sheet: Sheet, number: int, codes: Sequence[str]) -> None:
        """Which sheet of which run it is, where the sheet has room below."""
        lowest = max(cell.y for cell in sheet.cells) + self.art.height + self.art.bleed
        if sheet.height - lowest < _FOOT_ROOM:
            return
        font = with_letters(QFont(self.job.design.fonts[0] if self.job.design.fonts else ""), self.job.design.fonts)
        font.setPixelSize(round(_FOOT_MM * UNIT))
        painter.setFont(font)
        painter.setPen(QColor("#000000"))
        said = self.words(
            _FOOT, batch=self.batch, sheet=number, sheets=self.sheets, first=codes[0], last=codes[-1]
        )
        # Between the marks of the first column.
        x = sheet.cells[0].x + 4
        painter.drawText(QPointF(x * UNIT, (sheet.height - 1.5) * UNIT), said)


def is_issued(row: PrintRow) -> bool:
    """Whether the address bears a code that the platform has issued."""
    issued = row.text("stage") == Stage.ISSUED.value
    return issued and bool(row.text("code")) and row.text("code_origin") != "provisional"


def _paint_marks(painter: QPainter, sheet: Sheet) -> None:
    pen = QPen(QColor("#000000"))
    pen.setWidthF(_PEN_MM * UNIT)
    painter.setPen(pen)
    painter.drawLines([QLineF(m.x1 * UNIT, m.y1 * UNIT, m.x2 * UNIT, m.y2 * UNIT) for m in sheet.marks])
