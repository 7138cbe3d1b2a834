"""The plan as a layer: one point per object, with status and reason, to look at, to decide on and to apply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

import numpy as np

from ..compat import translate
from ..core import address_text
from ..core.communes import CommuneMethod
from ..core.patience import Check
from ..core.plan import Plan
from ..core.reasons import STATUSES, PlanStatus, Reason
from ..register.plan_writer import PlanContext
from ..register.value_changes import PlanState
from .known_addresses import RegisterAddresses
from .plan_output import PlanOutput

_KNOWN = ("address_id", "code", "commune_code", "commune", "object_class", "name", "house_number", "street",
          "settlement", "map_sheet", "map_parcel", "address_text")  # fmt: skip
_FROM_LAYER = ("name", "house_number", "street", "settlement", "map_sheet", "map_parcel")
_BATCH = 5_000


class PlanRows:
    """Rows of a plan, a few thousand at a time."""

    def __init__(self, plan: Plan, context: PlanContext, known: RegisterAddresses, made_of: PlanState) -> None:
        self.plan, self.context, self.known, self.made_of = plan, context, known, made_of
        self._reasons = [""] * 256
        for reason in Reason:
            self._reasons[reason] = reason.message.render(translate)

    def write(self, output: PlanOutput, check: Check) -> None:
        """Add every row; `check` raises where the user has cancelled."""
        for rows, lonlat in self._batches():
            check()
            for row in rows:
                row.update(register_id=self.made_of.register_id, register_revision=self.made_of.revision)
                row.setdefault("decision", "")
            output.add(rows, lonlat)

    def _batches(self) -> Iterator[tuple[list[dict[str, Any]], np.ndarray]]:
        plan = self.plan
        shown = np.flatnonzero(plan.shown)
        for low in range(0, len(shown), _BATCH):
            yield self._object_rows(shown[low: low + _BATCH])
        for low in range(0, len(plan.missing), _BATCH):
            yield self._address_rows(plan.missing[low: low + _BATCH], PlanStatus.MISSING, Reason.NOT_ON_LAYER, None)
        for low in range(0, len(plan.absorbed), _BATCH):
            some = slice(low, low + _BATCH)
            yield self._address_rows(plan.absorbed[some], PlanStatus.MERGED, Reason.ABSORBED, plan.absorbed_by[some])

    def _object_rows(self, index: np.ndarray) -> tuple[list[dict[str, Any]], np.ndarray]:
        plan, objects = self.plan, self.context.objects
        lonlat = self.context.to_lonlat(objects.side.centre[index])
        linked = np.flatnonzero(plan.known[index] >= 0)
        of_known = self._known_values(plan.known[index][linked])
        place = {int(k): p for p, k in enumerate(linked.tolist())}
        from_layer = {name: objects.attribute(name).take(index).objects() for name in _FROM_LAYER}
        classes = self.context.object_class.take(index).objects()
        rows = []
        for k, i in enumerate(index.tolist()):
            status, reason = STATUSES[plan.status[i]], Reason(int(plan.reason[i]))
            values: dict[str, Any] = {name: column[k] for name, column in from_layer.items()}
            values["object_class"] = classes[k]
            if plan.commune[i] >= 0:
                commune = self.context.communes.communes[plan.commune[i]]
                values.update(commune_code=commune.code, commune=commune.name, province=commune.province)
                values["commune_method"] = CommuneMethod(int(plan.commune_method[i])).column_value
            if k in place:
                known = {name: column[place[k]] for name, column in of_known.items()}
                values.update({name: value for name, value in known.items() if value})
            else:
                values["address_text"] = address_text.compose(values)
            if plan.code[i]:
                values["old_code"] = values.get("code") if k in place else None
                values["code"] = str(plan.code[i])
            if plan.successor_of[i] >= 0:
                values["successor_of"] = self._codes((int(plan.successor_of[i]),))
            if i in plan.candidates:
                values["candidates"] = self._codes(plan.candidates[i])
            if i in plan.held:
                values["candidates"] = "; ".join(plan.held[i])
            values.update(
                object_ref=objects.reference(i), source_key=bytes(objects.side.key[i]).decode(), status=status.value,
                reason=reason.id, reason_text=self._reasons[reason], scheme=self.context.scheme,
                source_fid=int(objects.fid[i]),
            )  # fmt: skip
            rows.append(values)
        return rows, lonlat

    def _known_values(self, index: np.ndarray) -> dict[str, np.ndarray]:
        return {name: self.known.column(index, name).objects() for name in _KNOWN}

    def _codes(self, index: tuple[int, ...]) -> str:
        codes = self.known.column(np.array(index), "code").objects().tolist()
        texts = self.known.column(np.array(index), "address_text").objects().tolist()
        named = [f" ({text})" if text and len(index) > 1 else "" for text in texts]
        return "; ".join((code or "–") + text for code, text in zip(codes, named))

    def _address_rows(
        self, index: np.ndarray, status: PlanStatus, reason: Reason, absorbed_by: Optional[np.ndarray]
    ) -> tuple[list[dict[str, Any]], np.ndarray]:
        details = self.known.details(index)
        lonlat = self.context.to_lonlat(details.side.centre)
        columns = self._known_values(index)
        rows = []
        for k in range(len(index)):
            values = {name: column[k] for name, column in columns.items()}
            if absorbed_by is not None:
                values["candidates"] = self._codes((int(self.plan.known[absorbed_by[k]]),))
            values.update(
                object_ref=f"a:{values['address_id']}", status=status.value, reason=reason.id,
                reason_text=self._reasons[reason], old_code=values["code"], scheme=self.context.scheme,
                source_key=bytes(details.side.key[k]).decode(),
            )  # fmt: skip
            rows.append(values)
        return rows, lonlat
