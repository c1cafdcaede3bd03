"""R1: consecutive steps of one lane that one person could do in one go, which saves a queue.

Steps are kept apart where something stands between them: a boundary event or message of either, a
promise that ends or begins there, a case that can come in or go out between them, people that must not
be the same (``owner``, or the property ``separate``), other teams, other numbers of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.model import Diagram, Node, NodeKind
from studio.scenario import Scenario, Step
from studio.simplify.fragments import proved
from studio.simplify.rewriting import merged
from studio.simplify.suggestion import ProofClass, Suggestion

__all__ = ["merge_steps"]

_BY_PEOPLE = frozenset({NodeKind.TASK, NodeKind.USER_TASK, NodeKind.MANUAL_TASK})
_APART = ("owner", "separate")


def merge_steps(diagram: Diagram, scenario: Scenario) -> Iterator[Suggestion]:
    """For each longest row of steps that can be one: the process in which they are."""
    rows: list[list[str]] = []
    for node in diagram.nodes:
        following = _following(diagram, scenario, node)
        if following is None:
            continue
        row = next((row for row in rows if row[-1] == node.id), None)
        later = next((row for row in rows if row[0] == following), None)
        if row is not None and later is not None and row is not later:
            row += later
            rows.remove(later)
        elif row is not None and following not in row:
            row.append(following)
        elif later is not None and node.id not in later:
            later.insert(0, node.id)
        elif row is None and later is None:
            rows.append([node.id, following])
    for row in rows:
        yield _suggestion(diagram, scenario, row)


def _suggestion(diagram: Diagram, scenario: Scenario, row: list[str]) -> Suggestion:
    first, *others = row
    simpler, told = diagram, scenario
    for other in others:
        simpler = merged(simpler, first, other)
        told = _with_work_of(told, first, other)
    hidden = dict.fromkeys(others)
    return Suggestion(
        code="R1",
        elements=tuple(row),
        diagram=simpler,
        scenario=told,
        proof=proved(ProofClass.MERGED, (diagram, row), (simpler, [first]), hidden),
        parameters={"number": str(len(row)), "team": scenario.steps[first].team or ""},
    )


def _following(diagram: Diagram, scenario: Scenario, node: Node) -> str | None:
    """The step that could be done in one go with this one."""
    out = diagram.outgoing(node.id)
    if len(out) != 1 or out[0].condition:
        return None
    other = diagram.node(out[0].target)
    if other.id == node.id or len(diagram.incoming(other.id)) != 1:
        return None
    if (node.process, node.lane, node.parent) != (other.process, other.lane, other.parent):
        return None
    if not (_is_plain(diagram, node) and _is_plain(diagram, other)):
        return None
    if len(diagram.outgoing(other.id)) > 1 or any(flow.condition for flow in diagram.outgoing(other.id)):
        return None
    first, second = scenario.steps.get(node.id), scenario.steps.get(other.id)
    if first is None or second is None or not _same_people(first, second):
        return None
    if _must_be_apart(node, other) or _is_milestone(scenario, node.id, other.id):
        return None
    return other.id


def _is_plain(diagram: Diagram, node: Node) -> bool:
    """A step of people with nothing attached to it."""
    spoken = any(node.id in (message.source, message.target) for message in diagram.messages)
    return (
        node.kind in _BY_PEOPLE
        and node.loop is None
        and not node.for_compensation
        and not diagram.boundary(node.id)
        and not spoken
    )


def _same_people(first: Step, second: Step) -> bool:
    """The same people, who take the second step up as soon as the first is done."""
    here, there = ((step.team, step.instead, step.can_do, step.people) for step in (first, second))
    return first.team is not None and here == there and not (_is_special(first) or _waits_anew(second))


def _is_special(step: Step) -> bool:
    """Whether cases are put together for it, or it is done several times: not in one go with another step."""
    return any(it is not None for it in (step.batch, step.instances, step.repeats))


def _waits_anew(step: Step) -> bool:
    """Whether something happens between the steps, which would be lost."""
    return _is_special(step) or step.set_up is not None or step.patience is not None or bool(step.assigns)


def _must_be_apart(one: Node, other: Node) -> bool:
    here, there = dict(one.properties), dict(other.properties)
    return "separate" in here or "separate" in there or here.get("owner") != there.get("owner")


def _is_milestone(scenario: Scenario, first: str, second: str) -> bool:
    return any(promise.to == first or promise.from_ == second for promise in scenario.promises)


def _with_work_of(scenario: Scenario, first: str, second: str) -> Scenario:
    """The scenario in which the first step takes the time of both, each with its own draws."""
    steps = dict(scenario.steps)
    gone = steps.pop(second)
    one = steps[first]
    steps[first] = replace(
        one,
        also={**one.also, second: gone.time, **gone.also},
        standard_time=None
        if one.standard_time is None or gone.standard_time is None
        else one.standard_time + gone.standard_time,
        method=" + ".join(filter(None, (one.method, gone.method))),
    )
    promises = tuple(
        replace(promise, to=first) if promise.to == second else promise for promise in scenario.promises
    )
    escalations = dict(scenario.escalations)
    if second in escalations:
        climbing = escalations.pop(second)
        escalations.setdefault(first, climbing)
    return replace(scenario, steps=steps, promises=promises, escalations=escalations)
