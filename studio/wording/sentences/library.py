"""What the library, the studio and the command line tell."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Starting the studio
    "app.port-taken": "Port {port} is not free here. Name another one, from 1024 to 65535.",
    # The library
    "library.not-there": "“{id}” is not in the library (any more).",
    "library.saved-meanwhile": (
        "“{name}” was saved by somebody else in the meantime. Load it again, or save under another name."
    ),
    "library.address": "STUDIO_DATABASE is not an address that this studio can open ({reason}).",
    "library.newer": (
        "The library was written by a newer studio (layout {found}, known up to {known}). Update this studio."
    ),
    "library.unreachable": "The library cannot be opened ({reason}).",
    # Accepted suggestions
    "apply.unknown": "There is no suggestion {id}. These there are: {known}.",
    "apply.none": "There is no suggestion {id}: nothing was found that could be simpler.",
    "apply.no-output": "Say with -o into which file the simpler diagram goes.",
    "apply.no-suggestion": "Say with --apply which suggestion is to be written; without -o they are listed.",
    "apply.onto-input": "{file} was read for the suggestion and stays as it is. Choose another name.",
    # Versions of a diagram
    "version.first": "As it was added.",
    "version.example": "As it ships with the studio.",
    "version.drawn": "Changed by drawing.",
    "version.restored": "Version {number} again.",
    "run.died": "The simulation ended in an error of the studio. Start it again.",
    # The command line
    "check.several": "A scenario belongs to one diagram: name one file with -s, or leave it out.",
    "path.missing": "There is no such file. Check its name and folder.",
    "path.folder": "This is a folder. Name the BPMN files in it.",
    "path.denied": "This file may not be read. Ask for the permission, or name a copy that you may read.",
    "path.failed": "This file cannot be read: {reason}. Check its name, or name a copy of it.",
    "system.failed": "The system refuses what is needed: {reason}. Mend that and try again.",
    "simulate.no-diagram": "Name a BPMN file, or with -s a scenario that names its diagrams.",
    "simulate.other-diagram": (
        "The scenario is for {diagram}: it names elements that this diagram does not have. "
        "Take a scenario of this diagram, or that diagram."
    ),
    "compare.other-diagram": (
        "None of these scenarios is for this diagram: they are for {diagram}. Name that file instead."
    ),
    "compare.one": "Name at least two scenarios, each with -s: the others are compared with the first.",
}
