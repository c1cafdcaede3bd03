"""What can be laid over a diagram: heat, badges and the rings of problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["HEAT_COLOURS", "Badge", "Heat", "Tone"]

Tone = Literal["neutral", "good", "warning", "bad"]

HEAT_COLOURS: dict[str, tuple[str, ...]] = {
    "light": ("#fff3d6", "#ffdfa0", "#fdbe6f", "#f6943f", "#de6620", "#b4400f", "#7f2704"),
    "dark": ("#3a2b22", "#57371f", "#7a451a", "#a35414", "#cf6a12", "#f48c2f", "#ffbe73"),
}
"""The steps of the heat scale from none to most, by theme; for the legend that a page draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """How much of a measure an element carries: a colour, and on a flow the width of its band."""

    share: float
    """Place on the scale, 0 (pale) to 1 (deep); what lies outside is drawn as its end."""
    text: str = ""
    """What the tooltip says below the element's name, such as ``Wait 12 min``."""
    width: float | None = None
    """Width of a flow's band in the diagram's pixels; by default it grows with the share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short word or figure at the upper right corner of an element."""

    text: str
    tone: Tone = "neutral"
    title: str = ""
    """What the tooltip says about it."""
