"""The Walk page as a person meets it: a case walked on the diagram, kept, taken back and told."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from studio import library
from studio.app import shared
from studio.app.views import walk_case
from studio.library import WalkStatus

ROOT = Path(__file__).parents[2]
MAIN = str(ROOT / "studio" / "app" / "main.py")
EXAMPLE = "complaint"
SMALL = {"amount": 120.0, "vip": False, "channel": "voice", "complexity": "routine", "exposed": False}


@pytest.fixture(autouse=True)
def own_library(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE", f"sqlite:///{tmp_path / 'library.db'}")
    shared.store.clear()  # diagrams that were read stay, they go by their digests
    yield
    shared.store.clear()


@pytest.fixture(params=["en", "zh-CN"])
def language(request) -> str:
    return request.param


def walk_page(language: str = "en", **address: str) -> AppTest:
    at = AppTest.from_file(MAIN, default_timeout=60)
    at.context = {"locale": language, "timezone": "Asia/Shanghai", "theme": "light"}
    for part, value in address.items():
        at.query_params[part] = value
    at.switch_page("screens/walk.py")
    at.run()
    assert not at.exception
    return at


def press(at: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so."""
    next(button for button in at.button if button.key.startswith(key)).click().run()
    assert not at.exception
    return at


def keys(at: AppTest) -> list[str]:
    return [button.key for button in at.button if not button.disabled]


def said(at: AppTest) -> str:
    texts = [str(shown.value) for kind in ("markdown", "caption", "info", "success", "warning", "error")
             for shown in at.get(kind)]  # fmt: skip
    return "\n".join([*texts, *(button.label for button in at.button)])


def metric(at: AppTest, label: str) -> str:
    return next(shown.value for shown in at.metric if shown.label == label)


def started(language: str = "en", **values: object) -> AppTest:
    """A walk of the example with those properties of the case."""
    at = walk_page(language, process=EXAMPLE)
    for name, value in (SMALL | values).items():
        mark = f"case:{name}:"
        widgets = (*at.number_input, *at.selectbox, *at.get("segmented_control"))
        next(widget for widget in widgets if widget.key.startswith(mark)).set_value(value)
    return press(at, "start walk")


def address(at: AppTest, part: str) -> str:
    value = at.query_params[part]
    return value if isinstance(value, str) else value[0]


def stored(at: AppTest) -> library.StoredWalk:
    return library.walk(shared.store(), address(at, "walk"))


def canvas(at: AppTest) -> dict:
    found = next(each for each in at.get("bidi_component") if each.key == "walk canvas")
    return json.loads(found.proto.json)


def act(at: AppTest, element: str, *ways: str) -> AppTest:
    """Do what is on offer at an element, or take a way there."""
    start = f"way:choose:{element}:1:{ways[0]}" if ways else f"do:finish:{element}:"
    return press(at, start)


def to_the_team_leader(at: AppTest) -> AppTest:
    """The walk up to where the team leader decides."""
    act(at, "Task_Register")
    act(at, "Gateway_Documents", "Flow_Complete")
    act(at, "Gateway_Authority", "Flow_OverAuthority")
    act(at, "Task_TellCustomer")
    return act(at, "Task_Investigate")


def test_the_case_is_asked_for_by_what_the_scenario_draws_and_the_conditions_read(language):
    at = walk_page(language, process=EXAMPLE)
    asked = [re.match(r"case:(\w+):", widget.key) for widget in (*at.number_input, *at.selectbox)]
    assert {match[1] for match in asked if match} == {"amount", "complexity", "channel"}
    amount = next(widget for widget in at.number_input if widget.key.startswith("case:amount"))
    assert amount.value > 0
    assert {"en": "Within agent's authority?", "zh-CN": "座席权限内？"}[language] in amount.help
    before = amount.value
    press(at, "draw case")
    drawn = next(widget for widget in at.number_input if widget.key.startswith("case:amount"))
    assert drawn.value != before


