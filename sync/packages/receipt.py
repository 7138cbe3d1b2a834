"""Reading a signed receipt: results that answer one package of this register."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...core.answers import NO_REASON, REJECTED_WITH_CODE, Answer, Decision, plain_code
from ...core.errors import QT_TRANSLATE_NOOP, Message
from .archive import RECEIPT, Archive, PackageError, SigningKey, open_archive

RESULTS = "results.jsonl"
_LONGEST = 500

BAD_LINE = Message(
    "receipt_bad_line",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Line {line} of {file} in {path} is no answer ({problem}). Nothing was read. Have the sender make it again.",
    ),
)
OTHER_REGISTER = Message(
    "receipt_other_register",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} answers another register. Nothing was written. Choose the register that the package came from.",
    ),
)


@dataclass(frozen=True)
class AnswerFile:
    """Answers and where they come from. A sheet has no `number` of its own (0) and no `package` as a whole (0)."""

    name: str
    sha256: str
    answers: tuple[Answer, ...]
    number: int = 0
    package: int = 0
    package_sha256: str = ""


def read_receipt(path: Path, key: SigningKey, register_id: str) -> AnswerFile:
    """The answers of a receipt whose signature and digests are right (PackageError)."""
    with open_archive(path, RECEIPT, key) as archive:
        about = archive.manifest
        try:
            number, package = int(about["number"]), int(about["package"])
            theirs, sha256 = str(about["register_id"]), str(about["package_sha256"])
        except (KeyError, TypeError, ValueError) as error:
            raise PackageError(
                BAD_LINE, line=1, file="manifest.json", path=str(path), problem=str(error)[:100]
            ) from error
        if theirs != register_id:
            raise PackageError(OTHER_REGISTER, path=str(path))
        answers = tuple(_answers(archive, register_id, package))
        return AnswerFile(path.name, archive.sha256, answers, number, package, sha256)


def _answers(archive: Archive, register_id: str, package: int) -> list[Answer]:
    found = []
    for line, data in enumerate(archive.lines(RESULTS), 1):
        if not data.strip():
            continue
        try:
            found.append(_answer(json.loads(data), line, register_id, package))
        except (ValueError, KeyError, TypeError) as error:
            raise PackageError(
                BAD_LINE, line=line, file=RESULTS, path=str(archive.path), problem=str(error)[:100]
            ) from error
    return found


def _answer(said: Any, line: int, register_id: str, package: int) -> Answer:
    op_id, decision = said["op_id"], Decision(said["decision"])
    code, reason = said.get("code") or "", said.get("reason") or ""
    if not all(isinstance(text, str) for text in (op_id, code, reason)) or not op_id:
        raise TypeError("op_id, code, reason")
    code, reason = plain_code(code.strip()), " ".join(reason.split())[:_LONGEST]
    problem, params = None, {}
    if decision is Decision.REJECTED and not reason:
        problem = NO_REASON
    elif decision is Decision.REJECTED and code:
        problem, params = REJECTED_WITH_CODE, {"code": code}
    version = int(said.get("version") or 0)
    return Answer(op_id, "", decision, code, reason, version, line, "", register_id, package, problem, params)
