"""One element of an XML file as the reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

__all__ = ["Folded", "Markup"]


@dataclass(slots=True, eq=False)
class Markup:
    """An element of the file: its local name, attributes, text and children.

    ``standard`` tells BPMN's own elements from those of extensions. ``ordinal`` counts the start tags
    of the file from 0, which is how a change finds its way back to the bytes. ``line`` is where the
    start tag ends. Attributes of other namespaces keep it: ``{http://…}collection``.
    """

    tag: str
    namespace: str
    standard: bool
    attributes: Mapping[str, str]
    ordinal: int
    line: int
    text: str
    children: Sequence[Markup] = ()

    def get(self, name: str) -> str:
        """The attribute without white space around it; empty where there is none."""
        value = self.attributes.get(name)
        return value.strip() if value else ""

    def is_set(self, name: str, *, default: bool = False) -> bool:
        """A yes/no attribute; ``default`` where it is absent."""
        value = self.attributes.get(name)
        if value is None or not (value := value.strip()):
            return default
        return value.lower() in {"true", "1"}

    def all(self, tag: str) -> Iterator[Markup]:
        """BPMN children of that name."""
        return (child for child in self.children if child.tag == tag and child.standard)

    def first(self, tag: str) -> Markup | None:
        """The first BPMN child of that name."""
        for child in self.children:
            if child.tag == tag and child.standard:
                return child
        return None

    def text_of(self, tag: str) -> str:
        """The text of the first child of that name that has any, without white space around it."""
        for child in self.children:
            if child.tag == tag and child.standard and (text := child.text.strip()):
                return text
        return ""

    def reference(self, name: str) -> str:
        """An id that stands in an attribute or, as some tools write it, in a child element."""
        return self.get(name) or self.text_of(name)

    def extensions(self) -> Iterator[Markup]:
        """What other tools, and the studio, added to the element."""
        for holder in self.children:
            if holder.tag == "extensionElements" and holder.standard:
                yield from holder.children

    def walk(self) -> Iterator[Markup]:
        """The element and everything inside, in the file's order."""
        stack = [self]
        while stack:
            markup = stack.pop()
            yield markup
            if markup.children:
                stack.extend(reversed(markup.children))


class Folded(Markup):
    """An element of which the inside becomes markup once somebody asks for it.

    ``element`` is libxml2's own.
    """

    __slots__ = ("_inside", "_unfold", "element")

    def fold(
        self, element: etree._Element, unfold: Callable[[Folded, etree._Element], Sequence[Markup]]
    ) -> None:
        """Tells where the inside is, and what makes markup of it."""
        self.element = element
        self._unfold = unfold
        self._inside: Sequence[Markup] | None = None

    @property
    def children(self) -> Sequence[Markup]:
        if self._inside is None:
            self._inside = self._unfold(self, self.element)
        return self._inside

    @children.setter
    def children(self, inside: Sequence[Markup]) -> None:
        self._inside = inside
