"""What one scope shows: the nodes with their guests and companions, and the lines between them.

A scope is the whole collaboration, or the inside of a sub-process. A guest is a boundary event on its
host's lower border; a companion is a data object or note that stands above or below the node it belongs
to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from studio.model import Artifact, ArtifactKind, Association, Diagram, EventKind, Flow, Node, Pool
from studio.reading.swimlanes.grid import Side, Sort
from studio.reading.swimlanes.sizes import Size, artifact_size, label_size, node_size

__all__ = [
    "Companion",
    "Guest",
    "Item",
    "Line",
    "Scene",
    "companion_height",
    "companion_width",
    "scene_of",
    "seat_guests",
]

_NARROW_LABEL = 62.0
_NARROWEST_LABEL = 42.0
_MOST_ABOVE = 3


@dataclass(slots=True, kw_only=True)
class Guest:
    """A boundary event: ``column`` counts from its host's first one, ``offset`` from that column's middle."""

    node: Node
    column: int = 0
    offset: float = 0.0
    label: Size = (0.0, 0.0)
    leftwards: bool = False


@dataclass(slots=True, kw_only=True)
class Companion:
    """A data object or note beside a node; ``offset`` is that of its middle from the node's."""

    artifact: Artifact
    size: Size
    offset: float = 0.0


