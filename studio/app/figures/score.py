"""The four questions as bars: how far each is answered, without any text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["score_bars"]

_ALL, _SOME, _TRACK = "#2f9d74", "#e39b2d", "#8c98ab"
"""Middle tones: they show on white as well as on near-black, so one picture serves both themes."""

_GAP = 6.0


def score_bars(shares: Sequence[float | None], *, width: int = 320, height: int = 8) -> str:
    """An SVG with a bar side by side for each share, 0 to 1; a dashed line where there is nothing to answer.

    A bar that is full is green, any other amber: its length tells the same to those who see no colours.
    """
    each = (width - _GAP * (len(shares) - 1)) / max(1, len(shares))
    bars = "".join(
        part
        for place, share in enumerate(shares)
        for part in _bar(place * (each + _GAP), each, height, share)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{bars}</svg>'
    )


def _bar(left: float, width: float, height: int, share: float | None) -> Iterator[str]:
    if share is None:
        middle = height / 2
        yield (
            f'<line x1="{left:.1f}" x2="{left + width:.1f}" y1="{middle}" y2="{middle}" stroke="{_TRACK}" '
            'stroke-opacity="0.6" stroke-width="2" stroke-dasharray="2 4"/>'
        )
        return
    yield _rectangle(left, width, height, _TRACK, 0.28)
    full = min(1.0, max(0.0, share))
    if full:
        yield _rectangle(left, max(height, full * width), height, _ALL if full == 1 else _SOME, 1)


def _rectangle(left: float, width: float, height: int, fill: str, opacity: float) -> str:
    return (
        f'<rect x="{left:.1f}" width="{width:.1f}" height="{height}" rx="{height / 2}" fill="{fill}" '
        f'fill-opacity="{opacity}"/>'
    )
