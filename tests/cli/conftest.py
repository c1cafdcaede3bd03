"""The command, run in the process of the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from command_line import Ending

from studio.cli.commands import run


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours, and English, whatever the machine is set to."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def studio(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ending]:
    """Runs the command in this process."""

    def ending(*arguments: object) -> Ending:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ending(code=code, out=captured.out, err=captured.err)

    return ending
