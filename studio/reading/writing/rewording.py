"""What the elements of a file are called and what is said of them, changed where the diagram differs."""

from __future__ import annotations

from collections.abc import Sequence

from studio.model import Artifact, ArtifactKind, Element
from studio.reading.words import is_ours, is_translation
from studio.reading.writing.branch import Branch
from studio.reading.writing.piece import Piece, piece
from studio.reading.writing.pinning import refer
from studio.reading.writing.stage import Stage
from studio.reading.writing.texts import documentation, label_pieces, property_pieces

__all__ = ["Rewording"]


class Rewording:
    """Gives the elements that were in the file the texts of the wanted diagram."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._original = stage.original

    def make(self) -> None:
        for element in self._stage.after.elements():
            old = self._stage.old(element)
            if old is not None:
                self._words(old, element, self._stage.branch(element))
        self._whole()

    def _words(self, old: Element, element: Element, branch: Branch) -> None:
        if old.name != element.name:
            self._name(element, branch)
        if old.documentation != element.documentation:
            self._documentation(element, branch)
        if old.labels != element.labels:
            self._entries(branch, "label", label_pieces(element.labels))
        if old.properties != element.properties:
            self._entries(branch, "property", property_pieces(element.properties))

    def _name(self, element: Element, branch: Branch) -> None:
        if isinstance(element, Artifact) and element.kind is ArtifactKind.ANNOTATION:
            text = branch.first("text")
            if text is None:
                self._original.insert(branch, piece("bpmn:text", text=element.name))
            else:
                text.write(element.name)
        elif isinstance(element, Artifact) and element.kind is ArtifactKind.GROUP:
            self._category(element, branch)
        else:
            branch.set("name", element.name or None)

    def _category(self, group: Artifact, branch: Branch) -> None:
        """Names a frame: by its category where that is its alone, else by a new one."""
        reference = branch.get("categoryValueRef") or ""
        shared = [it for it in self._original.root.walk() if it.get("categoryValueRef") == reference]
        declared = self._original.register.declared(reference) if len(shared) == 1 else None
        if declared is not None and declared.tag == "categoryValue":
            self._original.of(declared).set("value", group.name)
            return
        holder = Piece("bpmn:group", {"id": group.id})
        category = self._stage.parts.category(group, holder)
        if category is not None:
            self._original.insert(self._original.root, category)
        refer(branch, "categoryValueRef", holder.attributes.get("categoryValueRef"))
        branch.set("name", None)

    def _documentation(self, element: Element, branch: Branch) -> None:
        known = branch.all("documentation")
        for surplus in known if not element.documentation else known[1:]:
            surplus.remove()
        if known and element.documentation:
            known[0].write(element.documentation)
        elif element.documentation:
            self._original.insert(branch, documentation(element)[0])

    def _entries(self, branch: Branch, local: str, made: Sequence[Piece]) -> None:
        """Replaces the studio's own entries of one name; they stand where the first of them stood."""
        holders = branch.all("extensionElements")
        known = [it for holder in holders for it in holder.children if _is_ours(it, local)]
        if not holders and made:
            holders = [self._original.insert(branch, piece("bpmn:extensionElements"))]
        last = known[-1] if known else None
        holder = last.around if last is not None else (holders[0] if holders else None)
        if holder is not None and last is None and holder.children:
            last = holder.children[-1]
        for entry in made:
            if holder is not None:
                last = self._original.insert(holder, entry, last)
        for surplus in known:
            surplus.remove()
        for holder in holders:
            if not holder.children and not any("<!" in chunk.text for chunk in holder.chunks()):
                holder.remove()

    def _whole(self) -> None:
        """The name and labels of the diagram as such."""
        before, after = self._stage.before, self._stage.after
        if self._original.root.local != "definitions":
            return
        if (before.name, before.labels) == (after.name, after.labels) and not self._follows_a_process():
            return
        own = [self._original.root, *self._original.top("collaboration")]
        named = next((it for it in own if (it.get("name") or "").strip()), None)
        if named is None:
            inherited = next(((it.name, it.labels) for it in after.processes if it.name), ("", ()))
            if inherited == (after.name, after.labels):
                return
        holder = named or self._original.root
        if after.labels and holder is self._original.root and not holder.all("extensionElements"):
            holder.set("name", None)
            holder = self._labelled()
        if not _is_called(holder, after.name):
            holder.set("name", after.name or None)
        if before.labels != after.labels or holder is not named:
            self._entries(holder, "label", label_pieces(after.labels))

    def _labelled(self) -> Branch:
        """What can carry the labels of the whole, which the standard does not allow ``definitions``."""
        known = next(self._original.top("collaboration"), None)
        made = piece("bpmn:collaboration", {"id": self._stage.ids.free("Collaboration")})
        return known or self._original.insert(self._original.root, made)

    def _follows_a_process(self) -> bool:
        """Whether the whole goes by the name of a process, which may have another now."""
        first = [
            next(((it.name, it.labels) for it in diagram.processes if it.name), None)
            for diagram in (self._stage.before, self._stage.after)
        ]
        return first[0] != first[1]


def _is_ours(branch: Branch, local: str) -> bool:
    """Whether it is an entry of that name; translations by others are labels, too."""
    if branch.markup is None:
        return branch.local == local
    return is_ours(branch.markup, local) or (local == "label" and is_translation(branch.markup))


def _is_called(branch: Branch, name: str) -> bool:
    return branch.markup is not None and " ".join(branch.markup.get("name").split()) == name
