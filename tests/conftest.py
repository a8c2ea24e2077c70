"""What holds for every test: the environment is clean, laws are tried the same way each time."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Whatever the person running the tests has set for their own service stays out of ours.
for name in [name for name in os.environ if name.startswith("CUTROOM_")]:
    if name != "CUTROOM_REWRITE_CASES":
        del os.environ[name]

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def usual_scheduling() -> Iterator[None]:
    """SVT-AV1, run by root, makes the thread that opens it a real-time one, for ever: all else would starve."""
    yield
    if os.sched_getscheduler(0) != os.SCHED_OTHER:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
