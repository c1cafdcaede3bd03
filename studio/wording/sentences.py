"""The English sentences by code: what a problem, an error or a mistake says, and what to do about it.

A sentence is one to three short sentences of plain English. Placeholders are the parameters of the
problem; ``studio.wording.sentence`` lists what may stand behind a colon in them.
"""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Guards
    "guard.unexpected": "Character {position}: {expected:phrase} is expected, not {found:phrase}.",
    "guard.character": "Character {position}: {found} cannot stand in a condition.",
    "guard.number": "Character {position}: the number {found} is too large.",
    "guard.too-long": "The condition has {length} characters; at most {limit} are read.",
    "guard.too-deep": "The condition is nested more than {limit} levels deep.",
    # Starting the studio
    "app.not-built": (
        "The diagram component is missing from this installation. "
        "Install it again with Node.js 18 or newer on the path, or with a connection to the package index."
    ),
    "app.port-taken": "Port {port} is taken by another program. Name another port.",
}
