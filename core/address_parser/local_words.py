"""The words that introduce the parts of an address below the units: "số nhà", "ngõ", "đường", "thôn", "chung cư"."""
from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ..text import ascii_key
from .keys import soft_key


class Field(Enum):
    """A part of an address below the commune."""

    unit = "unit"
    floor = "floor"
    block = "block"
    building = "building"
    number = "number"
    alley = "alley"
    street = "street"
    housing_area = "housing_area"
    settlement = "settlement"
    postcode = "postcode"
    remark = "remark"

    __hash__ = object.__hash__  # members are single, and Enum's own takes longer than the rest of a look-up


class Needs(Enum):
    """What must hold for a word to introduce its part."""

    any = "any"  # followed by anything
    number = "number"  # followed by a number or a short code
    begins = "begins"  # first of its run, or with its own diacritics
    begins_or_number = "begins_or_number"


class Keyword(NamedTuple):
    """One form of a word; `keeps` the word in the part's text."""

    field: Field
    tokens: tuple[str, ...]
    keys: tuple[str, ...]
    needs: Needs
    keeps: bool


_WORDS: tuple[tuple[Field, Needs, bool, str], ...] = (
    (Field.unit, Needs.number, False, "căn hộ số|căn hộ|căn số|căn|phòng số|phòng|ph|apt|room|unit|p"),
    (Field.unit, Needs.number, True, "ki ốt|ki ot|kiốt|kios|gian|quầy|sạp"),
    (Field.floor, Needs.number, False, "tầng|lầu|floor"),
    (Field.block, Needs.number, True,
     "lô|block|blk|đơn nguyên|tháp|tòa|khối nhà|nhà lô|ô|biệt thự|liền kề|nhà liền kề|shophouse|dãy"),
    (Field.building, Needs.begins, True,
     "chung cư|c cư|c c|cc|tòa nhà|cao ốc|building|khách sạn|nhà nghỉ|bệnh viện|trạm y tế|chợ|siêu thị|công ty|cty|"
     "ubnd|trụ sở|ký túc xá|ktx|chùa|nhà thờ|nhà văn hóa|trung tâm|tttm|nhà máy|bến xe|khu du lịch|resort|"
     "sân bay|nhà ga|cảng|công viên|quảng trường|sân vận động|bưu điện|ngã tư|ngã ba|"
     "tt thương mại|tt hành chính|tt văn hóa|tt y tế|tt gdtx|tt ngoại ngữ|"
     "nhà ông|nhà bà|cửa hàng|quán|shop|tiệm|nhà thuốc|phòng khám|ngân hàng|văn phòng|nhà hàng|showroom|"
     "trường học|trường thcs|trường thpt|trường th|trường tiểu học|trường mầm non|trường mẫu giáo|trường đại học|"
     "trường cao đẳng|trường trung học|trường trung cấp|trường đh"),
    (Field.number, Needs.number, False, "số nhà|nhà số|sn|số|nhà|no"),
    (Field.number, Needs.number, True, "km|cây số"),
    (Field.alley, Needs.number, True, "ngõ|ngách|hẻm|kiệt|hxh"),
    (Field.street, Needs.any, False, "đường phố|đường|đg|đại lộ|đ|phố|street|str"),
    (Field.street, Needs.any, True, "tuyến tránh|đường tránh"),
    (Field.street, Needs.number, True, "quốc lộ|ql|tỉnh lộ|tl|đt|dt|hương lộ|hl|xa lộ|cao tốc|liên tỉnh lộ"),
    (Field.housing_area, Needs.any, True,
     "khu đô thị|kđt|khu dân cư|kdc|khu tái định cư|tđc|ktđc|khu tập thể|tập thể|ktt|cư xá|khu công nghiệp|kcn|"
     "cụm công nghiệp|ccn|khu nhà ở|khu biệt thự|làng đại học"),
    (Field.settlement, Needs.any, True, "thôn|xóm|ấp|khóm|tổ dân phố|tổ dp|tdp|khu phố|kp|tiểu khu|khu vực|kv"),
    (Field.settlement, Needs.number, True, "tổ|t|đội|cụm|khu|khối|kdc số"),
    (Field.settlement, Needs.begins, True, "bản|làng|buôn|bon|plei|phum|sóc|khối phố|khối"),
    (Field.postcode, Needs.number, False, "mã bưu chính|mã bưu điện|zip|zipcode|postcode|postal code"),
    (Field.remark, Needs.any, True,
     "gần|đối diện|cạnh|sau lưng|kế bên|bên cạnh|sđt|điện thoại|liên hệ|gặp|"
     "số cũ|địa chỉ cũ|đc cũ|cũ|trước đây|trước là|nay là"),
    (Field.remark, Needs.number, True, "cách|đt"),
    (Field.remark, Needs.number, True, "thửa đất số|thửa đất|thửa số|thửa|tđ|tờ bản đồ số|tờ bản đồ|tờ bđ|tờ số|tờ"),
)  # fmt: skip


def _keywords() -> dict[str, tuple[Keyword, ...]]:
    found: dict[str, list[Keyword]] = {}
    for field, needs, keeps, forms in _WORDS:
        for form in forms.split("|"):
            tokens = tuple(ascii_key(word) for word in form.split())
            keys = tuple(soft_key(word) for word in form.split())
            found.setdefault(tokens[0], []).append(Keyword(field, tokens, keys, needs, keeps))
    for words in found.values():
        words.sort(key=lambda word: -len(word.tokens))
    return {first: tuple(words) for first, words in found.items()}


KEYWORDS = _keywords()
COUNTRY = frozenset({("viet", "nam"), ("vietnam",), ("vn",), ("v", "n")})
