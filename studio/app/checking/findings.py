"""Problems as a page lists them: by severity and kind, the same remark about several elements once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.model import Problem, Severity
from studio.wording import say

__all__ = ["Finding", "Kind", "apart", "counts", "findings", "kind_of"]


class Kind(StrEnum):
    """What a problem is about: the file itself, how it is drawn, its conditions, its flow, or the service."""

    FILE = "file"
    FORM = "form"
    DECISIONS = "decisions"
    SOUNDNESS = "soundness"
    SERVICE = "service"


_KINDS_BY_FAMILY = {
    "lint": Kind.FORM,
    "guard": Kind.DECISIONS,
    "decision": Kind.DECISIONS,
    "soundness": Kind.SOUNDNESS,
    "service": Kind.SERVICE,
    "question": Kind.SERVICE,
}
"""By the first word of a problem's code; every other code is told by the reader of the file."""

_PRIVATE = 0xE000
"""The first of the characters that Unicode leaves to everybody's own use."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。!?])\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark: its code and severity, what is wrong, what to do (or nothing), and what it is about."""

    code: str
    severity: Severity
    kind: Kind
    wrong: str
    advice: str
    problems: tuple[Problem, ...]

    @property
    def elements(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.element for one in self.problems if one.element is not None))

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(one.line for one in self.problems if one.line is not None))


def kind_of(problem: Problem) -> Kind:
    return _KINDS_BY_FAMILY.get(problem.code.partition(".")[0], Kind.FILE)


def counts(problems: Iterable[Problem]) -> Counter[Kind]:
    """How many problems there are of each kind."""
    return Counter(map(kind_of, problems))


def findings(problems: Sequence[Problem], language: str) -> tuple[Finding, ...]:
    """The problems with the worst first; those that say the same of several elements are one finding."""
    together: dict[tuple[Severity, str, str], list[Problem]] = {}
    for problem in problems:
        together.setdefault((problem.severity, problem.code, say(problem, language)), []).append(problem)
    ordered = sorted(together.items(), key=lambda each: -each[0][0].rank)
    return tuple(
        Finding(
            code=code,
            severity=severity,
            kind=kind_of(several[0]),
            wrong=told[0],
            advice=told[1],
            problems=tuple(several),
        )
        for (severity, code, _), several in ordered
        for told in (apart(several[0], language),)
    )


def apart(problem: Problem, language: str) -> tuple[str, str]:
    """A problem's sentence in two: what is wrong, and what to do about it; the second may be empty."""
    said = say(problem, language).strip()
    quoted = sorted((value for _, value in problem.parameters if _SENTENCE_END.search(f"{value} x")), key=len)
    for place, value in enumerate(reversed(quoted)):  # a name such as “Settled?” ends no sentence
        said = said.replace(value, chr(_PRIVATE + place))
    wrong, *rest = _SENTENCE_END.split(said, maxsplit=1)
    parts = [wrong, " ".join(rest)]
    for place, value in enumerate(reversed(quoted)):
        parts = [part.replace(chr(_PRIVATE + place), value) for part in parts]
    return parts[0], parts[1]
