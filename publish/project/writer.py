"""The register's own project: a .qgz beside it, with relative paths, so that both may be moved together."""
from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsLayerTreeModel,
    QgsMapThemeCollection,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from ...core.errors import QT_TRANSLATE_NOOP, DiachisoError, Message
from ...core.map_themes import MapTheme, load_themes
from ...register.form_facts import FormFacts, read_form_facts
from ...register.skeleton import make_skeleton
from .layers import HELPERS, add_register, new_group, source_table
from .themes import add_themes
from .words import Words

WGS84 = "EPSG:4326"
MARGIN = 0.02
THEME = QT_TRANSLATE_NOOP("diachiso", "Addresses by stage")
CANNOT_WRITE = Message(
    "project_cannot_write",
    QT_TRANSLATE_NOOP(
        "diachiso",
        "The project {path} could not be written ({problem}). The register itself is ready; close the project where "
        "it is open, or free some space, and run “Update field profile” to write it again.",
    ),
)


def project_path(register: Path) -> Path:
    """Where a register's project lies."""
    return register.with_suffix(".qgz")


def write_project(
    register: Path, project: Path, language: str, *, read_only: Collection[str] = (), locked: Collection[str] = (),
    with_themes: bool = True, sources: Optional[Callable[[str], str]] = None,
) -> None:  # fmt: skip
    """Make the project of a register with its relations, forms and styles (DiachisoError, RegisterError).

    An existing file of this name is replaced, for it is generated; what people want to keep they save under another
    name. The register lies in the same folder. `read_only`: tables whose layers may be looked at only; `locked`:
    fields of an address that are shown and not changed; `with_themes`: the thematic maps as styles and map themes, too.
    `sources`: the PostgreSQL source of each layer by its table, where the register has moved to a server; the file then
    only tells how it is built. Any thread may call it, but with sources the main one.
    """
    facts = replace(read_form_facts(register), looked_at=frozenset(read_only), on_server=sources is not None)
    themes = load_themes(register) if with_themes else []
    with tempfile.TemporaryDirectory(prefix="diachiso-") as folder:
        # QGIS would write into the register if it opened it: the project is made from an empty twin of the same name,
        # and its paths are relative.
        twin = Path(folder) / register.name
        make_skeleton(register, twin)
        made = Path(folder) / project.name
        _write(twin, made, facts, language, locked, themes, sources)
        try:
            shutil.copyfile(made, project)
        except OSError as error:
            raise DiachisoError(CANNOT_WRITE, path=str(project), problem=error.strerror or str(error)) from error


def _write(
    register: Path, project: Path, facts: FormFacts, language: str, locked: Collection[str],
    themes: Sequence[MapTheme], sources: Optional[Callable[[str], str]],
) -> None:  # fmt: skip
    words = Words(language)
    made = QgsProject()
    try:
        made.setFileName(str(project))
        made.writeEntryBool("Paths", "/Absolute", False)
        made.setCrs(QgsCoordinateReferenceSystem(WGS84))
        made.setTitle(" – ".join(part for part in (facts.province, words("Address register")) if part))
        layers = add_register(register, made, new_group(made.layerTreeRoot(), language), language, facts)
        for table in facts.looked_at:
            if table in layers:
                layers[table].setReadOnly(True)
        if locked:
            form, fields = layers["address"].editFormConfig(), layers["address"].fields()
            for name in set(locked) & set(fields.names()):
                form.setReadOnly(fields.indexOf(name), True)
            layers["address"].setEditFormConfig(form)
        if facts.extent is not None:
            box = QgsRectangle(*facts.extent)
            box.scale(1 + MARGIN)
            made.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(box, QgsCoordinateReferenceSystem(WGS84)))
        theme = QgsMapThemeCollection.createThemeFromCurrentState(
            made.layerTreeRoot(), QgsLayerTreeModel(made.layerTreeRoot())
        )
        made.mapThemeCollection().insert(words(THEME), theme)
        add_themes(made, layers, themes, language)
        # Should somebody put it on a server, nobody is told of people there.
        made.writeEntry("WMSRestrictedLayers", "/", [layers[table].name() for table in HELPERS if table in layers])
        if sources is not None:
            for table, layer in layers.items():
                _move(layer, sources(source_table(table, facts)), project)
        if not made.write(str(project)):
            raise DiachisoError(CANNOT_WRITE, path=str(project), problem=made.error() or "?")
    finally:
        made.clear()


def _move(layer: QgsVectorLayer, source: str, project: Path) -> None:
    """Let a layer with its form and style read from the server."""
    layer.setDataSource(source, layer.name(), "postgres", QgsDataProvider.ProviderOptions(), False)
    if not layer.isValid():
        raise DiachisoError(CANNOT_WRITE, path=str(project), problem=layer.name())
