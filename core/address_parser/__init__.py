"""Reading Vietnamese address texts in any order and spelling, of three levels or two, abbreviated, glued, misspelt.

A text is cut into tokens; every run of them that is a unit's name is a mention; mentions that lie in each other by the
units' hierarchy make a chain, and the best chain wins. What it leaves unexplained is compared with names nearby for
typos. The words that no unit takes are read by what introduces them ("ngõ", "thôn", "chung cư").
"""
from __future__ import annotations

from .known_names import KnownName
from .model import ParsedAddress, UnitChain
from .parser import parse
from .tables import ParserTables
from .today import standard_text, today_communes

__all__ = [
    "KnownName", "ParsedAddress", "ParserTables", "UnitChain", "parse", "standard_text", "today_communes",
]  # fmt: skip
