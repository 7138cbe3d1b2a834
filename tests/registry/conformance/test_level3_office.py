"""Level 3, the office: who am I, blocks of numbers, verification and the issue of codes."""
from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytestmark = pytest.mark.level(3)


def test_who_am_i(registry: Any, stranger: Any) -> None:
    found = registry.get("/me").json()
    assert found["account"] and "technician" in found["roles"] and isinstance(found["communes"], list)
    assert stranger.get("/me").status_code == 401


def test_blocks_do_not_overlap_and_come_once(registry: Any, colleague: Any) -> None:
    keys = [str(uuid.uuid4()) for _ in range(4)]

    def reserve(key: str) -> Any:
        sender = registry if keys.index(key) % 2 else colleague
        reply = sender.post("/blocks", {"commune": registry.commune, "count": 2}, key)
        assert reply.status_code == 201, reply.text
        return reply.json()

    with ThreadPoolExecutor(4) as pool:
        blocks = list(pool.map(reserve, keys))
    numbers = [n for b in blocks for n in range(b["first"], b["last"] + 1)]
    assert len(numbers) == len(set(numbers)) == 8
    assert all(b["commune"] == registry.commune and b["authority_doc"] and b["prefix"] for b in blocks)
    assert reserve(keys[0]) == blocks[0]


def test_a_code_is_given_once(registry: Any) -> None:
    block = registry.post("/blocks", {"commune": registry.commune, "count": 1}, str(uuid.uuid4())).json()
    code = f"{block['prefix']}{block['first']:05}"
    registry.created(code=code, codeOrigin="block")
    refused = registry.put(registry.feature(code=code, codeOrigin="block"))
    assert refused.status_code == 409 and refused.json()["type"] == "urn:diachiso:problem:code-taken"


def test_a_refusal_comes_back_with_its_reason(registry: Any, verifier: Any) -> None:
    feature = registry.created()
    reason = "Vị trí lệch sang thửa bên"
    assert verifier.post(f"/items/{feature['id']}/verify", {"decision": "reject", "reason": reason}).status_code == 200
    found = registry.item(feature["id"])
    assert found.json()["properties"]["stage"] == "rejected" and found.json()["properties"]["reason"] == reason
    again = registry.put(feature, version=found.headers["ETag"])
    assert again.status_code == 200 and again.json()["properties"]["stage"] == "submitted"


def test_a_verified_address_gets_its_code(registry: Any, verifier: Any, issuer: Any) -> None:
    feature = registry.created()
    assert issuer.post(f"/items/{feature['id']}/issue", {}).status_code == 409, "not before it is verified"
    verifier.post(f"/items/{feature['id']}/verify", {"decision": "accept"})
    assert registry.item(feature["id"]).json()["properties"]["stage"] == "verified"
    assert issuer.post(f"/items/{feature['id']}/issue", {}).status_code == 200
    found = registry.item(feature["id"]).json()["properties"]
    assert found["stage"] == "issued" and found["code"]


def test_a_technician_neither_verifies_nor_issues(registry: Any) -> None:
    feature = registry.created()
    assert registry.post(f"/items/{feature['id']}/verify", {"decision": "accept"}).status_code == 403
    assert registry.post(f"/items/{feature['id']}/issue", {}).status_code == 403
