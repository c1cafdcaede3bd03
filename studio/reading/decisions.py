"""Decision tables from DMN files (1.1 to 1.5): bytes to :class:`DecisionTable`, hardened as diagrams are.

Cells are FEEL's unary tests; a cell that is more than they stays a text, and its rule is left out of what is
computed. Nothing in the file is executed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studio.errors import UnreadableFile
from studio.model import GuardError, Problem, Severity
from studio.model.decision import Aggregation, DecisionTable, HitPolicy, Input, Output, Rule
from studio.model.guard import (
    AllOf,
    Comparison,
    Constant,
    Domain,
    Guard,
    Name,
    Number,
    Sort,
    Term,
    Text,
    Truth,
    parse_term,
    parse_unary_tests,
)
from studio.reading.decision_cells import Cells, Unread, parts_of, worded
from studio.reading.markup import Markup
from studio.reading.refusal import refusal
from studio.reading.tree import parse
from studio.reading.words import brief, one_line

__all__ = ["Decisions", "read_decisions"]

_NUMBERS = frozenset({"number", "integer", "long", "double", "float", "int", "decimal"})
_TEXTS = frozenset({"string", "text"})
_TRUTHS = frozenset({"boolean", "bool"})
_NAMED = frozenset(
    {"inputData", "decision", "variable", "formalParameter", "parameter", "businessKnowledgeModel"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What was read from a file: its tables, and what of it could not be taken up."""

    tables: tuple[DecisionTable, ...]
    problems: tuple[Problem, ...]


def read_decisions(data: bytes, name: str) -> Decisions:
    """Reads a DMN file; ``name`` is what messages call it.

    Raises :class:`~studio.errors.UnreadableFile` for what is not XML, hostile, too large, or no DMN.
    """
    try:
        root = parse(data, name).root
    except UnreadableFile as error:
        if (code := _refused(error.code)) is not None:
            raise refusal(code, name) from None
        raise
    logics = [it for it in root.walk() if it.tag in {"decision", "businessKnowledgeModel"}]
    if root.tag == "definitions" and "/BPMN/" in root.namespace:
        raise refusal("file.dmn-is-bpmn", name, root.line)
    if root.tag != "definitions" or not (logics or "/DMN/" in root.namespace):
        raise refusal("file.no-dmn", name, root.line, root=root.tag)
    reader = _Reader(root)
    tables = [table for it in logics if (table := reader.table(it)) is not None]
    if not tables and not reader.problems:
        reader.tell("decision.none", root)
    return Decisions(tables=tuple(tables), problems=tuple(reader.problems))


def _refused(code: str) -> str | None:
    """What is said of a file that holds no DMN in the place of what is said where BPMN is expected."""
    if code == "file.empty":
        return "file.dmn-empty"
    if code in {"file.is-dmn", "file.not-xml"}:  # the former by the name of the file alone
        return "file.dmn-not-xml"
    return "file.dmn-other" if code.partition(".")[2].startswith("is-") else None


class _Reader:
    """Takes up the tables of one file; names and types that the file declares are known by their spelling."""

    def __init__(self, root: Markup) -> None:
        self.problems: list[Problem] = []
        self._names = {it.get("name") for it in root.walk() if it.tag in _NAMED}
        self._types = {
            it.get("name"): it for it in root.walk() if it.tag in {"itemDefinition", "itemComponent"}
        }

    def tell(self, code: str, place: Markup, severity: Severity = Severity.WARNING, **told: str) -> None:
        self.problems.append(
            Problem(
                code=code,
                severity=severity,
                element=place.get("id") or None,
                line=place.line,
                parameters=tuple((key, brief(value)) for key, value in told.items()),
            )
        )

    def table(self, decision: Markup) -> DecisionTable | None:
        """The table of a decision; None where it decides in another way."""
        name = one_line(decision.get("name")) or decision.get("id")
        markup = next((it for it in decision.walk() if it.tag == "decisionTable"), None)
        if markup is None:
            if decision.tag == "decision":
                self.tell("decision.no-table", decision, Severity.INFO, name=name)
            return None
        policy = self._policy(markup, name)
        if policy is None:
            return None
        inputs = tuple(self._input(it, number) for number, it in enumerate(_all(markup, "input"), start=1))
        outputs = tuple(_output(it, name) for it in _all(markup, "output"))
        if not outputs:
            self.tell("decision.no-output", markup, name=name)
            return None
        if policy is HitPolicy.PRIORITY and not any(it.values for it in outputs):
            self.tell("decision.no-priority", markup, name=name, column=outputs[0].name)
        rows = [(it, _cells_of(it, len(inputs))) for it in _all(markup, "rule")]
        cells = Cells(inputs, [row for _, row in rows], self._names)
        rules = tuple(
            self._rule(it, number, row, self._guard(it, number, row, cells, name), outputs)
            for number, (it, row) in enumerate(rows, start=1)
        )
        for place, word in cells.unquoted.items():
            self.tell(
                "decision.unquoted", markup, Severity.INFO, name=name, column=inputs[place].text, word=word
            )
        return DecisionTable(
            id=decision.get("id"),
            name=name,
            hit_policy=policy,
            aggregation=_aggregation(markup),
            inputs=inputs,
            outputs=outputs,
            rules=rules,
            line=markup.line,
        )

    def _policy(self, markup: Markup, name: str) -> HitPolicy | None:
        text = " ".join(markup.get("hitPolicy").replace("_", " ").upper().split()) or "UNIQUE"
        try:
            return HitPolicy(text)
        except ValueError:
            self.tell("decision.hit-policy", markup, name=name, policy=text)
            return None

    def _input(self, markup: Markup, number: int) -> Input:
        expression = _child(markup, "inputExpression")
        text = one_line(_text(expression)) if expression is not None else ""
        label = one_line(markup.get("label"))
        shown = text or label or f"input {number}"
        is_name = shown in self._names or not text
        term = Name(shown.replace("`", "'")) if is_name else _term(text)
        type_ = expression.get("typeRef") if expression is not None else ""
        return Input(
            id=markup.get("id"), text=shown, label=label, term=term, domain=self._domain(markup, type_)
        )

    def _domain(self, markup: Markup, type_: str) -> Domain:
        """What a column and its type say of its values."""
        word = type_.rpartition(":")[2]
        declared = self._types.get(word)
        if declared is not None:
            word = (_text_of(declared, "typeRef") or word).rpartition(":")[2]
        possible = _child(markup, "inputValues")
        if possible is None and declared is not None:
            possible = _child(declared, "allowedValues")
        return _domain(_sort(word), possible)

    def _guard(self, markup: Markup, number: int, row: list[str], cells: Cells, name: str) -> Guard | None:
        """What a rule asks; None, and told, where one of its cells cannot be read."""
        try:
            return cells.guard(row)
        except Unread as unread:
            code = "decision.unread-number" if unread.of_number else "decision.unread-cell"
            self.tell(code, markup, name=name, rule=str(number), cell=unread.cell)
            return None

    def _rule(
        self, markup: Markup, number: int, row: list[str], guard: Guard | None, outputs: tuple[Output, ...]
    ) -> Rule:
        texts = [_text(it).strip() for it in _all(markup, "outputEntry")]
        texts = (texts + [""] * len(outputs))[: len(outputs)]
        description = _child(markup, "description")
        return Rule(
            id=markup.get("id"),
            number=number,
            guard=guard,
            cells=tuple(row),
            results=tuple(map(_result, outputs, texts)),
            texts=tuple(texts),
            note=one_line(description.text) if description is not None else "",
            line=markup.line,
        )


