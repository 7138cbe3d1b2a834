"""What a field package says of itself, and which paths of it are followed."""
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.errors import DiachisoError
from diachiso.core.field_package import PackageManifest, safe_relative

MANIFEST = PackageManifest("p", "r", 3, 17, "2026-11-21T08:00:00.000Z", "Lan", "0" * 64, scope={"commune": "22528"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("DCIM/ảnh 1.jpg", "DCIM/ảnh 1.jpg"),
        ("DCIM\\a.jpg", "DCIM/a.jpg"),
        ("./a.jpg", "a.jpg"),
        (" a.jpg ", "a.jpg"),
        ("", None), ("/etc/passwd", None), ("../a.jpg", None), ("DCIM/../../a.jpg", None), ("C:/a.jpg", None),
        ("C:a.jpg", None), ("\\\\server\\share\\a.jpg", None), ("file:///a.jpg", None), ("https://x/a.jpg", None),
        ("a\0b", None), (".", None), ("~/a.jpg", None),
    ],
)  # fmt: skip
def test_paths_stay_below_the_folder(path: str, expected: str | None) -> None:
    found = safe_relative(path)
    assert (None if found is None else str(found)) == expected


@given(st.text(alphabet="./\\:~aé ", max_size=12))
def test_no_path_leads_out(path: str) -> None:
    found = safe_relative(path)
    assert found is None or (not found.is_absolute() and ".." not in found.parts)


def test_a_manifest_comes_back() -> None:
    assert PackageManifest.of_json(MANIFEST.to_json(), "p") == MANIFEST


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "x"}, "does not say"), ({"version": 2}, "newer"), ({"version": None}, "does not say"),
        ({"base_sha256": ""}, "does not say"), ({"revision": "3"}, "does not say"), ({"package_id": 5}, "does not say"),
    ],
)  # fmt: skip
def test_a_manifest_that_says_nothing_is_refused(change: dict, words: str) -> None:
    with pytest.raises(DiachisoError, match=words):
        PackageManifest.of_json(json.dumps({**json.loads(MANIFEST.to_json()), **change}), "gói")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "5"])
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(DiachisoError, match="does not say"):
        PackageManifest.of_json(text, "gói")
