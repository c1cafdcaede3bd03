"""How large things are drawn: the usual sizes of BPMN shapes and the room that texts take, in pixels."""

from __future__ import annotations

import unicodedata

from studio.model import Artifact, ArtifactKind, Element, Node

__all__ = [
    "HEADER",
    "LABEL_WIDTH",
    "Size",
    "artifact_size",
    "header_length",
    "label_size",
    "node_size",
    "texts",
]

Size = tuple[float, float]
"""Width and height."""

HEADER = 30.0
"""The strip at the left of a pool or lane that holds its name."""

LABEL_WIDTH = 90.0
"""Where the text beside an event, gateway or flow is broken into lines, as bpmn-js does."""

_ACTIVITY: Size = (100.0, 80.0)
_GATEWAY: Size = (50.0, 50.0)
_EVENT: Size = (36.0, 36.0)
_GUEST_ROOM = 44.0
_LINE = 14.0
_LETTER, _SLIM, _BROAD, _CAPITAL, _IDEOGRAPH = 6.3, 3.6, 10.0, 8.0, 12.0
_SLIM_LETTERS, _BROAD_LETTERS = frozenset(" fijlrtI.,:;'()[]!|-"), frozenset("mwMW%@")
_MARGIN = 6.0
"""Room beside a text: one that fills its place to the last pixel would be broken within its words."""

_LONGEST_LABEL = 8
_NOTE_WIDTH = 130.0
_LONGEST_HEADER = 180.0
_ARTIFACTS: dict[ArtifactKind, Size] = {
    ArtifactKind.DATA_STORE: (50.0, 50.0),
    ArtifactKind.GROUP: (200.0, 100.0),
}
_SHEET: Size = (36.0, 50.0)


def node_size(node: Node, guests: int) -> Size:
    """The size of a node without contents; it is widened where many boundary events stand on its border."""
    if node.kind.is_gateway:
        return _GATEWAY
    if node.kind.is_event:
        return _EVENT
    return max(_ACTIVITY[0], _GUEST_ROOM * guests), _ACTIVITY[1]


def artifact_size(artifact: Artifact) -> Size:
    if artifact.kind is ArtifactKind.ANNOTATION:
        width, height = label_size(artifact, _NOTE_WIDTH, lines=40)
        return max(60.0, width + 14.0), max(30.0, height + 10.0)
    return _ARTIFACTS.get(artifact.kind, _SHEET)


def header_length(element: Element) -> float:
    """How high a pool or lane has to be for its name to stand in its header, in two lines if it is long."""
    length = label_size(element, _LONGEST_HEADER * 2)[0] + 20.0
    return length if length <= _LONGEST_HEADER else max(_LONGEST_HEADER, length / 2 + 20.0)


def texts(element: Element) -> list[str]:
    """What may stand in the picture: the name and every translation of it."""
    return [text for text in (element.name, *(label.text for label in element.labels)) if text.strip()]


def label_size(element: Element, width: float = LABEL_WIDTH, lines: int = _LONGEST_LABEL) -> Size:
    """The room of the element's text in whichever language takes most; (0, 0) where it has none."""
    sizes = [_text_size(text, width) for text in texts(element)]
    if not sizes:
        return 0.0, 0.0
    return max(size[0] for size in sizes), min(max(size[1] for size in sizes), lines * _LINE)


def _text_size(text: str, width: float) -> Size:
    """The text broken at spaces, at line ends and anywhere between ideographs."""
    widest, lines = 0.0, 0
    for line in text.strip()[:2000].splitlines():
        lines += 1
        used = 0.0
        for piece in _pieces(line):
            length = sum(_width(letter) for letter in piece)
            if used and used + length > width - _MARGIN:
                widest = max(widest, used)
                lines += 1
                used = 0.0
            used += length
            while used > width - _MARGIN:
                widest = width - _MARGIN
                lines += 1
                used -= widest
        widest = max(widest, used)
    return min(widest + _MARGIN, width), lines * _LINE


def _pieces(line: str) -> list[str]:
    pieces: list[str] = [""]
    for letter in line:
        if _is_wide(letter) or pieces[-1].endswith(" "):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _width(letter: str) -> float:
    """About how wide a letter of 11 pixels is drawn, in the faces that browsers use for a diagram."""
    if _is_wide(letter):
        return _IDEOGRAPH
    if letter in _SLIM_LETTERS:
        return _SLIM
    if letter in _BROAD_LETTERS:
        return _BROAD
    return _CAPITAL if letter.isupper() else _LETTER


def _is_wide(letter: str) -> bool:
    return ord(letter) > 0x2E7F and unicodedata.east_asian_width(letter) in "WF"
