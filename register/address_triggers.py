"""Triggers of the `address` table, generated from the field profile: the last guard, whatever program edits.

What they refuse is refused in an edit session of QGIS as well as in any other program; what they write (address
text, times, audit, dirty marks) stands in the same transaction as the edit.
"""
from __future__ import annotations

from ..core.address_text import COLUMNS as TEXT_COLUMNS
from ..core.lifecycle import FIRST_STAGES, TRANSITIONS
from ..core.profile import Profile
from .address_text_sql import expression
from .audit_sql import audit_row, json_of_changed, json_of_filled
from .field_checks import need_triggers, stage_in, value_triggers
from .powers import holds_none, powerless
from .schema import UUID_SQL
from .sql import Sql, build, join
from .trigger import ACTOR, GUARD, NOW, RESTORING, Trigger, both, changed, either, new, one_of, refuse, trigger

TABLE = "address"
# Written by the triggers themselves or merely saying who wrote: a change of these alone is no edit.
BOOKKEEPING = ("address_id", "address_text", "created_at", "created_by", "edited_at", "edited_by")
# Origins whose codes an address keeps for ever; a provisional one gives way to the registry's.
LASTING_ORIGINS = ("block", "registry", "import")
# Who edits: the name that the edit itself brings, else who works with a tool of ours, else the last one who edited.
EDITOR = build(
    "CASE WHEN NEW.edited_by IS NOT OLD.edited_by THEN NEW.edited_by ELSE coalesce({actor}, NEW.edited_by) END",
    actor=ACTOR,
)
MAKER = build("coalesce(NEW.edited_by, NEW.created_by, {actor})", actor=ACTOR)
# QGIS makes `…_1` out of the code of a feature that it duplicates, since the column is unique.
_LOOK_ALIKE = Sql(
    "(NEW.code IS NOT NULL AND rtrim(NEW.code, '0123456789') GLOB '*_' AND EXISTS (SELECT 1 FROM code_ledger"
    " WHERE code = substr(rtrim(NEW.code, '0123456789'), 1, length(rtrim(NEW.code, '0123456789')) - 1)))"
)


_POWERLESS = (
    "You do not hold the power for this step in this register (declare, create, verify).",
    "Bạn chưa được giao quyền thực hiện bước này trong sổ (khai báo, tạo lập, xác thực).",
)
_READER = (
    "You hold no power in this register (declare, create, verify): you may read it and not change it.",
    "Bạn chưa được giao quyền nào trong sổ này (khai báo, tạo lập, xác thực): chỉ được xem, không được sửa.",
)


def address_triggers(profile: Profile) -> list[Trigger]:
    """Every trigger of `address`."""
    return [*_identity(), *_code(), *_stages(profile), *_units(), *value_triggers(profile), *_traces(profile)]


def content_columns(profile: Profile) -> list[str]:
    """The columns whose change is an edit: the geometry and the profile's fields, bookkeeping apart."""
    return ["geom", *(name for name in profile.names if name not in BOOKKEEPING)]


def _identity() -> list[Trigger]:
    fixed = ("fid", "apply_id")
    # Empty until the insert's own trigger fills them.
    filled = ("address_id", "created_at", "created_by")
    refilled = either(build("OLD.{c} IS NOT NULL AND NEW.{c} IS NOT OLD.{c}", c=c) for c in filled)
    # A copy made in QGIS bears its model's apply; only what an apply made stands in address_source.
    moved = (
        "NEW.apply_id IS NOT OLD.apply_id AND (NEW.apply_id IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM address_source WHERE fid = OLD.fid))"
    )
    return [
        trigger(
            TABLE, "no_delete", "BEFORE DELETE", GUARD,
            refuse("An address is never deleted: set its stage to retired.",
                   "Không xóa địa chỉ: hãy chuyển trạng thái sang ngừng sử dụng."),
        ),
        # INSERT OR REPLACE deletes without firing the trigger above (unless recursive_triggers is on).
        trigger(
            TABLE, "no_replace", "BEFORE INSERT",
            both("EXISTS (SELECT 1 FROM address WHERE fid = NEW.fid)"
                 " OR EXISTS (SELECT 1 FROM address WHERE address_id = NEW.address_id)", GUARD),
            refuse("This address stands in the register already; it is not replaced.",
                   "Địa chỉ này đã có trong sổ; không ghi đè."),
        ),
        trigger(
            TABLE, "identity", "BEFORE UPDATE", both(either((changed(("fid",)), moved, refilled)), GUARD),
            refuse("The identity of an address and its origin never change.",
                   "Định danh và nguồn gốc của địa chỉ không được thay đổi."),
            of=(*fixed, *filled),
        ),
    ]  # fmt: skip


