"""The processes that ship with the studio hold themselves to what the studio asks of others."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest

from studio.analysis import study
from studio.check.service import service_problems
from studio.check.standards import standards
from studio.model import (
    ArtifactKind,
    Bounds,
    Diagram,
    Element,
    EventKind,
    Flow,
    Hint,
    Node,
    NodeKind,
    Point,
    Severity,
    TimerKind,
)
from studio.model.graph import unreached
from studio.reading import Reading, read
from studio.scenario import ProvenanceKind, Scenario, complete, read_mapping, read_scenario
from studio.scenario.units import text_of_duration

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "bpmn").glob("*.bpmn"))
LANGUAGES = ("zh-CN", "en")
BASELINE = "today"
DECISIONS = (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY)

EXPLAINED: dict[str, str] = {}
"""Infos that an example may give rise to, each with the reason why it is meant."""

Segment = tuple[Point, Point]


@cache
def reading(path: Path) -> Reading:
    return read(path.read_bytes(), path.name)


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def diagram(path: Path) -> Diagram:
    return reading(path).diagram


def scenario_files(path: Path) -> list[Path]:
    return sorted((ROOT / "simulations" / path.stem).glob("*.yaml"))


@cache
def scenario(file: Path) -> Scenario:
    """The scenario as its file states it, with nothing filled in."""
    return read_scenario(file, reading(ROOT / "bpmn" / f"{file.parent.name}.bpmn").diagram)


SCENARIOS = [file for path in FILES for file in scenario_files(path)]


@pytest.fixture(params=SCENARIOS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def file(request: pytest.FixtureRequest) -> Path:
    return request.param


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
    diagram, hints = _drawn(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml")
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
    diagram, hints = _drawn(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml")
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


# -- how it is drawn -----------------------------------------------------------------------------


def _shapes(diagram: Diagram) -> list[Element]:
    """What stands in the lanes and must not be in the way of anything else."""
    return [
        *diagram.nodes,
        *(artifact for artifact in diagram.artifacts if artifact.kind is not ArtifactKind.GROUP),
    ]


def _box(element: Element) -> Bounds:
    assert element.bounds is not None, element.id
    return element.bounds


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _within(inner: Bounds, outer: Bounds) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def _segments(flow: Flow) -> list[Segment]:
    return list(itertools.pairwise(flow.waypoints))


def _reach(segment: Segment) -> Bounds:
    (x, y), (to_x, to_y) = segment
    return Bounds(min(x, to_x), min(y, to_y), abs(x - to_x), abs(y - to_y))


def _lines(diagram: Diagram) -> list[Flow]:
    return [*diagram.flows, *diagram.messages]


def test_nodes_stand_inside_their_lanes(diagram: Diagram):
    lanes = {lane.id: lane for lane in diagram.lanes}
    pools = {pool.id: pool for pool in diagram.pools}
    for node in diagram.nodes:
        assert node.lane is not None, node.id
        assert _within(_box(node), _box(lanes[node.lane])), node.id
    for lane in diagram.lanes:
        assert lane.pool is not None
        assert _within(_box(lane), _box(pools[lane.pool])), lane.id


def test_no_two_shapes_overlap(diagram: Diagram):
    for one, other in itertools.combinations(_shapes(diagram), 2):
        hosts = {getattr(one, "attached_to", None), getattr(other, "attached_to", None)}
        if not hosts & {one.id, other.id}:
            assert not _overlap(_box(one), _box(other)), (one.id, other.id)


def test_flows_are_orthogonal(diagram: Diagram):
    """Each stretch of a flow is level or upright and has a length."""
    for flow in _lines(diagram):
        assert len(flow.waypoints) >= 2, flow.id
        for (x, y), (to_x, to_y) in _segments(flow):
            assert (x == to_x) != (y == to_y), flow.id


def test_flows_begin_and_end_on_the_borders_of_what_they_connect(diagram: Diagram):
    for flow in _lines(diagram):
        for end, point in ((flow.source, flow.waypoints[0]), (flow.target, flow.waypoints[-1])):
            element = diagram.element(end)
            assert element is not None
            box = _box(element)
            on_border = box.contains(point) and (
                point[0] in (box.x, box.right) or point[1] in (box.y, box.bottom)
            )
            assert on_border, (flow.id, end)


def test_flows_cross_no_shape(diagram: Diagram):
    for flow, shape in itertools.product(_lines(diagram), _shapes(diagram)):
        ends = {flow.source, flow.target}
        if ends & {shape.id, getattr(shape, "attached_to", None)}:
            continue
        for segment in _segments(flow):
            reach = _reach(segment)
            box = _box(shape)
            crosses = (
                reach.x <= box.right
                and box.x <= reach.right
                and reach.y <= box.bottom
                and box.y <= reach.bottom
            )
            assert not crosses, (flow.id, shape.id)


def test_flows_do_not_run_into_each_other(diagram: Diagram):
    """No two flows share a stretch, and sequence flows hardly ever cross."""
    crossings = 0
    for one, other in itertools.combinations(_lines(diagram), 2):
        for mine, theirs in itertools.product(_segments(one), _segments(other)):
            a, b = _reach(mine), _reach(theirs)
            if not (a.x <= b.right and b.x <= a.right and a.y <= b.bottom and b.y <= a.bottom):
                continue
            assert (a.width == 0) != (b.width == 0), (one.id, other.id)
            crossings += one in diagram.flows and other in diagram.flows
    assert crossings <= len(diagram.flows) // 20


def test_bends_are_few(diagram: Diagram):
    """Most flows go straight; none has more than three bends."""
    bends = [len(flow.waypoints) - 2 for flow in diagram.flows]
    assert max(bends) <= 3
    assert bends.count(0) > len(bends) / 2


LINE = 14.0
"""Height of a line of an outside label in bpmn-js, whose letters are 11 pixels tall."""

NARROW, WIDE = frozenset(" fijlrtI.,:;'()!|-"), frozenset("mwMW%@")


def _width(text: str) -> float:
    """About how wide the letters of an outside label are drawn, in Arial or a face like it."""
    return sum(
        11.0
        if east_asian_width(letter) in "WF"
        else 3.4
        if letter in NARROW
        else 9.2
        if letter in WIDE
        else 7.5
        if letter.isupper()
        else 6.1
        for letter in text
    )


def _height(text: str, width: float) -> float:
    """How high a label of that width becomes: words wrap, Chinese breaks anywhere."""
    lines, used = 1, 0.0
    for word in re.findall(r"[^\s⺀-鿿！-｠]+\s*|[⺀-鿿！-｠]|\s", text):
        needed = _width(word.rstrip())
        assert needed <= width, text
        if used + needed > width:
            lines, used = lines + 1, 0.0
        used += _width(word)
    return lines * LINE


def _outside_labels(diagram: Diagram) -> Iterator[tuple[Node | Flow, Bounds]]:
    for element in [*diagram.nodes, *_lines(diagram)]:
        if element.name and (isinstance(element, Flow) or not element.kind.is_activity):
            assert element.label_bounds is not None, element.id
            yield element, element.label_bounds


def test_labels_fit_their_places_in_both_languages(diagram: Diagram):
    for element, place in _outside_labels(diagram):
        for language in LANGUAGES:
            assert _height(element.label(language), place.width) <= place.height, (element.id, language)


def test_labels_are_in_nobodys_way(diagram: Diagram):
    """An outside label covers no shape, no line and no other label, and stays within its lane."""
    labels = list(_outside_labels(diagram))
    lanes = {lane.id: lane for lane in diagram.lanes}
    for element, place in labels:
        for shape in _shapes(diagram):
            assert not _overlap(place, _box(shape)), (element.id, shape.id)
        for flow in _lines(diagram):
            for segment in _segments(flow):
                reach = _reach(segment)
                touched = (
                    place.x < reach.right + 1
                    and reach.x - 1 < place.right
                    and place.y < reach.bottom + 1
                    and reach.y - 1 < place.bottom
                )
                assert not touched, (element.id, flow.id)
        if isinstance(element, Node):
            assert element.lane is not None
            assert _within(place, _box(lanes[element.lane])), element.id
    for (one, mine), (other, theirs) in itertools.combinations(labels, 2):
        assert not _overlap(mine, theirs), (one.id, other.id)


# -- what is simulated ---------------------------------------------------------------------------


def test_there_is_a_baseline_and_something_to_compare_it_with(path: Path):
    names = [file.stem for file in scenario_files(path)]
    assert BASELINE in names
    assert len(names) >= 3


def test_scenarios_belong_to_their_diagram_and_their_baseline(path: Path):
    """The baseline names the diagram; each what-if states only its differences from the baseline."""
    for file in scenario_files(path):
        assert (file.parent / read_mapping(file)["diagram"]).resolve() == path
        text = file.read_text(encoding="utf-8")
        assert ("based_on: today.yaml" in text) == (file.stem != BASELINE), file.stem
        assert (scenario(file) == scenario(file.with_stem(BASELINE))) == (file.stem == BASELINE), file.stem


def test_every_input_is_stated_and_simulated(file: Path):
    """Nothing is assumed, nothing left open or left out, and every value says where it comes from."""
    stated = scenario(file)
    filled = complete(stated, *_drawn(file))
    assert not stated.unused
    systems = {f"steps.{id}.team" for id, step in filled.steps.items() if step.team is None}
    assert stated.left_open <= systems
    assert not filled.assumed
    for where, origin in filled.provenance.items():
        assert origin.kind is not ProvenanceKind.ASSUMED, where
        assert origin.source, where
        assert origin.as_of is not None, where


def test_standard_times_are_those_of_the_diagram(file: Path):
    """What the diagram says of a step's method and standard time is what the scenario says."""
    diagram, _ = _drawn(file)
    for id, step in scenario(file).steps.items():
        said = dict(diagram.node(id).properties)
        assert step.method == said.get("method", ""), id
        standard = text_of_duration(said["standardTime"]) if "standardTime" in said else None
        assert step.standard_time == standard, id


