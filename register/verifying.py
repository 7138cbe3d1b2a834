"""Whether written addresses stand in a register: each text is read into parts, and these are looked up in the side-car.

The parser and the lists of places do the work in memory; of a million addresses only those of one number in one street
are fetched. Streets that were asked for before are not looked for again.
"""
from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple, Optional

from ..core.address_parser.model import ParsedAddress
from ..core.address_parser.parser import parse
from ..core.address_parser.tables import ParserTables
from ..core.address_parser.today import today_communes
from ..core.address_parser.type_slips import with_street_word
from ..core.address_parser.typos import TypoIndex, distance
from ..core.search.query import Kind, Query, read_query
from ..core.street_names import street_key
from ..core.text import ascii_key, compare_key
from ..core.unit_names import name_key
from ..core.units import UnitLevel, UnitTable
from ..core.verdict import PartOfAddress, Record, Verdict, Verification, score_of
from .search_index import AT_NUMBER, BY_CODE, CALLED, IN_STREET, SearchIndex

_MOST = 20  # records that a verdict may name
_CODE_DIGITS = 10
_NEAR = 500  # houses of a street among which the nearest number is looked for
_SEVERAL, _ALIKE, _AS_GOOD = 8, 0.8, 0.05
_LONG_NAME = 9  # letters
_SURE = 0.5  # of a reading; below, its alternatives count as well
_GOOD = 0.6  # what was read into parts and fits so well is not looked for by its words
_DIGITS = re.compile(r"\d+")

Differs = frozenset[PartOfAddress]
_SAME: Differs = frozenset()
_OTHER_COMMUNE: Differs = frozenset({PartOfAddress.COMMUNE})
_OTHER_STREET: Differs = frozenset({PartOfAddress.STREET})
_ELSEWHERE = ("-",)  # a commune that no register has
_OTHER_NAME: Differs = frozenset({PartOfAddress.NAME})


class _At(NamedTuple):
    """A place with what differs from the text already."""

    place: int
    differs: Differs


