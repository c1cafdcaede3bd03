"""From a text to a :class:`Guard`, in what Python, FEEL, JUEL and JavaScript share.

Understood are comparisons (also chains such as ``1 <= x < 5`` and ``x between 1 and 5``), ``and``, ``or``,
``not`` in the spelling of each language, arithmetic, ``in`` with a list or a FEEL range, texts, numbers,
percentages and names; a FEEL ``=`` in front, JUEL's ``${…}``, XPath's ``getDataObject('x')``, ``$x`` and
``/order/amount`` are looked through, ``x.equals("a")`` is a comparison. Two or more words in a row beside a
comparison are one name, as in FEEL; a name in backticks may stand anywhere. Everything else is refused:
no call, index or assignment exists in the tree. Nothing is ever handed to an interpreter.

A condition in words (``金额大于100且客户等级是VIP``, ``amount over 100 and vip``) is read where the languages
refuse it, see :mod:`studio.model.guard.clauses`.

The cells of a decision table are FEEL's unary tests: ``> 100``, ``[1..5)``, ``"a", "b"``, ``not("a")`` …
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from studio.model.guard.clauses import spoken
from studio.model.guard.grammar import Grammar
from studio.model.guard.guard import Guard
from studio.model.guard.phrases import opens, says_something
from studio.model.guard.stream import MAX_DEPTH, too_deep, unexpected
from studio.model.guard.tokens import GuardError, Kind, Token, tokens
from studio.model.guard.tree import Condition, Expression, Term, Truth, nodes
from studio.model.guard.unary import cell

__all__ = ["MAX_DEPTH", "is_formal", "mixed_units", "parse_guard", "parse_term", "parse_unary_tests"]

_RETURNED = re.compile(r"\s*return\s+(?P<returned>[^;]+);\s*")
"""A script that is but one condition."""


def parse_guard(text: str) -> Guard:
    """The guard that a text states; GuardError says at which character it stops being one."""
    script = _RETURNED.fullmatch(text)
    if script is not None:
        return Guard(root=parse_guard(script["returned"]).root, text=text)
    try:
        found = tokens(text)
        root = _formal(found)
    except GuardError:
        if (in_words := _in_words(text)) is None:
            raise
        return Guard(root=in_words, text=text)
    return Guard(root=(_has_words(found) and _in_words(text)) or root, text=text)


def is_formal(text: str) -> bool:
    """Whether a guard is written in one of the languages, not in words."""
    try:
        found = tokens(text)
        _formal(found)
    except GuardError:
        return False
    return not _has_words(found)


def parse_term(text: str) -> Term:
    """What a text says about the case that is no condition: a name, a constant or arithmetic."""
    return _shallow(Grammar(tokens(text)).only_term())


def parse_unary_tests(text: str, operand: Term) -> Condition:
    """What a cell of a decision table asks of its column's term; ``-`` and nothing at all always hold."""
    if text.strip() in {"", "-", "–", "—"}:
        return Truth(True)
    return _shallow(cell(Grammar(tokens(text, is_cell=True), operand), operand))


def mixed_units(texts: Iterable[str]) -> frozenset[str]:
    """The properties that conditions in words compare in several units, so that no number decides them."""
    told = [said for text in texts if (said := spoken(text, _clause)) is not None]
    units = {pair for said in told for pair in said.units}
    return frozenset(name for name, count in Counter(name for name, _ in units).items() if count > 1)


def _formal(found: list[Token]) -> Condition:
    return _shallow(Grammar(found).whole())


def _has_words(found: list[Token]) -> bool:
    """Whether a name of the text may be a whole condition, as Chinese is written without spaces."""
    return opens(found[0].text) or any(it.kind is Kind.NAME and says_something(it.text) for it in found)


def _in_words(text: str) -> Condition | None:
    """What a text says if it is a condition in words."""
    try:
        said = spoken(text, _clause)
        return _formal(tokens(said.formal)) if said is not None and said.is_clear else None
    except GuardError:
        return None


def _clause(text: str) -> Condition:
    found = tokens(text)
    root = _formal(found)
    if _has_words(found):
        raise unexpected("a comparison", found[0])
    return root


_Tree = TypeVar("_Tree", bound=Expression)


def _shallow(root: _Tree) -> _Tree:
    if any(depth > MAX_DEPTH for _, depth in nodes(root)):
        raise too_deep()
    return root
