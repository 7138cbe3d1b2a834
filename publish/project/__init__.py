"""The register as a QGIS project: its layers, relations, forms and styles, made from the field profile."""
