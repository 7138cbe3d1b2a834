"""The agency profile: who issues documents under which names and numbers, the portal's link, fonts and standing texts.

`resources/profiles/agency/default.json` holds today's names; the files in `profiles/agency` beside a register say only
what differs. The texts are those of Vietnamese official documents (Nghị định 30/2020/NĐ-CP), hence in one
language.
"""
from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from .field_spec import Bilingual
from .json_reader import JsonReader
from .resources import PathLike, json_files, local_profiles, read_json_file, resource_path
from .text import nfc

PLACE_FIELDS = ("province", "province_name", "PROVINCE", "commune", "commune_name", "COMMUNE")
DATE_FIELDS = ("day", "month", "year", "date")
FIELDS = (*PLACE_FIELDS, *DATE_FIELDS, "number", "period")
ISSUERS = ("department", "commune")
DOCUMENTS = ("notice", "handover", "report", "reminder")
BODIES = ("land", "coordinating", "postal", "police", "province")
CONTACTS = ("office", "address", "phone", "email", "web")
TEXTS = ("purpose", "data_protection", "licence", "licence_link")
_MOST_MARGIN = 60.0

UNKNOWN_FIELD = Message(
    "agency.unknown_field",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, the text "{key}" names {{{name}}}, which is not known. Use: {known}.'
    ),
)
BAD_TEXT = Message(
    "agency.bad_text",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, the braces in the text "{key}" are not right ({detail}). Correct it there.'
    ),
)

NO_CODE = Message(
    "agency.no_code",
    QT_TRANSLATE_NOOP(
        "diachiso", 'In the file {file}, "{key}" lacks {{code}}, so that every link would be the same. Add it there.'
    ),
)
NO_LOGO = Message(
    "agency.no_logo",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "logo" names {path}, which does not exist. Put the picture there, or leave it empty.',
    ),
)


@dataclass(frozen=True)
class Issuer:
    """Who signs: the head of the document line by line (`parent` plain, `name` bold), and the signature's lines."""

    parent: tuple[str, ...]
    name: tuple[str, ...]
    text_name: str
    """Its name within a sentence."""
    place: str
    signatory: tuple[str, ...]
    signer: str

    def filled(self, values: Mapping[str, object]) -> Issuer:
        """The issuer with the {fields} of its texts filled in."""
        lines = {name: filled_all(getattr(self, name), values) for name in ("parent", "name", "signatory")}
        return Issuer(**lines, text_name=fill(self.text_name, values), place=fill(self.place, values),
                      signer=self.signer)  # fmt: skip


@dataclass(frozen=True)
class DocumentForm:
    """A kind of document: who issues it, the form of its number, title, legal grounds, and who gets copies."""

    issuer: Issuer
    number: str
    title: tuple[str, ...]
    grounds: tuple[str, ...]
    copies: tuple[str, ...]

    def filled(self, values: Mapping[str, object]) -> DocumentForm:
        """The form with the {fields} of all its texts filled in."""
        lines = {name: filled_all(getattr(self, name), values) for name in ("title", "grounds", "copies")}
        return DocumentForm(issuer=self.issuer.filled(values), number=fill(self.number, values), **lines)


@dataclass(frozen=True)
class Margins:
    """Margins of a document's page in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True)
class Agency:
    """A whole profile; texts keep their {fields} until `fill`. `logo`: None where there is none."""

    id: str
    title: Bilingual
    portal_link: str
    logo: Optional[Path]
    serif: tuple[str, ...]
    sans: tuple[str, ...]
    margins: Margins
    documents: Mapping[str, DocumentForm] = field(hash=False)
    issuers: Mapping[str, Issuer] = field(hash=False)
    bodies: Mapping[str, str] = field(hash=False)
    contact: Mapping[str, str] = field(hash=False)
    texts: Mapping[str, str] = field(hash=False)

    def link(self, code: str) -> str:
        """The portal's page of a code: what a QR says. It holds nothing but the code."""
        return self.portal_link.replace("{code}", code)

    def document(self, kind: str, values: Mapping[str, object]) -> DocumentForm:
        """The form of a document (one of DOCUMENTS), filled in."""
        return self.documents[kind].filled(values)

    def text(self, name: str, values: Mapping[str, object]) -> str:
        """A standing text (one of TEXTS), filled in."""
        return fill(self.texts[name], values)

    def body(self, name: str, values: Mapping[str, object]) -> str:
        """The name of an agency of today (one of BODIES), as it stands within a sentence."""
        return fill(self.bodies[name], values)


def load_agency(path: Optional[PathLike] = None, register: Optional[PathLike] = None) -> Agency:
    """The shipped profile with what a file, else the province's own files beside the register, say differently.

    DiachisoError names the file and the key that is wrong.
    """
    shipped = resource_path("profiles", "agency", "default.json")
    data, where = read_json_file(shipped), shipped
    folders = [path] if path is not None else local_profiles(register, "agency") if register is not None else []
    for folder in folders:
        for own in json_files(folder):
            JsonReader(read_json_file(own), str(own))  # it must be an object
            data, where = _merged(data, read_json_file(own)), own
    return parse_agency(data, where)


