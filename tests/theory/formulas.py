"""Exact results of queueing theory, each with its source. Rates are per unit of time, times in that unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import exp, factorial, floor, lgamma, log, prod, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import brentq

Tail = Callable[[float], float]
"""P(T > t) of a random time T."""


def erlang_b(load: float, servers: int) -> float:
    """The share that is lost in M/G/c/c, whatever the law of service.

    Erlang (1917); by the recursion in Cooper, Introduction to Queueing Theory (1981), p. 82.
    """
    lost = 1.0
    for busy in range(1, servers + 1):
        lost = load * lost / (busy + load * lost)
    return lost


def erlang_c(load: float, servers: int) -> float:
    """The chance to wait in M/M/c. Erlang (1917), from his loss formula: Cooper (1981), p. 92."""
    lost = erlang_b(load, servers)
    return lost / (1 - load / servers * (1 - lost))


def mean_wait(arrivals: float, service: float, servers: int) -> float:
    """The mean wait in M/M/c. Erlang (1917)."""
    load = arrivals * service
    return erlang_c(load, servers) * service / (servers - load)


def served_within(arrivals: float, service: float, servers: int, limit: float) -> float:
    """The share in M/M/c that waits no longer than the limit. Erlang (1917)."""
    load = arrivals * service
    return 1 - erlang_c(load, servers) * exp(-(servers - load) * limit / service)


class Impatient:
    """M/M/c+G: who has waited for a patience drawn from G leaves.

    Baccelli and Hebuterne (1981); the form is that of Zeltyn and Mandelbaum, Call centers with impatient
    customers, Queueing Systems 51 (2005), section 2. With exponential patience it is Erlang A (Palm 1957).
    """

    def __init__(self, arrivals: float, service: float, servers: int, stays: Tail, longest: float) -> None:
        """``stays`` is the tail of patience; beyond ``longest`` nothing of weight is left."""
        self._arrivals, self._drain = arrivals, servers / service
        self._stays = stays
        grid = np.linspace(0.0, longest, 200_001)
        kept = np.array([stays(float(t)) for t in grid])
        step = grid[1] - grid[0]
        patient = np.concatenate([[0.0], np.cumsum((kept[1:] + kept[:-1]) / 2) * step])
        weight = np.exp(arrivals * patient - self._drain * grid)
        load = arrivals * service
        idle = sum(prod((servers - 1 - i) / load for i in range(n)) for n in range(servers))
        self._grid, self._kept, self._weight, self._idle = grid, kept, weight, idle
        self._total = float(np.trapezoid(weight, grid))
        self._norm = idle + arrivals * self._total

    @property
    def waits(self) -> float:
        """The chance that nobody is free for a customer."""
        return self._arrivals * self._total / self._norm

    @property
    def abandons(self) -> float:
        return (1 + (self._arrivals - self._drain) * self._total) / self._norm

    @property
    def wait(self) -> float:
        """The mean wait of all, those included who leave: ∫ P(V > t) P(T > t) dt, V the wait on offer."""
        pieces = (self._weight[1:] + self._weight[:-1]) / 2 * np.diff(self._grid)
        longer = np.concatenate([np.cumsum(pieces[::-1])[::-1], [0.0]]) * self._arrivals / self._norm
        return float(np.trapezoid(longer * self._kept, self._grid))

    def served_within(self, limit: float) -> float:
        """The share of all who are served and waited no longer than the limit."""
        density = self._arrivals * self._weight * self._kept / self._norm
        near = np.linspace(0.0, limit, 2001)
        served = np.trapezoid(np.interp(near, self._grid, density), near)
        return self._idle / self._norm + float(served)


def erlang_a(arrivals: float, service: float, servers: int, patience: float) -> Impatient:
    """M/M/c+M. Palm (1957)."""
    return Impatient(arrivals, service, servers, lambda t: exp(-t / patience), 40 * patience)


def one_server_wait(arrivals: float, mean: float, variance: float) -> float:
    """The mean wait in M/G/1. Pollaczek (1930), Khinchine (1932)."""
    return arrivals * (variance + mean**2) / 2 / (1 - arrivals * mean)


@cache
def constant_service_numbers(load: float, servers: int, most: int = 400) -> NDArray[np.float64]:
    """Chances of 0 … ``most`` customers in M/D/c: one service later those who were served are gone.

    Crommelin, Delay probability formulae when the holding times are constant (1932).
    """
    come = np.array([exp(n * log(load) - load - lgamma(n + 1)) for n in range(most + 1)])
    moves = np.zeros((most + 1, most + 1))
    for number in range(most + 1):
        left = max(0, number - servers)
        moves[number, left:] = come[: most + 1 - left]
    balance = moves.T - np.eye(most + 1)
    balance[-1] = 1.0
    total = np.zeros(most + 1)
    total[-1] = 1.0
    return np.linalg.solve(balance, total)


def constant_service_wait_within(arrivals: float, service: float, limit: float, servers: int = 1) -> float:
    """P(W ≤ limit) in M/D/c. Franx, A simple solution for the M/D/c waiting time distribution (2001)."""
    queue_up_to = np.cumsum(constant_service_numbers(arrivals * service, servers))[servers:]
    ahead = floor(limit / service) + 1
    most = ahead * servers
    mean = arrivals * (ahead * service - limit)
    chances = [exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(most)]
    return float(queue_up_to[:most][::-1] @ chances)


def constant_service_wait_quantile(arrivals: float, service: float, share: float, servers: int = 1) -> float:
    """The wait that the share of customers in M/D/c does not exceed."""
    return brentq(
        lambda limit: constant_service_wait_within(arrivals, service, limit, servers) - share,
        0,
        20 * service,
    )


def erlang_constant_service_wait_within(arrivals: float, service: float, limit: float) -> float:
    """P(W ≤ limit) in M/D/1 as its discoverer gave it. Erlang, Probability and telephone calls (1909)."""
    use = arrivals * service
    terms = [
        (arrivals * (k * service - limit)) ** k / factorial(k) * exp(-arrivals * (k * service - limit))
        for k in range(floor(limit / service) + 1)
    ]
    return (1 - use) * sum(terms)


def renewal_wait(transform: Callable[[float], float], service: float) -> float:
    """The mean wait in G/M/1; ``transform`` is the Laplace transform of the time between arrivals.

    Kendall (1953): σ = A*(μ(1 − σ)) and W = σ / (μ(1 − σ)).
    """
    rate = 1 / service
    share = brentq(lambda s: transform(rate * (1 - s)) - s, 0, 1 - 1e-9)
    return share * service / (1 - share)


def mixture(classes: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Rate, mean and variance of the work of several classes (rate, mean, variance) together.

    Their moments about 0 are mixed by the rates: Feller, vol. 2, V.9.
    """
    rate = sum(each for each, _, _ in classes)
    mean = sum(each * own for each, own, _ in classes) / rate
    square = sum(each * (spread + own**2) for each, own, spread in classes) / rate
    return rate, mean, square - mean**2


