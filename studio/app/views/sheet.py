"""A sheet of fields on a page: each kept at once, with its help, its origin and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from studio.app import session
from studio.app.forms.at_detail import sheet_at
from studio.app.forms.fields import Field, Grid, Group, Sheet, count, shown, spelled, unspelled
from studio.app.forms.table import Change, changed
from studio.app.forms.times import FAMILY_NAMES, OTHER, cells_of, time_from
from studio.app.inputs import Inputs
from studio.app.views.grid import show_grid
from studio.app.views.mistakes import is_at, show_mistake
from studio.app.views.provenance import show_origin
from studio.errors import Mistake
from studio.model import Diagram
from studio.scenario import Detail
from studio.wording import translate

__all__ = ["Bench", "show_sheet"]

_FAMILY_NAMES = {"": "not filled in", **FAMILY_NAMES, OTHER: "another way"}
_BOUNDED = ("triangular", "pert", "uniform")
_SPREAD = ("lognormal", "gamma", "normal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where a scenario is filled in: what it says, for which diagram, and where changes go.

    ``scope`` names what is edited: with another scope every field begins anew.
    """

    inputs: Inputs
    diagram: Diagram
    scope: str
    language: str
    keep: Callable[[Change], None]
    level: Detail = Detail.PROMISES
    """What does not count at that level is not asked for."""


def show_sheet(bench: Bench, sheet: Sheet) -> None:
    """What is usual and what is used; the rest is one click away."""
    sheet = sheet_at(sheet, bench.level)
    with st.container():  # what is said below it moves nothing of the next one
        told: set[Mistake] = set()
        for group in sheet.shown:
            _show_group(bench, group, told, titled=len(sheet.shown) > 1)
        if sheet.more:
            place = ":".join(sheet.places)
            with st.expander(
                translate("More", bench.language),
                icon=":material/expand_content:",
                key=session.keyed("more", place, bench.scope),
            ):
                for group in sheet.more:
                    _show_group(bench, group, told, titled=True)
        for mistake in bench.inputs.mistakes:
            if mistake not in told and any(is_at(mistake, place) for place in sheet.places):
                show_mistake(mistake, bench.language)


def _show_group(bench: Bench, group: Group, told: set[Mistake], *, titled: bool) -> None:
    if titled:
        st.markdown(f"**{translate(group.name, bench.language)}**")
    if group.help:
        st.caption(translate(group.help, bench.language))
    with st.container(key=session.keyed("group", group.name, _first_path(group), bench.scope)):
        line: list[Field] = []
        for part in group.parts:
            if isinstance(part, Field) and part.kind not in ("spread", "lines"):
                line.append(part)
                continue
            _show_line(bench, line, told)
            line = []
            if isinstance(part, Grid):
                show_grid(bench, part, told, titled=not titled or part.name != group.name)
            elif part.kind == "spread":
                _show_spread(bench, part, told)
            else:
                _show_field(bench, part, told)
        _show_line(bench, line, told)
    if group.place:
        for mistake in bench.inputs.mistakes:
            if mistake not in told and is_at(mistake, group.place):
                told.add(mistake)
                show_mistake(mistake, bench.language)


def _first_path(group: Group) -> str:
    return ".".join(group.parts[0].path) if group.parts else ""


def _show_line(bench: Bench, fields: Sequence[Field], told: set[Mistake]) -> None:
    """Short fields beside each other, as many as fit."""
    if not fields:
        return
    with st.grid(3, min_column_width=150):
        for each in fields:
            with st.container(gap="small"):
                _show_field(bench, each, told)


def _show_field(bench: Bench, each: Field, told: set[Mistake]) -> None:
    language = bench.language
    key = session.keyed("field", ".".join(each.path), bench.scope)
    text = shown(each.shown, each.kind)
    help = translate(each.help, language) if each.help else None
    otherwise = translate(each.otherwise, language) if each.otherwise else None

    def typed() -> None:
        if session.was_typed(key):
            given = str(session.widget(key) or "")
            bench.keep(lambda values: each.write(values, given))

    session.follow(key, (text or None) if each.kind == "choice" else text)
    name, shows_name = translate(each.name, language), _heading(bench, each)
    if each.kind == "choice":
        names = dict(each.choices or {})
        options = [*names, *([text] if text and text not in names else [])]
        st.selectbox(
            name,
            options,
            index=None,
            format_func=lambda value: translate(names.get(str(value), str(value)), language),
            placeholder=otherwise or translate("none", language),
            help=help,
            key=key,
            on_change=session.unless_turned(typed),
            label_visibility=shows_name,
        )
    elif each.kind == "lines":
        st.text_area(
            name,
            key=key,
            help=help,
            placeholder=otherwise,
            height=110,
            on_change=session.unless_turned(typed),
            label_visibility=shows_name,
        )
    else:
        st.text_input(
            name,
            key=key,
            help=help,
            placeholder=otherwise,
            on_change=session.unless_turned(typed),
            label_visibility=shows_name,
        )
    _show_mistakes_at(bench, each.path, told)


