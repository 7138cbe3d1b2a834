"""What a process of the load run does: by hand with the roles of technicians, and with the tools as a keeper.

Every value that it writes is written nowhere else, so that the judgement finds each in the register's log.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from load_journal import Journal
from load_qgis import Qgis, Refused
from load_town import COMMUNES, STREET, Order, Street, write_layer

from diachiso.core.errors import DiachisoError
from diachiso.register.connect import connect
from diachiso.register.postgres.driver import PG_REFUSED, PgPlace, connect_server, tried_again

HOT, COLD = 12, 200  # so many addresses are edited by everybody; so many are chosen from at random
PAUSE_S = 0.05  # at most, between two rows of a transaction
CODE_TAKEN = "23505"
NUMBERS = 20  # go along with a check-out
CLAIMS = 50
Deed = Callable[[], dict[str, Any]]


class Work:
    """The deeds of one process."""

    def __init__(self, order: Order, qgis: Qgis, journal: Journal, rng: random.Random) -> None:
        self.order, self.qgis, self.journal, self.rng = order, qgis, journal, rng
        self.folder = Path(order.folder) / order.name
        self.folder.mkdir(exist_ok=True)
        self._built = self.folder / "built.txt"
        start = int(self._built.read_text()) if self._built.exists() else 0
        self._street = Street(int("".join(filter(str.isdigit, order.name)) or "0"), start)
        self._value = int(time.time() * 1000)
        self._places = {r: PgPlace(f"load {r}", order.dsn(r)) for r in ("lan", "minh", "hoa")}
        self._cons = {r: connect_server(p, application=order.name) for r, p in self._places.items()}
        self._weights: dict[str, float] = {
            "edit": 60, "form": 14, "new_address": 12, "step": 10, "assign": 4, "change_stage": 2, "check": 2,
            "sync": 2, "checkout": 1.5, "undo": 0.8,
        }  # fmt: skip

    def close(self) -> None:
        """End the connections."""
        for con in self._cons.values():
            con.close()

    def choose(self) -> Deed:
        """The next thing to do."""
        (name,) = self.rng.choices(list(self._weights), list(self._weights.values()))
        return getattr(self, name)  # type: ignore[no-any-return]

    def first(self, count: int) -> dict[str, Any]:
        """The houses that are there before the load begins."""
        houses = [house for name in COMMUNES for house in Street(9).houses(name, count)]
        self.journal.begin("first")
        done = self.qgis.run("assigncodes", INPUT=write_layer(self.folder / "first.gpkg", houses), DRY_RUN=False)
        if done["NEW"] != len(houses):
            raise RuntimeError(str(done))
        return {"new": done["NEW"]}

    def last(self) -> Iterator[Deed]:
        """After the load: what is still out comes home, and what waits goes to the registry."""
        for folder in sorted(Path(self.order.folder).glob("*/out-*")):
            yield lambda folder=folder: self._come_home(folder)
        for _ in range(4):
            yield self.sync

    # -- by hand -----------------------------------------------------------------------------------------

    def edit(self) -> dict[str, Any]:
        """Some addresses in one transaction, in any order: whoever goes the other way round meets it."""
        ids = self._some(self.rng.choice((1, 1, 3, 5)), self.rng.random() < 0.6)
        changes = [(i, *self._change()) for i in ids]
        self.journal.begin("edit", changes=changes)

        def work(cur: Any) -> None:
            for address_id, column, value in changes:
                cur.execute(f"UPDATE address SET {column} = %s WHERE address_id = %s", (value, address_id))  # noqa: S608
                if cur.rowcount != 1:
                    raise Refused(f"{address_id} is gone")
                time.sleep(self.rng.uniform(0, PAUSE_S))

        return self._by_hand("lan", work)

    def form(self) -> dict[str, Any]:
        """The same in an edit session of QGIS's own provider, saved again where the server broke a deadlock."""
        from qgis.core import QgsFeatureRequest

        layer = self.qgis.addresses()
        ids = self._some(3, self.rng.random() < 0.5)
        changes = [(i, "name", self._token()) for i in ids]
        self.journal.begin("form", changes=changes)
        layer.startEditing()
        column = layer.fields().indexOf("name")
        for address_id, _, value in changes:
            request = QgsFeatureRequest().setFilterExpression(f"\"address_id\" = '{address_id}'")
            feature = next(layer.getFeatures(request), None)
            if feature is None:
                layer.rollBack()
                raise Refused(f"{address_id} is gone")
            layer.changeAttributeValue(feature.id(), column, value)
        for _ in range(8):
            if layer.commitChanges():
                return {}
            said = " ".join(layer.commitErrors())
            if "deadlock" not in said:
                break
            self.journal.note(again="deadlock")
        layer.rollBack()
        raise RuntimeError(said)

    def new_address(self) -> dict[str, Any]:
        """A new address with the next code of a block, from above: tools give from below."""
        commune = self.rng.choice(list(COMMUNES))
        house = self._build(commune, 1)[0]
        token = self._token()
        self.journal.begin("new_address", name=token)
        found: dict[str, Any] = {}

        def work(cur: Any) -> None:
            cur.execute(
                "INSERT INTO address (geom, role, stage, name, object_class, house_number, street, commune_code,"
                " commune, province_code, province) VALUES (ST_SetSRID(ST_MakePoint(%s, %s), 4326), 'building',"
                " 'declared', %s, 'house', %s, %s, %s, %s, '56', 'Tỉnh Khánh Hòa') RETURNING address_id",
                (house.lon, house.lat, token, house.number, STREET, commune, f"Phường {COMMUNES[commune]}"),
            )
            (address_id,) = cur.fetchone()
            cur.execute(
                "SELECT b.block_id, b.prefix, coalesce(min(l.serial) FILTER (WHERE l.serial > b.last_serial / 2),"
                " b.last_serial + 1) - 1 FROM code_block b LEFT JOIN code_ledger l USING (block_id)"
                " WHERE b.commune_code = %s GROUP BY 1, 2, b.last_serial ORDER BY 1 LIMIT 1", (commune,),
            )  # fmt: skip
            block, prefix, serial = cur.fetchone()
            code = f"{prefix}{serial:05d}"
            cur.execute(
                "INSERT INTO code_ledger (code, scheme, state, address_id, block_id, serial)"
                " VALUES (%s, 'ndas', 'given', %s, %s, %s)", (code, address_id, block, serial),
            )  # fmt: skip
            cur.execute(
                "UPDATE address SET code = %s, code_scheme = 'ndas', code_origin = 'block', stage = 'created'"
                " WHERE address_id = %s", (code, address_id),
            )  # fmt: skip
            found.update(codes=[(address_id, code)])

        self._by_hand("minh", work, again=(CODE_TAKEN,))
        return found

    def step(self) -> dict[str, Any]:
        """An address one stage further, by whoever may."""
        role, before, after = self.rng.choice(
            (("minh", "created", "submitted"), ("hoa", "submitted", "verified"), ("hoa", "submitted", "rejected"))
        )
        con = self._cons["minh"]
        with con.cursor() as cur:
            cur.execute("SELECT address_id FROM address WHERE stage = %s ORDER BY random() LIMIT 1", (before,))
            row = cur.fetchone()
        con.rollback()
        self.journal.begin("step", stage=after, address_id=row and row[0])
        if row is None:
            raise Refused(f"nothing is {before}")

        def work(cur: Any) -> None:
            cur.execute("UPDATE address SET stage = %s WHERE address_id = %s AND stage = %s", (after, row[0], before))

        return self._by_hand(role, work)

    # -- with the tools ----------------------------------------------------------------------------------

    def assign(self) -> dict[str, Any]:
        """Codes for new buildings; now and then the same layer once more."""
        commune, count = self.rng.choice(list(COMMUNES)), self.rng.choice((5, 20, 60))
        houses = self._build(commune, count)
        keys = [house.key for house in houses]
        layer = write_layer(self.folder / f"{keys[0]}.gpkg", houses)
        self.journal.begin("assign", keys=keys)
        results = self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)
        if self.rng.random() < 0.3:
            results["AGAIN"] = self.qgis.run("assigncodes", INPUT=layer, DRY_RUN=False)["NEW"]
        numbers = {k: v for k, v in results.items() if isinstance(v, int)}
        return {"codes": self._codes_of(keys), "asked": count, **numbers}

    def change_stage(self) -> dict[str, Any]:
        """Some records submitted by the tool."""
        ids = self._some(4, False)
        self.journal.begin("change_stage", ids=ids)
        done = self.qgis.run("changestage", CODES=",".join(ids), STAGE="submitted", DRY_RUN=False)
        return {"changed": done["CHANGED"], "refused": done["REFUSED"]}

    def check(self) -> dict[str, Any]:
        """Everything, or a commune."""
        commune = self.rng.choice(("", *COMMUNES))
        self.journal.begin("check", commune=commune)
        done = self.qgis.run("checkaddresses", COMMUNES=commune)
        return {"checked": done["CHECKED"]}

    def sync(self) -> dict[str, Any]:
        """With the pretended registry."""
        self.journal.begin("sync")
        done = self.qgis.run(
            "syncregister", REGISTRY=self.order.registry, AUTHCFG=self.qgis.account, SUBMIT=True, ATTENDED=True
        )
        return {k.lower(): v for k, v in done.items() if isinstance(v, int)} | {"pause": done["PAUSE"]}

    def undo(self) -> dict[str, Any]:
        """The last apply, whoever made it."""
        self.journal.begin("undo")
        done = self.qgis.run("undoapply")
        return {k.lower(): v for k, v in done.items() if isinstance(v, int)}

    def checkout(self) -> dict[str, Any]:
        """A commune goes out, is worked on, and comes home; what a kill left out comes home first."""
        left = sorted(self.folder.glob("out-*"))
        if left:
            return self._come_home(left[0])
        folder = self.folder / f"out-{self._next()}"
        commune = self.rng.choice(list(COMMUNES))
        self.journal.begin("checkout", commune=commune, folder=folder.name)
        out = self.qgis.run(
            "checkoutregister", COMMUNES=commune, OUTPUT=folder, NUMBERS=NUMBERS, PERSONS=False, HOLDER=self.order.name
        )
        with closing(connect(out["COPY"], write=True)) as con:
            ids = [i for (i,) in con.execute("SELECT address_id FROM address WHERE stage <> 'retired' LIMIT 500")]
            changes = [(i, "name", self._token()) for i in self.rng.sample(ids, min(3, len(ids)))]
            self.journal.note(changes=changes)
            for address_id, _, value in changes:
                con.execute("UPDATE address SET name = ? WHERE address_id = ?", (value, address_id))
        houses = self._build(commune, 4)
        keys = [house.key for house in houses]
        layer = write_layer(self.folder / f"{keys[0]}.gpkg", houses)
        self.qgis.run("assigncodes", REGISTER=out["COPY"], INPUT=layer, DRY_RUN=False)
        self.journal.note(keys=keys)
        if self.rng.random() < 0.3:
            return {"stays": folder.name}
        return {**self._check_in(folder), "changes": changes, "codes": self._codes_of(keys)}

    def _come_home(self, folder: Path) -> dict[str, Any]:
        self.journal.begin("checkin", folder=folder.name)
        if not list(folder.glob("*.gpkg")):  # killed before the copy was whole
            shutil.rmtree(folder)
            raise Refused("no copy")
        return self._check_in(folder)

    def _check_in(self, folder: Path) -> dict[str, Any]:
        done = self.qgis.run(
            "checkinregister", PACKAGE=folder, CONFLICTS="theirs", AFTERWARDS="hand_back", DRY_RUN=False
        )
        shutil.rmtree(folder)
        return {k.lower(): v for k, v in done.items() if isinstance(v, int)}

    # -- what they share ---------------------------------------------------------------------------------

    def _by_hand(self, role: str, work: Callable[[Any], None], again: Sequence[str] = ()) -> dict[str, Any]:
        """A transaction of a login, tried again as the plugin does it; each further attempt is noted."""
        import psycopg2

        attempts = 0

        def counted(cur: Any) -> None:
            nonlocal attempts
            attempts += 1
            if attempts > 1:
                self.journal.note(again="lost")
            work(cur)

        for _ in range(CLAIMS):
            try:
                tried_again(self._cons[role], self._places[role], counted)
                return {"attempts": attempts}
            except DiachisoError as error:
                said = str(error)
                if CODE_TAKEN in again and "code_ledger" in said:
                    time.sleep(self.rng.uniform(0, 0.05))
                    continue
                if error.message is PG_REFUSED:  # the guards did their work
                    raise Refused(said) from None
                raise
            except psycopg2.Error as error:
                raise RuntimeError(f"not one of ours: {error}") from error
        raise RuntimeError("never got a code")

    def _some(self, count: int, hot: bool) -> list[str]:
        order = "fid LIMIT %s" if hot else "random() LIMIT %s"
        most = HOT if hot else COLD
        con = self._cons["minh"]
        with con.cursor() as cur:
            cur.execute(f"SELECT address_id FROM address WHERE stage <> 'retired' ORDER BY {order}", (most,))  # noqa: S608
            found = [i for (i,) in cur.fetchall()]
        con.rollback()
        return self.rng.sample(found, min(count, len(found)))

    def _change(self) -> tuple[str, Any]:
        return ("name", self._token()) if self.rng.random() < 0.7 else ("building_name", self._token())

    def _token(self) -> str:
        return f"Nhà {self.order.name} {self._next()}"

    def _next(self) -> str:
        """Never twice in this process, nor after it was killed; in letters, for digits may look like a telephone's."""
        self._value += 1
        return "".join(chr(ord("a") + int(digit)) for digit in str(self._value))

    def _build(self, commune: str, count: int) -> list[Any]:
        houses = self._street.houses(commune, count)
        self._built.write_text(str(self._street.taken))
        return houses

    def _codes_of(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        con = self._cons["minh"]
        with con.cursor() as cur:
            cur.execute(
                "SELECT a.address_id, a.code FROM address_source s JOIN address a USING (fid)"
                " WHERE s.source_key = ANY(%s) AND a.code IS NOT NULL", (list(keys),),
            )  # fmt: skip
            found = cur.fetchall()
        con.rollback()
        return [tuple(row) for row in found]
