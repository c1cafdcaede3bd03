"""XML that is not well-formed: what libxml2 found, and the code of the sentence that says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

__all__ = ["damage"]

_GENERIC = "file.broken-xml"
_CODES = {
    4: "file.broken-xml.cut-off",
    5: "file.broken-xml.after-end",
    6: "file.broken-xml.character-number",
    7: "file.broken-xml.character-number",
    8: "file.broken-xml.character-number",
    9: "file.broken-xml.character",
    23: "file.broken-xml.ampersand",
    26: "file.broken-xml.entity",
    34: "file.broken-xml.declaration",
    38: "file.broken-xml.less-in-value",
    39: "file.broken-xml.value-unquoted",
    40: "file.broken-xml.value-open",
    41: "file.broken-xml.no-value",
    42: "file.broken-xml.attribute-twice",
    45: "file.broken-xml.comment-open",
    47: "file.broken-xml.instruction-open",
    57: "file.broken-xml.declaration",
    62: "file.broken-xml.section-end",
    63: "file.broken-xml.section-open",
    64: "file.broken-xml.declaration-late",
    73: "file.broken-xml.tag",
    76: "file.broken-xml.tags-crossed",
    77: "file.broken-xml.cut-off",
    78: "file.broken-xml.declaration",
    79: "file.broken-xml.declaration",
    80: "file.broken-xml.hyphens",
    81: "file.broken-xml.bytes",
    96: "file.broken-xml.declaration",
}
"""libxml2's error codes (``xmlParserErrors``) of what damages files, and what each is called here."""
_NAMES = {
    "file.broken-xml.tags-crossed": re.compile(
        r"mismatch: (?P<opened>.+) line (?P<begun>\d+) and (?P<closed>.+?)(?:, line|$)"
    ),
    "file.broken-xml.cut-off": re.compile(r"in tag (?P<opened>.+?) line (?P<begun>\d+)"),
    "file.broken-xml.no-value": re.compile(r"attribute (?P<name>.+?)(?:, line|$)"),
    "file.broken-xml.attribute-twice": re.compile(r"Attribute (?P<name>.+?) redefined"),
    "file.broken-xml.entity": re.compile(r"Entity '(?P<name>.+?)' not defined"),
}
"""Where the message names what the sentence is about; without that the general sentence is told."""


def damage(error: etree.XMLSyntaxError) -> tuple[str, dict[str, str | int]]:
    """The code of the sentence for an error, and what the sentence says beside the line."""
    said = error.msg or ""
    code: int = error.code  # type: ignore[attr-defined]  # missing in the stubs
    _, column = error.position
    asks = _SEVERAL.get(code)
    found = asks(said) if asks is not None else _CODES.get(code)
    if found is None:
        return _GENERIC, {"column": column}
    pattern = _NAMES.get(found)
    match = pattern.search(said) if pattern is not None else None
    if pattern is not None and match is None:
        return _GENERIC, {"column": column}
    named = (
        {}
        if match is None
        else {key: int(it) if key == "begun" else it for key, it in match.groupdict().items()}
    )
    return found, {"column": column, **named}


def _name_required(said: str) -> str:
    if "EntityRef" in said:
        return "file.broken-xml.ampersand"
    return "file.broken-xml.tag" if "attribute" in said else "file.broken-xml.less-in-text"


def _space_required(said: str) -> str:
    return "file.broken-xml.declaration" if "Blank needed" in said else "file.broken-xml.tag"


_SEVERAL: dict[int, Callable[[str], str]] = {65: _space_required, 68: _name_required}
"""Codes that stand for several things, which the message tells apart."""
