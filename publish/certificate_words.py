"""The words of the certificate of review."""
from __future__ import annotations

from ..core.errors import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("diachiso", "Certificate of review")
LEVELS = {
    "error": QT_TRANSLATE_NOOP("diachiso", "Error"),
    "warning": QT_TRANSLATE_NOOP("diachiso", "Warning"),
    "information": QT_TRANSLATE_NOOP("diachiso", "Information"),
}
OPEN = QT_TRANSLATE_NOOP("diachiso", "Open")
FIXED = QT_TRANSLATE_NOOP("diachiso", "Mended")
EXCEPTED = QT_TRANSLATE_NOOP("diachiso", "Exceptions")
NO_COMMUNE = QT_TRANSLATE_NOOP("diachiso", "(no commune)")
ADDRESSES = QT_TRANSLATE_NOOP("diachiso", "Addresses")
NUMBER = QT_TRANSLATE_NOOP("diachiso", "No.")
RULE = QT_TRANSLATE_NOOP("diachiso", "Rule")
LEVEL = QT_TRANSLATE_NOOP("diachiso", "Level")
COMMUNE = QT_TRANSLATE_NOOP("diachiso", "Commune")
TOTAL = QT_TRANSLATE_NOOP("diachiso", "Total")
REPUBLIC = QT_TRANSLATE_NOOP("diachiso", "SOCIALIST REPUBLIC OF VIET NAM")
MOTTO = QT_TRANSLATE_NOOP("diachiso", "Independence – Freedom – Happiness")
WRITTEN = QT_TRANSLATE_NOOP("diachiso", "Written {time}")
OF_REGISTER = QT_TRANSLATE_NOOP("diachiso", "of the address register of {province}")
NOTHING_LEFT = QT_TRANSLATE_NOOP("diachiso", "No errors are open.")
LEFT = QT_TRANSLATE_NOOP(
    "diachiso", "Open: {errors} errors, {warnings} warnings, {infos} pieces of information; {exceptions} exceptions."
)
STALE = QT_TRANSLATE_NOOP(
    "diachiso", "{count} addresses were edited after the last check: what is said here does not hold for those edits."
)
NOT_CHECKED = QT_TRANSLATE_NOOP("diachiso", "The addresses have never been checked as a whole.")
CHANGED_BOOK = QT_TRANSLATE_NOOP(
    "diachiso", "The rules were changed after the check of {what}: the titles are those of today."
)
SECTION_WHAT = QT_TRANSLATE_NOOP("diachiso", "1. The register")
SECTION_CHECKS = QT_TRANSLATE_NOOP("diachiso", "2. Checks made")
SECTION_RULES = QT_TRANSLATE_NOOP("diachiso", "3. Results by rule")
SECTION_COMMUNES = QT_TRANSLATE_NOOP("diachiso", "4. Results by commune")
SECTION_BOTH = QT_TRANSLATE_NOOP("diachiso", "5. Results by commune and rule")
SECTION_EXCEPTIONS = QT_TRANSLATE_NOOP("diachiso", "6. Exceptions")
FOUND_NOTHING = QT_TRANSLATE_NOOP("diachiso", "{count} more rules were asked and found nothing: {rules}.")
NO_RESULTS = QT_TRANSLATE_NOOP("diachiso", "There are none.")
FILE = QT_TRANSLATE_NOOP("diachiso", "File")
REGISTER_ID = QT_TRANSLATE_NOOP("diachiso", "Identifier of the register")
PROVINCE = QT_TRANSLATE_NOOP("diachiso", "Province")
IN_USE = QT_TRANSLATE_NOOP("diachiso", "Addresses in use")
VERSION = QT_TRANSLATE_NOOP("diachiso", "Version of the data")
VERSION_SAID = QT_TRANSLATE_NOOP("diachiso", "revision {revision}, edit {seq}, read {time}")
CHECKED = QT_TRANSLATE_NOOP("diachiso", "What was checked")
WHEN = QT_TRANSLATE_NOOP("diachiso", "When, by whom")
BOOK = QT_TRANSLATE_NOOP("diachiso", "Rule book")
EXTENT = QT_TRANSLATE_NOOP("diachiso", "Extent")
OBJECTS = QT_TRANSLATE_NOOP("diachiso", "Objects")
ALL_RULES = QT_TRANSLATE_NOOP("diachiso", "all rules")
ALL_BUT = QT_TRANSLATE_NOOP("diachiso", "all rules but: {rules}")
SOME_RULES = QT_TRANSLATE_NOOP("diachiso", "only the rules {rules}")
NO_DATA = QT_TRANSLATE_NOOP("diachiso", "not for want of streets or commune areas in the register: {rules}")
SOME_COMMUNES = QT_TRANSLATE_NOOP("diachiso", "only in {communes}")
OBJECT = QT_TRANSLATE_NOOP("diachiso", "Object")
REASON = QT_TRANSLATE_NOOP("diachiso", "Reason")
BY = QT_TRANSLATE_NOOP("diachiso", "By whom, when")
MADE_BY = QT_TRANSLATE_NOOP("diachiso", "MADE BY")
HEAD = QT_TRANSLATE_NOOP("diachiso", "HEAD OF THE OFFICE")
SIGN = QT_TRANSLATE_NOOP("diachiso", "(signature, full name)")
SEAL = QT_TRANSLATE_NOOP("diachiso", "(signature, seal)")
RUNNING = QT_TRANSLATE_NOOP("diachiso", "{file} · data revision {revision} · {time}")
OPEN_ERRORS = QT_TRANSLATE_NOOP("diachiso", "Open errors")
