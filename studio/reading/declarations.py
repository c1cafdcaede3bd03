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
_REFERRING = frozenset(
    {"messageRef", "signalRef", "errorRef", "escalationRef", "inMessageRef", "outMessageRef"}
)


def declarations_of(root: Markup, register: Register) -> tuple[Declaration, ...]:
    """The file's declarations in its order; those without an id, which nothing could mean, are left out."""
    declared = [it for it in tops(root) if it.standard and it.tag in _DECLARED and it.get("id")]
    if not declared:
        return ()
    meant: set[Markup] = set()
    for markup in register.elements:
        if markup.tag not in _REFERRING and _REFERRING.isdisjoint(markup.attributes):
            continue
        written = (markup.text.strip() if markup.tag in _REFERRING else "", *map(markup.get, _REFERRING))
        found = (register.declared(reference) for reference in written if reference)
        meant.update(it for it in found if it is not None)
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
