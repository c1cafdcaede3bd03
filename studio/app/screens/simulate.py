"""Simulate: what to assume, one button, and what comes out of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio import library
from studio.app import session, shared, uploads
from studio.app.choices import Choice, save, with_name
from studio.app.forms.table import Change
from studio.app.gathered import Reason, told_for
from studio.app.inputs import Inputs
from studio.app.names import in_language, plain
from studio.app.replayed import replayed
from studio.app.views.case_story import Sheet, show_case_story
from studio.app.views.detail import chosen_detail, detail_name, show_detail
from studio.app.views.drawn_inputs import show_drawn_inputs
from studio.app.views.exchange import show_exports
from studio.app.views.gathering import pick_part, pick_together, show_gathering
from studio.app.views.levels import show_levels
from studio.app.views.opening import begin_run, current, open_page
from studio.app.views.progress import show_ended, show_progress
from studio.app.views.refusals import answered
from studio.app.views.results import show_results
from studio.app.views.runs import run_in_address
from studio.app.views.settings import show_settings
from studio.app.views.sheet import Bench
from studio.library import Run, RunKind, RunStatus, StoredProcess
from studio.reading.exchange import is_companion
from studio.scenario import Detail, at_level, dump
from studio.wording import translate
from studio.wording.naming import distinct, free_name

language = session.language()
store = shared.store()

RESULTS, INPUTS, CASES = "results", "inputs", "cases"


def show() -> None:
    opening = open_page(language, scope="scenario", turn_to=turn_to)
    if opening is None:
        return
    process, choice = opening.process, opening.choice
    together = shared.gathered(process, choice.text)
    inputs = shared.inputs(process, choice.text)
    # What comes and goes has a place of its own: tables that moved would lose what is being typed.
    told, progress = st.empty(), st.empty()
    with told.container():
        tell(opening.among, choice)
    with opening.bar:
        show_menus(process, choice, inputs)
    opening.show_action(
        "Simulate",
        icon=":material/play_arrow:",
        key="simulate",
        disabled=bool(inputs.mistakes),
        on_click=start,
        language=language,
    )
    run = current_run(process)
    if run is not None and run.status.is_open:
        with progress.container():
            show_progress(store, run.id, language)
    with st.container(horizontal=True, vertical_alignment="center", gap="large"):
        view = show_switch(run)
        with st.container(width="stretch"):
            show_detail(language)
    if view == RESULTS and run is not None:
        show_run(run, process, choice)
    elif view == CASES and run is not None:
        show_cases(run, process)
    elif view in (RESULTS, CASES):
        show_nothing_yet()
    else:
        level = chosen_detail()
        show_gathering(together, language)
        if inputs.readable:
            bench = Bench(
                inputs=inputs,
                diagram=together.reading.diagram,
                scope=scope(process),
                language=language,
                keep=lambda change: keep(process, change),
                level=level,
            )
            drawing = shared.drawing(process, language)
            show_drawn_inputs(bench, drawing=drawing, document=f"{process.digest}:{language}")
            pick_together(bench, process)
        show_levels(
            inputs,
            together.reading.diagram,
            upto=level,
            scope=scope(process),
            language=language,
            keep=lambda change: keep(process, change),
            keep_text=lambda text: keep_text(process, choice, text),
        )


def tell(among: Sequence[Choice], choice: Choice) -> None:
    """What became of a scenario elsewhere: it is gone, or it was saved by somebody else."""
    wanted = session.address("scenario")
    if wanted is not None and wanted not in {each.key for each in among}:
        gone = (
            "The scenario of this address is not in the library any more. These are the inputs of “{name}”."
        )
        st.warning(translate(gone, language, name=plain(choice.name)), icon=":material/search_off:")
    copied = session.forget("copied")
    if copied is not None:
        original, copy = copied
        told = "“{name}” was changed elsewhere in the meantime. Your change is kept as “{copy}”."
        st.info(
            translate(told, language, name=plain(original), copy=plain(copy)), icon=":material/file_copy:"
        )


def scope(process: StoredProcess) -> str:
    """Names what is edited: it stays while a scenario grows, and is another one once another is chosen."""
    return f"{process.id}:{session.recall('edition') or 0}"


def turn_to(scenario: str | None, view: str | None = None) -> None:
    """Choose another scenario, to be edited anew."""
    session.choose(scenario=scenario, **({} if view is None else {"view": view}))
    session.remember("edition", (session.recall("edition") or 0) + 1)


def show_menus(process: StoredProcess, choice: Choice, inputs: Inputs) -> None:
    with st.popover(
        translate("Run settings", language), icon=":material/tune:", key=session.keyed("settings")
    ):
        show_settings(
            inputs.values,
            inputs.scenario,
            scope=scope(process),
            language=language,
            keep=lambda change: keep(process, change),
        )
    with st.popover("", icon=":material/more_vert:", key=session.keyed("scenario menu")):
        show_scenario_menu(process, choice)


def show_scenario_menu(process: StoredProcess, choice: Choice) -> None:
    """The scenario as a file, its name, and its end."""
    st.download_button(
        translate("Download this scenario", language),
        with_name(choice.text, choice.name),
        file_name=f"{choice.name}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
        key=session.keyed("download scenario"),
    )
    show_exports(process, name=choice.name, text=choice.text, language=language)
    key = session.keyed("scenario file", session.recall("edition") or 0)
    st.file_uploader(
        translate("Open a scenario file", language),
        type=["yaml", "yml", "json", "xml"],
        help=translate("YAML of the studio, JSON of Prosimos, or XML of Scylla.", language),
        key=key,
        on_change=lambda: take(process, key),
    )
    if choice.stored is not None:
        name = session.keyed("scenario name", choice.key)
        st.text_input(
            translate("Name", language), choice.name, key=name, on_change=lambda: rename(process, name)
        )
        show_deletion(choice)


def show_deletion(choice: Choice) -> None:
    """Deleting asks first: what is deleted cannot be brought back."""
    key = f"delete scenario:{choice.key}"
    if session.recall("deleting") != choice.key:
        st.button(
            translate("Delete this scenario", language),
            icon=":material/delete:",
            key=key,
            on_click=lambda: session.remember("deleting", choice.key),
        )
        return
    asked = "Delete “{name}”? It cannot be brought back. What was simulated with it stays."
    st.warning(translate(asked, language, name=plain(choice.name)))
    with st.container(horizontal=True):
        st.button(
            translate("Delete", language),
            icon=":material/delete:",
            type="primary",
            key=f"{key}:yes",
            on_click=lambda: delete(choice),
        )
        st.button(
            translate("Keep it", language), key=f"{key}:no", on_click=lambda: session.forget("deleting")
        )


_VIEWS = {
    INPUTS: ":material/edit_note: Inputs",
    RESULTS: ":material/monitoring: Results",
    CASES: ":material/person_search: Cases",
}


def show_switch(run: Run | None) -> str:
    """Which part of the page is shown."""
    view = session.address("view") or (RESULTS if run is not None else INPUTS)
    key = session.keyed("view", view)
    shown = st.segmented_control(
        translate("Show", language),
        list(_VIEWS),
        default=view if view in _VIEWS else INPUTS,
        required=True,
        format_func=lambda name: translate(_VIEWS[name], language),
        key=key,
        on_change=session.unless_left("view", lambda: session.choose(view=session.widget(key))),
        label_visibility="collapsed",
    )
    return str(shown)


def current_run(process: StoredProcess) -> Run | None:
    """The run in the address, else the newest finished one of the process."""
    named = run_in_address(store, "run", process, RunKind.SIMULATE, language)
    if named is not None:
        return named
    return library.last_run(store, process.id)


def show_run(run: Run, process: StoredProcess, choice: Choice) -> None:
    show_history(run, process)
    if run.status is not RunStatus.DONE:
        show_ended(run, language)
        return
    result = library.result(store, run.id)
    if result is None:
        return
    if run.digest != process.digest:
        st.warning(translate("The diagram was changed after this run.", language), icon=":material/history:")
    elif run.scenario_text != choice.text:
        st.caption(
            translate(
                "These figures are those of “{name}” as it was at the time of the run.",
                language,
                name=plain(in_language(run.scenario_name, language)),
            )
        )
    simulated = shared.inputs(process, run.scenario_text, run)
    together = shared.gathered(process, run.scenario_text, run.beside)
    show_gathering(together, language)
    shown = pick_part(together, language)
    drawn = process if shown.reason is Reason.OWN else shared.process_of(shown)
    show_results(
        run,
        told_for(result, shown) if len(together.parts) > 1 else result,
        at_level(simulated.scenario, Detail(run.level)),
        shared.reading(drawn).diagram,
        drawing=shared.drawing(drawn, language),
        language=language,
    )


def show_cases(run: Run, process: StoredProcess) -> None:
    """The stories of single cases of a run."""
    if run.status.is_open:
        st.caption(translate("The cases can be told when the run is done.", language))
        return
    result = library.result(store, run.id) if run.status is RunStatus.DONE else None
    if result is None:
        show_nothing_yet()
        return
    if run.digest != process.digest:
        changed = "The diagram was changed after this run, so that its cases cannot be told any more."
        st.warning(translate(changed, language), icon=":material/history:")
        return
    if run.level < Detail.TIMES:
        st.info(translate("At this level work takes no time, so that there is nothing to tell.", language))
        return
    simulated = shared.inputs(process, run.scenario_text, run)
    together = shared.gathered(process, run.scenario_text, run.beside)
    diagram = together.reading.diagram
    scenario = at_level(simulated.scenario, Detail(run.level))
    with st.spinner(translate("Playing the first replication once more …", language)):
        made = replayed(run, result.get("warm_up_s") or 0.0, diagram, scenario)
    part = pick_part(together, language)
    drawn = process if part.reason is Reason.OWN else shared.process_of(part)
    sheet = Sheet(
        drawing=shared.drawing(drawn, language), document=f"{drawn.digest}:{language}", ids=part.ids
    )
    show_case_story(made, diagram, sheet, language=language)


def show_history(run: Run, process: StoredProcess) -> None:
    """The runs of this process to choose from, newest first."""
    runs = {each.id: each for each in library.list_runs(store, process.id)} | {run.id: run}
    if len(runs) < 2:
        return
    zone = session.zone()
    told = {
        id: f"{in_language(each.scenario_name, language)} · {each.created.astimezone(zone):%m-%d %H:%M}"
        + ("" if each.level == Detail.PROMISES else f" · {detail_name(each.level, language)}")
        + ("" if each.status is RunStatus.DONE else f" · {translate(each.status, language)}")
        for id, each in runs.items()
    }
    names = distinct(told)
    key = session.keyed("run", run.id, run.status, len(runs))
    st.selectbox(
        translate("Run", language),
        list(names),
        index=list(names).index(run.id),
        format_func=names.__getitem__,
        key=key,
        width=360,
        on_change=session.unless_left("run", lambda: session.choose(run=session.widget(key))),
        label_visibility="collapsed",
    )


def show_nothing_yet() -> None:
    st.info(
        translate(
            "Nothing simulated yet. Press Simulate: what nobody filled in is assumed, and marked as assumed.",
            language,
        ),
        icon=":material/play_circle:",
    )


@answered
def start(process: StoredProcess) -> None:
    run = begin_run(process, language, chosen_detail())
    if run is None:
        session.choose(view=INPUTS)
    else:
        session.choose(run=run.id, view=RESULTS)


@answered
def keep(process: StoredProcess, change: Change) -> None:
    choice, _ = current(process, language)
    inputs = shared.inputs(process, choice.text)
    values = change(inputs.values)
    if inputs.readable and values != inputs.values:
        put(process, choice, dump({"schema": 1} | values))


@answered
def keep_text(process: StoredProcess, choice: Choice, text: str) -> None:
    put(process, choice, text)


def put(process: StoredProcess, choice: Choice, text: str) -> None:
    """Keep a changed scenario and turn to it; what somebody else saved meanwhile is never written over."""
    stored = save(store, process, choice, text, language)
    if choice.stored is not None and stored.id != choice.stored.id:
        session.remember("copied", (choice.name, stored.name))
        turn_to(stored.id)
    else:
        session.choose(scenario=stored.id)


@answered
def take(process: StoredProcess, key: str) -> None:
    """Keep an uploaded scenario file as a scenario of one's own; its mistakes are told beside the forms."""
    file = session.widget(key)
    if file is None:
        return
    data = file.getvalue()
    if is_companion(data):
        kept = uploads.keep_companion(store, process, shared.reading(process), file.name, data)
        turn_to(kept.id, INPUTS)
        return
    text = data.decode("utf-8-sig", errors="replace")
    new = Choice(key="", name=file.name.rsplit(".", 1)[0], text=text)
    taken = {each.name for each in library.list_scenarios(store, process.id)}
    stored = library.add_scenario(store, process.id, name=free_name(new.name, taken), text=text)
    turn_to(stored.id, INPUTS)


@answered
def rename(process: StoredProcess, key: str) -> None:
    name, stored = str(session.widget(key) or "").strip(), current(process, language)[0].stored
    if name and stored is not None and name != stored.name:
        taken = {each.name for each in library.list_scenarios(store, process.id) if each.id != stored.id}
        free = free_name(name, taken)
        library.save_scenario(store, stored.id, version=stored.version, text=stored.text, name=free)


@answered
def delete(choice: Choice) -> None:
    if choice.stored is not None:
        library.delete_scenario(store, choice.stored.id)
        session.forget("deleting")
        turn_to(None)


show()
