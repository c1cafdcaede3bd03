"""The files that a command line names."""

from __future__ import annotations

from pathlib import Path

from studio.errors import UnreadableFile
from studio.reading import Reading, read
from studio.reading.limits import MAX_BYTES
from studio.wording import sentence

__all__ = ["diagram_bytes", "read_diagram"]


def read_diagram(path: Path) -> Reading:
    """The diagram in a file; :class:`UnreadableFile` says why there is none, and what to do."""
    return read(diagram_bytes(path), str(path))


def diagram_bytes(path: Path) -> bytes:
    """What the file holds, up to a byte more than the reader takes."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refusal("path.missing", path) from None
    except IsADirectoryError:
        raise _refusal("path.folder", path) from None
    except PermissionError:
        raise _refusal("path.folder" if path.is_dir() else "path.denied", path) from None
    except OSError as error:
        raise _refusal("path.failed", path, reason=error.strerror or type(error).__name__) from None


def _refusal(code: str, path: Path, reason: str = "") -> UnreadableFile:
    return UnreadableFile(code, sentence(code, {"reason": reason}), file=str(path), reason=reason)
