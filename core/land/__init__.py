"""Land layers as they come: what may be wrong with them, and how it is mended."""