def equal_shares_time(service: float, use: float) -> float:
    """The mean time in M/G/1 with attention shared among all who are there, whatever the law of service.

    Kleinrock (1967); Sakata, Noguchi, Oizumi (1971).
    """
    return service / (1 - use)


def limited_sharing(arrivals: float, rates: Sequence[float], most: int = 400) -> tuple[float, float]:
    """Chance to wait and mean wait where n ≤ N customers are served at the total rate ``rates[n - 1]``.

    Births and deaths with the rates of the number there: Avi-Itzhak and Halfin (1988), exponential work.
    """
    full = len(rates)
    chances = births_and_deaths([arrivals] * most, [rates[min(n, full) - 1] for n in range(1, most + 1)])
    queue = sum(max(0, n - full) * chance for n, chance in enumerate(chances))
    return sum(chances[full:]), queue / arrivals


def waits_by_urgency(classes: Sequence[tuple[float, float, float]], servers: int = 1) -> tuple[float, ...]:
    """Mean waits of classes (rate, mean, variance of service), the most urgent first, no interruption.

    Cobham (1954): with one server for any law; with several for one exponential law of all classes.
    """
    load = sum(rate * mean for rate, mean, _ in classes)
    if servers == 1:
        rest = sum(rate * (variance + mean**2) / 2 for rate, mean, variance in classes)
    else:
        rest = erlang_c(load, servers) * classes[0][1] / servers
    waits, before = [], 0.0
    for rate, mean, _ in classes:
        now = before + rate * mean / servers
        waits.append(rest / (1 - before) / (1 - now))
        before = now
    return tuple(waits)


