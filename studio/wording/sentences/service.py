"""The service desk, and the four questions."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # The service desk: whether a process is complete and decided
    "service.unreadable-time": (
        "“{value}” is no time ({name:phrase}). Write it with its unit, such as 6 min, 1 h 30 min or PT6M."
    ),
    "service.no-deadline": (
        "A case can wait here for ever. Put a timer on it, or behind an event gateway beside it, and draw "
        "what happens then."
    ),
    "service.no-deadline.many": (
        "At {count} of {total} places where something is awaited a case can wait for ever. Put a timer on "
        "each, and draw what happens then."
    ),
    "service.no-reply-time": (
        "Nobody says when this timer rings. Write the reply time into the timer, or into its label."
    ),
    "service.unheard-timer": (
        "When this deadline passes nobody else hears of it. Lead it to a higher level or another team, or "
        "end it with an escalation event."
    ),
    "service.no-escalation": (
        "This problem ends with nobody who could solve it. Lead it to a higher level or another team, or "
        "name a ladder for the step."
    ),
    "service.unknown-ladder": (
        "“{value}” is neither a ladder of the scenario nor a route along lanes. Write a ladder's name, or "
        "the lanes from the lowest level to the top with → between them."
    ),
    "service.level-no-reply-time": (
        "Nobody says by when the level “{level:name}” has to answer. Write a replyTime at its lane, or draw "
        "a timer at its step."
    ),
    "service.level-no-authority": (
        "Nobody says what the level “{level:name}” may settle itself. Write its authority at its lane, or "
        "settles in the ladder."
    ),
    "service.ladder-no-top": (
        "Nobody says that the top of the ladder “{ladder}” settles everything. Write settles: 100 % at its "
        "last level."
    ),
    "service.level-no-cover": (
        "Nobody of {team:name} is on duty when “{level:name}” has to answer what is raised on {day:phrase} "
        "at {time} and due on {due_day:phrase} at {due}. Put somebody on duty then, or let the reply time "
        "run by the hours of the team."
    ),
    "service.promise-parts": (
        "The parts of the promise “{promise:name}” may take {sum:duration} together, and the whole is to "
        "take {within:duration}. Shorten a part, or promise more time."
    ),
    "service.promise-parts.some": (
        "Cases that take the longest way may take {sum:duration} by the parts of the promise "
        "“{promise:name}”, and the whole is to take {within:duration}. Promise these cases another time, or "
        "shorten a part."
    ),
    "service.no-owner": (
        "Nobody answers for what is done here. Name an owner of the lane, of its pool or of the process."
    ),
    "service.no-owner.many": (
        "For {count} of {total} lanes or pools nobody answers. Name an owner of the process, or of each "
        "of them."
    ),
    "service.no-method": "The step has no standard method. Name the SOP by which it is done.",
    "service.no-method.many": (
        "{count} of {total} steps have no standard method. Name the SOP by which each is done."
    ),
    "service.no-standard-time": "The step has no standard time. Write in what time it is to be done.",
    "service.no-standard-time.many": (
        "{count} of {total} steps have no standard time. Write in what time each is to be done."
    ),
    # The four questions
    "question.no-start": "The process begins nowhere. Draw a start event and a flow from it.",
    "question.no-end": "The process ends nowhere. Draw an end event and a flow to it.",
    "question.empty": "Nothing is drawn in the process. Draw its steps.",
    "question.unreached": "No case can get here. Draw a flow to it, or take it out.",
    "question.dead-end": "The way ends here without an end. Draw a flow from it to the next step or an end.",
    "question.no-way-out": "From here no end can be reached. Draw a way out.",
    "question.loose-flow": "The flow is not connected at both ends. Connect it, or take it out.",
    "question.undecided": (
        "It is not said which way a case takes from here. Label every way, or give it a condition."
    ),
    "question.unsound": "Cases get stuck or are done twice here. Look at the faults that were found.",
    "question.no-method": "The step has no standard method. Name the SOP by which it is done.",
    "question.no-time": "The step has no standard time. Write in what time it is to be done.",
    "question.unreadable-time": (
        "“{value}” is no time ({name:phrase}). Write it with its unit, such as 6 min, 1 h 30 min or PT6M."
    ),
    "question.no-deadline": (
        "A case can wait here for ever. Put a timer on it, or behind an event gateway beside it, and draw "
        "what happens then."
    ),
    "question.no-reply-time": (
        "Nobody says when this timer rings. Write the reply time into the timer, or into its label."
    ),
    "question.unheard-timer": (
        "When this deadline passes nobody else hears of it. Lead it to a higher level or another team, or "
        "end it with an escalation event."
    ),
    "question.no-escalation": (
        "A case that gets stuck here goes to nobody. Name a ladder for the step, its lane or the process, "
        "or draw a timer that leads to a higher level."
    ),
    "question.ladder-incomplete": (
        "The level “{level:name}” of the ladder has no reply time, so that a case can get stuck there. "
        "Write its reply time."
    ),
}
