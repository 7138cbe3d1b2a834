"""What leaves in a package: edited addresses that may, as operations with frozen bytes; and the others with why not."""
from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Optional

from ...core.completeness import completeness
from ...core.errors import QT_TRANSLATE_NOOP, Message
from ...core.geometry.engine import GeometryEngine
from ...core.lifecycle import Stage
from ...core.lifecycle_actions import HAS_ERRORS, LACKS, Refusal
from ...core.patience import Check
from ...core.personal_numbers import EMAIL, LABELLED_PHONE, WITHIN, is_mobile, names_identity_number
from ...core.profile import FieldType, Profile
from ...core.text import ascii_key
from ...register.qa_recheck import errors_before_submission
from ...register.sync_packages import NewOperation, edited_addresses
from ..model import Base, Content, OpKind, Step
from ..planner import POSITION, SENDABLE, decide
from ..wire import as_bytes, body, clean, content_of, digest, rounded, wire_fields

MOST = 100_000  # in one package: what is more leaves in the next one
_CHUNK = 5_000
_CREATED = Stage.CREATED.value
_CODES = frozenset({"other_code", "parent_id"})

PERSONAL_TEXT = Message(
    "package_personal_text",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "In “{field}” stands a telephone number, an e-mail address or the number of an identity paper. Take it out: "
        "no data of people leaves with an address.",
    ),
)


@dataclass(frozen=True)
class Held:
    """An edited address that does not leave, and why."""

    fid: int
    address_id: str
    code: str
    address_text: str
    refusal: Refusal


@dataclass(frozen=True)
class Leaving:
    """What leaves and what does not; `told`: fids whose edits say nothing new, `more`: others wait for a next one."""

    operations: tuple[NewOperation, ...]
    held: tuple[Held, ...]
    told: tuple[int, ...]
    more: bool = False


def choose(
    con: sqlite3.Connection, path: Path, profile: Profile, communes: Sequence[str], submit: bool, language: str,
    engine: Optional[GeometryEngine], check: Check,
) -> Leaving:  # fmt: skip
    """Look at every edited address of the communes (all if none). `submit`: complete created ones leave as submitted.

    A created one that is not complete is held back only then; otherwise it waits for a person without a word.
    """
    chooser = _Chooser(con, path, profile, submit, language, engine)
    stages = sorted({*SENDABLE, _CREATED} if submit else SENDABLE)
    rows = edited_addresses(con, stages, communes, MOST + 1)
    count = 0
    while chunk := list(islice(rows, _CHUNK)):
        check()
        chooser.look(chunk[: MOST - count])
        count += len(chunk)
    return Leaving(tuple(chooser.operations), tuple(chooser.held), tuple(chooser.told), count > MOST)


