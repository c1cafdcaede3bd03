"""Ids as XML allows them: each a name without a colon, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Ids"]

_FIRST = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(rf"[{_FIRST}][-.0-9\u00b7\u0300-\u036f\u203f\u2040{_FIRST}]*")
_BAD = re.compile(rf"[^-.0-9\u00b7\u0300-\u036f\u203f\u2040{_FIRST}]")
"""What a name may begin with and consist of, by XML 1.0 (fifth edition), the colon apart."""


class Ids:
    """The ids of a file that is being written.

    An element keeps its id where XML allows it; any other becomes one that is allowed and free. Those
    that are ``kept`` stay in any case, and those that are ``taken`` go to nobody.
    """

    def __init__(self, ids: Iterable[str], kept: Iterable[str] = (), taken: Iterable[str] = ()) -> None:
        self._written: dict[str, str] = {id: id for id in kept}
        self._taken = {*taken, *self._written}
        self._last: dict[str, int] = {}
        bad: list[str] = []
        for id in ids:
            if _NAME.fullmatch(id):
                self._taken.add(id)
            else:
                bad.append(id)
        for id in bad:
            self.of(id)

    def of(self, id: str) -> str:
        """The id under which an element is written."""
        if _NAME.fullmatch(id):
            return id
        if id not in self._written:
            name = _BAD.sub("_", id)
            self._written[id] = self.free(name if _NAME.match(name) else f"_{name}")
        return self._written[id]

    def alone(self, id: str) -> str | None:
        """The id as it is written, None where there is none or something else has it."""
        return self.free(id) if id not in self._taken and _NAME.fullmatch(id) else None

    def free(self, stem: str) -> str:
        """An id that nothing has yet: ``stem``, or that and a number."""
        name = stem
        while name in self._taken:
            number = self._last[stem] = self._last.get(stem, 1) + 1
            name = f"{stem}_{number}"
        self._taken.add(name)
        return name
