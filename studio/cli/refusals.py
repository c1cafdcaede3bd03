"""What cannot be done as it stands, told in one clear line on standard error: no traceback, ever."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from studio.cli.exits import Exit
from studio.cli.screen import complain
from studio.errors import InvalidScenario, StudioError, UnreadableFile
from studio.wording import explain, sentence, translate

__all__ = ["ending", "reason_of", "refuse"]


@contextmanager
def ending(language: str) -> Iterator[None]:
    """Ends the command with its exit code where it is refused or nobody reads its output any more."""
    try:
        yield
        sys.stdout.flush()
    except StudioError as error:
        refuse(error, language)
        raise typer.Exit(Exit.REFUSED) from None
    except KeyboardInterrupt:
        complain(translate("Cancelled.", language))
        raise typer.Exit(Exit.CANCELLED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that its last flush succeeds
        raise typer.Exit(Exit.UNHEARD) from None
    except OSError as error:
        complain(sentence("system.failed", {"reason": reason_of(error)}, language))
        raise typer.Exit(Exit.REFUSED) from None


def refuse(error: StudioError, language: str, about: str = "") -> None:
    """Says what is wrong with ``file:line:`` in front; of a scenario every mistake in a line of its own.

    ``about`` is the file that an error means which names none itself.
    """
    if isinstance(error, InvalidScenario):
        for mistake in explain(error, language).splitlines():
            complain(mistake)
        return
    if isinstance(error, UnreadableFile):
        about = error.file if error.line is None else f"{error.file}:{error.line}"
    complain(f"{about or 'studio'}: {explain(error, language)}")


def reason_of(error: OSError) -> str:
    """What the system says went wrong, in its own words, and with which file."""
    reason = error.strerror or type(error).__name__
    return reason if error.filename is None else f"{error.filename}: {reason}"
