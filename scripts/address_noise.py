"""Vietnamese address texts with known parts, spoilt as people, keyboards and machines spoil them.

`SEEN` are the kinds of noise that the parser was tuned with, `UNSEEN` those that it was only measured with. Every kind
is a function of a draft (parts, before they are joined) or of the joined text; each leaves an address that a reader
who knows the units could still resolve.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Optional

from diachiso.core.text import ascii_key
from diachiso.core.unit_names import name_key
from diachiso.core.units import LEGACY_LAST_DAY, AdminUnit, UnitLevel, UnitTable

_NAMES: dict[str, list[str]] = json.loads(Path(__file__).with_name("address_names.json").read_text(encoding="utf-8"))
STREETS = _NAMES["streets"]
OTHER_STREETS = _NAMES["other_streets"]  # of the texts with kinds of noise that the parser was not tuned with
SETTLEMENTS = ("thôn", "xóm", "ấp", "tổ dân phố", "khu phố", "khóm", "tổ")


@dataclass(frozen=True)
class Truth:
    """What an address says; codes are those of the era."""

    commune: Optional[str]
    district: Optional[str]
    province: str
    number: str = ""
    street: str = ""
    settlement: str = ""


@dataclass
class Named:
    """A unit as it will be written: type and name apart, `glue` between them."""

    level: UnitLevel
    unit_type: str
    name: str
    glue: str = " "

    def written(self) -> str:
        return f"{self.unit_type}{self.glue}{self.name}" if self.unit_type else self.name


@dataclass
class Draft:
    """An address before it is joined."""

    local: list[str]
    units: list[Named]
    truth: Truth
    separator: str = ", "
    tail: str = ""
    reverse: bool = False
    may_drop: frozenset[UnitLevel] = field(default_factory=frozenset)
    may_lack_commune: bool = False  # no commune there is called as the district

    def text(self) -> str:
        parts = [*self.local, *(unit.written() for unit in self.units if unit.name)]
        if self.reverse:
            parts.reverse()
        return self.separator.join(parts) + self.tail


Kind = Callable[[random.Random, Draft], None]
TextKind = Callable[[random.Random, str], str]


class Addresses:
    """Addresses of one era over the real units."""

    def __init__(self, is_legacy: bool = True, streets: list[str] = STREETS) -> None:
        table = UnitTable.load()
        day = LEGACY_LAST_DAY if is_legacy else None
        units = [unit for unit in table.units if unit.is_valid(day)]
        self._by_code = {(unit.level, unit.code): unit for unit in units}
        self.communes = [unit for unit in units if unit.level is UnitLevel.commune]
        self._in_province = Counter((_plain(u), u.province_code) for u in self.communes)
        self._in_district = Counter((_plain(u), _plain(d)) for u in self.communes if (d := self.district(u)))
        self._streets = streets

    def district(self, commune: AdminUnit) -> Optional[AdminUnit]:
        return self._by_code.get((UnitLevel.district, commune.parent_code or ""))

    def draft(self, rng: random.Random) -> Draft:
        """One clean address."""
        commune = rng.choice(self.communes)
        district = self.district(commune)
        province = self._by_code[UnitLevel.province, commune.province_code]
        local, number, street, settlement = _local(rng, commune.unit_type, self._streets)
        units = [Named(u.level, u.unit_type, u.name) for u in (commune, district, province) if u]
        may_drop = set()
        if district and self._in_province[_plain(commune), commune.province_code] == 1:
            may_drop.add(UnitLevel.district)
        if district and self._in_district[_plain(commune), _plain(district)] == 1:
            may_drop.add(UnitLevel.province)
        truth = Truth(commune.code, district.code if district else None, province.code, number, street, settlement)
        may_lack = bool(district) and not self._in_province[_plain(district), commune.province_code]
        return Draft(local, units, truth, may_drop=frozenset(may_drop), may_lack_commune=may_lack)


def _plain(unit: AdminUnit) -> str:
    return ascii_key(name_key(unit.name))


def _local(rng: random.Random, commune_type: str, streets: list[str]) -> tuple[list[str], str, str, str]:
    number = _number(rng)
    street = rng.choice(streets)
    kind = rng.random()
    if commune_type == "Xã" and kind < 0.6:
        name = rng.choice([*_NAMES["settlements"], str(rng.randint(1, 12))])
        settlement = f"{rng.choice(SETTLEMENTS[:3])} {name}"
        return [settlement], "", "", settlement
    if kind < 0.75:
        word = rng.choice(("", "", "đường ", "Đ. ")) if not street.startswith("số") else "đường "
        return [f"{number} {word}{street}"], number, street, ""
    if kind < 0.9:
        settlement = f"{rng.choice(SETTLEMENTS[3:])} {rng.randint(1, 20)}"
        word = "đường " if street.startswith("số") else ""
        return [f"{number} {word}{street}", settlement], number, street, settlement
    return [], "", "", ""


def _number(rng: random.Random) -> str:
    n = rng.randint(1, 400)
    forms = (
        f"{n}", f"{n}", f"{n}", f"{n}{rng.choice('abcABC')}", f"{n}/{rng.randint(1, 60)}",
        f"{n}/{rng.randint(1, 30)}/{rng.randint(1, 30)}", f"{n}-{n + 2}",
    )  # fmt: skip
    return rng.choice(forms)


# --- kinds of noise on the parts -------------------------------------------------------------------------------------

_SHORT = {
    "Phường": ("P.", "P. ", "p ", "P "), "Xã": ("X. ", "x ", "X."), "Thị trấn": ("TT. ", "TT ", "tt. "),
    "Quận": ("Q.", "Q. ", "q "), "Huyện": ("H. ", "H.", "h "), "Thị xã": ("TX. ", "TX ", "tx."),
    "Thành phố": ("TP. ", "TP ", "tp.", "Tp "), "Tỉnh": ("T. ", "tỉnh ", "T."), "Đặc khu": ("ĐK ",),
}  # fmt: skip
_SAME_LEVEL = {
    "Phường": ("Xã", "Thị trấn"), "Xã": ("Phường", "Thị trấn"), "Thị trấn": ("Xã", "Phường"),
    "Quận": ("Huyện", "Thành phố"), "Huyện": ("Thị xã", "Quận"), "Thị xã": ("Huyện", "Thành phố"),
    "Thành phố": ("Thị xã", "Tỉnh"), "Tỉnh": ("Thành phố",), "Đặc khu": ("Xã",),
}  # fmt: skip
_PROVINCE_SHORT = {
    "Hồ Chí Minh": ("HCM", "TP.HCM", "tphcm", "TPHCM", "Sài Gòn", "Tp. HCM"), "Hà Nội": ("HN", "hn", "TP HN"),
    "Bà Rịa - Vũng Tàu": ("BRVT", "brvt", "BR-VT", "Bà Rịa Vũng Tàu"), "Huế": ("TT Huế", "Thừa Thiên Huế"),
    "Đắk Lắk": ("Daklak", "Đăk Lăk", "ĐắkLắk"), "Đắk Nông": ("Đăk Nông", "Daknong"),
}  # fmt: skip


def short_types(rng: random.Random, draft: Draft) -> None:
    for unit in draft.units:
        if unit.unit_type in _SHORT:
            unit.unit_type, unit.glue = rng.choice(_SHORT[unit.unit_type]), ""


def glued_numbers(rng: random.Random, draft: Draft) -> None:
    for unit in draft.units:
        letter = {"Phường": "P", "Quận": "Q"}.get(unit.unit_type)
        if letter and unit.name.isdecimal():
            unit.unit_type, unit.glue = rng.choice((letter, letter.lower(), f"{letter}.")), ""
        elif unit.unit_type in ("Thành phố", "Phường", "Quận") and rng.random() < 0.5:
            unit.unit_type, unit.glue = {"Thành phố": "TP.", "Phường": "P.", "Quận": "Q."}[unit.unit_type], ""
    _name_short(rng, draft)


def _name_short(rng: random.Random, draft: Draft) -> None:
    for unit in draft.units:
        if unit.level is UnitLevel.province and unit.name in _PROVINCE_SHORT:
            unit.unit_type, unit.name = "", rng.choice(_PROVINCE_SHORT[unit.name])


def no_types(rng: random.Random, draft: Draft) -> None:
    for unit in draft.units:
        if not unit.name.isdecimal():
            unit.unit_type = ""


def some_types_missing(rng: random.Random, draft: Draft) -> None:
    for unit in draft.units:
        if not unit.name.isdecimal() and rng.random() < 0.5:
            unit.unit_type = ""


def wrong_types(rng: random.Random, draft: Draft) -> None:
    unit = rng.choice(draft.units)
    if unit.unit_type in _SAME_LEVEL and not unit.name.isdecimal():
        unit.unit_type, unit.glue = rng.choice(_SAME_LEVEL[unit.unit_type]), " "


def no_commas(rng: random.Random, draft: Draft) -> None:
    draft.separator = " "


def other_separators(rng: random.Random, draft: Draft) -> None:
    draft.separator = rng.choice((" - ", "; ", ",", " , ", ". ", " – ", ",, ", " / ", "-"))


def reversed_order(rng: random.Random, draft: Draft) -> None:
    draft.reverse = True
    if draft.separator == " ":
        draft.separator = ", "


def swapped(rng: random.Random, draft: Draft) -> None:
    if len(draft.units) > 1:
        at = rng.randrange(len(draft.units) - 1)
        draft.units[at], draft.units[at + 1] = draft.units[at + 1], draft.units[at]


def missing_part(rng: random.Random, draft: Draft) -> None:
    droppable = [unit for unit in draft.units if unit.level in draft.may_drop]
    if droppable and len(draft.units) == 3:
        draft.units.remove(rng.choice(droppable))


def no_commune(rng: random.Random, draft: Draft) -> None:
    """Number and street, then the district at once: no commune may be invented."""
    if draft.truth.number and len(draft.units) == 3 and draft.may_lack_commune:
        draft.truth = replace(draft.truth, commune=None)
        draft.may_drop = frozenset()
        draft.units.pop(0)


def larger_only(rng: random.Random, draft: Draft) -> None:
    """Number and street, then the province alone."""
    if draft.truth.number and len(draft.units) > 1:
        draft.truth = replace(draft.truth, commune=None, district=None)
        draft.may_drop, draft.may_lack_commune = frozenset(), False
        del draft.units[:-1]


def country(rng: random.Random, draft: Draft) -> None:
    draft.tail = rng.choice((", Việt Nam", ", VN", " Việt Nam", ", Vietnam", "."))


def typo(rng: random.Random, draft: Draft) -> None:
    _misspell_name(rng, draft, _letter_typo)


def telex(rng: random.Random, draft: Draft) -> None:
    """One word of one unit's name typed while the keyboard did not listen."""

    def typed(rng: random.Random, name: str) -> str:
        words = name.split(" ")
        odd = [at for at, word in enumerate(words) if not word.isascii()]
        if odd:
            at = rng.choice(odd)
            words[at] = _as_telex(words[at])
        return " ".join(words)

    _misspell_name(rng, draft, typed)


