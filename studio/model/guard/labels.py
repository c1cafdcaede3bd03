"""Guards in the words that people write on the ways out of a decision, read only where they are plain.

``> 500``, ``大于500元``, ``500 以上`` and ``under 18`` compare what the gateway's label names; *yes* and *no*
answer its question, also where that compares (``金额是否超过500？``). ``500以上`` and ``500以下`` both
contain 500, as the Chinese Civil Code (art. 1259) has it. Whatever may mean two things stays a text: a range
whose ends may or may not be meant, ``1.000``, units that differ, a bare share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.guard.guard import Guard
from studio.model.guard.parser import parse_guard
from studio.model.guard.tokens import GuardError
from studio.model.guard.tree import (
    Comparison,
    ComparisonSign,
    Condition,
    Expression,
    Name,
    Number,
    Truth,
    children,
    nodes,
)

__all__ = ["answer_of", "is_otherwise", "label_guard", "label_guards"]

_LONGEST = 80
"""Characters of a label that is read; longer ones tell a story."""

_YES = frozenset({"yes", "y", "ja", "true", "是", "是的", "对"})
_NO = frozenset({"no", "n", "nein", "false", "否", "不是", "不"})
_OTHERWISE = frozenset({
    "otherwise", "else", "default", "all other cases", "all others", "other", "others", "any other",
    "in all other cases",
    "sonst", "andernfalls", "ansonsten", "sonstige", "否则", "其他", "其它", "其余", "默认", "其他情况",
    "其它情况", "其余情况",
})  # fmt: skip

_BEFORE = {
    ComparisonSign.AT_LEAST: (
        ">=", "≥", "=>", "at least", "no less than", "not less than", "not under", "not below",
        "minimum", "min.",
        "mindestens", "ab", "nicht unter", "nicht weniger als",
        "大于等于", "大于或等于", "不低于", "不少于", "不小于", "至少", "最少", "达到",
    ),
    ComparisonSign.AT_MOST: (
        "<=", "≤", "=<", "at most", "no more than", "not more than", "not over", "not above",
        "not exceeding",
        "does not exceed", "up to", "maximum", "max.",
        "höchstens", "maximal", "bis zu", "bis", "nicht über", "nicht mehr als",
        "小于等于", "小于或等于", "不超过", "未超过", "没有超过", "不高于", "不大于", "不多于", "至多",
        "最多",
    ),
    ComparisonSign.MORE: (
        ">", "more than", "greater than", "larger than", "higher than", "older than", "longer than",
        "over", "above",
        "exceeds", "exceed", "exceeding",
        "mehr als", "größer als", "höher als", "älter als", "länger als", "über",
        "大于", "超过", "超出", "高于", "多于",
    ),
    ComparisonSign.LESS: (
        "<", "less than", "smaller than", "lower than", "fewer than", "younger than", "shorter than",
        "under", "below",
        "weniger als", "kleiner als", "niedriger als", "jünger als", "kürzer als", "unter",
        "小于", "低于", "少于", "不足", "不满", "未满", "未达到",
    ),
    ComparisonSign.EQUAL: ("==", "=", "exactly", "equals", "equal to", "genau", "等于"),
    ComparisonSign.UNEQUAL: ("!=", "≠", "<>", "不等于"),
}  # fmt: skip
_AFTER = {
    ComparisonSign.AT_LEAST: (
        "and above", "and over", "and more", "or more", "or above", "or over", "or higher", "and up",
        "und mehr", "oder mehr", "und darüber", "以上", "及以上", "或以上", "以上(含)", "(含)以上",
        "含以上",
    ),
    ComparisonSign.AT_MOST: (
        "and below", "and under", "and less", "or less", "or below", "or under", "or fewer", "or lower",
        "und weniger", "oder weniger", "und darunter", "以下", "及以下", "或以下", "以内", "之内",
        "以下(含)", "(含)以下", "含以下",
    ),
    ComparisonSign.MORE: ("以上(不含)", "(不含)以上"),
    ComparisonSign.LESS: ("以下(不含)", "(不含)以下"),
}  # fmt: skip
_SCALES = {"": 1.0, "k": 1e3, "千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
_UNITS = (
    "%", "元", "块", "美元", "欧元", "人民币", "rmb", "cny", "eur", "euro", "euros", "usd", "dollar",
    "dollars", "€", "$", "£", "¥",
    "岁", "周岁", "年", "个月", "月", "周", "天", "日", "个工作日", "工作日", "小时", "个小时", "分钟",
    "秒", "次", "件", "个", "人", "份", "分", "级",
    "台", "years", "year", "years old", "months", "month", "weeks", "week", "days", "day",
    "working days", "hours", "hour", "h",
    "minutes", "minute", "min", "seconds", "second", "s", "times", "points", "items", "pieces",
    "people", "kg", "km",
    "jahre", "jahren", "monate", "wochen", "tage", "tagen", "stunden", "minuten", "sekunden", "stück",
    "mal", "punkte",
)  # fmt: skip


def _one_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BOUNDARY = r"(?<![a-zäöüß])"
_SIGNS_BEFORE = {word: sign for sign, words in _BEFORE.items() for word in words}
_SIGNS_AFTER = {word: sign for sign, words in _AFTER.items() for word in words}
_AMOUNT = (
    rf"(?P<money>[$€£¥])? ?(?P<number>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?) ?"
    rf"(?P<scale>{_one_of(list(_SCALES)[1:])})? ?(?P<unit>{_one_of(_UNITS)})?(?![a-zäöüß])"
)
_WORDED = re.compile(rf"(?P<subject>.*?) ?{_BOUNDARY}(?P<sign>{_one_of(list(_SIGNS_BEFORE))}) ?{_AMOUNT}")
_TRAILING = re.compile(rf"(?P<subject>[^0-9$€£¥]*?) ?{_AMOUNT} ?(?P<sign>{_one_of(list(_SIGNS_AFTER))})")
_AMBIGUOUS = re.compile(r"[0-9]\.[0-9]{3}(?![0-9])|[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4}")
_NEGATED = re.compile(r"(?:\b(?:not|no|nicht|kein|keine)|[不没未非无])$")
_NO_SUBJECT = re.compile(r"[0-9<>=≤≥≠!?;`]|\b(?:and|or|und|oder)\b|[且或]")
_ASKING = re.compile(
    r"^(?:(?:is|are|was|does|do|has|have|ist|sind|hat|what is|what's|check if|check whether|check)\b ?)?"
    r"(?:(?:the|a|an|der|die|das)\b ?)?"
)
_ASKED = re.compile(r"(?:是多少|为多少|多少|大小|吗|么)$")
_LINKING = re.compile(r" ?(?:\b(?:is|are|ist|sind)|是否|是不是|是|为)$")


@dataclass(frozen=True, slots=True)
class _Words:
    """A comparison in words: ``subject`` is empty where the words do not name it."""

    subject: str
    sign: ComparisonSign
    number: float
    unit: str

    def about(self, subject: str, *, opposite: bool = False) -> Guard:
        sign = _OPPOSITES[self.sign] if opposite else self.sign
        return _guard(Comparison(sign, Name(subject), Number(self.number)))


_OPPOSITES = {
    ComparisonSign.EQUAL: ComparisonSign.UNEQUAL,
    ComparisonSign.UNEQUAL: ComparisonSign.EQUAL,
    ComparisonSign.LESS: ComparisonSign.AT_LEAST,
    ComparisonSign.AT_LEAST: ComparisonSign.LESS,
    ComparisonSign.MORE: ComparisonSign.AT_MOST,
    ComparisonSign.AT_MOST: ComparisonSign.MORE,
}


def answer_of(label: str) -> bool | None:
    """Whether a label says yes or no and nothing else."""
    word = _tidy(label).strip(".!,;。\"' ")
    return True if word in _YES else False if word in _NO else None


def is_otherwise(label: str) -> bool:
    """Whether a label says that its way is for all that no other way is for."""
    return _tidy(label).strip(".!,;。\"' ") in _OTHERWISE


def label_guard(label: str, question: str = "") -> Guard | None:
    """The guard that the label of one way means under the label of its gateway; None for mere text."""
    return label_guards((label,), question)[0]


def label_guards(labels: Sequence[str], question: str = "") -> tuple[Guard | None, ...]:
    """The guards that the labels of a gateway's ways mean together, None for those that are mere text.

    Comparisons in words are only read where all of them speak of one property in one unit.
    """
    worded = [_worded(label) for label in labels]
    asked = _worded(_asking(question))
    subject = _subject([it for it in worded if it is not None], question)
    return tuple(
        _read(label, words, subject, asked, question) for label, words in zip(labels, worded, strict=True)
    )


def _read(
    label: str, words: _Words | None, subject: str | None, asked: _Words | None, question: str
) -> Guard | None:
    answer = answer_of(label)
    if answer is not None:
        if asked is not None and asked.subject:
            return asked.about(asked.subject, opposite=not answer)
        about = _name(_asking(question))
        return _guard(Comparison(ComparisonSign.EQUAL, Name(about), Truth(answer))) if about else None
    if words is not None:
        return None if subject is None else words.about(subject)
    return _formal(label)


def _guard(root: Condition) -> Guard:
    return Guard(root=root, text=str(Guard(root=root)))


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _plain(text: str) -> str:
    """A text in one line, wide characters narrow, without the marks of a question around it."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).strip("?:!. ")


