"""What a diagnosis of a text field says: its encoding, what would change, what is lost."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TextEncoding(str, Enum):
    """How the text of a field is written; all but nfc and unknown can be decoded."""

    nfc = "nfc"
    nfd = "nfd"
    tcvn3 = "tcvn3"
    vni = "vni"
    vps = "vps"
    cp1258 = "cp1258"
    mojibake = "mojibake"
    unknown = "unknown"


LEGACY = (TextEncoding.mojibake, TextEncoding.tcvn3, TextEncoding.vni, TextEncoding.vps, TextEncoding.cp1258)


@dataclass(frozen=True)
class FieldDiagnosis:
    """The state of one text field.

    `changes` counts the rows that `decode` would change. `lost` are rows with characters that nobody can bring back,
    `doubtful` rows that can be read in two ways, or in another encoding than the rest: they stay as they are,
    `case_lost` rows whose capitals lived in the font (TCVN3 has no capitals with a tone mark): they are decoded, a
    person should look at them.
    `by_company` says that the layer's other fields decided: hand it on to `decode`.
    `sure` is False where a person should look at the samples before the whole field is decoded.
    """

    encoding: TextEncoding
    changes: int = 0
    lost: tuple[int, ...] = ()
    samples: tuple[tuple[str, str], ...] = ()
    sure: bool = True
    doubtful: tuple[int, ...] = ()
    case_lost: tuple[int, ...] = ()
    by_company: bool = False
