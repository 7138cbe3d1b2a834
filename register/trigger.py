"""What a trigger is, and the pieces that all of them are made of."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .sql import Sql, build, idents, join, literal

# Bulk work sets sync_ctl.applying inside its own transaction and then writes the same rows set-wise itself.
# NULL-safe: without the row the guards stay on.
GUARD = Sql("(SELECT value FROM sync_ctl WHERE key = 'applying') IS NOT '1'")
ACTOR = Sql("(SELECT value FROM sync_ctl WHERE key = 'actor')")
# A retired address comes back through changestage alone, which says so in its own transaction.
RESTORING = Sql("(SELECT value FROM sync_ctl WHERE key = 'restoring') IS '1'")
NOW = Sql("strftime('%Y-%m-%dT%H:%M:%fZ','now')")
# So begin the names of triggers that note what a tool changes in a local copy of a register on a server: whoever sets
# the guards aside leaves these alone.
NOTE_PREFIX = "copy_note_"


@dataclass(frozen=True)
class Trigger:
    """A trigger: its name, its table, and the whole CREATE TRIGGER statement."""

    name: str
    table: str
    sql: Sql
    needs: str = ""
    """Another table that it looks at, which older registers have not got."""
    event: str = ""
    of: tuple[str, ...] = ()
    when: str = ""
    body: tuple[str, ...] = ()
    """Its parts, from which the same guard is made on a server."""


def trigger(table: str, purpose: str, event: str, when: str, body: Iterable[str], of: Iterable[str] = ()) -> Trigger:
    """The trigger <table>_<purpose>; `event` such as "AFTER UPDATE", `of` its columns, `when` its guard."""
    name = "_".join((table, purpose))
    columns, statements = list(of), tuple(body)
    sql = build(
        "CREATE TRIGGER {name} {event}{of} ON {table} WHEN {when} BEGIN {body}; END",
        name=name,
        event=Sql(event),
        of=join((" OF ", idents(columns))) if columns else Sql(""),
        table=table,
        when=Sql(when),
        body=join(statements, "; "),
    )
    return Trigger(name, table, sql, event=event, of=tuple(columns), when=when, body=statements)


def refuse(english: str, vietnamese: str) -> tuple[Sql]:
    """The body that stops a write. QGIS shows this text as it is, so it is there in both languages."""
    text = literal(" / ".join((vietnamese, english)))
    return (build("SELECT RAISE(ABORT, {text})", text=text),)


def both(*conditions: str) -> Sql:
    """All of the conditions; put the cheap ones first, SQLite stops at the first that is false."""
    return Sql(" AND ".join(join(("(", c, ")")) for c in conditions))


def either(conditions: Iterable[str]) -> Sql:
    """At least one of the conditions."""
    return Sql(" OR ".join(join(("(", c, ")")) for c in conditions))


def changed(columns: Iterable[str]) -> Sql:
    """Whether an UPDATE changes one of the columns (QGIS writes all of them, changed or not)."""
    return either(build("OLD.{c} IS NOT NEW.{c}", c=c) for c in columns)


def new(column: str) -> Sql:
    """The new value of a column."""
    return build("NEW.{c}", c=column)


def one_of(expression: str, values: Iterable[str]) -> Sql:
    """Whether an expression is one of the texts; not with IN, which builds an index anew for each row of a trigger."""
    made = " OR ".join(build("{e} = {v}", e=Sql(expression), v=literal(value)) for value in values)
    return Sql("".join(("(", made, ")")))
