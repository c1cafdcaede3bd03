"""A condition with a word that no case ever has is told: nobody would see why nobody goes that way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import drawn, guards, setting

from studio.model import Diagram, EventDefinition, EventKind, Loop, LoopKind, Severity
from studio.scenario import Attribute, Scenario, complete, read_scenario
from studio.simulation import compile_program
from studio.wording import sentence

FORK = drawn("Start > Xor > A > End\nXor > B > End")
WORDS = "arrivals: {Start: {every: 1 h}}\nattributes: {channel: {choice: {voice: 70 %, chat: 30 %}}}\n"


def told(scenario: Scenario, diagram: Diagram = FORK) -> list[tuple[str | None, str]]:
    """The warnings of the words: element and English sentence."""
    problems = compile_program(diagram, complete(scenario, diagram)).problems
    found = [problem for problem in problems if problem.code.startswith(("simulation.word", "scenario."))]
    assert all(problem.severity is Severity.WARNING for problem in found)
    texts = [
        [sentence(it.code, dict(it.parameters), language) for it in found] for language in ("en", "zh-CN")
    ]
    assert not set(texts[0]) & set(texts[1])
    return [(problem.element, text) for problem, text in zip(found, texts[0], strict=True)]


def of_text(text: str) -> list[tuple[str | None, str]]:
    return told(read_scenario(WORDS + text, FORK))


def routed(condition: str) -> str:
    return f"routing: {{Xor: {{Xor-A: '{condition}'}}}}"


def test_a_word_in_other_letters_is_told_with_the_one_that_was_meant():
    expected = 'channel == "Voice" asks for a word that channel never is: Voice. Was voice meant?'
    assert of_text(routed('channel == "Voice"')) == [("Xor-A", expected)]
    assert of_text(routed('channel == "voice"')) == []


def test_a_word_that_is_like_no_other_is_told_with_those_there_are():
    ((element, text),) = of_text(routed('channel in ["chat", "e-post"]'))
    assert element == "Xor-A"
    assert text.endswith("asks for a word that channel never is: e-post. Its words are voice, chat.")


@pytest.mark.parametrize(
    "text",
    [
        "steps: {A: {time: 1 min, team: [{team: T, when: 'channel == \"Voice\"'}]}}",
        "priority: ['channel == \"Voice\"']",
        "deflect: {Start: {class: 'channel != \"Voice\"', contained: 10 %}}",
    ],
)
def test_wherever_it_is_asked_for(text):
    if "team" in text:
        text += "\nteams: {T: {staff: 1}}"
    assert len(of_text(text)) == 1


def test_a_word_that_no_case_has_for_now_and_one_that_a_step_assigns_are_words():
    nobody = WORDS.replace("70 %", "100 %").replace("30 %", "0 %")
    assert told(read_scenario(nobody + routed('channel == "chat"'), FORK)) == []
    assigned = "\nsteps: {B: {time: 1 min, assigns: {channel: {choice: {post: 100 %}}}}}"
    assert of_text(routed('channel == "post"') + assigned) == []


def test_conditions_drawn_in_the_diagram_are_looked_at_too():
    channel = Attribute(name="channel", choice=(("voice", 0.7), ("chat", 0.3)))
    scenario = replace(setting(every=60.0), attributes=(channel,))
    conditional = EventDefinition(kind=EventKind.CONDITIONAL, condition='channel == "Chat"')
    changes = {
        "A": {"loop": Loop(kind=LoopKind.STANDARD, condition='channel == "Voice" and loopCounter < 3')},
        "B": {"loop": Loop(kind=LoopKind.PARALLEL, cardinality="2", condition="channel > 3")},
        "End": {"events": (conditional,)},
    }
    nodes = tuple(replace(node, **changes.get(node.id, {})) for node in FORK.nodes)
    found = dict(told(scenario, replace(FORK, nodes=nodes)))
    assert {element: text.rpartition(". ")[2] for element, text in found.items() if element != "B"} == {
        "A": "Was voice meant?",
        "End": "Was chat meant?",
    }
    assert found["B"].startswith("channel is a word, so this never holds")


@pytest.mark.parametrize("where", ["cardinality", "collection"])
def test_a_drawn_number_of_instances_that_is_a_word_is_told_unless_the_scenario_says_how_many(where):
    channel = Attribute(name="channel", choice=(("voice", 0.7), ("chat", 0.3)))
    scenario = replace(setting(every=60.0), attributes=(channel,))
    loop = Loop(kind=LoopKind.PARALLEL, **{where: "${channel}"})
    diagram = replace(
        FORK, nodes=tuple(replace(node, loop=loop) if node.id == "A" else node for node in FORK.nodes)
    )
    program = compile_program(diagram, complete(scenario, diagram))
    (element,) = [
        problem.element for problem in program.problems if problem.code == "simulation.instances-by-word"
    ]
    assert element == "A"
    (row,) = (row for row in program.nodes if row.rounds is not None)
    assert row.rounds.by is None
    stated = read_scenario(WORDS + "steps: {A: {time: 1 min, instances: 2}}", diagram)
    problems = compile_program(diagram, complete(stated, diagram)).problems
    assert not [problem for problem in problems if problem.code == "simulation.instances-by-word"]


def test_an_attribute_of_numbers_has_no_words_to_ask_for():
    scenario = replace(
        setting(every=60.0, attributes={"amount": 3.0}), routing=guards("Xor", "B", A="amount > 2")
    )
    assert told(scenario) == []
