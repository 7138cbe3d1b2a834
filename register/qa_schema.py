"""Tables of the review: the checks that were made, what they found, and what a person has said is right all the same.

They are the machine's own books: hidden from the layer list, written by register/qa_*.py alone.
"""
from __future__ import annotations

RESULT, EXCEPTION, RUN = "qa_result", "qa_exception", "qa_run"

# `source`: name of the land layer that the object is of, '' for addresses. `rules`, `communes`: JSON lists, NULL = all.
_RUN = """CREATE TABLE qa_run (
        run_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, at TEXT NOT NULL, finished_at TEXT, by TEXT,
        subject TEXT NOT NULL, source TEXT NOT NULL DEFAULT '', version TEXT NOT NULL, fingerprint TEXT NOT NULL,
        rules TEXT, communes TEXT, params TEXT NOT NULL DEFAULT '{}', counts TEXT NOT NULL DEFAULT '{}',
        checked INTEGER NOT NULL DEFAULT 0, audit_seq INTEGER NOT NULL DEFAULT 0)"""
# `fix` and `was`: JSON objects, the columns that the fix writes and what stood in them when it was suggested.
_RESULT = """CREATE TABLE qa_result (
        result_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, rule TEXT NOT NULL, level TEXT NOT NULL,
        subject TEXT NOT NULL, source TEXT NOT NULL DEFAULT '', object_id TEXT NOT NULL,
        part TEXT NOT NULL DEFAULT '', fid INTEGER, commune_code TEXT NOT NULL DEFAULT '', lon REAL, lat REAL,
        params TEXT NOT NULL DEFAULT '{}', line TEXT, fix TEXT, was TEXT, watched INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'open', first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, apply_id INTEGER,
        CHECK (level IN ('error', 'warning', 'information')), CHECK (state IN ('open', 'fixed', 'exception')))"""
_EXCEPTION = """CREATE TABLE qa_exception (
        exception_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL,
        source TEXT NOT NULL DEFAULT '', object_id TEXT NOT NULL, part TEXT NOT NULL DEFAULT '',
        watched INTEGER NOT NULL, reason TEXT NOT NULL, by TEXT, at TEXT NOT NULL,
        ended_at TEXT, ended_by TEXT, ended_why TEXT CHECK (ended_why IN ('withdrawn', 'changed')))"""

STATEMENTS = {
    RUN: (_RUN,),
    RESULT: (
        _RESULT,
        "CREATE UNIQUE INDEX qa_result_key ON qa_result(object_id, rule, part, source)",
        "CREATE INDEX qa_result_overview ON qa_result(state, rule, commune_code, level)",
    ),
    EXCEPTION: (
        _EXCEPTION,
        "CREATE UNIQUE INDEX qa_exception_key ON qa_exception(object_id, rule, part, source) WHERE ended_at IS NULL",
    ),
}