class Verifier:
    """Use as a context; not to be shared by threads."""

    def __init__(self, index: SearchIndex, tables: Optional[ParserTables] = None) -> None:
        self._index, self._tables = index, tables or ParserTables.load()
        self._con: Optional[sqlite3.Connection] = None
        self._known: dict[tuple[str, str, str, tuple[str, ...]], tuple[_At, ...]] = {}
        self._by_part: dict[str, set[int]] = defaultdict(set)
        self._of_line: dict[int, list[int]] = defaultdict(list)
        for place, line in enumerate(index.line_of.tolist()):
            self._of_line[line].append(place)
        for number, text in enumerate(index.lines):
            for part in text.split(", "):
                if part:
                    self._by_part[_key(part)].add(number)
        self._typos = TypoIndex(key for key in self._by_part if not any(map(str.isdigit, key)))
        self._home, self._provinces = _provinces(index.places.communes)
        self._commune_keys = [_commune_key(text.split(",")[0]) for text in index.places.communes]

    def __enter__(self) -> Verifier:
        self._con = self._index.open()
        return self

    def __exit__(self, *_error: Any) -> None:
        if self._con is not None:
            self._con.close()
        self._con = None

    def verify(self, text: str) -> Verification:
        """The verdict on a text: a code, or an address in any spelling, of today's or the older units."""
        query = read_query(text)
        if query.kind is Kind.NOTHING:
            return Verification(Verdict.NONE)
        if query.kind is Kind.CODE:
            # A spreadsheet takes the leading zeros of a code away.
            found = self._rows(BY_CODE, query.code) or self._rows(BY_CODE, query.code.zfill(_CODE_DIGITS))
            return self._verdict([(row, frozenset()) for row in found])
        parsed, read = self._read(text)
        if _is_good(read):
            return read
        mended = with_street_word(text)
        if mended is not None and _is_good(again := self._read(mended)[1]):
            return again
        # The parser knows the country's units, not that a street of this register is called like one of them.
        return max(read, self._by_words(query, text, parsed), key=lambda found: found.score)

    def _read(self, text: str) -> tuple[ParsedAddress, Verification]:
        """What the parser reads, and what the register has of it."""
        parsed = parse(text, self._tables, home=self._home)
        places = self._places(parsed) if parsed.street or parsed.settlement else ()
        return parsed, self._numbered(parsed, places) if places else Verification(Verdict.NONE)

    # -- places ----------------------------------------------------------------------------------------------

    def _places(self, parsed: ParsedAddress) -> tuple[_At, ...]:
        """Where the text's street or settlement is, in its commune if there is such; else wherever it is."""
        asked = parsed.street, parsed.settlement, parsed.housing_area, self._communes(parsed)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._look_for(*asked)
        return found

    def _communes(self, parsed: ParsedAddress) -> tuple[str, ...]:
        """Keys of the communes that the text may mean; none where it says none."""
        # "5 Yersin, Nha Trang": today's commune, or one of the former city.
        units = list(today_communes(parsed, self._tables))
        for other in parsed.alternatives if parsed.confidence < _SURE else ():
            units += today_communes(other, self._tables)
        communes = tuple(dict.fromkeys(_commune_key(unit.full_name) for unit in units))
        province = parsed.province
        is_ours = province is None or not self._provinces or name_key(province.name) in self._provinces
        if not communes and is_ours:
            written = _commune_key(parsed.text)  # a commune newer than the tables
            communes = tuple(sorted({key for key in self._commune_keys if key in written}, key=len)[-1:])
        if not communes and parsed.commune is not None:
            communes = (_commune_key(parsed.commune.full_name),)
        return communes if communes or is_ours else _ELSEWHERE

    def _look_for(self, street: str, settlement: str, area: str, communes: tuple[str, ...]) -> tuple[_At, ...]:
        main = street or settlement or area
        part = PartOfAddress.STREET if street else PartOfAddress.SETTLEMENT
        lines, differs = self._lines(main, part)
        beside = self._by_part.get(_key(settlement), set()) if street and settlement else set()
        found = []
        for line in lines:
            other = differs
            if street and settlement and line not in beside:
                other = other | {PartOfAddress.SETTLEMENT}
            elif other is differs and not differs and not self._same_accents(main, line):
                other = differs | {part}
            for place in self._of_line[line]:
                here = not communes or self._commune_keys[self._index.commune_of[place]] in communes
                if here or part not in other:  # a name that is only alike, in another commune, is another place
                    found.append(_At(place, other if here else other | {PartOfAddress.COMMUNE}))
        in_commune = [at for at in found if PartOfAddress.COMMUNE not in at.differs]
        return tuple(in_commune or found)

    def _lines(self, main: str, part: PartOfAddress) -> tuple[list[int], Differs]:
        key = _key(main)
        same = self._by_part.get(key)
        if same:
            return sorted(same), frozenset()
        near = sorted((pair for pair in self._typos.near(key) if pair[1] <= _slips(key)), key=lambda pair: pair[1])
        least = [other for other, edits in near if edits == near[0][1]]
        return sorted({line for other in least for line in self._by_part[other]}), frozenset({part})

    def _same_accents(self, written: str, line: int) -> bool:
        if written.isascii():
            return True  # nobody meant to write any
        wanted = compare_key(street_key(written))
        return any(compare_key(street_key(part)) == wanted for part in self._index.lines[line].split(", "))

    # -- numbers ---------------------------------------------------------------------------------------------

    def _numbered(self, parsed: ParsedAddress, places: Sequence[_At]) -> Verification:
        unit = ascii_key(" ".join((parsed.unit, parsed.floor, parsed.block, parsed.building)))
        return self._at_number(parsed.full_number, places, unit)

    def _at_number(self, number: str, places: Sequence[_At], unit: str = "") -> Verification:
        differs = {at.place + 1: at.differs for at in places}
        rows = self._rows(AT_NUMBER, json.dumps(list(differs)), number, _MOST * len(differs))
        found = [(row, differs[row[-1]]) for row in rows]
        if found and unit.strip():
            found = _of_unit(found, unit)
        elif len(found) > 1:
            # A block and its flats bear one number: without a flat the block itself is meant.
            shortest: dict[int, int] = {}
            for row, _ in found:
                shortest[row[-1]] = min(len(row[2]), shortest.get(row[-1], len(row[2])))
            found = [(row, differs) for row, differs in found if len(row[2]) == shortest[row[-1]]]
        if found:
            return self._verdict(found)
        other = frozenset({PartOfAddress.NUMBER})
        near = [
            (row, at.differs | other)
            for at in places
            for row in self._rows(IN_STREET, at.place + 1, _NEAR)
        ]
        return self._verdict(_nearest(near, number) if number else near, several_fit=False)

    def _by_words(self, query: Query, text: str, parsed: ParsedAddress) -> Verification:
        """What the parser finds no street in: a street that is called like a commune, the name of an object."""
        if query.kind is not Kind.WORDS:
            return Verification(Verdict.NONE)
        ranked = self._index.places.rank(query, _SEVERAL)
        communes = self._communes(parsed)
        units = {_key(unit.name) for unit in (parsed.commune, parsed.district, parsed.province) if unit is not None}
        found: list[tuple[Any, Differs]] = []
        near: list[tuple[Any, Differs]] = []
        for place in ranked:
            if place.score < _ALIKE or place.score < ranked[0].score - _AS_GOOD:
                continue
            number, at = query.readings[place.reading].number, place.place + 1
            if parsed.full_number and number not in ("", parsed.full_number):
                continue  # "24 Yersin, tổ 5" is not house 5
            line = self._index.lines[self._index.line_of[place.place]]
            same = self._says(text, line)
            here = not communes or self._commune_keys[self._index.commune_of[place.place]] in communes
            # "12 Tân Lập, Nha Trang": what was read as a unit may be the street, or the end of its name.
            name = _key(line.split(", ")[0])
            is_doubtful = not parsed.street or any(unit in name for unit in units)
            away = _SAME if here or is_doubtful else _OTHER_COMMUNE
            called = self._rows(CALLED, at, _MOST)
            found += [(row, away if same else away | _OTHER_NAME) for row in called]
            if not same and (away or not _is_near(query.words, line)):
                continue  # another street, not a misspelt one
            differs = away if same else _OTHER_STREET
            rows = self._rows(AT_NUMBER, json.dumps([at]), number, _MOST)
            found += [(row, differs) for row in rows]
            if number and not rows:
                rows = self._rows(IN_STREET, at, _NEAR)
                near += _nearest([(row, differs | {PartOfAddress.NUMBER}) for row in rows], number)
        return self._verdict(found) if found else self._verdict(near[:1])

    def _says(self, text: str, line: str) -> bool:
        """Whether the text has the street or name in it, with the right diacritics if it has any."""
        name = line.split(", ")[0]
        if text.isascii():
            return _key(name) in _key(text)
        return compare_key(street_key(name)) in compare_key(text)

    # -- verdicts --------------------------------------------------------------------------------------------

    def _verdict(self, found: Sequence[tuple[Any, Differs]], several_fit: bool = True) -> Verification:
        if not found:
            return Verification(Verdict.NONE)
        fewest = max(score_of(differs) for _, differs in found)
        best = [(row, differs) for row, differs in found if score_of(differs) == fewest]
        living = [pair for pair in best if pair[0][5] != "retired"] or best
        records = tuple(self._record(row) for row, _ in living[:_MOST])
        differs = living[0][1]
        parts = tuple(sorted(differs))
        if len(records) > 1:
            score = score_of(differs, 1.0 / len(records) if several_fit else 0.9)
            verdict = Verdict.AMBIGUOUS if several_fit else Verdict.PARTIAL
            return Verification(verdict, score, parts, None, records)
        verdict = Verdict.PARTIAL if differs else Verdict.EXACT
        return Verification(verdict, score_of(differs), parts, records[0])

    def _record(self, row: Sequence[Any]) -> Record:
        fid, code, text, lon, lat, stage, _number, name_place, place = row
        index = self._index
        name = index.lines[index.line_of[name_place - 1]] if name_place else ""
        return Record(fid, code or "", text, name, index.places.communes[index.commune_of[place - 1]], lon, lat, stage)

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        if self._con is None:
            raise RuntimeError("not opened")
        return self._con.execute(statement, values).fetchall()


