"""The launcher starts the studio in a process of its own and ends it cleanly."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing, contextmanager

import pytest

from studio.app.launch import run
from studio.errors import StudioError
from studio.wording import explain


@contextmanager
def launched(home, port=None):
    """The studio, started as the command starts it, and the line it told first."""
    program = f"import sys; from studio.app.launch import run; sys.exit(run({port}))"
    environment = {"PATH": "", "HOME": str(home), "STUDIO_DATABASE": f"sqlite:///{home / 'library.db'}"}
    with (
        (home / "log.txt").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.terminate()
            process.communicate(timeout=30)


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_address_is_told_in_one_line_once_pages_are_served(tmp_path):
    port = free_port()
    with launched(tmp_path, port) as (process, line):
        assert line == f"Service Process Studio: http://127.0.0.1:{port} (Ctrl-C stops it)"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert "<html" in page.read().decode()
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
        assert process.returncode == 0
        assert said.strip() == "Stopping..."
    assert (tmp_path / "log.txt").read_text() == ""
    assert not (tmp_path / ".streamlit").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no interfaces to tell apart in this way")
def test_the_studio_is_for_this_machine_alone(tmp_path):
    port = free_port()
    with launched(tmp_path, port), socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_without_a_port_the_first_free_one_from_8501_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        first = next(port for port in range(8501, 8999) if taken_by(taken, port))
        with launched(tmp_path) as (_, line):
            told = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            assert told is not None
            assert int(told[1]) > first


def taken_by(probe, port):
    try:
        probe.bind(("127.0.0.1", port))
    except OSError:
        return False
    probe.listen()
    return True


@pytest.mark.parametrize("port", [70_000, -1])
def test_a_port_that_does_not_exist_is_refused(port):
    with pytest.raises(StudioError, match=f"Port {port} is not free here"):
        run(port)


def test_a_port_that_is_taken_is_refused_in_both_languages():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StudioError, match=f"Port {port} is not free here") as refused:
            run(port)
    assert explain(refused.value, "zh-CN").startswith(f"此处无法使用端口 {port}")


def test_ctrl_c_while_the_studio_is_starting_ends_it_too():
    program = (
        "import os, signal, sys, threading\n"
        "from studio.app.launch import run\n"
        "threading.Timer(0.4, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        f"sys.exit(run({free_port()}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
