"""What is turned away before a tree is made of it: a DOCTYPE, and more than a file may hold.

A DOCTYPE can only stand before the first element. So a file with that word is read up to there by a parser
that keeps nothing and declares nothing, and stops at either. What would fill the memory is counted in bytes.
"""

from __future__ import annotations

import re

from lxml import etree

from studio.reading.limits import MAX_ATTRIBUTES, MAX_BYTES, MAX_ELEMENTS, MAX_TAGS, MAX_VALUES
from studio.reading.refusal import format_of_root, refusal

__all__ = ["refuse_crowds", "refuse_doctype", "refuse_size"]

_NOTHING = b" \t\r\n\f\v\xef\xbb\xbf\xfe\xff"
"""Bytes of a file in which nothing is written: blanks and byte order marks."""

_PORTION = 512
_LONG = re.compile(rb"<[^<]{%d,}" % (5 * MAX_ATTRIBUTES))
_MANY = re.compile(rb"<[^<>\"'=]*+(?:=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')[^<>\"'=]*+){%d}" % (MAX_ATTRIBUTES + 1))
"""A tag and the text behind it that are long enough for too many attributes, and a tag that has them."""


def refuse_size(data: bytes, name: str) -> None:
    """Refuses what is empty or too large."""
    if not data.strip(_NOTHING):
        raise refusal("file.empty", name)
    if len(data) > MAX_BYTES:
        raise refusal("file.too-large", name, megabytes=MAX_BYTES // 1024**2)


def refuse_crowds(data: bytes, name: str) -> None:
    """Refuses more tags or attributes than any diagram has, in bytes that hold ASCII as it is.

    A tag takes three bytes at least and an attribute five, so there is nothing to count in most files.
    Attributes of one element are counted because libxml2 takes a time that grows with their square.
    """
    if len(data) > 3 * MAX_TAGS and data.count(b"<") > MAX_TAGS:
        raise refusal("file.too-many-elements", name, limit=MAX_ELEMENTS)
    if len(data) > 5 * MAX_VALUES and data.count(b'"') + data.count(b"'") > 2 * MAX_VALUES:
        raise refusal("file.too-many-values", name, limit=MAX_VALUES)
    for long in _LONG.finditer(data) if _is_loose(data, 5 * MAX_ATTRIBUTES) else ():
        if _MANY.match(data, long.start()):
            line = data.count(b"\n", 0, long.start()) + 1
            raise refusal("file.too-many-attributes", name, line, limit=MAX_ATTRIBUTES)


def _is_loose(data: bytes, most: int) -> bool:
    """Whether so many bytes may stand between two tags: whether there is half as long a piece without any."""
    half = most // 2
    return any(data.find(b"<", start, start + half) < 0 for start in range(0, len(data) - half + 1, half))


def refuse_doctype(data: bytes, name: str, encoding: str | None) -> None:
    """Refuses a file with a DOCTYPE. What is no XML passes: it is for the parser to say so."""
    if b"<!DOCTYPE" not in data:
        return
    prologue = _Prologue()
    parser = etree.XMLParser(
        target=prologue,  # type: ignore[arg-type]  # the stubs ask for methods that lxml does not
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    # libxml2 wants to see the XML declaration whole
    start, end = 0, max(_PORTION, data.find(b">") + 1)
    try:
        while start < len(data):
            parser.feed(data[start:end])
            start, end = end, end + _PORTION
    except (_Begun, etree.XMLSyntaxError):
        if prologue.doctype_name is not None:
            code = format_of_root(prologue.doctype_name) or "file.doctype"
            raise refusal(code, name, _line_of_doctype(data, end)) from None


class _Begun(Exception):
    """The DOCTYPE or the first element was met."""


class _Prologue:
    """What libxml2 calls while it reads what stands before the first element."""

    doctype_name: str | None = None

    def doctype(self, name: str | None, _public: str | None, _system: str | None) -> None:
        self.doctype_name = name or ""
        raise _Begun

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        raise _Begun

    def close(self) -> None:
        """Called at the end of a document."""


def _line_of_doctype(data: bytes, end: int) -> int:
    """The line of the DOCTYPE that stands before byte ``end``."""
    seen = data[: end + _PORTION]
    return seen.count(b"\n", 0, max(0, seen.find(b"<!DOCTYPE"))) + 1
