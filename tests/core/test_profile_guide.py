"""The example of the guide is a profile that works."""
from __future__ import annotations

import re
from pathlib import Path

from diachiso.core.profile import load_profile


def test_the_example_of_the_guide_is_a_profile(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "field_profile.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```json\n(.+?)```", text, re.DOTALL)
    file = tmp_path / "example.json"
    file.write_text(example, encoding="utf-8")
    profile = load_profile(file)
    assert profile.field("planning_zone").accepts("KH-012") and not profile.field("planning_zone").accepts("KH-12")
    assert profile.field("floors").maximum == 60
