"""Bytes to a tree of elements: where everything hostile, oversized or foreign is turned away.

The parser calls :class:`_Builder` as it goes, so that a bound is enforced where it is crossed and
no tree of libxml2 is ever built. A DOCTYPE is refused before anything it declares is used; nothing is
fetched, included, transformed or executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from studio.model import Problem, Severity
from studio.reading.encoding import codec_of, decodes, disguises
from studio.reading.limits import MAX_ATTRIBUTE, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT
from studio.reading.markup import Markup
from studio.reading.refusal import format_of_content, format_of_name, format_of_root, refusal
from studio.reading.vocabulary import BPMN_NAMESPACES, PROSE

__all__ = ["Document", "parse"]

_UNSUPPORTED_ENCODING = 32
_NAMESPACE_ERRORS = {200, 201, 202, 203, 204, 205}
_PLACE = re.compile(r",? line \d+, column \d+.*", re.DOTALL)
_TOO_LONG = re.compile(r"too (big|long)|XML_PARSE_HUGE|[Ll]imit exceeded")
"""What libxml2 says of a text, comment or name beyond the bounds that it has of its own."""

_MOST_LINES = 1_000_000
_PORTION = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's elements, and the Python codec of its text (None where Python has no such codec)."""

    root: Markup
    codec: str | None
    problems: tuple[Problem, ...] = ()


