"""The words of a result: its rule's title, message and remedy in the user's language, its fix field by field."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication

from ..compat import translate
from ..core.errors import DiachisoError
from ..core.profile import Profile
from ..core.resources import local_profiles
from ..core.rules.catalogue import Rule, load_rules
from ..register.qa_results import ResultRow

SUBJECT_FILES = ("addresses", "land")


class ReviewWords:
    """Speaks of the results of one register; a rule that its books do not have any more goes by its id."""

    def __init__(self, rules: Mapping[str, Rule], profile: Optional[Profile] = None, problem: str = "") -> None:
        self.problem = problem  # what is wrong with a file of the province
        self._rules = rules
        self._profile = profile
        self._language = QgsApplication.locale()

    @classmethod
    def of_register(cls, path: str, profile: Optional[Profile]) -> ReviewWords:
        """The words of the register's own rule books; where a province's file is wrong, of the shipped ones."""
        try:
            return cls(read_rules(local_profiles(path, "rules")), profile)
        except DiachisoError as error:
            return cls(read_rules(()), profile, error.localized(translate))

    def title(self, rule: str) -> str:
        """A rule's title."""
        found = self._rules.get(rule)
        return found.title_in(self._language) if found is not None else rule

    def message(self, row: ResultRow) -> str:
        """What is wrong."""
        found = self._rules.get(row.rule)
        return found.text(self._language, row.params) if found is not None else row.rule

    def remedy(self, row: ResultRow) -> str:
        """What to do about it."""
        found = self._rules.get(row.rule)
        return found.remedy_in(self._language) if found is not None else ""

    def fix(self, row: ResultRow) -> str:
        """“House number: 12 → 12A”, a field after another; empty where no fix is certain."""
        return "; ".join(
            f"{self.field(name)}: {_said(row.was.get(name))} → {_said(value)}" for name, value in row.fix.items()
        )

    def field(self, name: str) -> str:
        """A column's word."""
        if self._profile is not None and name in self._profile.names:
            return self._profile.field(name).label.text(self._language)
        return name


def read_rules(own_folders: Iterable[Path]) -> dict[str, Rule]:
    """The rules of all subjects by id (DiachisoError)."""
    folders = list(own_folders)
    rules: dict[str, Rule] = {}
    for subject in SUBJECT_FILES:
        rules.update(load_rules(subject, folders).rules)
    return rules


def object_name(row: ResultRow) -> str:
    """What a person calls the object: its address, its code, else its id."""
    return row.address_text or row.code or (f"{row.source} {row.object_id}".strip())


def _said(value: Any) -> str:
    return "–" if value in (None, "") else f"“{value}”"
