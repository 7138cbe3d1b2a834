"""diachiso:syncregister headless: over HTTP, with counts, a list of what was refused, and an error where it stops."""
from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import processing
import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from diachiso.processing.provider import DiachisoProvider
from diachiso.sync.transport import Request

from ..stores import Connections, both_stores
from ..sync.pretend.pretend_registry import PretendRegistry, status
from ..sync.pretend.town import add_houses, address_id, create, edit_past_the_guards, query, value


@pytest.fixture
def served() -> Iterator[tuple[PretendRegistry, str]]:
    """A registry in memory behind a web server."""
    pretend = PretendRegistry()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            data = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {"-".join(p.capitalize() for p in k.split("-")): v for k, v in self.headers.items()}
            reply = pretend.transport(Request(self.command, "http://x" + self.path, headers, data))
            self.send_response(reply.status or 500)
            for name, text in reply.headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_PUT = do_POST = _any  # noqa: N815 - names that http.server looks for

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield pretend, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(
    qgis_app: object, provider: DiachisoProvider, store: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., dict[str, Any]]]:
    """run(register, url, **more) -> results."""
    there = Connections(request.getfixturevalue("stores")) if store == "postgres" else None

    def go(register: Path, url: str, **more: Any) -> dict[str, Any]:
        parameters = {"REGISTER": str(register), "REGISTRY": url, **more}
        if there is not None:
            return dict(there.run(parameters, lambda changed: processing.run("diachiso:syncregister", changed)))
        return dict(processing.run("diachiso:syncregister", parameters))

    yield go
    if there is not None:
        there.close()


@both_stores
def test_push_pull_and_what_is_refused(
    run: Callable[..., dict[str, Any]], served: tuple[PretendRegistry, str], tmp_path: Path
) -> None:
    registry, url = served
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1, 2, 3])
    add_houses(path, [4], stage="created")
    edit_past_the_guards(path, 3, "street", None)
    done = run(path, url, SUBMIT=True, OUTPUT=str(tmp_path / "refused.gpkg"))
    assert (done["PUSHED"], done["SUBMITTED"], done["REFUSED"], done["PAUSE"]) == (3, 1, 1, "")
    layer = QgsVectorLayer(done["OUTPUT"], "refused", "ogr")
    assert [f["address_id"] for f in layer.getFeatures()] == [address_id(3)]
    registry.edit(address_id(1), stage="issued", code="0012300077")
    assert run(path, url + "/", DIRECTION=2)["PULLED"] == 1 and value(path, 1, "code") == "0012300077"


def test_stopped_at_night_is_an_error_and_by_day_a_result(
    run: Callable[..., dict[str, Any]], served: tuple[PretendRegistry, str], tmp_path: Path
) -> None:
    registry, url = served
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1])
    registry.fail("conformance", status(401), times=2)
    with pytest.raises(QgsProcessingException, match="refuses the login|từ chối"):
        run(path, url)
    assert run(path, url, ATTENDED=True)["PAUSE"] == "login"
    assert query(path, "SELECT pause FROM sync_run ORDER BY run_id") == [("login",), ("login",)]
    assert run(path, url)["PUSHED"] == 1


def test_below_the_highest_level_nothing_is_pushed_at_night(
    run: Callable[..., dict[str, Any]], served: tuple[PretendRegistry, str], tmp_path: Path
) -> None:
    registry, url = served
    registry.level = 2
    path = create(tmp_path / "sổ.gpkg")
    add_houses(path, [1])
    with pytest.raises(QgsProcessingException):
        run(path, url)
    assert not registry.items


@pytest.mark.parametrize("wrong", ["", "registry", "ftp://a.b", "https://u:secret@a.b", "https://a.b/?token=secret"])
def test_what_is_no_address_is_refused_without_telling_its_secret(
    run: Callable[..., dict[str, Any]], tmp_path: Path, wrong: str
) -> None:
    path = create(tmp_path / "sổ.gpkg")
    with pytest.raises(QgsProcessingException) as caught:
        run(path, wrong)
    assert "secret" not in str(caught.value)


def test_an_unknown_account_is_refused_before_anything(
    run: Callable[..., dict[str, Any]], served: tuple[PretendRegistry, str], tmp_path: Path
) -> None:
    registry, url = served
    with pytest.raises(QgsProcessingException, match="nosuch1"):
        run(create(tmp_path / "sổ.gpkg"), url, AUTHCFG="nosuch1")
    assert registry.requests == []
