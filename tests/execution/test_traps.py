"""What SpiffWorkflow gets wrong without an error when it is given such a diagram as it is drawn."""

from __future__ import annotations

import pytest
from walking import chain, choices, diagram, do, done, flow, offered, several, timer, withdrawn

from studio.execution import Outcome, Walk

START, END = '<startEvent id="S"/>', '<endEvent id="E"/>'


def test_a_flow_without_an_id_is_taken():
    flows = '<sequenceFlow sourceRef="S" targetRef="A"/><sequenceFlow sourceRef="A" targetRef="E"/>'
    walk = Walk(diagram(f'{START}<task id="A"/>{END}{flows}'))
    do(walk, "A")
    assert walk.is_over
    assert done(walk) == ["S", "A", "E"]


@pytest.mark.parametrize("id", ["End", "Start", "P.EndJoin", "A.BoundaryEventSplit", "n1", "p0", "f1", "d"])
def test_no_id_clashes_with_those_of_the_engine(id):
    walk = Walk(diagram(f'{START}<task id="{id}"/><task id="A"/>{END}{chain("S", id, "A", "E")}'))
    assert offered(walk) == [id]
    do(walk, id)
    do(walk, "A")
    assert walk.is_over


def test_a_signal_end_throws_its_signal():
    walk = Walk(
        several(
            '<signal id="G" name="go"/><process id="P">'
            '<startEvent id="S"/><parallelGateway id="X"/><task id="A"/>'
            '<intermediateCatchEvent id="C"><signalEventDefinition signalRef="G"/></intermediateCatchEvent>'
            '<endEvent id="E"><signalEventDefinition signalRef="G"/></endEvent><task id="B"/>'
            f"{chain('S', 'X', 'A', 'E')}{chain('X', 'C', 'B')}</process>"
        )
    )
    do(walk, "A")
    assert offered(walk) == ["B"]
    assert done(walk)[-2:] == ["E", "C"]


def test_a_link_leads_on():
    walk = Walk(
        diagram(
            f'{START}<intermediateThrowEvent id="T"><linkEventDefinition name="x"/></intermediateThrowEvent>'
            '<intermediateCatchEvent id="C"><linkEventDefinition name="x"/></intermediateCatchEvent>'
            f'<task id="A"/>{END}{chain("S", "T")}{chain("C", "A", "E")}'
        )
    )
    do(walk, "A")
    assert done(walk) == ["S", "T", "C", "A", "E"]
    assert walk.is_over


def test_an_error_that_nothing_catches_ends_the_process():
    walk = Walk(
        several(
            '<error id="R" errorCode="r"/><process id="P"><startEvent id="S"/><parallelGateway id="X"/>'
            '<task id="A"/><task id="B"/><endEvent id="E"><errorEventDefinition errorRef="R"/></endEvent>'
            f"{chain('S', 'X', 'A', 'E')}{chain('X', 'B')}</process>"
        )
    )
    do(walk, "A")
    assert walk.is_over
    assert [record.outcome for record in walk.history if record.element == "E"] == [Outcome.UNHANDLED]
    assert withdrawn(walk) == ["B"]


def sub_process_with(end: str, boundaries: str = "", more: str = "", flows: str = "") -> str:
    return (
        '<process id="P"><startEvent id="S"/><subProcess id="U"><startEvent id="I"/>'
        '<parallelGateway id="X"/>'
        f'<task id="A"/><task id="B"/><endEvent id="T">{end}</endEvent>{chain("I", "X", "A", "T")}'
        f'{chain("X", "B")}</subProcess>{boundaries}<task id="N"/><task id="H"/>{more}'
        f"{chain('S', 'U', 'N')}{flows}</process>"
    )


ERROR = '<errorEventDefinition errorRef="R"/>'


def test_an_error_goes_to_the_boundary_event_of_its_own_sub_process_only():
    body = sub_process_with(
        ERROR,
        f'<boundaryEvent id="C" attachedToRef="U">{ERROR}</boundaryEvent>',
        flows=chain("C", "H"),
    )
    walk = Walk(several(f'<error id="R" errorCode="r"/>{body}'))
    assert "C" not in offered(walk)  # it is thrown inside
    do(walk, "A")
    assert offered(walk) == ["H"]
    assert set(withdrawn(walk)) == {"B", "U"}
    do(walk, "H")
    assert walk.is_over


