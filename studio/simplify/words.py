"""Suggestions in words."""

from __future__ import annotations

from studio.model import Diagram
from studio.simplify.suggestion import Suggestion
from studio.wording import sentence, translate
from studio.wording.names import step_name, team_name

__all__ = ["name_after", "price_of", "text_of"]


def text_of(suggestion: Suggestion, diagram: Diagram, language: str) -> str:
    """What the suggestion is, in one sentence; ``diagram`` is the one before."""
    return sentence(suggestion.text, _parameters(suggestion, diagram, language), language)


def price_of(suggestion: Suggestion, diagram: Diagram, language: str) -> str:
    """What it costs or risks, in one sentence."""
    return sentence(suggestion.price, _parameters(suggestion, diagram, language), language)


def name_after(suggestion: Suggestion, name: str, diagram: Diagram, language: str) -> str:
    """What a scenario of that name is called once the suggestion is accepted.

    A name that is Chinese before `` · `` and English after it stays so.
    """
    chinese, both, english = name.partition(" · ")
    if not both:
        return f"{name} – {_done(suggestion, diagram, language)}"
    told = (
        f"{chinese} – {_done(suggestion, diagram, 'zh-CN')}",
        f"{english} – {_done(suggestion, diagram, 'en')}",
    )
    return both.join(told)


_DONE = {
    "R1": "{names} as one step",
    "F3": "without the gateway {names}",
    "T1": "one person more in {team}",
}


def _done(suggestion: Suggestion, diagram: Diagram, language: str) -> str:
    """What was done, in few words; the whole sentence where there are none."""
    if suggestion.code not in _DONE:
        return text_of(suggestion, diagram, language).rstrip(".。")
    return translate(_DONE[suggestion.code], language, **_parameters(suggestion, diagram, language))


def _parameters(suggestion: Suggestion, diagram: Diagram, language: str) -> dict[str, str]:
    named = dict(suggestion.parameters)
    if "team" in named:
        named["team"] = team_name(diagram, named["team"], language)
    names = [step_name(diagram, id, language) for id in suggestion.elements]
    return {**named, "names": translate("; ", language).join(names)}
