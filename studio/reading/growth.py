"""The elements that libxml2 found, as :class:`~studio.reading.markup.Markup`, within the file's bounds.

Two sorts of things are folded up until somebody asks what is in them, for they are most of a file and seldom
of interest: drawings, which ``layout`` reads as they are, and what other tools keep in extensions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from studio.reading.limits import MAX_ATTRIBUTE, MAX_DEPTH, MAX_ELEMENTS
from studio.reading.markup import Folded, Markup
from studio.reading.refusal import refusal
from studio.reading.vocabulary import BPMN_NAMESPACES, PROSE

__all__ = ["Growth", "grown_from"]

_NONE: Mapping[str, str] = {}
"""The attributes of an element that has none."""


@dataclass(slots=True, kw_only=True)
class Growth:
    """A file's elements in its order, without those that are folded up in one.

    ``hidden`` are the ids of these, each with the element that it is folded up in.
    """

    elements: list[Markup] = field(default_factory=list)
    hidden: dict[str, Markup] = field(default_factory=dict)


def grown_from(root: etree._Element, name: str, *, skipped: int = 0, lines: Sequence[int] = ()) -> Growth:
    """The markup of a tree.

    ``skipped`` are the lines before those that were parsed; ``lines``, where given, those of the start tags.
    Raises UnreadableFile where elements are too many or nested too deep, or an attribute is too long.
    """
    growth = Growth()
    grower = _Grower(_Soil(root, name, skipped, lines), growth)
    grower.grow(root, 1)
    if grower.ordinal > MAX_ELEMENTS:
        raise refusal("file.too-many-elements", name, limit=MAX_ELEMENTS)
    return growth


class _Soil:
    """What all elements of a file have in common."""

    def __init__(self, root: etree._Element, name: str, skipped: int, lines: Sequence[int]) -> None:
        self.name = name
        self.skipped = skipped
        self.lines = lines
        self.standard = BPMN_NAMESPACES | {root.tag.rpartition("}")[0].removeprefix("{")}
        self.words: dict[str, tuple[str, str, bool]] = {}

    def unfolded(self, markup: Folded, element: etree._Element) -> Sequence[Markup]:
        """What is folded up in an element; here, where nothing leads back to the element itself."""
        return _Grower(self, None, markup.ordinal + 1).inside(markup, element)


class _Grower:
    """Makes markup, counting from ``ordinal``; without a ``growth`` to note it in, it folds nothing up."""

    def __init__(self, soil: _Soil, growth: Growth | None, ordinal: int = 0) -> None:
        self.ordinal = ordinal
        self._soil = soil
        self._growth = growth

    def grow(self, element: etree._Element, depth: int, *, is_extension: bool = False) -> Markup:
        """The element with what is in it."""
        soil, growth = self._soil, self._growth
        tag = element.tag
        word = soil.words.get(tag) or self._word(tag)
        ordinal = self.ordinal
        line: int = soil.lines[ordinal] if soil.lines else element.sourceline + soil.skipped  # type: ignore[operator]
        self.ordinal = ordinal + 1
        if depth > MAX_DEPTH and growth is not None:
            raise refusal("file.too-deep", soil.name, line, limit=MAX_DEPTH)
        items: list[tuple[str, str]] = element.items()  # type: ignore[assignment]  # the stubs allow bytes
        attributes: Mapping[str, str] = dict(items) if items else _NONE
        for key, value in items:
            if key[0] == "{" or len(value) > MAX_ATTRIBUTE:
                attributes = self._plain(attributes, line)
                break
        is_folded = growth is not None and (word[0] == "BPMNDiagram" or (is_extension and not word[2]))
        kind = Folded if is_folded and len(element) else Markup
        markup = kind(*word, attributes, ordinal, line, element.text or "")
        if growth is not None:
            growth.elements.append(markup)
        if isinstance(markup, Folded):
            markup.fold(element, soil.unfolded)
            self._pass_over(element, markup)
        elif len(element):
            self._fill(markup, element, depth)
        return markup

    def _fill(self, markup: Markup, element: etree._Element, depth: int) -> None:
        is_extension = markup.tag == "extensionElements"
        inside: list[Markup] = []
        text = markup.text
        for child in element:
            inside.append(self.grow(child, depth + 1, is_extension=is_extension))
            if tail := child.tail:
                text += tail
        markup.children = inside
        markup.text = "".join(map(str, element.itertext())) if markup.tag in PROSE else text

    def _pass_over(self, element: etree._Element, markup: Markup) -> None:
        """Counts what is folded up, and notes its ids."""
        if self._growth is None:
            raise AssertionError(markup)
        for inner in element.iterdescendants():
            self.ordinal += 1
            if id := inner.get("id"):
                self._growth.hidden.setdefault(id.strip(), markup)

    def inside(self, markup: Markup, element: etree._Element) -> Sequence[Markup]:
        """What is in an element, which it is filled with."""
        self._fill(markup, element, 0)
        return markup.children

    def _plain(self, attributes: Mapping[str, str], line: int) -> dict[str, str]:
        """The attributes; those that carry BPMN's own prefix without it as well."""
        plain = dict(attributes)
        for key, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                raise refusal("file.attribute-too-long", self._soil.name, line, limit=MAX_ATTRIBUTE)
            namespace, _, local = key.rpartition("}")
            if namespace and namespace[1:] in self._soil.standard:
                plain.setdefault(local, value)
        return plain

    def _word(self, tag: str) -> tuple[str, str, bool]:
        """Local name and namespace of a tag, and whether it is one of BPMN's own."""
        namespace, _, local = tag.rpartition("}")
        namespace = namespace.removeprefix("{")
        found = local.rpartition(":")[2], namespace, namespace in self._soil.standard
        self._soil.words[tag] = found
        return found
