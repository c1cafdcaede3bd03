"""What is promised and where values come from: the promises and provenance of a scenario file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.scenario.context import Context
from studio.scenario.document import Path
from studio.scenario.refusal import Refused
from studio.scenario.renaming import SECTIONS
from studio.scenario.scenario import Promise, Provenance, ProvenanceKind
from studio.scenario.schema import PromiseEntry, ScenarioFile

__all__ = ["promises", "provenance"]


def promises(file: ScenarioFile, context: Context) -> tuple[Promise, ...]:
    """The promises, parents before their parts; each has a name of its own."""
    found: dict[str, Promise] = {}
    for name, entry in (file.promises or {}).items():
        for path, promise in _tree(name, entry, None, ("promises", name), context):
            if promise.name in found:
                context.findings.add(path, "scenario.twice", other=promise.name)
            found.setdefault(promise.name, promise)
    return tuple(found.values())


def _tree(
    name: str, entry: PromiseEntry, parent: str | None, path: Path, context: Context
) -> Iterator[tuple[Path, Promise]]:
    begins, ends = (
        context.element("nodes", word, (*path, key)) if word is not None else None
        for key, word in (("from", entry.from_), ("to", entry.to))
    )
    yield (
        path,
        Promise(
            name=name,
            within=entry.within,
            from_=begins,
            to=ends,
            share=entry.share,
            clock=context.clock(entry.clock, (*path, "clock")),
            owner=entry.owner or "",
            parent=parent,
            label=entry.label or "",
        ),
    )
    for part, below in (entry.parts or {}).items():
        yield from _tree(part, below, name, (*path, "parts", part), context)


def provenance(file: ScenarioFile, context: Context) -> Mapping[str, Provenance]:
    """Where each stated input comes from: as the file says, else simply stated."""
    found = {path: Provenance(kind=ProvenanceKind.STATED) for path in context.stated}
    for written, entry in (file.provenance or {}).items():
        origin = Provenance(kind=entry.kind, as_of=entry.as_of, source=entry.source or "")
        meant = _inputs(written, context)
        if not meant:
            known = [path.split(".", 1)[1] for path in found]
            context.findings.unknown(("provenance", written), "scenario.provenance", written, known)
        found.update(dict.fromkeys(meant, origin))
    return found


def _inputs(written: str, context: Context) -> list[str]:
    """The stated inputs that are meant by ``Task_Handle.time``, ``teams.Agents`` or an element's label."""
    words = written.split(".")
    wanted = [written]
    for end in range(len(words), 0, -1):
        subject, rest = ".".join(words[:end]), words[end:]
        for section in ("steps", "events", "arrivals", "deflect", "routing", "escalations"):
            try:
                wanted.append(".".join((section, context.elements.find(SECTIONS[section], subject), *rest)))
            except Refused:
                continue
        team = context.teams(subject)
        if team is not None:
            wanted.append(".".join(("teams", team, *rest)))
        wanted.append(".".join(("attributes", *words)))
    for want in wanted:
        meant = [path for path in context.stated if path == want or path.startswith(f"{want}.")]
        if meant:
            return meant
    return []
