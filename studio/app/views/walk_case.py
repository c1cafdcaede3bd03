"""A walk under way beside its diagram: the clock, what was promised, how it went, and the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from studio.app import session
from studio.app.names import in_language, name_of, plain, step_name
from studio.app.walking.account import Account, account
from studio.app.walking.cards import value_text
from studio.app.walking.live import Live
from studio.app.walking.promised import Judged, State, judged, wall_clock
from studio.app.walking.record import csv, record_table
from studio.model import Diagram
from studio.wording import duration, say, translate

__all__ = ["show_clock", "show_ending", "show_problems", "show_promises", "show_record", "show_values"]

_DAYS = {0: "Mon", 1: "Tue", 2: "Wed", 3: "Thu", 4: "Fri", 5: "Sat", 6: "Sun"}


def show_clock(live: Live, language: str) -> None:
    """The clock and the sums of the case so far, in one row."""
    sums = account(live.walk, live.scenario)
    promises = judged(live.walk, live.scenario, live.began)
    figures: list[tuple[str, str, str | None]] = [
        (
            translate("Clock", language),
            duration(sums.total, language),
            translate(
                "Since the case began, by mean handling times and due times; nobody waits in a queue.",
                language,
            ),
        )
    ]
    if live.dated:
        figures.append((translate("Time of day", language), _moment(live, language), None))
    figures += [
        (translate("Handling time", language), duration(sums.handling, language), None),
        (translate("Hand-offs", language), str(sums.hand_offs), translate(_HAND_OFFS, language)),
        (translate("Escalations", language), str(sums.escalations), translate(_ESCALATIONS, language)),
        (translate("Rework", language), str(sums.rework), translate(_REWORK, language)),
    ]
    if promises:
        broken = sum(each.state is State.BROKEN for each in promises)
        figures.append((translate("Promises broken", language), f"{broken} / {len(promises)}", None))
    with st.container(horizontal=True):
        for label, value, help in figures:
            st.metric(label, value, help=help, border=True, width="stretch", height="stretch")


_HAND_OFFS = "How often the case came to a step in another lane."
_ESCALATIONS = "How often the case came to another lane because a deadline passed or it was escalated."
_REWORK = "How often a step was done once more."


def wall_of(live: Live) -> Callable[[float], datetime] | None:
    """The clock on the wall, where the scenario says when it starts."""
    if not live.dated:
        return None
    return lambda seconds: wall_clock(live.scenario, live.began + seconds)


def _moment(live: Live, language: str) -> str:
    wall = wall_clock(live.scenario, live.began + live.walk.clock)
    return f"{translate(_DAYS[wall.weekday()], language)} {wall:%m-%d %H:%M}"


def show_promises(live: Live, language: str) -> None:
    """What the case was promised, and how the clock stands with it."""
    promises = judged(live.walk, live.scenario, live.began)
    if not promises:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{translate('Promises', language)}**")
        for each in promises:
            st.markdown(_promise(each, language))


def _promise(each: Judged, language: str) -> str:
    name = plain(in_language(each.promise.label or each.promise.name, language))
    if each.promise.clock is not None:
        hours = translate("by the hours of “{calendar}”", language, calendar=each.promise.clock)
        name += f" :gray[:small[{plain(hours)}]]"
    if each.state is State.BROKEN:
        told = translate("broken by {time:duration}", language, time=-each.left)
        return f":red[:material/cancel:] {name} – **:red[{told}]**"
    if each.state is State.KEPT:
        told = translate("kept, {time:duration} to spare", language, time=each.left)
        return f":green[:material/check_circle:] {name} – :green[{told}]"
    told = translate("{time:duration} left", language, time=each.left)
    return f":gray[:material/hourglass_top:] {name} – {told}"


def show_ending(live: Live, language: str) -> None:
    """How the case ended, or where it is stuck."""
    walk, diagram = live.walk, live.walk.diagram
    if walk.is_over:
        moment = duration(walk.clock, language)
        st.success(
            translate("The case is over after {moment}.", language, moment=moment), icon=":material/flag:"
        )
        _summary(account(walk, live.scenario), live, language)
    elif walk.is_stuck:
        names = ", ".join(step_name(diagram, element, language) for element in walk.marking)
        st.error(
            plain(translate("The case is stuck: tokens wait for ever at {names}.", language, names=names)),
            icon=":material/block:",
        )


def _summary(sums: Account, live: Live, language: str) -> None:
    """The case in sentences."""
    walk = live.walk
    last = walk.history[-1].element if walk.history else ""
    promises = judged(walk, live.scenario, live.began)
    kept = sum(each.state is State.KEPT for each in promises)
    lines = [
        translate("It ended with {name}.", language, name=step_name(walk.diagram, last, language)),
        translate(
            "{n} {n:step|steps} were done in {work:duration}; {rest:duration} passed without work.",
            language,
            n=sums.steps,
            work=sums.handling,
            rest=sums.idle,
        ),
        translate("It changed lanes {n} {n:time|times}.", language, n=sums.hand_offs)
        if sums.hand_offs
        else translate("It stayed in one lane.", language),
        translate("It was escalated {n} {n:time|times}.", language, n=sums.escalations)
        if sums.escalations
        else translate("It was never escalated.", language),
        translate("{n} {n:step was|steps were} done again.", language, n=sums.rework)
        if sums.rework
        else translate("No step had to be done again.", language),
    ]
    if promises:
        lines.append(translate("{kept} of {all} promises were kept.", language, kept=kept, all=len(promises)))
    with st.container(border=True):
        st.markdown(f"**{translate('How it went', language)}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def show_values(live: Live, language: str) -> None:
    """What this case is like."""
    if live.walk.values:
        st.table(
            {plain(name): plain(value_text(value, language)) for name, value in live.walk.values.items()},
            border="horizontal",
        )
    else:
        st.caption(translate("Nothing is known of this case.", language))


def show_problems(live: Live, language: str) -> None:
    """What is walked differently from how it is drawn."""
    problems = live.walk.problems
    if not problems:
        return
    with st.expander(translate("Walked differently from how it is drawn", language), icon=":material/info:"):
        for problem in problems:
            element = live.walk.diagram.element(problem.element or "")
            where = f"**{plain(name_of(element, language))}** – " if element is not None else ""
            st.markdown(f"- {where}{plain(say(problem, language))}")


def show_record(live: Live, diagram: Diagram, file: str, language: str) -> None:
    """The record of the walk, the last visit first, and as a file."""
    wall = wall_of(live)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(translate("Record", language), anchor=False, width="stretch")
        st.download_button(
            translate("Record (CSV)", language),
            csv(live.walk, language, wall),
            file_name=f"{file.rpartition('.')[0] or diagram.id}-walk.csv",
            mime="text/csv",
            icon=":material/download:",
            key=session.keyed("record", live.stored.id),
            on_click="ignore",
        )
    table = record_table(live.walk, language, wall)
    st.dataframe(table.iloc[::-1], hide_index=True, height="content" if len(table) <= 12 else 460)
