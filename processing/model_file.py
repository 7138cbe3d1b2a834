"""A model of models/ as an algorithm of ours: a stable id, the title in both languages, our group and icon."""
from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingModelAlgorithm
from qgis.PyQt.QtGui import QIcon

from ..compat import translate
from .base import ICONS, Group


class ModelFile(QgsProcessingModelAlgorithm):
    """The model of one .model3 file.

    QGIS takes a model's name for its id as well. Here the id is the file's name, and the name is the title that
    people read.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def read(self) -> bool:
        """Read the file, again where need be; False if it is no model."""
        return bool(self.fromFile(str(self._path)))

    def createInstance(self) -> ModelFile:  # noqa: N802
        """A fresh one for each run, as QGIS asks."""
        copy = ModelFile(self._path)
        copy.read()
        copy.setProvider(self.provider())
        return copy

    def name(self) -> str:
        """The stable id."""
        return self._path.stem

    def displayName(self) -> str:  # noqa: N802
        """The title; QGIS does not translate models, so it says it in both languages."""
        return str(super().name())

    def group(self) -> str:
        """The toolbox group in the user's language."""
        return translate("diachiso", Group.CODES.title)

    def groupId(self) -> str:  # noqa: N802
        """The group's stable id."""
        return str(Group.CODES.value)

    def icon(self) -> QIcon:
        """The icon of a chain of steps."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        """The same as a file."""
        return str(ICONS / "plan.svg")
