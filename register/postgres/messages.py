"""What a move of a register may say."""
from __future__ import annotations

from ...core.errors import QT_TRANSLATE_NOOP, Message

ONE_OF_BOTH = Message(
    "move_one_of_both",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "A register moves between a file and a PostgreSQL server: one of the two is written pg: and the name of the "
        "QGIS connection ({register} → {target}).",
    ),
)
NOT_EMPTY = Message(
    "move_not_empty",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "There is something at {target} already ({what}), which is never overwritten. Nothing was moved. Choose an "
        "empty database or another file.",
    ),
)
UNSOUND = Message(
    "move_unsound",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The ledger of {register} disagrees with its addresses: {problem} Nothing was moved. Run \"Check and upgrade "
        "register\" and mend what it lists, then move the register.",
    ),
)
CHANGED_MEANWHILE = Message(
    "move_changed_meanwhile",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Somebody saved edits to {register} while it was being copied, so nothing was moved. Ask them to wait, then "
        "try again.",
    ),
)
DIFFERENT = Message(
    "move_different",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The table {table} did not come out in {register} as it went in, so nothing was moved. Try again, and tell the "
        "developers if it stays.",
    ),
)
NOT_OWNER = Message(
    "move_not_owner",
    QT_TRANSLATE_NOOP(
        "diachiso", "Only the owner of {register} may move it. Nothing was moved. Ask whoever runs the database."
    ),
)
NOT_KEEPER = Message(
    "pg_not_keeper",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "Tools run on {register} for its keeper only, a login that is a member of the role that owns it. Edit it in "
        "QGIS with the roles that you have, or ask the keeper to check your communes out for you.",
    ),
)
IN_USE = Message(
    "pg_in_use",
    QT_TRANSLATE_NOOP(
        "diachiso", "Another tool is working on {register}; this one waits until it has ended."
    ),
)
# English and Vietnamese: QGIS shows the text of a trigger as it is.
MOVED_HERE = (
    "This register has moved to {target}; it is kept for reading only.",
    "Sổ này đã chuyển sang {target} và chỉ còn để xem.",
)
