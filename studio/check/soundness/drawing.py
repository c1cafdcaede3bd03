"""From one scope of a diagram, a process or a sub-process, to its workflow: what BPMN's elements mean.

- Several flows into an activity are a merge, several out of it a split; conditional ones are any choice.
- Of several start events one happens; where there is none, every node without a way in begins.
- An event gateway is a choice; a boundary event is an alternative to finishing the activity, or, not
  interrupting it, happens beside it, again only when nothing is left of the last time.
- A complex gateway is taken for an inclusive one, a call activity, an ad-hoc sub-process or one without
  contents for a task, a loop marker for one round. Messages arrive, compensation stands aside.
- An error that nothing catches ends the whole process.
- A sub-process is one act here, by what is known of its contents; event sub-processes stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studio.check.soundness.contents import Contents
from studio.check.soundness.throwing import Catching, is_aside
from studio.check.soundness.verdict import Firing
from studio.check.soundness.workflow import Act, Edge, Join, Vertex, Way, Workflow
from studio.model import Diagram, EventKind, Flow, Node, NodeKind
from studio.model.token_steps import link_targets, starts_by_scope

__all__ = ["Plan"]

_CHOOSING = (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY)
_INCLUSIVE = (NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY)


class Plan:
    """What is the same for all scopes of a diagram: starts, links and who catches what."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.starts = starts_by_scope(diagram)
        self.links = link_targets(diagram)
        self.catching = Catching(diagram)

    def nodes(self, scope: str) -> list[Node]:
        """What is drawn directly in a process or sub-process, in the file's order."""
        inside = self.diagram.children(scope)
        return list(inside) or [node for node in self.diagram.children(None) if node.process == scope]

    def beginnings(self, scope: str) -> list[tuple[str, ...]]:
        """The places in which tokens can sit when the scope begins."""
        starts = self.starts.get(scope, [])
        begin = [self.diagram.node(id) for id in starts]
        if any(node.kind is NodeKind.START_EVENT or node.instantiates for node in begin):
            return [(id,) for id in starts]
        if starts:
            return [tuple(starts)]
        first = next((node for node in self.nodes(scope) if _is_met(node)), None)
        return [] if first is None else [(first.id,)]

    def workflow(self, scope: str, contents: Mapping[str, Contents]) -> Workflow:
        """The workflow of the scope, given the contents of the sub-processes in it."""
        return _Drawing(self, scope, contents).workflow()


def _is_met(node: Node) -> bool:
    """Whether tokens get to the node along flows."""
    return not (node.attached_to or node.triggered_by_event or is_aside(node))


