"""What a walked case is told."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "walk.nothing": "There is nothing to walk: no process of the diagram has a step. Draw one.",
    "walk.too-large": (
        "The diagram has more than {limit} elements with all that it calls and repeats. Walk a part of it."
    ),
    "walk.too-deep": "More than {limit} sub-processes are within one another at {element}. Draw fewer.",
    "walk.call-cycle": (
        "The call activity {element} calls a process that it is a part of, so the case would never end. "
        "Call another."
    ),
    "walk.endless-loop": (
        "The case would go round for ever at {element}: nobody does or decides anything in that loop. "
        "Put a step or a choice into it."
    ),
    "walk.too-long": "The case has become longer than a walk can be. Go back, or begin anew.",
    "walk.too-many-participants": (
        "The process {element} would begin again and again: a walk has {limit} participants at most. "
        "Go back, or begin anew."
    ),
    "walk.not-executable": "The diagram cannot be walked at {element}: {reason}. Draw that part differently.",
    "walk.no-offer": "This cannot be done now: {key}. Choose from what is offered.",
    "walk.ways": "At {element} between {least} and {most} of the offered ways are to be chosen.",
    "walk.at-start": "Nothing was done yet that could be undone.",
    "walk.no-save": "This is not a walk that the studio has saved. Begin a new one.",
    "walk.other-diagram": "The walk was made in another version of the diagram. Begin a new one.",
    "walk.event-sub-process": (
        "The event sub-process is left out of the walk: it has no start event that could set it off."
    ),
    "walk.compensation": "Compensation is left out of the walk.",
    "walk.complex-gateway": "The complex gateway is walked as an inclusive one.",
    "walk.script": (
        "This is no script of a walk. Write “steps:” with a list of elements or ways by id or label, and "
        "“values:” with the case's values if it has any."
    ),
    "walk.script-entry": "Entry {number} of the script, {entry}, cannot be done then. Offered are: {offers}.",
    "walk.json": "A walk by hand is not told as JSON. Add --script or --auto.",
    "walk.number": "Type a number from 1 to {most}, several ways of one choice with commas, b or q.",
}
