"""The report profile: closing day, columns, groups of objects, targets, map applications, header of the form.

`resources/profiles/report/default.json` is the default; the official form (Phụ lục III) is not known and may differ, so
files in `profiles/report` beside a register say what differs.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .field_spec import CLASS_GROUPS, Bilingual
from .indicators import FIGURES, Figure
from .json_reader import DUPLICATE_ID, JsonReader
from .resources import PathLike, json_files, local_profiles, read_csv_file, read_json_file, resource_path

_FIGURES = tuple(figure.value for figure in FIGURES)

BAD_DATE = Message(
    "report.bad_date",
    QT_TRANSLATE_NOOP("diachiso", 'In the file {file}, "{key}" must be a date like 2026-11-15, not {value}.'),
)
NO_NAME = Message(
    "report.no_name",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The table of map applications {file} lacks the column name, or a name in row {row}. Its columns are: name, "
        "since (like 2026-11-15), link.",
    ),
)
NO_REST_GROUP = Message(
    "report.no_rest",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "groups" has no group for the other classes of part {section}. Add one with that section '
        "and without classes.",
    ),
)


class ColumnKind(str, Enum):
    """What a column shows of a figure."""

    COUNT = "count"
    SHARE = "share"
    """Of another figure, in percent."""
    CHANGE = "change"
    """Since the month before."""


@dataclass(frozen=True)
class ReportColumn:
    """A column; columns with the same heading stand under it."""

    id: str
    heading: Bilingual
    label: Bilingual
    figure: Figure
    kind: ColumnKind
    base: Figure


@dataclass(frozen=True)
class ObjectGroup:
    """A line of the form: a group of objects in a part (mục I, II, III); without classes: the others of its part."""

    id: str
    label: Bilingual
    section: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """A target: a figure in percent of another one over some parts of the form, or a number of map applications.

    `at_least` in percent, or a number of applications where `figure` is None; a commune below `remind_below` percent is
    reminded.
    """

    id: str
    label: Bilingual
    short: Bilingual
    """For the narrow dock."""
    figure: Optional[Figure]
    base: Figure
    sections: tuple[str, ...]
    at_least: float
    remind_below: float


@dataclass(frozen=True)
class MapApplication:
    """A map application in use: since when, and where it is."""

    name: str
    since: Optional[date]
    link: str


@dataclass(frozen=True)
class ReportProfile:
    """A whole profile; `sections` names of the parts by I, II, III."""

    id: str
    title: Bilingual
    form: Bilingual
    period_day: int
    reply_day: int
    sections: Mapping[str, Bilingual]
    unsorted: Bilingual
    groups: tuple[ObjectGroup, ...]
    columns: tuple[ReportColumn, ...]
    targets: tuple[Target, ...]
    applications: tuple[MapApplication, ...]

    def group_of(self, object_class: str, section: str) -> str:
        """Id of the group that a class of this part belongs to; '' for one of no part."""
        of_section = [group for group in self.groups if group.section == section]
        named = next((group.id for group in of_section if object_class in group.classes), "")
        return named or next((group.id for group in of_section if not group.classes), "")


def load_report_profile(path: Optional[PathLike] = None, register: Optional[PathLike] = None) -> ReportProfile:
    """The profile of a file, else the shipped one; what files in `profiles/report` beside the register say replaces it
    key by key. DiachisoError names file and key.
    """
    where = Path(path) if path is not None else resource_path("profiles", "report", "default.json")
    shipped = read_json_file(resource_path("profiles", "report", "default.json"))
    folders = [where] if path is not None else local_profiles(register, "report") if register is not None else []
    data = shipped
    for folder in folders:
        for file in json_files(folder):
            own = read_json_file(file)
            JsonReader(own, str(file))  # it must be an object
            data, where = {**data, **own}, file
    return parse_report_profile(data, str(where))


def parse_report_profile(data: Any, file: str) -> ReportProfile:
    """The profile from its JSON object; `file` is what an error names."""
    reader = JsonReader(data, file)
    sections = reader.object("sections")
    profile = ReportProfile(
        id=reader.identifier("id"),
        title=_both(reader, "title"),
        form=_both(reader, "form"),
        period_day=reader.integer("period_day", 1, 31),
        reply_day=reader.integer("reply_day", 1, 31),
        sections={name: _both(sections, name) for name in CLASS_GROUPS},
        unsorted=_both(reader, "unsorted"),
        groups=tuple(_group(item) for item in reader.objects("groups")),
        columns=tuple(_column(item) for item in reader.objects("columns")),
        targets=tuple(_target(item) for item in reader.objects("targets", required=False)),
        applications=tuple(_application(item) for item in reader.objects("applications", required=False)),
    )
    sections.finish()
    reader.finish()
    for section in CLASS_GROUPS:
        if not any(group.section == section and not group.classes for group in profile.groups):
            raise reader.error(NO_REST_GROUP, "groups", section=section)
    for key, items in (("groups", profile.groups), ("columns", profile.columns), ("targets", profile.targets)):
        ids = [item.id for item in items]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice is not None:
            raise reader.error(DUPLICATE_ID, key, value=f'"{twice}"', other=twice)
    return profile


def read_applications(file: PathLike) -> tuple[MapApplication, ...]:
    """The map applications of a CSV table with the columns name, since, link (DiachisoError)."""
    found = []
    for number, row in enumerate(read_csv_file(file), 2):
        name = (row.get("name") or "").strip()
        if not name:
            raise DiachisoError(NO_NAME, file=str(file), row=number)
        since = (row.get("since") or "").strip()
        found.append(MapApplication(name, _date(since, str(file), f"since, {number}"), (row.get("link") or "").strip()))
    return tuple(found)


def _both(reader: JsonReader, key: str) -> Bilingual:
    words = reader.labels(key)
    return Bilingual(words["vi"], words["en"])


def _group(reader: JsonReader) -> ObjectGroup:
    found = ObjectGroup(
        reader.identifier("id"), _both(reader, "label"), reader.choice("section", CLASS_GROUPS),
        reader.texts("classes", required=False),
    )  # fmt: skip
    reader.finish()
    return found


def _column(reader: JsonReader) -> ReportColumn:
    found = ReportColumn(
        reader.identifier("id"), _both(reader, "heading"), _both(reader, "label"),
        Figure(reader.choice("figure", _FIGURES)),
        ColumnKind(reader.choice("kind", tuple(kind.value for kind in ColumnKind))),
        Figure(reader.choice("base", _FIGURES, Figure.TOTAL.value)),
    )  # fmt: skip
    reader.finish()
    return found


def _target(reader: JsonReader) -> Target:
    counted = reader.choice("figure", (*_FIGURES, "applications"))
    figure = None if counted == "applications" else Figure(counted)
    at_least = reader.number("at_least", 0, 1e6 if figure is None else 100)
    label = _both(reader, "label")
    found = Target(
        reader.identifier("id"), label, _both(reader, "short") if reader.has("short") else label, figure,
        Figure(reader.choice("base", _FIGURES, Figure.TOTAL.value)),
        tuple(name for name in reader.texts("sections", required=False)), at_least,
        reader.number("remind_below", 0, 100, at_least if figure is not None else 0),
    )  # fmt: skip
    reader.finish()
    return found


def _application(reader: JsonReader) -> MapApplication:
    since = reader.text("since", "")
    found = MapApplication(
        reader.text("name"), _date(since, reader.file, reader.at("since")), reader.text("link", "")
    )
    reader.finish()
    return found


def _date(text: str, file: str, key: str) -> Optional[date]:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DiachisoError(BAD_DATE, file=file, key=key, value=f'"{text}"') from error
