"""The parts of an address below the commune, read from the words that no unit has taken."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Optional

from ..text import ascii_key
from .local_words import KEYWORDS, Field, Keyword, Needs
from .mentions import TypeAt
from .tokens import COMMA, DOT, GLUED, SLASH, SPACE, Tokens

_ONE = r"(?:[a-z]{1,2}(?=\d))?\d+(?:\s?bis|\s?ter|[a-z]{1,2}(?![a-z])|\s[a-ce-h](?![a-z.]))?"
NUMBER = re.compile(rf"{_ONE}(?:(?:\s*[-–—/\\+&]\s*|\.){_ONE})*(?:/(?!\d))?")
_SHORT_ALLEY = re.compile(r"(?:([kh])\s?\.?\s?(\d+[a-z]?))((?:\s?/\s?[kh]?\d+[a-z]?)*)")
# 2/4, 30/4, 3/2, 23/10: a day and a month; "2 tháng 9" as well.
_DAY = re.compile(r"0?([1-9]|[12]\d|3[01])\s?[/-]\s?0?([1-9]|1[0-2])")
_DAY_IN_WORDS = re.compile(r"\d{1,2}\s*(?:thang|-\s*thang)\s*\d{1,2}\b")
_CODE = re.compile(r"[a-z]{0,3}\s?\d+[a-z]{0,2}(?:(?:\s*[-–—/]\s*|\.)[a-z]{0,2}\d+(?:[a-z]\d*)?)*|[a-z]\d*(?![a-z])")
_LEAD = re.compile(r"[\s.,:;/#-]+")
_STREET_BEHIND = re.compile(r"(?<=\w)[\s.]+(?:street|str|st|road|rd|avenue|ave)\.?$", re.IGNORECASE)
# "Chưa có số nhà" says that there is none; it is no part.
_NO_NUMBER = re.compile(
    r"^(?:nhà\s+|nha\s+)?(?:chưa\s+có|chua\s+co"
    r"|không(?:\s+có)?|khong(?:\s+co)?|ko(?:\s+c[oó])?)\s+s[ốo](?:\s+nh[àa])?\b"
    r"[\s,]*",
    re.IGNORECASE,
)
_SCANNED = re.compile(r"(?<=\d)[oO](?!\w)|(?<=\d)[oO](?=\d)")  # "3O": no letter of inserted houses
_EXTENDED = ("noi dai", "keo dai", "cu")
_KILOMETRE = re.compile(r"\d+(?:\s?[+.,]\s?\d+)?")
POSTCODE_LENGTHS = (5, 6)
_ROOM_DIGITS = 3
_SHORT = 2  # letters that are no name
_NUMBERED_UNITS = ("phuong", "p", "f", "ph", "ward", "quan", "q", "district", "dist")


_TYPES_IN_FULL = ("phường", "quận", "huyện")  # "Xã Đàn" is a street

_IN_BUILDING = (Field.unit, Field.floor, Field.block)
_MAY_STAND_ALONE = (Field.building, Field.remark)
_NO_NEW_PART = (Field.number, Field.street, Field.unit, Field.building)


@dataclass
class LocalParts:
    """What was found; lists keep the order of the text."""

    texts: dict[Field, list[str]] = field(default_factory=dict)
    alley: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    only_day: str = ""

    def first(self, part: Field) -> str:
        """The first text of a part, '' for none."""
        return self.texts.get(part, [""])[0]

    def add(self, part: Field, text: str) -> None:
        """Add a text; a second number, street, … is left over."""
        text = _NO_NUMBER.sub("", text.strip(" ,.;:-–"))
        if part is Field.number:
            text = _SCANNED.sub("0", text)
        elif part is Field.street:
            text = _STREET_BEHIND.sub("", text)
        if not text:
            return
        held = self.texts.setdefault(part, [])
        if held and part not in (Field.settlement, Field.unit):
            self.leftovers.append(text)
        else:
            held.append(text)


@dataclass(frozen=True)
class _Piece:
    keyword: Optional[Keyword]
    word: int
    value: int
    end: int


def read_local(tokens: Tokens, used: set[int], types: Mapping[int, TypeAt]) -> LocalParts:
    """Read the runs of tokens that are not used by units; `types` tells where a unit is named, though unknown."""
    parts = LocalParts()
    unknown_units = {at.first: start for start, at in types.items()}
    count = len(tokens)
    start = 0
    while start < count:
        if start in used:
            start += 1
            continue
        end = start + 1
        while end < count and end not in used and tokens.gaps[end] != COMMA:
            if end in unknown_units and _ends_street(tokens, start, end, unknown_units[end]):
                break
            end += 1
        name = unknown_units.get(start)
        # "TT thương mại" is a centre (trung tâm), "TT. Cam Đức" a township.
        keyword = _keyword_at(tokens, start, start, end) if name is not None else None
        is_centre = keyword is not None and len(keyword.tokens) > 1
        if name is not None and name < end and not is_centre and _is_unit(tokens, start, name):
            parts.leftovers.append(tokens.written(start, end))
        else:
            _read_run(tokens, start, end, parts)
        start = end
    _settle(parts)
    return parts


def _is_unit(tokens: Tokens, first: int, name: int) -> bool:
    """Whether a type's word is followed by what a unit may be called: "P. 3" is one, "P.1205" a room."""
    written = tokens.plains[name]
    if written.isdecimal():
        return len(written) < _ROOM_DIGITS and tokens.plains[first] in _NUMBERED_UNITS
    is_letter = len(tokens.plains[first]) == 1 and name == first + 1
    return not is_letter or tokens.gaps[name] == DOT


