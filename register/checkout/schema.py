"""Tables of what was taken along to be worked on elsewhere: which check-outs are out, and which numbers are with them.

They are the machine's own books: hidden from the layer list. No personal data stand in them.
"""
from __future__ import annotations

CHECKOUT, HOLD, NUMBER = "checkout", "number_hold", "checkout_number"

# `checkout_id` is the register_id of the copy. `audit_seq`: the newest row of our log when it was made; `generation`:
# how often it came back; `base`: the file with the copy's state of then, its digest; `trail`: JSON list of [at, seq,
# digest], how far the copy's own log went each time; `open_people`: JSON list of people's numbers not settled yet.
_CHECKOUT = """CREATE TABLE checkout (
        checkout_id TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, by TEXT, holder TEXT, communes TEXT NOT NULL,
        audit_seq INTEGER NOT NULL, with_persons INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'out',
        generation INTEGER NOT NULL DEFAULT 0, base TEXT NOT NULL, base_sha256 TEXT NOT NULL,
        trail TEXT NOT NULL DEFAULT '[]', open_people TEXT NOT NULL DEFAULT '[]', open_conflicts INTEGER NOT NULL
        DEFAULT 0, checked_in_at TEXT, ended_at TEXT, ended_by TEXT, ended_why TEXT,
        CHECK (state IN ('out', 'returned', 'lost')))"""
# Numbers that are not given here: of a block, or provisional ones (no block). In the register they are with a
# check-out; in a copy (checkout_id '') they are those that did not come along.
_HOLD = """CREATE TABLE number_hold (
        hold_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, checkout_id TEXT NOT NULL, block_id INTEGER,
        first_serial INTEGER NOT NULL, last_serial INTEGER NOT NULL, ended_at TEXT,
        CHECK (first_serial <= last_serial))"""
# Which row of ours a row is that was made in a copy: both number their rows themselves.
_NUMBER = """CREATE TABLE checkout_number (
        number_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, checkout_id TEXT NOT NULL, table_name TEXT NOT NULL,
        there INTEGER NOT NULL, here INTEGER NOT NULL)"""

STATEMENTS = {
    CHECKOUT: (_CHECKOUT,),
    HOLD: (_HOLD, "CREATE INDEX number_hold_block ON number_hold(block_id, first_serial) WHERE ended_at IS NULL"),
    NUMBER: (_NUMBER, "CREATE UNIQUE INDEX checkout_number_there ON checkout_number(checkout_id, table_name, there)"),
}
