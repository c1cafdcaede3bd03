"""What can be laid over a diagram: heat, badges, rings of problems; and what the browser is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from studio.model import Problem, Severity
from studio.wording import say

__all__ = ["HEAT_COLOURS", "Badge", "Heat", "Tone", "badge_marks", "heat_marks", "problem_marks"]

Tone = Literal["neutral", "good", "warning", "bad"]

HEAT_COLOURS: Mapping[str, tuple[str, ...]] = {
    "light": ("#fff3d6", "#ffdfa0", "#fdbe6f", "#f6943f", "#de6620", "#b4400f", "#7f2704"),
    "dark": ("#3a2b22", "#57371f", "#7a451a", "#a35414", "#d9741a", "#f79a43", "#ffc98a"),
}
"""The steps of the heat scale from none to most, by theme; for the legend that a page draws.

Lightness alone orders each scale, so it reads the same to the colour-blind and in grey.
"""

_STEPS = len(HEAT_COLOURS["light"])
_DARK_INK, _LIGHT_INK = "#1b1206", "#ffffff"
_NARROWEST, _WIDEST = 6.0, 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """How much of a measure an element carries: a colour, and on a flow the width of its band."""

    share: float
    """Place on the scale, 0 (none) to 1 (most); what lies outside is drawn as its end."""
    text: str = ""
    """What the tooltip says below the element's name, such as ``Wait 12 min``."""
    width: float | None = None
    """Width of a flow's band in the diagram's pixels; by default it grows with the share from 6 to 18."""


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
    share = min(1.0, max(0.0, heat.share))
    colours = {
        theme: scale[min(int(share * len(scale)), len(scale) - 1)] for theme, scale in HEAT_COLOURS.items()
    }
    return {
        **colours,
        **{f"{theme}Ink": _ink_on(colour) for theme, colour in colours.items()},
        "width": _NARROWEST + share * (_WIDEST - _NARROWEST) if heat.width is None else heat.width,
        "text": heat.text,
    }


def _ink_on(colour: str) -> str:
    """The ink of greater contrast on a colour."""
    return max(_DARK_INK, _LIGHT_INK, key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21; text wants 4.5."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb`` as WCAG 2.2 defines it, 0 to 1."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
