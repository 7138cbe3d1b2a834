"""Tra cứu một tệp: one HTML file with a map and a search, for desks without QGIS or network; no personal data."""
from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.agency import load_agency, place_values
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.lifecycle import Stage
from ..core.numbering import number_key
from ..core.open_data import CLASS_NAME, PUBLIC_STAGES
from ..core.publishable import NAMED
from ..core.resources import resource_path
from ..core.text import ascii_key
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.export_records import ExportRecord, note_export
from ..register.gate import writer_gate
from ..register.public_rows import Choice, Shape, commune_code, read_shapes
from ..register.reading import read_meta
from ..register.snapshot import snapshot_apart
from ..register.transaction import write_transaction
from .handing_over import handing_over
from .lookup_words import ABOUT, OPTIONAL, TITLE, WORDS
from .office_html import number as shown_number
from .outgoing import Outgoing, aside
from .project.words import Words
from .shape_steps import steps_of

KIND = "lookup"
PENDING_STAGES = (Stage.CREATED.value, Stage.SUBMITTED.value)
MICRO = 1e-6
_FIELDS = (
    "code", "name", "house_number", "alley", "street", "settlement", "commune", "building_name", "block", "floor",
    "room", "object_class", "stage",
)  # fmt: skip
_MOST_POINTS = 400_000  # of streets in a file: a browser draws so many

NOTHING = Message(
    "lookup_nothing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register {path} has no verified or issued address there, so the page would be empty. Take unverified ones "
        "along, or wait for the registry.",
    ),
)


@dataclass(frozen=True)
class LookupFile:
    """A page that was written: its path, its addresses, its size in bytes, values that were withheld by field."""

    path: Path
    rows: int
    size: int
    withheld: dict[str, int]


def write_lookup_file(
    register: Path,
    path: Path,
    *,
    commune: str = "",
    unverified: bool = False,
    language: str = "vi",
    today: Optional[date] = None,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> LookupFile:
    """Write the page and note in the register that its addresses left (DiachisoError, GateCancelled)."""
    register, words = register.resolve(), Words(language)
    agency, day = load_agency(None, register), today or date.today()

    def go_on() -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(register))

    with aside(path.parent) as made:
        with snapshot_apart(register, made, cancelled) as con:
            meta = read_meta(con)
            stages = (*PUBLIC_STAGES, *(PENDING_STAGES if unverified else ()))
            choice = Choice(stages, commune_code(con, commune))
            specs = [*(spec for spec in meta.profile.fields if spec.name in _FIELDS), CLASS_NAME]
            out = Outgoing(con, meta.profile.fields, specs, choice, NAMED, language)
            records = _Records()
            for batch in out.batches(lambda share: progress(0.6 * share)):
                go_on()
                records.add(batch.columns, batch.lonlat)
            communes = read_shapes(con, "admin_unit", choice.commune)
            streets = read_shapes(con, "street", choice.commune)
        if not out.rows:
            raise DiachisoError(NOTHING, path=str(register))
        data = records.data()
        go_on()
        _add_shapes(data, communes, streets)
        values = place_values(meta.province)
        issuer = agency.document("report", values).issuer.text_name
        said = day.strftime("%d/%m/%Y" if language.startswith("vi") else "%Y-%m-%d")
        count = shown_number(out.rows, language)
        names = {c.code: c.name for c in communes}
        place = ", ".join(filter(None, (names.get(choice.commune) if choice.commune else "", meta.province)))
        data["words"] = {key: words(text) for key, text in WORDS.items()}
        data["words"]["about"] = words(ABOUT, count=count, day=said, issuer=issuer)
        data.update(language="vi" if language.startswith("vi") else "en", province=meta.province,
                    link=agency.portal_link, optional=list(OPTIONAL))  # fmt: skip
        file = made / path.name
        file.write_text(_page(words(TITLE, place=place), data), encoding="utf-8")
        size = file.stat().st_size
        progress(0.9)
        go_on()
        record = ExportRecord(
            KIND, out.rows, tuple(s.name for s in specs), recipient="public", files=(path.name,),
            details={"commune": choice.commune, "unverified": unverified, "withheld": dict(out.withheld)},
        )  # fmt: skip
        gate = writer_gate(register, action="write the look-up page", cancelled=cancelled)
        with gate, handing_over([(file, path)]) as put, write_transaction(register) as con:
            note_export(con, record, out.codes)
            put()
    progress(1.0)
    return LookupFile(path, out.rows, size, dict(out.withheld))


