"""Who is working: the name that goes into the audit log and the lock file."""
from __future__ import annotations

import getpass


def current_user() -> str:
    """The login name of the person at this computer; "?" where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
