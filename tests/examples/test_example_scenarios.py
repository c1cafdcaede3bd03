"""The scenarios that ship with the studio: stated in full, and simulated as expected."""

from __future__ import annotations

import json
import re
from pathlib import Path

from shipped import BASELINE, ROOT, drawn, expected, reading, rounded, scenario, scenario_files, simulated

from studio.scenario import ProvenanceKind, complete, read_mapping
from studio.scenario.units import text_of_duration


def test_there_is_a_baseline_and_something_to_compare_it_with(path: Path):
    names = [file.stem for file in scenario_files(path)]
    assert BASELINE in names
    assert len(names) >= 3


def test_scenarios_belong_to_their_diagram_and_their_baseline(path: Path):
    """The baseline names the diagram; each what-if states only what differs, in the end from it."""
    for file in scenario_files(path):
        assert (file.parent / read_mapping(file)["diagram"]).resolve() == path
        assert _bases(file)[-1] == BASELINE, file.stem
        assert (scenario(file) == scenario(file.with_stem(BASELINE))) == (file.stem == BASELINE), file.stem


def _bases(file: Path) -> list[str]:
    """The scenario and those that it is based on, one on the other."""
    found = [file.stem]
    while base := re.search(
        "^based_on: (.+).yaml$", file.with_stem(found[-1]).read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.append(base[1])
    return found


STORIES = frozenset({
    ("epidemic_surge", "everybody-at-the-desks"), ("epidemic_surge", "fifth-at-the-desks"),
    ("epidemic_surge", "fifth-with-remote"), ("epidemic_surge", "fifth-with-crowd"),
    ("epidemic_surge", "fifth-with-bot"), ("epidemic_surge", "fifth-with-all"),
    ("order_to_delivery", "order-desk-short"), ("order_to_delivery", "warehouse-short"),
    ("order_to_delivery", "slower-carrier"),
    ("personal_transaction", "today"), ("personal_transaction", "before"),
    ("personal_transaction", "forms-only"),
})  # fmt: skip
"""Scenarios of published stories: what was not published is assumed, and says what of."""


def test_every_input_is_stated_and_simulated(file: Path):
    """Nothing is left open or out, and every value says where it comes from; only stories assume any."""
    stated = scenario(file)
    filled = complete(stated, *drawn(file))
    assert not stated.unused
    systems = {f"steps.{id}.team" for id, step in filled.steps.items() if step.team is None}
    assert stated.left_open <= systems
    assert bool(filled.assumed) == ((file.parent.name, file.stem) in STORIES)
    for where, origin in filled.provenance.items():
        assumed = origin.kind is ProvenanceKind.ASSUMED
        assert origin.source.startswith("假设：") == assumed, where
        assert origin.source, where
        assert origin.as_of is not None, where


def test_standard_times_are_those_of_the_diagram(file: Path):
    """What the diagram says of a step's method and standard time is what the scenario says."""
    diagram, _ = drawn(file)
    for id, step in scenario(file).steps.items():
        said = dict(diagram.node(id).properties)
        assert step.method == said.get("method", ""), id
        standard = text_of_duration(said["standardTime"]) if "standardTime" in said else None
        assert step.standard_time == standard, id


def test_deadlines_are_those_of_the_diagram(file: Path):
    """A timer rings in the scenario after as long as the diagram says, by whatever clock."""
    diagram, _ = drawn(file)
    for node in diagram.nodes:
        if node.event is not None and node.event.timer is not None:
            after = scenario(file).events[node.id].after
            assert after is not None
            assert (after.mean, after.variance) == (text_of_duration(node.event.timer.text), 0.0), node.id


def test_baselines_simulate_asexpected(path: Path):
    """Every figure of a short run is the one on record, but for the last digits of sums.

    ``python tests/examples/shipped.py`` puts the present figures on record.
    """
    file = ROOT / "simulations" / path.stem / f"{BASELINE}.yaml"
    assert rounded(simulated(file)) == json.loads(expected(file).read_text(encoding="utf-8"))


def test_baselines_are_an_operation_that_works(path: Path):
    """No warnings, nobody overloaded or idle, promises mostly kept, and every way through is taken."""
    result = simulated(ROOT / "simulations" / path.stem / f"{BASELINE}.yaml")
    assert not result["warnings"]
    for team, figures in result["teams"].items():
        assert 0.3 < figures["utilisation"] < 0.9, team
    promises = {name: value for name, value in result["measures"].items() if name.startswith("promise.")}
    assert promises
    for name, kept in promises.items():
        assert 0.8 < kept <= 1.0, name
    diagram = reading(path).diagram
    assert {node.id for node in diagram.nodes} == set(result["steps"])
    assert all(figures["visits_per_case"] > 0 for figures in result["steps"].values())
