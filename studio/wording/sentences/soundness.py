"""Why not every case comes to its end, and what would mend it."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    "soundness.deadlock": (
        "A case can get stuck at {node:called}: it waits for every way in, but after {split:called} nothing "
        "more may come along one of them. Make them fit each other."
    ),
    "soundness.deadlock.unfed": (
        "A case gets stuck at {node:called}: it waits for a way in along which nothing ever comes. "
        "Take that flow out, or connect it with the start."
    ),
    "soundness.deadlock.starts": (
        "A case gets stuck at {node:called}: it waits for what begins at {start:called} too, but a case "
        "begins at one start only. Let it go on with each that comes, or begin both ways at one start."
    ),
    "soundness.deadlock.mutual": (
        "A case gets stuck at {node:called}: it waits for what comes only after it. Let it go on with less."
    ),
    "soundness.lack-of-synchronisation": (
        "What follows {node:called} can be done twice: the case goes on along several ways at once after "
        "{split:called}, and they are not joined here. Join them, or choose one way there."
    ),
    "soundness.lack-of-synchronisation.starts": (
        "What follows {node:called} can be done twice: the process begins at several places at once, "
        "and they are not joined here. Draw a start, or join them."
    ),
    "soundness.livelock": (
        "A case that comes to {node:called} goes round for ever: the loop has no way out. Draw one."
    ),
    "soundness.dead": "No case ever comes to {node:called}. Connect it with the start, or take it out.",
    "soundness.not-proven": (
        "Whether every case can complete is not proven: so much can happen at once here that "
        "{states:number} situations were looked at, and there are more. Draw parts of it as sub-processes."
    ),
    "soundness.fix.split-exclusive": "Let {node:called} choose one way (exclusive, XOR).",
    "soundness.fix.split-parallel": "Let {node:called} take all ways at once (parallel, AND).",
    "soundness.fix.split-inclusive": "Let {node:called} take one way or several (inclusive, OR).",
    "soundness.fix.join-exclusive": "Let {node:called} go on with each that comes (exclusive, XOR).",
    "soundness.fix.join-parallel": "Let {node:called} wait for all ways in (parallel, AND).",
    "soundness.fix.join-inclusive": "Let {node:called} wait for what is under way (inclusive, OR).",
    "soundness.fix.join-added": "Join the ways in before {node:called}: it waits for all of them.",
    "soundness.fix.flow-removed": "Take the flow from {from:called} to {to:called} out.",
    "soundness.fix.end-added": "Draw a way from {node:called} to an end.",
}
