"""OGC API – Features Part 4 with ETags, idempotency keys, operations and a change feed, or what a server has of it."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional
from urllib.parse import quote

from ..model import Operation, OpKind, OpState, Outcome, Pause, Problem, Remote, unkept_after
from ..transport import Failure, Reply, Request, Transport
from ..wire import UnreadableRecord, WireField, as_bytes, remote_of, with_people
from .answers import classify, feature_of, looks_like_a_portal, problem_of, settled_by, unreadable
from .base import NOBODY, Capabilities, Changes, Found, Level, People
from .careful import OWN_TAG, seen, write_carefully

GEOJSON, JSON = "application/geo+json", "application/json"
ETAG, IDEMPOTENCY, FEED = "urn:diachiso:sync:etag", "urn:diachiso:sync:idempotency", "urn:diachiso:sync:changes"
PERSONS = "urn:diachiso:sync:persons"
WRITES = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete"
EXTRACT = "extract:"
"""Marks a cursor of the whole contents, which comes before the first cursor of the changes."""
PAGE = 500
_OUT_OF_DATE = ":precondition"
_WAIT = frozenset({408, 425, 429})
_PAUSES = {401: Pause.LOGIN, 403: Pause.FORBIDDEN, 407: Pause.PROXY}
_FAILURES = {
    Failure.OFFLINE: Pause.OFFLINE, Failure.PROXY: Pause.PROXY, Failure.CERTIFICATE: Pause.CERTIFICATE,
    Failure.LOGIN: Pause.LOGIN, Failure.OUR_CERTIFICATE: Pause.OUR_CERTIFICATE,
}  # fmt: skip


class OgcAdapter:
    """A registry at `url` (its landing page); `collection` holds the addresses."""

    def __init__(
        self, url: str, fields: tuple[WireField, ...], collection: str = "addresses", level: Level = Level.FULL,
        unkept: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """`unkept`: columns that the registry is known not to keep, where it is one below level 3."""
        self.unkept = set(unkept)
        self.url, self.fields, self.collection, self.level = url.rstrip("/"), fields, collection, level
        self.batch = 200

    # -- asking what it can ----------------------------------------------------------------------------------

    def capabilities(self, transport: Transport) -> Capabilities:
        """The level by its conformance classes; where it names none of ours, by looking at a record's headers."""
        reply = transport(self._get("/conformance"))
        pause = pause_of(reply)
        said = said_object(reply)
        if pause is not None or said is None:
            if reply.failure is Failure.BROKEN and self.url.startswith("https:"):
                pause = Pause.NO_ANSWER  # the way in which servers refuse whoever has no certificate
            return Capabilities(pause=pause or Pause.OFFLINE, problem=problem_of(reply))
        classes = said.get("conformsTo")
        names = {str(name) for name in classes} if isinstance(classes, list) else set()
        if {ETAG, IDEMPOTENCY, FEED} <= names:
            level = Level.FULL
        elif ETAG in names:
            level = Level.VERSIONS
        else:
            level = self._level_by_looking(transport)
        self.level = level
        self.batch = 200 if level is Level.FULL else 1
        full = level is Level.FULL
        known = Capabilities(level, batches=full, people=full and PERSONS in names)
        return self._account(transport, known) if level is Level.FULL else known

    def _account(self, transport: Transport, known: Capabilities) -> Capabilities:
        reply = transport(self._get("/me"))
        said = said_object(reply)
        if said is None or reply.status != 200:
            return replace(known, pause=pause_of(reply) or Pause.OFFLINE, problem=problem_of(reply))
        roles, communes = said.get("roles") or [], said.get("communes") or []
        return replace(
            known, account=str(said.get("account") or ""), roles=tuple(map(str, roles)),
            communes=tuple(map(str, communes)),
        )  # fmt: skip

    def _level_by_looking(self, transport: Transport) -> Level:
        """A server that has ETags gives one with a record; none to look at: it may promise nothing."""
        listed = said_object(transport(self._get(self._items() + "?limit=1")))
        features = listed.get("features") if listed else None
        if not isinstance(features, list) or not features:
            return Level.WRITES
        reply = transport(self._get(self._item(str(features[0].get("id") or ""))))
        # An ETag alone is no promise that If-Match is honoured; servers that do say so in their conformance.
        return Level.TIMES if "last-modified" in reply.headers or "etag" in reply.headers else Level.WRITES

    # -- writing ---------------------------------------------------------------------------------------------

    def encode(self, operation: Operation, people: People = NOBODY) -> Request:
        """PUT with the key of the operation, and what must hold for it: nothing there, or the version that we know."""
        headers = {"Content-Type": GEOJSON, "Accept": GEOJSON}
        if self.level >= Level.FULL:
            headers["Idempotency-Key"] = f'"{operation.op_id}"'
        if operation.kind is OpKind.CREATE:
            headers["If-None-Match"] = "*"
        elif operation.etag and not operation.etag.startswith(OWN_TAG):
            headers["If-Match"] = operation.etag
        return Request("PUT", self.url + self._item(operation.address_id), headers, _bytes(operation, people))

    def classify(self, operation: Operation, reply: Reply) -> Outcome:
        """What an answer to one operation means."""
        return classify(operation, reply, self.fields)

    def send(
        self, transport: Transport, operations: Sequence[Operation], people: People = NOBODY
    ) -> Iterator[tuple[Operation, Outcome]]:
        """Together where the registry takes them so, else one by one; after a pause nothing more is sent."""
        if self.batch > 1 and len(operations) > 1:
            yield from self._send_together(transport, operations, people)
        else:
            yield from self._send_alone(transport, operations, people)

    def _send_alone(
        self, transport: Transport, operations: Sequence[Operation], people: People
    ) -> Iterator[tuple[Operation, Outcome]]:
        for operation in operations:
            request = self.encode(operation, people)
            if self.level < Level.FULL:
                look = (self.fetch, self.classify, self.fields)
                outcome = write_carefully(transport, operation, request, *look, self.unkept)
                self.unkept = unkept_after(self.unkept, outcome.kept)
            else:
                outcome = self.classify(operation, transport(request))
            yield operation, outcome
            if outcome.pause is not None:
                return

    def encode_batch(self, operations: Sequence[Operation], people: People = NOBODY) -> Request:
        """POST /ops; each operation keeps its own bytes and its own key."""
        parts = []
        for operation in operations:
            members = {"op_id": operation.op_id, "method": operation.kind.value, "id": operation.address_id}
            if operation.kind is OpKind.UPDATE:
                members["if_match"] = operation.etag
            parts.append(as_bytes(members)[:-1] + b',"feature":' + _bytes(operation, people) + b"}")
        data = b'{"operations":[' + b",".join(parts) + b"]}"
        return Request("POST", self.url + "/ops", {"Content-Type": JSON, "Accept": JSON}, data)

    def _send_together(
        self, transport: Transport, operations: Sequence[Operation], people: People
    ) -> Iterator[tuple[Operation, Outcome]]:
        reply = transport(self.encode_batch(operations, people))
        said = said_object(reply) if reply.failure is None and reply.status == 200 else None
        results = said.get("results") if said else None
        if not isinstance(results, list):
            if reply.status in range(400, 500) and pause_of(reply) is None and reply.status not in _WAIT:
                # The request as a whole is refused, maybe for one of them: each speaks for itself.
                yield from self._send_alone(transport, operations, people)
            else:
                yield from ((operation, self.classify(operation, reply)) for operation in operations)
            return
        by_id = {str(r.get("op_id")): r for r in results if isinstance(r, Mapping)}
        for operation in operations:
            found = by_id.get(operation.op_id)
            yield operation, self._result(operation, found) if found else Outcome(OpState.UNKNOWN)

    def _result(self, operation: Operation, found: Mapping[str, Any]) -> Outcome:
        reply = _reply_of(found)
        if reply.status == 403:  # the account may write, but not this record: the others are none the worse
            return Outcome(OpState.REJECTED, problem=problem_of(reply) or Problem(title="403"))
        return self.classify(operation, reply)

    # -- looking ---------------------------------------------------------------------------------------------

    def resolve_unknown(self, transport: Transport, operation: Operation) -> Outcome:
        """Ask for the operation; where the registry does not keep them, or has not seen it, look at the record."""
        if self.level >= Level.FULL:
            reply = transport(self._get("/ops/" + quote(operation.op_id)))
            pause = pause_of(reply)
            if pause is not None:
                return Outcome(OpState.UNKNOWN, pause=pause)
            said = said_object(reply)
            if reply.status == 200 and said is not None and said.get("op_id") == operation.op_id:
                return self._told(transport, operation, said)
            if reply.status != 404:
                return Outcome(OpState.UNKNOWN)
        found = self.fetch(transport, operation.address_id)
        if not found.known:
            return _not_known(found)
        if self.level < Level.FULL:
            return seen(operation, found, self.fields, self.unkept)
        return settled_by(operation, found.remote)

    def _told(self, transport: Transport, operation: Operation, said: Mapping[str, Any]) -> Outcome:
        state = said.get("state")
        problem = _problem(said.get("problem"))
        if state == "in_progress":
            return Outcome(OpState.ACCEPTED_ASYNC, problem=problem)
        if state == "rejected":
            return Outcome(OpState.REJECTED, problem=problem or Problem(title="rejected"))
        if state == "conflict" and problem is not None and not problem.type.endswith(_OUT_OF_DATE):
            return Outcome(OpState.CONFLICT, problem=problem)  # the code is taken, the house is there: not a version
        found = self.fetch(transport, operation.address_id)
        if not found.known:
            return _not_known(found)
        if state == "conflict":
            if found.remote is None:
                return settled_by(operation, None)
            return Outcome(OpState.CONFLICT, found.remote.version, found.remote.etag, found.remote, problem)
        if state != "applied":
            return Outcome(OpState.UNKNOWN)
        if found.remote is None:  # it was written once and is gone: the registry is not what it was
            return Outcome(OpState.PAUSED, pause=Pause.SERVER_RESTORED)
        # Whoever wrote after us wrote on top of us: what the record says now is what we know of it.
        return Outcome(OpState.APPLIED, found.remote.version, found.remote.etag, found.remote)

    def fetch(self, transport: Transport, address_id: str) -> Found:
        """The record; 404 means that there is none, if the registry says so in its own words."""
        reply = transport(self._get(self._item(address_id)))
        pause = pause_of(reply)
        if pause is not None:
            return Found(False, pause=pause)
        if reply.status in (404, 410):
            return Found(True) if said_object(reply) is not None or not reply.body else Found(False)
        said = said_object(reply) if reply.status == 200 else None
        if said is not None and said.get("id") == address_id:
            try:
                remote_of(said, self.fields)
            except UnreadableRecord as error:
                return Found(False, problem=unreadable(str(error)))
            except (ValueError, TypeError):
                return Found(False)
        remote = feature_of(reply, self.fields) if reply.status == 200 else None
        return Found(remote is not None and remote.address_id == address_id, remote)

    def changes(self, transport: Transport, cursor: str) -> Changes:
        """A page of the changes; without a cursor everything first."""
        whole = cursor == "" or cursor.startswith(EXTRACT)
        path = "/extract" if whole else "/changes"
        plain = cursor[len(EXTRACT):] if cursor.startswith(EXTRACT) else cursor
        query = f"?limit={PAGE}" + (f"&cursor={quote(plain, safe='')}" if plain else "")
        reply = transport(self._get(path + query))
        pause = pause_of(reply)
        if pause is not None:
            return Changes(pause=pause, cursor=cursor)
        if reply.status == 410:
            return Changes(expired=True)
        said = said_object(reply)
        rows = said.get("changes") if said and reply.status == 200 else None
        if said is None or not isinstance(rows, list):
            return Changes(cursor=cursor, broken=True)
        remotes, unread = [], []
        try:
            for row in rows:
                try:
                    remotes.append(_changed(row, self.fields))
                except UnreadableRecord as error:
                    unread.append((str(row["feature"]["id"]), str(error)))
        except (ValueError, TypeError, KeyError):
            return Changes(cursor=cursor, broken=True)
        more, after = bool(said.get("more")), str(said.get("cursor") or "")
        return Changes(tuple(remotes), EXTRACT + after if whole and more else after, more, unread=tuple(unread))

    # -- addresses of things ---------------------------------------------------------------------------------

    def _get(self, path: str) -> Request:
        # One kind each: QGIS Server refuses to tell its conformance to whoever would take GeoJSON as well.
        return Request("GET", self.url + path, {"Accept": GEOJSON if path.startswith("/collections") else JSON})

    def _items(self) -> str:
        return f"/collections/{quote(self.collection)}/items"

    def _item(self, address_id: str) -> str:
        return f"{self._items()}/{quote(address_id, safe='')}"


