"""Guards in the words that people write on the ways out of a decision, read only where they are plain.

``> 500``, ``大于500元``, ``500 以上`` and ``under 18`` compare what the gateway's label names; *yes* and *no*
answer its question, also where that compares (``金额是否超过500？``). ``500以上`` and ``500以下`` both
contain 500, as the Chinese Civil Code (art. 1259) has it. Whatever may mean two things stays a text: a range
whose ends may or may not be meant, ``1.000``, units that differ, a bare share.
"""

from __future__ import annotations

from collections.abc import Sequence

from studio.model.guard.answers import answer_of, is_otherwise
from studio.model.guard.guard import Guard
from studio.model.guard.parser import is_formal, mixed_units, parse_guard
from studio.model.guard.tokens import GuardError
from studio.model.guard.tree import (
    Comparison,
    ComparisonSign,
    Constant,
    Name,
    Number,
    Truth,
    children,
    nodes,
)
from studio.model.guard.worded import LONGEST, NO_SUBJECT, Worded, asked_about, guarded, name_of, worded

__all__ = ["label_guard", "label_guards"]


def label_guard(label: str, question: str = "") -> Guard | None:
    """The guard that the label of one way means under the label of its gateway; None for mere text."""
    return label_guards((label,), question)[0]


def label_guards(labels: Sequence[str], question: str = "") -> tuple[Guard | None, ...]:
    """The guards that the labels of a gateway's ways mean together, None for those that are mere text.

    Comparisons in words are only read where all of them speak of one property in one unit.
    """
    found = [worded(label) for label in labels]
    asked = worded(asked_about(question))
    subject = _subject([it for it in found if it is not None], question)
    guards = tuple(
        _read(label, words, subject, asked, question) for label, words in zip(labels, found, strict=True)
    )
    mixed = mixed_units(labels)
    return tuple(None if guard is None or guard.names() & mixed else guard for guard in guards)


def _read(
    label: str, words: Worded | None, subject: str | None, asked: Worded | None, question: str
) -> Guard | None:
    answer = answer_of(label)
    if answer is not None:
        if asked is not None and asked.subject:
            return asked.about(asked.subject, opposite=not answer)
        about = name_of(asked_about(question))
        return guarded(Comparison(ComparisonSign.EQUAL, Name(about), Truth(answer))) if about else None
    if words is not None:
        return None if subject is None else words.about(subject)
    return _formal(label)


def _subject(words: Sequence[Worded], question: str) -> str | None:
    """The one property that all the comparisons are about."""
    named = {it.subject for it in words if it.subject}
    if len(named) > 1 or len({it.unit for it in words if it.unit}) > 1:
        return None
    asked = name_of(asked_about(question))
    if NO_SUBJECT.search(asked):
        asked = ""
    if named:
        (subject,) = named
        bare = any(not it.subject for it in words)
        return None if bare and subject.lower() not in question.lower() else subject
    return asked or None


def _formal(label: str) -> Guard | None:
    """A label that is written as a condition and cannot be mere words.

    A bare name is only asked for yes or no beside a comparison with a constant, and ``order is complete``
    is only compared beside one with a number: the other way may be called ``order is open``.
    """
    if len(label) > LONGEST:
        return None
    try:
        guard = parse_guard(label)
    except GuardError:
        return None
    parts = [node for node, _ in nodes(guard.root)]
    compared = [node for node in parts if isinstance(node, Comparison)]
    if not guard.names() or not compared:
        return None
    constants = [side for node in compared for side in (node.left, node.right) if isinstance(side, Constant)]
    alone = [child for node in parts if not isinstance(node, Comparison) for child in children(node)]
    bare = [child.name for child in alone if isinstance(child, Name)]
    if bare and (not constants or any(is_otherwise(name) or " " in name for name in bare)):
        return None
    is_read = is_formal(label) or any(isinstance(constant, Number) for constant in constants)
    return guard if is_read else None