def _misspell_name(rng: random.Random, draft: Draft, change: Callable[[random.Random, str], str]) -> None:
    named = [unit for unit in draft.units if len(unit.name) > 4]
    if named:
        unit = rng.choice(named)
        unit.name = change(rng, unit.name)


def _letter_typo(rng: random.Random, name: str) -> str:
    places = [at for at, char in enumerate(name) if char.isalpha() and at]
    if not places:
        return name
    at = rng.choice(places)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1:]
    if kind == 1:
        return name[:at] + rng.choice("abcdeghiklmnopqrstuvxy") + name[at + 1:]
    if kind == 2:
        return name[:at] + rng.choice("abcdeghiklmnopqrstuvxy") + name[at:]
    return name[:at - 1] + name[at] + name[at - 1] + name[at + 1:]


_TELEX_TONE = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}


def _as_telex(word: str) -> str:
    out, tone = [], ""
    for char in word:
        letters = unicodedata.normalize("NFD", char)
        base = letters[0]
        if base in "đĐ":
            out.append("dd" if base == "đ" else "DD" if word.isupper() else "Dd")
            continue
        out.append(base)
        for mark in letters[1:]:
            if mark in _TELEX_TONE:
                tone = _TELEX_TONE[mark]
            elif mark == "\u0302":
                out.append(base.lower())
            else:
                out.append("w")
    return "".join(out) + tone


