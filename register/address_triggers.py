"""Triggers of the `address` table, generated from the field profile: the last guard, whatever program edits.

What they refuse is refused in an edit session of QGIS as well as in any other program; what they write (address
text, times, audit, dirty marks) stands in the same transaction as the edit.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core.address_text import COLUMNS as TEXT_COLUMNS
from ..core.lifecycle import CREATED_OR_LATER, FIRST_STAGES, LOCATION_GROUPS, TRANSITIONS, Stage
from ..core.profile import FieldSpec, FieldType, Profile
from .address_text_sql import expression
from .audit_sql import audit_row, json_of_changed, json_of_filled
from .schema import UUID_SQL
from .sql import Sql, build
from .trigger import ACTOR, GUARD, NOW, Trigger, both, changed, either, new, one_of, refuse, trigger

TABLE = "address"
# Written by the triggers themselves or merely saying who wrote: a change of these alone is no edit.
BOOKKEEPING = ("address_id", "address_text", "created_at", "created_by", "edited_at", "edited_by")
# Origins whose codes an address keeps for ever; a provisional one gives way to the registry's.
LASTING_ORIGINS = ("block", "registry", "import")
LOCATED_STAGES = (Stage.SUBMITTED, Stage.VERIFIED, Stage.ISSUED)


def address_triggers(profile: Profile) -> list[Trigger]:
    """Every trigger of `address`."""
    return [*_identity(), *_code(), *_stages(profile), *_values(profile), *_traces(profile)]


def content_columns(profile: Profile) -> list[str]:
    """The columns whose change is an edit: the geometry and the profile's fields, bookkeeping apart."""
    return ["geom", *(name for name in profile.names if name not in BOOKKEEPING)]


def _identity() -> list[Trigger]:
    fixed = ("fid", "apply_id")
    # Empty until the insert's own trigger fills them.
    filled = ("address_id", "created_at", "created_by")
    refilled = either(build("OLD.{c} IS NOT NULL AND NEW.{c} IS NOT OLD.{c}", c=c) for c in filled)
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
            TABLE, "identity", "BEFORE UPDATE", both(either((changed(fixed), refilled)), GUARD),
            refuse("The identity of an address and its origin never change.",
                   "Định danh và nguồn gốc của địa chỉ không được thay đổi."),
            of=(*fixed, *filled),
        ),
    ]  # fmt: skip


