"""Every value of BPSim arrives in the scenario file's words, or is told as dropped."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

import pytest
from carriers import codes, only, processing, reading, scenario, with_bpsim

from studio.scenario import complete


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('<b:DurationParameter value="PT5M"/>', "5 min"),
        ('<b:DurationParameter value="P1DT2H"/>', "26 h"),
        ('<b:NumericParameter value="5"/>', "5 min"),
        ('<b:FloatingParameter value="1.5" timeUnit="hour"/>', "1.5 h"),
        ('<b:ExpressionParameter value="3"/>', "3 min"),
        (
            '<b:NormalDistribution mean="10" standardDeviation="2"/>',
            {"normal": {"mean": "10 min", "cv": 0.2}},
        ),
        (
            '<b:TruncatedNormalDistribution mean="10" standardDeviation="2" min="0" max="INF"/>',
            {"normal": {"mean": "10 min", "cv": 0.2}},
        ),
        (
            '<b:LogNormalDistribution mean="6" standardDeviation="5.4"/>',
            {"lognormal": {"mean": "6 min", "cv": 0.9}},
        ),
        ('<b:NegativeExponentialDistribution mean="2" timeUnit="s"/>', {"exponential": {"mean": "2 s"}}),
        ('<b:ErlangDistribution k="3" mean="6"/>', {"erlang": {"k": 3, "mean": "6 min"}}),
        (
            '<b:TriangularDistribution min="1" mode="2" max="6"/>',
            {"triangular": {"low": "1 min", "mode": "2 min", "high": "6 min"}},
        ),
        ('<b:UniformDistribution min="5" max="10"/>', {"uniform": {"low": "5 min", "high": "10 min"}}),
        (
            '<b:WeibullDistribution shape="1.5" scale="7.3"/>',
            {"weibull": {"shape": 1.5, "scale": "438 s"}},
        ),
        (
            '<b:BetaDistribution shape="2" scale="5"/>',
            {"beta": {"alpha": 2, "beta": 5, "low": "0 s", "high": "60 s"}},
        ),
        (
            (
                '<b:UserDistribution discrete="true"><b:UserDistributionDataPoint probability="0.25">'
                '<b:NumericParameter value="1"/></b:UserDistributionDataPoint>'
                '<b:UserDistributionDataPoint probability="0.75"><b:NumericParameter value="2"/>'
                "</b:UserDistributionDataPoint></b:UserDistribution>"
            ),
            {"empirical": {"values": ["1 min", "2 min"], "weights": [1, 3]}},
        ),
    ],
)
def test_a_value_becomes_a_time(value, told, version):
    one = only(with_bpsim(scenario(processing(value)), version=version))
    assert one.values["steps"] == {"Task_A": {"time": told}} or _is_same(
        one.values["steps"]["Task_A"]["time"], told
    )
    assert not one.dropped


def _is_same(one, other):
    from studio.scenario.exchange.distributions import distribution_in

    return distribution_in(one) == distribution_in(other) is not None


@pytest.mark.parametrize(
    ("value", "mean", "variance"),
    [
        ('<b:GammaDistribution shape="4" scale="90" timeUnit="s"/>', 360, 4 * 90**2),
        ('<b:PoissonDistribution mean="6" timeUnit="s"/>', 6, 6),
        ('<b:BinomialDistribution trials="20" probability="0.3" timeUnit="s"/>', 6, 4.2),
        (
            (
                '<b:UserDistribution discrete="true"><b:UserDistributionDataPoint probability="0.5">'
                '<b:NegativeExponentialDistribution mean="4" timeUnit="s"/></b:UserDistributionDataPoint>'
                '<b:UserDistributionDataPoint probability="0.5"><b:DurationParameter value="PT8S"/>'
                "</b:UserDistributionDataPoint></b:UserDistribution>"
            ),
            6,
            12,
        ),
    ],
)
def test_a_distribution_keeps_its_mean_and_variance(value, mean, variance):
    data = with_bpsim(scenario(processing(value)))
    time = complete(None, reading(data).diagram, reading(data).hints).steps["Task_A"].time
    assert time.mean == pytest.approx(mean, rel=1e-9)
    assert time.variance == pytest.approx(variance, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('<b:NumericParameter value="abc"/>', "unreadable"),
        ('<b:NumericParameter value="NaN"/>', "unreadable"),
        ('<b:NumericParameter value="5" timeUnit="fortnight"/>', "unreadable"),
        ('<b:DurationParameter value="soon"/>', "unreadable"),
        ('<b:NumericParameter value="-5"/>', "misfit"),
        ('<b:UniformDistribution min="10" max="5"/>', "misfit"),
        ("<b:ExpressionParameter value=\"2 * bpsim:getProperty('x')\"/>", "expression"),
        ('<b:StringParameter value="long"/>', "kind"),
        ('<b:PoissonDistribution mean="100000"/>', "kind"),
        ('<b:NormalDistribution mean="0" standardDeviation="0"/>', "placeholder"),
        ('<b:NumericParameter value="5" instance="case 7"/>', "instance"),
        ('<b:NumericParameter value="5" result="mean"/>', "result"),
        ("<b:ResultRequest>mean</b:ResultRequest>", "result"),
    ],
)
def test_what_is_no_value_is_dropped_with_its_reason(value, code):
    one = only(with_bpsim(scenario(processing(value))))
    assert "Task_A" not in one.values.get("steps", {})
    assert codes(one) == [code]
    (problem,) = one.dropped
    assert dict(problem.parameters)["parameter"].endswith(("ProcessingTime", "time"))
    assert problem.element == "Task_A"
    assert problem.line is not None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('<b:TruncatedNormalDistribution mean="10" standardDeviation="4" min="2" max="15"/>', "bounds"),
        ('<b:NormalDistribution mean="10" standardDeviation="8"/>', "cut-at-zero"),
        (
            '<b:EnumParameter><b:DurationParameter value="PT1M"/><b:DurationParameter value="PT3M"/></b:EnumParameter>',
            "order",
        ),
        ('<b:NumericParameter value="5" validFor="C1"/>', "valid-for"),
    ],
)
def test_what_stands_less_exactly_is_kept_and_told(value, code):
    one = only(with_bpsim(scenario(processing(value))))
    assert "time" in one.values["steps"]["Task_A"]
    assert codes(one) == [code]
