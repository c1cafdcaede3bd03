"""Several pools: each has its own process instance, and messages go to the node they are drawn to."""

from __future__ import annotations

from walking import chain, do, offered, several

from studio.execution import OfferKind, Walk

POOLS = '<participant id="Pool1" processRef="P"/><participant id="Pool2" processRef="Q"/>'


def message(source: str, target: str) -> str:
    return f'<messageFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


def catch(id: str) -> str:
    return f'<intermediateCatchEvent id="{id}"><messageEventDefinition/></intermediateCatchEvent>'


def pools(messages: str, first: str, second: str, more: str = "") -> Walk:
    return Walk(
        several(
            f'<collaboration id="C">{POOLS}{messages}</collaboration><process id="P">{first}</process>'
            f'<process id="Q">{second}</process>{more}'
        )
    )


def test_a_message_begins_the_other_pool_and_the_answer_comes_back():
    walk = pools(
        message("Ask", "T") + message("F", "W"),
        f'<startEvent id="S"/><sendTask id="Ask"/>{catch("W")}<task id="Z"/>{chain("S", "Ask", "W", "Z")}',
        '<startEvent id="T"><messageEventDefinition/></startEvent><task id="Do"/><endEvent id="F">'
        f"<messageEventDefinition/></endEvent>{chain('T', 'Do', 'F')}",
    )
    assert offered(walk)[0] == "Ask"
    do(walk, "Ask")
    assert [(offer.element, offer.participant, offer.pool) for offer in walk.offers] == [
        ("W", 0, "Pool1"), ("Do", 1, "Pool2"),
    ]  # fmt: skip
    assert walk.offers[0].sender == "F"
    do(walk, "Do")
    assert offered(walk) == ["Z"]
    do(walk, "Z")
    assert walk.is_over


def test_a_message_that_comes_early_is_kept():
    walk = pools(
        message("Send", "W"),
        f'<startEvent id="S"/><task id="Send"/>{chain("S", "Send")}',
        f'<startEvent id="T"/><task id="Slow"/>{catch("W")}<task id="Z"/>{chain("T", "Slow", "W", "Z")}',
    )
    assert sorted(offered(walk)) == ["Send", "Slow"]
    do(walk, "Send")
    do(walk, "Slow")
    assert offered(walk) == ["Z"]


def test_messages_of_one_name_go_to_the_node_they_are_drawn_to():
    walk = pools(
        message("X", "W2"),
        '<startEvent id="S"/><intermediateThrowEvent id="X"><messageEventDefinition messageRef="M"/>'
        f"</intermediateThrowEvent>{chain('S', 'X')}",
        '<startEvent id="T"/><parallelGateway id="G"/>'
        + "".join(
            f'<intermediateCatchEvent id="{id}"><messageEventDefinition messageRef="M"/>'
            f'</intermediateCatchEvent><task id="Z{id}"/>{chain("G", id, "Z" + id)}'
            for id in ("W1", "W2")
        )
        + chain("T", "G"),
        '<message id="M" name="same"/>',
    )
    assert sorted(offered(walk)) == ["W1", "ZW2"]


def test_a_message_wins_the_race_at_an_event_gateway():
    walk = pools(
        message("Send", "R"),
        f'<startEvent id="S"/><task id="Send"/>{chain("S", "Send")}',
        f'<startEvent id="T"/><eventBasedGateway id="G"/><receiveTask id="R"/>{catch("W")}<task id="Z"/>'
        f"{chain('T', 'G', 'R', 'Z')}{chain('G', 'W')}",
    )
    assert sorted(offered(walk)) == ["R", "Send", "W"]
    do(walk, "Send")
    assert offered(walk) == ["Z"]


def test_a_message_interrupts_by_a_boundary_event():
    walk = pools(
        message("Send", "N"),
        f'<startEvent id="S"/><task id="Send"/>{chain("S", "Send")}',
        '<startEvent id="T"/><task id="Slow"/><boundaryEvent id="N" attachedToRef="Slow">'
        f"<messageEventDefinition/></boundaryEvent><task id='H'/>{chain('T', 'Slow')}{chain('N', 'H')}",
    )
    do(walk, "Send")
    assert offered(walk) == ["H"]


def test_a_pool_that_only_a_black_box_addresses_begins_by_itself():
    walk = Walk(
        several(
            '<collaboration id="C"><participant id="A"/><participant id="B" processRef="Q"/>'
            f"{message('A', 'T')}</collaboration><process id='Q'><startEvent id='T'><messageEventDefinition/>"
            f'</startEvent><task id="D"/>{chain("T", "D")}</process>'
        )
    )
    assert offered(walk) == ["D"]


def test_of_several_starts_the_message_begins_its_own():
    walk = pools(
        message("Send", "T2"),
        f'<startEvent id="S"/><task id="Send"/>{chain("S", "Send")}',
        '<startEvent id="T1"><messageEventDefinition/></startEvent><startEvent id="T2">'
        "<messageEventDefinition/></startEvent><task id='A1'/><task id='A2'/>"
        f"{chain('T1', 'A1')}{chain('T2', 'A2')}",
    )
    assert sorted(offered(walk)) == ["A1", "Send"]
    do(walk, "Send")
    assert sorted(offered(walk)) == ["A1", "A2"]


def test_a_pool_that_waits_for_a_message_can_be_begun_from_outside():
    walk = pools(
        message("Send", "T"),
        f'<startEvent id="S"/><task id="Send"/><task id="B"/>{chain("S", "Send", "B")}',
        f'<startEvent id="T"><messageEventDefinition/></startEvent><task id="D"/>{chain("T", "D")}',
    )
    offer = walk.offers[-1]
    assert (offer.kind, offer.element) == (OfferKind.START, "Q")
    walk.do(offer)
    assert offered(walk) == ["Send", "D"]


def test_a_signal_reaches_all_pools():
    thrown = '<signalEventDefinition signalRef="G"/>'
    walk = pools(
        "",
        f'<startEvent id="S"/><task id="A"/><intermediateThrowEvent id="X">{thrown}</intermediateThrowEvent>'
        f"{chain('S', 'A', 'X')}",
        '<startEvent id="T"/><parallelGateway id="Y"/>'
        + "".join(
            f'<intermediateCatchEvent id="{id}">{thrown}</intermediateCatchEvent><task id="Z{id}"/>'
            f"{chain('Y', id, 'Z' + id)}"
            for id in ("C", "D")
        )
        + chain("T", "Y"),
        '<signal id="G" name="go"/>',
    )
    do(walk, "A")
    assert sorted(offered(walk)) == ["ZC", "ZD"]
