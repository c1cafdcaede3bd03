"""What each element is and how it is connected: kinds, events, markers, ends of lines, lists of lanes."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import Association, Element, Flow, Node, Pool
from studio.reading.vocabulary import EVENTS, Group
from studio.reading.writing.branch import Branch
from studio.reading.writing.events import Declarations, expression, loop_piece
from studio.reading.writing.membership import is_listed
from studio.reading.writing.parts import flag, node_attributes
from studio.reading.writing.piece import PREFIXES, piece, rendered
from studio.reading.writing.pinning import refer
from studio.reading.writing.stage import Stage

__all__ = ["Rewiring"]

_TEXTS = {"name", "id"}
_DEFINITIONS = (*EVENTS, "eventDefinitionRef")


class Rewiring:
    """Makes the elements that were in the file say what those of the wanted diagram do."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._original = stage.original
        self._elements = {element.id: element for element in stage.after.elements()}
        self._declared_before = Declarations(stage.before, stage.ids)

    def make(self) -> None:
        after = self._stage.after
        self._declare()
        for process in after.processes:
            old_process = self._stage.old(process)
            if old_process is not None and old_process.executable != process.executable:
                self._stage.branch(process).set("isExecutable", flag(process.executable))
        for pool in after.pools:
            self._pool(pool)
        for node in after.nodes:
            old = self._stage.old(node)
            if old is not None:
                self._node(old, node)
        lines: tuple[Flow | Association, ...] = (*after.flows, *after.messages, *after.associations)
        for line in lines:
            self._line(line)
        self._list()

    def _declare(self) -> None:
        """Declares the messages and the like that events refer to, and names them anew."""
        before, after = self._declared_before.names, self._stage.parts.declarations
        for made in after.pieces(without=before):
            if made.attributes["id"] not in self._original.ids:
                self._original.insert(self._original.root, made)
        for id, name in after.names.items():
            declared = self._original.register.declared(id)
            if declared is not None and id in before and before[id] != name:
                self._original.of(declared).set("name", name or None)

    def _pool(self, pool: Pool) -> None:
        old = self._stage.old(pool)
        if old is not None and old.process != pool.process:
            refer(self._stage.branch(pool), "processRef", pool.process and self._stage.ids.of(pool.process))

    def _node(self, old: Node, node: Node) -> None:
        stage, branch = self._stage, self._stage.branch(node)
        if old.kind is not node.kind:
            branch.rename(node.kind)
        self._attributes(branch, node_attributes(old, stage.ids), node_attributes(node, stage.ids))
        if old.loop != node.loop:
            for known in branch.all("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"):
                known.remove()
            if node.loop is not None:
                self._original.insert(branch, loop_piece(node.loop, self._elements, stage.ids))
        self._events(old, node, branch)
        for tag, was, now in (
            ("incoming", stage.before.incoming(node.id), stage.after.incoming(node.id)),
            ("outgoing", stage.before.outgoing(node.id), stage.after.outgoing(node.id)),
        ):
            self._flows(tag, branch, node, {it.id for it in was}, [it.id for it in now])

    def _attributes(
        self, branch: Branch, old: Mapping[str, str | None], new: Mapping[str, str | None]
    ) -> None:
        for name in {**old, **new}:
            if name not in _TEXTS and old.get(name) != new.get(name):
                refer(branch, name, new.get(name))

    def _events(self, old: Node, node: Node, branch: Branch) -> None:
        """Replaces the definitions of an event that differ."""
        was = [self._declared_before.definition(it) for it in old.events]
        now = [self._stage.parts.declarations.definition(it) for it in node.events]
        known = branch.all(*_DEFINITIONS) if was else []
        last: Branch | None = None
        for number, made in enumerate(now):
            there = known[number] if number < len(known) else None
            is_kept = number < len(was) and old.events[number] == node.events[number]
            is_kept = is_kept or (
                number < len(was) and rendered(was[number], PREFIXES) == rendered(made, PREFIXES)
            )
            if there is not None and is_kept:
                last = there
                continue
            last = self._original.insert(branch, made, there or last)
            if there is not None:
                there.remove()
        for surplus in known[len(now) :]:
            surplus.remove()

    def _flows(self, tag: str, branch: Branch, node: Node, was: set[str], now: list[str]) -> None:
        """Lists the flows that came to the node, and no more those that left it."""
        left = was - set(now)
        known = branch.all(tag)
        for entry in known if left else ():
            item = self._original.items[node.id]
            text = entry.markup.text.strip() if entry.markup is not None else ""
            flow = self._original.register.find(text, (Group.FLOW,), item)
            if flow is not None and flow.id in left:
                entry.remove()
        for id in now:
            if id not in was:
                self._original.insert(branch, piece(f"bpmn:{tag}", text=self._stage.ids.of(id)))

    def _line(self, line: Flow | Association) -> None:
        old = self._stage.old(line)
        if old is None or (isinstance(line, Association) and line.data):
            return
        branch = self._stage.branch(line)
        if old.source != line.source:
            refer(branch, "sourceRef", self._stage.ids.of(line.source))
        if old.target != line.target:
            refer(branch, "targetRef", self._stage.ids.of(line.target))
        if isinstance(line, Flow) and isinstance(old, Flow):
            self._condition(old, line, branch)

    def _condition(self, old: Flow, flow: Flow, branch: Branch) -> None:
        if (old.condition, old.condition_language) == (flow.condition, flow.condition_language):
            return
        known = branch.first("conditionExpression")
        if not flow.condition and not flow.condition_language:
            if known is not None:
                known.remove()
        elif known is None:
            made = expression("conditionExpression", flow.condition, flow.condition_language)
            self._original.insert(branch, made)
        else:
            if old.condition != flow.condition:
                known.write(flow.condition)
            if old.condition_language != flow.condition_language:
                known.set("language", flow.condition_language or None)

    def _list(self) -> None:
        """Lists nodes in their lanes, where the lane has changed or would no longer be found."""
        stage = self._stage
        entries = self._entries()
        is_redrawn = self._is_redrawn()
        for node in stage.after.nodes:
            old = stage.old(node)
            wanted = node.lane if is_listed(node, stage.after) else None
            listed = entries.get(node.id, [])
            if old is not None and old.lane == node.lane:
                is_found = listed or not is_redrawn
                if wanted is None or (is_found and is_listed(old, stage.before)):
                    continue
            else:
                for _, entry in listed:
                    entry.remove()
                listed = []
            if wanted is not None and wanted not in {lane for lane, _ in listed}:
                made = piece("bpmn:flowNodeRef", text=stage.ids.of(node.id))
                self._original.insert(self._original.branches[wanted], made)

    def _entries(self) -> dict[str, list[tuple[str, Branch]]]:
        """Where nodes are listed: the lanes and the entries, by the node's id."""
        found: dict[str, list[tuple[str, Branch]]] = {}
        for item in self._original.parts.items:
            if item.group is not Group.LANE or item.id not in self._elements:
                continue
            for entry in self._original.branches[item.id].all("flowNodeRef"):
                text = entry.markup.text.strip() if entry.markup is not None else ""
                node = self._original.register.find(text, (Group.NODE,), item)
                if node is not None:
                    found.setdefault(node.id, []).append((item.id, entry))
        return found

    def _is_redrawn(self) -> bool:
        """Whether lanes or nodes stand elsewhere than they did, so that places may tell other lanes."""
        stage = self._stage
        if any(lane.id in stage.fresh for lane in stage.after.lanes):
            return True
        shapes: tuple[Element, ...] = (*stage.after.lanes, *stage.after.nodes)
        pairs = ((stage.old(it), it) for it in shapes)
        return any(old is not None and old.bounds != new.bounds for old, new in pairs)
