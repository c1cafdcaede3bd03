"""What can be laid over a diagram (heat, badges, changes, rings of problems), as the browser is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from studio.model import Problem, Severity
from studio.report.colours import HEAT_COLOURS, contrast, heat_colour, ink_on
from studio.wording import say, translate

__all__ = [
    "HEAT_COLOURS",
    "Badge",
    "Change",
    "Heat",
    "Tone",
    "badge_marks",
    "change_marks",
    "contrast",
    "heat_marks",
    "problem_marks",
]

Tone = Literal["neutral", "quiet", "good", "warning", "bad"]

Change = Literal["removed", "added", "changed"]
"""What became of an element between two diagrams."""

_CHANGES: Mapping[Change, str] = {"removed": "Taken out", "added": "New", "changed": "Changed"}

_NARROWEST, _WIDEST = 6.0, 18.0

_MUTED = {"light": "#e2e5ea", "lightInk": "#5b6270", "dark": "#2b3038", "darkInk": "#9aa3b2"}
_USED = _MUTED | {"light": "#bcc7d6", "dark": "#4b5666"}
"""A flow's band that stands for its use and not for a place on a scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """How much of a measure an element carries: a colour, and on a flow the width of its band."""

    share: float
    """Place on the scale, 0 (none) to 1 (most); what lies outside is drawn as its end."""
    text: str = ""
    """What the tooltip says below the element's name, such as ``Wait 12 min``."""
    width: float | None = None
    """Width of a flow's band in the diagram's pixels; by default it grows with the share from 6 to 18."""
    muted: bool = False
    """Off the scale and grey: the measure does not exist here, which is something else than none of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short word or figure at the upper right corner of an element, or in the middle of a flow."""

    text: str
    tone: Tone = "neutral"
    title: str = ""
    """What the tooltip says about it."""


def heat_marks(heat: Mapping[str, Heat]) -> dict[str, dict[str, object]]:
    """The colours of each element in both themes, with the ink that is legible on them."""
    return {element: _heat_mark(one) for element, one in heat.items()}


def badge_marks(badges: Mapping[str, Sequence[Badge]]) -> dict[str, list[dict[str, str]]]:
    return {
        element: [{"text": one.text, "tone": one.tone, "title": one.title} for one in several]
        for element, several in badges.items()
    }


def change_marks(changes: Mapping[str, Change], language: str) -> dict[str, dict[str, str]]:
    return {
        element: {"kind": change, "text": translate(_CHANGES[change], language)}
        for element, change in changes.items()
    }


def problem_marks(problems: Iterable[Problem], language: str) -> dict[str, dict[str, object]]:
    """A ring for each element with warnings or errors: the worst severity, their number and sentences."""
    by_element: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.element is not None and problem.severity is not Severity.INFO:
            by_element[problem.element].append(problem)
    return {
        element: {
            "severity": max((one.severity for one in several), key=lambda severity: severity.rank).value,
            "count": len(several),
            "lines": [say(one, language) for one in several],
        }
        for element, several in by_element.items()
    }


def _heat_mark(heat: Heat) -> dict[str, object]:
    if heat.muted:
        colours = _MUTED if heat.width is None else _USED
        return {**colours, "width": heat.width or _NARROWEST, "text": heat.text}
    share = min(1.0, max(0.0, heat.share))
    colours = {theme: heat_colour(share, theme) for theme in HEAT_COLOURS}
    return {
        **colours,
        **{f"{theme}Ink": ink_on(colour) for theme, colour in colours.items()},
        "width": _NARROWEST + share * (_WIDEST - _NARROWEST) if heat.width is None else heat.width,
        "text": heat.text,
    }
