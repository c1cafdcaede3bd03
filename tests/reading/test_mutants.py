"""Whatever chance makes of a file, it is read or refused: in two seconds, in bounded memory, soundly.

The mutants are made from other people's diagrams where they are beside this checkout, and from the studio's
own. They are read in a process of their own that may hold no more than a gigabyte, so that a crash, a hang or
a flood of memory ends that process and not the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="module")
def outcome(thorough: bool) -> dict[str, object]:
    """What became of the mutants: how many of each code, the slowest, and the most memory."""
    number = 20_000 if thorough else 300
    folders = [str(it) for it in (ROOT / "bpmn", CORPUS) if it.is_dir()]
    command = [sys.executable, str(HERE / "read_mutants.py"), str(number), *folders]
    path = os.pathsep.join((str(ROOT), str(HERE.parent)))
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONFAULTHANDLER": "1"},
        timeout=2.5 * number + 60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    print(found)  # noqa: T201  # the figures of the mutants
    return found


def test_no_mutant_crashes_the_reader(outcome, thorough):
    assert outcome["failed"] == []
    assert outcome["number"] == (20_000 if thorough else 300)
    assert outcome["codes"]["read"] > 0.2 * outcome["number"]
    broken = sum(number for code, number in outcome["codes"].items() if code.startswith("file.broken-xml"))
    assert broken > 0.2 * outcome["number"]


def test_no_mutant_takes_longer_than_two_seconds(outcome):
    assert outcome["slowest"] < 2, outcome["slowest_file"]


def test_no_mutant_floods_the_memory(outcome):
    assert outcome["most_megabytes"] < 600
