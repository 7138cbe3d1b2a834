"""Writing to a registry that knows no operations: read, compare, write, read again; only while a person watches.

Between reading and writing somebody else may write, and below L2 the registry would not notice. What it has is known by
its ETag, or where there is none by a digest of what it says. Such a registry may not keep every column: what was gone
right after it had been written is not kept there (`unkept`), and says nothing ever after.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace

from ..model import Content, Operation, OpKind, OpState, Outcome, Pause, Remote
from ..planner import POSITION
from ..transport import Reply, Request, Transport
from ..wire import WireField, content_text, digest, remote_of
from .base import Found

OWN_TAG = "content:"
"""Begins a tag that is no ETag but our digest of the record."""

Fetch = Callable[[Transport, str], Found]
Classify = Callable[[Operation, Reply], Outcome]


def tagged(remote: Remote) -> Remote:
    """The record with a tag by which it is known again."""
    if remote.etag:
        return remote
    return replace(remote, etag=OWN_TAG + digest(content_text(remote.content).encode()))


def write_carefully(
    transport: Transport, operation: Operation, request: Request, fetch: Fetch, classify: Classify,
    fields: tuple[WireField, ...], unkept: Collection[str] = (),
) -> Outcome:  # fmt: skip
    """Write one record if the registry has what we think it has, and see what it then has."""
    found = fetch(transport, operation.address_id)
    before = seen(operation, found, fields, unkept)
    if before.state is not OpState.RETRY_WAIT or not found.known:
        return before
    reply = transport(request)
    if reply.failure is not None or reply.status is None or not 200 <= reply.status < 300:
        return classify(operation, reply)
    after = fetch(transport, operation.address_id)
    if after.remote is None:
        return Outcome(OpState.UNKNOWN, pause=after.pause)
    return _applied(operation, after.remote, fields)


def seen(
    operation: Operation, found: Found, fields: tuple[WireField, ...], unkept: Collection[str] = ()
) -> Outcome:
    """What a look at the record says of an operation: it has arrived, may be written now, or stands against another."""
    if found.problem is not None:
        return Outcome(OpState.CONFLICT, problem=found.problem)
    if not found.known:
        state = OpState.QUEUED if found.pause is not None else OpState.RETRY_WAIT
        return Outcome(state, pause=found.pause)
    remote = found.remote
    if remote is None:
        if operation.kind is OpKind.UPDATE:
            return Outcome(OpState.PAUSED, pause=Pause.SERVER_RESTORED)
        return Outcome(OpState.RETRY_WAIT, retry_after_s=0.0)
    ours, remote = said(operation, fields), tagged(remote)
    filled = _filled(remote.content, ours, unkept)
    there = {c: filled.values.get(c) for c in ours.values}
    if there == dict(ours.values) and filled.position == ours.position and filled.stage == ours.stage:
        return _applied(operation, remote, fields)
    if operation.kind is OpKind.UPDATE and remote.etag == operation.etag:
        return Outcome(OpState.RETRY_WAIT, retry_after_s=0.0, remote=remote)
    remote = replace(remote, version=operation.base_version + 1, content=filled)
    return Outcome(OpState.CONFLICT, remote.version, remote.etag, remote)


def said(operation: Operation, fields: tuple[WireField, ...]) -> Content:
    """What an operation says of its record."""
    return remote_of(json.loads(operation.body), fields).content


def _applied(operation: Operation, remote: Remote, fields: tuple[WireField, ...]) -> Outcome:
    """A column that the registry does not keep stays ours: it did not clear it."""
    ours, there = said(operation, fields), remote.content
    kept = {c: c in there.values for c in ours.values}
    if ours.position is not None:
        kept[POSITION] = there.position is not None
    remote = tagged(remote)
    content = Content(
        {**ours.values, **remote.content.values}, remote.content.position or ours.position,
        remote.content.stage or ours.stage, remote.content.code or ours.code,
    )  # fmt: skip
    remote = replace(remote, content=content, version=operation.base_version + 1)
    return Outcome(OpState.APPLIED, remote.version, remote.etag, remote, kept=kept)


def _filled(there: Content, ours: Content, unkept: Collection[str]) -> Content:
    """What the registry says, and ours where it has no place for it: nobody has cleared that."""
    values = {c: v for c, v in ours.values.items() if c in unkept}
    position = ours.position if there.position is None and POSITION in unkept else there.position
    return replace(there, values={**values, **there.values}, position=position, stage=there.stage or ours.stage)
