"""Planning what a register takes of a field package that came back."""
from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..core.field_changes import WATCHED, FieldPlan, FieldPlanner, exact_readers, field_specs
from ..core.field_package import PackageManifest
from ..core.field_spec import FieldSpec, FormUse
from ..core.sheet_fields import Stamp
from .collected import SheetAddresses, positions, read_domains
from .field_package import read_commune_names, read_returned, usable_parents
from .field_photos import ReturnedPhotos
from .field_positions import PositionPlanner
from .field_sides import SidePlanner, photos_of
from .reading import read_meta
from .value_changes import PlanState, plan_state


@dataclass(frozen=True)
class FieldReturn:
    """The plan of a package, and what its writing needs to know besides."""

    plan: FieldPlan
    manifest: PackageManifest
    state: PlanState
    specs: Mapping[str, FieldSpec]
    communes: Mapping[str, Mapping[str, Optional[str]]]
    addresses: int
    missing_columns: tuple[str, ...]
    people: int = 0

    @property
    def photo_paths(self) -> list[str]:
        """The photos that the register will name."""
        changes = self.plan.plan.changes()
        names = [name for name, spec in self.specs.items() if spec.form is FormUse.PHOTO]
        own = [str(path) for name in names for path in changes.get(name, {}).values() if path]
        return [*own, *photos_of(self.plan.sides)]


def plan_returned(con: sqlite3.Connection, package: Path, photos: ReturnedPhotos) -> FieldReturn:
    """Compare a package with its base and with the register `con`, inside a transaction of the caller's.

    DiachisoError where it is no package of this register, or was changed other than by editing it.
    """
    meta = read_meta(con)
    state = plan_state(con)
    specs = {spec.name: spec for spec in field_specs(meta.profile)}
    returned = read_returned(con, package, meta.register_id, list(specs))
    manifest = returned.manifest
    readers = exact_readers(specs.values(), read_domains(con, specs.values()))
    planner = FieldPlanner(
        package_id=manifest.package_id,
        stamp=Stamp(manifest.audit_seq, manifest.exported_at, manifest.register_id),
        readers=readers,
        shown=exact_readers((f for f in meta.profile.fields if f.name in WATCHED), {}),
        find=SheetAddresses(con).find,
        theirs=lambda fids: positions(con, fids),
        photo=photos.path,
        parents=lambda ids: usable_parents(con, ids),
    )
    names = frozenset(spec.name for spec in specs.values() if spec.form is FormUse.PHOTO)
    plan = planner.plan(returned.pairs, names)
    if returned.positions:
        plan = PositionPlanner(con, plan, manifest.audit_seq).add(returned.positions)
    if returned.sides:
        plan = SidePlanner(con, plan, manifest, photos.path).add(returned.sides)
    communes = read_commune_names(con)
    return FieldReturn(
        plan, manifest, state, specs, communes, returned.addresses, returned.missing_columns, returned.people
    )
