"""Where an imported layer goes: written beside its place first, and moved there only when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...register.land_layer import table_name
from ..destination import inside_database

NOT_WRITTEN = Message(
    "land.not_written",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "{path} cannot be written ({problem}); what was there is as it was. Check the free space and that no other "
        "program has the file open, or choose another file.",
    ),
)
_GEOPACKAGE = ".gpkg"
_DRIVERS = {
    ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".json": "GeoJSON", ".fgb": "FlatGeobuf", ".gml": "GML",
    ".tab": "MapInfo File", ".sqlite": "SQLite",
}  # fmt: skip


@dataclass(frozen=True)
class Output:
    """A destination as Processing names it: file, and table where it is one of several in a GeoPackage."""

    path: Path
    table: str
    inside: bool  # a table among others in a GeoPackage

    @staticmethod
    def of(value: str) -> Output:
        """From the text that Processing makes of OUTPUT."""
        path, table = inside_database(value)
        if path:
            file = Path(path).absolute()
            return Output(file, table_name(table or file.stem), file.exists())
        file = Path(value.split("|")[0]).absolute()
        return Output(file, table_name(file.stem), False)

    def result(self) -> str:
        """How the layer is named afterwards."""
        return f"{self.path}|layername={self.table}" if self.inside else str(self.path)


@contextmanager
def staged(output: Output) -> Iterator[Path]:
    """A path for a new GeoPackage; at the end of the block it becomes the output, on any error nothing remains."""
    folder = output.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".diachiso-import-", dir=folder))
    except OSError as error:
        raise DiachisoError(NOT_WRITTEN, path=str(output.path), problem=error.strerror or str(error)) from error
    try:
        _refuse_open(output.path)
        new = work / "new.gpkg"
        yield new
        try:
            _publish(new, output, work)
        except OSError as error:
            raise DiachisoError(NOT_WRITTEN, path=str(output.path), problem=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _publish(new: Path, output: Output, work: Path) -> None:
    _refuse_open(output.path)
    if output.inside:
        whole = work / "whole.gpkg"
        shutil.copyfile(output.path, whole)
        _translate(new, whole, output, "GPKG", into=True)
        os.replace(whole, output.path)
        return
    ending = output.path.suffix.lower()
    if ending in (_GEOPACKAGE, ""):
        os.replace(new, output.path)
        return
    made = work / "made"
    made.mkdir()
    _translate(new, made / output.path.name, output, _DRIVERS.get(ending, ""), into=False)
    for file in sorted(made.iterdir()):
        os.replace(file, output.path.parent / file.name)


def _translate(new: Path, target: Path, output: Output, driver: str, *, into: bool) -> None:
    options = ["-f", driver] if driver else []
    if into:
        options += ["-update", "-overwrite"]
    if driver == "ESRI Shapefile":
        options += ["-lco", "ENCODING=UTF-8"]
    if driver in ("GPKG", "SQLite"):
        options += ["-nln", output.table]
    try:
        done = gdal.VectorTranslate(str(target), str(new), options=[*options])
        problem = "" if done is not None else gdal.GetLastErrorMsg() or driver
        del done
    except RuntimeError as error:  # GDAL with exceptions switched on by another plugin
        problem = str(error)
    if problem:
        raise DiachisoError(NOT_WRITTEN, path=str(output.path), problem=problem)


def _refuse_open(path: Path) -> None:
    """A GeoPackage with a journal is being written by somebody: a file put in its place would get that journal."""
    for suffix in ("-wal", "-journal"):
        journal = path.with_name(path.name + suffix)
        if path.exists() and journal.exists() and journal.stat().st_size > 0:
            raise DiachisoError(NOT_WRITTEN, path=str(path), problem=journal.name)
