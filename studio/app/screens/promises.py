"""Promises & escalations: what is promised and kept, by two clocks, and who climbs to whom, why and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from studio import library
from studio.app import background, session, shared
from studio.app.choices import Choice, choices
from studio.app.comparing import Look, side_names, text_as_run
from studio.app.names import in_language, plain
from studio.app.views.ladders import show_ladders
from studio.app.views.opening import Opening, begin_run, open_page
from studio.app.views.progress import show_ended, show_progress
from studio.app.views.promise_tree import show_promises
from studio.app.views.refusals import answered
from studio.app.views.results import show_notices
from studio.app.views.runs import run_in_address
from studio.app.views.spared import show_spared
from studio.library import Run, RunKind, RunStatus, StoredProcess
from studio.wording import translate

language = session.language()
store = shared.store()


def show() -> None:
    opening = open_page(
        language,
        scope="scenario of promises",
        turn_to=lambda key: session.choose(scenario=key, run=None),
    )
    if opening is None:
        return
    process, choice = opening.process, opening.choice
    inputs = shared.inputs(process, choice.text)
    run = current_run(process, choice)
    under_way = run is not None and run.status.is_open
    opening.show_action(
        "Simulate",
        icon=":material/play_arrow:",
        key="simulate promises",
        disabled=bool(inputs.mistakes) or under_way,
        on_click=start,
        language=language,
    )
    if run is not None and under_way:
        show_progress(store, run.id, language)
    elif run is None:
        show_nothing_yet()
    elif run.status is not RunStatus.DONE:
        show_ended(run, language)
    else:
        show_run(opening, run)


def show_nothing_yet() -> None:
    st.info(
        translate(
            "Nothing has been simulated with this scenario yet. Press “Simulate” to see which promises it "
            "keeps, by whose clock, and how many cases climb to whom.",
            language,
        ),
        icon=":material/lightbulb:",
    )


def current_run(process: StoredProcess, choice: Choice) -> Run | None:
    """The run in the address, else the newest finished one of this diagram and scenario."""
    named = run_in_address(store, "run", process, RunKind.SIMULATE, language)
    if named is not None:
        return named
    runs = library.list_runs(store, process.id, kind=RunKind.SIMULATE)
    fitting = (
        run
        for run in runs
        if run.status is RunStatus.DONE and (run.digest, run.scenario_text) == (process.digest, choice.text)
    )
    return next(fitting, None)


def show_run(opening: Opening, run: Run) -> None:
    process = opening.process
    result = library.result(store, run.id)
    if result is None or "ladders_by_hour" not in result:
        st.info(
            translate(
                "This run was made before promises and climbs were measured. Simulate again to see them.",
                language,
            ),
            icon=":material/history:",
        )
        return
    shown = shared.as_it_was(process, run.digest) or process
    diagram = shared.reading(shown).diagram
    st.caption(
        translate(
            "{name} · {cases:number} cases in {replications:number} replications · 95 % intervals",
            language,
            name=plain(in_language(run.scenario_name, language)),
            cases=result["cases"],
            replications=result["replications"],
        )
    )
    show_notices(result, diagram, language)
    show_promises(result, diagram, language)
    show_ladders(result, diagram, language)
    compared = library.list_runs(store, process.id, kind=RunKind.COMPARE)
    show_spared(
        store,
        comparisons(compared, run),
        [each for each in opening.among if each.text != run.scenario_text],
        diagram,
        language,
        under_way=next((each for each in compared if each.status.is_open), None),
        compare=lambda other: compare(process, run, other),
    )


def comparisons(compared: Sequence[Run], run: Run) -> dict[str, tuple[Run, Mapping[str, Any]]]:
    """The finished comparisons of the diagram of a run that tell of climbs, those with its scenario first."""
    done = [each for each in compared if each.status is RunStatus.DONE and each.digest == run.digest]
    name = in_language(run.scenario_name, language)
    done.sort(key=lambda each: in_language(each.scenario_name, language) != name)
    found = ((each, library.result(store, each.id)) for each in done[:8])
    return {each.id: (each, result) for each, result in found if result is not None}


@answered
def compare(process: StoredProcess, run: Run, other: str) -> None:
    """A quick comparison of the scenario of a run with another one on the same customers."""
    shipped = shared.shipped(process)
    among = choices(store, process, shipped, language)
    against = next((each for each in among if each.key == other), None)
    inputs = shared.inputs(process, run.scenario_text, run)
    if against is None or inputs.mistakes or shared.inputs(process, against.text).mistakes:
        return
    name = side_names(among, shipped)[against.key]
    made = library.add_run(
        store,
        process.id,
        kind=RunKind.COMPARE,
        digest=process.digest,
        scenario_name=run.scenario_name,
        scenario_text=text_as_run(inputs, Look.QUICK),
        seed=inputs.scenario.seed,
        others=[{"name": name, "text": against.text}],
    )
    background.jobs().submit(made.id)
    session.choose(spared=f"{made.id}:{name}")


@answered
def start(process: StoredProcess) -> None:
    """Simulate the chosen scenario as it is now."""
    run = begin_run(process, language)
    if run is not None:
        session.choose(run=run.id)


show()
