"""Thematic maps of a register as PDF and PNG."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtGui import QFont

from ...core.agency import Agency, in_sentence, load_agency, place_values
from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.land.vn2000 import load_vn2000
from ...core.lifecycle import Stage
from ...core.map_themes import MapTheme
from ...register.cancelling import GATE_CANCELLED, GateCancelled, never
from ...register.public_rows import Choice, commune_code
from ...register.reading import RegisterMeta, read_communes, read_meta
from ...register.snapshot import snapshot_apart
from ..fitted_text import with_letters
from ..handing_over import CANNOT_WRITE, all_of, handing_over
from ..office_html import number
from ..outgoing import aside
from ..project.words import Words
from .areas import Zone, area_layer
from .map_layers import MapLayers, read_layers
from .map_sheet import SheetWords, make_sheet
from .map_words import BEYOND, BY_COMMUNE, LEGEND, NORTH, OTHERS, PROJECTION, SOURCE, TOTAL
from .sheet_export import SheetExport

STAGES = tuple(s.value for s in Stage if s not in (Stage.RETIRED, Stage.REJECTED, Stage.DECLARED))
MARGIN = 1.15  # the map is so much wider than its objects
SMALLEST_M, LEAST_DEGREES = 600.0, 1e-6
FARTHEST, SMALL_DEGREES = 6.0, 0.05  # times as wide as the objects, for the sake of zones far from them
PNG_DPI = 150.0
MOST_COMMUNES = 12  # that are listed on the sheet
MOST_SIGNS = 40_000  # that are written as vectors

NOTHING = Message(
    "map_nothing",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The register has no object of the theme “{theme}” there. Give the objects their classes ({classes}), or "
        "choose another theme or commune.",
    ),
)


@dataclass(frozen=True)
class MapRequest:
    """What a map shows and how: of a commune (code or name), with zones below the objects."""

    commune: str = ""
    title: str = ""
    paper: str = "A3"
    portrait: bool = False
    areas: Optional[Sequence[Zone]] = None
    png_dpi: float = PNG_DPI


@dataclass(frozen=True)
class WrittenMap:
    """A map that was written, how many objects are on it, and how many names were left out."""

    theme: MapTheme
    pdf: Path
    png: Path
    objects: int
    withheld: int


def write_map(
    register: Path,
    theme: MapTheme,
    folder: Path,
    request: MapRequest,
    language: str = "vi",
    *,
    today: Optional[date] = None,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = never,
) -> WrittenMap:
    """Write the map of a theme as PDF and PNG into `folder`, both or none (DiachisoError, GateCancelled).

    Every QGIS object is made and dropped here: any thread may call it.
    """
    register, words = register.resolve(), Words(language)
    agency = load_agency(None, register)

    def go_on() -> None:
        if cancelled():
            raise GateCancelled(GATE_CANCELLED, path=str(register))

    with aside(folder) as made:
        with snapshot_apart(register, made, cancelled) as con:
            meta = read_meta(con)
            code = commune_code(con, request.commune)
            place = next((c.full_name for c in read_communes(con) if c.code == code), "") if code else ""
            layers = read_layers(con, theme, Choice(STAGES, code), meta.profile.fields, words, go_on)
        if not layers.counts:
            raise DiachisoError(NOTHING, theme=theme.title.text(language), classes=", ".join(theme.classes))
        progress(0.3)
        go_on()
        if request.areas is not None:
            layers.areas = area_layer(request.areas, theme, words)
        result = made / "result"
        result.mkdir()
        name = f"ban_do_{theme.id}"
        said = _said(theme, request, meta, place, layers, words, agency, today or date.today())
        project = QgsProject()
        try:
            project.addMapLayers(layers.all, False)
            layout = _layout(project, theme, request, layers, said, agency, meta)
            try:
                sheet = SheetExport(layout, go_on, sum(layers.counts.values()) > MOST_SIGNS)
                sheet.write_pdf(result / f"{name}.pdf", said.title)
                progress(0.7)
                sheet.write_png(result / f"{name}.png", request.png_dpi)
            except OSError as error:
                raise DiachisoError(CANNOT_WRITE, path=str(folder), problem=error.strerror or str(error)) from error
            finally:
                del layout
        finally:
            project.clear()
        go_on()
        with handing_over(all_of(result, folder)) as put:
            put()
    progress(1.0)
    pdf, png = (folder / f"{name}.{kind}" for kind in ("pdf", "png"))
    return WrittenMap(theme, pdf, png, sum(layers.counts.values()), layers.withheld)


def map_crs(province_code: str, longitude: float) -> QgsCoordinateReferenceSystem:
    """The VN-2000 zone of a province whose meridian is nearest; of the whole country where it has none."""
    zones = load_vn2000().of_province(province_code) or load_vn2000().zones
    nearest = min(zones, key=lambda zone: abs(zone.meridian - longitude))
    return QgsCoordinateReferenceSystem(nearest.crs)


def extent_in(
    crs: QgsCoordinateReferenceSystem, box: QgsRectangle, smallest: float = SMALLEST_M
) -> QgsRectangle:
    """A box of degrees in a CRS of metres, with a margin, and never smaller than so many metres."""
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject())
    found = transform.transformBoundingBox(box.buffered(LEAST_DEGREES))  # of a flat one QGIS would take a corner only
    found.scale(MARGIN)
    if max(found.width(), found.height()) < smallest:
        centre = found.center()
        half = smallest / 2
        found = QgsRectangle(centre.x() - half, centre.y() - half, centre.x() + half, centre.y() + half)
    return found


def _said(
    theme: MapTheme, request: MapRequest, meta: RegisterMeta, place: str, layers: MapLayers, words: Words,
    agency: Agency, today: date,
) -> SheetWords:  # fmt: skip
    language = words.language
    province = in_sentence(meta.province) if place else meta.province
    where = ", ".join(filter(None, (place, province)))
    total = sum(layers.counts.values())
    title = request.title.strip() or theme.title.text(language)
    day = today.strftime("%d/%m/%Y" if language.startswith("vi") else "%Y-%m-%d")
    crs = map_crs(meta.province_code, layers.objects.extent().center().x())
    source = " ".join((
        words(SOURCE, day=day, version=f"{meta.revision}"),
        words(PROJECTION, crs=f"{crs.description()} ({crs.authid()})"),
    ))
    subtitle = f"{where} – {words(TOTAL, count=number(total, words.language))}"
    notes = _notes(theme, layers, agency, meta, words)
    return SheetWords(title.upper(), subtitle, words(LEGEND), words(NORTH), source, notes)


def _notes(theme: MapTheme, layers: MapLayers, agency: Agency, meta: RegisterMeta, words: Words) -> str:
    """Who made the map, what it shows, and how many objects each commune has."""
    issuer = agency.document("report", place_values(meta.province)).issuer.text_name
    listed = sorted(layers.communes_named(), key=lambda one: (-one[1], one[0]))
    _, beyond = _shown_box(layers)
    lines = [f"{name}: {number(count, words.language)}" for name, count in listed[:MOST_COMMUNES]]
    rest = sum(count for _, count in listed[MOST_COMMUNES:])
    if rest:
        lines.append(f"{words(OTHERS)}: {number(rest, words.language)}")
    about = f"{theme.about.text(words.language)}."
    far = ["", words(BEYOND, count=number(beyond, words.language))] if beyond else []
    return "\n".join([issuer, "", about, "", words(BY_COMMUNE), *lines, *far])


def _shown_box(layers: MapLayers) -> tuple[QgsRectangle, int]:
    """What the map shows, in degrees: the objects and the zones; how many zones stay off it.

    Zones so far away that nobody could tell the objects apart stay off, unless they touch what is shown.
    """
    near = QgsRectangle(layers.objects.extent())
    zones = [] if layers.areas is None else [f.geometry().boundingBox() for f in layers.areas.getFeatures()]
    for zone in [zone for zone in zones if zone.intersects(near)]:
        near.combineExtentWith(zone)
    whole = QgsRectangle(near)
    for zone in zones:
        whole.combineExtentWith(zone)
    sides = ((whole.width(), near.width()), (whole.height(), near.height()))
    if all(side <= FARTHEST * max(own, SMALL_DEGREES) for side, own in sides):
        return whole, 0
    return near, sum(not zone.intersects(near) for zone in zones)


def _layout(
    project: QgsProject, theme: MapTheme, request: MapRequest, layers: MapLayers, said: SheetWords, agency: Agency,
    meta: RegisterMeta,
) -> QgsPrintLayout:  # fmt: skip
    box, _ = _shown_box(layers)
    crs = map_crs(meta.province_code, box.center().x())
    legend = [(layers.objects, False)]
    if layers.areas is not None:
        legend.append((layers.areas, True))
    if theme.shades:
        legend.append((layers.communes, True))
    family = with_letters(QFont(agency.sans[0]), agency.sans[1:]).family()
    return make_sheet(
        project, theme.title.vi, said, extent_in(crs, box), crs, layers.all, legend=legend, family=family,
        paper=request.paper, portrait=request.portrait,
    )  # fmt: skip
