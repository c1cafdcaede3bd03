"""A case's story in sentences: why it took as long as it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from studio.analysis.story import Meanwhile, Stay, Story
from studio.model import Diagram
from studio.wording import sentence
from studio.wording.names import step_name, team_name

__all__ = ["sentences"]

_ENDS = {
    "completed": "story.completed",
    "abandoned": "story.abandoned",
    "contained": "story.contained",
    "stuck": "story.stuck",
    "endless": "story.endless",
    "open": "story.open",
}
_MOST = {
    "contention": "story.most.contention",
    "off_shift": "story.most.off_shift",
    "batching": "story.most.batching",
    "priority": "story.most.priority",
    "external": "story.most.external",
}
_WAITS = {
    "contention": "story.wait.contention",
    "off_shift": "story.wait.off_shift",
    "batching": "story.wait.batching",
    "priority": "story.wait.priority",
    "external": "story.wait.external",
}
_WITH_SUMS = ("completed", "abandoned", "stuck", "open")
"""The endings that are told with all its waiting and work."""

_APART_S = 1.0
"""Seconds by which waiting and work together may pass the time it took, and still be told as one after
the other: what is shown is rounded."""

_BESIDE_OWN_WORK = "story.wait.contention.own"

_WORTH_TELLING = 0.02
"""Share of a case's wait below which a cause at a step is left out."""


def sentences(told: Story, diagram: Diagram, language: str = "en") -> tuple[str, ...]:
    """The story from arrival to end, a sentence a cause of waiting; the first says it all in one."""
    return tuple(_sentences(told, diagram, language))


def _sentences(told: Story, diagram: Diagram, language: str) -> Iterator[str]:
    took = (told.ended if told.ended is not None else _last(told)) - told.arrived
    figures = {"took": took, "wait": told.wait, "work": told.work}
    yield sentence(_ENDS[told.outcome], figures, language)
    if told.outcome in _WITH_SUMS and told.wait + told.work > took + _APART_S:
        yield sentence("story.side-by-side", {}, language)
    waited: Counter[tuple[str, str]] = Counter()
    for stay in told.stays:
        waited.update({(stay.element, cause): seconds for cause, seconds in stay.causes.items()})
    (element, cause), seconds = max(waited.items(), key=itemgetter(1), default=(("", ""), 0.0))
    if seconds > 0.0:
        place = {"step": step_name(diagram, element, language), "share": seconds / told.wait}
        yield sentence(_MOST[cause], place, language)
    for stay in told.stays:
        for cause, seconds in stay.causes.items():
            if seconds > 0.0 and seconds >= _WORTH_TELLING * told.wait:
                yield _of_cause(stay, cause, seconds, diagram, language)
        if stay.outcome == "abandoned":
            step = {"step": step_name(diagram, stay.element, language)}
            yield sentence("story.gave-up", step, language)


def _last(told: Story) -> float:
    return max((stay.finished for stay in told.stays), default=told.arrived)


def _of_cause(stay: Stay, cause: str, seconds: float, diagram: Diagram, language: str) -> str:
    told: dict[str, object] = {"step": step_name(diagram, stay.element, language), "wait": seconds}
    if stay.row != stay.element and "/" in stay.row:
        told["step"] = stay.row.replace("/", " · ")
    if stay.team is not None:
        told["team"] = team_name(diagram, stay.team, language)
    if cause != "contention":
        return sentence(_WAITS[cause], told, language)
    told["cases"] = _others(stay.meanwhile)
    told["people"] = len({(each.team, each.person) for each in stay.meanwhile})
    beside_own_work = any(each.case is None for each in stay.meanwhile)
    return sentence(_BESIDE_OWN_WORK if beside_own_work else _WAITS[cause], told, language)


def _others(meanwhile: Sequence[Meanwhile]) -> int:
    """How many cases they were busy with."""
    return len({each.case for each in meanwhile} - {None})
