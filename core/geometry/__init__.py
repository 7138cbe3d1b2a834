"""Geometry for core: ragged coordinate arrays in numpy, and a small engine interface for what needs GEOS."""
