"""Which values a case has when it gets to a node: what steps declare to write, followed along the flow.

A step writes what its property ``writes`` lists and the data objects that its data associations lead to.
Where it is not certain that a value is lacking it counts as there: nobody is told of a fault that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from studio.model import Artifact, ArtifactKind, Diagram, Node, NodeKind
from studio.model.graph import reachable, starts, successors
from studio.scenario import Scenario

__all__ = ["Written", "written"]

_APART = re.compile(r"[,，、;；\n]")
_JOINS = frozenset({NodeKind.PARALLEL_GATEWAY, NodeKind.INCLUSIVE_GATEWAY, NodeKind.COMPLEX_GATEWAY})


@dataclass(frozen=True, slots=True)
class Written:
    """The nodes that write each name (names without capitals), and the names each node is sure to have.

    ``maybe`` are the names that some way to the node writes. Both are about the moment before the
    node itself writes anything.
    """

    writers: Mapping[str, tuple[str, ...]]
    surely: Mapping[str, frozenset[str]]
    maybe: Mapping[str, frozenset[str]]

    def writers_of(self, name: str) -> tuple[str, ...]:
        """The nodes that write a property or the data that it is a part of."""
        return next((self.writers[it] for it in _wholes(name) if it in self.writers), ())

    def is_sure(self, node: str, name: str) -> bool:
        return any(it in self.surely.get(node, frozenset()) for it in _wholes(name))

    def is_possible(self, node: str, name: str) -> bool:
        return any(it in self.maybe.get(node, frozenset()) for it in _wholes(name))


def _wholes(name: str) -> Iterator[str]:
    """The name and what it is a part of: ``order.total``, then ``order``."""
    parts = name.casefold().split(".")
    return (".".join(parts[:size]) for size in range(len(parts), 0, -1))


def written(diagram: Diagram, scenario: Scenario | None = None) -> Written:
    """What is written where, for a whole diagram; the steps of a scenario write what they assign."""
    writes = _writes(diagram, scenario)
    writers: dict[str, list[str]] = {}
    for node, names in writes.items():
        for name in names:
            writers.setdefault(name, []).append(node)
    if not writers:
        return Written({}, {}, {})
    onward = successors(diagram)
    maybe: dict[str, set[str]] = {}
    for name, nodes in writers.items():
        after = {there for node in nodes for there in onward[node]}
        for node in reachable(diagram, after):
            maybe.setdefault(node, set()).add(name)
    return Written(
        {name: tuple(nodes) for name, nodes in writers.items()},
        _Certain(diagram, writes, frozenset(writers), onward).found(),
        {node: frozenset(names) for node, names in maybe.items()},
    )


def _writes(diagram: Diagram, scenario: Scenario | None) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for id, step in scenario.steps.items() if scenario is not None else ():
        if step.assigns and isinstance(diagram.element(id), Node):
            found[id] = {attribute.name.casefold() for attribute in step.assigns}
    for node in diagram.nodes:
        for key, text in node.properties:
            if key == "writes":
                found.setdefault(node.id, set()).update(_names(text))
    for association in diagram.associations:
        data, source = diagram.element(association.target), diagram.element(association.source)
        if not (association.data and isinstance(source, Node) and isinstance(data, Artifact)):
            continue
        if data.kind in (ArtifactKind.DATA_OBJECT, ArtifactKind.DATA_OUTPUT):
            names = {data.id.casefold(), _stateless(data.name)} - {""}
            found.setdefault(source.id, set()).update(names)
    return {node: frozenset(names) for node, names in found.items() if names}


def _names(text: str) -> Iterable[str]:
    return filter(None, (part.strip().casefold() for part in _APART.split(text)))


def _stateless(name: str) -> str:
    """A data object's name without its state in brackets."""
    return re.sub(r"\s*\[[^\]]*\]\s*$", "", name).strip().casefold()


class _Certain:
    """The names that every case has before each node, the largest sets that agree with each other."""

    def __init__(
        self,
        diagram: Diagram,
        writes: Mapping[str, frozenset[str]],
        everything: frozenset[str],
        onward: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._diagram = diagram
        self._writes = writes
        self._everything = everything
        self._onward = onward
        self._starts = frozenset(starts(diagram))
        self._before: dict[str, list[str]] = {}
        for node, targets in onward.items():
            for target in targets:
                self._before.setdefault(target, []).append(node)
        self._around = {node.id: tuple(self._containers(node)) for node in diagram.nodes}

    def _containers(self, node: Node) -> Iterator[str]:
        """The node and the sub-processes around it, innermost first."""
        here: str | None = node.id
        while here is not None:
            yield here
            here = self._diagram.node(here).parent

    def found(self) -> dict[str, frozenset[str]]:
        known = {node.id: self._everything for node in self._diagram.nodes}
        waiting = dict.fromkeys(known)
        while waiting:
            here = next(iter(waiting))
            del waiting[here]
            now = self._at(self._diagram.node(here), known)
            if now != known[here]:
                known[here] = now
                waiting |= dict.fromkeys(self._onward[here])
        return known

    def _at(self, node: Node, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
        branches: dict[str, frozenset[str]] = {}
        for before in self._before.get(node.id, ()):
            key = self._beside(node, before)
            branches[key] = branches.get(key, frozenset()) | self._after(node, before, key, known)
        if node.id in self._starts:
            return frozenset()
        if not branches:
            return self._everything
        if node.kind in _JOINS:
            return frozenset[str]().union(*branches.values())
        return frozenset.intersection(*branches.values())

    def _beside(self, node: Node, before: str) -> str:
        """What of the node's own level a step comes from: the node before it, or what that stands in."""
        return next(
            (it for it in self._around[before] if self._diagram.node(it).parent == node.parent), before
        )

    def _after(
        self, node: Node, before: str, beside: str, known: Mapping[str, frozenset[str]]
    ) -> frozenset[str]:
        """What a case has after the node before; on an exception, or inside of it, what it had before it."""
        has = known[before]
        if node.attached_to == before or before in self._around[node.id][1:]:
            return has
        return has | self._writes.get(before, frozenset()) | self._writes.get(beside, frozenset())
