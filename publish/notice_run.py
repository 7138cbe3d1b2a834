"""A run of notices: whom to tell is found, letters or lists are made, it is written down, and only then handed over."""
from __future__ import annotations

import re
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Optional

from qgis.core import QgsCoordinateTransformContext
from qgis.PyQt.QtGui import QFont

from ..core.agency import Agency
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.notices import ROLES, Channel, Letter, letters
from ..core.print_selection import PrintFilter
from ..core.text import ascii_key
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.export_records import ExportRecord
from ..register.gate import writer_gate
from ..register.notices import (
    data_version,
    notice_address,
    read_persons,
    record_notices,
    require_notices,
    told_already,
)
from ..register.print_rows import class_words, rows_to_print
from ..register.reading import read_meta
from ..register.snapshot import snapshot_apart
from ..register.transaction import write_transaction
from .fitted_text import with_letters
from .handing_over import handing_over
from .letter_flow import LetterFlow
from .notice_letter import A4, LetterForm, foot_line, paint_draft, paint_letter
from .outgoing import aside
from .pdf_pages import pdf_pages
from .place_sketch import SketchMaker
from .plaque_run import is_issued

NOTICES, HANDOVER, MESSAGES = "notices", "handover", "notice_channel"
PURPOSE = "Thông báo mã địa chỉ số"

NOTHING = Message(
    "notices_nothing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "There is nobody to be told. Of {count} chosen addresses {not_issued} have no issued code, of {told} somebody "
        "has been told already (tell them again if they are to get another notice), of {nobody} nobody is known.",
    ),
)


class Skip(str, Enum):
    """Why an address, or a recipient, gets no notice in this run."""

    NOT_ISSUED = "not_issued"
    TOLD = "told"
    NOBODY = "nobody"
    NO_CONTACT = "no_contact"


SKIP_WORDS: Mapping[Skip, str] = {
    Skip.NOT_ISSUED: QT_TRANSLATE_NOOP("diachiso", "Its code has not been issued"),
    Skip.TOLD: QT_TRANSLATE_NOOP("diachiso", "Somebody has been told already"),
    Skip.NOBODY: QT_TRANSLATE_NOOP("diachiso", "Nobody is known there"),
    Skip.NO_CONTACT: QT_TRANSLATE_NOOP("diachiso", "The recipient has no telephone, or no e-mail address"),
}


@dataclass(frozen=True)
class NoticeJob:
    """Whom to tell, how, and by whom; `number` of the document, '' where it is filled in by hand.

    `to_unknown`: addresses of which nobody is known get a letter to whoever lives there. `again`: also those told.
    """

    register: Path
    chosen: PrintFilter
    agency: Agency
    channel: Channel = Channel.COMMUNE
    roles: tuple[str, ...] = ROLES
    to_unknown: bool = True
    again: bool = False
    drafts: bool = False
    number: str = ""
    day: date = date.min
    purpose: str = PURPOSE


@dataclass(frozen=True)
class NoticeRun:
    """What became of it: letters, addresses told, rows with personal data, those left out by reason, files."""

    batch: str
    letters: int
    addresses: int
    persons: int
    skipped: Mapping[Skip, int]
    files: tuple[Path, ...]


Made = list[tuple[Path, Path]]
"""Files as they were made, and where they are to stand."""
Maker = Callable[["NoticeWork", Path], Made]


class NoticeWork:
    """The letters of a run with their references, and what painting them needs."""

    def __init__(self, job: NoticeJob, cancelled: Callable[[], bool], progress: Callable[[float], None]) -> None:
        self.job, self._cancelled, self.progress = job, cancelled, progress
        self.batch = "-".join((job.day.isoformat().replace("-", ""), uuid.uuid4().hex[:6]))
        self.letters: list[tuple[str, Letter]] = []
        self.skipped: Counter[Skip] = Counter()
        self.family = ""

    def read(self, con: sqlite3.Connection) -> None:
        """Find whom to tell (DiachisoError where there is nobody)."""
        job = self.job
        require_notices(con, job.register)
        classes, told = class_words(con), set() if job.again else told_already(con)
        addresses, count = [], 0
        for row in rows_to_print(con, job.chosen):
            self.check()
            count += 1
            if not is_issued(row) and not job.drafts:
                self.skipped[Skip.NOT_ISSUED] += 1
            elif row.text("address_id") in told:
                self.skipped[Skip.TOLD] += 1
            else:
                addresses.append(notice_address(row, classes))
        persons = read_persons(con, (a.address_id for a in addresses), job.day.isoformat())
        found = letters(addresses, persons, job.roles, job.to_unknown)
        known = {a.address_id for letter in found for a in letter.addresses}
        self.skipped[Skip.NOBODY] += sum(a.address_id not in known for a in addresses)
        for number, letter in enumerate(self._with_contact(found), 1):
            self.letters.append((f"{self.batch}/{number}", letter))
        if not self.letters:
            counts = {skip.value: self.skipped[skip] for skip in (Skip.NOT_ISSUED, Skip.TOLD, Skip.NOBODY)}
            raise DiachisoError(NOTHING, count=count, **counts)
        self.version, meta = data_version(con), read_meta(con)
        self.province = meta.province
        self.family = with_letters(QFont(job.agency.serif[0]), list(job.agency.serif)).family()
        self.form = LetterForm(job.agency, self.province, job.number, job.day, self.version, self.family, job.drafts)
        self.sketches = SketchMaker(con, QgsCoordinateTransformContext(), self.check)

    def check(self) -> None:
        """Raise GateCancelled where the user has cancelled."""
        if self._cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(self.job.register))

    def _with_contact(self, found: Sequence[Letter]) -> Iterator[Letter]:
        need: Mapping[Channel, Callable[[Letter], str]] = {
            Channel.MESSAGE: lambda letter: letter.phone, Channel.EMAIL: lambda letter: letter.email,
        }  # fmt: skip
        wanted = need.get(self.job.channel)
        for letter in found:
            if wanted is not None and not wanted(letter):
                self.skipped[Skip.NO_CONTACT] += 1
            else:
                yield letter

    def export(self, kind: str, fields: Sequence[str], made: Made) -> ExportRecord:
        """How the export is recorded: never a value of somebody's."""
        persons = [p for _, letter in self.letters for p in letter.persons]
        bases = sorted({p.legal_basis for p in persons if p.legal_basis})
        return ExportRecord(
            kind, len(self.letters), tuple(fields) if persons else (), len(persons), purpose=self.job.purpose,
            legal_basis=", ".join(bases), channel=self.job.channel.value, files=tuple(t.name for _, t in made),
            details={"batch": self.batch},
        )  # fmt: skip


