"""What of people goes to the registry, in words: nothing, or which fields to whom, why and until when."""
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QDate, Qt

from ..compat import translate
from ..core.errors import DiachisoError
from ..core.profile import Profile
from ..core.sync_profile import PersonalGrant, grant_for, load_grants
from . import labels


def personal_words(path: str, profile: Optional[Profile], registry: str) -> tuple[bool, str]:
    """Whether anything of people may go (or a profile is in the wrong), and the sentence that says it."""
    if profile is None or not path:
        return False, ""
    try:
        grants = load_grants(Path(path), [spec.name for spec in profile.person_fields], date.today())
    except DiachisoError as error:
        return True, error.localized(translate)
    grant = grant_for(grants, registry)
    if grant is None:
        return False, translate("diachiso", "Personal data: none goes to this registry.")
    text = translate(
        "diachiso",
        "Personal data: {fields} of each person go to {recipient}. Legal basis: {basis}. Purpose: {purpose}. It may be "
        "kept until {day}. Each sending is recorded.",
    )
    return True, text.format(**_said(grant, profile))


def _said(grant: PersonalGrant, profile: Profile) -> dict[str, Any]:
    words = {spec.name: spec.label.text(QgsApplication.locale()) for spec in profile.person_fields}
    return {
        "fields": ", ".join(words.get(name, name).lower() for name in grant.fields), "recipient": grant.recipient,
        "basis": grant.legal_basis, "purpose": grant.purpose, "day": _day(grant.keep_until),
    }  # fmt: skip


def _day(iso: str) -> str:
    day = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return str(labels.user_locale().toString(day, "dd/MM/yyyy"))
