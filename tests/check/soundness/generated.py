"""Any small process: nested blocks that mostly fit, loops, boundary events, a sub-process, stray flows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

from building import drawn
from hypothesis import strategies as st

from studio.model import Diagram

GATEWAYS = ("Xor", "And", "Or")


@st.composite
def processes(draw: st.DrawFn) -> Diagram:
    """A process that begins at Start; sound or not."""
    lines, first, last = draw(_blocks(2, count()))
    lines += [f"Start > {first}", f"{last} > End"]
    ids = sorted({id for line in lines for id in line.split(" > ")} - {"Start", "End"})
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        lines.append(f"{draw(st.sampled_from(ids))} > {draw(st.sampled_from([*ids, 'End', 'Terminate']))}")
    tasks = [id for id in ids if id.startswith("T")]
    for number in range(draw(st.sampled_from([0, 0, 1, 2])) if tasks else 0):
        host, mark = draw(st.sampled_from(tasks)), draw(st.sampled_from("!~"))
        lines.append(f"{host} {mark} Timer_{number} > {draw(st.sampled_from([*ids, 'End_late']))}")
    if tasks and draw(st.booleans()):
        host = draw(st.sampled_from(tasks))
        lines = [re.sub(rf"\b{host}\b", "Sub", line) for line in lines]
        inner, first, last = draw(_blocks(1, count(100)))
        lines += [f"Sub: {line}" for line in (*inner, f"Start_in > {first}", f"{last} > End_in")]
    shape = drawn("\n".join(lines))
    once = {flow.id: flow for flow in shape.flows}
    return replace(shape, flows=tuple(once.values()))


@st.composite
def _blocks(draw: st.DrawFn, depth: int, numbers: count[int]) -> tuple[list[str], str, str]:
    """The lines of a block with its first and its last node."""
    shape = draw(st.sampled_from(["task", "row", "fork", "fork", "fork", "loop"])) if depth else "task"
    if shape == "task":
        task = f"T{next(numbers)}"
        return [task], task, task
    if shape == "row":
        one, other = (draw(_blocks(depth - 1, numbers)) for _ in range(2))
        return [*one[0], *other[0], f"{one[2]} > {other[1]}"], one[1], other[2]
    if shape == "loop":
        inner, first, last = draw(_blocks(depth - 1, numbers))
        enter, leave = f"Xor{next(numbers)}", f"Xor{next(numbers)}"
        return [*inner, f"{enter} > {first}", f"{last} > {leave}", f"{leave} > {enter}"], enter, leave
    kind = draw(st.sampled_from(GATEWAYS))
    split = f"{kind}{next(numbers)}"
    join = f"{draw(st.sampled_from([kind, kind, kind, *GATEWAYS]))}{next(numbers)}"
    lines = []
    for _ in range(draw(st.integers(2, 3))):
        inner, first, last = draw(_blocks(depth - 1, numbers))
        lines += [*inner, f"{split} > {first}", f"{last} > {join}"]
    return lines, split, join
