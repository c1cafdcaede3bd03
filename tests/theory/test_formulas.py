"""The closed forms themselves, against values that others have published or that follow by other means."""

from __future__ import annotations

from math import exp, sqrt

import formulas
import pytest
from pytest import approx  # noqa: PT013 - read a hundred times


@pytest.mark.parametrize(
    ("load", "servers", "lost"),
    [(3, 5, 0.110054), (5, 3, 0.529661), (2, 2, 0.4), (1, 1, 0.5), (10, 10, 0.214582), (5, 10, 0.018385)],
)
def test_the_loss_formula_meets_the_tables(load, servers, lost):
    """Values of Erlang's B tables (such as Cooper 1981, appendix)."""
    assert formulas.erlang_b(load, servers) == approx(lost, abs=6e-7)


@pytest.mark.parametrize(
    ("an_hour", "handling", "people", "literal"),
    [
        (100, 180, 6, (0.587516, 105.752960, 0.474267)),
        (360, 240, 28, (0.333139, 19.988312, 0.761296)),
    ],
)
def test_the_delay_formula(an_hour, handling, people, literal):
    rate = an_hour / 3600
    found = (
        formulas.erlang_c(rate * handling, people),
        formulas.mean_wait(rate, handling, people),
        formulas.served_within(rate, handling, people, 20),
    )
    assert found == approx(literal, rel=2e-6)


def test_patience_that_is_exponential_is_palms_model():
    six = formulas.erlang_a(100 / 3600, 180, 6, 120)
    assert (six.abandons, six.wait, six.served_within(20)) == approx(
        (0.112336, 13.480270, 0.731965), abs=2e-6
    )
    assert six.wait == approx(six.abandons * 120, rel=1e-6)
    stress = [formulas.erlang_a(0.1, 240, people, 180).abandons for people in (28, 14, 6)]
    assert stress == approx([0.028445, 0.418471, 0.750002], abs=2e-6)


def test_patience_without_end_leaves_the_delay_formula_and_none_the_loss_formula():
    endless = formulas.Impatient(100 / 3600, 180, 6, lambda _: 1.0, 20_000)
    assert endless.waits == approx(0.587516, abs=2e-6)
    assert endless.abandons == approx(0, abs=2e-6)
    none = formulas.Impatient(3.0, 1.0, 5, lambda t: float(t == 0), 20)
    assert none.abandons == approx(0.110054, abs=1e-4)


def test_one_server():
    wait = [formulas.one_server_wait(0.8, 1, variance) for variance in (0, 0.5, 1)]
    assert wait == approx([2, 3, 4])


def test_waits_for_constant_work():
    assert formulas.constant_service_wait_within(0.5, 1, 0) == approx(0.5)
    assert formulas.constant_service_wait_within(0.5, 1, 1) == approx(0.5 * exp(0.5))
    shares = [formulas.constant_service_wait_within(0.8, 1, n / 100) for n in range(2_500)]
    assert sum(1 - share for share in shares) / 100 == approx(2.005, abs=5e-3)  # the mean, as by Pollaczek
    assert formulas.constant_service_wait_within(
        0.8, 1, formulas.constant_service_wait_quantile(0.8, 1, 0.9)
    ) == approx(0.9)


@pytest.mark.parametrize("use", [0.3, 0.6, 0.8])
def test_franx_and_erlang_agree_about_one_server(use):
    for wait in (0, 0.4, 1, 2.7, 5):
        exact = formulas.erlang_constant_service_wait_within(use, 1, wait)
        assert formulas.constant_service_wait_within(use, 1, wait) == approx(exact, rel=1e-9)


def test_numbers_with_constant_work():
    """The first two chances of M/D/1 are known in closed form (Kleinrock 1975, 5.6)."""
    chances = formulas.constant_service_numbers(0.8, 1)
    assert chances[:2] == approx([0.2, 0.2 * (exp(0.8) - 1)])
    pair = formulas.constant_service_numbers(1.6, 2)
    assert pair @ [min(n, 2) for n in range(len(pair))] == approx(1.6)  # so many are at work


def test_arrivals_of_any_law_before_one_exponential_server():
    poisson = formulas.renewal_wait(lambda s: 0.5 / (0.5 + s), 1.0)
    assert poisson == approx(1.0)
    even = formulas.renewal_wait(lambda s: exp(-2 * s), 1.0)
    assert even == approx(0.203188 / (1 - 0.203188), rel=1e-5)  # the root of σ = exp(-2 (1 - σ))


def test_urgency():
    assert formulas.waits_by_urgency([(0.3, 1, 1), (0.4, 1, 1)]) == approx((1, 10 / 3))
    high, low = formulas.waits_by_urgency([(0.25 / 125, 100, 1e4), (0.75 / 125, 100, 1e4)])
    assert (high, low) == approx((100, 500))
    pooled = formulas.waits_by_urgency([(2, 1, 1), (2, 1, 1)], servers=5)
    assert sum(pooled) / 2 == approx(formulas.mean_wait(4, 1, 5))  # no class, no difference to the mean


