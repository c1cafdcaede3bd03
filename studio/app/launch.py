"""Starts the studio: a Streamlit server for this machine alone, stopped by Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from studio.errors import StudioError

__all__ = ["run", "serve"]

_MAIN = Path(__file__).with_name("main.py")
_ADDRESS = "127.0.0.1"
_FIRST_PORT, _LAST_PORT = 8501, 8999


def run(port: int | None) -> int:
    """Serves the studio until it is stopped; the result is the exit code.

    The address is written to standard output in one line once pages are served. Without ``port`` it
    is 8501, or the next one that is free. Raises :class:`StudioError` if the port asked for is not free.
    """
    return serve(_MAIN, port)


def serve(script: Path, port: int | None) -> int:
    """Serves one Streamlit script as :func:`run` serves the studio."""
    number = _free_port() if port is None else port
    if not _is_free(number):
        raise StudioError(
            "app.port-taken",
            f"Port {number} is not free here. Name another one, from 1024 to 65535.",
            port=number,
        )
    # Until the server has put its own in place: at once, for an exception would strike it while it starts.
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    threading.Thread(target=_announce, args=(number,), daemon=True).start()
    options = ["--server.port", str(number)]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        options += ["--server.headless", "true"]
    from streamlit.web.cli import main as streamlit  # noqa: PLC0415  (it takes a second)

    streamlit(["run", str(script), *options], standalone_mode=False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # `uv run` may pass the same Ctrl-C on a second time
    _release()
    return 0


def _release() -> None:
    """Let go of what the pages shared: runs under way are cancelled, so that nobody waits for them."""
    from streamlit import cache_resource  # noqa: PLC0415  (it takes a second)

    cache_resource.clear()


def _free_port() -> int:
    return next((port for port in range(_FIRST_PORT, _LAST_PORT) if _is_free(port)), _LAST_PORT)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":  # there it would allow to share a port that is served
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_ADDRESS, port))
        except (OSError, OverflowError):
            return False
    return True


def _announce(port: int) -> None:
    """Tells the address as soon as a page can be asked for."""
    while not _is_healthy(port):
        time.sleep(0.05)
    sys.stdout.write(f"Service Process Studio: http://{_ADDRESS}:{port} (Ctrl-C stops it)\n")
    sys.stdout.flush()


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection(_ADDRESS, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
