"""The CRS diagnosis as a finding of the layer's diagnosis, and what it is judged against."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsVectorLayer

from ...core.land.findings import Finding, FindingLevel, Fix
from ...register.connect import connect
from ...register.reading import read_communes, read_meta
from .crs_candidates import CrsCandidate
from .crs_diagnosis import CrsDiagnosis, diagnose_crs
from .crs_faults import NO_REFERENCE, CrsFault
from .crs_reference import CrsReference, reference_of


def reference_from(register: Optional[Path], layer: Optional[QgsVectorLayer]) -> Optional[CrsReference]:
    """The communes of a register and a layer that lies right; None without either. RegisterError for no register."""
    if register is None and layer is None:
        return None
    found = reference_of(layer=layer)
    if register is None:
        return found
    with closing(connect(register)) as con:
        communes = [c for c in read_communes(con) if c.wkb]
        province = read_meta(con).province_code
    polygons = []
    for commune in communes:
        polygon = QgsGeometry()
        polygon.fromWkb(commune.wkb or b"")
        polygons.append(polygon)
    return replace(
        found, polygons=tuple(polygons), codes=tuple(c.code for c in communes), province_code=province
    )


def crs_findings(
    declared: QgsCoordinateReferenceSystem,
    points: np.ndarray,
    reference: Optional[CrsReference],
    communes: Optional[Sequence[str]],
) -> list[Finding]:
    """What is right and wrong with a CRS, judged by points (n, 2) as they stand in the layer."""
    if not len(points):
        return []
    found = diagnose_crs(declared, points, reference, communes)
    first, *more = found.messages
    level = _level(found)
    fix = None
    if found.faults and CrsFault.unknown not in found.faults:
        fix = Fix.swap_axes if found.faults == (CrsFault.swapped_axes,) else Fix.set_crs
    name = found.faults[0].value if found.faults else "crs"
    ranked = [_options(candidate) for candidate in found.candidates] if fix else []
    options, others = (ranked[0], ranked[1:]) if ranked else ({}, [])
    return [Finding(name, level, first, found.params, fix=fix, options=options, others=others, more=tuple(more))]


def _level(found: CrsDiagnosis) -> FindingLevel:
    if found.faults:
        return FindingLevel.certain if found.sure and found.best is not None else FindingLevel.doubtful
    return FindingLevel.info if set(found.doubts) <= {NO_REFERENCE} else FindingLevel.doubtful


def _options(candidate: CrsCandidate) -> dict[str, Any]:
    """The parameters of the import that take a candidate."""
    options: dict[str, Any] = {} if candidate.declared else {"SOURCE_CRS": _named(candidate.crs)}
    if candidate.swap_xy:
        options["SWAP_AXES"] = True
    if candidate.scale != 1.0:
        options["SCALE"] = candidate.scale
    return options


def _named(crs: str) -> str:
    """A CRS as a parameter takes it: an authority id, or WKT marked as such."""
    return f"WKT:{crs}" if "[" in crs else crs