def _show_spread(bench: Bench, each: Field, told: set[Mistake]) -> None:
    """A time that varies: how, and the figures that this way needs."""
    language, path = bench.language, ".".join(each.path)
    cells = cells_of(each.shown, each.default)
    stands = each.shown is not None or each.default is not None
    family_key = session.keyed("field", f"{path}:family", bench.scope)
    session.follow(family_key, str(cells["family"] or "") if stands else "")

    def key(name: str) -> str:
        return session.keyed("field", f"{path}:{name}", bench.scope)

    def kept() -> None:
        figures = map(key, ("mean", "low", "high", "cv", "line"))
        if not any(map(session.was_typed, (family_key, *figures))):
            return
        family = str(session.widget(family_key) or "")
        now = {name: str(session.widget(key(name)) or "").strip() for name in ("mean", "low", "high", "cv")}
        if family == OTHER:
            value = unspelled(str(session.widget(key("line")) or "")) if session.widget(key("line")) else None
        else:
            cv = now.pop("cv")
            spread = count(cv) if cv else None
            known = isinstance(spread, int | float) or spread is None
            value = time_from({"family": family or "constant", "cv": spread if known else None, **now})
            if not known and isinstance(value, dict):
                value = {family: {**value[family], "cv": cv}}
        if family == "" or value is not None or each.shown is not None:
            bench.keep(lambda values: changed(values, each.path, None if family == "" else value))

    shows_name = _heading(bench, each)
    with st.container(
        horizontal=True, vertical_alignment="bottom", key=session.keyed("spread", path, bench.scope)
    ):
        st.selectbox(
            translate(each.name, language),
            [family for family in _FAMILY_NAMES if family or each.default is None or each.shown is not None],
            format_func=lambda family: _family(each, family, language),
            help=translate(each.help, language) if each.help else None,
            key=family_key,
            on_change=session.unless_turned(kept),
            width=230,
            label_visibility=shows_name,
        )
        family = str(session.widget(family_key) or "")
        for name, heading, wanted in _needed(family):
            value = spelled(each.shown) if name == "line" else shown(cells.get(name), "text")
            session.follow(key(name), value)
            st.text_input(
                translate(heading, language),
                key=key(name),
                placeholder=wanted,
                on_change=session.unless_turned(kept),
                width=320 if name == "line" else 150,
            )
    _show_mistakes_at(bench, each.path, told)


def _family(each: Field, family: str, language: str) -> str:
    named = _FAMILY_NAMES.get(family, family)
    return translate(each.otherwise if not family and each.otherwise else named, language)


def _needed(family: str) -> list[tuple[str, str, str]]:
    """The figures that a way of varying needs: their cell, their heading, and an example."""
    if not family:
        return []
    if family == OTHER:
        return [("line", "In one line", "weibull(shape 1.5, mean 6 min)")]
    if family == "uniform":
        return [("low", "At least", "2 min"), ("high", "At most", "10 min")]
    if family in _BOUNDED:
        return [("low", "At least", "2 min"), ("mean", "Most likely", "6 min"), ("high", "At most", "15 min")]
    mean = [("mean", "Time" if family == "constant" else "Mean", "6 min")]
    return [*mean, ("cv", "Spread (cv)", "0.5")] if family in _SPREAD else mean


def _heading(bench: Bench, each: Field) -> Literal["visible", "collapsed"]:
    """The name of an input beside the chip of its origin, and whether the field still has to say it."""
    if each.origin is None:
        return "visible"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        help = translate(each.help, bench.language) if each.help else None
        st.markdown(f":small[{translate(each.name, bench.language)}]", width="content", help=help)
        show_origin(bench, ".".join(each.path))
    return "collapsed"


def _show_mistakes_at(bench: Bench, path: Sequence[str], told: set[Mistake]) -> None:
    for mistake in bench.inputs.mistakes:
        if mistake not in told and is_at(mistake, ".".join(path)):
            told.add(mistake)
            show_mistake(mistake, bench.language)
