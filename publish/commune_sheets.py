"""Sheets of a register, one file per commune: read in one state, written aside, noted, and only then handed over."""
from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

from ..core.cell_values import readers
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.sheet_fields import ADDRESS_ID, CODE, COMMUNE_CODE, filled_fields, shown_fields
from ..core.text import compare_key
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.collected import (
    CommuneCount,
    class_groups,
    communes_in_use,
    note_sheets,
    read_domains,
    read_rows,
    register_stamp,
)
from ..register.gate import writer_gate
from ..register.reading import read_meta
from ..register.snapshot import snapshot
from .collect_sheet import SheetContent, write_collect_sheet
from .project.words import Words
from .xlsx import NOT_WRITTEN

_NOT_IN_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_ASK_EVERY = 500

UNKNOWN_COMMUNE = Message(
    "sheet_unknown_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register has no addresses in the commune “{commune}”. Write its code or its name: {known}."
    ),
)
NOTHING = Message(
    "sheet_nothing",
    QT_TRANSLATE_NOOP("diachiso", "The register {path} has no addresses yet. Assign codes first."),
)
NO_COMMUNE = QT_TRANSLATE_NOOP("diachiso", "Without a commune")


@dataclass(frozen=True)
class SheetFile:
    """A file that was written, and how many addresses it holds."""

    path: Path
    commune: str
    addresses: int


def export_sheets(
    register: Path,
    output: Path,
    commune: str = "",
    language: str = "vi",
    *,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> list[SheetFile]:
    """Write a sheet per commune (or of one, by code or name) into the folder `output`, or one file if that is an .xlsx.

    Files in the folder are never written over: a filled sheet may have come back under the same name. The codes in the
    sheets count as having left this computer. People are not in them. DiachisoError, or GateCancelled: no file then.
    """
    single = output.suffix.lower() == ".xlsx"
    folder = output.parent if single else output
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".diachiso-", dir=folder))
    except OSError as error:
        raise DiachisoError(NOT_WRITTEN, path=folder, problem=error.strerror or error) from error
    try:
        with writer_gate(register, action="export sheets", cancelled=cancelled):
            work = _Work(register, aside, Words(language), progress, cancelled)
            files = work.write(commune, single)
            note_sheets(register, work.codes, {f.path.name: f.addresses for f in files})
            return [_hand_over(file, output if single else _free(folder / file.path.name)) for file in files]
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class _Work:
    def __init__(
        self, register: Path, aside: Path, words: Words, progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.register, self.aside, self.words = register, aside, words
        self.progress, self.cancelled = progress, cancelled
        self.codes: list[str] = []
        self._done = self._total = 0

    def write(self, commune: str, single: bool) -> list[SheetFile]:
        """All files, aside."""
        now = datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
        register, cancelled = self.register, self.cancelled
        with snapshot(register, cancelled) as con:
            meta, found = read_meta(con), communes_in_use(con)
            chosen = _chosen(found, commune, register)
            self._total = sum(c.addresses for c in chosen)
            shown, filled = shown_fields(meta.profile), filled_fields(meta.profile)
            of_field = readers((*shown, *filled), read_domains(con, filled))
            stamp, groups = register_stamp(con, now), class_groups(con)
            parts: Sequence[Optional[CommuneCount]] = [None] if single and not commune else chosen
            files = []
            for part in parts:
                code, name = (None, "") if part is None else (part.code, part.name)
                names = [ADDRESS_ID, *(spec.name for spec in (*shown, *filled)), COMMUNE_CODE]
                title = name or (meta.province if part is None else self.words(NO_COMMUNE))
                content = SheetContent(
                    title, shown, filled, of_field, self._rows(read_rows(con, names, code), names.index(CODE)), stamp,
                    self.words, meta.profile, groups, code or "",
                )  # fmt: skip
                path = self.aside / _file_name(code or "", title, now)
                files.append(SheetFile(path, code or "", write_collect_sheet(path, content)))
            return files

    def _rows(self, rows: Iterator[tuple[Any, ...]], code: int) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            if self._done % _ASK_EVERY == 0:
                if self.cancelled():
                    raise GateCancelled(GATE_CANCELLED, path=str(self.register))
                self.progress(self._done / max(1, self._total))
            self._done += 1
            if row[code]:
                self.codes.append(row[code])
            yield row


def _chosen(found: Sequence[CommuneCount], commune: str, register: Path) -> list[CommuneCount]:
    if not found:
        raise DiachisoError(NOTHING, path=register)
    if not commune.strip():
        return list(found)
    key = compare_key(commune)
    some = [c for c in found if c.code and (c.code == commune.strip() or key in _spellings(c.name))]
    if len(some) != 1:
        known = ", ".join(f"{c.code} {c.name}" for c in some or found if c.code)
        raise DiachisoError(UNKNOWN_COMMUNE, commune=commune, known=known[:500])
    return some


def _spellings(name: str) -> tuple[str, str]:
    """A commune's name with and without the word for commune."""
    key = compare_key(name)
    for word in ("phường", "xã", "đặc khu", "thị trấn"):
        if key.startswith(compare_key(word) + " "):
            return key, key[len(word) + 1:]
    return key, key


def _file_name(code: str, title: str, now: str) -> str:
    return " ".join(filter(None, (code, _NOT_IN_NAME.sub(" ", title).strip(), now[:10]))) + ".xlsx"


def _free(path: Path) -> Path:
    k, free = 2, path
    while free.exists():
        free, k = path.with_name(f"{path.stem} ({k}){path.suffix}"), k + 1
    return free


def _hand_over(file: SheetFile, target: Path) -> SheetFile:
    try:
        os.replace(file.path, target)
    except OSError as error:
        raise DiachisoError(NOT_WRITTEN, path=target, problem=error.strerror or error) from error
    return SheetFile(target, file.commune, file.addresses)