def parse_agency(data: Any, file: Path) -> Agency:
    """The profile from its whole JSON object; the logo's path is relative to the file's folder."""
    reader = JsonReader(data, str(file))
    title = reader.labels("title")
    fonts, margins = reader.object("fonts"), reader.object("margins")
    issuers = _parts(reader, "issuers", ISSUERS, _issuer)
    agency = Agency(
        id=reader.identifier("id"),
        title=Bilingual(title["vi"], title["en"]),
        portal_link=_portal_link(reader),
        logo=_logo(reader, file),
        serif=fonts.texts("serif"),
        sans=fonts.texts("sans"),
        margins=Margins(**{side: margins.number(side, 0, _MOST_MARGIN) for side in ("top", "bottom", "left", "right")}),
        issuers=issuers,
        documents=_parts(reader, "documents", DOCUMENTS, lambda item: _document(item, issuers)),
        bodies=_texts(reader, "bodies", BODIES),
        contact=_texts(reader, "contact", CONTACTS),
        texts=_texts(reader, "texts", TEXTS),
    )
    for part in (fonts, margins, reader):
        part.finish()
    return agency


def place_values(province: str = "", commune: str = "") -> dict[str, str]:
    """The fields of places, from full names such as “Tỉnh Khánh Hòa” and “Phường Biển”."""
    values: dict[str, str] = {}
    for name, full in (("province", nfc(province)), ("commune", nfc(commune))):
        values[name] = in_sentence(full)
        values["_".join((name, "name"))] = bare_name(full)
        values[name.upper()] = full.upper()
    return values


def date_values(day: date) -> dict[str, str]:
    """The fields of a date as documents write them: day and month below 3 (for months) with a leading zero."""
    return {
        "day": f"{day.day:02d}",
        "month": f"{day.month:02d}" if day.month < 3 else str(day.month),
        "year": str(day.year),
        "date": f"{day.day:02d}/{day.month:02d}/{day.year}",
    }


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its fields filled in; a field without a value becomes dots, as in a form filled by hand."""
    return text.format_map(_Dots(values))


def filled_all(texts: Iterable[str], values: Mapping[str, object]) -> tuple[str, ...]:
    """`fill` for several texts."""
    return tuple(fill(text, values) for text in texts)


_TYPES = ("Thành phố", "Đặc khu", "Thị trấn", "Thị xã", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


def in_sentence(full_name: str) -> str:
    """A unit's full name as it stands within a sentence: its type in small letters."""
    for unit_type in _TYPES:
        if full_name.casefold().startswith(" ".join((unit_type.casefold(), ""))):
            return "".join((unit_type.lower(), full_name[len(unit_type):]))
    return full_name


def bare_name(full_name: str) -> str:
    """A unit's name without its type; one that is only a number keeps it (“Phường 1”)."""
    said = in_sentence(full_name)
    for unit_type in _TYPES:
        rest = said[len(unit_type):].strip()
        if said.startswith(" ".join((unit_type.lower(), ""))) and not rest.isdecimal():
            return rest
    return full_name


class _Dots(dict):
    def __missing__(self, key: str) -> str:
        return "……"


def _merged(base: Any, own: Any) -> Any:
    """What `own` says instead of `base`, object by object; lists and texts are replaced whole."""
    if not (isinstance(base, Mapping) and isinstance(own, Mapping)):
        return own
    return {**base, **{key: _merged(base[key], value) if key in base else value for key, value in own.items()}}


def _issuer(reader: JsonReader) -> Issuer:
    return Issuer(
        parent=_templates(reader, "parent"),
        name=_templates(reader, "name"),
        text_name=_template(reader, "text_name"),
        place=_template(reader, "place"),
        signatory=_templates(reader, "signatory"),
        signer=reader.text("signer", ""),
    )


def _document(reader: JsonReader, issuers: Mapping[str, Issuer]) -> DocumentForm:
    return DocumentForm(
        issuer=issuers[reader.choice("issuer", ISSUERS)],
        number=_template(reader, "number"),
        title=_templates(reader, "title"),
        grounds=_templates(reader, "grounds"),
        copies=_templates(reader, "copies"),
    )


def _parts(reader: JsonReader, key: str, names: Sequence[str], read: Any) -> dict[str, Any]:
    group = reader.object(key)
    found = {}
    for name in names:
        item = group.object(name)
        found[name] = read(item)
        item.finish()
    group.finish()
    return found


def _texts(reader: JsonReader, key: str, names: Sequence[str]) -> dict[str, str]:
    group = reader.object(key)
    found = {name: _template(group, name) for name in names}
    group.finish()
    return found


def _template(reader: JsonReader, key: str, known: Sequence[str] = FIELDS) -> str:
    return _checked(reader, key, reader.text(key, ""), known)


def _templates(reader: JsonReader, key: str) -> tuple[str, ...]:
    return tuple(_checked(reader, key, text, FIELDS) for text in reader.texts(key, required=False))


def _checked(reader: JsonReader, key: str, text: str, known: Sequence[str]) -> str:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise reader.error(BAD_TEXT, key, detail=str(error)) from error
    for name in names:
        if name not in known:
            raise reader.error(UNKNOWN_FIELD, key, name=name, known=", ".join(f"{{{one}}}" for one in known))
    return nfc(text)


def _portal_link(reader: JsonReader) -> str:
    link = _template(reader, "portal_link", ("code",))
    if "{code}" not in link:
        raise reader.error(NO_CODE, "portal_link")
    return link


def _logo(reader: JsonReader, file: Path) -> Optional[Path]:
    said = reader.text("logo", "")
    if not said:
        return None
    path = Path(said) if Path(said).is_absolute() else file.parent / said
    if not path.is_file():
        raise DiachisoError(NO_LOGO, file=str(file), path=str(path))
    return path
