"""A registry of one's own for tests, demo and bench: started as a real process, told what to do over HTTP."""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

TESTS = Path(__file__).resolve().parent.parent


class RegistryMissing(Exception):
    """Why no reference registry can be had on this machine."""


class RunningRegistry:
    """`url`, `dsn`, `accounts` (name → token and password) of a registry in test mode that ends with this process.

    kythuat1 and kythuat2 are technicians, congan verifies for the police, buuchinh for the post, capma issues codes.
    """

    def __init__(self) -> None:
        """RegistryMissing where PostgreSQL, PostGIS or a Python package is not there."""
        command = [sys.executable, "-m", "registry", "--test", "--until-stdin-closes"]
        # Not a pipe: one that nobody reads would stop the server.
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._process = subprocess.Popen(
            command, cwd=TESTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
        )  # fmt: skip
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            self.stop()
            self._log.seek(0)
            said = self._log.read().strip()
            raise RegistryMissing(said.splitlines()[-1] if said else "the registry did not start")
        found = json.loads(line)
        self.url: str = found["url"]
        self.dsn: str = found["dsn"]
        self.accounts: dict[str, dict[str, str]] = found["accounts"]

    def token(self, account: str = "kythuat1") -> str:
        """The bearer token of an account."""
        return self.accounts[account]["token"]

    def stop(self) -> None:
        """End it, and remove its data."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(60)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def reset(self) -> None:
        """As new, but for the accounts: no address, no fault, level 3, no cursor of before."""
        self.ask("POST", "/_test/reset")

    def fault(self, kind: str, **options: Any) -> None:
        """Order a fault: kind, count, status, seconds, path and method (regular expressions), headers, body."""
        self.ask("POST", "/_test/faults", {"kind": kind, **options})

    def faults_due(self) -> list[dict[str, Any]]:
        """The faults that have not happened yet."""
        return self.ask("GET", "/_test/faults")  # type: ignore[no-any-return]

    def clear_faults(self) -> None:
        """Take back all faults."""
        self.ask("DELETE", "/_test/faults")

    def requests(self) -> list[dict[str, Any]]:
        """What has come in since the last reset: method, url, key, headers (without the login)."""
        return self.ask("GET", "/_test/requests")  # type: ignore[no-any-return]

    def set_level(self, level: int) -> None:
        """Act as a server of level 0, 1, 2 or 3."""
        self.ask("POST", "/_test/settings", {"level": level})

    def set_prefix(self, commune: str, prefix: str) -> None:
        """Say with which five digits a commune's codes begin."""
        self.ask("POST", "/_test/settings", {"prefixes": {commune: prefix}})

    def accept_properties(self, *names: str) -> None:
        """Take further properties than those of the wire."""
        self.ask("POST", "/_test/settings", {"extra": names})

    def take_people(self) -> None:
        """Take what is told of people."""
        self.ask("POST", "/_test/settings", {"people": True})

    def people(self) -> dict[str, Any]:
        """What was told of the people of each address, None where nothing was."""
        return self.ask("GET", "/_test/people")  # type: ignore[no-any-return]

    def snapshot(self) -> None:
        """Keep a backup."""
        self.ask("POST", "/_test/snapshot")

    def restore(self, *, new_epoch: bool = False) -> None:
        """Put the backup back; with a new epoch the cursors of before are void, without it nothing tells."""
        self.ask("POST", f"/_test/restore?new_epoch={str(new_epoch).lower()}")

    def expire_cursors(self) -> None:
        """All cursors given so far get a 410."""
        self.ask("POST", "/_test/expire-cursors")

    def new_token(self, account: str) -> str:
        """A new token for an account; the old one has expired."""
        roles = self.ask("GET", "/me", account=account)
        self.accounts[account] = self.ask("POST", "/_test/accounts", {"name": account, **roles})
        return self.token(account)

    def carry_out(self) -> None:
        """Do what the fault `accept_async` has had taken in for later."""
        self.ask("POST", "/_test/carry-out")

    def verify(self, address_id: str, account: str = "congan") -> dict[str, Any]:
        """The verifier accepts an address; the feature as it is then."""
        return self.ask(  # type: ignore[no-any-return]
            "POST", f"/items/{address_id}/verify", {"decision": "accept"}, account=account
        )

    def reject(self, address_id: str, reason: str, account: str = "buuchinh") -> dict[str, Any]:
        """The verifier sends an address back."""
        return self.ask(  # type: ignore[no-any-return]
            "POST", f"/items/{address_id}/verify", {"decision": "reject", "reason": reason}, account=account
        )

    def issue(self, address_id: str) -> dict[str, Any]:
        """The issuer gives a verified address its code."""
        return self.ask("POST", f"/items/{address_id}/issue", account="capma")  # type: ignore[no-any-return]

    def items(self) -> dict[str, dict[str, Any]]:
        """All addresses as features, by id."""
        found: dict[str, dict[str, Any]] = {}
        cursor, more = "", True
        while more:
            page = self.ask("GET", f"/extract?limit=5000&cursor={cursor}", account="kythuat1")
            found.update({c["id"]: c["feature"] for c in page["changes"]})
            cursor, more = page["cursor"], page["more"]
        return found

    def ask(self, method: str, path: str, body: Any = None, *, account: Optional[str] = None) -> Any:
        """One request of a test's own, without proxy; urllib.error.HTTPError where it is refused."""
        headers: Mapping[str, str] = {"Authorization": f"Bearer {self.token(account)}"} if account else {}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, dict(headers), method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as reply:
            return json.loads(reply.read() or b"null")

    def await_alive(self, seconds: float = 30.0) -> None:
        """Wait until it answers (again); TimeoutError where it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.ask("GET", "/conformance")
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(self.url)
