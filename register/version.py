"""Numbers that name the file format."""

from __future__ import annotations

SCHEMA_VERSION = 1
APPLICATION = "diachiso"
GPKG_APPLICATION_ID = 0x47504B47  # "GPKG"
GPKG_USER_VERSION = 10300  # GeoPackage 1.3
SRS_ID = 4326
