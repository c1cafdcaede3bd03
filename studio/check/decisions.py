"""Whether every decision of a diagram leaves exactly one way for each case, and when it does not, which case.

What makes a process undetermined is an error: two ways at once, no way at all, a value that nobody has
written yet. Labels are read as people read them, so that what they say is at most a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from studio.check.data import Written, written
from studio.check.splits import Origin, Split, Way, splits
from studio.model import Diagram, Problem, Severity
from studio.model.guard import (
    Comparison,
    ComparisonSign,
    Finding,
    FindingKind,
    Guard,
    Name,
    Number,
    SplitVerdict,
    Text,
    Truth,
    Value,
)
from studio.model.guard.tree import nodes
from studio.scenario import Scenario

__all__ = ["case_of", "decision_problems", "splits"]

_MOST_VALUES = 4
"""Values of a case that a sentence lists."""
_SAMENESS = (ComparisonSign.EQUAL, ComparisonSign.UNEQUAL)
_LONGEST = 80
"""Characters of a condition that a sentence quotes."""


def decision_problems(diagram: Diagram, scenario: Scenario | None = None) -> tuple[Problem, ...]:
    """What is wrong with the diagram's decisions; ``scenario`` says what its routing decides and draws."""
    data = written(diagram, scenario)
    attributes = frozenset(it.name for it in scenario.attributes) if scenario is not None else frozenset()
    found: list[Problem] = []
    for split in splits(diagram, scenario):
        found += _Told(diagram, split, data, attributes).problems()
    return tuple(found)


def case_of(values: Mapping[str, Value]) -> str:
    """The values of a case as a sentence tells them: ``amount = 500, vip = true``."""
    shown = [f"{Name(name)} = {_value(value)}" for name, value in list(values.items())[:_MOST_VALUES]]
    return ", ".join(shown) + (" …" if len(values) > _MOST_VALUES else "")