@dataclass(slots=True, kw_only=True)
class Item:
    """A node that takes cells of the grid, with all that belongs to it."""

    node: Node
    size: Size
    span: int = 1
    label: Size = (0.0, 0.0)
    guests: list[Guest] = field(default_factory=list)
    above: list[Companion] = field(default_factory=list)
    below: list[Companion] = field(default_factory=list)
    strip: int = 0
    band: int = 0
    column: int = 0
    row: int = 0
    label_side: Side | None = None
    label_aside: bool = False

    @property
    def last(self) -> int:
        return self.column + self.span - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A flow, message or association of which both ends stand in the scope."""

    id: str
    source: str
    target: str
    sort: Sort
    label: Size = (0.0, 0.0)


@dataclass(slots=True, kw_only=True)
class Scene:
    """``homes`` leads from guests and companions to the node they stand at; ``loose`` stand at none.

    ``hints`` are the nodes between which messages go, from whatever is inside them.
    """

    items: dict[str, Item] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    loose: list[Artifact] = field(default_factory=list)
    groups: list[Artifact] = field(default_factory=list)
    hints: list[tuple[str, str]] = field(default_factory=list)

    def home(self, id: str) -> str:
        return self.homes.get(id, id)


def scene_of(
    diagram: Diagram,
    nodes: Sequence[Node],
    artifacts: Sequence[Artifact],
    sizes: Mapping[str, Size],
    pitch: float,
) -> Scene:
    """The scene of these nodes and artifacts; ``sizes`` are those of sub-processes laid out before."""
    scene = Scene()
    here = {node.id for node in nodes}
    for node in nodes:
        if node.attached_to in here and node.attached_to != node.id:
            scene.homes[node.id] = node.attached_to or ""
    for node in nodes:
        if node.id in scene.homes and scene.homes[node.id] not in scene.homes:
            continue
        scene.homes.pop(node.id, None)
        guests = [
            Guest(node=guest) for guest in diagram.boundary(node.id) if scene.homes.get(guest.id) == node.id
        ]
        size = node_size(node, len(guests))
        span = 1
        if node.id in sizes:
            size = max(size[0], sizes[node.id][0]), sizes[node.id][1]
            span = max(1, int((size[0] + 50.0) / pitch))
        named = node.kind.is_event or node.kind.is_gateway
        item = Item(
            node=node, size=size, span=span, guests=guests, label=label_size(node) if named else (0.0, 0.0)
        )
        seat_guests(item)
        scene.items[node.id] = item
    _join_artifacts(scene, artifacts, diagram.associations)
    for flow in diagram.flows:
        _add(scene, diagram, flow, Sort.FLOW, label_size(flow))
    for message in diagram.messages:
        ends = _around(scene, diagram, message.source), _around(scene, diagram, message.target)
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            scene.hints.append((ends[0], ends[1]))
        _add(scene, diagram, message, Sort.MESSAGE, label_size(message))
    for association in diagram.associations:
        if scene.home(association.source) != scene.home(association.target):
            sort = Sort.FLOW if _compensates(diagram, association) else Sort.ASSOCIATION
            _add(scene, diagram, association, sort, (0.0, 0.0))
    return scene


def seat_guests(item: Item) -> None:
    """Spreads the boundary events of an activity along its lower border, in their order."""
    count = len(item.guests)
    for number, guest in enumerate(item.guests):
        if item.span > 1:
            guest.column = item.span - 1 - (count - 1 - number) * item.span // max(count, item.span)
    for column in {guest.column for guest in item.guests}:
        group = [guest for guest in item.guests if guest.column == column]
        if len(group) == 1 and item.span == 1:
            group[0].offset = 25.0
            group[0].leftwards = True
            group[0].label = label_size(group[0].node, 80.0)
            continue
        pitch = 50.0 if len(group) == 2 else 44.0
        width = 80.0 if len(group) == 1 else _NARROW_LABEL if len(group) == 2 else _NARROWEST_LABEL
        for number, guest in enumerate(group):
            guest.offset = pitch * (number - (len(group) - 1) / 2)
            guest.leftwards = len(group) == 2 and number == 0
            guest.label = label_size(guest.node, width)


def _join_artifacts(scene: Scene, artifacts: Sequence[Artifact], associations: Sequence[Association]) -> None:
    """Gives each artifact to the first node it is associated with: above it, below where it gets crowded."""
    ends: dict[str, list[str]] = {}
    for line in associations:
        ends.setdefault(line.source, []).append(line.target)
        ends.setdefault(line.target, []).append(line.source)
    for artifact in artifacts:
        if artifact.kind is ArtifactKind.GROUP:
            scene.groups.append(artifact)
            continue
        others = (scene.home(end) for end in ends.get(artifact.id, ()))
        found = next((other for other in others if other in scene.items), None)
        if found is None:
            scene.loose.append(artifact)
            continue
        item = scene.items[found]
        companion = Companion(artifact=artifact, size=artifact_size(artifact))
        side = item.above if item.guests or len(item.above) < _MOST_ABOVE else item.below
        side.append(companion)
        scene.homes[artifact.id] = item.node.id
    for item in scene.items.values():
        for group in (item.above, item.below):
            _spread(group)


def _spread(group: Sequence[Companion]) -> None:
    widths = [companion_width(companion) for companion in group]
    at = -(sum(widths) + 15.0 * (len(group) - 1)) / 2
    for companion, width in zip(group, widths, strict=True):
        companion.offset = at + width / 2
        at += width + 15.0


def companion_width(companion: Companion) -> float:
    """Its width with the name beneath it."""
    if companion.artifact.kind is ArtifactKind.ANNOTATION:
        return companion.size[0]
    return max(companion.size[0], label_size(companion.artifact)[0])


def companion_height(companion: Companion) -> float:
    """Its height with the name beneath it."""
    if companion.artifact.kind is ArtifactKind.ANNOTATION:
        return companion.size[1]
    return companion.size[1] + label_size(companion.artifact, lines=4)[1]


def _add(scene: Scene, diagram: Diagram, line: Flow | Association, sort: Sort, label: Size) -> None:
    """Takes a line up where both its ends are here; a pool without contents here is an end, too."""
    ends = (line.source, line.target)
    if all(scene.home(end) in scene.items or isinstance(diagram.element(end), Pool) for end in ends):
        scene.lines.append(Line(id=line.id, source=line.source, target=line.target, sort=sort, label=label))


def _around(scene: Scene, diagram: Diagram, id: str) -> str | None:
    """The item of the scene in which the node stands, or which it is."""
    seen: set[str] = set()
    while scene.home(id) not in scene.items:
        element = diagram.element(id)
        if not isinstance(element, Node) or element.parent is None or id in seen:
            return None
        seen.add(id)
        id = element.parent
    return scene.home(id)


def _compensates(diagram: Diagram, line: Association) -> bool:
    source = diagram.element(line.source)
    return (
        isinstance(source, Node)
        and isinstance(diagram.element(line.target), Node)
        and source.attached_to is not None
        and source.is_event_of(EventKind.COMPENSATION)
    )