# --- kinds of noise on the text --------------------------------------------------------------------------------------


def no_diacritics(rng: random.Random, text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def some_diacritics(rng: random.Random, text: str) -> str:
    return " ".join(no_diacritics(rng, word) if rng.random() < 0.5 else word for word in text.split(" "))


def lower(rng: random.Random, text: str) -> str:
    return text.lower()


def upper(rng: random.Random, text: str) -> str:
    return text.upper()


_NEW_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ủy": "uỷ", "úy": "uý", "ùy": "uỳ", "ụy": "uỵ",
}  # fmt: skip


def tone_position(rng: random.Random, text: str) -> str:
    for old, new in _NEW_TONES.items():
        text = re.sub(old + r"(?!\w)", new, text)
    return text


def nfd(rng: random.Random, text: str) -> str:
    return unicodedata.normalize("NFD", text)


def mojibake(rng: random.Random, text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


def extra_spaces(rng: random.Random, text: str) -> str:
    return re.sub(" ", lambda _: " " * rng.choice((1, 1, 2, 3)), text)


_TONE_SWAP = str.maketrans("ảẩẳẻểỉỏổởủửỷãẫẵẽễĩõỗỡũữỹ", "ãẫẵẽễĩõỗỡũữỹảẩẳẻểỉỏổởủửỷ")


def swapped_tones(rng: random.Random, text: str) -> str:
    """Hỏi for ngã and ngã for hỏi."""
    return text.translate(_TONE_SWAP)


def repeated_part(rng: random.Random, draft: Draft) -> None:
    draft.units.append(replace(draft.units[-1]))


_VNI_TONE = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u031b": "7",
             "\u0306": "8"}  # fmt: skip


