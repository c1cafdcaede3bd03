"""The file that is changed: its elements by the ids of the diagram's parts, and how new ones are put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.errors import StudioError
from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.reader import parts_of
from studio.reading.source import Source
from studio.reading.vocabulary import CONTENTS, Group
from studio.reading.writing.branch import Branch, edits_of, grown
from studio.reading.writing.piece import NAMESPACES, Piece, rendered
from studio.wording import sentence

__all__ = ["Original"]

_RANKS: Mapping[str, int] = {
    name: rank
    for rank, names in enumerate(
        (
            "import extension documentation",
            "extensionElements",
            "auditing monitoring categoryValueRef partitionElement",
            "incoming flowNodeRef",
            "outgoing childLaneSet",
            "ioSpecification",
            "property",
            "dataInputAssociation dataInput dataOutput",
            "dataOutputAssociation inputSet outputSet",
            "",
            "standardLoopCharacteristics multiInstanceLoopCharacteristics",
            "laneSet",
            "collaboration participant",
            "process messageFlow",
        )
    )
    for name in names.split()
} | {"completionCondition": 22, "BPMNDiagram": 30, "relationship": 31}
"""Which children stand before which, by the standard's schema; those of equal rank are free."""

_ANYTHING_ELSE, _FLOW_ELEMENT, _NOTE = 9, 20, 21
_NOTES = frozenset({"association", "group", "textAnnotation"})
_EDGES = frozenset({Group.FLOW, Group.MESSAGE, Group.ASSOCIATION})
_ON_ATTRIBUTES = frozenset({"studio", "xsi"})
_TELLING = {"bpmndi": "BPMNPlane", "dc": "Bounds", "di": "waypoint"}


