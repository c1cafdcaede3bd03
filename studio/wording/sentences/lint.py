"""Habits of drawing."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "lint.start-event-required": "No start event is drawn here. Draw one where a case begins.",
    "lint.end-event-required": "No end event is drawn here. Draw one for each result.",
    "lint.no-implicit-start": (
        "Nothing leads here, so a case begins here unseen. Draw a start event before it."
    ),
    "lint.no-implicit-start.beside": (
        "Nothing leads here, so nobody ever gets here from the start. Draw a flow to it, or take it out."
    ),
    "lint.no-implicit-end": (
        "No flow leads on from here. Draw an end event that says with what result the case ends."
    ),
    "lint.single-blank-start-event": (
        "There are {number} start events that do not say when a case begins at which. Give each its "
        "own trigger, such as a message, or keep one."
    ),
    "lint.sub-process-blank-start-event": (
        "A sub-process begins when its turn comes, not at an event of its own. Take the event out of "
        "this start, or wait for it before the sub-process."
    ),
    "lint.event-sub-process-typed-start-event": (
        "Nothing ever sets this event sub-process off. Say at its start which event it waits for."
    ),
    "lint.superfluous-termination": (
        "There is no other path that this end could cut off. An ordinary end event says the same."
    ),
    "lint.same-end": "{number} ends are called {name:called}. Lead their paths to one, or name what differs.",
    "lint.conditional-flows": (
        "{number} of {branches} branches {number:does|do} not say when {number:it is|they are} taken. "
        "Name the answer at each."
    ),
    "lint.event-based-gateway": (
        "An event gateway waits for the first of several events, but there is only one way on. Draw "
        "the others, or take the gateway out."
    ),
    "lint.event-based-gateway.condition": (
        "After an event gateway the event decides, not a condition. Take the condition out."
    ),
    "lint.fake-join": (
        "{number} flows meet here, and none waits for another. Draw the gateway that is meant: "
        "exclusive if only one comes at a time, parallel if all are to be waited for."
    ),
    "lint.no-implicit-split": (
        "{number} flows leave here, and all are taken at once. Draw a gateway: exclusive if only one "
        "is meant, parallel if all are."
    ),
    "lint.no-complex-gateway": (
        "Hardly anybody can say what a complex gateway does. Draw it with exclusive and parallel ones."
    ),
    "lint.no-inclusive-gateway": (
        "After an inclusive gateway it is hard to say which ways are under way. Where one question at "
        "a time is meant, ask it at an exclusive gateway."
    ),
    "lint.no-gateway-join-fork": (
        "Ways meet and part at the same gateway. Draw one gateway to join and another to split."
    ),
    "lint.superfluous-gateway": (
        "The gateway has one way in and one way out: it does nothing. Take it out, or draw the way "
        "that is missing."
    ),
    "lint.gateway-chain": "The gateway only continues the one before it. One gateway would do.",
    "lint.no-disconnected": (
        "The element is connected with nothing. Draw a flow to it and one from it, or take it out."
    ),
    "lint.no-duplicate-sequence-flows": (
        "There is already such a flow between the same two elements: what follows is done twice. Take "
        "one out."
    ),
    "lint.no-duplicate-sequence-flows.either": (
        "There is already such a flow between the same two elements: both ways lead to the same place. "
        "Take one out, or say on each what it is for."
    ),
    "lint.ad-hoc-sub-process": (
        "An ad-hoc sub-process has neither start nor end events: people choose what to do. Take it "
        "out, or draw an ordinary sub-process."
    ),
    "lint.ad-hoc-sub-process.catch": (
        "The event in the ad-hoc sub-process leads to nothing. Draw a flow to what follows it."
    ),
    "lint.link-event.name": (
        "The link has no name, so that its other end cannot be found. Give both the same name."
    ),
    "lint.link-event.catch": (
        "The path jumps away here, but no link of this name takes it up on the same level. Draw the "
        "catching one."
    ),
    "lint.link-event.throw": (
        "No link of this name leads here from the same level. Draw the throwing one, or lead a flow "
        "to what follows."
    ),
    "lint.link-event.twice": (
        "Another link of the same name takes up the path, so that nobody ever gets here. Give each a "
        "name of its own."
    ),
    "lint.uncaught-error": (
        "The error that is thrown here in the sub-process is caught by nothing around it, so that it ends "
        "the whole process. Draw an error event at the sub-process’s border, or end the sub-process "
        "otherwise if that is not meant."
    ),
    "lint.single-event-definition": (
        "The event stands for {number} things at once, which its symbol does not show. Draw one event "
        "for each."
    ),
    "lint.conditional-event": "The event waits for a condition that is not given. Write it down.",
    "lint.global.unused": (
        "The {kind:phrase} “{name}” is declared in the file, but nothing uses it. Take it out."
    ),
    "lint.global.name": "The {kind:phrase} {name} has no name. Give it one by which people know it.",
    "lint.global.twice": (
        "Several declarations of the kind {kind:phrase} are called “{name}”. Keep one, or name what differs."
    ),
    "lint.label-required": "The element has no name. Write what it means.",
    "lint.label-required.step": "The step has no name. Write what is done here.",
    "lint.label-required.decision": "The decision has no name. Write the question that is decided here.",
    "lint.same-label": "{number} steps are called {name:called}. Name what differs, or do it in one place.",
    "lint.verbless-label": "{name:called} does not say what is done. Write a verb and what it is done to.",
    "lint.no-bpmndi": (
        "The file does not say where this is drawn, so that other tools may not show it. Save the "
        "diagram here to give it a place."
    ),
    "lint.no-overlapping-elements": "The element covers {other:called}. Move one of the two.",
    "lint.no-overlapping-elements.outside": (
        "The element stands outside of the pool or sub-process that it belongs to. Move it inside."
    ),
    "lint.too-large": (
        "The picture has {number} elements; beyond {most} more than half of all models have mistakes. "
        "Put parts of it into sub-processes."
    ),
    "lint.deep-nesting": (
        "The sub-process lies {number} levels deep. Draw it as a process of its own and call it."
    ),
}
