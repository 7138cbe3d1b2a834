"""All rules for addresses over a whole register, or over one record in a form or before a sync."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..patience import Check, never_asked
from .along_street import along_streets
from .basic_fields import BasicFields
from .catalogue import RuleBook
from .codes import Codes
from .frame import ALWAYS, Frame, Memory
from .gathered import COLUMNS, Gathered
from .hits import MOST, Hit, batched
from .life import Life
from .other_codes import OtherCodes
from .positions import Positions, in_communes
from .records import CHUNK, AddressReader, ListChunk, MemoryReader
from .reference import Reference
from .rule_set import Bench, RecordRules
from .street_lines import Feet, feet, segments, take_over
from .street_names_rules import StreetNames, beyond_the_border
from .text_rules import TextRules
from .twice import code_twice, place_twice, text_twice
from .unit_rules import UnitRules
from .wrong_field import WrongField

Progress = Callable[[float], None]
"""Told from time to time how much is done, 0 to 1."""

_MODULES: tuple[Callable[[Bench], RecordRules], ...] = (
    BasicFields, Codes, OtherCodes, Positions, UnitRules, StreetNames, WrongField, TextRules, Life,
)  # fmt: skip
_TWICE = ("code_duplicate", "address_text_same", "position_same")
_STREETS = ("street_far", "alley_suspected", "number_wrong_side", "number_out_of_order", "number_gap", "number_jump")
_NAMED = ("street_unknown", "street_spelling")
_CLOSE = 30.0  # metres: an address so near its street is asked no further
_NEAR = 100.0  # metres to a street of another commune, where the rule that says so is not asked
_COMMUNES = ("position_other_commune", "position_outside_communes")
# One record alone tells nothing of sides, order and gaps; its distance from its street it does.
_ALONE = ("street_far", "alley_suspected")
NEED_ENGINE = frozenset(_COMMUNES)
"""Rules of one record that ask the reference's geometry engine."""
_TABLE = ("street_unknown", "street_spelling", "street_expired")
_READING = 0.75  # share of the time that the first pass takes


def check_addresses(
    reader: AddressReader,
    reference: Reference,
    book: RuleBook,
    check: Check = never_asked,
    progress: Progress = lambda done: None,
) -> Iterator[list[Hit]]:
    """The hits of all rules of the book that are switched on, in batches of at most 20,000; `check` may end it."""
    bench = Bench(reference, book, Memory())
    modules = [module for made in _MODULES if (module := made(bench)).columns]
    across = any(bench.rule(name) for name in (*_TWICE, *_STREETS, *_COMMUNES, *_NAMED))
    asked = [*ALWAYS, *(COLUMNS if across else ()), *(name for module in modules for name in module.columns)]
    columns = tuple(dict.fromkeys(asked))
    data = Gathered(bench)
    seen = 0
    for chunk in reader.chunks(columns, CHUNK):
        check()
        frame = Frame(chunk, bench.memory)
        for module in modules:
            yield from batched(_watched(module.hits(frame), check))
            check()
        if across:
            data.add(frame)
        seen += frame.size
        progress(_READING * min(seen / max(reader.count, 1), 1.0))
    if across and data.size:
        yield from batched(_watched(_across(data, reader, check, progress), check))
    progress(1.0)


def unanswerable(reference: Reference, book: RuleBook) -> list[str]:
    """The ids of the book's rules that nothing can be asked of: streets, their lines or communes' polygons are lacking.

    They find nothing, which must not read as if all were well.
    """
    drawn = any(street.wkb for street in reference.streets)
    communes = any(unit.level == "commune" and unit.wkb for unit in reference.units)
    silent = {
        *(() if reference.streets else _TABLE), *(() if drawn else _STREETS), *(() if communes else _COMMUNES)
    }
    return [name for name in book.enabled if name in silent]


def of_one_record(book: RuleBook) -> list[str]:
    """The ids of the rules that one record alone can tell, without the others around it."""
    across = {*_TWICE, *(name for name in _STREETS if name not in _ALONE)}
    return [name for name in book.rules if name not in across]


def check_record(
    values: Mapping[str, Any], lon: float, lat: float, reference: Reference, book: RuleBook
) -> list[Hit]:
    """The hits on one record by column name (a form's, or before a sync): what it alone can tell; `fid` may be given.

    Columns of `Virtual` that are not given count as NULL: the rules of the ledger are asked only where `ledger_state`
    is given.
    """
    chunk = ListChunk(
        np.array([values.get("fid") or 0], np.int64), np.array([lon], float), np.array([lat], float),
        {name: [value] for name, value in values.items()},
    )  # fmt: skip
    not_asked: set[str] = set()
    if "ledger_state" not in values:
        not_asked |= {"code_not_in_ledger", "code_of_other_address", "code_not_given"}
    if "parent_stage" not in values:
        not_asked |= {"parent_missing", "parent_retired"}
    names = [name for name in of_one_record(book) if name not in not_asked]
    alone = book.select(names) if names else replace(book, rules={})
    return [hit for batch in check_addresses(MemoryReader(chunk), reference, alone) for hit in batch]


def _across(data: Gathered, reader: AddressReader, check: Check, progress: Progress) -> Iterator[Hit]:
    """The rules that compare records with each other, with streets and with communes."""
    bench = data.bench
    code, text, place = (bench.rule(name) for name in _TWICE)
    steps = [0.8, 0.85, 0.9, 0.95]
    if code is not None:
        yield from code_twice(data, reader, code, check)
    progress(steps[0])
    met = _feet(data, check) if text is not None or any(map(bench.rule, (*_NAMED, *_STREETS))) else None
    progress(steps[1])
    if met is not None:
        yield from beyond_the_border(data, reader, met, _near(bench), check)
    if text is not None and met is not None:
        yield from text_twice(data, reader, text, met, check)
    progress(steps[2])
    if place is not None:
        yield from place_twice(data, reader, place, check)
    progress(steps[3])
    yield from in_communes(data, reader, check)
    if met is not None:
        yield from along_streets(data, reader, met, check)


def _feet(data: Gathered, check: Check) -> Feet:
    """Where each address meets its street: one of its commune, else one of that name that passes near."""
    table = data.bench.streets
    asked = data.live & data.placed
    own = _feet_on(data, table.groups, np.where(asked, data.group, -1), check)
    away = asked & (data.same_name >= 0) & ~(own.distance <= _CLOSE)
    if away.any():
        found = _feet_on(data, table.names, np.where(away, data.same_name, -1), check)
        nearer = (found.distance <= _near(data.bench)) & ~(own.distance <= found.distance)
        take_over(own, found, np.flatnonzero(nearer))
    return own


def _near(bench: Bench) -> float:
    rule = bench.rule("street_unknown")
    return rule.tolerance("metres") if rule is not None else _NEAR


def _feet_on(data: Gathered, groups: Sequence[Sequence[int]], group: np.ndarray, check: Check) -> Feet:
    wanted = np.unique(group[group >= 0]).tolist()
    return feet(segments(data.bench.streets.streets, groups, wanted, data.plane, check), group, data.xy, check)


def _watched(hits: Iterator[Hit], check: Check) -> Iterator[Hit]:
    for k, hit in enumerate(hits):
        if k % (MOST // 20) == 0:
            check()
        yield hit
