"""Random histories of two technicians and a second computer, a registry and its back office, and whatever can fail.

In every one of them: nothing that was entered is lost, an operation has one effect at most, nobody's version is
overwritten unseen, and once the faults end and people have chosen, all sides agree.
"""
from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Optional

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from diachiso.register.sync_store import conflicts
from diachiso.sync.model import Pause
from diachiso.sync.resolving import resolve_conflicts
from diachiso.sync.transport import Reply, Request

from ..effort import NAME, effort
from ..registry.running import RunningRegistry
from .carrier import plain
from .desk import SECRETS, Desk, make_register
from .swift import swift
from .test_people import grant
from .worlds import FAULTS, SENT_NAMES, Crash, MemoryRegistry, Observer, Registry, Seen

URL = "https://registry.test"
OPEN = {"queued", "sending", "accepted_async", "unknown", "retry_wait", "paused"}
WORDS = st.sampled_from(["Hoa", "Sao", "mới", "mới"])
"""What is entered as a name; the last is followed by a number that nobody else enters."""
FREE = st.sampled_from(["name", "building_name"])


class Person:
    """A technician at a computer: the register, what was entered in it, and where a crash strikes."""

    def __init__(self, name: str, account: int, desk: Desk) -> None:
        self.name, self.account, self.desk = name, account, desk
        self.backup: Optional[Path] = None
        self.said_then: Any = None
        self.said_by_both: dict[tuple[str, str], int] = {}


