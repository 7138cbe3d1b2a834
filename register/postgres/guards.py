"""The guards of the register as triggers on the server: what they refuse, and what they write.

What is refused is what the triggers of a GeoPackage refuse, translated; here one look at all rows of a statement finds
it (transition tables), and one statement writes audit and marks for all of them. What fills columns of a row itself
runs before it, row by row.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...core.lifecycle import Stage
from ...core.personal_numbers import IN_REMARKS
from ...core.powers import POWER_FOR, Power
from ...core.profile import Profile
from ..remark_triggers import MESSAGE as _MESSAGE
from ..sql import Sql, build, join, literal
from ..trigger import Trigger
from ..triggers import trigger_statements
from .dialect import translate
from .driver import REFUSED_STATE
from .functions import function, functions, planned
from .marks import mark_triggers
from .roles import ROLE_OF
from .structure import Kind, TableSpec
from .traces import row_trigger, traces

_AFTER = {"NEW": "n", "OLD": "o"}
_EVENTS = ("INSERT", "UPDATE", "DELETE")
_REFUSAL = "SELECT RAISE(ABORT, "
# Told otherwise here: by the keys themselves, by roles of the database, or by what follows below.
_ELSEWHERE = {
    "address_no_replace", "address_power_insert", "address_power_update", "address_power_edit", "code_block_overlap",
    "code_ledger_no_replace", "audit_log_no_replace",
}  # fmt: skip
_EMPTIED = ("address", "code_ledger", "code_block", "audit_log", "register_meta", "successor", "apply_run", "person")


@dataclass(frozen=True)
class Refusal:
    """What is refused: the condition over the rows n and o, and the text that is shown."""

    when: Sql
    text: Sql


def guard_statements(tables: Sequence[TableSpec], profile: Profile, path: Sql) -> Iterator[Sql]:
    """Every statement that makes the guards anew, on tables that are there; `path` the search path of the functions."""
    yield from functions(path)
    triggers = trigger_statements(profile)
    for table in tables:
        yield from _drop(table)
        for event in _EVENTS:
            refused = [*_translated(table, event, triggers), *_on_server(table, event)]
            written = traces(table, event, profile)
            if refused or written:
                yield from _statement_trigger(table, event, refused, written, path)
        filled = row_trigger(table, profile, path)
        yield from filled
        yield from _fixed_key(table)
        yield from mark_triggers(table, path)
        yield build(
            "CREATE TRIGGER aa_open BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION guard_open()", table=table.name,
        )  # fmt: skip
        if table.name in _EMPTIED:
            yield build(
                "CREATE TRIGGER aa_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION guard_whole()",
                table=table.name,
            )  # fmt: skip


def _drop(table: TableSpec) -> Iterator[Sql]:
    for name in ("aa_open", "aa_whole", "aa_key", "ab_row", *(f"guard_{event.lower()}" for event in _EVENTS)):
        yield build("DROP TRIGGER IF EXISTS {name} ON {table}", name=name, table=table.name)


def _fixed_key(table: TableSpec) -> Iterator[Sql]:
    """The key of a row never changes: it is what says which row was which."""
    changed = Sql(" OR ".join(build("OLD.{c} IS DISTINCT FROM NEW.{c}", c=c) for c in table.key))
    yield build(
        "CREATE TRIGGER aa_key BEFORE UPDATE OF {key} ON {table} FOR EACH ROW WHEN ({changed})"
        " EXECUTE FUNCTION guard_key()", key=list(table.key), table=table.name, changed=changed,
    )  # fmt: skip


def _translated(table: TableSpec, event: str, triggers: Iterable[Trigger]) -> Iterator[Refusal]:
    booleans = table.of_kind(Kind.BOOLEAN)
    for trigger in triggers:
        mine = trigger.table == table.name and trigger.event.endswith(event)
        if not mine or not trigger.body[0].startswith(_REFUSAL) or trigger.name in _ELSEWHERE:
            continue
        if "_remark_" in trigger.name:
            continue
        when = translate(trigger.when, _AFTER, booleans)
        if trigger.of:
            when = build("({changed}) AND ({when})", changed=_changed(trigger.of), when=when)
        yield Refusal(when, Sql(trigger.body[0][len(_REFUSAL): -1]))
    remarks = [t for t in triggers if t.table == table.name and t.name.endswith("_remark_update")]
    if remarks and event != "DELETE":
        yield _remarks(remarks[0].of, event)


def _remarks(columns: Sequence[str], event: str) -> Refusal:
    """Numbers of people where people write what they like; here the patterns of core themselves can be used."""
    patterns = [Sql(" OR ".join(build("n.{c} ~ {p}", c=c, p=literal(p)) for p in IN_REMARKS)) for c in columns]
    edited = [
        build("({changed} AND ({found}))", changed=_changed((c,)) if event == "UPDATE" else Sql("true"), found=found)
        for c, found in zip(columns, patterns)
    ]
    return Refusal(build("(NOT is_bulk) AND ({edited})", edited=Sql(" OR ".join(edited))),
                   Sql(_MESSAGE[0][len(_REFUSAL): -1]))  # fmt: skip


def _changed(columns: Iterable[str]) -> Sql:
    return Sql(" OR ".join(build("o.{c} IS DISTINCT FROM n.{c}", c=c) for c in columns))


def _on_server(table: TableSpec, event: str) -> Iterator[Refusal]:
    """What only a server must or can refuse."""
    if table.name == "address" and event != "DELETE":
        yield from _powers(event)
    if table.name == "code_ledger" and event == "INSERT":
        yield Refusal(
            Sql(
                "(NOT is_bulk) AND n.block_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM code_block b WHERE"
                " b.block_id = n.block_id AND b.scheme = n.scheme AND starts_with(n.code, b.prefix)"
                " AND n.serial BETWEEN b.first_serial AND b.last_serial)"
            ),
            literal("Mã không nằm trong dải số của nó. / A code lies in its block of reserved numbers."),
        )
    if table.name == "code_block" and event == "INSERT":
        yield Refusal(
            Sql(
                "EXISTS (SELECT 1 FROM code_block b WHERE b.block_id <> n.block_id AND b.scheme = n.scheme"
                " AND b.prefix = n.prefix AND b.first_serial <= n.last_serial AND b.last_serial >= n.first_serial)"
            ),
            literal("Dải số này trùng với dải đã có. / This block overlaps another one."),
        )


def _powers(event: str) -> Iterator[Refusal]:
    """A step into a stage needs the role of the database that stands for its power."""
    text = literal(
        "Bạn chưa được giao quyền thực hiện bước này trong sổ (khai báo, tạo lập, xác thực). / "
        "You do not hold the power for this step in this register (declare, create, verify)."
    )
    for power in Power:
        stages = join((literal(stage.value) for stage in Stage if POWER_FOR[stage] is power), ", ")
        moved = Sql("n.stage IS DISTINCT FROM o.stage AND ") if event == "UPDATE" else Sql("")
        yield Refusal(
            build("(NOT is_bulk) AND {moved} n.stage IN ({stages}) AND NOT {may}", moved=moved, stages=stages,
                  may=Sql(f"may_{power.value}")),
            text,
        )  # fmt: skip


def _statement_trigger(
    table: TableSpec, event: str, refused: Sequence[Refusal], written: Sequence[Sql], path: Sql
) -> Iterator[Sql]:
    name = "_".join(("guard", table.name, event.lower()))
    declare = " k int; row_key text; texts text[] := ARRAY[{texts}]::text[];"
    if table.name == "address":
        for power, role in ROLE_OF.items():
            declare += f" may_{power.value} boolean := holds('{role}');"
    body = "".join((_look(table, event, refused), *(statement + "; " for statement in written), "RETURN NULL;"))
    texts = join((refusal.text for refusal in refused), ", ")
    yield function(name, body, path, build(declare, texts=texts))
    seen = {"INSERT": "NEW TABLE AS new_rows", "DELETE": "OLD TABLE AS old_rows"}.get(
        event, "OLD TABLE AS old_rows NEW TABLE AS new_rows"
    )
    yield build(
        "CREATE TRIGGER {trigger} AFTER {event} ON {table} REFERENCING {seen} FOR EACH STATEMENT"
        " EXECUTE FUNCTION {name}()",
        trigger="_".join(("guard", event.lower())), event=Sql(event), table=table.name, seen=Sql(seen), name=name,
    )  # fmt: skip


def rows_of(table: TableSpec, event: str) -> Sql:
    """The rows of the statement: n and o, each where the event has it."""
    if event == "UPDATE":
        return build("new_rows n JOIN old_rows o USING ({key})", key=list(table.key))
    return Sql("new_rows n" if event == "INSERT" else "old_rows o")


def _look(table: TableSpec, event: str, refused: Sequence[Refusal]) -> str:
    """One look at all rows; the first thing that is refused is said, with the key of its row."""
    if not refused:
        return ""
    lock = ""
    if table.name == "address" and event != "DELETE":
        # Nobody withdraws a code between this look and the end of the transaction.
        seen = build(
            "SELECT 1 FROM code_ledger l WHERE l.code IN (SELECT n.code FROM {rows} WHERE n.code IS NOT NULL {changed})"
            " ORDER BY l.code FOR SHARE",
            rows=rows_of(table, event), changed=Sql("AND n.code IS DISTINCT FROM o.code" if event == "UPDATE" else ""),
        )  # fmt: skip
        lock = join((planned(seen), "; "))
    if table.name == "code_block" and event == "INSERT":
        lock = "LOCK TABLE code_block IN SHARE ROW EXCLUSIVE MODE; "
    cases = " ".join(f"WHEN {refusal.when} THEN {number}" for number, refusal in enumerate(refused, 1))
    alias = "o" if event == "DELETE" else "n"
    key = join((build("{alias}.{c}", alias=Sql(alias), c=c) for c in table.key), " || ' ' || ")
    look = build(
        "SELECT found.k, found.key FROM (SELECT CASE {cases} END AS k, ({key})::text AS key FROM {rows}) found"
        " WHERE found.k IS NOT NULL ORDER BY found.k LIMIT 1", cases=Sql(cases), key=key, rows=rows_of(table, event),
    )  # fmt: skip
    return build(
        "{lock}{look}; IF k IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = {state}, MESSAGE = texts[k],"
        " DETAIL = {table} || ' ' || row_key; END IF; ",
        lock=Sql(lock), look=planned(look, "k, row_key"), state=literal(REFUSED_STATE), table=literal(table.name),
    )  # fmt: skip
