"""The elements of a file just as they are written there, to be moved, changed and added to.

Every character that nobody touches keeps its place in the file, so that the bytes which come of it
are the file's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studio.reading.markup import Markup
from studio.reading.source import ATTRIBUTE, TOKEN, Edit, escaped
from studio.reading.writing.piece import content

__all__ = ["Branch", "Chunk", "edits_of", "grown"]

_TAG_NAME = re.compile(r"</?([^\s/>]+)")
_BLANK_END = re.compile(r"\s*\Z")
_MARGIN = re.compile(r"(\r?\n)([ \t]*)\Z")


class Chunk(NamedTuple):
    """Characters of a file; ``start`` is where they stand in it, None for new ones."""

    text: str
    start: int | None = None


@dataclass(slots=True, eq=False)
class Branch:
    """An element: its start tag, what is in it and its end tag, None where the start tag is ``<a/>``.

    ``markup`` is what the reader made of it, None for a new element.
    """

    opening: list[Chunk]
    inside: list[Chunk | Branch]
    closing: list[Chunk] | None = None
    around: Branch | None = None
    markup: Markup | None = None

    @property
    def name(self) -> str:
        """The name as it is written."""
        found = _TAG_NAME.match(self._tag)
        return found[1] if found is not None else ""

    @property
    def local(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        return self.name.rpartition(":")[0]

    @property
    def children(self) -> list[Branch]:
        return [it for it in self.inside if isinstance(it, Branch)]

    def all(self, *locals_: str) -> list[Branch]:
        """Children of BPMN's own by their names."""
        return [it for it in self.children if it.local in locals_ and (not it.markup or it.markup.standard)]

    def first(self, *locals_: str) -> Branch | None:
        return next(iter(self.all(*locals_)), None)

    def get(self, name: str) -> str | None:
        """An attribute as it is written, without its quotation marks."""
        found = self._attribute(name)
        return None if found is None else found["double"] or found["single"] or ""

    def declared(self) -> dict[str, str]:
        """The namespaces that the start tag declares, by prefix."""
        found = ATTRIBUTE.finditer(self._tag, len(self.name) + 1)
        return {
            it["name"].partition(":")[2]: (it["double"] or it["single"] or "").strip()
            for it in found
            if it["name"] == "xmlns" or it["name"].startswith("xmlns:")
        }

    def set(self, name: str, value: str | None) -> None:
        """Sets an attribute in its own quotation marks, or takes it away; a new one stands behind the id."""
        found = self._attribute(name)
        if value is None:
            if found is not None:
                start = len(self._tag[: found.start()].rstrip())
                self.opening = _spliced(self.opening, start, found.end(), "")
        elif found is not None:
            group = "double" if found["double"] is not None else "single"
            text = escaped(value, '"' if group == "double" else "'")
            if text != found[group]:
                self.opening = _spliced(self.opening, found.start(group), found.end(group), text)
        else:
            id = self._attribute("id")
            place = id.end() if id is not None and name != "id" else 1 + len(self.name)
            self.opening = _spliced(self.opening, place, place, f' {name}="{escaped(value, chr(34))}"')

    def rename(self, local: str) -> None:
        """Gives the element another name with the same prefix."""
        name = f"{self.prefix}:{local}" if self.prefix else local
        old = len(self.name)
        if self.closing is not None:
            self.closing = _spliced(self.closing, 2, 2 + old, name)
        self.opening = _spliced(self.opening, 1, 1 + old, name)

    def write(self, text: str) -> None:
        """Replaces all that is in the element by a text."""
        self.open()
        self.inside = [Chunk(content(text))] if text else []

    def open(self) -> None:
        """Makes room in an element that is written ``<a/>``."""
        if self.closing is None:
            tag = self._tag
            self.closing = [Chunk(f"</{self.name}>")]
            self.opening = _spliced(self.opening, tag.rindex("/"), len(tag), ">")

    def remove(self) -> None:
        """Takes the element out of the one around it, with the blanks before it."""
        if self.around is None:
            return
        siblings = self.around.inside
        place = siblings.index(self)
        del siblings[place]
        before = siblings[place - 1] if place else None
        if isinstance(before, Chunk):
            start = _BLANK_END.search(before.text)
            kept = before.text[: start.start()] if start is not None else before.text
            is_alone = not kept and not any(isinstance(it, Branch) for it in siblings)
            siblings[place - 1 : place] = [Chunk(kept, before.start)] if kept else []
            if is_alone and all(isinstance(it, Chunk) and not it.text.strip() for it in siblings):
                siblings.clear()
        self.around = None

    def add(self, branch: Branch, after: Branch | None, unit: str) -> None:
        """Puts an element in, behind ``after`` or before all others, indented as its neighbours are."""
        self.open()
        margin = self.margin(unit)
        is_first = not any(isinstance(it, Branch) for it in self.inside)
        place = 0 if after is None else self._end_of(after)
        if is_first and not "".join(it.text for it in self.inside if isinstance(it, Chunk)).strip():
            own = self._own_margin()
            self.inside = [Chunk(margin), branch, Chunk(own)] if own else [branch]
        else:
            self.inside[place:place] = [Chunk(margin), branch] if margin else [branch]
        branch.around = self

    def margin(self, unit: str) -> str:
        """The line break and the blanks before a child; empty where all stands on one line."""
        for number, it in enumerate(self.inside):
            if isinstance(it, Branch):
                before = self.inside[number - 1] if number else None
                found = _MARGIN.search(before.text) if isinstance(before, Chunk) else None
                return found[0] if found is not None else ""
        own = self._own_margin()
        return own + unit if own else ""

    def uproot(self) -> None:
        """Makes all its text new, so that it may stand elsewhere."""
        for branch in self.walk():
            branch.opening = [Chunk(it.text) for it in branch.opening]
            branch.inside = [it if isinstance(it, Branch) else Chunk(it.text) for it in branch.inside]
            if branch.closing is not None:
                branch.closing = [Chunk(it.text) for it in branch.closing]

    def walk(self) -> Iterator[Branch]:
        """The element and all inside, in the file's order."""
        stack = [self]
        while stack:
            branch = stack.pop()
            yield branch
            stack.extend(reversed(branch.children))

    def chunks(self) -> Iterator[Chunk]:
        """All its characters in order."""
        stack: list[Chunk | Branch] = [self]
        while stack:
            it = stack.pop()
            if isinstance(it, Chunk):
                yield it
            else:
                stack.extend(reversed([*it.opening, *it.inside, *(it.closing or ())]))

    def _end_of(self, branch: Branch) -> int:
        """The place behind a child, which is looked for from the end, as most are added there."""
        for place in range(len(self.inside), 0, -1):
            if self.inside[place - 1] is branch:
                return place
        raise ValueError(branch.name)

    def _own_margin(self) -> str:
        """The line break and the blanks before the element itself."""
        if self.around is None:
            return ""
        place = self.around.inside.index(self)
        before = self.around.inside[place - 1] if place else None
        found = _MARGIN.search(before.text) if isinstance(before, Chunk) else None
        return found[0] if found is not None else ""

    @property
    def _tag(self) -> str:
        return self.opening[0].text if len(self.opening) == 1 else "".join(it.text for it in self.opening)

    def _attribute(self, name: str) -> re.Match[str] | None:
        tag = self._tag
        found = ATTRIBUTE.finditer(tag, 1 + len(self.name))
        return next((it for it in found if it["name"] == name), None)


