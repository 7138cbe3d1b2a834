"""Land layers as they come: opened, diagnosed, mended and written."""
