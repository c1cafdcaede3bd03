"""Other people's diagrams, laid out anew: nothing lies on anything, and no line passes a shape."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from picture_faults import bare, bends, crossings, faults

from studio.errors import UnreadableFile
from studio.model import Diagram
from studio.reading import arranged, read

FEWEST_NODES = 4
SAMPLED = 8


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


def test_every_diagram_gets_a_picture_without_faults(diagrams, thorough):
    assert len(diagrams) >= (570 if thorough else 60)
    wrong = {path: found for path, diagram in diagrams.items() if (found := faults(arranged(diagram)))}
    assert wrong == {}


def test_flows_have_few_bends_and_crossings(diagrams):
    pictures = [arranged(diagram) for diagram in diagrams.values()]
    flows = sum(len(picture.flows) for picture in pictures)
    assert sum(map(bends, pictures)) < 0.6 * flows
    assert sum(map(crossings, pictures)) < 0.06 * flows
