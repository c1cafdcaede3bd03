"""What the rules find, each fault told once and by the rule that says most of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studio.check.lint.finding import Finding
from studio.check.lint.rules import RULES, Rule
from studio.check.lint.scopes import nodes_by_scope
from studio.check.once import also_about, told_once
from studio.model import Diagram, Problem

__all__ = ["lint", "rule_of"]


def lint(diagram: Diagram, told: Iterable[Problem] = ()) -> tuple[Problem, ...]:
    """The problems that the rules find, in the order of the rules.

    ``told`` is what the reader has said already; it is not said again. Empty processes and
    sub-processes are spared: there is nothing yet to keep rules.
    """
    before = tuple(told)
    found = {name: list(rule.find(diagram)) for name, rule in RULES.items()}
    spared = _with_unseen_border(diagram, found)
    lines = _lines(diagram)
    problems = [
        Problem(
            code=finding.code,
            severity=finding.severity or RULES[name].severity,
            element=finding.element,
            line=lines.get(finding.element),
            parameters=tuple(finding.parameters.items()),
        )
        for name, findings in found.items()
        for finding in findings
        if (name, finding.element) not in spared
    ]
    about = {(problem.code, problem.element) for problem in before}
    return told_once(problems, about.union(also_about(before)))


def rule_of(problem: Problem) -> Rule | None:
    """The rule that a problem comes from; None where it is not one of lint's."""
    family, _, rest = problem.code.partition(".")
    return RULES.get(rest.partition(".")[0]) if family == "lint" else None


def _with_unseen_border(diagram: Diagram, found: Mapping[str, list[Finding]]) -> set[tuple[str, str]]:
    """Scopes whose missing start or end is not worth a word of its own.

    They are empty, or the very step is named at which they begin or end.
    """
    spared: set[tuple[str, str]] = set()
    alone = {it.element for it in found["no-disconnected"]}
    borders = (
        ("start-event-required", alone | {it.element for it in found["no-implicit-start"]}),
        ("end-event-required", alone | {it.element for it in found["no-implicit-end"]}),
    )
    for scope, nodes in nodes_by_scope(diagram).items():
        for name, elements in borders:
            if not nodes or any(node.id in elements for node in nodes):
                spared.add((name, scope))
    return spared


def _lines(diagram: Diagram) -> dict[str, int | None]:
    found = {element.id: element.line for element in diagram.elements()}
    return {declaration.id: declaration.line for declaration in diagram.declarations} | found