def births_and_deaths(births: Sequence[float], deaths: Sequence[float]) -> list[float]:
    """Chances of the states 0 … n from the rates up out of 0 … n-1 and down out of 1 … n.

    Feller, An Introduction to Probability Theory, vol. 1, XVII.5.
    """
    weights = [1.0]
    for up, down in zip(births, deaths, strict=True):
        weights.append(weights[-1] * up / down)
    total = sum(weights)
    return [weight / total for weight in weights]


def machine_repair(machines: int, repairers: int, failure: float, repair: float) -> tuple[float, float]:
    """Mean number broken, and repairers at work: M/M/c//N. Palm (1943), Feller XVII.7(d)."""
    chances = births_and_deaths(
        [(machines - n) * failure for n in range(machines)],
        [min(n, repairers) * repair for n in range(1, machines + 1)],
    )
    broken = sum(n * chance for n, chance in enumerate(chances))
    return broken, sum(min(n, repairers) * chance for n, chance in enumerate(chances))


def bounded_room(arrivals: float, rate: float, servers: int, room: int) -> list[float]:
    """Chances of 0 … room customers in M/M/c/K. Kleinrock, Queueing Systems 1 (1975), 3.6."""
    return births_and_deaths([arrivals] * room, [min(n, servers) * rate for n in range(1, room + 1)])


def two_unequal_servers_wait(arrivals: float, fast: float, slow: float) -> float:
    """The mean wait in M/M/2 with unequal rates, an idle system taken by the faster one.

    Gumbel (1960), Singh (1970): the queue beyond two is geometric; those below balance.
    """
    both = fast + slow
    two = 1.0
    slow_alone = fast * two / (arrivals + slow)
    fast_alone = both * two / arrivals - slow_alone
    nobody = (fast * fast_alone + slow * slow_alone) / arrivals
    ratio = arrivals / both
    total = nobody + fast_alone + slow_alone + two / (1 - ratio)
    return two / total * ratio / (1 - ratio) ** 2 / arrivals


def retrials(arrivals: float, rate: float, again: float) -> float:
    """Mean number of those who will call again in M/M/1/1 with retrials, each at rate ``again``.

    Falin and Templeton, Retrial Queues (1997), section 1.2.
    """
    use = arrivals / rate
    return use * (arrivals + use * again) / ((1 - use) * again)


def retrials_by_balance(arrivals: float, rate: float, again: float, most: int = 400) -> float:
    """The same from the balance equations of the chain cut off at ``most``."""
    states = 2 * (most + 1)
    flow = np.zeros((states, states))
    for orbit in range(most + 1):
        idle, busy = 2 * orbit, 2 * orbit + 1
        flow[idle, busy] += arrivals
        flow[busy, idle] += rate
        if orbit:
            flow[idle, busy - 2] += orbit * again
        if orbit < most:
            flow[busy, busy + 2] += arrivals
    balance = (flow - np.diag(flow.sum(axis=1))).T
    balance[-1] = 1.0
    known = np.zeros(states)
    known[-1] = 1.0
    chances = np.linalg.solve(balance, known)
    return float(np.repeat(np.arange(most + 1), 2) @ chances)


def tandem_exceeds(slow: float, quick: float, time: float) -> float:
    """P(T > time) in two M/M/1 in a row; the arguments are service less arrival rates. Burke, Reich."""
    return (quick * exp(-slow * time) - slow * exp(-quick * time)) / (quick - slow)


def feedback_number(new: float, again: float, rate: float) -> float:
    """The mean number in M/M/1 whose customers come back with a chance: M/M/1 with all rounds as arrivals.

    Takács (1963), section 2; Jackson (1957) for a network of one.
    """
    use = new / (1 - again) / rate
    return use / (1 - use)


