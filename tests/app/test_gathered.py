"""What is simulated together in the studio: called processes and further diagrams of the library."""

from __future__ import annotations

import pytest
from visiting import kept, own_library  # noqa: F401

from studio import library
from studio.app import shared
from studio.app.gathered import Reason, bytes_of, told_for
from studio.app.work import carry_out
from studio.library import Note

pytestmark = pytest.mark.usefixtures("own_library")

HEAD = '<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D">'


def drawn(process: str, step: str, name: str, what: str = "userTask", more: str = "") -> str:
    return (
        f'{HEAD}<process id="{process}" name="{process}"><startEvent id="S"/>'
        f'<{what} id="{step}" name="{name}"{more}/>'
        '<endEvent id="E"/><sequenceFlow id="F1" sourceRef="S" targetRef="{0}"/>'
        '<sequenceFlow id="F2" sourceRef="{0}" targetRef="E"/></process></definitions>'
    ).replace("{0}", step)


def add(file: str, xml: str):
    return library.add_process(shared.store(), name=file.removesuffix(".bpmn"), file=file, data=xml.encode())


def caller():
    return add("order.bpmn", drawn("Order", "C", "Check credit", "callActivity", ' calledElement="Credit"'))


def ran(process, text: str):
    store, together = shared.store(), shared.gathered(process, text)
    run = library.add_run(
        store,
        process.id,
        digest=process.digest,
        scenario_name="Mine",
        scenario_text=text,
        seed=None,
        beside=together.kept(),
    )
    carry_out(store.url, run.id, 1)
    return library.run(store, run.id)


HOURS = "schema: 1\ncases: 50\nwarm_up: 0\nreplications: 2\nseed: 3\n"


def test_a_called_process_is_that_of_the_library():
    process = caller()
    missing = shared.gathered(process, "")
    assert (missing.uncalled, [part.reason for part in missing.parts]) == ((("C", "Credit"),), [Reason.OWN])
    credit = add("credit.bpmn", drawn("Credit", "T", "Look at the score"))
    together = shared.gathered(process, "")
    assert together.uncalled == ()
    own, called = together.parts
    assert (called.process, called.name, called.version, called.reason) == (
        credit.id,
        "credit",
        1,
        Reason.CALLED,
    )
    assert called.calls == ("C",)
    assert called.ids["T"] == "T"
    assert together.reading.diagram.node("T").name == "Look at the score"
    assert own.ids["C"] == "C"


def test_steps_of_a_called_process_are_filled_in_and_simulated():
    process = caller()
    add("credit.bpmn", drawn("Credit", "T", "Look at the score"))
    text = f"{HOURS}arrivals: {{S: {{every: 600 s}}}}\nsteps: {{T: {{time: 90 s, team: Credit}}}}\n"
    assert shared.inputs(process, text).mistakes == ()
    run = ran(process, text)
    result = library.result(shared.store(), run.id)
    assert run.error is None
    assert result["steps"]["T"]["work.mean"]["value"] == pytest.approx(90)
    _, called = shared.gathered(process, text, run.beside).parts
    assert told_for(result, called)["steps"]["T"] == result["steps"]["T"]
    assert "C" not in told_for(result, called)["steps"]


def test_a_run_remembers_the_version_that_ran():
    process, credit = caller(), add("credit.bpmn", drawn("Credit", "T", "Look"))
    text = f"{HOURS}steps: {{T: {{time: 90 s}}}}\n"
    run = ran(process, text)
    assert [(each["process"], each["version"]) for each in run.beside] == [(credit.id, 1)]
    changed = drawn("Credit", "T", "Look twice").encode()
    library.save_version(shared.store(), credit.id, changed, note=Note())
    assert shared.gathered(process, text).parts[1].version == 2
    then = shared.gathered(process, text, run.beside)
    assert then.parts[1].version == 1
    assert then.reading.diagram.node("T").name == "Look"
    assert bytes_of(shared.store(), credit.id, run.beside[0]["digest"]) != changed


def test_diagrams_that_run_together_share_their_teams_and_keep_their_own_ids():
    one = add("one.bpmn", drawn("One", "T", "First"))
    add("two.bpmn", drawn("Two", "T", "Second"))
    text = (
        f"{HOURS}diagrams: [one.bpmn, two.bpmn]\narrivals: {{S: {{every: 100 s}}, two/S: {{every: 100 s}}}}\n"
        "steps: {T: {time: 40 s, team: Desk}, two/T: {time: 40 s, team: Desk}}\nteams: {Desk: {staff: 1}}\n"
    )
    inputs = shared.inputs(one, text)
    assert inputs.mistakes == ()
    own, other = shared.gathered(one, text).parts
    assert (own.reason, other.reason) == (Reason.OWN, Reason.TOGETHER)
    assert other.ids["T"] == "two/T"
    run = ran(one, text)
    result = library.result(shared.store(), run.id)
    assert result["teams"]["Desk"]["utilisation"]["value"] == pytest.approx(0.8, abs=0.1)
    told = told_for(result, other)
    assert told["steps"]["T"] == result["steps"]["two/T"]
    assert not any("/" in id for id in told["steps"])


def test_a_diagram_that_the_library_has_not_is_told():
    one = add("one.bpmn", drawn("One", "T", "First"))
    together = shared.gathered(one, "schema: 1\ndiagrams: [one.bpmn, gone.bpmn]\n")
    assert together.unknown == ("gone.bpmn",)
    assert [part.process for part in together.parts] == [one.id]


def test_a_process_by_itself_leaves_out_what_is_said_of_others():
    process = caller()
    add("credit.bpmn", drawn("Credit", "T", "Look"))
    alone = shared.alone(process, "schema: 1\nsteps: {T: {time: 90 s}, C: {time: 5 min}}\n")
    assert set(alone.scenario.steps) == {"C"}


def test_a_diagram_without_calls_is_the_reading_of_its_file():
    process = kept()
    assert shared.gathered(process, "").reading.diagram is shared.reading(process).diagram
