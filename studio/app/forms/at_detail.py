"""A sheet without what is not taken into account at a level of detail."""

from __future__ import annotations

from dataclasses import replace

from studio.app.forms.fields import Field, Grid, Sheet
from studio.scenario import Detail, level_of_input

__all__ = ["sheet_at"]


def sheet_at(sheet: Sheet, level: Detail) -> Sheet:
    """The sheet with the fields that count at that level; groups of which none does are gone."""
    if level is Detail.PROMISES:
        return sheet
    kept = (
        replace(group, parts=tuple(part for part in group.parts if _counts(part, level)))
        for group in sheet.groups
    )
    return replace(sheet, groups=tuple(group for group in kept if group.parts))


def _counts(part: Field | Grid, level: Detail) -> bool:
    """By the deepest word of the path that has a level of its own: ``steps.A.batch.size`` is of teams."""
    section, *_ = part.path
    if section in ("ladders", "escalations", "promises"):
        return False
    return level_of_input(".".join(part.path[:3])) <= level
