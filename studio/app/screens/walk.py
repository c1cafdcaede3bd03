"""Walk: one case on the diagram, step by step, against the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio import library
from studio.app import session, shared
from studio.app.choices import Choice, choices, chosen
from studio.app.details import kind_name, parameters
from studio.app.diagram import Tokens, diagram_view
from studio.app.inputs import Inputs
from studio.app.names import in_language, name_of, plain
from studio.app.views.closing import closable_heading
from studio.app.views.head import head
from studio.app.views.picker import pick_process, pick_scenario
from studio.app.views.refusals import answered
from studio.app.views.walk_case import (
    show_clock,
    show_ending,
    show_problems,
    show_promises,
    show_record,
    show_values,
)
from studio.app.views.walk_offers import show_offers
from studio.app.views.walk_start import name_of_walk, show_case_form, show_last_walks
from studio.app.walking.live import Live, begin, came_alive, move
from studio.app.walking.moving import next_move
from studio.app.walking.promised import State, judged
from studio.app.walking.trail import tokens_of
from studio.errors import StudioError
from studio.execution import Offer, OfferKind, Walk
from studio.library import NotInLibrary, StoredProcess, StoredWalk
from studio.model import Node
from studio.model.guard import Value
from studio.reading import Reading
from studio.wording import explain, translate

language = session.language()
store = shared.store()

HEIGHT = 520
EVERY_S = 1.6  # seconds between two steps of a walk that plays by itself


def show() -> None:
    walk = current_walk()
    bar = head(language).container(horizontal=True, vertical_alignment="center")
    with bar, st.container(width=360):
        process = pick_process(store, language)
    if process is None:
        return
    if walk is None or session.address("walk") is None:
        show_start(process, bar)
    else:
        show_walk(process, walk, bar)


def current_walk() -> StoredWalk | None:
    """The walk in the address, with its own process."""
    id = session.address("walk")
    if id is None:
        return None
    try:
        walk = library.walk(store, id)
    except NotInLibrary:
        session.choose(walk=None)
        session.remember("walk gone", True)
        return None
    if walk.process != session.address("process"):
        session.open_process(walk.process)
        session.choose(walk=id)
    return walk


# Before a walk


def show_start(process: StoredProcess, bar: DeltaGenerator) -> None:
    reading = shared.reading(process)
    among = choices(store, process, shared.shipped(process), language)
    choice = chosen(among, session.address("scenario"))
    with bar:
        pick_scenario(
            among,
            choice,
            scope=f"walk scenario:{process.id}",
            language=language,
            turn_to=lambda key: session.choose(scenario=key),
        )
    if session.forget("walk gone"):
        st.warning(
            translate("The walk of this address is not in the library any more.", language),
            icon=":material/search_off:",
        )
    inputs = shared.alone(process, choice.text)
    canvas, beside = st.columns([2.1, 1], gap="medium")
    with canvas:
        show_canvas(process, HEIGHT + 80)
    with beside:
        refused = refusal(reading, inputs)
        if refused is not None:
            st.error(plain(explain(refused, language)), icon=":material/block:")
        else:
            if inputs.mistakes:
                st.warning(
                    translate("The scenario has mistakes; what they are about is left out.", language),
                    icon=":material/warning:",
                )
            show_case_form(
                reading.diagram,
                inputs.scenario,
                scope=f"{process.id}:{choice.key}",
                language=language,
                start=lambda values: start(process, choice, values),
            )
        show_last_walks(store, process, language)


def refusal(reading: Reading, inputs: Inputs) -> StudioError | None:
    """Why the diagram cannot be walked; None where it can."""
    try:
        Walk(reading.diagram, scenario=inputs.scenario)
    except StudioError as error:
        return error
    return None


@answered
def start(process: StoredProcess, choice: Choice, values: Callable[[], Mapping[str, Value]]) -> None:
    inputs = shared.alone(process, choice.text)
    both = choice.name if choice.stored else str(inputs.values.get("name") or choice.name)
    stored = begin(store, process, shared.reading(process), inputs=inputs, name=both, values=values())
    session.choose(walk=stored.id, element=None)


# A walk


def show_walk(process: StoredProcess, stored: StoredWalk, bar: DeltaGenerator) -> None:
    reading, inputs = shared.reading(process), shared.alone(process, stored.scenario_text)
    with bar:
        st.markdown(f":material/directions_walk: **{plain(name_of_walk(stored, language))}**")
    try:
        live = came_alive(stored, process, reading, inputs)
    except StudioError as error:
        with bar:
            st.space("stretch")
            show_other_walks()
        show_lost(process, stored, error)
        return
    with bar:
        st.space("stretch")
        show_menu(process, live)
    if session.forget("walk went on"):
        st.info(
            translate("This walk went on in another window; this is how it stands now.", language),
            icon=":material/sync:",
        )
    for name in sorted(session.forget("broken just now") or ()):
        st.toast(plain(translate("Promise broken: {name}", language, name=name)), icon=":material/cancel:")
    show_clock(live, language)
    canvas, beside = st.columns([2.1, 1], gap="medium")
    with canvas:
        show_controls(live)
        show_canvas(process, HEIGHT, tokens_of(live.walk, stored.id), focus_of(live.walk))
    with beside, st.container(height=HEIGHT + 56, border=False):
        show_ending(live, language)
        show_offers(
            live.walk,
            live.scenario,
            scope=f"{stored.id}:{stored.version}",
            language=language,
            selected=session.address("element"),
            do=lambda key, ways: act(live, lambda walk: walk.do(key, *ways)),
        )
        show_promises(live, language)
        show_element(live.walk, reading)
        show_problems(live, language)
    show_record(live, reading.diagram, process.file, language)
    keep_playing(live)


def show_lost(process: StoredProcess, stored: StoredWalk, error: StudioError) -> None:
    """A walk that cannot go on, because its diagram is another one by now."""
    told = explain(error, language)
    if error.code == "walk.other-diagram":
        told = translate(
            "The diagram was changed since this walk, so it cannot go on. Start the same case anew.", language
        )
    st.warning(plain(told), icon=":material/history:")
    st.button(
        translate("Start anew", language),
        key="start anew",
        icon=":material/restart_alt:",
        type="primary",
        on_click=again,
        args=(process, stored),
    )
    show_canvas(process, HEIGHT)


def show_other_walks() -> None:
    st.button(
        translate("All walks", language),
        key="all walks",
        icon=":material/list:",
        on_click=session.choose,
        kwargs={"walk": None, "element": None},
    )


def show_menu(process: StoredProcess, live: Live) -> None:
    with st.popover(
        translate("The case", language), icon=":material/assignment:", key=session.keyed("values of the case")
    ):
        show_values(live, language)
    st.button(
        translate("Start again", language),
        key="start again",
        icon=":material/restart_alt:",
        help=translate("A new walk of the same case; this one is kept.", language),
        disabled=not live.walk.actions,
        on_click=again,
        args=(process, live.stored),
    )
    show_other_walks()


def show_controls(live: Live) -> None:
    """Back, one step by itself, and playing on."""
    walk = live.walk
    playing = is_playing(live)
    scope = f"{live.stored.id}:{live.stored.version}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            translate("Step back", language),
            key=session.keyed("back", scope),
            icon=":material/undo:",
            disabled=not walk.can_go_back,
            shortcut="B",
            on_click=act,
            args=(live, Walk.back),
        )
        st.button(
            translate("Next step", language),
            key=session.keyed("next", scope),
            icon=":material/skip_next:",
            disabled=not walk.offers or playing,
            shortcut="N",
            help=translate(
                "Does what the conditions say, else what chance says, and what is due first.", language
            ),
            on_click=act,
            args=(live,),
        )
        st.button(
            translate("Pause" if playing else "Play", language),
            key=session.keyed("play", playing),
            icon=":material/pause:" if playing else ":material/play_arrow:",
            disabled=not walk.offers,
            shortcut="P",
            on_click=session.remember,
            args=("playing", None if playing else live.stored.id),
        )
        moves = len(walk.actions)
        st.caption(translate("{n} {n:move|moves}", language, n=moves), width="content")


def is_playing(live: Live) -> bool:
    return session.recall("playing") == live.stored.id and bool(live.walk.offers)


def keep_playing(live: Live) -> None:
    """Does the next step after a while, then the page runs again."""
    if not is_playing(live):
        return
    shown: list[bool] = []

    @st.fragment(run_every=EVERY_S)
    def play() -> None:
        if not shown:
            shown.append(True)
            return
        act(live)
        st.rerun()

    play()


@answered
def act(live: Live, do: Callable[[Walk], None] | None = None) -> None:
    """Do something in the walk and keep it; by default what comes next by itself."""

    def go_on(walk: Walk) -> None:
        found = next_move(walk, live.scenario, live.stored.id)
        if found is not None:
            offer, ways = found
            walk.do(offer, *ways)

    before = broken_promises(live)
    if move(store, live, do or go_on):
        session.remember("broken just now", broken_promises(live) - before)
    else:
        session.remember("walk went on", True)
        session.remember("playing", None)


def broken_promises(live: Live) -> frozenset[str]:
    """What people call the promises that the clock has broken."""
    return frozenset(
        in_language(each.promise.label or each.promise.name, language)
        for each in judged(live.walk, live.scenario, live.began)
        if each.state is State.BROKEN
    )


@answered
def again(process: StoredProcess, stored: StoredWalk) -> None:
    """The same case once more, as a walk of its own."""
    inputs = shared.alone(process, stored.scenario_text)
    values = stored.saved.get("values", {})
    fresh = begin(
        store, process, shared.reading(process), inputs=inputs, name=stored.scenario_name, values=values
    )
    session.choose(walk=fresh.id, element=None)


# The diagram


def show_canvas(
    process: StoredProcess, height: int, tokens: Tokens | None = None, focus: str | None = None
) -> None:
    diagram_view(
        shared.drawing(process, language),
        document=f"{process.digest}:{language}",
        key="walk canvas",
        language=language,
        height=height,
        tokens=tokens,
        selected=session.address("element"),
        focus=focus,
        on_click=select,
    )


def select(id: str) -> None:
    session.choose(element=id or None)


def focus_of(walk: Walk) -> str | None:
    """The element to bring into sight: what came into hand last."""
    inner = [offer for offer in walk.offers if offer.kind is not OfferKind.START and offer.host is None]
    newest: Offer | None = max(inner, key=lambda offer: offer.enabled, default=None)
    if newest is not None:
        return newest.element
    return walk.history[-1].element if walk.history else None


def show_element(walk: Walk, reading: Reading) -> None:
    """What there is to know about a selected element that is not on offer."""
    element = walk.diagram.element(session.address("element") or "")
    if element is None or any(element.id in (offer.element, offer.host) for offer in walk.offers):
        return
    with st.container(border=True):
        closable_heading(
            plain(name_of(element, language)), language, key="close element", close=select, args=("",)
        )
        st.badge(kind_name(element, language), color="blue")
        if element.documentation:
            st.caption(plain(element.documentation))
        own, _ = parameters(element, reading.hints, language)
        if isinstance(element, Node) and own:
            st.table({plain(fact.about): plain(fact.text) for fact in own}, border="horizontal")


show()
