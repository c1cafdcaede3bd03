"""Suggestions in words."""

from __future__ import annotations

from studio.model import Diagram
from studio.simplify.suggestion import Suggestion
from studio.wording import sentence, translate
from studio.wording.names import step_name, team_name

__all__ = ["price_of", "text_of"]


def text_of(suggestion: Suggestion, diagram: Diagram, language: str) -> str:
    """What the suggestion is, in one sentence; ``diagram`` is the one before."""
    return sentence(suggestion.text, _parameters(suggestion, diagram, language), language)


def price_of(suggestion: Suggestion, diagram: Diagram, language: str) -> str:
    """What it costs or risks, in one sentence."""
    return sentence(suggestion.price, _parameters(suggestion, diagram, language), language)


def _parameters(suggestion: Suggestion, diagram: Diagram, language: str) -> dict[str, str]:
    named = dict(suggestion.parameters)
    if "team" in named:
        named["team"] = team_name(diagram, named["team"], language)
    names = [step_name(diagram, id, language) for id in suggestion.elements]
    return {**named, "names": translate("; ", language).join(names)}
