"""Triggers against numbers of people where people write what they like: the last guard behind the forms and imports.

SQLite knows no regular expressions by itself, so the patterns of core are written as GLOBs here, equal on any text as
far as numbers go; of an address of mail, the first two signs @ of a text are looked at.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..core.collected import takes_remarks
from ..core.personal_numbers import IN_REMARKS
from ..core.profile import Profile
from .side_tables import SIDE_TABLES
from .sql import Sql, build, join, literal
from .trigger import GUARD, Trigger, both, changed, either, refuse, trigger

_DIGIT = "[0-9]"
_AFTER_LEAD = 9  # digits of a mobile telephone behind its 0 or +84
_SHORTEST = 5  # letters of an address of mail
MESSAGE = refuse(
    "This text seems to hold somebody's telephone, e-mail address or identity number: enter it with the person.",
    "Nội dung này dường như có số điện thoại, thư điện tử hoặc số giấy tờ: hãy nhập ở thẻ Chủ và người sử dụng.",
)


def remark_triggers(profile: Profile) -> list[Trigger]:
    """Of addresses, their further positions, notices and plaques."""
    tables = {
        "address": [spec.name for spec in profile.fields if takes_remarks(spec)],
        "address_position": ["note"],
        **{table.name: list(table.free) for table in SIDE_TABLES.values()},
    }
    return [made for table, columns in tables.items() for made in _of_table(table, columns)]


def holds_number(text: Sql) -> Sql:
    """Whether a text holds what `IN_REMARKS` finds (SQL); never NULL."""
    return build(
        "EXISTS (SELECT 1 FROM (SELECT {text} AS t, ' ' || {text} || ' ' AS r, {spaced} AS s)"
        " WHERE {mail} OR ({digits} AND (r GLOB {identity} OR EXISTS (SELECT 1 FROM ({globs}) WHERE s GLOB column1))))",
        text=text, spaced=_spaced(text), mail=_holds_mail(), digits=_enough_digits(),
        identity=literal(f"*[^0-9]0{_DIGIT * 11}[^0-9]*"), globs=_telephones(),
    )  # fmt: skip


def _of_table(table: str, columns: Sequence[str]) -> list[Trigger]:
    filled = {c: _long_enough(c) for c in columns}
    edited = {c: both(changed((c,)), _long_enough(c)) for c in columns}
    return [
        trigger(table, "remark_insert", "AFTER INSERT", both(either(filled.values()), GUARD), _refusal(filled)),
        trigger(
            table, "remark_update", "AFTER UPDATE", both(either(edited.values()), GUARD), _refusal(edited), of=columns
        ),
    ]


def _refusal(written: Mapping[str, Sql]) -> tuple[Sql]:
    """Refuses where one of the columns that were written holds a number; one look at all of them together."""
    # A sign that stands in no number, after a space, which stands in no address of mail.
    pieces = (build("CASE WHEN {w} THEN NEW.{c} ELSE '' END", w=w, c=c) for c, w in written.items())
    text = join(pieces, " || ' | ' || ")
    return (build("{refusal} WHERE {holds}", refusal=MESSAGE[0], holds=holds_number(text)),)


def _long_enough(column: str) -> Sql:
    return build("length(NEW.{c}) >= {n}", c=column, n=Sql(str(_SHORTEST)))


def _spaced(text: Sql) -> Sql:
    """The text with spaces at its ends and for what stands between groups of digits, and again with 0 for +84."""
    plain = build("replace(replace(' ' || {text} || ' ', '-', ' '), '.', ' ')", text=text)
    return build("{plain} || replace(replace({plain}, '+84 ', '0'), '+84', '0')", plain=plain)


def _enough_digits() -> Sql:
    return build("replace(s, ' ', '') GLOB {g}", g=literal(f"*{_DIGIT * _AFTER_LEAD}*"))


def _telephones() -> Sql:
    """Every way of grouping a number that the pattern knows, as rows of GLOBs over the spaced text."""
    globs = []
    for chosen in range(1 << (_AFTER_LEAD - 1)):
        digits = [f"9{' ' if chosen >> k & 1 else ''}" for k in range(_AFTER_LEAD - 1)]
        if re.search(IN_REMARKS[0], "".join(("0", *digits, "9"))):
            tail = "".join(digits[1:]).replace("9", _DIGIT)
            first = digits[0].replace("9", "[35789]")
            globs.append(f"*[^0-9]0{first}{tail}{_DIGIT}[^0-9]*")
    return join(("VALUES ", join((Sql(f"({literal(glob)})") for glob in globs), ", ")))


def _holds_mail() -> Sql:
    """Whether one of the first two signs @ stands in an address of mail; cheap where there is none."""
    whole, rest = Sql("t"), Sql("substr(t, instr(t, '@') + 1)")
    return build(
        "(instr(t, '@') > 0 AND ({first} OR (instr({rest}, '@') > 0 AND {second})))",
        first=_mail_at(whole), rest=rest, second=_mail_at(rest),
    )  # fmt: skip


def _mail_at(text: Sql) -> Sql:
    """Whether an address of mail stands around the first @ of a text."""
    at = build("instr({t}, '@')", t=text)
    before = build("substr({t}, {at} - 1, 1)", t=text, at=at)
    after = build("replace(substr({t}, {at} + 1), '@', ' ') || ' '", t=text, at=at)
    word = build("substr({after}, 1, instr({after}, ' ') - 1)", after=after)
    ends = literal("?*.[A-Za-z][A-Za-z]*")
    return build(
        "({at} > 1 AND {before} <> ' ' AND {before} <> '@' AND {word} GLOB {ends})",
        at=at, before=before, word=word, ends=ends,
    )  # fmt: skip
