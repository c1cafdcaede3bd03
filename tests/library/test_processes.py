"""Diagrams in the library: uploads keep their bytes, examples cost nothing until they are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio import library
from studio.library import examples


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Two example processes, one with what-ifs."""
    folder = tmp_path / "shipped"
    (folder / "bpmn").mkdir(parents=True)
    (folder / "bpmn" / "complaint-handling.bpmn").write_bytes(b"<definitions id='c'/>")
    (folder / "bpmn" / "balance_query.bpmn").write_bytes(b"<definitions id='b'/>")
    what_ifs = folder / "simulations" / "complaint-handling"
    what_ifs.mkdir(parents=True)
    for name in ("peak", "today", "bot"):
        (what_ifs / f"{name}.yaml").write_text("schema: 1\n", encoding="utf-8")
    monkeypatch.setattr(examples, "examples_folder", lambda: folder)


def test_an_upload_comes_back_byte_for_byte(store):
    data = bytes(range(256)) * 40
    added = library.add_process(store, name="Complaint 投诉", file="投诉.bpmn", data=data)
    assert library.process_bytes(store, added.id) == data
    assert library.process(store, added.id) == added
    assert (added.name, added.file, added.example, added.version) == ("Complaint 投诉", "投诉.bpmn", False, 1)
    assert added.created.utcoffset().total_seconds() == 0


def test_the_same_file_is_kept_once(store):
    first = library.add_process(store, name="a", file="a.bpmn", data=b"x")
    assert library.add_process(store, name="b", file="b.bpmn", data=b"x") == first
    assert library.add_process(store, name="b", file="b.bpmn", data=b"y").id != first.id


@pytest.mark.usefixtures("shipped")
def test_uploads_are_listed_newest_first_and_examples_after_them(store):
    ids = [library.add_process(store, name=n, file=n, data=n.encode()).id for n in "abc"]
    listed = library.list_processes(store)
    assert [entry.id for entry in listed] == [*reversed(ids), "balance_query", "complaint-handling"]
    assert [entry.example for entry in listed] == [False] * 3 + [True] * 2


@pytest.mark.usefixtures("shipped")
def test_an_example_gets_a_row_only_when_something_is_kept_with_it(store):
    assert library.process(store, "balance_query").version == 0
    assert library.process_bytes(store, "balance_query") == b"<definitions id='b'/>"
    library.add_scenario(store, "balance_query", name="Mine", text="schema: 1\n")
    assert library.process(store, "balance_query").version == 1
    assert len(library.list_processes(store)) == 2


@pytest.mark.usefixtures("shipped")
def test_deleting_an_example_removes_only_what_was_kept_with_it(store):
    library.add_scenario(store, "balance_query", name="Mine", text="")
    library.delete_process(store, "balance_query")
    assert library.list_scenarios(store, "balance_query") == ()
    assert library.process(store, "balance_query").version == 0


@pytest.mark.usefixtures("shipped")
def test_the_what_if_of_today_comes_first():
    example = library.find_example("complaint-handling")
    assert [path.stem for path in example.scenarios] == ["today", "bot", "peak"]
    assert example.name == "Complaint handling"
    assert library.find_example("nothing") is None


def test_the_examples_of_this_checkout_are_found():
    folder = examples.examples_folder()
    assert {e.bpmn for e in library.list_examples()} == set((Path(folder) / "bpmn").glob("*.bpmn"))


def test_deleting_takes_scenarios_and_runs_with_it(store):
    added = library.add_process(store, name="a", file="a", data=b"x")
    library.add_scenario(store, added.id, name="s", text="")
    run = library.add_run(store, added.id, digest="", scenario_name="s", scenario_text="", seed=1)
    library.delete_process(store, added.id)
    assert library.list_scenarios(store, added.id) == ()
    for gone in (library.process, library.process_bytes):
        with pytest.raises(library.NotInLibrary):
            gone(store, added.id)
    with pytest.raises(library.NotInLibrary):
        library.run(store, run.id)


def test_renaming_an_older_version_is_refused(store):
    added = library.add_process(store, name="a", file="a", data=b"x")
    assert library.rename_process(store, added.id, "b", version=1).version == 2
    with pytest.raises(library.SavedMeanwhile):
        library.rename_process(store, added.id, "c", version=1)
    assert library.process(store, added.id).name == "b"
    with pytest.raises(library.NotInLibrary):
        library.rename_process(store, "nobody", "c", version=1)
