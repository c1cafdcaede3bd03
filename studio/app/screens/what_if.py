"""What-if: scenarios side by side on the same customers, and levers that make new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from studio import library
from studio.app import background, levers, session, shared
from studio.app.choices import Choice, choices, chosen
from studio.app.comparing import (
    AT_MOST,
    Look,
    is_shipped,
    keys_in,
    keys_text,
    side_names,
    sides,
    text_as_run,
)
from studio.app.levers import Lever
from studio.app.names import in_language, plain
from studio.app.views.head import head
from studio.app.views.picker import pick_process
from studio.app.views.progress import show_ended, show_progress
from studio.app.views.refusals import answered
from studio.app.views.runs import run_in_address
from studio.app.views.what_if_levers import show_levers
from studio.app.views.what_if_results import show_comparison
from studio.library import Run, RunKind, RunStatus, StoredProcess
from studio.scenario import dump
from studio.wording import translate
from studio.wording.naming import distinct, free_name

language = session.language()
store = shared.store()


def show() -> None:
    bar = head(language).container(horizontal=True, vertical_alignment="bottom")
    with bar, st.container(width=360):
        process = pick_process(store, language)
    if process is None:
        return
    among = choices(store, process, shared.shipped(process), language)
    names = distinct({each.key: each.name for each in among})
    baseline = chosen(among, session.address("baseline"))
    others = other_choices(among, baseline)
    pulled = levers.from_text(session.address("levers"))
    with bar:
        st.space("stretch")
        show_look()
        st.button(
            translate("Compare", language),
            icon=":material/compare_arrows:",
            type="primary",
            key="compare",
            disabled=not (others or pulled) or bool(unfit(process, (baseline, *others))),
            on_click=start,
            args=(process,),
        )
    show_sides(process, among, names, baseline, others)
    run = current_run(process)
    show_levers_of(process, baseline, others, pulled, opened=run is None or bool(pulled))
    if run is None:
        show_nothing_yet()
        return
    if run.status.is_open:
        show_progress(store, run.id, language)
    else:
        show_run(run, process, baseline, others)


def other_choices(among: Sequence[Choice], baseline: Choice) -> tuple[Choice, ...]:
    """Those of the address, else beside one that ships with the process the others that do."""
    text = session.address("others")
    by_key = {each.key: each for each in among if each.key != baseline.key}
    usual = [key for key in by_key if is_shipped(key) and is_shipped(baseline.key)]
    wanted = usual if text is None else keys_in(text)
    return tuple(by_key[key] for key in wanted if key in by_key)[:AT_MOST]


def unfit(process: StoredProcess, among: Sequence[Choice]) -> list[Choice]:
    """The scenarios that have mistakes."""
    return [each for each in among if shared.inputs(process, each.text).mistakes]


def look() -> Look:
    return Look.PRECISE if session.address("look") == Look.PRECISE else Look.QUICK


def show_look() -> None:
    key = session.keyed("look", look())
    st.segmented_control(
        translate("How exactly", language),
        list(Look),
        default=look(),
        required=True,
        format_func=lambda each: translate(
            {
                Look.QUICK: ":material/bolt: Quick look",
                Look.PRECISE: ":material/center_focus_strong: Precise",
            }[each],
            language,
        ),
        key=key,
        help=translate(
            "A quick look runs five replications: only large differences can be proved. "
            "Precise runs as many as the baseline asks for, at least ten.",
            language,
        ),
        on_change=session.unless_left("look", lambda: session.choose(look=session.widget(key))),
        label_visibility="collapsed",
    )


def show_sides(
    process: StoredProcess,
    among: Sequence[Choice],
    names: Mapping[str, str],
    baseline: Choice,
    others: Sequence[Choice],
) -> None:
    """What is compared with what."""
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    key = session.keyed("baseline", process.id, baseline.key, len(among))
    left.selectbox(
        translate("Baseline", language),
        list(names),
        index=list(names).index(baseline.key),
        format_func=names.__getitem__,
        key=key,
        on_change=session.unless_left("baseline", lambda: turn_to(session.widget(key))),
    )
    shown = [each.key for each in others]
    which = session.keyed("others", process.id, baseline.key, keys_text(shown), len(among))
    right.multiselect(
        translate("Compared with it", language),
        [each for each in names if each != baseline.key],
        default=shown,
        format_func=names.__getitem__,
        key=which,
        max_selections=AT_MOST,
        placeholder=translate("Choose scenarios, or make one with the levers below.", language),
        on_change=session.unless_left(
            "others", lambda: session.choose(others=keys_text(session.widget(which)) or ",")
        ),
    )
    for wrong in unfit(process, (baseline, *others)):
        st.error(
            translate(
                "“{name}” has mistakes and cannot be simulated. Mend it on the page Simulate.",
                language,
                name=plain(names[wrong.key]),
            ),
            icon=":material/rule:",
        )


def turn_to(baseline: str) -> None:
    """Choose another baseline; what it is compared with stays, but for itself."""
    session.choose(baseline=baseline)


def show_levers_of(
    process: StoredProcess,
    baseline: Choice,
    others: Sequence[Choice],
    pulled: Sequence[Lever],
    *,
    opened: bool,
) -> None:
    inputs = shared.inputs(process, baseline.text)
    if inputs.mistakes:
        return
    show_levers(
        inputs.scenario,
        shared.reading(process).diagram,
        pulled,
        scope=f"{process.id}:{baseline.key}:{session.recall('pulls') or 0}",
        language=language,
        opened=opened,
        full=len(others) >= AT_MOST,
        pull=pull,
        add=lambda: add(process),
    )


def pull(pulled: Sequence[Lever], *, anew: bool = False) -> None:
    """Keep what is pulled in the address; ``anew`` sets the controls back to it."""
    session.choose(levers=levers.to_text(pulled))
    if anew:
        session.remember("pulls", (session.recall("pulls") or 0) + 1)


def current(process: StoredProcess) -> tuple[tuple[Choice, ...], Choice, tuple[Choice, ...]]:
    """All scenarios, the baseline and the others as they are now."""
    among = choices(store, process, shared.shipped(process), language)
    baseline = chosen(among, session.address("baseline"))
    return among, baseline, other_choices(among, baseline)


@answered
def add(process: StoredProcess) -> None:
    keep_levers(process)


def keep_levers(process: StoredProcess) -> None:
    """Keep the scenario that the levers make, and compare it too."""
    among, baseline, others = current(process)
    diagram, inputs = shared.reading(process).diagram, shared.inputs(process, baseline.text)
    pulled = levers.from_text(session.address("levers"))
    values = levers.applied(pulled, inputs.values, inputs.scenario, diagram, language)
    name = levers.name_of_all(pulled, diagram, language)
    if baseline.key != among[0].key:
        name = translate("{baseline}: {levers}", language, baseline=baseline.name, levers=name)
    name = free_name(name, {each.name for each in among})
    stored = library.add_scenario(store, process.id, name=name, text=dump(values | {"name": name}))
    kept = [each.key for each in others][: AT_MOST - 1]
    session.choose(others=keys_text((*kept, stored.id)))
    pull((), anew=True)


@answered
def start(process: StoredProcess) -> None:
    """Compare in the background, together with what the levers make."""
    if levers.from_text(session.address("levers")):
        keep_levers(process)
    among, baseline, others = current(process)
    if not others or unfit(process, (baseline, *others)):
        return
    inputs = shared.inputs(process, baseline.text)
    names = side_names(among, shared.shipped(process))
    run = library.add_run(
        store,
        process.id,
        kind=RunKind.COMPARE,
        digest=process.digest,
        scenario_name=names[baseline.key],
        scenario_text=text_as_run(inputs, look()),
        seed=inputs.scenario.seed,
        others=[{"name": names[each.key], "text": each.text} for each in others],
    )
    background.jobs().submit(run.id)
    session.choose(comparison=run.id, others=keys_text([each.key for each in others]))


def current_run(process: StoredProcess) -> Run | None:
    """The comparison in the address, else the newest finished one of the process."""
    named = run_in_address(store, "comparison", process, RunKind.COMPARE, language)
    if named is not None:
        return named
    return library.last_run(store, process.id, kind=RunKind.COMPARE)


def show_run(run: Run, process: StoredProcess, baseline: Choice, others: Sequence[Choice]) -> None:
    show_history(run, process)
    if run.status is not RunStatus.DONE:
        show_ended(run, language)
        return
    result = library.result(store, run.id)
    if result is None:
        return
    show_changes(run, process, baseline, others)
    show_comparison(
        run,
        result,
        shared.inputs(process, run.scenario_text).scenario,
        shared.reading(process).diagram,
        language=language,
    )


def show_history(run: Run, process: StoredProcess) -> None:
    """The comparisons of this process to choose from, newest first."""
    runs = {each.id: each for each in library.list_runs(store, process.id, kind=RunKind.COMPARE)}
    runs |= {run.id: run}
    if len(runs) < 2:
        return
    zone = session.zone()

    def title(each: Run) -> str:
        name = " / ".join(in_language(name, language) for name, _ in sides(each))
        state = "" if each.status is RunStatus.DONE else f" · {translate(each.status, language)}"
        return f"{each.created.astimezone(zone):%m-%d %H:%M} · {name}{state}"

    names = distinct({id: title(each) for id, each in runs.items()})
    key = session.keyed("comparison", run.id, run.status, len(runs))
    st.selectbox(
        translate("Comparison", language),
        list(names),
        index=list(names).index(run.id),
        format_func=names.__getitem__,
        key=key,
        on_change=session.unless_left("comparison", lambda: session.choose(comparison=session.widget(key))),
        label_visibility="collapsed",
    )


def show_changes(run: Run, process: StoredProcess, baseline: Choice, others: Sequence[Choice]) -> None:
    """Says so where the figures are not those of what is chosen above as it stands now."""
    if run.digest != process.digest:
        st.warning(
            translate("The diagram was changed after this comparison.", language), icon=":material/history:"
        )
        return
    inputs = shared.inputs(process, baseline.text)
    fits = {text_as_run(inputs, each) for each in Look} if not inputs.mistakes else set()
    if run.scenario_text in fits and [other["text"] for other in run.others] == [
        each.text for each in others
    ]:
        return
    names = " / ".join(plain(in_language(name, language)) for name, _ in sides(run))
    st.info(
        translate(
            "The figures below are those of {names}, as they were at the time. "
            "Press Compare for what is chosen above.",
            language,
            names=names,
        ),
        icon=":material/history:",
    )


def show_nothing_yet() -> None:
    st.info(
        translate(
            "Nothing compared yet. Choose scenarios or pull levers, then press Compare: "
            "the same customers come in each of them.",
            language,
        ),
        icon=":material/compare_arrows:",
    )


show()
