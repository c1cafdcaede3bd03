"""Of the guards of a decision it is found which overlap, what they leave out and what can never hold."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model import Guard, parse_guard
from studio.model.guard import Domain, Finding, FindingKind, Sort, examine

SPLITS = [
    # one number
    (["x > 500", "x <= 500"], False, "undecided x"),
    (["x > 500", "x <= 500"], True, ""),
    (["x > 500", "x < 500"], False, "gap"),
    (["x > 500", "x < 500"], True, ""),
    (["x >= 500", "x <= 500"], False, "overlap 0 1; undecided x"),
    (["x > 500", "x < 1000"], False, "overlap 0 1; undecided x"),
    (["x > 500", "x > 1000"], True, "overlap 0 1"),
    (["x < 10", "x >= 10 and x < 20", "x >= 20"], False, "undecided x"),
    (["x < 10", "x > 10 and x < 20", "x > 20"], False, "gap"),
    (["x < 10", "x >= 10 and x <= 20", "x >= 20"], False, "overlap 1 2; undecided x"),
    (["x == 5", "x != 5"], False, "undecided x"),
    (["x == 1", "x == 2"], False, "gap open"),
    (["x == 1", "x == 2", "x not in [1, 2]"], False, "undecided x"),
    (["x > 5 and x < 3"], True, "never 0"),
    (["x > 5 and x <= 5", "x < 3"], False, "never 0; gap"),
    (["x > 5 or x <= 5", "x > 9"], False, "always 0; undecided x"),
    (["x > 5 or x < 6"], True, "always 0"),
    (["x > 0.5 and x < 0.6", "x > 0.55"], True, "overlap 0 1"),
    (["x * 2 > 10", "x <= 5"], False, "undecided x"),
    (["x * 2 > 10", "x < 5"], False, "gap"),
    (["2 * x + 1 >= 6", "x <= 2.5"], False, "overlap 0 1; undecided x"),
    (["-x > 5", "x >= -5"], False, "undecided x"),
    (["x / 4 > 1", "x <= 4"], False, "undecided x"),
    (["x > 5", "not x > 5"], False, "undecided x"),
    # ranges, between, percentages
    (["x in [1..5)", "x in [5..9]"], True, ""),
    (["x in [1..5]", "x in [5..9]"], True, "overlap 0 1"),
    (["x between 1 and 5", "x < 1", "x > 5"], False, "undecided x"),
    (["x between 1 and 5", "x between 5 and 9"], True, "overlap 0 1"),
    (["1 <= x < 5", "x >= 5", "x < 1"], False, "undecided x"),
    (["x in ]1..5[", "x <= 1", "x >= 5"], False, "undecided x"),
    (["rate > 5 %", "rate <= 0.05"], False, "undecided rate"),
    (["rate >= 5 %", "rate < 3 %"], False, "gap"),
    (["x in [1..0]"], True, "never 0"),
    # yes and no
    (["ok", "not ok"], False, "undecided ok"),
    (["ok == true", "ok == false"], False, "undecided ok"),
    (["ok", "ok == true"], True, "overlap 0 1"),
    (["ok", "vip"], False, "overlap 0 1; gap"),
    (["ok and vip", "not ok", "ok and not vip"], False, "undecided ok vip"),
    (["ok and vip", "not ok and not vip"], False, "gap"),
    (["ok", "not ok and vip", "not ok and not vip"], False, "undecided ok vip"),
    (["ok != vip", "ok == vip"], False, "undecided ok vip"),
    (["(x > 5) == vip", "(x > 5) != vip"], False, "undecided vip x"),
    (["true", "x > 5"], False, "always 0"),
    (["false", "x > 5"], True, "never 0"),
    # texts
    (["kind == 'a'", "kind == 'b'"], False, "gap open"),
    (["kind == 'a'", "kind != 'a'"], False, "undecided kind"),
    (["kind in ['a', 'b']", "kind in ['b', 'c']"], True, "overlap 0 1"),
    (["kind in ['a', 'b']", "kind not in ['a', 'b']"], False, "undecided kind"),
    (["kind == 'a' and kind == 'b'"], True, "never 0"),
    (["ok == 'true'", "ok == 'false'"], False, "undecided ok"),
    (["ok == 'Yes'", "ok == 'No'"], False, "undecided ok"),
    (["ok == '是'"], False, "gap"),
    (["kind < 'm'", "kind >= 'm'"], False, "undecided kind"),
    (["kind < 'm'", "kind > 'm'"], False, "gap"),
    (["渠道 == '电话'", "渠道 == '微信'"], False, "gap open"),
    (["金额 > 500 且 VIP", "金额 <= 500 或 非 VIP"], False, "undecided VIP 金额"),
    (["金额 > 500 且 VIP", "金额 <= 1000"], True, "overlap 0 1"),
    # what is missing
    (["x == null", "x != null"], False, ""),
    (["x == null", "x > 5", "x <= 5"], False, ""),
    (["x == null", "x > 5"], False, "gap"),
    (["x == null or x > 5", "x <= 5"], False, ""),
    (["x == null or x > 5", "x <= 5 or x == null"], False, "overlap 0 1"),
    (["x != null and x > 5", "x != null and x <= 5"], False, "undecided x"),
    (["empty x", "not empty x"], False, ""),
    (["empty x", "x == 'a'"], False, "gap open"),
    (["x == null and x == 5"], True, "never 0"),
    # two properties
    (["x > y", "x <= y"], False, "undecided x y"),
    (["x > y", "x < y"], False, "gap"),
    (["x >= y", "x <= y"], False, "overlap 0 1; undecided x y"),
    (["x > y and y > z and z > x"], True, "never 0"),
    (["x > y and y > z", "x > z"], True, "overlap 0 1"),
    (["x + y > 10", "x + y <= 10"], False, "undecided x y"),
    (["x + y > 10", "x > 8 and y > 8"], True, "overlap 0 1"),
    (["x + y > 10", "x < 4 and y < 4"], True, ""),
    (["x + y > 10 and x < 5 and y < 5"], True, "never 0"),
    (["x - y > 0", "y - x > 0", "x == y"], False, "undecided x y"),
    (["a > 5 and b > 5", "a <= 5", "b <= 5 and a > 5"], False, "undecided a b"),
    (["kind == other", "kind != other"], False, "undecided kind other"),
    (["kind == other and kind == 'a' and other == 'b'"], True, "never 0"),
    (["2 * x > y", "2 * x < y", "y == x * 2"], False, "undecided x y"),
    # what does not fit together, or nobody knows
    (["x > 5", "x == 'a'"], False, "mixed x; gap"),
    (["x > 5", "x"], True, "mixed x"),
    (["x > 5", None], False, ""),
    (["x > 5", "x > 3", None], False, "not-binary 2; overlap 0 1"),
    ([None, None], False, ""),
    ([None, None, None], False, "not-binary 0 1 2"),
    ([], True, ""),
    # nothing exact is known of products: what is found was tried, what is not is not claimed
    (["x * y > 4", "x * y <= 4"], True, ""),
    (["x * y > 4", "x * y > 2"], True, "overlap 0 1"),
    (["x * x < 0"], True, ""),
    (["x / y > 4", "x / y <= 4"], False, "gap"),
    (["x * 3 == 0.3", "x * 3 != 0.3"], True, ""),
]  # fmt: skip


def parsed(texts) -> list[Guard | None]:
    return [None if text is None else parse_guard(text) for text in texts]


def told(finding: Finding) -> str:
    """A finding in one line, without its witness."""
    words = [finding.kind.value]
    if finding.kind in (FindingKind.UNDECIDED, FindingKind.MIXED):
        words += finding.names
    elif finding.kind is not FindingKind.GAP:
        words += map(str, finding.guards)
    return " ".join([*words, "open"] if finding.open else words)


def holds_as_claimed(guards: list[Guard | None], finding: Finding) -> bool:
    """Whether the guards themselves say of the witness what the finding says."""
    answers = [guards[place].evaluate(finding.witness) for place in finding.guards if guards[place]]
    match finding.kind:
        case FindingKind.OVERLAP | FindingKind.ALWAYS:
            return set(answers) == {True}
        case FindingKind.GAP | FindingKind.UNDECIDED:
            return len(answers) == len(guards) and True not in answers
        case FindingKind.MIXED:
            return None in answers and None not in finding.witness.values()
        case _:
            return not finding.witness


@pytest.mark.parametrize(("texts", "has_default", "expected"), SPLITS)
def test_each_finding_is_made_and_shown_by_a_case(texts, has_default, expected):
    guards = parsed(texts)
    verdict = examine(guards, has_default=has_default)
    assert "; ".join(map(told, verdict.findings)) == expected
    for finding in verdict.findings:
        assert holds_as_claimed(guards, finding), finding


def test_a_gap_is_a_case_with_all_its_values_and_undecided_one_without():
    for texts, has_default, _ in SPLITS:
        verdict = examine(parsed(texts), has_default=has_default)
        assert not any(None in it.witness.values() for it in verdict.of(FindingKind.GAP))
        assert all(None in it.witness.values() for it in verdict.of(FindingKind.UNDECIDED))


@pytest.mark.parametrize(
    ("texts", "witness"),
    [
        (["x > 500", "x < 1000"], {"x": 501}),
        (["x >= 500", "x <= 500"], {"x": 500}),
        (["x > 500", "x < 501"], {"x": 500.5}),
        (["x > 0.5", "x < 0.6"], {"x": 0.51}),
        (["x > 0", "x < 0.001"], {"x": 0.0001}),
        (["x < 5", "x < 9"], {"x": 4}),
        (["x < -5", "x < 9"], {"x": -6}),
        (["x > 12345.6", "x > 2"], {"x": 12346}),
        (["a > b", "a > 0 and b > 0"], {"a": 2, "b": 1}),
        (["t == 'a'", "u == 'b'"], {"t": "a", "u": "b"}),
    ],
)
def test_a_case_is_told_in_numbers_that_read_well(texts, witness):
    (overlap,) = examine(parsed(texts), has_default=True).of(FindingKind.OVERLAP)
    assert overlap.witness == witness


@pytest.mark.parametrize(
    ("texts", "domain", "expected"),
    [
        (["x > 17", "x < 18"], Domain(), "overlap 0 1; undecided x"),
        (["x > 17", "x < 18"], Domain(whole=True), "undecided x"),
        (["x > 17", "x < 18"], Domain(whole=True, missing=False), ""),
        (["x < 500", "x > 500"], Domain(whole=True), "gap"),
        (["x >= 0", "x < -1"], Domain(low=0), "never 1; always 0; undecided x"),
        (["x > 0"], Domain(low=0, missing=False), "gap"),
        (["x >= 0 and x <= 1"], Domain(low=0, high=1, missing=False), ""),
        (["x < 2", "x > 5"], Domain(low=0, high=1, missing=False), "never 1; always 0"),
        (["x == 'a'", "x == 'b'"], Domain(sort=Sort.TEXT, choices=("a", "b"), missing=False), ""),
        (["x == 'a'", "x == 'b'"], Domain(sort=Sort.TEXT, choices=("a", "c"), missing=False), "never 1; gap"),
        (["x == 'c'"], Domain(sort=Sort.TEXT, choices=("a", "b")), "never 0; gap"),
        (["x > 5", "x <= 5"], Domain(missing=False), ""),
    ],
)
def test_what_is_known_of_the_values_counts(texts, domain, expected):
    verdict = examine(parsed(texts), has_default=False, domains={"x": domain})
    assert "; ".join(map(told, verdict.findings)) == expected


@pytest.mark.parametrize(
    ("texts", "has_default", "exclusive", "complete"),
    [
        (["x > 5", "x <= 5"], False, True, True),
        (["x > 5", "x < 5"], False, True, False),
        (["x > 5", "x > 3"], True, False, True),
        (["x > 5", None], False, None, None),
        (["x * y > 5", "x * y <= 5"], False, None, None),
        (["x * y > 5", "x * y > 3"], True, False, True),
    ],
)
def test_a_verdict_says_what_is_proven_and_what_is_not(texts, has_default, exclusive, complete):
    verdict = examine(parsed(texts), has_default=has_default)
    assert (verdict.exclusive, verdict.complete) == (exclusive, complete)


def test_ways_of_an_inclusive_decision_may_overlap():
    verdict = examine(parsed(["x > 5", "x > 3", None]), has_default=False, inclusive=True)
    assert verdict.findings == ()


def test_where_there_are_too_many_cells_nothing_is_claimed():
    names = [f"n{number}" for number in range(30)]
    guards = parsed([" or ".join(f"{name} == 1" for name in names), "n0 > 5 and n1 < 3"])
    few = examine(guards, has_default=False, most_cells=20)
    assert (few.findings, few.exclusive, few.complete) == ((), None, None)
    assert examine(guards, has_default=False).complete is False


HOSTILE = [
    ["(" * 60 + "a > 1" + ")" * 60],
    [" or ".join(f"v{number} > {number}" for number in range(120)), "v0 > 1"],
    [" and ".join(f"v{number} != v{number + 1}" for number in range(60)), "v0 == v9"],
    [" and ".join(f"a {sign} b * {number}" for number in range(1, 30) for sign in ("<", ">")), "a > b"],
    ["a + b + c + d + e + f > 1", "a - b + c - d + e - f < 1", "a * b > c"],
    [" or ".join(f"a * {number} > b + {number}" for number in range(1, 12)), "a + b > c and c + b > 1"],
    [f"x > {number / 7}" for number in range(70)],
    [" or ".join(f"t == '{number}'" for number in range(100)), "t == u", "u == w and w == v and t != v"],
    ["x in [" + ", ".join(map(str, range(300))) + "]", "x not in [1]"],
    ["1e308 * x > 1e308 * y", "x / 1e-308 < 1"],
]


@pytest.mark.parametrize("texts", HOSTILE)
def test_hostile_guards_are_examined_in_bounded_time_and_claims_stay_true(texts):
    guards = parsed(texts)
    start = time.process_time()
    verdict = examine(guards, has_default=False)
    assert time.process_time() - start < 15
    for finding in verdict.findings:
        assert holds_as_claimed(guards, finding), finding


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=6, unique=True), st.booleans())
def test_neighbouring_ranges_are_proven_exclusive_and_complete(borders, closed):
    low, high = ("<=", ">") if closed else ("<", ">=")
    borders.sort()
    texts = [f"x {low} {borders[0]}", f"x {high} {borders[-1]}"]
    texts += [f"x {high} {one} and x {low} {two}" for one, two in pairwise(borders)]
    verdict = examine(parsed(texts), has_default=False)
    assert (verdict.exclusive, verdict.complete) == (True, True)
    verdict = examine(parsed(texts[:-1]), has_default=False)
    assert verdict.complete is False
    assert holds_as_claimed(parsed(texts[:-1]), verdict.findings[-1])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([text for split in SPLITS for text in split[0] if text]), min_size=2, max_size=4)
)
def test_claims_about_any_guards_hold(texts):
    guards = parsed(texts)
    verdict = examine(guards, has_default=False)
    for finding in verdict.findings:
        assert holds_as_claimed(guards, finding), finding
    if verdict.exclusive:
        never = {finding.guards[0] for finding in verdict.of(FindingKind.NEVER)}
        assert len(set(texts)) == len(texts) or never
