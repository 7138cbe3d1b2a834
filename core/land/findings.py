"""What a diagnosis finds in a land layer: how sure it is, what it says, and which import option mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Optional

from ..errors import Message

MAX_SAMPLES = 5


class FindingLevel(str, Enum):
    """Certain: "fix all" mends it. Doubtful: a person must look. Information: nothing is wrong."""

    certain = "certain"
    doubtful = "doubtful"
    info = "info"


class Fix(str, Enum):
    """What `importlayer` does about a finding; the id is stable."""

    decode_field = "decode_field"
    set_crs = "set_crs"
    swap_axes = "swap_axes"
    rename_field = "rename_field"
    drop_field = "drop_field"
    make_valid = "make_valid"
    split_parts = "split_parts"
    drop_vertices = "drop_vertices"
    drop_duplicates = "drop_duplicates"
    drop_heights = "drop_heights"
    skip_features = "skip_features"
    hide_values = "hide_values"


@dataclass(frozen=True)
class Finding:
    """One line of a diagnosis. `samples`: (before, after), never of a personal field; `options`: the parameters of
    importlayer that mend it, none where the import does so by itself; `others`: options that may be meant instead, the
    likeliest first; `more`: sentences after the first.
    """

    id: str
    level: FindingLevel
    message: Message
    params: Mapping[str, Any] = field(default_factory=dict)
    field_name: str = ""
    samples: Sequence[tuple[str, str]] = ()
    fix: Optional[Fix] = None
    options: Mapping[str, Any] = field(default_factory=dict)
    others: Sequence[Mapping[str, Any]] = ()
    more: Sequence[Message] = ()

    def text(self, translate: Callable[[str, str], str]) -> str:
        """The finding in the user's language."""
        return " ".join(m.render(translate, **self.params) for m in (self.message, *self.more))

    def as_dict(self, translate: Callable[[str, str], str]) -> dict[str, Any]:
        """The finding for JSON."""
        return {
            "id": self.id,
            "level": self.level.value,
            "field": self.field_name,
            "text": self.text(translate),
            "samples": [list(pair) for pair in self.samples[:MAX_SAMPLES]],
            "fix": self.fix.value if self.fix else None,
            "options": dict(self.options),
            "others": [dict(options) for options in self.others],
        }


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """The certain ones first, then the doubtful, then the information; each in the order found."""
    rank = {level: k for k, level in enumerate(FindingLevel)}
    return sorted(findings, key=lambda finding: rank[finding.level])


def count(findings: Sequence[Finding], level: FindingLevel) -> int:
    """How many findings are of a level."""
    return sum(finding.level is level for finding in findings)
