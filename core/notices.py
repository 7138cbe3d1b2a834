"""Who is told which codes: people and organisations of addresses as recipients, one letter each, and how it went."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .errors import QT_TRANSLATE_NOOP
from .masking import phone_digits
from .text import person_key

ROLES = ("owner", "representative", "user")
"""The three kinds of recipients of the programme's plans."""


class Channel(str, Enum):
    """How a notice reaches its recipient."""

    COMMUNE = "commune"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    EMAIL = "email"
    POST = "post"


class Outcome(str, Enum):
    """What became of a notice."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.COMMUNE: QT_TRANSLATE_NOOP("diachiso", "By the commune or settlement"),
    Channel.IN_PERSON: QT_TRANSLATE_NOOP("diachiso", "Handed over in person"),
    Channel.MESSAGE: QT_TRANSLATE_NOOP("diachiso", "Text message (SMS)"),
    Channel.EMAIL: QT_TRANSLATE_NOOP("diachiso", "E-mail"),
    Channel.POST: QT_TRANSLATE_NOOP("diachiso", "By post"),
}
OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.DELIVERED: QT_TRANSLATE_NOOP("diachiso", "Delivered"),
    Outcome.REFUSED: QT_TRANSLATE_NOOP("diachiso", "Refused"),
    Outcome.UNREACHABLE: QT_TRANSLATE_NOOP("diachiso", "Not reached"),
}
STATES = {Outcome.DELIVERED: "reached", Outcome.REFUSED: "failed", Outcome.UNREACHABLE: "failed"}
"""The state of a notice after its outcome."""


@dataclass(frozen=True)
class NoticePerson:
    """A row of `person`: somebody of one address."""

    person_id: int
    address_id: str
    role: str
    full_name: str
    organisation: str
    phone: str
    email: str
    legal_basis: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two rows one recipient: name and telephone; without a telephone the name at one address."""
        name, phone = person_key(self.full_name or self.organisation), phone_digits(self.phone)
        own = person_key(self.organisation)
        if self.role == "representative" and own:
            return ("organisation", own, name)
        return (name, phone) if phone else (name, "", own if own else self.address_id)


@dataclass(frozen=True)
class NoticeAddress:
    """An address in a letter; `lonlat` degrees, None where it has no position."""

    address_id: str
    code: str
    text: str
    object_class: str
    name: str
    commune_code: str
    commune: str
    settlement: str
    lonlat: Optional[tuple[float, float]]


@dataclass(frozen=True)
class Letter:
    """A notice to one recipient about all of their addresses, in walking order; without persons to whoever lives there.
    """

    persons: tuple[NoticePerson, ...]
    addresses: tuple[NoticeAddress, ...]

    @property
    def name(self) -> str:
        """Whom it is written to; '' where nobody is known."""
        first = self.persons[0] if self.persons else None
        return (first.full_name or first.organisation) if first else ""

    @property
    def organisation(self) -> str:
        """The organisation that the recipient represents or is; '' for none."""
        return self.persons[0].organisation if self.persons else ""

    @property
    def role(self) -> str:
        """The recipient's role at the first address; 'owner' where nobody is known."""
        return self.persons[0].role if self.persons else "owner"

    @property
    def phone(self) -> str:
        """The first telephone known."""
        return next((p.phone for p in self.persons if p.phone), "")

    @property
    def email(self) -> str:
        """The first e-mail address known."""
        return next((p.email for p in self.persons if p.email), "")


def letters(
    addresses: Sequence[NoticeAddress], persons: Iterable[NoticePerson], roles: Sequence[str], to_unknown: bool
) -> list[Letter]:
    """One letter per recipient of the wanted roles, in the order of their first address; with `to_unknown` one for
    each address of which nobody of these roles is known.
    """
    by_address: dict[str, list[NoticePerson]] = {}
    for person in persons:
        if person.role in roles and (person.full_name or person.organisation):
            by_address.setdefault(person.address_id, []).append(person)
    found: dict[tuple[str, ...], tuple[list[NoticePerson], list[NoticeAddress]]] = {}
    for address in addresses:
        known = by_address.get(address.address_id, [])
        for person in known:
            key = (address.commune_code, *person.identity)  # the commune hands it over: one letter in each
            people, told = found.setdefault(key, ([], []))
            people.append(person)
            if address not in told:
                told.append(address)
        if not known and to_unknown:
            found[("", address.address_id)] = ([], [address])
    return [Letter(tuple(people), tuple(told)) for people, told in found.values()]
