"""The rules by name: those of bpmnlint under the names its users know, and the studio's own.

What is left out of bpmnlint: ``standard-size`` (a size is no fault) and ``superfluous-label`` (a word at a
flow helps a reader).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from studio.check.lint import (
    beginnings,
    connections,
    drawing,
    endings,
    gateways,
    labels,
    sizes,
)
from studio.check.lint.finding import Finding
from studio.model import Diagram, Severity

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What to look for, how bad it is, and what looking for it is good for."""

    find: Callable[[Diagram], Iterable[Finding]]
    severity: Severity
    purpose: str


def _habit(find: Callable[[Diagram], Iterable[Finding]], purpose: str) -> Rule:
    return Rule(find=find, severity=Severity.INFO, purpose=purpose)


def _surprise(find: Callable[[Diagram], Iterable[Finding]], purpose: str) -> Rule:
    return Rule(find=find, severity=Severity.WARNING, purpose=purpose)


RULES: Mapping[str, Rule] = {
    # Beginnings and ends
    "start-event-required": _habit(beginnings.missing_starts, "Readers see at once where a process begins."),
    "end-event-required": _habit(endings.missing_ends, "Readers see at once where a process ends."),
    "no-implicit-start": _habit(
        beginnings.implicit_starts,
        "No step begins without anybody seeing why.",
    ),
    "no-implicit-end": _habit(
        endings.implicit_ends,
        "No path ends without anybody seeing with what result.",
    ),
    "single-blank-start-event": _habit(
        beginnings.blank_starts, "It is clear which of several starts a case begins at."
    ),
    "sub-process-blank-start-event": _surprise(
        beginnings.typed_starts_of_sub_processes, "A sub-process begins when its turn has come."
    ),
    "event-sub-process-typed-start-event": Rule(
        find=beginnings.untyped_starts_of_event_sub_processes,
        severity=Severity.ERROR,
        purpose="An event sub-process has an event that sets it off.",
    ),
    "superfluous-termination": _habit(
        endings.superfluous_terminations,
        "An end that cuts off other paths is drawn only where there are any.",
    ),
    "same-end": _habit(endings.same_ends, "One result has one end."),
    # Gateways
    "conditional-flows": _habit(gateways.unconditional_branches, "Every branch says when it is taken."),
    "event-based-gateway": _surprise(
        gateways.event_gateways, "An event gateway waits for the first of several events."
    ),
    "fake-join": _habit(gateways.fake_joins, "It is clear whether paths that meet wait for each other."),
    "no-implicit-split": _surprise(
        gateways.implicit_splits, "It is clear whether one way is taken or all are at once."
    ),
    "no-complex-gateway": _surprise(
        gateways.complex_gateways, "Gateways are of kinds that everybody understands alike."
    ),
    "no-inclusive-gateway": _habit(
        gateways.inclusive_gateways, "It is easy to say which ways are under way (7PMG 5)."
    ),
    "no-gateway-join-fork": _habit(gateways.mixed_gateways, "A gateway does one thing: join or split."),
    "superfluous-gateway": _habit(gateways.superfluous_gateways, "Every gateway decides or joins something."),
    "gateway-chain": _habit(gateways.chains, "One question is asked at one gateway."),
    # Connections and events
    "no-disconnected": _surprise(connections.disconnected, "Everything drawn takes part in the process."),
    "no-duplicate-sequence-flows": _surprise(
        connections.duplicate_flows, "One way is drawn once: a second flow doubles the work."
    ),
    "ad-hoc-sub-process": _surprise(
        connections.ad_hoc_contents, "In an ad-hoc sub-process people choose what they do and when."
    ),
    "link-event": _surprise(connections.links, "A path goes on where its link says."),
    "uncaught-error": _habit(
        connections.uncaught_errors,
        "It is drawn who takes up an error: otherwise it ends the whole process.",
    ),
    "single-event-definition": _habit(
        connections.several_definitions, "An event waits for one thing, which its symbol shows."
    ),
    "conditional-event": _habit(
        connections.conditionless_events,
        "An event of an executable process says what it watches.",
    ),
    "global": _habit(connections.declarations, "Messages, signals and errors can be told apart by name."),
    # Names, picture and size
    "label-required": _habit(labels.nameless, "Readers need not guess what an element means."),
    "same-label": _habit(labels.same_labels, "One name means one step."),
    "verbless-label": _habit(labels.verbless, "A step's name says what is done (7PMG 6)."),
    "no-bpmndi": _habit(drawing.without_place, "Every tool shows the whole diagram."),
    "no-overlapping-elements": _habit(drawing.overlapping, "Nothing hides behind something else."),
    "too-large": _habit(sizes.too_large, "A picture can be taken in as a whole (7PMG 7)."),
    "deep-nesting": _habit(sizes.deep_nesting, "A reader knows on which level they are."),
}
"""In the order in which they are told."""
