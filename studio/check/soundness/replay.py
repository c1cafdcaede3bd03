"""An interpreter of BPMN's token rules that looks at the diagram itself: it checks what the search has found.

It shares nothing with the search but who catches what is thrown, and where a scope begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from studio.check.soundness.throwing import Catching, is_aside
from studio.check.soundness.verdict import Firing, Trace
from studio.model import Diagram, EventKind, Flow, Node, NodeKind
from studio.model.token_steps import link_targets, starts_by_scope

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
        self._nodes = [node for node in diagram.nodes if node.process == process]
        self._starts = starts_by_scope(diagram)
        self._links = link_targets(diagram)
        self._catching = Catching(diagram)
        self._flows = {
            flow.id: flow
            for flow in diagram.flows
            if self._is_met(diagram.node(flow.target))
            and diagram.node(flow.source).parent == diagram.node(flow.target).parent
            and diagram.node(flow.source).process == diagram.node(flow.target).process
        }
        self._upstream: dict[str, frozenset[str]] = {}
        self._home: dict[str, frozenset[str]] = {}

    def beginnings(self) -> list[Marking]:
        """The markings in which a case can begin."""
        return [tuple(sorted(places)) for places in self._begin(self._process)]

    def after(self, marking: Marking, firing: Firing) -> Marking:
        """The marking after the firing."""
        return _after(marking, firing)

    def firings(self, marking: Marking, only: str | None = None) -> Iterator[Firing]:
        """What can fire, or what of it one node can do."""
        for node in self._nodes:
            if only is not None and node.id != only:
                continue
            if node.attached_to is not None:
                yield from self._boundary(node, marking)
            elif node.triggered_by_event:
                yield from self._event_sub_process(node, marking)
            elif self._is_met(node):
                yield from self._node(node, marking)

    def can_move(self, marking: Marking, scope: str | None) -> bool:
        """Whether anything in the scope can happen by itself: not that it is interrupted from outside."""
        for firing in self.firings(marking):
            node = self._diagram.node(firing.node)
            if scope is None or scope in self._path(node.id):
                begins = node.triggered_by_event and node.id not in firing.takes
                if not (begins and node.parent == scope):
                    return True
            elif node.id == scope and scope in firing.takes:
                return True  # it completes
        return False

    def inside(self, marking: Iterable[str], scope: str) -> list[str]:
        """The tokens within a sub-process."""
        return [place for place in marking if scope in self._path(place)]

    # -- the kinds of node ---------------------------------------------------------------------

    def _node(self, node: Node, marking: Marking) -> Iterator[Firing]:
        contents = self._has_contents(node)
        if contents and node.id in marking:
            if not self.inside(marking, node.id):
                for gives in self._gives(node):
                    yield Firing(node.id, (node.id,), gives)
                if (node.id,) in self._begin(node.parent or node.process) or not self._into(node):
                    for begin in self._begin(node.id):  # the token may be one that only begins here
                        yield Firing(node.id, (node.id,), (node.id, *begin))
            return  # a further token comes in when this one has left
        takings = self._takings(node, marking)
        if node.id in marking:
            takings.append((node.id,))
        for takes in takings:
            if contents:
                for begin in self._begin(node.id):
                    yield Firing(node.id, takes, (node.id, *begin))
                continue
            yield from self._done(node, takes, marking)

    def _done(self, node: Node, takes: tuple[str, ...], marking: Marking) -> Iterator[Firing]:
        caught = self._catching.interrupted(node.id)
        if node.kind is NodeKind.END_EVENT and caught is not None:
            catcher = self._diagram.node(caught)
            if catcher.triggered_by_event:
                cleared = self._within(marking, catcher.parent)
                for begin in self._begin(caught):
                    yield Firing(node.id, _first(takes, cleared), (caught, *begin))
            else:
                host = catcher.attached_to or ""
                cleared = [*self.inside(marking, host), host]
                yield Firing(node.id, _first(takes, cleared), (caught,))
        elif node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.TERMINATE):
            yield Firing(node.id, _first(takes, self._within(marking, node.parent)), ())
        else:
            for gives in self._gives(node):
                yield Firing(node.id, takes, gives)

    def _boundary(self, event: Node, marking: Marking) -> Iterator[Firing]:
        host = self._diagram.node(event.attached_to or "")
        if is_aside(event) or not self._is_met(host):
            return
        if event.id in marking:  # thrown to it
            for gives in self._gives(event):
                yield Firing(event.id, (event.id,), gives)
        at_work = [flow.id for flow in self._into(host) if flow.id in marking]
        at_work += [host.id] * (host.id in marking)
        thrown = event.id in self._catching.throwers
        if not event.interrupting:
            if at_work and not self._is_home(event, marking):
                for gives in self._gives(event):
                    yield Firing(event.id, (), gives)
        elif self._has_contents(host):
            if host.id in marking and not thrown:
                for gives in self._gives(event):
                    yield Firing(event.id, (*self.inside(marking, host.id), host.id), gives)
        else:
            for place in at_work:
                for gives in self._gives(event):
                    yield Firing(event.id, (place,), gives)

    def _event_sub_process(self, node: Node, marking: Marking) -> Iterator[Firing]:
        if node.id in marking:
            if not self.inside(marking, node.id):
                yield Firing(node.id, (node.id,), ())
            return
        around = self._within(marking, node.parent)
        handlers = {child.id for child in self._diagram.children(node.parent) if child.triggered_by_event}
        others = [
            place for place in around if place not in handlers and not handlers & set(self._path(place))
        ]
        interrupting = self._catching.interrupts(node.id)
        if not others or (interrupting and node.id in self._catching.throwers):
            return
        for begin in self._begin(node.id):
            yield Firing(node.id, tuple(around) if interrupting else (), (node.id, *begin))

    # -- where tokens come from and go to ----------------------------------------------------

    def _takings(self, node: Node, marking: Marking) -> list[tuple[str, ...]]:
        into = [flow.id for flow in self._into(node)]
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
        for flow in self._into(join):
            (full if flow.id in held else empty).update(self._from(join, flow))
        return any(self._at(place) in empty - full for place in marking)

    def _from(self, join: Node, flow: Flow) -> frozenset[str]:
        """The nodes from which a token can come along the flow without passing the join."""
        known = self._upstream.get(flow.id)
        if known is None:
            found: set[str] = set()
            waiting = [flow.source]
            while waiting:
                id = waiting.pop()
                if id in found or id == join.id:
                    continue
                found.add(id)
                node = self._diagram.node(id)
                waiting += [each.source for each in self._into(node)]
                waiting += [throw for throw, catch in self._links.items() if catch == id]
                if node.attached_to is not None:
                    waiting.append(node.attached_to)
            known = self._upstream[flow.id] = frozenset(found)
        return known

    def _gives(self, node: Node) -> list[tuple[str, ...]]:
        out = [flow for flow in self._diagram.outgoing(node.id) if flow.id in self._flows]
        ids = [flow.id for flow in out]
        link = self._links.get(node.id)
        if link is not None:
            ids.append(link)
        if len(ids) < 2:
            return [tuple(ids)]
        if node.all_events and node.kind.is_gateway:
            return [tuple(ids)]
        if node.kind in (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY):
            return [(id,) for id in ids]
        inclusive = node.kind in (NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY)
        asked = [flow.id for flow in out if flow.condition and flow.id != node.default]
        if inclusive:
            asked = [id for id in ids if id != node.default]
        elif not node.kind.is_activity or not (asked or node.default in ids):
            return [tuple(ids)]
        always = tuple(id for id in ids if id not in asked and id != node.default)
        chosen = [(*always, *some) for n in range(1, len(asked) + 1) for some in combinations(asked, n)]
        otherwise = (*always, *([node.default] if node.default in ids and node.default else []))
        return [*chosen, otherwise] if otherwise else chosen

    def _begin(self, scope: str) -> list[tuple[str, ...]]:
        starts = [self._diagram.node(id) for id in self._starts.get(scope, [])]
        if any(node.kind is NodeKind.START_EVENT or node.instantiates for node in starts):
            return [(node.id,) for node in starts]
        if starts:
            return [tuple(node.id for node in starts)]
        for node in self._nodes:
            if (node.parent or node.process) == scope and self._is_met(node):
                return [(node.id,)]
        return []

    # -- what lies where -------------------------------------------------------------------------

    def _is_met(self, node: Node) -> bool:
        return not (node.attached_to or node.triggered_by_event or is_aside(node))

    def _has_contents(self, node: Node) -> bool:
        return node.kind in (NodeKind.SUB_PROCESS, NodeKind.TRANSACTION) and any(
            map(self._is_met, self._diagram.children(node.id))
        )

    def _into(self, node: Node) -> list[Flow]:
        return [flow for flow in self._diagram.incoming(node.id) if flow.id in self._flows]

    def _at(self, place: str) -> str:
        """The node that a token on the place is at, or is about to come to."""
        return self._flows[place].target if place in self._flows else place

    def _path(self, place: str) -> list[str]:
        """The sub-processes around a place."""
        node = self._diagram.node(self._flows[place].source if place in self._flows else place)
        path: list[str] = []
        while node.parent is not None:
            path.append(node.parent)
            node = self._diagram.node(node.parent)
        return path

    def _within(self, marking: Marking, scope: str | None) -> list[str]:
        return list(marking) if scope is None else self.inside(marking, scope)

    def _is_home(self, event: Node, marking: Marking) -> bool:
        """Whether a token is left of the last time that the non-interrupting event happened."""
        known = self._home.get(event.id)
        if known is None:
            first = set(chain.from_iterable(self._begin(event.parent or event.process)))
            without = self._walked(first, event.id)
            beyond = self._walked(first, None) - without
            known = frozenset(flow.id for flow in self._flows.values() if flow.source in beyond)
            self._home[event.id] = known
        return any(place in known for place in marking)

    def _walked(self, first: set[str], without: str | None) -> set[str]:
        found = set(first)
        waiting = list(first)
        while waiting:
            id = waiting.pop()
            onward = [flow.target for flow in self._diagram.outgoing(id) if flow.id in self._flows]
            onward += [self._links[id]] if id in self._links else []
            onward += [event.id for event in self._diagram.boundary(id) if not is_aside(event)]
            for next_ in onward:
                if next_ not in found and next_ != without:
                    found.add(next_)
                    waiting.append(next_)
        return found


def _first(takes: tuple[str, ...], cleared: Iterable[str]) -> tuple[str, ...]:
    """Everything that is cleared, with what is taken first."""
    rest = Counter(cleared)
    rest.subtract(takes)
    return (*takes, *sorted((+rest).elements()))
