"""A design of plaques: its layout, what its lines and QR say, its colours, fonts, bleed and cut marks.

`resources/profiles/plaques/*.json` are the shipped ones, the files in `profiles/plaques` beside a register the
province's own. How it looks is the layout's business (`.qpt`, drawn in QGIS's layout designer).
"""
from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .field_spec import Bilingual
from .json_reader import NOT_IDENTIFIER, NOT_ONE_OF, JsonReader
from .resources import PathLike, json_files, local_profiles, read_json_file, resource_path

LEVELS = ("M", "Q", "H")
"""Levels of error correction for a plaque: L is too little for something that hangs outside for years."""
QR_FIELDS = ("link", "code")
LAYOUT_SUFFIX = ".qpt"
DEFAULT = "house"
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_NAME = re.compile("[a-z][a-z0-9_]*")
_MOST_BLEED = 20.0

UNKNOWN = Message(
    "plaque_unknown_design",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "There is no plaque design “{name}”. Write one of {known}, or the path of a design (.json) or a layout (.qpt).",
    ),
)
NO_LAYOUT = Message(
    "plaque_no_layout",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "layout" names {path}, which does not exist. Save the layout as a template there.',
    ),
)
BAD_QR = Message(
    "plaque_bad_qr",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, the text "{key}" of the QR code may name {{link}} and {{code}} only, and must name one of '
        "them, so that each code says something else and nothing about people.",
    ),
)


@dataclass(frozen=True)
class QrSpec:
    """What the QR says ({link}: the portal's page of the code, {code}), its level, light modules around it."""

    text: str = "{link}"
    level: str = "M"
    quiet: int = 4
    dark: str = "#000000"
    light: str = "#ffffff"


@dataclass(frozen=True)
class PlaqueDesign:
    """A design; lengths in mm. `lines`: QGIS expressions over the columns of an address, by the name that the layout
    knows them under (`[% @plaque_<name> %]`). `fonts`: for labels whose own font is not installed, in order."""

    id: str
    title: Bilingual
    layout: Path
    lines: Mapping[str, str] = field(hash=False)
    colours: Mapping[str, str] = field(hash=False)
    fonts: tuple[str, ...]
    qr: QrSpec
    bleed: float
    cut_marks: bool
    logo: Optional[Path]
    file: Path


def load_designs(register: Optional[PathLike] = None) -> dict[str, PlaqueDesign]:
    """The shipped designs and the province's own beside its register, which replace those of their id."""
    own = local_profiles(register, "plaques") if register is not None else []
    designs = {}
    for folder in (resource_path("profiles", "plaques"), *own):
        for file in json_files(folder):
            design = parse_design(read_json_file(file), file)
            designs[design.id] = design
    return designs


def find_design(name: str, register: Optional[PathLike] = None) -> PlaqueDesign:
    """The design of an id, of a design file, or of a layout alone, which says the default's lines (DiachisoError)."""
    text = name.strip() or DEFAULT
    path = Path(text)
    suffix = path.suffix.lower()
    if suffix == ".json":
        return parse_design(read_json_file(path), path)
    designs = load_designs(register)
    if suffix == LAYOUT_SUFFIX and path.is_file():
        return replace(designs[DEFAULT], id="layout", layout=path, file=path, colours={})
    if text not in designs:
        raise DiachisoError(UNKNOWN, name=text, known=", ".join(designs))
    return designs[text]


def parse_design(data: Any, file: Path) -> PlaqueDesign:
    """The design of a JSON object; paths are relative to its file, those of the shipped layouts to their folder."""
    reader = JsonReader(data, str(file))
    title = reader.labels("title")
    qr = reader.object("qr") if reader.has("qr") else JsonReader({}, str(file), "qr")
    design = PlaqueDesign(
        id=reader.identifier("id"),
        title=Bilingual(title["vi"], title["en"]),
        layout=_layout(reader, file),
        lines=_named(reader, "lines"),
        colours={name: _colour(reader, "colours", name, text) for name, text in _named(reader, "colours").items()},
        fonts=reader.texts("fonts", required=False),
        qr=QrSpec(
            text=_qr_text(qr),
            level=qr.choice("level", LEVELS, QrSpec.level),
            quiet=qr.integer("quiet", 1, 10, QrSpec.quiet),
            dark=_colour(qr, "", "dark", qr.text("dark", QrSpec.dark)),
            light=_colour(qr, "", "light", qr.text("light", QrSpec.light)),
        ),
        bleed=reader.number("bleed", 0, _MOST_BLEED, 3.0),
        cut_marks=reader.flag("cut_marks", True),
        logo=_beside(file, reader.text("logo", "")),
        file=file,
    )
    qr.finish()
    reader.finish()
    return design


def _named(reader: JsonReader, key: str) -> dict[str, str]:
    if not reader.has(key):
        return {}
    group = reader.object(key)
    for name in group.names():
        if not _NAME.fullmatch(name):
            raise group.error(NOT_IDENTIFIER, name, value=f'"{name}"')
    return {name: group.text(name) for name in group.names()}


def _colour(reader: JsonReader, group: str, name: str, text: str) -> str:
    if not _COLOUR.fullmatch(text):
        key = ".".join(filter(None, (group, name)))
        raise reader.error(NOT_ONE_OF, key, allowed="#000000 … #ffffff", value=f'"{text}"')
    return text.lower()


def _qr_text(reader: JsonReader) -> str:
    text = reader.text("text", QrSpec.text)
    try:
        names: Sequence[Optional[str]] = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise reader.error(BAD_QR, "text") from error
    if not names or any(name not in QR_FIELDS for name in names):
        raise reader.error(BAD_QR, "text")
    return text


def _layout(reader: JsonReader, file: Path) -> Path:
    name = reader.text("layout")
    beside = file.parent / name
    path = beside if beside.is_file() else resource_path("layouts", name)
    if not path.is_file():
        raise reader.error(NO_LAYOUT, "layout", path=str(beside))
    return path


def _beside(file: Path, name: str) -> Optional[Path]:
    return file.parent / name if name else None
