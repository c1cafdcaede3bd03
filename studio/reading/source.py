"""A file's text with the places of its tags, so that a change touches nothing but what it means to.

The parser tells what an element is and its ordinal; :class:`Source` tells where in the text that start
tag stands. An :class:`Edit` replaces characters; all other bytes of the file stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studio.errors import StudioError
from studio.wording import sentence

__all__ = ["ATTRIBUTE", "TOKEN", "Edit", "Source", "Tag", "escaped"]

TOKEN = re.compile(
    r"<(?:!--.*?-->|\?.*?\?>|!\[CDATA\[.*?\]\]>"
    r"|(?P<end>/)[^>]*+>"
    r"|(?P<start>[^\s/>!?][^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+)>)",
    re.DOTALL,
)
"""Comments and the like, end tags, start tags."""

_NAME = re.compile(r"[^\s/>]+")
ATTRIBUTE = re.compile(r"(?P<name>[^\s=/]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.DOTALL)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Edit(NamedTuple):
    """Characters ``start`` to ``end`` of the text become ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A start tag: its first character, the one behind it, its name as written, whether it is ``<a/>``."""

    start: int
    end: int
    name: str
    is_empty: bool


class Source:
    """The text of a file in its own encoding."""

    def __init__(self, data: bytes, codec: str | None) -> None:
        try:
            self.text = data.decode(codec or "ascii", "surrogateescape")
        except (UnicodeError, LookupError):
            raise _unwritable(codec) from None
        self._data = data
        self._codec = codec or "ascii"

    def tags(self, ordinals: Collection[int]) -> dict[int, Tag]:
        """The start tags of those ordinals, counted from 0 in the order of the file."""
        wanted = set(ordinals)
        last = max(wanted, default=-1)
        found: dict[int, Tag] = {}
        for ordinal, match in enumerate(self._starts()):
            if ordinal > last:
                break
            if ordinal in wanted:
                found[ordinal] = self._tag(match)
        return found

    def attribute(self, tag: Tag, name: str) -> re.Match[str] | None:
        """The attribute of that name in a start tag."""
        place = tag.start + 1 + len(tag.name)
        for match in ATTRIBUTE.finditer(self.text, place, tag.end):
            if match["name"] == name:
                return match
        return None

    def end_of_content(self, tag: Tag) -> int:
        """Where the end tag stands that belongs to a start tag."""
        depth = 0
        for match in TOKEN.finditer(self.text, tag.end):
            if match["end"] is not None:
                if not depth:
                    return match.start()
                depth -= 1
            elif match["start"] is not None and not match["start"].endswith("/"):
                depth += 1
        raise AssertionError(tag)

    def changed(self, edits: Iterable[Edit]) -> bytes:
        """The file with the edits made; they must not overlap.

        A character that the file's encoding lacks is written as a character reference.
        """
        pieces: list[bytes] = []
        character = byte = 0
        for edit in sorted(edits):
            byte_start = self._advance(byte, character, edit.start)
            pieces += [self._data[byte:byte_start], edit.text.encode(self._codec, "xmlcharrefreplace")]
            byte = self._advance(byte_start, edit.start, edit.end)
            character = edit.end
        pieces.append(self._data[byte:])
        return b"".join(pieces)

    def _starts(self) -> Iterator[re.Match[str]]:
        return (match for match in TOKEN.finditer(self.text) if match["start"] is not None)

    def _tag(self, match: re.Match[str]) -> Tag:
        name = _NAME.match(match["start"])
        return Tag(
            start=match.start(),
            end=match.end(),
            name=name[0] if name is not None else "",
            is_empty=match["start"].endswith("/"),
        )

    def _advance(self, byte: int, start: int, end: int) -> int:
        """The byte at which character ``end`` starts, where ``byte`` is that of character ``start``."""
        text = self.text[start:end]
        place = byte + len(text.encode(self._codec, "surrogateescape"))
        if self._data[byte:place].decode(self._codec, "surrogateescape") != text:
            raise _unwritable(self._codec)
        return place


def escaped(text: str, quote: str = "") -> str:
    """A text as it stands in XML; within an attribute ``quote`` is the mark around it."""
    bad = _NOT_XML.search(text)
    if bad is not None:
        code = "write.character"
        parameters = {"character": f"U+{ord(bad[0]):04X}"}
        raise StudioError(code, sentence(code, parameters), **parameters)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        text = text.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
        text = text.replace(quote, "&quot;" if quote == '"' else "&apos;")
    return text


def _unwritable(codec: str | None) -> StudioError:
    code = "write.encoding"
    parameters = {"encoding": codec or "?"}
    return StudioError(code, sentence(code, parameters), **parameters)
