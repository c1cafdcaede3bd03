"""The parts of a file put together to a :class:`~studio.model.Diagram`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from studio.model import (
    Artifact,
    Association,
    Bounds,
    Diagram,
    Element,
    Flow,
    Lane,
    Node,
    NodeKind,
    Point,
    Pool,
    Problem,
    Process,
    Severity,
)
from studio.reading.declarations import declarations_of
from studio.reading.ends import Ends
from studio.reading.events import definitions_of, loop_of
from studio.reading.items import Item
from studio.reading.lanes import assign
from studio.reading.layout import Layout
from studio.reading.markup import Markup
from studio.reading.problems import problem
from studio.reading.register import Register
from studio.reading.vocabulary import ARTIFACTS, Group
from studio.reading.words import labels_of, name_of, one_line, told_in

__all__ = ["assemble"]

_CANCELS_ITS_ACTIVITY = {NodeKind.BOUNDARY_EVENT: "cancelActivity", NodeKind.START_EVENT: "isInterrupting"}


def assemble(
    root: Markup, items: Sequence[Item], register: Register, layout: Layout
) -> tuple[Diagram, list[Problem]]:
    """The diagram that a file shows, and what had to be left out or guessed."""
    assembly = _Assembly(items, register, layout)
    parts: dict[Group, list[Any]] = {group: [] for group in Group}
    for item in sorted(items, key=lambda item: item.group is Group.ASSOCIATION):
        part = _BUILT[item.group](assembly, item)
        if part is not None:
            parts[item.group].append(part)
            assembly.placed.add(item)
    texts = _texts_of_file(root, parts[Group.PROCESS], layout)
    diagram = Diagram(
        id=root.get("id"),
        name=texts.name,
        labels=texts.labels,
        exporter=f"{root.get('exporter')} {root.get('exporterVersion')}".strip(),
        processes=tuple(parts[Group.PROCESS]),
        pools=tuple(parts[Group.POOL]),
        lanes=tuple(parts[Group.LANE]),
        nodes=tuple(parts[Group.NODE]),
        flows=tuple(parts[Group.FLOW]),
        messages=tuple(parts[Group.MESSAGE]),
        artifacts=tuple(parts[Group.ARTIFACT]),
        associations=tuple(parts[Group.ASSOCIATION]),
        declarations=declarations_of(root, register),
    )
    return diagram, assembly.problems


def _texts_of_file(root: Markup, processes: Sequence[Process], layout: Layout) -> Element:
    """The name of the file's diagram: its own, else that of a collaboration, a process or a drawing."""
    own = [root, *root.all("collaboration")]
    named = [Element(id="", name=one_line(it.get("name")), labels=labels_of(it)) for it in own]
    drawings = [Element(id="", name=one_line(name)) for name in layout.names]
    return next((it for it in (*named, *processes, *drawings) if it.name), Element(id=""))