def vni_typing(rng: random.Random, draft: Draft) -> None:
    """One name typed in VNI while the keyboard did not listen."""

    def typed(rng: random.Random, name: str) -> str:
        letters = unicodedata.normalize("NFD", name.replace("đ", "d9").replace("Đ", "D9"))
        return "".join(_VNI_TONE.get(c, c) for c in letters)

    _misspell_name(rng, draft, typed)


# --- kinds that the parser was not tuned with ------------------------------------------------------------------------

_NEAR_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioopsdfghjklkxcvbnmn"))


def two_typos(rng: random.Random, draft: Draft) -> None:
    """Two neighbouring keys, in two of the names."""

    def slip(rng: random.Random, name: str) -> str:
        places = [at for at, char in enumerate(name) if char.lower() in _NEAR_KEYS and at]
        at = rng.choice(places) if places else 0
        return name[:at] + _NEAR_KEYS.get(name[at].lower(), name[at]) + name[at + 1:]

    named = [unit for unit in draft.units if len(unit.name) > 5]
    for unit in rng.sample(named, min(2, len(named))):
        unit.name = slip(rng, unit.name)


def doubled_letters(rng: random.Random, draft: Draft) -> None:
    def doubled(rng: random.Random, name: str) -> str:
        at = rng.randrange(len(name))
        return name[:at] + name[at] + name[at:]

    _misspell_name(rng, draft, doubled)


_HEARD = (("Tr", "Ch"), ("Ch", "Tr"), ("S", "X"), ("X", "S"), ("L", "N"), ("N", "L"), ("Gi", "D"), ("ng", "n"),
          ("iê", "i"), ("ươ", "u"), ("t", "c"))  # fmt: skip


def as_heard(rng: random.Random, draft: Draft) -> None:
    """Spelt as it sounds in some region: Tr/Ch, S/X, L/N."""

    def heard(rng: random.Random, name: str) -> str:
        fitting = [(a, b) for a, b in _HEARD if a in name]
        if not fitting:
            return name
        a, b = rng.choice(fitting)
        return name.replace(a, b, 1)

    _misspell_name(rng, draft, heard)


def words_glued(rng: random.Random, draft: Draft) -> None:
    """The words of each name without spaces, as in a file's name or a hash tag."""
    for unit in draft.units:
        unit.name = unit.name.replace(" ", "")


def english(rng: random.Random, draft: Draft) -> None:
    words = {"Phường": "Ward", "Xã": "Commune", "Thị trấn": "Town", "Quận": "District", "Huyện": "District",
             "Thị xã": "Town", "Thành phố": "City", "Tỉnh": "Province"}  # fmt: skip
    for unit in draft.units:
        word = words.get(unit.unit_type)
        if word and unit.name.isdecimal():
            unit.unit_type = word
        elif word:
            unit.unit_type, unit.name = "", f"{unit.name} {word}"


_TEEN = (("Ph", "F"), ("ph", "f"), ("C", "K"), ("Gi", "J"), ("gi", "j"), ("Qu", "Q"), ("i", "y"), ("ng", "g"),
         ("nh", "h"))  # fmt: skip


def teen_spelling(rng: random.Random, draft: Draft) -> None:
    """Letters as the young write them to each other: F for Ph, J for Gi."""

    def respelt(rng: random.Random, name: str) -> str:
        fitting = [(a, b) for a, b in _TEEN if a in name]
        if not fitting:
            return name
        a, b = rng.choice(fitting)
        return name.replace(a, b, 1)

    _misspell_name(rng, draft, respelt)


def remark(rng: random.Random, draft: Draft) -> None:
    """Something that is no part of an address."""
    if rng.random() < 0.5:
        draft.tail = rng.choice((" (gần chợ)", " (đối diện UBND)", ", SĐT 0905000000", " (cũ)"))
    else:
        draft.local.insert(0, rng.choice(("Nhà ông Tư", "Cửa hàng Minh Anh", "Trường THCS Lê Lợi", "Công ty ABC")))


