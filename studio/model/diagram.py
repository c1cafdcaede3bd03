"""A BPMN diagram as plain data: pools, lanes, nodes, flows and what stands beside them.

A :class:`Diagram` knows nothing of XML and is never changed: an edited diagram is a new one. Ids are
the file's own. Coordinates are in the diagram's pixels, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.model.frozen import quickly_filled

__all__ = [
    "Artifact",
    "ArtifactKind",
    "Association",
    "Bounds",
    "Declaration",
    "Diagram",
    "Element",
    "EventDefinition",
    "EventKind",
    "Flow",
    "Label",
    "Lane",
    "Loop",
    "LoopKind",
    "Node",
    "NodeKind",
    "Point",
    "Pool",
    "Process",
    "Timer",
    "TimerKind",
]


class NodeKind(StrEnum):
    """The kinds of flow node; each value is the element's name in BPMN 2.0."""

    TASK = "task"
    USER_TASK = "userTask"
    MANUAL_TASK = "manualTask"
    SERVICE_TASK = "serviceTask"
    SCRIPT_TASK = "scriptTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    SUB_PROCESS = "subProcess"
    TRANSACTION = "transaction"
    AD_HOC = "adHocSubProcess"
    CALL_ACTIVITY = "callActivity"
    START_EVENT = "startEvent"
    CATCH_EVENT = "intermediateCatchEvent"
    THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"
    END_EVENT = "endEvent"
    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    EVENT_GATEWAY = "eventBasedGateway"
    COMPLEX_GATEWAY = "complexGateway"

    @property
    def is_task(self) -> bool:
        """An activity without contents of its own; a call activity is not one."""
        return self in _TASKS

    @property
    def is_container(self) -> bool:
        """A sub-process of any sort: it holds nodes of its own."""
        return self in _CONTAINERS

    @property
    def is_activity(self) -> bool:
        """Where work is done: a task, a sub-process or a call activity."""
        return self in _TASKS or self in _CONTAINERS or self is NodeKind.CALL_ACTIVITY

    @property
    def is_event(self) -> bool:
        return self in _EVENTS

    @property
    def is_gateway(self) -> bool:
        return self in _GATEWAYS


_TASKS = frozenset(list(NodeKind)[:8])
_CONTAINERS = frozenset({NodeKind.SUB_PROCESS, NodeKind.TRANSACTION, NodeKind.AD_HOC})
_EVENTS = frozenset(list(NodeKind)[12:17])
_GATEWAYS = frozenset(list(NodeKind)[17:])


class EventKind(StrEnum):
    """What an event waits for or throws; an event without definition has none of these."""

    MESSAGE = "message"
    TIMER = "timer"
    ERROR = "error"
    ESCALATION = "escalation"
    SIGNAL = "signal"
    CONDITIONAL = "conditional"
    LINK = "link"
    COMPENSATION = "compensate"
    CANCEL = "cancel"
    TERMINATE = "terminate"


class TimerKind(StrEnum):
    DURATION = "timeDuration"
    DATE = "timeDate"
    CYCLE = "timeCycle"


class LoopKind(StrEnum):
    """The marker at the foot of an activity."""

    STANDARD = "standard"
    PARALLEL = "parallel"
    SEQUENTIAL = "sequential"


class ArtifactKind(StrEnum):
    """What is drawn beside the flow: data, notes and frames."""

    DATA_OBJECT = "dataObjectReference"
    DATA_STORE = "dataStoreReference"
    DATA_INPUT = "dataInput"
    DATA_OUTPUT = "dataOutput"
    ANNOTATION = "textAnnotation"
    GROUP = "group"


Point = tuple[float, float]


@quickly_filled
@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in the diagram: left, top, width and height in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def contains(self, point: Point) -> bool:
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom


