"""How fast diagrams are read: files and megabytes a second, and the time beside that of a bare parser.

usage: uv run python tests/bench/reading.py [--rounds N] [FOLDER]

Every file of FOLDER (by default ../shared/corpus beside this checkout) that is read is read once more by
lxml alone: etree.fromstring with a parser as strict as the studio's, which makes libxml2's tree and nothing
of it. The two take turns, file by file, in CPU seconds; printed are medians over the rounds. Then the
same for generated diagrams of 1,000 and 10,000 nodes with lanes and layout, with the peak of memory that
Python allocates and what laying out, writing and drawing them takes.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from large_files import large_file
from lxml import etree

from studio.errors import UnreadableFile
from studio.reading import arranged, drawable, placed, read, write

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
MEGABYTE = 1_000_000


class Pace(NamedTuple):
    """CPU seconds of one round over all files: by the studio, and by lxml alone."""

    studio: float
    bare: float


def bare(data: bytes) -> object:
    """What the file is to libxml2."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def readable(folder: Path) -> list[bytes]:
    """The files that both can read."""
    found: list[bytes] = []
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        data = path.read_bytes()
        try:
            read(data, path.name)
            bare(data)
        except (UnreadableFile, etree.XMLSyntaxError):
            continue
        found.append(data)
    return found


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that some work takes; what it makes is thrown away within them."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def paces(files: Sequence[bytes], rounds: int) -> Iterator[Pace]:
    """One pace a round."""
    for _ in range(rounds):
        gc.collect()
        pairs = [
            Pace(seconds(lambda data=data: read(data, "x")), seconds(lambda data=data: bare(data)))
            for data in files
        ]
        yield Pace(sum(pair.studio for pair in pairs), sum(pair.bare for pair in pairs))


def line(title: str, files: Sequence[bytes], rounds: int) -> str:
    """What is printed of some files."""
    found = list(paces(files, rounds))
    studio, alone = median(it.studio for it in found), median(it.bare for it in found)
    megabytes = sum(map(len, files)) / MEGABYTE
    ratio = median(it.studio / it.bare for it in found)
    return (
        f"{title}: {len(files)} files of {megabytes:.1f} MB: {len(files) / studio:.0f} files/s,"
        f" {megabytes / studio:.1f} MB/s; lxml alone {megabytes / alone:.1f} MB/s; ratio {ratio:.2f}"
    )


def peak(work: Callable[[], object]) -> float:
    """Megabytes that Python holds at most meanwhile; libxml2's own tree is not among them."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEGABYTE


def large_lines(nodes: int, rounds: int) -> Iterator[str]:
    """What is printed of a generated diagram."""
    data = large_file(nodes)
    yield line(f"{nodes:,} nodes", [data], rounds)
    yield f"  peak of memory {peak(lambda: read(data, 'x')):.0f} MB"
    diagram = read(data, "x").diagram
    undrawn = large_file(nodes, drawn=False)
    works: dict[str, Callable[[], object]] = {
        "arranged": lambda: arranged(diagram),
        "written anew": lambda: write(diagram),
        "written unchanged": lambda: write(diagram, data),
        "placed": lambda: placed(undrawn, "x"),
        "drawable": lambda: drawable(data, "x"),
    }
    for title, work in works.items():
        yield f"  {title}: {seconds(work):.2f} s"


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    given = options.parse_args()
    print(line(str(given.folder), readable(given.folder), given.rounds), flush=True)
    for nodes in (1_000, 10_000):
        for each in large_lines(nodes, given.rounds):
            print(each, flush=True)


if __name__ == "__main__":
    main()