class World(RuleBasedStateMachine):
    """The rules; `registry_made` and `url` come from the test."""

    registry_made: ClassVar[Callable[[], Registry]]
    url: ClassVar[str] = URL
    fast: ClassVar[bool] = True
    tells: ClassVar[bool] = True  # whether the registry says what it was told of people
    addresses = Bundle("addresses")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self.strike: Optional[int] = None
        self.stack = ExitStack()
        self.kept = self.stack.enter_context(swift(self._before_write)) if self.fast else None
        self.registry = type(self).registry_made()
        self.observer = Observer(self.registry)
        if self.tells:
            grant(self.folder / "any.gpkg", self.url)
        self.people = [self._person("An", 0), self._person("Bình", 1)]
        self.numbers = 100

    def _person(self, name: str, account: int, source: Optional[Path] = None) -> Person:
        path = self.folder / f"{name}.gpkg"
        shutil.copyfile(source or _empty_register(), path)
        self.observer.said[name] = {}
        desk = Desk(path, self.url, self.registry.carry(account), serial=10_000 * len(self.observer.said))
        if self.kept is not None:
            desk.open = self.kept.connect
        return Person(name, account, desk)

    def _before_write(self) -> None:
        if self.strike is not None:
            self.strike -= 1
            if self.strike < 0:
                raise Crash

    def teardown(self) -> None:
        try:
            self._come_to_rest()
        finally:
            self.stack.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    # -- people ----------------------------------------------------------------------------------------------

    def _who(self, number: int) -> Person:
        return self.people[number % len(self.people)]

    def _enter(self, who: Person, address_id: str, **values: Any) -> None:
        for column, value in values.items():
            if value == "mới":
                self.numbers += 1
                values[column] = value = f"mới {self.numbers}"
            self.observer.on_screen(who.name, address_id, column, who.desk.one(address_id, column), value)
            self.observer.said[who.name].setdefault((address_id, column), []).append(value)
        who.desk.edit(address_id, **values)

    def _has(self, who: Person, address_id: str) -> bool:
        return bool(who.desk.rows("SELECT 1 FROM address WHERE address_id = ?", address_id))

    def _may_edit(self, who: Person, address_id: str) -> bool:
        return self._has(who, address_id) and who.desk.one(address_id, "stage") != "retired"

    @initialize(target=addresses)
    def begin(self) -> Any:
        return multiple(*(self._added(who) for who in self.people))

    def _added(self, who: Person) -> str:
        self.numbers += 1
        address_id = who.desk.add(str(self.numbers), person=True)
        said = self.observer.said[who.name]
        said[address_id, "house_number"] = [str(self.numbers)]
        said[address_id, "stage"] = ["submitted"]
        return address_id

    @rule(target=addresses, who=st.integers(0, 2))
    def add(self, who: int) -> str:
        return self._added(self._who(who))

    @rule(address=addresses, who=st.integers(0, 2), column=FREE, value=WORDS)
    def edit(self, address: str, who: int, column: str, value: str) -> None:
        if self._may_edit(self._who(who), address):
            self._enter(self._who(who), address, **{column: value})

    @rule(address=addresses, who=st.integers(0, 2), number=st.integers(1, 3))
    def renumber(self, address: str, who: int, number: int) -> None:
        """Some get the number of another house."""
        if self._may_edit(self._who(who), address):
            self._enter(self._who(who), address, house_number=str(number))

    @rule(address=addresses, who=st.integers(0, 2), column=FREE, value=WORDS)
    def edit_and_undo(self, address: str, who: int, column: str, value: str) -> None:
        desk = self._who(who).desk
        if self._may_edit(self._who(who), address):
            before, said = desk.one(address, column), self.observer.said[self._who(who).name]
            nothing_waited = not said.get((address, column))
            self._enter(self._who(who), address, **{column: value})
            self._enter(self._who(who), address, **{column: before})
            if nothing_waited:
                said.pop((address, column))  # as if nothing had been entered

    @rule(address=addresses, who=st.integers(0, 2), value=WORDS)
    def roll_back(self, address: str, who: int, value: str) -> None:
        """An edit that is not saved leaves nothing."""
        desk = self._who(who).desk
        before = desk.dirty()
        with pytest.raises(KeyError), desk.writing() as con:
            con.execute("UPDATE address SET name = ? WHERE address_id = ?", (value, address))
            raise KeyError
        assert desk.dirty() == before

    @rule(address=addresses, who=st.integers(0, 2))
    def retire(self, address: str, who: int) -> None:
        if self._may_edit(self._who(who), address):
            self._enter(self._who(who), address, stage="retired")

    @rule(address=addresses, who=st.integers(0, 2), phone=st.sampled_from(SECRETS[1:2] + ("0911222333",)))
    def call_elsewhere(self, address: str, who: int, phone: str) -> None:
        """Somebody's telephone number changes: nothing of the address does."""
        with self._who(who).desk.writing() as con:
            con.execute("UPDATE person SET phone = ? WHERE address_id = ?", (phone, address))

    @rule(address=addresses, who=st.integers(0, 2))
    def take_up(self, address: str, who: int) -> None:
        """What came back is mended and submitted again."""
        person = self._who(who)
        if self._has(person, address) and person.desk.one(address, "stage") == "rejected":
            person.desk.edit(address, stage="created")
            self._enter(person, address, name="Mới")
            self._enter(person, address, stage="submitted")

    # -- syncs and faults ------------------------------------------------------------------------------------

    @rule(
        who=st.integers(0, 2), direction=st.sampled_from(["both", "both", "push", "pull"]),
        fault=st.none() | st.sampled_from(FAULTS), nth=st.integers(0, 3), batch=st.sampled_from([1, 2, 200]),
    )  # fmt: skip
    def sync(self, who: int, direction: str, fault: Optional[str], nth: int, batch: int) -> None:
        self._sync(self._who(who), direction, fault, nth, batch=batch)
        self._nothing_lost(self._who(who))

    def _sync(
        self, who: Person, direction: str = "both", fault: Optional[str] = None, nth: int = 0, **more: Any
    ) -> Any:  # fmt: skip
        asked = [0]

        def cancelled() -> bool:
            asked[0] += 1
            return fault == "cancel" and asked[0] > 4 * nth

        self.strike = 3 * nth if fault == "crash at a write" and self.fast else None
        way = self.observer.way(who.name, who.account, fault, nth)
        try:
            counts = who.desk.sync(direction, cancelled, way, **more)
        except Crash:
            counts = None
        self.strike = None
        if counts is not None and fault is None:
            assert counts.pause not in (Pause.SERVER_RESTORED, Pause.LEVEL), counts
        return counts

    def _nothing_lost(self, who: Person) -> None:
        """What was entered is at the registry, or waits: marked, queued, in conflict, or in a person's hands."""
        desk = who.desk
        waits = desk.dirty() | {i for (i,) in desk.rows(
            "SELECT address_id FROM sync_op WHERE state IN (SELECT value FROM json_each(?))"
            " UNION SELECT address_id FROM sync_conflict WHERE closed_at IS NULL", json.dumps(sorted(OPEN))
        )}  # fmt: skip
        bases = {i: json.loads(text) for i, text in desk.rows("SELECT address_id, content FROM sync_base")}
        said_by_both = who.said_by_both
        for (address_id, column), values in list(self.observer.said[who.name].items()):
            if not values:
                continue
            base = bases.get(address_id)
            agreed = None if base is None else base["stage"] if column == "stage" else base["values"].get(column)
            if base is not None and agreed == values[-1] == desk.one(address_id, column):
                said_by_both[address_id, column] = len(values)  # the registry says so, too, whoever told it
                continue
            if said_by_both.get((address_id, column)) == len(values) and agreed == desk.one(address_id, column):
                values.clear()  # and others have changed it since
                continue
            if column == "stage" and agreed == desk.one(address_id, "stage") and values[-1] == "submitted":
                values.clear()  # submitted and decided on since
                continue
            assert desk.one(address_id, column) == values[-1], f"{who.name} lost {column} = {values[-1]!r}"
            if base is None and desk.one(address_id, "stage") == "retired":
                continue  # given up before anybody heard of it
            assert address_id in waits, f"{who.name}: {column} = {values[-1]!r} waits nowhere ({agreed!r} agreed)"

    @rule(who=st.integers(0, 2), data=st.data())
    def choose(self, who: int, data: Any) -> None:
        """A person closes a conflict."""
        found = conflicts(self._who(who).desk.path)
        if found:
            self._choose(self._who(who), found[0], {f.column: data.draw(st.booleans()) for f in found[0].fields})

    def _choose(self, who: Person, row: Any, theirs: dict[str, bool]) -> None:
        for f in row.fields:
            if f.column == "stage" and f.theirs == "retired":
                theirs["stage"] = True  # nobody brings it back
        if not row.fields and row.theirs is None:
            if "same-house" in row.kind:
                self.numbers += 1
                self._enter(who, row.address_id, house_number=str(self.numbers))
            else:
                return
        resolve_conflicts(who.desk.path, {row.conflict_id: theirs})
        for column, take in theirs.items():
            if take:
                self.observer.said[who.name].pop((row.address_id, column), None)
        if row.fields:  # what is kept is entered anew, in knowledge of theirs
            for column in SENT_NAMES:
                kept = who.desk.one(row.address_id, column)
                known = row.theirs["stage"] if column == "stage" else row.theirs["values"].get(column)
                self.observer.on_screen(who.name, row.address_id, column, known, kept)
                if not theirs.get(column, True) or (column == "stage" and kept == "retired"):
                    self.observer.said[who.name][row.address_id, column] = [kept]

    # -- the office, cursors, copies and backups -------------------------------------------------------------

    @rule(address=addresses, verb=st.sampled_from(["verify", "reject", "issue"]))
    def office(self, address: str, verb: str) -> None:
        if address in self.registry.look():
            self.registry.office(address, verb)

    @rule()
    def expire(self) -> None:
        self.registry.expire()

    @rule(who=st.integers(0, 1))
    def second_computer(self, who: int) -> None:
        """The file is copied to another computer, and both go on with it under one account."""
        if len(self.people) == 2:
            source = self.people[who]
            name = source.name + " (2)"
            self.people.append(self._person(name, source.account, source.desk.path))
            self.observer.said[name] = copy.deepcopy(self.observer.said[source.name])

    @rule(who=st.integers(0, 2))
    def back_up(self, who: int) -> None:
        person = self._who(who)
        person.backup = person.desk.copy_to(self.folder / f"{person.name}.backup")
        person.said_then = copy.deepcopy(self.observer.said[person.name])

    @rule(who=st.integers(0, 2))
    def restore_the_file(self, who: int) -> None:
        """From then on it knows less than the registry; the sync stops until a person has seen that."""
        person = self._who(who)
        if person.backup is None:
            return
        if self.kept is not None:
            self.kept.forget(person.desk.path)
        shutil.copyfile(person.backup, person.desk.path)
        self.observer.said[person.name] = copy.deepcopy(person.said_then)
        person.said_by_both = {}
        before = self.registry.look()
        counts = self._sync(person)
        if counts.pause is Pause.REGISTER_RESTORED:
            assert self.registry.look() == before, "a register that knows less wrote"
            self._sync(person, restored_ok=True)
        self._nothing_lost(person)

    @rule()
    def restore_the_registry(self) -> None:
        """Nobody writes on what is older than they know. The operator then finds the newer data again."""
        before = self.registry.look()
        if not hasattr(self, "old"):
            return
        now = self._save()
        self.registry.restore()
        for person in self.people:
            known, there = dict(person.desk.rows("SELECT address_id, version FROM sync_base")), self.registry.look()
            self._unchecked_sync(person)
            for address_id, seen in self.registry.look().items():
                if known.get(address_id, 0) > (there[address_id].version if address_id in there else 0):
                    assert there.get(address_id) == seen, f"{person.name} overwrote a restored version"
        self._load(now)
        assert self.registry.look() == before

    @rule()
    def back_up_the_registry(self) -> None:
        self.registry.snapshot()
        self.old: dict[str, Seen] = self.registry.look()

    def _unchecked_sync(self, person: Person) -> None:
        person.desk.sync(transport=self.registry.carry(person.account))

    def _save(self) -> Any:
        raise NotImplementedError

    def _load(self, kept: Any) -> None:
        raise NotImplementedError

    # -- the end ---------------------------------------------------------------------------------------------

    def _come_to_rest(self) -> None:
        """Faults end, people choose: then all sides agree."""
        for _ in range(8):
            for who in self.people:
                with who.desk.writing() as con:  # time passes, and a person has what was set apart tried again
                    con.execute("UPDATE sync_op SET next_at = NULL WHERE next_at IS NOT NULL")
                    con.execute("UPDATE sync_op SET state = 'queued', attempts = 0 WHERE state = 'paused'")
                self._sync(who)
                self._nothing_lost(who)
                for row in conflicts(who.desk.path):
                    self._choose(who, row, {f.column: who.account == 0 for f in row.fields})
                for address_id in who.desk.dirty():
                    if who.desk.one(address_id, "stage") == "rejected":  # what was edited here waits for that
                        who.desk.edit(address_id, stage="created")
                        self._enter(who, address_id, stage="submitted")
        there = self.registry.look()
        for who in self.people:
            desk = who.desk
            assert not set(desk.states()) & OPEN, (who.name, desk.states())
            assert conflicts(desk.path) == [] and desk.rows("SELECT * FROM sync_inbox") == []
            for address_id, seen in there.items():
                mine = {column: desk.one(address_id, column) for column in SENT_NAMES}
                assert mine == dict(seen.values), f"{who.name} and the registry disagree on {address_id}"
            gone_out = ("submitted", "verified", "issued")
            held = [i for i in desk.dirty() if i in there or desk.one(i, "stage") in gone_out]
            assert held == [], "it is marked, and nobody sends it"
        if self.tells:
            self._people_are_told(there)
            if hasattr(self, "old"):
                self._lose_for_good(there)
        self._no_secrets()

    def _lose_for_good(self, before: dict[str, Seen]) -> None:
        """The registry goes back to its backup and stays there: what all sides had agreed on is there again at the end.

        Nothing of it is sent before people have agreed; where they are asked, they keep what they have.
        """
        self.registry.restore()
        for _ in range(6):
            for who in self.people:
                carry = self.registry.carry(who.account)
                there = self.registry.look()
                if who.desk.sync(transport=carry).pause is Pause.SERVER_RESTORED:
                    assert self.registry.look() == there, f"{who.name} sent anew what nobody agreed to"
                    assert who.desk.sync(transport=carry, lost_ok=True).pause is None
                for row in conflicts(who.desk.path):
                    resolve_conflicts(who.desk.path, {row.conflict_id: {f.column: False for f in row.fields}})
            for address_id in set(before) - set(self.registry.look()):
                desk = self.people[0].desk
                if desk.one(address_id, "stage") == "rejected":  # what had come back waits for a person
                    desk.edit(address_id, stage="created")
                    desk.edit(address_id, stage="submitted")
        after = self.registry.look()
        for address_id, seen in before.items():
            if seen.values["stage"] == "retired":
                assert address_id not in after or after[address_id].values["stage"] == "retired", "resurrected"
                continue
            told = {c: after[address_id].values.get(c) for c in SENT_NAMES if c != "stage"}
            assert told == {c: seen.values.get(c) for c in told}, f"{address_id} is not what it was"
        for who in self.people:
            assert not set(who.desk.states()) & OPEN and conflicts(who.desk.path) == []
            for address_id, seen in after.items():
                mine = {column: who.desk.one(address_id, column) for column in SENT_NAMES}
                assert mine == dict(seen.values), f"{who.name} and the registry disagree on {address_id}"

    def _people_are_told(self, there: dict[str, Seen]) -> None:
        """What was last told of an address's people is what somebody who has them says."""
        for address_id in there:
            known = {
                tuple(phone for (phone,) in who.desk.rows("SELECT phone FROM person WHERE address_id = ?", address_id))
                for who in self.people
            } - {()}  # fmt: skip
            told = [tuple(p["phone"] for p in rows) for rows in self.registry.told.get(address_id, {}).values()]
            assert not known or (told and set(told) <= known), f"{told} was told of {address_id}, not {known}"

    def _no_secrets(self) -> None:
        for who in self.people:
            names = who.desk.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'sync%'")
            for table in (*(name for (name,) in names), "audit_log"):
                kept = str(who.desk.rows(f"SELECT * FROM {table}"))
                assert not [word for word in SECRETS if word in kept], f"a personal datum stands in {table}"


