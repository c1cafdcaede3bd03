"""Small numbers in words, as timers have them: “forty-eight”, “anderthalb”, “四十八”."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["chinese_number", "western_number"]

_ARTICLES = ("a", "an", "every", "each", "per", "pro", "jede", "jeden", "jeder", "jedes", "alle")
_ONES = (
    ("one", "ein", "eine", "einem", "einen", "einer", "eines"),
    ("two", "zwei"),
    ("three", "drei"),
    ("four", "vier"),
    ("five", "fünf"),
    ("six", "sechs"),
    ("seven", "sieben"),
    ("eight", "acht"),
    ("nine", "neun"),
    ("ten", "zehn"),
    ("eleven", "elf"),
    ("twelve", "zwölf"),
    ("thirteen", "dreizehn"),
    ("fourteen", "vierzehn"),
    ("fifteen", "fünfzehn"),
    ("sixteen", "sechzehn"),
    ("seventeen", "siebzehn"),
    ("eighteen", "achtzehn"),
    ("nineteen", "neunzehn"),
)
_TENS = (
    ("twenty", "zwanzig"),
    ("thirty", "dreissig"),
    ("forty", "vierzig"),
    ("fifty", "fünfzig"),
    ("sixty", "sechzig"),
    ("seventy", "siebzig"),
    ("eighty", "achtzig"),
    ("ninety", "neunzig"),
)
_ONE = dict.fromkeys(_ARTICLES, 1.0) | {
    word: float(number) for number, words in enumerate(_ONES, 1) for word in words
}
_TEN = {word: 10.0 * number for number, words in enumerate(_TENS, 2) for word in words}
_ONE_AND_A_HALF = frozenset({"anderthalb", "eineinhalb"})
_DIGITS = frozenset(word for words in _ONES[:9] for word in words)
_HALF = frozenset({"half", "halb", "halbe", "halben", "halber", "halbes"})
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""A thousand and more in German, a little more than one in English."""
_FIGURES = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?", re.ASCII)


def western_number(words: Sequence[str]) -> float | None:
    """The number that English or German words in lower case (ss for ß) stand for, all of them together."""
    match tuple(words):
        case (word,):
            return _single(word)
        case (*number, "and", "a", "half"):
            whole = western_number(number)
            return None if whole is None else whole + 0.5
        case (("half" | "a") as first, ("a" | "an" | "half") as second) if "half" in {first, second}:
            return 0.5
        case (article, half) if half in _HALF and _ONE.get(article) == 1:
            return 0.5
        case ("three", "quarters", "of", ("a" | "an")):
            return 0.75
        case ("quarter", "of", ("a" | "an")) | ("a", "quarter", "of", ("a" | "an")) | ("a", "quarter"):
            return 0.25
        case (ten, one) | (ten, "-", one) if (
            ten in _TEN and 1 <= _ONE.get(one, 0) <= 9 and one not in _ARTICLES
        ):
            return _TEN[ten] + _ONE[one]
        case _:
            return None


def _single(word: str) -> float | None:
    if _AMBIGUOUS.fullmatch(word):
        return None
    if _FIGURES.fullmatch(word):
        return float(word.replace(",", "."))
    if word in _ONE_AND_A_HALF:
        return 1.5
    if word in _HALF:
        return 0.5
    if word.endswith("einhalb") and word.removesuffix("einhalb") in _ONE:
        return _ONE[word.removesuffix("einhalb")] + 0.5
    one, und, ten = word.partition("und")
    if und and one in _ONE and ten in _TEN:
        return _ONE[one] + _TEN[ten]
    return _ONE.get(word, _TEN.get(word))


_CHINESE_DIGITS = {digit: float(number) for number, digit in enumerate("零一二三四五六七八九")}
_CHINESE_DIGITS |= {"〇": 0.0, "两": 2.0}
_CHINESE_NUMBER = re.compile(r"(?:(.)百)?零?(?:(.?)十)?(.?)")


def chinese_number(text: str) -> float | None:
    """The number below 1000 that figures or Chinese numerals stand for; 半 is a half."""
    if _FIGURES.fullmatch(text):
        return float(text)
    if text == "半":
        return 0.5
    match = _CHINESE_NUMBER.fullmatch(text)
    if match is None:
        return None
    hundreds, tens, ones = match.groups()
    digits = [_CHINESE_DIGITS.get(digit) for digit in (hundreds or "零", tens or "一", ones or "零")]
    if any(digit is None for digit in digits) or not text:
        return None
    return 100 * (digits[0] or 0) + (10 * (digits[1] or 0) if tens is not None else 0) + (digits[2] or 0)
