"""How fast soundness is decided: ``python tests/bench/soundness.py`` prints a table.

Large generated processes, those that cannot be reduced, the example processes, and the files of others.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from building import drawn

from studio.check.soundness import Soundness, replayed, soundness
from studio.errors import StudioError
from studio.model import Diagram
from studio.reading import read

EXAMPLES = Path(__file__).parents[2] / "bpmn"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def judged(diagram: Diagram) -> tuple[tuple[Soundness, ...], float]:
    """The verdicts and the milliseconds that they took."""
    begun = time.perf_counter()
    found = soundness(diagram)
    return found, (time.perf_counter() - begun) * 1000


def blocks(nodes: int, seed: int = 1) -> Diagram:
    """A sound process of about so many nodes: nested choices, parallel and inclusive blocks and loops."""
    chance, lines = random.Random(seed), ["Start > T0"]
    made = 2

    def block(size: int) -> tuple[str, str]:
        nonlocal made
        number = made
        if size < 4:
            made += 1
            return f"T{number}", f"T{number}"
        if size < 8 or chance.random() < 0.4:
            first, middle = block(size // 2)
            begin, last = block(size - size // 2)
            lines.append(f"{middle} > {begin}")
            return first, last
        made += 2
        kind = chance.choice(("Xor", "And", "Or", "loop"))
        name = "Xor" if kind == "loop" else kind
        split, join = f"{name}_{number}", f"{name}_{number + 1}"
        for _ in range(1 if kind == "loop" else 3):
            first, last = block((size - 2) // 3)
            lines.append(f"{split} > {first}")
            lines.append(f"{last} > {join}")
        if kind == "loop":
            lines.append(f"{join} > {split}")
        return split, join

    last = "T0"
    while made < nodes:
        first, end = block(min(60, nodes - made))
        lines.append(f"{last} > {first}")
        last = end
    lines.append(f"{last} > End")
    return drawn("\n".join(lines))


def branches(number: int) -> Diagram:
    """So many branches of three steps between a parallel split and its join."""
    lines = ["Start > And", "And_2 > End"]
    lines += [f"And > A_{n} > B_{n} > C_{n} > And_2" for n in range(number)]
    return drawn("\n".join(lines))


def chosen(number: int) -> Diagram:
    """So many branches, each of which may end before the join: all of that is to be looked at."""
    lines = ["Start > And", "And_2 > End"]
    lines += [f"And > A_{n} > Xor_{n} > B_{n} > And_2\nXor_{n} > End_{n}" for n in range(number)]
    return drawn("\n".join(lines))


def crossed(number: int) -> Diagram:
    """So many pairs of branches, each joined with its neighbour's: nothing of it can be reduced."""
    lines = ["Start > And", "And_end > End"]
    for n in range(number):
        lines.append(f"And > And_{n} > A_{n} > And_j{n} > And_end")
        lines.append(f"And_{n} > B_{n} > And_j{(n + 1) % number}")
    return drawn("\n".join(lines))


def _tell(name: str, diagram: Diagram) -> None:
    (found,), took = judged(diagram)
    print(f"{name:38} {len(diagram.nodes):6} {found.verdict:12} {found.states:7} {took:9.1f}")


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".bpmn", ".xml"))


def _tell_files(folder: Path) -> None:
    times, verdicts, faults = [], Counter[str](), Counter[str]()
    for path in _files(folder):
        try:
            diagram = read(path.read_bytes(), path.name).diagram
        except StudioError:
            continue
        found, took = judged(diagram)
        times.append(took)
        verdicts.update(process.verdict for process in found)
        for process in found:
            for fault in process.faults:
                faults[fault.defect] += 1
                if fault.trace.firings:
                    replayed(diagram, fault.trace)
    print(f"{folder.name}: {len(times)} files, median {statistics.median(times):.1f} ms, ", end="")
    print(f"slowest {max(times):.0f} ms; {dict(verdicts)} {dict(faults)}")


def main() -> None:
    print(f"{'':38} {'nodes':>6} {'verdict':12} {'states':>7} {'ms':>9}")
    for nodes in (250, 1000, 10_000):
        _tell(f"nested blocks of {nodes} nodes", blocks(nodes))
    for number in (16, 24, 200):
        _tell(f"{number} parallel branches", branches(number))
    for number in (8, 16, 24):
        _tell(f"{number} branches that may end early", chosen(number))
    for number in (8, 12, 24):
        _tell(f"{number} crossed pairs of branches", crossed(number))
    for folder in (EXAMPLES, CORPUS):
        if folder.is_dir():
            _tell_files(folder)


if __name__ == "__main__":
    main()
