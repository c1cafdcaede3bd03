"""Ids: one for every part of the diagram, and what each reference in the file means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from studio.model import Problem, Severity
from studio.reading.items import Item
from studio.reading.markup import Markup
from studio.reading.problems import problem
from studio.reading.vocabulary import Group

__all__ = ["Register"]

_BEFORE_LOCAL_NAME = re.compile(r".*[:}#]")


class Register:
    """The parts of a diagram by id.

    ``elements`` are those of the file among which they are, ``hidden`` the ids in what is folded up.

    Every item gets an id of its own here: the one in the file; where that is missing, its kind and a
    number; where it is taken, the id and a number. The same bytes always give the same ids.
    """

    def __init__(
        self, elements: Sequence[Markup], hidden: Mapping[str, Markup], items: Sequence[Item]
    ) -> None:
        self.elements = elements
        self.problems: list[Problem] = []
        self._declared: dict[str, Markup] = {}
        for markup in elements:
            if "id" in markup.attributes and (id := markup.get("id")):
                self._declared.setdefault(id, markup)
        for id, markup in hidden.items():
            self._declared.setdefault(id, markup)
        self._index: dict[tuple[Group, str], Item] = {}
        self._namesakes: dict[tuple[Group, str, Item | None], Item] = {}
        self._count: dict[str, int] = {}
        self._taken = set(self._declared)
        seen: set[str] = set()
        for item in items:
            self._name(item, seen)
            self._enter(item)

    def declared(self, reference: str) -> Markup | None:
        """The first element of the whole file with the id that a reference names."""
        found = self._declared.get(reference)
        return found if found is not None or not reference else self._declared.get(_local(reference))

    def shown(self, reference: str, surface: str) -> Markup | None:
        """The element that a shape on a drawing surface shows; ``surface`` is what that one shows.

        Where ids begin with that of their process, some tools leave it out in references.
        """
        declared = self._declared
        return declared.get(f"{surface}.{reference}") or declared.get(reference) or self.declared(reference)

    def find(self, reference: str, groups: Iterable[Group], near: Item | None = None) -> Item | None:
        """The part that a reference names, of one of ``groups``.

        Where several parts of the file have that id, the one in the same scope as ``near`` is meant,
        else one in the same process, else the first. A reference may leave out the process that an id
        begins with.
        """
        places = (None,) if near is None else (near.scope, near.process, None)
        found = self._found(reference, groups, places) or self._found(_local(reference), groups, places)
        if found is None and reference and near is not None and near.process is not None:
            return self._found(f"{near.process.written}.{reference}", groups, places)
        return found

    def _found(self, id: str, groups: Iterable[Group], places: Sequence[Item | None]) -> Item | None:
        for group in groups if id else ():
            found = self._index.get((group, id))
            if found is None:
                continue
            if self._namesakes and (group, id, None) in self._namesakes:
                return next(it for place in places if (it := self._namesakes.get((group, id, place))))
            return found
        return None

    def _enter(self, item: Item) -> None:
        """Where several parts have one id, each is found from what it stands in."""
        first = self._index.setdefault((item.group, item.written), item)
        for namesake in (first, item) if first is not item else ():
            for place in (namesake.scope, namesake.process, None):
                self._namesakes.setdefault((item.group, item.written, place), namesake)

    def _name(self, item: Item, seen: set[str]) -> None:
        if item.written and item.written not in seen:
            item.id = item.written
        else:
            item.id = self._free(item.written or item.markup.tag)
            told = {"id": item.written, "new": item.id, "tag": item.markup.tag}
            if item.written:
                self.problems.append(problem("id.duplicate", Severity.WARNING, item, **told))
            else:
                self.problems.append(problem("id.missing", Severity.INFO, item, **told))
        seen.add(item.id)

    def _free(self, stem: str) -> str:
        while True:
            number = self._count[stem] = self._count.get(stem, 1) + 1
            id = f"{stem}_{number}"
            if id not in self._taken:
                self._taken.add(id)
                return id


def _local(reference: str) -> str:
    """A reference without its prefix; empty where it has none."""
    found = _BEFORE_LOCAL_NAME.match(reference)
    return reference[found.end() :] if found is not None else ""
