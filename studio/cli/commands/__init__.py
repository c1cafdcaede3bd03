"""The commands and their options, as ``--help`` tells them: a module a group."""

from studio.cli.commands.application import run

__all__ = ["run"]
