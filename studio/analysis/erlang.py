"""The formulas of Erlang for one queue: calls that wait, and calls that wait until they lose patience."""

from __future__ import annotations

from math import inf

__all__ = ["erlang_a", "erlang_c"]

_NEGLIGIBLE = 1e-15


def erlang_c(rate: float, service: float, people: int) -> float:
    """The mean wait in an M/M/c queue, in the unit of ``service``; infinite where it is overloaded.

    By Erlang's recursion for the loss probability, from which the chance to wait follows.
    """
    load = rate * service
    if load >= people:
        return inf
    loss = 1.0
    for servers in range(1, people + 1):
        loss = load * loss / (servers + load * loss)
    waits = loss / (1.0 - load / people * (1.0 - loss))
    return waits * service / (people - load)


def erlang_a(rate: float, service: float, people: int, patience: float) -> tuple[float, float]:
    """The share that gives up in an M/M/c+M queue, and the mean wait of all, from its birth-death chain."""
    weight = total = 1.0
    queue, number = 0.0, 0
    while weight > _NEGLIGIBLE * total or number <= people or number < rate * service:
        number += 1
        waiting = max(0, number - people)
        weight *= rate / (min(number, people) / service + waiting / patience)
        total += weight
        queue += waiting * weight
        if total > 1e200:
            weight, queue, total = weight / total, queue / total, 1.0
    mean = queue / total
    return mean / (patience * rate), mean / rate
