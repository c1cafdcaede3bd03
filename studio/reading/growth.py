"""The elements that libxml2 found, as :class:`~studio.reading.markup.Markup`, within the file's bounds."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from studio.reading.limits import MAX_ATTRIBUTE, MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS
from studio.reading.markup import Markup
from studio.reading.refusal import refusal
from studio.reading.vocabulary import BPMN_NAMESPACES, PROSE

__all__ = ["grown_from"]


def grown_from(
    root: etree._Element, name: str, *, skipped: int = 0, lines: Sequence[int] = ()
) -> list[Markup]:
    """Every element in the file's order.

    ``skipped`` are the lines before those that were parsed; ``lines``, where given, those of the start tags.
    Raises UnreadableFile where elements are too many or too deep, or their attributes too many or too long.
    """
    growth = _Growth(name, skipped, etree.QName(root).namespace or "")
    growth.grow(root, 1)
    for markup, line in zip(growth.elements, lines, strict=False):
        markup.line = line
    return growth.elements


class _Growth:
    def __init__(self, name: str, skipped: int, namespace: str) -> None:
        self.elements: list[Markup] = []
        self._name = name
        self._skipped = skipped
        self._standard = BPMN_NAMESPACES | {namespace}
        self._words: dict[str, tuple[str, str, bool]] = {}

    def grow(self, element: etree._Element, depth: int) -> Markup:
        """The element with all that is in it."""
        tag = element.tag
        local, namespace, is_standard = self._words.get(tag) or self._word(tag)
        line: int = element.sourceline + self._skipped  # type: ignore[operator]  # the stubs know no number
        ordinal = len(self.elements)
        if depth > MAX_DEPTH:
            raise refusal("file.too-deep", self._name, line, limit=MAX_DEPTH)
        if ordinal >= MAX_ELEMENTS:
            raise refusal("file.too-many-elements", self._name, line, limit=MAX_ELEMENTS)
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]  # the stubs allow bytes
        for key, value in attributes.items():
            if key[0] == "{" or len(value) > MAX_ATTRIBUTE:
                attributes = self._plain(attributes, line)
                break
        if len(attributes) > MAX_ATTRIBUTES:
            raise refusal("file.too-many-attributes", self._name, line, limit=MAX_ATTRIBUTES)
        inside: list[Markup] = []
        text = element.text or ""
        markup = Markup(local, namespace, is_standard, attributes, ordinal, line, text, inside)
        self.elements.append(markup)
        for child in element:
            inside.append(self.grow(child, depth + 1))
            if (tail := child.tail) is not None:
                text += tail
        if inside:
            markup.text = "".join(map(str, element.itertext())) if local in PROSE else text
        return markup

    def _plain(self, attributes: dict[str, str], line: int) -> dict[str, str]:
        """The attributes; those that carry BPMN's own prefix without it as well."""
        plain = dict(attributes)
        for key, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                raise refusal("file.attribute-too-long", self._name, line, limit=MAX_ATTRIBUTE)
            namespace, _, local = key.rpartition("}")
            if namespace and namespace[1:] in self._standard:
                plain.setdefault(local, value)
        return plain

    def _word(self, tag: str) -> tuple[str, str, bool]:
        """Local name and namespace of a tag, and whether it is one of BPMN's own."""
        namespace, _, local = tag.rpartition("}")
        namespace = namespace.removeprefix("{")
        self._words[tag] = found = local.rpartition(":")[2], namespace, namespace in self._standard
        return found