class _Chooser:
    def __init__(
        self, con: sqlite3.Connection, path: Path, profile: Profile, submit: bool, language: str,
        engine: Optional[GeometryEngine],
    ) -> None:  # fmt: skip
        self._con, self._path, self._profile, self._submit = con, path, profile, submit
        self._language, self._engine = language, engine
        self._fields = wire_fields(profile)
        # Where people write; a code of ten digits may look like a telephone number.
        self._texts = sorted(
            f.column for f in self._fields
            if f.type is FieldType.TEXT and not f.derived and f.column not in _CODES
            and profile.field(f.column).pattern is None
        )  # fmt: skip
        self._groups = dict(con.execute("SELECT code, object_group FROM object_class"))
        self.operations: list[NewOperation] = []
        self.held: list[Held] = []
        self.told: list[int] = []

    def look(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Sort some rows into what leaves, what is held back, and what has nothing to say."""
        waiting = []
        for row in rows:
            operation = self._operation(row)
            if operation is None:
                self.told.append(row["fid"])
            else:
                waiting.append((row, operation))
        alive = [row["fid"] for row, _ in waiting if row["stage"] != Stage.RETIRED.value]
        errors = errors_before_submission(self._con, self._path, alive, self._engine, self._language) if alive else {}
        for row, operation in waiting:
            refusal = self._refusal(row, errors.get(row["fid"], ()))
            if refusal is None:
                self.operations.append(operation)
            else:
                self.held.append(
                    Held(row["fid"], row["address_id"], row["code"] or "", row["address_text"] or "", refusal)
                )

    def _operation(self, row: Mapping[str, Any]) -> Optional[NewOperation]:
        content = content_of(row, rounded(row["lon"], row["lat"]), self._fields)
        submit = content.stage == _CREATED
        if submit:
            content = replace(content, stage=Stage.SUBMITTED.value)
        base = _base_of(row)
        step = decide(base, content, None).step
        if step not in (Step.CREATE, Step.UPDATE):
            return None
        op_id = str(uuid.uuid4())
        data = body(op_id, row["address_id"], content, row, self._fields)
        kind = OpKind.CREATE if step is Step.CREATE else OpKind.UPDATE
        return NewOperation(
            op_id, row["address_id"], kind.value, row["base_version"], row["base_etag"], data, digest(data),
            _changes(base, content), row["fid"], row["code"] or "", submit,
        )  # fmt: skip

    def _refusal(self, row: Mapping[str, Any], errors: Sequence[str]) -> Optional[Refusal]:
        for name in self._texts:
            if is_personal(clean(row.get(name))):
                return Refusal(PERSONAL_TEXT, {"field": self._profile.field(name).label.text(self._language)})
        if row["stage"] == Stage.RETIRED.value:
            return None
        missing = completeness(row, self._profile, self._groups).basic_missing
        if missing:
            return Refusal(LACKS, {"target": Stage.SUBMITTED, "missing": ", ".join(map(self._word, missing))})
        return Refusal(HAS_ERRORS, {"errors": ", ".join(errors)}) if errors else None

    def _word(self, name: str) -> str:
        labels = {c.id: c.label for c in self._profile.combinations}
        return (labels.get(name) or self._profile.field(name).label).text(self._language)


def is_personal(value: Any) -> bool:
    """Whether a text holds a mobile or named telephone number, an e-mail address or a named identity number."""
    if not isinstance(value, str) or len(value) < 6:
        return False
    if EMAIL.search(value) or names_identity_number(value):
        return True
    if sum(map(str.isdigit, value)) < 9:
        return False
    return bool(LABELLED_PHONE.search(ascii_key(value))) or any(is_mobile(n) for n in WITHIN.findall(value))


def content_json(content: Content) -> str:
    """A content as `sync_base` keeps it."""
    position = None if content.position is None else list(content.position)
    said = {"values": dict(content.values), "position": position, "stage": content.stage, "code": content.code}
    return as_bytes(said).decode()


def content_from(text: str) -> Content:
    """What `content_json` wrote."""
    said = json.loads(text)
    position = said.get("position")
    return Content(
        said["values"], None if position is None else (float(position[0]), float(position[1])),
        said.get("stage") or "", said.get("code") or "",
    )  # fmt: skip


def _base_of(row: Mapping[str, Any]) -> Optional[Base]:
    if row["base_content"] is None:
        return None
    return Base(content_from(row["base_content"]), row["base_version"], row["base_etag"])


def _changes(base: Optional[Base], content: Content) -> str:
    """[[column, old, new], …] against what was agreed."""
    before = _cells(base.content) if base is not None else {}
    after = _cells(content)
    columns = sorted(c for c in {*before, *after} if before.get(c) != after.get(c))
    return json.dumps([[c, before.get(c), after.get(c)] for c in columns], ensure_ascii=False)


def _cells(content: Content) -> dict[str, Any]:
    cells: dict[str, Any] = {**content.values, "stage": content.stage}
    if content.code:
        cells["code"] = content.code
    if content.position is not None:
        cells[POSITION] = list(content.position)
    return cells
