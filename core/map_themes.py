"""Thematic maps as data: which objects stand on the map of a theme, in which category, with which sign."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .field_spec import Bilingual
from .json_reader import JsonReader
from .resources import PathLike, json_files, local_profiles, read_json_file, resource_path
from .text import compare_key, nfc

SHAPES = ("circle", "square", "diamond", "triangle", "pentagon", "hexagon", "star")
TEXT_FIELDS = ("name", "use")
"""Where the words of a category are looked for."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST_LETTERS = 2
_NO_LETTERS = re.compile(r"\W+")

BAD_COLOUR = Message(
    "theme_bad_colour",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" must be a colour like #c0392b, not {value}. Correct it there.'
    ),
)
UNKNOWN_THEME = Message(
    "theme_unknown",
    QT_TRANSLATE_NOOP("diachiso", "There is no theme “{theme}”. The themes are: {known}."),
)


@dataclass(frozen=True)
class Category:
    """Objects of the classes whose name or use has one of the words (none: all), and their sign (size in mm).

    Words are compared as whole words in small letters: "gà" is not in "gành".
    """

    id: str
    label: Bilingual
    classes: tuple[str, ...]
    words: tuple[str, ...]
    colour: str
    shape: str
    letter: str
    size: float

    def fits(self, object_class: Optional[str], texts: Iterable[Optional[str]]) -> bool:
        """Whether an object belongs here, if no category before it takes it."""
        if object_class not in self.classes:
            return False
        if not self.words:
            return True
        said = "".join((" ", " ".join(_NO_LETTERS.split(" ".join(t.lower() for t in texts if t))), " "))
        return any("".join((" ", word, " ")) in said for word in self.words)


@dataclass(frozen=True)
class AreaKind:
    """A kind of zone on a layer of zones; `words` tell it by what the zone's field says."""

    id: str
    label: Bilingual
    colour: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class MapTheme:
    """A thematic map; `shades`: colours of the communes from few objects to many, () leaves them blank."""

    id: str
    order: int
    title: Bilingual
    about: Bilingual
    categories: tuple[Category, ...]
    areas: tuple[AreaKind, ...]
    shades: tuple[str, ...]
    labels_from_scale: float
    file: str = ""
    """Where it was read from."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The object classes of all categories."""
        return tuple(dict.fromkeys(c for category in self.categories for c in category.classes))

    def category_of(self, object_class: Optional[str], texts: Sequence[Optional[str]]) -> Optional[Category]:
        """The category of an object: the first that fits."""
        return next((c for c in self.categories if c.fits(object_class, texts)), None)

    def area_of(self, value: Optional[str]) -> Optional[AreaKind]:
        """The kind of a zone by the value of its field: the longest word in it decides; None where no word is."""
        said = compare_key(value or "")
        found = [(len(word), kind) for kind in self.areas for word in map(compare_key, kind.words) if word in said]
        return max(found, key=lambda one: one[0])[1] if found else None


def load_themes(register: Optional[PathLike] = None) -> list[MapTheme]:
    """The shipped themes and the province's own beside the register, in their order; one of the same id replaces."""
    themes: dict[str, MapTheme] = {}
    for folder in (resource_path("profiles", "themes"), *(local_profiles(register, "themes") if register else ())):
        for file in json_files(folder):
            found = read_theme(file)
            themes[found.id] = found
    return sorted(themes.values(), key=lambda theme: (theme.order, theme.id))


def choose_themes(themes: Sequence[MapTheme], theme_id: str) -> list[MapTheme]:
    """The theme of an id, or all of them for "all" (DiachisoError)."""
    chosen = [theme for theme in themes if theme_id in ("all", theme.id)]
    if not chosen:
        raise DiachisoError(UNKNOWN_THEME, theme=theme_id, known=", ".join(theme.id for theme in themes))
    return chosen


def read_theme(file: Path) -> MapTheme:
    """The theme of a file (DiachisoError)."""
    return parse_theme(read_json_file(file), str(file))


def parse_theme(data: Any, file: str) -> MapTheme:
    """A theme from its JSON object; `file` is what an error names."""
    reader = JsonReader(data, file)
    communes = reader.object("communes")
    shaded = communes.flag("shade", False)
    shades = tuple(_colour(communes, "colours", text) for text in communes.texts("colours", required=False))
    communes.finish()
    theme = MapTheme(
        id=reader.identifier("id"), order=reader.integer("order", 0, 999, 99), title=_both(reader, "title"),
        about=_both(reader, "about"), categories=tuple(map(_category, reader.objects("categories"))),
        areas=tuple(map(_area, reader.objects("areas", required=False))), shades=shades if shaded else (),
        labels_from_scale=reader.number("labels_from_scale", 0, 1e7, 5000), file=file,
    )  # fmt: skip
    reader.finish()
    return theme


def _category(reader: JsonReader) -> Category:
    found = Category(
        id=reader.identifier("id"), label=_both(reader, "label"), classes=reader.texts("classes"),
        words=tuple(nfc(word).lower() for word in reader.texts("words", required=False)),
        colour=_colour(reader, "colour", reader.text("colour")), shape=reader.choice("shape", SHAPES, "circle"),
        letter=reader.text("letter", "")[:_MOST_LETTERS], size=reader.number("size", 0.5, 20, 4),
    )  # fmt: skip
    reader.finish()
    return found


def _area(reader: JsonReader) -> AreaKind:
    found = AreaKind(
        id=reader.identifier("id"), label=_both(reader, "label"),
        colour=_colour(reader, "colour", reader.text("colour")), words=reader.texts("words"),
    )  # fmt: skip
    reader.finish()
    return found


def _both(reader: JsonReader, key: str) -> Bilingual:
    said = reader.labels(key)
    return Bilingual(said["vi"], said["en"])


def _colour(reader: JsonReader, key: str, value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise reader.error(BAD_COLOUR, key, value=value)
    return value
