"""The executable document while it is written: scopes with nodes and flows, all named by us."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from studio.execution.limits import ELEMENTS, refusal
from studio.execution.rewritten import Origin, Role

__all__ = ["PASSING", "Scope", "Writer"]

PASSING = "intermediateThrowEvent"
"""A node that does nothing, in SpiffWorkflow's terms."""

_STOPS = frozenset({Role.STEP, Role.WAIT, Role.CHOICE, Role.RACE})


class Writer:
    """Hands out ids and remembers what they stand for."""

    def __init__(self) -> None:
        self.origins: dict[str, Origin] = {}
        self.processes: dict[str, str] = {}
        self.wrappers: set[str] = set()
        self._parts: list[str] = []
        self._messages: list[str] = []
        self._nodes = 0
        self._flows = 0

    def node(self) -> str:
        self._nodes += 1
        if self._nodes > ELEMENTS:
            raise refusal("walk.too-large", limit=ELEMENTS)
        return f"n{self._nodes}"

    def flow(self) -> str:
        self._flows += 1
        return f"f{self._flows}"

    def message(self, node: str) -> str:
        self._messages.append(f'<message id="m-{node}" name="m-{node}"/>')
        return f"m-{node}"

    def process(self, process: str, scope: Scope) -> None:
        """The scope is the whole of a process of the diagram."""
        id = f"p{len(self.processes)}"
        self.processes[process] = id
        self._parts.append(f'<process id="{id}" isExecutable="true">{scope.content()}</process>')

    def document(self) -> bytes:
        inside = "".join(self._messages + self._parts)
        model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
        return f'<definitions xmlns="{model}" id="d">{inside}</definitions>'.encode()


class Scope:
    """The inside of a process or sub-process: one start, any nodes, at least one end."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.sink: str | None = None
        """Where tokens go that have nowhere to go; None: they end."""
        self._parts: list[str] = []
        self._ways: dict[str, list[str]] = {}
        self._attached: list[tuple[str, str]] = []
        self._joins: set[str] = set()
        self._inner: dict[str, Scope] = {}
        self.start = self.add("startEvent")

    def add(
        self, tag: str, origin: Origin | None = None, *, attributes: str = "", content: str = "", id: str = ""
    ) -> str:
        """A node; it stands for nothing in the diagram unless it has an origin."""
        id = id or self.writer.node()
        self._parts.append(f'<{tag} id="{id}"{attributes}>{content}</{tag}>')
        self._ways[id] = []
        if tag == "parallelGateway":
            self._joins.add(id)
        if origin is not None:
            self.writer.origins[id] = origin
        return id

    def wait(self, tag: str, origin: Origin, attributes: str = "") -> str:
        """A node that waits for a message of its own."""
        id = self.writer.node()
        message = self.writer.message(id)
        if tag == "receiveTask":
            return self.add(tag, origin, attributes=f'{attributes} messageRef="{message}"', id=id)
        content = f'<messageEventDefinition messageRef="{message}"/>'
        return self.add(tag, origin, attributes=attributes, content=content, id=id)

    def boundary(self, host: str, origin: Origin, *, interrupting: bool) -> str:
        """An event attached to a node of the scope."""
        cancel = "true" if interrupting else "false"
        id = self.wait("boundaryEvent", origin, f' attachedToRef="{host}" cancelActivity="{cancel}"')
        self._attached.append((host, id))
        return id

    def sub_process(self, inner: Scope, origin: Origin | None) -> str:
        id = self.add("subProcess", origin, content=inner.content())
        self._inner[id] = inner
        return id

    def connect(self, source: str, target: str, *, chosen: bool = False) -> str:
        """A flow, and its id; ``chosen`` makes it a branch that is taken where its id is chosen."""
        if target in self._ways[source]:
            between = self.add(PASSING)
            self.connect(between, target)
            target = between
        id = self.writer.flow()
        condition = f"<conditionExpression>{id}</conditionExpression>" if chosen else ""
        ends = f'sourceRef="{source}" targetRef="{target}"'
        self._parts.append(f'<sequenceFlow id="{id}" {ends}>{condition}</sequenceFlow>')
        self._ways[source].append(target)
        return id

    def finish(self, source: str, *, chosen: bool = False) -> str:
        """A flow to where tokens go that have nowhere to go."""
        return self.connect(source, self.sink or self.add("endEvent"), chosen=chosen)

    def content(self) -> str:
        """The scope as XML. Raises :class:`StudioError` where a token would go round for ever by itself."""
        element = self._endless()
        if element is not None:
            raise refusal("walk.endless-loop", element)
        return "".join(self._parts)

    def _endless(self) -> str | None:
        """An element of a loop in which nobody does or decides anything; None where there is none."""
        reached = set(self._reached())
        ways = {
            node: [target for target in self._ways[node] if target in reached and self._is_unattended(target)]
            for node in reached
            if self._is_unattended(node)
        }
        try:
            TopologicalSorter(ways).prepare()
        except CycleError as error:
            origins = (self.writer.origins.get(node) for node in error.args[1])
            return next((origin.element for origin in origins if origin is not None), "")
        return None

    def _reached(self) -> Iterator[str]:
        seen = {self.start}
        waiting = [self.start]
        while waiting:
            node = waiting.pop()
            yield node
            for target in self._ways[node] + [event for host, event in self._attached if host == node]:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)

    def _is_unattended(self, node: str) -> bool:
        """Whether a token passes by itself. A parallel join does not: it may wait for ever instead."""
        if node in self._joins and sum(targets.count(node) for targets in self._ways.values()) > 1:
            return False
        if node in self._inner:
            return not self._inner[node].is_attended()
        origin = self.writer.origins.get(node)
        return origin is None or origin.role not in _STOPS

    def is_attended(self) -> bool:
        """Whether anything in it is done, decided or waited for by somebody."""
        return not all(self._is_unattended(node) for node in self._reached())