def _cells_of(markup: Markup, count: int) -> list[str]:
    """The cells of a rule below its table's columns."""
    cells = [_text(it).strip() for it in _all(markup, "inputEntry")]
    return (cells + [""] * count)[:count]


def _term(text: str) -> Term | None:
    try:
        return parse_term(text)
    except GuardError:
        return None


def _constant(text: str) -> Constant | None:
    """A result that is a constant."""
    try:
        found = parse_term(text)
    except GuardError:
        return None
    return found if isinstance(found, Number | Text | Truth) else None


def _result(output: Output, text: str) -> Constant | None:
    """A result that is a constant; a bare word is one where it is among the output's values."""
    bare = worded(text)
    return _constant(text) or (bare if bare in output.values else None)


def _output(markup: Markup, decision: str) -> Output:
    default = _child(markup, "defaultOutputEntry")
    return Output(
        id=markup.get("id"),
        name=one_line(markup.get("name") or markup.get("label")) or decision,
        label=one_line(markup.get("label")),
        values=_values(_child(markup, "outputValues")),
        default=_constant(_text(default)) if default is not None else None,
    )


def _values(markup: Markup | None) -> tuple[Constant, ...]:
    """The constants that a list of possible values names; none where it names more than constants."""
    if markup is None:
        return ()
    found = [_constant(part) or worded(part) for part in parts_of(_text(markup))]
    return tuple(it for it in found if it is not None) if None not in found else ()


def _domain(sort: Sort | None, possible: Markup | None) -> Domain:
    """What a column says of its values: a list of texts, or a range of numbers with its ends."""
    values = _values(possible)
    texts = tuple(it.text for it in values if isinstance(it, Text))
    if texts and len(texts) == len(values):
        return Domain(sort=Sort.TEXT, choices=texts)
    if possible is not None and sort in (Sort.NUMBER, None):
        try:
            found = parse_unary_tests(_text(possible), Name("x"))
        except GuardError:
            return Domain(sort=sort)
        match found:
            case AllOf((Comparison(">=", Name(), Number(low)), Comparison("<=", Name(), Number(high)))):
                return Domain(sort=Sort.NUMBER, low=low, high=high)
            case Comparison(">=", Name(), Number(low)):
                return Domain(sort=Sort.NUMBER, low=low)
    return Domain(sort=sort)


def _sort(type_: str) -> Sort | None:
    word = type_.casefold()
    if word in _NUMBERS:
        return Sort.NUMBER
    return Sort.TEXT if word in _TEXTS else Sort.TRUTH if word in _TRUTHS else None


def _aggregation(markup: Markup) -> Aggregation | None:
    text = markup.get("aggregation").upper()
    return Aggregation(text) if text in list(Aggregation) else None


def _all(markup: Markup, tag: str) -> Iterator[Markup]:
    """Children of that name, whichever of DMN's namespaces they are in."""
    return (child for child in markup.children if child.tag == tag)


def _child(markup: Markup, tag: str) -> Markup | None:
    return next(_all(markup, tag), None)


def _text(markup: Markup) -> str:
    """The text of an expression, which DMN puts in a child of its own."""
    inner = _child(markup, "text")
    return inner.text if inner is not None else markup.text


def _text_of(markup: Markup, tag: str) -> str:
    child = _child(markup, tag)
    return "" if child is None else child.text.strip()
