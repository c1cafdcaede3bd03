"""Runs in the library: their progress, their end, and what a stopped heart means."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studio import library
from studio.library import RunKind, RunStatus
from studio.library.store import now
from studio.library.tables import RunRow


@pytest.fixture
def process(store):
    return library.add_process(store, name="a", file="a", data=b"x").id


def start(store, process):
    return library.add_run(
        store, process, digest="d", scenario_name="Today", scenario_text="schema: 1\n", seed=7
    ).id


def age(store, id, seconds):
    with store.writing() as session:
        session.get(RunRow, id).beat = now() - timedelta(seconds=seconds)


def test_a_run_is_queued_runs_and_is_done_with_its_result(store, process):
    id = start(store, process)
    assert library.run(store, id).status is RunStatus.QUEUED
    assert library.beat(store, id, {"done": 3, "of": 20}) is True
    running = library.run(store, id)
    assert (running.status, running.progress) == (RunStatus.RUNNING, {"done": 3, "of": 20})
    assert library.result(store, id) is None
    library.finish_run(store, id, {"seed": 7, "measures": {}}, {"cycle_time.mean": 60.0})
    done = library.run(store, id)
    assert (done.status, done.headline) == (RunStatus.DONE, {"cycle_time.mean": 60.0})
    assert library.result(store, id) == {"seed": 7, "measures": {}}
    assert done.finished >= done.created


def test_cancelling_is_told_at_the_next_heartbeat(store, process):
    id = start(store, process)
    library.beat(store, id, {})
    library.ask_to_cancel(store, id)
    assert library.beat(store, id, {}) is False
    library.fail_run(store, id, status=RunStatus.CANCELLED)
    assert library.run(store, id).status is RunStatus.CANCELLED


def test_a_deleted_run_is_not_worked_on_any_further(store, process):
    id = start(store, process)
    library.delete_process(store, process)
    assert library.beat(store, id, {}) is False


def test_the_end_of_a_run_stands(store, process):
    id = start(store, process)
    library.fail_run(store, id, error={"code": "scenario.invalid"})
    library.finish_run(store, id, {"late": True}, {})
    assert library.beat(store, id, {}) is False
    ended = library.run(store, id)
    assert (ended.status, ended.error) == (RunStatus.FAILED, {"code": "scenario.invalid"})
    assert library.result(store, id) is None


def test_a_run_whose_heart_stopped_is_told_as_interrupted(store, process):
    waiting, running = start(store, process), start(store, process)
    library.beat(store, running, {})
    for id in (waiting, running):
        age(store, id, 60)
    assert {library.run(store, id).status for id in (waiting, running)} == {RunStatus.INTERRUPTED}
    library.keep_waiting(store, [waiting, running])
    assert library.run(store, waiting).status is RunStatus.QUEUED
    assert library.run(store, running).status is RunStatus.INTERRUPTED


def test_runs_are_listed_newest_first_and_the_last_done_one_is_found(store, process):
    ids = [start(store, process) for _ in range(3)]
    assert [run.id for run in library.list_runs(store, process)] == ids[::-1]
    assert library.last_run(store, process) is None
    library.finish_run(store, ids[0], {}, {"cycle_time.mean": 1.0})
    assert library.last_run(store, process).id == ids[0]
    assert len(library.list_runs(store, process, limit=2)) == 2


def test_each_kind_of_run_is_listed_by_itself_with_what_it_compares(store, process):
    simulated = start(store, process)
    others = [{"name": "Surge", "text": "schema: 1\ncases: 5\n"}]
    compared = library.add_run(
        store,
        process,
        digest="d",
        scenario_name="Today",
        scenario_text="",
        seed=None,
        kind=RunKind.COMPARE,
        others=others,
    ).id
    library.finish_run(store, compared, {}, {})
    assert library.run(store, compared).others == others
    assert [run.id for run in library.list_runs(store, process)] == [simulated]
    assert [run.id for run in library.list_runs(store, process, kind=RunKind.COMPARE)] == [compared]
    assert library.last_run(store, process) is None
    assert library.last_run(store, process, kind=RunKind.COMPARE).id == compared
