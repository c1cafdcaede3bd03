"""The colours of figures, of the diagram's heat and of the ink that is legible on them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "BETTER",
    "FAINT",
    "HEAT_COLOURS",
    "INK",
    "PAPER",
    "QUIET",
    "SERIES",
    "WAITING",
    "WORKING",
    "WORSE",
    "contrast",
    "heat_colour",
    "ink_on",
]

WAITING, WORKING = "#e8833a", "#3b7dd8"
BETTER, WORSE = "#1f6fb4", "#c2410c"
"""Blue and a deep orange: the colour-blind tell them apart too, and figures give each a shape of its own."""

SERIES = ("#1f6fb4", "#c2410c", "#0f8a6c", "#8a5fb0", "#b58900", "#5b6472", "#c0487f", "#3a9fbf")
"""For lines side by side; a ninth begins again, told apart by its dashes."""

INK, QUIET, FAINT, PAPER = "#1f2937", "#5b6472", "#d7dce3", "#ffffff"
"""Text and outlines, what stands back, grids, and what all is drawn on."""

HEAT_COLOURS: Mapping[str, tuple[str, ...]] = {
    "light": ("#fff3d6", "#ffdfa0", "#fdbe6f", "#f6943f", "#de6620", "#b4400f", "#7f2704"),
    "dark": ("#3a2b22", "#57371f", "#7a451a", "#a35414", "#d9741a", "#f79a43", "#ffc98a"),
}
"""The steps of the heat scale from none to most, by theme; for the legend that a page draws.

Lightness alone orders each scale, so it reads the same to the colour-blind and in grey.
"""

_DARK_INK, _LIGHT_INK = "#1b1206", "#ffffff"


def heat_colour(share: float, theme: str = "light") -> str:
    """The colour of a place on the heat scale, 0 (none) to 1 (most); its ends take what lies outside."""
    scale = HEAT_COLOURS[theme]
    return scale[min(int(min(1.0, max(0.0, share)) * len(scale)), len(scale) - 1)]


def ink_on(colour: str) -> str:
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
