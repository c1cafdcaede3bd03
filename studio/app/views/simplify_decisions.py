"""Accepting and rejecting a suggestion, each with a reason that is kept, and what was decided before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studio import library
from studio.app import session, shared
from studio.app.choices import folder_of
from studio.app.names import plain
from studio.app.suggestions import Offer, text_of
from studio.app.titles import process_name
from studio.app.views.simplify_accepted import Accepted, remember_accepted
from studio.app.views.simplify_subject import Subject
from studio.errors import StudioError
from studio.library import Answer, Decision, Note, Store
from studio.simplify import name_after, scenario_after
from studio.wording import LANGUAGES, explain, translate

__all__ = ["ask", "show_decisions", "show_dialog", "undecided"]

_ASKED = "decision asked for"


def undecided(store: Store, subject: Subject, found: Sequence[Offer]) -> tuple[Offer, ...]:
    """The suggestions that nobody rejected."""
    rejected = {each.suggestion for each in _decided(store, subject, Answer.REJECTED)}
    return tuple(each for each in found if each.id not in rejected)


def show_decisions(store: Store, subject: Subject, found: Sequence[Offer], language: str) -> None:
    """What was rejected, to be taken up again, and what was accepted, each with its reason."""
    made = {each.id for each in found}
    rejected = [each for each in _decided(store, subject, Answer.REJECTED) if each.suggestion in made]
    accepted = _decided(store, subject, Answer.ACCEPTED)
    if rejected:
        title = translate("Rejected ({n})", language, n=len(rejected))
        with st.expander(title, icon=":material/thumb_down:", key=session.keyed("rejected")):
            for decision in rejected:
                with st.container(horizontal=True, vertical_alignment="center"):
                    _told(decision, subject, language)
                    st.button(
                        translate("Take it up again", language),
                        key=f"undo:{decision.id}",
                        icon=":material/undo:",
                        on_click=library.take_back,
                        args=(store, decision.id),
                    )
    if accepted:
        title = translate("Accepted ({n})", language, n=len(accepted))
        with st.expander(title, icon=":material/check_circle:", key=session.keyed("accepted")):
            for decision in accepted:
                _told(decision, subject, language)


def _decided(store: Store, subject: Subject, answer: Answer) -> list[Decision]:
    """The newest decision of that sort about each suggestion."""
    decided = [each for each in library.list_decisions(store, subject.newest.id) if each.answer is answer]
    newest: dict[str, Decision] = {}
    for each in decided:
        newest.setdefault(each.suggestion, each)
    return list(newest.values())


def _told(decision: Decision, subject: Subject, language: str) -> None:
    moment = decision.created.astimezone(session.zone()).strftime("%Y-%m-%d %H:%M")
    when = moment
    if decision.digest != subject.process.digest:
        when += " · " + translate("for another state of the diagram", language)
    text = decision.texts.get(language) or decision.suggestion
    st.markdown(
        f"**{plain(text)}**  \n{plain(decision.reason)}  \n:gray[:small[{when}]]",
        width="stretch",
    )


def ask(answer: Answer, offer: Offer) -> None:
    """Have the page ask why, before it is done."""
    session.remember(_ASKED, (answer, offer.id))


def show_dialog(store: Store, subject: Subject, offer: Offer, language: str) -> None:
    """The dialog of the answer that was asked for, until it is given or given up."""
    answer, id = session.recall(_ASKED) or (None, None)
    if id != offer.id:
        return
    if answer is Answer.ACCEPTED and not subject.outdated:
        _ask_to_accept(store, subject, offer, language)
    elif answer is Answer.REJECTED:
        _ask_to_reject(store, subject, offer, language)


def _ask_to_accept(store: Store, subject: Subject, offer: Offer, language: str) -> None:
    told = "Your diagram gets a new version; the one before is kept and can come back."
    if subject.newest.example and offer.draws:
        told = "The example stays as it is: you get a diagram of your own, with the simpler version."
    elif not offer.draws:
        told = "The diagram stays as it is; you get a scenario with the change."
    _ask(
        title=translate("Accept the suggestion", language),
        told=translate(told, language),
        label=translate("Why is it accepted?", language),
        button=translate("Accept", language),
        act=lambda reason: _accept(store, subject, offer, reason, language),
        language=language,
    )


def _ask_to_reject(store: Store, subject: Subject, offer: Offer, language: str) -> None:
    _ask(
        title=translate("Reject the suggestion", language),
        told=translate("It is not shown any more, and can be taken up again.", language),
        label=translate("Why is it rejected?", language),
        button=translate("Reject", language),
        act=lambda reason: _reject(store, subject, offer, reason, language),
        language=language,
    )


def _ask(
    *, title: str, told: str, label: str, button: str, act: Callable[[str], None], language: str
) -> None:
    """A dialog that asks for a reason and does not go on without one."""

    @st.dialog(title, on_dismiss=lambda: session.forget(_ASKED))
    def asked() -> None:
        with st.form(session.keyed("decision"), border=False):
            st.markdown(told)
            reason = st.text_area(
                label,
                key=session.keyed("reason"),
                placeholder=translate("It is kept with the decision.", language),
            )
            pressed = st.form_submit_button(button, type="primary", icon=":material/check:")
        if not pressed:
            return
        if not reason.strip():
            st.error(translate("Say why, in a few words.", language), icon=":material/edit_note:")
            return
        try:
            act(reason.strip())
        except StudioError as error:
            st.error(plain(explain(error, language)), icon=":material/block:")

    asked()


def _accept(store: Store, subject: Subject, offer: Offer, reason: str, language: str) -> None:
    process, suggestion = subject.process, offer.suggestion
    reading = shared.reading(process)
    data = shared.simpler(process, subject.scenario_text, suggestion.id)
    name = name_after(suggestion, subject.scenario_name, reading.diagram, language)
    text = scenario_after(
        suggestion, subject.scenario_text, reading, data, name=name, folder=folder_of(process)
    )
    accepted = library.accept(
        store,
        process.id,
        data,
        note=Note(code=suggestion.text, texts=_texts(subject, offer), reason=reason),
        scenario_name=name,
        scenario_text=text,
        base=process.digest,
        name=process_name(process, reading.diagram, language),
        language=language,
    )
    _keep(store, subject, offer, Answer.ACCEPTED, reason)
    session.forget(_ASKED)
    scenario = library.list_scenarios(store, accepted.id)[-1]
    session.open_process(accepted.id)
    session.choose(scenario=scenario.id, weighing=None, suggestion=None, element=None, run=None, view=None)
    remember_accepted(
        Accepted(process=accepted.id, scenario=scenario.name, drawn=offer.draws, example=process.example)
    )
    page = "screens/diagram.py" if offer.draws else "screens/simulate.py"
    st.switch_page(page, query_params=session.whole_address())


def _reject(store: Store, subject: Subject, offer: Offer, reason: str, language: str) -> None:
    _keep(store, subject, offer, Answer.REJECTED, reason)
    session.forget(_ASKED)
    session.choose(suggestion=None)
    st.toast(translate("The suggestion is rejected.", language), icon=":material/thumb_down:")
    st.rerun()


def _keep(store: Store, subject: Subject, offer: Offer, answer: Answer, reason: str) -> None:
    library.decide(
        store,
        subject.process.id,
        digest=subject.process.digest,
        suggestion=offer.id,
        answer=answer,
        reason=reason,
        texts=_texts(subject, offer),
    )


def _texts(subject: Subject, offer: Offer) -> dict[str, str]:
    diagram = shared.reading(subject.process).diagram
    return {each: text_of(offer.suggestion, diagram, each) for each in LANGUAGES}
