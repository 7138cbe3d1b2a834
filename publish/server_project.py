"""A project for QGIS Server with its own data: WMS, WFS and OGC API – Features of the public records.

It never serves the register itself: a server would hold the live file open, and people's records lie in it. What it
serves is a copy without them; making it anew brings it up to date.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ..core.agency import Agency, load_agency, place_values
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ..core.field_spec import FieldSpec
from ..core.map_themes import TEXT_FIELDS, MapTheme, load_themes
from ..core.open_data import load_open_data
from ..core.profile import Profile
from ..register.cancelling import GATE_CANCELLED, GateCancelled, never
from ..register.export_records import ExportRecord, note_export
from ..register.gate import writer_gate
from ..register.land_layer import WGS84, LandLayerFile
from ..register.public_rows import Choice, Shape, commune_code, read_shapes
from ..register.reading import RegisterMeta, read_meta
from ..register.snapshot import snapshot_apart
from ..register.transaction import write_transaction
from .handing_over import CANNOT_WRITE, all_of, handing_over
from .maps.thematic_map import map_crs
from .outgoing import Outgoing, aside
from .project.styles import apply_style
from .project.themes import add_sheet, add_themes
from .project.words import LAYERS, Words
from .table_files import Head, open_table

KIND = "server"
NAME = "dia_chi_so"
ADDRESSES = "address"
BASE = {"admin_unit": "MULTIPOLYGON", "settlement": "MULTIPOLYGON", "street": "MULTILINESTRING"}
"""What lies below the addresses, and its geometry."""
FILES = {"address": "dia_chi", "admin_unit": "xa_phuong", "settlement": "thon_to_dan_pho", "street": "duong_pho"}
"""Files of the tables, which are also their names in the services."""
CRS_LIST = ["EPSG:4326", "EPSG:3857"]
_DECIMALS = 7

TITLE = QT_TRANSLATE_NOOP("diachiso", "Digital addresses of {place}")
ABSTRACT = QT_TRANSLATE_NOOP(
    "diachiso", "Verified and issued addresses with their codes, communes and streets. No personal data."
)
NOTHING = Message(
    "server_nothing",
    QT_TRANSLATE_NOOP(
        "diachiso", "The register {path} has no verified or issued address there, so there is nothing to serve."
    ),
)


@dataclass(frozen=True)
class ServerProject:
    """What was written: the project, its addresses, values that were withheld by field."""

    project: Path
    rows: int
    withheld: dict[str, int]


def write_server_project(
    register: Path,
    folder: Path,
    *,
    commune: str = "",
    url: str = "",
    language: str = "vi",
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> ServerProject:
    """Write the data and the project into `folder`, all or nothing, and record it (DiachisoError, GateCancelled).

    `url`: where the service will be found, '' leaves it to the server. Any thread may call it.
    """
    register, words = register.resolve(), Words(language)
    agency, themes, public = load_agency(None, register), load_themes(register), load_open_data(None, register)

    def go_on() -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(register))

    with aside(folder) as made:
        result = made / "result"
        result.mkdir()
        with snapshot_apart(register, made, cancelled) as con:
            meta = read_meta(con)
            specs = [*public.specs(meta.profile.fields), *_more(meta.profile, public.fields)]
            choice = Choice(public.stages, commune_code(con, commune))
            out = Outgoing(con, meta.profile.fields, specs, choice, public.only_for, language)
            heads = [Head(spec.export or spec.name, spec.label.text(language), spec.type) for spec in specs]
            with open_table(result / f"{FILES[ADDRESSES]}.gpkg", heads, words(LAYERS[ADDRESSES]), go_on) as table:
                for batch in out.batches(lambda share: progress(0.7 * share)):
                    go_on()
                    table.add([batch.columns[spec.name] for spec in specs], batch.lonlat)
            _write_base(con, result, choice.commune)
        if not out.rows:
            raise DiachisoError(NOTHING, path=str(register))
        progress(0.8)
        go_on()
        service = _Service(result, meta, agency, themes, specs, words, url)
        service.write(result / f"{NAME}.qgz")
        go_on()
        record = ExportRecord(
            KIND, out.rows, tuple(spec.name for spec in specs), recipient="public",
            files=tuple(sorted(file.name for file in result.iterdir())),
            details={"commune": choice.commune, "withheld": dict(out.withheld)},
        )  # fmt: skip
        gate = writer_gate(register, action="write the server's project", cancelled=cancelled)
        with gate, handing_over(all_of(result, folder)) as place, write_transaction(register) as con:
            note_export(con, record, out.codes)
            place()
    progress(1.0)
    return ServerProject(folder / f"{NAME}.qgz", out.rows, dict(out.withheld))


def _more(profile: Profile, names: Sequence[str]) -> list[FieldSpec]:
    """What the styles look at besides."""
    needed = ("code", "address_text", "object_class", "stage", *TEXT_FIELDS)
    wanted = [name for name in needed if name not in names]
    return [spec for spec in profile.fields if spec.name in wanted]


def _write_base(con: sqlite3.Connection, folder: Path, commune: str) -> None:
    for table, kind in BASE.items():
        shapes = read_shapes(con, table, commune)
        columns = {"commune_code": "TEXT", "name": "TEXT"}
        with LandLayerFile(folder / f"{FILES[table]}.gpkg", FILES[table], columns, kind, WGS84, FILES[table]) as file:
            file.add([s.wkb for s in shapes], _bounds(shapes), {
                "commune_code": [s.code for s in shapes], "name": [s.name for s in shapes],
            })  # fmt: skip
            file.finish()


def _bounds(shapes: Sequence[Shape]) -> np.ndarray:
    boxes = []
    for shape in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(shape.wkb)
        box = geometry.boundingBox()
        boxes.append((box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))
    return np.array(boxes, float).reshape(-1, 4)


class _Service:
    """The project: its layers and what the services say of themselves."""

    def __init__(
        self, folder: Path, meta: RegisterMeta, agency: Agency, themes: Sequence[MapTheme], specs: Sequence[FieldSpec],
        words: Words, url: str,
    ) -> None:  # fmt: skip
        self.folder, self.meta, self.agency, self.themes = folder, meta, agency, themes
        self.specs, self.words, self.url = specs, words, url

    def write(self, path: Path) -> None:
        """Write it beside its data, with relative paths."""
        made = QgsProject()
        try:
            made.setFileName(str(path))
            made.writeEntryBool("Paths", "/Absolute", False)
            made.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
            layers = {table: self._layer(table) for table in ("admin_unit", "settlement", "street", ADDRESSES)}
            group = made.layerTreeRoot()
            for layer in layers.values():
                made.addMapLayer(layer, False)
                group.insertLayer(0, layer)
            self._dress(made, layers)
            self._say(made, layers)
            if not made.write(str(path)):
                raise DiachisoError(CANNOT_WRITE, path=str(path), problem=made.error() or "?")
        finally:
            made.clear()

    def _layer(self, table: str) -> QgsVectorLayer:
        name = FILES[table]
        layer = QgsVectorLayer(f"{self.folder / name}.gpkg|layername={name}", name, "ogr")
        if not layer.isValid():
            raise DiachisoError(CANNOT_WRITE, path=f"{name}.gpkg", problem="GDAL")
        layer.setName(self.words(LAYERS[table]))
        _set_short_name(layer, name)
        layer.setReadOnly(True)
        return layer

    def _dress(self, project: QgsProject, layers: dict[str, QgsVectorLayer]) -> None:
        for table in BASE:
            apply_style(layers[table], table, self.meta.profile, self.words)
            layers[table].setDisplayExpression('"name"')
        addresses = layers[ADDRESSES]
        columns = {spec.name: spec.export or spec.name for spec in self.specs}
        apply_style(addresses, ADDRESSES, self.meta.profile, self.words)
        addresses.renderer().setClassAttribute(columns["stage"])
        labels = addresses.labeling().settings()
        labels.fieldName = columns["code"]
        addresses.setLabeling(QgsVectorLayerSimpleLabeling(labels))
        addresses.setDisplayExpression(" || ' ' || ".join(
            f"coalesce({QgsExpression.quotedColumnRef(columns[name])}, '')" for name in ("code", "address_text")
        ))
        # No aliases: OGC API – Features would call the properties by them.
        add_themes(project, layers, self.themes, self.words.language, columns)
        for theme in self.themes:
            add_sheet(
                project, addresses, theme, self.agency, self.words, place=self.meta.province,
                province_code=self.meta.province_code, extent=addresses.extent(),
            )  # fmt: skip
        box = QgsReferencedRectangle(addresses.extent(), QgsCoordinateReferenceSystem("EPSG:4326"))
        project.viewSettings().setDefaultViewExtent(box)

    def _say(self, project: QgsProject, layers: dict[str, QgsVectorLayer]) -> None:
        """Title, abstract, contact, licence, projections, and which layers each service has."""
        values = place_values(self.meta.province)
        issuer = self.agency.document("report", values).issuer.text_name
        title = self.words(TITLE, place=values["province_name"] or self.meta.province)
        project.setTitle(title)
        box = layers[ADDRESSES].extent()
        zone = map_crs(self.meta.province_code, box.center().x()).authid()
        texts = {
            "WMSServiceTitle": title, "WMSServiceAbstract": self.words(ABSTRACT), "WMSContactOrganization": issuer,
            "WMSContactMail": self.agency.contact.get("email", ""),
            "WMSOnlineResource": self.agency.contact.get("web", ""),
            "WMSAccessConstraints": self.agency.text("licence", values), "WMSFees": "", "WMSRootName": NAME,
            "WMSUrl": self.url, "WFSUrl": self.url,
        }  # fmt: skip
        for key, text in texts.items():
            project.writeEntry(key, "/", text)
        project.writeEntryBool("WMSServiceCapabilities", "/", True)
        project.writeEntryBool("WMSUseLayerIDs", "/", False)
        project.writeEntry("WMSCrsList", "/", [*CRS_LIST, zone])
        project.writeEntry("WMSPrecision", "/", _DECIMALS)
        project.writeEntry("WFSLayers", "/", [layer.id() for layer in layers.values()])
        for layer in layers.values():
            project.writeEntry("WFSLayersPrecision", f"/{layer.id()}", _DECIMALS)
        for rights in ("Update", "Insert", "Delete"):
            project.writeEntry("WFSTLayers", f"/{rights}", [])


def _set_short_name(layer: QgsMapLayer, name: str) -> None:
    """The name in the services; newer QGIS keeps it with the other properties of a server."""
    properties = layer.serverProperties()
    (properties if hasattr(properties, "setShortName") else layer).setShortName(name)
