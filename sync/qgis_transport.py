"""The carrier of QGIS: its proxy, its certificates, its store of logins. Blocks the thread that it is called in.

Qt sends a request again, up to four times, where the server closes the connection without an answer; so nothing may be
sent through it that must not arrive twice. It follows no redirection: that would drop the headers of a write.
"""
from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Optional

from qgis.core import QgsBlockingNetworkRequest, QgsFeedback, QgsNetworkReplyContent
from qgis.PyQt.QtCore import QByteArray, QCoreApplication, QEventLoop, QThread, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from .transport import Failure, Reply, Request, Transport

POLL_MS = 100
MAIN_POLL_S = 0.005
_ERROR = QNetworkReply.NetworkError
# Only these are sure: nothing has left.
_FAILURES = {
    _ERROR.ConnectionRefusedError: Failure.OFFLINE,
    _ERROR.HostNotFoundError: Failure.OFFLINE,
    _ERROR.ProxyConnectionRefusedError: Failure.PROXY,
    _ERROR.ProxyConnectionClosedError: Failure.PROXY,
    _ERROR.ProxyNotFoundError: Failure.PROXY,
    _ERROR.ProxyTimeoutError: Failure.PROXY,
    _ERROR.ProxyAuthenticationRequiredError: Failure.PROXY,
    _ERROR.SslHandshakeFailedError: Failure.CERTIFICATE,
}
_REDIRECTED = 302
# OpenSSL's words for what a server says of our certificate, which it does before it reads anything of ours.
_NOT_OURS = re.compile(r"alert (\w+ )?(certificate|unknown ca|access denied|handshake failure)")


def qgis_transport(authcfg: str = "", cancelled: Callable[[], bool] = lambda: False) -> Transport:
    """A transport that logs in by the auth configuration `authcfg` ('' none).

    `cancelled()` ends a request soon.
    """

    def carry(request: Request) -> Reply:
        if cancelled():
            return Reply(None, failure=Failure.CANCELLED)
        return _aside(cancellable, request) if _is_main_thread() else cancellable(request)

    def cancellable(request: Request) -> Reply:
        QEventLoop().processEvents()  # a thread that Qt did not start has no timers before its first loop
        feedback = QgsFeedback()
        timer = QTimer()  # fires in the event loop that the request waits in
        timer.setInterval(POLL_MS)
        timer.timeout.connect(lambda: feedback.cancel() if cancelled() and not feedback.isCanceled() else None)
        timer.start()
        try:
            return _carry(request, authcfg, feedback)
        finally:
            timer.stop()

    return carry


def _is_main_thread() -> bool:
    application = QCoreApplication.instance()
    return application is not None and QThread.currentThread() == application.thread()


def _aside(carry: Transport, request: Request) -> Reply:
    """Carry it in a thread of its own, while the main thread answers what QGIS asks of it.

    Which certificate or login is wrong is asked there; a request that waits in the main thread itself may wait for
    the answer for ever, with nobody at the computer.
    """
    done: list[Reply] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            done.append(carry(request))
        except BaseException as error:  # of the thread that waits, not of this one
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(MAIN_POLL_S)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if failed:
        raise failed[0]
    return done[0]


def _carry(request: Request, authcfg: str, feedback: QgsFeedback) -> Reply:
    carrier = QgsBlockingNetworkRequest()
    if authcfg:
        carrier.setAuthCfg(authcfg)
    asked = _request(request)
    if request.method == "GET":
        code = carrier.get(asked, True, feedback)
    elif request.method == "PUT":
        code = carrier.put(asked, QByteArray(request.body), feedback)
    elif request.method == "POST":
        code = carrier.post(asked, QByteArray(request.body), True, feedback)
    else:
        raise ValueError(f"no such method here: {request.method}")
    if feedback.isCanceled():
        return Reply(None, failure=Failure.CANCELLED)
    found = carrier.reply()
    if found.error() == _ERROR.ProtocolUnknownError and asked.url().scheme() in ("http", "https"):
        return Reply(_REDIRECTED)  # newer versions of QGIS ask for the empty address of a redirection that they refused
    return _reply(found, code, carrier.errorMessage())


def _request(request: Request) -> QNetworkRequest:
    made = QNetworkRequest(QUrl(request.url))
    for name, value in request.headers.items():
        made.setRawHeader(name.encode(), value.encode())
    # Qt counts redirections and gives up at the first; with the manual policy QGIS would follow them itself.
    made.setAttribute(
        QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy
    )
    made.setMaximumRedirectsAllowed(0)
    return made


def _reply(found: QgsNetworkReplyContent, code: QgsBlockingNetworkRequest.ErrorCode, message: str) -> Reply:
    status = _status(found)
    error = found.error()
    headers = {bytes(name).decode("latin-1").lower(): bytes(found.rawHeader(name)).decode("latin-1")
               for name in found.rawHeaderList()}  # fmt: skip
    if error == _ERROR.TooManyRedirectsError:
        return Reply(status if status and 300 <= status < 400 else _REDIRECTED, headers)
    if status is not None:
        if error == _ERROR.RemoteHostClosedError or error == _ERROR.OperationCanceledError:
            return Reply(None, failure=Failure.BROKEN)  # it broke off within the body, or took too long
        return Reply(status, headers, bytes(found.content()))
    if _NOT_OURS.search(message):
        return Reply(None, failure=Failure.OUR_CERTIFICATE, detail=message)
    if error in _FAILURES:
        return Reply(None, failure=_FAILURES[error], detail=message)
    if code == QgsBlockingNetworkRequest.ErrorCode.NetworkError and error == _ERROR.NoError:
        return Reply(None, failure=Failure.LOGIN)  # the auth configuration could not be used: nothing has left
    return Reply(None, failure=Failure.BROKEN, detail=message)


def _status(found: QgsNetworkReplyContent) -> Optional[int]:
    value = found.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return int(value) if isinstance(value, int) and value > 0 else None
