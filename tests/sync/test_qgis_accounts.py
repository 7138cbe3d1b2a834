"""Accounts as QGIS keeps them, over the wire: user and password, token, client certificate; and whom QGIS trusts."""

from __future__ import annotations

import base64
import json
import shutil
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtNetwork import QSslCertificate

from diachiso.sync import qgis_transport as qgis_transport_module
from diachiso.sync.adapters.ogc import OgcAdapter
from diachiso.sync.model import Pause
from diachiso.sync.qgis_transport import qgis_transport
from diachiso.sync.transport import Failure, Reply, Request

from ..effort import effort
from .certificates import Pair, authority, signed

REFUSED = (Pause.OUR_CERTIFICATE, Pause.NO_ANSWER)  # Qt does not always see why the server hung up
SECRET = "mật khẩu không được lộ"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _any(self) -> None:
        data = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path == "/token":
            self.say({"access_token": "thẻ-4711".encode().hex(), "token_type": "bearer", "expires_in": 3600})
            self.server.asked.append(data.decode())
            return
        peer = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
        names = [value for part in (peer or {}).get("subject", ()) for _, value in part]
        self.say({"names": names, "authorization": self.headers.get("authorization", ""), "got": data.decode()})

    def say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_POST = _any  # noqa: N815 - names that http.server looks for

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class _Quiet(ThreadingHTTPServer):
    asked: list[str]

    def handle_error(self, *args: Any) -> None:
        """A handshake that was refused is what is tried here."""


def serve(tls: Optional[ssl.SSLContext]) -> _Quiet:
    server = _Quiet(("127.0.0.1", 0), Handler)
    server.asked = []
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make certificates with")
    return tmp_path_factory.mktemp("chứng thư")


@pytest.fixture(scope="module")
def ours(folder: Path) -> Pair:
    return authority(folder, "co quan cua tinh")


@pytest.fixture(scope="module")
def account(folder: Path, ours: Pair) -> Pair:
    return signed(folder, "kythuat1", ours)


@pytest.fixture(scope="module")
def secure(folder: Path, ours: Pair) -> Iterator[str]:
    """A server that asks for a certificate of ours."""
    own = signed(folder, "may chu", ours, server=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(own.certificate, own.key)
    tls.load_verify_locations(ours.certificate)
    tls.verify_mode = ssl.CERT_REQUIRED
    server = serve(tls)
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def plain() -> Iterator[tuple[str, _Quiet]]:
    server = serve(None)
    yield f"http://127.0.0.1:{server.server_address[1]}", server
    server.shutdown()
    server.server_close()


@pytest.fixture
def store(qgis_app: object) -> Iterator[Callable[..., str]]:
    """Puts an account into QGIS's store; its id."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet() and not manager.setMasterPassword("một mật khẩu chính", True):
        pytest.skip("this QGIS has a master password of its own")
    made: list[str] = []

    def keep(method: str, **values: str) -> str:
        if method not in manager.authMethodsKeys():
            pytest.skip(f"this QGIS has no {method}")
        config = QgsAuthMethodConfig(method)
        config.setName(method)
        for name, value in values.items():
            config.setConfig(name, value)
        stored = manager.storeAuthenticationConfig(config)
        made.append((stored[1] if isinstance(stored, tuple) else config).id())
        return made[-1]

    yield keep
    for one in made:
        manager.removeAuthenticationConfig(one)


@pytest.fixture
def trusted(qgis_app: object, ours: Pair, store: object) -> Iterator[None]:
    """QGIS trusts our authority, as after “Import certificate” in its options."""
    manager = QgsApplication.authManager()
    (certificate,) = QSslCertificate.fromPath(str(ours.certificate))
    assert manager.storeCertAuthority(certificate)
    manager.initSslCaches()
    yield
    manager.removeCertAuthority(certificate)
    manager.initSslCaches()


def put(url: str, authcfg: str = "") -> Reply:
    return qgis_transport(authcfg)(Request("PUT", f"{url}/x", {"If-Match": '"v1"'}, "Số 1".encode()))


def test_a_client_certificate_logs_in(secure: str, store, trusted: None, account: Pair) -> None:
    authcfg = store("PKI-Paths", certpath=str(account.certificate), keypath=str(account.key))
    reply = put(secure, authcfg)
    assert (reply.status, reply.failure) == (200, None), reply.detail
    assert json.loads(reply.body) == {"names": ["kythuat1"], "authorization": "", "got": "Số 1"}


def test_without_a_certificate_nobody_comes_in_and_the_test_says_what_is_missing(secure: str, trusted: None) -> None:
    assert put(secure).status is None
    assert OgcAdapter(secure, ()).capabilities(qgis_transport()).pause in REFUSED


def test_a_strangers_certificate_does_not_help(secure: str, store, trusted: None, folder: Path) -> None:
    foreign = signed(folder, "nguoi la", authority(folder, "co quan la"))
    authcfg = store("PKI-Paths", certpath=str(foreign.certificate), keypath=str(foreign.key))
    assert put(secure, authcfg).status is None
    assert OgcAdapter(secure, ()).capabilities(qgis_transport(authcfg)).pause in REFUSED


@pytest.mark.parametrize(
    ("said", "is_ours"),
    [
        ("error:0A000418:SSL routines::tlsv1 alert unknown ca", True),
        ("error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate", True),
        ("error:0A00045C:SSL routines::tlsv13 alert certificate required", True),
        ("error:0A000415:SSL routines::sslv3 alert certificate expired", True),
        ("error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", True),
        ("error:0A0003FC:SSL routines::sslv3 alert bad record mac", False),
        ("The certificate is self-signed, and untrusted", False),
        ("Connection closed", False),
    ],
)
def test_what_openssl_says_of_our_certificate(said: str, is_ours: bool) -> None:
    assert bool(qgis_transport_module._NOT_OURS.search(said)) is is_ours


def test_a_server_that_nobody_vouches_for_gets_nothing_and_nobody_waits_for_ever(
    secure: str, store, account: Pair
) -> None:
    authcfg = store("PKI-Paths", certpath=str(account.certificate), keypath=str(account.key))
    for _ in range(effort(4)):  # QGIS asks in the main thread, where the request waits: a third of them never came back
        assert put(secure, authcfg).failure is Failure.CERTIFICATE


def test_user_and_password(plain, store) -> None:
    reply = put(plain[0], store("Basic", username="kythuat1", password=SECRET))
    scheme, _, value = json.loads(reply.body)["authorization"].partition(" ")
    assert (scheme, base64.b64decode(value).decode()) == ("Basic", f"kythuat1:{SECRET}")


def test_a_token_is_fetched_and_sent(plain, store) -> None:
    url, server = plain
    flow = {"grantFlow": 2, "tokenUrl": f"{url}/token", "refreshTokenUrl": f"{url}/token", "username": "kythuat1",
            "password": "khoa", "clientId": "diachiso", "clientSecret": "x", "accessMethod": 0,
            "configType": 1, "version": 1, "persistToken": False, "requestTimeout": 10}  # fmt: skip
    authcfg = store("OAuth2", oauth2config=json.dumps(flow))
    reply = put(url, authcfg)
    assert reply.status == 200, (reply.failure, reply.detail, server.asked)
    assert json.loads(reply.body)["authorization"] == "Bearer " + "thẻ-4711".encode().hex()
    assert len(server.asked) == 1 and put(url, authcfg).status == 200 and len(server.asked) == 1