def _ends_street(tokens: Tokens, start: int, first: int, name: int) -> bool:
    """Whether a type amid a run begins an unknown unit: "12 Tôn Đản P. Tân Lập"; "12 P. Huế" is a street."""
    if not any(len(word) > 1 and word.isalpha() for word in tokens.plains[start:first]):
        return False
    is_dotted = name == first + 1 and len(tokens.plains[first]) <= _SHORT and tokens.gaps[name] == DOT
    return (is_dotted or tokens.keys[first] in _TYPES_IN_FULL) and not tokens.plains[name].isdecimal()


def _read_run(tokens: Tokens, start: int, end: int, parts: LocalParts) -> None:
    for piece in _pieces(tokens, start, end):
        keyword = piece.keyword
        if keyword is None:
            _read_bare(tokens, piece.value, piece.end, parts)
        elif keyword.field is Field.number and keyword.keeps:
            _read_kilometre(tokens, piece, parts)
        elif keyword.field is Field.number:
            _read_bare(tokens, piece.value, piece.end, parts, is_number=True)
        elif keyword.field is Field.alley:
            _read_alley(tokens, piece, parts)
        elif keyword.field is Field.street:
            first = piece.word if keyword.keeps else piece.value
            parts.add(Field.street, tokens.written(first, piece.end))
        elif keyword.field is Field.remark:
            parts.leftovers.append(tokens.written(piece.word, piece.end))
        else:
            _read_named(tokens, piece, keyword, parts)


