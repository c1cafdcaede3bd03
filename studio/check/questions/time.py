"""The third question: whether every step has a standard time."""

from __future__ import annotations

from studio.check.questions.asking import Asked, Lack
from studio.check.questions.asking import asked as put
from studio.check.service.desk import Desk
from studio.model import Node
from studio.scenario.properties import TIMES, Properties

__all__ = ["asked"]


def asked(desk: Desk) -> Asked:
    """Of every step, of people and of systems, whether it is known in what time it is to be done."""
    return put(desk.diagram, ((step.id, _lack(desk, step)) for step in desk.steps))


def _lack(desk: Desk, step: Node) -> Lack | None:
    if desk.has_standard_time(step):
        return None
    for name, text in Properties.of(step).unreadable:
        if name == "standardTime":
            return Lack("question.unreadable-time", (("name", TIMES[name]), ("value", text[:60])))
    return Lack("question.no-time")