def _code() -> list[Trigger]:
    given = "EXISTS (SELECT 1 FROM code_ledger WHERE code = {row}.code AND address_id = {row}.address_id{state})"
    unknown = join(("NOT ", build(given, row=Sql("NEW"), state=Sql(" AND state = 'given'"))))
    message = refuse(
        "This code is not given to this address in the ledger; clear the code field, then assign codes.",
        "Mã này không được cấp cho địa chỉ này; hãy xóa trắng ô mã rồi dùng chức năng gán mã.",
    )
    leaves = both(
        "OLD.code IS NOT NULL",
        build(given, row=Sql("OLD"), state=Sql("")),
        build(
            "NEW.code IS NULL OR (NEW.code IS NOT OLD.code AND {lasting})"
            " OR (NEW.code IS OLD.code AND ({relabelled}))",
            lasting=one_of("OLD.code_origin", LASTING_ORIGINS),
            relabelled=changed(("code_scheme", "code_origin")),
        ),
        GUARD,
    )
    return [
        # Before, so that this text is shown and not that of the unique index.
        trigger(
            TABLE, "code_insert", "BEFORE INSERT",
            both("NEW.code IS NOT NULL", GUARD, unknown, build("NOT {copied}", copied=_LOOK_ALIKE)), message,
        ),
        # A feature duplicated in QGIS is a new address: it keeps neither code nor apply of its model.
        trigger(
            TABLE, "copied", "AFTER INSERT", both(either((_LOOK_ALIKE, "NEW.apply_id IS NOT NULL")), GUARD),
            [build(
                "UPDATE address SET apply_id = NULL, code = CASE WHEN NOT {copied} THEN NEW.code END,"
                " code_scheme = CASE WHEN NOT {copied} THEN NEW.code_scheme END,"
                " code_origin = CASE WHEN NOT {copied} THEN NEW.code_origin END,"
                " stage = CASE WHEN {copied} AND NEW.stage = 'created' THEN 'declared' ELSE NEW.stage END"
                " WHERE fid = NEW.fid",
                copied=_LOOK_ALIKE,
            )],
        ),
        trigger(
            TABLE, "code_update", "BEFORE UPDATE",
            both("NEW.code IS NOT NULL AND NEW.code IS NOT OLD.code", GUARD, unknown), message, of=("code",),
        ),
        trigger(
            TABLE, "code_kept", "BEFORE UPDATE", leaves,
            refuse("An address keeps its code, its scheme and its origin.",
                   "Địa chỉ giữ nguyên mã, bộ mã và nguồn gốc của mã."),
            of=("code", "code_scheme", "code_origin"),
        ),
        # A retired code is never given again: the ledger says so from the moment of retirement.
        trigger(
            TABLE, "code_retired", "AFTER UPDATE",
            both("NEW.stage = 'retired' AND OLD.stage IS NOT 'retired' AND NEW.code IS NOT NULL", GUARD),
            ["UPDATE code_ledger SET state = 'retired'"
             " WHERE code = NEW.code AND address_id = NEW.address_id AND state = 'given'"],
            of=("stage",),
        ),
    ]  # fmt: skip


def _stages(profile: Profile) -> list[Trigger]:
    steps = [">".join((old.value, to.value)) for old, ways in TRANSITIONS.items() for to in sorted(ways)]
    lawful = one_of("OLD.stage || '>' || NEW.stage", steps)
    return [
        trigger(
            TABLE, "stage_insert", "AFTER INSERT",
            both(build("NOT {first}", first=stage_in("NEW", FIRST_STAGES)), GUARD),
            refuse("A new address is declared or created.", "Địa chỉ mới phải là khai báo hoặc tạo lập."),
        ),
        trigger(
            TABLE, "stage_update", "BEFORE UPDATE",
            both("NEW.stage IS NOT OLD.stage",
                 build("NOT {lawful}", lawful=lawful),
                 build("NOT (OLD.stage = 'retired' AND {restoring})", restoring=RESTORING), GUARD),
            refuse("This step from one stage to the other is not allowed.",
                   "Không được chuyển trạng thái như vậy."),
            of=("stage",),
        ),
        trigger(
            TABLE, "power_insert", "BEFORE INSERT",
            both(stage_in("NEW", FIRST_STAGES), powerless("NEW.stage", MAKER), GUARD), refuse(*_POWERLESS),
        ),
        trigger(
            TABLE, "power_update", "BEFORE UPDATE",
            both("NEW.stage IS NOT OLD.stage", lawful, powerless("NEW.stage", EDITOR), GUARD),
            refuse(*_POWERLESS), of=("stage",),
        ),
        # Told by the name that an edit brings: a renamed street changes addresses too, in nobody's name.
        trigger(
            TABLE, "power_edit", "BEFORE UPDATE",
            both("NEW.edited_by IS NOT OLD.edited_by", changed(content_columns(profile)),
                 holds_none("NEW.edited_by"), GUARD),
            refuse(*_READER), of=("edited_by",),
        ),
        *need_triggers(profile),
    ]  # fmt: skip


