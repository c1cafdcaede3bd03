"""A condition in words, clause by clause: ``金额大于100且客户等级是VIP``, ``amount over 100 and vip``.

What stands between *and*, *or* and brackets is read by itself and written down as the parser knows it. A
clause may leave out what the one before it is about: ``金额大于100且小于500``, ``status is new or open``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.model.guard.answers import answer_of
from studio.model.guard.phrases import AFTER, BEFORE, IDENTITIES, OPENING, one_of
from studio.model.guard.tokens import GuardError
from studio.model.guard.tree import (
    Comparison,
    ComparisonSign,
    Condition,
    Empty,
    Name,
    Not,
    Text,
    Truth,
)
from studio.model.guard.worded import NO_SUBJECT, Worded, asked_about, name_of, plain, worded

__all__ = ["Spoken", "spoken"]

_ALL = [word for table in (BEFORE, AFTER) for words in table.values() for word in words]
_JOINED = re.compile(r"\b(?:and|or|und|oder)\b|或|\(")
_PARTS = re.compile(
    rf"""
    (?P<whole>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’|`[^`]*`
      |{one_of([word for word in _ALL if _JOINED.search(word)])}
      |\bbetween[ ][^ ]+[ ]and\b|\bin[ ]?\([^()]*\)|(?<![a-z_.])(?!(?:not|and|or)\()[a-z_.:]+\([^()]*\))
  | (?P<and>,?[ ]?(?:\b(?:and|und)\b|&&|并且|而且|同时|且))
  | (?P<or>,?[ ]?(?:\b(?:or|oder)\b|\|\||或者|或))
  | (?P<bracket>[()}}]|[$\#]\{{)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:(?<=[0-9元块天次件岁人个份年月周])时|的时候|的话)$")
_NOT = re.compile(r"(?:(?:not|nicht) |非 ?|! ?)(?P<rest>(?!not |nicht |[非!]).+)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:a|an|the|ein|eine|der|die|das) ", re.IGNORECASE)
_FORMAL = re.compile(r"[^\w .·&-]|(?<!\w)-|-(?!\w)")
"""What no name in words has in it."""
_NOTHING = frozenset(
    {"it", "this", "that", "there", "es", "不", "并不", "也", "都", "它", "这", "那", "这里"}
)
_EMPTY = frozenset({"empty", "blank", "leer", "空", "空的", "空值"})
_NO_VALUE = re.compile(
    r"[<>=≤≥≠!?;(){}\[\],、，]|(?:" + one_of([it for it in _ALL if it[0].isalpha()]) + r")(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A condition in words as the parser knows it, and the units in which each property is compared."""

    formal: str
    units: frozenset[tuple[str, str]]

    @property
    def is_clear(self) -> bool:
        """Whether no property is compared in two units."""
        return len({name for name, _ in self.units}) == len(self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """One clause: ``about`` is what it compares, ``chosen`` whether with one text of several."""

    root: Condition
    about: str = ""
    chosen: bool = False
    unit: str = ""


_Parse = Callable[[str], Condition]
_JOINS = {"and": " and ", "or": " or "}


def spoken(text: str, parse: _Parse) -> Spoken | None:
    """What a condition in words says; None where a clause of it may mean anything else.

    ``parse`` reads a clause that is written formally, or raises GuardError.
    """
    said = _CLOSING.sub("", " ".join(unicodedata.normalize("NFKC", text).split()).strip("?:;。, "))
    opening = OPENING.match(said)
    said = said[opening.end() :] if opening else said.removeprefix("=")
    formal: list[str] = []
    units: set[tuple[str, str]] = set()
    last: _Clause | None = None
    join = ""
    for kind, part in _parts(said):
        if kind != "clause":
            formal.append(_JOINS.get(kind, part))
            join, last = (kind, last) if kind in _JOINS else ("", None)
            continue
        if part.casefold() in {"not", "nicht", "非", "!"}:
            formal.append("not ")
            continue
        last = _clause(part, parse, last if join else None, join)
        if last is None:
            return None
        formal.append(f"({last.root})")
        if last.unit:
            units.add((last.about, last.unit))
    return Spoken("".join(formal), frozenset(units))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text and what joins them, in order."""
    start = 0
    for match in _PARTS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "whole":
            continue
        if clause := text[start : match.start()].strip(" ,"):
            yield "clause", clause
        yield kind, match[0]
        start = match.end()
    if clause := text[start:].strip(" ,"):
        yield "clause", clause


def _clause(text: str, parse: _Parse, last: _Clause | None, join: str) -> _Clause | None:
    if last is not None and last.chosen and _is_bare(text):
        return _further(text, last) if join == "or" else None
    try:
        root = parse(text)
    except GuardError:
        root = None
    if root is not None:
        return _Clause(root=root, about=_subject(root))
    compared = worded(text)
    if compared is not None:
        return _compared(compared, last)
    found = _identity(text)
    if found is None and (denied := _NOT.fullmatch(text)):
        inner = _clause(denied["rest"], parse, None, "")
        return _Clause(root=Not(inner.root), unit=inner.unit, about=inner.about) if inner else None
    return found


def _is_bare(text: str) -> bool:
    return NO_SUBJECT.search(text) is None and worded(text) is None and _identity(text) is None


def _further(text: str, last: _Clause) -> _Clause | None:
    """``or open`` after ``status is new``: one more text that it may be."""
    equal = isinstance(last.root, Comparison) and last.root.sign is ComparisonSign.EQUAL
    return _chosen(last.about, plain(text), denied=False) if equal else None


def _subject(root: Condition) -> str:
    """The property that a formal clause compares, if it is but one."""
    return root.left.name if isinstance(root, Comparison) and isinstance(root.left, Name) else ""


def _compared(found: Worded, last: _Clause | None) -> _Clause | None:
    subject = found.subject or (last.about if last is not None else "")
    if not subject or _FORMAL.search(subject):
        return None
    return _Clause(root=found.about(subject).root, about=subject, unit=found.unit)


def _identity(text: str) -> _Clause | None:
    """``status is not approved``, ``客户等级是VIP``, ``备注为空``."""
    said = plain(text)
    match = next(filter(None, (pattern.fullmatch(said) for pattern in IDENTITIES)), None)
    if match is None:
        return None
    subject = name_of(asked_about(match["subject"]))
    if not subject or subject.casefold() in _NOTHING or NO_SUBJECT.search(subject) or _FORMAL.search(subject):
        return None
    return _chosen(subject, match["value"], denied=match["denied"] is not None)


def _chosen(subject: str, value: str, *, denied: bool) -> _Clause | None:
    value = _ARTICLE.sub("", value, count=1).strip() if " " in value else value
    sign = ComparisonSign.UNEQUAL if denied else ComparisonSign.EQUAL
    if value.casefold() in _EMPTY:
        empty = Empty(Name(subject))
        return _Clause(root=Not(empty) if denied else empty)
    number = worded(f"{subject} {'!=' if denied else '=='} {value}")
    if number is not None:
        return _compared(number, None)
    answer = answer_of(value)
    if answer is not None:
        return _Clause(root=Comparison(sign, Name(subject), Truth(answer)), about=subject)
    quoted = value[1:-1] if value[0] in _QUOTES and value.endswith(_QUOTES[value[0]]) else value
    if not quoted or len(quoted.split()) > _FEW or _NO_VALUE.search(value.casefold()):
        return None
    return _Clause(root=Comparison(sign, Name(subject), Text(quoted)), about=subject, chosen=True)


_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」"}
_FEW = 3
"""Words of a text that is compared with; more tell a story."""
