"""How a catalogue of open data learns of a data set: DCAT-AP 3 as JSON-LD."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..core.field_spec import Bilingual

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#", "spdx": "http://spdx.org/rdf/terms#",
    "locn": "http://www.w3.org/ns/locn#", "gsp": "http://www.opengis.net/ont/geosparql#",
    "adms": "http://www.w3.org/ns/adms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
_EU = "http://publications.europa.eu/resource/authority/"
# Media types of IANA, file types of the Publications Office.
_KINDS = {
    "gpkg": ("application/geopackage+sqlite3", "GPKG"),
    "geojson": ("application/geo+json", "GEOJSON"),
    "csv": ("text/csv", "CSV"),
}
_LANGUAGES = [{"@id": f"{_EU}language/VIE"}]
_PART = 1 << 20


@dataclass(frozen=True)
class DataSet:
    """What is told of a data set; `box`: west, south, east, north in degrees; `day`: ISO date of its state."""

    identifier: str
    title: Bilingual
    description: Bilingual
    keywords: Sequence[str]
    themes: Sequence[str]
    frequency: str
    publisher: str
    contact: Mapping[str, str]
    licence: str
    licence_link: str
    place: str
    box: Optional[tuple[float, float, float, float]]
    day: str
    version: str
    download: str
    rows: int


def catalogue(data: DataSet, files: Sequence[Path], dictionary: Path) -> str:
    """The JSON-LD text that describes the data set with a distribution for each of its files."""
    said: dict[str, Any] = {
        "@context": CONTEXT, "@id": data.identifier, "@type": "dcat:Dataset",
        "dct:identifier": data.identifier, "dct:title": _both(data.title), "dct:description": _both(data.description),
        "dcat:keyword": [{"@value": word, "@language": "vi"} for word in data.keywords],
        "dcat:theme": [{"@id": theme} for theme in data.themes],
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": {"@value": data.publisher, "@language": "vi"}},
        "dcat:contactPoint": _contact(data), "dct:language": _LANGUAGES,
        "dct:issued": _day(data.day), "dct:modified": _day(data.day), "dcat:version": data.version,
        "dct:spatial": _place(data), "dct:accessRights": {"@id": f"{_EU}access-right/PUBLIC"},
        "dct:conformsTo": {"@id": "http://www.opengis.net/def/crs/EPSG/0/4326"},
        "foaf:page": {"@id": _link(data, dictionary.name)},
        "dcat:distribution": [_distribution(data, file) for file in files],
    }  # fmt: skip
    if data.frequency:
        said["dct:accrualPeriodicity"] = {"@id": data.frequency}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while part := stream.read(_PART):
            digest.update(part)
    return digest.hexdigest()


def _distribution(data: DataSet, file: Path) -> dict[str, Any]:
    media, kind = _KINDS[file.suffix.lstrip(".")]
    link = _link(data, file.name)
    return {
        "@type": "dcat:Distribution", "dct:title": file.name,
        "dcat:accessURL": {"@id": link}, "dcat:downloadURL": {"@id": link},
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{media}"},
        "dct:format": {"@id": f"{_EU}file-type/{kind}"},
        "dcat:byteSize": {"@value": str(file.stat().st_size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": sha256(file), "@type": "xsd:hexBinary"},
        },
        "dct:license": {"@id": data.licence_link} if data.licence_link else data.licence,
        "dct:rights": {"@value": data.licence, "@language": "vi"},
        "adms:status": {"@id": f"{_EU}distribution-status/COMPLETED"},
    }  # fmt: skip


def _link(data: DataSet, name: str) -> str:
    """Where a file is found: below the profile's address, else beside the catalogue."""
    return "/".join((data.download.rstrip("/"), name)) if data.download else name


def _contact(data: DataSet) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": data.contact.get("office") or data.publisher}
    if data.contact.get("email"):
        said["vcard:hasEmail"] = {"@id": f"mailto:{data.contact['email']}"}
    if data.contact.get("web"):
        said["vcard:hasURL"] = {"@id": data.contact["web"]}
    return said


def _place(data: DataSet) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "dct:Location", "locn:geographicName": data.place}
    if data.box is not None:
        west, south, east, north = data.box
        ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
        text = ", ".join(f"{x:.6f} {y:.6f}" for x, y in ring)
        said["dcat:bbox"] = {"@value": f"POLYGON(({text}))", "@type": "gsp:wktLiteral"}
    return said


def _both(text: Bilingual) -> list[dict[str, str]]:
    return [{"@value": text.vi, "@language": "vi"}, {"@value": text.en, "@language": "en"}]


def _day(day: str) -> dict[str, str]:
    return {"@value": day, "@type": "xsd:date"}