def parse(data: bytes, name: str) -> Document:
    """The elements of an XML file; UnreadableFile where it is none, hostile or too large."""
    if not data.strip():
        raise refusal("file.empty", name)
    if len(data) > MAX_BYTES:
        raise refusal("file.too-large", name, megabytes=MAX_BYTES // 1024**2)
    codec = codec_of(data)
    try:
        root, problems = _attempt(data, name, codec)
    except etree.XMLSyntaxError as error:
        if codec is None or _is_unsupported(error) or not decodes(data, codec):
            found = _undisguised(data, name)
            if found is not None:
                return found
        raise _not_xml(data, name, error) from None
    return Document(root=root, codec=codec, problems=problems)


def _undisguised(data: bytes, name: str) -> Document | None:
    """The file read in the encoding that it is really in, if there is one."""
    for codec, encoding, readable in disguises(data):
        try:
            root, problems = _attempt(readable, name, codec, encoding)
        except etree.XMLSyntaxError:
            continue
        problem = Problem(
            code="file.encoding", severity=Severity.WARNING, line=1, parameters=(("used", encoding),)
        )
        return Document(root=root, codec=codec, problems=(problem, *problems))
    return None


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
    reason = _PLACE.sub("", error.msg or "").strip()
    if _TOO_LONG.search(reason):
        return refusal("file.text-too-long", name, error.lineno or None, megabytes=MAX_TEXT // 1_000_000)
    return refusal("file.broken-xml", name, error.lineno or None, reason=reason)


def _attempt(
    data: bytes, name: str, codec: str | None, encoding: str | None = None
) -> tuple[Markup, tuple[Problem, ...]]:
    blank = len(data) - len(data.lstrip(b" \t\r\n"))
    builder = _Builder(name)
    parser = etree.XMLParser(
        target=builder,  # type: ignore[arg-type]  # the stubs ask for methods that lxml does not
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    for line, portion in _portions(data[blank:], codec):
        builder.line = line + data.count(b"\n", 0, blank)
        parser.feed(portion)
    parser.close()
    root = builder.root()
    undeclared = next((entry for entry in parser.feed_error_log if entry.type in _NAMESPACE_ERRORS), None)
    if undeclared is None:
        return root, ()
    problem = Problem(code="file.undeclared-prefix", severity=Severity.INFO, line=undeclared.line)
    return root, (problem,)


def _portions(data: bytes, codec: str | None) -> Iterator[tuple[int, bytes]]:
    """The data line by line, each with its number, so that the builder knows where it is.

    The first portion reaches to the first ``>``: libxml2 wants to see the XML declaration whole. A file
    of very many lines goes in larger portions, with the number of the last line of each.
    """
    newline = b"\n" if codec is None or not codec.startswith(("utf-16", "utf-32")) else "\n".encode(codec)
    has_many = data.count(newline) > _MOST_LINES
    line, start, least = 0, 0, data.find(b">")
    while start < len(data):
        if has_many:
            least = start + _PORTION
        end = _end_of_line(data, newline, max(start, least))
        line += 1 + _lines_between(data, newline, start, end, is_exact=not has_many)
        yield line, data[start:end]
        start = end


def _lines_between(data: bytes, newline: bytes, start: int, end: int, *, is_exact: bool) -> int:
    """How many lines end before the one that ends at byte ``end``."""
    if len(newline) == 1 or not is_exact:
        return data.count(newline, start, end - len(newline))
    count = 0
    while (start := _end_of_line(data, newline, start)) < end:
        count += 1
    return count


def _end_of_line(data: bytes, newline: bytes, start: int) -> int:
    """Where the line ends in which byte ``start`` is, its end included."""
    found = data.find(newline, start)
    while found >= 0 and found % len(newline):
        found = data.find(newline, found + 1)
    return len(data) if found < 0 else found + len(newline)


class _Builder:
    """What libxml2 calls: it builds the tree and refuses what crosses a bound."""

    def __init__(self, name: str) -> None:
        self.line = 1
        self._name = name
        self._root: Markup | None = None
        self._open: list[Markup] = []
        self._texts: list[list[str]] = []
        self._prose: list[str] | None = None
        self._prose_depth = 0
        self._count = 0
        self._standard = set(BPMN_NAMESPACES)
        self._names: dict[str, tuple[str, str]] = {}

    def doctype(self, name: str | None, _public: str | None, _system: str | None) -> None:
        raise refusal(format_of_root(name or "") or "file.doctype", self._name, self.line)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, local = self._names.get(tag) or self._split(tag)
        if self._root is None:
            self._standard.add(namespace)
        if len(self._open) >= MAX_DEPTH:
            raise refusal("file.too-deep", self._name, self.line, limit=MAX_DEPTH)
        if self._count >= MAX_ELEMENTS:
            raise refusal("file.too-many-elements", self._name, self.line, limit=MAX_ELEMENTS)
        markup = Markup(
            tag=local,
            namespace=namespace,
            standard=namespace in self._standard,
            attributes=self._plain(attributes),
            ordinal=self._count,
            line=self.line,
        )
        self._count += 1
        if self._open:
            self._open[-1].children.append(markup)
        else:
            self._root = markup
        self._open.append(markup)
        texts: list[str] = []
        self._texts.append(texts)
        if self._prose is None and local in PROSE:
            self._prose, self._prose_depth = texts, len(self._open)

    def data(self, text: str) -> None:
        (self._texts[-1] if self._prose is None else self._prose).append(text)

    def end(self, _tag: str) -> None:
        if self._prose_depth == len(self._open):
            self._prose, self._prose_depth = None, 0
        self._open.pop().text = "".join(self._texts.pop())

    def close(self) -> None:
        """Called at the end of the document."""

    def root(self) -> Markup:
        """The outermost element."""
        if self._root is None:
            raise refusal("file.not-xml", self._name)
        return self._root

    def _split(self, tag: str) -> tuple[str, str]:
        namespace, _, local = tag.rpartition("}")
        found = namespace.removeprefix("{"), local.rpartition(":")[2]
        self._names[tag] = found
        return found

    def _plain(self, attributes: dict[str, str]) -> dict[str, str]:
        """The attributes as the file means them, those that carry BPMN's own prefix without it.

        While it resolves no entities, libxml2 hands over every ampersand in an attribute as ``&#38;``.
        """
        plain = dict(attributes)
        for key, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                raise refusal("file.attribute-too-long", self._name, self.line, limit=MAX_ATTRIBUTE)
            if "&" in value:
                plain[key] = value.replace("&#38;", "&")
            if key[0] == "{" and key[1:].rpartition("}")[0] in self._standard:
                plain.setdefault(key.rpartition("}")[2], plain[key])
        return plain
