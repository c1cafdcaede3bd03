"""Ten thousand nodes are no trouble: work and memory grow as the diagram does, and not faster."""

from __future__ import annotations

import cProfile
import pstats
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest
from bpmn_text import check
from large_files import large_file

from studio.model import Bounds, Diagram
from studio.reading import arranged, drawable, localised, placed, read, relabel, write

SMALL, LARGE = 200, 800
MOST = 1.5
"""How much more than in proportion may be needed: what is sorted, and lines that pass more shapes."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are called for some work, which no other work on the machine can change."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # missing in the stubs


def peak(work: Callable[[], object]) -> int:
    """Bytes that are held at most for some work."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def changed(diagram: Diagram) -> Diagram:
    """The diagram with every tenth node by another name, one in twenty elsewhere and one in thirty gone."""
    nodes = list(diagram.nodes)
    nodes[::10] = [replace(node, name="新") for node in nodes[::10]]
    nodes[1::20] = [replace(node, bounds=Bounds(5, 5, 100, 80)) for node in nodes[1::20]]
    del nodes[2::30]
    return replace(diagram, nodes=tuple(nodes))


def works(nodes: int) -> dict[str, Callable[[], object]]:
    """What is done with a file of so many nodes."""
    data, bare = large_file(nodes), large_file(nodes, drawn=False)
    diagram = read(data, "x").diagram
    names = {node.id: f"{node.name} neu" for node in diagram.nodes}
    return {
        "read": lambda: read(data, "x"),
        "arranged": lambda: arranged(diagram),
        "written": lambda: write(diagram),
        "unchanged": lambda: write(diagram, data),
        "changed": lambda: write(changed(diagram), data),
        "placed": lambda: placed(bare, "x"),
        "drawable": lambda: drawable(data, "x"),
        "relabelled": lambda: relabel(data, names),
        "localised": lambda: localised(data, "en"),
    }


@pytest.fixture(scope="module")
def small() -> dict[str, Callable[[], object]]:
    return works(SMALL)


@pytest.fixture(scope="module")
def large() -> dict[str, Callable[[], object]]:
    return works(LARGE)


NAMES = tuple(works(3))


@pytest.mark.parametrize("name", NAMES)
def test_work_grows_in_proportion(name, small, large):
    ratio = calls(large[name]) / calls(small[name])
    assert ratio < MOST * LARGE / SMALL


@pytest.mark.parametrize("name", ["read", "written", "changed", "drawable", "relabelled"])
def test_memory_grows_in_proportion(name, small, large):
    ratio = peak(large[name]) / peak(small[name])
    assert ratio < MOST * LARGE / SMALL


def test_memory_of_reading_is_some_fifty_times_the_file_at_most(thorough):
    less, more = (large_file(number) for number in ((1_000, 10_000) if thorough else (250, 2_500)))
    most = peak(lambda: read(more, "x"))
    assert most < 10 * MOST * peak(lambda: read(less, "x"))
    assert most < 50 * len(more)


def test_ten_thousand_nodes_are_read():
    ten = large_file(10_000)
    reading = read(ten, "x")
    check(reading.diagram)
    assert len(reading.diagram.nodes) == 10_000
    assert {problem.code for problem in reading.problems} == set()
    assert all(node.lane == f"L{number // 500}" for number, node in enumerate(reading.diagram.nodes))


def test_lines_are_right_beyond_those_that_libxml2_counts():
    data = large_file(300).replace(b"><", b">\n" + b"\n" * 100 + b"<")
    lines = data.split(b"\n")
    assert len(lines) > 70_000
    for node in read(data, "x").diagram.nodes:
        assert f'id="{node.id}"'.encode() in lines[(node.line or 0) - 1]
