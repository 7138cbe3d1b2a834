"""Vietnamese text as it comes in land files: TCVN3 (ABC), VNI, VPS, CP1258, mojibake, NFD; told by the text alone."""
from __future__ import annotations

from .field import decode, diagnose, diagnose_layer
from .model import FieldDiagnosis, TextEncoding
from .raw_bytes import bytes_guess

__all__ = ["FieldDiagnosis", "TextEncoding", "bytes_guess", "decode", "diagnose", "diagnose_layer"]
