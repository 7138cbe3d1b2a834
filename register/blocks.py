"""Blocks of numbers reserved by the authority: adding them, all or none, and reading them."""
from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..core.allocation import Block
from ..core.block_rules import (
    AMBIGUOUS_COMMUNE,
    OVERLAPS_BLOCK,
    OVERLAPS_CODES,
    UNKNOWN_COMMUNE,
    BlockProblem,
    BlockRequest,
    BlocksRefused,
    check_form,
    overlap,
)
from ..core.codes.scheme import CodeScheme, load_schemes
from ..core.resources import local_profiles
from ..core.text import compare_key, nfc
from .actor import current_user
from .checkout.copying import refuse_copy
from .gate import never, writer_gate
from .ledger import known_codes
from .schema import NOW_SQL
from .sql import build
from .transaction import bump_revision, write_audit, write_transaction

READ_BLOCKS = (
    "SELECT block_id, scheme, prefix, commune_code, first_serial, last_serial, next_serial, authority_doc "
    "FROM code_block ORDER BY scheme, prefix, first_serial"
)


@dataclass(frozen=True)
class BlocksSummary:
    """What was added: the blocks, how many numbers they hold, the register's new revision."""

    blocks: tuple[Block, ...]
    numbers: int
    revision: int


def read_blocks(con: sqlite3.Connection) -> list[Block]:
    """All blocks, by scheme, prefix and range."""
    return [Block(*row) for row in con.execute(READ_BLOCKS)]


def add_blocks(
    path: Path,
    requests: Sequence[BlockRequest],
    *,
    schemes: Mapping[str, CodeScheme] | None = None,
    timeout_s: float = 30,
    cancelled: Callable[[], bool] = never,
) -> BlocksSummary:
    """Add the blocks, or none of them and say everything that is wrong (BlocksRefused).

    `schemes`: the code schemes by id; the shipped ones if not given.
    """
    schemes = load_schemes(local_profiles(path, "schemes")) if schemes is None else schemes
    gate = writer_gate(path, action="add code blocks", timeout_s=timeout_s, cancelled=cancelled)
    with gate, write_transaction(path, bulk=True) as con:  # the triggers refuse blocks that come in any other way
        refuse_copy(con, path)
        added = _checked(con, requests, schemes)
        insert = build(
            "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial, "
            "authority_doc, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, {now}, ?)",
            now=NOW_SQL,
        )
        by = current_user()
        for b in added:
            values = (b.scheme, b.prefix, b.commune_code, b.first, b.last, b.first, b.authority_doc, by)
            con.execute(insert, values)
            write_audit(con, "code_block", "insert", object_id=b.label(), new=asdict(b))
        numbers = sum(b.last - b.first + 1 for b in added)
        return BlocksSummary(tuple(added), numbers, bump_revision(con))


def _checked(
    con: sqlite3.Connection, requests: Sequence[BlockRequest], schemes: Mapping[str, CodeScheme]
) -> list[Block]:
    """The requests as blocks of their communes; BlocksRefused with every problem of every one."""
    find = commune_finder(con)
    known = read_blocks(con)
    added: list[Block] = []
    problems: list[BlockProblem] = []
    for request in requests:
        try:
            check_form(request, schemes)
            block = request.block(find(request))
            _check(con, request, block, schemes[request.scheme], [*known, *added])
        except BlockProblem as problem:
            problems.append(problem)
        else:
            added.append(block)
    if problems:
        raise BlocksRefused(problems)
    return added


def _check(
    con: sqlite3.Connection, request: BlockRequest, block: Block, scheme: CodeScheme, others: Sequence[Block]
) -> None:
    """Refuse a block that shares a number with another one or with a code that is known already."""
    other = overlap(block, others)
    if other is not None:
        raise BlockProblem(
            OVERLAPS_BLOCK, request.row, block=block.label(), other=other.label(),
            commune=other.commune_code, document=other.authority_doc or "–",
        )  # fmt: skip
    first, last = (str(serial).zfill(scheme.serial_place[1]) for serial in (block.first, block.last))
    count, examples = known_codes(con, block.prefix, first, last)
    if count:
        codes = ", ".join(examples) + (", …" if count > len(examples) else "")
        raise BlockProblem(OVERLAPS_CODES, request.row, block=block.label(), count=count, codes=codes)


def commune_finder(con: sqlite3.Connection) -> Callable[[BlockRequest], str]:
    """A function that gives the code of the commune that a request names by code or by name."""
    codes = set()
    names: defaultdict[str, set[str]] = defaultdict(set)
    for code, name, full_name in con.execute(
        "SELECT code, name, full_name FROM admin_unit WHERE level = 'commune'"
    ):
        codes.add(code)
        names[compare_key(name)].add(code)
        names[compare_key(full_name)].add(code)

    def find(request: BlockRequest) -> str:
        commune = nfc(request.commune).strip()
        found = {commune} if commune in codes else names.get(compare_key(commune), set())
        if not found:
            raise BlockProblem(UNKNOWN_COMMUNE, request.row, commune=commune)
        if len(found) > 1:
            listed = ", ".join(sorted(found))
            raise BlockProblem(AMBIGUOUS_COMMUNE, request.row, commune=commune, codes=listed)
        return next(iter(found))

    return find
