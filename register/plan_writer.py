"""Turns a plan into the tables that an apply writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Callable

import numpy as np

from ..core.carry_over import Shapes
from ..core.codes.provisional import provisional_mask
from ..core.columns import BlobColumn, TextColumn
from ..core.communes import CommuneIndex, CommuneMethod
from ..core.geometry import ragged
from ..core.objects import Objects
from ..core.plan import Plan
from ..core.reasons import PlanStatus, status_code
from .apply import PROVISIONAL_SCHEME
from .staging import Table

# What the layer tells of an object and the register keeps.
LAYER_COLUMNS = (
    "name", "house_number", "street", "settlement",
    "map_sheet", "map_parcel", "certificate_sheet", "certificate_parcel",
)  # fmt: skip
PARCEL_COLUMNS = ("map_sheet", "map_parcel", "certificate_sheet", "certificate_parcel")


@dataclass(frozen=True)
class PlanContext:
    """What a plan's writing needs to know besides the plan."""

    objects: Objects
    communes: CommuneIndex
    to_lonlat: Callable[[np.ndarray], np.ndarray]
    object_class: TextColumn
    role: str
    scheme: str
    code_column: str
    known_fid: np.ndarray
    known_key: np.ndarray
    known_column: Callable[[np.ndarray, str], TextColumn]
    origin: str = "block"
    stage: str = "created"

    def with_import(self, objects: Objects) -> PlanContext:
        """The same for codes that were issued by others."""
        return replace(self, objects=objects, origin="import", stage="issued")


def plan_tables(plan: Plan, context: PlanContext) -> dict[str, Table]:
    """The tables of an apply, by name, as `apply.apply_folder` reads them."""
    new = _new_rows(plan)
    tables: dict[str, Table] = {}
    if len(new):
        # In the order of the codes the indexes grow at their end.
        new = new[np.argsort(plan.code[new], kind="stable")]
        tables["insert_address"] = _insert_address(plan, context, new)
        tables["insert_source"] = _source(context, new)
    updates = _updates(plan, context)
    for k, table in enumerate(updates):
        tables[f"update_address_{k}"] = table
    sources = np.flatnonzero(
        (plan.known >= 0) & (plan.reshaped | plan.rekeyed | (plan.status == status_code(PlanStatus.MATCHED)))
    )
    if len(sources):
        source = dict(_source(context, sources).columns)
        # A layer without keys takes none away.
        key, known_key = np.asarray(source["source_key"]), context.known_key[plan.known[sources]]
        source["source_key"] = np.where(key == b"", known_key, key)
        tables["update_source"] = Table({"fid": context.known_fid[plan.known[sources]], **source})
    tables["ledger"] = _ledger(plan, context, new)
    tables["ledger_state"] = _ledger_state(plan, context)
    if len(plan.absorbed):
        tables["delete_source"] = Table({"fid": context.known_fid[plan.absorbed]})
    row_of = {int(i): row for row, i in enumerate(new)} if (plan.successor_of >= 0).any() else {}
    tables["successor"] = _successors(plan, context, row_of)
    return tables


def _new_rows(plan: Plan) -> np.ndarray:
    statuses = [status_code(s) for s in (PlanStatus.NEW, PlanStatus.PROVISIONAL, PlanStatus.SPLIT, PlanStatus.MATCHED)]
    return np.flatnonzero(np.isin(plan.status, statuses) & (plan.known < 0))


