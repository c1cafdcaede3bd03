"""The second question: whether every step that people do has a standard way of doing it."""

from __future__ import annotations

from studio.check.questions.asking import Asked, Lack
from studio.check.questions.asking import asked as put
from studio.check.service.desk import Desk

__all__ = ["asked"]


def asked(desk: Desk) -> Asked:
    """Of every step done by people whether it has a method."""
    lacking = Lack("question.no-method")
    return put(desk.diagram, ((step.id, None if desk.method(step) else lacking) for step in desk.by_people))
