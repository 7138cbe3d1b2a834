"""Which personal fields may go to which registry, why and until when. Nobody's, unless a province's profile says so.

`resources/profiles/sync/default.json` grants nothing; the files in `profiles/sync` beside a register may.
"""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional
from urllib.parse import urlsplit

from .errors import QT_TRANSLATE_NOOP, Message
from .json_reader import DUPLICATE_ID, NOT_TEXT, JsonReader
from .resources import PathLike, json_files, local_profiles, read_json_file

OF_THE_OFFICE = frozenset({"legal_basis", "retention_date"})
"""Columns of `person` that are the register's own business."""
_THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})

BAD_DAY = Message(
    "sync_profile.bad_day",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" must be a day to come, like 2030-12-31, not {value}: until then the recipient may '
        "keep the data. Nothing was sent; correct it there.",
    ),
)
NOT_SAFE = Message(
    "sync_profile.not_safe",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'In the file {file}, "{key}" must be the address of a registry that begins with https://, without user name or '
        "token in it, not {value}: personal data is not sent where it can be read on the way. Nothing was sent.",
    ),
)


@dataclass(frozen=True)
class PersonalGrant:
    """What of people goes to one registry: `fields` of `person`; who gets them, for what, on which legal basis.

    `keep_until`: the day (ISO) until which the recipient may keep them.
    """

    recipient: str
    registry: str
    fields: tuple[str, ...]
    purpose: str
    legal_basis: str
    keep_until: str


def load_grants(register: PathLike, person_fields: Collection[str], today: date) -> tuple[PersonalGrant, ...]:
    """What the province's files beside its register grant (ProfileError where one lacks basis, recipient …)."""
    grants: dict[str, PersonalGrant] = {}
    for folder in local_profiles(register, "sync"):
        for file in json_files(folder):
            for reader, grant in parse_grants(read_json_file(file), file.name, person_fields, today):
                if grant.registry in grants:
                    other = grants[grant.registry].recipient
                    raise reader.error(DUPLICATE_ID, "registry", value=grant.registry, other=other)
                grants[grant.registry] = grant
    return tuple(grants.values())


def grant_for(grants: Collection[PersonalGrant], registry: str) -> Optional[PersonalGrant]:
    """What goes to this registry (its URL); None: nothing of anybody."""
    return next((grant for grant in grants if grant.registry == _address(registry)), None)


def parse_grants(
    data: Any, file: str, person_fields: Collection[str], today: date
) -> list[tuple[JsonReader, PersonalGrant]]:
    """The grants of a profile, each with its place in the file."""
    reader = JsonReader(data, file)
    reader.identifier("id")
    found = [(item, _grant(item, person_fields, today)) for item in reader.objects("personal", required=False)]
    reader.finish()
    return found


def _grant(reader: JsonReader, person_fields: Collection[str], today: date) -> PersonalGrant:
    known = sorted(set(person_fields) - OF_THE_OFFICE)
    fields = reader.texts("fields")
    if not fields:
        raise reader.error(NOT_TEXT, "fields", value="[]")
    for place, name in enumerate(fields):
        JsonReader({"": name}, reader.file, reader.at(f"fields[{place}]")).choice("", known)
    grant = PersonalGrant(
        recipient=_said(reader, "recipient"), registry=_address(_said(reader, "registry")),
        fields=tuple(dict.fromkeys(fields)), purpose=_said(reader, "purpose"),
        legal_basis=_said(reader, "legal_basis"), keep_until=_said(reader, "keep_until"),
    )  # fmt: skip
    if not _is_safe(grant.registry):
        raise reader.error(NOT_SAFE, "registry", value=grant.registry)
    try:
        past = date.fromisoformat(grant.keep_until) < today
    except ValueError:
        past = True
    if past:
        raise reader.error(BAD_DAY, "keep_until", value=grant.keep_until)
    reader.finish()
    return grant


def _said(reader: JsonReader, key: str) -> str:
    text = reader.text(key).strip()
    if not text:
        raise reader.error(NOT_TEXT, key, value='""')
    return text


def _address(url: str) -> str:
    return url.strip().rstrip("/")


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or port == 0 or parts.username or parts.password or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_COMPUTER)
