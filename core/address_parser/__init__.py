"""Reading Vietnamese address texts: any order, with or without diacritics, three levels or two, abbreviated, misspelt."""
from __future__ import annotations

from .model import ParsedAddress, UnitChain
from .parser import parse
from .tables import KnownName, ParserTables

__all__ = ["KnownName", "ParsedAddress", "ParserTables", "UnitChain", "parse"]
