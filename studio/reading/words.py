"""Names, notes and labels as the file gives them, made fit for one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from studio.model import Label
from studio.reading.markup import Markup
from studio.reading.vocabulary import STUDIO_NAMESPACE

__all__ = ["brief", "documentation_of", "labels_of", "lines", "name_of", "one_line", "properties_of"]

_NAMESAKES = {
    "dataObjectReference": "dataObjectRef",
    "dataStoreReference": "dataStoreRef",
    "messageFlow": "messageRef",
}
"""What goes by the name of something else where it has none of its own."""

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
    """The element's texts by language; those of a note keep their lines."""
    tidy = lines if markup.tag == "textAnnotation" else one_line
    entries = [it for it in _entries(markup, "label") if it.get("lang")]
    return tuple([Label(language=it.get("lang"), text=tidy(it.text)) for it in entries])


def properties_of(markup: Markup) -> tuple[tuple[str, str], ...]:
    """The studio's own entries on the element, by name."""
    return tuple(
        (entry.get("name"), entry.text.strip()) for entry in _entries(markup, "property") if entry.get("name")
    )


def _entries(markup: Markup, tag: str) -> Sequence[Markup]:
    """What the studio itself added to the element."""
    for holder in markup.children:
        if holder.tag == "extensionElements":
            return [it for it in markup.extensions() if it.tag == tag and it.namespace == STUDIO_NAMESPACE]
    return ()
