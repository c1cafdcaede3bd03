"""Rules about how much there is to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from studio.check.complexity import PUBLISHED
from studio.check.lint.finding import Finding
from studio.model import Diagram, Node

__all__ = ["deep_nesting", "too_large"]

_MOST_LEVELS = 3
"""Sub-processes in one another that people still keep apart; beyond, nobody sees where they are."""


def too_large(diagram: Diagram) -> Iterator[Finding]:
    """too-large: more elements in one picture of a process than 7PMG advises.

    What lies in a collapsed sub-process is on a page of its own.
    """
    hidden = _within_collapsed(diagram)
    number = Counter(node.process for node in diagram.nodes if node.id not in hidden)
    most = PUBLISHED["nodes"].most
    for process, count in number.items():
        if count > most:
            yield Finding("lint.too-large", process, {"number": str(count), "most": f"{most:g}"})


def deep_nesting(diagram: Diagram) -> Iterator[Finding]:
    """deep-nesting: a sub-process within more than two others."""
    for node in diagram.nodes:
        if node.kind.is_container and len(_around(diagram, node)) == _MOST_LEVELS:
            yield Finding("lint.deep-nesting", node.id, {"number": str(_MOST_LEVELS + 1)})


def _within_collapsed(diagram: Diagram) -> set[str]:
    found: set[str] = set()
    waiting = [node.id for node in diagram.nodes if node.collapsed]
    while waiting:
        inner = [child.id for child in diagram.children(waiting.pop()) if child.id not in found]
        found.update(inner)
        waiting.extend(inner)
    return found


def _around(diagram: Diagram, node: Node) -> list[str]:
    """The sub-processes around a node, up to one more than is looked for."""
    found: list[str] = []
    while node.parent is not None and len(found) <= _MOST_LEVELS:
        found.append(node.parent)
        node = diagram.node(node.parent)
    return found
