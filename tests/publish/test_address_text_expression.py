"""The address text in QGIS's expressions is the template of core and of the register's triggers: equal on any text."""
from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsField,
    QgsFields,
)
from qgis.PyQt.QtCore import QVariant

from diachiso.core.address_text import COLUMNS, compose
from diachiso.publish.project.address_text_expression import expression
from diachiso.register.address_text_sql import expression as sql_expression

from ..effort import effort

texts = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "  ", "30/4", " 12 ngõ 34", "５", "٣", "'", '"', "a, b", ",", "\u00a0", "\t5", "\n", "0",
                     "1e3", "5 \n", "\\", "%1", "@v", "[% 1 %]", "\u0301a"]),
    # A NUL cannot come through OGR, and SQLite's text functions stop there; a byte order mark is lost by newer PyQt.
    st.text(st.characters(blacklist_characters="\x00\ufeff", blacklist_categories=["Cs"])).map(
        lambda text: unicodedata.normalize("NFC", text)
    ),
)  # fmt: skip
parts = st.fixed_dictionaries(dict.fromkeys(COLUMNS, texts))
FIELDS = QgsFields()
for _name in COLUMNS:
    FIELDS.append(QgsField(_name, QVariant.Type.String))


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    con = sqlite3.connect(":memory:")
    yield con
    con.close()


def in_qgis(record: dict[str, str | None]) -> str:
    feature = QgsFeature(FIELDS)
    for name, value in record.items():
        feature[name] = value
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.setFeature(feature)
    context.setFields(FIELDS)
    prepared = QgsExpression(expression())
    found = prepared.evaluate(context)
    assert not prepared.hasParserError() and not prepared.hasEvalError(), prepared.evalErrorString()
    return str(found)


@settings(max_examples=effort(200))
@given(parts)
@example(dict.fromkeys(COLUMNS, None))
@example(dict.fromkeys(COLUMNS, " 5 "))
@example(dict.fromkeys(COLUMNS, "🏠 'Bến' \"Đò\" "))
def test_core_triggers_and_expressions_write_the_same(database: sqlite3.Connection, qgis_app, record: dict) -> None:
    sql = sql_expression(lambda column: f"?{COLUMNS.index(column) + 1}")
    written = database.execute(f"SELECT {sql}", [record[c] for c in COLUMNS]).fetchone()[0]
    assert in_qgis(record) == compose(record) == written


def test_native_functions_only(qgis_app) -> None:
    native = {"array", "array_remove_all", "array_to_string", "coalesce", "regexp_replace"}
    assert QgsExpression(expression()).referencedFunctions() <= native
