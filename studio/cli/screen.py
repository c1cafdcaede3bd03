"""Standard output and standard error: tables on a terminal, plain lines elsewhere, never a failing letter."""

from __future__ import annotations

import codecs
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO, TextIOWrapper
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from studio.wording import best_language

__all__ = [
    "Part",
    "Screen",
    "as_json",
    "complain",
    "one_line",
    "prepare_streams",
    "system_language",
    "write_json",
]

_PLAIN = "studio.plain"
_PLAINER = str.maketrans({
    "±": "+/-", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "×": "x", "→": "->",
    "·": "-", "•": "*", "¥": "Y", "€": "EUR ", "£": "GBP ", "\xa0": " ", "\u202f": " ",
})  # fmt: skip
"""What to write where the terminal's encoding lacks a character."""

_UNSEEN = {"Cc", "Zl", "Zp"}
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Part = str | tuple[str, str]
"""A text, or a text and its style."""


def prepare_streams() -> None:
    """Makes standard output and error take any text: what they cannot write is written more plainly."""
    codecs.register_error(_PLAIN, _more_plainly)
    sys.stdout = sys.stdout or StringIO()  # it is None where the caller closed it
    sys.stderr = sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_PLAIN)


def _more_plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end].translate(_PLAINER)
    return "".join(letter if letter.isascii() else "?" for letter in lacking), error.end


def system_language() -> str:
    """The studio's language for the locale that the environment names."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return best_language(next(filter(None, names), None))


def visible(text: str) -> str:
    """The text without what could break a line or steer the terminal: it may come from a stranger's file."""
    return "".join(
        " " if unicodedata.category(letter) in _UNSEEN else letter
        for letter in text
        if letter not in _REORDERING
    )


def one_line(text: str) -> str:
    """The text on one line, its words apart by one space."""
    return " ".join(visible(text).split())


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(one_line(text) + "\n")


def write_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can tell
    """A value on standard output as JSON, in its letters where the output can take them."""
    encoding = codecs.lookup(sys.stdout.encoding or "utf-8").name
    sys.stdout.write(as_json(value, ascii_only=not encoding.startswith("utf")))


def as_json(value: Any, *, ascii_only: bool = False) -> str:  # noqa: ANN401 - whatever JSON can tell
    """A value as readable JSON."""
    return json.dumps(value, ensure_ascii=ascii_only, indent=2, allow_nan=False) + "\n"


class Screen:
    """Standard output for people: colours and tables on a terminal, aligned plain lines elsewhere."""

    def __init__(self) -> None:
        self._console = Console(markup=False, emoji=False, highlight=False)

    @property
    def is_terminal(self) -> bool:
        return self._console.is_terminal

    def line(self, *parts: Part) -> None:
        """One line of texts, each perhaps with a style such as ``bold``."""
        if self.is_terminal:
            self._console.print(_styled(*parts))
        else:
            sys.stdout.write(_styled(*parts).plain.rstrip() + "\n")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Part]], words: int = 1) -> None:
        """A table whose first ``words`` columns hold words, the others figures."""
        cells = [[_styled(cell) for cell in row] for row in rows]
        if self.is_terminal:
            table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
            for number, heading in enumerate(headings):
                table.add_column(heading, justify="left" if number < words else "right", overflow="fold")
            for row in cells:
                table.add_row(*row)
            self._console.print(table)
            return
        lines = [list(headings), *([cell.plain for cell in row] for row in cells)]
        widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            padded = (
                " " * (width - cell_len(cell)) + cell if number >= words else set_cell_size(cell, width)
                for number, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
            sys.stdout.write("  ".join(padded).rstrip() + "\n")


def _styled(*parts: Part) -> Text:
    text = Text()
    for part in parts:
        words, style = part if isinstance(part, tuple) else (part, "")
        text.append(visible(words), style)
    return text
