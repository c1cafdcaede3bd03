"""What is decided about suggestions is kept, with its reason, and can be taken back."""

from __future__ import annotations

import pytest

from studio import library
from studio.library import Answer


@pytest.fixture
def kept(store):
    return library.add_process(store, name="Calls", file="calls.bpmn", data=b"first")


def reject(store, process, suggestion, *, digest="d1", reason="Two people must do it."):
    return library.decide(
        store,
        process,
        digest=digest,
        suggestion=suggestion,
        answer=Answer.REJECTED,
        reason=reason,
        texts={"en": "One step instead of two.", "zh-CN": "两步合一。"},
    )


def test_a_decision_is_kept_with_its_reason_and_its_words(store, kept):
    decision = reject(store, kept.id, "R1:A+B")
    assert library.list_decisions(store, kept.id) == (decision,)
    assert (decision.answer, decision.reason) == (Answer.REJECTED, "Two people must do it.")
    assert decision.texts["zh-CN"] == "两步合一。"


def test_the_newest_decision_stands_first_and_a_second_one_of_the_same_replaces_the_first(store, kept):
    reject(store, kept.id, "R1:A+B")
    other = reject(store, kept.id, "F3:G")
    again = reject(store, kept.id, "R1:A+B", reason="On second thought, too.")
    assert library.list_decisions(store, kept.id) == (again, other)


def test_the_same_suggestion_for_another_state_of_the_diagram_is_another_matter(store, kept):
    reject(store, kept.id, "R1:A+B", digest="d1")
    reject(store, kept.id, "R1:A+B", digest="d2")
    assert len(library.list_decisions(store, kept.id)) == 2


def test_a_decision_that_is_taken_back_is_gone(store, kept):
    decision = reject(store, kept.id, "R1:A+B")
    library.take_back(store, decision.id)
    assert library.list_decisions(store, kept.id) == ()


def test_an_example_keeps_decisions_too_and_all_go_with_their_process(store, kept):
    reject(store, "complaint", "T1:team")
    reject(store, kept.id, "R1:A+B")
    library.delete_process(store, kept.id)
    assert library.list_decisions(store, kept.id) == ()
    assert len(library.list_decisions(store, "complaint")) == 1
