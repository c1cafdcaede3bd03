"""What the simulator does with a case is accepted by SpiffWorkflow, step by step.

Every visit that ends and every choice of a simulated case is taken down in its order. A walk of the same
diagram is then led along: whatever was done must be on offer at that point, or have happened by itself,
and in the end the walk is over where the case is, with the same visits.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from bpmn_drawn import bpmn
from building import DAY, setting
from construct import Construct
from generated_worlds import worlds
from hypothesis import HealthCheck, given, settings

from studio.errors import StudioError
from studio.execution import OfferKind, Walk
from studio.execution import Outcome as Walked
from studio.execution.limits import RECURSION
from studio.model import Diagram, NodeKind
from studio.reading import read
from studio.scenario import Arrivals, Distribution, Instances, Scenario, complete
from studio.simulation import RunLength, compile_program
from studio.simulation.engine import Engine
from studio.simulation.program import Program
from studio.simulation.records import CaseOutcome, Outcome
from studio.simulation.rows import Split

LIBRARY = sorted((Path(__file__).parents[2] / "bpmn").glob("*.bpmn"))


@dataclass(frozen=True)
class Done:
    """A visit that was finished, or a choice with the ways taken."""

    case: int
    element: str
    ways: tuple[str, ...] = ()


def simulated(program: Program, length: RunLength, replication: int = 0) -> tuple[list[Done], Engine]:
    """All that is done in one replication, in its order."""
    engine = Engine(program, length, replication, keep_log=True)
    done: list[Done] = []
    assert engine.log is not None
    write = engine.log.visit

    def visit(row):
        case, node, outcome = row[0], program.nodes[row[1]], row[6]
        if outcome == Outcome.FINISHED:
            done.append(Done(case, node.element))
        write(row)

    engine.log.visit = visit
    for station in engine.stations:
        if station.row.split in (Split.ONE, Split.SOME):
            station.leave = _watched(engine, station, done)
        if station.rounds is not None and not station.rounds._row.is_counted:
            station.rounds.goes_on = _asked(station, station.rounds.goes_on, done)
    while not engine.clock.stopped:
        engine.clock.proceed(10_000)
    return done, engine


def _watched(engine, station, done):
    leave, flows = station.leave, engine.program.flows

    def choose(token, ordinal):
        before = len(engine.moving)
        hop = leave(token, ordinal)
        taken = [] if hop is None else [hop[1]]
        taken += [via for _, _, via in list(engine.moving)[before:]]
        done.append(Done(token.scope.case.number, station.row.element, tuple(flows[n].id for n in taken)))
        return hop

    return choose


def _asked(station, goes_on, done):
    def ask(visit):
        again = goes_on(visit)
        done.append(Done(visit.case.number, station.row.element, ("again" if again else "done",)))
        return again

    return ask


def accepted(diagram: Diagram, scenario: Scenario, done: list[Done]) -> Walk:
    """A walk led along what was done; fails where something is not on offer."""
    values = {attribute.name: False for attribute in scenario.attributes}
    walk = Walk(diagram, scenario=scenario, values=values)
    counts: Counter[str] = Counter()
    known = {node.id: node for node in diagram.nodes}
    for deed in done:
        if deed.element not in known:
            continue
        if deed.ways:
            _choose(walk, deed)
            continue
        counts[deed.element] += 1
        if _finished(walk)[deed.element] < counts[deed.element]:
            _do(walk, deed, known)
    return walk


def _choose(walk: Walk, deed: Done) -> None:
    offers = [
        offer for offer in walk.offers if offer.kind is OfferKind.CHOOSE and offer.element == deed.element
    ]
    if not offers and len(deed.ways) == 1:
        return  # there is only one way
    assert offers, f"nothing to choose at {deed.element}: {[offer.key for offer in walk.offers]}"
    assert set(deed.ways) <= {way.id for way in offers[0].ways}
    walk.do(offers[0], *deed.ways)


def _do(walk: Walk, deed: Done, known) -> None:
    offers = [
        offer
        for offer in walk.offers
        if offer.kind in (OfferKind.FINISH, OfferKind.HAPPEN) and offer.element == deed.element
    ]
    if offers:
        walk.do(offers[0])
        return
    node = known[deed.element]
    passes = node.kind.is_gateway or node.kind.is_container or node.kind is NodeKind.CALL_ACTIVITY
    assert passes, f"{deed.element} is not on offer: {[offer.key for offer in walk.offers]}"


def _finished(walk: Walk) -> Counter[str]:
    """Visits by element; that one more round was or was not wanted is none."""
    rounds = {"again", "done"}
    return Counter(
        record.element
        for record in walk.history
        if record.outcome is not Walked.WITHDRAWN and not rounds.intersection(record.decided)
    )


def agrees(diagram: Diagram, scenario: Scenario, done: list[Done]) -> None:
    """The walk is over, and has visited what the case has."""
    walk = accepted(diagram, scenario, done)
    assert walk.is_over, [offer.key for offer in walk.offers]
    told = {
        node.id
        for node in diagram.nodes
        if node.kind.is_task or node.kind in (NodeKind.END_EVENT, NodeKind.CATCH_EVENT)
    }
    simulated = Counter(deed.element for deed in done if not deed.ways and deed.element in told)
    walked = _finished(walk)
    assert {id: walked[id] for id in told} == {id: simulated[id] for id in told}


def by_case(done: list[Done], engine: Engine) -> Iterator[list[Done]]:
    """What was done for each case that was completed."""
    assert engine.log is not None
    for row in engine.log.cases():
        if row["outcome"] == CaseOutcome.COMPLETED:
            yield [deed for deed in done if deed.case == row["case"]]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_cases_of_the_library_are_accepted(path, thorough):
    reading = read(path.read_bytes(), path.name)
    scenario = complete(None, reading.diagram, reading.hints)
    times = tuple(DAY * number for number in range(40 if thorough else 6))
    scenario = replace(
        scenario, arrivals={start: Arrivals(times=times) for start in list(scenario.arrivals)[:1]}
    )
    program = compile_program(reading.diagram, scenario)
    done, engine = simulated(program, RunLength())
    cases = list(by_case(done, engine))
    assert len(cases) == len(times)
    for case in cases:
        agrees(reading.diagram, scenario, case)


def test_generated_cases_are_accepted(thorough):
    # A walk raises the limit for its process, and hypothesis objects to whoever does so while it looks.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))

    @settings(
        max_examples=500 if thorough else 25,
        derandomize=not thorough,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def holds(world):
        diagram, stated = world
        scenario = replace(
            stated,
            steps={
                id: replace(
                    step,
                    # Two things at one instant have an order of their own in a simulation: work that is done
                    # does not hear a signal any more. None are at one instant here.
                    time=step.time
                    if step.time.variance
                    else Distribution.uniform(step.time.mean, step.time.mean + 10),
                    patience=None,
                    calls_back=None,
                    repeats=None,
                    instances=None
                    if step.instances is None and step.repeats is None
                    else Instances(number=Distribution.constant(2.0)),
                )
                for id, step in stated.steps.items()
            },
            # What strikes at a share of several pieces of work does so when the last is done, which is too
            # late for a walk: there the mishap has to be chosen before. Nor does a reminder ring again there.
            events={
                id: replace(timing, rings=1)
                for id, timing in stated.events.items()
                if timing.at is None or not _has_parts(diagram, diagram.node(id).attached_to)
            },
            escalations={},
            ladders={},
            deflections={},
        )
        program = compile_program(diagram, scenario)
        done, engine = simulated(program, RunLength())
        for case in list(by_case(done, engine))[:2]:
            agrees(diagram, scenario, case)

    holds()


def _has_parts(diagram: Diagram, host: str | None) -> bool:
    """Whether the work of the host is several pieces."""
    return host is not None and (diagram.node(host).loop is not None or diagram.node(host).kind.is_container)


MODULES = (
    "test_attached_events",
    "test_ends_and_calls",
    "test_event_sub_processes",
    "test_gateways",
    "test_repeated_work",
    "test_told_to_others",
)


def drawn_constructs() -> list[Construct]:
    found = []
    for name in MODULES:
        for test in vars(importlib.import_module(name)).values():
            for mark in getattr(test, "pytestmark", ()):
                if mark.args and mark.args[0] == "construct":
                    found += mark.args[1]
    return found


_RINGS = "a walk lets a reminder ring again only where the diagram draws a cycle"
_BY_SCENARIO = "how often is the scenario's to say; a walk does what is drawn"
_DONE_EARLY = "when enough instances are done is an expression to SpiffWorkflow, and a walk evaluates none"
_BEFORE = "a walk asks after a round whether there is another"

UNLIKE = {
    "three times": _RINGS,
    "as long as the work lasts": _RINGS,
    "only while the office is open": _RINGS,
    "a timer beside the process rings again": _RINGS,
    "a call that only carries how often": _BY_SCENARIO,
    "as many as an attribute says": _BY_SCENARIO,
    "an attribute that is assigned on the way": _BY_SCENARIO,
    "no instances, at once": _BY_SCENARIO,
    "no instances, in a row": _BY_SCENARIO,
    "an attribute that nobody knows is none": _BY_SCENARIO,
    "certain repeats, four at most": _BY_SCENARIO,
    "a sub-process by the scenario": _BY_SCENARIO,
    "two of three in a row are enough": _DONE_EARLY,
    "two of three at once are enough, the third is withdrawn": _DONE_EARLY,
    "whoever works on one that is not needed any more is free at once": _DONE_EARLY,
    "enough by the share that is left": _DONE_EARLY,
    "a sub-process of which one round is enough": _DONE_EARLY,
    "tested before, not at all": _BEFORE,
    "a call with a time of its own is a step": "the walk goes through what is called",
    "a process that calls itself until it is settled": "a walk refuses what calls itself",
    "an ad-hoc sub-process does all that is in it": "in a walk somebody chooses what to do next",
    "one that waits for all its events": "SpiffWorkflow knows gateways that wait for the first event only",
    "one who waits in vain in another pool does not hold the case": "the walk begins the third process too",
}
"""Constructs that a walk does in another way, with the reason."""


COMPLETED = [construct for construct in drawn_constructs() if construct.cases == "completed"]


def replay(construct: Construct) -> None:
    diagram, scenario = bpmn(construct.drawing), setting(**construct.parts)
    done, engine = simulated(compile_program(diagram, scenario), RunLength())
    cases = list(by_case(done, engine))
    assert cases
    for case in cases:
        agrees(diagram, scenario, case)


@pytest.mark.parametrize("construct", COMPLETED, ids=[construct.name for construct in COMPLETED])
def test_constructs_are_accepted(construct):
    """All but those in the table, of which each entry that no longer holds has to go."""
    if construct.name in UNLIKE:
        with pytest.raises((AssertionError, StudioError)):
            replay(construct)
    else:
        replay(construct)


def test_the_table_names_constructs_only():
    assert UNLIKE.keys() <= {construct.name for construct in COMPLETED}
