"""A command line that cannot be understood, told in the reader's language and in the studio's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.cli.screen import system_language
from studio.wording import LANGUAGES, translate

__all__ = ["language_of", "usage"]

_KINDS: tuple[tuple[str, str], ...] = (
    (r"Missing argument '(?P<name>.+)'\.?", "{name} is missing."),
    (r"Missing option '(?P<name>.+?)'( / .*)?\.?", "The option {name} is missing."),
    (r"No such command '(?P<name>.+?)'.* Did you mean '(?P<near>.+?)'\?", "There is no {name}. Try {near}."),
    (r"No such command '(?P<name>.+?)'.*", "There is no command {name}."),
    (
        r"No such option: (?P<name>\S+) .*(?:options?: |mean )(?P<near>.+?)[)?]\.?",
        "There is no option {name}. Try {near}.",
    ),
    (r"No such option: (?P<name>\S+?)\.?", "There is no option {name}."),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)\.?",
        "There is more than is wanted: {name}.",
    ),
    (r"Option '(?P<name>.+)' requires an argument\.?", "The option {name} needs a value."),
    (r"Option '(?P<name>.+)' does not take a value\.?", "The option {name} takes no value."),
    (
        r"Invalid value for '(?P<name>.+?)'.*: .*greater than or equal to (?P<least>\S+?)\.?",
        "{name} must be at least {least}.",
    ),
    (
        r"Invalid value for '(?P<name>.+?)'.*: .*less than or equal to (?P<most>\S+?)\.?",
        "{name} must be at most {most}.",
    ),
    (
        r"Invalid value for '(?P<name>.+?)'.*: .*'(?P<value>.*)' is not one of (?P<known>.+?)\.?",
        "{name} cannot be {value}. It can be {known}.",
    ),
    (r"Invalid value for '(?P<name>.+?)'.*: .*valid integer.*", "{name} must be a whole number."),
    (r"Invalid value for '(?P<name>.+?)'.*", "This value of {name} cannot be understood."),
)
"""What the command line's library says, as patterns, and the same in the studio's words; the first fits."""


def language_of(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, as far as it can be told, else the system's."""
    for number, word in enumerate(arguments):
        option, _, value = word.partition("=")
        if option == "--language":
            wanted = value or next(iter(arguments[number + 1 : number + 2]), "")
            if wanted in LANGUAGES:
                return wanted
    return system_language()


def usage(message: str, about: str, language: str) -> str:
    """One line: what is wrong with the command line, and where its help is."""
    line = " ".join(message.split())
    for pattern, told in _KINDS:
        found = re.fullmatch(pattern, line)
        if found is not None:
            said = translate(told, language, **{key: _plain(text) for key, text in found.groupdict().items()})
            break
    else:
        said = translate("The command line cannot be understood.", language)
    return translate("studio: {said} See: {about} --help", language, said=said, about=about)


def _plain(text: str) -> str:
    return text.replace("'", "")
