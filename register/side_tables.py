"""Notices and plaques: the rows that hang on an address without a place of their own, as an apply writes them.

A field package brings them back; what their columns may hold is said once, here.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..core.columns import TextColumn
from ..core.field_spec import Bilingual, Choice, FieldGroup, FieldSpec, FieldType, FormUse
from .apply_change import ChangeMemory, to_json
from .job import Job
from .sql import build, insert, join
from .staging import Column, Table, read_table

_NOTHING = Bilingual("", "")


@dataclass(frozen=True)
class SideTable:
    """A table: its name in both languages, its key, the columns that come from the field, and those of the log.

    `free`: columns where people write what they like, so that a name may slip in; `private`: those that leave the
    house together with people only.
    """

    name: str
    words: Bilingual
    key: str
    fields: tuple[FieldSpec, ...]
    logged: tuple[str, ...]
    free: tuple[str, ...]
    private: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that come from the field."""
        return tuple(spec.name for spec in self.fields)

    @property
    def staged(self) -> str:
        """The name of its rows on their way to the writing process."""
        return "_".join(("rows", self.name))

    def shown(self, spec: FieldSpec) -> str:
        """The name of a column in a plan of differences."""
        return ".".join((self.name, spec.name))


@dataclass(frozen=True)
class SideRow:
    """A row: its key (-1: a new one), its address, its columns (None where nothing is said)."""

    key: int
    address_id: str
    values: Mapping[str, Optional[str]]


def _field(
    name: str, vi: str, en: str, *choices: tuple[str, str, str], kind: FieldType = FieldType.TEXT,
    form: FormUse = FormUse.EDIT,
) -> FieldSpec:  # fmt: skip
    values = tuple(Choice(value, Bilingual(words, english)) for value, words, english in choices)
    return FieldSpec(name, kind, FieldGroup.BASIC, Bilingual(vi, en), _NOTHING, values=values, form=form)


def _day(name: str, vi: str, en: str) -> FieldSpec:
    return _field(name, vi, en, kind=FieldType.DATE)


NOTICES = SideTable(
    "notification", Bilingual("Thông báo", "Notice"), "notification_id",
    (
        _field("recipient", "Thông báo: người nhận", "Notice: recipient", ("owner", "Chủ sở hữu", "Owner"),
               ("representative", "Người đại diện theo pháp luật", "Legal representative"),
               ("user", "Người sử dụng, quản lý", "User or manager")),
        _field("channel", "Thông báo: hình thức", "Notice: how",
               ("commune", "Qua xã, thôn", "Through the commune or settlement"),
               ("in_person", "Gặp trực tiếp", "Met in person"), ("message", "Tin nhắn", "Text message"),
               ("email", "Thư điện tử", "E-mail"), ("post", "Đường thư", "By post")),
        _field("state", "Thông báo: tình trạng", "Notice: state", ("planned", "Dự kiến", "Planned"),
               ("sent", "Đã gửi", "Sent"), ("reached", "Đã đến người nhận", "Recipient reached"),
               ("failed", "Không gặp được", "Not reached")),
        _day("sent_at", "Thông báo: ngày gửi", "Notice: sent on"),
        _day("reached_at", "Thông báo: ngày đến người nhận", "Notice: reached on"),
        _field("reference", "Thông báo: số văn bản", "Notice: document number"),
        _field("result", "Thông báo: kết quả", "Notice: result", ("delivered", "Đã nhận", "Delivered"),
               ("refused", "Từ chối nhận", "Refused"), ("unreachable", "Không liên hệ được", "Not reached")),
        _field("note", "Thông báo: ghi chú", "Notice: note"),
    ),
    ("address_id", "recipient", "channel", "state", "sent_at", "reached_at", "reference"),
    ("reference", "note"),
    ("person_id", "note"),
)  # fmt: skip
PLAQUES = SideTable(
    "plaque", Bilingual("Biển", "Plaque"), "plaque_id",
    (
        _field("state", "Biển: tình trạng", "Plaque: state", ("planned", "Dự kiến", "Planned"),
               ("ordered", "Đã đặt làm", "Ordered"), ("made", "Đã in", "Printed"),
               ("delivered", "Đã giao", "Delivered"), ("mounted", "Đã gắn", "Mounted"),
               ("not_mounted", "Chưa gắn được", "Not mounted"),
               ("damaged", "Bị hỏng", "Damaged"), ("replaced", "Đã thay biển khác", "Replaced"),
               ("removed", "Đã tháo", "Removed")),
        _field("design", "Biển: mẫu biển", "Plaque: design"),
        _day("made_at", "Biển: ngày in", "Plaque: printed on"),
        _day("delivered_at", "Biển: ngày giao", "Plaque: delivered on"),
        _day("mounted_at", "Biển: ngày gắn", "Plaque: mounted on"),
        _field("mounted_by", "Biển: đơn vị gắn", "Plaque: mounted by"),
        _field("place", "Biển: vị trí gắn", "Plaque: where on the object"),
        _field("photo", "Biển: ảnh", "Plaque: photo", form=FormUse.PHOTO),
        _field("lon", "Biển: kinh độ nơi gắn", "Plaque: longitude", kind=FieldType.REAL),
        _field("lat", "Biển: vĩ độ nơi gắn", "Plaque: latitude", kind=FieldType.REAL),
        _field("not_mounted", "Biển: lý do chưa gắn", "Plaque: why not mounted", ("absent", "Vắng nhà", "Nobody there"),
               ("refused", "Từ chối", "Refused"), ("no_place", "Không có chỗ gắn", "No place for it"),
               ("gone", "Công trình không còn", "The object is gone"),
               ("wrong_plaque", "Biển sai hoặc hỏng", "Wrong or damaged plaque"), ("other", "Lý do khác", "Other")),
        _field("note", "Biển: ghi chú", "Plaque: note"),
    ),
    ("address_id", "state", "design", "made_at", "delivered_at", "mounted_at", "place", "photo", "lon", "lat",
     "not_mounted"),
    ("mounted_by", "place", "note"),
    ("mounted_by", "note"),
)  # fmt: skip
SIDE_TABLES: Mapping[str, SideTable] = {table.name: table for table in (NOTICES, PLAQUES)}


