"""Memory of long runs, each in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from memory import measured


@pytest.fixture
def cases(thorough):
    return 200_000 if thorough else 12_000


def test_measures_alone_take_no_more_for_a_longer_run(cases):
    """A million cases stay within 250 MB: what is kept for percentiles is bounded, the rest is constant."""
    assert measured(cases, keep_log=False)["bytes"] <= 12e6 + 238 * min(cases, 500_000)


def test_a_log_takes_less_than_120_bytes_a_visit(cases):
    """Beside what the measures take anyway."""
    bare = measured(cases, keep_log=False)
    logged = measured(cases, keep_log=True)
    assert logged["bytes"] - bare["bytes"] <= 120 * logged["visits"] + 4e6