@dataclass
class _Table:
    """Distinct words in the order of their first use, the empty one first."""

    words: dict[str, int] = field(default_factory=lambda: {"": 0})

    def number(self, word: Optional[str]) -> int:
        """The number of a word."""
        return self.words.setdefault(word or "", len(self.words))


class _Records:
    """The records as tables of words and columns of their numbers: a few bytes each, and quick to look through."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []
        self._groups: dict[str, str] = {}

    def add(self, columns: Any, lonlat: np.ndarray) -> None:
        parts = [columns[name] for name in ("room", "floor", "block", "building_name")]
        buildings = (" ".join(filter(None, texts)) for texts in zip(*parts))
        self._groups.update(zip((n or "" for n in columns["object_class_name"]), columns["object_group"]))
        self._rows += zip(
            columns["code"], columns["house_number"], columns["alley"], columns["street"], columns["settlement"],
            columns["commune"], columns["object_class_name"], columns["name"], buildings, columns["stage"],
            lonlat[:, 0].tolist(), lonlat[:, 1].tolist(),
        )  # fmt: skip

    def data(self) -> dict[str, Any]:
        """The records by commune, street and number."""
        keys = {word: ascii_key(word or "") for row in self._rows for word in (row[3], row[4], row[5])}
        numbers = {number: number_key(number) for number in {row[1] for row in self._rows}}
        self._rows.sort(key=lambda row: (keys[row[5]], keys[row[3]], keys[row[4]], numbers[row[1]], row[0] or ""))
        names = ("number", "alley", "street", "settlement", "commune", "kind", "name", "building")
        tables = {name: _Table() for name in names}
        columns = {name: [tables[name].number(row[k + 1]) for row in self._rows] for k, name in enumerate(names)}
        lonlat = np.array([row[-2:] for row in self._rows], float)
        placed = ~np.isnan(lonlat).any(axis=1)
        low = np.nanmin(lonlat, axis=0) if placed.any() else np.zeros(2)
        high = np.nanmax(lonlat, axis=0) if placed.any() else np.zeros(2)
        micro = np.where(placed[:, None], np.round((lonlat - low) / MICRO), 0).astype(np.int64)
        steps = np.diff(micro, axis=0, prepend=np.zeros((1, 2), np.int64))
        return {
            "count": len(self._rows), "codes": ",".join(row[0] or "" for row in self._rows),
            "tables": {name: list(table.words) for name, table in tables.items()}, "columns": columns,
            "groups": [self._groups.get(word) or "" for word in tables["kind"].words],
            "x0": low[0], "y0": low[1], "x": steps[:, 0].tolist(), "y": steps[:, 1].tolist(),
            "box": [*low.tolist(), *high.tolist()], "unplaced": np.flatnonzero(~placed).tolist(),
            "pending": [k for k, row in enumerate(self._rows) if row[9] in PENDING_STAGES],
        }  # fmt: skip


def _add_shapes(data: dict[str, Any], communes: Sequence[Shape], streets: Sequence[Shape]) -> None:
    """Outlines of communes and lines of streets as whole numbers of 1e-5 degrees, step by step."""
    origin = (data["x0"], data["y0"])
    for key, table, shapes in (("areas", "commune", communes), ("streets", "street", streets)):
        numbers = {word: k for k, word in enumerate(data["tables"][table])}
        found: list[tuple[int, list[int]]] = []
        for shape in shapes:
            number = numbers.setdefault(shape.name or "", len(numbers))
            found += [(number, steps) for steps in steps_of(shape.wkb, origin)]
        data["tables"][table] = list(numbers)
        kept, left = [], _MOST_POINTS
        for one in sorted(found, key=lambda part: -len(part[1])):
            left -= len(one[1]) // 2
            if left < 0:
                break
            kept.append(one)
        data[key] = kept


def _page(title: str, data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Nothing in the data may end the element that it stands in.
    for sign, code in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")):
        text = text.replace(sign, code)
    parts = {name: resource_path("lookup", file).read_text(encoding="utf-8")
             for name, file in (("page", "page.html"), ("style", "lookup.css"), ("script", "lookup.js"))}  # fmt: skip
    page = parts["page"].replace("{language}", data["language"]).replace("{title}", escape(title))
    head, _, rest = page.partition("{style}")
    middle, _, rest = rest.partition("{data}")
    before, _, after = rest.partition("{script}")
    return "".join((head, parts["style"], middle, text, before, parts["script"], after))
