"""Personal data goes to a registry where the province's profile grants it, is read as it is sent, and stays nowhere."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.json_reader import ProfileError
from diachiso.register.export_records import read_exports
from diachiso.sync.model import Pause
from diachiso.sync.transport import Reply, Request

from ..registry.running import RunningRegistry
from .desk import SECRETS, Desk
from .test_faults_on_the_way import OFFLINE, settle

NAME, PHONE = SECRETS[:2]
GRANT: dict[str, Any] = {
    "recipient": "Công an tỉnh", "fields": ["role", "full_name", "phone"], "purpose": "xác thực chủ nhà",
    "legal_basis": "Luật 91/2025/QH15, Điều 20", "keep_until": "2099-12-31",
}  # fmt: skip


def grant(register: Path, registry: str, **other: Any) -> Path:
    """The province's profile beside a register; a None takes a key out."""
    said = {k: v for k, v in {**GRANT, "registry": registry, **other}.items() if v is not None}
    file = register.parent / "profiles/sync/tinh.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"id": "tinh", "personal": [said]}), encoding="utf-8")
    return file


def told(registry: RunningRegistry, address_id: str) -> Any:
    """What the registry was told of an address's people; None: nothing."""
    found = registry.people()[address_id]
    return None if found is None else [person for said in found.values() for person in said["list"]]


