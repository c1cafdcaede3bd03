"""What is wrong with a decision table, as problems with a case that shows each."""

from __future__ import annotations

from studio.check.decisions import case_of
from studio.model import Problem, Severity
from studio.model.decision import DecisionTable
from studio.model.decision_review import TableFinding, TableFindingKind, examine_table

__all__ = ["table_problems"]

_CODES = {
    TableFindingKind.OVERLAP: ("decision.overlap", Severity.ERROR),
    TableFindingKind.CONFLICT: ("decision.conflict", Severity.ERROR),
    TableFindingKind.GAP: ("decision.gap", Severity.WARNING),
    TableFindingKind.NEVER: ("decision.never", Severity.WARNING),
    TableFindingKind.MASKED: ("decision.masked", Severity.WARNING),
}


def table_problems(table: DecisionTable) -> tuple[Problem, ...]:
    """Rules that clash, cases without a rule, rules that never decide."""
    return tuple(_problem(table, finding) for finding in examine_table(table).findings)


def _problem(table: DecisionTable, finding: TableFinding) -> Problem:
    code, severity = _CODES[finding.kind]
    told = {"table": table.name}
    if finding.rules:
        told["rule"] = str(finding.rules[0])
    if len(finding.rules) > 1:
        told["other"] = str(finding.rules[1])
    if finding.witness:
        told["case"] = case_of(finding.witness)
    line = next((rule.line for rule in table.rules if rule.number in finding.rules), table.line)
    return Problem(code=code, severity=severity, element=table.id, line=line, parameters=tuple(told.items()))