def _is_good(read: Verification) -> bool:
    fits = read.score >= _GOOD or (read.verdict is Verdict.AMBIGUOUS and not read.differs)
    return fits and PartOfAddress.COMMUNE not in read.differs


def _is_near(words: Sequence[str], line: str) -> bool:
    """Whether a street's name was typed, with slips of the finger at the most."""
    name = ascii_key(street_key(line.split(", ")[0])).split()
    key = "".join(name)
    limit = _slips(key)
    typed = (
        "".join(words[at:at + count])
        for count in range(max(1, len(name) - 1), len(name) + 2)
        for at in range(len(words) - count + 1)
    )
    return any(distance(some, key, limit) <= limit for some in typed)


def _slips(key: str) -> int:
    """How many edits leave a name the same: Lê Lai is not Lê Lợi."""
    return 2 if len(key) >= _LONG_NAME else 1


def _of_unit(found: list[tuple[Any, Differs]], unit: str) -> list[tuple[Any, Differs]]:
    """Of the flats of a block those that the text names; else all of them, the unit differing."""
    wanted = set(unit.split())
    named = [(row, differs) for row, differs in found if wanted <= set(ascii_key(row[2].replace(",", " ")).split())]
    if named:
        return named
    return [(row, differs | {PartOfAddress.UNIT}) for row, differs in found]


def _nearest(found: list[tuple[Any, Differs]], number: str) -> list[tuple[Any, Differs]]:
    """Of the houses of a street the one whose number is nearest: beside it the house that is asked for may stand."""
    wanted = _first_number(number)
    return sorted(found, key=lambda pair: (abs(_first_number(pair[0][6]) - wanted), len(pair[0][6]), pair[0][6]))[:1]


def _first_number(number: str) -> int:
    digits = _DIGITS.match(number)
    return int(digits.group()) if digits else 0


def _key(name: str) -> str:
    return ascii_key(street_key(name)).replace(" ", "")


def _provinces(communes: Sequence[str]) -> tuple[Optional[str], frozenset[str]]:
    """The code of a register's province, if it has one; keys of the names of its provinces and of what went into them.
    """
    units = UnitTable.load()
    found: set[str] = set()
    provinces = [unit for unit in units.units if unit.level is UnitLevel.province]
    own: set[str] = set()
    for text in {commune.split(", ")[-1] for commune in communes}:
        province = units.province(text)
        own.update({province.code} if province is not None else ())
        codes = [province.code, *units.legacy_provinces(province.code)] if province is not None else []
        found.update(name_key(unit.name) for unit in provinces if unit.code in codes)
    return own.pop() if len(own) == 1 else None, frozenset(found)


def _commune_key(name: str) -> str:
    return ascii_key(name).replace(" ", "")
