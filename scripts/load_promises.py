"""The nine promises of DESIGN.md, tried on the loaded register on the server through the real tools.

Each is the short form of tests that bear its number in tests/test_promises.py, which need a register of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from load_journal import Journal
from load_qgis import Qgis
from load_town import STEP, House, Order, Street, write_layer

from diachiso.register.connect import connect
from diachiso.register.postgres import server as at_server
from diachiso.register.postgres.driver import PgPlace, connect_server, open_register
from diachiso.register.postgres.mirror import mirrored
from diachiso.register.postgres.structure import fresh_structure

LOGS = {"audit_log", "apply_run", "apply_change", "sync_dirty", "sync_ctl", "register_meta"}
CANARY = "Nguyễn Thị Bí Mật"
COMMUNE = "22561"


class Broken(AssertionError):
    """A promise does not hold."""


def hold(good: bool, what: str) -> None:
    """Broken unless it holds."""
    if not good:
        raise Broken(what)


class Promises:
    """`each` gives them as deeds of the journal."""

    def __init__(self, order: Order, qgis: Qgis, journal: Journal) -> None:
        self.order, self.qgis, self.journal = order, qgis, journal
        self.folder = Path(order.folder) / order.name
        self.folder.mkdir(exist_ok=True)
        self.keeper = PgPlace("load", order.dsn("chu"))
        self._street = Street(0, 5_000)

    def each(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """In their order."""
        for number in range(1, 10):
            tried = getattr(self, f"promise_{number}")

            def deed(number: int = number, tried: Callable[[], None] = tried) -> dict[str, Any]:
                self.journal.begin(f"promise {number}")
                tried()
                return {}

            yield deed

    def promise_1(self) -> None:
        """A code is never given twice: not one that is retired, nor by a login that writes to the ledger itself."""
        houses, layer = self._built(2)
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        codes = self._codes(houses)
        old, heir = (codes[house.key] for house in houses)
        done = self.qgis.run("changestage", CODES=old, STAGE="retired", REASON="nhà đã dỡ bỏ", DRY_RUN=False)
        hold(done["CHANGED"] == 1, "a created address could not be retired")
        for statement in (
            "UPDATE address SET code = %s WHERE code = %s",
            "INSERT INTO code_ledger (code, scheme, state, address_id)"
            " SELECT %s, 'ndas', 'given', address_id FROM address WHERE code = %s",
        ):
            hold(self._refused("minh", statement, old, heir), f"the retired code {old} went to another")
        twice = self._rows("SELECT code FROM address WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1")
        hold(not twice, f"borne twice: {twice[:3]}")

    def promise_2(self) -> None:
        """Running again on the same input changes nothing."""
        _, layer = self._built(40)
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        before = self._state(set())
        again = self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        hold((again["NEW"], again["KEPT"]) == (0, 40), f"again: {again}")
        hold(self._state(set()) == before, "the second run changed something")

    def promise_3(self) -> None:
        """An object keeps its code through a survey, with other keys, and through a new postcode."""
        houses, layer = self._built(30)
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        first = self._codes(houses)
        nudged = [House(h.key, h.lon + 0.00001, h.lat) for h in houses]
        self.qgis.run("assigncodes", INPUT=self._layer(nudged), DRY_RUN=False)
        hold(self._codes(houses) == first, "a survey changed codes")
        renamed = [House(f"{h.key}9", h.lon, h.lat) for h in nudged]
        self.qgis.run("assigncodes", INPUT=self._layer(renamed), DRY_RUN=False)
        found = self._codes(renamed)
        hold([found.get(h.key) for h in renamed] == [first[h.key] for h in houses], "other keys changed codes")
        with closing(open_register(self.keeper)) as con, con.cursor() as cur:
            cur.execute("UPDATE admin_unit SET postcode = '99999' WHERE code = %s", (COMMUNE,))
            con.commit()
        hold(self._codes(renamed) == found, "a new postcode changed codes")

    def promise_4(self) -> None:
        """The same input and ledger give the same codes: in the file, in another order, and here."""
        houses, layer = self._built(50)
        shuffled = random.Random(4).sample(houses, len(houses))
        with mirrored(self.keeper, writes=False) as path:
            self.qgis.run("assigncodes", REGISTER=path, INPUT=self._layer(shuffled), DRY_RUN=False)
            with closing(connect(path)) as con:
                query = "SELECT s.source_key, a.code FROM address_source s JOIN address a USING (fid)"
                there = dict(con.execute(query))
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        hold(self._codes(houses) == {h.key: there[h.key] for h in houses}, "file and server gave other codes")

    def promise_5(self) -> None:
        """All or nothing: cancelled on the way it leaves all as it was; bad features stop nothing."""
        houses, layer = self._built(60)
        before = self._state(set())
        for share in (10, 50, 80):
            hold(self.qgis.cancelled_at(share, "assigncodes", INPUT=layer, DRY_RUN=False), f"went on after {share} %")
            hold(self._state(set()) == before, f"cancelled at {share} %, it left something")
        twice = [*houses, House(houses[0].key, houses[0].lon + 40 * STEP, houses[0].lat)]
        done = self.qgis.run("assigncodes", INPUT=self._layer(twice), DRY_RUN=False)
        hold(done["NEW"] >= 58 and done["NEW"] < 61 and done["CONFLICT"] + done["SKIPPED"] > 0, f"{done}")

    def promise_6(self) -> None:
        """Neighbours get neighbouring codes: along a street by number."""
        houses, layer = self._built(40)
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        codes = self._codes(houses)
        serials = [int(codes[h.key]) for h in houses]
        hold(sorted(serials) == serials or sorted(serials) == serials[::-1], f"{serials}")

    def promise_7(self) -> None:
        """What was verified is never overwritten; what is missing in a layer is told, never retired."""
        houses, layer = self._built(4)
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        codes = self._codes(houses)
        done = self.qgis.run("changestage", CODES=codes[houses[0].key], STAGE="submitted", DRY_RUN=False)
        hold(done["CHANGED"] == 1, f"could not be submitted: {done}")
        with closing(connect_server(PgPlace("hoa", self.order.dsn("hoa")))) as con, con.cursor() as cur:
            cur.execute("UPDATE address SET stage = 'verified' WHERE code = %s", (codes[houses[0].key],))
            con.commit()
        query = "SELECT * FROM address WHERE code = %s"
        before = self._rows(query, codes[houses[0].key])
        moved = [House(h.key, h.lon, h.lat + 0.0002) for h in houses[:2]]
        done = self.qgis.run("assigncodes", INPUT=self._layer(moved), DRY_RUN=False)
        hold(self._rows(query, codes[houses[0].key]) == before, "a verified address was changed")
        hold(done["MISSING"] > 0, "what is missing was not told")
        stages = self._rows("SELECT stage FROM address WHERE code = ANY(%s)", [codes[h.key] for h in houses])
        hold(len(stages) == 4 and ("retired",) not in stages, "a missing object was retired")

    def promise_8(self) -> None:
        """Personal data stays in its table: nobody without the right sees it, no log, no result, no copy has it."""
        with closing(open_register(self.keeper)) as con, con.cursor() as cur:
            cur.execute("INSERT INTO person (address_id, role, full_name, legal_basis)"
                        " SELECT address_id, 'owner', %s, 'law' FROM address ORDER BY fid LIMIT 3", (CANARY,))
            con.commit()
        self.qgis.run("checkaddresses")
        self.qgis.run("syncregister", REGISTRY=self.order.registry, AUTHCFG=self.qgis.account, ATTENDED=True)
        hold(self._refused("lan", "SELECT full_name FROM person WHERE %s IS NOT NULL AND %s IS NOT NULL", "", ""),
             "a technician sees people")  # fmt: skip
        for table in fresh_structure(self._profile()):
            texts = self._rows(
                f"SELECT count(*) FROM {table.name} t WHERE t::text LIKE %s", f"%{CANARY}%"  # noqa: S608
            )
            hold(table.name == "person" or texts == [(0,)], f"a name stands in {table.name}")
        for file in Path(self.order.folder).rglob("*"):
            if file.is_file() and file.suffix in {".gpkg", ".search"}:
                hold(CANARY.encode() not in file.read_bytes(), f"a name stands in {file}")

    def promise_9(self) -> None:
        """Undo restores the register; its codes are free again."""
        houses, layer = self._built(25)
        before = self._state(LOGS)
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        first = self._codes(houses)
        self.qgis.run("undoapply")
        hold(self._state(LOGS) == before, "the undo left something")
        self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        hold(self._codes(houses) == first, "codes that nobody saw were not free again")

    # -- what they share ---------------------------------------------------------------------------------

    def _built(self, count: int) -> tuple[list[House], str]:
        houses = self._street.houses(COMMUNE, count)
        return houses, self._layer(houses)

    def _layer(self, houses: list[House]) -> str:
        return write_layer(self.folder / f"{houses[0].key}-{random.randrange(10**9)}.gpkg", houses)

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(open_register(self.keeper)) as con, con.cursor() as cur:
            cur.execute(query, values)
            return [tuple(row) for row in cur.fetchall()]

    def _codes(self, houses: list[House]) -> dict[str, str]:
        return dict(self._rows(
            "SELECT s.source_key, a.code FROM address_source s JOIN address a USING (fid)"
            " WHERE s.source_key = ANY(%s)", [h.key for h in houses],
        ))  # fmt: skip

    def _refused(self, role: str, statement: str, *values: str) -> bool:
        import psycopg2

        with closing(connect_server(PgPlace(role, self.order.dsn(role)))) as con, con.cursor() as cur:
            try:
                cur.execute(statement, values)
            except psycopg2.Error as error:
                return error.pgcode in ("DI001", "23505", "42501")
            return not cur.rowcount

    def _profile(self) -> Any:
        with closing(open_register(self.keeper)) as con, con.cursor() as cur:
            return at_server.profile_of(cur)

    def _state(self, leave_out: set[str]) -> dict[str, Any]:
        """Each table as a digest of its rows."""
        with closing(open_register(self.keeper)) as con, con.cursor() as cur:
            tables = fresh_structure(at_server.profile_of(cur))
            return {t.name: at_server.read_table(cur, t) for t in tables if t.name not in leave_out}
