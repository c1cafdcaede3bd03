"""The messages, signals, errors and escalations that a file declares, and whether anything refers to them."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model import Declaration, EventKind
from studio.reading.items import tops
from studio.reading.markup import Markup
from studio.reading.register import Register
from studio.reading.words import one_line

__all__ = ["declarations_of"]

_DECLARED: Mapping[str, EventKind] = {
    "message": EventKind.MESSAGE,
    "signal": EventKind.SIGNAL,
    "error": EventKind.ERROR,
    "escalation": EventKind.ESCALATION,
}
_REFERRING = ("messageRef", "signalRef", "errorRef", "escalationRef", "inMessageRef", "outMessageRef")


def declarations_of(root: Markup, register: Register) -> tuple[Declaration, ...]:
    """The file's declarations in its order; those without an id, which nothing could mean, are left out."""
    declared = [it for it in tops(root) if it.standard and it.tag in _DECLARED and it.get("id")]
    if not declared:
        return ()
    meant: set[Markup] = set()
    for markup in root.walk():
        for name in _REFERRING:
            reference = markup.get(name) or (markup.text.strip() if markup.tag == name else "")
            found = register.declared(reference) if reference else None
            if found is not None:
                meant.add(found)
    return tuple(
        Declaration(
            id=it.get("id"),
            kind=_DECLARED[it.tag],
            name=one_line(it.get("name")),
            used=it in meant,
            line=it.line,
        )
        for it in declared
    )
