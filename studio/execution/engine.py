"""SpiffWorkflow at work on a rewritten diagram: process instances, their open tasks, and single moves.

Nothing here decides anything: what is run, chosen or made to happen is said by the walk.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from studio.execution.limits import DEPTH, RECURSION, TASKS, refusal
from studio.execution.lookahead import WalkParser
from studio.execution.rewritten import Origin, Rewriting, Role
from studio.execution.scopes import is_caught_by
from studio.model import EventDefinition

__all__ = ["Instance", "Machine"]

_OPEN = TaskState.WAITING | TaskState.READY | TaskState.STARTED
_HELD = frozenset({Role.STEP, Role.CHOICE, Role.RACE})
"""Ready tasks of these roles wait for somebody."""


class _Tokens(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """The only expressions there are: ids of flows, true while they are chosen. No code is ever run."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: frozenset[str] = frozenset()

    def evaluate(self, expression: str, context: object, external_context: object = None) -> bool:
        del context, external_context
        if not (expression[:1] == "f" and expression[1:].isdecimal()):
            raise ValueError(f"not an expression of ours: {expression[:60]!r}")
        return expression in self.chosen

    def execute(self, script: str, context: object, external_context: object = None) -> bool:
        del context, external_context
        raise ValueError(f"scripts are never run: {script[:60]!r}")

    def call_service(self, context: object, **kwargs: object) -> None:
        del context, kwargs
        raise ValueError("services are never called")


class Machine:
    """A rewritten diagram, parsed by SpiffWorkflow; instances of its processes are made from it."""

    def __init__(self, rewriting: Rewriting, parser: type[BpmnParser] = WalkParser) -> None:
        # SpiffWorkflow calls itself once for each node of a chain. The limit is raised and left so:
        # another thread may be deep in a chain when this one is done.
        sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
        self.rewriting = rewriting
        reading = parser()
        try:
            reading.add_bpmn_str(rewriting.document)
            self._specs = {
                process: (reading.get_spec(id), reading.get_subprocess_specs(id))
                for process, id in rewriting.processes.items()
            }
        except SpiffWorkflowException as error:
            raise refusal("walk.not-executable", reason=_reason(error)) from error

    def instance(self, process: str) -> Instance:
        """A new instance of a process of the diagram, its token at the start."""
        return Instance(self, process, *self._specs[process])


class Instance:
    """One process instance: its tokens are SpiffWorkflow's open tasks."""

    def __init__(self, machine: Machine, process: str, spec: Any, inner: dict[str, Any]) -> None:  # noqa: ANN401
        self.process = process
        self._origins = machine.rewriting.origins
        self._wrappers = machine.rewriting.wrappers
        self._tokens = _Tokens()
        self._workflow = BpmnWorkflow(spec, inner, script_engine=PythonScriptEngine(self._tokens))

    @property
    def is_over(self) -> bool:
        """Whether it has ended, in whatever way."""
        return bool(self._workflow.completed)

    def origin(self, task: Task) -> Origin | None:
        """What a task stands for; None for plumbing."""
        return self._origins.get(task.task_spec.name)

    def open_tasks(self) -> list[Task]:
        """The tasks that hold a token or wait for an event, outer scopes first and each in order of age."""
        if self.is_over:
            return []
        scopes = (self._workflow, *self._workflow.subprocesses.values())
        return [task for scope in scopes for task in scope.tasks.values() if task.has_state(_OPEN)]

    def unattended(self) -> Iterator[Task]:
        """The tasks that are ready and need nobody."""
        for task in self.open_tasks():
            if task.state == TaskState.READY:
                origin = self.origin(task)
                if origin is None or origin.role not in _HELD:
                    yield task

    def run(self, task: Task, chosen: Iterable[str] = ()) -> None:
        """Lets a ready task's token go on, along the branches with the tokens in ``chosen``."""
        self._check_size(task)
        self._tokens.chosen = frozenset(chosen)
        origin = self.origin(task)
        try:
            task.run()
            if task.id in self._workflow.subprocesses and task.has_state(TaskState.COMPLETED):
                self._workflow.delete_subprocess(task)  # or it would be searched for open tasks for ever
            if origin is not None and origin.repeats:
                self._wait_again(task)
        except SpiffWorkflowException as error:
            raise refusal(
                "walk.not-executable", origin.element if origin else None, reason=_reason(error)
            ) from error
        finally:
            self._tokens.chosen = frozenset()

    def happen(self, task: Task) -> None:
        """Lets happen what this one task waits for; others that wait for the same go on waiting."""
        spec = task.task_spec
        spec.catch(task, BpmnEvent(spec.event_definition, {}))
        spec._update(task)  # noqa: SLF001 - sending the event would reach every task of this node

    def _wait_again(self, task: Task) -> None:
        """A boundary event that does not interrupt may happen once more while its host goes on."""
        split = task.parent
        host = next(child for child in split.children if not self._is_boundary(child))
        if host.has_state(TaskState.FINISHED_MASK):
            return
        again = split._add_child(task.task_spec, TaskState.WAITING)  # noqa: SLF001
        again.triggered = True
        task.task_spec._predict(again, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001
        task.task_spec._update(again)  # noqa: SLF001

    def _is_boundary(self, task: Task) -> bool:
        origin = self.origin(task)
        return origin is not None and origin.boundary

    def throw(self, task: Task, definition: EventDefinition) -> Task | None:
        """Lets the nearest boundary event around a task happen that catches what it throws."""
        for host in self._hosts(task):
            split = host.parent
            if split is None or not isinstance(split.task_spec, BoundaryEventSplit):
                continue
            for child in sorted(split.children, key=self._catches_anything):
                origin = self.origin(child)
                if child.state != TaskState.WAITING or origin is None:
                    continue
                if any(is_caught_by(definition, caught) for caught in origin.catches):
                    self.happen(child)
                    return child
        return None

    def _catches_anything(self, task: Task) -> bool:
        origin = self.origin(task)
        return origin is not None and not any(caught.reference or caught.name for caught in origin.catches)

    def _hosts(self, task: Task) -> Iterator[Task]:
        """The sub-processes that a task is in, innermost first."""
        workflow = task.workflow
        while workflow.parent_task_id is not None:
            host = self._workflow.get_task_from_id(workflow.parent_task_id)
            yield host
            workflow = host.workflow

    def terminate(self, task: Task) -> None:
        """After a terminate end: where its scope has a sub-process of ours around it, the rest ends too."""
        workflow = task.workflow
        if workflow.spec.name not in self._wrappers:
            return
        host = next(self._hosts(task))
        for other in list(host.workflow.tasks.values()):
            origin = self.origin(other)
            if origin is not None and other.has_state(_OPEN):
                other.cancel()

    def stop(self) -> None:
        """Ends the instance at once, with everything in it."""
        self._workflow.cancel()

    def _check_size(self, task: Task) -> None:
        size = len(self._workflow.tasks) + sum(
            len(inner.tasks) for inner in self._workflow.subprocesses.values()
        )
        if size > TASKS or task.depth > DEPTH:
            raise refusal("walk.too-long")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