@lru_cache(maxsize=1)
def _empty_register() -> Path:
    folder = Path(tempfile.mkdtemp())
    return make_register(folder / "register.gpkg")


class InMemory(World):
    """With the registry in memory."""

    registry_made = MemoryRegistry

    def _save(self) -> Any:
        for person in self.people:
            self.kept.forget(person.desk.path)  # type: ignore[union-attr]
        memory = {k: copy.deepcopy(v) for k, v in vars(self.registry).items()}
        files = {p.name: p.desk.path.read_bytes() for p in self.people}
        return memory, files, copy.deepcopy(self.observer.said), copy.deepcopy([p.desk.device for p in self.people])

    def _load(self, kept: Any) -> None:
        memory, files, said, devices = kept
        vars(self.registry).update(memory)
        for person, device in zip(self.people, devices):
            self.kept.forget(person.desk.path)  # type: ignore[union-attr]
            person.desk.path.write_bytes(files[person.name])
            person.desk.device = device
        self.observer.said = said


def _settings(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=NAME != "thorough",  # a usual run tries the same histories each time
    )  # fmt: skip


@pytest.mark.slow
def test_300_histories_with_a_registry_in_memory() -> None:
    run_state_machine_as_test(InMemory, settings=_settings(effort(300, promised=True), 14))


