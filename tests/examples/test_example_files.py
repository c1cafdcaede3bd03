"""The processes that ship with the studio hold themselves to what the studio asks of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from shipped import BASELINE, FILES, LANGUAGES, ROOT, drawn, reading, scenario

from studio.check.service import service_problems
from studio.check.standards import standards
from studio.model import Diagram, EventKind, Flow, NodeKind, Severity, TimerKind
from studio.model.graph import unreached
from studio.scenario import complete
from studio.scenario.units import text_of_duration

DECISIONS = (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY)

EXPLAINED: dict[str, str] = {}
"""Infos that an example may give rise to, each with the reason why it is meant."""


def test_there_are_examples():
    assert FILES


# -- what the file says --------------------------------------------------------------------------


def test_reads_without_problems(path: Path):
    """Nothing is wrong with an example, and what is remarked about it is meant."""
    unexplained = [
        problem
        for problem in reading(path).problems
        if problem.severity is not Severity.INFO or problem.code not in EXPLAINED
    ]
    assert not unexplained


def test_has_the_size_of_a_real_process(diagram: Diagram):
    assert 15 <= len(diagram.nodes) <= 45


def test_everything_labelled_is_labelled_in_both_languages(diagram: Diagram):
    """The name that other tools show is the Chinese label; the English one has no Chinese in it."""
    for element in diagram.elements():
        labels = {label.language: label.text for label in element.labels}
        assert set(labels) == (set(LANGUAGES) if element.name else set()), element.id
        if element.name:
            assert labels["zh-CN"] == element.name
            assert re.search("[一-鿿]", element.name), element.id
            assert labels["en"].isascii(), element.id


def test_whatever_a_person_reads_has_a_label(diagram: Diagram):
    """Pools, lanes, activities, events, messages, notes, questions and their answers are labelled."""
    shown = [*diagram.processes, *diagram.pools, *diagram.lanes, *diagram.messages, *diagram.artifacts]
    shown += [node for node in diagram.nodes if not node.kind.is_gateway]
    for gateway in diagram.nodes:
        if gateway.kind in DECISIONS and len(diagram.outgoing(gateway.id)) > 1:
            shown += [gateway, *diagram.outgoing(gateway.id)]
            assert gateway.label("en").endswith("?"), gateway.id
            assert gateway.label("zh-CN").endswith("？"), gateway.id
    assert not [element.id for element in shown if not element.name]


def test_every_step_by_a_person_has_a_method_and_a_standard_time(diagram: Diagram):
    """The second and third of the four questions are answered for each step."""
    people = (NodeKind.TASK, NodeKind.USER_TASK, NodeKind.MANUAL_TASK, NodeKind.SEND_TASK)
    for node in diagram.nodes:
        if node.kind in people:
            assert {"method", "standardTime"} <= {name for name, _ in node.properties}, node.id


def test_every_lane_has_an_owner_and_every_process_a_ladder_in_both_languages(diagram: Diagram):
    """Somebody answers for each lane, and it is known to whom a case climbs that gets stuck."""
    bilingual = [(lane.id, dict(lane.properties)["owner"]) for lane in diagram.lanes]
    bilingual += [(process.id, dict(process.properties)["ladder"]) for process in diagram.processes]
    for id, text in bilingual:
        chinese, _, english = text.partition(" · ")
        assert re.search("[一-鿿]", chinese), id
        assert english.replace("→", ">").isascii(), id
        assert english, id


def test_each_of_the_four_questions_is_answered_with_yes(path: Path):
    """By the diagram with its baseline; alone it leaves open how long the rounds of the slow process take."""
    diagram, hints = drawn(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml")
    baseline = complete(scenario(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml"), diagram, hints)
    found = standards(diagram, baseline, told=reading(path).problems)
    assert [answer.failed for answer in found.answers] == [(), (), (), ()]
    assert found.is_standardised
    assert found.score == 1.0
    alone = {problem.element for answer in standards(diagram).answers for problem in answer.failed}
    assert alone == ({"Catch_Approval", "Catch_Picking"} if path.stem == "handset_change_before" else set())


REMARKABLE = {
    ("epidemic_surge", "service.promise-parts.some"),  # a case that climbs to the command breaks the hour
    ("fault_report", "service.level-no-cover"),  # the one duty manager of the morning has lunch at twelve
}
"""What the rules of the service desk say about a baseline: true of that operation as it runs today."""


def test_the_rules_of_the_service_desk_find_what_is_known_and_nothing_else(path: Path):
    diagram, hints = drawn(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml")
    baseline = complete(scenario(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml"), diagram, hints)
    told = {(path.stem, problem.code) for problem in service_problems(diagram, baseline)}
    assert told == {known for known in REMARKABLE if known[0] == path.stem}


def test_every_wait_has_a_deadline(diagram: Diagram):
    """A message is awaited against a timer, be it beside it or on the border."""
    for node in diagram.nodes:
        if node.kind is NodeKind.RECEIVE_TASK:
            assert any(event.is_event_of(EventKind.TIMER) for event in diagram.boundary(node.id)), node.id
        if node.kind is NodeKind.CATCH_EVENT and node.is_event_of(EventKind.MESSAGE):
            (before,) = diagram.incoming(node.id)
            rivals = [diagram.node(flow.target) for flow in diagram.outgoing(before.source)]
            assert diagram.node(before.source).kind is NodeKind.EVENT_GATEWAY, node.id
            assert any(rival.is_event_of(EventKind.TIMER) for rival in rivals), node.id


def test_a_timer_rings_when_its_label_says_so(diagram: Diagram):
    """The duration in either label is the duration in the file."""
    for node in diagram.nodes:
        if not node.is_event_of(EventKind.TIMER):
            continue
        assert node.event is not None
        timer = node.event.timer
        assert timer is not None, node.id
        assert timer.kind is TimerKind.DURATION, node.id
        assert re.fullmatch(r"P(\d+D)?(T(\d+H)?(\d+M)?)?", timer.text), node.id
        for language in LANGUAGES:
            said = re.search(r"\d+\s*(分钟|小时|天|min|h|d)", node.label(language))
            assert said is not None, (node.id, language)
            assert text_of_duration(said[0]) == text_of_duration(timer.text), (node.id, language)


# -- how tokens move -----------------------------------------------------------------------------


def test_only_gateways_split_and_join(diagram: Diagram):
    """No implicit joins or splits, and no gateway that does both or neither."""
    for node in diagram.nodes:
        into, out = len(diagram.incoming(node.id)), len(diagram.outgoing(node.id))
        if node.kind.is_gateway:
            assert (into == 1) != (out == 1), node.id
        else:
            starts = node.kind is NodeKind.START_EVENT or node.attached_to is not None
            assert into == (0 if starts else 1), node.id
            assert out == (0 if node.kind is NodeKind.END_EVENT else 1), node.id


def test_is_sound(diagram: Diagram):
    """From every reachable state a case can complete with nothing left behind, and every node is used."""
    (start,) = [node for node in diagram.nodes if node.kind is NodeKind.START_EVENT]
    follows: dict[frozenset[str], set[frozenset[str]]] = {}
    waiting = [frozenset({start.id})]
    while waiting:
        state = waiting.pop()
        if state in follows:
            continue
        follows[state] = set(_moves(diagram, state))
        waiting += follows[state]
    completing = {frozenset()}
    while more := {state for state in follows if state not in completing and follows[state] & completing}:
        completing |= more
    assert set(follows) <= completing
    assert not unreached(diagram)


def _moves(diagram: Diagram, state: frozenset[str]) -> Iterator[frozenset[str]]:
    """The states one step on; a token is the node where it is, or the flow on which it waits to be joined."""
    for token in state:
        element = diagram.element(token)
        if isinstance(element, Flow):
            gateway = diagram.node(element.target)
            awaited = {flow.id for flow in diagram.incoming(gateway.id)}
            if awaited <= state:
                yield _put(diagram, state - awaited, diagram.outgoing(gateway.id))
            continue
        node = diagram.node(token)
        out = diagram.outgoing(token)
        if node.kind in (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.EVENT_GATEWAY):
            yield from (_put(diagram, state - {token}, [flow]) for flow in out)
        else:
            yield _put(diagram, state - {token}, out)
        for event in diagram.boundary(token):
            yield _put(diagram, state - {token} if event.interrupting else state, diagram.outgoing(event.id))


def _put(diagram: Diagram, state: frozenset[str], flows: Sequence[Flow]) -> frozenset[str]:
    tokens = set(state)
    for flow in flows:
        target = diagram.node(flow.target)
        if target.kind is NodeKind.END_EVENT:
            continue
        joined = target.kind is NodeKind.PARALLEL_GATEWAY and len(diagram.incoming(target.id)) > 1
        token = flow.id if joined else target.id
        assert token not in tokens, f"two tokens at {token}"
        tokens.add(token)
    return frozenset(tokens)
