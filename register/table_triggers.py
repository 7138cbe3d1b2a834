"""Triggers of the other tables: layers that feed addresses, and books that are only ever added to."""
from __future__ import annotations

from collections.abc import Sequence

from .audit_sql import audit_row, json_of_changed, json_of_filled
from .checkout.holds import hold_triggers
from .people import LEGAL_BASES
from .powers import KEY_BEGINS
from .sql import Sql, build, join, literal
from .trigger import GUARD, RESTORING, Trigger, both, changed, one_of, refuse, trigger

_NO_DELETE = refuse(
    "Nothing is deleted here: give it an end date instead.",
    "Không xóa ở đây: hãy ghi ngày hết hiệu lực.",
)
_BOOK = refuse("This book is only ever added to.", "Sổ này chỉ được ghi thêm.")

POSITION_KINDS = ("entrance", "building", "parcel", "mooring")

# table: (key, what identifies the row, columns whose change is audited)
AUDITED = {
    "admin_unit": ("fid", "code", (
        "geom", "code", "level", "unit_type", "name", "full_name", "province_code", "parent_code", "postcode",
        "valid_from", "valid_to",
    )),
    "settlement": ("fid", "settlement_id", (
        "geom", "settlement_id", "kind", "name", "commune_code", "former_commune_code", "valid_from", "valid_to",
    )),
    "street": ("fid", "street_id", (
        "geom", "street_id", "name", "commune_code", "former_commune_code", "direction", "locked", "valid_from",
        "valid_to",
    )),
    "object_class": ("fid", "code", ("code", "name_vi", "name_en", "object_group", "is_annex", "min_area")),
    "address_position": ("fid", "address_id", ("geom", "address_id", "kind", "note")),
    # Not their notes: somebody may have written a name there.
    "notification": ("notification_id", "address_id", (
        "address_id", "person_id", "recipient", "channel", "state", "sent_at", "reached_at", "reference", "batch",
        "result",
    )),
    "plaque": ("plaque_id", "address_id", (
        "address_id", "state", "code", "design", "reason", "batch", "ordered_at", "made_at", "delivered_at",
        "mounted_at", "lon", "lat", "place", "photo", "not_mounted", "ended_at",
    )),
}  # fmt: skip


def table_triggers() -> list[Trigger]:
    """Every trigger of the tables other than `address`."""
    kept = (*_kept(), *_audited(), *_deleted(), *_positions(), *_people())
    return [*kept, *_renames(), *_ledger(), *hold_triggers(), *_blocks(), *_books()]


def _kept() -> list[Trigger]:
    tables = ("admin_unit", "settlement", "street", "object_class", "code_block", "successor", "apply_run")
    return [
        *(trigger(table, "no_delete", "BEFORE DELETE", GUARD, _NO_DELETE) for table in tables),
        trigger(
            "object_class", "identity", "BEFORE UPDATE", both(changed(("code",)), GUARD),
            refuse("The code of a class never changes.", "Mã loại đối tượng không được thay đổi."), of=("code",),
        ),
    ]  # fmt: skip


def _audited() -> list[Trigger]:
    made = []
    for table, (key, object_id, columns) in AUDITED.items():
        made.append(
            trigger(
                table, "audit_insert", "AFTER INSERT", GUARD,
                [audit_row(table, "NEW", key, object_id, "'insert'", new=json_of_filled("NEW", columns))],
            )
        )  # fmt: skip
        made.append(
            trigger(
                table, "audit_update", "AFTER UPDATE", both(changed(columns), GUARD),
                [audit_row(
                    table, "NEW", key, object_id, "'update'",
                    old=json_of_changed("OLD", columns), new=json_of_changed("NEW", columns),
                )],
                of=columns,
            )
        )  # fmt: skip
    return made


def _deleted() -> list[Trigger]:
    """A notice or plaque entered by mistake may be taken out again; the log keeps what it said."""
    made = []
    for table in ("notification", "plaque"):
        key, object_id, columns = AUDITED[table]
        gone = audit_row(table, "OLD", key, object_id, "'delete'", old=json_of_filled("OLD", columns))
        made.append(trigger(table, "audit_delete", "AFTER DELETE", GUARD, [gone]))
    return made


def _positions() -> list[Trigger]:
    """A further position of an address may be moved and taken away again; its address is what the sync then sends."""
    table = "address_position"
    columns = AUDITED[table][2]

    def mark(row: str) -> Sql:
        return build(
            "INSERT INTO sync_dirty (table_name, fid) SELECT 'address', fid FROM address"
            " WHERE address_id = {row}.address_id ON CONFLICT DO NOTHING",
            row=Sql(row),
        )

    own = "INSERT INTO sync_dirty (table_name, fid) VALUES ('address_position', NEW.fid) ON CONFLICT DO NOTHING"
    gone = audit_row(table, "OLD", "fid", "address_id", "'delete'", old=json_of_filled("OLD", columns))
    unknown = build("NOT {known}", known=one_of("NEW.kind", POSITION_KINDS))
    message = refuse("A position is an entrance, a building, a parcel or a mooring.",
                     "Vị trí là lối vào, nhà, thửa đất hoặc nơi neo đậu.")
    return [
        trigger(table, "kind_insert", "BEFORE INSERT", both(unknown, GUARD), message),
        trigger(table, "kind_update", "BEFORE UPDATE", both(changed(("kind",)), unknown, GUARD), message, of=("kind",)),
        trigger(table, "dirty_insert", "AFTER INSERT", GUARD, [own, mark("NEW")]),
        trigger(
            table, "dirty_update", "AFTER UPDATE", both(changed(columns), GUARD), [own, mark("NEW"), mark("OLD")],
            of=columns,
        ),
        trigger(table, "dirty_delete", "AFTER DELETE", GUARD, [mark("OLD"), gone]),
    ]


