"""What the conditions of a simulation ask for although no case ever has it.

A condition with such a word is no mistake that could be refused: a lever may leave a word without cases,
and a table may be written for more than comes. It is told, as else nobody sees why nobody goes that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studio.model import Diagram, Guard, LoopKind, Problem, Severity
from studio.scenario.conditions import guard_over
from studio.scenario.kinds import Kinds, kinds_in, misfits
from studio.scenario.markers import named_as_number
from studio.scenario.refusal import near, shown, shown_list
from studio.scenario.scenario import ProvenanceKind, Scenario

__all__ = ["asked_in_vain"]

_COUNTS = frozenset({"loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"})
"""What the condition of a loop may ask for besides attributes."""


def asked_in_vain(scenario: Scenario, diagram: Diagram) -> Iterator[Problem]:
    """A warning for each word, and each kind of value, that an attribute never has and a condition asks for.

    Once for each element of the diagram at which it is asked for.
    """
    attributes = [*scenario.attributes, *(it for step in scenario.steps.values() for it in step.assigns)]
    kinds = kinds_in(scenario)
    words: dict[str, dict[str, None]] = {}
    for attribute in attributes:
        words.setdefault(attribute.name, {}).update(dict.fromkeys(word for word, _ in attribute.choice))
    found = dict.fromkeys(
        problem
        for element, guard in _conditions(scenario, diagram, kinds.keys())
        for problem in _of_one(element, guard, kinds, words)
    )
    yield from found
    yield from _numbers(scenario, diagram, kinds)


def _numbers(scenario: Scenario, diagram: Diagram, kinds: Kinds) -> Iterator[Problem]:
    """Drawn numbers of instances that name an attribute which is none, where nobody else says how many."""
    for node in diagram.nodes:
        if node.loop is None or node.loop.kind is LoopKind.STANDARD:
            continue
        origin = scenario.provenance.get(f"steps.{node.id}.instances")
        if origin is not None and origin.kind is not ProvenanceKind.ASSUMED:
            continue
        for name in named_as_number(node.loop):
            if float not in kinds.get(name, {float}):
                yield _warning("simulation.instances-by-word", node.id, name=name)


def _of_one(
    element: str | None, guard: Guard, kinds: Kinds, words: dict[str, dict[str, None]]
) -> Iterator[Problem]:
    misfitting = dict(misfits(guard, kinds))
    for name, code in misfitting.items():
        yield _warning(code, element, name=name)
    for name, constants in guard.constants().items():
        if name in misfitting or str not in kinds.get(name, ()):
            continue
        known = words[name]
        asked = {value for each in constants if isinstance(value := each.value({}), str)}
        for word in sorted(asked - known.keys()):
            told = {"condition": shown(str(guard)), "name": name, "word": shown(word)}
            meant = near(word, known)
            if meant is None:
                yield _warning("simulation.word", element, **told, known=shown_list(list(known)))
            else:
                yield _warning("simulation.word.near", element, **told, near=shown(meant))


def _warning(code: str, element: str | None, **parameters: str) -> Problem:
    return Problem(
        code=code, severity=Severity.WARNING, element=element, parameters=tuple(parameters.items())
    )


def _conditions(
    scenario: Scenario, diagram: Diagram, names: Iterable[str]
) -> Iterator[tuple[str | None, Guard]]:
    """All that is asked of the attributes of a case, with the element at which it is."""
    for routing in scenario.routing.values():
        yield from routing.guards.items()
    for id, step in scenario.steps.items():
        yield from ((id, guard) for guard in step.can_do.values())
    for id, deflection in scenario.deflections.items():
        yield from _guards(id, deflection.whom)
    for id, escalation in scenario.escalations.items():
        yield from _guards(id, escalation.cannot_decide, escalation.over_authority)
    for ladder in scenario.ladders.values():
        yield from _guards(None, *(level.settles for level in ladder.levels))
    yield from _guards(None, *scenario.priority)
    known = frozenset(names) | _COUNTS
    for node in diagram.nodes:
        drawn = [event.condition for event in node.events]
        drawn += [] if node.loop is None else [node.loop.condition]
        yield from _guards(node.id, *(guard_over(text, known) for text in drawn))


def _guards(element: str | None, *told: Guard | float | None) -> Iterator[tuple[str | None, Guard]]:
    yield from ((element, guard) for guard in told if isinstance(guard, Guard))
