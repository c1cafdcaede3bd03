"""Sentences in the reader's language, made from a code and its parameters.

A placeholder of a template may say what its value is: ``{wait:duration}`` (seconds), ``{kept:share}``
(of 1), ``{cases:number}``, ``{kind:phrase}`` (an English text that is translated too), ``{promise:name}``
(a name of a scenario, see :func:`in_language`), ``{node:called}`` (what an element is called, see
:func:`studio.wording.names.called`), ``{count:step|steps}`` (the first word for 1, else the second) and
``{reason:sentence}`` (the sentence of a code, whose own parameters are called ``reason.…``). A value that is
not of that sort, and a placeholder without a value, are shown as they are: a sentence never fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from string import Formatter
from typing import Any

from studio.errors import InvalidScenario, Mistake, StudioError
from studio.model import Problem
from studio.wording.catalogue import line_in, lookup
from studio.wording.quantities import duration, number, share
from studio.wording.sentences import SENTENCES

__all__ = ["explain", "in_language", "say", "sentence", "translate"]


def say(problem: Problem, language: str = "en") -> str:
    """What a problem says; its severity, element and line are the caller's to show."""
    return sentence(problem.code, dict(problem.parameters), language)


def explain(error: StudioError, language: str = "en") -> str:
    """What an error says, in its own words where its code has no sentence; a scenario's mistakes by line."""
    if isinstance(error, InvalidScenario):
        return "\n".join(_told(mistake, language) for mistake in error.mistakes)
    if error.code not in SENTENCES:
        return error.sentence
    return sentence(error.code, error.parameters, language)


def _told(mistake: Mistake, language: str) -> str:
    if mistake.code not in SENTENCES:
        return str(mistake)
    return str(replace(mistake, allowed=sentence(mistake.code, dict(mistake.parameters), language)))


def sentence(code: str, parameters: Mapping[str, object], language: str = "en") -> str:
    """The sentence of a code; the code and its parameters where it has none."""
    template = SENTENCES.get(code)
    if template is None:
        told = ", ".join(f"{name}: {value}" for name, value in parameters.items())
        return f"{code} ({told})" if told else code
    return _filled(lookup(template, language), parameters, language)


def translate(text: str, language: str, /, **values: object) -> str:
    """The English ``text`` in ``language``, its placeholders filled; without values its braces stay."""
    found = lookup(text, language)
    return _filled(found, values, language) if values else found


def in_language(text: str, language: str) -> str:
    """A name of a scenario in that language: it may say Chinese before and English after `` · ``."""
    parts = text.split(" · ")
    return parts[-1 if language == "en" else 0]


def _filled(template: str, values: Mapping[str, object], language: str) -> str:
    return _Filler(language).vformat(template, (), values)


class _Absent(str):
    """A placeholder that has no value."""

    __slots__ = ()


_FIGURES: Mapping[str, Callable[[float, str], str]] = {
    "duration": duration,
    "share": share,
    "number": lambda value, language: number(value, language=language),
}


_REASON = "reason."


class _Filler(Formatter):
    """Fills placeholders by name only: no attributes, no items, no conversions."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._reasons: Mapping[str, object] = {}

    def get_field(self, field_name: str, _: Sequence[Any], values: Mapping[str, Any]) -> tuple[Any, str]:
        self._reasons = {
            name.removeprefix(_REASON): it for name, it in values.items() if name.startswith(_REASON)
        }
        return values.get(field_name, _Absent("{" + field_name + "}")), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, _Absent) or not format_spec:
            return str(value)
        if format_spec == "sentence":
            return sentence(str(value), self._reasons, self._language)
        if format_spec == "phrase":
            return lookup(str(value), self._language)
        if format_spec == "called":
            return line_in(str(value), self._language)
        if format_spec == "name":
            return in_language(str(value), self._language)
        try:
            figure = float(str(value))
        except ValueError:
            return str(value)
        if "|" in format_spec:
            return format_spec.split("|")[figure != 1]
        return _FIGURES[format_spec](figure, self._language)
