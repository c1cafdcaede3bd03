"""The words of a guard's text: names, numbers, texts and signs, each with its place.

One pass over the text decides on every character once, whichever language the text claims to be in.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from studio.model.guard.phrases import opens, says_something

__all__ = ["MAX_LENGTH", "GuardError", "Kind", "Token", "is_plain", "shortened", "tokens"]

MAX_LENGTH = 2_000
"""Characters; the longest guard in the public diagrams has a tenth of this."""


class GuardError(ValueError):
    """A text that is no guard, told in one sentence.

    ``code`` names the sentence in ``studio.wording`` and ``parameters`` what it mentions: ``position``
    counts characters from 1, ``expected`` and ``found`` are English phrases.
    """

    def __init__(self, code: str, sentence: str, **parameters: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.parameters = parameters


class Kind(StrEnum):
    NAME = "name"
    QUOTED = "quoted"
    """A name marked as one, so that it may hold any characters."""
    NUMBER = "number"
    TEXT = "text"
    SIGN = "sign"
    WORD = "word"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the text: ``text`` is its normal form, ``position`` counts characters from 1."""

    kind: Kind
    text: str
    position: int
    number: float = 0.0


_PATTERN = re.compile(
    r"""
    (?P<space>\s+)
  | (?:(?:\w+:)?get(?:DataObject|DataInput|DataOutput|ProcessProperty)|execution\.getVariable)
    \(\s*['"](?P<data>[^'"`\\\n]+)['"]\s*\)
  | \$(?P<variable>[^\W\d]\w*)
  | (?P<truth>(?:true|false)\(\s*\))
  | (?P<number>(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:\s*[%％])?)
  | (?P<name>[^\W\d]\w*(?:\.(?!equals\s*\()[^\W\d]\w*)*)
  | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^”]*”|‘[^’]*’)
  | `(?P<quoted>[^`\n]+)`
  | (?P<sign>===|!==|==|!=|<>|<=|>=|&&|\|\||\$\{|\#\{|\.\.|\.equals(?=\s*\()
    |[-+*/=<>!?()\[\]{},≤≥≠＜＞＝！（），×÷])
    """,
    re.VERBOSE | re.DOTALL,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])")
"""A date without quotation marks, which as a sum would be some other number."""
_STEP = r"(?:/(?!text\(\))(?:\w+:)?[^\W\d][\w.]*)"
_PATH = re.compile(rf"({_STEP}+)(?:/text\(\))?")
"""An XPath that only goes down: ``/order/amount``, ``/o:order/o:amount/text()``."""
_WORD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

_SIGNS = {
    "===": "==", "=": "==", "＝": "==", "!==": "!=", "<>": "!=", "≠": "!=",
    "≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "×": "*", "÷": "/",
    "（": "(", "）": ")", "，": ",", "#{": "${", "！": "!",
}  # fmt: skip
_SIGN_WORDS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_WORDS = {
    "and": "and", "&&": "and", "und": "and", "且": "and", "并且": "and",
    "or": "or", "||": "or", "oder": "or", "或": "or", "或者": "or",
    "not": "not", "nicht": "not", "非": "not", "in": "in", "between": "between", "is": "is",
    "true": "true", "yes": "true", "ja": "true", "是": "true",
    "false": "false", "no": "false", "nein": "false", "否": "false",
    "null": "null", "none": "null", "undefined": "null",
}  # fmt: skip
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def tokens(text: str, *, is_cell: bool = False) -> list[Token]:
    """The tokens of a text, an END last; GuardError where a character begins none of them.

    Only in a cell of a decision table ``?`` stands for the value that its column asks about.
    """
    if len(text) > MAX_LENGTH:
        raise GuardError(
            "guard.too-long",
            f"The condition has {len(text)} characters; at most {MAX_LENGTH} are read.",
            length=str(len(text)),
            limit=str(MAX_LENGTH),
        )
    found: list[Token] = []
    place = 0
    while place < len(text):
        path = None if found and _is_operand(found[-1]) else _PATH.match(text, place)
        if path is not None:
            found.append(_path(path[1][1:], place + 1))
            place = path.end()
            continue
        match = None if _DATE.match(text, place) else _PATTERN.match(text, place)
        if match is None or (match[0] == "?" and not is_cell):
            raise GuardError(
                "guard.character",
                f"Character {place + 1}: {text[place]} cannot stand in a condition.",
                position=str(place + 1),
                found=text[place],
            )
        group, start = match.lastgroup or "", place + 1
        place = match.end()
        if group in ("data", "variable"):
            tail = _PATH.match(text, place)
            place = place if tail is None else tail.end()
            found.append(_path(match[group] + ("" if tail is None else tail[1]), start))
        elif group != "space":
            found.append(_token(group, match[group], start))
    found.append(Token(Kind.END, "", len(text) + 1))
    return found


def is_plain(name: str) -> bool:
    """Whether a name may be written without backticks: words that mean nothing else."""
    words = name.split(" ")
    return all(
        _WORD.fullmatch(word)
        and word.lower() not in _WORDS
        and word not in _SIGN_WORDS
        and not says_something(word)
        for word in words
    ) and (len(words) == 1 or (words[0] != "empty" and not opens(words[0])))


def _is_operand(token: Token) -> bool:
    """Whether a value ends here, so that a stroke after it divides."""
    return token.kind not in (Kind.SIGN, Kind.WORD) or token.text in {")", "]", "true", "false", "null"}


def _path(steps: str, position: int) -> Token:
    """``order/amount`` as the name ``order.amount``."""
    name = ".".join(step.rpartition(":")[2] for step in steps.strip().split("/"))
    plain = _WORD.fullmatch(name) is not None and is_plain(name)
    return Token(Kind.NAME if plain else Kind.QUOTED, name, position)


def shortened(text: str) -> str:
    """The text as a sentence mentions it."""
    return text if len(text) <= 40 else text[:39] + "…"


def _token(group: str, text: str, position: int) -> Token:
    if group == "number":
        return Token(Kind.NUMBER, text, position, _number(text, position))
    if group == "text":
        return Token(Kind.TEXT, _unescaped(text[1:-1]), position)
    if group == "quoted":
        return Token(Kind.QUOTED, text, position)
    if group == "truth":
        return Token(Kind.WORD, text.partition("(")[0], position)
    word = _WORDS.get(text.lower())
    if word is not None:
        return Token(Kind.WORD, word, position)
    if group == "name":
        sign = _SIGN_WORDS.get(text)
        return Token(Kind.NAME, text, position) if sign is None else Token(Kind.SIGN, sign, position)
    return Token(Kind.SIGN, _SIGNS.get(text, text), position)


def _number(text: str, position: int) -> float:
    digits = text.rstrip("%％").rstrip()
    number = float(digits.replace("_", "")) / (100 if digits != text else 1)
    if not math.isfinite(number):
        raise GuardError(
            "guard.number",
            f"Character {position}: the number {shortened(digits)} is too large.",
            position=str(position),
            found=shortened(digits),
        )
    return number


def _unescaped(inside: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), inside, flags=re.DOTALL)
