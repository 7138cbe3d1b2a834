"""The figures of a register, counted again row by row in plain Python; what is missing; the figures of past months."""
from __future__ import annotations

import shutil
import threading
from collections import defaultdict
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diachiso.core.completeness import completeness
from diachiso.core.indicators import FIGURES, CountRow, Counts, Figure
from diachiso.register import indicators
from diachiso.register.cancelling import GateCancelled
from diachiso.register.connect import connect
from diachiso.register.errors import RegisterError
from diachiso.register.gate import writer_gate
from diachiso.register.indicator_missing import missing_addresses
from diachiso.register.indicator_store import KeptFigures, keep_figures, read_kept
from diachiso.register.indicators import read_indicators

from ..report_town import make_report_town, rows_of

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report_town(tmp_path_factory.mktemp("town") / "r.gpkg")


@pytest.fixture
def register(town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(town, tmp_path / "r.gpkg"))


def facts_of(rows: Rows, profile: Any) -> dict[str, dict[str, Any]]:
    """What is true of each address in use."""
    groups = {str(c["code"]): str(c["object_group"]) for c in rows["object_class"]}
    facts = {}
    for address in rows["address"]:
        if address["stage"] == "retired":
            continue
        own = {t: [r for r in rows[t] if r["address_id"] == address["address_id"]] for t in rows if t not in
               ("address", "object_class")}  # fmt: skip
        reached = [n for n in own["notification"] if n["state"] == "reached"]
        told = {n["person_id"] for n in reached}
        facts[str(address["fid"])] = {
            "key": (address["commune_code"] or "", address["object_class"] or ""),
            "section": groups.get(str(address["object_class"]), ""),
            "counts": Counts(
                total=1,
                collected=int(completeness(address, profile, groups).is_basic_complete),
                notified=int(bool(reached)),
                recipients=len(own["person"]),
                recipients_notified=sum(p["person_id"] in told for p in own["person"]),
                mounted=int(any(p["state"] == "mounted" for p in own["plaque"])),
            ),
        }
    return facts


def test_figures_are_those_of_plain_python(town: Path) -> None:
    found = read_indicators(town)
    facts = facts_of(rows_of(town), found.meta.profile)
    expected: defaultdict[tuple[str, str], Counts] = defaultdict(Counts)
    for fact in facts.values():
        expected[fact["key"]] += fact["counts"]
    assert {(row.commune_code, row.object_class): row.counts for row in found.rows} == dict(expected)
    whole = sum((row.counts for row in found.rows), Counts())
    assert all(whole.of(figure) > 0 for figure in FIGURES), "the town must tell every figure"
    assert found.without_recipient == sum(not fact["counts"].recipients for fact in facts.values())
    assert found.classes["house"] == "I" and len(found.communes) == 2


@pytest.mark.parametrize("figure", FIGURES)
def test_what_is_missing_is_what_the_figure_lacks(town: Path, figure: Figure) -> None:
    facts = facts_of(rows_of(town), read_indicators(town).meta.profile)

    def lacks(counts: Counts) -> bool:
        if figure in (Figure.RECIPIENTS, Figure.RECIPIENTS_NOTIFIED):
            return counts.recipients_notified < counts.recipients
        return not counts.of(figure)

    for commune, sections in ((None, ()), ("22528", ("I", "II")), ("", ("III",))):
        expected = sorted(
            int(fid) for fid, fact in facts.items()
            if lacks(fact["counts"]) and commune in (None, fact["key"][0])
            and (not sections or fact["section"] in sections)
        )  # fmt: skip
        found = missing_addresses(town, figure, commune, sections, most=20)
        assert (list(found.fids), found.count) == (expected[:20], len(expected))