def _asking(question: str) -> str:
    """What a question asks about: ``Is the amount over 500?`` becomes ``amount over 500``."""
    found = _plain(question)
    found = _ASKED.sub("", found).strip()
    asking = _ASKING.match(found.lower())
    rest = found[asking.end() :] if asking else found
    return (rest or found).replace("是否", "").strip()


def _name(text: str) -> str:
    """A text as the name of a property; empty where it can be none."""
    found = text.replace("`", "").strip(" :,;")
    return found if len(found) <= _LONGEST else ""


def _worded(text: str) -> _Words | None:
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST or _AMBIGUOUS.search(plain):
        return None
    low = plain.lower()
    if len(low) != len(plain):
        return None
    match = _WORDED.fullmatch(low) or _TRAILING.fullmatch(low)
    if match is None or (match["money"] and match["unit"]):
        return None
    subject = _name(_LINKING.sub("", plain[: match.end("subject")]))
    if _NEGATED.search(match["subject"]) or _NO_SUBJECT.search(subject):
        return None
    sign = _SIGNS_BEFORE.get(match["sign"]) or _SIGNS_AFTER[match["sign"]]
    unit = match["unit"] or match["money"] or ""
    number = float(match["number"].replace(",", "")) * _SCALES[match["scale"] or ""]
    if unit == "%":
        number = float(f"{number / 100:.12g}")
    return _Words(
        _name(_ASKING.sub("", subject) if subject.lower() == subject else subject), sign, number, unit
    )


def _subject(words: Sequence[_Words], question: str) -> str | None:
    """The one property that all the comparisons are about."""
    named = {it.subject for it in words if it.subject}
    if len(named) > 1 or len({it.unit for it in words if it.unit}) > 1:
        return None
    asked = _name(_asking(question))
    if _NO_SUBJECT.search(asked):
        asked = ""
    if named:
        (subject,) = named
        bare = any(not it.subject for it in words)
        return None if bare and subject.lower() not in question.lower() else subject
    return asked or None


def _formal(label: str) -> Guard | None:
    """A label that is written as a condition and cannot be mere words."""
    if len(label) > _LONGEST:
        return None
    try:
        guard = parse_guard(label)
    except GuardError:
        return None
    if not guard.names() or not any(isinstance(node, Comparison) for node, _ in nodes(guard.root)):
        return None
    return None if any(_stands_alone(node) for node, _ in nodes(guard.root)) else guard


def _stands_alone(node: Expression) -> bool:
    """Whether something below asks a bare name for yes or no, as mere words do."""
    return not isinstance(node, Comparison) and any(isinstance(child, Name) for child in children(node))
