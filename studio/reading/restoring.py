"""What an editor left out of a file, put back: comments, and elements that no BPMN editor knows.

An editor reads a file into objects of its own and writes them anew. What is no such object is gone then:
comments and processing instructions, elements of other makers beside the extensions, elements with unknown
names, references to what the file does not hold. Each goes back to where it stood, as long as what it stood
in is still there; everything else is as the editor wrote it, so that what was deleted stays deleted.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from studio.reading.reader import parts_of
from studio.reading.vocabulary import BPMN_NAMESPACES

__all__ = ["restored"]

_DRAWN = ("/DD/", "/BPMN/20100524/DI", "/spec/BPMN/")
"""Parts of the namespaces in which drawings are."""
_EXTENSIONS = "extensionElements"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def restored(data: bytes, original: bytes) -> bytes:
    """The file that an editor made of ``original``, with what it left out; the same bytes if that is nothing.

    Both were read before, so that neither is hostile.
    """
    parts = parts_of(original, "")
    text = original.decode(parts.document.codec or "utf-8", "replace").removeprefix("\ufeff")
    try:
        before, after = _tree(text.encode()), _tree(data)
    except etree.XMLSyntaxError:  # a prefix that is not declared, say: there is no tree to compare
        return data
    restoring = _Restoring(after, frozenset(it.tag for it in parts.survey.strangers), _ids(before))
    restoring.around(before, after)
    restoring.pair(before, after)
    return _written(after) if restoring.count else data


def _written(root: etree._Element) -> bytes:
    """The text of a tree, what stands around its outermost element in lines of its own."""
    head = reversed(list(root.itersiblings(preceding=True)))
    nodes = [*head, root, *root.itersiblings()]
    return _HEAD + b"".join(etree.tostring(it, encoding="UTF-8", with_tail=False) + b"\n" for it in nodes)


def _tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="UTF-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(data.lstrip(), parser)


def _ids(root: etree._Element) -> frozenset[str]:
    return frozenset(it.get("id") or "" for it in root.iter(etree.Element))


class _Restoring:
    """Puts back into one tree what only the other has; ``count`` tells how much that is."""

    def __init__(self, after: etree._Element, strangers: frozenset[str], ids: frozenset[str]) -> None:
        self._strangers = strangers
        self._ids = ids
        self._by_id = {it.get("id"): it for it in after.iter(etree.Element) if it.get("id")}
        self.count = 0

    def around(self, before: etree._Element, after: etree._Element) -> None:
        """Comments before and after the outermost element."""
        there = {_said(node) for ahead in (True, False) for node in after.itersiblings(preceding=ahead)}
        for ahead, put in ((True, after.addprevious), (False, after.addnext)):
            for node in reversed(list(before.itersiblings(preceding=ahead))):
                if _said(node) not in there:
                    put(_copy(node))
                    self.count += 1

    def pair(self, before: etree._Element, after: etree._Element) -> None:
        """Restore what stood in an element, and in all that stands in it."""
        waiting = [(before, after, False)]
        while waiting:
            old, new, inside = waiting.pop()
            self._attributes(old, new)
            last: etree._Element | None = None
            for child in old:
                found = self._counterpart(child, new)
                if found is None and self._is_lost(child, inside_extensions=inside):
                    found = _put(_copy(child), new, last)
                    self.count += 1
                elif found is not None and isinstance(child.tag, str):
                    waiting.append((child, found, inside or _local(child) == _EXTENSIONS))
                last = found if found is not None and found.getparent() is new else last

    def _attributes(self, old: etree._Element, new: etree._Element) -> None:
        """References to nothing, which an editor cannot follow."""
        for name, value in old.attrib.items():
            if str(name).endswith("Ref") and name not in new.attrib and str(value) not in self._ids:
                new.set(name, value)
                self.count += 1

    def _counterpart(self, child: etree._Element, new: etree._Element) -> etree._Element | None:
        """The same element in the other tree: by id, else by its name and place among those of its name."""
        if not isinstance(child.tag, str):
            return next((it for it in new if _said(it) == _said(child)), None)
        id = child.get("id")
        if id:
            found = self._by_id.get(id)
            return found if found is not None and found.tag == child.tag else None
        parent = child.getparent()
        own = [] if parent is None else parent.findall(child.tag)
        others = new.findall(child.tag)
        return others[own.index(child)] if len(own) == len(others) else None

    def _is_lost(self, child: etree._Element, *, inside_extensions: bool) -> bool:
        """Whether an editor drops it, rather than that somebody deleted it."""
        if not isinstance(child.tag, str):
            return True
        if inside_extensions or child.get("id") in self._by_id:
            return False
        namespace = etree.QName(child).namespace or ""
        if namespace in BPMN_NAMESPACES:
            return _local(child) in self._strangers
        return not any(part in namespace for part in _DRAWN)


def _put(lost: etree._Element, into: etree._Element, after: etree._Element | None) -> etree._Element:
    """Insert behind a sibling, or before all of them, with the blanks that stand between them."""
    place = 0 if after is None else into.index(after) + 1
    lost.tail = after.tail if after is not None else into.text if not (into.text or "").strip() else None
    into.insert(place, lost)
    return lost


def _said(node: etree._Element) -> tuple[object, str | None]:
    """What tells comments and instructions apart."""
    return node.tag, node.text


def _copy(node: etree._Element) -> etree._Element:
    found = deepcopy(node)
    found.tail = None
    return found


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