class _Assembly:
    """Builds one part after the other; what refers to other parts is settled beforehand.

    ``placed`` are the parts that are in the diagram, among which associations find their ends.
    """

    def __init__(self, items: Sequence[Item], register: Register, layout: Layout) -> None:
        self.problems: list[Problem] = []
        self.placed: set[Item] = set()
        self._register = register
        self._layout = layout
        self._ends = Ends(items, register, self.problems)
        self._pool_of = self._pools(items)
        self._host_of = self._hosts(items)
        self._lane_of, problems = assign(items, self._host_of, register, layout)
        self.problems += problems
        self._shown = self._expanded(items)

    def process(self, item: Item) -> Process:
        return Process(**self._texts(item), executable=item.markup.is_set("isExecutable"))

    def pool(self, item: Item) -> Pool:
        process = self._register.find(item.markup.reference("processRef"), (Group.PROCESS,))
        return Pool(
            **self._texts(item),
            bounds=self._layout.of(item).bounds,
            process=process.id if process is not None else None,
            horizontal=self._layout.of(item).horizontal is not False,
        )

    def lane(self, item: Item) -> Lane:
        process = _process_of(item)
        pool = self._pool_of.get(process)
        horizontal = self._layout.of(item).horizontal
        if horizontal is None and pool is not None:
            horizontal = self._layout.of(pool).horizontal
        return Lane(
            **self._texts(item),
            bounds=self._layout.of(item).bounds,
            process=process.id,
            pool=pool.id if pool is not None else None,
            parent=item.scope.id if item.scope is not None and item.scope.group is Group.LANE else None,
            horizontal=horizontal is not False,
        )

    def node(self, item: Item) -> Node:
        """A node; a boundary event is where its activity is, wherever the file lists it."""
        markup, kind, drawn = item.markup, item.kind, self._layout.of(item)
        lane, host = self._lane_of.get(item), self._host_of.get(item)
        process = _process_of(host or item)
        pool = self._pool_of.get(process)
        cancels = _CANCELS_ITS_ACTIVITY.get(kind)
        labels, documentation, properties = told_in(markup)
        return Node(
            id=item.id,
            name=name_of(markup, self._register.declared),
            labels=labels,
            documentation=documentation,
            properties=properties,
            line=markup.line,
            bounds=drawn.bounds,
            label_bounds=drawn.label,
            kind=kind,
            process=process.id,
            pool=pool.id if pool is not None else None,
            lane=lane.id if lane is not None else None,
            parent=_parent(host or item),
            events=definitions_of(markup, self._register) if kind.is_event else (),
            all_events=markup.is_set("parallelMultiple") or markup.get("eventGatewayType") == "Parallel",
            attached_to=host.id if host is not None else None,
            interrupting=cancels is None or markup.is_set(cancels, default=True),
            for_compensation=markup.is_set("isForCompensation"),
            loop=loop_of(markup) if kind.is_activity else None,
            default=self._default(item),
            triggered_by_event=markup.is_set("triggeredByEvent"),
            called=markup.get("calledElement") or None,
            instantiates=markup.is_set("instantiate"),
            collapsed=kind.is_container and item not in self._shown,
        )

    def flow(self, item: Item) -> Flow | None:
        ends = self._ends.of_flow(item)
        if ends is None:
            return None
        markup, drawn = item.markup, self._layout.of(item)
        labels, documentation, properties = told_in(markup)
        condition = markup.first("conditionExpression")
        return Flow(
            id=item.id,
            name=name_of(markup, self._register.declared),
            labels=labels,
            documentation=documentation,
            properties=properties,
            line=markup.line,
            bounds=_around(drawn.waypoints),
            waypoints=drawn.waypoints,
            source=ends[0].id,
            target=ends[1].id,
            condition=condition.text.strip() if condition is not None else "",
            condition_language=condition.get("language") if condition is not None else "",
            label_bounds=drawn.label,
            parent=_parent(item),
        )

    def message(self, item: Item) -> Flow | None:
        ends = self._ends.of_message(item, self._pool_of)
        if ends is None:
            return None
        drawn = self._layout.of(item)
        return Flow(
            **self._texts(item),
            bounds=_around(drawn.waypoints),
            waypoints=drawn.waypoints,
            source=ends[0].id,
            target=ends[1].id,
            label_bounds=drawn.label,
        )

    def artifact(self, item: Item) -> Artifact:
        return Artifact(
            **self._texts(item),
            bounds=self._layout.of(item).bounds,
            kind=ARTIFACTS[item.markup.tag],
            parent=_parent(item),
        )

    def association(self, item: Item) -> Association | None:
        is_data = item.markup.tag != "association"
        waypoints = self._layout.of(item).waypoints
        ends = self._ends.of_association(item, self.placed, is_drawn=bool(waypoints))
        if ends is None:
            return None
        return Association(
            **self._texts(item),
            bounds=_around(waypoints),
            waypoints=waypoints,
            source=ends[0].id,
            target=ends[1].id,
            data=is_data,
        )

    def _texts(self, item: Item) -> dict[str, Any]:
        """What every element has, except its place in the picture."""
        markup = item.markup
        labels, documentation, properties = told_in(markup)
        return {
            "id": item.id,
            "name": name_of(markup, self._register.declared),
            "labels": labels,
            "documentation": documentation,
            "line": markup.line,
            "properties": properties,
        }

    def _pools(self, items: Sequence[Item]) -> dict[Item, Item]:
        """The pool of each process: the first that shows it."""
        pools: dict[Item, Item] = {}
        for item in items:
            if item.group is not Group.POOL:
                continue
            reference = item.markup.reference("processRef")
            process = self._register.find(reference, (Group.PROCESS,))
            if process is not None:
                shown = pools.setdefault(process, item)
                if shown is not item:
                    self._warn("pool.shared-process", item, other=shown.id, process=process.id)
            elif reference:
                self._warn("pool.unknown-process", item, process=reference)
        return pools

    def _hosts(self, items: Sequence[Item]) -> dict[Item, Item]:
        """The activity of each boundary event."""
        hosts: dict[Item, Item] = {}
        for item in items:
            if item.group is Group.NODE and item.kind is NodeKind.BOUNDARY_EVENT:
                reference = item.markup.reference("attachedToRef")
                host = self._register.find(reference, (Group.NODE,), item)
                if not reference:
                    self._warn("event.no-host", item)
                elif host is None or host is item:
                    self._warn("event.unknown-host", item, id=reference)
                else:
                    hosts[item] = host
        return hosts

    def _expanded(self, items: Sequence[Item]) -> set[Item]:
        """Sub-processes whose contents are seen where they are drawn."""
        shown = {item for item in items if self._layout.of(item).expanded}
        for item in items:
            around = item.scope
            if item.group is Group.NODE and around is not None and around.group is Group.NODE:
                inner, outer = self._layout.of(item), self._layout.of(around)
                is_seen = inner.plane == outer.plane and (inner.bounds is None) == (outer.bounds is None)
                if outer.expanded is None and is_seen:
                    shown.add(around)
        return shown

    def _default(self, item: Item) -> str | None:
        reference = item.markup.reference("default")
        if not reference:
            return None
        flow = self._register.find(reference, (Group.FLOW,), item)
        ends = self._ends.of_flow(flow) if flow is not None else None
        if flow is None or ends is None or ends[0] is not item:
            self._warn("node.unknown-default", item, id=reference)
            return None
        return flow.id

    def _warn(self, code: str, item: Item, **parameters: str) -> None:
        self.problems.append(problem(code, Severity.WARNING, item, **parameters))


_BUILT: Mapping[Group, Callable[[_Assembly, Item], Element | None]] = {
    Group.PROCESS: _Assembly.process,
    Group.POOL: _Assembly.pool,
    Group.LANE: _Assembly.lane,
    Group.NODE: _Assembly.node,
    Group.FLOW: _Assembly.flow,
    Group.MESSAGE: _Assembly.message,
    Group.ARTIFACT: _Assembly.artifact,
    Group.ASSOCIATION: _Assembly.association,
}
"""What makes the element that an item becomes, None where it cannot be placed."""


def _around(waypoints: Sequence[Point]) -> Bounds | None:
    """The place of a line that is drawn through these points."""
    if not waypoints:
        return None
    across, down = zip(*waypoints, strict=True)
    left, top = min(across), min(down)
    return Bounds(left, top, max(across) - left, max(down) - top)


def _process_of(item: Item) -> Item:
    """The process of what only occurs in one."""
    if item.process is None:
        raise AssertionError(item)
    return item.process


def _parent(item: Item) -> str | None:
    """The sub-process that holds an item."""
    scope = item.scope
    return scope.id if scope is not None and scope.group is Group.NODE else None
