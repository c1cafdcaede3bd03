"""Questions about the way that tokens take through a diagram; every answer is found in about linear time.

A token goes on from a node

- along its outgoing sequence flows;
- from an activity to the boundary events attached to it;
- into a sub-process: to its :func:`starts` and to the event sub-processes drawn in it; a process's own
  event sub-processes are entered from each of its starts;
- out of a sub-process: from the ends inside it to where its outgoing flows lead (a sub-process without
  outgoing flows ends with the scope around it); a sub-process is always taken to be left again;
- from a throwing link event to the catching one of the same name on its level of the process, see
  :func:`link_targets`;
- from a compensation boundary event to the activity associated with it.

Message flows move no token. The terms used below:

start            where a process or sub-process begins: its start events and the message receivers that create
                 an instance; where it has neither, its nodes without incoming flow (boundary events, event
                 sub-processes, link targets and compensation activities aside)
implicit end     a node other than an end event from which no token goes on
reached          a token from some start, or from an event sub-process of a process, can get there
back flow        a flow that closes a loop: on a walk from the starts, depth first and in the file's order,
                 it leads to a node on the path just walked
leading back     said of a flow on a loop when every way on from it, exceptions aside, takes a back flow
                 before it leaves the loop or ends
component        a largest set of nodes each of which can be reached from each other
loop             a component in which a token can return to where it was
hand-off         a sequence flow from one lane to another
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from studio.model.diagram import Diagram, Flow, NodeKind
from studio.model.token_steps import (
    Place,
    Step,
    Steps,
    compensating,
    link_targets,
    starts_by_scope,
    token_steps,
)
from studio.model.walks import closing_steps, closure, components_of, ends, reversed_steps

__all__ = [
    "back_flows",
    "components",
    "hand_offs",
    "implicit_ends",
    "leads_back",
    "link_targets",
    "loops",
    "reachable",
    "reaches_end",
    "starts",
    "successors",
    "unreached",
]


def successors(diagram: Diagram) -> Mapping[str, tuple[str, ...]]:
    """For each node the nodes to which a token may go on from it, each once."""
    steps = token_steps(diagram)
    return {node.id: tuple(dict.fromkeys(_next_nodes(steps, node.id))) for node in diagram.nodes}


def starts(diagram: Diagram, scope: str | None = None) -> tuple[str, ...]:
    """The starts of one process or sub-process, by default of every process, in the file's order."""
    found = starts_by_scope(diagram)
    if scope is not None:
        return tuple(found.get(scope, ()))
    everywhere = {id for ids in found.values() for id in ids}
    return tuple(node.id for node in diagram.children(None) if node.id in everywhere)


def implicit_ends(diagram: Diagram) -> tuple[str, ...]:
    """The nodes other than end events from which no token goes on, in the file's order."""
    steps = token_steps(diagram)
    undoing = compensating(diagram)
    return tuple(
        node.id
        for node in diagram.nodes
        if not (node.kind is NodeKind.END_EVENT or node.triggered_by_event or node.id in undoing)
        and not diagram.outgoing(node.id)
        and (
            node.kind.is_container
            or all(step.exceptional or not isinstance(step.target, str) for step in steps[node.id])
        )
    )


def reachable(diagram: Diagram, from_: Iterable[str]) -> frozenset[str]:
    """The nodes that a token on one of ``from_`` can get to, those included."""
    return _nodes_among(closure(token_steps(diagram), from_))


def unreached(diagram: Diagram) -> tuple[str, ...]:
    """The nodes that are not reached, in the file's order."""
    triggered = [node.id for node in diagram.children(None) if node.triggered_by_event]
    reached = reachable(diagram, (*starts(diagram), *triggered))
    return tuple(node.id for node in diagram.nodes if node.id not in reached)


def reaches_end(diagram: Diagram) -> frozenset[str]:
    """The nodes from which a token can get to an end of its process, implicit ends included."""
    steps = token_steps(diagram)
    return _nodes_among(closure(reversed_steps(steps), ends(steps)))


def back_flows(diagram: Diagram) -> frozenset[str]:
    """The flows that close a loop."""
    return frozenset(
        flow for _, step in closing_steps(token_steps(diagram), starts(diagram)) for flow in step.flows
    )


def leads_back(diagram: Diagram) -> frozenset[str]:
    """The flows after which a token has no way but back; every back flow is one of them.

    Of the branches of a gateway that decides on rework it is the one that leads into the rework, however
    many steps that takes.
    """
    steps = token_steps(diagram)
    closing = set(closing_steps(steps, starts(diagram)))
    loop = {place: number for number, places in enumerate(components_of(steps)) for place in places}
    leaving = set(ends(steps))
    staying: dict[Place, list[Step]] = {place: [] for place in steps}
    for place, ways in steps.items():
        for step in ways:
            if step.exceptional or (place, step) in closing:
                continue
            if loop[place] == loop[step.target]:
                staying[place].append(step)
            else:
                leaving.add(place)
    onward = closure(reversed_steps(staying), leaving)
    return frozenset(
        flow
        for place, ways in steps.items()
        for step in ways
        for flow in step.flows
        if loop[place] == loop[step.target] and ((place, step) in closing or step.target not in onward)
    )


def components(diagram: Diagram) -> tuple[tuple[str, ...], ...]:
    """Every component, the earlier on a token's way before the later; nodes in the file's order."""
    return _in_file_order(diagram, components_of(token_steps(diagram)))


def loops(diagram: Diagram) -> tuple[tuple[str, ...], ...]:
    """The components in which a token can return to where it was, ordered like :func:`components`."""
    steps = token_steps(diagram)
    returning = (
        places
        for places in components_of(steps)
        if len(places) > 1 or any(step.target == places[0] for step in steps[places[0]])
    )
    return _in_file_order(diagram, returning)


def hand_offs(diagram: Diagram) -> tuple[Flow, ...]:
    """The sequence flows from one lane to another, in the file's order."""
    lanes = {node.id: node.lane for node in diagram.nodes}
    return tuple(
        flow
        for flow in diagram.flows
        if None not in (lanes[flow.source], lanes[flow.target]) and lanes[flow.source] != lanes[flow.target]
    )


def _nodes_among(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(place for place in places if isinstance(place, str))


def _next_nodes(steps: Steps, node: str) -> Iterator[str]:
    waiting = [step.target for step in reversed(steps[node])]
    while waiting:
        place = waiting.pop()
        if isinstance(place, str):
            yield place
        else:
            waiting.extend(step.target for step in reversed(steps[place]))


def _in_file_order(diagram: Diagram, groups: Iterable[list[Place]]) -> tuple[tuple[str, ...], ...]:
    order = {node.id: number for number, node in enumerate(diagram.nodes)}
    ordered = (tuple(sorted(_nodes_among(places), key=order.__getitem__)) for places in groups)
    return tuple(places for places in ordered if places)
