"""Level 0: addresses can be created, read, changed, retired and listed by OGC API – Features; refusals are plain."""
from __future__ import annotations

import copy
from typing import Any

import pytest

NAMES = "Nhà văn hóa Đồng Đậu – “Ổ Quạ”, ngõ 12/3"


def tag(registry: Any, feature: Any) -> str:
    """The entity tag to update with; a server without one gets a header that it does not know."""
    return str(registry.item(feature["id"]).headers.get("ETag") or '"v1"')


def test_landing_page_and_collection(registry: Any) -> None:
    relations = {link["rel"] for link in registry.get("/").json()["links"]}
    assert {"conformance", "data"} <= relations
    assert registry.get("/collections/addresses").json()["id"] == "addresses"


def test_conformance_names_create_and_replace(registry: Any) -> None:
    declared = registry.get("/conformance").json()["conformsTo"]
    for part in ("ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.0/conf/geojson",
                 "ogcapi-features-4/1.0/conf/create-replace-delete"):  # fmt: skip
        assert any(c.endswith(part) for c in declared), part


def test_what_was_created_comes_back_the_same(registry: Any) -> None:
    feature = registry.created(name=NAMES, settlement="Tổ dân phố số 5")
    found = registry.item(feature["id"])
    assert found.status_code == 200 and found.headers["Content-Type"].startswith("application/geo+json")
    assert found.json()["id"] == feature["id"] and found.json()["geometry"] == feature["geometry"]
    assert feature["properties"].items() <= found.json()["properties"].items()


def test_an_update_replaces_the_whole_record(registry: Any) -> None:
    feature = registry.created(name=NAMES)
    changed = copy.deepcopy(feature)
    del changed["properties"]["name"]
    changed["properties"]["houseNumber"] = "2"
    changed["geometry"]["coordinates"] = [105.85, 21.03]
    assert registry.put(changed, version=tag(registry, feature)).status_code == 200
    found = registry.item(feature["id"]).json()
    assert found["properties"]["houseNumber"] == "2" and "name" not in found["properties"]
    assert found["geometry"]["coordinates"] == [105.85, 21.03]


def test_an_address_ends_by_its_stage_and_stays_readable(registry: Any) -> None:
    feature = registry.created()
    ended = {**feature, "properties": {**feature["properties"], "stage": "retired"}}
    assert registry.put(ended, version=tag(registry, feature)).status_code == 200
    assert registry.item(feature["id"]).json()["properties"]["stage"] == "retired"


def test_listing_by_box_and_page(registry: Any) -> None:
    lon = 103.5
    made = []
    for number in range(3):
        feature = registry.feature(str(number))
        feature["geometry"]["coordinates"] = [lon, 20.0 + number / 1000]
        assert registry.put(feature).status_code in (200, 201)
        made.append(feature["id"])
    found: list[str] = []
    page = registry.get("/collections/addresses/items", bbox="103.49,19.9,103.51,20.1", limit=2).json()
    for _ in range(10_000):
        found += [f["id"] for f in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = registry.get(following[0].removeprefix(registry.url)).json()
    assert set(made) <= set(found) and len(found) == len(set(found))


def test_who_is_not_logged_in_writes_nothing(stranger: Any, registry: Any) -> None:
    feature = registry.feature()
    assert stranger.put(feature).status_code == 401
    assert registry.item(feature["id"]).status_code == 404


def test_what_is_not_there(registry: Any) -> None:
    assert registry.item("00000000-0000-4000-8000-000000000000").status_code == 404


@pytest.mark.parametrize("broken", ["no json", "no feature", "no commune", "line", "number for text", "null character"])
def test_what_is_no_address_is_refused_with_a_reason(registry: Any, broken: str) -> None:
    feature = registry.feature()
    address_id = feature["id"]
    if broken == "no json":
        feature["geometry"]["coordinates"][0] = float("nan")  # NaN is none
    elif broken == "no feature":
        feature["type"] = "Topology"
    elif broken == "no commune":
        del feature["properties"]["communeCode"]
    elif broken == "line":
        feature["geometry"] = {"type": "LineString", "coordinates": [[105, 21], [106, 21]]}
    elif broken == "number for text":
        feature["properties"]["street"] = 5
    else:
        feature["properties"]["street"] += "\x00"
    reply = registry.put(feature)
    assert reply.status_code in (400, 422) and reply.headers["Content-Type"].startswith("application/problem+json")
    assert reply.json()["detail"] and reply.json()["title"]
    assert registry.item(address_id).status_code == 404


def test_personal_data_does_not_slip_in(registry: Any) -> None:
    feature = registry.feature(ownerName="Nguyễn Văn A", identityNumber="001099012345")
    refused = registry.put(feature).status_code in (400, 422)
    kept = registry.item(feature["id"])
    assert refused or not {"ownerName", "identityNumber"} & set(kept.json()["properties"])