def _insert_address(plan: Plan, context: PlanContext, index: np.ndarray) -> Table:
    objects, communes = context.objects, context.communes.communes
    lonlat = context.to_lonlat(objects.side.centre[index])
    commune = plan.commune[index]
    provisional = provisional_mask(plan.code[index])

    def of_commune(values: list[str]) -> TextColumn:
        return TextColumn(commune, tuple(values)).map(lambda v: v)

    columns: dict[str, Any] = {
        "lon": lonlat[:, 0],
        "lat": lonlat[:, 1],
        context.code_column: plan.code[index],
        "object_class": context.object_class.take(index),
        "commune_code": of_commune([c.code for c in communes]),
        "commune": of_commune([c.name for c in communes]),
        "postcode": of_commune([c.postcode for c in communes]),
        "province_code": of_commune([c.province_code for c in communes]),
        "province": of_commune([c.province for c in communes]),
        "commune_method": TextColumn(
            plan.commune_method[index].astype(np.int32), tuple(m.column_value or "" for m in CommuneMethod)
        ),
        "position_method": TextColumn(_position_methods(objects, index), ("centroid", "inner", "given")),
    }
    if context.code_column == "code":
        columns["code_scheme"] = TextColumn(provisional.astype(np.int32), (context.scheme, PROVISIONAL_SCHEME))
        columns["code_origin"] = TextColumn(provisional.astype(np.int32), (context.origin, "provisional"))
    for name in LAYER_COLUMNS:
        column = objects.attribute(name).take(index)
        if (column.codes >= 0).any():
            columns[name] = column
    return Table(columns)


def _position_methods(objects: Objects, index: np.ndarray) -> np.ndarray:
    """0 centroid, 1 another point inside, 2 the layer's own point."""
    method = objects.inner[index].astype(np.int32)
    method[objects.kind[index] == ragged.Kind.POINT] = 2
    return method


def _source(context: PlanContext, index: np.ndarray) -> Table:
    side = context.objects.side
    return Table(
        {
            "source_key": side.key[index],
            "fingerprint": side.fingerprint[index],
            "area": side.area[index],
            "footprint": _footprints(side.wkb, index),
        }
    )


def _footprints(wkb: Shapes, index: np.ndarray) -> BlobColumn:
    return wkb.take(index) if isinstance(wkb, BlobColumn) else BlobColumn.of([wkb[i] for i in index])


def _updates(plan: Plan, context: PlanContext) -> list[Table]:
    """Changes of known addresses: moved positions and the codes that follow them, codes, parcel numbers, retired
    ones.
    """
    out = []
    moved = np.flatnonzero(plan.moved & (plan.known >= 0))
    if len(moved):
        lonlat = context.to_lonlat(context.objects.side.centre[moved])
        methods = TextColumn(_position_methods(context.objects, moved), ("centroid", "inner", "given"))
        fids = context.known_fid[plan.known[moved]]
        out.append(Table({"fid": fids, "lon": lonlat[:, 0], "lat": lonlat[:, 1], "position_method": methods}))
    coded = np.flatnonzero((plan.known >= 0) & (plan.code != ""))
    if len(coded):
        columns: dict[str, Any] = {
            "fid": context.known_fid[plan.known[coded]],
            context.code_column: plan.code[coded],
        }
        if context.code_column == "code":
            provisional = provisional_mask(plan.code[coded]).astype(np.int32)
            columns["code_scheme"] = TextColumn(provisional, (context.scheme, PROVISIONAL_SCHEME))
            columns["code_origin"] = TextColumn(provisional, (context.origin, "provisional"))
            columns["stage"] = TextColumn.constant(len(coded), context.stage)
        out.append(Table(columns))
    for column_name, codes in plan.derived.items():
        followed = np.flatnonzero((plan.known >= 0) & (codes != ""))
        out.append(Table({"fid": context.known_fid[plan.known[followed]], column_name: codes[followed]}))
    renumbered = np.flatnonzero((plan.known >= 0) & plan.renumbered)
    for name in PARCEL_COLUMNS:
        column = context.objects.attribute(name).take(renumbered)
        some = column.codes >= 0
        if some.any():
            fids = context.known_fid[plan.known[renumbered[some]]]
            out.append(Table({"fid": fids, name: column.take(np.flatnonzero(some))}))
    if len(plan.absorbed):
        fids = context.known_fid[plan.absorbed]
        out.append(Table({"fid": fids, "stage": TextColumn.constant(len(fids), "retired")}))
    return out


