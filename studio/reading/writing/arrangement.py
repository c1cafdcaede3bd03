"""What is in the file: new elements put in, others moved to where they belong, those that are gone out."""

from __future__ import annotations

from collections.abc import Iterable

from studio.model import (
    Artifact,
    ArtifactKind,
    Association,
    Diagram,
    Element,
    Flow,
    Lane,
    Node,
    Pool,
    Process,
)
from studio.reading.items import Item
from studio.reading.vocabulary import Group
from studio.reading.writing.branch import Branch
from studio.reading.writing.contents import interface_piece
from studio.reading.writing.piece import Piece, piece
from studio.reading.writing.stage import Stage

__all__ = ["Arrangement"]

_DATA = {ArtifactKind.DATA_INPUT: "dataInput", ArtifactKind.DATA_OUTPUT: "dataOutput"}
_NOTES = frozenset({ArtifactKind.ANNOTATION, ArtifactKind.GROUP})
_LINES = frozenset({Group.FLOW, Group.MESSAGE, Group.ASSOCIATION})


class Arrangement:
    """Brings the elements of the file where those of the wanted diagram are."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._original = stage.original
        self._leaving = [stage.branch(element) for element in stage.gone]
        self._items = {self._original.items[element.id] for element in stage.gone}
        self._outside = {id(branch) for branch in self._leaving}

    def make(self) -> None:
        after = self._stage.after
        depths = _depths(after)
        self._arrange(after.processes)
        self._arrange(after.pools)
        self._arrange(sorted(after.lanes, key=lambda lane: len(after.lane_path(lane.id))))
        self._arrange(sorted(after.nodes, key=lambda node: depths[node.id]))
        self._arrange(artifact for artifact in after.artifacts if artifact.kind not in _NOTES)
        self._arrange(artifact for artifact in after.artifacts if artifact.kind in _NOTES)
        self._arrange(after.flows)
        self._arrange(after.messages)
        self._arrange(after.associations)
        self._remove()

    def _arrange(self, elements: Iterable[Element]) -> None:
        """Brings elements of one group where they belong, each behind the one before it."""
        waiting: dict[int, list[Branch]] = {}
        last: dict[int, Branch] = {}
        for element in elements:
            if element.id not in self._stage.fresh and not self._has_moved(element):
                branch = self._stage.branch(element)
                holder = branch.around
                for early in waiting.pop(id(holder), ()):
                    self._original.put_before(early, branch)
                last[id(holder)] = branch
                continue
            holder = self._holder(element)
            if holder is None:
                continue
            before = last.get(id(holder))
            if element.id in self._stage.fresh:
                branch = self._put(element, holder, before)
            else:
                branch = self._stage.branch(element)
                self._original.move(branch, holder, before)
            if before is None or id(holder) in waiting:
                waiting.setdefault(id(holder), []).append(branch)
            last[id(holder)] = branch

    def _has_moved(self, element: Element) -> bool:
        """Whether it has to stand elsewhere than it does."""
        old = self._stage.old(element)
        if old is None:
            return False
        if isinstance(old, Node | Lane) and isinstance(element, Node | Lane):
            if (old.parent, old.process) != (element.parent, element.process):
                return True
        elif isinstance(old, Flow) and isinstance(element, Flow):
            if self._stage.homes_before.of(old) != self._stage.homes.of(element):
                return True
        elif isinstance(old, Artifact) and isinstance(element, Artifact) and old.parent != element.parent:
            return True
        around = self._stage.branch(element).around
        while around is not None:
            if id(around) in self._outside:
                return True
            around = around.around
        return False

    def _holder(self, element: Element) -> Branch | None:
        """The element of the file in which another belongs; None where it comes with another."""
        stage = self._stage
        match element:
            case Process():
                return self._original.root
            case Pool():
                return stage.collaboration
            case Lane():
                return self._lane_set(element)
            case Artifact() if element.kind in _DATA:
                return self._interface(element)
            case Association():
                holder = stage.homes.holder(element)
                if holder is not None:
                    return None if holder.id in stage.fresh else stage.branch(holder)
                return stage.home(stage.homes.of_association(element))
            case _:
                return stage.home(stage.homes.of(element))

    def _lane_set(self, lane: Lane) -> Branch:
        holder = self._original.branches[lane.parent or self._stage.homes.divided[lane.id]]
        found = holder.first("childLaneSet" if lane.parent else "laneSet")
        if found is not None:
            return found
        id = self._stage.ids.free(f"{lane.parent or lane.process}_lanes")
        made = piece("bpmn:childLaneSet" if lane.parent else "bpmn:laneSet", {"id": id})
        return self._original.insert(holder, made)

    def _interface(self, artifact: Artifact) -> Branch:
        home = self._stage.home(self._stage.homes.of(artifact))
        found = home.first("ioSpecification")
        return found or self._original.insert(home, interface_piece([], []))

    def _put(self, element: Element, holder: Branch, before: Branch | None) -> Branch:
        """Puts a new element into the file."""
        branch = holder
        for made in self._made(element, holder):
            branch = before = self._original.insert(holder, made, before)
        self._original.branches[element.id] = branch
        return branch

    def _made(self, element: Element, holder: Branch) -> list[Piece]:
        parts = self._stage.parts
        match element:
            case Process():
                return [parts.process(element)]
            case Pool():
                return [parts.pool(element)]
            case Lane():
                return [parts.lane(element, [])]
            case Node():
                return [parts.node(element)]
            case Artifact():
                made = parts.artifact(element)
                category = parts.category(element, made[-1]) if element.kind is ArtifactKind.GROUP else None
                if category is not None:
                    self._original.insert(self._original.root, category)
                return made
            case Flow():
                return [parts.message(element) if _is_message(element, self._stage) else parts.flow(element)]
            case Association():
                node = self._stage.homes.holder(element)
                if node is None:
                    return [parts.association(element)]
                is_going = node.id == element.source
                return [parts.data_association(element, None if is_going else self._placeholder(holder))]
            case _:
                raise AssertionError(element)

    def _placeholder(self, holder: Branch) -> str:
        """What stands for the data that comes into an activity."""
        for known in holder.all("property"):
            if known.get("name") == "__targetRef_placeholder" and known.get("id"):
                return known.get("id") or ""
        id = self._stage.ids.free(f"{holder.get('id')}_input")
        made = piece("bpmn:property", {"id": id, "name": "__targetRef_placeholder"})
        self._original.insert(holder, made)
        return id

    def _remove(self) -> None:
        """Takes out what is gone, and what in the file refers to it."""
        drawings = [drawn for item in self._items for drawn in self._original.drawings(item)]
        data = [item.markup.reference("dataObjectRef") for item in self._items]
        for item in self._original.parts.items:
            if item not in self._items and self._is_torn(item):
                self._original.branches[item.id].remove()
                drawings += self._original.drawings(item)
        for branch in (*self._leaving, *drawings):
            self._detach(branch)
        self._remove_lists()
        self._remove_planes()
        self._remove_data({id for id in data if id})

    def _detach(self, branch: Branch) -> None:
        holder = branch.around
        branch.remove()
        if holder is not None and holder.local in {"laneSet", "childLaneSet"} and not holder.children:
            holder.remove()

    def _is_torn(self, item: Item) -> bool:
        """Whether it is a line of the file, not of the diagram, at an end of which something is gone."""
        if item.group not in _LINES or self._stage.before.element(item.id) is not None:
            return False
        groups = tuple(Group)
        ends = (item.markup.reference(f"{end}Ref") for end in ("source", "target"))
        return any(self._original.register.find(end, groups, item) in self._items for end in ends)

    def _remove_lists(self) -> None:
        register = self._original.register
        for item in self._original.parts.items:
            if item.group is not Group.LANE or item in self._items:
                continue
            for entry in self._original.branches[item.id].all("flowNodeRef"):
                if entry.markup is not None:
                    meant = register.find(entry.markup.text.strip(), (Group.NODE,), item)
                    if meant in self._items:
                        entry.remove()

    def _remove_planes(self) -> None:
        """Takes out the drawings of what is gone; what else they show goes to the first that stays."""
        gone = {item.written for item in self._items} - {""}
        planes = self._original.planes()
        kept = [plane for plane in planes if plane.get("bpmnElement") not in gone]
        for plane in planes:
            if plane in kept:
                continue
            if not kept and plane.children:
                plane.set("bpmnElement", self._main())
                kept.append(plane)
                continue
            for drawn in plane.children:
                self._original.move(drawn, kept[0])
            diagram = plane.around if plane.local == "BPMNPlane" else None
            plane.remove()
            if diagram is not None and not any(it.local == "BPMNPlane" for it in diagram.children):
                diagram.remove()

    def _main(self) -> str | None:
        """What the first drawing shows."""
        if self._stage.homes.has_collaboration:
            return self._stage.collaboration.get("id")
        processes = self._stage.after.processes
        return processes[0].id if processes else None

    def _remove_data(self, ids: set[str]) -> None:
        """Takes out the data that only references which are gone referred to."""
        for branch in list(self._original.root.walk()):
            if branch.local == "dataObjectReference":
                ids.discard(branch.get("dataObjectRef") or "")
        shown = {item.written for item in self._original.parts.items}
        for branch in list(self._original.root.walk()):
            if branch.local == "dataObject" and branch.get("id") in ids - shown:
                branch.remove()


def _is_message(flow: Flow, stage: Stage) -> bool:
    return any(message is flow for message in stage.after.messages)


def _depths(diagram: Diagram) -> dict[str, int]:
    """How many sub-processes are around each node."""
    found: dict[str, int] = {}
    for node in diagram.nodes:
        path: list[str] = []
        around: Element | None = node
        while isinstance(around, Node) and around.id not in found and around.id not in path:
            path.append(around.id)
            around = diagram.element(around.parent) if around.parent is not None else None
        depth = found.get(around.id, -1) if isinstance(around, Node) else -1
        for number, id in enumerate(reversed(path), 1):
            found[id] = depth + number
    return found