def _units() -> list[Trigger]:
    """A flat or stall belongs to a building, which belongs to none, and which is retired after them."""
    wrong = (
        "NEW.parent_id = NEW.address_id"
        " OR EXISTS (SELECT 1 FROM address WHERE address_id = NEW.parent_id AND parent_id IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM address WHERE parent_id = NEW.address_id)"
    )
    nested = refuse("A unit belongs to a building that is no unit itself.",
                    "Căn, gian phải thuộc một tòa nhà, và tòa nhà đó không phải là căn, gian.")
    alive = "EXISTS (SELECT 1 FROM address WHERE parent_id = NEW.address_id AND stage <> 'retired')"
    return [
        trigger(TABLE, "unit_insert", "BEFORE INSERT", both("NEW.parent_id IS NOT NULL", wrong, GUARD), nested),
        trigger(
            TABLE, "unit_update", "BEFORE UPDATE",
            both("NEW.parent_id IS NOT OLD.parent_id", "NEW.parent_id IS NOT NULL", wrong, GUARD), nested,
            of=("parent_id",),
        ),
        trigger(
            TABLE, "units_retired", "BEFORE UPDATE",
            both("NEW.stage = 'retired' AND OLD.stage IS NOT 'retired'", alive, GUARD),
            refuse("Its units are in use: retire them first.",
                   "Các căn, gian của tòa nhà còn sử dụng: hãy ngừng chúng trước."),
            of=("stage",),
        ),
    ]  # fmt: skip


def _traces(profile: Profile) -> list[Trigger]:
    """Address text and times, dirty marks for the sync, rows for the audit log.

    One trigger per event does all of it: SQLite does not say which of several comes first, and each costs its own look
    at the whole row.
    """
    columns = content_columns(profile)
    parts = changed(TEXT_COLUMNS)
    mark = "INSERT INTO sync_dirty (table_name, fid) VALUES ('address', NEW.fid) ON CONFLICT DO NOTHING"
    rewrite = build("UPDATE address SET address_text = {text}, edited_at = {now}", text=expression(new), now=NOW)
    made = build(
        "{rewrite}, address_id = coalesce(NEW.address_id, {uuid}), created_at = coalesce(NEW.created_at, {now}),"
        " created_by = coalesce(NEW.created_by, NEW.edited_by, {actor}) WHERE fid = NEW.fid",
        rewrite=rewrite, uuid=UUID_SQL, now=NOW, actor=ACTOR,
    )  # fmt: skip
    # Someone wrote into the text itself (the field calculator can): the template wins. The triggers' own writes are
    # known by their time, since 'now' stands still within a statement; that spares doing it twice where triggers
    # recurse, which would end anyway, the second time without a change.
    by_hand = build(
        "NEW.address_text IS NOT OLD.address_text"
        " AND (NEW.edited_at IS OLD.edited_at OR NEW.edited_at IS NOT {now})",
        now=NOW,
    )
    return [
        trigger(TABLE, "made", "AFTER INSERT", GUARD, [
            made,
            mark,
            audit_row(
                TABLE, "NEW", "fid", Sql("(SELECT address_id FROM address WHERE fid = NEW.fid)"), "'insert'",
                by=MAKER,
                new=json_of_filled("NEW", columns),
            ),
        ]),
        trigger(TABLE, "edited", "AFTER UPDATE", both(changed(columns), GUARD), [
            mark,
            audit_row(
                TABLE, "NEW", "fid", "address_id",
                "CASE WHEN NEW.stage IS OLD.stage THEN 'update' WHEN NEW.stage = 'retired' THEN 'retire'"
                " WHEN OLD.stage = 'retired' THEN 'unretire' ELSE 'update' END",
                by=EDITOR, old=json_of_changed("OLD", columns), new=json_of_changed("NEW", columns),
            ),
            build("UPDATE address SET edited_at = {now} WHERE fid = NEW.fid AND NOT ({parts})", now=NOW, parts=parts),
            build("{rewrite} WHERE fid = NEW.fid AND ({parts})", rewrite=rewrite, parts=parts),
        ], of=columns),
        trigger(
            TABLE, "text_kept", "AFTER UPDATE", both(by_hand, GUARD),
            [build("{rewrite} WHERE fid = NEW.fid", rewrite=rewrite)], of=("address_text",),
        ),
    ]  # fmt: skip