def test_deadlines_are_those_of_the_diagram(file: Path):
    """A timer rings in the scenario after as long as the diagram says, by whatever clock."""
    diagram, _ = _drawn(file)
    for node in diagram.nodes:
        if node.event is not None and node.event.timer is not None:
            after = scenario(file).events[node.id].after
            assert after is not None
            assert (after.mean, after.variance) == (text_of_duration(node.event.timer.text), 0.0), node.id


def _drawn(file: Path) -> tuple[Diagram, tuple[Hint, ...]]:
    found = reading(ROOT / "bpmn" / f"{file.parent.name}.bpmn")
    return found.diagram, tuple(found.hints)


@cache
def simulated(file: Path) -> dict[str, Any]:
    """What two replications of a scenario bring; the values without their intervals."""
    diagram, hints = _drawn(file)
    short = replace(complete(scenario(file), diagram, hints), replications=2)
    result = study(diagram, short, workers=1).to_json()
    sections = {
        section: {
            member: {measure: figure["value"] for measure, figure in figures.items()}
            for member, figures in result[section].items()
        }
        for section in ("steps", "teams", "paths")
    }
    return {
        "cases": result["cases"],
        "open_at_end": result["open_at_end"],
        "warnings": [warning["code"] for warning in result["warnings"]],
        "measures": {measure: figure["value"] for measure, figure in result["measures"].items()},
        **sections,
    }


