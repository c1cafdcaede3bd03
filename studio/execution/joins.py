"""Parallel and inclusive gateways that count tokens as BPMN 2.0 (13.3.2, 13.3.3) and the simulator do.

SpiffWorkflow's own gateways forget surplus tokens, and its inclusive join looks at one way back only.
A token that waits is a task of the gateway in state WAITING; its parent tells by which way it came.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

__all__ = ["AllJoin", "ReachableJoin"]

_Arrived = dict[TaskSpec, list[Task]]


class _TokenJoin(ABC):
    """A gateway at which tokens wait; once it may go on it takes one of each way that has one."""

    inputs: list[TaskSpec]

    def _update_hook(self, my_task: Task) -> bool:
        arrived = self._arrived(my_task)
        if not self._is_complete(my_task, arrived):
            my_task._set_state(TaskState.WAITING)  # noqa: SLF001
            return False
        for tasks in arrived.values():
            if my_task not in tasks:
                tasks[0].cancel()
        return True

    def _arrived(self, my_task: Task) -> _Arrived:
        """The waiting tokens by the node that they came from, the oldest first."""
        found: _Arrived = {}
        for task in my_task.workflow.tasks.values():
            if task.task_spec is self and (task is my_task or task.state == TaskState.WAITING):
                found.setdefault(task.parent.task_spec, []).append(task)
        return found

    @abstractmethod
    def _is_complete(self, my_task: Task, arrived: _Arrived) -> bool:
        """Whether the tokens that have arrived are all that it waits for."""


class AllJoin(_TokenJoin, ParallelGateway):  # type: ignore[misc]
    """A parallel gateway: it goes on with one token of every way in."""

    def _is_complete(self, _: Task, arrived: _Arrived) -> bool:
        return arrived.keys() >= set(self.inputs)

    def _run_hook(self, _: Task) -> bool:
        return True


class ReachableJoin(_TokenJoin, InclusiveGateway):  # type: ignore[misc]
    """An inclusive gateway: it goes on when no further token is under way to an empty way in.

    A token upstream is waited for if it can reach an empty way in without passing this gateway, unless
    it can also reach a way that already holds a token.
    """

    def _is_complete(self, my_task: Task, arrived: _Arrived) -> bool:
        empty = set(self.inputs) - arrived.keys()
        if not empty:
            return True
        awaited = self._upstream(empty) - self._upstream(arrived.keys())
        return not any(
            task.task_spec in awaited for task in my_task.workflow.tasks.values() if _holds_token(task)
        )

    def _upstream(self, inputs: Any) -> set[TaskSpec]:  # noqa: ANN401 - any collection of nodes
        found: set[TaskSpec] = set()
        waiting = list(inputs)
        while waiting:
            spec = waiting.pop()
            if spec is not self and spec not in found:
                found.add(spec)
                waiting += spec.inputs
        return found

    def _run_hook(self, my_task: Task) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        my_task._sync_children(matches or defaults, TaskState.FUTURE)  # noqa: SLF001
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)  # noqa: SLF001
        return True


def _holds_token(task: Task) -> bool:
    """Whether a token is there, or on the flow that leads there."""
    parent = task.parent
    return task.has_state(TaskState.DEFINITE_MASK) and (
        parent is None or parent.state == TaskState.COMPLETED or task.state != TaskState.FUTURE
    )
