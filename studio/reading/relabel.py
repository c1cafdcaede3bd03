"""Names changed in a file of which everything else stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from studio.errors import StudioError
from studio.model import Element
from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.reader import Parts, parts_of
from studio.reading.source import Edit, Source, Tag, escaped
from studio.reading.words import labels_of, name_of
from studio.wording import sentence

__all__ = ["localised", "relabel"]


class _Place(NamedTuple):
    """Where the text of an element stands: in an attribute of ``markup`` or, without one, as its content.

    ``inside`` names the child element to make for it, where there is none yet.
    """

    markup: Markup
    attribute: str = ""
    inside: str = ""


def relabel(data: bytes, labels: Mapping[str, str], name: str = "") -> bytes:
    """The file with new names for the elements of those ids, and nothing else changed.

    The ids are those of the :class:`~studio.model.Diagram` that :func:`~studio.reading.read` gives. The
    name of a note is its text, that of a frame its category. An element that goes by the name already,
    line breaks apart, is left as it is. Raises StudioError for an unknown id, for a frame without a
    category and for characters that XML cannot hold; ``name`` is what messages call the file.
    """
    parts = parts_of(data, name)
    items = {item.id: item for item in parts.items}
    unknown = next((id for id in labels if id not in items), None)
    if unknown is not None:
        raise _refused("write.unknown-element", unknown)
    return _changed(data, parts, ((items[id], text) for id, text in labels.items()))


def localised(data: bytes, language: str, name: str = "") -> bytes:
    """The file with every element named by its label in ``language``, for display only.

    An element without a label in that language, or one of the same family, keeps its name.
    """
    parts = parts_of(data, name)
    shown: list[tuple[Item, str]] = []
    for item in parts.items:
        labels = labels_of(item.markup)
        text = Element(id=item.id, labels=labels).label(language) if labels else ""
        if text and _place(item, parts) is not None:
            shown.append((item, text))
    return _changed(data, parts, shown)


def _changed(data: bytes, parts: Parts, texts: Iterable[tuple[Item, str]]) -> bytes:
    wanted: dict[_Place, str] = {}
    for item, text in texts:
        if text == name_of(item.markup, parts.register.declared):
            continue
        place = _place(item, parts)
        if place is None:
            raise _refused("write.no-category", item.id)
        wanted[place] = text
    if not wanted:
        return data
    source = Source(data, parts.document.codec)
    tags = source.tags([place.markup.ordinal for place in wanted])
    return source.changed(
        _edit(source, tags[place.markup.ordinal], place, text) for place, text in wanted.items()
    )


def _place(item: Item, parts: Parts) -> _Place | None:
    """Where the text of a part of the diagram stands; None for a frame that has no category."""
    markup = item.markup
    if markup.tag == "textAnnotation":
        text = markup.first("text")
        return _Place(text) if text is not None else _Place(markup, inside="text")
    if markup.tag == "group":
        category = parts.register.declared(markup.reference("categoryValueRef"))
        return _Place(category, "value") if category is not None else None
    return _Place(markup, "name")


def _edit(source: Source, tag: Tag, place: _Place, text: str) -> Edit:
    if place.attribute:
        return _attribute_edit(source, tag, place.attribute, text)
    content = escaped(text)
    if place.inside:
        prefix = tag.name.rpartition(":")[0]
        inner = f"{prefix}:{place.inside}" if prefix else place.inside
        content = f"<{inner}>{content}</{inner}>"
    if tag.is_empty:
        slash = source.text.rindex("/", tag.start, tag.end)
        return Edit(slash, tag.end, f">{content}</{tag.name}>")
    end = source.end_of_content(tag)
    return Edit(end if place.inside else tag.end, end, content)


def _attribute_edit(source: Source, tag: Tag, name: str, text: str) -> Edit:
    """Sets an attribute, in its own quotation marks; a new one stands behind the id."""
    found = source.attribute(tag, name)
    if found is not None:
        group = "double" if found["double"] is not None else "single"
        return Edit(found.start(group), found.end(group), escaped(text, '"' if group == "double" else "'"))
    id = source.attribute(tag, "id")
    place = id.end() if id is not None else tag.start + 1 + len(tag.name)
    return Edit(place, place, f' {name}="{escaped(text, chr(34))}"')


def _refused(code: str, id: str) -> StudioError:
    return StudioError(code, sentence(code, {"id": id}), id=id)
