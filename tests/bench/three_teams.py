"""Task visits per CPU second on a call centre of three teams: the studio, plain SimPy, and Prosimos.

usage: uv run python tests/bench/three_teams.py [--cases N] [--rounds N] [--without-prosimos]

Calls come at random, one in 120 s on average. Six people answer them (600 s), a quarter then needs
one of three on the second level (1080 s), of which a fifth goes back to be answered again; two people
wrap up (180 s). All times are exponential: a Jackson network, with a mean cycle time of 2198.775 s.

The three take turns, each in a process of its own, and CPU seconds count from the first event to the
last result. Prosimos is installed from PyPI into an environment of its own that is removed again.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
DIAGRAM = HERE / "three_teams.bpmn"
PROSIMOS = "prosimos==2.1.0"
EXACT = 2198.775
"""Mean cycle time in seconds, from Erlang's formula for each team and Jackson's theorem."""


def studio(cases: int, seed: int, *, keep_log: bool = False) -> tuple[int, float, float]:
    """The studio's own engine, from the diagram and the scenario beside this file."""
    from studio.reading import read
    from studio.scenario import read_scenario
    from studio.scenario.defaults import complete
    from studio.simulation import RunLength, compile_program, run

    reading = read(DIAGRAM.read_bytes(), DIAGRAM.name)
    stated = read_scenario(HERE / "three_teams.yaml", reading.diagram)
    program = compile_program(reading.diagram, complete(stated, reading.diagram, reading.hints))
    begun = time.process_time()
    made = run(program, RunLength(cases=cases), seed, keep_log=keep_log)
    spent = time.process_time() - begun
    assert made is not None
    tasks = {n for n, node in enumerate(program.nodes) if node.is_step}
    return sum(made.steps[n].passed for n in tasks), spent, made.cases.sum("cycle") / made.cases.completed


def plain_simpy(cases: int, seed: int) -> tuple[int, float, float]:
    """What a programmer who knows SimPy writes for this one call centre."""
    import simpy

    drawn = random.Random(seed)
    env = simpy.Environment()
    answer, second_level, wrap_up = (simpy.Resource(env, people) for people in (6, 3, 2))
    visits, cycle = 0, 0.0

    def work(team: simpy.Resource, mean: float):
        nonlocal visits
        with team.request() as turn:
            yield turn
            yield env.timeout(drawn.expovariate(1 / mean))
        visits += 1

    def case():
        nonlocal cycle
        arrived = env.now
        while True:
            yield from work(answer, 600)
            if drawn.random() >= 0.25:
                break
            yield from work(second_level, 1080)
            if drawn.random() >= 0.20:
                break
        yield from work(wrap_up, 180)
        cycle += env.now - arrived

    def arrivals():
        for _ in range(cases):
            yield env.timeout(drawn.expovariate(1 / 120))
            env.process(case())

    begun = time.process_time()
    env.process(arrivals())
    env.run()
    return visits, time.process_time() - begun, cycle / cases


def prosimos(cases: int, seed: int) -> tuple[int, float, float]:
    """Prosimos without files to write, on the same diagram."""
    import numpy as np
    from prosimos.simulation_engine import run_simulation

    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - what Prosimos draws from
    with tempfile.TemporaryDirectory() as folder:
        parameters = Path(folder) / "parameters.json"
        parameters.write_text(json.dumps(_prosimos_parameters()))
        begun = time.process_time()
        (process, tasks, *_), _ = run_simulation(
            str(DIAGRAM), str(parameters), cases, starting_at="2026-03-02T00:00:00+00:00"
        )
        spent = time.process_time() - begun
    return sum(task.cycle_time.count for task in tasks.values()), spent, process.cycle_time.avg


