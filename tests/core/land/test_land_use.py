"""Land-use codes against the official list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diachiso.core.json_reader import ProfileError
from diachiso.core.land.land_use import check_land_use, load_land_use


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("ONT", ""), ("odt", ""), ("ONT+CLN", ""), ("ODT 120,5 m2; CLN 80", ""), ("LUC, LUK", ""), ("", ""),
        ("PNN", "groups"), ("DTS", "former"), ("ONT+BHK", "former"), ("ODT; LNK", "former"), ("SCC", "groups"),
        ("XYZ", "unknown"), ("ONT+XYZ", "unknown"),
        ("Đất ở", "unknown"), ("T", "unknown"),
    ],
)  # fmt: skip
def test_values(value: str, kind: str) -> None:
    found = check_land_use([value], load_land_use())
    assert {"unknown": found.unknown, "former": found.former, "groups": found.groups} == {
        name: ((value,) if name == kind else ()) for name in ("unknown", "former", "groups")
    }


def test_the_shipped_list_names_its_source_and_may_be_edited(tmp_path: Path) -> None:
    shipped = load_land_use()
    assert "08/2024/TT-BTNMT" in shipped.source and len(shipped.codes) > 50
    assert not shipped.codes & shipped.former and not shipped.codes & shipped.groups
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"id": "own", "source": "tỉnh", "codes": {"ABC": "x"}, "groups": {}, "former": {}}))
    assert check_land_use(["ABC", "ONT"], load_land_use(own)).unknown == ("ONT",)
    own.write_text(json.dumps({"id": "own", "source": "tỉnh", "codes": {"ABC": 5}, "groups": {}, "former": {}}))
    with pytest.raises(ProfileError, match=r"own\.json.*codes\.ABC"):
        load_land_use(own)
