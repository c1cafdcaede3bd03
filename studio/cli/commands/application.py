"""The ``studio`` command itself: its groups of commands, and the app where none is asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from studio.cli.commands import diagrams, exchange, simulations, walks
from studio.cli.commands.options import examples
from studio.cli.exits import Exit
from studio.cli.refusals import ending
from studio.cli.screen import complain, prepare_streams, system_language
from studio.cli.usage import language_of, usage

__all__ = ["run"]

_app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for _group in (diagrams.app, simulations.app, walks.app, exchange.app):
    _app.add_typer(_group)


def run(arguments: Sequence[str]) -> int:
    """Carries out a command line and returns the exit code."""
    prepare_streams()
    try:
        code = _app(arguments, prog_name="studio", standalone_mode=False)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        about = "studio" if context is None else context.command_path
        complain(usage(error.format_message(), about, language_of(arguments)))
        return Exit.REFUSED
    return int(code or Exit.DONE)


@_app.callback(
    invoke_without_command=True,
    epilog=examples(
        "studio --port 8600", "studio read complaint.bpmn", "studio simulate complaint.bpmn -s today.yaml"
    ),
)
def studio(
    context: typer.Context,
    *,
    port: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65535,
            metavar="N",
            help="The app's port; else 8501 or the next free.",
            show_default=False,
        ),
    ] = None,
    tell_version: Annotated[bool, typer.Option("--version", help="Tell the version.")] = False,
) -> int:
    """Read and simulate BPMN diagrams of customer-service operations.

    Without a command the app opens in the browser.

    Exit code: 0 done, 1 a finding at or over --fail-on, 2 input refused, 130 stopped by Ctrl-C.
    """
    if context.invoked_subcommand is not None:
        return Exit.DONE
    with ending(system_language()):
        if tell_version:
            sys.stdout.write(f"{version('service-process-studio')}\n")
            return Exit.DONE
        from studio.app import launch  # noqa: PLC0415 - the other commands start without it

        return launch.run(port)
