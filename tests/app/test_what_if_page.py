"""The What-if page: scenarios side by side, levers that make new ones, and verdicts in words."""

from __future__ import annotations

import json
import re

import pytest
from visiting import LANGUAGES, hours, kept, visit

from studio import library
from studio.app import background, shared
from studio.app.comparing import Look, keys_in, keys_text, text_as_run
from studio.app.work import carry_out
from studio.library import RunKind, RunStatus

TODAY = hours(600, "{exponential: {mean: 6 min}}").replace("cases: 150", "cases: 800")
OVERLOADED = TODAY.replace("every: 600 s", "every: 300 s")


@pytest.fixture(autouse=True)
def own_library(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE", f"sqlite:///{tmp_path / 'library.db'}")
    shared.store.clear()  # diagrams that were read stay, they go by their digests
    yield
    background.jobs.clear()
    shared.store.clear()


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


def desk():
    """A process with two scenarios of one's own: the process, and the ids of the two."""
    process = kept()
    ids = [
        library.add_scenario(shared.store(), process.id, name=name, text=text).id
        for name, text in (("Today", TODAY), ("*Twice* as many", OVERLOADED))
    ]
    return process, *ids


def compared(process, *texts):
    """A finished comparison of the process, its diagram and baseline as they are now."""
    store = shared.store()
    (name, text), *others = texts
    run = library.add_run(
        store,
        process.id,
        kind=RunKind.COMPARE,
        digest=process.digest,
        scenario_name=name,
        scenario_text=text,
        seed=3,
        others=[{"name": name, "text": text} for name, text in others],
    )
    carry_out(store.url, run.id, 1)
    assert library.run(store, run.id).status is RunStatus.DONE
    return run


def pressed(at, key):
    next(button for button in at.button if button.key.startswith(key)).click().run()
    assert not at.exception
    return at


def control(at, sort, label):
    return next(widget for widget in at.get(sort) if widget.label == label)


def texts(at):
    kinds = ("markdown", "caption", "info", "warning", "error", "html")
    return "\n".join(str(getattr(each, "value", "") or "") for kind in kinds for each in at.get(kind))


def pulled(*rows):
    return json.dumps(rows)


def test_the_page_offers_what_ships_with_a_process_and_its_levers(language):
    at = visit(language, "what_if", process="complaint")
    baseline = next(box for box in at.selectbox if box.key.startswith("baseline"))
    assert baseline.value == "@today"
    assert at.multiselect[0].value == ["@raised-authority", "@surge"]
    assert len(at.slider) >= 5
    assert not at.error
    told = {"en": "Today about 1,502 a week", "zh-CN": "现在每周约 1,502"}[language]
    assert told in texts(at)


def test_a_lever_that_is_moved_stands_in_the_address_and_says_what_it_does():
    process, today, _ = desk()
    at = visit("en", "what_if", process=process.id, baseline=today)
    at.slider[0].set_value(40.0).run()
    assert json.loads(at.query_params["levers"]) == [["contacts", "", "", 40.0]]
    assert "Today about 1,008 a week → **1,411**" in texts(at)
    control(at, "number_input", "People more or fewer").set_value(1).run()
    assert json.loads(at.query_params["levers"])[1] == ["staff", "Desk", "", 1.0]
    assert [button.label for button in at.button if button.key.startswith("let go")] == [
        "Contacts \\+40%",
        "Desk \\+1",
    ]
    pressed(at, "let go:contacts")
    assert json.loads(at.query_params["levers"]) == [["staff", "Desk", "", 1.0]]
    assert at.slider[0].value == 0


def test_what_the_levers_make_is_kept_as_a_scenario_and_compared(language):
    process, today, other = desk()
    levers = pulled(["contacts", "", "", 40], ["attendance", "", "", 20])
    at = visit(language, "what_if", process=process.id, baseline=today, others=other, levers=levers)
    pressed(at, "add to the comparison")
    made = library.list_scenarios(shared.store(), process.id)[-1]
    name = {"en": "Today: Contacts +40%, 20% of the staff at work", "zh-CN": "Today：联络量 +40%，到岗率 20%"}
    assert made.name == name[language]
    assert "scale: 1.4" in made.text
    assert "absence: 80 %" in made.text
    assert keys_in(at.query_params["others"]) == (other, made.id)
    assert "levers" not in at.query_params


def test_compare_takes_the_levers_along_and_begins_a_run():
    process, today, other = desk()
    levers = pulled(["times", "", "", -10])
    at = visit("en", "what_if", process=process.id, baseline=today, others=other, levers=levers)
    pressed(at, "compare")
    (run,) = library.list_runs(shared.store(), process.id, kind=RunKind.COMPARE)
    assert at.query_params["comparison"] == run.id
    assert [each["name"] for each in run.others] == ["*Twice* as many", "Today: Handling times −10%"]
    assert run.others[0]["text"] == OVERLOADED
    assert "mean: 5.4 min" in run.others[1]["text"]
    assert "replications: 5" in run.scenario_text
    assert "seed: 3" in run.scenario_text


def test_verdicts_stand_above_the_figures_and_an_overload_above_them(language):
    process, today, other = desk()
    text = text_as_run(shared.inputs(process, TODAY), Look.QUICK)
    run = compared(process, ("Today", text), ("*Twice* as many", OVERLOADED))
    at = visit(language, "what_if", process=process.id, baseline=today, others=other, comparison=run.id)
    shown = texts(at)
    worse = {
        "en": r":red\[wait per case rises by \*\*[^*]+±[^*]+\*\* \(worse\)\]",
        "zh-CN": r":red\[每单等待增加 \*\*[^*]+±[^*]+\*\*（变差）\]",
    }
    assert re.search(worse[language], shown), shown
    lost = {"en": "Saved a month on the baseline's cases: Customers' time -", "zh-CN": "每月节省：客户时间 -"}
    assert lost[language] in shown
    assert "\\*Twice\\* as many" in at.error[0].value
    assert re.search(r"1[12]\d %", at.error[0].value)
    (table,) = [html for html in at.get("html") if "<table" in html.proto.body]
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", table.proto.body)
    assert cells[1:3] == ["Today", "*Twice* as many"]
    assert any("±" in cell and {"en": "worse", "zh-CN": "变差"}[language] in cell for cell in cells)
    assert len(at.get("vega_lite_chart")) >= 3
    assert not [info for info in at.info if "figures below" in info.value or "当时" in info.value]


def test_a_comparison_of_other_texts_than_are_chosen_says_so():
    process, today, other = desk()
    run = compared(process, ("Today", text_as_run(shared.inputs(process, TODAY), Look.QUICK)), ("B", TODAY))
    at = visit("en", "what_if", process=process.id, baseline=today, others=other)
    assert "The figures below are those of Today / B" in at.info[0].value
    assert library.last_run(shared.store(), process.id, kind=RunKind.COMPARE).id == run.id


def test_scenarios_that_are_alike_differ_in_nothing():
    process, today, _ = desk()
    compared(process, ("Today", TODAY), ("The same again", TODAY))
    at = visit("en", "what_if", process=process.id, baseline=today)
    assert "the same wait per case, cycle time" in texts(at)
    assert ":red[" not in texts(at)
    assert ":green[" not in texts(at)


def test_a_scenario_with_mistakes_is_named_and_not_compared(language):
    process, today, _ = desk()
    wrong = library.add_scenario(shared.store(), process.id, name="Wrong", text="schema: 1\nseed: soon\n").id
    at = visit(language, "what_if", process=process.id, baseline=today, others=wrong)
    assert "Wrong" in at.error[0].value
    assert at.button(key="compare").disabled


def test_levers_of_an_address_that_this_baseline_does_not_have_are_refused_in_a_sentence(language):
    process, today, other = desk()
    levers = pulled(["staff", "Nobody's team", "", 1])
    at = visit(language, "what_if", process=process.id, baseline=today, others=other, levers=levers)
    pressed(at, "add to the comparison")
    assert "Nobody's team" in at.error[0].value
    assert len(library.list_scenarios(shared.store(), process.id)) == 2


def test_nothing_is_compared_with_itself_or_with_what_is_gone():
    process, today, other = desk()
    keys = keys_text([today, "gone", other, ""])
    at = visit("en", "what_if", process=process.id, baseline=today, others=keys, comparison="gone")
    assert at.multiselect[0].value == [other, ""]
    assert "not in the library any more" in at.warning[0].value


def test_a_quick_look_and_a_precise_one_differ_in_their_replications():
    process, _, _ = desk()

    def replications(text, look):
        return shared.inputs(process, text_as_run(shared.inputs(process, text), look)).scenario.replications

    assert replications(TODAY, Look.QUICK) == 5
    assert replications(TODAY, Look.PRECISE) is None  # two are too few for intervals that say anything
    many = TODAY.replace("replications: 2", "replications: 12")
    assert replications(many, Look.PRECISE) == 12
    assert replications("", Look.QUICK) == 5
    assert text_as_run(shared.inputs(process, ""), Look.PRECISE) == ""
