"""The code schemes there are: the shipped ones and a province's own, read from JSON; see `parts` for the parts.

A scheme file is one object: id, label and help (vi, en), kind (block, registry, derived, import), column of
`address`, parts, and, where wanted, pattern (regular expression of a whole code), link (`{code}` in it), trial.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP, Message
from ..json_reader import DUPLICATE_ID, JsonReader
from ..resources import json_files, read_json_file, resource_path
from .code_scheme import CodeError, CodeScheme
from .parts import CHECK_SEPARATORS, CheckPart, CodePart, GeohashPart, OlcPart, SerialPart, read_part
from .provisional import is_provisional, provisional_keys, provisional_numbers

__all__ = [
    "CodeError",
    "CodeScheme",
    "is_provisional",
    "load_schemes",
    "parse_scheme",
    "provisional_keys",
    "provisional_numbers",
]

KINDS = ("block", "registry", "derived", "import")
COLUMNS = ("code", "vpostcode", "plus_code", "parcel_geohash", "place_id", "other_code")

ONE_SERIAL = Message(
    "scheme.one_serial",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, "{key}" of a scheme of the kind "block" must have exactly one part of the type '
        '"serial", and no position before it. Correct the list of parts.',
    ),
)
NO_POSITION = Message(
    "scheme.no_position",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, "{key}" of a scheme of the kind "derived" must have a part of the type "olc" or '
        '"geohash", and none of the type "serial". Correct the list of parts, or the kind.',
    ),
)
BAD_PATTERN = Message(
    "scheme.bad_pattern",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, "{key}" is not a regular expression: {detail}. Correct it, or leave it out.',
    ),
)
PATTERN_MISFIT = Message(
    "scheme.pattern_misfit",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, "{key}" does not accept a code made of the parts, such as "{sample}". '
        "Correct it, or leave it out.",
    ),
)
BAD_CHECK = Message(
    "scheme.bad_check",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, the check characters at "{key}" ({system}) cannot protect the characters '
        '"{letters}" that come before them. Choose another system or other parts.',
    ),
)
NO_CHECKED = Message(
    "scheme.no_checked",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the code scheme {file}, the check characters at "{key}" have nothing before them to protect. '
        "Put them after the parts.",
    ),
)
BAD_LINK = Message(
    "scheme.bad_link",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the code scheme {file}, "{key}" must have {{code}} where the code goes. Add it there.'
    ),
)


def load_schemes(extra: Sequence[Path] = ()) -> dict[str, CodeScheme]:
    """The shipped schemes and those of the extra files or folders, by id; an id may occur once only."""
    schemes: dict[str, CodeScheme] = {}
    origin: dict[str, str] = {}
    for path in (resource_path("profiles", "schemes"), *extra):
        for file in json_files(path):
            data = read_json_file(file)
            scheme = parse_scheme(data, str(file))
            if scheme.id in origin:
                reader = JsonReader(data, str(file))
                raise reader.error(DUPLICATE_ID, "id", value=scheme.id, other=origin[scheme.id])
            schemes[scheme.id], origin[scheme.id] = scheme, str(file)
    return schemes


def parse_scheme(data: Any, file: str) -> CodeScheme:
    """A scheme from its JSON object; `file` is what an error names (a path, or a register's profile)."""
    reader = JsonReader(data, file)
    kind = reader.choice("kind", KINDS)
    items = reader.objects("parts", required=kind in ("block", "derived"))
    parts = tuple(read_part(item) for item in items)
    _check_names(parts, items)
    _check_kind(kind, parts, reader)
    samples = _samples(parts, items)
    scheme = CodeScheme(
        id=reader.identifier("id"),
        label=reader.labels("label"),
        help=reader.labels("help"),
        kind=kind,
        column=reader.choice("column", COLUMNS),
        parts=parts,
        pattern=_pattern(parts, "".join(samples), reader),
        link=reader.text("link", ""),
        trial=reader.flag("trial", False),
    )
    if scheme.link and "{code}" not in scheme.link:
        raise reader.error(BAD_LINK, "link")
    reader.finish()
    return scheme


def _check_names(parts: Sequence[CodePart], items: Sequence[JsonReader]) -> None:
    seen: dict[str, str] = {}
    for part, item in zip(parts, items):
        if part.name in seen:
            raise item.error(DUPLICATE_ID, "name", value=part.name, other=seen[part.name])
        seen[part.name] = item.at("name")


def _check_kind(kind: str, parts: Sequence[CodePart], reader: JsonReader) -> None:
    serials = [i for i, part in enumerate(parts) if isinstance(part, SerialPart)]
    positions = [i for i, part in enumerate(parts) if isinstance(part, (OlcPart, GeohashPart))]
    if kind == "block" and (len(serials) != 1 or positions):
        raise reader.error(ONE_SERIAL, "parts")
    if kind == "derived" and (serials or not positions):
        raise reader.error(NO_POSITION, "parts")


def _samples(parts: Sequence[CodePart], items: Sequence[JsonReader]) -> list[str]:
    """A text for each part; refuses check characters over what their system does not know."""
    samples: list[str] = []
    for i, (part, item) in enumerate(zip(parts, items)):
        if not isinstance(part, CheckPart):
            samples.append(part.sample)
            continue
        letters = {letter for before in parts[:i] for letter in before.alphabet} - set(CHECK_SEPARATORS)
        if not letters:
            raise item.error(NO_CHECKED, "type")
        if letters - set(part.system.alphabet):
            unknown = "".join(sorted(letters - set(part.system.alphabet)))
            raise item.error(BAD_CHECK, "system", system=part.system.name, letters=unknown)
        samples.append(part.characters("".join(samples)))
    return samples


def _pattern(parts: Sequence[CodePart], sample: str, reader: JsonReader) -> str:
    if not parts or reader.has("pattern"):
        pattern = reader.text("pattern")
    else:
        pattern = "".join(part.pattern for part in parts)
    try:
        regex = re.compile(pattern, re.ASCII)
    except re.error as error:
        raise reader.error(BAD_PATTERN, "pattern", detail=str(error)) from error
    if parts and not regex.fullmatch(sample):
        raise reader.error(PATTERN_MISFIT, "pattern", sample=sample)
    return pattern
