"""The languages of the studio and the texts of each, read from its ``.po`` files when first needed.

The English text is the key. A text that a language lacks stays English.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

__all__ = ["LANGUAGES", "best_language", "catalogue", "line_in", "lookup"]

LANGUAGES: Mapping[str, str] = {"en": "English", "zh-CN": "简体中文"}
"""Language tags and what each language calls itself."""


def best_language(locale: str | None) -> str:
    """The studio's language for a browser's or system's locale such as ``zh-TW`` or ``de_DE.UTF-8``."""
    family = (locale or "").replace("_", "-").partition("-")[0].lower()
    return next((tag for tag in LANGUAGES if tag.partition("-")[0] == family), "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The texts of a language by their English text; empty for English and for unknown languages."""
    if language not in LANGUAGES or language == "en":
        return {}
    folder = files("studio.wording") / "locale" / language.replace("-", "_") / "LC_MESSAGES"
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".po"):
            with path.open("rb") as file:
                found = read_po(file)
            texts |= {
                str(message.id): str(message.string) for message in found if message.id and message.string
            }
    return texts


def line_in(text: str, language: str) -> str:
    """The line of a text that is written in every language, a line each; the last where it has fewer."""
    lines = text.split("\n")
    number = list(LANGUAGES).index(language) if language in LANGUAGES else 0
    return lines[min(number, len(lines) - 1)]


def lookup(text: str, language: str) -> str:
    """The English ``text`` in ``language``, placeholders untouched."""
    return catalogue(language).get(text, text)
