"""An interpreter of BPMN's token rules that looks at the diagram itself: it checks what the search has found.

It shares nothing with the search but who catches what is thrown, and where a scope begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from studio.check.soundness.net import Net
from studio.check.soundness.throwing import Catching, is_aside
from studio.check.soundness.verdict import Firing, Trace
from studio.model import Diagram, EventKind, Node, NodeKind

__all__ = ["TokenRules", "replayed"]

Marking = tuple[str, ...]
"""The places that hold tokens, sorted, one entry a token."""


def replayed(diagram: Diagram, trace: Trace) -> Marking:
    """Where the tokens are after the firings of the trace.

    Raises ValueError at the first firing that the rules do not allow, and where the trace ends otherwise than
    it says.
    """
    if not trace.firings:
        raise ValueError("nothing fires")
    rules = TokenRules(diagram, diagram.node(trace.firings[0].node).process)
    now = set(rules.beginnings())
    for number, firing in enumerate(trace.firings):
        wanted = _sorted(firing)
        now = {
            _after(marking, firing)
            for marking in now
            if any(_sorted(possible) == wanted for possible in rules.firings(marking, firing.node))
        }
        if not now:
            raise ValueError(f"firing {number}, {firing.node}, is not possible")
    if tuple(sorted(trace.marking)) not in now:
        raise ValueError("the tokens are elsewhere at the end")
    return tuple(sorted(trace.marking))


def _sorted(firing: Firing) -> Firing:
    return Firing(firing.node, tuple(sorted(firing.takes)), tuple(sorted(firing.gives)))


def _after(marking: Marking, firing: Firing) -> Marking:
    counted = Counter(marking)
    counted.subtract(firing.takes)
    counted.update(firing.gives)
    return tuple(sorted(counted.elements()))


class TokenRules:
    """What can happen in one process, in whatever marking it is."""

    def __init__(self, diagram: Diagram, process: str) -> None:
        self._diagram = diagram
        self._process = process
        self._net = Net(diagram, process)
        self._catching = Catching(diagram)

    def beginnings(self) -> list[Marking]:
        """The markings in which a case can begin."""
        return [tuple(sorted(places)) for places in self._net.begin(self._process)]

    def after(self, marking: Marking, firing: Firing) -> Marking:
        """The marking after the firing."""
        return _after(marking, firing)

    def firings(self, marking: Marking, only: str | None = None) -> Iterator[Firing]:
        """What can fire, or what of it one node can do."""
        for node in self._net.nodes:
            if only is not None and node.id != only:
                continue
            if node.attached_to is not None:
                yield from self._boundary(node, marking)
            elif node.triggered_by_event:
                yield from self._event_sub_process(node, marking)
            elif self._net.is_met(node):
                yield from self._node(node, marking)

    def can_move(self, marking: Marking, scope: str | None) -> bool:
        """Whether anything in the scope can happen by itself: not that it is interrupted from outside."""
        for firing in self.firings(marking):
            node = self._diagram.node(firing.node)
            if scope is None or scope in self._net.path(node.id):
                begins = node.triggered_by_event and node.id not in firing.takes
                if not (begins and node.parent == scope):
                    return True
            elif node.id == scope and scope in firing.takes:
                return True  # it completes
        return False

    def inside(self, marking: Iterable[str], scope: str) -> list[str]:
        """The tokens within a sub-process."""
        return [place for place in marking if scope in self._net.path(place)]

    # -- the kinds of node ---------------------------------------------------------------------

    def _node(self, node: Node, marking: Marking) -> Iterator[Firing]:
        contents = self._net.has_contents(node)
        if contents and node.id in marking:
            if not self.inside(marking, node.id):
                for gives in self._net.gives(node):
                    yield Firing(node.id, (node.id,), gives)
                if (node.id,) in self._net.begin(node.parent or node.process) or not self._net.into(node):
                    for begin in self._net.begin(node.id):  # the token may be one that only begins here
                        yield Firing(node.id, (node.id,), (node.id, *begin))
            return  # a further token comes in when this one has left
        takings = self._takings(node, marking)
        if node.id in marking:
            takings.append((node.id,))
        for takes in takings:
            if contents:
                for begin in self._net.begin(node.id):
                    yield Firing(node.id, takes, (node.id, *begin))
                continue
            yield from self._done(node, takes, marking)

    def _done(self, node: Node, takes: tuple[str, ...], marking: Marking) -> Iterator[Firing]:
        caught = self._catching.interrupted(node.id)
        if node.kind is NodeKind.END_EVENT and caught is not None:
            catcher = self._diagram.node(caught)
            if catcher.triggered_by_event:
                cleared = self._within(marking, catcher.parent)
                for begin in self._net.begin(caught):
                    yield Firing(node.id, _first(takes, cleared), (caught, *begin))
            else:
                host = catcher.attached_to or ""
                cleared = [*self.inside(marking, host), host]
                yield Firing(node.id, _first(takes, cleared), (caught,))
        elif self._catching.ends_process(node):
            yield Firing(node.id, _first(takes, marking), ())
        elif node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.TERMINATE):
            yield Firing(node.id, _first(takes, self._within(marking, node.parent)), ())
        else:
            for gives in self._net.gives(node):
                yield Firing(node.id, takes, gives)

    def _boundary(self, event: Node, marking: Marking) -> Iterator[Firing]:
        host = self._diagram.node(event.attached_to or "")
        if is_aside(event) or not self._net.is_met(host):
            return
        for takes in self._interrupted(event, host, marking):
            for gives in self._net.gives(event):
                yield Firing(event.id, takes, gives)

    def _interrupted(self, event: Node, host: Node, marking: Marking) -> Iterator[tuple[str, ...]]:
        """The tokens that a boundary event takes, one way after the other in which it can happen."""
        if event.id in marking:  # thrown to it
            yield (event.id,)
        at_work = [flow.id for flow in self._net.into(host) if flow.id in marking]
        at_work += [host.id] * (host.id in marking)
        if not event.interrupting:
            if at_work and not self._is_home(event, marking):
                yield ()
        elif self._net.has_contents(host):
            if host.id in marking and event.id not in self._catching.throwers:
                yield (*self.inside(marking, host.id), host.id)
        else:
            for place in at_work:
                yield (place,)

    def _event_sub_process(self, node: Node, marking: Marking) -> Iterator[Firing]:
        if node.id in marking:
            if not self.inside(marking, node.id):
                yield Firing(node.id, (node.id,), ())
            return
        around = self._within(marking, node.parent)
        handlers = {child.id for child in self._diagram.children(node.parent) if child.triggered_by_event}
        others = [
            place for place in around if place not in handlers and not handlers & set(self._net.path(place))
        ]
        interrupting = self._catching.interrupts(node.id)
        if not others or (interrupting and node.id in self._catching.throwers):
            return
        for begin in self._net.begin(node.id):
            yield Firing(node.id, tuple(around) if interrupting else (), (node.id, *begin))

    # -- what is taken -------------------------------------------------------------------------

    def _takings(self, node: Node, marking: Marking) -> list[tuple[str, ...]]:
        into = [flow.id for flow in self._net.into(node)]
        held = tuple(id for id in into if id in marking)
        if node.kind is NodeKind.PARALLEL_GATEWAY and len(into) > 1:
            return [held] if len(held) == len(into) else []
        inclusive = node.kind in (NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY)
        if inclusive and len(into) > 1:
            return [held] if held and not self._awaits(node, held, marking) else []
        return [(id,) for id in held]

    def _awaits(self, join: Node, held: tuple[str, ...], marking: Marking) -> bool:
        """Whether a token may still come along a flow that has none, and not along one that has."""
        full, empty = set[str](), set[str]()
        for flow in self._net.into(join):
            (full if flow.id in held else empty).update(self._net.upstream(join, flow))
        return any(self._net.at(place) in empty - full for place in marking)

    def _within(self, marking: Marking, scope: str | None) -> list[str]:
        return list(marking) if scope is None else self.inside(marking, scope)

    def _is_home(self, event: Node, marking: Marking) -> bool:
        """Whether a token is left of the last time that the non-interrupting event happened."""
        beyond = self._net.beyond(event)
        return any(place in beyond for place in marking)


def _first(takes: tuple[str, ...], cleared: Iterable[str]) -> tuple[str, ...]:
    """Everything that is cleared, with what is taken first."""
    rest = Counter(cleared)
    rest.subtract(takes)
    return (*takes, *sorted((+rest).elements()))