class RealRegistry:
    """The reference registry behind the wire, as the world sees it."""

    def __init__(self, running: RunningRegistry) -> None:
        self.running = running
        running.reset()

    def carry(self, account: int) -> Callable[[Request], Reply]:
        return plain(self.running.token(f"kythuat{account + 1}"))

    def look(self) -> dict[str, Seen]:
        return {
            i: Seen(f["version"], f["op_id"], {c: f["properties"].get(n) for c, n in SENT_NAMES.items()})
            for i, f in self.running.items().items()
        }

    def office(self, address_id: str, verb: str) -> None:
        stage = self.look()[address_id].values["stage"]
        if verb == "verify" and stage == "submitted":
            self.running.verify(address_id)
        elif verb == "reject" and stage in ("submitted", "verified"):
            self.running.reject(address_id, "Số nhà không khớp")
        elif verb == "issue" and stage == "verified":
            self.running.issue(address_id)

    def expire(self) -> None:
        self.running.expire_cursors()

    def snapshot(self) -> None:
        """Backups of this registry are tried in test_faults_of_people: bringing the newer data back needs a second."""

    restore = snapshot


@pytest.mark.slow
def test_histories_with_the_reference_registry(registry: RunningRegistry) -> None:
    class OverHttp(World):
        registry_made = staticmethod(lambda: RealRegistry(registry))  # type: ignore[assignment]
        url, tells = registry.url, False

        def restore_the_registry(self) -> None:
            """Not here."""

    run_state_machine_as_test(OverHttp, settings=_settings(effort(15), 12))