def leaves_no_trace(desk: Desk) -> bool:
    """Whether no personal datum stands in the sync's books, the log, or a request beside its body."""
    tables = [n for (n,) in desk.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'sync%'")]
    kept = [str(row) for table in (*tables, "audit_log") for row in desk.rows(f"SELECT * FROM {table}")]
    kept += [f"{request.url} {dict(request.headers)}" for request in desk.sent]
    return not [word for word in SECRETS if word in " ".join(kept)]


@pytest.fixture
def taking(registry: RunningRegistry) -> RunningRegistry:
    """A registry that takes personal data."""
    registry.take_people()
    return registry


def test_nothing_is_sent_by_default_nor_to_another_registry(taking: RunningRegistry, hoa: Desk) -> None:
    first = hoa.add("1", person=True)
    assert hoa.sync().persons == 0
    grant(hoa.path, "https://registry.test")
    second = hoa.add("3", person=True)
    assert hoa.sync().persons == 0 and taking.people() == {first: None, second: None}
    assert not any(NAME.encode() in request.body for request in hoa.sent)


@pytest.mark.parametrize("batch", [1, 200])
def test_what_is_granted_goes_and_is_recorded_and_nothing_else(
    taking: RunningRegistry, hoa: Desk, binh: Desk, batch: int
) -> None:
    grant(hoa.path, hoa.url + "/")
    first, second, third = hoa.add("1", person=True), hoa.add("3", person=True), hoa.add("5")
    taking.fault("drop_after_commit", path="/items/|/ops", method="PUT|POST")
    settle(hoa), binh.sync()
    person = {"role": "owner", "fullName": NAME, "phone": PHONE}
    assert {i: told(taking, i) for i in taking.people()} == {first: [person], second: [person], third: None}
    (said,) = taking.people()[first].values()
    assert (said["legalBasis"], said["keepUntil"]) == (GRANT["legal_basis"], GRANT["keep_until"])
    assert SECRETS[2] not in str(taking.people()), "an e-mail address was not granted"
    records = [row.record for row in read_exports(hoa.path, "sync")]
    assert {(r.recipient, r.legal_basis, r.purpose, r.expires_on, r.channel) for r in records} == {
        (GRANT["recipient"], GRANT["legal_basis"], GRANT["purpose"], GRANT["keep_until"], "registry")
    }
    assert {name for r in records for name in r.fields} == {"person.role", "person.full_name", "person.phone"}
    assert {i for r in records for i in r.details["addresses"]} == {first, second}
    assert {f["version"] for f in taking.items().values()} == {1}
    grant(binh.path, binh.url)
    binh.edit(first, name="Quán Hoa")
    assert binh.sync().pushed == 1 and told(taking, first) == [person], "who knows of nobody has nobody forgotten"
    assert leaves_no_trace(hoa) and leaves_no_trace(binh) and not binh.rows("SELECT * FROM person")


def test_whose_people_change_is_sent_again_and_who_is_erased_is_forgotten(taking: RunningRegistry, hoa: Desk) -> None:
    early, late = hoa.add("1", person=True), hoa.add("3")
    hoa.sync()
    grant(hoa.path, hoa.url)
    assert hoa.sync().persons == 1, "it was known there before it was granted"
    assert told(taking, early)[0]["fullName"] == NAME and told(taking, late) is None
    with hoa.writing() as con:
        con.execute("UPDATE person SET phone = '0911222333' WHERE address_id = ?", (early,))
        con.execute("INSERT INTO person (address_id, role, full_name, legal_basis) VALUES (?, 'user', ?, 'law')",
                    (late, NAME))  # fmt: skip
    assert (hoa.sync().pushed, hoa.sync().pushed) == (2, 0)
    assert told(taking, early)[0]["phone"] == "0911222333" and told(taking, late)[0]["role"] == "user"
    with hoa.writing() as con:
        con.execute("DELETE FROM person WHERE address_id = ?", (early,))
    assert hoa.sync().persons == 0 and told(taking, early) == []
    with hoa.writing() as con:
        con.execute("UPDATE person SET phone = '0911222444' WHERE address_id = ?", (late,))
    taking.ask("POST", "/_test/settings", {"people": False})
    assert hoa.sync().pushed == 0
    taking.take_people()
    assert (hoa.sync().pushed, told(taking, late)[0]["phone"]) == (1, "0911222444")
    grant(hoa.path, hoa.url).unlink()
    hoa.edit(late, name="Quán Hoa")
    assert (hoa.sync().pushed, hoa.rows("SELECT * FROM sync_dirty")) == (1, [])
    assert told(taking, late)[0]["role"] == "user", "no word is no word of nobody"


def test_the_same_key_with_other_people_is_looked_up(taking: RunningRegistry, hoa: Desk) -> None:
    """It seemed not to have left, but arrived; before it goes again somebody has mended the telephone number."""
    grant(hoa.path, hoa.url)
    address_id = hoa.add("1", person=True)

    def arrives_unseen(request: Request) -> Reply:
        reply = hoa.transport(request)
        return OFFLINE if request.method == "PUT" else reply

    hoa.sync(transport=arrives_unseen)
    with hoa.writing() as con:
        con.execute("UPDATE person SET phone = '0911222333'")
    settle(hoa)
    assert hoa.states(address_id) == ["applied", "applied"] and taking.items()[address_id]["version"] == 2
    assert told(taking, address_id)[0]["phone"] == "0911222333"


def test_a_refusal_that_quotes_a_name_is_kept_without_it(taking: RunningRegistry, hoa: Desk) -> None:
    grant(hoa.path, hoa.url)
    address_id = hoa.add("1", person=True)
    with hoa.writing() as con:
        con.execute("UPDATE person SET full_name = 'Nguyễn Thị Bí Mật 2'")
    assert hoa.sync().rejected == 1
    ((problem,),) = hoa.rows("SELECT problem FROM sync_op WHERE address_id = ?", address_id)
    assert "không hợp lệ" in problem and leaves_no_trace(hoa)


@pytest.mark.parametrize("lacking", ["legal_basis", "recipient"])
def test_a_profile_that_lacks_what_the_law_asks_is_refused_before_anything_is_sent(hoa: Desk, lacking: str) -> None:
    grant(hoa.path, hoa.url, **{lacking: None})
    hoa.add("1", person=True)
    with pytest.raises(ProfileError, match=lacking):
        hoa.sync()
    assert hoa.sent == []
    assert hoa.sync("pull").pause is None, "a pull tells nothing"


def test_a_registry_that_takes_no_people_is_told_of_none_and_that_is_said(
    registry: RunningRegistry, hoa: Desk
) -> None:
    grant(hoa.path, hoa.url)
    address_id = hoa.add("1", person=True)
    counts = hoa.sync()
    assert (counts.pushed, counts.persons, registry.people()) == (1, 0, {address_id: None})
    assert [notice.id for notice in counts.notices] == ["sync_takes_no_people"] and read_exports(hoa.path, "sync") == []
    registry.set_level(2)
    hoa.edit(address_id, name="Quán Hoa")
    counts = hoa.sync(attended=True)
    assert counts.pause is not Pause.LEVEL and registry.people() == {address_id: None}
