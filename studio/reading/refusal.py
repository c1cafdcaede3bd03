"""Files in which there is nothing to show: what each is, and what its owner can do about it."""

from __future__ import annotations

import re
from pathlib import PurePath

from studio.errors import UnreadableFile
from studio.reading.words import brief
from studio.wording import sentence

__all__ = ["format_of_content", "format_of_name", "format_of_root", "refusal"]

_EXTENSIONS = {
    ".bpm": "file.is-bizagi",
    ".vsd": "file.is-visio",
    ".vsdx": "file.is-visio",
    ".vdx": "file.is-visio",
    ".xpdl": "file.is-xpdl",
    ".aml": "file.is-aris",
    ".xmi": "file.is-xmi",
    ".uml": "file.is-xmi",
    ".drawio": "file.is-drawio",
    ".adl": "file.is-adonis",
    ".dmn": "file.is-dmn",
    ".bpel": "file.is-bpel",
}
"""A tool's own format by the file's extension; asked only once no BPMN was found in the file."""

_MAGIC = (
    (b"PK\x03\x04", "file.is-zip"),
    (b"\x1f\x8b", "file.is-zip"),
    (b"7z\xbc\xaf\x27\x1c", "file.is-zip"),
    (b"Rar!", "file.is-zip"),
    (b"\x89PNG", "file.is-picture"),
    (b"\xff\xd8\xff", "file.is-picture"),
    (b"GIF8", "file.is-picture"),
    (b"%PDF", "file.is-picture"),
    (b"\xd0\xcf\x11\xe0", "file.is-office"),
    (b"{", "file.is-json"),
    (b"[", "file.is-json"),
)
"""The first bytes of files that are no XML at all."""

_WEB_PAGE = re.compile(
    rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL,
)
"""The beginning of a web page, which need not be XML: most messages of servers are saved as such."""

_ROOTS = {
    "AML": "file.is-aris",
    "XMI": "file.is-xmi",
    "VisioDocument": "file.is-visio",
    "mxfile": "file.is-drawio",
    "mxGraphModel": "file.is-drawio",
    "ADOXML": "file.is-adonis",
    "svg": "file.is-picture",
    "html": "file.is-web-page",
}
"""Other formats by the name of their root element (or of their DOCTYPE)."""

_NAMESPACES = (
    ("xpdl", "file.is-xpdl"),
    ("/spec/XMI", "file.is-xmi"),
    ("/spec/UML", "file.is-xmi"),
    ("/uml2/", "file.is-xmi"),
    ("/spec/DMN/", "file.is-dmn"),
    ("/wsbpel/", "file.is-bpel"),
    ("/business-process/", "file.is-bpel"),
    ("/2000/svg", "file.is-picture"),
    ("/1999/xhtml", "file.is-web-page"),
    ("schemas.xmlsoap.org/wsdl", "file.no-bpmn"),
    ("/spec/CMMN/", "file.no-bpmn"),
)
"""Other formats by a part of their root's namespace, whatever the root is called."""


def refusal(code: str, file: str, line: int | None = None, **parameters: object) -> UnreadableFile:
    """The error for a file in which there is nothing to show."""
    parameters = {key: brief(it) if isinstance(it, str) else it for key, it in parameters.items()}
    said = sentence(code, {"file": file, "line": line, **parameters})
    return UnreadableFile(code, said, file=file, line=line, **parameters)


def format_of_name(name: str) -> str | None:
    """The code that tells which tool's own format the file's name announces."""
    return _EXTENSIONS.get(PurePath(name).suffix.lower())


def format_of_content(data: bytes) -> str | None:
    """The code that tells what kind of file these bytes are, where they are no XML."""
    start = data.lstrip()[:8]
    found = next((code for magic, code in _MAGIC if start.startswith(magic)), None)
    return found or ("file.is-web-page" if _WEB_PAGE.match(data) else None)


def format_of_root(tag: str, namespace: str = "") -> str | None:
    """The code that tells which other format a root element (or DOCTYPE) of that name belongs to."""
    if tag == "Package" and "wfmc" in namespace:
        return "file.is-xpdl"
    by_namespace = (code for part, code in _NAMESPACES if part.lower() in namespace.lower())
    root = "html" if tag.lower() == "html" else tag
    return _ROOTS.get(root) or next(by_namespace, None)
