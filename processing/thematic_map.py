"""diachiso:thematicmap — maps of health, schools, tourism, farm products, hydrants, diseases as PDF and PNG."""
from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..compat import none_if_null, translate
from ..core.errors import QT_TRANSLATE_NOOP, DiachisoError
from ..core.map_themes import choose_themes, load_themes, read_theme
from ..publish.maps.areas import Zone
from ..publish.maps.map_sheet import PAPERS
from ..publish.maps.thematic_map import NOTHING, MapRequest, write_map
from .publication import COMMUNE, Publication
from .transforms import WGS84

THEME, PROFILE, TITLE, PAPER, PORTRAIT = "THEME", "PROFILE", "TITLE", "PAPER", "PORTRAIT"
AREAS, AREA_FIELD, OUTPUT = "AREAS", "AREA_FIELD", "OUTPUT"
COUNT, MAPS = "COUNT", "MAPS"
ALL = "all"
_PAPERS = tuple(PAPERS)


class ThematicMap(Publication):
    """Writes one map, or one of each theme."""

    NAME = "thematicmap"
    TITLE = QT_TRANSLATE_NOOP("diachiso", "Thematic map")
    HELP = QT_TRANSLATE_NOOP(
        "diachiso",
        "Writes maps of the register's objects by their classes as PDF and PNG, with legend, scale and source: "
        "health, education, tourism, farm products, fire hydrants, epidemiology, disease-safe zones.\n\n"
        "Each theme is a profile: a province may change it, or add its own in profiles/themes beside the register. A "
        "layer of zones, such as outbreaks or safe zones, is coloured by what its field says. The same themes stand "
        "in the register's project, with sheets to change in the layout designer. No names of houses or people are on "
        "a map.",
    )
    TAGS = QT_TRANSLATE_NOOP(
        "diachiso", "map,theme,health,school,tourism,farm,hydrant,epidemiology,safe zone,legend,PDF,PNG,print"
    )
    ICON = "layers.svg"
    WRITES = False

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """The parameters and outputs."""
        ids = [*(theme.id for theme in load_themes()), ALL]
        self.add_register()
        self.add(
            QgsProcessingParameterEnum(
                THEME, translate("diachiso", "Theme"), ids, defaultValue=ids[0], usesStaticStrings=True
            ),
            translate(
                "diachiso",
                "health, education, tourism, farm_products, fire_hydrants, epidemiology, safe_zones, or all of them.",
            ),
        )
        self.add(
            QgsProcessingParameterString(COMMUNE, translate("diachiso", "Commune (code or name)"), optional=True),
            translate("diachiso", "Only the objects of this commune. Empty: of all communes."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                AREAS, translate("diachiso", "Zones"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
            ),
            translate("diachiso", "Polygons of outbreaks, safe zones and the like, drawn below the objects."),
        )
        self.add(
            QgsProcessingParameterField(
                AREA_FIELD, translate("diachiso", "Field with the kind of zone"), parentLayerParameterName=AREAS,
                optional=True,
            ),
            translate("diachiso", "Told by words such as vùng dịch, vùng đệm, an toàn. Empty: all of the first kind."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterString(TITLE, translate("diachiso", "Title of the map"), optional=True),
            translate("diachiso", "Empty: the theme's."),
        )
        self.add(
            QgsProcessingParameterEnum(
                PAPER, translate("diachiso", "Paper"), list(_PAPERS), defaultValue="A3", usesStaticStrings=True
            ),
            translate("diachiso", "The size of the sheet."),
        )
        self.add(
            QgsProcessingParameterBoolean(PORTRAIT, translate("diachiso", "Portrait"), False),
            translate("diachiso", "The sheet stands upright, with the legend below the map."),
        )
        self.add(
            QgsProcessingParameterFile(
                PROFILE, translate("diachiso", "Theme of your own"), extension="json", optional=True
            ),
            translate("diachiso", "A JSON file like those in resources/profiles/themes, instead of the theme."),
            advanced=True,
        )
        self.add_language(translate("diachiso", "Of the map. Empty: the language of QGIS."))
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, translate("diachiso", "Folder for the maps")),
            translate("diachiso", "Maps of the same theme in it are replaced."),
        )
        self.addOutput(QgsProcessingOutputNumber(COUNT, translate("diachiso", "Objects on the maps")))
        self.addOutput(QgsProcessingOutputNumber(MAPS, translate("diachiso", "Maps")))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the maps."""
        register = self.register_path(parameters, context)
        output = Path(self.parameterAsString(parameters, OUTPUT, context)).absolute()
        language = self.language(parameters, context)
        profile = self.parameterAsString(parameters, PROFILE, context)
        theme_id = self.parameterAsString(parameters, THEME, context)
        themes = [read_theme(Path(profile))] if profile else choose_themes(load_themes(register), theme_id)
        field = self.parameterAsString(parameters, AREA_FIELD, context)
        request = MapRequest(
            commune=self.commune(parameters, context),
            title=self.parameterAsString(parameters, TITLE, context),
            paper=self.parameterAsString(parameters, PAPER, context) or "A3",
            portrait=self.parameterAsBool(parameters, PORTRAIT, context),
            areas=_zones(self.parameterAsSource(parameters, AREAS, context), field, context),
        )
        count = maps = 0
        share = 100 / len(themes)
        for k, theme in enumerate(themes):
            try:
                done = write_map(
                    register, theme, output, request, language,
                    progress=partial(_tell, feedback, share, k),
                    cancelled=feedback.isCanceled,
                )  # fmt: skip
            except DiachisoError as error:
                if error.message is not NOTHING or len(themes) == 1:
                    raise
                feedback.pushWarning(error.localized(translate))
                continue
            count, maps = count + done.objects, maps + 1
            text = translate("diachiso", "{path}: {count} objects")
            feedback.pushInfo(text.format(path=done.pdf, count=done.objects))
            if done.withheld:
                text = translate("diachiso", "{count} names seem to tell of a person and are not on the map")
                feedback.pushWarning(text.format(count=done.withheld))
        return {OUTPUT: str(output), COUNT: count, MAPS: maps}


def _tell(feedback: QgsProcessingFeedback, share: float, done: int, part: float) -> None:
    feedback.setProgress(share * (done + part))


def _zones(
    source: Optional[QgsProcessingFeatureSource], field: str, context: QgsProcessingContext
) -> Optional[list[Zone]]:
    """The zones of a layer in EPSG:4326; those without a shape are left out."""
    if source is None:
        return None
    wgs84 = QgsCoordinateReferenceSystem(WGS84)
    request = QgsFeatureRequest().setDestinationCrs(wgs84, context.transformContext())
    found = []
    for feature in source.getFeatures(request):
        if feature.geometry().isEmpty():
            continue
        said = str(none_if_null(feature[field]) or "") if field else None
        found.append(Zone(feature.geometry(), said))
    return found
