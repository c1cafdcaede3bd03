"""Names, notes and labels as the file gives them, made fit for one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from studio.model import Label
from studio.reading.markup import Markup
from studio.reading.vocabulary import STUDIO_NAMESPACE

__all__ = [
    "brief",
    "documentation_of",
    "is_ours",
    "is_translation",
    "labels_of",
    "lines",
    "name_of",
    "one_line",
    "properties_of",
    "told_in",
]

_NAMESAKES = {
    "dataObjectReference": "dataObjectRef",
    "dataStoreReference": "dataStoreRef",
    "messageFlow": "messageRef",
}
"""What goes by the name of something else where it has none of its own."""

_TRANSLATIONS = "http://www.omg.org/spec/BPMN/non-normative/extensions/i18n/1.0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_CHINESE})[^\S\n]*\n\s*(?={_CHINESE})")


def one_line(text: str) -> str:
    """A text without line breaks: they become blanks, and nothing between two Chinese characters."""
    if "\n" in text:
        text = _BREAK_IN_CHINESE.sub("", text)
    return " ".join(text.split())


def brief(text: str, longest: int = 100) -> str:
    """A text as it may be quoted: one line, cut where it is too long."""
    text = one_line(text[: 10 * longest])
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def lines(text: str) -> str:
    """A text of several lines, without blanks at their ends and empty lines around it."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def name_of(markup: Markup, declared: Callable[[str], Markup | None]) -> str:
    """What an element is called in the picture; ``declared`` finds the element with an id.

    A note is called by its text, a frame by its category.
    """
    if markup.tag == "textAnnotation":
        return lines(markup.text_of("text"))
    if markup.tag == "group":
        category = declared(markup.reference("categoryValueRef"))
        return one_line(category.get("value") if category is not None else markup.get("name"))
    name = one_line(markup.get("name"))
    if not name and markup.tag in _NAMESAKES:
        namesake = declared(markup.reference(_NAMESAKES[markup.tag]))
        return one_line(namesake.get("name")) if namesake is not None else ""
    return name


def documentation_of(markup: Markup) -> str:
    """The element's documentation, several pieces of it apart by an empty line."""
    pieces = [
        text
        for it in markup.children
        if it.tag == "documentation" and it.standard and (text := it.text.strip())
    ]
    return "\n\n".join(pieces)


def labels_of(markup: Markup) -> tuple[Label, ...]:
    """The element's texts by language; those of a note keep their lines.

    They are the studio's own, and what the standard's extension for translations has beside them.
    """
    found = _extensions(markup)
    if not found:
        return ()
    tidy = lines if markup.tag == "textAnnotation" else one_line
    told = [(it.get("lang"), it.text) for it in found if is_ours(it, "label")]
    known = {language for language, _ in told}
    for it in found:
        language = it.get(_LANGUAGE)
        if is_translation(it) and language not in known and it.text.strip():
            known.add(language)
            told.append((language, it.text))
    return tuple([Label(language=language, text=tidy(text)) for language, text in told if language])


def properties_of(markup: Markup) -> tuple[tuple[str, str], ...]:
    """The studio's own entries on the element, by name."""
    found = [it for it in _extensions(markup) if is_ours(it, "property") and it.get("name")]
    return tuple([(it.get("name"), it.text.strip()) for it in found])


def told_in(markup: Markup) -> tuple[tuple[Label, ...], str, tuple[tuple[str, str], ...]]:
    """What stands inside an element about itself: its labels, its documentation and its properties."""
    tags = [it.tag for it in markup.children]
    documentation = documentation_of(markup) if "documentation" in tags else ""
    if "extensionElements" in tags:
        return labels_of(markup), documentation, properties_of(markup)
    return (), documentation, ()


def is_ours(markup: Markup, tag: str) -> bool:
    """Whether an element is one of the studio's own, of that name."""
    return markup.tag == tag and markup.namespace == STUDIO_NAMESPACE


def is_translation(markup: Markup) -> bool:
    """Whether an element is the name of what it stands in, in another language."""
    is_one = markup.tag == "translation" and markup.namespace == _TRANSLATIONS
    return is_one and markup.get("target") in {"", "@name"}


def _extensions(markup: Markup) -> Sequence[Markup]:
    for holder in markup.children:
        if holder.tag == "extensionElements":
            return list(markup.extensions())
    return ()
