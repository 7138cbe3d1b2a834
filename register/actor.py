"""Who is working: the name that goes into the audit log and the lock file.

On a register in a file it is the login of the computer. While a tool works on a server's register it is the login
there, with the powers that its roles give: for this piece of work only, and for the processes that it starts.
"""
from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Optional

from ..core.powers import Power, Powers

ENVIRONMENT = "DIACHISO_ACTING"


@dataclass(frozen=True)
class Login:
    """A login of a server, and who holds which power there by the roles of the database."""

    name: str
    powers: Powers

    def to_text(self) -> str:
        """For the environment of a process."""
        return json.dumps([self.name, *(self.powers.holders(power) for power in Power)])


_ACTING: ContextVar[Optional[Login]] = ContextVar("acting", default=None)


def current_login() -> Optional[Login]:
    """The login of the server that is worked on; None where the register is a file."""
    found = _ACTING.get()
    if found is None and ENVIRONMENT in os.environ:
        name, *powers = json.loads(os.environ[ENVIRONMENT])
        found = Login(str(name), Powers(*(tuple(map(str, names)) for names in powers)))
    return found


def current_user() -> str:
    """The login name of the person at this computer, or on the server; "?" where the system does not say."""
    login = current_login()
    if login is not None:
        return login.name
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


@contextmanager
def acting_as(login: Login) -> Iterator[None]:
    """Work as a login of a server."""
    token = _ACTING.set(login)
    try:
        yield
    finally:
        _ACTING.reset(token)
