"""The rule about promises: the parts of one that follow each other must fit into the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studio.check.service.desk import Desk
from studio.check.service.finding import about
from studio.model import Diagram, Problem, Severity
from studio.model.graph import back_flows, starts, successors
from studio.scenario import Promise

__all__ = ["overfull"]

_ROUNDING = 1e-6


def overfull(desk: Desk) -> list[Problem]:
    """Promises of which the parts, one after the other, may take longer than the whole.

    Of parts that run side by side the longest way counts. A warning where no case can avoid these parts, else
    an info: then those that take that way break the promise. Times by different clocks are compared only
    where it is certain: what takes an hour of any clock takes at least an hour of the calendar.
    """
    scenario = desk.scenario
    if scenario is None:
        return []
    found = []
    order: _Order | None = None
    for whole in scenario.promises:
        parts = [
            part
            for part in scenario.promises
            if part.parent == whole.name and (whole.clock is None or part.clock == whole.clock)
        ]
        if not parts:
            continue
        order = order or _Order(desk.diagram)
        needed = [part for part in parts if order.is_unavoidable(part, whole)]
        for code, severity, chain in (
            ("service.promise-parts", Severity.WARNING, needed),
            ("service.promise-parts.some", Severity.INFO, parts),
        ):
            longest = order.longest(chain)
            if longest > whole.within + _ROUNDING:
                told = {"promise": whole.label or whole.name, "within": whole.within, "sum": longest}
                found.append(about(desk.diagram, code, severity, whole.to or whole.from_, **told))
                break
    return found


class _Order:
    """Which part of a promise can only begin when another one is over."""

    def __init__(self, diagram: Diagram) -> None:
        back = back_flows(diagram)
        self._starts = starts(diagram)
        closing = {(flow.source, flow.target) for flow in diagram.flows if flow.id in back}
        self._next: Mapping[str, Sequence[str]] = {
            id: [target for target in targets if (id, target) not in closing]
            for id, targets in successors(diagram).items()
        }

    def longest(self, parts: Sequence[Promise]) -> float:
        """Seconds of the longest chain of parts that follow each other."""
        later = {part.name: [other for other in parts if self._follows(part, other)] for part in parts}
        best: dict[str, float] = {}

        def of(part: Promise, above: frozenset[str]) -> float:
            if part.name not in best:
                rest = (of(it, above | {part.name}) for it in later[part.name] if it.name not in above)
                best[part.name] = part.within + max(rest, default=0.0)
            return best[part.name]

        return max((of(part, frozenset()) for part in parts), default=0.0)

    def is_unavoidable(self, part: Promise, whole: Promise) -> bool:
        """Whether every case that comes to the end of the whole passes the end of the part."""
        milestone = part.to or part.from_
        if milestone is None or milestone in (whole.from_, whole.to):
            return True
        around = self._from([whole.from_] if whole.from_ else self._starts, without=milestone)
        if whole.to is not None:
            return whole.to not in around
        return all(self._next.get(node) or node == milestone for node in around)

    def _follows(self, one: Promise, other: Promise) -> bool:
        """Whether the other begins where the one has ended, or after it."""
        if one.to is None or other.from_ is None or one is other:
            return False
        return other.from_ != one.from_ and other.from_ in self._from([one.to])

    def _from(self, nodes: Iterable[str], without: str = "") -> set[str]:
        """The nodes and what comes after them without going back, or past the one left out."""
        found = set(nodes) - {without}
        waiting = list(found)
        while waiting:
            for target in self._next.get(waiting.pop(), ()):
                if target not in found and target != without:
                    found.add(target)
                    waiting.append(target)
        return found
