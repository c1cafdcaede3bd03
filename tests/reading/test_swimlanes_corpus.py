"""Other people's diagrams, laid out anew: nothing lies on anything, and no line passes a shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from picture_faults import bare, bends, crossings, faults

from studio.errors import UnreadableFile
from studio.model import Diagram
from studio.reading import arranged, read

FEWEST_NODES = 4
SAMPLED = 8


def level(diagram: Diagram) -> Diagram:
    """The diagram with all pools and lanes level, as they are drawn."""
    return replace(
        diagram,
        pools=tuple(replace(pool, horizontal=True) for pool in diagram.pools),
        lanes=tuple(replace(lane, horizontal=True) for lane in diagram.lanes),
    )


@pytest.fixture(scope="module")
def diagrams(corpus: Path, thorough: bool) -> Mapping[str, Diagram]:
    """The larger diagrams without their layout: every eighth of them, or all."""
    paths = sorted(it for it in corpus.rglob("*") if it.is_file() and it.name != "SOURCES.csv")
    found: dict[str, Diagram] = {}
    for path in paths if thorough else paths[::SAMPLED]:
        try:
            diagram = read(path.read_bytes(), path.name).diagram
        except UnreadableFile:
            continue
        if len(diagram.nodes) >= FEWEST_NODES:
            found[path.relative_to(corpus).as_posix()] = bare(diagram)
    return found


@pytest.fixture(scope="module")
def pictures(diagrams: Mapping[str, Diagram]) -> Mapping[str, Diagram]:
    return {path: arranged(diagram) for path, diagram in diagrams.items()}


def test_every_diagram_gets_a_picture_without_faults(pictures, thorough):
    assert len(pictures) >= (570 if thorough else 60)
    wrong = {path: found for path, picture in pictures.items() if (found := faults(picture))}
    assert wrong == {}


def test_nothing_but_places_changes(diagrams, pictures):
    changed = [path for path, picture in pictures.items() if bare(picture) != level(diagrams[path])]
    assert changed == []


def test_flows_have_few_bends_and_crossings(pictures):
    flows = sum(len(picture.flows) for picture in pictures.values())
    assert sum(map(bends, pictures.values())) < 0.5 * flows
    assert sum(map(crossings, pictures.values())) < 0.05 * flows
