"""The lines of the start tags in a file of very many lines, which libxml2 does not count."""

from __future__ import annotations

from studio.reading.source import TOKEN

__all__ = ["MOST_LINES", "lines_of_tags"]

MOST_LINES = 65_000
"""Up to about here libxml2 knows the line of every element."""


def lines_of_tags(text: str) -> list[int]:
    """The line in which each start tag of a well-formed text ends, in order."""
    lines: list[int] = []
    line, place = 1, 0
    for match in TOKEN.finditer(text):
        if match["start"] is not None:
            line += text.count("\n", place, match.end())
            place = match.end()
            lines.append(line)
    return lines
