"""What BPSim says of elements arrives where a scenario has it, or is told as dropped."""

# ruff: noqa: E501 - an XML element or a JSON object stands on one line

from __future__ import annotations

import pytest
from carriers import codes, element, only, processing, scenario, with_bpsim

CALENDAR = (
    '<b:Calendar id="C1" name="Office">BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302T090000\n'
    "DTEND:20260302T170000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nEXDATE:20260501T090000\nEND:VEVENT\n"
    "END:VCALENDAR</b:Calendar>"
)


EVENING = (
    '<b:Calendar id="C2" name="Evening">BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302T170000\n'
    "DURATION:PT4H\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR</b:Calendar>"
)


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
