"""How GDAL must open a Shapefile or DBF so that no byte of its texts is lost, whatever its .cpg or header say.

GDAL recodes by the .cpg, then by the header's language byte (LDID): both are often missing or wrong with Vietnamese
data. Without either GDAL hands raw bytes on, which QGIS takes for UTF-8 (seen with GDAL 3.6 and 3.12). So the
reader always names the encoding itself: ENCODING=UTF-8 where the bytes are that, ENCODING=ISO-8859-1 where they are an
old font's (each byte becomes one character, which core.encodings reads), and what is declared, else CP1252, for others.
GDAL cannot be left to it: QGIS switches its recoding off for the whole process (SHAPE_ENCODING).
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

import numpy as np
from osgeo import gdal, ogr

from ...core.encodings import bytes_guess, diagnose_layer
from ...core.encodings.model import LEGACY
from ...core.encodings.raw_bytes import LATIN_1, UTF_8

WINDOWS = "CP1252"
_NOT_IN_1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_CHUNK_BYTES = 1 << 24
_MOST_TEXTS = 20_000  # distinct texts of a field: far more than the statistics need


def open_options(path: str, declared: str = "") -> list[str]:
    """The open options for `gdal.OpenEx(path)`; [] where all texts are plain ASCII (see `reader_encoding`)."""
    encoding = reader_encoding(path, declared)
    return [f"ENCODING={encoding}"] if encoding else []


def declared_encoding(layer: ogr.Layer) -> str:
    """What a Shapefile's .cpg, else its header, says of its texts, '' for nothing."""
    said = layer.GetMetadata_Dict("SHAPEFILE") or {}
    return next((said[key] for key in ("ENCODING_FROM_CPG", "ENCODING_FROM_LDID") if said.get(key)), "")


def reader_encoding(path: str, declared: str = "") -> Optional[str]:
    """The encoding to open a .shp or .dbf with, from the bytes of all its texts; None where they need no other.

    `declared` is what the file says (see `declared_encoding`), '' for nothing.
    """
    columns = texts_beyond_ascii(path)
    if not any(columns.values()):
        return None
    if bytes_guess(text for texts in columns.values() for text in texts) == UTF_8:
        return UTF_8
    found = diagnose_layer({name: [text.decode("latin-1") for text in texts] for name, texts in columns.items()})
    if any(diagnosis.encoding in LEGACY for diagnosis in found.values()):
        return LATIN_1
    if declared and declared.upper() not in (UTF_8, LATIN_1):
        return declared
    unknown = any(byte in text for texts in columns.values() for text in texts for byte in _NOT_IN_1252)
    return LATIN_1 if unknown else WINDOWS


def texts_beyond_ascii(path: str) -> dict[str, list[bytes]]:
    """The distinct texts of each text field of a Shapefile or DBF that have bytes beyond ASCII; {} for no DBF."""
    found: dict[str, set[bytes]] = {}
    table = _dbf_of(path)
    for fields, records in _records(table) if table else ():
        for name, start, width in fields:
            texts = found.setdefault(name, set())
            column = records[:, start: start + width]
            strange = np.ascontiguousarray(column[(column >= 0x80).any(axis=1)])
            if len(strange) and len(texts) < _MOST_TEXTS:
                texts.update(text.rstrip(b" \0") for text in np.unique(strange.view(f"S{width}").ravel()).tolist())
    return {name: sorted(texts) for name, texts in found.items()}


def _dbf_of(path: str) -> str:
    stem, dot, ending = path.rpartition(".")
    if not dot or ending.lower() not in ("shp", "dbf", "shx"):
        return ""
    return next((name for name in (f"{stem}.dbf", f"{stem}.DBF", f"{stem}.Dbf") if gdal.VSIStatL(name)), "")


def _records(path: str) -> Iterator[tuple[list[tuple[str, int, int]], np.ndarray]]:
    """The text fields (name, offset and width in bytes) and the records of a DBF, bytes by row, in chunks."""
    file = gdal.VSIFOpenL(path, "rb")
    if file is None:
        return
    try:
        head = _read(file, 32)
        if len(head) < 32:
            return
        start, length = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
        fields = _text_fields(_read(file, max(0, start - 32)))
        rows = max(1, _CHUNK_BYTES // max(1, length))
        while fields and length and (data := _read(file, rows * length)):
            whole = len(data) // length
            yield fields, np.frombuffer(data, np.uint8, whole * length).reshape(whole, length)
    finally:
        gdal.VSIFCloseL(file)


def _text_fields(described: bytes) -> list[tuple[str, int, int]]:
    fields, offset = [], 1  # the first byte of a record says whether it is deleted
    for at in range(0, len(described) - 31, 32):
        entry = described[at: at + 32]
        if entry[0] == 0x0D:
            break
        kind, width = entry[11:12], entry[16]
        if kind == b"C":
            width += entry[17] << 8  # wide text fields keep their high byte where numbers have their decimals
            fields.append((entry[:11].split(b"\0")[0].decode("latin-1"), offset, width))
        offset += width
    return fields


def _read(file: Any, size: int) -> bytes:
    return bytes(gdal.VSIFReadL(1, size, file) or b"")
