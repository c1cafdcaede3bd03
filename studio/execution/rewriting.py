"""A diagram as an executable BPMN document of our own making.

SpiffWorkflow is never given the diagram's file. What it gets consists of few things only: a start and
an end in each scope, manual tasks, gateways whose conditions are names of our own, events that wait for
messages of our own, and sub-processes. The rest is rewritten:

- a timer, signal, condition, error or escalation that is waited for is a message of our own, which the
  walk sends; nothing reads a clock or an expression;
- a service, script or rule is a manual step; a call of a process of the diagram is that process as a
  sub-process, any other call a step; an empty sub-process is a step;
- a loop or multi-instance marker is a sub-process that holds the activity once, or as often as needed;
- an ad-hoc sub-process is a choice of what to do next, until it is left;
- an event sub-process becomes a boundary event of a sub-process put around the rest of its scope;
- an event gateway is a choice, in which the event's own node is passed at once;
- several flows out of an activity are a parallel gateway, conditional ones an inclusive choice;
- missing starts and ends are added, several starts are a choice, link events are a flow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from studio.execution.document import PASSING, Scope, Writer
from studio.execution.limits import NESTING, refusal
from studio.execution.rewritten import Branch, Origin, Rewriting, Role, WayKind
from studio.execution.scopes import event_starts, inside, repeats, thrown, walked
from studio.model import Diagram, EventKind, Flow, LoopKind, Node, NodeKind, Problem, Process, Severity
from studio.model.graph import link_targets
from studio.model.token_steps import starts_by_scope

__all__ = ["rewrite"]

_CHOOSING = frozenset({NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY})

_TAGS: Mapping[NodeKind, str] = {
    NodeKind.EXCLUSIVE_GATEWAY: "exclusiveGateway",
    NodeKind.EVENT_GATEWAY: "exclusiveGateway",
    NodeKind.INCLUSIVE_GATEWAY: "inclusiveGateway",
    NodeKind.COMPLEX_GATEWAY: "inclusiveGateway",
    NodeKind.PARALLEL_GATEWAY: "parallelGateway",
}


def rewrite(diagram: Diagram, instances: Mapping[str, int] | None = None) -> Rewriting:
    """The executable document of a diagram.

    ``instances`` says how often multi-instance activities are done, by id; others are done twice.
    Raises :class:`StudioError` for a diagram that is larger than a walk may be, calls itself, or has a
    loop in which nobody does or decides anything.
    """
    return _Rewriter(diagram, instances or {}).rewriting()


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a scope holds: its id in the diagram, its nodes, the scopes around it, where it begins."""

    holder: str
    nodes: Sequence[Node]
    around: tuple[str, ...]
    start: str | None = None
    """The start event that set it off, where that is known."""


