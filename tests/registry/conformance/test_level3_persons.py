"""Level 3, for a registry that says that it takes personal data: with its legal basis, and told to no technician."""
from __future__ import annotations

import uuid
from typing import Any

import pytest

pytestmark = pytest.mark.level(3)
PERSONS = "urn:diachiso:sync:persons"
NAME = "Trần Thử Nghiệm Hòa"


@pytest.fixture
def feature(registry: Any) -> dict[str, Any]:
    """An address with somebody in it."""
    if PERSONS not in registry.get("/conformance").json()["conformsTo"]:
        pytest.skip("it takes no personal data")
    persons = {
        "register": str(uuid.uuid4()), "legalBasis": "Điều 1", "purpose": "thử", "keepUntil": "2099-12-31",
        "list": [{"role": "owner", "fullName": NAME, "phone": "0900000001"}],
    }  # fmt: skip
    return {**registry.feature(), "persons": persons}


def test_people_are_taken_and_told_to_no_technician(registry: Any, colleague: Any, feature: dict[str, Any]) -> None:
    cursor, more = "", True
    while more:
        page = registry.get("/extract", cursor=cursor).json()
        cursor, more = page["cursor"], page["more"]
    assert registry.put(feature, key=str(uuid.uuid4())).status_code == 201
    for reader in (registry, colleague):
        assert NAME not in reader.item(feature["id"]).text
        assert NAME not in reader.get("/changes", cursor=cursor).text
    update = {**feature, "persons": {**feature["persons"], "list": []}}
    etag = registry.item(feature["id"]).headers["ETag"]
    assert registry.put(update, version=etag).status_code == 200


def test_people_without_a_legal_basis_are_refused(registry: Any, feature: dict[str, Any]) -> None:
    del feature["persons"]["legalBasis"]
    assert registry.put(feature).status_code in (400, 422)
    assert registry.item(feature["id"]).status_code == 404
