"""What an answer to a write means: yes, no, or not known. Pure; the table of SYNC.md."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Optional

from ...compat import translate
from ..model import Operation, OpKind, OpState, Outcome, Pause, Problem, Remote
from ..transport import Failure, Reply
from ..wire import WireField, remote_of

IN_PROGRESS = "urn:diachiso:problem:in-progress"
UNREADABLE = "urn:diachiso:problem:unreadable"
KEY_REUSED = "urn:diachiso:problem:key-reused"
_WAIT = frozenset({408, 425, 429})
_PAUSES = {401: Pause.LOGIN, 403: Pause.FORBIDDEN, 407: Pause.PROXY}
_FAILURES = {
    Failure.OFFLINE: Pause.OFFLINE, Failure.PROXY: Pause.PROXY, Failure.CERTIFICATE: Pause.CERTIFICATE,
    Failure.LOGIN: Pause.LOGIN, Failure.OUR_CERTIFICATE: Pause.OUR_CERTIFICATE,
}  # fmt: skip


def classify(operation: Operation, reply: Reply, fields: tuple[WireField, ...]) -> Outcome:
    """The outcome of an answer to `operation`. A 412 comes back as UNKNOWN: who wrote last must be looked up first."""
    if reply.failure is not None or reply.status is None:
        return _failed(reply)
    status = reply.status
    if 200 <= status < 300:
        return _yes(operation, reply, fields)
    if status in _PAUSES:
        return Outcome(OpState.PAUSED, pause=_PAUSES[status], problem=problem_of(reply))
    if 300 <= status < 400:
        return Outcome(OpState.PAUSED, pause=Pause.REDIRECT)
    if status in _WAIT:
        return Outcome(OpState.RETRY_WAIT, retry_after_s=retry_after(reply))
    problem = problem_of(reply)
    if status >= 500:
        # The server may have written before it failed.
        return Outcome(OpState.UNKNOWN, problem=problem, retry_after_s=retry_after(reply))
    if problem is None and looks_like_a_portal(reply):
        return Outcome(OpState.UNKNOWN, pause=Pause.CAPTIVE_PORTAL)
    if status == 412:
        return Outcome(OpState.UNKNOWN, problem=problem)
    if status == 409:
        if problem is not None and problem.type == IN_PROGRESS:
            return Outcome(OpState.RETRY_WAIT, retry_after_s=retry_after(reply), problem=problem)
        return Outcome(OpState.CONFLICT, problem=problem)
    if problem is not None and problem.type == KEY_REUSED:
        # It has arrived before, and what is told of people has changed since: the look-up says what became of it.
        return Outcome(OpState.UNKNOWN)
    return Outcome(OpState.REJECTED, problem=problem or Problem(title=str(status)))


def _failed(reply: Reply) -> Outcome:
    if reply.failure in _FAILURES:
        return Outcome(OpState.QUEUED, pause=_FAILURES[reply.failure])  # nothing has left this machine
    return Outcome(OpState.UNKNOWN)


def _yes(operation: Operation, reply: Reply, fields: tuple[WireField, ...]) -> Outcome:
    """A yes needs a body that parses and names the operation; anything else may come from a captive portal."""
    remote = feature_of(reply, fields)
    if remote is None:
        pause = Pause.CAPTIVE_PORTAL if looks_like_a_portal(reply) else None
        return Outcome(OpState.UNKNOWN, pause=pause)
    if remote.op_id != operation.op_id or remote.address_id != operation.address_id:
        return Outcome(OpState.UNKNOWN)
    if reply.status == 202:
        return Outcome(OpState.ACCEPTED_ASYNC)
    return Outcome(OpState.APPLIED, remote.version, remote.etag, remote)


def settled_by(operation: Operation, remote: Optional[Remote]) -> Outcome:
    """What a look at the record says of an operation whose answer was lost or refused as out of date."""
    if remote is None:
        if operation.kind is OpKind.UPDATE:  # it had the record once
            return Outcome(OpState.PAUSED, pause=Pause.SERVER_RESTORED)
        return Outcome(OpState.RETRY_WAIT, retry_after_s=0.0)  # nobody has it: the same bytes may go again
    if remote.op_id == operation.op_id:
        return Outcome(OpState.APPLIED, remote.version, remote.etag, remote)
    if remote.version == operation.base_version:
        return Outcome(OpState.RETRY_WAIT, retry_after_s=0.0, remote=remote)
    return Outcome(OpState.CONFLICT, remote.version, remote.etag, remote)


def feature_of(reply: Reply, fields: tuple[WireField, ...]) -> Optional[Remote]:
    """The record in an answer; None where it holds none."""
    try:
        return remote_of(json.loads(reply.body), fields, reply.headers.get("etag", ""))
    except (ValueError, TypeError):
        return None


def problem_of(reply: Reply) -> Optional[Problem]:
    """The problem+json of an answer (RFC 9457); None where there is none."""
    try:
        found: Any = json.loads(reply.body)
    except ValueError:
        return None
    if not isinstance(found, Mapping) or not ("title" in found or "detail" in found or "type" in found):
        return None
    names = found.get("fields") if isinstance(found.get("fields"), list) else []
    return Problem(
        str(found.get("type") or ""), str(found.get("title") or ""), str(found.get("detail") or ""),
        tuple(str(name) for name in names or []),
    )  # fmt: skip


def unreadable(what: str) -> Problem:
    """The registry has a record with something in it that no address can have: its keeper has to be asked."""
    text = translate("diachiso", "The registry's record cannot be taken in ({what}): ask its keeper to correct it.")
    return Problem(UNREADABLE, detail=text.format(what=what))


def looks_like_a_portal(reply: Reply) -> bool:
    """Whether a page for people came where data should."""
    start = reply.body[:200].lstrip().lower()
    return "html" in reply.headers.get("content-type", "").lower() or start.startswith((b"<!doctype", b"<html"))


def retry_after(reply: Reply) -> Optional[float]:
    """Seconds that the server asks to wait; None where it does not say."""
    value = reply.headers.get("retry-after", "").strip()
    return float(value) if value.isdigit() else None
