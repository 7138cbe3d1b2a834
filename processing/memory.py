"""Giving freed memory back to the system."""
from __future__ import annotations

import ctypes
import gc
import sys


def release_memory() -> None:
    """Hand what was freed back to the system, where its allocator keeps it otherwise (Linux).

    The arrays of a million objects come and go in pieces; the gaps that they leave would count as ours to the end.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries than GNU's have none
        if trim is not None:
            trim(0)
