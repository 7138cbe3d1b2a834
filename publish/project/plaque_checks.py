"""What the form of a plaque looks at: where it hangs, and why it does not; native expressions, so QField asks, too."""
from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsVectorLayer

from ...core.errors import QT_TRANSLATE_NOOP
from ...core.plaque_life import FAR_M
from .constraints import Check, set_check
from .expressions import text
from .words import Words

FAR = QT_TRANSLATE_NOOP(
    "diachiso", "The plaque hangs more than {metres} m from its address. Is it the right house? Look at both positions."
)
NEEDS_REASON = QT_TRANSLATE_NOOP("diachiso", "Say why the plaque was not mounted.")
NEEDS_DAY = QT_TRANSLATE_NOOP("diachiso", "Say when the plaque was mounted.")
_METRES = 111_320  # of a degree of latitude
_DISTANCE = (
    "with_variable('at', geometry(get_feature({layer}, 'address_id', \"address_id\")),"
    " \"lon\" IS NULL OR \"lat\" IS NULL OR @at IS NULL OR"
    " {metres} * sqrt(((x(@at) - \"lon\") * cos(radians(\"lat\"))) ^ 2 + (y(@at) - \"lat\") ^ 2) <= {far})"
)


def apply_plaque_checks(layers: Mapping[str, QgsVectorLayer], words: Words) -> None:
    """Give the checks to the layer of plaques, if it is there and knows these columns."""
    plaque = layers.get("plaque")
    if plaque is None:
        return
    set_check(plaque, "not_mounted", Check(
        "\"state\" <> 'not_mounted' OR coalesce(\"not_mounted\", '') <> ''", words(NEEDS_REASON), True,
    ))  # fmt: skip
    set_check(plaque, "mounted_at", Check(
        "\"state\" <> 'mounted' OR \"mounted_at\" IS NOT NULL", words(NEEDS_DAY), False,
    ))  # fmt: skip
    address = layers.get("address")
    if address is not None:
        asked = _DISTANCE.format(layer=text(address.id()), metres=_METRES, far=f"{FAR_M:g}")
        set_check(plaque, "lat", Check(asked, words(FAR, metres=f"{FAR_M:g}"), False))
