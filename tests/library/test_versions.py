"""Versions of a diagram: what somebody saved is never lost, and any of it can come back."""

from __future__ import annotations

import pytest

from studio import library
from studio.library import Note

CHANGE = Note(
    code="simplify.F3", parameters={"names": "G1"}, texts={"en": "Drop G1"}, reason="It says nothing"
)


@pytest.fixture
def kept(store):
    return library.add_process(store, name="Calls", file="calls.bpmn", data=b"first")


def numbers(store, id):
    return [version.number for version in library.list_versions(store, id)]


def accepted(store, id, data=b"simpler", **more):
    told = {"note": CHANGE, "scenario_name": "Today", "scenario_text": "schema: 1\n"} | more
    return library.accept(store, id, data, **told)


def test_a_diagram_that_nobody_changed_is_its_own_first_version(store, kept):
    (only,) = library.list_versions(store, kept.id)
    assert (only.number, only.digest, only.note.code, only.newest) == (1, kept.digest, "version.first", True)
    assert library.version_bytes(store, kept.id, 1) == b"first"
    with pytest.raises(library.NotInLibrary):
        library.version_bytes(store, kept.id, 2)


def test_an_example_is_its_own_first_version_without_a_row(store):
    (only,) = library.list_versions(store, "complaint")
    assert (only.number, only.note.code) == (1, "version.example")
    assert library.version_bytes(store, "complaint", 1) == library.process_bytes(store, "complaint")


def test_a_saved_version_is_the_diagram_and_the_one_before_is_kept(store, kept):
    saved = library.save_version(store, kept.id, b"second", note=CHANGE, base=kept.digest)
    assert (saved.id, saved.version) == (kept.id, 2)
    assert library.process_bytes(store, kept.id) == b"second"
    newest, first = library.list_versions(store, kept.id)
    assert (newest.number, newest.note, newest.digest, newest.newest) == (2, CHANGE, saved.digest, True)
    assert (first.number, first.digest, first.created, first.newest) == (1, kept.digest, kept.created, False)
    assert [library.version_bytes(store, kept.id, number) for number in (1, 2)] == [b"first", b"second"]


def test_saving_what_it_is_already_makes_no_version(store, kept):
    assert library.save_version(store, kept.id, b"first", note=CHANGE).version == 1
    assert numbers(store, kept.id) == [1]


def test_who_saves_second_overwrites_nothing(store, kept):
    library.save_version(store, kept.id, b"mine", note=CHANGE, base=kept.digest)
    with pytest.raises(library.SavedMeanwhile):
        library.save_version(store, kept.id, b"theirs", note=CHANGE, base=kept.digest)
    with pytest.raises(library.SavedMeanwhile):
        accepted(store, kept.id, b"theirs", base=kept.digest)
    assert library.process_bytes(store, kept.id) == b"mine"
    assert library.list_scenarios(store, kept.id) == ()


def test_a_restored_version_is_the_next_one_and_nothing_between_is_lost(store, kept):
    library.save_version(store, kept.id, b"second", note=CHANGE)
    restored = library.restore_version(store, kept.id, 1)
    assert library.process_bytes(store, kept.id) == b"first"
    assert restored.digest == kept.digest
    assert numbers(store, kept.id) == [3, 2, 1]
    note = library.list_versions(store, kept.id)[0].note
    assert (note.code, note.parameters) == ("version.restored", {"number": "1"})
    assert library.version_bytes(store, kept.id, 2) == b"second"


def test_a_version_that_is_not_there_is_not_restored(store, kept):
    with pytest.raises(library.NotInLibrary):
        library.restore_version(store, kept.id, 9)
    with pytest.raises(library.NotInLibrary):
        library.save_version(store, "nothing", b"x", note=CHANGE)


def test_a_saved_draft_keeps_what_the_diagram_was(store, kept):
    draft = library.begin_draft(store, kept.id, base=kept.digest, data=b"drawn")
    library.save_draft(store, draft.id)
    newest, _ = library.list_versions(store, kept.id)
    assert newest.note.code == "version.drawn"
    assert library.version_bytes(store, kept.id, 1) == b"first"


def test_the_versions_go_with_their_diagram(store, kept):
    library.save_version(store, kept.id, b"second", note=CHANGE)
    library.delete_process(store, kept.id)
    for number in (1, 2):
        with pytest.raises(library.NotInLibrary):
            library.version_bytes(store, kept.id, number)


def test_an_accepted_suggestion_is_the_next_version_with_its_scenario(store, kept):
    library.add_scenario(store, kept.id, name="Today", text="schema: 1\n")
    saved = accepted(store, kept.id, base=kept.digest)
    assert saved.id == kept.id
    assert library.process_bytes(store, kept.id) == b"simpler"
    assert [one.name for one in library.list_scenarios(store, kept.id)] == ["Today", "Today (2)"]


def test_of_an_example_a_copy_is_simplified_and_the_example_stays(store):
    shipped = library.process_bytes(store, "complaint")
    saved = accepted(store, "complaint", name="投诉处理", language="zh-CN")
    again = accepted(store, "complaint", name="投诉处理", language="zh-CN")
    assert library.process_bytes(store, "complaint") == shipped
    assert (saved.name, again.name) == ("投诉处理（简化）", "投诉处理（简化） (2)")
    assert not saved.example
    assert library.version_bytes(store, saved.id, 1) == shipped
    assert library.version_bytes(store, saved.id, 2) == library.process_bytes(store, saved.id) == b"simpler"
    assert [version.note.code for version in library.list_versions(store, saved.id)] == [
        "simplify.F3",
        "version.example",
    ]
    (scenario,) = library.list_scenarios(store, saved.id)
    assert (scenario.name, scenario.text) == ("Today", "schema: 1\n")


def test_a_change_of_the_scenario_alone_makes_no_version_of_the_diagram(store, kept):
    saved = accepted(store, kept.id, b"first", base=kept.digest)
    assert saved.version == 1
    assert numbers(store, kept.id) == [1]
    assert len(library.list_scenarios(store, kept.id)) == 1


def test_with_an_example_a_scenario_alone_is_kept_without_a_copy(store):
    saved = accepted(store, "complaint", library.process_bytes(store, "complaint"))
    assert saved.id == "complaint"
    assert [one.name for one in library.list_scenarios(store, "complaint")] == ["Today"]
