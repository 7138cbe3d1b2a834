"""What the triggers of the register say in SQLite's words, said in PostgreSQL's: each guard is written once.

Not any SQL: only what register/*_triggers.py puts together. A test compares both on the same rows.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ..sql import Sql
from ..trigger import ACTOR, GUARD, NOW, RESTORING

# Whole phrases, the longest first.
_PHRASES = {
    GUARD: "(NOT is_bulk)",
    RESTORING: "is_restoring",
    ACTOR: "session_user::text",
    NOW: "utc_now()",
    "date('now')": "utc_today()",
    ", '+0 days')": ")",
}
_FUNCTIONS = {"instr": "strpos", "char": "chr", "date": "iso_day"}
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_]\w*|\d+(?:\.\d+)?|\s+|\|\||<>|<=|>=|.", re.DOTALL)
_BEFORE_TRUTH = {"(", "AND", "OR", "NOT", "WHERE"}


def translate(text: str, rows: Mapping[str, str], booleans: Collection[str] = ()) -> Sql:
    """The expression for PostgreSQL; `rows`: what OLD and NEW are called, `booleans`: columns of true and false."""
    for phrase, instead in _PHRASES.items():
        text = text.replace(phrase, instead)
    tokens = [token for token in _TOKEN.findall(text) if not token.isspace()]
    out: list[str] = []
    at = 0
    while at < len(tokens):
        made, used = _next(tokens, at, rows, booleans)
        out.append(made)
        at += used
    return Sql(" ".join(out))


def _next(tokens: list[str], at: int, rows: Mapping[str, str], booleans: Collection[str]) -> tuple[str, int]:
    """What stands for the token there, and how many tokens that is."""
    token, following = tokens[at], tokens[at + 1: at + 4]
    word = token.upper()
    if word in rows and following[:1] == ["."]:
        column = following[1].strip('"')
        name = "".join((rows[word], '."', column, '"'))
        return ("".join(("(", name, "::int)")) if column in booleans else name), 3
    if word == "IS":
        return _is(following)
    if word == "NOT" and following and following[0].upper() == "GLOB":
        return " ".join(("!~", _regex(following[1]))), 3
    if word == "GLOB":
        return " ".join(("~", _regex(following[0]))), 2
    if following[:1] == ["("] and token in _FUNCTIONS:
        return _FUNCTIONS[token], 1
    before = tokens[at - 1].upper() if at else "("
    if token in {"1"} and before in _BEFORE_TRUTH and (not following or following[0] in {")", "AND", "OR"}):
        return "true", 1
    return token, 1


def _is(following: list[str]) -> tuple[str, int]:
    """SQLite's IS compares anything; PostgreSQL's knows NULL, and IS DISTINCT FROM the rest."""
    words = [word.upper() for word in following]
    if words[:1] == ["NULL"]:
        return "IS NULL", 2
    if words[:2] == ["NOT", "NULL"]:
        return "IS NOT NULL", 3
    if words[:1] == ["NOT"]:
        return "IS DISTINCT FROM", 2
    return "IS NOT DISTINCT FROM", 1


def _regex(quoted: str) -> str:
    """The quoted GLOB pattern as a quoted regular expression."""
    glob = quoted[1:-1].replace("''", "'")
    pieces, at = [], 0
    while at < len(glob):
        letter = glob[at]
        end = glob.find("]", at + 2) if letter == "[" else -1
        if end > 0:
            pieces.append(glob[at: end + 1])
            at = end
        else:
            pieces.append({"*": ".*", "?": "."}.get(letter) or re.escape(letter))
        at += 1
    body = "".join(pieces)
    body = body[:-2] if glob.endswith("*") else "".join((body, "$"))
    return "".join(("'^", body.replace("'", "''"), "'"))
