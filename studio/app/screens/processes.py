"""The library: every process as a card, and the place where a new one is dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio import library
from studio.app import session, shared
from studio.app.blank import blank
from studio.app.cards import Card, card, key_figures
from studio.app.checking.standing import Standing
from studio.app.figures.score import score_bars
from studio.app.names import plain
from studio.app.titles import brief
from studio.app.uploads import Uploaded, upload
from studio.app.views.check_library import open_part, show_library
from studio.app.views.check_parts import SCORE
from studio.app.views.check_score import summary
from studio.app.views.editor import begin
from studio.app.views.head import head
from studio.app.views.refusals import answered
from studio.library import StoredProcess
from studio.wording import translate
from studio.wording.naming import free_name

language = session.language()
store = shared.store()

EXTENSIONS = ["bpmn", "xml"]
AT_ONCE = 24  # cards of one's own that are shown unasked: more take a browser seconds to draw


def show() -> None:
    head(language).title(translate("Processes", language), anchor=False)
    drop_zone()
    entries = library.list_processes(store)
    standings = {entry: shared.known_standing(entry) for entry in entries}
    score = st.empty()
    places: dict[str, DeltaGenerator] = {}
    own = [entry for entry in entries if not entry.example]
    examples = [entry for entry in entries if entry.example]
    if own:
        shown = own if session.recall("all processes") else own[:AT_ONCE]
        places |= gallery(translate("Your processes", language), shown, standings)
        if len(shown) < len(own):
            st.button(
                translate("Show all {n}", language, n=len(own)),
                key="all processes",
                icon=":material/expand_more:",
                on_click=session.remember,
                args=("all processes", True),
            )
    else:
        st.info(
            translate(
                "Nothing of your own yet. Drop a BPMN file above, or open one of the examples below and "
                "press Simulate: nothing has to be filled in.",
                language,
            ),
            icon=":material/lightbulb:",
        )
    if examples:
        places |= gallery(translate("Examples", language), examples, standings)
    known = look_at_all(standings, places, score)
    if known:
        with score.container():
            show_library(known, language)


def look_at_all(
    standings: Mapping[StoredProcess, Standing | None],
    places: Mapping[str, DeltaGenerator],
    progress: DeltaGenerator,
) -> dict[StoredProcess, Standing]:
    """How each process stands; what nobody asked before is found out now, with everything else on the page.

    A click in the meantime is answered at once: Streamlit stops here between two processes.
    """
    known = {entry: standing for entry, standing in standings.items() if standing is not None}
    for entry in [entry for entry in standings if entry not in known]:
        number, all = len(known), len(standings)
        told = translate("Looking at the processes: {n} of {m}", language, n=number, m=all)
        progress.progress(number / all, told)
        known[entry] = shared.standing(entry)
        if entry.id in places:
            with places[entry.id].container():
                show_standing(card(store, entry, shared.reading(entry), known[entry], language))
    return known


def drop_zone() -> None:
    """Where files are dropped; each is read and kept at once, or refused with one sentence."""
    key = session.keyed("upload", session.recall("uploads") or 0)
    st.file_uploader(
        translate("Drop BPMN files here", language),
        type=EXTENSIONS,
        accept_multiple_files=True,
        key=key,
        on_change=take,
        args=(key,),
        help=translate("Diagrams as .bpmn or .xml, from any tool that exports BPMN 2.0.", language),
    )
    if st.button(translate("New diagram", language), key="new", icon=":material/add:"):
        draw_new()
    for told in session.forget("uploaded") or ():
        report(told)


def draw_new() -> None:
    """A diagram with two empty lanes, opened to be drawn."""
    taken = {entry.name for entry in library.list_processes(store)}
    name = free_name(translate("New diagram", language), taken)
    process = library.add_process(store, name=name, file="diagram.bpmn", data=blank(name, language))
    session.open_process(process.id)
    begin(store, process)
    st.switch_page("screens/diagram.py", query_params=session.whole_address())


def take(key: str) -> None:
    """Keep what was dropped, and begin with an empty drop zone again."""
    files = [(file.name, file.getvalue()) for file in session.widget(key) or ()]
    session.remember("uploaded", [upload(store, name, data) for name, data in files])
    session.remember("uploads", (session.recall("uploads") or 0) + 1)


def report(told: Uploaded) -> None:
    file = plain(told.file)
    if told.process is None:
        st.error(f"**{file}** – {plain(told.refusal(language))}", icon=":material/error:")
    elif told.was_there:
        st.toast(
            translate("{file} is in the library already.", language, file=f"**{file}**"),
            icon=":material/info:",
        )
    else:
        st.toast(
            translate("{file} is in the library now.", language, file=f"**{file}**"),
            icon=":material/check_circle:",
        )
        if told.scenarios:
            st.toast(
                translate(
                    "It carries {count} {count:scenario|scenarios}, kept with it; {dropped} "
                    "{dropped:value has|values have} no place here.",
                    language,
                    count=len(told.scenarios),
                    dropped=len(told.dropped),
                ),
                icon=":material/tune:",
            )


def gallery(
    title: str, entries: Sequence[StoredProcess], standings: Mapping[StoredProcess, Standing | None]
) -> dict[str, DeltaGenerator]:
    """A card for each process; the result are the places on them where it is told how each stands."""
    st.subheader(title, anchor=False)
    grid = st.grid(4, min_column_width=300, gap="medium")
    places = {}
    for entry in entries:
        with grid.cell(), st.container(border=True, height="stretch"):
            shown = card(store, entry, shared.reading(entry), standings[entry], language)
            places[entry.id] = show_card(shown)
    return places


def show_card(shown: Card) -> DeltaGenerator:
    st.image(
        shared.stamp(shown.process), width="stretch", alt=translate("Miniature of the diagram", language)
    )
    name = brief(shown.name)
    st.markdown(f"**{plain(name)}**", help=None if name == shown.name else plain(shown.name))
    st.caption(shown.size if shown.process.example else f"{plain(shown.process.file)} · {shown.size}")
    place = st.empty()
    with place.container():
        show_standing(shown)
    st.caption(key_figures(shown, language), help=translate("From the last finished simulation.", language))
    with st.container(horizontal=True):
        id = shown.process.id
        see, simulate = translate("Open diagram", language), translate("Simulate", language)
        if st.button(see, key=f"open:{id}", icon=":material/account_tree:"):
            go("screens/diagram.py", id)
        if st.button(simulate, key=f"simulate:{id}", icon=":material/play_arrow:", type="primary"):
            go("screens/simulate.py", id)
        st.space("stretch")
        more(shown)
    return place


def show_standing(shown: Card) -> None:
    """How far the four questions are answered, and what must be known of the process at a glance."""
    answers = () if shown.standing is None else shown.standing.standards.answers
    st.image(
        score_bars([answer.share for answer in answers] or [0.0] * 4),
        width="stretch",
        alt=translate("Share of yes for each of the four questions", language),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.badge(shown.problems, icon=shown.problems_icon, color=shown.problems_colour)
        show_score(shown)
        if shown.process.example:
            st.badge(translate("Example", language), color="gray")
        for notice in {each.code: each for each in shown.notices}.values():
            st.badge(notice.badge, icon=":material/warning:", color=notice.tone, help=plain(notice.text))


def show_score(shown: Card) -> None:
    if shown.standing is not None and st.button(
        summary(shown.standing.standards, language),
        key=f"score:{shown.process.id}",
        icon=":material/fact_check:",
        type="tertiary",
        help=translate(
            "Questions of a standardised service with the answer yes; click for what is missing.", language
        ),
    ):
        open_part(shown.process.id, SCORE)


def go(page: str, process: str) -> None:
    session.open_process(process)
    st.switch_page(page, query_params=session.whole_address())


def more(shown: Card) -> None:
    """Renaming and deleting, behind three dots."""
    id = shown.process.id
    with st.popover("", icon=":material/more_vert:", type="tertiary", key=session.keyed("more", id)):
        if not shown.process.example:
            name = session.keyed("name", id)
            st.text_input(
                translate("Name", language),
                shown.name,
                key=name,
                on_change=rename,
                args=(shown.process, name),
            )
        warning = (
            "This removes what you kept with the example: its scenarios and runs."
            if shown.process.example
            else "This removes the diagram with all its scenarios and runs. It cannot be undone."
        )
        st.caption(translate(warning, language))
        st.button(
            translate("Delete", language),
            key=f"delete:{id}",
            icon=":material/delete:",
            on_click=delete,
            args=(shown.process,),
        )


@answered
def rename(process: StoredProcess, key: str) -> None:
    name = str(session.widget(key) or "").strip()
    if name:
        library.rename_process(store, process.id, name, version=process.version)


def delete(process: StoredProcess) -> None:
    library.delete_process(store, process.id)
    if session.address("process") == process.id and not process.example:
        session.choose(process=None, scenario=None, run=None, element=None)


show()