def _expected(file: Path) -> Path:
    return file.parent / "expected" / f"{file.stem}.json"


def test_baselines_simulate_as_expected(path: Path):
    """Every figure of a short run is the one on record, but for the last digits of sums.

    ``python tests/test_examples.py`` puts the present figures on record.
    """
    file = ROOT / "simulations" / path.stem / f"{BASELINE}.yaml"
    assert _rounded(simulated(file)) == json.loads(_expected(file).read_text(encoding="utf-8"))


def _rounded(value: Any) -> Any:
    """Floats to ten digits: processors add up long sums in different orders."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value


def test_baselines_are_an_operation_that_works(path: Path):
    """No warnings, nobody overloaded or idle, promises mostly kept, and every way through is taken."""
    result = simulated(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml")
    assert not result["warnings"]
    for team, figures in result["teams"].items():
        assert 0.3 < figures["utilisation"] < 0.9, team
    promises = {name: value for name, value in result["measures"].items() if name.startswith("promise.")}
    assert promises
    for name, kept in promises.items():
        assert 0.8 < kept <= 1.0, name
    diagram = reading(path).diagram
    assert {node.id for node in diagram.nodes} == set(result["steps"])
    assert all(figures["visits_per_case"] > 0 for figures in result["steps"].values())


COMPLAINT = ROOT / "simulations" / "complaint"


def test_more_authority_for_agents_means_fewer_climbs():
    """Complaints between the old and the new limit are settled at first contact, by the same people."""
    today, raised = (simulated(COMPLAINT / f"{name}.yaml") for name in (BASELINE, "raised-authority"))
    assert (
        raised["steps"]["Task_TeamLeader"]["visits_per_case"]
        < 0.8 * today["steps"]["Task_TeamLeader"]["visits_per_case"]
    )
    assert raised["paths"]["End_FirstContact"]["share"] > today["paths"]["End_FirstContact"]["share"] + 0.05
    assert raised["measures"]["climbs_per_100"] < today["measures"]["climbs_per_100"]
    assert raised["measures"]["promise.resolved.share"] > today["measures"]["promise.resolved.share"]


def test_a_surge_with_absent_agents_breaks_the_promises():
    today, surge = (simulated(COMPLAINT / f"{name}.yaml") for name in (BASELINE, "surge"))
    assert surge["cases"] > 1.3 * today["cases"]
    assert surge["teams"]["一线座席"]["utilisation"] > 0.95
    assert surge["measures"]["promise.resolved.share"] < today["measures"]["promise.resolved.share"] - 0.1
    assert surge["steps"]["Task_Register"]["wait.mean"] > 5 * today["steps"]["Task_Register"]["wait.mean"]


BEFORE, AFTER = (ROOT / "simulations" / f"handset_change_{when}" for when in ("before", "after"))


LISTED = {
    "1 one step to register and check the proof": {
        "steps.Task_Register", "steps.Task_Voucher", "steps.Task_Accept",
        "promises.changed.parts.registered", "promises.changed.parts.accepted",
    },
    "2 one test decides": {"routing.Gateway_Agree", "routing.Gateway_Doubt"},
    "3 fewer approvals, at once": {
        "attributes.standard_model", "routing.Gateway_Exempt", "routing.Gateway_Authority",
        "events.Catch_Approval", "events.Timer_Approve",
    },
    "4 handsets at once": {"events.Catch_Picking"},
    "5 the system enters": {"steps.Task_Enter", "steps.Task_Recheck", "routing.Gateway_Correct"},
    "6 no back-office checks": {"teams.后台复核岗"},
}  # fmt: skip
"""What differs in the handset change after and before, by the number under which the file itself lists it."""


def test_the_handset_change_differs_in_what_its_file_lists_and_in_nothing_else():
    """Customers, people, shifts, costs and the times of steps are the same, entry by entry."""
    before, after = (dict(_entries(read_mapping(folder / f"{BASELINE}.yaml"))) for folder in (BEFORE, AFTER))
    told = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    told -= {name for name in told if name.startswith(("name", "diagram", "provenance."))}
    listed = set().union(*LISTED.values())
    assert {next((it for it in listed if f"{name}.".startswith(f"{it}.")), name) for name in told} == listed
    head = (AFTER / f"{BASELINE}.yaml").read_text(encoding="utf-8").partition("schema:")[0]
    for language in ("#   {}. ", "#   {}. [A-Z]"):
        assert all(re.search(language.format(name[0]), head) for name in LISTED)
    assert (AFTER / "volumes.csv").read_bytes() == (BEFORE / "volumes.csv").read_bytes()


def _entries(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every entry of a file with its place in it; a list is one entry."""
    if not isinstance(value, dict):
        yield name, value
        return
    for key, item in value.items():
        yield from _entries(item, f"{name}.{key}" if name else key)


