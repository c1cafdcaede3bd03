"""One case as far as it has been walked: its process instances, open visits, messages, clock and history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from studio.execution.engine import Instance
from studio.execution.limits import PARTICIPANTS, UNATTENDED, refusal
from studio.execution.offering import Visit, offered
from studio.execution.offers import Offer, OfferKind, Outcome, Record
from studio.execution.rewritten import Branch, Origin, Role, WayKind
from studio.execution.setting import Setting
from studio.model import EventDefinition, EventKind, Node, NodeKind

__all__ = ["Case"]

_CLIMBING = frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL})


class Case:
    """A case under way. It moves by :meth:`perform` only, and the same moves lead to the same state."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._origins = setting.machine.rewriting.origins
        self._instances: list[Instance] = []
        self._starts: list[frozenset[str]] = []
        self._visits: dict[Any, Visit] = {}
        self._numbers: Counter[tuple[Role, str]] = Counter()
        self._messages: list[str] = []
        self._action = 0
        self._unattended = 0
        self.clock = 0.0
        self.history: list[Record] = []
        for process, starts in setting.first_processes.items():
            self._begin(process, starts)
        self._settle()

    # What is there

    @property
    def is_over(self) -> bool:
        """Whether every process instance has ended."""
        return all(instance.is_over for instance in self._instances)

    def marking(self) -> dict[str, int]:
        """How many tokens each element holds; a sub-process holds one while its contents do."""
        found: Counter[str] = Counter()
        for instance in self._instances:
            for task in instance.open_tasks():
                origin = instance.origin(task)
                if origin is not None and not origin.boundary:
                    found[origin.element] += 1
        return dict(found)

    def offers(self) -> tuple[Offer, ...]:
        """What can be done now, by process instance; events attached to activities come last."""
        if self.is_over:
            return ()
        visits = sorted(self._visits.values(), key=lambda visit: (visit.participant, visit.origin.boundary))
        found = [offer for visit in visits for offer in self._offered(visit)]
        begun = {instance.process for instance in self._instances}
        idle = (id for id in self._setting.machine.rewriting.processes if id not in begun)
        return (*found, *map(self._start, idle))

    def _start(self, process: str) -> Offer:
        return Offer(
            key=f"{OfferKind.START}:{process}",
            kind=OfferKind.START,
            element=process,
            participant=len(self._instances),
            pool=self._setting.place(process)[0],
            enabled=self.clock,
            at=self.clock,
        )

    def _offered(self, visit: Visit) -> Iterator[Offer]:
        return offered(visit, self._branches(visit), self._setting, self.clock)

    def _branches(self, visit: Visit) -> tuple[Branch, ...]:
        """The branches of a choice; a process begins with what can set it off only."""
        branches = visit.origin.branches
        starts = self._starts[visit.participant]
        if (
            starts
            and branches
            and branches[0].kind is WayKind.START
            and visit.origin.element == self._instances[visit.participant].process
        ):
            return tuple(branch for branch in branches if branch.id in starts) or branches
        return branches

    # Moves

    def perform(self, key: str, ways: Sequence[str]) -> Offer:
        """Carries out an offer and returns it as it was; :class:`StudioError` where there is none such."""
        offer = next((offer for offer in self.offers() if offer.key == key), None)
        if offer is None:
            raise refusal("walk.no-offer", key=key)
        self._action += 1
        self._unattended = 0
        self.clock = offer.at
        if offer.kind is OfferKind.START:
            self._begin(offer.element, frozenset())
        else:
            visit = next(visit for visit in self._visits.values() if self._has(visit, key))
            self._carry_out(offer, visit, tuple(ways))
        self._settle()
        return offer

    def _has(self, visit: Visit, key: str) -> bool:
        return any(offer.key == key for offer in self._offered(visit))

    def _carry_out(self, offer: Offer, visit: Visit, ways: tuple[str, ...]) -> None:
        instance = self._instances[visit.participant]
        if offer.kind is OfferKind.FINISH:
            self._pass(instance, visit.task)
        elif offer.kind is OfferKind.CHOOSE:
            self._choose(offer, visit, ways)
        elif visit.origin.role is Role.RACE:
            flow = offer.key.removeprefix(f"{offer.kind}:{visit.origin.element}:{visit.number}:")
            self._take(visit, [branch for branch in visit.origin.branches if branch.id == flow])
        else:
            instance.happen(visit.task)

    def _choose(self, offer: Offer, visit: Visit, ways: tuple[str, ...]) -> None:
        chosen = dict.fromkeys(ways or offer.suggested)
        taken = [branch for branch in self._branches(visit) if branch.id in chosen]
        if len(taken) != len(chosen) or not offer.least <= len(taken) <= offer.most:
            raise refusal("walk.ways", offer.element, least=offer.least, most=offer.most)
        self._take(visit, taken)

    def _take(self, visit: Visit, branches: Sequence[Branch]) -> None:
        tokens = [branch.token for branch in branches]
        if not tokens and visit.origin.unchosen is not None:
            tokens = [visit.origin.unchosen]
        self._instances[visit.participant].run(visit.task, tokens)
        self._record(visit, decided=tuple(branch.id for branch in branches))
        del self._visits[visit.task.id]

    # Tokens that move by themselves

    def _begin(self, process: str, starts: frozenset[str]) -> None:
        if len(self._instances) >= PARTICIPANTS:
            raise refusal("walk.too-many-participants", process, limit=PARTICIPANTS)
        self._instances.append(self._setting.machine.instance(process))
        self._starts.append(starts)

    def _settle(self) -> None:
        """Tokens go on until each of them waits for somebody or something."""
        moving = True
        while moving:
            moving = False
            for instance in tuple(self._instances):
                for task in instance.unattended():
                    if task.state == TaskState.READY and not instance.is_over:
                        self._pass(instance, task)
                        moving = True
            self._look()
            moving = moving or self._deliver() or self._start_where_told()

    def _pass(self, instance: Instance, task: Task) -> None:
        """A token goes on from a task, with all that this sets off."""
        self._unattended += 1
        origin = instance.origin(task)
        if self._unattended > UNATTENDED:
            raise refusal("walk.endless-loop", origin.element if origin else None)
        instance.run(task)
        if origin is None:
            return
        visit = self._visits.pop(task.id, None) or self._visit(instance, task, origin)
        handled = True
        for definition in origin.throws:
            handled = self._throw(instance, task, definition) and handled
        self._record(visit, outcome=Outcome.FINISHED if handled else Outcome.UNHANDLED)
        if origin.boundary or origin.throws:
            self._look()
        self._messages += self._setting.messages.get(origin.element, ())

    def _throw(self, instance: Instance, task: Task, definition: EventDefinition) -> bool:
        """Whether what is thrown is dealt with; an error that is not ends the process."""
        if definition.kind is EventKind.TERMINATE:
            instance.terminate(task)
        elif definition.kind is EventKind.SIGNAL:
            self._signal(definition)
        elif definition.kind in _CLIMBING:
            caught = instance.throw(task, definition)
            if caught is not None:
                self._pass(instance, caught)
            elif definition.kind is EventKind.ERROR:
                instance.stop()
                return False
        return True

    def _signal(self, thrown: EventDefinition) -> None:
        """A signal reaches all that wait for it now, and begins the processes that it sets off."""
        heard = {
            node.id
            for node in self._setting.diagram.nodes
            if any(_is_signal(thrown, caught) for caught in node.events)
        }
        self._look()
        for visit in tuple(self._visits.values()):
            self._receive(visit, heard)
        for id in sorted(heard):
            if self._is_start(id):
                self._begin(self._setting.diagram.node(id).process, frozenset({id}))

    def _deliver(self) -> bool:
        """Brings the oldest message that somebody waits for; whether there was one."""
        for target in tuple(self._messages):
            if not self._can_be_received(target):
                self._messages.remove(target)
            elif self._is_start(target):
                self._messages.remove(target)
                self._begin(self._setting.diagram.node(target).process, frozenset({target}))
                return True
            elif any(self._receive(visit, {target}) for visit in tuple(self._visits.values())):
                self._messages.remove(target)
                return True
        return False

    def _receive(self, visit: Visit, elements: set[str]) -> bool:
        """Lets what a visit waits for happen if it is one of the elements."""
        origin, task = visit.origin, visit.task
        if origin.role is Role.WAIT and origin.element in elements and task.state == TaskState.WAITING:
            self._instances[visit.participant].happen(task)
            return True
        if origin.role is Role.RACE and task.state == TaskState.READY:
            for branch in origin.branches:
                if branch.target in elements:
                    self._take(visit, [branch])
                    return True
        return False

    def _can_be_received(self, element: str) -> bool:
        return self._is_start(element) or any(
            (origin.role is Role.WAIT and origin.element == element)
            or (origin.role is Role.RACE and any(branch.target == element for branch in origin.branches))
            for origin in self._origins.values()
        )

    def _is_start(self, element: str) -> bool:
        """Whether a message or signal to it begins a process."""
        node = self._setting.diagram.element(element)
        return (
            isinstance(node, Node)
            and node.parent is None
            and (node.kind is NodeKind.START_EVENT or node.instantiates)
            and node.process in self._setting.machine.rewriting.processes
        )

    def _start_where_told(self) -> bool:
        """A process that only one event can have set off begins with it, unasked."""
        for visit in tuple(self._visits.values()):
            if visit.origin.role is Role.CHOICE and visit.origin.branches[0].kind is WayKind.START:
                branches = self._branches(visit)
                if len(branches) == 1:
                    self._take(visit, branches)
                    return True
        return False

    # Visits and their records

    def _look(self) -> None:
        """Takes down which visits began and which were withdrawn since the last look."""
        there: dict[Any, Visit] = {}
        for instance in self._instances:
            for task in instance.open_tasks():
                origin = instance.origin(task)
                if origin is not None and origin.role is not Role.PASS:
                    there[task.id] = self._visits.get(task.id) or self._visit(instance, task, origin)
        for id, visit in self._visits.items():
            if id not in there and not visit.origin.boundary:
                self._record(visit, outcome=Outcome.WITHDRAWN)
        self._visits = there

    def _visit(self, instance: Instance, task: Task, origin: Origin) -> Visit:
        counted = origin.role, origin.element
        self._numbers[counted] += 1
        return Visit(
            origin=origin,
            number=self._numbers[counted],
            participant=self._instances.index(instance),
            enabled=self.clock,
            task=task,
        )

    def _record(
        self, visit: Visit, *, outcome: Outcome = Outcome.FINISHED, decided: tuple[str, ...] = ()
    ) -> None:
        pool, lane = self._setting.place(visit.origin.element)
        self.history.append(
            Record(
                element=visit.origin.element,
                number=visit.number,
                participant=visit.participant,
                pool=pool,
                lane=lane,
                enabled=visit.enabled,
                finished=self.clock,
                outcome=outcome,
                decided=decided,
                action=self._action,
            )
        )


def _is_signal(thrown: EventDefinition, caught: EventDefinition) -> bool:
    name = thrown.reference or thrown.name
    return caught.kind is EventKind.SIGNAL and bool(name) and name == (caught.reference or caught.name)
