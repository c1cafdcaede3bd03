"""Reads mutants of the files in folders and prints as JSON what became of them; see ``test_mutants``.

usage: python read_mutants.py NUMBER FOLDER…

Every mutant that is read is checked, written anew now and then, and its problems are said in both languages.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from bpmn_text import check
from lxml import etree
from mutants import bytes_mutant, tree_mutant

from studio.errors import UnreadableFile
from studio.reading import Reading, drawable, read
from studio.wording import LANGUAGES, explain, say

GIGABYTE = 1024**3
LARGEST = 150_000
SEED = 20_261_122


def originals(folders: list[str]) -> list[bytes]:
    """The files to begin with that are XML and not large."""
    found: list[bytes] = []
    for path in sorted(it for folder in folders for it in Path(folder).rglob("*") if it.is_file()):
        data = path.read_bytes()
        if len(data) > LARGEST or b"<!DOCTYPE" in data or path.suffix == ".csv":
            continue
        try:
            etree.fromstring(data)
        except etree.XMLSyntaxError:
            continue
        found.append(data)
    return found


def outcome_of(data: bytes, drawn: Random) -> str:
    """The code of what becomes of a file; whatever is neither a reading nor a refusal is raised."""
    try:
        reading = read(data, "mutant.bpmn")
    except UnreadableFile as refused:
        refusal = refused
    else:
        return read_outcome(reading, data, drawn)
    for language in LANGUAGES:
        assert "\n" not in explain(refusal, language)
    return refusal.code


def read_outcome(reading: Reading, data: bytes, drawn: Random) -> str:
    """``read``, once the diagram has been found sound and its problems have been said."""
    check(reading.diagram)
    for problem in reading.problems:
        for language in LANGUAGES:
            assert "\n" not in say(problem, language)
    if drawn.random() < 0.05:
        check(read(drawable(data, "mutant.bpmn"), "mutant.bpmn").diagram)
    return "read"


def main() -> None:
    number, *folders = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))
    known = originals(folders)
    codes: Counter[str] = Counter()
    failed: list[str] = []
    slowest, slowest_file = 0.0, ""
    for index in range(int(number)):
        drawn = Random(SEED + index)
        original = drawn.choice(known)
        data = bytes_mutant(original, known, drawn) if index % 2 else tree_mutant(original, drawn)
        begun = time.process_time()
        try:
            codes[outcome_of(data, drawn)] += 1
        except Exception:  # noqa: BLE001  # every kind of crash is what is looked for
            failed.append(f"mutant {index}: {traceback.format_exc(limit=-6)}")
        spent = time.process_time() - begun
        if spent > slowest:
            slowest, slowest_file = spent, f"mutant {index} of {len(data)} bytes"
    most = most_megabytes()
    told = {"number": int(number), "codes": codes, "failed": failed[:10], "failures": len(failed)}
    told |= {"slowest": slowest, "slowest_file": slowest_file, "most_megabytes": most}
    json.dump(told, sys.stdout)


def most_megabytes() -> float:
    """The most memory that this program held; getrusage also counts what its parent held before."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