def _code() -> list[Trigger]:
    unknown = Sql(
        "NOT EXISTS (SELECT 1 FROM code_ledger"
        " WHERE code = NEW.code AND address_id = NEW.address_id AND state = 'given')"
    )
    message = refuse(
        "This code is not given to this address in the ledger; clear the code field, then assign codes.",
        "Mã này không được cấp cho địa chỉ này; hãy xóa trắng ô mã rồi dùng chức năng gán mã.",
    )
    leaves = both(
        "OLD.code IS NOT NULL",
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
        trigger(TABLE, "code_insert", "BEFORE INSERT", both("NEW.code IS NOT NULL", GUARD, unknown), message),
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
    lawful = [">".join((old.value, to.value)) for old, ways in TRANSITIONS.items() for to in sorted(ways)]
    required = [profile.field(name) for name in profile.required_names]
    located = sorted({name for group in LOCATION_GROUPS for name in group})
    incomplete = (
        "A created address needs all required fields: {names}.",
        "Địa chỉ tạo lập phải có đủ các trường bắt buộc: {names}.",
    )
    names = ", ".join(spec.name for spec in required)
    refuse_incomplete = refuse(*(text.format(names=names) for text in incomplete))
    refuse_unplaced = refuse(
        "To be submitted, an address needs number and street, or a settlement and “no number yet”.",
        "Để gửi đi, địa chỉ cần số nhà và đường, hoặc thôn, tổ dân phố và “chưa có số nhà”.",
    )
    return [
        trigger(
            TABLE, "stage_insert", "AFTER INSERT",
            both(build("NOT {first}", first=_stage_in("NEW", FIRST_STAGES)), GUARD),
            refuse("A new address is declared or created.", "Địa chỉ mới phải là khai báo hoặc tạo lập."),
        ),
        trigger(
            TABLE, "stage_update", "BEFORE UPDATE",
            both("NEW.stage IS NOT OLD.stage",
                 build("NOT {lawful}", lawful=one_of("OLD.stage || '>' || NEW.stage", lawful)), GUARD),
            refuse("This step from one stage to the other is not allowed.",
                   "Không được chuyển trạng thái như vậy."),
            of=("stage",),
        ),
        trigger(
            TABLE, "required_insert", "AFTER INSERT", both(_incomplete("NEW", required), GUARD), refuse_incomplete
        ),
        trigger(
            TABLE, "required_update", "AFTER UPDATE",
            _newly(_incomplete("NEW", required), _incomplete("OLD", required)),
            refuse_incomplete, of=[spec.name for spec in required],
        ),
        trigger(
            TABLE, "located_update", "AFTER UPDATE",
            _newly(_unplaced("NEW", profile), _unplaced("OLD", profile), entered="NEW.stage = 'submitted'"),
            refuse_unplaced, of=("stage", *located),
        ),
    ]  # fmt: skip


def _newly(now: Sql, before: Sql, entered: str = "1") -> Sql:
    """Lacking now, and either by entering the stage or by losing a field: an old gap does not block other edits."""
    enters = both("NEW.stage IS NOT OLD.stage", entered)
    loses = both("NEW.stage IS OLD.stage", build("NOT ({before})", before=before))
    return both(now, either((enters, loses)), GUARD)


def _incomplete(row: str, required: Sequence[FieldSpec]) -> Sql:
    """Whether a row counts as created but lacks a required field."""
    missing = either(build("NOT {filled}", filled=_filled(row, spec)) for spec in required)
    return both(_stage_in(row, CREATED_OR_LATER), missing)


def _unplaced(row: str, profile: Profile) -> Sql:
    """Whether a row has been submitted but has neither number + street nor settlement + “no number”."""
    groups = either(both(*(_filled(row, profile.field(name)) for name in group)) for group in LOCATION_GROUPS)
    return both(_stage_in(row, LOCATED_STAGES), build("NOT ({groups})", groups=groups))


def _filled(row: str, spec: FieldSpec) -> Sql:
    """core.lifecycle.is_filled in SQL."""
    template = "(trim(coalesce({row}.{c}, '')) <> '')"
    if spec.type is FieldType.BOOLEAN:
        template = "(coalesce({row}.{c}, 0) <> 0)"
    elif spec.type is not FieldType.TEXT:
        template = "({row}.{c} IS NOT NULL)"
    return build(template, row=Sql(row), c=spec.name)


def _stage_in(row: str, stages: Iterable[Stage]) -> Sql:
    return one_of("".join((row, ".stage")), sorted(stage.value for stage in stages))


def _values(profile: Profile) -> list[Trigger]:
    """Fields with a list of values take no other."""
    made = []
    for spec in profile.fields:
        if not spec.values:
            continue
        odd = build("NOT {known}", known=one_of(new(spec.name), [c.value for c in spec.values]))
        message = refuse(
            " ".join(("Not a known value of", spec.name)), " ".join(("Giá trị không có trong danh mục của", spec.name))
        )
        made.append(
            trigger(TABLE, "_".join((spec.name, "value_insert")), "AFTER INSERT", both(odd, GUARD), message)
        )
        made.append(
            trigger(
                TABLE, "_".join((spec.name, "value_update")), "AFTER UPDATE",
                both(changed((spec.name,)), odd, GUARD), message, of=(spec.name,),
            )
        )  # fmt: skip
    return made


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
    editor = build(
        "CASE WHEN NEW.edited_by IS NOT OLD.edited_by THEN NEW.edited_by ELSE coalesce({actor}, NEW.edited_by) END",
        actor=ACTOR,
    )
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
                by=build("coalesce(NEW.edited_by, NEW.created_by, {actor})", actor=ACTOR),
                new=json_of_filled("NEW", columns),
            ),
        ]),
        trigger(TABLE, "edited", "AFTER UPDATE", both(changed(columns), GUARD), [
            mark,
            audit_row(
                TABLE, "NEW", "fid", "address_id",
                "CASE WHEN NEW.stage = 'retired' AND OLD.stage IS NOT 'retired' THEN 'retire' ELSE 'update' END",
                by=editor, old=json_of_changed("OLD", columns), new=json_of_changed("NEW", columns),
            ),
            build("UPDATE address SET edited_at = {now} WHERE fid = NEW.fid AND NOT ({parts})", now=NOW, parts=parts),
            build("{rewrite} WHERE fid = NEW.fid AND ({parts})", rewrite=rewrite, parts=parts),
        ], of=columns),
        trigger(
            TABLE, "text_kept", "AFTER UPDATE", both(by_hand, GUARD),
            [build("{rewrite} WHERE fid = NEW.fid", rewrite=rewrite)], of=("address_text",),
        ),
    ]  # fmt: skip