def open_network_time(new: float, stations: Sequence[tuple[float, float, int]]) -> float:
    """The mean time of a case in a network of teams, each (rate of visits, mean service, people).

    Jackson, Networks of waiting lines (1957): each team is an M/M/c with the visits of all rounds.
    """
    return (
        sum(rate * (service + mean_wait(rate, service, people)) for rate, service, people in stations) / new
    )


def harmonic(n: int) -> float:
    """The mean maximum of n exponentials of mean 1. Feller, vol. 2, I.6."""
    return sum(1 / k for k in range(1, n + 1))


def batching_wait(arrivals: float, size: int, longest: float | None = None) -> float:
    """The mean wait for company of Poisson arrivals that leave by ``size``, or ``longest`` after the first.

    Without a longest wait it is (size − 1) / (2 λ): the j-th comer waits for size − j others. With one, a
    batch is a renewal cycle: the time waited in it over the comers in it (Ross, Stochastic Processes, 3.6).
    """
    if longest is None:
        return (size - 1) / (2 * arrivals)

    def together(time: float, count: int) -> float:
        return (
            exp(-arrivals * time + count * log(arrivals * time) - lgamma(count + 1))
            if time
            else float(not count)
        )

    def waiting(time: float) -> float:
        return sum((1 + further) * together(time, further) for further in range(size - 1))

    def gathering(time: float) -> float:
        return sum(together(time, further) for further in range(size - 1))

    waited, _ = quad(waiting, 0, longest)
    lasted, _ = quad(gathering, 0, longest)
    return waited / (1 + arrivals * lasted)


def infinite_servers(
    rate: Callable[[float], float], stays: Tail, now: float, breaks: Sequence[float]
) -> float:
    """The mean number in M(t)/G/∞ that began empty at 0: ∫ λ(u) P(S > now − u) du.

    Eick, Massey, Whitt, The physics of the M(t)/G/∞ queue (1993), theorem 1; the number is Poisson.
    """
    edges = [0.0, *(edge for edge in breaks if 0 < edge < now), now]
    return sum(quad(lambda u: rate(u) * stays(now - u), low, high)[0] for low, high in pairwise(edges))


def rounds_with_a_limit(again: float, most: int) -> float:
    """The mean number of rounds when each is followed by another with a chance, ``most`` in all."""
    return sum(again**k for k in range(most))


def work_of_rounds(again: float, mean: float, sd: float) -> tuple[float, float]:
    """Mean and standard deviation of the sum of a geometric number of rounds. Feller, vol. 1, XII.1."""
    rounds, spread = 1 / (1 - again), again / (1 - again) ** 2
    return mean * rounds, sqrt(rounds * sd**2 + spread * mean**2)


def longer_of(first: Tail, second: Tail) -> float:
    """The mean of the longer of two independent times: ∫ 1 - P(both are over). Feller, vol. 2, V.6."""
    return quad(lambda time: 1 - (1 - first(time)) * (1 - second(time)), 0, np.inf)[0]


def two_in_a_row_exceed(one: float, other: float) -> Tail:
    """P(S + T > t) of two exponentials with different means. Feller, vol. 2, I.13 (hypoexponential)."""
    return lambda time: (one * exp(-time / one) - other * exp(-time / other)) / (one - other)


def calls_of_self_service(
    share: float, contained: float, comes_back: float, harder: float
) -> dict[str, float]:
    """Of all customers those settled without people, those who come back, those served; work, in handlings.

    The chances along the branches of a tree multiply (Feller, vol. 1, V.2).
    """
    settled = share * contained * (1 - comes_back)
    return {
        "contained": settled,
        "calls": share * contained * comes_back,
        "served": 1 - settled,
        "work": (1 - share) + (share - settled) * harder,
    }


def closed_network_throughput(demands: Sequence[float], population: int) -> float:
    """Cycles a unit of time in a closed network of single servers, by their mean work a cycle.

    Gordon and Newell (1967), by Buzen's convolution (1973).
    """
    totals = [1.0] + [0.0] * population
    for demand in demands:
        for n in range(1, population + 1):
            totals[n] += demand * totals[n - 1]
    return totals[population - 1] / totals[population]
