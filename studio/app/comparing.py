"""What is compared: the scenarios of an address, their names, and the texts that the simulator gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from studio.app.choices import Choice, WhatIf
from studio.app.forms.table import changed
from studio.app.inputs import Inputs
from studio.library import Run
from studio.scenario import dump
from studio.wording import translate
from studio.wording.naming import free_name

__all__ = ["AT_MOST", "Look", "is_shipped", "keys_in", "keys_text", "side_names", "sides", "text_as_run"]

AT_MOST = 5
"""Scenarios beside the baseline."""

_DEFAULTS = "defaults"
_SHIPPED = "@"
_QUICK = 5
_FEWEST = 10
"""Replications below which a comparison is a quick look."""


class Look(StrEnum):
    """How long to take over a comparison."""

    QUICK = "quick"
    PRECISE = "precise"


def is_shipped(key: str) -> bool:
    """Whether a choice of that key ships with the studio."""
    return key.startswith(_SHIPPED)


def keys_text(keys: Sequence[str]) -> str:
    """The keys of choices for an address."""
    return ",".join(key or _DEFAULTS for key in keys)


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of an address, each once."""
    return tuple(dict.fromkeys("" if key == _DEFAULTS else key for key in text.split(",") if key))


def text_as_run(inputs: Inputs, look: Look) -> str:
    """The baseline's text as the simulator gets it: its replications hold for all that are compared."""
    stated = inputs.scenario.replications
    wanted = _QUICK if look is Look.QUICK else stated if stated is None or stated >= _FEWEST else None
    if wanted == stated:
        return inputs.text
    return dump({"schema": 1} | changed(inputs.values, ("replications",), wanted))


def side_names(among: Sequence[Choice], shipped: Sequence[WhatIf]) -> dict[str, str]:
    """The name of each choice in a comparison, Chinese before English where it has both; each its own."""
    both = {_SHIPPED + what_if.stem: what_if.name for what_if in shipped}
    defaults = " · ".join(translate("Defaults (nothing filled in)", tag) for tag in ("zh-CN", "en"))
    names: dict[str, str] = {}
    for choice in among:
        wanted = both.get(choice.key, choice.name if choice.key else defaults)
        names[choice.key] = free_name(wanted, set(names.values()))
    return names


def sides(run: Run) -> Iterator[tuple[str, str]]:
    """Name and text of each scenario of a comparison, the baseline first."""
    yield run.scenario_name, run.scenario_text
    for other in run.others:
        yield other["name"], other["text"]