def test_a_walk_begins_with_the_case_that_was_told_and_stands_in_the_address(language):
    at = started(language, amount=300.0, vip=True)
    kept = stored(at)
    assert kept.saved["values"] == SMALL | {"amount": 300.0, "vip": True}
    assert (kept.process, kept.status, kept.version) == (EXAMPLE, WalkStatus.OPEN, 1)
    assert kept.scenario_name == "现状 · Today"
    assert {"en": "**Today ", "zh-CN": "**现状 "}[language] in said(at)
    assert canvas(at)["tokens"]["at"] == {"Task_Register": 1}
    told = said(at)
    assert {"en": "Front-line agents", "zh-CN": "一线座席"}[language] in told
    assert {"en": "Log and check the complaint", "zh-CN": "登记并核对投诉"}[language] in told
    assert "SOP-CP-01" in told


def test_a_step_moves_the_token_and_the_clock_and_is_kept_at_once():
    at = started()
    assert metric(at, "Clock") == "0 s"
    assert metric(at, "Time of day") == "Mon 03-02 08:00"
    act(at, "Task_Register")
    assert (metric(at, "Clock"), metric(at, "Time of day")) == ("6 min", "Mon 03-02 08:06")
    tokens = canvas(at)["tokens"]
    assert tokens["at"] == {"Gateway_Documents": 1}
    assert tokens["moves"] == [{"flow": "Flow_Registered", "place": 0}]
    assert {"Start_Complaint", "Flow_Start", "Task_Register", "Flow_Registered"} <= set(tokens["visited"])
    assert [action["do"] for action in stored(at).saved["actions"]] == ["finish:Task_Register:1"]


def test_at_a_choice_the_way_of_the_conditions_is_told_with_its_reason(language):
    at = started(language, amount=600.0)
    act(at, "Task_Register")
    act(at, "Gateway_Documents", "Flow_Complete")
    told = said(at)
    assert "amount \\<= 200" in told
    assert {"en": "does not hold", "zh-CN": "不成立"}[language] in told
    assert "amount = 600" in told
    way = next(button for button in at.button if "Flow_OverAuthority" in button.key)
    assert way.icon == ":material/recommend:"
    assert {"en": "The conditions say this", "zh-CN": "按条件应走此路"}[language] in told


def test_shares_are_told_where_no_condition_decides():
    at = act(started(), "Task_Register")
    assert "84% of cases" in said(at)


def test_a_step_with_a_deadline_is_done_in_time_or_the_deadline_passes_and_it_climbs(language):
    at = to_the_team_leader(started(language))
    in_time = next(button for button in at.button if button.key.startswith("do:finish:Task_TeamLeader"))
    passing = next(button for button in at.button if button.key.startswith("do:happen:Timer_TeamLeader"))
    assert in_time.label.startswith({"en": "Do it in time", "zh-CN": "按时办理"}[language])
    assert passing.label.startswith({"en": "Let the deadline pass", "zh-CN": "任其超时"}[language])
    assert "15" in passing.label
    press(at, "do:happen:Timer_TeamLeader")
    assert canvas(at)["tokens"]["at"] == {"Task_Supervisor": 1}
    assert metric(at, {"en": "Escalations", "zh-CN": "升级次数"}[language]) == "1"


def test_going_back_takes_the_clock_and_the_record_back_and_ends_at_the_start():
    at = act(started(), "Task_Register")
    act(at, "Gateway_Documents", "Flow_Complete")
    rows = len(at.dataframe[0].value)
    press(at, "back")
    press(at, "back")
    assert metric(at, "Clock") == "0 s"
    assert len(at.dataframe[0].value) < rows
    assert stored(at).saved["actions"] == []
    assert not [key for key in keys(at) if key.startswith("back")]


