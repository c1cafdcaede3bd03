"""The bounded look-ahead changes nothing but the effort."""

from __future__ import annotations

import time
from random import Random

import pytest
from SpiffWorkflow.util.task import TaskState
from walking import chain, diagram, flow

from studio.errors import StudioError, UnreadableFile
from studio.execution import rewrite
from studio.execution.engine import Machine
from studio.execution.lookahead import PlainParser, WalkParser
from studio.execution.rewritten import Role
from studio.reading import read


def trace(rewriting, parser, seed, steps=60):
    """What runs, in which order, when everything that waits happens at random; with the tasks kept."""
    machine = Machine(rewriting, parser)
    random, seen = Random(seed), []
    for process in rewriting.processes:
        instance = machine.instance(process)
        for _ in range(steps):
            names = sorted(
                {
                    (task.task_spec.name, task.state)
                    for task in instance.open_tasks()
                    if task.state == TaskState.READY
                    or (task.state == TaskState.WAITING and role(instance, task) is Role.WAIT)
                }
            )
            if not names:
                break
            name, state = random.choice(names)
            task = next(
                task for task in instance.open_tasks() if task.task_spec.name == name and task.state == state
            )
            if state == TaskState.WAITING:
                instance.happen(task)
            else:
                origin = instance.origin(task)
                branches = origin.branches if origin else ()
                instance.run(
                    task, random.sample([branch.token for branch in branches], min(1, len(branches)))
                )
            seen.append(name)
        seen.append(f"over {instance.is_over}")
        marking = sorted(task.task_spec.name for task in instance.open_tasks() if instance.origin(task))
        seen.append(" ".join(marking))
    return seen


def role(instance, task):
    origin = instance.origin(task)
    return origin.role if origin else None


def test_traces_are_the_same_with_and_without_it(corpus, thorough):
    paths = sorted(path for path in corpus.rglob("*.bpmn"))
    compared = 0
    for path in paths[:: 2 if thorough else 25]:
        try:
            rewriting = rewrite(read(path.read_bytes(), path.name).diagram)
        except (UnreadableFile, StudioError):
            continue
        if len(rewriting.origins) > 60:
            continue  # without the bound they may take minutes
        for seed in range(2):
            assert trace(rewriting, WalkParser, seed) == trace(rewriting, PlainParser, seed), path
            compared += 1
    assert compared > (200 if thorough else 20)


def blocks(number):
    """Parallel blocks of two tasks, one after the other."""
    nodes, flows, last = "", "", "S"
    for n in range(number):
        nodes += f'<parallelGateway id="X{n}"/><task id="A{n}"/><task id="B{n}"/><parallelGateway id="J{n}"/>'
        flows += f"{flow(last, f'X{n}')}{chain(f'X{n}', f'A{n}', f'J{n}')}{chain(f'X{n}', f'B{n}', f'J{n}')}"
        last = f"J{n}"
    return rewrite(diagram(f'<startEvent id="S"/>{nodes}{flows}'))


@pytest.mark.parametrize(("parser", "tasks"), [(WalkParser, range(1, 40)), (PlainParser, range(500, 10**6))])
def test_blocks_in_a_row_are_not_multiplied(parser, tasks):
    instance = Machine(blocks(7), parser).instance("P")
    assert len(instance._workflow.tasks) in tasks


def test_forty_blocks_in_a_row_begin_at_once():
    rewriting = blocks(40)
    start = time.perf_counter()
    Machine(rewriting).instance("P")
    assert time.perf_counter() - start < 3
