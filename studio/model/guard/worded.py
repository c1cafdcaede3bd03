"""One comparison in words: ``金额大于500元``, ``500 or more``, ``amount is not over 1,000``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from studio.model.guard.guard import Guard
from studio.model.guard.phrases import AFTER, BEFORE, OPENING, one_of
from studio.model.guard.tree import Comparison, ComparisonSign, Condition, Name, Number

__all__ = ["LONGEST", "NO_SUBJECT", "Worded", "asked_about", "guarded", "name_of", "plain", "worded"]

LONGEST = 80
"""Characters of what is read as words; longer ones tell a story."""

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

_BOUNDARY = r"(?<![a-zäöüß_])"
_SIGNS_BEFORE = {word: ComparisonSign(sign) for sign, words in BEFORE.items() for word in words}
_SIGNS_AFTER = {word: ComparisonSign(sign) for sign, words in AFTER.items() for word in words}
_AMOUNT = (
    rf"(?P<money>[$€£¥])? ?(?P<number>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?) ?"
    rf"(?P<scale>{one_of(list(_SCALES)[1:])})? ?(?P<unit>{one_of(_UNITS)})?(?![a-zäöüß])"
)
_WORDED = re.compile(rf"(?P<subject>.*?) ?{_BOUNDARY}(?P<sign>{one_of(list(_SIGNS_BEFORE))}) ?{_AMOUNT}")
_TRAILING = re.compile(rf"(?P<subject>[^0-9$€£¥]*?) ?{_AMOUNT} ?(?P<sign>{one_of(list(_SIGNS_AFTER))})")
_AMBIGUOUS = re.compile(r"[0-9]\.[0-9]{3}(?![0-9])|[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4}")
_NEGATED = re.compile(r"(?:\b(?:not|no|nicht|kein|keine)|[不没未非无])$")
NO_SUBJECT = re.compile(r"[0-9<>=≤≥≠!?;`]|\b(?:and|or|und|oder)\b|[且或]")
_CALL = re.compile(r"[a-z_][\w.]*\(.*\)", re.IGNORECASE)
"""What is computed from a property, such as ``len(name)``: no property of its own."""
_ASKING = re.compile(
    r"^(?:(?:is|are|was|does|do|has|have|ist|sind|hat|what is|what's|check if|check whether|check)\b ?)?"
    r"(?:(?:the|a|an|der|die|das)\b ?)?"
)
_ASKED = re.compile(r"(?:是多少|为多少|多少|大小|吗|么)$")
_CHINESE = tuple(word for word in (*_SIGNS_BEFORE, *_SIGNS_AFTER) if word > "一")
_LINKING = re.compile(r" ?(?:\b(?:is|are|ist|sind)|是否|是不是|是|为)$")


@dataclass(frozen=True, slots=True)
class Worded:
    """A comparison in words: ``subject`` is empty where the words do not name it."""

    subject: str
    sign: ComparisonSign
    number: float
    unit: str

    def about(self, subject: str, *, opposite: bool = False) -> Guard:
        sign = self.sign.opposite if opposite else self.sign
        return guarded(Comparison(sign, Name(subject), Number(self.number)))


def guarded(root: Condition) -> Guard:
    return Guard(root=root, text=str(Guard(root=root)))


def plain(text: str) -> str:
    """A text in one line, wide characters narrow, without the marks of a question around it.

    A ``!`` before it may say *not*.
    """
    return " ".join(unicodedata.normalize("NFKC", text).split()).lstrip("?:. ").rstrip("?:!. ")


def name_of(text: str) -> str:
    """A text as the name of a property; empty where it can be none."""
    found = text.replace("`", "").strip(" :,;")
    return found if len(found) <= LONGEST else ""


def worded(text: str) -> Worded | None:
    """The comparison that a text is; None where it may be anything else."""
    said = OPENING.sub("", plain(text), count=1)
    if not said or len(said) > LONGEST or _AMBIGUOUS.search(said):
        return None
    low = said.lower()
    if len(low) != len(said):
        return None
    match = _WORDED.fullmatch(low) or _TRAILING.fullmatch(low)
    if match is None or (match["money"] and match["unit"]):
        return None
    subject = name_of(_LINKING.sub("", said[: match.end("subject")]))
    if _NEGATED.search(match["subject"]) or NO_SUBJECT.search(subject) or subject.endswith(_CHINESE):
        return None
    if _CALL.fullmatch(subject) or not _is_closed(subject):
        return None
    sign = _SIGNS_BEFORE.get(match["sign"]) or _SIGNS_AFTER[match["sign"]]
    unit = match["unit"] or match["money"] or ""
    number = float(match["number"].replace(",", "")) * _SCALES[match["scale"] or ""]
    if unit == "%":
        number = float(f"{number / 100:.12g}")
    return Worded(
        name_of(_ASKING.sub("", subject) if subject.lower() == subject else subject), sign, number, unit
    )


def _is_closed(subject: str) -> bool:
    """Whether every bracket of a name is closed, and none stands around what another language computes."""
    return subject.count("(") == subject.count(")") and not any(sign in subject for sign in '{}[]"')


def asked_about(question: str) -> str:
    """What a question asks about: ``Is the amount over 500?`` becomes ``amount over 500``."""
    found = plain(question)
    found = _ASKED.sub("", found).strip()
    asking = _ASKING.match(found.lower())
    rest = found[asking.end() :] if asking else found
    return (rest or found).replace("是否", "").strip()
