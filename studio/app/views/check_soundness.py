"""Whether every case comes to its end: the verdict of each process, and each fault played on the diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from studio.app import session
from studio.app.checking.findings import apart
from studio.app.checking.mending import changes_of
from studio.app.checking.subject import Checked
from studio.app.checking.trace import Frame, frames
from studio.app.diagram import Badge
from studio.app.names import plain, step_name
from studio.app.views.check_rows import element_button
from studio.check.soundness import Defect, Fault, Fix, Soundness, Verdict, soundness_problems
from studio.model import Diagram, Problem
from studio.wording import sentence, translate

__all__ = ["Apply", "Playing", "keep_playing", "playing", "show_soundness"]

Apply = Callable[[Fix], None]
"""Takes a fix over into a draft of the diagram."""

EVERY_S = 1.5
"""Seconds between two steps of a trace that plays by itself."""

_PLAYS = "trace that plays"

_VERDICTS = {
    Verdict.SOUND: ("green", ":material/verified:", "Sound"),
    Verdict.UNSOUND: ("red", ":material/report:", "Not sound"),
    Verdict.NOT_PROVEN: ("gray", ":material/help:", "Not proved"),
}
_DEFECTS = {
    Defect.DEADLOCK: "Cases get stuck",
    Defect.LACK_OF_SYNCHRONISATION: "Something is done twice",
    Defect.LIVELOCK: "Cases never end",
    Defect.DEAD: "Never reached",
}
_ENDS = {
    Defect.DEADLOCK: "Nothing can go on from here: the case is stuck.",
    Defect.LACK_OF_SYNCHRONISATION: "What comes now is done a second time, by nobody's wish.",
    Defect.LIVELOCK: "From here on no way leads to an end: the case goes round for ever.",
    Defect.DEAD: "However a case goes on, nothing ever leads to this element.",
}
"""What the end of a trace means."""

_BADGES = {
    Defect.DEADLOCK: "stuck here",
    Defect.LACK_OF_SYNCHRONISATION: "twice",
    Defect.LIVELOCK: "no way out",
    Defect.DEAD: "never reached",
}
"""The same in the diagram, at the place of the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A fault whose counter-example is open, as a problem, and how far it is played."""

    number: int
    fault: Fault
    problem: Problem
    frames: tuple[Frame, ...]
    step: int

    @property
    def frame(self) -> Frame:
        return self.frames[self.step]

    @property
    def is_over(self) -> bool:
        return self.step == len(self.frames) - 1

    def badges(self, diagram: Diagram, language: str) -> Mapping[str, Sequence[Badge]]:
        """What the diagram says at the place of the fault, once the trace has come there.

        Where something waits for ever, it is told on which flows it waits and on which nothing comes.
        """
        if not self.is_over:
            return {}
        defect, place = self.fault.defect, self.fault.element
        bad = Badge(text=translate(_BADGES[defect], language), tone="bad")
        if defect is not Defect.DEADLOCK:
            return {place: [bad]}
        held = self.frame.tokens.at
        missing = Badge(text=translate("never comes", language), tone="warning")
        return {flow.id: [bad if flow.id in held else missing] for flow in diagram.incoming(place)}


def playing(checked: Checked, language: str) -> Playing | None:
    """The fault in the address with its trace; None where none is open."""
    faults = [(fault, each) for each in checked.check.soundness for fault in each.faults]
    number = _number("fault")
    if number is None or not number < len(faults):
        return None
    fault, found = faults[number]
    case = f"{checked.scope}:{number}"
    shown = frames(checked.diagram, fault.trace, case=case, language=language)
    step = min(_number("step") or 0, len(shown) - 1)
    problem = _problem(fault, found)
    return Playing(number=number, fault=fault, problem=problem, frames=shown, step=step)


def _number(part: str) -> int | None:
    told = session.address(part) or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else None


def show_soundness(checked: Checked, language: str, *, shown: Playing | None, apply: Apply | None) -> None:
    found = checked.check.soundness
    if not found:
        st.info(translate("There is nothing that could be played through yet.", language))
        return
    number = 0
    for each in found:
        _show_verdict(each, checked, language, named=len(found) > 1)
        for fault in each.faults:
            _show_fault(number, fault, each, checked, language, shown=shown, apply=apply)
            number += 1


def _show_verdict(each: Soundness, checked: Checked, language: str, *, named: bool) -> None:
    colour, icon, word = _VERDICTS[each.verdict]
    name = f" – {plain(step_name(checked.diagram, each.process, language))}" if named else ""
    st.markdown(f":{colour}[{icon} **{translate(word, language)}**]{name}")
    told = {
        Verdict.SOUND: "Whatever happens, every case comes to its end; nothing is left over or done twice.",
        Verdict.UNSOUND: "Some cases do not come to a proper end. Each fault can be played on the diagram.",
        Verdict.NOT_PROVEN: "It cannot be proved either way.",
    }[each.verdict]
    reason = f" {plain(sentence(each.reason, {}, language))}" if each.reason else ""
    st.caption(translate(told, language) + reason)


def _show_fault(
    number: int,
    fault: Fault,
    found: Soundness,
    checked: Checked,
    language: str,
    *,
    shown: Playing | None,
    apply: Apply | None,
) -> None:
    is_open = shown is not None and shown.number == number
    with st.container(border=True, gap="small", key=f"fault:{number}"):
        st.markdown(f":red[:material/report:] **{translate(_DEFECTS[fault.defect], language)}**")
        wrong, advice = apart(_problem(fault, found), language)
        st.markdown(plain(wrong))
        with st.container(horizontal=True, gap="small"):
            for id in dict.fromkeys((fault.element, *fault.elements)):
                element_button(id, checked.diagram, language, key=f"fault:{number}:{id}")
        if is_open and shown is not None:
            _show_trace(shown, language)
        elif fault.trace.firings:
            st.button(
                translate("Show how it happens", language),
                key=f"play fault:{number}",
                icon=":material/play_circle:",
                width="stretch",
                on_click=_open,
                args=(number,),
            )
        if advice and not fault.fixes:
            st.caption(plain(advice))
        _show_fixes(number, fault, checked.diagram, language, apply=apply)


def _problem(fault: Fault, found: Soundness) -> Problem:
    (problem, *_) = soundness_problems((replace(found, faults=(fault,)),))
    return problem


def _open(number: int) -> None:
    session.choose(fault=str(number), step="0", element=None)
    session.remember(_PLAYS, number)


def _close() -> None:
    session.choose(fault=None, step=None)
    session.remember(_PLAYS, None)


def _turn_to(step: int) -> None:
    """Look at one step; what plays by itself pauses."""
    session.choose(step=str(step))
    session.remember(_PLAYS, None)


def _show_trace(shown: Playing, language: str) -> None:
    last = len(shown.frames) - 1
    plays = _plays(shown)
    told = translate("Step {n} of {m}", language, n=shown.step, m=last)
    st.progress(shown.step / last if last else 1.0, f":small[{told}]")
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        _control("first", "first_page", "To the beginning", 0, language, disabled=shown.step == 0)
        _control("back", "chevron_left", "One step back", shown.step - 1, language, disabled=shown.step == 0)
        st.button(
            "",
            key=session.keyed("play trace", plays),
            icon=":material/pause:" if plays else ":material/play_arrow:",
            help=translate("Pause" if plays else "Play", language),
            type="primary",
            on_click=_play,
            args=(shown, not plays),
        )
        _control("next", "chevron_right", "Next step", shown.step + 1, language, disabled=shown.is_over)
        _control("last", "last_page", "To the end", last, language, disabled=shown.is_over)
        st.space("stretch")
        st.button(
            "",
            key="close trace",
            icon=":material/close:",
            type="tertiary",
            help=translate("Close", language),
            on_click=_close,
        )
    st.markdown(f"**{plain(shown.frame.text)}**")
    if shown.is_over:
        st.error(translate(_ENDS[shown.fault.defect], language), icon=":material/block:")
    with st.expander(translate("All steps", language), type="compact", key="all steps"):
        for number, frame in enumerate(shown.frames):
            here = number == shown.step
            st.button(
                f"{number}. {plain(frame.text)}" if not here else f"**{number}. {plain(frame.text)}**",
                key=f"trace step:{number}",
                type="tertiary",
                on_click=_turn_to,
                args=(number,),
            )


def _control(name: str, icon: str, help: str, step: int, language: str, *, disabled: bool) -> None:
    st.button(
        "",
        key=session.keyed("trace", name),
        icon=f":material/{icon}:",
        help=translate(help, language),
        disabled=disabled,
        on_click=_turn_to,
        args=(step,),
    )


def _show_fixes(number: int, fault: Fault, diagram: Diagram, language: str, *, apply: Apply | None) -> None:
    if not fault.fixes:
        return
    st.caption(translate("What would mend it", language))
    for place, fix in enumerate(fault.fixes):
        with st.container(gap="xxsmall", key=f"fix:{number}:{place}"):
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
                told = sentence(fix.code, dict(fix.parameters), language)
                st.markdown(f":green[:material/build:] {plain(told)}", width="stretch")
                if apply is not None:
                    st.button(
                        translate("Apply", language),
                        key=f"apply fix:{number}:{place}",
                        help=translate(
                            "Opens a draft with the mended diagram; nothing is saved yet.", language
                        ),
                        on_click=apply,
                        args=(fix,),
                    )
            st.caption(plain(" ".join(changes_of(diagram, fix, language))))


def _plays(shown: Playing) -> bool:
    return session.recall(_PLAYS) == shown.number and not shown.is_over


def _play(shown: Playing, on: bool) -> None:
    session.remember(_PLAYS, shown.number if on else None)
    if on and shown.is_over:
        session.choose(step="0")


def keep_playing(shown: Playing | None) -> None:
    """Goes on to the next step after a while, then the page runs again."""
    if shown is None or not _plays(shown):
        return
    begun: list[bool] = []

    @st.fragment(run_every=EVERY_S)
    def play() -> None:
        if not begun:
            begun.append(True)
            return
        session.choose(step=str(shown.step + 1))
        st.rerun()

    play()
