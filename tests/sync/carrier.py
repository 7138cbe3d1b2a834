"""The carrier of tests: one plain HTTP request per call, in Python alone; it neither repeats nor follows anything."""
from __future__ import annotations

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

from diachiso.sync.transport import Failure, Reply, Request, Transport


def plain(token: str, timeout_s: float = 30.0) -> Transport:
    """A transport that logs in with a bearer token."""

    def carry(request: Request) -> Reply:
        where = urlsplit(request.url)
        con = http.client.HTTPConnection(str(where.hostname), where.port, timeout=timeout_s)
        target = where.path + (f"?{where.query}" if where.query else "")
        headers = {**request.headers, "Authorization": f"Bearer {token}"}
        try:
            con.connect()
        except OSError as error:
            return Reply(None, failure=Failure.OFFLINE, detail=str(error))
        try:
            con.request(request.method, target, request.body or None, headers)
            answer = con.getresponse()
            data = answer.read()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, data)
        except (OSError, http.client.HTTPException) as error:
            return Reply(None, failure=Failure.BROKEN, detail=str(error))
        finally:
            con.close()

    return carry


def watched(carry: Transport, before: Callable[[Request], None], after: Callable[[Request, Reply], None]) -> Transport:
    """The same, telling of each request before it leaves and of each answer before anybody reads it."""

    def watch(request: Request) -> Reply:
        before(request)
        reply = carry(request)
        after(request, reply)
        return reply

    return watch
