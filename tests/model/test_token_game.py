"""Which orders a diagram allows, and the shortest one that tells two diagrams apart."""

from __future__ import annotations

import pytest
from building import drawn

from studio.model.token_game import DONE, NotPlayed, TokenGame, distinguishing_word


def word(one: str, other: str, labels: dict[str, str | None] | None = None):
    return distinguishing_word(TokenGame(drawn(one), labels), TokenGame(drawn(other), labels))


LINE = "Start > A > B > End"


def test_a_diagram_says_what_it_says():
    assert word(LINE, LINE) is None


def test_the_shortest_difference_is_found():
    assert word(LINE, "Start > A > C > End") == ("A", "B")
    assert word(LINE, "Start > A > End") == ("A", "B")
    assert word("Start > A > Xor > B > End\nXor > End", "Start > A > End") == ("A", "B")


def test_a_gateway_that_decides_nothing_changes_nothing():
    for kind in ("Xor", "And", "First"):
        if kind != "First":
            assert word(f"Start > A > {kind} > B > End", LINE) is None


def test_parallel_steps_come_in_any_order_and_choices_in_one():
    both = "Start > And > A > And_2 > End\nAnd > B > And_2"
    either = "Start > Xor > A > Xor_2 > End\nXor > B > Xor_2"
    assert word(both, either) is not None
    orders = "Start > Xor > A > B_2 > End\nXor > B > A_2 > End"
    same = {"B_2": "B", "A_2": "A"}
    assert word(both, orders, same) is None


def test_a_join_that_lacks_a_token_never_ends():
    stuck = "Start > Xor > A > And > End\nXor > B > And"
    ends = "Start > Xor > A > Xor_2 > End\nXor > B > Xor_2"
    assert word(stuck, ends)[-1] == "End"


def test_a_boundary_event_is_another_way_out():
    plain, watched = "Start > A > B > End", "Start > A > B > End\nA ! Timer_late > C > End_late"
    assert word(plain, watched) == ("Timer_late",)


def test_of_two_events_one_happens():
    race = "Start > First > Message > A > End\nFirst > Timer > B > End"
    choice = "Start > Xor > Message > A > End\nXor > Timer > B > End"
    assert word(race, choice) is None


def test_a_loop_is_as_long_as_one_likes():
    loop = "Start > A > Xor > B > A\nXor > End"
    again = "Start > Xor_in > A > Xor > B > Xor_in\nXor > End"
    assert word(loop, again) is None
    once = "Start > A > Xor > B > A_2 > End\nXor > End"
    assert word(loop, once, {"A_2": "A"}) == ("A", "B", "A", "B")


def test_hidden_labels_are_not_seen():
    assert word(LINE, "Start > A > End", {"B": None}) is None


def test_an_end_is_the_end_of_the_word():
    assert word("Start > A > End", "Start > A > End > B > End_2", {"End": None})[-1] in (DONE, "B")


@pytest.mark.parametrize(
    "text",
    [
        "Start > Or > A > End\nOr > B > End",
        "Start > Sub > End\nSub: Start_in > A > End_in",
        "Start > A > Terminate",
        "Start > A > And > A\nAnd > B > End",
    ],
)
def test_what_is_not_played_is_said(text):
    with pytest.raises(NotPlayed):
        distinguishing_word(TokenGame(drawn(text)), TokenGame(drawn(text)))
