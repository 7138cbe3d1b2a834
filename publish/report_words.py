"""The words of the report of the month and of the reminder letters."""
from __future__ import annotations

from ..core.errors import QT_TRANSLATE_NOOP

TARGETS = QT_TRANSLATE_NOOP("diachiso", "Targets")
BY_COMMUNE = QT_TRANSLATE_NOOP("diachiso", "By commune")
BY_GROUP = QT_TRANSLATE_NOOP("diachiso", "By group of objects")
BY_BOTH = QT_TRANSLATE_NOOP("diachiso", "By commune and group of objects")
APPLICATIONS = QT_TRANSLATE_NOOP("diachiso", "Map applications in use")
NOTES = QT_TRANSLATE_NOOP("diachiso", "Notes")
DATA = QT_TRANSLATE_NOOP("diachiso", "Data")
SUMMARY = QT_TRANSLATE_NOOP("diachiso", "Summary")

NUMBER = QT_TRANSLATE_NOOP("diachiso", "No.")
COMMUNE = QT_TRANSLATE_NOOP("diachiso", "Commune")
GROUP = QT_TRANSLATE_NOOP("diachiso", "Group of objects")
COMMUNE_GROUP = QT_TRANSLATE_NOOP("diachiso", "Commune, group of objects")
TOTAL = QT_TRANSLATE_NOOP("diachiso", "Total")
NO_COMMUNE = QT_TRANSLATE_NOOP("diachiso", "(no commune)")
SECTION = QT_TRANSLATE_NOOP("diachiso", "Part {section}. {name}")
TARGET = QT_TRANSLATE_NOOP("diachiso", "Target")
ASKED = QT_TRANSLATE_NOOP("diachiso", "Asked for")
REACHED = QT_TRANSLATE_NOOP("diachiso", "Reached")
OF = QT_TRANSLATE_NOOP("diachiso", "Out of")
SHARE = QT_TRANSLATE_NOOP("diachiso", "Share")
RESULT = QT_TRANSLATE_NOOP("diachiso", "Result")
MET = QT_TRANSLATE_NOOP("diachiso", "Met")
NOT_MET = QT_TRANSLATE_NOOP("diachiso", "Not met")
NAME = QT_TRANSLATE_NOOP("diachiso", "Name")
SINCE = QT_TRANSLATE_NOOP("diachiso", "In use since")
LINK = QT_TRANSLATE_NOOP("diachiso", "Link")
NO_APPLICATIONS = QT_TRANSLATE_NOOP("diachiso", "None has been named.")

MONTH = QT_TRANSLATE_NOOP("diachiso", "Month {month}/{year}")
IN_MONTH = QT_TRANSLATE_NOOP("diachiso", "in month {month}/{year}")
FROM_TO = QT_TRANSLATE_NOOP(
    "diachiso", "Reporting period: month {month}/{year} (from {begin} to {end}); counted on {today}"
)
NOTE_REGISTER = QT_TRANSLATE_NOOP(
    "diachiso",
    "Totals come from the address register: objects that have no address there yet are not counted. With the land "
    "layers they are.",
)
NOTE_LAND = QT_TRANSLATE_NOOP(
    "diachiso",
    "Totals come from the land layers ({layers}) and the address register: {count} objects without an address are "
    "counted.",
)
NOTE_DOUBTFUL = QT_TRANSLATE_NOOP(
    "diachiso", "{count} objects of the land layers are doubtful (cases for a person) and not counted."
)
NOTE_FILES = QT_TRANSLATE_NOOP("diachiso", "Put together from the files of {count} communes.")
NOTE_BEFORE = QT_TRANSLATE_NOOP("diachiso", "Changes are against what was counted on {day}.")
NOTE_NO_BEFORE = QT_TRANSLATE_NOOP(
    "diachiso", "Nothing was kept of the month before, so changes are not given."
)
NOTE_COLLECTED = QT_TRANSLATE_NOOP(
    "diachiso",
    "Collected: all basic fields are there. Notified: at least one recipient of the address was reached; recipients: "
    "each person recorded.",
)
NOTE_RECIPIENTS = QT_TRANSLATE_NOOP("diachiso", "{count} addresses have no recipient recorded.")
NOTE_NO_FILE = QT_TRANSLATE_NOOP("diachiso", "No file came from: {communes}. Their figures are 0 here.")
NOTE_SHARES = QT_TRANSLATE_NOOP("diachiso", "Percentages are rounded down: 100 % means all.")
NOTE_VERSION = QT_TRANSLATE_NOOP("diachiso", "Version of the data: revision {revision}, edit {edit}, read {time}.")
NOTE_FORM = QT_TRANSLATE_NOOP(
    "diachiso", "Columns, groups and targets are those of the report profile “{profile}”."
)

REPUBLIC = QT_TRANSLATE_NOOP("diachiso", "SOCIALIST REPUBLIC OF VIET NAM")
MOTTO = QT_TRANSLATE_NOOP("diachiso", "Independence – Freedom – Happiness")
PLACE_DATE = QT_TRANSLATE_NOOP("diachiso", "{place}, {day}/{month}/{year}")
NUMBERED = QT_TRANSLATE_NOOP("diachiso", "No. {number}")
COPIES = QT_TRANSLATE_NOOP("diachiso", "Recipients:")
RUNNING = QT_TRANSLATE_NOOP("diachiso", "Month {month}/{year} · data revision {revision} · {time}")

TO = QT_TRANSLATE_NOOP("diachiso", "To: the People's Committee of {commune}")
GROUNDS = QT_TRANSLATE_NOOP("diachiso", "On the grounds of {grounds};")
LETTER_STATE = QT_TRANSLATE_NOOP(
    "diachiso",
    "{issuer} has put together the results of the digital addresses {period}. On {today}, {commune} has {total} "
    "objects; these targets are not met:",
)
LETTER_ITEM = QT_TRANSLATE_NOOP(
    "diachiso", "{target}: {part} of {whole} ({share}), {missing} are missing; asked for: {asked}"
)
LETTER_ASK = QT_TRANSLATE_NOOP(
    "diachiso",
    "You are asked to have the collecting, the notices and the plaques that are missing done, and to report the "
    "results by {deadline}. The list of the objects stands in the address register of the commune.",
)
LETTER_HELP = QT_TRANSLATE_NOOP(
    "diachiso", "If there are difficulties, please tell {coordinating} and {issuer}, so that they are solved together."
)
