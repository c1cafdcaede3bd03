"""Names that stand in one list are told apart."""

from __future__ import annotations

from studio.wording.naming import distinct, free_name


def test_a_free_name_is_the_wanted_one_or_the_next_number():
    assert free_name("Today", set()) == "Today"
    assert free_name("Today", {"Today", "Today (2)"}) == "Today (3)"


def test_names_to_choose_from_are_distinct():
    assert distinct({"a": "Today", "b": "Peak", "c": "Today", "d": "Today"}) == {
        "a": "Today",
        "b": "Peak",
        "c": "Today (2)",
        "d": "Today (3)",
    }
