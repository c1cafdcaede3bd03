"""What the editor and its panel say, by the names that the front end has for it."""

from __future__ import annotations

from collections.abc import Mapping

from studio.app.details import event_names, kind_names
from studio.wording import LANGUAGES, translate

__all__ = ["editor_words", "panel_words"]

_WORDS = {
    "diagram": "Process diagram. Arrow keys move what is selected, Ctrl+Z undoes.",
    "undo": "Undo",
    "redo": "Redo",
    "zoomIn": "Zoom in",
    "zoomOut": "Zoom out",
    "fit": "Show the whole diagram",
    "fullScreen": "Full screen",
    "leaveFullScreen": "Leave full screen",
    "drawing": "Drawing {n} elements …",
    "failed": "This diagram cannot be drawn: {reason}",
    "unkept": "Not kept yet: the studio does not answer. Your changes stay in this window until it does.",
    "panel": "Details of the selected element",
    "hidePanel": "Hide the details",
    "showPanel": "Details",
    "nothingSelected": "Select a step, a decision, a flow or a lane to see and fill in what it says.",
    "several": "Several elements",
    "selectFlow": "Select this flow",
    "decisionTable": "Conditions from a decision table (DMN) …",
}

_GROUPS = {
    "name": "Name",
    "question": "Question",
    "label": "Label",
    "note": "Note",
    "data": "Data",
    "ways": "Ways out of this decision",
    "taken": "When this way is taken",
    "standard": "Method and time",
    "people": "Who and with what",
    "escalation": "When it gets stuck",
    "called": "Called process",
    "loop": "Repetition",
    "others": "Other entries",
    "documentation": "Documentation",
}

_FIELDS = {
    "name": "Name",
    "question": "Question",
    "label": "Label",
    "text": "Text",
    "guard": "Condition",
    "guardHint": "amount > 500",
    "otherwise": "Taken otherwise (default)",
    "condition": "Rings when this holds",
    "timer": "Rings",
    "code": "Code",
    "called": "Id of the process",
    "loopCondition": "Repeated while",
    "loopCardinality": "How many times",
    "completionCondition": "Done as soon as",
    "documentation": "What there is to know, over several lines",
}

_IN_ENGLISH = {
    "otherName": "Name in English",
    "otherQuestion": "Question in English",
    "otherLabel": "Label in English",
    "otherText": "Text in English",
}
_IN_CHINESE = {
    "otherName": "Name in Chinese",
    "otherQuestion": "Question in Chinese",
    "otherLabel": "Label in Chinese",
    "otherText": "Text in Chinese",
}
_OTHER_NAMES = {"en": _IN_ENGLISH, "zh-CN": _IN_CHINESE}
"""What an element is called in the language that the page is not in, by that language."""

_PROPERTIES = {
    "method": "Method (SOP)",
    "standardTime": "Standard time",
    "owner": "Owner",
    "team": "Team",
    "reads": "Reads",
    "writes": "Writes",
    "ladder": "Escalation ladder",
    "replyTime": "Reply time",
    "authority": "Authority",
}
"""The studio's own entries, by their names in a file."""

_HINTS = {
    "method": "SOP-012",
    "standardTime": "6 min",
    "reads": "amount, customer type",
    "writes": "amount, customer type",
    "replyTime": "30 min",
}

_TIMERS = {"timeDuration": "After a time", "timeDate": "At a date", "timeCycle": "Again and again"}

_TIMER_HINTS = {"timeDuration": "48 h", "timeDate": "2026-05-01T09:00", "timeCycle": "every 2 hours"}


def editor_words(language: str) -> dict[str, str]:
    """The names of buttons and the sentences of the canvas."""
    return _translated(_WORDS, language)


def panel_words(language: str) -> dict[str, object]:
    """The headings, titles and examples of the panel."""
    other = next(tag for tag in LANGUAGES if tag != language)
    return {
        "whole": translate("The whole diagram", language),
        "kinds": kind_names(language),
        "groups": _translated(_GROUPS, language),
        "fields": _translated({**_FIELDS, **_OTHER_NAMES[other]}, language),
        "properties": _translated(_PROPERTIES, language),
        "hints": _translated(_HINTS, language),
        "timers": _translated(_TIMERS, language),
        "timerHints": _translated(_TIMER_HINTS, language),
        "events": event_names(language),
    }


def _translated(texts: Mapping[str, str], language: str) -> dict[str, str]:
    return {name: translate(text, language) for name, text in texts.items()}