def _value(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(Truth(value))
        case str():
            return str(Text(value))
        case _:
            return str(Number(value))


class _Told:
    """The problems of one decision, each fault once."""

    def __init__(self, diagram: Diagram, split: Split, data: Written, attributes: frozenset[str]) -> None:
        self._diagram = diagram
        self._split = split
        self._data = data
        self._attributes = attributes
        self._ways = split.judged

    def problems(self) -> Iterator[Problem]:
        late = list(self._late())
        yield from (problem for problem, _ in late)
        yield from self._unparsed()
        yield from self._unmarked()
        guards = [way.guard for way in self._ways]
        if not any(guards):
            yield from self._many()
            return
        verdict = self._split.verdict()
        mixed = verdict.of(FindingKind.MIXED)
        yield from map(self._mixed, mixed)
        lost = {place for finding in mixed for place in finding.guards}
        yield from (self._never(it) for it in verdict.of(FindingKind.NEVER) if not lost & set(it.guards))
        yield from (self._always(it, verdict) for it in verdict.of(FindingKind.ALWAYS))
        unquoted = list(self._unquoted())
        yield from unquoted
        if unquoted:  # what a case needs to be in two of these ways, or in none, is not what they mean
            yield from self._many()
            return
        overlaps = verdict.of(FindingKind.OVERLAP)
        yield from map(self._overlap, _each_once(overlaps))
        if not mixed and not any(self._are_same(it) for it in overlaps):
            yield from self._stuck(verdict, {name for _, name in late})
        yield from self._many()

    def _stuck(self, verdict: SplitVerdict, late: set[str]) -> Iterator[Problem]:
        """A case without a way: one problem, whatever the reason."""
        gaps, undecided = verdict.of(FindingKind.GAP), verdict.of(FindingKind.UNDECIDED)
        if gaps:
            # without any value each of them can never hold, which is told already
            yield from [self._gap(gaps[0])] if gaps[0].witness else []
        elif undecided and not late & set(undecided[0].names):
            names = ", ".join(undecided[0].names)
            yield self._problem("guard.undecided", Severity.WARNING, names=names)
        elif verdict.complete is None and not self._unknown() and self._split.exclusive:
            yield self._problem("guard.unproven", Severity.INFO)

    def _are_same(self, finding: Finding) -> bool:
        """Whether two ways have one condition; that nothing holds where it does not is no second fault."""
        first, second = (self._ways[place].guard for place in finding.guards)
        return first == second

    def _unknown(self) -> bool:
        return any(way.guard is None for way in self._ways)

    # One finding, one problem

    def _problem(self, code: str, severity: Severity, element: str | None = None, **told: str) -> Problem:
        id = element or self._split.node
        place = self._diagram.element(id)
        return Problem(
            code=code,
            severity=severity,
            element=id,
            line=place.line if place is not None else None,
            parameters=tuple(told.items()),
        )

    def _overlap(self, finding: Finding) -> Problem:
        first, second = (self._ways[place] for place in finding.guards)
        return self._problem(
            "guard.overlap",
            self._worst(Severity.ERROR, first, second),
            case=case_of(finding.witness),
            first=_quoted(first),
            second=_quoted(second),
        )

    def _gap(self, finding: Finding) -> Problem:
        code = "guard.gap.other" if finding.open else "guard.gap"
        severity = Severity.WARNING if finding.open else self._worst(Severity.ERROR, *self._ways)
        return self._problem(code, severity, case=case_of(finding.witness))

    def _never(self, finding: Finding) -> Problem:
        way = self._ways[finding.guards[0]]
        return self._problem("guard.never", Severity.WARNING, way.flow, condition=_quoted(way))

    def _always(self, finding: Finding, verdict: SplitVerdict) -> Problem:
        way = self._ways[finding.guards[0]]
        severity = Severity.ERROR if verdict.exclusive is False else Severity.WARNING
        severity = self._worst(severity, way)
        return self._problem("guard.always", severity, way.flow, condition=_quoted(way))

    def _mixed(self, finding: Finding) -> Problem:
        return self._problem(
            "guard.mixed", Severity.ERROR, name=finding.names[0], case=case_of(finding.witness)
        )

    def _worst(self, severity: Severity, *ways: Way) -> Severity:
        """A warning where only labels say so."""
        labels = any(way.origin is Origin.LABEL for way in ways)
        return Severity.WARNING if labels and severity is Severity.ERROR else severity

    def _unquoted(self) -> Iterator[Problem]:
        """One property compared with several words that no other is called: texts without quotation marks.

        ``status = open`` and ``status = closed`` ask for properties *open* and *closed*.
        """
        asked = {(way.flow, *pair): way for way in self._ways if way.guard for pair in _same(way.guard)}
        words: dict[str, set[str]] = {}
        for _, name, word in asked:
            words.setdefault(name, set()).add(word)
        for (_, name, word), way in asked.items():
            if len(words[name]) > 1 and not any(map(self._is_known, words[name])):
                told = {"condition": _quoted(way), "name": name, "word": word}
                yield self._problem("guard.unquoted", Severity.WARNING, way.flow, **told)

    def _is_known(self, name: str) -> bool:
        return name in self._attributes or bool(self._data.writers_of(name))

    # What the guards do not tell

    def _unparsed(self) -> Iterator[Problem]:
        for way in self._ways:
            if way.origin is Origin.CONDITION and way.guard is None:
                yield self._problem("guard.unparsed", Severity.INFO, way.flow, condition=_quoted(way))

    def _unmarked(self) -> Iterator[Problem]:
        """A named way that is only the default because it is the one left; an unnamed one lint tells."""
        for way in self._split.ways:
            if way.default and not way.marked and way.text:
                yield self._problem("guard.no-default", Severity.WARNING, way.flow, way=_quoted(way))

    def _many(self) -> Iterator[Problem]:
        """More than two ways, not all of which a condition tells apart; unnamed ones lint tells."""
        unknown = [way for way in self._ways if way.guard is None]
        if (
            self._split.exclusive
            and len(self._split.ways) > 2
            and unknown
            and all(way.text and way.origin is None for way in unknown)
        ):
            count = str(len(self._split.ways))
            yield self._problem("guard.not-binary", Severity.INFO, count=count)

    def _late(self) -> Iterator[tuple[Problem, str]]:
        """Values that are read before they are written, each with its name."""
        told: set[str] = set()
        for way in self._split.ways:
            if way.guard is None or way.origin is Origin.LABEL:
                continue
            for name in sorted(way.guard.names() - self._attributes - told):
                problem = self._too_early(way, name)
                if problem is not None:
                    told.add(name)
                    yield problem, name

    def _too_early(self, way: Way, name: str) -> Problem | None:
        node = self._split.node
        writers = [self._diagram.node(id) for id in self._data.writers_of(name)]
        process = self._diagram.node(node).process
        if not writers or node in {it.id for it in writers} or any(it.process != process for it in writers):
            return None
        if self._data.is_sure(node, name):
            return None
        is_possible = self._data.is_possible(node, name)
        code = "guard.late-data.maybe" if is_possible else "guard.late-data"
        severity = Severity.WARNING if is_possible else Severity.ERROR
        writer = writers[0].name or writers[0].id
        return self._problem(code, severity, condition=_quoted(way), name=name, writer=_cut(writer))


def _each_once(overlaps: Sequence[Finding]) -> Iterable[Finding]:
    """Overlaps such that no guard is told twice: to narrow one guard often mends several."""
    told: set[int] = set()
    for finding in overlaps:
        if not told & set(finding.guards):
            told.update(finding.guards)
            yield finding


def _same(guard: Guard) -> Iterator[tuple[str, str]]:
    """The pairs of bare names that a guard asks to be equal, or not to be."""
    for node, _ in nodes(guard.root):
        if isinstance(node, Comparison) and node.sign in _SAMENESS:
            left, right = node.left, node.right
            if isinstance(left, Name) and isinstance(right, Name):
                yield left.name, right.name


def _quoted(way: Way) -> str:
    return _cut(way.text or (str(way.guard) if way.guard is not None else ""))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