def test_the_merged_step_takes_as_long_as_the_two_did():
    before, after = (scenario(folder / f"{BASELINE}.yaml") for folder in (BEFORE, AFTER))
    merged = [before.steps[id].time.mean for id in ("Task_Register", "Task_Voucher")]
    assert after.steps["Task_Accept"].time.mean == pytest.approx(sum(merged))


def test_the_simplified_handset_change_waits_over_60_percent_less():
    """Also with two technicians fewer; added technicians alone or shorter rounds alone do not do it."""
    wait = {
        (folder.stem, name): simulated(folder / f"{name}.yaml")["measures"]["wait.mean"]
        for folder, names in (
            (BEFORE, (BASELINE, "more-technicians", "shorter-rounds")),
            (AFTER, (BASELINE, "fewer-technicians")),
        )
        for name in names
    }
    least = 0.4 * wait[BEFORE.stem, BASELINE]
    assert wait[AFTER.stem, BASELINE] < least
    assert wait[AFTER.stem, "fewer-technicians"] < least
    assert wait[BEFORE.stem, "more-technicians"] > least
    assert wait[BEFORE.stem, "shorter-rounds"] > least


if __name__ == "__main__":
    for bpmn in FILES:
        baseline = ROOT / "simulations" / bpmn.stem / f"{BASELINE}.yaml"
        _expected(baseline).parent.mkdir(exist_ok=True)
        text = json.dumps(_rounded(simulated(baseline)), ensure_ascii=False, indent=1)
        _expected(baseline).write_text(f"{text}\n", encoding="utf-8")