def test_an_empty_register_counts_nothing(town: Path, register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute("UPDATE address SET stage = 'retired'")
    assert read_indicators(register).rows == ()


def test_a_long_count_can_be_cancelled(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diachiso.register.cancelling.STEPS", 1)
    with pytest.raises(GateCancelled):
        read_indicators(town, lambda: True)


def test_figures_of_a_month_are_kept_replaced_and_read(register: Path) -> None:
    def keep(period: str, rows: tuple[CountRow, ...], day: int = 15) -> None:
        with writer_gate(register, action="test"):
            keep_figures(register, KeptFigures(period, date(2026, 11, day), "", "", 3, 9, rows, {"layers": ["nhà"]}))

    first = (CountRow("22528", "house", Counts(5, 4, 3, 2, 1, 0)), CountRow("", "", Counts(1)))
    keep("2026-11", first)
    keep("2026-10", (CountRow("22528", "house", Counts(4)),))
    assert list(read_kept(register)) == ["2026-10", "2026-11"]
    keep("2026-11", first[:1], day=16)
    kept = read_kept(register, ["2026-11"])
    assert list(kept) == ["2026-11"]
    found = kept["2026-11"]
    assert (found.rows, found.today, found.revision, found.edit) == (first[:1], date(2026, 11, 16), 3, 9)
    assert found.facts == {"layers": ["nhà"]} and found.taken_at.startswith("20")
    with closing(connect(register)) as con:
        said = con.execute("SELECT object_id FROM audit_log WHERE action = 'report' ORDER BY seq").fetchall()
    assert said == [("2026-11",), ("2026-10",), ("2026-11",)]


def test_a_register_of_before_says_what_to_do(register: Path) -> None:
    with closing(connect(register, write=True)) as con:
        con.execute("DROP TABLE report_figure")
        con.execute("DROP TABLE report_period")
        con.execute("DROP TABLE notification")
        con.execute("DROP TABLE plaque")
    assert read_kept(register) == {}
    whole = sum((row.counts for row in read_indicators(register).rows), Counts())
    assert whole.total > 0 and (whole.notified, whole.recipients_notified, whole.mounted) == (0, 0, 0)
    found = [missing_addresses(register, figure).count for figure in FIGURES]
    assert found[2] == found[5] == whole.total and 0 < found[3] == found[4] < whole.total
    with writer_gate(register, action="test"), pytest.raises(RegisterError, match="upgrade"):
        keep_figures(register, KeptFigures("2026-11", date(2026, 11, 15), "", "", 0, 0, ()))


def test_a_waiting_writer_and_the_counting_let_each_other_go_on(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer who waits for readers lets no new one in: who holds the file must not open it a second time."""
    writing = threading.Event()
    problems: list[Exception] = []

    def write() -> None:
        try:
            with closing(connect(register, write=True, timeout=20)) as con:
                con.execute("BEGIN IMMEDIATE")
                con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
                con.execute("UPDATE address SET name = 'Tên' WHERE fid = 1")
                writing.set()
                con.execute("COMMIT")
        except Exception as error:
            problems.append(error)

    genuine = indicators.last_edit
    writer = threading.Thread(target=write)

    def when_begun(con: Any) -> int:
        if not writer.ident:  # the first connection has begun to read: now the writer comes
            writer.start()
            writing.wait(5)
        return genuine(con)

    monkeypatch.setattr(indicators, "last_edit", when_begun)
    assert sum(row.counts.total for row in read_indicators(register).rows) > 0
    writer.join(20)
    assert problems == []


@pytest.mark.parametrize("spread", [1, 10**9, -1])
def test_numbers_of_addresses_may_lie_anywhere(spread: int) -> None:
    cells = [(0, np.array([1, 2, 5]) * spread), (1, np.array([3]) * spread), (2, np.zeros(0, np.int64))]
    place = indicators._Places(cells, 3)
    asked = np.array([5, 3, 3, 4, 99]) * spread
    assert place.count(asked).tolist() == [1, 2, 0] and place.count_once(asked).tolist() == [1, 1, 0]
    assert place.count(place.fid).tolist() == [3, 1, 0]
    assert indicators._Places([], 0).count(asked).tolist() == []