def grown(text: str, start: int | None = None) -> Branch:
    """A document of these characters: its elements stand inside a nameless one."""
    document = Branch([], [])
    branch, place = document, 0

    def chunk(begin: int, end: int) -> Chunk:
        return Chunk(text[begin:end], None if start is None else start + begin)

    for match in TOKEN.finditer(text):
        if match["start"] is None and match["end"] is None:
            continue
        if match.start() > place:
            branch.inside.append(chunk(place, match.start()))
        place = match.end()
        if match["end"] is not None:
            branch.closing = [chunk(*match.span())]
            branch = branch.around or document
            continue
        inner = Branch([chunk(*match.span())], [], None, branch)
        branch.inside.append(inner)
        if not match["start"].endswith("/"):
            branch = inner
    if place < len(text):
        document.inside.append(chunk(place, len(text)))
    return document


def edits_of(document: Branch, length: int) -> Iterator[Edit]:
    """What a file of ``length`` characters has to change so that it reads like the document."""
    place, new = 0, []
    for chunk in document.chunks():
        if chunk.start is None:
            new.append(chunk.text)
            continue
        if new or chunk.start > place:
            yield Edit(place, chunk.start, "".join(new))
            new = []
        place = chunk.start + len(chunk.text)
    if new or place < length:
        yield Edit(place, length, "".join(new))


def _spliced(chunks: list[Chunk], start: int, end: int, text: str) -> list[Chunk]:
    """The chunks with characters ``start`` to ``end`` of their text replaced."""
    before: list[Chunk] = []
    after: list[Chunk] = []
    place = 0
    for chunk in chunks:
        last = place + len(chunk.text)
        if place < start:
            before.append(Chunk(chunk.text[: start - place], chunk.start))
        if last > end:
            cut = max(0, end - place)
            after.append(Chunk(chunk.text[cut:], None if chunk.start is None else chunk.start + cut))
        place = last
    return [*before, *([Chunk(text)] if text else []), *after]
