"""Writes from outside: each operation in its own transaction, alone or in a batch."""
from __future__ import annotations

import time
from typing import Any, Optional

from psycopg import errors

from . import idempotency
from .accounts import TECHNICIAN, Account
from .db import Database
from .faults import Faults
from .idempotency import Answer
from .items import Write, etag_of, feature_of, write
from .problems import Problem
from .wire import check_feature, check_persons, digest, dumps, item_uuid, loads

MOST = 200
_TAKEN = {
    "item_pkey": Problem("precondition", "Địa chỉ này đã có trên hệ thống."),
    "item_code": Problem("code-taken", "Mã địa chỉ này đã cấp cho một địa chỉ khác.", ["code"]),
    "item_house": Problem("same-house", "Đã có một địa chỉ cùng số nhà, đường và xã.", ["houseNumber", "street"]),
}


class Desk:
    """Takes writes; `level` 3 demands a key for each operation and remembers its answer, the others do not."""

    def __init__(self, database: Database, faults: Faults) -> None:
        self._database, self._faults = database, faults
        self.level = 3
        self.extra: frozenset[str] = frozenset()
        self.takes_people = False
        self._accepted: dict[str, tuple[Account, Write, Answer]] = {}

    def perform(self, account: Account, asked: Write) -> Answer:
        """Do one operation, or promise to (202, by the fault `accept_async`); its refusal is an answer, too.

        Problem where it was not even considered.
        """
        account.demand(TECHNICIAN)
        if self.is_accepted(asked.op_id):
            return self._accepted[asked.op_id][2]
        later = self._faults.take("accept_async") is not None
        return self._accept(account, asked) if later else self._do(account, asked)

    def is_accepted(self, op_id: str) -> bool:
        """Whether an operation was taken in and is yet to be done."""
        return op_id in self._accepted

    def carry_out(self) -> int:
        """Do what was taken in; how many."""
        held, self._accepted = self._accepted, {}
        for account, asked, _ in held.values():
            self._do(account, asked)
        return len(held)

    def _accept(self, account: Account, asked: Write) -> Answer:
        answer = Answer(202, "", dumps({**asked.feature, "id": asked.item_id, "op_id": asked.op_id}))
        self._accepted[asked.op_id] = (account, asked, answer)
        return answer

    def _do(self, account: Account, asked: Write) -> Answer:
        keyed = self.level >= 3
        mark = digest(asked.method, asked.item_id, asked.version, asked.feature)
        with self._database.transaction() as tx:
            if keyed:
                idempotency.hold(tx, asked.op_id)
                answer = idempotency.earlier(tx, account, asked.op_id, mark)
                if answer is not None:
                    return answer
            try:
                with tx.transaction():
                    check_feature(asked.feature, asked.item_id, asked.op_id, self.extra)
                    check_persons(asked.feature.get("persons"), self.takes_people)
                    answer = self._done(write(tx, account, asked))
            except Problem as problem:
                if problem.kind == "forbidden":
                    raise
                answer = _refused(problem, asked.op_id)
            except errors.UniqueViolation as error:
                answer = _refused(_TAKEN[error.diag.constraint_name or ""], asked.op_id)
            if keyed:
                idempotency.keep(tx, account, asked.op_id, asked.item_id, mark, answer)
            slow = self._faults.take("slow_commit")
            if slow is not None:
                time.sleep(slow.seconds)
        self._faults.one_done()
        return answer

    def batch(self, account: Account, document: Any) -> dict[str, Any]:
        """One result per operation, in their order; Problem where the batch as a whole is none."""
        operations = document.get("operations") if isinstance(document, dict) else None
        if not isinstance(operations, list) or not all(isinstance(o, dict) for o in operations):
            raise Problem("invalid", "Thiếu danh sách operations.", ["operations"])
        if len(operations) > MOST:
            raise Problem("too-large", f"Mỗi lần gửi tối đa {MOST} thao tác.", ["operations"])
        return {"results": [self._one_of_batch(account, o) for o in operations]}

    def _one_of_batch(self, account: Account, operation: dict[str, Any]) -> dict[str, Any]:
        op_id = str(operation.get("op_id") or "")
        try:
            answer = self.perform(account, read_operation(operation))
        except Problem as problem:
            answer = _refused(problem, op_id)
        said = loads(answer.body)
        found = {"op_id": op_id, "status": answer.status}
        if answer.replayed:
            found["replayed"] = True
        if answer.status < 300:
            return {**found, "version": said.get("version"), "etag": answer.etag, "feature": said}
        return {**found, "problem": said}

    def _done(self, item: dict[str, Any]) -> Answer:
        status = 201 if item["version"] == 1 else 200
        return Answer(status, etag_of(item), dumps(feature_of(item, self.level)))


def read_operation(operation: dict[str, Any]) -> Write:
    """An entry of a batch; Problem where it is none."""
    op_id, method = operation.get("op_id"), operation.get("method")
    if not isinstance(op_id, str) or not 0 < len(op_id) <= 100:
        raise Problem("invalid", "Thiếu mã thao tác op_id.", ["op_id"])
    if method not in ("create", "update"):
        raise Problem("invalid", "Thao tác phải là create hoặc update.", ["method"], op_id)
    version = None if method == "create" else version_of(str(operation.get("if_match") or ""))
    return Write(method, item_uuid(str(operation.get("id") or "")), operation.get("feature") or {}, op_id, version)


def version_of(etag: str) -> int:
    """The version that an entity tag names; Problem where it names none."""
    text = etag.strip().strip('"').removeprefix("v")
    if not text.isdigit():
        raise Problem("precondition-required", 'Sửa một bản ghi phải kèm phiên bản đã thấy: If-Match: "v…".')
    return int(text)


def _refused(problem: Problem, op_id: str) -> Answer:
    document: dict[str, Optional[Any]] = problem.document()
    if op_id:
        document["op_id"] = op_id
    return Answer(problem.status, "", dumps(document))
