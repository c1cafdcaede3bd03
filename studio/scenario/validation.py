"""A document held against the schema: every mistake noted, the rest kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from studio.model import GuardError
from studio.scenario.document import Path
from studio.scenario.findings import Findings, fitted
from studio.scenario.hours import weekdays
from studio.scenario.refusal import Refused, shown_list
from studio.scenario.schema import HoursEntry, ScenarioFile

__all__ = ["validated"]

_SHAPES = {
    "model_type": "scenario.mapping",
    "model_attributes_type": "scenario.mapping",
    "dict_type": "scenario.mapping",
    "list_type": "scenario.list",
}


def validated(value: Mapping[str, Any], findings: Findings) -> ScenarioFile:
    """What of the document fits the schema; what does not is left out, after it has been noted.

    Leaving out one value may make the entry around it incomplete: then that is left out too, without
    another mistake.
    """
    rest = _stated(value)
    while True:
        try:
            return ScenarioFile.model_validate(rest)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
        removed = set()
        for found in wrong:
            path, _ = fitted(rest, _path(found))
            _note(found, path, findings)
            removed.add(path)
        if () in removed:
            return ScenarioFile()
        for path in removed:
            findings.leave_out(path)
        for path in sorted(removed, key=_position, reverse=True):
            _remove(rest, path, findings)


def _stated(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """A copy without the keys that are null."""
    if isinstance(value, Mapping):
        return {key: _stated(item) for key, item in value.items() if item is not None}
    return [_stated(item) for item in value] if isinstance(value, list) else value


def _path(found: Any) -> Path:  # noqa: ANN401 - pydantic's own record of an error
    return tuple(step for step in found["loc"] if step != "[key]")


def _note(found: Any, path: Path, findings: Findings) -> None:  # noqa: ANN401
    steps = _path(found)
    cause = found.get("ctx", {}).get("error")
    if found["type"] == "extra_forbidden":
        findings.unknown(path, "scenario.key", str(steps[-1]), _keys(steps[:-1]))
    elif found["type"] == "missing":
        findings.add(path, "scenario.key.missing", key=steps[-1])
    elif found["type"] in _SHAPES and (keys := _keys(steps)):
        findings.add(path, "scenario.mapping.keys", keys=shown_list(keys))
    elif found["type"] in _SHAPES:
        findings.add(path, _SHAPES[found["type"]])
    elif _is_no_weekday(steps):
        findings.unknown(path, "scenario.weekdays", str(steps[-1]), _keys(steps[:-1]))
    elif isinstance(cause, Refused):
        findings.refuse(path, cause)
    elif isinstance(cause, GuardError):
        findings.add(path, cause.code, **cause.parameters)
    else:
        findings.add(path, "scenario.value")


def _is_no_weekday(steps: Path) -> bool:
    around = list(_kinds(steps[:-1]))
    if not any(isinstance(kind, type) and issubclass(kind, HoursEntry) for kind in around):
        return False
    if steps[-1] in _keys(steps[:-1]):
        return False
    try:
        weekdays(str(steps[-1]))
    except Refused:
        return True
    return False


def _keys(steps: Path) -> list[str]:
    """The keys that the schema knows in the entry to which the steps lead."""
    return [
        field.alias or name
        for kind in _kinds(steps)
        if isinstance(kind, type) and issubclass(kind, BaseModel)
        for name, field in kind.model_fields.items()
    ]


def _kinds(steps: Path) -> Iterator[Any]:
    """The schema's types of the value to which the steps lead."""
    kinds: list[Any] = [ScenarioFile]
    for step in steps:
        kinds = [inner for kind in kinds for inner in _within(kind, step)]
    yield from kinds


def _within(kind: Any, step: str | int) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step == (field.alias or name):
                yield from _flat(field.annotation)
    elif get_origin(kind) is dict:
        yield from _flat(get_args(kind)[1])
    elif get_origin(kind) is list:
        yield from _flat(get_args(kind)[0])


def _flat(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The members of a union, without what annotates them."""
    if get_origin(annotation) is Annotated:
        yield from _flat(get_args(annotation)[0])
    elif get_origin(annotation) in (dict, list) or not get_args(annotation) or isinstance(annotation, type):
        yield annotation
    else:
        for member in get_args(annotation):
            yield from _flat(member)


def _position(path: Path) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(step, int), step if isinstance(step, int) else 0, str(step)) for step in path)


def _remove(value: Any, path: Path, findings: Findings) -> None:  # noqa: ANN401 - whatever stands in the file
    """Take out a key; of a list the item, telling the findings where its others now are."""
    there, around = fitted(value, path[:-1])
    if there != path[:-1]:
        return
    if isinstance(around, dict):
        around.pop(path[-1], None)
    elif isinstance(around, list) and isinstance(path[-1], int) and path[-1] < len(around):
        del around[path[-1]]
        findings.removed(there, path[-1])
