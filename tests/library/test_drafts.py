"""Drafts of diagrams: nothing that was drawn is lost, nothing that was saved is overwritten."""

from __future__ import annotations

import pytest

from studio import library


@pytest.fixture
def kept(store):
    return library.add_process(store, name="Calls", file="calls.bpmn", data=b"first")


@pytest.fixture
def draft(store, kept):
    return library.begin_draft(store, kept.id, base=kept.digest, data=b"first")


def test_each_change_is_kept_at_once(store, draft):
    assert not draft.changed
    second = library.keep_draft(store, draft.id, version=1, data=b"second")
    assert (second.version, second.changed) == (2, True)
    assert library.draft(store, draft.id) == second
    assert library.draft_bytes(store, draft.id) == b"second"
    assert library.process_bytes(store, draft.process) == b"first"


def test_a_change_to_an_older_state_of_the_draft_is_refused(store, draft):
    library.keep_draft(store, draft.id, version=1, data=b"mine")
    with pytest.raises(library.SavedMeanwhile):
        library.keep_draft(store, draft.id, version=1, data=b"theirs")
    assert library.draft_bytes(store, draft.id) == b"mine"


def test_a_saved_draft_is_the_diagrams_new_version_and_gone(store, kept, draft):
    changed = library.keep_draft(store, draft.id, version=1, data=b"second")
    saved = library.save_draft(store, draft.id)
    assert (saved.id, saved.version, saved.digest) == (kept.id, 2, changed.digest)
    assert library.process_bytes(store, kept.id) == b"second"
    assert library.list_drafts(store, kept.id) == ()
    with pytest.raises(library.NotInLibrary):
        library.keep_draft(store, draft.id, version=2, data=b"late")


def test_who_saves_second_overwrites_nothing_and_may_keep_a_copy(store, kept, draft):
    other = library.begin_draft(store, kept.id, base=kept.digest, data=b"first")
    library.keep_draft(store, draft.id, version=1, data=b"mine")
    library.keep_draft(store, other.id, version=1, data=b"theirs")
    library.save_draft(store, draft.id)
    with pytest.raises(library.SavedMeanwhile):
        library.save_draft(store, other.id)
    assert library.process_bytes(store, kept.id) == b"mine"
    copy = library.save_draft_as(store, other.id, name="Calls (copy)")
    assert copy.id != kept.id
    assert library.process_bytes(store, copy.id) == b"theirs"
    assert library.list_drafts(store, kept.id) == ()


def test_a_draft_of_an_example_becomes_a_diagram_of_its_own(store):
    example = library.process(store, "complaint")
    shipped = library.process_bytes(store, "complaint")
    draft = library.begin_draft(store, "complaint", base=example.digest, data=shipped)
    library.keep_draft(store, draft.id, version=1, data=b"changed")
    saved = library.save_draft(store, draft.id)
    assert not saved.example
    assert library.process_bytes(store, saved.id) == b"changed"
    assert library.process_bytes(store, "complaint") == shipped


def test_the_draft_changed_last_is_listed_first_and_a_discarded_one_not_at_all(store, kept, draft):
    other = library.begin_draft(store, kept.id, base=kept.digest, data=b"first")
    library.keep_draft(store, draft.id, version=1, data=b"second")
    assert [one.id for one in library.list_drafts(store, kept.id)] == [draft.id, other.id]
    library.discard_draft(store, draft.id)
    assert [one.id for one in library.list_drafts(store, kept.id)] == [other.id]


def test_the_drafts_go_with_their_diagram(store, kept, draft):
    library.delete_process(store, kept.id)
    for gone in (library.draft, library.draft_bytes):
        with pytest.raises(library.NotInLibrary):
            gone(store, draft.id)
