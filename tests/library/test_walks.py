"""Walks of single cases: each step is kept at once, and nobody's steps are overwritten."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from studio import library
from studio.library import WalkStatus
from studio.library.migrations import walks

SAVED = {"format": 1, "values": {"amount": 600.0, "vip": True}, "actions": []}


@pytest.fixture
def kept(store):
    return library.add_process(store, name="Calls", file="calls.bpmn", data=b"first")


@pytest.fixture
def walk(store, kept):
    return library.add_walk(
        store, kept.id, digest=kept.digest, scenario_name="Today", scenario_text="schema: 1\n", saved=SAVED
    )


def test_a_walk_is_found_again_as_it_was_kept(store, walk):
    assert library.walk(store, walk.id) == walk
    assert (walk.status, walk.version, walk.saved) == (WalkStatus.OPEN, 1, SAVED)


def test_each_step_is_kept_at_once(store, walk):
    further = SAVED | {"actions": [{"do": "finish:A:1", "ways": [], "automatic": False}]}
    kept = library.keep_walk(store, walk.id, version=1, saved=further, status=WalkStatus.OVER)
    assert (kept.version, kept.status, kept.saved) == (2, WalkStatus.OVER, further)
    assert library.walk(store, walk.id) == kept


def test_a_step_after_an_older_state_of_the_walk_is_refused(store, walk):
    mine, theirs = SAVED | {"actions": [1]}, SAVED | {"actions": [2]}
    library.keep_walk(store, walk.id, version=1, saved=mine, status=WalkStatus.OPEN)
    with pytest.raises(library.SavedMeanwhile):
        library.keep_walk(store, walk.id, version=1, saved=theirs, status=WalkStatus.OPEN)
    assert library.walk(store, walk.id).saved == mine


def test_the_walk_walked_last_is_listed_first_and_a_deleted_one_not_at_all(store, kept, walk):
    other = library.add_walk(
        store, kept.id, digest=kept.digest, scenario_name="Surge", scenario_text="", saved=SAVED
    )
    library.keep_walk(store, walk.id, version=1, saved=SAVED, status=WalkStatus.STUCK)
    assert [each.id for each in library.list_walks(store, kept.id)] == [walk.id, other.id]
    assert [each.id for each in library.list_walks(store, kept.id, limit=1)] == [walk.id]
    library.delete_walk(store, walk.id)
    assert [each.id for each in library.list_walks(store, kept.id)] == [other.id]
    with pytest.raises(library.NotInLibrary):
        library.keep_walk(store, walk.id, version=2, saved=SAVED, status=WalkStatus.OPEN)


def test_the_walks_go_with_their_process(store, kept, walk):
    library.delete_process(store, kept.id)
    with pytest.raises(library.NotInLibrary):
        library.walk(store, walk.id)


def test_a_walk_of_an_example_is_kept_too(store):
    walked = library.add_walk(
        store, "complaint", digest="d", scenario_name="Today", scenario_text="", saved=SAVED
    )
    assert library.list_walks(store, "complaint") == (walked,)


def test_an_older_library_gets_the_table_of_walks(store):
    with store.writing() as session:
        session.execute(text("DROP TABLE walk"))
        walks(session.connection())
    assert library.list_walks(store, "complaint") == ()
