"""The profile of a public data set: which records and fields, in which forms, and how a catalogue describes it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .field_spec import CLASS_GROUPS, Bilingual, FieldGroup, FieldSpec, FieldType
from .json_reader import JsonReader
from .lifecycle import Stage
from .publishable import is_public
from .resources import PathLike, json_files, local_profiles, read_json_file, resource_path

PUBLIC_STAGES = (Stage.VERIFIED.value, Stage.ISSUED.value)
FORMATS = ("gpkg", "geojson", "csv")
_NOTHING = Bilingual("", "")
CLASS_NAME = FieldSpec(
    "object_class_name", FieldType.TEXT, FieldGroup.BASIC, Bilingual("Tên loại đối tượng", "Class of object, in words"),
    _NOTHING, export="ten_loai_doi_tuong",
)  # fmt: skip
CLASS_GROUP = FieldSpec(
    "object_group", FieldType.TEXT, FieldGroup.BASIC, Bilingual("Mục", "Group"),
    Bilingual("I: nhà ở; II: cơ quan, cơ sở; III: công trình, thửa đất, đối tượng khác",
              "I: houses; II: offices, facilities; III: works, parcels, others"), export="muc",
)  # fmt: skip
OF_CLASS = {spec.name: spec for spec in (CLASS_NAME, CLASS_GROUP)}
"""Fields that a record has from its class."""

NOT_PUBLIC = Message(
    "open_data_not_public",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" names {field}, which may not be told to the public. Take it out; the fields that '
        "may stand there are: {known}.",
    ),
)
NO_FIELD = Message(
    "open_data_no_field",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" names {field}, which the register does not have. Known are: {known}.'
    ),
)


@dataclass(frozen=True)
class OpenDataProfile:
    """A public data set. `only_for`: groups of objects by field; `download`: where the files will stand, '' unknown."""

    id: str
    title: Bilingual
    description: Bilingual
    keywords: tuple[str, ...]
    stages: tuple[str, ...]
    fields: tuple[str, ...]
    only_for: Mapping[str, tuple[str, ...]]
    formats: tuple[str, ...]
    identifier: str
    themes: tuple[str, ...]
    frequency: str
    download: str
    file: str

    def specs(self, known: Sequence[FieldSpec]) -> tuple[FieldSpec, ...]:
        """The fields in their order; DiachisoError for one that is unknown or may not be public."""
        by_name = {**{spec.name: spec for spec in known}, **OF_CLASS}
        allowed = ", ".join(name for name, spec in by_name.items() if is_public(spec) and spec.export)
        for name in self.fields:
            spec = by_name.get(name)
            if spec is None or not (is_public(spec) and spec.export):
                message = NO_FIELD if spec is None else NOT_PUBLIC
                raise DiachisoError(message, file=self.file, key="fields", field=name, known=allowed)
        return tuple(by_name[name] for name in self.fields)


def load_open_data(path: Optional[PathLike] = None, register: Optional[PathLike] = None) -> OpenDataProfile:
    """The profile of a file; without one the province's own beside the register, else the shipped one."""
    folders: list[PathLike] = [path] if path is not None else [*local_profiles(register or "", "open_data")]
    files = [file for folder in folders for file in json_files(folder)]
    file = files[-1] if files else resource_path("profiles", "open_data", "default.json")
    return parse_open_data(read_json_file(file), str(file))


def parse_open_data(data: Any, file: str) -> OpenDataProfile:
    """The profile from its JSON object; `file` is what an error names."""
    reader = JsonReader(data, file)
    stages, formats = reader.texts("stages"), reader.texts("formats")
    for key, listed, allowed in (("stages", stages, PUBLIC_STAGES), ("formats", formats, FORMATS)):
        for item in listed:
            _one_of(reader, key, item, allowed)
    profile = OpenDataProfile(
        id=reader.identifier("id"), title=_both(reader, "title"), description=_both(reader, "description"),
        keywords=reader.texts("keywords", required=False), stages=stages, fields=reader.texts("fields"),
        only_for=_only_for(reader), formats=formats, identifier=reader.text("identifier"),
        themes=reader.texts("themes", required=False), frequency=reader.text("frequency", ""),
        download=reader.text("download", ""), file=Path(file).name,
    )  # fmt: skip
    reader.finish()
    return profile


def _both(reader: JsonReader, key: str) -> Bilingual:
    said = reader.labels(key)
    return Bilingual(said["vi"], said["en"])


def _only_for(reader: JsonReader) -> dict[str, tuple[str, ...]]:
    if not reader.has("only_for"):
        return {}
    item = reader.object("only_for")
    found = {name: item.texts(name, required=False) for name in item.names()}
    for name, groups in found.items():
        for group in groups:
            _one_of(item, name, group, CLASS_GROUPS)
    return found


def _one_of(reader: JsonReader, key: str, value: str, allowed: Sequence[str]) -> None:
    JsonReader({key: value}, reader.file).choice(key, allowed)