def _pieces(tokens: Tokens, start: int, end: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    keyword: Optional[Keyword] = None
    word = value = at = start
    while at < end:
        # "Ki ốt 15 chợ Đầm": a building begins behind a unit as at the beginning of a run.
        begins = keyword is not None and keyword.field in _IN_BUILDING and at > value
        found = _keyword_at(tokens, at, at if begins else start, end)
        waits = keyword is not None and at == value  # "đường số 5", "tổ số 3": no new part
        is_inside = found is not None and _is_inside(keyword, found)
        if found is None or is_inside or (waits and found.field in _NO_NEW_PART):
            at += 1
            continue
        if at > word:
            pieces.append(_Piece(keyword, word, value, at))
        keyword, word = found, at
        at = value = at + len(found.tokens)
    if end > word:
        pieces.append(_Piece(keyword, word, value, end))
    return pieces


def _is_inside(around: Optional[Keyword], found: Keyword) -> bool:
    """"KTX Khu B": an area of a building is no settlement."""
    return around is not None and around.field is Field.building and found.tokens[0] in ("khu", "khoi", "cum")


def _keyword_at(tokens: Tokens, at: int, start: int, end: int) -> Optional[Keyword]:
    for keyword in KEYWORDS.get(tokens.plains[at], ()):
        after = at + len(keyword.tokens)
        if after > end or (len(keyword.tokens) > 1 and tuple(tokens.plains[at:after]) != keyword.tokens):
            continue
        if any(k not in (w, p) for k, w, p in zip(tokens.keys[at:after], keyword.keys, keyword.tokens)):
            continue
        if after == end and not (keyword.keeps and keyword.field in _MAY_STAND_ALONE):
            continue
        if _holds(tokens, keyword, at, after, start, end):
            return keyword
    return None


def _holds(tokens: Tokens, keyword: Keyword, at: int, after: int, start: int, end: int) -> bool:
    if after == end:
        return at == start
    if keyword.tokens == ("t",) and tokens.gaps[after + 1] == SLASH:  # T1/60M is a house
        return False
    is_marked = tuple(tokens.keys[at:after]) == keyword.keys and keyword.keys != keyword.tokens
    if keyword.tokens == ("phong",) and tokens.gaps[at] != COMMA and not is_marked:
        return len(tokens.plains[after]) >= _ROOM_DIGITS  # "12 Lê Hồng Phong 2"
    is_letter = len(keyword.tokens) == 1 and len(keyword.tokens[0]) == 1  # đ., p., t., ô
    if is_letter and keyword.field is Field.street:
        return is_marked or tokens.gaps[after] == DOT  # D2 is a name
    if is_letter and tokens.gaps[after] not in (DOT, GLUED):
        return False
    if keyword.needs is Needs.number:
        plain = tokens.plains[after]
        return plain.isdecimal() or (len(plain) <= 2 and after + 1 < end and tokens.gaps[after + 1] == GLUED) or (
            len(plain) == 1 and keyword.field in (Field.block, Field.unit, Field.settlement)
            and (after + 1 == end or tokens.gaps[after + 1] != DOT)
        )  # fmt: skip
    if keyword.needs is Needs.begins:
        return at == start or (is_marked and len(keyword.tokens) > 1)
    # "12 pho hue" may be Phố Huế, "12 pho duc chinh" is Phó Đức Chính: without its marks the word stays in the name.
    return is_marked or keyword.keys != ("phố",)


def _read_bare(tokens: Tokens, start: int, end: int, parts: LocalParts, is_number: bool = False) -> None:
    """A run without a word of its own: "12 Trần Phú", "30/4", "K448/20", "Trần Phú"."""
    if start >= end:
        return
    begin, stop = tokens.starts[start], tokens.ends[end - 1]
    plain, text = tokens.plain, tokens.text
    short = _SHORT_ALLEY.match(plain, begin, stop)
    if short:
        rest = begin
        while short:  # "H12 K34": one in the other
            _add_short_alley(short, parts)
            rest = short.end()
            short = _SHORT_ALLEY.match(plain, rest + 1, stop)
    elif _DAY_IN_WORDS.match(plain, begin, stop):
        parts.add(Field.street, text[begin:stop])
        return
    else:
        number = NUMBER.match(plain, begin, stop)
        if number is None:
            parts.unknown.append(text[begin:stop])
            return
        rest = number.end()
        written = text[begin:rest].strip()
        behind = plain[rest:stop].strip(" .,")
        if not behind and not is_number:
            if len(written) in POSTCODE_LENGTHS and written.isdecimal() and end == len(tokens):
                parts.add(Field.postcode, written)
            elif _DAY.fullmatch(plain[begin:rest].strip()) and not parts.first(Field.street):
                if parts.first(Field.number):
                    parts.add(Field.street, written)
                else:
                    parts.only_day = written
            else:
                parts.add(Field.number, written)
            return
        if not is_number and behind in _EXTENDED:
            parts.add(Field.street, text[begin:stop])
            return
        if parts.first(Field.number) and not parts.first(Field.street):
            # "B20, Park Riverside, 101 Lê Lợi": the number beside the street is the house's.
            parts.unknown.extend(parts.texts.pop(Field.number))
        parts.add(Field.number, written)
    lead = _LEAD.match(plain, rest, stop)
    rest = lead.end() if lead else rest
    if rest < stop:
        parts.add(Field.street, text[rest:stop])


def _read_kilometre(tokens: Tokens, piece: _Piece, parts: LocalParts) -> None:
    """Km 5+200 of a road, where houses have no other number."""
    begin, stop = tokens.starts[piece.value], tokens.ends[piece.end - 1]
    found = _KILOMETRE.match(tokens.plain, begin, stop)
    end = found.end() if found else begin
    parts.add(Field.number, tokens.text[tokens.starts[piece.word]:end])
    if end < stop:
        parts.add(Field.street, tokens.text[end:stop])


def _add_short_alley(match: re.Match[str], parts: LocalParts) -> None:
    """K448/20, H12/3, K123/H12/3: the last number is the house, where there are two."""
    way = [match.group(2), *(step.strip() for step in match.group(3).split("/") if step.strip())]
    word = "kiệt" if match.group(1) == "k" else "hẻm"
    house = way.pop() if len(way) > 1 else ""
    for level, step in enumerate(way):
        name = word if level == 0 else "hẻm"
        parts.alley.append(f"{name} {step.lstrip('kh')}")
    if house:
        parts.add(Field.number, house.lstrip("kh"))


def _read_alley(tokens: Tokens, piece: _Piece, parts: LocalParts) -> None:
    begin, stop = tokens.starts[piece.value], tokens.ends[piece.end - 1]
    number = NUMBER.match(tokens.plain, begin, stop)
    word = tokens.written(piece.word, piece.value)
    if number is None:
        parts.alley.append(tokens.written(piece.word, piece.end))
        return
    way = tokens.text[begin:number.end()].strip()
    steps = [step.strip() for step in way.split("/")]
    if tokens.plains[piece.word] == "kiet" and len(steps) > 1 and not parts.first(Field.number):
        parts.add(Field.number, steps.pop())
        way = "/".join(steps)
    parts.alley.append(f"{word} {way}")
    lead = _LEAD.match(tokens.plain, number.end(), stop)
    rest = lead.end() if lead else number.end()
    if rest < stop:
        parts.add(Field.street, tokens.text[rest:stop])


def _read_named(tokens: Tokens, piece: _Piece, keyword: Keyword, parts: LocalParts) -> None:
    begin, stop = tokens.starts[piece.value], tokens.ends[piece.end - 1]
    first = piece.word if keyword.keeps else piece.value
    if keyword.field is Field.building:
        at = _number_behind(tokens, piece)
        parts.add(keyword.field, tokens.written(first, at))
        _read_bare(tokens, at, piece.end, parts)
        return
    if keyword.needs is Needs.number or tokens.plains[piece.value].isdecimal():
        code = _CODE.match(tokens.plain, begin, stop)
        if code is not None and code.end() < stop:
            parts.add(keyword.field, tokens.text[tokens.starts[first]:code.end()])
            at = next((i for i in range(piece.value, piece.end) if tokens.starts[i] >= code.end()), piece.end)
            if keyword.field is Field.settlement and at < piece.end and not tokens.plains[at].isdecimal():
                parts.add(Field.street, tokens.written(at, piece.end))
            else:
                _read_bare(tokens, at, piece.end, parts)
            return
    parts.add(keyword.field, tokens.written(first, piece.end))


def _number_behind(tokens: Tokens, piece: _Piece) -> int:
    """Where the house number behind a building's name begins: "chung cư Mường Thanh 60 Trần Phú"; else its end."""
    plains, gaps = tokens.plains, tokens.gaps
    for at in range(piece.value + 1, piece.end - 2):
        is_number = plains[at].isdecimal() and gaps[at] == SPACE and plains[at - 1].isalpha()
        if is_number and (len(plains[at]) > 1 or gaps[at + 1] == SLASH):
            words = [word for word in plains[at + 1:piece.end] if word.isalpha() and len(word) > 1]
            if len(words) > 1 and plains[at + 1] != "thang":
                return at
    return piece.end


def _settle(parts: LocalParts) -> None:
    """What stood alone becomes the part that is missing."""
    if parts.only_day:
        has_street = bool(parts.texts.get(Field.street) or parts.unknown or parts.alley)
        parts.add(Field.number if has_street else Field.street, parts.only_day)
    words = {ascii_key(step.split()[0]) for step in parts.alley}
    # From the street inwards, however they were written; hẻm is the first level in the south, the third in the north.
    levels = {"ngo": 1, "kiet": 1, "ngach": 2, "hem": 3 if words & {"ngo", "ngach", "kiet"} else 1}
    parts.alley.sort(key=lambda step: levels.get(ascii_key(step.split()[0]), 1))
    parts.unknown = [told for text in parts.unknown if (told := _NO_NUMBER.sub("", text.strip()))]
    unknown = [text for text in parts.unknown if len(text) > _SHORT]
    parts.leftovers.extend(text for text in parts.unknown if len(text) <= _SHORT)
    # Without a number, words beside a settlement are rather a place than a street.
    is_street = bool(parts.first(Field.number) or parts.alley) or not parts.texts.get(Field.settlement)
    if unknown and is_street and not parts.texts.get(Field.street):
        parts.add(Field.street, unknown.pop(0))
    if unknown and not parts.texts.get(Field.building):
        parts.add(Field.building, unknown.pop(0))
    parts.leftovers.extend(unknown)
    parts.unknown = []
