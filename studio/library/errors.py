"""What the library refuses.

StudioError
├── NotInLibrary       what was asked for is not, or no longer, there
└── SavedMeanwhile     somebody else saved first; nothing was overwritten
"""

from __future__ import annotations

from studio.errors import StudioError

__all__ = ["NotInLibrary", "SavedMeanwhile"]


class NotInLibrary(StudioError):
    """Nothing in the library has that id; it may have been deleted."""

    def __init__(self, id: str) -> None:
        super().__init__("library.not-there", f"“{id}” is not in the library (any more).", id=id)


class SavedMeanwhile(StudioError):
    """The version that was edited is no longer the newest: save under another name, or load again."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "library.saved-meanwhile", f"“{name}” was saved by somebody else in the meantime.", name=name
        )
