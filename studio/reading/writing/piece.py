"""XML elements that are yet to be written, and how they look in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from studio.reading.source import escaped

__all__ = ["NAMESPACES", "PREFIXES", "Piece", "content", "piece", "rendered"]

NAMESPACES: Mapping[str, str] = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "studio": "urn:service-process-studio:bpmn:1",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""What the prefixes in the names of pieces stand for."""

PREFIXES: Mapping[str, str] = {prefix: prefix for prefix in NAMESPACES}
"""The prefixes of a new file."""


@dataclass(slots=True, eq=False)
class Piece:
    """An element: its name and attributes with the prefixes of :data:`NAMESPACES`, and what is in it.

    It holds either ``children`` or ``text``.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Piece] = field(default_factory=list)
    text: str = ""


def piece(
    tag: str,
    attributes: Mapping[str, str | None] | None = None,
    children: Iterable[Piece] = (),
    text: str = "",
) -> Piece:
    """An element; attributes that are None are left out."""
    kept = {name: value for name, value in (attributes or {}).items() if value is not None}
    return Piece(tag, kept, list(children), text)


def rendered(
    root: Piece, prefixes: Mapping[str, str], indent: str = "", unit: str = "  ", newline: str = "\n"
) -> str:
    """The text of an element. Its first line is not indented, those that follow are, by ``indent`` and more.

    ``prefixes`` are those of the file by those of the pieces, empty for its default namespace. With an
    empty ``newline`` all stands on one line.
    """
    parts: list[str] = []
    waiting: list[tuple[Piece | str, int]] = [(root, 0)]
    while waiting:
        made, depth = waiting.pop()
        if isinstance(made, str):
            parts.append(made)
            continue
        name = _name(made.tag, prefixes)
        parts.append(f"<{name}{_attributes(made, prefixes)}")
        if made.children:
            parts.append(">")
            margin = newline + indent + unit * depth if newline else ""
            waiting.append((f"{margin}</{name}>", depth))
            for child in reversed(made.children):
                waiting += [(child, depth + 1), (margin + unit if newline else "", depth)]
        else:
            parts.append(f">{content(made.text)}</{name}>" if made.text else "/>")
    return "".join(parts)


def content(text: str) -> str:
    """A text as the content of an element."""
    return escaped(text).replace("\r", "&#13;")


def _attributes(made: Piece, prefixes: Mapping[str, str]) -> str:
    shown = []
    for name, value in made.attributes.items():
        text = _name(value, prefixes) if name == "xsi:type" else value
        key = _name(name, prefixes) if ":" in name and not name.startswith("xmlns:") else name
        shown.append(f' {key}="{escaped(text, chr(34))}"')
    return "".join(shown)


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    actual = prefixes.get(prefix, prefix)
    return f"{actual}:{local}" if actual else local
