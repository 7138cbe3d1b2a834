"""Data for one recipient, for one purpose and time: what is asked for and nothing else, written down in the register.

Fields of a person (`person.full_name` …) go along only when they are named one by one and a legal basis is given; then
a record stands once for each person. People whose retention date has passed stay out, and so do the names of houses.
"""
from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.agency import load_agency, place_values
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.field_spec import FieldSpec
from ..core.lifecycle import Stage
from ..core.open_data import OF_CLASS
from ..core.open_data import PUBLIC_STAGES as PUBLIC
from ..core.profile import Profile
from ..core.publishable import NAMED
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.export_records import ExportRecord, note_export
from ..register.gate import writer_gate
from ..register.public_rows import Choice, commune_code, read_people
from ..register.reading import read_meta
from ..register.snapshot import snapshot_apart
from ..register.transaction import write_transaction
from .handing_over import handing_over
from .outgoing import Outgoing, aside
from .project.words import Words
from .share_sheet import write_share_sheet
from .table_files import FORMATS, Head, open_table

__all__ = ["ALL_STAGES", "PERSON", "PUBLIC", "Shared", "Sharing", "share_data", "shareable"]

KIND = "share"
PERSON = "person."
ALL_STAGES = tuple(stage.value for stage in Stage if stage is not Stage.RETIRED)

MISSING = Message(
    "share_missing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Data is shared with a named recipient, for a purpose, with a list of fields and until a day. Missing: {what}. "
        "Nothing was written; fill it in.",
    ),
)
WRONG_FIELD = Message(
    "share_wrong_field",
    QT_TRANSLATE_NOOP(
        "diachiso", "There is no field “{field}” to share. The fields are: {known}. Nothing was written."
    ),
)
NO_BASIS = Message(
    "share_no_basis",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The list names personal data ({fields}), for which a legal basis is needed: the law's article, or the number "
        "of the decision or request. Fill it in, or take these fields out. Nothing was written.",
    ),
)
EXPIRED = Message(
    "share_expired",
    QT_TRANSLATE_NOOP(
        "diachiso", "The data may be used until {day}, which has passed. Write a day to come, like 2027-12-31."
    ),
)
WRONG_FORMAT = Message(
    "share_wrong_format",
    QT_TRANSLATE_NOOP("diachiso", "{path}: choose a file that ends in {formats}."),
)
NOTHING = Message(
    "share_nothing",
    QT_TRANSLATE_NOOP("diachiso", "No address fits what was chosen, so there is nothing to share. Widen the choice."),
)


@dataclass(frozen=True)
class Sharing:
    """Who gets which data, why and until when (ISO date); `fields` as the register names them."""

    recipient: str
    purpose: str
    fields: tuple[str, ...]
    expires_on: str
    legal_basis: str = ""
    commune: str = ""
    classes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ALL_STAGES


@dataclass(frozen=True)
class Shared:
    """What was handed over: the file, the sheet that goes with it, its number, counts of rows and of people's."""

    path: Path
    sheet: Path
    number: int
    rows: int
    persons: int
    withheld: dict[str, int]


def shareable(profile: Profile) -> dict[str, FieldSpec]:
    """The fields that may be named, by name: those of addresses that leave the register, and those of people."""
    fields = {s.name: s for s in profile.fields if s.export}
    people = {"".join((PERSON, s.name)): s for s in profile.person_fields if s.name not in _OF_THE_OFFICE}
    return {**fields, **OF_CLASS, **people}


_OF_THE_OFFICE = ("legal_basis", "retention_date")


