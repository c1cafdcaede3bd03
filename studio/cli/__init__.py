"""The ``studio`` command: opens the app, reads diagrams, simulates them."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Carries out the command line and ends the process with its exit code.

    0 done; 1 a finding at or over ``--fail-on``; 2 the input is refused, with one clear line on standard
    error; 130 stopped by Ctrl-C. Results go to standard output, progress to standard error.
    """
    try:
        # Imported here: the processes that simulations start import this package and need none of it.
        from studio.cli.commands import run  # noqa: PLC0415

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was anything to tell
        code = 130
    sys.exit(code)