def _people() -> list[Trigger]:
    """That a person's record was made, changed or deleted is audited; what stood in it is not."""
    basis = build("NOT {known}", known=one_of("NEW.legal_basis", LEGAL_BASES))
    no_basis = refuse("A person's data need a legal basis: law, consent or other.",
                      "Dữ liệu cá nhân phải có căn cứ xử lý: theo luật, đồng ý, hoặc căn cứ khác.")
    date = "NEW.retention_date IS NOT NULL AND NEW.retention_date <> ''"
    # A record that is past its date may still be mended in other fields, until it is erased.
    wrong = "date(NEW.retention_date, '+0 days') IS NOT NEW.retention_date OR NEW.retention_date < date('now')"
    bad_date = both(date, wrong)
    wrong_date = refuse("The retention date is a day to come, written like 2027-12-31.",
                        "Ngày lưu đến phải là một ngày sau hôm nay, viết như 2027-12-31.")
    return [
        trigger("person", "basis_insert", "BEFORE INSERT", both(basis, GUARD), no_basis),
        trigger("person", "basis_update", "BEFORE UPDATE", both(basis, GUARD), no_basis, of=("legal_basis",)),
        trigger("person", "retention_insert", "BEFORE INSERT", both(bad_date, GUARD), wrong_date),
        trigger("person", "retention_update", "BEFORE UPDATE", both(changed(("retention_date",)), bad_date, GUARD),
                wrong_date, of=("retention_date",)),
        trigger("person", "audit_insert", "AFTER INSERT", GUARD,
                [audit_row("person", "NEW", "person_id", "address_id", "'insert'")]),
        trigger("person", "audit_update", "AFTER UPDATE", GUARD,
                [audit_row("person", "NEW", "person_id", "address_id", "'update'")]),
        trigger("person", "audit_delete", "AFTER DELETE", GUARD,
                [audit_row("person", "OLD", "person_id", "address_id", "'delete'")]),
    ]  # fmt: skip


def _renames() -> list[Trigger]:
    """A new name of a commune, province, street or settlement goes to the addresses that bear the old one.

    Their own triggers then write the text, the audit and the dirty mark. Two streets (or settlements) of one name in
    one commune cannot be told apart here: such a rename is left to a person.
    """
    in_force = "coalesce(NEW.valid_to, '') = ''"
    made = [
        _rename(
            "admin_unit", level, "full_name",
            both("NEW.full_name IS NOT OLD.full_name", build("NEW.level = {l}", l=literal(level)), in_force, GUARD),
            column=level, where=build("{c} = NEW.code", c="_".join((level, "code"))),
        )
        for level in ("commune", "province")
    ]  # fmt: skip
    for table, identity in (("street", "street_id"), ("settlement", "settlement_id")):
        namesake = build(
            "EXISTS (SELECT 1 FROM {table} WHERE commune_code = NEW.commune_code AND name = OLD.name"
            " AND fid <> NEW.fid AND {id} IS NOT NEW.{id})",
            table=table, id=identity,
        )  # fmt: skip
        when = both(
            "NEW.name IS NOT OLD.name", "NEW.name IS NOT NULL AND NEW.commune_code IS NOT NULL", in_force,
            GUARD, build("NOT {namesake}", namesake=namesake),
        )  # fmt: skip
        made.append(_rename(table, table, "name", when, column=table, where=Sql("commune_code = NEW.commune_code")))
    return made


def _rename(table: str, purpose: str, source: str, when: Sql, *, column: str, where: Sql) -> Trigger:
    body = build(
        "UPDATE address SET {column} = NEW.{source} WHERE {where} AND {column} = OLD.{source}",
        column=column, source=source, where=where,
    )  # fmt: skip
    return trigger(table, "_".join(("renamed", purpose)), "AFTER UPDATE", when, [body], of=(source,))


