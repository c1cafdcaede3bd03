"""Why a value may not stand where it stands."""

from __future__ import annotations

from difflib import get_close_matches

from collections.abc import Iterable

__all__ = ["Refused", "nearest", "shown"]

_LONGEST = 60


class Refused(ValueError):
    """A value that may not stand where it stands; ``code`` names the sentence that says what may.

    ``path`` leads from the value that was looked at to the part of it that is meant.
    """

    def __init__(self, code: str, *, path: tuple[str | int, ...] = (), **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.parameters = {name: str(value) for name, value in parameters.items()}


def shown(value: object) -> str:
    """A value as one short line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: …" for key in list(value)[:6]) + "}"
    elif isinstance(value, list):
        text = "[" + ", ".join(map(shown, value[:6])) + ("]" if len(value) <= 6 else ", …]")
    else:
        text = " ".join(str(value)[: 2 * _LONGEST].split()) or "(empty)"
        text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty text."""
    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold()[:200], by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""