def test_a_refresh_and_a_second_window_lose_nothing():
    at = to_the_team_leader(started())
    id = address(at, "walk")
    again = walk_page(walk=id)
    assert address(again, "process") == EXAMPLE
    assert metric(again, "Clock") == metric(at, "Clock")
    assert canvas(again)["tokens"]["at"] == {"Task_TeamLeader": 1}
    assert len(again.dataframe[0].value) == len(at.dataframe[0].value)


def test_what_another_window_did_meanwhile_is_shown_not_overwritten(language):
    at = started(language)
    id = address(at, "walk")
    other = walk_page(language, walk=id)
    act(other, "Task_Register")
    act(at, "Task_Register")
    assert {"en": "another window", "zh-CN": "另一窗口"}[language] in at.info[0].value
    assert len(stored(at).saved["actions"]) == 1
    assert canvas(at)["tokens"]["at"] == {"Gateway_Documents": 1}


def test_a_walk_by_itself_comes_to_an_end_that_is_summed_up(language):
    at = started(language, amount=600.0)
    for _ in range(60):
        if not any(key.startswith("next") for key in keys(at)):
            break
        press(at, "next")
    assert stored(at).status is WalkStatus.OVER
    assert at.success
    told = said(at)
    assert {"en": "How it went", "zh-CN": "本次小结"}[language] in told
    assert {"en": "promises were kept", "zh-CN": "项承诺兑现了"}[language] in told
    assert canvas(at)["tokens"]["at"] == {}


def test_a_promise_that_the_clock_breaks_is_told():
    at = to_the_team_leader(started())
    press(at, "do:happen:Timer_TeamLeader")
    press(at, "do:happen:Timer_Supervisor")
    press(at, "do:happen:Timer_Manager")
    told = said(at)
    assert "broken by" not in told
    act(at, "Task_Manager")
    act(at, "Task_CarryOut")
    act(at, "Task_CallBack")
    press(at, "do:happen:Gateway_AwaitAnswer:1:Flow_AwaitDeadline")
    assert "Resolved within 48 h" in at.toast[0].value
    assert re.search(r"Resolved within 48 h.*broken by", said(at))
    assert metric(at, "Promises broken").startswith("1 /")


def test_a_selected_element_comes_first_or_is_told_beside():
    at = started()
    at.query_params["element"] = "Task_Manager"
    at.run()
    assert "Operations manager rules" in said(at)
    assert "User task" in said(at)
    press(at, "close element")
    assert "element" not in at.query_params


def test_walks_are_listed_to_go_on_with_and_can_be_deleted():
    at = act(started(), "Task_Register")
    id = address(at, "walk")
    press(at, "all walks")
    assert "walk" not in at.query_params
    assert "under way · 1 move" in said(at)
    press(at, f"continue:{id}")
    assert canvas(at)["tokens"]["at"] == {"Gateway_Documents": 1}
    press(at, "all walks")
    press(at, f"delete walk:{id}")
    assert library.list_walks(shared.store(), EXAMPLE) == ()
    gone = walk_page(walk=id)
    assert "not in the library any more" in gone.warning[0].value


def test_the_same_case_is_walked_again_as_a_walk_of_its_own():
    at = act(started(amount=321.0), "Task_Register")
    first = address(at, "walk")
    press(at, "start again")
    second = address(at, "walk")
    assert second != first
    assert stored(at).saved["values"]["amount"] == 321.0
    assert (stored(at).saved["actions"], len(library.list_walks(shared.store(), EXAMPLE))) == ([], 2)


def save(process: str, data: bytes) -> None:
    """Make that the diagram of a process."""
    before = library.process(shared.store(), process)
    draft = library.begin_draft(shared.store(), process, base=before.digest, data=b"")
    library.keep_draft(shared.store(), draft.id, version=1, data=data)
    library.save_draft(shared.store(), draft.id)


