"""The nodes of one scope and the flows between them, as they are written for the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.execution.document import PASSING, Scope
from studio.execution.rewritten import Branch, Origin, Role, WayKind
from studio.execution.scopes import walked
from studio.model import EventKind, Flow, Node, NodeKind

if TYPE_CHECKING:
    from studio.execution.rewriting import Rewriter

__all__ = ["Body", "Inside"]

_CHOOSING = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY})

_TAGS: Mapping[NodeKind, str] = {
    NodeKind.EXCLUSIVE_GATEWAY: "exclusiveGateway",
    NodeKind.EVENT_GATEWAY: "exclusiveGateway",
    NodeKind.INCLUSIVE_GATEWAY: "inclusiveGateway",
    NodeKind.COMPLEX_GATEWAY: "inclusiveGateway",
    NodeKind.PARALLEL_GATEWAY: "parallelGateway",
}


@dataclass(frozen=True, slots=True)
class Inside:
    """What a scope holds: its id in the diagram, its nodes, the scopes around it, where it begins."""

    holder: str
    nodes: Sequence[Node]
    around: tuple[str, ...]
    start: str | None = None
    """The start event that set it off, where that is known."""


class Body:
    """The nodes and flows of one scope, event sub-processes aside."""

    def __init__(self, rewriter: Rewriter, scope: Scope, inside_: Inside) -> None:
        self._rewriter = rewriter
        self._scope = scope
        self._inside = inside_
        self._nodes = {node.id: node for node in walked(rewriter.diagram, inside_.nodes)}
        self._entries: dict[str, str] = {}
        self._exits: dict[str, str] = {}
        self._passed: dict[str, str] = {}

    def write(self) -> None:
        self._place()
        self._begin()
        self._go_on()

    def write_ad_hoc(self) -> None:
        """What is done next is chosen, again and again, until enough is done."""
        hub = self._scope.sink = self._scope.add("exclusiveGateway")
        self._place()
        self._scope.connect(self._scope.start, hub)
        led_to = {flow.target for node in self._nodes.values() for flow in self._flows(node)}
        branches = [
            Branch(token=self._scope.connect(hub, entry, chosen=True), id=id, kind=WayKind.DO, target=id)
            for id, entry in self._entries.items()
            if id not in led_to
        ]
        end = self._scope.connect(hub, self._scope.add("endEvent"), chosen=True)
        branches.append(Branch(token=end, id="done", kind=WayKind.DONE))
        holder = self._inside.holder
        self._rewriter.choose(hub, Origin(element=holder, role=Role.CHOICE, branches=tuple(branches)))
        self._go_on()

    def _place(self) -> None:
        """Every node; those attached to others come last."""
        for node in self._nodes.values():
            if node.attached_to not in self._nodes:
                self._entries[node.id] = self._exits[node.id] = self._placed(node)
        for node in self._nodes.values():
            if node.attached_to in self._nodes:
                host = self._nodes[node.attached_to]
                origin = self._rewriter.waiting(
                    node, boundary=True, thrown_inside=self._rewriter.contents_throw(node, host)
                )
                self._exits[node.id] = self._scope.boundary(
                    self._entries[host.id], origin, interrupting=node.interrupting
                )

    def _placed(self, node: Node) -> str:
        scope = self._scope
        if node.kind.is_activity:
            if node.id in self._rewriter.starts(self._inside.holder) and node.instantiates:
                return scope.add(PASSING, Origin(element=node.id, role=Role.PASS))
            return self._rewriter.activity(scope, node, self._inside.around)
        if node.kind.is_gateway:
            return scope.add(_TAGS[node.kind], Origin(element=node.id, role=Role.PASS))
        if self._is_waited_for(node):
            return scope.wait("intermediateCatchEvent", self._rewriter.waiting(node))
        throws = node.events if node.kind in (NodeKind.THROW_EVENT, NodeKind.END_EVENT) else ()
        origin: Origin | None = Origin(element=node.id, role=Role.PASS, throws=throws)
        if node.id == self._inside.start:
            origin = None  # the boundary event that stands for it has happened
        if node.kind is not NodeKind.END_EVENT or self._flows(node) or scope.sink is not None:
            return scope.add(PASSING, origin)
        terminates = node.is_event_of(EventKind.TERMINATE)
        return scope.add("endEvent", origin, content="<terminateEventDefinition/>" if terminates else "")

    @staticmethod
    def _is_waited_for(node: Node) -> bool:
        if node.kind is NodeKind.BOUNDARY_EVENT:
            return True
        kinds = {definition.kind for definition in node.events} - {EventKind.LINK, EventKind.COMPENSATION}
        return node.kind is NodeKind.CATCH_EVENT and bool(kinds)

    def _flows(self, node: Node) -> list[Flow]:
        """The flows that a token can take: those to a node of the same scope that flows may enter."""
        return [
            flow
            for flow in self._rewriter.flows(node)
            if flow.target in self._nodes and self._nodes[flow.target].attached_to not in self._nodes
        ]

    def _begin(self) -> None:
        scope, holder = self._scope, self._inside.holder
        if self._inside.start is not None:
            scope.connect(scope.start, self._entries[self._inside.start])
            return
        starts = [id for id in self._rewriter.starts(holder) if id in self._entries]
        starts = starts or list(self._entries)[:1]
        explicit = any(self._nodes[id].kind is NodeKind.START_EVENT for id in starts)
        is_process = len(self._inside.around) == 1
        if len(starts) == 1:
            scope.connect(scope.start, self._entries[starts[0]])
        elif explicit or is_process:
            first = scope.add("exclusiveGateway")
            scope.connect(scope.start, first)
            branches = tuple(
                Branch(
                    token=scope.connect(first, self._entries[id], chosen=True),
                    id=id, kind=WayKind.START, target=id,
                )
                for id in starts
            )  # fmt: skip
            self._rewriter.choose(first, Origin(element=holder, role=Role.CHOICE, branches=branches))
        else:
            split = scope.add("parallelGateway")
            scope.connect(scope.start, split)
            for id in starts:
                scope.connect(split, self._entries[id])

    def _go_on(self) -> None:
        races = [node for node in self._nodes.values() if self._is_race(node)]
        for race in races:
            self._let_happen(race)
        for node in self._nodes.values():
            if not self._is_race(node):
                self._leave(node, self._exits[node.id])

    def _is_race(self, node: Node) -> bool:
        return node.kind is NodeKind.EVENT_GATEWAY and len(self._flows(node)) > 1

    def _let_happen(self, race: Node) -> None:
        """An event gateway: the event that is chosen has happened, so its node is passed at once."""
        gateway = self._entries[race.id]
        branches = []
        for flow in self._flows(race):
            event = self._nodes[flow.target]
            target = self._happened(event) if self._can_happen(event) else self._entries[event.id]
            token = self._scope.connect(gateway, target, chosen=True)
            branches.append(Branch(token=token, id=flow.id, kind=WayKind.EVENT, target=event.id))
        self._rewriter.choose(gateway, Origin(element=race.id, role=Role.RACE, branches=tuple(branches)))

    def _can_happen(self, node: Node) -> bool:
        return node.kind is NodeKind.RECEIVE_TASK or self._is_waited_for(node)

    def _happened(self, event: Node) -> str:
        """The node of an event that an event gateway waited for."""
        if event.id not in self._passed:
            passed = self._scope.add(PASSING, Origin(element=event.id, role=Role.PASS))
            self._passed[event.id] = passed
            sources = (node for node in self._nodes.values() if not self._is_race(node))
            if any(flow.target == event.id for node in sources for flow in self._flows(node)):
                merge = self._scope.add("exclusiveGateway")
                self._scope.connect(self._exits[event.id], merge)
                self._scope.connect(passed, merge)
                self._exits[event.id] = merge
            else:
                self._exits[event.id] = passed
        return self._passed[event.id]

    def _leave(self, node: Node, exit: str) -> None:
        scope, flows = self._scope, self._flows(node)
        link = self._rewriter.link(node)
        if link in self._entries:
            scope.connect(exit, self._entries[link])
        elif not flows:
            if node.kind is not NodeKind.END_EVENT or scope.sink is not None:
                scope.finish(exit)
        elif node.kind in _CHOOSING and len(flows) > 1:
            most = 1 if node.kind is NodeKind.EXCLUSIVE_GATEWAY else len(flows)
            branches = self._branches(node, exit, flows)
            self._rewriter.choose(
                exit, Origin(element=node.id, role=Role.CHOICE, branches=branches, most=most)
            )
        elif node.kind.is_gateway:
            for flow in flows:
                scope.connect(exit, self._entries[flow.target])
        else:
            self._leave_activity(node, exit, flows)

    def _leave_activity(self, node: Node, exit: str, flows: Sequence[Flow]) -> None:
        """Without conditions a token along every flow, with conditions along those that are chosen."""
        scope = self._scope
        conditional = [flow for flow in flows if flow.condition and flow.id != node.default]
        default = [flow for flow in flows if flow.id == node.default] if conditional else []
        always = [flow for flow in flows if flow not in conditional and flow not in default]
        targets = [self._entries[flow.target] for flow in always]
        if conditional:
            choice = scope.add("inclusiveGateway")
            branches = self._branches(node, choice, conditional + default)
            origin = Origin(element=node.id, role=Role.CHOICE, branches=branches, most=len(branches))
            if not default:
                origin = replace(origin, least=0, unchosen=scope.finish(choice, chosen=True))
            self._rewriter.choose(choice, origin)
            targets.append(choice)
        if len(targets) > 1:
            split = scope.add("parallelGateway")
            scope.connect(exit, split)
            exit = split
        for target in targets:
            scope.connect(exit, target)

    def _branches(self, node: Node, gateway: str, flows: Sequence[Flow]) -> tuple[Branch, ...]:
        return tuple(
            Branch(
                token=self._scope.connect(gateway, self._entries[flow.target], chosen=True),
                id=flow.id,
                kind=WayKind.FLOW,
                target=flow.target,
                condition=flow.condition,
                default=flow.id == node.default,
            )
            for flow in flows
        )
