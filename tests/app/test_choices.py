"""The scenarios of a process to choose from, and where a change of one is kept."""

from __future__ import annotations

import pytest

from studio import library
from studio.app.choices import choices, chosen, folder_of, save, what_ifs
from studio.app.inputs import check
from studio.reading import read

EXAMPLE = "complaint"


@pytest.fixture
def store(tmp_path):
    store = library.open_store(f"sqlite:///{tmp_path / 'library.db'}")
    yield store
    store.close()


@pytest.fixture
def process(store):
    return library.process(store, EXAMPLE)


@pytest.fixture
def reading(store, process):
    return read(library.process_bytes(store, EXAMPLE), process.file)


def offered(store, process, reading, language="en"):
    return choices(store, process, what_ifs(process, reading.diagram), language)


def test_the_what_ifs_of_an_example_come_first_then_the_defaults(store, process, reading):
    among = offered(store, process, reading)
    files = library.find_example(EXAMPLE).scenarios
    assert [choice.key for choice in among] == [f"@{path.stem}" for path in files] + [""]
    assert among[0].key == "@today"


def test_names_are_those_of_the_language(store, process, reading):
    english = {choice.name for choice in offered(store, process, reading)}
    chinese = {choice.name for choice in offered(store, process, reading, "zh-CN")}
    assert "Today" in english
    assert "现状" in chinese
    assert not english & chinese


def test_every_choice_can_be_simulated(store, process, reading):
    for choice in offered(store, process, reading):
        assert check(choice.text, reading, folder=folder_of(process)).mistakes == (), choice.key


def test_a_choice_that_is_gone_falls_back_to_the_first(store, process, reading):
    among = offered(store, process, reading)
    assert chosen(among, "@surge").key == "@surge"
    assert chosen(among, "gone") is chosen(among, None) is among[0]


def test_a_change_of_what_ships_with_the_studio_becomes_ones_own(store, process, reading):
    among = offered(store, process, reading)
    first = save(store, process, among[0], "schema: 1\n", "en")
    second = save(store, process, among[0], "schema: 1\nseed: 2\n", "en")
    assert (first.name, second.name) == ("Today (changed)", "Today (changed) (2)")
    mine = save(store, process, chosen(among, ""), "schema: 1\n", "zh-CN")
    assert mine.name == "我的方案"
    assert [choice.key for choice in offered(store, process, reading)][-3:] == [first.id, second.id, mine.id]


def test_a_change_of_ones_own_is_kept_over_it(store, process, reading):
    mine = library.add_scenario(store, EXAMPLE, name="Mine", text="schema: 1\n")
    choice = chosen(offered(store, process, reading), mine.id)
    assert save(store, process, choice, "schema: 1\nseed: 2\n", "en").id == mine.id
    assert library.scenario(store, mine.id).version == 2


def test_a_change_of_what_somebody_else_saved_meanwhile_is_kept_beside_it(store, process, reading):
    mine = library.add_scenario(store, EXAMPLE, name="Ours", text="schema: 1\n")
    choice = chosen(offered(store, process, reading), mine.id)
    library.save_scenario(store, mine.id, version=1, text="schema: 1\nseed: 9\n")
    kept = save(store, process, choice, "schema: 1\nseed: 2\n", "en")
    assert (kept.name, kept.text) == ("Ours (2)", "schema: 1\nseed: 2\n")
    assert library.scenario(store, mine.id).text == "schema: 1\nseed: 9\n"


def test_a_change_of_what_somebody_deleted_is_kept_as_new(store, process, reading):
    mine = library.add_scenario(store, EXAMPLE, name="Ours", text="schema: 1\n")
    choice = chosen(offered(store, process, reading), mine.id)
    library.delete_scenario(store, mine.id)
    assert save(store, process, choice, "schema: 1\nseed: 2\n", "en").name == "Ours"


def test_a_process_of_ones_own_opens_with_the_newest_scenario(store):
    own = library.add_process(store, name="Desk", file="desk.bpmn", data=b"x")
    assert chosen(choices(store, own, (), "en"), None).key == ""
    library.add_scenario(store, own.id, name="First", text="schema: 1\n")
    newest = library.add_scenario(store, own.id, name="Second", text="schema: 1\n")
    among = choices(store, own, (), "en")
    assert chosen(among, None).key == newest.id
    assert chosen(among, "").key == ""
