"""How long a check takes, part by part: on the examples, on other people's diagrams, and on very large ones.

usage: uv run python tests/bench/checking.py [--size NODES]

The editor checks after each change, so that an ordinary diagram has some tens of milliseconds. The large
ones are made up: a long process of decisions, and the same with ten times its nodes, whose ratio tells
whether anything grows faster than the diagram.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from studio.check import check
from studio.check.complexity import complexity
from studio.check.lint import RULES, lint
from studio.errors import UnreadableFile
from studio.model import Bounds, Diagram, Flow, Lane, Node, NodeKind, Process
from studio.reading import Reading, read

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"


def parts() -> dict[str, Callable[[Reading], object]]:
    """The parts of a check by name."""
    return {
        "lint": lambda reading: lint(reading.diagram, reading.problems),
        "complexity": lambda reading: complexity(reading.diagram),
        "all of it": check,
    }


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that one part took, by file."""

    of: dict[str, float] = field(default_factory=dict)

    @property
    def told(self) -> str:
        ordered = sorted(self.of.values())
        if not ordered:
            return "no file"
        slowest = max(self.of, key=self.of.__getitem__)
        middle, late = ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]
        return (
            f"{1000 * middle:8.2f} ms median {1000 * late:8.2f} ms P95 "
            f"{1000 * ordered[-1]:8.2f} ms most ({slowest})"
        )


def readings(folder: Path) -> Iterable[Reading]:
    """The files of a folder that can be read."""
    for path in sorted(folder.rglob("*.bpmn")):
        try:
            yield read(path.read_bytes(), path.name)
        except UnreadableFile:
            continue


def took(part: Callable[[Reading], object], reading: Reading) -> float:
    began = process_time()
    part(reading)
    return process_time() - began


def table(title: str, found: Iterable[Reading]) -> None:
    times = {name: Times() for name in parts()}
    for reading in found:
        for name, part in parts().items():
            times[name].of[reading.name] = took(part, reading)
    print(f"{title}: {len(times['lint'].of)} diagrams")
    for name, each in times.items():
        print(f"  {name:12} {each.told}")


def long_process(nodes: int) -> Diagram:
    """Decisions and joins one after the other, three steps between each two, placed side by side."""
    kinds = [
        NodeKind.EXCLUSIVE_GATEWAY,
        NodeKind.TASK,
        NodeKind.TASK,
        NodeKind.EXCLUSIVE_GATEWAY,
        NodeKind.TASK,
    ]
    made = [
        Node(
            id=f"N{number}",
            name=f"Do {number}",
            kind=kinds[number % 5],
            process="P",
            lane="L",
            bounds=Bounds(150.0 * (number // 5), 100.0 * (number % 5), 100, 80),
        )
        for number in range(nodes)
    ]
    pairs = [
        (start + one, start + other)
        for start in range(0, nodes - 5, 5)
        for one, other in ((0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 5))
    ]
    flows = [
        Flow(id=f"F{number}", source=f"N{one}", target=f"N{other}", name="so")
        for number, (one, other) in enumerate(pairs)
    ]
    return Diagram(
        processes=(Process(id="P"),),
        lanes=(Lane(id="L", process="P"),),
        nodes=tuple(made),
        flows=tuple(flows),
    )


def growth(nodes: int) -> None:
    """Each part on a large process and on one of a tenth of its nodes; 10 would be linear."""
    large, small = (
        Reading(diagram=long_process(number), problems=(), hints=(), name=f"{number} nodes")
        for number in (nodes, nodes // 10)
    )
    each: dict[str, Callable[[Reading], object]] = dict(parts())
    each |= {
        f"  {name}": lambda reading, rule=rule: list(rule.find(reading.diagram))
        for name, rule in RULES.items()
    }
    print(f"{nodes} nodes against {nodes // 10}")
    for name, part in each.items():
        slow, quick = took(part, large), min(took(part, small) for _ in range(3))
        print(f"  {name:40} {1000 * slow:9.1f} ms  {slow / quick:6.1f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=10_000, help="nodes of the made-up process")
    size = parser.parse_args().size
    table("examples", readings(ROOT / "bpmn"))
    if CORPUS.is_dir():
        table("other people's diagrams", readings(CORPUS))
    growth(size)


if __name__ == "__main__":
    main()