def _ledger(plan: Plan, context: PlanContext, new: np.ndarray) -> Table:
    """Ledger rows of the codes given: to the new rows, and to known addresses that had none or a provisional one."""
    if context.code_column != "code":
        return Table()
    known = np.flatnonzero((plan.known >= 0) & (plan.code != ""))
    index = np.concatenate([new, known]).astype(np.int64)
    index, row = index[plan.code[index] != ""], np.concatenate([np.arange(len(new)), np.full(len(known), -1)])
    row = row[np.concatenate([plan.code[new] != "", np.ones(len(known), bool)]).astype(bool)]
    provisional = provisional_mask(plan.code[index])
    fid = np.where(row < 0, context.known_fid[plan.known[index]] if len(context.known_fid) else -1, -1)
    return Table(
        {
            "code": plan.code[index],
            "scheme": TextColumn(provisional.astype(np.int32), (context.scheme, PROVISIONAL_SCHEME)),
            "state": TextColumn.constant(len(index), "given"),
            "block_id": plan.block_id[index],
            "serial": plan.serial[index],
            "row": row.astype(np.int64),
            "fid": fid.astype(np.int64),
        }
    )


def _ledger_state(plan: Plan, context: PlanContext) -> Table:
    """Codes that go out of use: of absorbed addresses, and provisional ones that were replaced."""
    replaced = plan.known[(plan.known >= 0) & (plan.code != "")] if context.code_column == "code" else plan.known[:0]
    out = np.concatenate([plan.absorbed, replaced]).astype(np.int64)
    if len(out) == 0:
        return Table()
    codes = [code for code in context.known_column(out, "code").objects().tolist() if code]
    return Table({"code": TextColumn.of(codes), "state": TextColumn.constant(len(codes), "retired")})


def _successors(plan: Plan, context: PlanContext, row_of: Mapping[int, int]) -> Table:
    """Old address -> new address, with the parcels of each: parts of split objects, and what merged into one.

    A part that keeps the address, and the address that survives a merge, have a row of their own: only so the old
    parcel is followed by all that came of it.
    """
    parts = np.array([i for i in np.flatnonzero(plan.successor_of >= 0) if int(i) in row_of], np.int64)
    split = np.unique(plan.successor_of[parts])
    keepers = np.flatnonzero(np.isin(plan.known, split) & (plan.known >= 0)) if len(split) else parts[:0]
    survivors = np.unique(plan.absorbed_by).astype(np.int64)
    old = np.concatenate([plan.successor_of[parts], plan.known[keepers], plan.absorbed, plan.known[survivors]])
    new = np.concatenate([parts, keepers, plan.absorbed_by, survivors]).astype(np.int64)
    if len(old) == 0:
        return Table()
    row = np.array([row_of.get(i, -1) for i in new.tolist()], np.int64)
    known = plan.known[new]
    kind = np.repeat([0, 1], [len(parts) + len(keepers), len(old) - len(parts) - len(keepers)]).astype(np.int32)

    def old_column(name: str) -> list[str | None]:
        return list(context.known_column(old, name).objects().tolist())

    def new_column(name: str) -> list[str | None]:
        return list(context.objects.attribute(name).take(new).objects().tolist())

    return Table(
        {
            "old_fid": context.known_fid[old].astype(np.int64),
            "row": row,
            "new_fid": np.where(row < 0, context.known_fid[known], -1).astype(np.int64),
            "kind": TextColumn(kind, ("split", "merge")),
            "old_parcel": _parcels(old_column("map_sheet"), old_column("map_parcel")),
            "new_parcel": _parcels(new_column("map_sheet"), new_column("map_parcel")),
        }
    )


def _parcels(sheets: Sequence[str | None], parcels: Sequence[str | None]) -> TextColumn:
    """Sheet/number as people write a parcel; NULL where either is missing."""
    return TextColumn.of(f"{s}/{p}" if s and p else None for s, p in zip(sheets, parcels))
