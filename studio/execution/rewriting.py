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

from studio.execution.body import Body, Inside
from studio.execution.document import Scope, Writer
from studio.execution.limits import NESTING, refusal
from studio.execution.rewritten import Branch, Origin, Rewriting, Role, WayKind
from studio.execution.scopes import event_starts, inside, repeats, thrown, walked
from studio.model import Diagram, EventKind, Flow, LoopKind, Node, NodeKind, Problem, Process, Severity
from studio.model.graph import link_targets
from studio.model.token_steps import starts_by_scope

__all__ = ["Rewriter", "rewrite"]


def rewrite(diagram: Diagram, instances: Mapping[str, int] | None = None) -> Rewriting:
    """The executable document of a diagram.

    ``instances`` says how often multi-instance activities are done, by id; others are done twice.
    Raises :class:`StudioError` for a diagram that is larger than a walk may be, calls itself, or has a
    loop in which nobody does or decides anything.
    """
    return Rewriter(diagram, instances or {}).rewriting()


class Rewriter:
    """Writes a diagram scope by scope, from the outermost processes inwards."""

    def __init__(self, diagram: Diagram, instances: Mapping[str, int]) -> None:
        self.diagram = diagram
        self._instances = instances
        self._writer = Writer()
        self._links = link_targets(diagram)
        self._starts = starts_by_scope(diagram)
        self._problems: dict[Problem, None] = {}

    def rewriting(self) -> Rewriting:
        for process in self._outermost():
            nodes = self._process_nodes(process.id)
            if walked(self.diagram, nodes):
                scope = Scope(self._writer)
                self._fill(scope, Inside(process.id, nodes, (process.id,)))
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
        pools = {pool.process for pool in self.diagram.pools}
        called = {node.called for node in self.diagram.nodes if self._called(node)} - pools
        processes = self.diagram.processes
        return [process for process in processes if process.id not in called] or processes

    def _process_nodes(self, process: str) -> list[Node]:
        return [node for node in self.diagram.children(None) if node.process == process]

    def _called(self, node: Node) -> bool:
        return node.kind is NodeKind.CALL_ACTIVITY and bool(self._process_nodes(node.called or ""))

    def _fill(self, scope: Scope, inside_: Inside) -> None:
        """Writes what a scope holds, with a sub-process around it where it has event sub-processes."""
        if len(inside_.around) > NESTING:
            raise refusal("walk.too-deep", inside_.holder, limit=NESTING)
        handlers = event_starts(self.diagram, inside_.nodes)
        self._tell_left_out(inside_, {handler.id for handler, _ in handlers})
        if not (handlers and walked(self.diagram, inside_.nodes)):
            Body(self, scope, inside_).write()
            return
        body = Scope(self._writer)
        Body(self, body, inside_).write()
        wrapper = scope.sub_process(body, None)
        self._writer.wrappers.add(wrapper)
        scope.connect(scope.start, wrapper)
        scope.finish(wrapper)
        contents = [node for child in inside_.nodes for node in (child, *inside(self.diagram, child))]
        for handler, start in handlers:
            happened = self.waiting(start, boundary=True, thrown_inside=thrown(start, contents))
            event = scope.boundary(wrapper, happened, interrupting=start.interrupting)
            inner = Scope(self._writer)
            nodes = self.diagram.children(handler.id)
            self._fill(inner, Inside(handler.id, nodes, (*inside_.around, handler.id), start.id))
            handling = scope.sub_process(inner, Origin(element=handler.id, role=Role.SCOPE))
            scope.connect(event, handling)
            scope.finish(handling)

    def _tell_left_out(self, inside_: Inside, handled: set[str]) -> None:
        kept = {node.id for node in walked(self.diagram, inside_.nodes)}
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
        holder, nodes = node.id, list(self.diagram.children(node.id))
        if self._called(node):
            holder = node.called or ""
            if holder in around:
                raise refusal("walk.call-cycle", node.id)
            nodes = self._process_nodes(holder)
        if not walked(self.diagram, nodes):
            if node.kind is NodeKind.RECEIVE_TASK:
                return scope.wait("receiveTask", self.waiting(node))
            return scope.add("manualTask", Origin(element=node.id, role=Role.STEP))
        inner = Scope(self._writer)
        contents = Inside(holder, nodes, (*around, holder))
        if node.kind is NodeKind.AD_HOC:
            Body(self, inner, contents).write_ad_hoc()
        else:
            self._fill(inner, contents)
        return scope.sub_process(inner, Origin(element=node.id, role=Role.SCOPE))

    def contents_throw(self, event: Node, host: Node) -> bool:
        """Whether what is inside the host sets the boundary event off."""
        contents = list(inside(self.diagram, host))
        if self._called(host):
            for node in self._process_nodes(host.called or ""):
                contents += [node, *inside(self.diagram, node)]
        return thrown(event, contents)

    def flows(self, node: Node) -> tuple[Flow, ...]:
        return self.diagram.outgoing(node.id)

    def link(self, node: Node) -> str | None:
        return self._links.get(node.id)

    def choose(self, gateway: str, choice: Origin) -> None:
        self._writer.origins[gateway] = choice
