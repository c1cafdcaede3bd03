"""In which encoding a file's text is, and in which it might be where it is not in the declared one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Disguise", "codec_of", "decodes", "disguises"]

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

_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.-]{0,40})["']""")
_CHINESE_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_ICONV_NAMES = {"mac-roman": "MACINTOSH", "cp1252": "windows-1252", "gb18030": "GB18030"}
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "shift_jis": "cp932"}
"""What is often meant where an older encoding is declared."""


class Disguise(NamedTuple):
    """An encoding that a file's bytes are really in: Python's name, libxml2's name and the bytes to parse."""

    codec: str
    name: str
    data: bytes


def codec_of(data: bytes) -> str | None:
    """Python's codec for the encoding that the file says it is in; None where there is no such codec."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    declared = _DECLARATION.match(data[:400])
    if declared is None:
        return "utf-8"
    try:
        codec = codecs.lookup(declared[1].decode().lower().removeprefix("x-")).name
    except LookupError:
        return None
    return None if codec.startswith(("utf-16", "utf-32")) else codec


def decodes(data: bytes, codec: str) -> bool:
    """Whether the bytes are text in that encoding throughout."""
    try:
        data.decode(codec)
    except (UnicodeError, LookupError):
        return False
    return True


def disguises(data: bytes) -> Iterator[Disguise]:
    """The encodings that bytes which are not in their declared one may be in, likeliest first.

    UTF-8; UTF-8 with a few broken characters, which become �; Chinese, where most bytes above
    ASCII form the pairs of GB 2312; and at last the Western European ones, in which all bytes are text.
    """
    declared = _WIDER.get(codec_of(data) or "", codec_of(data))
    if declared is not None and declared != "utf-8" and decodes(data, declared):
        yield Disguise(declared, _ICONV_NAMES.get(declared, declared), data)
    if decodes(data, "utf-8"):
        yield Disguise("utf-8", "UTF-8", data)
        return
    repaired = data.decode("utf-8", "replace")
    foreign = sum(character > "\x7f" for character in repaired)
    if repaired.count("�") * 5 < foreign:
        yield Disguise("utf-8", "UTF-8", repaired.encode())
    high = len(_HIGH.findall(data))
    if high and len(_CHINESE_PAIR.findall(data)) * 2 > 0.7 * high and decodes(data, "gb18030"):
        yield Disguise("gb18030", "GB18030", data)
    if decodes(data, "cp1252"):
        yield Disguise("cp1252", "windows-1252", data)
    yield Disguise("latin-1", "ISO-8859-1", data)
