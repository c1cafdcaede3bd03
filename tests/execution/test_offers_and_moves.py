"""A walk offers what can be done, does it, tells what was done, goes back, and is saved and restored."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from walking import chain, diagram, do, done, flow, offered, several, timer

from studio.errors import StudioError
from studio.execution import OfferKind, Walk, WayKind, by_conditions, digest, random_walk, walk_through
from studio.model import EventKind
from studio.scenario import complete, read_scenario

DECISION = (
    '<laneSet id="Q"><lane id="L" name="Agents"><flowNodeRef>A</flowNodeRef><flowNodeRef>X</flowNodeRef>'
    '</lane></laneSet><startEvent id="S"/><task id="A"/>'
    '<exclusiveGateway id="X" default="X-C"/><task id="B"/>'
    f'<task id="C"/>{chain("S", "A", "X")}{flow("X", "B", condition="amount &gt; 500")}{flow("X", "C")}'
)

ATTACHED = (
    '<startEvent id="S"/><task id="A"/><task id="B"/><boundaryEvent id="T" attachedToRef="A">'
    f"{timer()}</boundaryEvent><task id='H'/>{chain('S', 'A', 'B')}{chain('T', 'H')}"
)

STEPS = {"A": "10 min", "B": "1 h", "H": "5 min"}


def timed(drawn):
    """Times for what there is of the steps A, B, H and the timer T, which rings after half an hour."""
    steps = ", ".join(
        f"{id}: {{time: {time}, team: Crew}}" for id, time in STEPS.items() if drawn.element(id)
    )
    events = "{T: {after: 30 min}}" if drawn.element("T") else "{}"
    teams = "{Crew: {staff: 1}}"
    text = f"schema: 1\nname: Times\nsteps: {{{steps}}}\nteams: {teams}\nevents: {events}\n"
    return complete(read_scenario(text, drawn), drawn)


def test_an_offer_names_element_lane_team_and_time():
    drawn = diagram(DECISION)
    (offer,) = Walk(drawn, scenario=timed(drawn)).offers
    assert (offer.kind, offer.element, offer.lane, offer.team) == (OfferKind.FINISH, "A", "L", "Crew")
    assert (offer.enabled, offer.at, offer.number, offer.participant) == (0.0, 600.0, 1, 0)


@pytest.mark.parametrize(
    ("values", "holds", "suggested"),
    [({"amount": 600}, True, ("X-B",)), ({"amount": 5}, False, ("X-C",)), ({}, None, ())],
)
def test_a_choice_says_what_the_conditions_say(values, holds, suggested):
    walk = Walk(diagram(DECISION), values=values)
    do(walk, "A")
    (offer,) = walk.offers
    assert offer.kind is OfferKind.CHOOSE
    assert [(way.id, way.target, way.holds, way.default) for way in offer.ways] == [
        ("X-B", "B", holds, False),
        ("X-C", "C", None, True),
    ]
    assert offer.ways[0].condition == "amount > 500"
    assert offer.suggested == suggested


def test_conditions_may_decide_by_themselves_and_a_step_back_undoes_that_too():
    walk = Walk(diagram(DECISION), values={"amount": 600}, chooser=by_conditions)
    do(walk, "A")
    assert offered(walk) == ["B"]
    assert [action.automatic for action in walk.actions] == [False, True]
    walk.back()
    assert offered(walk) == ["A"]
    assert not walk.can_go_back
    with pytest.raises(StudioError) as caught:
        walk.back()
    assert caught.value.code == "walk.at-start"


@pytest.mark.parametrize(
    ("ways", "code"),
    [((), "walk.ways"), (("X-B", "X-C"), "walk.ways"), (("nowhere",), "walk.ways")],
)
def test_a_choice_takes_one_of_its_ways_and_else_nothing_happens(ways, code):
    walk = Walk(diagram(DECISION))
    do(walk, "A")
    before = walk.offers, walk.history, walk.actions
    with pytest.raises(StudioError) as caught:
        walk.do(walk.offers[0], *ways)
    assert caught.value.code == code
    assert (walk.offers, walk.history, walk.actions) == before


def test_an_offer_that_is_gone_is_refused():
    walk = Walk(diagram(DECISION))
    offer = walk.offers[0]
    walk.do(offer)
    with pytest.raises(StudioError) as caught:
        walk.do(offer)
    assert caught.value.code == "walk.no-offer"


def test_the_clock_goes_on_by_steps_and_due_times():
    drawn = diagram(ATTACHED)
    walk = Walk(drawn, scenario=timed(drawn))
    step, event = walk.offers
    assert (step.at, event.due, event.at) == (600.0, 1800.0, 1800.0)
    assert (event.event, event.host, event.interrupts) == (EventKind.TIMER, "A", True)
    walk.do(event)
    assert walk.clock == 1800
    do(walk, "H")
    assert walk.clock == 2100
    assert walk.is_over
    assert [(record.element, record.enabled, record.finished) for record in walk.history] == [
        ("S", 0, 0), ("T", 0, 1800), ("A", 0, 1800), ("H", 1800, 2100),
    ]  # fmt: skip
    walk.back()
    walk.back()
    assert walk.clock == 0
    do(walk, "A")
    assert walk.clock == 600
    do(walk, "B")
    assert walk.clock == 4200


def test_steps_side_by_side_take_their_time_side_by_side():
    drawn = diagram(
        '<startEvent id="S"/><parallelGateway id="X"/><task id="A"/><task id="B"/><parallelGateway id="J"/>'
        f"{chain('S', 'X', 'A', 'J')}{chain('X', 'B', 'J')}"
    )
    walk = Walk(drawn, scenario=timed(drawn))
    do(walk, "B")
    assert walk.clock == 3600
    assert walk.marking == {"A": 1, "J": 1}
    do(walk, "A")
    assert walk.clock == 3600
    assert walk.is_over


def test_without_a_scenario_the_clock_stands_still():
    walk = Walk(diagram(ATTACHED))
    do(walk, "T")
    do(walk, "H")
    assert walk.clock == 0
    assert walk.is_over


def test_the_marking_tells_where_tokens_are():
    inner = f'<subProcess id="U"><startEvent id="I"/><task id="A"/>{chain("I", "A")}</subProcess>'
    walk = Walk(diagram(f'<startEvent id="S"/>{inner}<endEvent id="E"/>{chain("S", "U", "E")}'))
    assert walk.marking == {"U": 1, "A": 1}
    do(walk, "A")
    assert walk.marking == {}
    assert done(walk) == ["S", "I", "A", "U", "E"]


def test_a_walk_that_was_saved_goes_on_where_it_was():
    drawn = diagram(DECISION)
    walk = Walk(drawn, values={"amount": 600, "vip": True, "channel": "voice"})
    do(walk, "A")
    do(walk, "X")
    saved = json.loads(json.dumps(walk.save()))
    again = Walk.restored(drawn, saved)
    assert (again.offers, again.history, again.actions, again.values) == (
        walk.offers, walk.history, walk.actions, walk.values,
    )  # fmt: skip
    again.back()
    do(again, "X", "X-C")
    assert offered(again) == ["C"]


def test_renaming_or_moving_elements_does_not_matter_and_redrawing_does():
    drawn = diagram(DECISION)
    renamed = replace(drawn, nodes=tuple(replace(node, name="new", line=None) for node in drawn.nodes))
    assert digest(renamed) == digest(drawn)
    saved = random_walk(drawn, 1).save()
    assert Walk.restored(renamed, saved).is_over
    redrawn = replace(drawn, flows=drawn.flows[:-1])
    with pytest.raises(StudioError) as caught:
        Walk.restored(redrawn, saved)
    assert caught.value.code == "walk.other-diagram"


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"actions": None},
        {"actions": ["finish:A:1"]},
        {"actions": [{"do": 7}]},
        {"actions": [{"do": "finish:A:1", "ways": [1]}]},
        {"values": []},
        {"values": {"x": [1]}},
        {"actions": [{"do": "finish:B:1"}]},
    ],
)
def test_what_is_no_walk_is_not_restored(change):
    drawn = diagram(DECISION)
    with pytest.raises(StudioError) as caught:
        Walk.restored(drawn, {**Walk(drawn).save(), **change})
    assert caught.value.code in {"walk.no-save", "walk.no-offer"}
    with pytest.raises(StudioError):
        Walk.restored(drawn, [])


def test_an_event_gateway_offers_its_events_and_the_first_decides():
    drawn = diagram(
        '<startEvent id="S"/><eventBasedGateway id="X"/><intermediateCatchEvent id="T">'
        f"{timer()}</intermediateCatchEvent><receiveTask id='R'/><task id='A'/><task id='B'/>"
        f"{chain('S', 'X', 'T', 'A')}{chain('X', 'R', 'B')}"
    )
    walk = Walk(drawn, scenario=timed(drawn))
    assert [(offer.kind, offer.element, offer.due) for offer in walk.offers] == [
        (OfferKind.HAPPEN, "T", 1800.0),
        (OfferKind.HAPPEN, "R", walk.offers[1].due),
    ]
    assert walk.marking == {"X": 1}
    do(walk, "R")
    assert offered(walk) == ["B"]
    assert done(walk) == ["S", "X", "R"]


def test_an_inclusive_choice_takes_several_ways_and_its_join_waits_for_them():
    walk = Walk(
        diagram(
            '<startEvent id="S"/><inclusiveGateway id="X"/><task id="A"/><task id="B"/><task id="C"/>'
            '<inclusiveGateway id="J"/><task id="D"/>'
            f"{chain('S', 'X', 'A', 'J', 'D')}{chain('X', 'B', 'J')}{chain('X', 'C', 'J')}"
        )
    )
    (offer,) = walk.offers
    assert (offer.least, offer.most) == (1, 3)
    walk.do(offer, "X-A", "X-C")
    do(walk, "A")
    assert offered(walk) == ["C"]
    do(walk, "C")
    assert offered(walk) == ["D"]


def test_an_inclusive_join_waits_for_a_token_behind_another_merge():
    """SpiffWorkflow's own join follows one way back only, and goes on too early here."""
    walk = Walk(
        diagram(
            '<startEvent id="S"/><inclusiveGateway id="X"/><task id="A"/><task id="B"/><task id="C"/>'
            '<exclusiveGateway id="M"/><task id="D"/><inclusiveGateway id="J"/><task id="E"/>'
            f"{chain('S', 'X', 'A', 'J', 'E')}{chain('X', 'B', 'M', 'D', 'J')}{chain('X', 'C', 'M')}"
        )
    )
    do(walk, "X", "X-A", "X-C")
    do(walk, "A")
    assert offered(walk) == ["C"]
    do(walk, "C")
    assert offered(walk) == ["D"]
    do(walk, "D")
    assert offered(walk) == ["E"]


