"""What there is to know about one element of a diagram, in the order in which a person asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.app.names import name_of, step_name
from studio.model import Artifact, Diagram, Element, Flow, Hint, Lane, Node, Pool, Process
from studio.wording import LANGUAGES, translate

__all__ = [
    "Fact",
    "Neighbour",
    "event_names",
    "facts",
    "kind_name",
    "kind_names",
    "neighbours",
    "parameters",
    "property_name",
]

_KINDS = {
    "task": "Task",
    "userTask": "User task",
    "manualTask": "Manual task",
    "serviceTask": "Service task",
    "scriptTask": "Script task",
    "businessRuleTask": "Business rule task",
    "sendTask": "Send task",
    "receiveTask": "Receive task",
    "subProcess": "Sub-process",
    "transaction": "Transaction",
    "adHocSubProcess": "Ad-hoc sub-process",
    "callActivity": "Call activity",
    "startEvent": "Start event",
    "intermediateCatchEvent": "Intermediate event (catching)",
    "intermediateThrowEvent": "Intermediate event (throwing)",
    "boundaryEvent": "Boundary event",
    "endEvent": "End event",
    "exclusiveGateway": "Decision (exclusive gateway)",
    "inclusiveGateway": "Inclusive gateway",
    "parallelGateway": "Parallel gateway",
    "eventBasedGateway": "Event-based gateway",
    "complexGateway": "Complex gateway",
    "dataObjectReference": "Data object",
    "dataStoreReference": "Data store",
    "dataInput": "Data input",
    "dataOutput": "Data output",
    "textAnnotation": "Note",
    "group": "Group",
}

_EVENTS = {
    "message": "Message",
    "timer": "Timer",
    "error": "Error",
    "escalation": "Escalation",
    "signal": "Signal",
    "conditional": "Condition",
    "link": "Link",
    "compensate": "Compensation",
    "cancel": "Cancel",
    "terminate": "Terminate",
}

_PROPERTIES = {
    "method": "Method (SOP)",
    "standardTime": "Standard time",
    "owner": "Owner",
    "replyTime": "Reply time",
    "authority": "Authority",
}
"""The studio's own entries by the names that the example library uses."""

_TIMERS = {"timeDuration": "After", "timeDate": "At", "timeCycle": "Every"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about an element: what it is about, in the page's language, and what there is to say."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An element one flow away, and what the flow says."""

    id: str
    name: str
    flow: str


def kind_name(element: Element, language: str) -> str:
    """What sort of element it is."""
    if isinstance(element, Node | Artifact):
        return translate(_KINDS[element.kind], language)
    if isinstance(element, Flow):
        return translate("Flow", language)
    sorts = {Lane: "Lane", Pool: "Pool", Process: "Process"}
    return translate(sorts.get(type(element), "Association"), language)


def event_names(language: str) -> dict[str, str]:
    """What sorts of event there are, by their names in BPMN."""
    return {event: translate(text, language) for event, text in _EVENTS.items()}


def kind_names(language: str) -> dict[str, str]:
    """What sorts of element there are, by their names in BPMN."""
    others = {
        "sequenceFlow": "Flow",
        "messageFlow": "Message flow",
        "lane": "Lane",
        "participant": "Pool",
        "process": "Process",
        "collaboration": "The whole diagram",
        "association": "Association",
    }
    return {tag: translate(name, language) for tag, name in (_KINDS | others).items()}


def facts(diagram: Diagram, element: Element, language: str) -> tuple[Fact, ...]:
    """The lines about an element that its diagram tells."""
    found = [*_labels(element), *_place(diagram, element, language)]
    if isinstance(element, Node):
        found += _node(diagram, element, language)
    if isinstance(element, Flow):
        found += _flow(diagram, element, language)
    if element.line is not None:
        found.append(Fact(translate("Line in the file", language), str(element.line)))
    return tuple(found)


def parameters(
    element: Element, hints: Sequence[Hint], language: str
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The studio's own entries of an element, and what the file hints about its times."""
    own = tuple(
        Fact(property_name(name, language), value) for name, value in getattr(element, "properties", ())
    )
    told = (hint for hint in hints if hint.element == element.id)
    hinted = (
        Fact(hint.parameter, f"{hint.value} ({translate('from', language)} {hint.source})") for hint in told
    )
    return own, tuple(hinted)


def property_name(name: str, language: str) -> str:
    """One of the studio's own entries by name; a stranger's by the name that it has."""
    return translate(_PROPERTIES.get(name, name), language)


def neighbours(
    diagram: Diagram, element: Element, language: str
) -> tuple[tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    """The elements before and after a node."""
    if not isinstance(element, Node):
        return (), ()

    def beyond(id: str, flow: Flow) -> Neighbour:
        return Neighbour(id, step_name(diagram, id, language), " ".join(flow.label(language).split()))

    before = tuple(beyond(flow.source, flow) for flow in diagram.incoming(element.id))
    after = tuple(beyond(flow.target, flow) for flow in diagram.outgoing(element.id))
    return before, after


def _labels(element: Element) -> Iterator[Fact]:
    for label in element.labels:
        yield Fact(LANGUAGES.get(label.language, label.language), " ".join(label.text.split()))


def _place(diagram: Diagram, element: Element, language: str) -> Iterator[Fact]:
    lanes = [name_of(lane, language) for lane in diagram.lane_path(getattr(element, "lane", None))]
    if lanes:
        yield Fact(translate("Lane", language), " › ".join(lanes))
    for about, id in (("Pool", getattr(element, "pool", None)), ("Inside", getattr(element, "parent", None))):
        if id is not None:
            yield Fact(translate(about, language), step_name(diagram, id, language))


def _node(diagram: Diagram, node: Node, language: str) -> Iterator[Fact]:
    if node.attached_to is not None:
        interrupts = "Interrupts" if node.interrupting else "Does not interrupt"
        yield Fact(translate(interrupts, language), step_name(diagram, node.attached_to, language))
    for event in node.events:
        about = translate(_EVENTS[event.kind], language)
        if event.timer is not None:
            when = translate(_TIMERS[event.timer.kind], language)
            yield Fact(about, f"{when}: {event.timer.text}" if event.timer.text else when)
        else:
            yield Fact(about, event.name or event.condition or event.reference or "–")
    if node.loop is not None:
        parts = (node.loop.cardinality, node.loop.collection, node.loop.condition)
        names = {"standard": "Repeats", "parallel": "Several at a time", "sequential": "Several in a row"}
        yield Fact(translate(names[node.loop.kind], language), "; ".join(filter(None, parts)) or "–")
    if node.called is not None:
        yield Fact(translate("Calls", language), node.called)
    if node.default is not None:
        default = diagram.element(node.default)
        if isinstance(default, Flow):
            yield Fact(translate("Otherwise to", language), step_name(diagram, default.target, language))


def _flow(diagram: Diagram, flow: Flow, language: str) -> Iterator[Fact]:
    yield Fact(translate("From", language), step_name(diagram, flow.source, language))
    yield Fact(translate("To", language), step_name(diagram, flow.target, language))
    if flow.condition:
        yield Fact(translate("When", language), flow.condition)
