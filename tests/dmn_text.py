"""Small DMN files for tests."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from studio.model.decision import DecisionTable
from studio.reading.decisions import read_decisions

VERSIONS = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}


def dmn(
    *rules: str,
    inputs: Sequence[str] = ("amount:number",),
    outputs: Sequence[str] = ("level:string",),
    policy: str = "UNIQUE",
    namespace: str = VERSIONS["1.3"],
) -> str:
    """A file with one table; a rule is ``cell | cell => result | result``, a column ``name:type:values``."""
    columns = "".join(
        f'<input id="I{n}"><inputExpression typeRef="{type_}"><text>{escape(name)}</text></inputExpression>'
        f"{_values('inputValues', values)}</input>"
        for n, (name, type_, values) in enumerate(map(_column, inputs))
    )
    columns += "".join(
        f'<output id="O{n}" name="{name}" typeRef="{type_}">{_values("outputValues", values)}</output>'
        for n, (name, type_, values) in enumerate(map(_column, outputs))
    )
    rows = "".join(_rule(n, rule) for n, rule in enumerate(rules, start=1))
    return (
        f'<definitions xmlns="{namespace}" id="D" name="D"><decision id="Level" name="Which level?">'
        f'<decisionTable id="T" {policy and f"hitPolicy={policy!r}"}>{columns}{rows}</decisionTable>'
        "</decision></definitions>"
    )


def table_of(*rules: str, **more) -> DecisionTable:
    """The one table of such a file, in which nothing is wrong."""
    decisions = read_decisions(dmn(*rules, **more).encode(), "test.dmn")
    assert decisions.problems == ()
    (table,) = decisions.tables
    return table


def _column(text: str) -> tuple[str, str, str]:
    name, type_, values = (*text.split(":"), "", "")[:3]
    return name, type_, values


def _values(tag: str, values: str) -> str:
    return f"<{tag}><text>{escape(values)}</text></{tag}>" if values else ""


def _rule(number: int, rule: str) -> str:
    cells, _, results = rule.partition("=>")
    entries = "".join(
        f"<inputEntry><text>{escape(cell.strip())}</text></inputEntry>" for cell in cells.split("|")
    )
    entries += "".join(
        f"<outputEntry><text>{escape(result.strip())}</text></outputEntry>" for result in results.split("|")
    )
    return f'<rule id="R{number}">{entries}</rule>'
