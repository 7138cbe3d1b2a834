"""Thematic maps: their styles, their layers out of a register, their sheets."""