def test_a_parallel_join_keeps_a_surplus_token():
    walk = Walk(
        diagram(
            '<startEvent id="S"/><parallelGateway id="X"/><task id="A"/><task id="B"/><task id="C"/>'
            '<exclusiveGateway id="M"/><parallelGateway id="J"/><task id="E"/>'
            f"{chain('S', 'X', 'A', 'M', 'J', 'E')}{chain('X', 'B', 'M')}{chain('X', 'C', 'J')}"
        )
    )
    for element in ("A", "B", "C"):
        do(walk, element)
    assert walk.marking == {"E": 1, "J": 1}
    do(walk, "E")
    assert walk.is_stuck


@pytest.mark.parametrize(
    ("cardinality", "number"), [("3", 3), ("items", 4), ("", 2), ("999999", 9), ("0", 1)]
)
def test_multi_instances_are_done_as_often_as_told(cardinality, number):
    loop = f"<multiInstanceLoopCharacteristics><loopCardinality>{cardinality}</loopCardinality>"
    walk = Walk(
        diagram(
            f'<startEvent id="S"/><task id="A">{loop}</multiInstanceLoopCharacteristics></task><task id="B"/>'
            f"{chain('S', 'A', 'B')}"
        ),
        values={"items": 4},
    )
    assert offered(walk) == ["A"] * number
    for _ in range(number):
        assert "B" not in offered(walk)
        do(walk, "A")
    assert offered(walk) == ["B"]


