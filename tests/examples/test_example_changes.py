"""What the what-if scenarios that ship with the studio show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from shipped import BASELINE, ROOT, scenario, simulated

from studio.scenario import read_mapping

COMPLAINT = ROOT / "simulations" / "complaint"


def test_more_authority_for_agents_means_fewer_climbs():
    """Complaints between the old and the new limit are settled at first contact, by the same people."""
    today, raised = (simulated(COMPLAINT / f"{name}.yaml") for name in (BASELINE, "raised-authority"))
    assert (
        raised["steps"]["Task_TeamLeader"]["visits_per_case"]
        < 0.8 * today["steps"]["Task_TeamLeader"]["visits_per_case"]
    )
    assert raised["paths"]["End_FirstContact"]["share"] > today["paths"]["End_FirstContact"]["share"] + 0.05
    assert raised["measures"]["climbs_per_100"] < today["measures"]["climbs_per_100"]
    assert raised["measures"]["promise.resolved.share"] > today["measures"]["promise.resolved.share"]


def test_a_surge_with_absent_agents_breaks_the_promises():
    today, surge = (simulated(COMPLAINT / f"{name}.yaml") for name in (BASELINE, "surge"))
    assert surge["cases"] > 1.3 * today["cases"]
    assert surge["teams"]["一线座席"]["utilisation"] > 0.95
    assert surge["measures"]["promise.resolved.share"] < today["measures"]["promise.resolved.share"] - 0.1
    assert surge["steps"]["Task_Register"]["wait.mean"] > 5 * today["steps"]["Task_Register"]["wait.mean"]


BEFORE, AFTER = (ROOT / "simulations" / f"handset_change_{when}" for when in ("before", "after"))


LISTED = {
    "1 one step to register and check the proof": {
        "steps.Task_Register", "steps.Task_Voucher", "steps.Task_Accept",
        "promises.changed.parts.registered", "promises.changed.parts.accepted",
    },
    "2 one test decides": {"routing.Gateway_Agree", "routing.Gateway_Doubt"},
    "3 fewer approvals, at once": {
        "attributes.standard_model", "routing.Gateway_Exempt", "routing.Gateway_Authority",
        "events.Catch_Approval", "events.Timer_Approve",
    },
    "4 handsets at once": {"events.Catch_Picking"},
    "5 the system enters": {"steps.Task_Enter", "steps.Task_Recheck", "routing.Gateway_Correct"},
    "6 no back-office checks": {"teams.后台复核岗"},
}  # fmt: skip
"""What differs in the handset change after and before, by the number under which the file itself lists it."""


def test_the_handset_change_differs_in_what_its_file_lists_and_in_nothing_else():
    """Customers, people, shifts, costs and the times of steps are the same, entry by entry."""
    before, after = (dict(_entries(read_mapping(folder / f"{BASELINE}.yaml"))) for folder in (BEFORE, AFTER))
    told = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    told -= {name for name in told if name.startswith(("name", "diagram", "provenance."))}
    listed = set().union(*LISTED.values())
    assert {next((it for it in listed if f"{name}.".startswith(f"{it}.")), name) for name in told} == listed
    head = (AFTER / f"{BASELINE}.yaml").read_text(encoding="utf-8").partition("schema:")[0]
    for language in ("#   {}. ", "#   {}. [A-Z]"):
        assert all(re.search(language.format(name[0]), head) for name in LISTED)
    assert (AFTER / "volumes.csv").read_bytes() == (BEFORE / "volumes.csv").read_bytes()


def _entries(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every entry of a file with its place in it; a list is one entry."""
    if not isinstance(value, dict):
        yield name, value
        return
    for key, item in value.items():
        yield from _entries(item, f"{name}.{key}" if name else key)


def test_the_merged_step_takes_as_long_as_the_two_did():
    before, after = (scenario(folder / f"{BASELINE}.yaml") for folder in (BEFORE, AFTER))
    merged = [before.steps[id].time.mean for id in ("Task_Register", "Task_Voucher")]
    assert after.steps["Task_Accept"].time.mean == pytest.approx(sum(merged))


def test_the_simplified_handset_change_waits_over_60_percent_less():
    """Also with two technicians fewer; added technicians alone or shorter rounds alone do not do it."""
    wait = {
        (folder.stem, name): simulated(folder / f"{name}.yaml")["measures"]["wait.mean"]
        for folder, names in (
            (BEFORE, (BASELINE, "more-technicians", "shorter-rounds")),
            (AFTER, (BASELINE, "fewer-technicians")),
        )
        for name in names
    }
    least = 0.4 * wait[BEFORE.stem, BASELINE]
    assert wait[AFTER.stem, BASELINE] < least
    assert wait[AFTER.stem, "fewer-technicians"] < least
    assert wait[BEFORE.stem, "more-technicians"] > least
    assert wait[BEFORE.stem, "shorter-rounds"] > least