def test_a_mixture_of_laws():
    assert formulas.mixture([(1, 2, 4), (1, 2, 4)]) == approx((2, 2, 4))
    assert formulas.mixture([(1, 0, 0), (1, 2, 0)]) == approx((2, 1, 1))


def test_shared_attention():
    assert formulas.equal_shares_time(0.7, 0.7) == approx(0.7 + formulas.mean_wait(1, 0.7, 1))
    waits, wait = formulas.limited_sharing(4, [1, 2, 3, 4, 5])  # M/M/5
    assert (waits, wait) == approx((formulas.erlang_c(4, 5), 0.554113), abs=5e-7)


def test_rounds_load_a_server():
    assert formulas.feedback_number(3, 0.25, 5) == approx(4)
    assert formulas.work_of_rounds(0.3, 5, 2) == approx((7.142857, 4.584802), abs=5e-7)


def test_a_network():
    alone = formulas.open_network_time(8, [(8, 1, 10)])
    assert alone == approx(1.204590, abs=5e-7)
    assert formulas.open_network_time(0.5, [(0.5, 1, 1), (0.5, 1.25, 1)]) == approx(5.333333, abs=5e-7)


def test_the_longer_of_two_times():
    assert formulas.longer_of(lambda t: exp(-t), lambda t: exp(-t)) == approx(1.5)
    chain = formulas.two_in_a_row_exceed(5, 12)
    assert formulas.longer_of(lambda t: exp(-t / 20), chain) == approx(27, abs=1e-6)


def test_self_service():
    calls = formulas.calls_of_self_service(0.4, 0.5, 0.2, 1.3)
    assert calls == approx({"contained": 0.16, "calls": 0.04, "served": 0.84, "work": 0.912})


def test_pooling():
    assert formulas.mean_wait(4, 1, 5) == approx(0.554113, abs=5e-7)
    assert formulas.mean_wait(8, 1, 10) == approx(0.204590, abs=5e-7)


def test_machines_that_break_down():
    """Feller XVII.7: six machines, one repairer, λ/μ = 0.1: 0.4845 machines wait or are mended... by P(0)."""
    broken, at_work = formulas.machine_repair(6, 1, 0.1, 1.0)
    assert 1 - at_work == approx(0.4845, abs=5e-5)
    assert at_work == approx((6 - broken) * 0.1)  # as many are mended as break
    twenty, three = formulas.machine_repair(20, 3, 0.1, 1.0)
    assert twenty - three == approx(0.339, abs=1e-3)


def test_a_waiting_room():
    chances = formulas.bounded_room(0.8, 1.0, 1, 4)
    assert chances[4] == approx(0.2 * 0.8**4 / (1 - 0.8**5))
    assert formulas.bounded_room(3.0, 1.0, 5, 5)[5] == approx(formulas.erlang_b(3, 5))
    cyclic = formulas.closed_network_throughput([1 / 0.8, 1.0], 4)
    assert cyclic == approx(0.8 * (1 - chances[4]))  # a waiting room is a cycle of two servers


def test_unequal_servers_that_are_equal_are_two_of_a_kind():
    assert formulas.two_unequal_servers_wait(1.0, 0.7, 0.7) == approx(formulas.mean_wait(1, 1 / 0.7, 2))


@pytest.mark.parametrize(("arrivals", "again"), [(0.5, 0.2), (0.7, 1.0)])
def test_calling_again(arrivals, again):
    assert formulas.retrials(arrivals, 1, again) == approx(formulas.retrials_by_balance(arrivals, 1, again))
    assert formulas.retrials(0.5, 1, 1e9) == approx(0.5)  # at once: the queue of M/M/1


def test_two_in_a_row():
    assert formulas.tandem_exceeds(0.3, 0.5, 10.473821) == approx(0.1, abs=1e-7)


def test_batches():
    assert formulas.batching_wait(2, 5) == approx(1)
    assert formulas.batching_wait(2, 5, 100) == approx(1)
    assert formulas.batching_wait(1e-6, 5, 3) == approx(3, abs=1e-4)
    assert formulas.batching_wait(3, 10**3, 0.5) == approx((0.5 + 3 * 0.5**2 / 2) / (1 + 3 * 0.5))


def test_many_servers():
    steady = formulas.infinite_servers(lambda _: 2.0, lambda t: exp(-t / 3), 1.5, ())
    assert steady == approx(6 * (1 - exp(-0.5)))


def test_rounds():
    assert formulas.rounds_with_a_limit(0.3, 3) == approx(1.39)
    assert formulas.harmonic(3) == approx(1.833333, abs=5e-7)


def test_a_closed_network_of_one_is_its_server():
    assert formulas.closed_network_throughput([2.0], 5) == approx(0.5)
    assert sqrt(formulas.closed_network_throughput([1.0, 1.0], 1)) == approx(sqrt(0.5))
