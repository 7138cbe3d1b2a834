"""Hits put aside until the run is over: by layer, since a register keeps the results of each layer by itself."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ...core.rules.hits import MOST, Hit


class HitSpool:
    """Files in a folder, one for each subject; nothing is held in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, IO[str]] = {}

    def add(self, hits: list[Hit]) -> None:
        """Some hits, of whatever subjects."""
        for hit in hits:
            file = self._files.get(hit.subject)
            if file is None:
                file = self._files[hit.subject] = self._path(hit.subject).open("w", encoding="utf-8")
            file.write(json.dumps(_row(hit), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Nothing more comes."""
        for file in self._files.values():
            file.close()

    def batches(self, subject: str) -> Iterator[list[Hit]]:
        """The hits of a subject, in the order in which they came."""
        if subject not in self._files:
            return
        batch: list[Hit] = []
        with self._path(subject).open(encoding="utf-8") as file:
            for line in file:
                batch.append(_hit(json.loads(line)))
                if len(batch) >= MOST:
                    yield batch
                    batch = []
        if batch:
            yield batch

    def _path(self, subject: str) -> Path:
        return self._folder / f"{subject}.jsonl"


def _row(hit: Hit) -> list[object]:
    return [
        hit.rule, hit.subject, hit.object_id, hit.fid, hit.commune, hit.lon, hit.lat, dict(hit.params), hit.part,
        hit.line, dict(hit.fix), hit.watched,
    ]  # fmt: skip


def _hit(row: list[Any]) -> Hit:
    rule, subject, object_id, fid, commune, lon, lat, params, part, line, fix, watched = row
    drawn = tuple((x, y) for x, y in line)
    return Hit(rule, subject, object_id, fid, commune, lon, lat, params, part, drawn, fix, watched)
