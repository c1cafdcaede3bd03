"""The studio's own processes, and those that other people drew, are walked to an end."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from studio.errors import StudioError, UnreadableFile
from studio.execution import Walk, at_random, random_walk, rewrite
from studio.execution.engine import Machine
from studio.model import Diagram
from studio.reading import read
from studio.scenario import complete

LIBRARY = sorted((Path(__file__).parents[2] / "bpmn").glob("*.bpmn"))


def drawn(path: Path) -> Diagram:
    return read(path.read_bytes(), path.name).diagram


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_process_of_the_library_is_walked_to_its_end_and_back_and_again(path, seed):
    diagram = drawn(path)
    walk = random_walk(diagram, seed, scenario=complete(None, diagram))
    assert walk.is_over
    assert walk.marking == {}
    assert walk.problems == ()
    before = walk.history, walk.actions, walk.clock
    undone = []
    for _ in range(2):
        undone.append(walk.actions[-1])
        walk.back()
        assert not walk.is_over
    for action in reversed(undone):
        walk.do(action.key, *action.ways)
    assert (walk.history, walk.actions, walk.clock) == before


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_saved_walk_of_the_library_is_restored_at_every_point(path):
    diagram = drawn(path)
    decide = at_random(3)
    walk = Walk(diagram)
    while walk.offers:
        restored = Walk.restored(diagram, json.loads(json.dumps(walk.save())))
        assert (restored.offers, restored.history, restored.marking) == (
            walk.offers,
            walk.history,
            walk.marking,
        )
        offer, ways = decide(walk)
        walk.do(offer, *ways)
    assert walk.is_over


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_step_of_a_process_of_the_library_can_be_walked(path, thorough):
    """Walks at random come to every activity at least once."""
    diagram = drawn(path)
    left = {node.id for node in diagram.nodes if node.kind.is_activity}
    for seed in range(1000 if thorough else 200):
        left -= {record.element for record in random_walk(diagram, seed).history}
        if not left:
            break
    assert left == set()


@pytest.fixture(scope="module")
def outcomes(corpus: Path, thorough: bool) -> Counter[str]:
    """What becomes of other people's diagrams: rewritten, built by the engine, walked to an end."""
    found: Counter[str] = Counter()
    paths = sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != "SOURCES.csv")
    for path in paths[:: 1 if thorough else 8]:
        try:
            diagram = drawn(path)
        except UnreadableFile:
            continue
        if not diagram.nodes:
            continue
        found["read"] += 1
        try:
            rewriting = rewrite(diagram)
            found["rewritten"] += 1
            machine = Machine(rewriting)
            for process in rewriting.processes:
                machine.instance(process)
            found["built"] += bool(rewriting.processes)
            walk = random_walk(diagram, 1, actions=150)
        except StudioError as error:
            found[error.code] += 1
            continue
        found["over" if walk.is_over else "stuck" if walk.is_stuck else "under way"] += 1
    return found


def test_nearly_every_diagram_of_others_is_rewritten_and_built(outcomes):
    assert outcomes["read"] > 90
    assert outcomes["rewritten"] == outcomes["read"] - outcomes["walk.call-cycle"]
    assert outcomes["built"] >= 0.98 * outcomes["read"]
    assert {code for code in outcomes if code.startswith("walk.")} <= {"walk.nothing", "walk.call-cycle"}


def test_most_diagrams_of_others_are_walked_to_an_end(outcomes):
    """The rest are real deadlocks, mostly a parallel join behind an exclusive choice."""
    assert outcomes["over"] >= 0.93 * outcomes["read"]
