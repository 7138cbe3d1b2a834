"""Requests and replies, whatever carries them. The carrier of QGIS is in `qgis_transport`."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Callable, Optional


class Failure(str, Enum):
    """How a request failed before a whole answer was there."""

    OFFLINE = "offline"
    """It did not leave: no such host, connection refused."""
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    """Nobody whom this computer trusts vouches for the server."""
    OUR_CERTIFICATE = "our_certificate"
    """The server does not take the certificate of the account, and read nothing."""
    LOGIN = "login"
    """It did not leave: the account that is to log in could not be used."""
    BROKEN = "broken"
    """Dropped or timed out: whether the server acted is not known."""
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Request:
    """One HTTP request; no secret and no personal datum may stand in `url`, which QGIS logs."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What came back; header names in lower case. `status` None: no HTTP answer."""

    status: Optional[int]
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    failure: Optional[Failure] = None
    detail: str = ""


Transport = Callable[[Request], Reply]
