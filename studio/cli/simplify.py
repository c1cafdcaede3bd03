"""``studio simplify``: what could be simpler, what the change keeps, and what it brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.app.amounts import amount
from studio.app.measures import CASE, case_name
from studio.cli.asked import Asked
from studio.cli.exits import Exit
from studio.cli.files import read_diagram
from studio.cli.progress import interruptible, shown_progress
from studio.cli.refusals import refuse
from studio.cli.screen import Screen, write_json
from studio.errors import NothingToSimulate
from studio.model import Diagram
from studio.simplify import (
    Conclusion,
    Evidence,
    ProofClass,
    Suggestion,
    Weighed,
    price_of,
    suggestions,
    text_of,
    weigh,
)
from studio.simulation import Cancelled
from studio.wording import plus_minus, translate

__all__ = ["simplify_file"]

_SHOWN = (
    "cycle_time.mean",
    "cycle_time.p90",
    "wait.mean",
    "handoffs_per_case",
    "cost_paid_per_case.mean",
)
_STYLES: Mapping[Conclusion, str] = {
    Conclusion.GAIN: "bold green",
    Conclusion.TRADE: "yellow",
    Conclusion.UNPROVEN: "dim",
    Conclusion.LOSS: "red",
}
_CLASSES: Mapping[ProofClass, str] = {
    ProofClass.SAME: "Proved: the same behaviour.",
    ProofClass.MERGED: "Proved: the same behaviour, up to the merged steps.",
    ProofClass.POLICY: "A change of policy: nothing to prove, an owner answers for it.",
}


def simplify_file(asked: Asked) -> Exit:
    """Finds and weighs suggestions; what is refused is raised as a StudioError or told in one line."""
    reading = read_diagram(asked.file)
    scenario = asked.scenario_of(reading)
    found = suggestions(reading.diagram, scenario)
    try:
        with interruptible() as pressed, shown_progress(asked.language) as progress:
            told = weigh(
                reading.diagram,
                scenario,
                found,
                progress=progress,
                cancelled=pressed,
                workers=asked.workers,
            )
    except NothingToSimulate as error:
        refuse(error, asked.language, about=str(asked.file))
        return Exit.REFUSED
    except Cancelled:
        raise KeyboardInterrupt from None
    if asked.as_json:
        write_json(_json(told, reading.diagram, asked.language))
    else:
        _show(Screen(), told, reading.diagram, asked.language)
    return Exit.DONE


def _json(told: Weighed, diagram: Diagram, language: str) -> dict[str, Any]:
    found = told.to_json(language)
    by_id = {each.suggestion.id: each.suggestion for each in told.evidence}
    for entry in found["suggestions"]:
        suggestion = by_id[entry["id"]]
        entry["text"] = text_of(suggestion, diagram, language)
        entry["price"] = price_of(suggestion, diagram, language)
    return found


def _show(screen: Screen, told: Weighed, diagram: Diagram, language: str) -> None:
    result = told.comparison.results[told.comparison.baseline].to_json(language)
    if not told.evidence:
        screen.line(translate("Nothing was found that could be simpler.", language))
        return
    measures = result["measures"]
    now = [f"{case_name(key, result, language)} {amount(measures[key], language)}" for key in _SHOWN[:3]]
    screen.line(translate("As it is: {figures}", language, figures=" · ".join(now)))
    for number, each in enumerate(told.evidence, 1):
        suggestion = each.suggestion
        screen.line()
        verdict = translate(each.conclusion.value, language)
        screen.line(f"{number}. ", (text_of(suggestion, diagram, language), "bold"))
        screen.line("   ", (verdict, _STYLES[each.conclusion]), f"  [{suggestion.id}]")
        for line in _effects(each, result, language):
            screen.line(f"   {line}")
        screen.line(f"   {_proof(suggestion, language)}")
        screen.line(f"   {price_of(suggestion, diagram, language)}")


def _effects(each: Evidence, result: Mapping[str, Any], language: str) -> Sequence[str]:
    lines = []
    for key in _SHOWN:
        difference = each.effect.get(key)
        if key not in CASE or difference is None or difference.low == difference.high:
            continue
        unit = str(result["measures"][key]["unit"])
        change = plus_minus(difference.value, difference.low, difference.high, unit, language, signed=True)
        lines.append(f"{case_name(key, result, language)}: {change}")
    return lines


def _proof(suggestion: Suggestion, language: str) -> str:
    proof = suggestion.proof
    if proof.proof_class is ProofClass.POLICY or proof.holds:
        return translate(_CLASSES[proof.proof_class], language)
    if proof.holds is None:
        return translate("Not proved: the part around it cannot be played through.", language)
    return translate("Not the same behaviour: {word}", language, word=" → ".join(proof.counter_example))
