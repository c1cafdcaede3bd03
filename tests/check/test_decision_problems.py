"""The decisions of a diagram are checked: each fault is told once, with the case that shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from building import MONDAY, chances, drawn, guards

from studio.check.decisions import decision_problems, splits
from studio.check.splits import Origin
from studio.errors import UnreadableFile
from studio.model import Artifact, ArtifactKind, Association, Diagram, Problem
from studio.reading import read
from studio.scenario import (
    Attribute,
    Distribution,
    Provenance,
    ProvenanceKind,
    Routing,
    Scenario,
    Step,
    complete,
    read_scenario,
)
from studio.wording import say

ROOT = Path(__file__).parents[2]


def decided(
    *conditions: str,
    question: str = "",
    labels: tuple[str, ...] = (),
    default: int | None = None,
    kind: str = "Xor",
) -> Diagram:
    """A gateway with a way for each condition (W1, W2 …), or for each label."""
    count = max(len(conditions), len(labels))
    diagram = drawn(
        "\n".join([f"Start > A > {kind}", *(f"{kind} > W{n} > End" for n in range(1, count + 1))])
    )
    flows = list(diagram.flows)
    for number in range(count):
        place = next(n for n, flow in enumerate(flows) if flow.id == f"{kind}-W{number + 1}")
        flows[place] = replace(
            flows[place],
            condition=conditions[number] if number < len(conditions) else "",
            name=labels[number] if number < len(labels) else "",
            line=10 + number,
        )
    nodes = tuple(
        replace(node, name=question, line=7, default=None if default is None else f"{kind}-W{default}")
        if node.id == kind
        else node
        for node in diagram.nodes
    )
    return replace(diagram, nodes=nodes, flows=tuple(flows))


def writing(diagram: Diagram, **writes: str) -> Diagram:
    """The diagram with what its nodes declare to write."""
    nodes = tuple(
        replace(node, properties=(("writes", writes[node.id]),)) if node.id in writes else node
        for node in diagram.nodes
    )
    return replace(diagram, nodes=nodes)


def scenario_of(**entries) -> Scenario:
    return Scenario(name="", start=MONDAY, **entries)


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.severity} {problem.code} {problem.element}" for problem in problems]


@pytest.mark.parametrize(
    ("diagram", "expected"),
    [
        (decided("${amount > 500}", "${amount < 500}", default=None), ["error guard.gap Xor"]),
        (decided("= amount >= 500", "= amount <= 500"),
         ["error guard.overlap Xor", "warning guard.undecided Xor"]),
        (decided("amount > 5", "amount <= 5"), ["warning guard.undecided Xor"]),
        (decided("amount > 5", "amount <= 5", "", default=3), []),
        (decided("amount > 5", "", default=2), []),
        (decided("kind == 'a'", "kind == 'b'"), ["warning guard.gap.other Xor"]),
        (decided("ok == 'true'", "ok == 'true'"), ["error guard.overlap Xor"]),
        (decided("x > 5 and x < 3", "", default=2), ["warning guard.never Xor-W1"]),
        (decided("x > 5 or x <= 5", "", default=2), ["warning guard.always Xor-W1"]),
        (decided("x > 5 or x <= 5", "x > 3", "", default=3), ["error guard.always Xor-W1"]),
        (decided("x > 5", "x == 'a'"), ["error guard.mixed Xor"]),
        (decided("x > 5", "some x in xs satisfies x", "", default=3), ["info guard.unparsed Xor-W2"]),
        (decided("x * y > 5", "x * y <= 5"), ["warning guard.undecided Xor"]),
        (decided("x * y > 5", "x * y <= 5 or x == null or y == null"), ["info guard.unproven Xor"]),
        # ways that say nothing
        (decided("x > 5", "", labels=("big", "rest")), ["warning guard.no-default Xor-W2"]),
        (decided("x > 5", ""), []),
        (decided("x > 5", "", labels=("big", "otherwise")), ["warning guard.no-default Xor-W2"]),
        (decided(labels=("a", "b")), []),
        (decided(labels=("a", "b", "c")), ["info guard.not-binary Xor"]),
        (decided(labels=("a", "b", "")), []),
        # labels that can be read
        (decided(labels=("> 500", "< 500"), question="Amount?"), ["warning guard.gap Xor"]),
        (decided(labels=("500以上", "500以下"), question="金额？"), ["warning guard.overlap Xor"]),
        (decided(labels=("> 500", "<= 500"), question="Amount?"), []),
        (decided(labels=("over 17", "under 18"), question="Age?"), []),
        (decided(labels=("> 500", "some other text"), question="Amount?"), []),
        (decided(labels=("Yes", "No"), question="OK?"), []),
        (decided(labels=("Yes", "Yes"), question="OK?"), ["warning guard.overlap Xor"]),
        (decided(labels=("是", "否"), question="金额是否超过500？"), []),
        (decided(labels=("> 500", "<= 500", "else"), question="Amount?"),
         ["warning guard.no-default Xor-W3"]),
        # conditions that are words
        (decided("Yes", "No", question="OK?"), ["warning guard.undecided Xor"]),
        (decided("Approved", "Rejected"), ["info guard.unparsed Xor-W1", "info guard.unparsed Xor-W2"]),
        (decided("金额大于500", "金额不超过500"), ["warning guard.undecided Xor"]),
        (decided("Yes", "No", "Maybe", question="OK?"),
         ["info guard.unparsed Xor-W3"]),
        # texts without quotation marks
        (decided("status = open", "${status == closed}"),
         ["warning guard.unquoted Xor-W1", "warning guard.unquoted Xor-W2"]),
        (decided("status = open", "status = limit", "x > 5", default=3),
         ["warning guard.unquoted Xor-W1", "warning guard.unquoted Xor-W2"]),
        (decided("amount = limit", "amount != limit"), ["warning guard.undecided Xor"]),
        (decided("'status' == 'open'", "'status' == 'closed'"),
         ["warning guard.never Xor-W1", "warning guard.never Xor-W2"]),
        (decided("50%", "50%"), ["info guard.unparsed Xor-W1", "info guard.unparsed Xor-W2"]),
        # inclusive gateways and flows without a gateway
        (decided("x > 5", "x > 3", kind="Or"), ["error guard.gap Or"]),
        (decided("x > 5", "x <= 7", "", default=3, kind="Or"), []),
        (decided("x > 5", kind="Task"), ["error guard.gap Task"]),
        (decided("x > 5", "x <= 9", kind="Task"), ["warning guard.undecided Task"]),
    ],
)  # fmt: skip
def test_each_fault_of_a_decision_is_told_once(diagram, expected):
    found = decision_problems(diagram)
    assert told(found) == expected
    for problem in found:
        for language in ("en", "zh-CN"):
            assert "{" not in say(problem, language).replace("${", "")
        assert problem.line == (
            7 if problem.element in {"Xor", "Or", "Task"} else int(problem.element[-1]) + 9
        )


def test_the_sentence_names_the_case():
    (overlap,) = decision_problems(decided("amount >= 500", "amount <= 500", "", default=3))
    assert say(overlap).startswith("With amount = 500 both “amount >= 500” and “amount <= 500” hold")
    (gap,) = decision_problems(decided("type == 'a' and amount > 5", "type != 'a' and vip", default=None))
    assert say(gap).startswith('With type = "a", amount = 4 none')


def test_a_word_that_is_a_property_needs_no_quotation_marks():
    diagram = decided("status = open", "status = closed")
    known = writing(diagram, Start="closed")
    assert "guard.overlap" in {problem.code for problem in decision_problems(known)}
    sure = scenario_of(attributes=(Attribute(name="open", choice=(("a", 1.0),)),))
    assert "guard.unquoted" not in {problem.code for problem in decision_problems(diagram, sure)}


def test_conditions_of_great_length_are_cut():
    condition = " and ".join(f"name_{number} > {number}" for number in range(40))
    (problem,) = decision_problems(decided(condition + " and name_1 < 0", "", default=2))
    assert len(say(problem)) < 250


class TestScenario:
    """A scenario says what its routing decides and draws, and which values every case has."""

    diagram = decided(labels=("small", "large"))

    def problems(self, diagram: Diagram | None = None, **entries) -> list[str]:
        return told(decision_problems(diagram or self.diagram, scenario_of(**entries)))

    def test_its_guards_are_judged(self):
        assert self.problems(routing=guards("Xor", W1="amount > 5", W2="amount < 5")) == [
            "error guard.gap Xor"
        ]
        assert self.problems(routing=guards("Xor", "W2", W1="amount > 5")) == []

    def test_what_every_case_has_is_not_missing(self):
        routing = guards("Xor", W1="amount > 5", W2="amount <= 5")
        assert self.problems(routing=routing) == ["warning guard.undecided Xor"]
        amount = Attribute(name="amount", number=Distribution.exponential(5))
        assert self.problems(routing=routing, attributes=(amount,)) == []

    def test_the_choices_of_an_attribute_are_all_there_are(self):
        routing = guards("Xor", W1="kind == 'a'", W2="kind == 'b'")
        kind = Attribute(name="kind", choice=(("a", 0.5), ("b", 0.5)))
        assert self.problems(routing=routing, attributes=(kind,)) == []
        kind = Attribute(name="kind", choice=(("a", 0.5), ("c", 0.5)))
        assert self.problems(routing=routing, attributes=(kind,)) == [
            "warning guard.never Xor-W2",
            "error guard.gap Xor",
        ]

    def test_its_guards_go_before_the_files_conditions(self):
        drawn_so = decided("x > 5", "x > 3", default=None)
        routing = guards("Xor", W1="x > 5", W2="x <= 5 or x == null")
        assert self.problems(drawn_so) == ["error guard.overlap Xor", "error guard.gap Xor"]
        assert self.problems(drawn_so, routing=routing) == []

    def test_a_stated_chance_answers_and_an_assumed_one_does_not(self):
        diagram = decided("50%", "50%")
        routing = chances(Xor={"W1": 0.5, "W2": 0.5})
        assert self.problems(diagram, routing=routing) == []
        assumed = {"routing.Xor": Provenance(kind=ProvenanceKind.ASSUMED)}
        unparsed = ["info guard.unparsed Xor-W1", "info guard.unparsed Xor-W2"]
        assert self.problems(diagram, routing=routing, provenance=assumed) == unparsed

    def test_guards_beside_chances_leave_no_gap(self):
        routing = {"Xor": Routing(guards=guards("Xor", W1="x > 5")["Xor"].guards, chances={"Xor-W2": 1.0})}
        assert self.problems(routing=routing) == []


class TestData:
    """A value is asked for after it is written, on every way."""

    line = "Start > A > Xor\nXor > W1 > End\nXor > W2 > End"

    def asking(self, text: str, at: str = "Xor") -> Diagram:
        diagram = drawn(text)
        flows = [
            replace(flow, condition="amount > 5") if flow.id == f"{at}-W1" else flow for flow in diagram.flows
        ]
        nodes = [replace(node, default=f"{at}-W2") if node.id == at else node for node in diagram.nodes]
        return replace(diagram, flows=tuple(flows), nodes=tuple(nodes))

    @pytest.mark.parametrize(
        ("text", "writes", "expected"),
        [
            (line, {}, []),
            (line, {"A": "amount"}, []),
            (line, {"A": "name，Amount、x"}, []),
            (line, {"W1": "amount"}, ["error guard.late-data Xor"]),
            (line, {"W1": "amount", "A": "amount"}, []),
            # a way round the step that writes
            ("Start > Xor_1 > A > Xor\nXor_1 > B > Xor\nXor > W1 > End\nXor > W2 > End", {"A": "amount"},
             ["warning guard.late-data.maybe Xor"]),
            ("Start > Xor_1 > A > Xor\nXor_1 > B > Xor\nXor > W1 > End\nXor > W2 > End",
             {"A": "amount", "B": "amount"}, []),
            # one of two parallel branches writes, and both are waited for
            ("Start > And_1 > A > And_2 > Xor\nAnd_1 > B > And_2\nXor > W1 > End\nXor > W2 > End",
             {"A": "amount"}, []),
            # a loop that writes on the way back only
            ("Start > A > Xor\nXor > W1 > End\nXor > W2 > A",
             {"W2": "amount"}, ["warning guard.late-data.maybe Xor"]),
            # an exception before the step is done
            ("Start > A > Xor\nA ! Timer_1 > Xor\nXor > W1 > End\nXor > W2 > End", {"A": "amount"},
             ["warning guard.late-data.maybe Xor"]),
            # inside of a sub-process
            ("Start > Sub > Xor\nSub: Start_1 > A > End_1\nXor > W1 > End\nXor > W2 > End",
             {"A": "amount"}, []),
            ("Start > Sub > Xor\nSub: Start_1 > A > End_1\nXor > W1 > End\nXor > W2 > End",
             {"Sub": "amount"}, []),
        ],
    )  # fmt: skip
    def test_what_is_written_late_is_told(self, text, writes, expected):
        found = decision_problems(writing(self.asking(text), **writes))
        codes = [f"{problem.severity} {problem.code} Xor" for problem in found]
        assert codes == expected

    def test_an_attribute_is_known_at_arrival(self):
        diagram = writing(self.asking(self.line), W1="amount")
        amount = Attribute(name="amount", number=Distribution.exponential(5))
        assert decision_problems(diagram, scenario_of(attributes=(amount,))) == ()

    @pytest.mark.parametrize(("step", "expected"), [("A", []), ("W1", ["error guard.late-data Xor"])])
    def test_what_a_step_of_the_scenario_assigns_is_written_there(self, step, expected):
        amount = Attribute(name="amount", number=Distribution.exponential(5))
        assigning = Step(time=Distribution.constant(60), assigns=(amount,))
        found = decision_problems(
            self.asking("Start > A > Xor\nXor > W1 > End\nXor > W2 > End"),
            scenario_of(steps={step: assigning}),
        )
        assert told(found) == expected

    def test_data_objects_count(self):
        diagram = self.asking(self.line)
        data = Artifact(id="Data_1", name="Amount [checked]", kind=ArtifactKind.DATA_OBJECT)
        late = Association(id="Line", source="W1", target="Data_1", data=True)
        found = decision_problems(replace(diagram, artifacts=(data,), associations=(late,)))
        assert [problem.code for problem in found] == ["guard.late-data"]
        early = replace(late, source="A")
        assert decision_problems(replace(diagram, artifacts=(data,), associations=(early,))) == ()

    def test_a_value_that_is_surely_written_is_not_missing(self):
        diagram = writing(decided("amount > 5", "amount <= 5"), A="amount")
        assert decision_problems(diagram) == ()


@pytest.mark.parametrize(
    ("texts", "findings"),
    [
        (["金额 大于 100 且 客户等级 是 VIP", "金额大于100且客户等级不是VIP", "金额不大于100元"], []),
        (["amount greater than 100 and vip", "amount greater than 100 and not vip", "amount up to 100"], []),
        (["金额大于等于500元", "金额小于400元"], ["guard.gap"]),
        (["amount over 100 and vip", "amount at least 100"], ["guard.gap", "guard.overlap"]),
    ],
)
def test_words_are_judged_alike_as_conditions_and_as_labels(texts, findings):
    as_conditions, as_labels = decided(*texts), decided(labels=tuple(texts))
    (split,), (labelled,) = splits(as_conditions), splits(as_labels)
    assert [way.guard for way in split.ways] == [way.guard for way in labelled.ways]
    assert None not in {way.guard for way in split.ways}
    assert sorted({it.code for it in decision_problems(as_labels)}) == findings
    told_of_conditions = {it.code for it in decision_problems(as_conditions)}
    assert sorted(told_of_conditions - {"guard.undecided"}) == findings


def test_one_property_in_two_units_is_no_matter_of_numbers():
    (split,) = splits(decided("等待超过2小时", "等待不超过1天"))
    assert [way.guard for way in split.ways] == [None, None]


def test_splits_tell_who_says_when_a_way_is_taken():
    (split,) = splits(decided("x > 5", "", labels=("big", "small"), default=2))
    assert [(way.flow, way.text, way.origin, way.default) for way in split.ways] == [
        ("Xor-W1", "x > 5", Origin.CONDITION, False),
        ("Xor-W2", "small", None, True),
    ]
    (split,) = splits(decided(labels=("> 5", "<= 5"), question="x"))
    assert [way.origin for way in split.ways] == [Origin.LABEL, Origin.LABEL]
    (split,) = splits(decided(labels=("big", "small")), scenario_of(routing=guards("Xor", "W2", W1="x > 5")))
    assert [way.origin for way in split.ways] == [Origin.SCENARIO, None]


EXAMPLES = sorted((ROOT / "bpmn").glob("*.bpmn"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_decisions_of_the_library_are_in_order(path):
    reading = read(path.read_bytes(), path.name)
    assert decision_problems(reading.diagram) == ()
    for file in sorted((ROOT / "simulations" / path.stem).glob("*.yaml")):
        scenario = complete(read_scenario(file, reading.diagram), reading.diagram, reading.hints)
        assert decision_problems(reading.diagram, scenario) == (), file.name


def test_decisions_of_other_peoples_diagrams_are_judged_as_they_claim(corpus: Path, thorough: bool):
    """Every finding is shown by a case for which the guards themselves say so."""
    conditions: dict[str, bool] = {}
    findings = 0
    files = [path for path in sorted(corpus.rglob("*.bpmn")) if thorough or path.stat().st_size < 60_000]
    for path in files if thorough else files[::3]:
        try:
            diagram = read(path.read_bytes(), path.name).diagram
        except UnreadableFile:
            continue
        for split in splits(diagram):
            judged = [way.guard for way in split.judged]
            for finding in split.verdict().findings:
                answers = [
                    guard.evaluate(finding.witness) for place in finding.guards if (guard := judged[place])
                ]
                findings += 1
                if finding.kind == "overlap":
                    assert answers == [True, True]
                elif finding.kind in ("gap", "undecided"):
                    assert True not in answers
            for way in split.ways:
                if way.origin is Origin.CONDITION:
                    conditions[way.text] = way.guard is not None
    assert findings > 10
    assert sum(conditions.values()) / len(conditions) > 0.75


@pytest.mark.parametrize(("conditions", "names"), [
    (("amount > 5", "amount <= 5"), "amount"),
    (("x * y > 5", "x * y <= 5"), "x, y"),
])  # fmt: skip
def test_what_is_not_known_is_told_of_one_name_as_of_several(conditions, names):
    (problem,) = decision_problems(decided(*conditions))
    assert say(problem).startswith(f"Where there is no value for {names}, none of the conditions holds.")
