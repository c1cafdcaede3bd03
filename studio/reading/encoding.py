"""In which encoding a file's text is, and in which it might be where it is not in the declared one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Readable", "codec_of", "decodes", "disguises", "readable"]

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""Byte order marks and the look of a ``<`` without one, longer marks first."""

_DECLARATION = re.compile(rb"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_CHINESE_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_NAMES = {"utf-8": "UTF-8", "cp1252": "windows-1252", "gb18030": "GB18030", "latin-1": "ISO-8859-1"}
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "shift_jis": "cp932"}
"""What is often meant where an older encoding is declared."""

_CODES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""What Python counts as encodings of text and no file is in; to decode some of them takes for ever."""

_HIDES_ASCII = re.compile(rb"(?i)c99|java|utf|ucs|csuc|unicode|ibm|ebcdic|iso-?2022")
"""Encodings that libxml2 may know and Python does not, in which ASCII is not written as such."""

_ASCII = bytes(range(128))


class Readable(NamedTuple):
    """Bytes that libxml2 can parse, and Python's codec for the file they come from, None where it has none.

    ``encoding`` is libxml2's name for that of the bytes, None where they say it themselves.
    """

    codec: str | None
    encoding: str | None
    data: bytes

    @property
    def name(self) -> str:
        """What people call the file's encoding."""
        return _NAMES.get(self.codec or "", self.codec or "")

    @property
    def text(self) -> str:
        """The bytes as text, those that are none as �."""
        return self.data.decode(self.encoding or self.codec or "ascii", "replace")


def codec_of(data: bytes) -> str | None:
    """Python's codec for the encoding that the file says it is in; None where there is no such codec."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    declared = _DECLARATION.match(data)
    if declared is None:
        return "utf-8"
    try:
        codec = codecs.lookup(declared[1].decode().lower().removeprefix("x-")).name
    except LookupError:
        return None
    return None if codec.startswith(("utf-16", "utf-32")) or codec in _CODES else codec


def decodes(data: bytes, codec: str) -> bool:
    """Whether the bytes are text in that encoding throughout."""
    try:
        data.decode(codec)
    except (UnicodeError, LookupError):
        return False
    return True


def readable(data: bytes, codec: str | None) -> Readable | None:
    """The bytes as they are, or in UTF-8 where their encoding writes ASCII otherwise, as UTF-16 does.

    So a tag can always be told by its bytes. None where the bytes are not in that encoding, or it is none.
    """
    if codec is None:
        declared = _DECLARATION.match(data)
        return None if declared is None or _HIDES_ASCII.match(declared[1]) else Readable(None, None, data)
    if codec == "utf-8":
        return Readable(codec, "UTF-8", data)
    if decodes(_ASCII, codec) and _ASCII.decode(codec) == _ASCII.decode("ascii"):
        return Readable(codec, None, data)
    return _in_utf8(data, codec) if decodes(data, codec) else None


def disguises(data: bytes) -> Iterator[Readable]:
    """The encodings that bytes which are not in their declared one may be in, likeliest first.

    The declared one where only libxml2 does not know it, or one that it is often taken for; UTF-8; UTF-8 with
    a few broken characters, which become �; Chinese, where most bytes above ASCII form the pairs of GB 2312;
    and at last the Western European ones, in which all bytes are text.
    """
    declared = _WIDER.get(codec_of(data) or "", codec_of(data))
    if declared is not None and declared != "utf-8" and decodes(data, declared):
        yield _in_utf8(data, declared)
    if decodes(data, "utf-8"):
        yield Readable("utf-8", "UTF-8", data)
        return
    repaired = data.decode("utf-8", "replace")
    foreign = sum(character > "\x7f" for character in repaired)
    if repaired.count("�") * 5 < foreign:
        yield Readable("utf-8", "UTF-8", repaired.encode())
    high = len(_HIGH.findall(data))
    if high and len(_CHINESE_PAIR.findall(data)) * 2 > 0.7 * high and decodes(data, "gb18030"):
        yield _in_utf8(data, "gb18030")
    if decodes(data, "cp1252"):
        yield _in_utf8(data, "cp1252")
    yield _in_utf8(data, "latin-1")


def _in_utf8(data: bytes, codec: str) -> Readable:
    return Readable(codec, "UTF-8", data.decode(codec).encode())
