"""What can be seen on a figure: its words, where they stand, and its patches."""

from __future__ import annotations

from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox


def texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def words(figure: Figure) -> list[str]:
    return [text.get_text().strip() for text in texts(figure)]


def places(figure: Figure) -> dict[Text, Bbox]:
    """Where each text stands, in pixels of the figure, once it is drawn."""
    figure.canvas.draw()
    return {text: text.get_window_extent() for text in texts(figure)}


def cut_off(figure: Figure) -> list[str]:
    """The texts that stick out of the figure."""
    whole = figure.bbox
    return [
        text.get_text()
        for text, box in places(figure).items()
        if box.x0 < whole.x0 - 1 or box.y0 < whole.y0 - 1 or box.x1 > whole.x1 + 1 or box.y1 > whole.y1 + 1
    ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """The pairs of texts that cover each other by more than the room around their letters."""
    found = []
    for (one, box), (other, beside) in combinations(places(figure).items(), 2):
        wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
        high = min(box.y1, beside.y1) - max(box.y0, beside.y0)
        if wide > 2 and high > 4:
            found.append((one.get_text(), other.get_text()))
    return found
