"""Simplify: what could be simpler, what the change keeps, what it brings, and the way to accept it."""

from __future__ import annotations

import streamlit as st

from studio import library
from studio.app import background, session, shared
from studio.app.choices import Choice
from studio.app.inputs import Inputs
from studio.app.names import in_language, plain
from studio.app.suggestions import offers
from studio.app.views.opening import current, open_page
from studio.app.views.progress import show_ended, show_progress
from studio.app.views.refusals import answered
from studio.app.views.results import show_grounds
from studio.app.views.runs import run_in_address
from studio.app.views.simplify_cards import show_none, show_overview
from studio.app.views.simplify_decisions import show_decisions, undecided
from studio.app.views.simplify_detail import show_suggestion
from studio.app.views.simplify_subject import Subject
from studio.library import Run, RunKind, RunStatus, StoredProcess
from studio.wording import translate

language = session.language()
store = shared.store()


def show() -> None:
    opening = open_page(
        language,
        scope="scenario to simplify",
        turn_to=lambda key: session.choose(scenario=key, weighing=None),
    )
    if opening is None:
        return
    process, choice = opening.process, opening.choice
    inputs = shared.alone(process, choice.text)
    run = current_run(process, choice)
    under_way = run is not None and run.status.is_open
    opening.show_action(
        "Weigh them",
        icon=":material/scale:",
        key="weigh",
        disabled=bool(inputs.mistakes) or under_way or not shared.found(process, choice.text),
        on_click=start,
        language=language,
        help="Simulates the process as it is and with each suggestion, on the same customers.",
    )
    if inputs.mistakes:
        tell_mistakes(inputs)
    if run is not None and under_way:
        show_progress(store, run.id, language)
    elif run is not None and not done(run):
        show_ended(run, language)
    show_subject(subject_of(process, choice, run))


def tell_mistakes(inputs: Inputs) -> None:
    st.error(
        translate(
            "The scenario has {n} {n:mistake|mistakes}: nothing can be weighed before they are mended.",
            language,
            n=len(inputs.mistakes),
        ),
        icon=":material/error:",
    )
    st.page_link(
        "screens/simulate.py",
        label=translate("Mend them under Simulate", language),
        icon=":material/edit_note:",
        query_params={**session.whole_address(), "view": "inputs"},
    )


def current_run(process: StoredProcess, choice: Choice) -> Run | None:
    """The weighing in the address, else the newest finished one of this very diagram and scenario.

    Where there is none, the newest finished one of all.
    """
    named = run_in_address(store, "weighing", process, RunKind.SIMPLIFY, language)
    if named is not None:
        return named
    runs = [each for each in library.list_runs(store, process.id, kind=RunKind.SIMPLIFY) if done(each)]
    fitting = (each for each in runs if (each.digest, each.scenario_text) == (process.digest, choice.text))
    return next(fitting, runs[0] if runs else None)


def done(run: Run) -> bool:
    return run.status is RunStatus.DONE


def subject_of(process: StoredProcess, choice: Choice, run: Run | None) -> Subject:
    """What the page is about: the weighed state of the process, or the process as it is, unweighed.

    A weighing of an earlier diagram is shown only where the address asks for it and the diagram was kept.
    """
    if run is not None and done(run):
        asked = session.address("weighing") == run.id
        then = shared.as_it_was(process, run.digest)
        if run.digest == process.digest or (asked and then is not None):
            shown = then or process
            return Subject(
                process=shown,
                newest=process,
                scenario_name=in_language(run.scenario_name, language),
                scenario_text=run.scenario_text,
                run=run,
                result=library.result(store, run.id),
                rescheduled=run.scenario_text != choice.text,
            )
    return Subject(
        process=process,
        newest=process,
        scenario_name=choice.name,
        scenario_text=choice.text,
        earlier=run if run is not None and done(run) else None,
    )


def show_subject(subject: Subject) -> None:
    tell_of_age(subject)
    diagram = shared.reading(subject.process).diagram
    found = offers(shared.found(subject.process, subject.scenario_text), diagram, subject.result)
    open_ones = undecided(store, subject, found)
    if subject.result is not None:
        scenario = shared.alone(subject.process, subject.scenario_text).scenario
        show_grounds(subject.result["baseline"], scenario, diagram, language)
    wanted = session.address("suggestion")
    opened = next((each for each in found if each.id == wanted), None)
    if opened is not None:
        show_suggestion(store, subject, opened, found, language)
        return
    if wanted is not None:
        st.warning(
            translate("The suggestion of this address is not made any more.", language),
            icon=":material/search_off:",
        )
    if open_ones:
        show_overview(subject, open_ones, language)
    else:
        show_none(rejected=bool(found), language=language)
    show_decisions(store, subject, found, language)


def tell_of_age(subject: Subject) -> None:
    """What has changed since the weighing that is shown, or since the one that is not."""
    if subject.outdated:
        st.warning(
            translate(
                "The diagram was changed after this weighing. It is shown as it was; to accept a "
                "suggestion, weigh the diagram as it is.",
                language,
            ),
            icon=":material/history:",
        )
    elif subject.rescheduled:
        st.info(
            translate(
                "These figures are those of “{name}” as it was at the time of the run. Weigh again for "
                "the scenario that is chosen now.",
                language,
                name=plain(subject.scenario_name),
            ),
            icon=":material/history:",
        )
    if subject.earlier is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                ":material/history: "
                + translate(
                    "The last weighing was of an earlier state of the diagram, with “{name}”.",
                    language,
                    name=plain(in_language(subject.earlier.scenario_name, language)),
                )
            )
            if shared.as_it_was(subject.newest, subject.earlier.digest) is not None:
                earlier = subject.earlier.id
                st.button(
                    translate("Show it", language),
                    key="earlier",
                    type="tertiary",
                    on_click=lambda: session.choose(weighing=earlier, suggestion=None),
                )


@answered
def start(process: StoredProcess) -> None:
    """Weigh the suggestions under the chosen scenario as it is now."""
    choice, name = current(process, language)
    inputs = shared.alone(process, choice.text)
    if inputs.mistakes:
        return
    run = library.add_run(
        store,
        process.id,
        kind=RunKind.SIMPLIFY,
        digest=process.digest,
        scenario_name=name,
        scenario_text=choice.text,
        seed=inputs.scenario.seed,
    )
    background.jobs().submit(run.id)
    session.choose(weighing=run.id)


show()
