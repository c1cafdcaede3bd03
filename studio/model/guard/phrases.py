"""The words in which people compare: by the sign that they stand for, before the amount or after it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["AFTER", "BEFORE", "IDENTITIES", "OPENING", "one_of", "opens", "says_something"]

BEFORE: Mapping[str, tuple[str, ...]] = {
    ">=": (
        ">=", "≥", "=>", "at least", "greater than or equal to", "more than or equal to",
        "equal to or greater than", "no less than", "not less than", "not under", "not below",
        "minimum", "min.",
        "größer oder gleich", "größer gleich", "mindestens", "ab", "nicht unter", "nicht weniger als",
        "大于等于", "大于或等于", "不低于", "不少于", "不小于", "至少", "最少", "达到", "已满", "年满", "满",
    ),
    "<=": (
        "<=", "≤", "=<", "at most", "less than or equal to", "equal to or less than",
        "no more than", "not more than", "not over", "not above",
        "not exceeding",
        "does not exceed", "up to", "maximum", "max.",
        "kleiner oder gleich", "kleiner gleich",
        "höchstens", "maximal", "bis zu", "bis", "nicht über", "nicht mehr als",
        "小于等于", "小于或等于", "不超过", "未超过", "没有超过", "不高于", "不大于", "不多于", "至多",
        "最多",
    ),
    ">": (
        ">", "more than", "greater than", "larger than", "higher than", "older than", "longer than",
        "over", "above",
        "exceeds", "exceed", "exceeding",
        "mehr als", "größer als", "höher als", "älter als", "länger als", "über",
        "大于", "超过", "超出", "高于", "多于",
    ),
    "<": (
        "<", "less than", "smaller than", "lower than", "fewer than", "younger than", "shorter than",
        "under", "below",
        "weniger als", "kleiner als", "niedriger als", "jünger als", "kürzer als", "unter",
        "小于", "低于", "少于", "不足", "不到", "不满", "未满", "未达到",
    ),
    "==": ("==", "=", "exactly", "equals", "equal to", "genau", "等于"),
    "!=": ("!=", "≠", "<>", "不等于"),
}  # fmt: skip
AFTER: Mapping[str, tuple[str, ...]] = {
    ">=": (
        "and above", "and over", "and more", "or more", "or above", "or over", "or higher", "and up",
        "und mehr", "oder mehr", "und darüber", "以上", "及以上", "或以上", "以上(含)", "(含)以上",
        "含以上",
    ),
    "<=": (
        "and below", "and under", "and less", "or less", "or below", "or under", "or fewer", "or lower",
        "und weniger", "oder weniger", "und darunter", "以下", "及以下", "或以下", "以内", "之内",
        "以下(含)", "(含)以下", "含以下",
    ),
    ">": ("以上(不含)", "(不含)以上"),
    "<": ("以下(不含)", "(不含)以下"),
}  # fmt: skip


def one_of(words: Sequence[str]) -> str:
    """A pattern for any of the words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


IDENTITIES = (
    re.compile(r"(?P<subject>.+?) (?:is|ist)(?P<denied> (?:not|nicht))? (?P<value>.+)", re.IGNORECASE),
    re.compile(
        r"(?P<subject>.+?) ?(?P<denied>并?不)?"
        r"(?:(?<![但可还于只总凡就都若要或])是(?![否不])|(?<![行人因认作成称名变改视以判较极更最])(?<!升级)为(?![了何止]))"
        r" ?(?P<value>.+)"
    ),
)
"""``status is approved``, ``客户等级不是VIP``; 是 and 为 that are part of another word do not count."""
OPENING = re.compile(
    r"^(?:if|when|wenn|falls) |^(?:如果|假如|若(?!干)|当(?![前日月天年地])) ?", re.IGNORECASE
)
"""What begins a condition without being part of it."""
_COMPARING = re.compile(
    one_of([word for table in (BEFORE, AFTER) for words in table.values() for word in words if word > "一"])
)


def says_something(word: str) -> bool:
    """Whether a word without a space compares, as in Chinese: ``金额大于500元``, ``等级是VIP``."""
    if any(letter.isdecimal() for letter in word) and _COMPARING.search(word):
        return True
    return any(pattern.fullmatch(word) for pattern in IDENTITIES)


def opens(word: str) -> bool:
    """Whether a condition that begins with this word means what comes after it: ``if amount > 500``."""
    return OPENING.fullmatch(word + " ") is not None
