"""diachiso:migrateregister — move a register from a file to a PostgreSQL server, or back."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..compat import translate
from ..core.errors import QT_TRANSLATE_NOOP
from ..publish.project.register_place import connection_of, on_server, place_of
from ..publish.project.server_layers import server_sources
from ..publish.project.writer import write_project
from ..register.postgres.move import Place, move_register
from .base import REGISTER, DiachisoAlgorithm, guarded
from .register_layers import refuse_unsaved_edits

TARGET, PROJECT, TABLES, ROWS = "TARGET", "PROJECT", "TABLES", "ROWS"


class MigrateRegister(DiachisoAlgorithm):
    """Moves everything, compares every table, then closes the old place."""

    NAME = "migrateregister"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Move register")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Moves a register from a GeoPackage to a PostgreSQL server with PostGIS, where several people work on it, or "
        "back into a file: every table with its numbers, ledger, people, history and log. Every table is then compared "
        "row by row, and only if all are equal does the move count; else nothing has changed.\n\n"
        "So that two registers never give codes from the same blocks, the old one is kept for reading only and says "
        "where it went, and so does the log of both. Whatever is at the new place already is never overwritten. If a "
        "move is interrupted, run it again with the same two places: it is finished, or begins anew.\n\n"
        "On a server, powers are roles of the database (diachiso_read, diachiso_declare, diachiso_create, "
        "diachiso_verify, diachiso_people); its administrator gives them to logins. See docs/postgresql.md.",
    )
    TAGS = QT_TRANSLATE_NOOP("diachiso", "address,register,move,migrate,postgresql,postgis,server,database")
    ICON = "move_register.svg"
    ON_SERVER = False  # either of its two places is: it reads and writes them itself

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The two places, and what was moved."""
        self.add(
            QgsProcessingParameterFile(
                REGISTER,
                translate("diachiso", "Address register"),
                fileFilter=translate("diachiso", "Address register (*.gpkg *.GPKG);;All files (*)"),
            ),
            translate(
                "diachiso",
                "The register that moves: a GeoPackage, or pg: and the name of a QGIS connection to PostgreSQL, as in "
                "pg:province.",
            ),
        )
        self.add(
            QgsProcessingParameterString(TARGET, translate("diachiso", "New place")),
            translate(
                "diachiso",
                "Where it goes: pg: and the name of a QGIS connection, whose login comes from an authentication "
                "configuration, or the path of a new GeoPackage.",
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                PROJECT, translate("diachiso", "Project for the server"), "QGIS (*.qgz)", optional=True,
                createByDefault=False,
            ),  # fmt: skip
            translate(
                "diachiso",
                "A QGIS project with the forms, lists and styles, whose layers are on the server; only where the "
                "register moves there. It holds no password, but the number of the authentication configuration: who "
                "opens it needs one of the same number.",
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(TABLES, translate("diachiso", "Tables moved and compared")))
        self.addOutput(QgsProcessingOutputNumber(ROWS, translate("diachiso", "Rows moved and compared")))

    def register_path(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """The file among the two places: layers of it may be open."""
        for name in (REGISTER, TARGET):
            text = self.parameterAsString(parameters, name, context)
            if not on_server(text):
                return Path(text).absolute()
        return Path()

    def prepare_work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Read the logins, which QGIS gives in the main thread only."""
        refuse_unsaved_edits(self.parameterAsString(parameters, REGISTER, context))
        target = self.parameterAsString(parameters, TARGET, context)
        self._project = self.parameterAsString(parameters, PROJECT, context)
        self._connection = connection_of(target) if on_server(target) else ""
        self._places: list[Place] = [
            place_of(self.parameterAsString(parameters, name, context)) for name in (REGISTER, TARGET)
        ]

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Move it."""
        source, target = self._places
        done = move_register(
            source, target, progress=lambda share: feedback.setProgress(100 * share), cancelled=feedback.isCanceled
        )
        if done.resumed:
            feedback.pushInfo(translate("diachiso", "The move had been interrupted and is finished now."))
        for name, digest in done.tables.items():
            feedback.pushInfo(
                translate("diachiso", "{table}: {rows} rows, equal in both (SHA-256 {sha256})").format(
                    table=name, rows=digest.rows, sha256=digest.sha256[:16]
                )
            )
        if done.left_behind:
            feedback.pushWarning(
                translate("diachiso", "No tables of a register, left in the old file: {names}").format(
                    names=", ".join(done.left_behind)
                )
            )
        if done.photos and isinstance(source, Path):
            feedback.pushWarning(
                translate(
                    "diachiso",
                    "{count} photos that records name were left in the folder {folder}. Forms and tools find them "
                    "where that folder's path stands in the variable diachiso_photos (Settings → Options → Variables, "
                    "or that of the project): share the folder. Without it forms look beside the project, tools "
                    "nowhere.",
                ).format(count=done.photos, folder=source.parent)
            )
        if done.stayed:
            feedback.pushWarning(
                translate(
                    "diachiso",
                    "These settings beside the new file differ from the server's and were not written over: {names}",
                ).format(names=", ".join(done.stayed))
            )
        return {TABLES: len(done.tables), ROWS: done.rows}

    def postProcessAlgorithm(  # noqa: N802
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the project, in the main thread: the logins of its layers are asked for there."""
        results = super().postProcessAlgorithm(context, feedback)
        source = self._places[0]
        if self._project and self._connection and isinstance(source, Path):
            with guarded():
                language = QgsApplication.locale()
                write_project(source, Path(self._project), language, sources=server_sources(self._connection))
        return results
