"""The story of one case."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "story.completed": "It took {took:duration}: {wait:duration} of waiting and {work:duration} of work.",
    "story.abandoned": (
        "The customer gave up after {took:duration}: {wait:duration} of waiting and {work:duration} of work."
    ),
    "story.side-by-side": "Some of it happened at the same time, and each counts by itself.",
    "story.contained": "Self-service settled it after {took:duration}.",
    "story.stuck": (
        "It never came to an end: nothing could happen any more after {took:duration}, with {wait:duration} "
        "of waiting and {work:duration} of work."
    ),
    "story.endless": "It went round and round, and was taken out after {took:duration}.",
    "story.open": (
        "The run ended before it did: until then {wait:duration} of waiting and {work:duration} of work."
    ),
    "story.most.contention": "{share:share} of the wait was at “{step}”, for people busy with other cases.",
    "story.most.off_shift": "{share:share} of the wait was at “{step}”, with too few people on shift.",
    "story.most.batching": "{share:share} of the wait was at “{step}”, until a batch was together.",
    "story.most.priority": "{share:share} of the wait was at “{step}”, behind more urgent cases.",
    "story.most.external": "{share:share} of the wait was at “{step}”, for what came from outside.",
    "story.wait.contention": (
        "“{step}” waited {wait:duration}: {people:number} {people:person|people} of {team} worked meanwhile "
        "on {cases:number} other {cases:case|cases}."
    ),
    "story.wait.contention.own": (
        "“{step}” waited {wait:duration}: {people:number} {people:person|people} of {team} worked meanwhile "
        "on {cases:number} other {cases:case|cases} and on work of their own."
    ),
    "story.wait.off_shift": "“{step}” waited {wait:duration} because too few people of {team} were on shift.",
    "story.wait.batching": "“{step}” waited {wait:duration} until enough cases were together.",
    "story.wait.priority": (
        "“{step}” waited {wait:duration} behind more urgent cases that came later to {team}."
    ),
    "story.wait.external": "“{step}” waited {wait:duration} for what comes from outside.",
    "story.gave-up": "At “{step}” the customer gave up waiting.",
    "story.no-case": "There is no case {case} in this run. Name one of its cases, or {words}.",
}
