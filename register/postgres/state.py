"""What a register knows of its own place: the layout of its server side, whether it has moved, or is just arriving.

These keys of `register_meta` belong to one place and stay there; everything else moves with the register.
"""
from __future__ import annotations

LAYOUT = 2
"""Of functions, triggers, rights on the server; grows with each change that an older register must be given."""
LAYOUT_KEY = "pg_layout"
MOVED_KEY = "moved_to"
ARRIVING_KEY = "arriving_from"
OWN_KEYS = (LAYOUT_KEY, MOVED_KEY, ARRIVING_KEY)