class _Rewriter:
    def __init__(self, diagram: Diagram, instances: Mapping[str, int]) -> None:
        self._diagram = diagram
        self._instances = instances
        self._writer = Writer()
        self._links = link_targets(diagram)
        self._starts = starts_by_scope(diagram)
        self._problems: dict[Problem, None] = {}

    def rewriting(self) -> Rewriting:
        for process in self._outermost():
            nodes = self._process_nodes(process.id)
            if walked(self._diagram, nodes):
                scope = Scope(self._writer)
                self._fill(scope, _Inside(process.id, nodes, (process.id,)))
                self._writer.process(process.id, scope)
        return Rewriting(
            document=self._writer.document(),
            processes=self._writer.processes,
            origins=self._writer.origins,
            wrappers=frozenset(self._writer.wrappers),
            problems=tuple(self._problems),
        )

    def _outermost(self) -> Sequence[Process]:
        """The processes that are not only called by others; all of them if that would leave none."""
        pools = {pool.process for pool in self._diagram.pools}
        called = {node.called for node in self._diagram.nodes if self._called(node)} - pools
        processes = self._diagram.processes
        return [process for process in processes if process.id not in called] or processes

    def _process_nodes(self, process: str) -> list[Node]:
        return [node for node in self._diagram.children(None) if node.process == process]

    def _called(self, node: Node) -> bool:
        return node.kind is NodeKind.CALL_ACTIVITY and bool(self._process_nodes(node.called or ""))

    def _fill(self, scope: Scope, inside_: _Inside) -> None:
        """Writes what a scope holds, with a sub-process around it where it has event sub-processes."""
        if len(inside_.around) > NESTING:
            raise refusal("walk.too-deep", inside_.holder, limit=NESTING)
        handlers = event_starts(self._diagram, inside_.nodes)
        self._tell_left_out(inside_, {handler.id for handler, _ in handlers})
        if not (handlers and walked(self._diagram, inside_.nodes)):
            _Body(self, scope, inside_).write()
            return
        body = Scope(self._writer)
        _Body(self, body, inside_).write()
        wrapper = scope.sub_process(body, None)
        self._writer.wrappers.add(wrapper)
        scope.connect(scope.start, wrapper)
        scope.finish(wrapper)
        contents = [node for child in inside_.nodes for node in (child, *inside(self._diagram, child))]
        for handler, start in handlers:
            happened = self.waiting(start, boundary=True, thrown_inside=thrown(start, contents))
            event = scope.boundary(wrapper, happened, interrupting=start.interrupting)
            inner = Scope(self._writer)
            nodes = self._diagram.children(handler.id)
            self._fill(inner, _Inside(handler.id, nodes, (*inside_.around, handler.id), start.id))
            handling = scope.sub_process(inner, Origin(element=handler.id, role=Role.SCOPE))
            scope.connect(event, handling)
            scope.finish(handling)

    def _tell_left_out(self, inside_: _Inside, handled: set[str]) -> None:
        kept = {node.id for node in walked(self._diagram, inside_.nodes)}
        for node in inside_.nodes:
            if node.triggered_by_event:
                if node.id not in handled:
                    self._tell("walk.event-sub-process", node)
            elif node.id not in kept or node.is_event_of(EventKind.COMPENSATION):
                self._tell("walk.compensation", node)
            elif node.kind is NodeKind.COMPLEX_GATEWAY:
                self._tell("walk.complex-gateway", node)

    def _tell(self, code: str, node: Node) -> None:
        problem = Problem(code=code, severity=Severity.WARNING, element=node.id, line=node.line)
        self._problems[problem] = None

    def waiting(self, node: Node, *, boundary: bool = False, thrown_inside: bool = False) -> Origin:
        """What an event that is waited for stands for."""
        return Origin(
            element=node.id,
            role=Role.WAIT,
            catches=node.events,
            boundary=boundary,
            repeats=boundary and repeats(node),
            thrown_inside=thrown_inside,
        )

    def starts(self, holder: str) -> list[str]:
        return self._starts.get(holder, [])

    def activity(self, scope: Scope, node: Node, around: tuple[str, ...]) -> str:
        """An activity, as often as its marker says."""
        if node.loop is None:
            return self._once(scope, node, around)
        inner = Scope(self._writer)
        if node.loop.kind is LoopKind.STANDARD:
            again = inner.add("exclusiveGateway")
            inner.connect(inner.start, again)
            once = self._once(inner, node, around)
            inner.connect(again, once)
            more = inner.add("exclusiveGateway")
            inner.connect(once, more)
            condition = node.loop.condition
            branches = (
                Branch(
                    token=inner.connect(more, again, chosen=True), id="again", kind=WayKind.AGAIN,
                    target=node.id, condition=condition,
                ),
                Branch(token=inner.finish(more, chosen=True), id="done", kind=WayKind.DONE, default=True),
            )  # fmt: skip
            self._writer.origins[more] = Origin(element=node.id, role=Role.CHOICE, branches=branches)
            return scope.sub_process(inner, None)
        number = self._instances.get(node.id, 2)
        if node.loop.kind is LoopKind.SEQUENTIAL:
            last = inner.start
            for _ in range(number):
                last, before = self._once(inner, node, around), last
                inner.connect(before, last)
            inner.finish(last)
        else:
            split, join = inner.add("parallelGateway"), inner.add("parallelGateway")
            inner.connect(inner.start, split)
            for _ in range(number):
                once = self._once(inner, node, around)
                inner.connect(split, once)
                inner.connect(once, join)
            inner.finish(join)
        return scope.sub_process(inner, None)

    def _once(self, scope: Scope, node: Node, around: tuple[str, ...]) -> str:
        holder, nodes = node.id, list(self._diagram.children(node.id))
        if self._called(node):
            holder = node.called or ""
            if holder in around:
                raise refusal("walk.call-cycle", node.id)
            nodes = self._process_nodes(holder)
        if not walked(self._diagram, nodes):
            if node.kind is NodeKind.RECEIVE_TASK:
                return scope.wait("receiveTask", self.waiting(node))
            return scope.add("manualTask", Origin(element=node.id, role=Role.STEP))
        inner = Scope(self._writer)
        contents = _Inside(holder, nodes, (*around, holder))
        if node.kind is NodeKind.AD_HOC:
            _Body(self, inner, contents).write_ad_hoc()
        else:
            self._fill(inner, contents)
        return scope.sub_process(inner, Origin(element=node.id, role=Role.SCOPE))

    def contents_throw(self, event: Node, host: Node) -> bool:
        """Whether what is inside the host sets the boundary event off."""
        contents = list(inside(self._diagram, host))
        if self._called(host):
            for node in self._process_nodes(host.called or ""):
                contents += [node, *inside(self._diagram, node)]
        return thrown(event, contents)

    def flows(self, node: Node) -> tuple[Flow, ...]:
        return self._diagram.outgoing(node.id)

    def link(self, node: Node) -> str | None:
        return self._links.get(node.id)

    def choose(self, gateway: str, choice: Origin) -> None:
        self._writer.origins[gateway] = choice


class _Body:
    """The nodes and flows of one scope, event sub-processes aside."""

    def __init__(self, rewriter: _Rewriter, scope: Scope, inside_: _Inside) -> None:
        self._rewriter = rewriter
        self._scope = scope
        self._inside = inside_
        self._nodes = {node.id: node for node in walked(rewriter._diagram, inside_.nodes)}  # noqa: SLF001 - one module
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
