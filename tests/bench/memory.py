"""Memory of long runs: of the measures alone, and of a log of every visit.

usage: uv run python tests/bench/memory.py [--cases N]

A call centre whose customers have a patience of hours, a deadline of days at the step, an urgent class,
and a ladder of two levels: what is waited for in vain stays nobody's burden. Each run has a process of
its own; memory is what its peak lies over the imports.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

DAY = 86400.0


def program():
    """The call centre, compiled."""
    from building import drawn, exponential, setting

    from studio.scenario import Attribute, Distribution, Escalation, Ladder, Level, Step
    from studio.simulation import compile_program

    levels = (
        Level(name="Lead", team="Leads", reply_within=3 * DAY, settles=0.7, time=exponential(600)),
        Level(name="Head", team="Heads", reply_within=5 * DAY, settles=1.0, time=exponential(600)),
    )
    step = Step(
        time=Distribution.lognormal(300, cv=0.8), team="Agents", patience=Distribution.constant(5 * DAY)
    )
    scenario = setting(
        every=exponential(60),
        steps={"A": step, "B": (exponential(100), "Agents")},
        teams={"Agents": 9, "Leads": 5, "Heads": 3},
        events={"Timer_late": 10 * DAY},
        priority=["vip"],
        ladders={"up": Ladder(name="up", levels=levels)},
        escalations={"B": Escalation(ladder="up", cannot_decide=0.1)},
    )
    scenario = replace(scenario, attributes=(Attribute(name="vip", chance=0.1),))
    return compile_program(drawn("Start > A > B > End\nA ! Timer_late > End_late"), scenario)


def peak() -> int:
    """Bytes of memory that the process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # kB on Linux


def one(cases: int, *, keep_log: bool) -> dict[str, float]:
    """A run in this process."""
    from studio.simulation import RunLength, run

    compiled = program()
    run(compiled, RunLength(cases=2000), 0, keep_log=keep_log)
    before, begun = peak(), time.process_time()
    made = run(compiled, RunLength(cases=cases), 1, keep_log=keep_log)
    assert made is not None
    figures: dict[str, float] = {"bytes": peak() - before, "seconds": time.process_time() - begun}
    if made.log is not None:
        figures["visits"] = len(made.log.visits())
    return figures


def measured(cases: int, *, keep_log: bool) -> dict[str, float]:
    """A run in a process of its own."""
    command = [sys.executable, __file__, "--one", str(cases), str(int(keep_log))]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--cases", type=int, default=1_000_000)
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(one(int(given.one[0]), keep_log=given.one[1] == "1")))
        return
    figures = measured(given.cases, keep_log=False)
    print(f"measures of {given.cases:,} cases: {figures['bytes'] / 1e6:.1f} MB, {figures['seconds']:.0f} s")
    figures = measured(given.cases, keep_log=True)
    visits, each = figures["visits"], figures["bytes"] / figures["visits"]
    print(f"with a log of {visits:,} visits: {figures['bytes'] / 1e6:.1f} MB, {each:.0f} bytes a visit")


if __name__ == "__main__":
    main()
