"""The command starts fast, opens the app, and helps."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection

import pytest
from command_line import COMMAND, COMPLAINT, command

HEAVY = {"streamlit", "altair", "pandas", "numpy", "scipy", "simpy", "sqlalchemy", "yaml", "multiprocessing"}


def loaded(*arguments: object) -> set[str]:
    """What a command has imported by its end."""
    source = (
        "import sys; from studio.cli.commands import run; run(sys.argv[1:]); "
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", source, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_reading_loads_nothing_that_it_does_not_need():
    assert loaded("read", COMPLAINT) & HEAVY == set()


def test_simulating_loads_neither_the_app_nor_data_frames_nor_a_library_of_statistics():
    found = loaded("simulate", COMPLAINT, "--cases", 5, "--replications", 1, "--json")
    assert found & {"streamlit", "altair", "pandas", "sqlalchemy", "scipy.stats"} == set()


def test_the_processes_of_a_simulation_load_nothing_of_the_command_line():
    """They import the package of the command to find its entry point, and no more of it."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from studio.cli import main; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) & {"typer", "rich", "lxml", "pydantic"} == set()


@pytest.mark.parametrize("name", ["", "read", "simulate"])
def test_help_is_short_and_has_examples(studio, name):
    ending = studio(*filter(None, [name]), "--help")
    assert ending.code == 0
    assert "Examples:" in ending.out
    assert f"studio {name}".strip() in ending.out
    assert len(ending.out.splitlines()) < 50
    assert max(map(len, ending.out.splitlines())) <= 100


def test_the_version_is_that_of_the_installation(studio):
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", studio("--version").out)


def test_a_port_that_is_taken_is_refused(studio):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in studio("--port", port).refusal
    assert "65535" in studio("--port", 65536).refusal


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is not sent like this there")
def test_without_a_command_the_app_opens_and_tells_its_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = subprocess.Popen(
        [str(COMMAND), "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert app.stdout is not None
        address = f"http://127.0.0.1:{port}"
        assert any(address in line for line in app.stdout)
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as page:
            page.request("GET", "/")
            assert page.getresponse().status == 200
        os.kill(app.pid, signal.SIGINT)
        assert app.wait(timeout=30) == 0
    finally:
        app.kill()
        app.communicate()


def test_the_command_is_installed():
    assert command("--version").code == 0
