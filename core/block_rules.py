"""When a block of numbers may be added: its form, its document, and no overlap with what is known."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .allocation import Block
from .codes.code_scheme import CodeError, CodeScheme
from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message

UNKNOWN_SCHEME = Message(
    "block_unknown_scheme",
    QT_TRANSLATE_NOOP("diachiso", "there is no code scheme \"{scheme}\" with blocks; choose one of {known}"),
)
BAD_PREFIX = Message(
    "block_bad_prefix",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "the prefix \"{prefix}\" must be {width} characters like \"{sample}\", as in the authority's document (a "
        "spreadsheet may have dropped its leading zeros: format the column as text)",
    ),
)
BAD_RANGE = Message(
    "block_bad_range",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "the range {first}–{last} must ascend within 1–{highest}; copy it from the authority's document",
    ),
)
NO_DOCUMENT = Message(
    "block_no_document",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "block {block} has no authority document; give the number and date of the document that reserves "
        "it (only the fictitious prefixes for exercises need none)",
    ),
)
UNKNOWN_COMMUNE = Message(
    "block_unknown_commune",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "the register knows no commune \"{commune}\"; use its code or its full name as in the layer of "
        "administrative units",
    ),
)
AMBIGUOUS_COMMUNE = Message(
    "block_ambiguous_commune",
    QT_TRANSLATE_NOOP(
        "diachiso", "\"{commune}\" may be several communes ({codes}); use the code of the right one"
    ),
)
OVERLAPS_BLOCK = Message(
    "block_overlaps_block",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "block {block} overlaps block {other} of commune {commune} ({document}); every number belongs to "
        "one block, so check both ranges in the authority's documents",
    ),
)
OVERLAPS_CODES = Message(
    "block_overlaps_codes",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "block {block} holds {count} codes that the register already knows ({codes}); ask the authority "
        "for a range without them, or add the ranges between them",
    ),
)
NOTHING_ADDED = Message(
    "blocks_refused", QT_TRANSLATE_NOOP("diachiso", "No block was added. Mend this and try again:")
)
ROW = Message("block_row", QT_TRANSLATE_NOOP("diachiso", "row {row}: {problem}"))
MORE = Message("block_more", QT_TRANSLATE_NOOP("diachiso", "… and {count} more"))
SHOWN = 20  # problems named one by one


@dataclass(frozen=True)
class BlockRequest:
    """A block that somebody wants to add; `commune` is a code or name, `row` where it stood in a table."""

    commune: str
    prefix: str
    first: int
    last: int
    authority_doc: str = ""
    scheme: str = "ndas"
    row: int | None = None

    def block(self, commune_code: str) -> Block:
        """The same as a block of this commune, not numbered yet."""
        return Block(
            0, self.scheme, self.prefix, commune_code, self.first, self.last, self.first, self.authority_doc
        )


class BlockProblem(DiachisoError):
    """One reason why a block may not be added, with its row in the table."""

    def __init__(self, message: Message, row: int | None = None, **params: object) -> None:
        super().__init__(message, **params)
        self.row = row

    def localized(self, translate: Callable[[str, str], str]) -> str:
        """The reason, after its row number if it has one."""
        problem = super().localized(translate)
        return problem if self.row is None else ROW.render(translate, row=self.row, problem=problem)


class BlocksRefused(DiachisoError):
    """No block was added, and all the reasons why."""

    def __init__(self, problems: Sequence[BlockProblem]) -> None:
        super().__init__(NOTHING_ADDED)
        self.problems = tuple(problems)
        self.args = (self.localized(lambda _context, text: text),)

    def localized(self, translate: Callable[[str, str], str]) -> str:
        """The heading and one line per problem, the first ones of many."""
        lines = [NOTHING_ADDED.render(translate), *(p.localized(translate) for p in self.problems[:SHOWN])]
        if len(self.problems) > SHOWN:
            lines.append(MORE.render(translate, count=len(self.problems) - SHOWN))
        return "\n".join(lines)


def is_fictitious(prefix: str) -> bool:
    """Whether a prefix can be no real postcode: 00000–00999, kept for samples, exercises and tests."""
    return re.match("00[0-9]{3}", prefix) is not None


def check_form(request: BlockRequest, schemes: Mapping[str, CodeScheme]) -> None:
    """Raise BlockProblem for what is wrong with the block as written, without looking at the register."""
    scheme = schemes.get(request.scheme)
    if scheme is None or not scheme.max_serial:
        known = ", ".join(sorted(name for name, each in schemes.items() if each.max_serial))
        raise BlockProblem(UNKNOWN_SCHEME, request.row, scheme=request.scheme, known=known)
    try:
        scheme.check_prefix(request.prefix)
    except CodeError as error:
        raise BlockProblem(BAD_PREFIX, request.row, **error.params) from error
    if not 1 <= request.first <= request.last <= scheme.max_serial:
        raise BlockProblem(
            BAD_RANGE, request.row, first=request.first, last=request.last, highest=scheme.max_serial
        )
    if not request.authority_doc.strip() and not is_fictitious(request.prefix):
        raise BlockProblem(NO_DOCUMENT, request.row, block=request.block("").label())


def overlap(block: Block, others: Iterable[Block]) -> Block | None:
    """The first of the other blocks that shares a number with this one."""
    for other in others:
        same_numbers = (other.scheme, other.prefix) == (block.scheme, block.prefix)
        if same_numbers and other.first <= block.last and block.first <= other.last:
            return other
    return None
