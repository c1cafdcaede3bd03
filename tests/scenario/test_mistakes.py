"""Every mistake of a scenario at once, each with its line and what is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from full_scenario import FULL, HANDLED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.errors import InvalidScenario
from studio.model import Diagram
from studio.scenario import complete, dump, read_mapping, read_scenario
from studio.wording import SENTENCES, explain, sentence


def mistakes(text: str, diagram, **other):
    with pytest.raises(InvalidScenario) as error:
        read_scenario(text, diagram, name="f.yaml", **other)
    return error.value.mistakes


TEN = """\
schema: 2
seed: -1
calendars:
  office: {mon-fri: 08:00-25:00}
arrivals:
  Start_Complaint: {every: {exponential: {mean: -90 s}}, open: offise}
teams:
  Agents: {staff: 28, shrinkage: 130 %}
  Night: {shifts: []}
steps:
  Task_Handel: {time: 6 min}
  Task_Enter: {time: 6 minuets, team: Agentz, pateince: 3 min}
routing:
  Gateway_Valid: {Flow_yes: 80 %, Flow_no: 30 %}
seed: 3
"""


def test_ten_mistakes_give_ten_lines_in_the_order_of_the_file(diagram):
    found = mistakes(TEN, diagram)
    assert [(m.line, m.place, m.code) for m in found] == [
        (1, "schema", "scenario.schema"),
        (2, "seed", "scenario.whole"),
        (4, "calendars.office.mon-fri", "scenario.hours"),
        (6, "arrivals.Start_Complaint.every.exponential.mean", "scenario.duration"),
        (6, "arrivals.Start_Complaint.open", "scenario.calendar"),
        (8, "teams.Agents.shrinkage", "scenario.share"),
        (9, "teams.Night.shifts", "scenario.never-on-shift"),
        (11, "steps.Task_Handel", "scenario.steps"),
        (12, "steps.Task_Enter.time", "scenario.spread.time"),
        (12, "steps.Task_Enter.team", "scenario.team"),
        (12, "steps.Task_Enter.pateince", "scenario.key"),
        (14, "routing.Gateway_Valid", "scenario.probabilities"),
        (15, "seed", "scenario.key.duplicate"),
    ]


def test_a_mistake_is_one_line_with_file_line_place_value_and_what_is_allowed(diagram):
    with pytest.raises(InvalidScenario) as error:
        read_scenario(TEN, diagram, name="f.yaml")
    lines = str(error.value).splitlines()
    assert len(lines) == len(error.value.mistakes) == 13
    assert lines[1] == "f.yaml:2: seed: -1 — Write a whole number from 0."
    assert lines[7].startswith(
        "f.yaml:11: steps.Task_Handel: {time: …} — Write a task, sub-process or call activity"
    )
    assert "such as Task_Handle," in lines[7]
    assert "Agents" in lines[9]
    assert "Write one of these keys: patience" in lines[10]
    assert "these make 110 %" in lines[11]


def test_a_whole_number_that_is_too_large_is_told_how_large_it_may_be(diagram):
    (found,) = mistakes("seed: 99999999999999999999999", diagram)
    told = sentence(found.code, dict(found.parameters))
    assert told == "Write a whole number of at most 1000000000."
    assert "1000000000" in sentence(found.code, dict(found.parameters), "zh-CN")
    assert read_scenario("seed: 1000000000", diagram).seed == 1000000000


def test_a_mistake_can_be_told_in_chinese(diagram):
    for found in mistakes(TEN, diagram):
        told = sentence(found.code, dict(found.parameters), "zh-CN")
        assert told != found.allowed
        assert re.search("[一-鿿]", told)


HANDLED_WRONG = """\
based_on: f.yaml
teams:
  Leads: {shifts: [{staff: 0}]}
  Chat: {staff: 6, at_once: 0, slower: 0}
  Remote: {shifts: [{staff: 2, speed: -1}], ramp_up: {from: 0 %, over: 8 weeks}, base_load: 100 %}