def test_a_walk_of_a_changed_diagram_says_so_and_starts_anew(language):
    data = library.process_bytes(shared.store(), EXAMPLE)
    own = library.add_process(shared.store(), name="Mine", file="mine.bpmn", data=data)
    at = walk_page(language, process=own.id)
    press(at, "start walk")
    act(at, "Task_Register")
    changed = data.replace(b'isExecutable="false"', b'isExecutable="true"', 1)
    save(own.id, changed)
    at.run()  # nothing that a walk depends on has changed
    assert canvas(at)["tokens"]["at"] == {"Gateway_Documents": 1}
    reminder = rb'<bpmn:boundaryEvent id="Timer_Reminder".*?</bpmn:boundaryEvent>'
    save(own.id, re.sub(reminder, b"", changed, flags=re.DOTALL))
    at.run()
    assert not at.exception
    assert {"en": "The diagram was changed", "zh-CN": "流程图在该走查之后已改动"}[language] in at.warning[
        0
    ].value
    press(at, "start anew")
    assert canvas(at)["tokens"]["at"] == {"Task_Register": 1}


def diagram(body: str) -> bytes:
    return (
        '<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" '
        f'targetNamespace="t"><process id="P">{body}</process></definitions>'
    ).encode()


def flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


def test_a_diagram_that_cannot_be_walked_is_told_in_one_sentence(language):
    body = '<startEvent id="S"/><exclusiveGateway id="A"/><exclusiveGateway id="B"/>'
    data = diagram(body + flow("S", "A") + flow("A", "B") + flow("B", "A"))
    own = library.add_process(shared.store(), name="Round", file="round.bpmn", data=data)
    at = walk_page(language, process=own.id)
    assert len(at.error) == 1
    assert "start walk" not in keys(at)
    assert "Traceback" not in at.error[0].value


def test_a_stuck_case_is_told_with_the_elements_where_tokens_wait(language):
    body = (
        '<startEvent id="S"/><exclusiveGateway id="X"/><task id="A" name="Left"/><task id="B" name="Right"/>'
        '<parallelGateway id="J" name="Both done"/><endEvent id="E"/>'
    )
    flows = [("S", "X"), ("X", "A"), ("X", "B"), ("A", "J"), ("B", "J"), ("J", "E")]
    data = diagram(body + "".join(flow(*ends) for ends in flows))
    own = library.add_process(shared.store(), name="Stuck", file="stuck.bpmn", data=data)
    at = press(walk_page(language, process=own.id), "start walk")
    press(at, "way:choose:X:1:X-A")
    press(at, "do:finish:A")
    assert stored(at).status is WalkStatus.STUCK
    assert "Both done" in at.error[0].value


def test_the_record_is_a_file_that_spreadsheets_read(language):
    at = to_the_team_leader(started(language))
    press(at, "do:happen:Timer_TeamLeader")
    live = at.session_state["kept:live walk"]
    data = walk_case.csv(live.walk, language, walk_case.wall_of(live))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0]["id"] == "Start_Complaint"
    by_id = {row["id"]: row for row in rows}
    assert (
        float(by_id["Timer_TeamLeader"]["finished_s"]) - float(by_id["Timer_TeamLeader"]["enabled_s"]) == 900
    )
    assert by_id["Task_TeamLeader"]["outcome"] == {"en": "withdrawn", "zh-CN": "已撤回"}[language]
    assert by_id["Gateway_Authority"]["choice"] == {"en": "No", "zh-CN": "否"}[language]
    assert by_id["Task_Register"]["finished"].startswith("2026-03-02T08:06")


def test_a_process_without_anything_filled_in_is_walked_with_a_clock_but_no_time_of_day():
    data = diagram(
        f'<startEvent id="S"/><task id="T" name="Answer"/><endEvent id="E"/>{flow("S", "T")}{flow("T", "E")}'
    )
    own = library.add_process(shared.store(), name="Answer", file="answer.bpmn", data=data)
    at = press(walk_page(process=own.id), "start walk")
    assert "Time of day" not in [shown.label for shown in at.metric]
    act(at, "T")
    assert stored(at).status is WalkStatus.OVER
    assert metric(at, "Clock") == "6 min"
