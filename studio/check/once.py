"""One fault, one problem: of what several parts of a check say about an element, the one that says most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from studio.model import Problem

__all__ = ["also_about", "told_once"]

_NO_PLACE = frozenset({"layout.none", "layout.missing"})
_NO_TARGET = frozenset({"flow.no-target", "flow.unknown-target", "flow.target-no-step"})
_NO_SOURCE = frozenset({"flow.no-source", "flow.unknown-source", "flow.source-no-step"})
_NO_LINK = frozenset({"lint.link-event.name", "lint.link-event.catch", "lint.link-event.throw"})
_MISPLACED = frozenset({"lint.ad-hoc-sub-process", "lint.event-sub-process-typed-start-event"})
_DEAD = frozenset({"soundness.dead"})
_DOUBLED = frozenset({"soundness.lack-of-synchronisation"})
_UNLED = frozenset({"lint.no-disconnected", "lint.ad-hoc-sub-process"}) | _DEAD | _NO_SOURCE

_SAYS_MORE: Mapping[str, frozenset[str]] = {
    "lint.no-implicit-start": _UNLED,
    "lint.no-implicit-start.beside": _UNLED,
    "lint.no-implicit-end": _MISPLACED | _NO_LINK | _NO_TARGET | {"lint.no-disconnected"},
    "lint.no-disconnected": _MISPLACED | _NO_LINK | _NO_SOURCE | _NO_TARGET | _DEAD,
    "lint.link-event.throw": _DEAD,
    "lint.link-event.twice": _DEAD,
    "lint.superfluous-gateway": frozenset({"lint.event-based-gateway"}),
    "lint.fake-join": _DOUBLED,
    "lint.no-implicit-split": _DOUBLED,
    "lint.conditional-flows": frozenset({"guard", "lint.event-based-gateway"}),
    "lint.label-required.decision": frozenset({"guard", "lint.conditional-flows"}),
    "lint.no-bpmndi": _NO_PLACE,
}
"""For a code the codes, or beginnings of codes, that say more of an element: where they do, it is silent."""


def told_once(
    problems: Iterable[Problem], about: Iterable[tuple[str, str | None]] = ()
) -> tuple[Problem, ...]:
    """The problems without those of which another one says more, in their order.

    ``about`` are further elements, None for all, that a problem of some code is about.
    """
    told = tuple(problems)
    said = {(stem, problem.element) for problem in told for stem in _stems(problem.code)} | set(about)
    return tuple(problem for problem in told if not _is_said_better(problem, said))


def also_about(told: Iterable[Problem]) -> Iterator[tuple[str, str | None]]:
    """What the reader's problems of flows are about beside the flow: the nodes left without it."""
    for problem in told:
        for name, value in problem.parameters:
            if name in {"source", "target"}:
                yield problem.code, value


def _is_said_better(problem: Problem, said: set[tuple[str, str | None]]) -> bool:
    better = _SAYS_MORE.get(problem.code, frozenset())
    return any((code, problem.element) in said or (code, None) in said for code in better)


def _stems(code: str) -> Iterator[str]:
    """``lint.link-event.catch``, ``lint.link-event`` and ``lint``."""
    while code:
        yield code
        code = code.rpartition(".")[0]
