"""Rows of the audit log as a person reads them: who did what to which field, in the words of the field profile."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

from .errors import QT_TRANSLATE_NOOP
from .lifecycle import Stage
from .lifecycle_actions import STAGE_WORDS
from .profile import Choice, Profile

EMPTY = QT_TRANSLATE_NOOP("diachiso", "(empty)")
GEOMETRY = "geom"
LONGEST = 80

# (table, action) → what was done; '' stands for any table.
DONE: Mapping[tuple[str, str], str] = {
    ("address", "insert"): QT_TRANSLATE_NOOP("diachiso", "Entered"),
    ("address", "update"): QT_TRANSLATE_NOOP("diachiso", "Changed"),
    ("address", "retire"): QT_TRANSLATE_NOOP("diachiso", "Retired"),
    ("address", "unretire"): QT_TRANSLATE_NOOP("diachiso", "Restored"),
    ("address", "undo"): QT_TRANSLATE_NOOP("diachiso", "A write was undone"),
    ("address", "reason"): QT_TRANSLATE_NOOP("diachiso", "Reason"),
    ("address_position", "insert"): QT_TRANSLATE_NOOP("diachiso", "Position added"),
    ("address_position", "update"): QT_TRANSLATE_NOOP("diachiso", "Position changed"),
    ("address_position", "delete"): QT_TRANSLATE_NOOP("diachiso", "Position taken away"),
    ("person", "insert"): QT_TRANSLATE_NOOP("diachiso", "Person entered"),
    ("person", "update"): QT_TRANSLATE_NOOP("diachiso", "Person's data changed"),
    ("person", "delete"): QT_TRANSLATE_NOOP("diachiso", "Person's data deleted"),
    ("person", "erase"): QT_TRANSLATE_NOOP("diachiso", "Person's data erased"),
    ("notification", "insert"): QT_TRANSLATE_NOOP("diachiso", "Notice entered"),
    ("notification", "update"): QT_TRANSLATE_NOOP("diachiso", "Notice changed"),
    ("notification", "delete"): QT_TRANSLATE_NOOP("diachiso", "Notice taken away"),
    ("plaque", "insert"): QT_TRANSLATE_NOOP("diachiso", "Plaque entered"),
    ("plaque", "update"): QT_TRANSLATE_NOOP("diachiso", "Plaque changed"),
    ("plaque", "delete"): QT_TRANSLATE_NOOP("diachiso", "Plaque taken away"),
}
KINDS: Mapping[str, str] = {
    "assign": QT_TRANSLATE_NOOP("diachiso", "Assign new codes"),
    "match": QT_TRANSLATE_NOOP("diachiso", "Match issued codes"),
    "units": QT_TRANSLATE_NOOP("diachiso", "Add units (flats, stalls)"),
}
# Columns of what hangs on an address, and their values; address fields are named by the profile.
COLUMNS: Mapping[str, str] = {
    "kind": QT_TRANSLATE_NOOP("diachiso", "Kind of position"),
    "recipient": QT_TRANSLATE_NOOP("diachiso", "Recipient"),
    "channel": QT_TRANSLATE_NOOP("diachiso", "How"),
    "state": QT_TRANSLATE_NOOP("diachiso", "State"),
    "sent_at": QT_TRANSLATE_NOOP("diachiso", "Sent on"),
    "reached_at": QT_TRANSLATE_NOOP("diachiso", "Reached on"),
    "reference": QT_TRANSLATE_NOOP("diachiso", "Document number"),
    "design": QT_TRANSLATE_NOOP("diachiso", "Design"),
    "made_at": QT_TRANSLATE_NOOP("diachiso", "Printed on"),
    "ordered_at": QT_TRANSLATE_NOOP("diachiso", "Ordered on"),
    "delivered_at": QT_TRANSLATE_NOOP("diachiso", "Delivered on"),
    "not_mounted": QT_TRANSLATE_NOOP("diachiso", "Why not mounted"),
    "ended_at": QT_TRANSLATE_NOOP("diachiso", "Until"),
    "batch": QT_TRANSLATE_NOOP("diachiso", "Print run"),
    "mounted_at": QT_TRANSLATE_NOOP("diachiso", "Mounted on"),
    "place": QT_TRANSLATE_NOOP("diachiso", "Where on the object"),
    "photo": QT_TRANSLATE_NOOP("diachiso", "Photo"),
}
VALUES: Mapping[str, str] = {
    "entrance": QT_TRANSLATE_NOOP("diachiso", "Entrance"),
    "building": QT_TRANSLATE_NOOP("diachiso", "Building"),
    "parcel": QT_TRANSLATE_NOOP("diachiso", "Parcel"),
    "mooring": QT_TRANSLATE_NOOP("diachiso", "Mooring"),
    "owner": QT_TRANSLATE_NOOP("diachiso", "Owner"),
    "representative": QT_TRANSLATE_NOOP("diachiso", "Legal representative"),
    "user": QT_TRANSLATE_NOOP("diachiso", "User or manager"),
    "commune": QT_TRANSLATE_NOOP("diachiso", "Through the commune or settlement"),
    "in_person": QT_TRANSLATE_NOOP("diachiso", "Met in person"),
    "message": QT_TRANSLATE_NOOP("diachiso", "Text message"),
    "email": QT_TRANSLATE_NOOP("diachiso", "E-mail"),
    "post": QT_TRANSLATE_NOOP("diachiso", "By post"),
    "planned": QT_TRANSLATE_NOOP("diachiso", "Planned"),
    "sent": QT_TRANSLATE_NOOP("diachiso", "Sent"),
    "reached": QT_TRANSLATE_NOOP("diachiso", "Recipient reached"),
    "failed": QT_TRANSLATE_NOOP("diachiso", "Not reached"),
    "ordered": QT_TRANSLATE_NOOP("diachiso", "Ordered"),
    "made": QT_TRANSLATE_NOOP("diachiso", "Printed"),
    "delivered": QT_TRANSLATE_NOOP("diachiso", "Delivered"),
    "mounted": QT_TRANSLATE_NOOP("diachiso", "Mounted"),
    "not_mounted": QT_TRANSLATE_NOOP("diachiso", "Not mounted"),
    "replaced": QT_TRANSLATE_NOOP("diachiso", "Replaced"),
    "absent": QT_TRANSLATE_NOOP("diachiso", "Nobody there"),
    "no_place": QT_TRANSLATE_NOOP("diachiso", "No place for it"),
    "gone": QT_TRANSLATE_NOOP("diachiso", "The object is gone"),
    "wrong_plaque": QT_TRANSLATE_NOOP("diachiso", "Wrong or damaged plaque"),
    "damaged": QT_TRANSLATE_NOOP("diachiso", "Damaged"),
    "removed": QT_TRANSLATE_NOOP("diachiso", "Removed"),
}
# Which record it is, the reader knows.
_IDENTITY = ("address_id", "person_id", "apply_id", "fid")
MOVED = QT_TRANSLATE_NOOP("diachiso", "position on the map")
CHANGE = QT_TRANSLATE_NOOP("diachiso", "{field}: {old} → {new}")
VALUE = QT_TRANSLATE_NOOP("diachiso", "{field}: {new}")

Translate = Callable[[str, str], str]


@dataclass(frozen=True)
class Entry:
    """A row of the audit log; `kind` is that of the apply that it belongs to, '' for an edit by a person."""

    seq: int
    at: str
    by: str
    table: str
    action: str
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True)
class HistoryWords:
    """Puts entries into words of one language; `classes` names the object classes by their code."""

    profile: Profile
    translate: Translate = lambda context, text: text
    language: str = "vi"
    classes: Mapping[str, str] = field(default_factory=dict)

    def line(self, entry: Entry) -> str:
        """What was done, in one line, without when and by whom: "Changed – Street: (empty) → Trần Phú"."""
        done = DONE.get((entry.table, entry.action))
        said = self._say(done) if done else f"{entry.table}: {entry.action}"
        if entry.kind:
            said = f"{said} ({self._say(KINDS.get(entry.kind, entry.kind))})"
        return " – ".join(filter(None, (said, "; ".join(self.changes(entry)))))

    def full_line(self, entry: Entry) -> str:
        """The same with when (UTC, as it is stored) and by whom before it."""
        when = entry.at[:16].replace("T", " ")
        return " · ".join(filter(None, (when, entry.by, self.line(entry))))

    def changes(self, entry: Entry) -> list[str]:
        """What changed, field by field in the order of the profile; of a person nothing, whatever a log may hold."""
        if entry.table == "person":
            return []
        if entry.action == "reason":
            return [str(entry.new.get("reason", ""))]
        names = [*entry.old, *(name for name in entry.new if name not in entry.old)]
        return [self._change(entry, name) for name in sorted(names, key=self._place) if name not in _IDENTITY]

    def _change(self, entry: Entry, name: str) -> str:
        if name == GEOMETRY:
            return self._say(MOVED)
        of_address = entry.table == "address" and name in self.profile.names
        label = self.profile.field(name).label.text(self.language) if of_address else self._say(COLUMNS.get(name, name))
        old, new = (self._value(name, row, of_address) for row in (entry.old, entry.new))
        template = VALUE if entry.action in ("insert", "undo") and name not in entry.old else CHANGE
        return self._say(template).format(field=label, old=old, new=new)

    def _place(self, name: str) -> int:
        return self.profile.names.index(name) if name in self.profile.names else len(self.profile.names)

    def _value(self, name: str, row: Mapping[str, Any], of_address: bool) -> str:
        value = row.get(name)
        if value is None or value == "":
            return self._say(EMPTY)
        if not of_address:
            return self._say(VALUES.get(str(value), str(value)))
        if name == "stage" and value in [stage.value for stage in Stage]:
            return self._say(STAGE_WORDS[Stage(value)])
        if name == "object_class":
            return self.classes.get(str(value), str(value))
        words = self._choice(name, value)
        text = words if words is not None else str(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    def _choice(self, name: str, value: Any) -> Optional[str]:
        values: Sequence[Choice] = self.profile.field(name).values
        return next((choice.label.text(self.language) for choice in values if choice.value == value), None)

    def _say(self, text: str) -> str:
        return self.translate("diachiso", text)
