"""The levers on the page: what each is today, how far to pull it, and what they make together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor
from typing import Protocol

import streamlit as st

from studio.app import levers, session
from studio.app.levers import Lever, LeverKind, Offer
from studio.app.names import plain
from studio.model import Diagram
from studio.scenario import Scenario
from studio.wording import duration, number, quantity, translate
from studio.wording.naming import distinct

__all__ = ["show_levers"]

_BOT = re.compile(r"\bbot\b|self[- ]?serv|机器人|自助", re.IGNORECASE)

_Place = tuple[LeverKind, str, str]


class Pull(Protocol):
    """Keeps the levers as they are pulled now; ``anew`` sets the controls back to them."""

    def __call__(self, pulled: Sequence[Lever], *, anew: bool = False) -> None: ...


def show_levers(
    scenario: Scenario,
    diagram: Diagram,
    pulled: Sequence[Lever],
    *,
    scope: str,
    language: str,
    opened: bool,
    full: bool,
    pull: Pull,
    add: Callable[[], None],
) -> None:
    """Every lever of the baseline; ``full`` where no further scenario can be compared."""
    board = _Board(scenario, diagram, pulled, scope=scope, language=language, pull=pull)
    title = translate("What if … – make a scenario from the baseline", language)
    with st.expander(title, icon=":material/tune:", expanded=opened, key=session.keyed("levers", opened)):
        columns = st.columns(3, gap="medium")
        for number_, show in enumerate(
            (board.contacts, board.staff, board.shares, board.times, board.attendance, board.deadlines)
        ):
            with columns[number_ % 3]:
                show()
        with columns[0]:
            board.hours()
        board.made(full=full, add=add)


class _Board:
    """The levers of one baseline with their controls."""

    def __init__(
        self,
        scenario: Scenario,
        diagram: Diagram,
        pulled: Sequence[Lever],
        *,
        scope: str,
        language: str,
        pull: Pull,
    ) -> None:
        self._scenario = scenario
        self._diagram = diagram
        self._pulled = {lever.place: lever for lever in pulled}
        self._scope = scope
        self._language = language
        self._pull = pull
        self._offers = levers.offers(scenario, diagram)

    def contacts(self) -> None:
        def today(offer: Offer, amount: float) -> str:
            told = self.translate("Today about {n} a week", n=_rounded(offer.now, self._language))
            return self._then(told, offer, amount, lambda x: _rounded(x, self._language))

        self._percent(
            LeverKind.CONTACTS,
            "Contacts",
            ":material/call:",
            all_="All contacts",
            today=today,
            reach=(-80, 200),
        )

    def times(self) -> None:
        def today(offer: Offer, amount: float) -> str:
            told = self.translate("Today {time} on average", time=duration(offer.now, self._language))
            return self._then(told, offer, amount, lambda x: duration(x, self._language))

        self._percent(
            LeverKind.TIMES,
            "Handling time",
            ":material/timer:",
            all_="All steps that people do",
            today=today,
            reach=(-80, 200),
        )

    def deadlines(self) -> None:
        def today(offer: Offer, amount: float) -> str:
            if not offer.on:
                return self.translate("All timers alike")
            told = self.translate("Today {time}", time=duration(offer.now, self._language))
            return self._then(told, offer, amount, lambda x: duration(x, self._language))

        self._percent(
            LeverKind.DEADLINES,
            "Deadlines and timers",
            ":material/alarm:",
            all_="All timers",
            today=today,
            reach=(-80, 200),
        )

    def staff(self) -> None:
        found = self._of(LeverKind.STAFF)
        if not found:
            return
        with self._card("People", ":material/group:"):
            teams = [offer for offer in found if not offer.part]
            team = self._choice("Team", LeverKind.STAFF, teams, all_="")
            shifts = [offer for offer in found if offer.on == team.on and offer.part]
            offer = self._shift(team, shifts) if shifts else team
            amount = st.number_input(
                self.translate("People more or fewer"),
                int(offer.low),
                int(offer.high),
                round(self._amount(offer)),
                format="%d",
                key=self._key(offer),
                on_change=self._taken,
                args=(offer,),
            )
            if offer.part or not shifts:
                told = self.translate("Today {n}", n=f"{offer.now:g}")
                told += f" → **{offer.now + amount:g}**" if amount else ""
            else:
                people = [shift.staff for shift in self._scenario.teams[team.on].shifts]
                told = self.translate("Today {n}", n=" / ".join(map(str, people)))
                told += f" → **{' / '.join(str(n + amount) for n in people)}**" if amount else ""
            st.caption(told)

    def _shift(self, team: Offer, shifts: Sequence[Offer]) -> Offer:
        stated = self._scenario.teams[team.on].shifts
        names = {"": self.translate("on each shift")} | {
            offer.part: f"{stated[int(offer.part)].staff} · "
            + levers.shift_name(stated[int(offer.part)], self._language)
            for offer in shifts
        }
        names = distinct(names)
        part = st.selectbox(
            self.translate("Shift"),
            list(names),
            format_func=names.__getitem__,
            key=session.keyed("lever shift", team.on, self._scope),
        )
        return next((offer for offer in shifts if offer.part == part), team)

    def attendance(self) -> None:
        found = self._of(LeverKind.ATTENDANCE)
        if not found:
            return
        with self._card("Attendance", ":material/event_available:"):
            offer = self._choice("Team", LeverKind.ATTENDANCE, found, all_="All teams")
            amount = self._slider(offer, "Share of the staff at work", reach=(5, 100), signed=False)
            self._today_share(offer, amount)

    def shares(self) -> None:
        found = self._of(LeverKind.SHARE)
        if not found:
            return
        with self._card("Bot, self-service and other shares", ":material/smart_toy:"):
            offer = self._choice("Path or sort of case", LeverKind.SHARE, found, all_="", likely=_BOT)
            amount = self._slider(offer, "Share of the cases", reach=(0, 100), signed=False)
            self._today_share(offer, amount)

    def hours(self) -> None:
        found = self._of(LeverKind.HOURS)
        if not found:
            return
        with self._card("Opening hours", ":material/schedule:"):
            offer = self._choice("Calendar", LeverKind.HOURS, found, all_="")
            amount = st.slider(
                self.translate("Hours that it closes later"),
                offer.low,
                offer.high,
                self._amount(offer),
                0.5,
                format="%+g h",
                key=self._key(offer),
                on_change=self._taken,
                args=(offer,),
            )
            told = self.translate("Today open {n} h a week", n=number(offer.now, language=self._language))
            st.caption(
                told if not amount else f"{told} · {self.translate('for whoever goes by this calendar')}"
            )

    def made(self, *, full: bool, add: Callable[[], None]) -> None:
        """The scenario that the levers make together."""
        if not self._pulled:
            st.caption(self.translate("Move a lever: several at once make one scenario."))
            return
        with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{self.translate('What if')}**", width="content")
            for lever in self._pulled.values():
                st.button(
                    plain(levers.told(lever, self._diagram, self._language)),
                    icon=":material/close:",
                    key=session.keyed("let go", *lever.place),
                    help=self.translate("Let go of this lever"),
                    on_click=self._let_go,
                    args=(lever,),
                )
            st.space("stretch")
            st.button(
                self.translate("Add to the comparison"),
                icon=":material/add:",
                key="add to the comparison",
                disabled=full,
                help=self.translate(
                    "Kept as a scenario of your own, which can be changed on the page Simulate."
                ),
                on_click=add,
            )

    # -- controls ----------------------------------------------------------------------------------------

    def _percent(
        self,
        kind: LeverKind,
        title: str,
        icon: str,
        *,
        all_: str,
        today: Callable[[Offer, float], str],
        reach: tuple[int, int],
    ) -> None:
        found = self._of(kind)
        if not found:
            return
        with self._card(title, icon):
            offer = self._choice("On", kind, found, all_=all_)
            amount = self._slider(offer, "Change", reach=reach, signed=True)
            st.caption(today(offer, amount))

    def _choice(
        self,
        label: str,
        kind: LeverKind,
        found: Sequence[Offer],
        *,
        all_: str,
        likely: re.Pattern[str] | None = None,
    ) -> Offer:
        """What the lever is pulled on; no question where there is only one."""
        if len(found) == 1:
            if found[0].on and not all_:
                st.markdown(plain(self._subject(found[0])))
            return found[0]
        names = _distinct(
            {offer.place: self._subject(offer) if offer.on else self.translate(all_) for offer in found}
        )
        fitting = (n for n, name in enumerate(names.values()) if likely is not None and likely.search(name))
        place = st.selectbox(
            self.translate(label),
            list(names),
            index=next(fitting, 0),
            format_func=names.__getitem__,
            key=session.keyed("lever on", kind, self._scope),
            label_visibility="collapsed",
        )
        return next(offer for offer in found if offer.place == place)

    def _slider(self, offer: Offer, label: str, *, reach: tuple[int, int], signed: bool) -> float:
        amount = self._amount(offer)
        low, high = min(reach[0], floor(amount)), max(reach[1], ceil(amount))
        return float(
            st.slider(
                self.translate(label),
                float(low),
                float(high),
                amount,
                5.0 if signed else 1.0,
                format="%+g %%" if signed else "%g %%",
                key=self._key(offer),
                on_change=self._taken,
                args=(offer,),
            )
        )

    def _today_share(self, offer: Offer, amount: float) -> None:
        told = self.translate("Today {share}", share=quantity(offer.now / 100, "share", self._language))
        st.caption(self._then(told, offer, amount, lambda x: quantity(x / 100, "share", self._language)))

    def _then(self, told: str, offer: Offer, amount: float, said: Callable[[float], str]) -> str:
        if amount == offer.rest:
            return told
        after = amount if offer.rest == offer.now else offer.now * (1 + amount / 100)
        return f"{told} → **{said(after)}**"

    def _taken(self, offer: Offer) -> None:
        """What the control of a lever says now."""
        amount = session.widget(self._key(offer))
        if amount is None:
            return
        lever = Lever(kind=offer.kind, on=offer.on, part=offer.part, amount=float(amount))
        pulled = levers.from_text(session.address("levers"))
        self._pull(levers.pulled(pulled, lever, rest=offer.rest))

    def _let_go(self, lever: Lever) -> None:
        pulled = levers.from_text(session.address("levers"))
        self._pull([each for each in pulled if each.place != lever.place], anew=True)

    # -- small things ------------------------------------------------------------------------------------

    def _card(self, title: str, icon: str) -> st.delta_generator.DeltaGenerator:
        card = st.container(border=True, gap="small")
        card.markdown(f"{icon} **{self.translate(title)}**")
        return card

    def _of(self, kind: LeverKind) -> list[Offer]:
        return [offer for offer in self._offers if offer.kind is kind]

    def _amount(self, offer: Offer) -> float:
        lever = self._pulled.get(offer.place)
        return offer.rest if lever is None else min(max(lever.amount, offer.low), offer.high)

    def _key(self, offer: Offer) -> str:
        return session.keyed("lever", *offer.place, self._scope)

    def _subject(self, offer: Offer) -> str:
        return levers.subject(*offer.place, self._diagram, self._language)

    def translate(self, text: str, **values: object) -> str:
        return translate(text, self._language, **values)


def _distinct(names: Mapping[_Place, str]) -> dict[_Place, str]:
    keyed = {"\t".join(place): place for place in names}
    told = distinct({key: names[place] for key, place in keyed.items()})
    return {place: told[key] for key, place in keyed.items()}


def _rounded(value: float, language: str) -> str:
    return number(round(value) if value >= 100 else value, 0 if value >= 100 else None, language)