def _not_known(found: Found) -> Outcome:
    """No answer about an operation; where the record is there and cannot be taken in, a person has to look."""
    if found.problem is not None:
        return Outcome(OpState.CONFLICT, problem=found.problem)
    return Outcome(OpState.UNKNOWN, pause=found.pause)


def _bytes(operation: Operation, people: People) -> bytes:
    """The frozen bytes; with them what goes of its people, which is in no book of the sync."""
    theirs = people.get(operation.address_id)
    return operation.body if theirs is None else with_people(operation.body, theirs)


def _changed(row: Mapping[str, Any], fields: tuple[WireField, ...]) -> Remote:
    """A row of the feed; its own members stand for what the feature does not say."""
    remote = remote_of(row["feature"], fields)
    version = int(row.get("version") or remote.version)
    return replace(
        remote, version=version, op_id=str(row.get("op_id") or remote.op_id), etag=remote.etag or f'"v{version}"',
        at=str(row.get("at") or ""),
    )


def _reply_of(result: Mapping[str, Any]) -> Reply:
    """A result of a batch as if it had come alone."""
    status = int(result.get("status") or 0)
    part = result.get("feature") if 200 <= status < 300 else result.get("problem")
    etag = str(result.get("etag") or (f'"v{result["version"]}"' if result.get("version") else ""))
    data = as_bytes(part) if part is not None else b""
    return Reply(status or None, {"etag": etag, "content-type": JSON}, data)


def said_object(reply: Reply) -> Optional[Mapping[str, Any]]:
    """The JSON object of an answer; None where there is none."""
    if reply.failure is not None or reply.status is None:
        return None
    try:
        found = json.loads(reply.body)
    except ValueError:
        return None
    return found if isinstance(found, Mapping) else None


def _problem(said: Any) -> Optional[Problem]:
    return problem_of(Reply(400, {}, as_bytes(said))) if isinstance(said, Mapping) else None


def pause_of(reply: Reply) -> Optional[Pause]:
    """Why asking anything makes no sense now; None where an answer came."""
    if reply.failure is not None or reply.status is None:
        return _FAILURES.get(reply.failure, Pause.OFFLINE) if reply.failure else Pause.OFFLINE
    if reply.status in _PAUSES:
        return _PAUSES[reply.status]
    if 300 <= reply.status < 400:
        return Pause.REDIRECT
    return Pause.CAPTIVE_PORTAL if looks_like_a_portal(reply) else None
