"""A diagram's changes made in the file it was read from; all that did not change stays as it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from studio.errors import StudioError
from studio.model import Diagram, Element
from studio.reading.reader import read
from studio.reading.writing.arrangement import Arrangement
from studio.reading.writing.ids import Ids
from studio.reading.writing.original import Original
from studio.reading.writing.pinning import pin
from studio.reading.writing.redrawing import Redrawing
from studio.reading.writing.rewiring import Rewiring
from studio.reading.writing.rewording import Rewording
from studio.reading.writing.stage import Stage
from studio.reading.writing.whole import ids_in, new_file
from studio.wording import sentence

__all__ = ["changed_file"]


def changed_file(diagram: Diagram, source: bytes) -> bytes:
    """The file ``source`` with what the diagram has otherwise; the same bytes where that is nothing.

    A file of a single process without ``definitions`` has no room for pools or further processes: where
    they are wanted, the file is written anew.
    """
    before = read(source, "").diagram
    if _content(before) == _content(diagram):
        return source
    original = Original(source)
    if original.root.local != "definitions" and _tops(before) != _tops(diagram):
        return new_file(diagram)
    ids = _ids(before, diagram, original)
    stage = Stage(before, diagram, original, ids)
    if not _differs_in_words_only(before, diagram):
        pin(original)
    Arrangement(stage).make()
    Rewiring(stage).make()
    Rewording(stage).make()
    Redrawing(stage).make()
    return original.data()


def _ids(before: Diagram, after: Diagram, original: Original) -> Ids:
    """The ids of the file; StudioError where a new element's is that of something else in it."""
    kept = {element.id for element in before.elements()}
    taken = original.ids - kept
    for element in after.elements():
        if element.id in taken:
            code = "write.id-taken"
            raise StudioError(code, sentence(code, {"id": element.id}), id=element.id)
    return Ids(ids_in(after), kept=kept, taken=taken)


def _content(diagram: Diagram) -> tuple[object, ...]:
    """All of the diagram that a file holds."""
    elements = (replace(element, line=None) for element in diagram.elements())
    return diagram.id, diagram.name, diagram.labels, *elements


def _tops(diagram: Diagram) -> tuple[object, ...]:
    """What stands beside a process in a file, for which a file that is one process only has no room."""
    elements = (*diagram.processes, *diagram.pools, *diagram.messages)
    return diagram.name, diagram.labels, {element.id for element in elements}


def _differs_in_words_only(before: Diagram, after: Diagram) -> bool:
    """Whether the parts are the same but for what they are called and what is said of them."""
    return all(
        one is not None and other is not None and _wordless(one) == _wordless(other)
        for one, other in zip_longest(before.elements(), after.elements())
    )


def _wordless(element: Element) -> Element:
    return replace(element, name="", labels=(), documentation="", properties=(), line=None)
