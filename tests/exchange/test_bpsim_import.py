"""Every construct of BPSim arrives in the scenario file's words, or is told as dropped."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

import pytest
from carriers import codes, element, found_in, only, processing, reading, scenario, with_bpsim

from studio.scenario import ProvenanceKind, complete, dump, read_scenario

CALENDAR = (
    '<b:Calendar id="C1" name="Office">BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302T090000\n'
    "DTEND:20260302T170000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nEXDATE:20260501T090000\nEND:VEVENT\n"
    "END:VCALENDAR</b:Calendar>"
)
EVENING = (
    '<b:Calendar id="C2" name="Evening">BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302T170000\n'
    "DURATION:PT4H\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR</b:Calendar>"
)


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


def test_the_run_as_a_whole_is_taken_over():
    whole = (
        '<b:ScenarioParameters baseTimeUnit="hour" baseCurrencyUnit="EUR" replication="12" seed="5">'
        '<b:Start><b:DateTimeParameter value="2026-03-02T08:00:00+02:00"/></b:Start>'
        '<b:Duration><b:DurationParameter value="P7D"/></b:Duration>'
        '<b:Warmup><b:NumericParameter value="24"/></b:Warmup></b:ScenarioParameters>'
    )
    values = only(with_bpsim(scenario(whole=whole))).values
    told = {
        key: values[key]
        for key in ("start", "zone", "study", "length", "warm_up", "replications", "seed", "currency")
    }
    assert told == {
        "start": "2026-03-02T08:00:00+02:00", "zone": "Etc/GMT-2", "study": "steady", "length": "7 d",
        "warm_up": "1 d", "replications": 12, "seed": 5, "currency": "EUR",
    }  # fmt: skip


def test_a_run_without_warm_up_is_terminating():
    whole = "<b:ScenarioParameters><b:Duration><b:DurationParameter value='P1D'/></b:Duration></b:ScenarioParameters>"
    assert only(with_bpsim(scenario(whole=whole))).values["study"] == "terminating"


def test_arrivals_come_with_their_hours_and_number():
    one = only(
        with_bpsim(
            scenario(
                element("Start", "ControlParameters", "InterTriggerTimer",
                        '<b:NegativeExponentialDistribution mean="2" validFor="C1"/>'),
                element("Start", "ControlParameters", "TriggerCount", '<b:NumericParameter value="500"/>'),
                CALENDAR,
            )
        )
    )  # fmt: skip
    assert one.values["arrivals"] == {
        "Start": {"every": {"exponential": {"mean": "2 min"}}, "open": "Office"}
    }
    assert one.values["cases"] == 500
    assert one.values["calendars"] == {"Office": {"mon-fri": "09:00-17:00", "closed": ["2026-05-01"]}}


def test_rates_by_calendars_become_contacts_per_interval():
    office = CALENDAR.replace("EXDATE:20260501T090000\n", "")
    one = only(
        with_bpsim(
            scenario(
                element("Start", "ControlParameters", "InterTriggerTimer",
                        '<b:NegativeExponentialDistribution mean="2" validFor="C1"/>',
                        '<b:NegativeExponentialDistribution mean="6" validFor="C2"/>'),
                office, EVENING,
            )
        )
    )  # fmt: skip
    table = one.values["arrivals"]["Start"]["per_interval"]
    assert sum(table["mon-fri"].values()) == pytest.approx(8 * 30 + 4 * 10)
    assert sum(table["sat-sun"].values()) == pytest.approx(40)
    assert not one.dropped


def test_ways_and_events_have_chances_and_times():
    one = only(
        with_bpsim(
            scenario(
                element("F3", "ControlParameters", "Probability", '<b:FloatingParameter value="0.7"/>'),
                element("F5", "ControlParameters", "Probability", '<b:FloatingParameter value="0.3"/>'),
                element(
                    "Boundary", "ControlParameters", "Probability", '<b:FloatingParameter value="0.05"/>'
                ),
                element(
                    "Wait", "ControlParameters", "InterTriggerTimer", '<b:DurationParameter value="PT48H"/>'
                ),
            )
        )
    )
    assert one.values["routing"] == {"Gate": {"F3": "70 %", "F5": "30 %"}}
    assert one.values["events"] == {"Boundary": {"chance": "5 %"}, "Wait": {"after": "2 d"}}
    assert not one.dropped


@pytest.mark.parametrize(
    ("expression", "guard"),
    [
        ("bpsim:getProperty('amount') &lt;= 200", "amount <= 200"),
        ("getProperty(&quot;amount&quot;) = 5 and {amount} &gt; 2", "amount == 5 and amount > 2"),
        ("not(bpsim:getProperty('amount') &gt; 1)", "not(amount > 1)"),
    ],
)
def test_a_condition_becomes_a_guard(expression, guard):
    one = only(
        with_bpsim(
            scenario(
                element("P", "PropertyParameters", "Property",
                        '<b:UniformDistribution min="1" max="10"/>', name="amount"),
                element("F3", "ControlParameters", "Condition", f'<b:ExpressionParameter value="{expression}"/>'),
            )
        )
    )  # fmt: skip
    assert one.values["attributes"] == {"amount": {"uniform": {"low": 1, "high": 10}}}
    assert one.values["routing"] == {"Gate": {"F3": guard}}
    assert not one.dropped


def test_a_condition_on_what_no_case_has_is_dropped():
    blocks = element("F3", "ControlParameters", "Condition", '<b:ExpressionParameter value="{size} &gt; 2"/>')
    assert codes(only(with_bpsim(scenario(blocks)))) == ["misfit"]


def test_properties_of_words_and_truths_become_attributes():
    def points(kind, *pairs):
        return "".join(
            f'<b:UserDistributionDataPoint probability="{share}"><b:{kind}Parameter value="{value}"/>'
            "</b:UserDistributionDataPoint>"
            for value, share in pairs
        )

    words = f'<b:UserDistribution discrete="true">{points("String", ("voice", 0.7), ("chat", 0.3))}</b:UserDistribution>'
    truths = f'<b:UserDistribution discrete="true">{points("Boolean", ("true", 0.05), ("false", 0.95))}</b:UserDistribution>'
    one = only(
        with_bpsim(
            scenario(
                element("P", "PropertyParameters", "Property", words, name="channel"),
                element("Start", "PropertyParameters", "Property", truths, name="vip"),
            )
        )
    )
    assert one.values["attributes"] == {
        "channel": {"choice": {"voice": "70 %", "chat": "30 %"}},
        "vip": {"chance": "5 %"},
    }


def test_people_are_selected_counted_and_paid():
    one = only(
        with_bpsim(
            scenario(
                element("Task_A", "ResourceParameters", "Selection",
                        "<b:ExpressionParameter value=\"bpsim:getResource('Agents',2) | bpsim:getResource('Lane_A',1)\"/>"),
                element("Agents", "ResourceParameters", "Quantity",
                        '<b:NumericParameter value="0"/>', '<b:NumericParameter value="7" validFor="C1"/>',
                        '<b:NumericParameter value="3" validFor="C2"/>'),
                element("Agents", "CostParameters", "UnitCost", '<b:FloatingParameter value="0.5"/>'),
                element("Lane_A", "ResourceParameters", "Quantity", '<b:NumericParameter value="4"/>'),
                CALENDAR, EVENING,
            )
        )
    )  # fmt: skip
    assert one.values["steps"] == {"Task_A": {"team": ["Agents", "Front office"], "people": 2}}
    assert one.values["teams"] == {
        "Agents": {
            "shifts": [{"staff": 7, "calendar": "Office"}, {"staff": 3, "calendar": "Evening"}],
            "cost": 30,
        },
        "Front office": {"staff": 4},
    }
    assert not one.dropped


def test_available_hours_are_a_teams_calendar():
    one = only(
        with_bpsim(
            scenario(
                '<b:ElementParameters elementRef="Agents"><b:ResourceParameters><b:Availability>'
                '<b:BooleanParameter value="true" validFor="C2"/></b:Availability><b:Quantity>'
                '<b:NumericParameter value="2"/></b:Quantity></b:ResourceParameters></b:ElementParameters>',
                EVENING,
            )
        )
    )
    assert one.values["teams"] == {"Agents": {"calendar": "Evening", "staff": 2}}


def test_resources_are_selected_by_their_role():
    one = only(
        with_bpsim(
            scenario(
                element("Agents", "ResourceParameters", "Role", '<b:StringParameter value="clerk"/>'),
                element("Task_A", "ResourceParameters", "Selection",
                        "<b:ExpressionParameter value=\"bpsim:getResourceByRoles('clerk',1)\"/>"),
            )
        )
    )  # fmt: skip
    assert one.values["steps"]["Task_A"]["team"] == "Agents"


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (element("Nowhere", "TimeParameters", "ProcessingTime", '<b:NumericParameter value="1"/>'), "unknown-element"),
        (element("End", "TimeParameters", "ProcessingTime", '<b:NumericParameter value="1"/>'), "wrong-element"),
        (element("Task_A", "TimeParameters", "WaitTime", '<b:NumericParameter value="1"/>'), "no-place"),
        (element("Task_A", "TimeParameters", "TransferTime", '<b:NumericParameter value="1"/>'), "no-place"),
        (element("Task_A", "TimeParameters", "ElapsedTime", '<b:NumericParameter value="1"/>'), "result"),
        (element("F1", "ControlParameters", "Probability", '<b:NumericParameter value="1"/>'), "wrong-element"),
        (element("Task_A", "CostParameters", "FixedCost", '<b:NumericParameter value="3"/>'), "no-place"),
        (element("Task_A", "CostParameters", "UnitCost", '<b:FloatingParameter value="0"/>'), "placeholder"),
        (element("Task_A", "PriorityParameters", "Priority", '<b:NumericParameter value="3"/>'), "no-place"),
        (element("Task_A", "ResourceParameters", "Quantity", '<b:NumericParameter value="3"/>'), "wrong-element"),
        (element("Agents", "ResourceParameters", "Quantity", '<b:NumericParameter value="1.5"/>'), "unreadable"),
        ('<b:VendorExtension name="x"/>', "no-place"),
        (('<b:Calendar id="C">BEGIN:VEVENT\nDTSTART:20260101T090000\nDTEND:20260101T100000\n'
         "RRULE:FREQ=MONTHLY\nEND:VEVENT</b:Calendar>"), "calendar"),
        ('<b:Calendar id="C">hello</b:Calendar>', "calendar"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_dropped(block, code):
    one = only(with_bpsim(scenario(block)))
    assert codes(one) == [code]


def test_validation_and_rework_are_done_in_the_same_go():
    one = only(
        with_bpsim(
            scenario(
                processing('<b:NumericParameter value="5"/>'),
                element("Task_A", "TimeParameters", "ValidationTime", '<b:NumericParameter value="1"/>'),
                element("Task_A", "TimeParameters", "SetUpTime", '<b:NumericParameter value="2"/>'),
            )
        )
    )
    assert one.values["steps"]["Task_A"] == {
        "time": "5 min",
        "also": {"ValidationTime": "1 min"},
        "set_up": "2 min",
    }


def test_a_scenario_that_inherits_states_only_its_differences(tmp_path):
    data = with_bpsim(
        scenario(
            processing('<b:NumericParameter value="5"/>'),
            processing('<b:NumericParameter value="3"/>', "Task_B"),
        ),
        scenario(processing('<b:NumericParameter value="9"/>'), id="S2", name="Two", inherits="S1"),
    )
    one, two = found_in(data)
    assert (one.based_on, two.based_on) == (None, "One")
    assert two.own["steps"] == {"Task_A": {"time": "9 min"}}
    assert two.values["steps"] == {"Task_A": {"time": "9 min"}, "Task_B": {"time": "3 min"}}
    (tmp_path / "one.yaml").write_text(dump(one.own))
    (tmp_path / "two.yaml").write_text(dump({**two.own, "based_on": "one.yaml"}))
    diagram = reading(data).diagram
    chained, flat = read_scenario(tmp_path / "two.yaml", diagram), read_scenario(dump(two.values), diagram)
    assert chained.steps == flat.steps


def test_scenarios_of_one_name_are_told_apart_and_a_lost_base_is_told():
    one, two = found_in(with_bpsim(scenario(), scenario(id="S2", inherits="S9")))
    assert (one.name, two.name) == ("One", "One (2)")
    assert codes(two) == ["no-base"]


def test_scenarios_that_inherit_from_each_other_are_still_read():
    one, two = found_in(
        with_bpsim(
            scenario(processing('<b:NumericParameter value="5"/>'), inherits="S2"),
            scenario(id="S2", inherits="S1"),
        )
    )
    assert one.values["steps"] == two.values["steps"] == {"Task_A": {"time": "5 min"}}


def test_the_same_value_on_every_element_is_told():
    stamp = '<b:UniformDistribution min="5" max="10"/>'
    blocks = [
        processing(stamp),
        processing(stamp, "Task_B"),
        element("Wait", "TimeParameters", "WaitTime", stamp),
    ]
    only_two = with_bpsim(scenario(*blocks[:2]))
    assert not only(only_two).remarks
    many = with_bpsim(scenario(*blocks[:2], processing(stamp, "Task_C"))).replace(
        b'<endEvent id="End">', b'<task id="Task_C"/><endEvent id="End">'
    )
    (remark,) = only(many).remarks
    assert remark.code == "exchange.stamped"
    assert dict(remark.parameters)["count"] == "3"


def test_without_a_scenario_the_first_one_of_the_file_is_simulated():
    data = with_bpsim(
        scenario(
            processing('<b:NumericParameter value="5"/>'),
            element("Agents", "ResourceParameters", "Quantity", '<b:NumericParameter value="3"/>'),
            element("Task_A", "ResourceParameters", "Selection",
                    "<b:ExpressionParameter value=\"bpsim:getResource('Agents',1)\"/>"),
        )
    )  # fmt: skip
    its = reading(data)
    done = complete(None, its.diagram, its.hints)
    assert done.name == "One"
    assert done.steps["Task_A"].time.mean == 300
    assert done.teams["Agents"].shifts[0].staff == 3
    origin = done.provenance["steps.Task_A.time"]
    assert (origin.kind, origin.source) == (ProvenanceKind.DIAGRAM, "BPSim 2.0 “One”")
    assert done.provenance["teams.Agents.staff"].kind is ProvenanceKind.DIAGRAM
    assert complete(done, its.diagram, its.hints) == done


def test_beside_a_scenario_the_file_only_fills_what_that_leaves_open():
    data = with_bpsim(
        scenario(
            processing('<b:NumericParameter value="5"/>'),
            processing('<b:NumericParameter value="7"/>', "Task_B"),
        )
    )
    its = reading(data)
    stated = read_scenario("steps: {Task_A: {time: 1 min}}", its.diagram)
    done = complete(stated, its.diagram, its.hints)
    assert (done.steps["Task_A"].time.mean, done.steps["Task_B"].time.mean) == (60, 420)
    assert done.provenance["steps.Task_A.time"].kind is ProvenanceKind.STATED
    assert done.provenance["steps.Task_B.time"].kind is ProvenanceKind.DIAGRAM


def test_results_of_a_run_are_no_scenario_to_take_over():
    one = only(with_bpsim(scenario(processing('<b:NumericParameter value="5"/>'), result="S0")))
    assert codes(one) == ["results"]
    assert "steps" not in one.values
