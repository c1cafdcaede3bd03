"""A block of parameters put into a BPMN file, of which everything else stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from studio.errors import StudioError
from studio.reading.markup import Markup
from studio.reading.reader import parts_of
from studio.reading.source import Edit, Source
from studio.reading.writing.piece import Piece, rendered
from studio.wording import sentence

__all__ = ["OURS", "BpmnFile"]

OURS = "Studio_"
"""How the ids of everything begin that the studio puts in, so that it finds it again."""


class BpmnFile:
    """A file into which blocks are put, and out of which earlier ones are taken."""

    def __init__(self, data: bytes, name: str = "") -> None:
        parts = parts_of(data, name)
        self.root: Markup = parts.root
        self._source = Source(data, parts.document.codec)
        self._edits: list[Edit] = []
        if parts.root.tag != "definitions":
            raise StudioError("exchange.no-definitions", sentence("exchange.no-definitions", {}))
        own = self._source.tags([self.root.ordinal])[self.root.ordinal]
        prefix, colon, _ = own.name.rpartition(":")
        self._prefix = prefix if colon else ""
        self._end = self._source.end_of_content(own)

    def children(self, is_meant: Callable[[Markup], bool]) -> list[Markup]:
        return [child for child in self.root.children if is_meant(child)]

    def take_out(self, markups: Iterable[Markup]) -> None:
        """Remove children of the root, with the white space before each."""
        ordinals = [markup.ordinal for markup in markups]
        for tag in self._source.tags(ordinals).values():
            end = tag.end
            if not tag.is_empty:
                closing = self._source.end_of_content(tag)
                end = self._source.text.index(">", closing) + 1
            start = len(self._source.text[: tag.start].rstrip(" \t\r\n"))
            self._edits.append(Edit(start, end, ""))

    def put_in(self, pieces: Sequence[Piece], *, before: str | None = None) -> None:
        """Add children to the root: before its first child of that name, else at its end."""
        first = next((child for child in self.root.children if child.tag == before), None)
        place = self._end if first is None else self._source.tags([first.ordinal])[first.ordinal].start
        place = len(self._source.text[:place].rstrip(" \t\r\n"))
        newline = "\r\n" if "\r\n" in self._source.text else "\n"
        prefixes = {"bpmn": self._prefix, "bpsim": "bpsim", "qbp": "qbp"}
        text = "".join(f"{newline}  {rendered(each, prefixes, '  ', newline=newline)}" for each in pieces)
        self._edits.append(Edit(place, place, text))

    def data(self) -> bytes:
        """The file as it has become."""
        return self._source.changed(self._merged())

    def _merged(self) -> list[Edit]:
        """The edits, those that insert behind what is taken out at the same place."""
        return sorted(self._edits, key=lambda edit: (edit.start, edit.end))