steps:
  Task_Enter: {team: [Chat, Remote, Chat], time: -6 min}
  Task_Dispatch: {patience: 3 min}
  Task_Handle:
    batch: {size: 0}
    calls_back: {chance: 50 %, after: soon}
  Task_Check:
    instances: {by: pieces}
    repeats: {chance: 100 %}
    assigns: {kind: {choice: {a: 80 %, b: 30 %}}}
    team: [{team: Chat, when: vipp}]
  Task_Missing: {set_up: 5}
events:
  Boundary_48h: {after: 1 h, rings: 3}
  Boundary_Reminder: {after: 0 s, rings: unlimited}
deflect:
  Start_Complaint: {contained: 120 %, after: tomorrow}
ladders:
  up:
    - {level: A, team: Leads, reply_within: 1 h}
    - {level: B, team: Chat, reply_within: 1 h, settles: 50 %}
escalations:
  Task_Enter: {ladder: upp, customer_asks: 1 %}
  Task_Check: {ladder: up}
"""


def test_every_mistake_in_how_work_is_handled_is_told_at_once(tmp_path, reminding):
    file = tmp_path / "f.yaml"
    file.write_text(HANDLED_WRONG, encoding="utf-8")
    with pytest.raises(InvalidScenario) as error:
        read_scenario(file, reminding)
    found = error.value.mistakes
    assert [(m.line, m.place, m.code) for m in found] == [
        (1, "based_on", "scenario.circular"),
        (3, "teams.Leads.shifts", "scenario.never-on-shift"),
        (4, "teams.Chat.at_once", "scenario.whole"),
        (4, "teams.Chat.slower", "scenario.number.positive"),
        (5, "teams.Remote.shifts[1].speed", "scenario.number.positive"),
        (5, "teams.Remote.ramp_up.from", "scenario.share.above-nothing"),
        (5, "teams.Remote.base_load", "scenario.share.below-one"),
        (7, "steps.Task_Enter.team[3]", "scenario.twice"),
        (7, "steps.Task_Enter.time", "scenario.spread.time"),
        (8, "steps.Task_Dispatch.patience", "scenario.patience.system"),
        (10, "steps.Task_Handle.batch.size", "scenario.whole"),
        (11, "steps.Task_Handle.calls_back.after", "scenario.spread.time"),
        (13, "steps.Task_Check.instances.by", "scenario.attribute"),
        (14, "steps.Task_Check.repeats.chance", "scenario.repeats.endless"),
        (15, "steps.Task_Check.assigns.kind.choice", "scenario.probabilities"),
        (16, "steps.Task_Check.team[1].when", "scenario.attribute"),
        (17, "steps.Task_Missing", "scenario.steps"),
        (17, "steps.Task_Missing.set_up", "scenario.spread.time"),
        (19, "events.Boundary_48h.rings", "scenario.events.rings"),
        (20, "events.Boundary_Reminder.after", "scenario.duration.positive"),
        (22, "deflect.Start_Complaint.contained", "scenario.share"),
        (22, "deflect.Start_Complaint.after", "scenario.spread.time"),
        (25, "ladders.up[1].team", "scenario.ladder.never-on-shift"),
        (26, "ladders.up[2].settles", "scenario.ladder.top"),
        (28, "escalations.Task_Enter.ladder", "scenario.ladder"),
        (29, "escalations.Task_Check", "scenario.escalation.cause"),
    ]
    for mistake in found:
        assert mistake.file == str(file)
        told = sentence(mistake.code, dict(mistake.parameters), "zh-CN")
        assert told != mistake.allowed
        assert re.search("[一-鿿]", told)


ONE = [
    ("bogus: 1", 1, "scenario.key"),
    ("schema: 1.5", 1, "scenario.schema"),
    ("schema: true", 1, "scenario.schema"),
    ("start: tomorrow", 1, "scenario.moment"),
    ("zone: Mars/Base", 1, "scenario.zone"),
    ("study: forever", 1, "scenario.word"),
    ("length: 0 s", 1, "scenario.duration.positive"),
    ("length: 4", 1, "scenario.duration"),
    ("{length: 1 d,\n cases: 5}", 2, "scenario.exclusive"),
    ("cases: 0", 1, "scenario.whole"),
    ("warm_up: long", 1, "scenario.duration.auto"),
    ("replications: many", 1, "scenario.whole.auto"),
    ("precision: 0 %", 1, "scenario.share.above-nothing"),
    ("currency: [CNY]", 1, "scenario.text"),
    ("{diagram: a.bpmn, diagrams: [b.bpmn]}", 1, "scenario.exclusive"),
    ("calendars: {office: 08:00-20:00}", 1, "scenario.mapping.keys"),
    ("calendars: {office: {mond: 08:00-20:00}}", 1, "scenario.weekdays"),
    ("calendars: {office: {mon-wed: 08:00-20:00, wed-fri: 08:00-12:00}}", 1, "scenario.weekdays.twice"),
    ("calendars: {office: {sat: [09:00-12:00, 11:00-13:00]}}", 1, "scenario.hours.overlap"),
    ("calendars: {office: {closed: [2026-02-30]}}", 1, "scenario.date"),
    ("calendars: {office: {also: {May 1: 08:00-12:00}}}", 1, "scenario.date"),
    ("calendars: {office: {closed: 2026-05-01, also: {2026-05-01: 08:00-12:00}}}", 1, "scenario.date.twice"),
    ("calendars: {calendar: {daily: 08:00-12:00}}", 1, "scenario.calendar.reserved"),
    ("arrivals: {Task_Enter: {every: 1 min}}", 1, "scenario.arrivals"),
    ("arrivals: {Start_Complaint: {every: 0 s}}", 1, "scenario.duration.positive"),
    ("arrivals: {Start_Complaint: {every: 1 min, day_factor_cv: 0.1}}", 1, "scenario.day-factor"),
    ("arrivals: {Start_Complaint: {scale: -1}}", 1, "scenario.number.not-negative"),
    ("arrivals: {Start_Complaint: {scale: [{to: 2026-01-01, scale: 2}]}}", 1, "scenario.scale.order"),
    (
        "arrivals: {Start_Complaint: {scale: [{to: 2026-02-01, scale: 2},\n {from: 2026-01-20, scale: 3}]}}",
        2,
        "scenario.scale.overlap",
    ),
    ("arrivals: {Start_Complaint: {backlog: 1.5}}", 1, "scenario.whole"),
    (
        "{calendars: {never: {mon: []}}, arrivals: {Start_Complaint: {open: never}}}",
        1,
        "scenario.never-open",
    ),
    ("attributes: {a: {chance: 5 %, choice: {b: 100 %}}}", 1, "scenario.attribute.one"),
    ("attributes: {a: {choice: {b: 60 %, c: 50 %}}}", 1, "scenario.probabilities"),
    ("attributes: {a: {choice: {b: 60 %}}}", 1, "scenario.probabilities"),
    ("attributes: {a: much}", 1, "scenario.spread.number"),
    ("attributes: {a: {lognormal: {mean: 180}}}", 1, "scenario.spread.parameters"),
    ("priority: [vip]", 1, "scenario.attribute"),
    ("priority: [5]", 1, "scenario.condition"),
    ("priority: ['amount >']", 1, "guard.unexpected.end"),
    ("teams: {A: {staff: 0}}", 1, "scenario.never-on-shift"),
    ("teams: {A: {staff: 2, shifts: [{staff: 2, daily: 08:00-12:00}]}}", 1, "scenario.exclusive"),
    ("teams: {A: {shifts: [{staff: 0, daily: 08:00-12:00}]}}", 1, "scenario.never-on-shift"),
    ("teams: {A: {shifts: [{daily: 08:00-12:00}]}}", 1, "scenario.key.missing"),
    (
        "{calendars: {c: {mon: 1:00-2:00}}, teams: {A: {shifts: [{staff: 1, calendar: c, mon: 1:00-2:00}]}}}",
        1,
        "scenario.exclusive",
    ),
    ("teams: {A: {staff: 2, calendar: office}}", 1, "scenario.calendar"),
    (
        "{calendars: {c: {closed: [2026-05-01]}}, teams: {A: {staff: 2, calendar: c}}}",
        1,
        "scenario.never-on-shift",
    ),
    ("teams: {A: {staff: 2, absence: 100 %}}", 1, "scenario.share.below-one"),
    ("teams: {A: {staff: 2, speed: 0}}", 1, "scenario.number.positive"),
    ("teams: {A: {staff: 2, cost: cheap}}", 1, "scenario.money"),
    ("teams: {A: {staff: 2, at_shift_end: leave}}", 1, "scenario.word"),
    ("teams: {A: {staff: 2, at_once: 0}}", 1, "scenario.whole"),
    ("teams: {A: {staff: 2, ramp_up: {from: 0.5}}}", 1, "scenario.key.missing"),
    ("teams: {A: {staff: 2, base_load: 2}}", 1, "scenario.share"),
    ("teams: {坐席: {staff: 2}, Agents: {staff: 3}}", 1, "scenario.twice"),
    ("steps: {Task_Handle: {time: 1 min}, Handle complaint: {time: 2 min}}", 1, "scenario.twice"),
    ("steps: {Gateway_Valid: {time: 1 min}}", 1, "scenario.steps"),
    ("steps: {Task_Handle: {people: 0}}", 1, "scenario.whole"),
    ("steps: {Task_Handle: {team: [Agents, Nobody]}}", 1, "scenario.team"),
    ("steps: {Task_Handle: {team: Customer}}", 1, "scenario.team"),
    (
        "steps: {Task_Handle: {time: {lognormal: {mean: 6 min, cv: 1}, gamma: {mean: 1 s, cv: 1}}}}",
        1,
        "scenario.spread.one",
    ),
    ("steps: {Task_Handle: {time: {weight: 1, constant: 6 min}}}", 1, "scenario.weight"),
    ("steps: {Task_Handle: {time: {mixture: [{constant: 6 min}]}}}", 1, "scenario.key.missing"),
    ("steps: {Task_Handle: {time: {empirical: [6 min, 7]}}}", 1, "scenario.duration"),
    ("steps: {Task_Handle: {time: {uniform: {low: 6 min}}}}", 1, "scenario.key.missing"),
    ("steps: {Task_Handle: {time: {lognormal: {p50: 6 min, p90: 2 min}}}}", 1, "scenario.spread.parameters"),
    ("steps: {Task_Handle: {time: {lognormal: 6 min}}}", 1, "scenario.mapping.keys"),
    ("routing: {Gateway_Valid: 3}", 1, "scenario.mapping"),
    ("steps: {Task_Handle: {calls_back: {chance: 50 %}}}", 1, "scenario.key.missing"),
    ("steps: {Task_Handle: {batch: {size: 0}}}", 1, "scenario.whole"),
    ("steps: {Task_Handle: {instances: {by: items}}}", 1, "scenario.attribute"),
    ("steps: {Task_Handle: {repeats: {chance: 2}}}", 1, "scenario.share"),
    ("routing: {Task_Enter: {f2: 1}}", 1, "scenario.routing"),
    ("routing: {Gateway_Valid: {maybe: 50 %}}", 1, "scenario.flow"),
    ("routing: {Gateway_Valid: {Flow_yes: 120 %}}", 1, "scenario.share"),
    ("routing: {Gateway_Valid: {yes: 80 %, no: 10 %}}", 1, "scenario.probabilities"),
    ("routing: {Gateway_Valid: {yes: 80 %, Flow_yes: 10 %}}", 1, "scenario.twice"),
    ("routing: {Gateway_Valid: {yes: amount > 5}}", 1, "scenario.attribute"),
    ("routing: {Gateway_Valid: {yes: 'amount ? 5'}}", 1, "guard.character"),
    ("events: {Task_Enter: {after: 1 h}}", 1, "scenario.events"),
    ("events: {Boundary_48h: {chance: 5 %}}", 1, "scenario.events.boundary"),
    ("events: {Boundary_Error: {at: 5 %}}", 1, "scenario.key.missing"),
    ("events: {Boundary_Error: {chance: 5 %, at: 5 %, after: 1 h}}", 1, "scenario.exclusive"),
    ("events: {Boundary_48h: {after: 5 h, clock: office}}", 1, "scenario.calendar"),
    ("deflect: {Start_Complaint: {share: 5 %}}", 1, "scenario.key.missing"),
    ("deflect: {Start_Complaint: {contained: 5 %, class: channel == 'chat'}}", 1, "scenario.attribute"),
    ("ladders: {l: []}", 1, "scenario.ladder.empty"),
    ("ladders: {l: [{level: A, team: Agents}]}", 1, "scenario.key.missing"),
    ("ladders: {l: [{level: A, team: Nobody, reply_within: 1 h}]}", 1, "scenario.team"),
    ("ladders: {l: [{level: A, team: Agents, reply_within: 1 h, on_miss: weep}]}", 1, "scenario.word"),
    (
        """ladders: {l: [{level: A, team: Agents, reply_within: 1 h, settles: amount < 5},
          {level: B, team: Agents, reply_within: 1 h}]}""",
        1,
        "scenario.attribute",
    ),
    ("ladders: {l: [{level: A, team: Agents, reply_within: -1 h}]}", 1, "scenario.duration"),
    ("ladders: {l: [{level: A, team: Agents, reply_within: 0 s}]}", 1, "scenario.duration.positive"),
    ("ladders: {l: [{level: A, team: Agents, reply_within: 1 h, settles: 120 %}]}", 1, "scenario.share"),
    ("ladders: {l: [{level: A, team: Agents, reply_within: 1 h, settles: 70 %}]}", 1, "scenario.ladder.top"),
    ("ladders: {l: [{level: A, team: Agents, reply_within: 1 h, clock: night}]}", 1, "scenario.calendar"),
    ("ladders: {l: [{level: A, team: Agents, reply_within: 1 h, time: -3 min}]}", 1, "scenario.spread.time"),
    (
        """ladders: {l: [{level: A, team: Agents, reply_within: 1 h},
          {level: A, team: 坐席, reply_within: 1 h}]}""",
        2,
        "scenario.twice",
    ),
    ("escalations: {Task_Handle: {ladder: complaint, customer_asks: 1 %}}", 1, "scenario.ladder"),
    ("promises: {p: {share: 95 %}}", 1, "scenario.key.missing"),
    ("promises: {p: {within: 2 h, to: Nowhere}}", 1, "scenario.nodes"),
    ("promises: {p: {within: 2 h, to: End}}", 1, "scenario.ambiguous"),
    ("promises: {p: {within: 2 h, parts: {p: {within: 1 h}}}}", 1, "scenario.twice"),
    ("provenance: {Task_Handle.time: measured}", 1, "scenario.provenance"),
    ("provenance: {Task_Handle.time: {kind: guessed}}", 1, "scenario.word"),
    ("based_on: other.yaml", 1, "scenario.file.no-folder"),
    ("steps: {Task_Handle: {time: {empirical: times.csv}}}", 1, "scenario.file.no-folder"),
]


@pytest.mark.parametrize(("text", "line", "code"), ONE, ids=[f"{code}: {text[:40]}" for text, _, code in ONE])
def test_one_mistake_is_one_mistake_with_its_line(diagram, text, line, code):
    found = mistakes(text, diagram)
    assert [(m.code, m.line, m.file) for m in found] == [(code, line, "f.yaml")]
    assert code in SENTENCES
    assert "{" not in re.sub(r"\{(lognormal|chance|choice|p50|mean|voice)", "", found[0].allowed)
    assert "\n" not in str(found[0])


def test_a_mistake_within_a_list_leaves_the_other_items_their_place(diagram):
    shifts = ("{staff: x}", "{staff: 2, daily: 08:00-12:00}", "{staff: 2, calendar: c}")
    text = "teams:\n  A:\n    shifts:\n" + "".join(f"      - {shift}\n" for shift in shifts)
    assert [(m.line, m.place, m.code) for m in mistakes(text, diagram)] == [
        (4, "teams.A.shifts[1].staff", "scenario.whole"),
        (6, "teams.A.shifts[3].calendar", "scenario.calendar"),
    ]


def test_an_unknown_element_does_not_hide_what_is_wrong_within_it(diagram):
    found = mistakes("steps: {Task_X: {time: -1 s, team: Nobody}}", diagram)
    assert [m.code for m in found] == ["scenario.steps", "scenario.spread.time", "scenario.team"]


def test_a_message_never_shows_more_than_a_line_of_what_was_found(diagram):
    found = mistakes("steps: {Task_Handle: {time: '" + "x\\n" * 500 + "'}}", diagram)
    assert len(found[0].value) <= 60


TEXT = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["6 min", "5 %", "-1", "amount > 5", "office", "Task_Handle", "mon-fri", "08:00-20:00", "auto"]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-10, 10**20), st.floats(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=8,
)


def leaves(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from leaves(item, (*path, key))


PATHS = [(text, path) for text in (FULL, HANDLED) for path in leaves(read_mapping(text)) if path]


def survives(source: str | Path, diagram) -> None:
    """It is read or refused, and either way nothing else happens."""
    read_mapping(source)
    try:
        scenario = read_scenario(source, diagram, name="f.yaml", folder=Path(__file__).parent)
    except InvalidScenario as error:
        told = str(error)
    else:
        told = complete(scenario, diagram).name
    assert told.encode()


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PATHS), value=VALUES)
def test_any_value_in_any_place_is_read_or_refused(reminding, place, value):
    text, path = place
    changed = read_mapping(text)
    within = changed
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = value
    survives(dump(changed), reminding)


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=80))
def test_any_text_is_read_or_refused(diagram, text):
    survives(text, diagram)


@settings(deadline=None, max_examples=60)
@given(cut=st.integers(0, len(FULL)), junk=st.text(alphabet="{}[]:,-&*!|>'\"%#@? \n\tax0", max_size=6))
def test_a_broken_file_is_read_or_refused(diagram, cut, junk):
    survives(FULL[:cut] + junk + FULL[cut:], diagram)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(diagram, tmp_path, data):
    file = tmp_path / "f.yaml"
    file.write_bytes(data)
    survives(file, diagram)


@pytest.mark.parametrize(
    "text",
    [
        "a: [1,",
        "a: 1\n b: 2",
        "a: *b",
        "--- 1\n--- 2",
        'a: "\\UFFFFFFFF"',
        "\t- x",
        "a: 'b",
        "a\nb: c",
        "- @x",
    ],
)
def test_text_that_is_no_yaml_is_explained_without_a_word_of_the_library(text):
    with pytest.raises(InvalidScenario) as refused:
        read_scenario(text, Diagram())
    told = explain(refused.value, "zh-CN")
    assert not re.search("[a-z]{3,}", told), told


def test_what_is_said_of_a_mistake_is_a_sentence_that_says_what_to_do():
    """Never a bare noun: it names what is wrong, or tells what to write."""
    bare = re.compile(r"(A|An|One of|Another|Each|At most)\b(?!.* (is|stands|goes) )")
    assert [
        code for code, said in SENTENCES.items() if code.startswith("scenario.") and bare.match(said)
    ] == []
