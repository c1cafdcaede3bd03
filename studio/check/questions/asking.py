"""A question put to the elements of a diagram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.check.service.finding import about
from studio.model import Diagram, Flow, Node, Problem, Severity

__all__ = ["Asked", "Lack", "asked"]


@dataclass(frozen=True, slots=True)
class Lack:
    """Why an element fails: the code of the sentence, and what the sentence mentions."""

    code: str
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The elements that pass and the problems of those that fail; ``process_of`` is by element."""

    passed: tuple[str, ...]
    failed: tuple[Problem, ...]
    process_of: dict[str, str]

    def of(self, process: str) -> Asked:
        """The same for one process."""
        return Asked(
            passed=tuple(id for id in self.passed if self.process_of.get(id) == process),
            failed=tuple(it for it in self.failed if self.process_of.get(it.element or "") == process),
            process_of=self.process_of,
        )


def asked(diagram: Diagram, answers: Iterable[tuple[str, Lack | None]]) -> Asked:
    """What comes of it: for each element that counts its lack, or None if it passes."""
    passed: list[str] = []
    failed: list[Problem] = []
    process_of: dict[str, str] = {}
    for id, lack in answers:
        process_of[id] = _process(diagram, id)
        if lack is None:
            passed.append(id)
        else:
            failed.append(about(diagram, lack.code, Severity.WARNING, id, **dict(lack.told)))
    return Asked(passed=tuple(passed), failed=tuple(failed), process_of=process_of)


def _process(diagram: Diagram, id: str) -> str:
    """The process of a node or flow; what is no element of any belongs to the first."""
    element = diagram.element(id)
    if isinstance(element, Flow):
        element = diagram.element(element.source)
    if isinstance(element, Node):
        return element.process
    if any(process.id == id for process in diagram.processes):
        return id
    return next((process.id for process in diagram.processes), "")
