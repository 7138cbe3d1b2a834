"""QGIS algorithms: read layers, call one function of the inner rooms, write the result."""
