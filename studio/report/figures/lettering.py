"""The letters of figures: one font for Latin and Chinese text, how wide words are, and where lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

__all__ = ["LEADING", "fitted", "font", "legible", "lines_of", "text_width"]

LEADING = 1.22
"""From one line to the next, as a multiple of the size of the letters."""

_EM = 1000
_NO_LINE_BEGINS_WITH = "，。、；：？！）》」』】”’…·,.;:?!)%]"
_NO_LINE_ENDS_WITH = "（《「『【“‘(["


@cache
def _file() -> Path:
    """Noto Sans SC as the package zhplot carries it; importing that would change matplotlib's settings."""
    found = find_spec("zhplot")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"


def font(size: float) -> FontProperties:
    """The font at ``size`` points."""
    return FontProperties(fname=str(_file()), size=size)


@cache
def _face() -> FT2Font:
    face = FT2Font(str(_file()))
    face.set_size(_EM, 72)
    return face


@cache
def _known() -> frozenset[int]:
    return frozenset(_face().get_charmap())


def legible(text: str) -> str:
    """The text without control characters, and with □ in the place of what the font cannot draw."""
    return "".join(_drawable(character) for character in text)


def _drawable(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Cs", "Mn") and ord(character) not in _known():
        return ""
    return character if ord(character) in _known() else "□"


@cache
def _advance(character: str) -> float:
    """Width of a character in ems."""
    glyph = _face().load_char(ord(character), LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _EM


def text_width(text: str, size: float) -> float:
    """Width of one line in the unit of ``size``."""
    return size * sum(_advance(character) for character in text)


def lines_of(text: str, size: float, width: float) -> list[str]:
    """The text in lines of at most ``width``, broken between words or Chinese characters.

    What is wider than a line all by itself is broken anywhere. The lines are as few as can be, and
    about equally long.
    """
    pieces = [list(_pieces(line)) for line in legible(text).split("\n") if line.strip()]
    lines: list[str] = []
    for words in pieces:
        full = _filled(words, size, width)
        lines += _evened(words, size, width, full)
    return lines


def fitted(
    text: str, *, width: float, height: float, largest: float, smallest: float
) -> tuple[float, list[str]]:
    """The largest size of letters at which the text fits into a box, and its lines at that size.

    At ``smallest`` the lines that find no room are left out, and the last one ends in "…".
    """
    size = largest
    while size > smallest:
        lines = lines_of(text, size, width)
        whole = {word for line in lines for word in line.split()} >= set(legible(text).split())
        unbroken = whole or any(_is_wide(character) for character in text)
        if len(lines) * size * LEADING <= height and unbroken:
            return size, lines
        size -= 0.5
    lines = lines_of(text, smallest, width)
    room = max(1, int(height / (smallest * LEADING)))
    if len(lines) > room:
        lines = [*lines[: room - 1], _cut(lines[room - 1], smallest, width)]
    return smallest, lines


def _cut(line: str, size: float, width: float) -> str:
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word with its space, or a Chinese character with its punctuation."""
    piece = ""
    for character in text.strip():
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NO_LINE_BEGINS_WITH or before in _NO_LINE_ENDS_WITH or after == " ":
        return False
    return before in " -/" or _is_wide(before) or _is_wide(after)


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _filled(pieces: Sequence[str], size: float, width: float) -> list[str]:
    """Lines filled one after the other."""
    lines = [""]
    for piece in _broken(pieces, size, width):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return [re.sub(" +", " ", line.strip()) for line in lines]


def _broken(pieces: Sequence[str], size: float, width: float) -> Iterator[str]:
    """The pieces, those broken that are wider than a line."""
    for piece in pieces:
        part = ""
        for character in piece:
            if part and text_width(part + character.rstrip(), size) > width:
                yield part
                part = ""
            part += character
        yield part


def _evened(pieces: Sequence[str], size: float, width: float, full: list[str]) -> list[str]:
    """As many lines as ``full`` has, in the narrowest column that holds them."""
    widest = max(text_width(piece.strip(), size) for piece in pieces)
    low, high = max(width / 2, min(widest, width)), width
    best = full
    for _ in range(6):
        middle = (low + high) / 2
        lines = _filled(pieces, size, middle)
        if len(lines) <= len(full) and all(text_width(line, size) <= middle for line in lines):
            best, high = lines, middle
        else:
            low = middle
    return best