def side_table(rows: Sequence[SideRow], table: SideTable) -> Table:
    """The rows to write, as `write_side_rows` reads them."""
    columns: dict[str, Column] = {
        "key": np.array([row.key for row in rows], np.int64),
        "address_id": TextColumn.of(row.address_id for row in rows),
    }
    for name in table.columns:
        columns[name] = TextColumn.of([row.values.get(name) for row in rows])
    return Table(columns)


def write_side_rows(con: sqlite3.Connection, folder: Path, job: Job, memory: ChangeMemory, now: str) -> None:
    """Write the staged rows of every side table with the rows of the log that the triggers would write."""
    for table in SIDE_TABLES.values():
        staged = read_table(folder, table.staged)
        for rows in staged.rows(["key", "address_id", *table.columns]) if len(staged) else ():
            for key, address_id, *values in rows:
                _write(con, job, memory, now, table, int(key), address_id, dict(zip(table.columns, values)))


def _write(
    con: sqlite3.Connection, job: Job, memory: ChangeMemory, now: str, table: SideTable, key: int, address_id: str,
    new: dict[str, Any],
) -> None:  # fmt: skip
    old: dict[str, Any] = {}
    if key < 0:
        new = {"address_id": address_id, **{name: value for name, value in new.items() if value is not None}}
        key = int(con.execute(insert(table.name, new), list(new.values())).lastrowid or 0)
        memory.remember_row(table.name, key, None)
    else:
        was = _row(con, table, key)
        memory.remember_row(table.name, key, was)
        new = {name: value for name, value in new.items() if value != _said(was[name])}
        if not new:
            return
        old = {name: was[name] for name in new}
        sets = join((build("{c} = ?", c=name) for name in new), ", ")
        statement = build("UPDATE {t} SET {s} WHERE {k} = ?", t=table.name, s=sets, k=table.key)
        con.execute(statement, [*new.values(), key])
    before, after = ({n: v for n, v in row.items() if n in table.logged} for row in (old, new))
    con.execute(
        insert("audit_log", ("at", "by", "apply_id", "table_name", "fid", "object_id", "action", "old", "new")),
        (
            now, job.actor, memory.apply_id, table.name, key, address_id, "update" if old else "insert",
            to_json(before) if old else None, to_json(after),
        ),
    )  # fmt: skip


def _said(value: Any) -> Optional[str]:
    """A value as a staged row says it: numbers are texts there."""
    return None if value is None else str(value)


def _row(con: sqlite3.Connection, table: SideTable, key: int) -> dict[str, Any]:
    found = con.execute(build("SELECT * FROM {t} WHERE {k} = ?", t=table.name, k=table.key), (key,))
    names = [column[0] for column in found.description]
    return dict(zip(names, found.fetchone()))
