"""A real Chromium, the studio served to it with an empty library, and a watch over what it asks for."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

PAGES = Path(__file__).parent / "pages"
CONFIGURATION = Path(__file__).parents[2] / "studio" / "app" / ".streamlit"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 60_000
"""Milliseconds that a condition is waited for; a busy machine needs them, an idle one does not."""

GONE = re.compile(
    r"Exception in ASGI application\n(?:(?!Exception in ASGI).)*?once a close message has been sent\.",
    re.DOTALL,
)
"""What Streamlit's server writes when a window is closed in the moment in which it is answered."""

expect.set_options(timeout=PATIENCE)


CHROMIUM = os.environ.get("STUDIO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "Browser tests need Chromium: `apt-get install chromium`, or name another one in STUDIO_CHROMIUM."


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; the tests are skipped where there is none, except in continuous integration."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    return CHROMIUM


def pytest_terminal_summary(terminalreporter):
    if any(MISSING in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="session")
def base_url() -> None:
    """There is none, because each test names the whole address; the plugin's own fixture is deprecated."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium, tmp_path_factory):
    home = {**os.environ, "HOME": str(tmp_path_factory.mktemp("home"))}
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS, "env": home}


@pytest.fixture
def browser_context_args(browser_context_args, request):
    window = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
    return {**browser_context_args, **window, **getattr(request, "param", {})}


@pytest.fixture(autouse=True)
def quiet_and_alone(context: BrowserContext) -> Iterator[None]:
    """No page asks anything of another machine, and none throws."""
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    thrown: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
    context.on("weberror", lambda error: thrown.append(str(error.error)))
    yield
    addresses = [urlsplit(url) for url in asked]
    assert [url.geturl() for url in addresses if url.hostname not in {"127.0.0.1", None}] == []
    assert thrown == []


@pytest.fixture(scope="module")
def studio_home(tmp_path_factory) -> Path:
    """The folder with the library of the studio that the tests of a module share."""
    return tmp_path_factory.mktemp("studio")


@pytest.fixture(scope="module")
def studio(chromium, studio_home) -> Iterator[str]:  # noqa: ARG001  (no browser, no server)
    """The address of the studio with an empty library of its own."""
    with serving("run({port})", studio_home) as address:
        yield address


@pytest.fixture(scope="session")
def canvas_page(chromium, tmp_path_factory) -> Iterator[str]:  # noqa: ARG001  (no browser, no server)
    """The address of a page that has the diagram component alone, in the studio's own themes."""
    home = tmp_path_factory.mktemp("canvas")
    folder = shutil.copytree(PAGES, home / "pages")
    shutil.copytree(CONFIGURATION, folder / CONFIGURATION.name)
    with serving(f"serve(Path({str(folder / 'canvas.py')!r}), {{port}})", home) as address:
        yield address


@pytest.fixture
def serve_once(chromium, tmp_path):  # noqa: ARG001  (no browser, no server)
    """A context manager: the address of a studio of a test's own, with its library in ``tmp_path``."""
    return lambda: serving("run({port})", tmp_path)


@contextmanager
def serving(call: str, home: Path) -> Iterator[str]:
    """A call of ``studio.app.launch`` in a process of its own, from the line with its address on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = f"from pathlib import Path\nfrom studio.app.launch import run, serve\n{call.format(port=port)}"
    environment = {**os.environ, "HOME": str(home), "STUDIO_DATABASE": f"sqlite:///{home / 'library.db'}"}
    log = home / "log.txt"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        ) as server,
    ):
        assert server.stdout is not None
        told = server.stdout.readline()
        try:
            assert f"http://127.0.0.1:{port}" in told, log.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGINT)  # as a terminal's Ctrl-C, which reaches all its processes
            server.communicate(timeout=30)
    assert server.returncode == 0
    assert "Traceback" not in GONE.sub("", log.read_text())