def _prosimos_parameters() -> dict[str, object]:
    def exponential(mean: float) -> dict[str, object]:
        values = [{"value": value} for value in (mean, 0.0, 1e9)]
        return {"distribution_name": "expon", "distribution_params": values}

    always = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59.999999"}]
    teams = {"Answer": (6, 600.0), "Look_into": (3, 1080.0), "Wrap_up": (2, 180.0)}
    chances = {"Difficult": {"difficult": 0.25, "easy": 0.75}, "Unclear": {"back": 0.2, "clear": 0.8}}
    return {
        "resource_profiles": [
            {
                "id": f"team_{task}",
                "name": task,
                "resource_list": [
                    {"id": task, "name": task, "cost_per_hour": 1, "amount": people, "calendar": "always"}
                ],
            }
            for task, (people, _) in teams.items()
        ],
        "arrival_time_distribution": exponential(120.0),
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [
            {
                "gateway_id": gateway,
                "probabilities": [{"path_id": flow, "value": value} for flow, value in flows.items()],
            }
            for gateway, flows in chances.items()
        ],
        "task_resource_distribution": [
            {"task_id": task, "resources": [{"resource_id": task, **exponential(mean)}]}
            for task, (_, mean) in teams.items()
        ],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": always}],
    }


CONTESTANTS = {
    "studio": studio,
    "studio with records": lambda cases, seed: studio(cases, seed, keep_log=True),
    "plain SimPy": plain_simpy,
    "Prosimos 2.1.0": prosimos,
}


def measured(python: str, contestant: str, cases: int, seed: int) -> dict[str, float]:
    """One run in a process of its own."""
    command = [python, str(HERE / "three_teams.py"), "--one", contestant, str(cases), str(seed)]
    with tempfile.TemporaryDirectory() as folder:  # Prosimos leaves a file where it stands
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures


def tell_one(contestant: str, cases: int, seed: int) -> None:
    """Run one contestant here and print what was measured."""
    visits, spent, cycle = CONTESTANTS[contestant](cases, seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kB on Linux
    print(json.dumps({"visits": visits, "speed": visits / spent, "cycle": cycle, "peak": peak * 1024}))


def race(pythons: dict[str, str], cases: int, rounds: int) -> None:
    """Let all of them take turns; print every round and the ratios within rounds."""
    print(f"{cases:,} cases; task visits per CPU second, and mean cycle time (exact: {EXACT} s)")
    print("round  " + "".join(f"{name:>26}" for name in pythons))
    speeds: dict[str, list[float]] = {name: [] for name in pythons}
    for number in range(rounds):
        row = f"{number + 1:5}  "
        for name, python in pythons.items():
            figures = measured(python, name, cases, number)
            speeds[name].append(figures["speed"])
            row += f"{figures['speed']:14,.0f}/s {figures['cycle']:7.1f} s"
        print(row, flush=True)
    print("median " + "".join(f"{median(speed):14,.0f}/s          " for speed in speeds.values()))
    for name in [name for name in pythons if name != "studio"]:
        ratios = [ours / theirs for ours, theirs in zip(speeds["studio"], speeds[name], strict=True)]
        print(f"studio / {name}: {median(ratios):.2f} (rounds {min(ratios):.2f} to {max(ratios):.2f})")


def memory(cases: int) -> None:
    """Peak memory at two lengths, without and with a record of every visit."""
    print("\npeak memory of the whole process")
    for name in ("studio", "studio with records"):
        short, long = (measured(sys.executable, name, length, 0) for length in (cases // 5, cases * 2))
        more = (long["peak"] - short["peak"]) / (long["visits"] - short["visits"])
        print(
            f"{name}: {short['peak'] / 1e6:.1f} MB for {cases // 5:,} cases, {long['peak'] / 1e6:.1f} MB for "
            f"{cases * 2:,}: {more:.0f} bytes a further visit"
        )


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--without-prosimos", action="store_true", help="it takes minutes a round")
    options.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        contestant, cases, seed = given.one
        tell_one(contestant, int(cases), int(seed))
        return
    pythons = {"studio": sys.executable, "plain SimPy": sys.executable}
    with tempfile.TemporaryDirectory() as environment:
        if not given.without_prosimos:
            python = f"{environment}/bin/python"
            # From there, so that the project's own constraints do not apply.
            subprocess.run(["uv", "venv", "--quiet", "."], check=True, cwd=environment)
            install = ["uv", "pip", "install", "--quiet", "--python", python, PROSIMOS]
            subprocess.run(install, check=True, cwd=environment)
            pythons["Prosimos 2.1.0"] = python
        race(pythons, given.cases, given.rounds)
    memory(given.cases)


if __name__ == "__main__":
    main()