def test_an_escalation_that_does_not_interrupt_leaves_the_work_going_on():
    caught = '<escalationEventDefinition escalationRef="R"/>'
    body = sub_process_with(
        caught,
        f'<boundaryEvent id="C" attachedToRef="U" cancelActivity="false">{caught}</boundaryEvent>',
        flows=chain("C", "H"),
    )
    walk = Walk(several(f'<escalation id="R" escalationCode="r"/>{body}'))
    do(walk, "A")
    assert set(offered(walk)) == {"B", "H"}
    do(walk, "B")
    assert set(offered(walk)) == {"N", "H"}


def test_a_receive_task_waits_for_its_message():
    walk = Walk(diagram(f'{START}<receiveTask id="R"/>{END}{chain("S", "R", "E")}'))
    assert not walk.is_over
    assert offered(walk) == ["R"]
    do(walk, "R")
    assert walk.is_over


def test_a_single_conditional_flow_is_a_choice_to_take_it_or_not():
    drawn = diagram(
        f'{START}<task id="A"/><task id="B"/>{chain("S", "A")}{flow("A", "B", condition="amount > 5")}'
    )
    walk = Walk(drawn)
    do(walk, "A")
    (offer,) = walk.offers
    assert (offer.least, offer.most) == (0, 1)
    walk.do(offer)
    assert walk.is_over
    walk.back()
    walk.do(walk.offers[0], "A-B")
    assert offered(walk) == ["B"]
    told = Walk(drawn, values={"amount": 6})
    do(told, "A")
    assert told.offers[0].suggested == ("A-B",)


EVENT_SUB_PROCESS = (
    '<startEvent id="S"/><task id="A"/><endEvent id="E"/>{flows}'
    '<subProcess id="U" triggeredByEvent="true"><startEvent id="I" isInterrupting="{interrupting}">{event}'
    '</startEvent><task id="H"/><endEvent id="F"/>{inside}</subProcess>'
)


def with_event_sub_process(event: str, *, interrupting: str = "true") -> str:
    return EVENT_SUB_PROCESS.format(
        flows=chain("S", "A", "E"), inside=chain("I", "H", "F"), event=event, interrupting=interrupting
    )


def test_an_event_sub_process_interrupts():
    walk = Walk(diagram(with_event_sub_process("<messageEventDefinition/>")))
    do(walk, "I")
    assert withdrawn(walk) == ["A"]
    assert offered(walk) == ["H"]
    do(walk, "H")
    assert walk.is_over
    assert done(walk).count("I") == 1


def test_an_event_sub_process_that_does_not_interrupt_may_happen_again():
    walk = Walk(diagram(with_event_sub_process("<messageEventDefinition/>", interrupting="false")))
    do(walk, "I")
    do(walk, "I")
    assert sorted(offered(walk)) == ["A", "H", "H", "I"]
    do(walk, "A")
    assert offered(walk) == ["H", "H"]


@pytest.mark.parametrize("event", [ERROR, "<escalationEventDefinition/>", timer()])
def test_an_event_sub_process_does_not_begin_by_itself_and_does_not_keep_the_case_open(event):
    walk = Walk(several(f'<error id="R"/><process id="P">{with_event_sub_process(event)}</process>'))
    assert offered(walk)[0] == "A"
    assert "H" not in offered(walk)
    do(walk, "A")
    assert walk.is_over


def test_an_error_thrown_in_a_process_sets_off_its_event_sub_process():
    body = with_event_sub_process(ERROR).replace('<endEvent id="E"/>', f'<endEvent id="E">{ERROR}</endEvent>')
    walk = Walk(several(f'<error id="R" errorCode="r"/><process id="P">{body}</process>'))
    do(walk, "A")
    assert offered(walk) == ["H"]
    do(walk, "H")
    assert walk.is_over


def attached(event: str, *, interrupting: bool) -> str:
    cancel = "true" if interrupting else "false"
    return (
        f'{START}<task id="A"/><task id="B"/><task id="H"/>{END}'
        f'<boundaryEvent id="T" attachedToRef="A" cancelActivity="{cancel}">{event}</boundaryEvent>'
        f"{chain('S', 'A', 'B', 'E')}{chain('T', 'H')}"
    )


CYCLE = "<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>"


