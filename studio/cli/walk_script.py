"""A walk written down: what is done, one entry after the other, in a YAML file.

``values`` are the case's own (``amount: 600``), ``steps`` what is done: each entry names an element or a
way on by its id or label (several ways of one choice as a list), or says ``back``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.cli.walk_options import Option, options
from studio.errors import InvalidScenario, StudioError
from studio.execution import Walk
from studio.model.guard import Value
from studio.scenario.document import read_document
from studio.wording import sentence

__all__ = ["BACK", "Script", "follow", "read_script"]

BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What a file says is done."""

    values: Mapping[str, Value]
    steps: tuple[tuple[str, ...], ...]


def read_script(path: Path) -> Script:
    """The script in a file; :class:`StudioError` where it is none."""
    document = read_document(path, str(path))
    if document.mistakes:
        raise InvalidScenario(document.mistakes)
    unknown = sorted(document.value.keys() - {"values", "steps"})
    values, steps = document.value.get("values") or {}, document.value.get("steps") or []
    if unknown or not isinstance(values, dict) or not isinstance(steps, list):
        raise _refusal(path)
    if not all(isinstance(value, str | bool | int | float | None) for value in values.values()):
        raise _refusal(path)
    return Script(values=values, steps=tuple(_entry(entry, path) for entry in steps))


def _entry(entry: Any, path: Path) -> tuple[str, ...]:  # noqa: ANN401 - whatever stands in the file
    texts = entry if isinstance(entry, list) else [entry]
    if not texts or not all(isinstance(text, str | int | float) for text in texts):
        raise _refusal(path)
    return tuple(str(text) for text in texts)


def _refusal(path: Path) -> StudioError:
    told = {"file": str(path)}
    return StudioError("walk.script", sentence("walk.script", told), **told)


def follow(walk: Walk, script: Script, language: str) -> Iterator[None]:
    """Does what the script says, and pauses after each entry."""
    for number, entry in enumerate(script.steps, start=1):
        if entry == (BACK,):
            walk.back()
        else:
            offered = options(walk, language)
            meant = [_meant(text, offered) for text in entry]
            keys = {option.offer.key for option in meant if option is not None}
            if None in meant or len(keys) != 1:
                told = {
                    "number": number,
                    "entry": ", ".join(entry),
                    "offers": "; ".join(option.title for option in offered) or "–",
                }
                raise StudioError("walk.script-entry", sentence("walk.script-entry", told), **told)
            walk.do(keys.pop(), *dict.fromkeys(way for option in meant if option for way in option.ways))
        yield


def _meant(text: str, offered: Sequence[Option]) -> Option | None:
    """The first option of that id, else of that label."""
    for option in offered:
        if text in (option.offer.key, *option.ids):
            return option
    folded = " ".join(text.split()).casefold()
    return next((option for option in offered if folded in option.labels), None)
