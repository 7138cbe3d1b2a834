"""The carrier of QGIS against a server of our own: every answer as it came, every failure as what it is."""
from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from diachiso.sync.qgis_transport import qgis_transport
from diachiso.sync.transport import Failure, Request

SEEN: list[tuple[str, str, dict[str, str], bytes]] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _any(self) -> None:
        data = self.rfile.read(int(self.headers.get("content-length") or 0))
        SEEN.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, data))
        if self.path == "/drop":
            self.close_connection = True
            self.connection.close()
            return
        if self.path == "/slow":
            time.sleep(3)
        if self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"half":')
            self.close_connection = True
            return
        code = int(self.path[1:]) if self.path[1:].isdigit() else 200
        body = b"" if code == 204 else json.dumps({"path": self.path, "got": len(data)}).encode()
        self.send_response(code)
        if 300 <= code < 400:
            self.send_header("Location", "/200")
        self.send_header("ETag", '"v7"')
        self.send_header("Content-Type", "application/json")
        if code != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_POST = _any  # noqa: N815 - names that http.server looks for

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    SEEN.clear()


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
@pytest.mark.parametrize("code", [200, 201, 400, 401, 403, 404, 409, 410, 412, 422, 429, 500, 503])
def test_every_answer_comes_as_it_is(qgis_app: object, url: str, method: str, code: int) -> None:
    body = b"" if method == "GET" else "Đường".encode()
    reply = qgis_transport()(Request(method, f"{url}/{code}", {"If-Match": '"v6"'}, body))
    assert (reply.status, reply.failure) == (code, None)
    assert json.loads(reply.body) == {"path": f"/{code}", "got": len(body)}
    assert reply.headers["etag"] == '"v7"' and SEEN[0][2]["if-match"] == '"v6"' and SEEN[0][3] == body


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_no_redirection_is_followed(qgis_app: object, url: str, method: str, code: int) -> None:
    reply = qgis_transport()(Request(method, f"{url}/{code}", {}, b"x"))
    assert reply.status is not None and 300 <= reply.status < 400
    assert [path for _, path, _, _ in SEEN] == [f"/{code}"]


def test_failures_are_told_apart(qgis_app: object, url: str) -> None:
    send = qgis_transport()
    assert send(Request("PUT", f"{url}/drop", {}, b"x")).failure is Failure.BROKEN
    assert send(Request("PUT", "http://127.0.0.1:9/x", {}, b"x")).failure is Failure.OFFLINE
    assert send(Request("PUT", "http://no-such-host.invalid/x", {}, b"x")).failure is Failure.OFFLINE
    assert send(Request("GET", f"{url}/cut")).failure is Failure.BROKEN
    assert qgis_transport("nosuch1")(Request("PUT", f"{url}/200", {}, b"x")).failure is Failure.LOGIN
    assert send(Request("PUT", f"{url}/204", {}, b"x")).status == 204


def test_cancel_ends_a_request_soon_in_a_thread_as_a_task_has_it(qgis_app: object, url: str) -> None:
    found: list[Any] = []
    begin = time.monotonic()

    def work() -> None:
        found.append(qgis_transport()(Request("PUT", f"{url}/200", {}, b"x")))
        late = qgis_transport("", lambda: time.monotonic() > begin + 1)
        found.append(late(Request("PUT", f"{url}/slow", {}, b"x")))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert [reply.status for reply in found] == [200, None] and found[1].failure is Failure.CANCELLED
    assert time.monotonic() - begin < 2.5


def test_cancel_ends_a_request_soon_in_the_main_thread_too(qgis_app: object, url: str) -> None:
    begin = time.monotonic()
    reply = qgis_transport("", lambda: time.monotonic() > begin + 0.5)(Request("PUT", f"{url}/slow", {}, b"x"))
    assert reply.failure is Failure.CANCELLED and time.monotonic() - begin < 2.5
