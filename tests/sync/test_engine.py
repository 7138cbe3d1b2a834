"""A sync from end to end against a registry in memory: what goes out, what comes in, and that nothing echoes."""
from __future__ import annotations

from collections.abc import Callable

from diachiso.register.sync_store import conflicts, operations, reason_of, rejected, runs, waiting
from diachiso.sync.engine import Direction, Options
from diachiso.sync.model import Pause

from .pretend_registry import PretendRegistry
from .town import Technician, add_houses, address_id, dirty, edit, query, sound, states, value

Make = Callable[..., Technician]


def test_submitted_houses_arrive_once_and_nothing_is_left(technician: Make, registry: PretendRegistry) -> None:
    an = technician()
    add_houses(an.path, range(1, 8))
    done = an.sync()
    assert (done.pushed, done.pause, done.refused) == (7, None, 0)
    assert len(registry.items) == 7 and states(an.path) == {"applied": 7} and dirty(an.path) == 0
    assert an.sync().pushed == 0 and {item.version for item in registry.items.values()} == {1}
    assert waiting(an.path).edits == 0 and len(runs(an.path)) == 2
