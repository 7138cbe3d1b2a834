"""Where the real data lie: beside the checkout, or in the folder DIACHISO_SHARED. Tests skip without them."""
from __future__ import annotations

import os
from pathlib import Path

DATA = Path(os.environ.get("DIACHISO_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "data"
NHA_TRANG = DATA / "nha_trang.gpkg"
ENCODINGS = DATA / "encodings"