def _ledger() -> list[Trigger]:
    table = "code_ledger"
    fixed = ("code", "scheme", "block_id", "serial")
    lawful = one_of("OLD.state || '>' || NEW.state", ("given>retired", "official>given"))
    return [
        # An undo of ours takes back what never left this machine; nothing else ever leaves the ledger.
        trigger(table, "no_delete", "BEFORE DELETE",
                join((GUARD, " OR OLD.left_at IS NOT NULL OR OLD.state = 'burned'")),
                refuse("A code never leaves the ledger.", "Mã không bao giờ bị xóa khỏi sổ cấp mã.")),
        trigger(table, "no_replace", "BEFORE INSERT",
                both(GUARD, "EXISTS (SELECT 1 FROM code_ledger WHERE code = NEW.code)"),
                refuse("This code is in the ledger already.", "Mã này đã có trong sổ cấp mã.")),
        trigger(table, "fixed", "BEFORE UPDATE", changed(fixed),
                refuse("A code in the ledger never changes.", "Mã trong sổ cấp mã không được thay đổi."), of=fixed),
        trigger(table, "burned", "BEFORE UPDATE", both("OLD.state = 'burned'", "NEW.state IS NOT OLD.state"),
                refuse("A burned code is never given again.", "Mã đã hủy không được cấp lại."), of=("state",)),
        trigger(table, "state", "BEFORE UPDATE",
                both("NEW.state IS NOT OLD.state", build("NOT ({lawful})", lawful=lawful),
                     build("NOT (OLD.state = 'retired' AND NEW.state = 'given' AND {restoring})", restoring=RESTORING),
                     GUARD),
                refuse("A code is never given twice.", "Một mã không được cấp hai lần."), of=("state",)),
        trigger(table, "owner", "BEFORE UPDATE",
                both("OLD.address_id IS NOT NULL AND NEW.address_id IS NOT OLD.address_id", GUARD),
                refuse("A code stays with its address.", "Mã thuộc về một địa chỉ, không chuyển sang địa chỉ khác."),
                of=("address_id",)),
    ]  # fmt: skip


def _blocks() -> list[Trigger]:
    """Blocks come in by register/blocks.py alone: only there is looked at the rules, known codes and the document."""
    return [
        trigger(
            "code_block", "added", "BEFORE INSERT", GUARD,
            refuse("Blocks of reserved numbers are not typed in here: use “Add code block” in the toolbox.",
                   "Không nhập dải số trực tiếp tại đây: hãy dùng công cụ “Thêm dải số”."),
        ),
        trigger(
            "code_block", "fixed", "BEFORE UPDATE", GUARD,
            refuse("A block of reserved numbers never changes: add another one with “Add code block”.",
                   "Dải số đã ghi không được thay đổi: hãy thêm dải mới bằng công cụ “Thêm dải số”."),
        ),
        trigger(
            "code_block", "overlap", "BEFORE INSERT",
            "EXISTS (SELECT 1 FROM code_block WHERE scheme = NEW.scheme AND prefix = NEW.prefix"
            " AND first_serial <= NEW.last_serial AND last_serial >= NEW.first_serial)",
            refuse("This block overlaps another one.", "Dải số này trùng với dải đã có."),
        ),
    ]  # fmt: skip


def _books() -> list[Trigger]:
    sealed: Sequence[str] = (
        "seq", "at", "by", "apply_id", "table_name", "fid", "object_id", "action", "old", "new",
    )  # fmt: skip
    history = ("apply_id", "kind", "at", "by", "source", "params", "revision")
    fixed = "OLD.key IN ('register_id', 'application', 'checkout') AND NEW.value IS NOT OLD.value"
    identity = "".join((fixed, " OR NEW.key IS NOT OLD.key"))
    return [
        trigger("audit_log", "no_delete", "BEFORE DELETE", "OLD.seq IS NOT NULL", _BOOK),
        trigger("audit_log", "no_replace", "BEFORE INSERT",
                "NEW.seq > 0 AND EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq)", _BOOK),
        # Sealing fills the hash of a row, once.
        trigger("audit_log", "no_update", "BEFORE UPDATE",
                Sql(" OR ".join((changed(sealed), "OLD.hash IS NOT NULL AND NEW.hash IS NOT OLD.hash"))), _BOOK),
        trigger("apply_run", "fixed", "BEFORE UPDATE", both(changed(history), GUARD), _BOOK, of=history),
        trigger("successor", "fixed", "BEFORE UPDATE", GUARD, _BOOK),
        trigger("register_meta", "no_delete", "BEFORE DELETE", "OLD.key IS NOT NULL", _BOOK),
        *_powers(),
        trigger("register_meta", "identity", "BEFORE UPDATE", identity,
                refuse("The identity of a register never changes.", "Định danh của sổ không được thay đổi.")),
    ]  # fmt: skip


def _powers() -> list[Trigger]:
    message = refuse("Powers are not typed in here: use “Set powers” in the toolbox.",
                     "Không sửa quyền trực tiếp tại đây: hãy dùng công cụ “Giao quyền”.")
    begins = build("NEW.key GLOB {begins}", begins=literal("".join((KEY_BEGINS, "*"))))
    return [
        trigger("register_meta", "powers_insert", "BEFORE INSERT", both(begins, GUARD), message),
        trigger("register_meta", "powers_update", "BEFORE UPDATE", both(begins, GUARD), message),
    ]
