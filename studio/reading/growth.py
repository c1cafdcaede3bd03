"""The elements that libxml2 found, as :class:`~studio.reading.markup.Markup`, within the file's bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from studio.reading.limits import MAX_ATTRIBUTE, MAX_DEPTH, MAX_ELEMENTS
from studio.reading.markup import Markup
from studio.reading.refusal import refusal
from studio.reading.vocabulary import BPMN_NAMESPACES, PROSE

__all__ = ["grown_from"]

_NONE: Mapping[str, str] = {}
"""The attributes of an element that has none."""


def grown_from(
    root: etree._Element, name: str, *, skipped: int = 0, lines: Sequence[int] = ()
) -> list[Markup]:
    """Every element in the file's order.

    ``skipped`` are the lines before those that were parsed; ``lines``, where given, those of the start tags.
    Raises UnreadableFile where elements are too many or nested too deep, or an attribute is too long.
    """
    standard = BPMN_NAMESPACES | {etree.QName(root).namespace or ""}
    words: dict[str, tuple[str, str, bool]] = {}
    elements: list[Markup] = []

    # A function of its own scope, for it is what takes the time of all reading
    def grow(element: etree._Element, depth: int) -> Markup:
        tag = element.tag
        word = words.get(tag)
        if word is None:
            word = words[tag] = _word(tag, standard)
        line: int = element.sourceline + skipped  # type: ignore[operator]  # the stubs know no number
        if depth > MAX_DEPTH:
            raise refusal("file.too-deep", name, line, limit=MAX_DEPTH)
        attributes = _NONE
        if items := element.items():
            attributes = dict(items)  # type: ignore[arg-type]  # the stubs allow bytes
            for key, value in items:
                if key[0] == "{" or len(value) > MAX_ATTRIBUTE:
                    attributes = _plain(attributes.items(), standard, name, line)
                    break
        text = element.text or ""
        markup = Markup(*word, attributes, len(elements), line, text)
        elements.append(markup)
        if len(element):
            markup.children = inside = []
            for child in element:
                inside.append(grow(child, depth + 1))
                if tail := child.tail:
                    text += tail
            markup.text = "".join(map(str, element.itertext())) if word[0] in PROSE else text
        return markup

    grow(root, 1)
    if len(elements) > MAX_ELEMENTS:
        raise refusal("file.too-many-elements", name, limit=MAX_ELEMENTS)
    for markup, line in zip(elements, lines, strict=False):
        markup.line = line
    return elements


def _word(tag: str, standard: frozenset[str]) -> tuple[str, str, bool]:
    """Local name and namespace of a tag, and whether it is one of BPMN's own."""
    namespace, _, local = tag.rpartition("}")
    namespace = namespace.removeprefix("{")
    return local.rpartition(":")[2], namespace, namespace in standard


def _plain(
    attributes: Iterable[tuple[str, str]], standard: frozenset[str], name: str, line: int
) -> dict[str, str]:
    """The attributes; those that carry BPMN's own prefix without it as well."""
    plain = dict(attributes)
    for key, value in list(plain.items()):
        if len(value) > MAX_ATTRIBUTE:
            raise refusal("file.attribute-too-long", name, line, limit=MAX_ATTRIBUTE)
        namespace, _, local = key.rpartition("}")
        if namespace and namespace[1:] in standard:
            plain.setdefault(local, value)
    return plain
