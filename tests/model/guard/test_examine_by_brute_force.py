"""What is found about random guards is what trying every value finds."""

from __future__ import annotations

from itertools import combinations, product
from math import prod

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studio.model import parse_guard
from studio.model.guard import Domain, FindingKind, Sort, SplitVerdict, examine

NUMBERS = ["a", "b"]
TEXTS = ["t", "u"]
TRUTHS = ["p", "q"]
GRID: dict[str, list[float | str | bool]] = {
    **{name: [step / 4 for step in range(-4, 22)] for name in NUMBERS},
    **{name: ["x", "y", "other", "other 2"] for name in TEXTS},
    **{name: [True, False] for name in TRUTHS},
}
"""Quarters between the constants 0 to 3 and beyond, so that each cell of two numbers has a value here."""
DOMAINS = {
    **{name: Domain(sort=Sort.NUMBER) for name in NUMBERS},
    **{name: Domain(sort=Sort.TEXT) for name in TEXTS},
    **{name: Domain(sort=Sort.TRUTH) for name in TRUTHS},
}

CONSTANT = st.integers(0, 3)
SIGN = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
SAME = st.sampled_from(["==", "!="])
ALONE = (
    st.builds("{} {} {}".format, st.sampled_from(NUMBERS), SIGN, CONSTANT)
    | st.builds("{} {} '{}'".format, st.sampled_from(TEXTS), SAME, st.sampled_from(["x", "y"]))
    | st.sampled_from(TRUTHS)
    | st.builds("{} in [{}..{})".format, st.sampled_from(NUMBERS), CONSTANT, CONSTANT)
    | st.builds("{} in ['x', 'y']".format, st.sampled_from(TEXTS))
    | st.builds("{} == null".format, st.sampled_from([*NUMBERS, *TEXTS, *TRUTHS]))
    | st.builds("{} - 1 {} 2".format, st.sampled_from(NUMBERS), SIGN)
)
TOGETHER = (
    st.builds("a {} b".format, SIGN)
    | st.builds("t {} u".format, SAME)
    | st.builds("p {} q".format, SAME)
    | st.builds("a - b {} {}".format, SIGN, st.integers(0, 1))
    | st.builds("p == (a {} {})".format, SIGN, CONSTANT)
)


def conditions(atoms):
    return st.recursive(
        atoms,
        lambda inner: (
            st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner)
            | inner.map("(not {})".format)
        ),
        max_leaves=4,
    )


SPLITS = st.lists(conditions(ALONE | TOGETHER), min_size=1, max_size=3)


def found(verdict: SplitVerdict, kind: FindingKind) -> set[tuple[int, ...]]:
    return {finding.guards for finding in verdict.of(kind)}


@settings(max_examples=80, deadline=None)
@given(SPLITS, st.booleans())
def test_findings_are_those_of_every_value_tried(texts, has_default):
    guards = [parse_guard(text) for text in texts]
    names = sorted(set().union(*(guard.names() for guard in guards)))
    assume(prod(len(GRID[name]) + 1 for name in names) <= 10_000)
    verdict = examine(guards, has_default=has_default, domains=DOMAINS)
    everything = [
        (values, [guard.evaluate(values) for guard in guards])
        for values in (
            dict(zip(names, row, strict=True)) for row in product(*([*GRID[name], None] for name in names))
        )
    ]
    present = [answers for values, answers in everything if None not in values.values()]
    every = range(len(guards))
    never = {(place,) for place in every if all(answers[place] is not True for _, answers in everything)}
    overlaps = {
        (one, two)
        for one, two in combinations(every, 2)
        if any(answers[one] is True and answers[two] is True for _, answers in everything)
    }
    gap = any(True not in answers for answers in present)
    assert found(verdict, FindingKind.NEVER) == never
    always = {place for (place,) in found(verdict, FindingKind.ALWAYS)}
    assert all(answers[place] is True for place in always for answers in present)
    assert found(verdict, FindingKind.OVERLAP) == {pair for pair in overlaps if not always & set(pair)}
    assert verdict.exclusive is (not overlaps)
    if has_default:
        assert verdict.complete
        assert not verdict.of(FindingKind.GAP) + verdict.of(FindingKind.UNDECIDED)
    else:
        assert verdict.complete is not gap
        assert bool(verdict.of(FindingKind.GAP)) is gap
        lost = not gap and any(True not in answers for _, answers in everything)
        assert bool(verdict.of(FindingKind.UNDECIDED)) is lost
    for finding in verdict.findings:
        answers = [guard.evaluate(finding.witness) for guard in guards]
        if finding.kind in (FindingKind.OVERLAP, FindingKind.ALWAYS):
            assert all(answers[place] is True for place in finding.guards)
        elif finding.kind in (FindingKind.GAP, FindingKind.UNDECIDED):
            assert True not in answers
