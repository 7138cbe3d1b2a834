"""SQL text: quoting, and the one place where a statement is put together from parts.

Values never pass through here: they are bound as parameters. Names and ready-made SQL do, and the type says
which is which: a `str` is a name and gets quoted, an `Sql` is SQL and goes in as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Union


class Sql(str):
    """A piece of SQL, as opposed to a name or a value."""


Part = Union[str, Iterable[str]]


def ident(name: str) -> Sql:
    """A quoted identifier; ValueError for one that SQLite cannot hold."""
    if not name or "\x00" in name:
        raise ValueError(f"not an SQL identifier: {name!r}")
    return Sql("".join(('"', name.replace('"', '""'), '"')))


def literal(text: str) -> Sql:
    """A text as SQL literal, for the places that take no parameter (triggers, defaults)."""
    if "\x00" in text:
        raise ValueError("an SQL text cannot hold a NUL character")
    return Sql("".join(("'", text.replace("'", "''"), "'")))


def idents(names: Iterable[str], separator: str = ", ") -> Sql:
    """Quoted identifiers in a row; an `Sql` among them stays as it is."""
    return Sql(separator.join(n if isinstance(n, Sql) else ident(n) for n in names))


def build(template: str, **parts: Part) -> Sql:
    """The template with its {fields} filled: names (or lists of names) quoted, `Sql` as it is."""
    return Sql(template.format(**{key: _text(part) for key, part in parts.items()}))


def join(pieces: Iterable[str], separator: str = "") -> Sql:
    """Ready-made pieces of SQL in a row."""
    return Sql(separator.join(pieces))


def insert(table: str, columns: Iterable[str]) -> Sql:
    """INSERT of one row, a ? per column."""
    names = list(columns)
    marks = Sql(", ".join("?" * len(names)))
    return build("INSERT INTO {table} ({names}) VALUES ({marks})", table=table, names=names, marks=marks)


def _text(part: Part) -> str:
    if isinstance(part, Sql):
        return part
    return ident(part) if isinstance(part, str) else idents(part)
