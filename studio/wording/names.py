"""What the things of a diagram are called."""

from __future__ import annotations

from collections.abc import Callable

from studio.model import Diagram, Element, EventKind, Flow, Lane, Node, NodeKind, Pool, Process
from studio.wording.catalogue import LANGUAGES
from studio.wording.sentence import in_language, translate

__all__ = [
    "called",
    "destination",
    "diagram_label",
    "diagram_name",
    "in_language",
    "name_of",
    "step_name",
    "team_name",
]


def name_of(element: Element, language: str) -> str:
    """An element's label in that language on one line, else its id."""
    return " ".join(element.label(language).split()) or element.id


def diagram_label(diagram: Diagram, language: str) -> str:
    """The label of a diagram, else that of its first process that has one in that language; empty if none."""
    family = language.partition("-")[0]
    for labels in (diagram.labels, *(process.labels for process in diagram.processes)):
        for label in labels:
            if label.language.partition("-")[0] == family:
                return " ".join(label.text.split())
    return ""


def diagram_name(diagram: Diagram, language: str) -> str:
    """What a diagram is called: its label in that language, else its name, else a process's, else its id.

    A process without a name goes by that of its pool.
    """
    processes = (process.name for process in diagram.processes)
    pools = (_label(pool, language) for pool in diagram.pools if pool.process is not None)
    names = (diagram_label(diagram, language), diagram.name, *processes, *pools)
    return next((" ".join(name.split()) for name in names if name.strip()), diagram.id)


def step_name(diagram: Diagram, id: str, language: str) -> str:
    """What people call the element of that id; where it has no name, what it is and where.

    ``End after “Close case”``, ``Timer at “Call back”``, ``Lane 2 of “Service desk”``. The id itself only
    where the diagram has no such element, or nothing around it has a name.
    """
    element = diagram.element(id)
    return id if element is None else _label(element, language) or _described(diagram, element, language)


def called(diagram: Diagram, id: str) -> str:
    """What a sentence calls an element, in every language: its name in quotation marks, else a description.

    One line where it is the same in all languages, else one for each.
    """
    element = diagram.element(id)
    lines = []
    for language in LANGUAGES:
        label = "" if element is None else _label(element, language)
        lines.append(f"“{label}”" if label else step_name(diagram, id, language))
    return lines[0] if len(set(lines)) == 1 else "\n".join(lines)


_KINDS: tuple[tuple[Callable[[Node], bool], str], ...] = (
    (lambda node: node.kind is NodeKind.START_EVENT, "Start"),
    (lambda node: node.kind is NodeKind.END_EVENT, "End"),
    (lambda node: node.is_event_of(EventKind.TIMER), "Timer"),
    (lambda node: node.is_event_of(EventKind.MESSAGE), "Message"),
    (lambda node: node.kind.is_event, "Event"),
    (lambda node: node.kind is NodeKind.EXCLUSIVE_GATEWAY, "Decision"),
    (lambda node: node.kind.is_gateway, "Gateway"),
    (lambda node: node.kind.is_container, "Sub-process"),
    (lambda node: node.kind.is_activity, "Step"),
)


def _label(element: Element, language: str) -> str:
    return " ".join(element.label(language).split())


def _kind(node: Node, language: str) -> str:
    return translate(next(name for fits, name in _KINDS if fits(node)), language)


def _described(diagram: Diagram, element: Element, language: str) -> str:
    if isinstance(element, Flow):
        return " → ".join(step_name(diagram, end, language) for end in (element.source, element.target))
    if isinstance(element, Lane):
        return _lane(diagram, element, language)
    if isinstance(element, Pool):
        number = next(n for n, pool in enumerate(diagram.pools, start=1) if pool.id == element.id)
        return translate("Pool {number}", language, number=number)
    if isinstance(element, Process):
        pools = (_label(pool, language) for pool in diagram.pools if pool.process == element.id)
        return next(filter(None, pools), element.id)
    if not isinstance(element, Node):
        return element.id
    what = _kind(element, language)
    if element.attached_to is not None:
        host = step_name(diagram, element.attached_to, language)
        return translate("{what} at “{name}”", language, what=what, name=host)
    before = None if element.kind is NodeKind.START_EVENT else _nearest(diagram, element, language, back=True)
    if before is not None:
        name, way = before
        pattern = "{what} after “{name}”: {way}" if way else "{what} after “{name}”"
        return translate(pattern, language, what=what, name=name, way=way)
    after = _nearest(diagram, element, language, back=False)
    if after is not None:
        return translate("{what} before “{name}”", language, what=what, name=after[0])
    return f"{what} {element.id}"


def _nearest(diagram: Diagram, node: Node, language: str, *, back: bool) -> tuple[str, str] | None:
    """The name of the nearest named element along the flows, and what the last flow on the way is called."""
    seen, edge = {node.id}, [(node.id, "")]
    while edge:
        further = []
        for id, way in edge:
            for flow in diagram.incoming(id) if back else diagram.outgoing(id):
                next_id = flow.source if back else flow.target
                found = diagram.element(next_id)
                if next_id in seen or not isinstance(found, Node):
                    continue
                seen.add(next_id)
                told = way or _label(flow, language)
                if name := _label(found, language):
                    return name, told
                host = None if found.attached_to is None else diagram.element(found.attached_to)
                if host is not None and (name := _label(host, language)):
                    return f"{name} · {_kind(found, language)}", told
                further.append((next_id, told))
        edge = further
    return None


def _lane(diagram: Diagram, lane: Lane, language: str) -> str:
    """A lane without a name by its place in its pool; the only one by its pool's name."""
    beside = [other.id for other in diagram.lanes if (other.pool, other.parent) == (lane.pool, lane.parent)]
    around = diagram.element(lane.parent or lane.pool or lane.process)
    name = "" if around is None else _label(around, language)
    if name and len(beside) == 1:
        return name
    number = beside.index(lane.id) + 1
    if name:
        return translate("Lane {number} of “{name}”", language, number=number, name=name)
    return translate("Lane {number}", language, number=number)


def destination(diagram: Diagram, flow: Flow, language: str) -> str:
    """Where a flow leads to: the next element that has a name, past gateways that have none.

    Of a nameless gateway with several ways out, all the next elements.
    """
    id, passed = flow.target, {flow.source}
    while id not in passed:
        passed.add(id)
        onward = diagram.outgoing(id)
        node = diagram.element(id)
        if not isinstance(node, Node) or not node.kind.is_gateway or node.label(language).strip():
            break
        if len(onward) != 1:
            return " + ".join(step_name(diagram, way.target, language) for way in onward) or id
        id = onward[0].target
    return step_name(diagram, id, language)


def team_name(diagram: Diagram, team: str, language: str) -> str:
    """A team by the name of its lane (or pool) in that language, where the diagram has such a lane."""
    for area in (*diagram.lanes, *diagram.pools):
        if team in (area.id, area.name, *(label.text for label in area.labels)):
            return step_name(diagram, area.id, language)
    if any(team == process.id and not process.name.strip() for process in diagram.processes):
        return translate("Everybody", language)
    return team
