"""What leaves in a package: edited addresses that may, as operations with frozen bytes; and the others with why not."""
from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Optional

from ...core.completeness import completeness
from ...core.geometry.engine import GeometryEngine
from ...core.lifecycle import Stage
from ...core.lifecycle_actions import HAS_ERRORS, LACKS, Refusal
from ...core.patience import Check
from ...register.qa_recheck import errors_before_submission
from ...register.sync_packages import NewOperation, edited_addresses
from ..books import Books, Local
from ..model import Base, OpKind, Step
from ..personal import PersonalTexts
from ..planner import SENDABLE, changes_between, decide
from ..wire import body, digest

MOST = 100_000  # in one package: what is more leaves in the next one
_CHUNK = 2_000
_CREATED, _RETIRED = Stage.CREATED.value, Stage.RETIRED.value


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
    con: sqlite3.Connection, path: Path, communes: Sequence[str], submit: bool, language: str,
    engine: Optional[GeometryEngine], check: Check,
) -> Leaving:  # fmt: skip
    """Look at every edited address of the communes (all if none). `submit`: complete created ones leave as submitted.

    Without it, created ones wait for a person, without a word.
    """
    chooser = _Chooser(con, path, language, engine)
    stages = sorted({*SENDABLE, _CREATED} if submit else SENDABLE)
    ids = edited_addresses(con, stages, communes, MOST + 1)
    for chunk in _chunks(ids[:MOST]):
        check()
        chooser.look(chunk)
    return Leaving(tuple(chooser.operations), tuple(chooser.held), tuple(chooser.told), len(ids) > MOST)


def _chunks(ids: Sequence[str]) -> list[list[str]]:
    rest = iter(ids)
    return list(iter(lambda: list(islice(rest, _CHUNK)), []))


class _Chooser:
    def __init__(
        self, con: sqlite3.Connection, path: Path, language: str, engine: Optional[GeometryEngine]
    ) -> None:
        self._con, self._path, self._language, self._engine = con, path, language, engine
        self._books = Books(con)
        self._profile = self._books.profile
        self._personal = PersonalTexts(self._profile, self._books.fields, language)
        self._groups = dict(con.execute("SELECT code, object_group FROM object_class"))
        self.operations: list[NewOperation] = []
        self.held: list[Held] = []
        self.told: list[int] = []

    def look(self, ids: Sequence[str]) -> None:
        """Sort some addresses into what leaves, what is held back, and what has nothing to say."""
        found, bases = self._books.locals_of(ids), self._books.bases(ids)
        waiting = []
        for local in (found[address_id] for address_id in ids):
            operation = self._operation(local, bases.get(local.address_id))
            if operation is None:
                self.told.append(local.fid)
            else:
                waiting.append((local, operation))
        alive = [local.fid for local, _ in waiting if local.content.stage != _RETIRED]
        errors = errors_before_submission(self._con, self._path, alive, self._engine, self._language) if alive else {}
        for local, operation in waiting:
            refusal = self._refusal(local, errors.get(local.fid, ()))
            if refusal is None:
                self.operations.append(operation)
            else:
                text = str(local.row.get("address_text") or "")
                self.held.append(Held(local.fid, local.address_id, operation.code, text, refusal))

    def _operation(self, local: Local, base: Optional[Base]) -> Optional[NewOperation]:
        submit = local.content.stage == _CREATED
        content = replace(local.content, stage=Stage.SUBMITTED.value) if submit else local.content
        step = decide(base, content, None).step
        if step not in (Step.CREATE, Step.UPDATE):
            return None
        base = None if base is not None and base.forgotten else base
        op_id = str(uuid.uuid4())
        data = body(op_id, local.address_id, content, local.row, self._books.fields)
        changes = changes_between(base.content if base else None, content)
        return NewOperation(
            op_id, local.address_id, (OpKind.CREATE if base is None else OpKind.UPDATE).value,
            base.version if base else 0, base.etag if base else "", data, digest(data),
            json.dumps(changes, ensure_ascii=False), local.fid, str(local.row.get("code") or ""), submit,
        )  # fmt: skip

    def _refusal(self, local: Local, errors: Sequence[str]) -> Optional[Refusal]:
        told = self._personal.refusal(local.row)
        if told is not None:
            return told
        if local.content.stage == _RETIRED:
            return None
        missing = completeness(local.row, self._profile, self._groups).basic_missing
        if missing:
            return Refusal(LACKS, {"target": Stage.SUBMITTED, "missing": ", ".join(map(self._word, missing))})
        return Refusal(HAS_ERRORS, {"errors": ", ".join(errors)}) if errors else None

    def _word(self, name: str) -> str:
        labels = {c.id: c.label for c in self._profile.combinations}
        return (labels.get(name) or self._profile.field(name).label).text(self._language)
