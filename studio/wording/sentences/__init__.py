"""The English sentences by code: what a problem, an error or a mistake says, and what to do about it.

A sentence is one to three short sentences of plain English. Placeholders are the parameters of the
problem; ``studio.wording.sentence`` lists what may stand behind a colon in them.
"""

from __future__ import annotations

from studio.wording.sentences import (
    decisions,
    exchange,
    files,
    library,
    lint,
    scenario,
    service,
    simplify,
    simulation,
    soundness,
    story,
    walk,
)

__all__ = ["SENTENCES"]

_TOPICS = (
    decisions, exchange, files, library, lint, scenario, service, simplify, simulation, soundness, story,
    walk,
)  # fmt: skip

SENTENCES: dict[str, str] = {code: told for topic in _TOPICS for code, told in topic.SENTENCES.items()}
