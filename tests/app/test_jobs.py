"""Runs in the background: carried out by other processes, cancelled, refused, and never left for dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio import library
from studio.app.jobs import Jobs
from studio.app.work import carry_out
from studio.library import RunKind, RunStatus

QUICK = "schema: 1\ncases: 100\nwarm_up: 0\nreplications: 2\nseed: 3\n"
LONG = "schema: 1\ncases: 100\nwarm_up: 0\nreplications: 100000\nseed: 3\n"


@pytest.fixture
def store(tmp_path):
    store = library.open_store(f"sqlite:///{tmp_path / 'library.db'}")
    yield store
    store.close()


@pytest.fixture
def jobs(store):
    jobs = Jobs(store, cores=1)
    yield jobs
    jobs.close()


def ask(store, text: str, process: str = "complaint", **more) -> str:
    digest = library.process(store, process).digest
    return library.add_run(
        store, process, digest=digest, scenario_name="Quick", scenario_text=text, seed=None, **more
    ).id


def wait_for(store, id: str, *, until=lambda run: not run.status.is_open, seconds: float = 90) -> library.Run:
    end = time.monotonic() + seconds
    while not until(run := library.run(store, id)):
        assert time.monotonic() < end, f"still {run.status} after {seconds} s"
        time.sleep(0.1)
    return run


def test_a_run_is_carried_out_and_its_result_kept(store):
    id = ask(store, QUICK)
    carry_out(store.url, id, 1)
    run = library.run(store, id)
    result = library.result(store, id)
    assert run.status is RunStatus.DONE
    assert (result["cases"], result["replications"], result["seed"]) == (200, 2, 3)
    assert run.headline["cycle_time.mean"] == result["measures"]["cycle_time.mean"]
    assert {"steps", "teams", "paths", "flows", "series", "warnings"} <= set(result)


def test_scenarios_are_compared_side_by_side(store):
    others = [{"name": "Same", "text": QUICK}]
    id = ask(store, QUICK, kind=RunKind.COMPARE, others=others)
    carry_out(store.url, id, 1)
    result = library.result(store, id)
    assert list(result["scenarios"]) == ["Quick", "Same"]
    assert {difference["value"] for difference in result["differences"]["Same"].values()} == {0.0}


def test_every_suggestion_for_a_process_is_weighed(store):
    id = ask(store, QUICK, kind=RunKind.SIMPLIFY)
    carry_out(store.url, id, 1)
    result = library.result(store, id)
    assert result["baseline"]["cases"] == 200
    assert {suggestion["code"] for suggestion in result["suggestions"]} >= {"T1"}
    assert all(suggestion["verdict"] and suggestion["effect"] for suggestion in result["suggestions"])


def test_a_scenario_with_mistakes_is_refused_with_its_code(store):
    id = ask(store, "schema: 1\ncases: many\n")
    carry_out(store.url, id, 1)
    run = library.run(store, id)
    assert (run.status, run.error["code"]) == (RunStatus.FAILED, "scenario.invalid")


def test_a_diagram_in_which_no_case_can_end_is_refused(store):
    endless = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
      <process id="P"><task id="T"/></process></definitions>"""
    process = library.add_process(
        store, name="x", file="x.bpmn", data=endless.replace(b'<task id="T"/>', b"")
    )
    id = ask(store, QUICK, process.id)
    carry_out(store.url, id, 1)
    run = library.run(store, id)
    assert run.status is RunStatus.FAILED
    assert run.error["sentence"]


def test_an_example_finds_the_files_that_its_scenario_names(store):
    example = library.find_example("complaint")
    text = example.scenarios[0].read_text(encoding="utf-8")
    text = text.replace("length: 4 weeks", "length: 1 d").replace("warm_up: 1 week", "warm_up: 0")
    id = ask(store, text.replace("replications: auto", "replications: 2"))
    carry_out(store.url, id, 1)
    assert library.run(store, id).status is RunStatus.DONE


def test_progress_is_told_and_a_cancel_ends_the_run_soon(store, jobs):
    id = ask(store, LONG)
    jobs.submit(id)
    running = wait_for(store, id, until=lambda run: bool(run.progress))
    assert running.status is RunStatus.RUNNING
    assert set(running.progress) >= {"phase", "done", "planned"}
    library.ask_to_cancel(store, id)
    asked = time.monotonic()
    assert wait_for(store, id).status is RunStatus.CANCELLED
    assert time.monotonic() - asked < 30


def test_a_worker_that_dies_ends_its_run_and_the_next_run_works(store, jobs):
    id = ask(store, LONG)
    jobs.submit(id)
    wait_for(store, id, until=lambda run: bool(run.progress))
    for worker in list(jobs._pool._processes):
        os.kill(worker, signal.SIGKILL)
    run = wait_for(store, id)
    assert (run.status, run.error["code"]) == (RunStatus.FAILED, "run.died")
    again = ask(store, QUICK)
    jobs.submit(again)
    assert wait_for(store, again).status is RunStatus.DONE


def test_closing_the_studio_leaves_no_run_behind(store):
    jobs = Jobs(store, cores=1)
    id = ask(store, LONG)
    jobs.submit(id)
    wait_for(store, id, until=lambda run: bool(run.progress))
    jobs.close()
    assert wait_for(store, id).status is RunStatus.CANCELLED


KILLED = """
import sys, time
from studio import library
from studio.app.jobs import Jobs

if __name__ == "__main__":
    jobs = Jobs(library.open_store(sys.argv[1]), cores=1)
    jobs.submit(sys.argv[2])
    print(*jobs._pool._processes, flush=True)
    time.sleep(600)
"""


def test_a_studio_that_is_killed_has_its_run_finished_and_leaves_no_process(store, tmp_path):
    id = ask(store, QUICK.replace("replications: 2", "replications: 25"))
    script = tmp_path / "studio_to_be_killed.py"
    script.write_text(KILLED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script, store.url, id], stdout=subprocess.PIPE, text=True
    ) as killed:
        (worker,) = map(int, killed.stdout.readline().split())
        wait_for(store, id, until=lambda run: run.status is RunStatus.RUNNING)
        killed.kill()
    assert wait_for(store, id).status is RunStatus.DONE
    end = time.monotonic() + 60
    while Path(f"/proc/{worker}").exists():
        assert time.monotonic() < end
        time.sleep(0.1)