def test_instances_in_sequence_come_one_after_the_other():
    loop = '<multiInstanceLoopCharacteristics isSequential="true"/>'
    walk = Walk(diagram(f'<startEvent id="S"/><task id="A">{loop}</task>{chain("S", "A")}'))
    for _ in range(2):
        assert offered(walk) == ["A"]
        do(walk, "A")
    assert walk.is_over


def test_a_loop_is_left_when_somebody_says_so():
    loop = "<loopCondition>open &gt; 0</loopCondition>"
    loop = f"<standardLoopCharacteristics>{loop}</standardLoopCharacteristics>"
    walk = Walk(
        diagram(f'<startEvent id="S"/><task id="A">{loop}</task>{chain("S", "A")}'), values={"open": 1}
    )
    do(walk, "A")
    (offer,) = walk.offers
    assert [way.kind for way in offer.ways] == [WayKind.AGAIN, WayKind.DONE]
    assert offer.suggested == ("again",)
    walk.do(offer, "again")
    do(walk, "A")
    do(walk, "A", "done")
    assert walk.is_over
    assert done(walk).count("A") == 4  # twice done, twice decided


def test_a_called_process_of_the_diagram_is_walked_inside_the_call():
    walk = Walk(
        several(
            '<process id="P"><startEvent id="S"/><callActivity id="C" calledElement="Q"/><task id="B"/>'
            f'{chain("S", "C", "B")}</process><process id="Q"><startEvent id="T"/><task id="A"/>'
            f"{chain('T', 'A')}</process>"
        )
    )
    assert walk.marking == {"C": 1, "A": 1}
    do(walk, "A")
    assert offered(walk) == ["B"]


def test_what_is_left_out_is_told():
    walk = Walk(
        diagram(
            '<startEvent id="S"/><task id="A"/><task id="U" isForCompensation="true"/>'
            '<boundaryEvent id="T" attachedToRef="A"><compensateEventDefinition/></boundaryEvent>'
            '<subProcess id="V" triggeredByEvent="true"><task id="W"/></subProcess>'
            f'<complexGateway id="X"/>{chain("S", "A", "X")}'
            '<association id="O" sourceRef="T" targetRef="U"/>'
        )
    )
    told = {(problem.code, problem.element) for problem in walk.problems}
    assert told == {
        ("walk.compensation", "T"), ("walk.compensation", "U"), ("walk.event-sub-process", "V"),
        ("walk.complex-gateway", "X"),
    }  # fmt: skip
    do(walk, "A")
    assert walk.is_over


def test_a_given_decision_walks_until_it_stops():
    seen = []

    def first(walk):
        seen.append(offered(walk))
        return None if len(seen) > 2 else (walk.offers[0], [way.id for way in walk.offers[0].ways[:1]])

    walk = walk_through(diagram(DECISION), first)
    assert done(walk) == ["S", "A", "X"]
    assert seen == [["A"], ["X"], ["B"]]