class Original:
    """A file with the parts of its diagram, each by its id."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data, "")
        self.register = self.parts.register
        self._source = Source(data, self.parts.document.codec)
        self.document = grown(self._source.text, 0)
        branches = list(self.document.walk())[1:]
        markups = list(self.parts.document.root.walk())
        if len(branches) != len(markups):
            raise _unwritable(self.parts.document.codec)
        for branch, markup in zip(branches, markups, strict=True):
            branch.markup = markup
        self._branches = branches
        self.root = self.of(self.parts.root)
        self.items: dict[str, Item] = {item.id: item for item in self.parts.items}
        self.branches: dict[str, Branch] = {id: self.of(item.markup) for id, item in self.items.items()}
        """The element of each part, those that are put in included."""
        self.ids = {id for markup in self.parts.root.walk() if (id := markup.get("id"))}
        """Every id that is taken in the file."""
        self.unit = self._unit()
        self._drawn = self._shapes()
        self._namesakes: dict[str, list[Item]] = {}
        self._dealt: dict[Item, Markup] = {}
        self._deal()
        self._namespaces = self._used_namespaces()

    def of(self, markup: Markup) -> Branch:
        """The element that the reader made ``markup`` of."""
        return self._branches[markup.ordinal]

    def data(self) -> bytes:
        """The file as it has become."""
        return self._source.changed(edits_of(self.document, len(self._source.text)))

    def insert(self, parent: Branch, made: Piece, after: Branch | None = None) -> Branch:
        """Puts a new element in, behind ``after`` or else where it belongs by its name."""
        margin = parent.margin(self.unit)
        newline = margin.rstrip(" \t")
        prefixes = {name: self._prefix(name, parent) for name in _prefixes_in(made)}
        text = rendered(made, prefixes, margin[len(newline) :], self.unit, newline)
        branch = grown(text).children[0]
        parent.add(branch, after or self.last_before(parent, branch.local), self.unit)
        return branch

    def move(self, branch: Branch, parent: Branch, after: Branch | None = None) -> None:
        """Puts an element elsewhere, behind ``after`` or else where it belongs by its name."""
        branch.remove()
        branch.uproot()
        if any("\ud800" <= character <= "\udfff" for it in branch.chunks() for character in it.text):
            raise _unwritable(self.parts.document.codec)
        parent.add(branch, after or self.last_before(parent, branch.local), self.unit)

    def put_before(self, branch: Branch, sibling: Branch) -> None:
        """Moves a new element, within what it stands in, to right before another."""
        parent = sibling.around
        if parent is None:
            raise AssertionError(sibling.name)
        branch.remove()
        siblings = parent.children
        place = siblings.index(sibling)
        parent.add(branch, siblings[place - 1] if place else None, self.unit)

    def last_before(self, parent: Branch, local: str) -> Branch | None:
        """The child behind which an element of that name belongs; None where it is to be the first."""
        rank = _rank(local)
        branches = (it for it in reversed(parent.inside) if isinstance(it, Branch))
        return next((it for it in branches if _rank(it.local) <= rank), None)

    def top(self, *locals_: str) -> Iterator[Branch]:
        """Elements beside the processes, by their names."""
        return (it for it in self.root.children if it.local in locals_)

    def drawn(self, item: Item) -> Branch | None:
        """The shape or edge that shows a part: where several have its id, the one of its own number."""
        markup = self._dealt.get(item)
        return None if markup is None else self.of(markup)

    def drawings(self, item: Item) -> list[Branch]:
        """Every shape or edge that shows a part; where others have its id, its own only."""
        if len(self._namesakes.get(item.written, ())) > 1:
            own = self.drawn(item)
            return [] if own is None else [own]
        return [
            self.of(it) for is_edge in (False, True) for it in self._drawn.get((is_edge, item.written), ())
        ]

    def planes(self) -> list[Branch]:
        """The drawing surfaces; a drawing without one counts as one."""
        found = []
        for diagram in self.top("BPMNDiagram"):
            found += [it for it in diagram.children if it.local == "BPMNPlane"] or [diagram]
        return found

    def _shapes(self) -> dict[tuple[bool, str], list[Markup]]:
        found: dict[tuple[bool, str], list[Markup]] = {}
        for plane in self.planes():
            surface = (plane.get("bpmnElement") or "").strip()
            for branch in plane.walk():
                markup = branch.markup
                if markup is None or markup.tag not in {"BPMNShape", "BPMNEdge"}:
                    continue
                meant = self.register.shown(markup.get("bpmnElement"), surface)
                if meant is not None:
                    key = markup.tag == "BPMNEdge", meant.get("id")
                    found.setdefault(key, []).append(markup)
        return found

    def _deal(self) -> None:
        """Gives each part the shape that the reader gives it."""
        used: dict[tuple[bool, str], int] = {}
        for item in self.parts.items if self._drawn else ():
            key = item.group in _EDGES, item.written
            self._namesakes.setdefault(item.written, []).append(item)
            number = used.get(key, 0)
            if item.written and number < len(self._drawn.get(key, ())):
                self._dealt[item] = self._drawn[key][number]
                used[key] = number + 1

    def _unit(self) -> str:
        """By how much a child is indented more than what it stands in."""
        outer = self.root.children
        for branch in outer:
            for inner in branch.children[:1]:
                around, within = self.root.margin("  "), branch.margin("  ")
                if inner is not None and within.startswith(around) and len(within) > len(around):
                    return within[len(around) :]
        return "  "

    def _used_namespaces(self) -> dict[str, str]:
        found = dict(NAMESPACES)
        tags = {tag: name for name, tag in _TELLING.items()}
        for plane in self.planes()[:1]:
            for branch in plane.walk():
                name = tags.pop(branch.local, None)
                if name is not None and branch.markup is not None and branch.markup.namespace:
                    found[name] = branch.markup.namespace
        return found

    def _prefix(self, name: str, parent: Branch) -> str:
        """The prefix in the file for one of the pieces'; it is declared where it is not there yet."""
        if name == "bpmn" or (name == "bpmndi" and parent.local.startswith("BPMN")):
            return parent.prefix
        wanted = self._namespaces[name]
        hidden: set[str] = set()
        around: Branch | None = parent
        while around is not None:
            for prefix, namespace in around.declared().items():
                is_fit = prefix or name not in _ON_ATTRIBUTES
                if namespace == wanted and prefix not in hidden and is_fit:
                    return prefix
                hidden.add(prefix)
            around = around.around
        prefix, number = name, 1
        while f"xmlns:{prefix}=" in self._source.text:
            number += 1
            prefix = f"{name}{number}"
        self.root.set(f"xmlns:{prefix}", wanted)
        return prefix


def _rank(local: str) -> int:
    if local in _NOTES:
        return _NOTE
    if local not in _RANKS and (local in CONTENTS or local == "dataObject"):
        return _FLOW_ELEMENT
    return _RANKS.get(local, _ANYTHING_ELSE)


def _prefixes_in(made: Piece) -> set[str]:
    found: set[str] = set()
    waiting = [made]
    while waiting:
        piece = waiting.pop()
        names = [piece.tag, *piece.attributes, piece.attributes.get("xsi:type", "")]
        found |= {name.partition(":")[0] for name in names if ":" in name}
        waiting += piece.children
    return found


def _unwritable(codec: str | None) -> StudioError:
    code = "write.encoding"
    parameters = {"encoding": codec or "?"}
    return StudioError(code, sentence(code, parameters), **parameters)
