"""The profile that grants personal data to a registry: nothing by default, refused where it does not say why."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.json_reader import ProfileError
from diachiso.core.resources import read_json
from diachiso.core.sync_profile import grant_for, load_grants, parse_grants

TODAY = date(2026, 11, 22)
PEOPLE = ("role", "full_name", "organisation", "phone", "email", "legal_basis", "retention_date")
GRANT: dict[str, Any] = {
    "recipient": "Công an tỉnh", "registry": "https://registry.test/v1/", "fields": ["full_name", "phone"],
    "purpose": "xác thực", "legal_basis": "Điều 20", "keep_until": "2030-12-31",
}  # fmt: skip


def profile(*grants: dict[str, Any]) -> dict[str, Any]:
    return {"id": "tinh", "personal": list(grants)}


def test_the_shipped_profile_grants_nothing() -> None:
    assert parse_grants(read_json("profiles", "sync", "default.json"), "default.json", PEOPLE, TODAY) == []


def test_a_grant_is_for_one_registry_alone(tmp_path: Path) -> None:
    folder = tmp_path / "profiles/sync"
    folder.mkdir(parents=True)
    (folder / "tinh.json").write_text(json.dumps(profile(GRANT)), encoding="utf-8")
    grants = load_grants(tmp_path / "so.gpkg", PEOPLE, TODAY)
    found = grant_for(grants, "https://registry.test/v1")
    assert found is not None and found.fields == ("full_name", "phone")
    assert grant_for(grants, "https://registry.test") is None and grant_for(grants, "") is None
    (folder / "xa.json").write_text(json.dumps(profile({**GRANT, "recipient": "Bưu điện"})), encoding="utf-8")
    with pytest.raises(ProfileError, match="Công an tỉnh"):
        load_grants(tmp_path / "so.gpkg", PEOPLE, TODAY)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *((key, value) for key in ("legal_basis", "recipient", "purpose", "registry") for value in (None, "", " ")),
        *(("registry", url) for url in ("http://registry.test", "https://a:b@registry.test", "https://a.b/?token=c")),
        *(("keep_until", day) for day in (None, "2026-11-21", "31/12/2030")),
        *(("fields", names) for names in (None, [], ["retention_date"], ["cccd"], "phone")),
        ("basis", "x"),
    ],
)
def test_what_lacks_basis_recipient_or_end_is_refused(key: str, value: Any) -> None:
    said = {k: v for k, v in {**GRANT, key: value}.items() if v is not None}
    with pytest.raises(ProfileError, match=key):
        parse_grants(profile(said), "tinh.json", PEOPLE, TODAY)


def test_a_day_that_is_today_is_no_past_one() -> None:
    assert parse_grants(profile({**GRANT, "keep_until": "2026-11-22"}), "tinh.json", PEOPLE, TODAY)
