"""Two diagrams side by side, the file of the one, and what it takes to make it the file of the other."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from studio.model import Artifact, Association, Diagram, Element
from studio.reading.vocabulary import COLLABORATIONS
from studio.reading.writing.branch import Branch
from studio.reading.writing.homes import Homes
from studio.reading.writing.ids import Ids
from studio.reading.writing.original import Original
from studio.reading.writing.parts import Parts
from studio.reading.writing.piece import piece

__all__ = ["Stage"]

Kind = TypeVar("Kind", bound=Element)


class Stage:
    """What the parts of a revision share. ``after`` is the wanted diagram, ``parts`` are its elements."""

    def __init__(self, before: Diagram, after: Diagram, original: Original, ids: Ids) -> None:
        self.before = before
        self.after = after
        self.original = original
        self.ids = ids
        self.homes = Homes(after)
        self.homes_before = Homes(before)
        self.parts = Parts(after, ids, self.homes)
        old = {element.id: element for element in before.elements()}
        old_messages = {message.id for message in before.messages}
        new_messages = {message.id for message in after.messages}
        self._old: dict[str, Element] = {}
        self.fresh: set[str] = set()
        """The ids of elements that are not in the file, or there as something else."""
        for element in after.elements():
            other = old.get(element.id)
            as_message = (element.id in old_messages) == (element.id in new_messages)
            if other is not None and as_message and _is_same(other, element):
                self._old[element.id] = other
            else:
                self.fresh.add(element.id)
        self.gone = [element for element in old.values() if element.id not in self._old]

    def old(self, element: Kind) -> Kind | None:
        """What the element was in the file; None where it is new."""
        found = self._old.get(element.id)
        return found if isinstance(found, type(element)) else None

    def branch(self, element: Element) -> Branch:
        return self.original.branches[element.id]

    @cached_property
    def collaboration(self) -> Branch:
        """The file's collaboration; it is made where there is none."""
        original = self.original
        pools = [original.branches[pool.id].around for pool in self.before.pools]
        found = pools[-1] if pools else next(original.top("collaboration"), None)
        if found is None:
            found = next(original.top(*COLLABORATIONS), None)
        if found is not None:
            return found
        id = self.ids.free("Collaboration")
        made = original.insert(original.root, piece("bpmn:collaboration", {"id": id}))
        for plane in original.planes()[:1]:
            plane.set("bpmnElement", id)
        return made

    def home(self, id: str | None) -> Branch:
        """The element of a process or sub-process; for None the collaboration."""
        return self.collaboration if id is None else self.original.branches[id]


def _is_same(one: Element, other: Element) -> bool:
    """Whether the one can become the other by changes of what it says."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Artifact) and isinstance(other, Artifact):
        return one.kind is other.kind
    if isinstance(one, Association) and isinstance(other, Association):
        ends = (one.source, one.target) == (other.source, other.target)
        return one.data == other.data and (ends or not one.data)
    return True
