"""Tables of the figures of past months: what the report of each month counted, for the changes and the trend.

They are the machine's own books: hidden from the layer list, written by register/indicator_store.py alone. No personal
data stands in them.
"""
from __future__ import annotations

PERIOD, FIGURES = "report_period", "report_figure"

# `period`: 2026-11; `today`: the day on which it was counted; `facts`: JSON of what the notes of the report say.
_PERIOD = """CREATE TABLE report_period (
        period TEXT PRIMARY KEY NOT NULL, today TEXT NOT NULL, taken_at TEXT NOT NULL, taken_by TEXT,
        revision INTEGER NOT NULL, edit INTEGER NOT NULL, facts TEXT NOT NULL DEFAULT '{}') WITHOUT ROWID"""
# Whole classes, so that another way of grouping them holds for past months, too.
_FIGURE = """CREATE TABLE report_figure (
        period TEXT NOT NULL REFERENCES report_period(period), commune_code TEXT NOT NULL, object_class TEXT NOT NULL,
        total INTEGER NOT NULL, collected INTEGER NOT NULL, notified INTEGER NOT NULL, recipients INTEGER NOT NULL,
        recipients_notified INTEGER NOT NULL, mounted INTEGER NOT NULL,
        PRIMARY KEY (period, commune_code, object_class)) WITHOUT ROWID"""

STATEMENTS = {PERIOD: (_PERIOD,), FIGURES: (_FIGURE,)}
