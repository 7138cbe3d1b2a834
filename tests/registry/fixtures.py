"""Fixtures for tests against the reference registry: `registry` is empty and at level 3 when a test begins."""
from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Union

import pytest

from .running import RegistryMissing, RunningRegistry

_KEY = pytest.StashKey[Union[RunningRegistry, str]]()


def shared(config: pytest.Config) -> RunningRegistry:
    """The one registry of this pytest process (each xdist worker has its own); skips where there can be none."""
    if _KEY not in config.stash:
        try:
            made = RunningRegistry()
        except RegistryMissing as error:
            if os.environ.get("DIACHISO_REGISTRY") == "required":  # scripts/test.sh: a skip would hide a broken one
                raise
            config.stash[_KEY] = str(error)
        else:
            config.stash[_KEY] = made
            config.add_cleanup(made.stop)
    found = config.stash[_KEY]
    if isinstance(found, str):
        pytest.skip(f"no reference registry: {found}")
    return found


@pytest.fixture
def registry(request: pytest.FixtureRequest) -> Iterator[RunningRegistry]:
    """A registry in test mode, without addresses; what a test ordered is gone after it."""
    found = shared(request.config)
    found.await_alive()
    found.reset()
    yield found
    found.await_alive()
    found.clear_faults()
