"""The promises of a result as its JSON tells them: what is promised, what came of it, what would carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from studio.analysis.budgets import Budget
from studio.analysis.confidence import Estimate
from studio.analysis.promises import extra_shares
from studio.analysis.ratios import Key
from studio.scenario import Promise

__all__ = ["promise_tree"]


def promise_tree(
    promises: Sequence[Promise],
    budgets: Mapping[str, Budget],
    part_budgets: Mapping[str, Budget],
    estimates: Mapping[Key, Estimate],
    found: Mapping[str, Mapping[str, Any]],
) -> dict[str, dict[str, Any]]:
    """The promises by name, parents before their parts.

    ``found`` holds the figures of each. Of the time by which broken cases take longer than kept ones,
    ``broken_by`` tells the share of each step and cause; of the broken cases, the share in which each
    part was broken, and ``no_part.share`` that in which none was. ``part_budget`` is for the parts what
    ``budget`` is for the steps, by the clock of the whole.
    """
    told = {}
    for promise in promises:
        figures = dict(found.get(promise.name, {}))
        times = figures.pop("time", {})
        broken_by = {
            kind: {name: {"value": share, "unit": "share"} for name, share in extra_shares(by).items()}
            for kind, by in _times(promise.name, estimates).items()
        }
        told[promise.name] = {
            "label": promise.label,
            "parent": promise.parent,
            "owner": promise.owner,
            "within": promise.within,
            "promised": promise.share,
            "clock": promise.clock,
            "from": promise.from_,
            "to": promise.to,
            **figures,
            "time": {kind: _worth_telling(by) for kind, by in times.items()},
            "broken_by": {**figures.get("broken_by", {}), **broken_by},
            **_budget("budget", budgets.get(promise.name)),
            **_budget("part_budget", part_budgets.get(promise.name)),
        }
    return told


def _times(promise: str, estimates: Mapping[Key, Estimate]) -> dict[str, dict[str, dict[str, Estimate]]]:
    """Mean times by step and by cause, of kept and of broken cases."""
    found: dict[str, dict[str, dict[str, Estimate]]] = {}
    for key, estimate in estimates.items():
        if key[:3] == ("promises", promise, "time"):
            _, _, _, kind, name, fate = key
            found.setdefault(kind, {}).setdefault(name, {})[fate] = estimate
    return found


def _worth_telling(by: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Without what took no time in any case."""
    return {name: of for name, of in by.items() if any((figure or {}).get("value") for figure in of.values())}


def _budget(name: str, budget: Budget | None) -> dict[str, Any]:
    if budget is None:
        return {}
    return {
        name: {step: seconds for step, seconds in budget.steps.items() if seconds > 0.0},
        f"{name}_basis": {
            "holds": budget.holds,
            "percentile": budget.percentile,
            "added": budget.added,
            "whole": budget.whole,
            "cases": budget.cases,
        },
    }
