"""SpiffWorkflow's look-ahead, bounded: what is behind a join is expanded when a token gets there.

SpiffWorkflow keeps the future of a case as a tree in which a node behind a join stands once for every
way to it: 14 parallel blocks of two in a row are 131,000 tasks before the first step is done. Here a
node with several inputs is a leaf of that tree until its predecessor is completed. The one module that
overrides methods which SpiffWorkflow keeps to itself; ``PlainParser`` builds the same process without it,
so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ManualTask,
    ReceiveTask,
    StartEvent,
    SubWorkflowTask,
)
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from studio.execution.joins import AllJoin, ReachableJoin

__all__ = ["PlainParser", "WalkParser"]

_MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


class _Bounded:
    """What a node does instead of expanding everything that may follow it."""

    inputs: list[Any]
    lookahead: int

    def _predict(
        self,
        my_task: Task,
        seen: list[Any] | None = None,
        looked_ahead: int = 0,
        mask: int = TaskState.PREDICTED_MASK,
    ) -> None:
        if my_task.has_state(mask):
            self._predict_hook(my_task)  # type: ignore[attr-defined]
        if not (my_task.has_state(TaskState.DEFINITE_MASK) or looked_ahead + 1 < self.lookahead):
            return
        for child in my_task.children:
            if child.has_state(mask) and len(child.task_spec.inputs) < 2:
                child.task_spec._predict(child, seen, looked_ahead + 1, mask)  # noqa: SLF001

    def _on_complete(self, my_task: Task) -> None:
        """A token goes on: what it reaches is expanded now, where that was put off."""
        for child in my_task.children:
            if not child.has_state(TaskState.FINISHED_MASK) and not child.children:
                child.task_spec._predict(child, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001
        super()._on_complete(my_task)  # type: ignore[misc]


def _bounded(spec: type) -> type:
    return type(spec.__name__, (_Bounded, spec), {})


_SPECS: Mapping[str, type] = {
    "startEvent": StartEvent,
    "endEvent": EndEvent,
    "manualTask": ManualTask,
    "receiveTask": ReceiveTask,
    "subProcess": SubWorkflowTask,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": AllJoin,
    "inclusiveGateway": ReachableJoin,
    "intermediateCatchEvent": IntermediateCatchEvent,
    "intermediateThrowEvent": IntermediateThrowEvent,
    "boundaryEvent": BoundaryEvent,
}
"""Everything that a rewritten process is made of."""


def _parsers(specs: Mapping[str, type]) -> dict[str, tuple[type, type]]:
    return {_MODEL + tag: (BpmnParser.PARSER_CLASSES[_MODEL + tag][0], spec) for tag, spec in specs.items()}


class PlainParser(BpmnParser):  # type: ignore[misc]
    """SpiffWorkflow's parser with the studio's joins and nothing that a rewritten process has not."""

    PARSER_CLASSES = _parsers(_SPECS)


class WalkParser(BpmnParser):  # type: ignore[misc]
    """The same with the look-ahead bounded."""

    PARSER_CLASSES = _parsers({tag: _bounded(spec) for tag, spec in _SPECS.items()})
