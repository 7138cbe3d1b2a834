"""A register with some houses, and checks whose findings a test dictates."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diachiso.core.patience import Check
from diachiso.core.rules.catalogue import Rule, RuleBook, RuleLevel, RuleSubject
from diachiso.core.rules.hits import Hit, fingerprint
from diachiso.core.rules.records import AddressReader
from diachiso.core.rules.reference import Reference
from diachiso.register import qa_run
from diachiso.register.connect import connect
from diachiso.register.qa_run import CheckSummary, run_check

from ..pretend import Pretend

CODES = tuple(f"001230000{k}" for k in range(1, 7))


def rule(name: str, level: RuleLevel) -> Rule:
    text = {"vi": name, "en": f"{name} {{what}}"}
    return Rule(name, RuleSubject.address, level, text, text, text)


BOOK = RuleBook(
    "1",
    {
        "bad": rule("bad", RuleLevel.error),
        "odd": rule("odd", RuleLevel.warning),
        "note": rule("note", RuleLevel.information),
    },
)


class Town:
    """A register of six created houses, the last in another commune; `say` is what the next check will find."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hits: list[Hit] = []
        self.batch = 20_000
        with closing(connect(path)) as con:
            rows = con.execute("SELECT code, fid, address_id, commune_code FROM address ORDER BY code").fetchall()
        self.houses = {code: (fid, address_id, commune) for code, fid, address_id, commune in rows}

    def say(self, *found: Hit) -> None:
        self.hits = list(found)

    def hit(self, k: int, name: str = "bad", *, saw: object = "x", **more: Any) -> Hit:
        """A hit of a rule on the k-th house."""
        fid, address_id, commune = self.houses[CODES[k]]
        values = {"commune": commune, "lon": 109.0 + k / 1e5, "lat": 12.0, "params": {"what": f"Đường {k}"}}
        return Hit(name, "address", address_id, fid, watched=fingerprint(saw), **{**values, **more})

    def check(self, **more: Any) -> CheckSummary:
        return run_check(self.path, BOOK, None, **more)

    def query(self, statement: str, *values: Any) -> list[tuple]:
        with closing(connect(self.path)) as con:
            return con.execute(statement, values).fetchall()

    def edit(self, k: int, **values: Any) -> None:
        """An edit such as a form makes it."""
        sets = ", ".join(f"{name} = ?" for name in values)
        with closing(connect(self.path, write=True)) as con:
            con.execute(f"UPDATE address SET {sets} WHERE code = ?", (*values.values(), CODES[k]))

    def states(self) -> dict[tuple[int, str], str]:
        """State of each result by number of the house and rule."""
        place = {address_id: CODES.index(code) for code, (_, address_id, _) in self.houses.items()}
        rows = self.query("SELECT object_id, rule, state FROM qa_result ORDER BY result_id")
        return {(place[object_id], name): state for object_id, name, state in rows}

    def ids(self, *names: str) -> list[int]:
        rows = self.query("SELECT result_id, rule FROM qa_result ORDER BY result_id")
        return [result_id for result_id, name in rows if not names or name in names]

    def _check_addresses(
        self, reader: AddressReader, reference: Reference, book: RuleBook, check: Check, progress: Any
    ) -> Iterator[list[Hit]]:
        for low in range(0, len(self.hits), self.batch):
            check()
            yield [hit for hit in self.hits[low: low + self.batch] if book.active(hit.rule)]
            progress(min(1.0, (low + self.batch) / len(self.hits)))


@pytest.fixture
def town(register: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    with closing(connect(register, write=True)) as con:
        con.execute("UPDATE sync_ctl SET value = '1' WHERE key = 'applying'")
        con.execute(
            "INSERT INTO code_block (scheme, prefix, commune_code, first_serial, last_serial, next_serial,"
            " authority_doc, added_at) VALUES ('ndas', '00123', '22000', 1, 99, 1, '', '')"
        )
        con.execute("INSERT INTO object_class (code, name_vi, name_en, object_group) VALUES ('house', 'N', 'H', 'I')")
        con.execute("UPDATE sync_ctl SET value = '0' WHERE key = 'applying'")
    Pretend(register).apply(CODES)
    with closing(connect(register, write=True)) as con:
        con.execute(
            "UPDATE address SET object_class = 'house', house_number = '1', street = 'Trần Phú', province = 'Tỉnh',"
            " province_code = '56', postcode = '57100'"
        )
        con.execute("UPDATE address SET commune_code = '22001' WHERE code = ?", (CODES[5],))
    made = Town(register)
    monkeypatch.setattr(qa_run, "check_addresses", made._check_addresses)
    return made
