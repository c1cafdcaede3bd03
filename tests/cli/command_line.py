"""The command as people run it, and what it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
COMPLAINT = ROOT / "bpmn" / "complaint.bpmn"
TODAY = ROOT / "simulations" / "complaint" / "today.yaml"
COMMAND = Path(sys.executable).with_name("studio")


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line with which a command was refused."""
        assert self.code == 2
        assert self.out == ""
        assert self.err.endswith("\n")
        (line,) = self.err.splitlines()
        return line


def command(
    *arguments: object, environment: Mapping[str, str] | None = None, stdout: IO[Any] | int = subprocess.PIPE
) -> Ending:
    """Runs the installed command in a process of its own, its output in a pipe unless told otherwise."""
    done = subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        timeout=120,
        check=False,
    )
    encoding = (environment or {}).get("PYTHONIOENCODING", "utf-8")
    return Ending(
        code=done.returncode, out=(done.stdout or b"").decode(encoding), err=done.stderr.decode(encoding)
    )
