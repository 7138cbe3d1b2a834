"""What a survey says about a layer's fields and shapes, as findings in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional

from ..encodings import TextEncoding
from ..errors import QT_TRANSLATE_NOOP, Message
from ..personal_values import HIDDEN, ColumnNumbers
from ..roles import LayerRole
from .field_map import FieldMap
from .field_report import FieldReport
from .findings import MAX_SAMPLES, Finding, FindingLevel, Fix
from .land_use import LandUseCodes, check_land_use
from .survey import ShapeSurvey, Survey

_SHOWN = 12
ENCODING_NAMES = {
    TextEncoding.nfc: "Unicode (NFC)",
    TextEncoding.nfd: "Unicode NFD",
    TextEncoding.tcvn3: "TCVN3 (ABC)",
    TextEncoding.vni: "VNI-Windows",
    TextEncoding.vps: "VPS",
    TextEncoding.cp1258: "CP1258",
    TextEncoding.mojibake: "UTF-8 / CP1252 (mojibake)",
    TextEncoding.unknown: "?",
}
_TEXTS = {
    "encoding": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} is written in {encoding}: {count} values are turned into Unicode."
    ),
    "encoding_unsure": QT_TRANSLATE_NOOP(
        "diachiso",
        "The field {field} may be written in {encoding} ({count} values would change). Look at the samples; if "
        "they are right, choose this encoding for the import.",
    ),
    "encoding_unknown": QT_TRANSLATE_NOOP(
        "diachiso",
        "The texts of the field {field} are in an encoding that is not known; they stay as they are. Ask for the font "
        "or the program that they come from.",
    ),
    "lost": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} values of the field {field} have lost characters that nobody can bring back (features {rows}). They "
        "stay as they are: correct them from the source documents.",
    ),
    "case_lost": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} values of the field {field} were written in a font of capitals: their tone-marked letters come out "
        "small. Look at them after the import.",
    ),
    "doubtful_text": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} values of the field {field} can be read in two ways, or are not written as the rest of it is; they "
        "stay as they are.",
    ),
    "personal_identity_number": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} holds identity numbers. It is left out, and its values are not shown."
    ),
    "personal_phone": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} holds phone numbers. It is left out, and its values are not shown."
    ),
    "personal_person_name": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} holds names of persons. It is left out, and its values are not shown."
    ),
    "personal_email": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} holds e-mail addresses. It is left out, and its values are not shown."
    ),
    "personal_other": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} seems to hold personal data. It is left out, and its values are not shown."
    ),
    "hidden": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} values of the field {field} hold a telephone number, an identity number, a mail address or the name "
        "of a person; *** takes its place, and it is not shown.",
    ),
    "recognised": QT_TRANSLATE_NOOP("diachiso", "The field {field} is recognised and becomes {column}."),
    "no_parcel_number": QT_TRANSLATE_NOOP(
        "diachiso",
        "No field was recognised as {columns}. If the layer has it, name it in the field map; the choice is "
        "remembered.",
    ),
    "both_pairs": QT_TRANSLATE_NOOP(
        "diachiso",
        "The layer has sheet and parcel number both of the map ({map}) and of the certificate ({certificate}). "
        "Both are kept, since they differ after a renumbering.",
    ),
    "land_use_unknown": QT_TRANSLATE_NOOP(
        "diachiso", "The field {field} has land-use codes that {source} does not list: {values}."
    ),
    "land_use_former": QT_TRANSLATE_NOOP(
        "diachiso",
        "The field {field} has land-use codes of earlier circulars: {values}. Today's list is that of {source}.",
    ),
    "repeated_ids": QT_TRANSLATE_NOOP(
        "diachiso",
        "The field {field} should tell the objects apart, but {count} features share their value with another one.",
    ),
    "no_geometry": QT_TRANSLATE_NOOP("diachiso", "{count} features have no geometry and are left out ({rows})."),
    "empty": QT_TRANSLATE_NOOP("diachiso", "{count} features have an empty geometry and are left out ({rows})."),
    "unreadable": QT_TRANSLATE_NOOP(
        "diachiso", "{count} features have an unreadable geometry and are left out ({rows})."
    ),
    "far_off": QT_TRANSLATE_NOOP(
        "diachiso", "{count} features have coordinates that are no place on Earth and are left out ({rows})."
    ),
    "at_origin": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} features lie at the coordinates 0, 0 or reach there, far from the others ({rows}): their place was "
        "not known. They are kept; give them their place or delete them.",
    ),
    "invalid": QT_TRANSLATE_NOOP(
        "diachiso", "{count} outlines cross or touch themselves ({rows}). They are mended; areas are reported."
    ),
    "repeated": QT_TRANSLATE_NOOP("diachiso", "{count} features have repeated vertices ({rows}), which are removed."),
    "heights": QT_TRANSLATE_NOOP(
        "diachiso", "{count} features have heights or measures (Z, M), which addresses do not need; they are removed."
    ),
    "far_apart": QT_TRANSLATE_NOOP(
        "diachiso", "{count} features consist of parts more than {distance} m apart ({rows}): the parts become objects "
        "of their own.",
    ),
    "multipart": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} features have several parts near each other; they stay together, as a parcel cut by a lane.",
    ),
    "sliver": QT_TRANSLATE_NOOP(
        "diachiso", "{count} outlines are slivers, too small or too narrow for an object ({rows}). Look at them."
    ),
    "same_outline": QT_TRANSLATE_NOOP(
        "diachiso", "{count} features have the same outline as an earlier one ({rows}). Look which of them is right."
    ),
    "same_row": QT_TRANSLATE_NOOP(
        "diachiso",
        "{count} features repeat an earlier one in outline and every attribute ({rows}). One of each is kept.",
    ),
    "mixed": QT_TRANSLATE_NOOP(
        "diachiso", "The layer mixes kinds of geometry: {kinds}. Only those of the main kind are imported."
    ),
}
_SHAPE_RULES: tuple[tuple[str, FindingLevel, Optional[Fix]], ...] = (
    ("no_geometry", FindingLevel.certain, Fix.skip_features),
    ("empty", FindingLevel.certain, Fix.skip_features),
    ("unreadable", FindingLevel.certain, Fix.skip_features),
    ("far_off", FindingLevel.certain, Fix.skip_features),
    ("at_origin", FindingLevel.doubtful, None),
    ("invalid", FindingLevel.certain, Fix.make_valid),
    ("repeated", FindingLevel.certain, Fix.drop_vertices),
    ("heights", FindingLevel.certain, Fix.drop_heights),
    ("far_apart", FindingLevel.certain, Fix.split_parts),
    ("sliver", FindingLevel.doubtful, None),
)


def message(name: str) -> Message:
    """The text of a kind of finding."""
    return Message(f"land.{name}", _TEXTS[name])


def listed(rows: Iterable[Any], total: Optional[int] = None) -> str:
    """A few features by number, with … where there are more."""
    known = list(rows)
    more = (len(known) if total is None else total) > _SHOWN
    return ", ".join(map(str, known[:_SHOWN])) + (" …" if more else "")


def field_findings(reports: Mapping[str, FieldReport]) -> list[Finding]:
    """Encodings, lost characters and personal data of each field; nothing of a personal field is shown."""
    found = []
    for name, report in reports.items():
        if report.personal is not None:
            text = message(f"personal_{report.personal.value}")
            found.append(
                Finding("personal", FindingLevel.certain, text, {"field": name}, name, fix=Fix.drop_field)
            )
            continue
        found += _text_findings(name, report)
        if report.hidden:
            params = {"field": name, "count": report.hidden}
            found.append(
                Finding("hidden", FindingLevel.certain, message("hidden"), params, name, fix=Fix.hide_values)
            )
    return found


def _text_findings(name: str, report: FieldReport) -> list[Finding]:
    found = []
    diagnosis = report.diagnosis
    if diagnosis is None:
        return []
    params: dict[str, Any] = {"field": name, "encoding": ENCODING_NAMES[diagnosis.encoding], "count": report.rows}
    samples = report.samples
    if report.decodes:
        level, fix = FindingLevel.certain, Fix.decode_field
        found.append(Finding("encoding", level, message("encoding"), params, name, samples, fix))
    elif report.changed:
        found.append(
            Finding(
                "encoding_unsure", FindingLevel.doubtful, message("encoding_unsure"), params, name, samples,
                Fix.decode_field, {"ENCODING": diagnosis.encoding.value},
            )
        )  # fmt: skip
    elif diagnosis.encoding is TextEncoding.unknown:
        found.append(
            Finding("encoding_unknown", FindingLevel.doubtful, message("encoding_unknown"), params, name)
        )
    if report.lost:
        params = {"field": name, "count": report.lost_rows, "rows": listed(report.lost.values(), report.lost_rows)}
        same = tuple((text, text) for text in report.lost)[:MAX_SAMPLES]
        found.append(Finding("lost", FindingLevel.doubtful, message("lost"), params, name, same))
    for kind, mark, rows in (
        ("case_lost", "case_lost", diagnosis.case_lost), ("doubtful_text", "doubtful", diagnosis.doubtful)
    ):
        if rows:
            params = {"field": name, "count": len(rows)}
            samples = report.marked.get(mark, ())
            found.append(Finding(kind, FindingLevel.doubtful, message(kind), params, name, samples))
    return found


def map_findings(mapping: FieldMap, role: Optional[LayerRole]) -> list[Finding]:
    """Which fields are recognised, and which a parcel layer should have."""
    found = [
        Finding(
            "recognised", FindingLevel.certain, message("recognised"), {"field": name, "column": column}, name,
            fix=Fix.rename_field,
        )
        for name, column in mapping.recognised.items()
    ]  # fmt: skip
    have = set(mapping.columns.values())
    pairs = ("map_sheet", "map_parcel"), ("certificate_sheet", "certificate_parcel")
    if all(have.issuperset(pair) for pair in pairs):
        named = [", ".join(mapping.field_of(column) or "" for column in pair) for pair in pairs]
        params = {"map": named[0], "certificate": named[1]}
        found.append(Finding("both_pairs", FindingLevel.info, message("both_pairs"), params))
    missing = [column for column in pairs[0] if column not in have]
    if role is LayerRole.parcel and missing:
        params = {"columns": ", ".join(missing)}
        found.append(Finding("no_parcel_number", FindingLevel.doubtful, message("no_parcel_number"), params))
    return found


def land_use_findings(survey: Survey, mapping: FieldMap, codes: LandUseCodes) -> list[Finding]:
    """Codes of land use against the official list."""
    name = mapping.field_of("land_use")
    if name is None or name not in survey.texts:
        return []
    check = check_land_use(survey.texts[name].texts, codes)
    found = []
    for kind, level, values in (
        ("land_use_unknown", FindingLevel.doubtful, check.unknown),
        ("land_use_former", FindingLevel.info, check.former),
    ):
        if values:
            values = tuple(ColumnNumbers().hide(value) or HIDDEN for value in values)
            params = {"field": name, "values": listed(values), "source": codes.source}
            found.append(Finding(kind, level, message(kind), params, name))
    return found


def key_findings(survey: Survey, personal: Iterable[str]) -> list[Finding]:
    """Fields that should tell the objects apart and do not, and features that are there twice."""
    found = []
    hidden = set(personal)
    for name, key in survey.keys.items():
        count = key.repeats()
        if count and name not in hidden:
            params = {"field": name, "count": count}
            found.append(Finding("repeated_ids", FindingLevel.doubtful, message("repeated_ids"), params, name))
    same = survey.rows
    if same is not None and same.count:
        params = {"count": same.count, "rows": listed(same.rows, same.count)}
        found.append(
            Finding(
                "same_row", FindingLevel.certain, message("same_row"), params, fix=Fix.drop_duplicates,
                options={"DROP_DUPLICATES": True},
            )
        )  # fmt: skip
    if survey.shapes is not None:
        count, rows = survey.shapes.duplicates()
        if count > (same.count if same is not None else 0):
            params = {"count": count, "rows": listed(rows, count)}
            found.append(Finding("same_outline", FindingLevel.doubtful, message("same_outline"), params))
    return found


def shape_findings(shapes: ShapeSurvey, distance: float, kinds: Sequence[str]) -> list[Finding]:
    """Faults of geometry; `distance` in metres beyond which parts are objects of their own."""
    found = []
    for fault, level, fix in _SHAPE_RULES:
        count = shapes.faults.get(fault, 0)
        if count and not (fault == "at_origin" and shapes.is_local):
            params = {"count": count, "rows": listed(shapes.rows[fault], count), "distance": f"{distance:g}"}
            found.append(Finding(fault, level, message(fault), params, fix=fix))
    near = shapes.faults.get("multipart", 0) - shapes.faults.get("far_apart", 0)
    if near > 0:
        found.append(Finding("multipart", FindingLevel.info, message("multipart"), {"count": near}))
    if len(kinds) > 1:
        found.append(Finding("mixed", FindingLevel.doubtful, message("mixed"), {"kinds": ", ".join(kinds)}))
    return found
