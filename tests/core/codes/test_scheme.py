"""Code schemes: the shipped ones, a province's own, and what is said of a wrong file."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diachiso.core.codes import iso7064, olc
from diachiso.core.codes.scheme import CodeError, CodeScheme, load_schemes, parse_scheme
from diachiso.core.errors import DiachisoError

SCHEMES = load_schemes()
NDAS = SCHEMES["ndas"]

PROVINCE: dict[str, Any] = {
    "id": "kh_building",
    "label": {"vi": "Mã công trình", "en": "Building code"},
    "help": {"vi": "Mã của tỉnh", "en": "The province's own code"},
    "kind": "block",
    "column": "other_code",
    "parts": [
        {"type": "fixed", "text": "KH-"},
        {"type": "unit", "unit": "commune_code"},
        {"type": "fixed", "name": "dot", "text": "."},
        {"type": "serial", "width": 6},
        {"type": "fixed", "name": "dash", "text": "-"},
        {"type": "check", "system": "MOD 1271-36"},
    ],
    "link": "https://example.invalid/{code}?v=1",
}


def province(**changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(PROVINCE)), **changes}


def test_shipped_schemes() -> None:
    kinds = {scheme.id: (scheme.kind, scheme.column) for scheme in SCHEMES.values()}
    assert kinds == {
        "ndas": ("block", "code"),
        "vpostcode": ("derived", "vpostcode"),
        "pluscode": ("derived", "plus_code"),
        "parcel_geohash": ("derived", "parcel_geohash"),
        "place_id": ("import", "place_id"),
    }
    assert [s.id for s in SCHEMES.values() if s.trial] == ["parcel_geohash"]
    assert NDAS.max_serial == 99_999 and SCHEMES["place_id"].max_serial == 0
    assert NDAS.url("0000100002") == "https://diachiso.gov.vn/#/map/0000100002"
    assert SCHEMES["pluscode"].url("7P4F7622+22") == "https://plus.codes/7P4F7622%2B22"
    assert SCHEMES["vpostcode"].url("000017622222") == ""


@pytest.mark.parametrize(("scheme", "code", "wellformed"), [
    ("ndas", "0000112345", True),
    ("ndas", "000011234", False),
    ("ndas", "00001123456", False),
    ("ndas", "00001 1234", False),
    ("ndas", "0000112345\n", False),
    ("ndas", "٠٠٠٠١١٢٣٤٥", False),  # digits, but not those of a code
    ("ndas", "TAM-00000001", False),
    ("ndas", "0000112345_1", False),  # QGIS makes these when a feature is duplicated
    ("ndas", "", False),
    ("ndas", None, False),
    ("place_id", "012345678901", True),
    ("place_id", "12345678901", False),
    ("vpostcode", "000017622222", True),
    ("vpostcode", "00001762222A", False),
    ("pluscode", "7P4F7622+22", True),
    ("pluscode", "7P4F7622+222", True),
    ("pluscode", "7P4F7622222", False),
    ("parcel_geohash", "w7c1v2k3m4n5", True),
    ("parcel_geohash", "w7a1v2k3m4n5", False),
])
def test_wellformed(scheme: str, code: str | None, wellformed: bool) -> None:
    assert SCHEMES[scheme].is_wellformed([code]).tolist() == [wellformed]
    assert SCHEMES[scheme].is_wellformed(np.array([code or ""])).tolist() == [wellformed]
    assert SCHEMES[scheme].is_wellformed([]).tolist() == []


@pytest.mark.parametrize(("prefix", "units", "serials", "codes"), [
    ("00001", {}, [1, 2, 99_999], ["0000100001", "0000100002", "0000199999"]),
    ("", {"postcode": "00002"}, [7], ["0000200007"]),
    # A block keeps the prefix it was given with, whatever the postcode is today.
    ("00001", {"postcode": "00002"}, [7], ["0000100007"]),
    ("00001", {}, [], []),
])
def test_compose(prefix: str, units: dict[str, str], serials: list[int], codes: list[str]) -> None:
    assert NDAS.compose_serials(prefix, np.array(serials, dtype=np.int64), units).tolist() == codes


@pytest.mark.parametrize(("scheme", "prefix", "serials", "units", "message"), [
    ("ndas", "0001", [1], {}, "code.bad_prefix"),
    ("ndas", "000011", [1], {}, "code.bad_prefix"),
    ("ndas", "0000A", [1], {}, "code.bad_prefix"),
    ("ndas", "00001", [0], {}, "code.bad_serial"),
    ("ndas", "00001", [5, 100_000], {}, "code.bad_serial"),
    ("ndas", "00001", [-1], {}, "code.bad_serial"),
    ("ndas", "", [1], {}, "code.bad_unit"),
    ("ndas", "", [1], {"postcode": "123"}, "code.bad_unit"),
    ("pluscode", "", [1], {}, "code.no_serial"),
    ("place_id", "", [1], {}, "code.no_serial"),
])
def test_compose_refuses(
    scheme: str, prefix: str, serials: list[int], units: dict[str, str], message: str
) -> None:
    with pytest.raises(CodeError) as caught:
        SCHEMES[scheme].compose_serials(prefix, np.array(serials), units)
    assert caught.value.message.id == message
    assert scheme in str(caught.value)


def test_split() -> None:
    assert NDAS.split("0000112345") == {"postcode": "00001", "serial": "12345"}
    assert SCHEMES["vpostcode"].split("000017622222") == {"postcode": "00001", "olc": "7622222"}
    assert SCHEMES["place_id"].split("012345678901") == {}
    with pytest.raises(CodeError) as caught:
        NDAS.split("TAM-00000001")
    assert caught.value.message.id == "code.malformed"


def test_split_serials() -> None:
    prefixes, serials = NDAS.split_serials(["0000112345", None, "TAM-00000001", "0000200007", ""])
    assert prefixes.tolist() == ["00001", "", "", "00002", ""]
    assert serials.tolist() == [12345, -1, -1, 7, -1]


@given(st.integers(0, 999), st.lists(st.integers(1, 99_999), max_size=20))
def test_compose_and_split_are_inverse(prefix: int, serials: list[int]) -> None:
    codes = NDAS.compose_serials(f"{prefix:05d}", serials)
    assert NDAS.is_wellformed(codes).all()
    prefixes, again = NDAS.split_serials(codes)
    assert again.tolist() == serials
    assert set(prefixes.tolist()) <= {f"{prefix:05d}"}


def test_derive() -> None:
    lon, lat = np.array([109.2, np.nan, 109.2, 109.2]), np.array([12.25, 12.25, 12.25, np.nan])
    postcodes = np.array(["00001", "00001", "", "00002"])
    full = olc.encode_one(12.25, 109.2, 11).replace("+", "")
    assert SCHEMES["vpostcode"].derive(lon, lat, {"postcode": postcodes}).tolist() == [
        "00001" + full[4:], "", "", "",
    ]  # fmt: skip
    assert SCHEMES["pluscode"].derive(lon, lat, {}).tolist() == [
        f"{full[:8]}+{full[8:]}", "", f"{full[:8]}+{full[8:]}", "",
    ]  # fmt: skip
    assert SCHEMES["parcel_geohash"].derive([10.40744], [57.64911]).tolist()[0].startswith("u4pruydqqvj")


@pytest.mark.parametrize("postcodes", [
    "00001", ["00001"], np.array(["00001"]), np.array(["00001"], dtype=object),
])
def test_a_unit_code_may_be_one_for_all(postcodes: Any) -> None:
    codes = SCHEMES["vpostcode"].derive([109.2, 109.3], [12.25, 12.25], {"postcode": postcodes})
    assert [code[:5] for code in codes.tolist()] == ["00001", "00001"]


@pytest.mark.parametrize("postcode", [None, "", "0001", "000012", "0000A", "٠٠٠٠١"])
def test_a_wrong_unit_code_makes_no_code(postcode: str | None) -> None:
    units = {"postcode": np.array([postcode, "00001"], dtype=object)}
    codes = SCHEMES["vpostcode"].derive([109.2, 109.2], [12.25, 12.25], units).tolist()
    assert codes[0] == "" and codes[1].startswith("00001")


def test_only_derived_codes_are_derived() -> None:
    with pytest.raises(CodeError) as caught:
        SCHEMES["place_id"].derive([109.2], [12.25])
    assert caught.value.message.id == "code.no_position"


def test_a_province_adds_its_own_scheme(tmp_path: Path) -> None:
    (tmp_path / "kh.json").write_text(json.dumps(PROVINCE), encoding="utf-8")
    for extra in (tmp_path, tmp_path / "kh.json"):
        scheme = load_schemes([extra])["kh_building"]
        assert isinstance(scheme, CodeScheme)
        codes = scheme.compose_serials("", [1, 999_999], {"commune_code": "22327"})
        for serial, code in zip(("000001", "999999"), codes.tolist()):
            check = iso7064.compute_one(iso7064.SYSTEMS["MOD 1271-36"], f"KH22327{serial}")
            assert code == f"KH-22327.{serial}-{check}"
        assert scheme.is_wellformed(codes).all()
        parts = scheme.split(codes[0])
        assert parts["commune_code"] == "22327" and parts["serial"] == "000001"
        typo = codes[0][:10] + "7" + codes[0][11:]
        assert not scheme.is_wellformed([typo])[0]
        assert scheme.url("KH-1") == "https://example.invalid/KH-1?v=1"


def test_check_characters_may_protect_a_derived_code() -> None:
    scheme = parse_scheme(province(kind="derived", parts=[
        {"type": "unit", "unit": "province_code"},
        {"type": "olc", "digits": 11},
        {"type": "check", "system": "MOD 37,36"},
    ]), "x.json")
    codes = scheme.derive([109.2, 109.20004], [12.25, 12.25], {"province_code": "56"})
    assert scheme.is_wellformed(codes).all()
    body = codes[0][:-1].replace("+", "")
    assert iso7064.verify_one(iso7064.SYSTEMS["MOD 37,36"], body + codes[0][-1])


ERRORS: list[tuple[str, Any, str, str]] = [
    ("no object", ["x"], "profile.not_object", "{}"),
    ("missing key", {k: v for k, v in PROVINCE.items() if k != "id"}, "profile.missing_key", "id"),
    ("misspelt key", province(patern="x"), "profile.unknown_key", "patern"),
    ("bad id", province(id="Mã nhà"), "profile.not_identifier", "id"),
    ("bad kind", province(kind="blok"), "profile.not_one_of", "kind"),
    ("bad column", province(column="kod"), "profile.not_one_of", "column"),
    ("no label", province(label={"vi": "Mã"}), "profile.missing_key", "label.en"),
    ("label is text", province(label="Mã"), "profile.not_object", "label"),
    ("parts is object", province(parts={}), "profile.not_list", "parts"),
    ("part is text", province(parts=["KH"]), "profile.not_object", "parts[0]"),
    ("part type", province(parts=[{"type": "seriall"}]), "profile.not_one_of", "parts[0].type"),
    ("serial width", province(parts=[{"type": "serial", "width": "5"}]), "profile.not_number", "parts[0].width"),
    ("width too large", province(parts=[{"type": "serial", "width": 40}]), "profile.not_number", "parts[0].width"),
    ("unit", province(parts=[{"type": "unit", "unit": "ward"}]), "profile.not_one_of", "parts[0].unit"),
    ("no serial", province(parts=[{"type": "fixed", "text": "A"}]), "scheme.one_serial", "parts"),
    ("two serials", province(parts=[{"type": "serial", "width": 5}, {"type": "serial", "width": 5, "name": "b"}]),
     "scheme.one_serial", "parts"),
    ("same name", province(parts=[{"type": "fixed", "text": "A"}, {"type": "fixed", "text": "B"}]),
     "profile.duplicate_id", "parts[1].name"),
    ("derived without position", province(kind="derived"), "scheme.no_position", "parts"),
    ("empty slice", province(kind="derived", parts=[{"type": "geohash", "characters": 4, "skip": 4}]),
     "scheme.empty_slice", "parts[0].skip"),
    ("check over letters", province(parts=[{"type": "fixed", "text": "KH"}, {"type": "serial", "width": 5},
     {"type": "check", "system": "MOD 97-10"}]), "scheme.bad_check", "parts[2].system"),
    ("check over nothing", province(parts=[{"type": "check", "system": "MOD 97-10"},
     {"type": "serial", "width": 5}]), "scheme.no_checked", "parts[0].type"),
    ("unknown check", province(parts=[{"type": "serial", "width": 5}, {"type": "check", "system": "CRC"}]),
     "profile.not_one_of", "parts[1].system"),
    ("pattern", province(pattern="^["), "scheme.bad_pattern", "pattern"),
    ("pattern misfit", province(pattern="^[0-9]{4}$"), "scheme.pattern_misfit", "pattern"),
    ("import without pattern", {k: v for k, v in province(kind="import").items() if k != "parts"},
     "profile.missing_key", "pattern"),
    ("link", province(link="https://example.invalid/"), "scheme.bad_link", "link"),
    ("trial", province(trial="yes"), "profile.not_flag", "trial"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message", "key"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS])
def test_a_wrong_file_is_named_with_its_key_and_remedy(
    tmp_path: Path, data: Any, message: str, key: str
) -> None:
    file = tmp_path / "kh.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DiachisoError) as caught:
        load_schemes([file])
    assert caught.value.message.id == message
    assert caught.value.params["key"] == key
    assert str(file) in str(caught.value) and f'"{key}"' in str(caught.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    file = tmp_path / "ndas2.json"
    file.write_text(json.dumps(province(id="ndas")), encoding="utf-8")
    with pytest.raises(DiachisoError) as caught:
        load_schemes([file])
    assert caught.value.message.id == "profile.duplicate_id"
    assert "ndas.json" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiachisoError) as caught:
        load_schemes([tmp_path / "không có.json"])
    assert "không có.json" in str(caught.value)
