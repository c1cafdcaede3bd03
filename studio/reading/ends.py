"""What flows and associations connect; those that lack an end are left out and reported."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from studio.model import Problem, Severity
from studio.reading.items import Item
from studio.reading.problems import problem
from studio.reading.register import Register
from studio.reading.vocabulary import Group

__all__ = ["Ends"]


class _Codes(NamedTuple):
    """The codes of what can be wrong with one end of a line."""

    absent: str
    unknown: str
    no_step: str = ""
    from_node: str = ""


_CODES = {
    (Group.FLOW, "source"): _Codes(
        "flow.no-source", "flow.unknown-source", "flow.source-no-step", "flow.source-from-node"
    ),
    (Group.FLOW, "target"): _Codes(
        "flow.no-target", "flow.unknown-target", "flow.target-no-step", "flow.target-from-node"
    ),
    (Group.MESSAGE, "source"): _Codes("message.no-source", "message.unknown-source"),
    (Group.MESSAGE, "target"): _Codes("message.no-target", "message.unknown-target"),
    (Group.ASSOCIATION, "source"): _Codes("association.no-source", "association.unknown-source"),
    (Group.ASSOCIATION, "target"): _Codes("association.no-target", "association.unknown-target"),
}
_OWN_END = {"dataInputAssociation": "target", "dataOutputAssociation": "source"}
"""Which end of a data association is the activity or event that it stands in."""

_Pair = tuple[Item, Item]
_ANYTHING_ELSE = (
    Group.NODE,
    Group.ARTIFACT,
    Group.FLOW,
    Group.MESSAGE,
    Group.POOL,
    Group.LANE,
    Group.PROCESS,
)


class Ends:
    """Finds the two ends of flows, message flows and associations.

    A sequence flow that does not say where it starts or ends is connected to the node that lists it
    as outgoing or incoming, if one does.
    """

    def __init__(self, items: Sequence[Item], register: Register, problems: list[Problem]) -> None:
        self._register = register
        self._problems = problems
        self._listed: dict[tuple[str, str], Item] = {}
        self._flows: dict[Item, _Pair | None] = {}
        for item in items:
            if item.group is Group.NODE:
                for child in item.markup.children:
                    if child.tag in {"incoming", "outgoing"}:
                        self._listed.setdefault((child.tag, child.text.strip()), item)

    def of_flow(self, flow: Item) -> _Pair | None:
        """The nodes that a sequence flow connects."""
        if flow not in self._flows:
            source = self._node(flow, "source", "outgoing")
            target = self._node(flow, "target", "incoming")
            self._flows[flow] = (source, target) if source is not None and target is not None else None
        return self._flows[flow]

    def of_message(self, message: Item, pools: Mapping[Item, Item]) -> _Pair | None:
        """The nodes or pools between which a message flow runs; a process stands for its pool."""
        found: list[Item] = []
        for end in ("source", "target"):
            reference = message.markup.reference(f"{end}Ref")
            item = self._register.find(reference, (Group.NODE, Group.POOL, Group.PROCESS), message)
            if item is not None and item.group is Group.PROCESS:
                item = pools.get(item)
            if item is None:
                self._report(end, message, reference)
            else:
                found.append(item)
        return (found[0], found[1]) if len(found) == 2 else None

    def of_association(self, association: Item, placed: Container[Item], *, is_drawn: bool) -> _Pair | None:
        """The two elements that an association connects, both among those ``placed`` in the diagram.

        A data association stands in its activity or event, which is one of its ends. Where it is not
        drawn it is a mapping of variables, and its want of an end no fault.
        """
        ends: dict[str, Item | None] = {}
        own = {"dataInputAssociation": "target", "dataOutputAssociation": "source"}.get(
            association.markup.tag
        )
        for end in ("source", "target"):
            if end == own:
                ends[end] = association.scope
                continue
            reference = association.markup.reference(f"{end}Ref")
            found = self._register.find(reference, _ANYTHING_ELSE, association)
            ends[end] = found if found in placed else None
            if ends[end] is None and (own is None or is_drawn):
                self._report(end, association, reference)
        source, target = ends["source"], ends["target"]
        return (source, target) if source is not None and target is not None else None

    def _node(self, flow: Item, end: str, listed_as: str) -> Item | None:
        reference = flow.markup.reference(f"{end}Ref")
        codes = _CODES[flow.group, end]
        node = self._register.find(reference, (Group.NODE,), flow)
        if node is None and flow.written:
            node = self._listed.get((listed_as, flow.written))
            if node is not None:
                self._tell(codes.from_node, Severity.INFO, flow, node.id)
        if node is None and self._register.declared(reference) is not None:
            self._tell(codes.no_step, Severity.ERROR, flow, reference)
        elif node is None:
            self._report(end, flow, reference)
        return node

    def _report(self, end: str, item: Item, reference: str) -> None:
        codes = _CODES[item.group, end]
        severity = Severity.WARNING if item.group is Group.ASSOCIATION else Severity.ERROR
        self._tell(codes.unknown if reference else codes.absent, severity, item, reference)

    def _tell(self, code: str, severity: Severity, item: Item, reference: str) -> None:
        """Told with what the end refers to, and with the nodes that a flow connects all the same."""
        parameters = {"id": reference} if reference else {}
        for end in ("source", "target") if item.group is Group.FLOW else ():
            node = self._register.find(item.markup.reference(f"{end}Ref"), (Group.NODE,), item)
            if node is not None:
                parameters[end] = node.id
        self._problems.append(problem(code, severity, item, **parameters))
