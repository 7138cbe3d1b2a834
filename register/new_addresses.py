"""The new addresses of an apply: what their rows need to know, and the rows."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..core import address_text
from .blobs import point_blobs
from .bulk_insert import Insert
from .job import Job
from .staging import Table, read_table


@dataclass(frozen=True)
class NewAddresses:
    """What an apply inserts: `uuids` (n,) 'S36' of the addresses from `first_fid` on, audited from `first_seq` on."""

    apply_id: int
    now: str
    first_fid: int
    first_seq: int
    uuids: np.ndarray

    @property
    def fids(self) -> np.ndarray:
        """(n,) int64."""
        return np.arange(self.first_fid, self.first_fid + len(self.uuids))


def positions(table: Table) -> np.ndarray:
    """Longitude and latitude (n, 2) of the rows of `insert_address`."""
    return np.column_stack([np.asarray(table.columns["lon"]), np.asarray(table.columns["lat"])])


def write_addresses(
    insert: Insert,
    folder: Path,
    job: Job,
    new: NewAddresses,
    progress: Callable[[float], None] = lambda share: None,
) -> None:
    """Insert the rows of `insert_address` of the job in `folder`, in their order; no R-tree."""
    table = read_table(folder, "insert_address")
    own = ("lon", "lat", "address_id")
    rows = Table(
        {
            "fid": new.fids, "geom": point_blobs(positions(table)), "address_id": new.uuids,
            **{name: column for name, column in table.columns.items() if name not in own},
        }
    )  # fmt: skip
    fixed = {**job.columns, "apply_id": new.apply_id, "created_at": new.now, "created_by": job.actor}
    done = 0
    for columns, same in rows.runs("commune_code"):
        count = len(columns["fid"])
        parts = {name: [value] * count for name, value in same.items() if name in address_text.COLUMNS}
        columns["address_text"] = address_text.compose_columns({**columns, **parts}, count)
        insert("address", columns, {**same, **fixed})
        done += count
        progress(done / len(rows))
