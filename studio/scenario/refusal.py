"""Why a value may not stand where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

__all__ = ["Refused", "near", "nearest", "shown", "shown_list"]

_LONGEST = 60


class Refused(ValueError):
    """A value that may not stand where it stands; ``code`` names the sentence that says what may.

    ``path`` leads from the value that was looked at to the part of it that is meant. For a word that
    names nothing, ``word`` is the word and ``known`` is what it could name.
    """

    def __init__(
        self,
        code: str,
        *,
        path: tuple[str | int, ...] = (),
        word: str = "",
        known: Iterable[str] = (),
        **parameters: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.word = word
        self.known = known
        self.parameters = {name: str(value) for name, value in parameters.items()}

    def within(self, *path: str | int) -> Refused:
        """The same refusal, seen from further out."""
        return Refused(
            self.code, path=(*path, *self.path), word=self.word, known=self.known, **self.parameters
        )


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


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if there is one."""
    by_fold = {name.casefold(): name for name in islice(known, 2000)}
    close = get_close_matches(word.casefold()[:200], by_fold, n=1)
    return by_fold[close[0]] if close else None


def nearest(word: str, known: Iterable[str], *, most: int = 12) -> str:
    """The known words as one line, those that were probably meant first."""
    by_fold = {name.casefold(): name for name in islice(known, 2000)}
    close = get_close_matches(word.casefold()[:200], by_fold, n=3, cutoff=0.5)
    names = [by_fold[fold] for fold in (*close, *by_fold)]
    return shown_list(list(dict.fromkeys(names)), most)


def shown_list(names: list[str], most: int = 12) -> str:
    """Names as one line; a dash if there are none."""
    return ", ".join([shown(name) for name in names[:most]] + (["…"] if len(names) > most else [])) or "–"
