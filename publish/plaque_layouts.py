"""A design's layout in a project, where QGIS's designer changes it, and a project's layout as a design to print."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Optional

from qgis.core import QgsPathResolver, QgsPrintLayout, QgsProject, QgsReadWriteContext

from ..core.plaque_design import DEFAULT, LAYOUT_SUFFIX, PlaqueDesign, load_designs
from .plaque_art import load_layout

DESIGN_PROPERTY = "diachiso/plaque_design"


def add_layout(project: QgsProject, design: PlaqueDesign, name: str) -> QgsPrintLayout:
    """The layout of a design in the project under this name, as it is there already or new from its template."""
    manager = project.layoutManager()
    known = manager.layoutByName(name)
    if isinstance(known, QgsPrintLayout):
        return known
    layout = load_layout(design.layout, project)
    layout.setName(name)
    layout.setCustomProperty(DESIGN_PROPERTY, design.id)
    manager.addLayout(layout)
    return layout


def design_of_layout(
    project: Optional[QgsProject], name: str, folder: Path, register: Path
) -> Optional[PlaqueDesign]:
    """The design that a layout of the project is, None where it has none of this name.

    Lines, QR and bleed are those of the design that it was made from, else of the default one. The layout is saved into
    `folder`, since the project's own one may be open in the designer.
    """
    # qgis_process has no project.
    layout = project.layoutManager().layoutByName(name) if project is not None else None
    if not isinstance(layout, QgsPrintLayout):
        return None
    path = folder / "".join(("layout", LAYOUT_SUFFIX))
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(""))
    layout.saveAsTemplate(str(path), context)
    designs = load_designs(register)
    made_from = designs.get(str(layout.customProperty(DESIGN_PROPERTY, "") or DEFAULT), designs[DEFAULT])
    return replace(made_from, layout=path)