class _Drawing:
    def __init__(self, plan: Plan, scope: str, contents: Mapping[str, Contents]) -> None:
        self.plan = plan
        self.diagram = plan.diagram
        self.scope = scope
        self.contents = contents
        drawn = plan.nodes(scope)
        self.nodes = {node.id: node for node in drawn if _is_met(node)}
        self.inside = self.nodes.keys() | {node.id for node in drawn if node.attached_to is not None}
        self.beginnings = plan.beginnings(scope)
        self.aside = {node.id for node in drawn if is_aside(node) or node.triggered_by_event}
        self.met = self._reached(None)
        self.homes = self._homes(drawn)
        self.vertices = {id: Vertex(id) for id in self.nodes if id in self.met}
        self.nowhere = Vertex("")

    def workflow(self) -> Workflow:
        for id, vertex in self.vertices.items():
            vertex.kept = id in self.contents and self.contents[id].faulty
            vertex.join = self._join(self.nodes[id])
            vertex.ways = self._ways(self.nodes[id], vertex)
        for id, vertex in self.vertices.items():
            if vertex.join is Join.ANY:
                continue
            # A join waits for what never comes, too: behind a sub-process that never ends, say.
            coming = {place for edge in vertex.into for place in edge.entries}
            for flow in self._into(id):
                if flow.id not in coming:
                    self._edge(self._source(flow, vertex.join), flow.target, flow.id)
        root = Vertex("")
        act = Act()
        for begin in self.beginnings:
            root.ways.append(Way(act, [self._edge(root, id, id) for id in begin]))
        beyond = self._beyond_compensation()
        stray = (self.nodes.keys() | self.inside) - self.met - self.aside - beyond
        return Workflow(
            self.scope,
            root,
            list(self.vertices.values()),
            frozenset(self.aside | beyond),
            frozenset(id for id in stray if not self._stands_alone(id)),
        )

    # -- flows -------------------------------------------------------------------------------

    def _out(self, id: str) -> list[Flow]:
        return [flow for flow in self.diagram.outgoing(id) if flow.target in self.nodes]

    def _into(self, id: str) -> list[Flow]:
        return [flow for flow in self.diagram.incoming(id) if flow.source in self.inside]

    def _next(self, id: str) -> Iterable[str]:
        yield from (flow.target for flow in self._out(id))
        if self.plan.links.get(id) in self.nodes:
            yield self.plan.links[id]
        yield from (event.id for event in self.diagram.boundary(id) if not is_aside(event))

    def _reached(self, without: str | None) -> set[str]:
        """The nodes that tokens can get to from the beginnings, but not through one event."""
        return self._closure((id for begin in self.beginnings for id in begin), without)

    def _closure(self, first: Iterable[str], without: str | None = None) -> set[str]:
        found = set(first)
        waiting = list(found)
        while waiting:
            for id in self._next(waiting.pop()):
                if id not in found and id != without:
                    found.add(id)
                    waiting.append(id)
        return found

    def _homes(self, drawn: list[Node]) -> dict[str, frozenset[str]]:
        """By flow the non-interrupting events through which alone a token gets there."""
        homes: dict[str, frozenset[str]] = {}
        for event in drawn:
            if event.attached_to is None or event.interrupting or is_aside(event):
                continue
            for id in self.met - self._reached(event.id):
                for flow in self._out(id):
                    homes[flow.id] = homes.get(flow.id, frozenset()) | {event.id}
        return homes

    def _beyond_compensation(self) -> set[str]:
        """What is drawn behind a compensation event, which no token of the ordinary flow sets off."""
        return self._closure(self.aside & self.inside) - self.met

    def _stands_alone(self, id: str) -> bool:
        node = self.diagram.node(id)
        return not (self.diagram.incoming(id) or self.diagram.outgoing(id) or node.attached_to)

    def _source(self, flow: Flow, join: Join) -> Vertex:
        """Where a flow sets out along which nothing comes; only inclusive joins ask what could come there."""
        host = self.diagram.node(flow.source).attached_to or flow.source
        return self.vertices.get(host, self.nowhere) if join is Join.REACHABLE else self.nowhere

    def _edge(self, source: Vertex, target: str, place: str) -> Edge:
        vertex = self.vertices[target]
        edge = Edge(source, vertex, (place,), (place,), homes=self.homes.get(place, frozenset()))
        vertex.into.append(edge)
        return edge

    # -- nodes -------------------------------------------------------------------------------

    def _join(self, node: Node) -> Join:
        into = self._into(node.id)
        if node.kind is NodeKind.PARALLEL_GATEWAY and len(into) > 1:
            return Join.ALL
        met = [flow for flow in into if flow.source in self.met]
        if node.kind in _INCLUSIVE and len(met) > 1:
            return Join.REACHABLE
        return Join.ANY

    def _ways(self, node: Node, vertex: Vertex) -> list[Way]:
        ways = []
        contents = self.contents.get(node.id)
        if contents is None:
            ways += self._leave(node, vertex, Act(node=node.id, by=node.id))
        elif contents.completion is not None:
            entered, inside = contents.completion
            ways += self._leave(
                node,
                vertex,
                Act(node=node.id, by=node.id, entered=entered, inside=inside, leaving=(node.id,)),
            )
        caught = {event.id for event in self.diagram.boundary(node.id) if not is_aside(event)}
        for event in self.diagram.boundary(node.id):
            if event.id in caught:
                ways += self._happens(event, node, vertex)
        if contents is not None:
            for catcher, (entered, firings) in contents.throws.items():
                if catcher not in caught:
                    act = Act(
                        node=node.id,
                        by=firings[-1].node,
                        entered=entered,
                        inside=firings[:-1],
                        leaving=firings[-1].takes,
                    )
                    ways.append(self._thrown(act, catcher))
        return ways

    def _leave(self, node: Node, vertex: Vertex, act: Act) -> list[Way]:
        """The ways in which a token leaves the node when it is done."""
        catcher = self.plan.catching.interrupted(node.id)
        if node.kind is NodeKind.END_EVENT and catcher is not None:
            return [self._thrown(act, catcher)]
        if self.plan.catching.ends_process(node):
            return [self._thrown(act, node.process)]
        if node.kind is NodeKind.END_EVENT and node.is_event_of(EventKind.TERMINATE):
            return [Way(act, clears=True)]
        out = self._out(node.id)
        edges = [self._edge(vertex, flow.target, flow.id) for flow in out]
        link = self.plan.links.get(node.id)
        if link in self.vertices:
            edges.append(self._edge(vertex, link, link))
        if node.kind in _CHOOSING and not node.all_events and len(edges) > 1:
            return [Way(act, [edge]) for edge in edges]
        conditional = node.kind.is_activity and any(flow.condition or flow.id == node.default for flow in out)
        if len(edges) > 1 and (node.kind in _INCLUSIVE or conditional):
            by_flow = dict(zip((flow.id for flow in out), edges, strict=False))
            sure = (flow.id for flow in out if conditional and not flow.condition and flow.id != node.default)
            default = by_flow.get(node.default) if node.default is not None else None
            return [Way(act, edges, some=True, sure=tuple(by_flow[id] for id in sure), default=default)]
        return [Way(act, edges)]

    def _happens(self, event: Node, host: Node, vertex: Vertex) -> list[Way]:
        """What a boundary event adds to its host; nothing where only a throw sets it off that never comes."""
        throwers = self.plan.catching.throwers.get(event.id, ())
        contents = self.contents.get(host.id)
        if not event.interrupting:
            if throwers and contents is not None and contents.alive.isdisjoint(throwers):
                return []
            act = Act(node=event.id, by=event.id)
            return [
                Way(way.act, way.edges, way.some, way.sure, way.default, keeps=event.id)
                for way in self._leave(event, vertex, act)
            ]
        if contents is None:
            return self._leave(event, vertex, Act(node=event.id, by=event.id))
        if not throwers:
            begin = self.plan.beginnings(host.id)[0]
            act = Act(node=host.id, by=event.id, entered=(host.id, *begin), leaving=(host.id, *begin))
            return self._leave(event, vertex, act)
        if event.id not in contents.throws:
            return []
        entered, firings = contents.throws[event.id]
        throw = Firing(firings[-1].node, (*firings[-1].takes, host.id), (event.id,))
        act = Act(
            node=host.id, by=event.id, entered=entered, inside=(*firings[:-1], throw), leaving=(event.id,)
        )
        return self._leave(event, vertex, act)

    def _thrown(self, act: Act, catcher: str) -> Way:
        """A throw that clears the scope: what catches it is outside, or an event sub-process of the scope.

        An error that nothing catches is caught by the process itself, and that is the end of it.
        """
        handling = self.contents.get(catcher)
        if catcher not in self.aside:
            return Way(act, clears=True, throws=None if catcher == self.scope else catcher)
        beyond: str | None = None
        entered: tuple[str, ...] = (catcher,)
        after: tuple[Firing, ...] = (Firing(catcher, (catcher,), ()),)
        if handling is not None and handling.completion is not None:
            entered, inside = handling.completion
            after = (*inside, *after)
        elif handling is not None and handling.throws:  # it only throws on
            beyond, (entered, after) = next(iter(handling.throws.items()))
        onward = Act(
            node=act.node,
            by=act.by,
            entered=act.entered,
            inside=act.inside,
            leaving=act.leaving,
            lands=entered,
            after=after,
        )
        return Way(onward, clears=True, throws=None if beyond == self.scope else beyond)
