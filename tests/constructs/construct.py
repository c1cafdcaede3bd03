"""One construct of BPMN or of a scenario: how it is drawn, and the exact clock readings that it must give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from bpmn_drawn import bpmn
from building import Story, setting

from studio.model import NodeKind
from studio.simulation import RunLength, compile_program, run
from studio.simulation.records import CaseOutcome, Outcome

__all__ = ["Construct", "construct", "every", "holds"]

_HOW = {"": Outcome.FINISHED, "x": Outcome.WITHDRAWN, "!": Outcome.ABANDONED}
_VISIT = re.compile(r"([\d.]+?)(?:~([\d.]+?))?(?:\.\.([\d.]+?))?([x!]?)")


@dataclass(frozen=True)
class Construct:
    """``told`` holds the visits of every task and end event, and of whatever else is named, by their ids.

    ``0..5`` is a visit that begins when it is enabled, at 0, and is finished at 5; ``0~3..5`` begins at 3
    after a wait; ``5`` takes no time and ``0~5`` only waits. ``x`` stands behind what is withdrawn, ``!``
    behind what is abandoned. Visits stand in the order of their cases, then of their enabling.
    """

    name: str
    drawing: str
    told: Mapping[str, str]
    parts: Mapping[str, Any] = field(default_factory=dict)
    cases: str = "completed"
    """How the cases leave, each one by name or all of them alike."""
    left_out: Iterable[str] = ()
    """Codes of what the simulator says that it leaves out."""


def construct(name: str, drawing: str, told: dict[str, str], **parts: Any) -> Construct:
    """A construct; one case arrives at 0 where no ``times`` tell otherwise."""
    kept = {key: parts.pop(key) for key in ("cases", "left_out") if key in parts}
    return Construct(name, drawing, told, {"times": [0.0], **parts}, **kept)


def every(*constructs: Construct) -> pytest.MarkDecorator:
    """A test for each construct, by its name."""
    return pytest.mark.parametrize("construct", constructs, ids=[it.name for it in constructs])


def holds(construct: Construct) -> Story:
    """Assert that the construct gives what is told of it, and nothing else."""
    diagram = bpmn(construct.drawing)
    program = compile_program(diagram, setting(**construct.parts))
    made = run(program, RunLength(), keep_log=True)
    assert made is not None
    story = Story(program=program, run=made)
    watched = {
        node.id for node in diagram.nodes if node.kind.is_task or node.kind is NodeKind.END_EVENT
    } | set(construct.told)
    found: dict[str, list[tuple[int, float, float, float, Outcome]]] = {}
    for visit in story.visits:
        if visit.node in watched:
            found.setdefault(visit.node, []).append((visit.case, *visit.clock, visit.outcome))
    readings = {node: [visit[1:] for visit in sorted(visits)] for node, visits in found.items()}
    assert readings == {node: _visits(text) for node, text in construct.told.items() if text}
    outcomes = [CaseOutcome[word.upper()] for word in construct.cases.split()]
    cases = [case.outcome for case in sorted(story.cases)]
    assert cases == (outcomes * len(cases) if len(outcomes) == 1 else outcomes)
    assert story.codes() == set(construct.left_out)
    return story


def _visits(text: str) -> list[tuple[float, float, float, Outcome]]:
    return [_visit(word) for word in text.split()]


def _visit(word: str) -> tuple[float, float, float, Outcome]:
    found = _VISIT.fullmatch(word)
    assert found, word
    enabled, started, finished, how = found.groups()
    begins = float(started or enabled)
    return float(enabled), begins, float(finished or begins), _HOW[how]
