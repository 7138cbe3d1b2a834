"""The report of a conversion of administrative units as a page to be read and printed."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Callable

from ..core.errors import QT_TRANSLATE_NOOP
from . import office_html as html

Translate = Callable[[str, str], str]

TITLE = QT_TRANSLATE_NOOP("diachiso", "Conversion of administrative units")
INTRO = QT_TRANSLATE_NOOP(
    "diachiso", "Records of {source} and the administrative units of {day}. Codes of addresses did not change."
)
NOTHING = QT_TRANSLATE_NOOP("diachiso", "There are no records.")
_HEADS = (
    QT_TRANSLATE_NOOP("diachiso", "As written before"),
    QT_TRANSLATE_NOOP("diachiso", "Becomes"),
    QT_TRANSLATE_NOOP("diachiso", "What became of it"),
    QT_TRANSLATE_NOOP("diachiso", "Number of records"),
    QT_TRANSLATE_NOOP("diachiso", "By position"),
)


@dataclass(frozen=True)
class UnitsFacts:
    """What stands above the table: `counts` and `words` by outcome."""

    source: str
    day: date
    counts: Mapping[str, int]
    words: Mapping[str, str]


def units_page(facts: UnitsFacts, rows: Sequence[Sequence[Any]], translate: Translate, language: str) -> str:
    """The whole page; `rows` as the report's table has them."""

    def say(text: str) -> str:
        return translate("diachiso", text)

    day = facts.day.strftime("%d/%m/%Y")
    heads = [say(text) for text in _HEADS]
    columns = [html.Column(heads[0], 30), html.Column(heads[1], 30), html.Column(heads[2], 20),
               html.Column(heads[3], 10, "right"), html.Column(heads[4], 10, "right")]  # fmt: skip
    made = [html.Row(_cells(row)) for row in rows]
    body = [
        html.heading(say(TITLE)),
        html.paragraph(say(INTRO).format(source=facts.source, day=day)),
        html.facts([(facts.words[name], count) for name, count in facts.counts.items()], language),
        html.grid(columns, made, language) if made else html.paragraph(say(NOTHING)),
    ]
    return html.page(say(TITLE), language, "\n".join(body))


def _cells(row: Sequence[Any]) -> list[html.Cell]:
    before, before_code, after, after_code, _, words, count, by_position, candidates = row
    becomes = f"{after} ({after_code})" if after else candidates or "–"
    return [f"{before} ({before_code})" if before_code else before or "–", becomes, words, int(count), int(by_position)]