def share_data(
    register: Path,
    path: Path,
    sharing: Sharing,
    language: str = "vi",
    *,
    today: Optional[date] = None,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> Shared:
    """Write the data to `path` (.gpkg, .geojson, .csv, .xlsx), with a sheet of its conditions beside it, and record it.

    DiachisoError, GateCancelled; then no file, and nothing recorded.
    """
    register, day = register.resolve(), today or date.today()
    _check(sharing, path, day)

    def go_on() -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(register))

    with aside(path.parent) as made:
        file = made / path.name
        with snapshot_apart(register, made, cancelled) as con:
            meta = read_meta(con)
            known = shareable(meta.profile)
            specs, people = _chosen(sharing, known)
            choice = Choice(sharing.stages, commune_code(con, sharing.commune), sharing.classes)
            out = Outgoing(con, meta.profile.fields, specs, choice, NAMED, language, ("address_id",))
            heads = [Head(s.export or s.name, s.label.text(language), s.type) for s in specs]
            heads += [Head(f"nguoi_{s.name}", s.label.text(language), s.type) for s in people]
            found = read_people(con, [s.name for s in people], day.isoformat()) if people else {}
            rows = persons = 0
            with open_table(file, heads, path.stem, go_on) as table:
                for batch in out.batches(lambda share: progress(0.9 * share)):
                    go_on()
                    columns: list[Sequence[Any]] = [batch.columns[s.name] for s in specs]
                    lonlat = batch.lonlat
                    if people:
                        columns, lonlat, named = _with_people(columns, lonlat, batch.columns["address_id"], found,
                                                              len(people))  # fmt: skip
                        persons += named
                    rows += len(lonlat)
                    table.add(columns, lonlat)
        if not rows:
            raise DiachisoError(NOTHING)
        record = ExportRecord(
            KIND, rows, sharing.fields, persons, sharing.recipient.strip(), sharing.purpose.strip(),
            sharing.legal_basis.strip(), "file", sharing.expires_on, (path.name,),
            {"commune": choice.commune, "classes": list(choice.classes), "stages": list(choice.stages),
             "withheld": dict(out.withheld), "share_id": str(uuid.uuid4())},
        )  # fmt: skip
        go_on()
        titles = [head.title for head in heads]
        agency, values = load_agency(None, register), place_values(meta.province)
        sheet = path.with_name(f"{path.stem} - phieu chia se.html")
        files = [(file, path), (made / sheet.name, sheet)]  # the sheet names the number of its record
        gate = writer_gate(register, action="share data", cancelled=cancelled)
        with gate, handing_over(files) as place, write_transaction(register) as con:
            number = note_export(con, record, out.codes)
            write_share_sheet(files[1][0], record, number, day, titles, agency, values, Words(language))
            place()
    progress(1.0)
    return Shared(path, sheet, number, rows, persons, dict(out.withheld))


def _check(sharing: Sharing, path: Path, today: date) -> None:
    if path.suffix.lower().lstrip(".") not in FORMATS:
        raise DiachisoError(WRONG_FORMAT, path=str(path), formats=", ".join(f".{kind}" for kind in FORMATS))
    said = {
        "RECIPIENT": sharing.recipient, "PURPOSE": sharing.purpose, "FIELDS": "".join(sharing.fields),
        "EXPIRES": sharing.expires_on,
    }  # fmt: skip
    missing = [name for name, text in said.items() if not text.strip()]
    if missing:
        raise DiachisoError(MISSING, what=", ".join(missing))
    try:
        until = date.fromisoformat(sharing.expires_on)
    except ValueError as error:
        raise DiachisoError(EXPIRED, day=sharing.expires_on) from error
    if until < today:
        raise DiachisoError(EXPIRED, day=sharing.expires_on)
    people = [name for name in sharing.fields if name.startswith(PERSON)]
    if people and not sharing.legal_basis.strip():
        raise DiachisoError(NO_BASIS, fields=", ".join(people))


def _chosen(sharing: Sharing, known: dict[str, FieldSpec]) -> tuple[list[FieldSpec], list[FieldSpec]]:
    """The fields of addresses and those of people, in the order of the list."""
    for name in sharing.fields:
        if name not in known:
            raise DiachisoError(WRONG_FIELD, field=name, known=", ".join(known))
    names = list(dict.fromkeys(sharing.fields))
    return (
        [known[name] for name in names if not name.startswith(PERSON)],
        [known[name] for name in names if name.startswith(PERSON)],
    )


def _with_people(
    columns: Sequence[Sequence[Any]], lonlat: np.ndarray, ids: Sequence[str],
    people: dict[str, list[tuple[Any, ...]]], width: int,
) -> tuple[list[Sequence[Any]], np.ndarray, int]:  # fmt: skip
    """The records once for each of their people, or once without; how many rows hold somebody's data."""
    nobody = [(None,) * width]
    index: list[int] = []
    rows: list[tuple[Any, ...]] = []
    named = 0
    for k, address_id in enumerate(ids):
        theirs = people.get(address_id, [])
        named += len(theirs)
        for row in theirs or nobody:
            index.append(k)
            rows.append(row)
    spread: list[Sequence[Any]] = [[column[k] for k in index] for column in columns]
    return [*spread, *([row[k] for row in rows] for k in range(width))], lonlat[index], named