def make_notices(
    job: NoticeJob, folder: Path, kind: str, fields: Sequence[str], maker: Maker, *,
    progress: Callable[[float], None] = lambda share: None, cancelled: Callable[[], bool] = never,
) -> NoticeRun:  # fmt: skip
    """Make a run's files in `folder`, whole or not at all, and write it down; drafts are not written down.

    DiachisoError where nobody is to be told; GateCancelled soon after `cancelled()`: no file, nothing written down.
    """
    with writer_gate(job.register, action="make notices", cancelled=cancelled), aside(folder) as made_in:
        # The copy has people in it: it stays beside the register, wherever the files go.
        with aside(job.register.parent) as apart, snapshot_apart(job.register, apart, cancelled, copied_from=0) as con:
            work = NoticeWork(job, cancelled, progress)
            work.read(con)
            made = maker(work, made_in)
        work.check()
        with handing_over(made) as place:
            if not job.drafts:
                with write_transaction(job.register) as con:
                    export = work.export(kind, fields, made)
                    record_notices(con, work.letters, job.channel, job.day.isoformat(), work.batch, export)
                    place()
            else:
                place()
    return NoticeRun(
        work.batch, len(work.letters), len({a.address_id for _, one in work.letters for a in one.addresses}),
        sum(len(one.persons) for _, one in work.letters), dict(work.skipped), tuple(target for _, target in made),
    )  # fmt: skip


def all_makers(makers: Sequence[Maker]) -> Maker:
    """What several make, one after the other."""
    return lambda work, made_in: [made for maker in makers for made in maker(work, made_in)]


def letters_maker(output: Path, folder: Optional[Path]) -> Maker:
    """Letters in one PDF, and one for each commune and settlement where a folder is given."""

    def make(work: NoticeWork, made_in: Path) -> Made:
        groups: dict[str, list[tuple[str, Letter]]] = {}
        for reference, letter in work.letters:
            groups.setdefault(_place_name(letter), []).append((reference, letter))
        whole = [pair for group in sorted(groups) for pair in groups[group]]
        made = [(made_in / "letters.pdf", output)]
        total = len(whole) * (2 if folder else 1)
        with _letters(work, made[0][0]) as paint:
            for done, pair in enumerate(whole, 1):
                paint(*pair)
                work.progress(done / total)
        if folder is not None:
            done = len(whole)
            for number, group in enumerate(sorted(groups)):
                file = made_in / f"{number}.pdf"
                with _letters(work, file) as paint:
                    for pair in groups[group]:
                        paint(*pair)
                        done += 1
                        work.progress(done / total)
                made.append((file, folder / f"{group}.pdf"))
        return made

    return make


@contextmanager
def _letters(work: NoticeWork, file: Path) -> Iterator[Callable[[str, Letter], None]]:
    said = [""]
    with pdf_pages(file, f"{PURPOSE}, {work.batch}") as pages:
        flow = LetterFlow(
            pages, A4, work.job.agency.margins, work.family,
            lambda page: foot_line(said[0], work.version, page, work.job.drafts),
            paint_draft if work.job.drafts else lambda painter: None,
        )  # fmt: skip

        def paint(reference: str, letter: Letter) -> None:
            work.check()
            said[0] = reference
            paint_letter(flow, letter, work.form, work.sketches, work.check)

        yield paint


def _place_name(letter: Letter) -> str:
    """A file's name from commune and settlement, without a person's."""
    first = letter.addresses[0]
    name = "_".join(filter(None, (first.commune_code, first.commune, first.settlement)))
    return re.sub(r"[^a-z0-9]+", "_", ascii_key(name)).strip("_") or "khac"
