"""A stored walk come alive: replayed once, then kept at hand for as long as nobody else goes on with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from studio import library
from studio.app import session
from studio.app.inputs import Inputs
from studio.app.walking.promised import first_arrival
from studio.execution import Walk
from studio.library import SavedMeanwhile, Store, StoredProcess, StoredWalk, WalkStatus
from studio.model.guard import Value
from studio.reading import Reading
from studio.scenario import Scenario

__all__ = ["Live", "begin", "came_alive", "move"]

_KEPT = "live walk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A walk under way with its scenario; ``digest`` is that of the diagram's file as it is now.

    ``began`` is when the case arrived, in seconds since the scenario's start; ``dated`` whether the
    scenario says when it starts, so that there is a time of day.
    """

    stored: StoredWalk
    digest: str
    walk: Walk
    scenario: Scenario
    began: float
    dated: bool


def begin(
    store: Store,
    process: StoredProcess,
    reading: Reading,
    *,
    inputs: Inputs,
    name: str,
    values: Mapping[str, Value],
) -> StoredWalk:
    """A new walk, kept at once; :class:`StudioError` for a diagram that cannot be walked."""
    walk = Walk(reading.diagram, scenario=inputs.scenario, values=values)
    return library.add_walk(
        store,
        process.id,
        digest=process.digest,
        scenario_name=name,
        scenario_text=inputs.text,
        saved=walk.save(),
        status=_status(walk),
    )


def came_alive(stored: StoredWalk, process: StoredProcess, reading: Reading, inputs: Inputs) -> Live:
    """The walk as it was kept; :class:`StudioError` where the diagram is no longer the one it was made in."""
    kept: Live | None = session.recall(_KEPT)
    if (
        kept is not None
        and (kept.stored.id, kept.stored.version) == (stored.id, stored.version)
        and kept.digest == process.digest
    ):
        return kept
    scenario = inputs.scenario
    live = Live(
        stored=stored,
        digest=process.digest,
        walk=Walk.restored(reading.diagram, stored.saved, scenario=scenario),
        scenario=scenario,
        began=first_arrival(scenario),
        dated="start" in inputs.values,
    )
    session.remember(_KEPT, live)
    return live


def move(store: Store, live: Live, do: Callable[[Walk], None]) -> bool:
    """Do something and keep it; False, with nothing done, where another window went on meanwhile."""
    session.forget(_KEPT)  # whatever happens in between, what was kept is the truth
    do(live.walk)
    try:
        stored = library.keep_walk(
            store,
            live.stored.id,
            version=live.stored.version,
            saved=live.walk.save(),
            status=_status(live.walk),
        )
    except SavedMeanwhile:
        return False
    session.remember(_KEPT, replace(live, stored=stored))
    return True


def _status(walk: Walk) -> WalkStatus:
    if walk.is_over:
        return WalkStatus.OVER
    return WalkStatus.STUCK if walk.is_stuck else WalkStatus.OPEN
