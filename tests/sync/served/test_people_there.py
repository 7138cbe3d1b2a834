"""Personal data of a register on a server: told where the province grants it, recorded there, and nowhere else."""
from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from diachiso.core.errors import DiachisoError
from diachiso.register.connect import connect
from diachiso.register.export_records import read_exports
from diachiso.register.postgres.beside import look_beside
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.move import move_register
from diachiso.register.postgres.served import served
from diachiso.sync.blocks import reserve_block
from diachiso.sync.device import MemoryDevice, device_of
from diachiso.sync.transport import Failure, Reply, Request

from ...postgres_server import Server
from ..desk import SECRETS
from ..pretend.pretend_registry import PretendRegistry, reply
from ..pretend.town import URL, add_houses, address_id, create, query
from .conftest import Keeper

GRANT = {"id": "tinh", "personal": [{
    "recipient": "Công an tỉnh", "registry": URL, "fields": ["role", "full_name"], "purpose": "xác thực chủ nhà",
    "legal_basis": "Luật 91/2025/QH15", "keep_until": "2999-12-31",
}]}  # fmt: skip


def test_people_are_told_as_granted_and_stay_nowhere(
    server: Server, registry: PretendRegistry, tmp_path: Path
) -> None:
    file = create(tmp_path / "town" / "sổ.gpkg")
    settings = file.parent / "profiles" / "sync"
    settings.mkdir(parents=True)
    (settings / "tinh.json").write_text(json.dumps(GRANT), encoding="utf-8")
    add_houses(file, [1])
    with closing(connect(file, write=True)) as con:
        con.execute(
            "INSERT INTO person (address_id, role, full_name, phone, email, legal_basis)"
            " VALUES (?, 'owner', ?, ?, ?, 'law')",
            (address_id(1), *SECRETS[:3]),
        )
    there = replace(server.place(server.database()), keep=tmp_path / "kept")
    move_register(file, there)
    registry.takes_people = True
    assert (look_beside(there, tmp_path / "look").register.parent / "profiles" / "sync" / "tinh.json").is_file()
    with served(there, people=True) as path:
        done = Keeper(path, registry, there, server).sync()
    assert (done.pushed, done.persons) == (1, 1)
    (told,) = registry.told[address_id(1)].values()
    assert told == [{"role": "owner", "fullName": SECRETS[0]}]
    with mirrored(replace(there, keep=None), writes=False) as path:
        assert [e.record.kind for e in read_exports(path)] == ["sync"]
        books = query(path, "SELECT body, changes FROM sync_op UNION ALL SELECT content, reason FROM sync_base")
        assert not any(secret in str(books) for secret in SECRETS)
    kept = [found.read_bytes() for found in (tmp_path / "kept").rglob("*") if found.is_file()]
    assert kept and not any(secret.encode() in data for data in kept for secret in SECRETS)


def test_a_block_whose_answer_was_lost_is_asked_for_by_a_colleague_under_the_same_key(
    keeper: Callable[..., Keeper], registry: PretendRegistry
) -> None:
    given: dict[str, Reply] = {}
    lost: list[str] = []

    def transport(request: Request) -> Reply:
        if not request.url.endswith("/blocks"):
            return registry.transport(request)
        key = request.headers["Idempotency-Key"].strip('"')
        first = 50 * len(given) + 1
        said = {"op_id": key, "commune": "22000", "count": 50, "scheme": "ndas", "prefix": "22000", "first": first,
                "last": first + 49, "authority_doc": "12/QĐ"}  # fmt: skip
        given.setdefault(key, reply(201, said))
        if not lost:
            lost.append(key)
            return Reply(None, failure=Failure.BROKEN)
        return given[key]

    an = keeper()
    binh = keeper(an.place)
    for desk, expected in ((an, 0), (binh, 1)):
        device = device_of(desk.path, MemoryDevice())
        try:
            added = reserve_block(desk.path, transport, URL, device, "22000", 50)
        except DiachisoError:
            added = []
        assert len(added) == expected
    assert list(given) == lost
    assert an.ask("SELECT first_serial, last_serial FROM code_block") == [(1, 50)]
    assert an.ask("SELECT value FROM sync_ctl WHERE key = 'block_requests'") == [("[]",)]
