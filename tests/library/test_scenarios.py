"""Scenarios in the library: drafts kept at once, and two people who save lose nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from studio import library


@pytest.fixture
def process(store):
    return library.add_process(store, name="a", file="a", data=b"x").id


def test_a_scenario_is_kept_as_it_was_written(store, process):
    text = "schema: 1\nname: 今天\n# a note of mine\n"
    added = library.add_scenario(store, process, name="今天", text=text)
    assert library.scenario(store, added.id) == added
    assert library.list_scenarios(store, process) == (added,)
    assert added.text == text


def test_each_save_is_a_new_version(store, process):
    first = library.add_scenario(store, process, name="Today", text="a")
    second = library.save_scenario(store, first.id, version=1, text="b")
    third = library.save_scenario(store, first.id, version=2, text="c", name="Tomorrow")
    assert (second.version, second.text, second.name) == (2, "b", "Today")
    assert (third.version, third.text, third.name) == (3, "c", "Tomorrow")


def test_of_two_who_save_the_same_version_one_is_told_and_nothing_is_lost(store, process):
    mine = library.add_scenario(store, process, name="Today", text="a")

    def save(text: str) -> str | None:
        try:
            return library.save_scenario(store, mine.id, version=1, text=text).text
        except library.SavedMeanwhile:
            library.add_scenario(store, process, name="Today (2)", text=text)
            return None

    texts = [f"text {n}" for n in range(12)]
    with ThreadPoolExecutor(12) as pool:
        saved = [text for text in pool.map(save, texts) if text is not None]
    assert len(saved) == 1
    assert sorted(s.text for s in library.list_scenarios(store, process)) == sorted(texts)


def test_what_was_deleted_cannot_be_saved(store, process):
    added = library.add_scenario(store, process, name="Today", text="a")
    library.delete_scenario(store, added.id)
    with pytest.raises(library.NotInLibrary):
        library.save_scenario(store, added.id, version=1, text="b")
    with pytest.raises(library.NotInLibrary):
        library.scenario(store, added.id)


def test_a_scenario_needs_a_process(store):
    with pytest.raises(library.NotInLibrary):
        library.add_scenario(store, "nobody", name="Today", text="a")
