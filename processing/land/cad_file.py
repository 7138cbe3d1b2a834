"""Opening a cadastral drawing: which CAD files can be read, and what to do about the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from osgeo import gdal

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message

DGN_V8 = Message(
    "cad_dgn_v8",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} is a DGN file of version 8, which QGIS cannot read. Open it in MicroStation, choose File > Save As, "
        "type “MicroStation V7 DGN Files” or “DXF”, and import the new file.",
    ),
)
DWG = Message(
    "cad_dwg",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} is a DWG file, which cannot be imported. Open it in your CAD program, save it as DXF (AutoCAD 2007 or "
        "later, ASCII), and import the new file.",
    ),
)
BINARY_DXF = Message(
    "cad_binary_dxf",
    QT_TRANSLATE_NOOP(
        "diachiso", "{file} is a binary DXF file. Save it once more as an ASCII DXF in your CAD program."
    ),
)
NOT_CAD = Message(
    "cad_not_readable",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{file} cannot be read as a DGN (version 7) or DXF file: {detail}. Check that it is whole, or save it once "
        "more in the CAD program.",
    ),
)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # compound file: DGN v8 and old Office files
# Arcs in steps of one degree: 4 mm off at a radius of 100 m. Parts of a block stay apart, each on its own layer.
_READING = {"OGR_ARC_STEPSIZE": "1", "DXF_INLINE_BLOCKS": "TRUE", "DXF_MERGE_BLOCK_GEOMETRIES": "FALSE"}


class CadFormat(str, Enum):
    """Formats of drawings that can be imported."""

    dgn = "DGN"
    dxf = "DXF"


def is_cad(path: str | Path) -> bool:
    """Whether a path looks like a drawing, readable or not."""
    return Path(path).suffix.lower() in (".dgn", ".dxf", ".dwg")


def check_cad(path: str | Path) -> CadFormat:
    """The format of a drawing by its first bytes; DiachisoError with the way out for one that cannot be read."""
    file = Path(path)
    try:
        with file.open("rb") as stream:
            head = stream.read(32)
    except OSError as error:
        raise DiachisoError(NOT_CAD, file=str(path), detail=error.strerror or str(error)) from error
    if head.startswith(_OLE):
        raise DiachisoError(DGN_V8, file=file.name)
    if head[:4] == b"AC10" or head.startswith((b"AC1.", b"AC2.")):
        raise DiachisoError(DWG, file=file.name)
    if head.startswith(b"AutoCAD Binary DXF"):
        raise DiachisoError(BINARY_DXF, file=file.name)
    if len(head) >= 4 and head[0] in (0x08, 0xC8) and head[1:4] in (b"\x05\xfe\x02", b"\x09\xfe\x02"):
        return CadFormat.dgn
    if file.suffix.lower() == ".dgn":
        raise DiachisoError(NOT_CAD, file=file.name, detail="header " + (head[:4].hex() or "-"))
    return CadFormat.dxf


@contextmanager
def open_cad(path: str | Path) -> Iterator[tuple[gdal.Dataset, CadFormat]]:
    """The drawing's dataset and its format, for reading (DiachisoError)."""
    kind = check_cad(path)
    before = {name: gdal.GetConfigOption(name) for name in _READING}
    for name, value in _READING.items():
        gdal.SetConfigOption(name, value)
    try:
        yield _open(path, kind), kind
    finally:
        for name, old in before.items():
            gdal.SetConfigOption(name, old)


def _open(path: str | Path, kind: CadFormat) -> gdal.Dataset:
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=[kind.value])
        detail = gdal.GetLastErrorMsg()
    except RuntimeError as error:  # where someone has turned GDAL's exceptions on
        dataset, detail = None, str(error)
    finally:
        gdal.PopErrorHandler()
    if dataset is None or dataset.GetLayerCount() == 0:
        raise DiachisoError(NOT_CAD, file=Path(path).name, detail=detail or "no content")
    return dataset
