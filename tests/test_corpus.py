"""Files that other people drew with other tools: all are read, or refused with one clear line."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from bpmn_text import check

from studio.errors import UnreadableFile
from studio.model import Diagram, Element, Lane
from studio.reading import Reading, read, relabel
from studio.wording import explain, say

Outcome = Reading | UnreadableFile


@pytest.fixture(scope="module")
def files(corpus: Path) -> Mapping[str, bytes]:
    """Every file of the corpus by its path."""
    paths = sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != "SOURCES.csv")
    return {path.relative_to(corpus).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def seconds() -> dict[str, float]:
    return {}


@pytest.fixture(scope="module")
def outcomes(files: Mapping[str, bytes], seconds: dict[str, float]) -> Mapping[str, Outcome]:
    """What became of each file."""
    found: dict[str, Outcome] = {}
    for path, data in files.items():
        start = time.perf_counter()
        try:
            found[path] = read(data, path)
        except UnreadableFile as refusal:
            found[path] = refusal
        seconds[path] = time.perf_counter() - start
    return found


@pytest.fixture(scope="module")
def readings(outcomes: Mapping[str, Outcome]) -> Mapping[str, Reading]:
    return {path: outcome for path, outcome in outcomes.items() if isinstance(outcome, Reading)}


def test_every_file_is_read_or_refused_within_seconds(outcomes, seconds):
    assert len(outcomes) == 858
    assert max(seconds.values()) < 10


def test_what_is_refused_has_nothing_to_show(outcomes):
    refused = {path: it for path, it in outcomes.items() if isinstance(it, UnreadableFile)}
    assert Counter(refusal.code for refusal in refused.values()) == {
        "file.fragment": 17,
        "file.no-bpmn": 10,
        "file.doctype": 7,
        "file.only-layout": 6,
        "file.broken-xml": 1,
        "file.broken-xml.attribute-twice": 1,
        "file.broken-xml.tag": 2,
        "file.is-web-page": 1,
    }
    for path, refusal in refused.items():
        for sentence in (str(refusal), explain(refusal, "en"), explain(refusal, "zh-CN")):
            assert "\n" not in sentence, path
            assert "{" not in sentence, path
        assert refusal.file == path
        assert refusal.line


def test_every_attack_is_refused(outcomes):
    attacks = {path: outcome for path, outcome in outcomes.items() if path.startswith("defusedxml/")}
    assert len(attacks) == 13
    assert all(isinstance(outcome, UnreadableFile) for outcome in attacks.values())


def test_every_diagram_is_sound_and_every_problem_has_a_sentence(readings):
    for path, reading in readings.items():
        check(reading.diagram)
        for problem in reading.problems:
            for language in ("en", "zh-CN"):
                said = say(problem, language)
                assert problem.code not in said, path
                assert "{" not in said, path


def test_nodes_lanes_and_pools_are_as_many_as_were_counted(corpus, readings):
    with (corpus / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    compared = 0
    for row in rows:
        reading = readings.get(row["path"])
        if reading is None or row["parse"] != "ok" or "choreography" in row["path"]:
            continue
        diagram = reading.diagram
        counted = tuple(int(row[name]) for name in ("nodes", "lanes", "pools"))
        assert (len(diagram.nodes), len(diagram.lanes), len(diagram.pools)) == counted, row["path"]
        compared += 1
    assert compared > 800


def test_lists_and_places_agree_on_the_lanes(files, readings):
    """Without the lists of their lanes, nodes are found in the same lanes by where they are drawn.

    Two pictures are left out: a tool that took them over drew the lanes outside of their pools.
    """
    nodes = same = torn = 0
    for path, reading in readings.items():
        data = files[path]
        if b"flowNodeRef" not in data or not reading.diagram.lanes:
            continue
        if not all(is_drawn_in_its_pool(lane, reading.diagram) for lane in reading.diagram.lanes):
            torn += 1
            continue
        unlisted = read(data.replace(b"flowNodeRef", b"xxxxNodeRef"), path)
        drawn = {lane.id for lane in reading.diagram.lanes if lane.bounds is not None}
        for node in reading.diagram.nodes:
            if node.lane in drawn and node.bounds is not None:
                nodes += 1
                same += unlisted.diagram.node(node.id).lane == node.lane
    assert torn == 2
    assert nodes > 3000
    assert same / nodes >= 0.999


def is_drawn_in_its_pool(lane: Lane, diagram: Diagram) -> bool:
    pool = diagram.element(lane.pool or "")
    if lane.bounds is None or pool is None or pool.bounds is None:
        return True
    return pool.bounds.contains(lane.bounds.center)


def test_each_file_is_renamed_in_one_place_only(files, readings, thorough):
    renamed = 0
    chosen = list(readings.items())[:: 1 if thorough else 5]
    for path, reading in chosen:
        element = next((it for it in named(reading) if it.name), None)
        if element is None:
            continue
        data, text = files[path], 'A "new" <name> & 投诉'
        changed = relabel(data, {element.id: text}, path)
        found = read(changed, path).diagram
        assert found.element(element.id).name == text, path
        head = common(data, changed)
        tail = common(data[head:][::-1], changed[head:][::-1])
        before = data[head : len(data) - tail]
        assert b"<" not in before, path
        assert b"\n" not in before, path
        assert relabel(changed, {it.id: it.name for it in found.elements()}, path) == changed, path
        renamed += 1
    assert renamed > len(chosen) / 2


def named(reading: Reading) -> list[Element]:
    return [*reading.diagram.nodes, *reading.diagram.pools, *reading.diagram.flows]


def common(one: bytes, other: bytes) -> int:
    """How many bytes at the beginning are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
