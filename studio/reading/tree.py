"""Bytes to a tree of elements: where everything hostile, oversized or foreign is turned away.

What would do harm is refused before libxml2 makes a tree (see ``gate``), what is out of bounds while the
reader's own tree is made of that (see ``growth``). Nothing is fetched, included, transformed or executed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from studio.model import Problem, Severity
from studio.reading.broken import damage
from studio.reading.encoding import Readable, codec_of, decodes, disguises, readable
from studio.reading.gate import refuse_crowds, refuse_doctype, refuse_size
from studio.reading.growth import Growth, grown_from
from studio.reading.limits import MAX_ATTRIBUTE, MAX_DEPTH, MAX_TEXT
from studio.reading.lines import MOST_LINES, lines_of_tags
from studio.reading.markup import Markup
from studio.reading.refusal import format_of_content, format_of_name, refusal

__all__ = ["Document", "parse"]

_UNSUPPORTED_ENCODING = 32
_LEADING = re.compile(rb"(?:\xef\xbb\xbf|[ \t\r\n])*+")
"""Blanks before a file's text, and its byte order mark, which some tools write once more each time."""

_NAMESPACE_ERRORS = frozenset(range(200, 206))
_BOUNDS = (
    (re.compile("Excessive depth"), "file.too-deep", {"limit": MAX_DEPTH}),
    (re.compile("AttValue length"), "file.attribute-too-long", {"limit": MAX_ATTRIBUTE}),
    (
        re.compile("too (big|long)|XML_PARSE_HUGE|[Ll]imit exceeded"),
        "file.text-too-long",
        {"megabytes": MAX_TEXT // 1_000_000},
    ),
)
"""What libxml2 says of what crosses the bounds that it has of its own, and the code that tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's elements, and Python's codec for its text (None where it has none).

    ``skipped`` are blank lines before the first that libxml2 has counted.
    """

    growth: Growth
    codec: str | None
    skipped: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def root(self) -> Markup:
        return self.growth.elements[0]

    def within(self, markup: Markup) -> Sequence[Markup]:
        """An element and what is inside, in the file's order, but for what is folded up in the root."""
        return self.growth.elements if markup is self.root else list(markup.walk())


def parse(data: bytes, name: str) -> Document:
    """The elements of an XML file; UnreadableFile where it is none, hostile or too large."""
    refuse_size(data, name)
    codec = codec_of(data)
    plain = readable(data, codec)
    try:
        if plain is None:
            return _undisguised(data, name)
        try:
            return _attempt(plain, name)
        except etree.XMLSyntaxError as error:
            if plain.codec is not None and not _is_unsupported(error) and decodes(data, plain.codec):
                raise
            return _undisguised(data, name)
    except etree.XMLSyntaxError as error:
        raise _not_xml(data, name, error) from None


def _undisguised(data: bytes, name: str) -> Document:
    """The file read in the encoding that it is really in; XMLSyntaxError where it is damaged in any."""
    damage: etree.XMLSyntaxError | None = None
    for disguise in disguises(data):
        try:
            document = _attempt(disguise, name)
        except etree.XMLSyntaxError as error:
            damage = damage or error
            continue
        used = (("used", disguise.name),)
        problem = Problem(code="file.encoding", severity=Severity.WARNING, line=1, parameters=used)
        return replace(document, problems=(problem, *document.problems))
    if damage is None:
        raise AssertionError(name)
    raise damage


def _is_unsupported(error: etree.XMLSyntaxError) -> bool:
    """Whether libxml2 does not know the declared encoding."""
    return bool(error.code == _UNSUPPORTED_ENCODING)  # type: ignore[attr-defined]  # missing in the stubs


def _not_xml(data: bytes, name: str, error: etree.XMLSyntaxError) -> Exception:
    content = format_of_content(data)
    if content in {"file.is-zip", "file.is-office"} or b"<" not in data:
        content = format_of_name(name) or content
    if content is not None:
        return refusal(content, name)
    if not data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return refusal("file.not-xml", name)
    line = (error.lineno or 1) + _skipped(data)
    for told, code, parameters in _BOUNDS:
        if told.search(error.msg or ""):
            return refusal(code, name, line, **parameters)
    code, found = damage(error)
    return refusal(code, name, line, **found)


def _skipped(data: bytes) -> int:
    """Blank lines before the first, which are taken away before libxml2 counts."""
    return data.count(b"\n", 0, _blanks(data))


def _blanks(data: bytes) -> int:
    """How many bytes stand before the first that is part of the text."""
    found = _LEADING.match(data)
    return 0 if found is None else found.end()


def _attempt(source: Readable, name: str) -> Document:
    start = _blanks(source.data)
    data, skipped = source.data[start:], source.data.count(b"\n", 0, start)
    refuse_crowds(data, name)
    refuse_doctype(data, name, source.encoding)
    root, problems = _rooted(data, source.encoding)
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("file.doctype", name)
    lines: Sequence[int] = ()
    if data.count(b"\n") > MOST_LINES:
        lines = lines_of_tags(source.text)
    growth = grown_from(root, name, skipped=skipped, lines=lines)
    return Document(growth=growth, codec=source.codec, skipped=skipped, problems=problems)


def _rooted(data: bytes, encoding: str | None) -> tuple[etree._Element, tuple[Problem, ...]]:
    """The tree that libxml2 makes; a prefix without a declaration is passed over and told."""
    parser = _parser(encoding)
    try:
        return etree.fromstring(data, parser), ()
    except etree.XMLSyntaxError:
        log = parser.error_log
        if any(entry.type not in _NAMESPACE_ERRORS for entry in log):
            raise
        problem = Problem(code="file.undeclared-prefix", severity=Severity.INFO, line=log[0].line)
        return etree.fromstring(data, _parser(encoding, recover=True)), (problem,)


def _parser(encoding: str | None, *, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
