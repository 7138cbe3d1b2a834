#!/usr/bin/env python3
"""What people do between the syncs of the demo: demo_sync.py READY.json WHAT …  Called by demo_sync.sh."""

from __future__ import annotations

import json
import os
import secrets
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

from diachiso.register.connect import connect
from diachiso.register.sync_store import conflicts, rejected
from diachiso.sync.resolving import resolve_conflicts

ISSUED = 20
LOGINS = {"demohoa": "kythuat1", "demobin": "kythuat2"}
REASON = "Số nhà không khớp với biển số tại hiện trường"


class Demo:
    """The commands; `found` is what the registry says of itself."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found

    def url(self) -> None:
        """Where the registry is."""
        print(self.found["url"])

    def logins(self) -> None:
        """Put the technicians' accounts into an authentication database of QGIS made for this run."""
        file, password = Path(os.environ["QGIS_AUTH_PASSWORD_FILE"]), secrets.token_urlsafe(16)
        file.touch(mode=0o600)
        file.write_text(password, encoding="utf-8")
        from qgis.core import QgsApplication, QgsAuthMethodConfig

        app = QgsApplication([], False)
        app.initQgis()
        manager = app.authManager()
        manager.setMasterPassword(password, True)  # the first time; from then on QGIS reads the file
        for config_id, account in LOGINS.items():
            config = QgsAuthMethodConfig("Basic")
            config.setId(config_id)
            config.setName(account)
            config.setConfig("username", account)
            config.setConfig("password", self.found["accounts"][account]["password"])
            manager.storeAuthenticationConfig(config)
            if config_id not in manager.configIds():
                sys.exit("the authentication database takes no configuration")
        app.exitQgis()

    def verify(self) -> None:
        """One is sent back, the next are verified and get their codes."""
        items = self._ask("GET", "/extract?limit=1000", "kythuat1")["changes"]
        first, *others = [i["id"] for i in items if i["feature"]["properties"].get("codeOrigin") == "block"]
        self._ask("POST", f"/items/{first}/verify", "buuchinh", {"decision": "reject", "reason": REASON})
        for address_id in others[:ISSUED]:
            self._ask("POST", f"/items/{address_id}/verify", "congan", {"decision": "accept"})
        codes = [
            self._ask("POST", f"/items/{i}/issue", "capma")["properties"]["code"] for i in others[: ISSUED // 2]
        ]
        print(f"   verified {ISSUED} · issued {len(codes)} ({codes[0]} …) · sent back 1")

    def rejected(self, register: str) -> None:
        """What came back, and why."""
        for row in rejected(Path(register)):
            print(f"   {row.address_text}: {row.reason}")

    def house(self, register: str) -> None:
        """A house that both have, with a number."""
        with closing(connect(register)) as con:
            row = con.execute(
                "SELECT a.address_id FROM address a JOIN sync_base b ON b.address_id = a.address_id"
                " WHERE a.stage = 'submitted' AND a.house_number IS NOT NULL ORDER BY a.address_id LIMIT 1"
            ).fetchone()
        print(row[0])

    def edit(self, register: str, address_id: str, number: str) -> None:
        """Another house number, saved as a form saves it: the register's own triggers mark the edit."""
        with closing(connect(register, write=True)) as con:
            con.execute("UPDATE address SET house_number = ? WHERE address_id = ?", (number, address_id))
            (text,) = con.execute("SELECT address_text FROM address WHERE address_id = ?", (address_id,)).fetchone()
        print(f"   {Path(register).stem}: {text}")

    def conflicts(self, register: str) -> None:
        """The three sides of each."""
        for row in conflicts(Path(register)):
            for f in row.fields:
                print(f"   {row.address_text}: {f.column}: agreed {f.base!r}, mine {f.mine!r}, theirs {f.theirs!r}")

    def choose(self, register: str) -> None:
        """Mine stays."""
        rows = conflicts(Path(register))
        resolve_conflicts(Path(register), {r.conflict_id: {f.column: False for f in r.fields} for r in rows})
        print(f"   a person chooses: mine ({len(rows)})")

    def agree(self, first: str, second: str, address_id: str) -> None:
        """Both registers and the registry; exit status 1 where they differ."""
        there = self._ask("GET", f"/collections/addresses/items/{address_id}", "kythuat1")["properties"]["houseNumber"]
        here = []
        for register in (first, second):
            with closing(connect(register)) as con:
                query = "SELECT house_number FROM address WHERE address_id = ?"
                here.append(con.execute(query, (address_id,)).fetchone()[0])
        print(f"== Hoa {here[0]} · Bình {here[1]} · registry {there}")
        if {*here, there} != {"903"}:
            sys.exit("they do not agree")

    def _ask(self, method: str, path: str, account: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.found['accounts'][account]['token']}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.found["url"] + path, data, headers, method=method)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as reply:
                return json.loads(reply.read())
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")


if __name__ == "__main__":
    getattr(Demo(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), sys.argv[2])(*sys.argv[3:])
