"""Code schemes, classes and annex rules: the shipped ones and those that lie beside the register."""
from __future__ import annotations

from pathlib import Path

from ..core.annexes import AnnexRules, load_annex_rules
from ..core.classes import ObjectClass, load_classes
from ..core.codes.scheme import CodeScheme, load_schemes
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.resources import json_files, local_profiles

NO_SCHEME = Message(
    "no_scheme",
    QT_TRANSLATE_NOOP("diachiso", 'There is no code scheme "{scheme}". Choose one of: {known}.'),
)
IMPORT_ONLY = Message(
    "scheme_import_only",
    QT_TRANSLATE_NOOP(
        "diachiso", 'Codes of the scheme "{scheme}" are given by others and only imported. Use "Match issued codes".'
    ),
)
NO_LEDGER = Message(
    "scheme_without_ledger",
    QT_TRANSLATE_NOOP(
        "diachiso",
        'Codes with running numbers belong in the column "code", whose ledger knows every number given; the scheme '
        '"{scheme}" puts them into "{column}". Change "column" in its file.',
    ),
)
NO_CLASS = Message(
    "no_class", QT_TRANSLATE_NOOP("diachiso", 'There is no object class "{name}". Choose one of: {known}.')
)


def all_schemes(register: Path) -> dict[str, CodeScheme]:
    """Every code scheme, by id."""
    return load_schemes(local_profiles(register, "schemes"))


def find_scheme(register: Path, scheme_id: str) -> CodeScheme:
    """The scheme to give codes by; DiachisoError for one that is not there or gives none."""
    schemes = all_schemes(register)
    scheme = schemes.get(scheme_id)
    if scheme is None:
        raise DiachisoError(NO_SCHEME, scheme=scheme_id, known=", ".join(sorted(schemes)))
    if scheme.kind == "import":
        raise DiachisoError(IMPORT_ONLY, scheme=scheme.id)
    if scheme.kind != "derived" and scheme.column != "code":
        raise DiachisoError(NO_LEDGER, scheme=scheme.id, column=scheme.column)  # the ledger guards `code` alone
    return scheme


def all_classes(register: Path) -> dict[str, ObjectClass]:
    """Every object class, by id."""
    return load_classes(local_profiles(register, "classes"))


def check_class(classes: dict[str, ObjectClass], class_id: str) -> str:
    """The class's id; DiachisoError for one that is not there."""
    if class_id not in classes:
        raise DiachisoError(NO_CLASS, name=class_id, known=", ".join(sorted(classes)))
    return class_id


def annex_rules(register: Path) -> AnnexRules:
    """The province's own annex rules, else the shipped ones."""
    own = [file for folder in local_profiles(register, "annexes") for file in json_files(folder)]
    return load_annex_rules(own[0] if own else None)
