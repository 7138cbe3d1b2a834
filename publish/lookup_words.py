"""Words of the look-up page, in its own language."""
from __future__ import annotations

from ..core.errors import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("diachiso", "Digital addresses: look-up – {place}")
ABOUT = QT_TRANSLATE_NOOP(
    "diachiso", "{count} addresses, data of {day}, {issuer}. Works without network; holds no personal data."
)
WORDS = {
    "label": QT_TRANSLATE_NOOP("diachiso", "Address, name or code"),
    "example": QT_TRANSLATE_NOOP("diachiso", "e.g. 12 le loi, or 0010100062"),
    "hint": QT_TRANSLATE_NOOP(
        "diachiso", "Type with or without diacritics. A click on the map shows the address there."
    ),
    "nothing": QT_TRANSLATE_NOOP("diachiso", "Nothing found. Try fewer words, or only the street."),
    "found": QT_TRANSLATE_NOOP("diachiso", "{count} found"),
    "first": QT_TRANSLATE_NOOP("diachiso", "The first {shown} of {count}"),
    "name": QT_TRANSLATE_NOOP("diachiso", "Name"),
    "address": QT_TRANSLATE_NOOP("diachiso", "Address"),
    "kind": QT_TRANSLATE_NOOP("diachiso", "Class"),
    "position": QT_TRANSLATE_NOOP("diachiso", "Position (latitude, longitude)"),
    "unplaced": QT_TRANSLATE_NOOP("diachiso", "not known yet"),
    "link": QT_TRANSLATE_NOOP("diachiso", "On the portal"),
    "copy": QT_TRANSLATE_NOOP("diachiso", "Copy"),
    "copied": QT_TRANSLATE_NOOP("diachiso", "Copied"),
    "pending": QT_TRANSLATE_NOOP("diachiso", "Not verified yet."),
    "zoomIn": QT_TRANSLATE_NOOP("diachiso", "Zoom in"),
    "zoomOut": QT_TRANSLATE_NOOP("diachiso", "Zoom out"),
    "zoomAll": QT_TRANSLATE_NOOP("diachiso", "Whole map"),
    "map": QT_TRANSLATE_NOOP("diachiso", "Map; arrow keys move it, + and - zoom"),
}
# Words of addresses that say little: whoever types them need not find them.
OPTIONAL = (
    "số", "nhà", "đường", "phố", "phường", "xã", "đặc", "khu", "tỉnh", "thành", "p", "p.", "x.", "tp", "tp.", "đ.",
    "mã", "tổ", "dân", "tdp", "thôn",
)  # fmt: skip
