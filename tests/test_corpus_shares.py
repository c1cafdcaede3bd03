"""How much of what other people drew is read, and how truly: the two figures that the reader stands by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawn_lanes import drawn_lanes

from studio.errors import UnreadableFile
from studio.reading import Reading, read
from studio.wording import explain

WANTED_READ = 0.995
WANTED_IN_LANE = 0.999


@pytest.fixture(scope="module")
def files(corpus: Path) -> Mapping[str, bytes]:
    """Every file of the corpus by its path."""
    paths = sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != "SOURCES.csv")
    return {path.relative_to(corpus).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def outcomes(files: Mapping[str, bytes]) -> Mapping[str, Reading | UnreadableFile]:
    """What became of each file; anything but a reading or a refusal would be a traceback."""
    found: dict[str, Reading | UnreadableFile] = {}
    for path, data in files.items():
        try:
            found[path] = read(data, path)
        except UnreadableFile as refusal:
            found[path] = refusal
    return found


def is_bpmn(data: bytes) -> bool:
    """Whether the file is well-formed XML of BPMN ``definitions``, as Python's own parser sees it."""
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, LookupError, ValueError):
        return False
    namespace, _, local = root.tag.rpartition("}")
    return local == "definitions" and "bpmn" in namespace.lower() and b"<!DOCTYPE" not in data


def test_nearly_every_well_formed_bpmn_file_is_read(files, outcomes):
    whole = [path for path, data in files.items() if is_bpmn(data)]
    unread = [path for path in whole if not isinstance(outcomes[path], Reading)]
    share = 1 - len(unread) / len(whole)
    told = f"{len(whole) - len(unread)} of {len(whole)} BPMN files read, {share:.2%}; not {unread}"
    print(told)  # noqa: T201  # the figure that the reader stands by
    assert len(whole) > 780
    assert share >= WANTED_READ, told


_VERBS = ("Export", "Remove", "Choose", "Open", "Download", "open that", "Write", "Take", "Save")


def test_what_is_not_read_is_refused_with_a_sentence_that_says_what_to_do(outcomes):
    told = {path: explain(it) for path, it in outcomes.items() if isinstance(it, UnreadableFile)}
    wayward = {path: said for path, said in told.items() if not any(verb in said for verb in _VERBS)}
    assert wayward == {}


def test_nearly_every_node_is_in_the_lane_in_which_it_is_drawn(files, outcomes):
    right = 0
    wrong: list[tuple[str, str]] = []
    for path, outcome in outcomes.items():
        if isinstance(outcome, UnreadableFile) or not outcome.diagram.lanes:
            continue
        for id, lane in drawn_lanes(files[path]).items():
            if outcome.diagram.node(id).lane == lane:
                right += 1
            else:
                wrong.append((path, id))
    share = right / (right + len(wrong))
    told = f"{right} of {right + len(wrong)} nodes in the lane of their place, {share:.2%}; not {wrong}"
    print(told)  # noqa: T201  # the other figure
    assert right > 3000
    assert share >= WANTED_IN_LANE, told