def scanned(rng: random.Random, draft: Draft) -> None:
    """What a scanner takes for another sign."""
    def misread(rng: random.Random, name: str) -> str:
        taken = (("l", "1"), ("o", "0"), ("I", "l"), ("rn", "m"), ("u", "ii"), ("c", "e"))
        fitting = [(a, b) for a, b in taken if a in name]
        if not fitting:
            return name
        a, b = rng.choice(fitting)
        return name.replace(a, b, 1)

    _misspell_name(rng, draft, misread)


def lost_letters(rng: random.Random, draft: Draft) -> None:
    """One letter of a name came out of a conversion as a question mark."""

    def lost(rng: random.Random, name: str) -> str:
        odd = [at for at, char in enumerate(name) if not char.isascii()]
        at = rng.choice(odd) if odd else len(name)
        return name[:at] + "?" * bool(odd) + name[at + 1:]

    _misspell_name(rng, draft, lost)


def mixed_case(rng: random.Random, text: str) -> str:
    return "".join(char.swapcase() if rng.random() < 0.1 else char for char in text)


def cut_off(rng: random.Random, text: str) -> str:
    """A field of the old table was too short for the last letters."""
    return text[: len(text) - rng.randint(1, 3)]


SEEN: dict[str, object] = {
    "no_diacritics": no_diacritics, "some_diacritics": some_diacritics, "short_types": short_types,
    "glued_numbers": glued_numbers, "no_types": no_types, "some_types_missing": some_types_missing,
    "wrong_types": wrong_types, "no_commas": no_commas, "other_separators": other_separators,
    "reversed_order": reversed_order, "swapped": swapped, "missing_part": missing_part, "no_commune": no_commune,
    "larger_only": larger_only,
    "country": country,
    "typo": typo, "telex": telex, "lower": lower, "upper": upper, "tone_position": tone_position, "nfd": nfd,
    "mojibake": mojibake, "extra_spaces": extra_spaces, "swapped_tones": swapped_tones,
    "repeated_part": repeated_part, "vni_typing": vni_typing,
}  # fmt: skip
UNSEEN: dict[str, object] = {
    "two_typos": two_typos, "doubled_letters": doubled_letters, "as_heard": as_heard, "lost_letters": lost_letters,
    "words_glued": words_glued, "english": english, "teen_spelling": teen_spelling, "remark": remark,
    "mixed_case": mixed_case, "scanned": scanned, "cut_off": cut_off,
}  # fmt: skip
_OF_TEXT = (
    no_diacritics, some_diacritics, lower, upper, tone_position, nfd, mojibake, extra_spaces, swapped_tones, cut_off,
    mixed_case,
)  # fmt: skip
_LAST = ("nfd", "mojibake")  # other kinds look for letters as they are typed


def spoil(rng: random.Random, draft: Draft, kinds: list[str]) -> str:
    """The draft's text with these kinds of noise."""
    known = {**SEEN, **UNSEEN}
    for name in kinds:
        if known[name] not in _OF_TEXT:
            known[name](rng, draft)  # type: ignore[operator]
    text = draft.text()
    for name in sorted(kinds, key=_LAST.__contains__):
        if known[name] in _OF_TEXT:
            text = known[name](rng, text)  # type: ignore[operator]
    return text


@lru_cache(maxsize=4)
def _addresses(is_legacy: bool, other_streets: bool) -> Addresses:
    return Addresses(is_legacy, OTHER_STREETS if other_streets else STREETS)


def noisy(seed: int, count: int, kinds: dict[str, object], is_legacy: bool = True) -> Iterator[tuple[str, Truth]]:
    """Texts with one to three kinds of noise each."""
    rng = random.Random(seed)
    addresses = _addresses(is_legacy, kinds is UNSEEN)
    for _ in range(count):
        draft = addresses.draft(rng)
        chosen = rng.sample(sorted(kinds), rng.randint(1, 3))
        text = spoil(rng, draft, chosen)
        yield text, draft.truth


def of_kind(seed: int, count: int, kind: Optional[str], is_legacy: bool = True) -> Iterator[tuple[str, Truth]]:
    """Texts with one kind of noise, or clean ones for None."""
    rng = random.Random(seed)
    addresses = _addresses(is_legacy, kind in UNSEEN)
    for _ in range(count):
        draft = addresses.draft(rng)
        text = spoil(rng, draft, [kind] if kind else [])
        yield text, draft.truth
