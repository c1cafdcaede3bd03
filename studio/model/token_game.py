"""The token game of a diagram: every order in which its activities and events can take place.

The labelled transition system of a small diagram, and whether two of them have the same language: the
same sequences of visible labels, ended or not, told apart by the shortest one that only one of them has.

Played are: tasks, exclusive, parallel and event-based gateways, events, boundary events of tasks, and
several ends. What else there is (inclusive and complex gateways, sub-processes, links, terminate ends)
makes a diagram :class:`NotPlayed`: whoever wants a proof chooses a fragment without it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studio.model.diagram import Diagram, EventKind, Node, NodeKind
from studio.model.graph import starts

__all__ = ["NotPlayed", "TokenGame", "Word", "distinguishing_word"]

Marking = tuple[str, ...]
"""The places that hold a token, sorted, one entry a token: flows, and activities under way."""

Word = tuple[str, ...]
"""Visible labels in the order in which they take place; :data:`DONE` at the end of a finished one."""

DONE = "✓"
MOST_STATES = 20_000

_PLAYED = frozenset(
    {
        NodeKind.START_EVENT,
        NodeKind.END_EVENT,
        NodeKind.THROW_EVENT,
        NodeKind.CATCH_EVENT,
        NodeKind.BOUNDARY_EVENT,
        NodeKind.EXCLUSIVE_GATEWAY,
        NodeKind.PARALLEL_GATEWAY,
        NodeKind.EVENT_GATEWAY,
    }
)
_SILENT = frozenset(
    {
        NodeKind.EXCLUSIVE_GATEWAY,
        NodeKind.INCLUSIVE_GATEWAY,
        NodeKind.PARALLEL_GATEWAY,
        NodeKind.EVENT_GATEWAY,
        NodeKind.START_EVENT,
    }
)


class NotPlayed(ValueError):
    """The diagram has an element that the game does not play, or too many states to look at them all."""


@dataclass(frozen=True, slots=True)
class _Step:
    label: str | None
    """What is seen of it; None for what happens in silence."""
    after: Marking


class TokenGame:
    """All that can happen in a diagram from its starts on.

    ``labels`` say what is seen of a node, by its id: nothing where it is None; a node that they leave
    out is seen by its id, gateways and start events excepted. Raises :class:`NotPlayed`.
    """

    def __init__(self, diagram: Diagram, labels: Mapping[str, str | None] | None = None) -> None:
        self._diagram = diagram
        self._labels = labels or {}
        for node in diagram.nodes:
            if not _is_played(diagram, node):
                raise NotPlayed(node.id)
        self._steps: dict[Marking, tuple[_Step, ...]] = {}

    @property
    def beginnings(self) -> tuple[Marking, ...]:
        """A token at one of the starts."""
        return tuple((_under_way(id),) for id in starts(self._diagram))

    def steps(self, marking: Marking) -> tuple[_Step, ...]:
        """What can happen next."""
        known = self._steps.get(marking)
        if known is None:
            if len(self._steps) >= MOST_STATES or len(marking) > 64:
                raise NotPlayed("too many states")
            known = self._steps[marking] = tuple(self._next(marking))
        return known

    def _next(self, marking: Marking) -> Iterator[_Step]:
        for place in dict.fromkeys(marking):
            if place.startswith(_MARK):
                yield from self._finishes(self._diagram.node(place.removeprefix(_MARK)), marking)
        flows = {place for place in marking if not place.startswith(_MARK)}
        for node in self._diagram.nodes:
            into = [flow.id for flow in self._diagram.incoming(node.id)]
            if node.kind is NodeKind.PARALLEL_GATEWAY:
                if into and flows.issuperset(into):
                    yield self._begins(node, marking, into)
            else:
                for id in into:
                    if id in flows:
                        yield self._begins(node, marking, [id])

    def _begins(self, node: Node, marking: Marking, taken: list[str]) -> _Step:
        return _Step(None, _moved(marking, taken, [_under_way(node.id)]))

    def _finishes(self, node: Node, marking: Marking) -> Iterator[_Step]:
        """The ways in which a token leaves the node where it is."""
        here, out = [_under_way(node.id)], [flow.id for flow in self._diagram.outgoing(node.id)]
        if node.kind is NodeKind.EVENT_GATEWAY:
            for flow in self._diagram.outgoing(node.id):
                yield _Step(None, _moved(marking, here, [_under_way(flow.target)]))
            return
        label = self._label(node)
        if node.kind is NodeKind.EXCLUSIVE_GATEWAY and out:
            for way in out:
                yield _Step(label, _moved(marking, here, [way]))
        else:
            yield _Step(label, _moved(marking, here, out))
        for event in self._diagram.boundary(node.id):
            leaving = [flow.id for flow in self._diagram.outgoing(event.id)]
            yield _Step(self._label(event), _moved(marking, here if event.interrupting else [], leaving))

    def _label(self, node: Node) -> str | None:
        if node.id in self._labels:
            return self._labels[node.id]
        return None if node.kind in _SILENT else node.id


_MARK = "·"


def _under_way(id: str) -> str:
    return _MARK + id


def _is_played(diagram: Diagram, node: Node) -> bool:
    if node.parent is not None or node.loop is not None:
        return False
    if node.is_event_of(EventKind.TERMINATE) or node.is_event_of(EventKind.LINK):
        return False
    if node.kind is NodeKind.INCLUSIVE_GATEWAY:  # one that neither splits nor joins passes tokens on
        return len(diagram.incoming(node.id)) < 2 and len(diagram.outgoing(node.id)) < 2
    return node.kind in _PLAYED or (node.kind.is_activity and not node.kind.is_container)


def _moved(marking: Marking, taken: list[str], put: list[str]) -> Marking:
    rest = list(marking)
    for place in taken:
        rest.remove(place)
    return tuple(sorted(rest + put))


_States = frozenset[Marking]


def distinguishing_word(one: TokenGame, other: TokenGame) -> Word | None:
    """The shortest word that only one of the two can say; None where both have the same language."""
    begun = _silently(one, one.beginnings), _silently(other, other.beginnings)
    seen = {begun}
    waiting: deque[tuple[_States, _States, Word]] = deque([(*begun, ())])
    while waiting:
        here, there, word = waiting.popleft()
        ways = _ways(one, here), _ways(other, there)
        for label in sorted(ways[0].keys() | ways[1].keys()):
            longer = (*word, label)
            if label not in ways[0] or label not in ways[1]:
                return longer
            if label == DONE:
                continue
            following = _silently(one, ways[0][label]), _silently(other, ways[1][label])
            if following not in seen:
                if len(seen) > MOST_STATES:
                    raise NotPlayed("too many states")
                seen.add(following)
                waiting.append((*following, longer))
    return None


def _ways(game: TokenGame, states: _States) -> dict[str, tuple[Marking, ...]]:
    """Where each visible label leads to from any of the states; DONE where one of them is empty."""
    found: dict[str, list[Marking]] = {}
    for marking in states:
        if not marking:
            found[DONE] = []
        for step in game.steps(marking):
            if step.label is not None:
                found.setdefault(step.label, []).append(step.after)
    return {label: tuple(after) for label, after in found.items()}


def _silently(game: TokenGame, markings: tuple[Marking, ...]) -> _States:
    """The states that are reached from these in silence, these included."""
    reached = set(markings)
    waiting = list(markings)
    while waiting:
        for step in game.steps(waiting.pop()):
            if step.label is None and step.after not in reached:
                if len(reached) > MOST_STATES:
                    raise NotPlayed("too many states")
                reached.add(step.after)
                waiting.append(step.after)
    return frozenset(reached)
