"""A sheet as PDF and PNG, whose map is drawn by a job that can be stopped: QGIS's own export cannot be."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsPrintLayout,
)
from qgis.PyQt.QtCore import QEventLoop, QMarginsF, QPointF, QRectF, QSizeF, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

PDF_DPI = 300.0
_MM_PER_INCH = 25.4
_ASK_EVERY_MS = 100
_EMPTY = {"style": "no", "outline_style": "no"}


class SheetExport:
    """A layout whose first page has one map, with the id `map`; `go_on` raises to stop.

    `as_image`: the map of the PDF is a picture, for one of more signs than anybody could tell apart: written as
    vectors, they would take seconds in which nothing can be stopped. While a map is drawn this thread waits in an event
    loop, so that others are free.
    """

    def __init__(self, layout: QgsPrintLayout, go_on: Callable[[], None], as_image: bool = False) -> None:
        self._layout, self._go_on, self._as_image = layout, go_on, as_image
        item = layout.itemById("map")
        if not isinstance(item, QgsLayoutItemMap):
            raise ValueError("a sheet has a map")
        self._map, self._layers = item, item.layers()
        page = layout.pageCollection().page(0)
        page.setPageStyleSymbol(QgsFillSymbol.createSimple(_EMPTY))  # the map lies below all the rest
        self._size = page.rect().size()  # mm

    def write_pdf(self, path: Path, title: str) -> None:
        """Text stays text, and the map knows its place on earth. OSError."""
        writer = QPdfWriter(str(path))
        writer.setResolution(round(PDF_DPI))
        writer.setTitle(title)
        writer.setCreator("Địa chỉ số")
        size = QPageSize(self._size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        writer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        )
        self._layout.renderContext().setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError(0, "PDF")
        self._paint(painter, PDF_DPI)
        del painter, writer  # the file is whole
        self._georeference(path)

    def _georeference(self, path: Path) -> None:
        """Tell where on earth the PDF lies, where GDAL can (QGIS 3.22 has a function for it that does not)."""
        from osgeo import gdal

        extent, width = self._map.extent(), self._map.rect().width()
        metres = extent.width() / width * _MM_PER_INCH / PDF_DPI  # in a pixel
        unit = PDF_DPI / _MM_PER_INCH
        corner = extent.xMinimum() - self._map.pos().x() * unit * metres, extent.yMaximum()
        gdal.SetThreadLocalConfigOption("GDAL_PDF_DPI", f"{PDF_DPI:g}")
        try:
            data = gdal.OpenEx(str(path), gdal.OF_UPDATE | gdal.OF_RASTER)
            if data is not None:
                top = corner[1] + self._map.pos().y() * unit * metres
                data.SetGeoTransform((corner[0], metres, 0, top, 0, -metres))
                data.SetProjection(self._map.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))
            del data
        except RuntimeError:
            return  # a GDAL that reads no PDF
        finally:
            gdal.SetThreadLocalConfigOption("GDAL_PDF_DPI", None)

    def write_png(self, path: Path, dpi: float) -> None:
        """OSError."""
        image = QImage((self._size * dpi / _MM_PER_INCH).toSize(), QImage.Format.Format_ARGB32)
        image.fill(QColor("#ffffff"))
        image.setDotsPerMeterX(round(dpi / _MM_PER_INCH * 1000))
        image.setDotsPerMeterY(round(dpi / _MM_PER_INCH * 1000))
        painter = QPainter()
        if not painter.begin(image):
            raise OSError(0, "PNG")
        self._paint(painter, dpi)
        if not image.save(str(path), "PNG"):
            raise OSError(0, "PNG")

    def _paint(self, painter: QPainter, dpi: float) -> None:
        try:
            self._layout.renderContext().setDpi(dpi)
            self._paint_map(painter, dpi)
            self._go_on()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QgsLayoutExporter(self._layout).renderPage(painter, 0)
        finally:
            painter.end()

    def _paint_map(self, painter: QPainter, dpi: float) -> None:
        """Draw the map, and leave nothing of it but its frame for the layout to draw."""
        item, unit = self._map, dpi / _MM_PER_INCH
        size = QSizeF(item.rect().width() * unit, item.rect().height() * unit)
        item.setLayers(self._layers)
        settings = item.mapSettings(item.extent(), size, dpi, True)
        item.setLayers([])
        item.setBackgroundEnabled(False)
        frame = QRectF(0, 0, size.width(), size.height())
        painter.save()
        try:
            painter.translate(QPointF(item.pos().x() * unit, item.pos().y() * unit))
            painter.setClipRect(frame, Qt.ClipOperation.ReplaceClip)
            painter.fillRect(frame, item.backgroundColor())
            if self._as_image:
                painter.drawImage(frame, self._image(settings, item.backgroundColor()))
            else:
                self._wait(QgsMapRendererCustomPainterJob(settings, painter))
        finally:
            painter.restore()

    def _image(self, settings: QgsMapSettings, ground: QColor) -> QImage:
        image = QImage(settings.outputSize(), QImage.Format.Format_RGB32)
        image.fill(ground)
        painter = QPainter(image)
        try:
            self._wait(QgsMapRendererCustomPainterJob(settings, painter))
        finally:
            painter.end()
        return image

    def _wait(self, job: QgsMapRendererCustomPainterJob) -> None:
        loop, timer = QEventLoop(), QTimer()
        stopped: list[BaseException] = []

        def ask() -> None:
            try:
                self._go_on()
            except Exception as error:
                timer.stop()
                stopped.append(error)
                job.cancelWithoutBlocking()

        job.finished.connect(loop.quit)
        timer.timeout.connect(ask)
        timer.start(_ASK_EVERY_MS)
        job.start()
        if job.isActive():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        timer.stop()
        job.waitForFinished()
        if stopped:
            raise stopped[0]