def test_an_interrupting_cycle_timer_interrupts():
    walk = Walk(diagram(attached(CYCLE, interrupting=True)))
    do(walk, "T")
    assert withdrawn(walk) == ["A"]
    assert offered(walk) == ["H"]


def test_what_a_reminder_began_goes_on_when_its_host_is_done():
    walk = Walk(diagram(attached(CYCLE, interrupting=False)))
    do(walk, "T")
    do(walk, "T")
    assert sorted(offered(walk)) == ["A", "H", "H", "T"]
    do(walk, "A")
    assert sorted(offered(walk)) == ["B", "H", "H"]
    for element in ("H", "B", "H"):
        do(walk, element)
    assert walk.is_over


def test_a_duration_rings_once_and_a_message_comes_as_often_as_it_likes():
    rung = Walk(diagram(attached(timer(), interrupting=False)))
    do(rung, "T")
    assert sorted(offered(rung)) == ["A", "H"]
    come = Walk(diagram(attached("<messageEventDefinition/>", interrupting=False)))
    do(come, "T")
    assert sorted(offered(come)) == ["A", "H", "T"]


def test_no_date_or_clock_of_the_machine_lets_a_timer_ring():
    walk = Walk(diagram(attached(timer("PT0S"), interrupting=True)))
    assert sorted(offered(walk)) == ["A", "T"]
    do(walk, "A")
    assert offered(walk) == ["B"]


def test_two_lanes_of_one_name_are_told_apart():
    walk = Walk(
        diagram(
            '<laneSet id="Q"><lane id="L1" name="Agent"><flowNodeRef>A</flowNodeRef></lane>'
            '<lane id="L2" name="Agent"><flowNodeRef>B</flowNodeRef></lane></laneSet>'
            f'{START}<task id="A"/><task id="B"/>{END}{chain("S", "A", "B", "E")}'
        )
    )
    assert walk.offers[0].lane == "L1"
    do(walk, "A")
    assert walk.offers[0].lane == "L2"


def test_an_error_ends_a_multi_instance_sub_process_for_good_and_the_case_goes_on():
    body = sub_process_with(
        ERROR,
        f'<boundaryEvent id="C" attachedToRef="U">{ERROR}</boundaryEvent>',
        flows=chain("C", "H"),
    ).replace('<subProcess id="U">', '<subProcess id="U"><multiInstanceLoopCharacteristics/>')
    walk = Walk(several(f'<error id="R" errorCode="r"/>{body}'))
    assert sorted(offered(walk)) == ["A", "A", "B", "B"]
    do(walk, "A")
    assert offered(walk) == ["H"]
    do(walk, "H")
    assert walk.is_over


def test_data_that_resolves_nowhere_does_not_keep_the_walk_from_beginning():
    data = (
        '<task id="A"><ioSpecification><dataInput id="D"/><inputSet/><outputSet/></ioSpecification>'
        "<dataInputAssociation><sourceRef>Nowhere</sourceRef><targetRef>D</targetRef></dataInputAssociation></task>"
    )
    inner = f'<subProcess id="U"><startEvent id="I"/>{data}{chain("I", "A")}</subProcess>'
    walk = Walk(diagram(f'{START}{inner}{chain("S", "U")}<dataObjectReference id="O" dataObjectRef="No"/>'))
    do(walk, "A")
    assert walk.is_over


def test_terminate_ends_everything_in_its_scope_and_nothing_around_it():
    body = sub_process_with("<terminateEventDefinition/>")
    walk = Walk(several(body))
    do(walk, "A")
    assert withdrawn(walk) == ["B"]
    assert offered(walk) == ["N"]


def test_terminate_ends_the_event_sub_processes_of_its_process_too():
    body = with_event_sub_process("<messageEventDefinition/>", interrupting="false").replace(
        '<endEvent id="E"/>', '<endEvent id="E"><terminateEventDefinition/></endEvent>'
    )
    walk = Walk(diagram(body))
    do(walk, "I")
    do(walk, "A")
    assert walk.is_over
    assert "H" in withdrawn(walk)


def test_several_starts_are_a_choice():
    walk = Walk(
        diagram(
            '<startEvent id="S1"/><startEvent id="S2"/><task id="A"/><task id="B"/>'
            f"{chain('S1', 'A')}{chain('S2', 'B')}"
        )
    )
    assert choices(walk) == ["P"]
    do(walk, "P", "S2")
    assert offered(walk) == ["B"]
