"""The reference registry for its own tests."""
from __future__ import annotations

from .fixtures import registry

__all__ = ["registry"]