@quickly_filled
@dataclass(frozen=True, slots=True)
class Label:
    """The text of an element in one language (a BCP 47 tag such as ``en`` or ``zh-CN``)."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """When a timer event rings: ``text`` is the file's own expression, never evaluated."""

    kind: TimerKind
    text: str


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class EventDefinition:
    """What one event waits for or throws; ``reference`` names the message, signal, error or link."""

    kind: EventKind
    reference: str | None = None
    name: str = ""
    timer: Timer | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A message, signal, error or escalation that a file declares for all its events.

    ``used`` tells whether anything in the file refers to it.
    """

    id: str
    kind: EventKind
    name: str = ""
    used: bool = True
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A loop or multi-instance marker; the texts are the file's own, never evaluated.

    Of a standard loop ``cardinality`` is the most rounds that there may be, ``condition`` that under which
    there is another one, and ``test_before`` tells one that asks for it before the first round already. Of
    several instances ``condition`` is that under which the others are not waited for.
    """

    kind: LoopKind
    cardinality: str = ""
    collection: str = ""
    condition: str = ""
    test_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What every drawn element has: an id, texts, a place in the picture and a line in the file.

    ``properties`` are the studio's own entries in the file (method, standard time, owner …) by name.
    """

    id: str
    name: str = ""
    labels: tuple[Label, ...] = ()
    documentation: str = ""
    bounds: Bounds | None = None
    line: int | None = None
    properties: tuple[tuple[str, str], ...] = ()

    def label(self, language: str = "en") -> str:
        """The element's text in ``language``, else in a language of the same family, else its name."""
        wanted = language.replace("_", "-")
        texts = {label.language.partition("-")[0]: label.text for label in reversed(self.labels)}
        texts.update((label.language, label.text) for label in self.labels)
        return texts.get(wanted, texts.get(wanted.partition("-")[0], self.name))


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Element):
    """A BPMN process: what one pool shows, or the whole diagram where there is no pool."""

    executable: bool = False


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Pool(Element):
    """A participant. ``process`` is None for a black box: a pool of which only messages are shown."""

    process: str | None = None
    horizontal: bool = True


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Lane(Element):
    """A lane, perhaps within a lane (``parent``); ``pool`` is None where the process has no pool."""

    process: str
    pool: str | None = None
    parent: str | None = None
    horizontal: bool = True


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Element):
    """A flow node: an activity, event or gateway.

    ``lane`` is the innermost lane in which it is drawn, None where its process has no lanes.
    ``parent`` is the sub-process that holds it. ``all_events`` tells an event that needs each of its
    definitions to happen, and an event-based gateway that needs each of its events, from one that needs
    any; ``for_compensation`` an activity that is only done to undo other work, so that no flow leads to it.
    """

    kind: NodeKind
    process: str
    pool: str | None = None
    lane: str | None = None
    parent: str | None = None
    events: tuple[EventDefinition, ...] = ()
    attached_to: str | None = None
    all_events: bool = False
    interrupting: bool = True
    for_compensation: bool = False
    loop: Loop | None = None
    default: str | None = None
    triggered_by_event: bool = False
    called: str | None = None
    instantiates: bool = False
    collapsed: bool = False
    label_bounds: Bounds | None = None
    properties: tuple[tuple[str, str], ...] = ()

    @property
    def event(self) -> EventDefinition | None:
        """The first event definition, which is the only one in nearly every diagram."""
        return self.events[0] if self.events else None

    def is_event_of(self, kind: EventKind) -> bool:
        return any(definition.kind is kind for definition in self.events)


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Element):
    """A sequence flow or message flow from ``source`` to ``target`` (ids; a message may name a pool).

    ``condition`` is the file's text, kept as it stands; ``condition_language`` what it claims to be.
    """

    source: str
    target: str
    condition: str = ""
    condition_language: str = ""
    waypoints: tuple[Point, ...] = ()
    label_bounds: Bounds | None = None
    parent: str | None = None


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact(Element):
    """Data, a note or a frame drawn beside the flow; ``name`` holds an annotation's text."""

    kind: ArtifactKind
    parent: str | None = None


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Association(Element):
    """A dotted line between any two elements; ``data`` tells a data association from a plain one."""

    source: str
    target: str
    data: bool = False
    waypoints: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Everything one BPMN file shows, in the file's order.

    Ids are unique across all elements (the reader renames the later of two equal ids and says so).
    Flows always lead from a node of the diagram to a node of the diagram.
    """

    id: str = ""
    name: str = ""
    labels: tuple[Label, ...] = ()
    exporter: str = ""
    processes: tuple[Process, ...] = ()
    pools: tuple[Pool, ...] = ()
    lanes: tuple[Lane, ...] = ()
    nodes: tuple[Node, ...] = ()
    flows: tuple[Flow, ...] = ()
    messages: tuple[Flow, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    associations: tuple[Association, ...] = ()
    declarations: tuple[Declaration, ...] = field(default=(), compare=False)
    _elements: Mapping[str, Element] = field(init=False, repr=False, compare=False)
    _outgoing: Mapping[str, tuple[Flow, ...]] = field(init=False, repr=False, compare=False)
    _incoming: Mapping[str, tuple[Flow, ...]] = field(init=False, repr=False, compare=False)
    _boundary: Mapping[str, tuple[Node, ...]] = field(init=False, repr=False, compare=False)
    _children: Mapping[str | None, tuple[Node, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        outgoing: dict[str, list[Flow]] = {}
        incoming: dict[str, list[Flow]] = {}
        for flow in self.flows:
            outgoing.setdefault(flow.source, []).append(flow)
            incoming.setdefault(flow.target, []).append(flow)
        boundary: dict[str, list[Node]] = {}
        children: dict[str | None, list[Node]] = {}
        for node in self.nodes:
            children.setdefault(node.parent, []).append(node)
            if node.attached_to is not None:
                boundary.setdefault(node.attached_to, []).append(node)
        put = object.__setattr__
        put(self, "_elements", {element.id: element for element in self.elements()})
        put(self, "_outgoing", {key: tuple(value) for key, value in outgoing.items()})
        put(self, "_incoming", {key: tuple(value) for key, value in incoming.items()})
        put(self, "_boundary", {key: tuple(value) for key, value in boundary.items()})
        put(self, "_children", {key: tuple(value) for key, value in children.items()})

    def elements(self) -> Iterator[Element]:
        """Every element, containers first."""
        for group in (
            self.processes,
            self.pools,
            self.lanes,
            self.nodes,
            self.flows,
            self.messages,
            self.artifacts,
            self.associations,
        ):
            yield from group

    def element(self, id: str) -> Element | None:
        """The element of that id, or None."""
        return self._elements.get(id)

    def node(self, id: str) -> Node:
        """The flow node of that id; KeyError where there is none."""
        found = self._elements.get(id)
        if not isinstance(found, Node):
            raise KeyError(id)
        return found

    def outgoing(self, id: str) -> tuple[Flow, ...]:
        """Sequence flows that leave the node, in the file's order."""
        return self._outgoing.get(id, ())

    def incoming(self, id: str) -> tuple[Flow, ...]:
        """Sequence flows that enter the node, in the file's order."""
        return self._incoming.get(id, ())

    def boundary(self, id: str) -> tuple[Node, ...]:
        """Boundary events attached to the activity."""
        return self._boundary.get(id, ())

    def children(self, id: str | None) -> tuple[Node, ...]:
        """Nodes directly inside the sub-process; for None, those at the top of their process."""
        return self._children.get(id, ())

    def lane_path(self, id: str | None) -> tuple[Lane, ...]:
        """The lane of that id and the lanes around it, outermost first."""
        path: list[Lane] = []
        while id is not None:
            lane = self._elements.get(id)
            if not isinstance(lane, Lane) or lane in path:
                break
            path.insert(0, lane)
            id = lane.parent
        return tuple(path)
