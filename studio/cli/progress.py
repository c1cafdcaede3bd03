"""How far a study is, on standard error; and Ctrl-C, which ends it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from studio.analysis import Progress as Stage
from studio.wording import translate

__all__ = ["interruptible", "shown_progress"]


@contextmanager
def shown_progress(language: str) -> Iterator[Callable[[Stage], None] | None]:
    """A bar on a terminal, gone when the study is done; None elsewhere, where nothing is shown."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(translate("Preparing", language), total=None)

        def show(stage: Stage) -> None:
            if stage.phase == "warm-up":
                bar.update(task, description=translate("Finding the warm-up", language), total=None)
                return
            text = translate(
                "Replication {done} of {planned}" if stage.exact else "Replication {done} of about {planned}",
                language,
                done=min(stage.done + 1, stage.planned),
                planned=stage.planned,
            )
            bar.update(task, description=text, completed=stage.done, total=stage.planned)

        yield show


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: the study then ends by itself; pressed again, it ends at once."""
    pressed = Event()

    def press(_: int, __: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
