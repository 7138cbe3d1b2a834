"""What a profile says besides names and words: ranges, patterns, sections, combinations, people; and where it errs."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from diachiso.core.classes import load_classes
from diachiso.core.errors import DiachisoError
from diachiso.core.field_spec import FieldGroup, FormUse, Scope
from diachiso.core.profile import LOCATION, load_profile, merge_profiles, profile_from_json, profile_to_json

WORDS = {"vi": "Khu quy hoạch", "en": "Planning zone"}
NEW = {"name": "planning_zone", "type": "text", "group": "advanced", "label": WORDS, "help": WORDS}
PLACE = {"id": "place", "label": WORDS, "one_of": [["street"], ["settlement"]]}
OLD_FIELDS = [
    {"name": n, "type": "boolean" if n == "no_number" else "text", "group": "basic", "required": False, "label": WORDS,
     "help": WORDS, "default": None, "values": []}
    for n in ("house_number", "street", "settlement", "no_number")
]  # fmt: skip


def write(path: Path, **more: object) -> Path:
    path.write_text(json.dumps({"id": "province", "fields": [], **more}), encoding="utf-8")
    return path


def test_every_field_of_the_default_profile_has_its_place() -> None:
    profile, classes = load_profile(), load_classes()
    sections = {s.id: s for s in profile.sections}
    for field in profile.fields:
        assert field.section in sections or field.form is FormUse.HIDDEN, field.name
        assert field.group is not FieldGroup.BASIC or (field.registry and field.export), field.name
        assert field.group is not FieldGroup.PERSONAL
        assert all(n in classes or n in ("I", "II", "III") for n in field.required_for), field.name
    for scope in [s.scope for s in (*profile.sections, *profile.combinations)]:
        assert all(n in classes or n in ("I", "II", "III") for n in (*scope.only, *scope.but))
    exported = [f.export for f in profile.fields if f.export]
    wired = [f.registry for f in profile.fields if f.registry]
    assert len(set(exported)) == len(exported) and len(set(wired)) == len(wired)
    assert all(f.group is FieldGroup.PERSONAL and not f.export and not f.registry for f in profile.person_fields)
    assert next(f for f in profile.person_fields if f.name == "legal_basis").default is None


@pytest.mark.parametrize(
    ("object_class", "group", "needs", "shows", "hides"),
    [
        ("house", "I", {"code", "object_class", "commune_code"}, {"floors", "house_number"}, {"room", "use"}),
        ("office", "II", {"name"}, {"use", "opening_hours", "room"}, set()),
        ("flat", "I", {"room"}, {"room", "floor"}, {"floors", "map_sheet"}),
        ("parcel", "III", {"map_sheet", "map_parcel"}, {"map_sheet"}, {"house_number", "floors", "use"}),
        ("hydrant", "III", {"code"}, {"street", "entrance_note"}, {"house_number", "map_sheet", "use", "floors"}),
        (None, None, {"code"}, {"house_number"}, set()),
    ],
)
def test_what_a_class_needs_and_shows(object_class, group, needs, shows, hides) -> None:
    profile = load_profile()
    shown = {f.name for f in profile.shown_for(object_class, group)}
    assert needs <= set(profile.required_for(object_class, group))
    assert shows <= shown and not hides & shown
    assert needs <= shown | set(profile.required_names)


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("floors", 0, True), ("floors", 150, True), ("floors", 151, False), ("floors", -1, False),
        ("commune_code", "22528", True), ("commune_code", "2252", False), ("commune_code", "22528\n", False),
        ("stage", "created", True), ("stage", "Created", False), ("note", "anything", True),
    ],
)  # fmt: skip
def test_what_a_field_accepts(name: str, value: object, right: bool) -> None:
    assert load_profile().field(name).accepts(value) is right


def test_a_province_narrows_a_field_and_adds_one_in_a_section_of_its_own(tmp_path: Path) -> None:
    file = write(
        tmp_path / "p.json",
        fields=[
            {"name": "floors", "max": 60},
            {"name": "use", "values": [{"value": "trade", "vi": "Buôn bán", "en": "Trade"}]},
            {**NEW, "section": "planning", "required_for": ["II"], "registry": "zone", "export": "khu_qh"},
        ],
        sections=[{"id": "planning", "group": "advanced", "label": WORDS, "not_classes": ["hydrant"]}],
        combinations=[{"id": "location", "one_of": [["street"]]}, PLACE],
        person_fields=[{"name": "phone", "required": True}],
    )
    profile = load_profile(file)
    assert (profile.field("floors").minimum, profile.field("floors").maximum) == (0, 60)
    assert [c.value for c in profile.field("use").values] == ["trade"]
    assert "planning_zone" in profile.required_for("office", "II")
    assert "planning_zone" not in {f.name for f in profile.shown_for("hydrant", "III")}
    groups = [c.one_of for c in profile.combinations_for("house", "I")]
    assert groups == [(("street",),), (("street",), ("settlement",))]
    assert next(f for f in profile.person_fields if f.name == "phone").required
    assert profile_from_json(profile_to_json(profile)) == profile


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ({"fields": [NEW, {**NEW, "name": "b", "requierd": True}]}, "fields[1].requierd", "required_for"),
        ({"fields": [NEW], "seccions": []}, "seccions", "sections"),
        ({"fields": [{**NEW, "pattern": "("}]}, "fields[0].pattern", "regular expression"),
        ({"fields": [{**NEW, "min": 1}]}, "fields[0].min", "integer and real"),
        ({"fields": [{**NEW, "type": "integer", "min": "1"}]}, "fields[0].min", "not a number"),
        ({"fields": [{**NEW, "type": "integer", "min": 5, "max": 1}]}, "fields[0].min", "above"),
        ({"fields": [{"name": "floors", "min": 200}]}, "fields[0].min", "above"),
        ({"fields": [{**NEW, "type": "integer", "pattern": "x"}]}, "fields[0].pattern", "only text"),
        ({"fields": [{**NEW, "section": "nowhere"}]}, "fields[0].section", "identity"),
        ({"fields": [{**NEW, "form": "big"}]}, "fields[0].form", "multiline"),
        ({"fields": [{**NEW, "domain": {"table": "street"}}]}, "fields[0].domain", "all three"),
        ({"fields": [{**NEW, "required_for": "II"}]}, "fields[0].required_for", "list of texts"),
        ({"fields": [{**NEW, "export": 5}]}, "fields[0].export", "not a text"),
        ({"fields": [{"name": "stage", "values": [{"value": "x", "vi": "x", "en": "x"}]}]}, "fields[0].values", "stay"),
        ({"fields": [{"name": "stage", "default": "created"}]}, "fields[0].default", "stay declared"),
        ({"fields": [{**NEW, "group": "personal"}]}, "fields[0].group", "basic, advanced, system"),
        ({"sections": {}}, "sections", "not a list"),
        ({"sections": [{"id": "a", "group": "advanced"}]}, "sections[0].label", "vi and in en"),
        ({"combinations": [{**PLACE, "one_of": [["stret"]]}]}, "combinations[0].one_of", "stret"),
        ({"combinations": [{**PLACE, "one_of": "street"}]}, "combinations[0].one_of", "list of lists"),
        ({"person_fields": [{**NEW, "name": "id_card", "group": "personal"}]}, "person_fields[0].name", "personal"),
        ({"person_fields": [{"name": "legal_basis", "default": "law"}]}, "person_fields[0].default", "stay None"),
    ],
)
def test_a_mistake_is_told_with_its_place_in_the_json(tmp_path: Path, content: dict, place: str, said: str) -> None:
    with pytest.raises(DiachisoError) as caught:
        load_profile(write(tmp_path / "p.json", **content))
    assert f" {place} " in str(caught.value).replace(":", " ") and said in str(caught.value)
    assert "p.json" in str(caught.value)


def test_a_profile_of_a_register_of_the_first_version() -> None:
    """It knew neither sections nor combinations; what it meant by them stays."""
    old = profile_from_json(json.dumps({"id": "default", "title": WORDS, "fields": OLD_FIELDS}))
    assert old.combinations == (LOCATION,) and old.sections == ()
    assert old.fields[0].required_for == () and old.fields[0].section == ""
    merged = merge_profiles(load_profile(), old)
    assert set(merged.names) == set(load_profile().names)
    assert merged.field("street").label.vi == "Khu quy hoạch", "what the register says counts"
    assert merged.field("street").section == "street" and merged.sections == load_profile().sections


def test_a_profile_of_a_newer_version_is_read() -> None:
    data = json.loads(profile_to_json(load_profile()))
    data["fields"][0]["colour"] = "red"
    data["tabs"] = []
    assert profile_from_json(json.dumps(data)) == load_profile()


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        (Scope(), True), (Scope(("I",)), True), (Scope(("II", "house")), True), (Scope(("II",)), False),
        (Scope((), ("I",)), False), (Scope((), ("house",)), False), (Scope(("I",), ("house",)), False),
        (Scope((), ("II",)), True),
    ],
)  # fmt: skip
def test_scopes(scope: Scope, applies: bool) -> None:
    assert scope.applies("house", "I") is applies
    assert Scope(("I",)).applies("I", None) is False, "a class named like a group is not in it"
