"""Every file that other people drew is read or refused in a line; the reference models are simulated."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from command_line import command

REFERENCE = [
    "A.1.0", "A.2.0", "A.2.1", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "B.2.0", "C.1.0", "C.1.1", "C.2.0",
    "C.3.0", "C.4.0", "C.5.0", "C.6.0", "C.7.0", "C.8.0", "C.8.1", "C.9.0", "C.9.1", "C.9.2",
]  # fmt: skip
"""The models of the BPMN Model Interchange Working Group."""


def files(corpus: Path) -> list[Path]:
    return sorted(path for path in corpus.rglob("*") if path.suffix in {".bpmn", ".xml"})


def strictly(text: str):
    """JSON without the numbers that JSON does not know."""

    def refuse(constant: str):
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


def test_every_file_is_read_or_refused_in_one_line(studio, corpus, thorough):
    """A fifth of them, all with --thorough; the reader itself is tested with all."""
    read = refused = 0
    share = 1 if thorough else 5
    for path in files(corpus)[::share]:
        begun = time.process_time()
        ending = studio("read", path, "--json")
        assert time.process_time() - begun < 10, path
        if ending.code == 0:
            read += 1
            told = strictly(ending.out)
            assert ending.err == ""
            assert sum(told["diagram"].values()) or told["problems"], path
            assert all(problem["text"] != problem["code"] for problem in told["problems"]), path
        else:
            refused += 1
            assert ending.refusal.startswith(f"{path}:"), path
    assert read > 800 / share
    assert refused > 20 / share


@pytest.mark.parametrize(
    "name",
    [
        "miwg/Reference/C.9.2.bpmn",
        "activiti-zh/bpmn20-example/src/test/resources/chapter11/pool/leave-in-pool.bpmn",
        "defusedxml/xmltestdata/xmlbomb.xml",
        "bpmnlint/test/integration/cli/diagram-broken.bpmn",
    ],
)
def test_the_installed_command_reads_the_same(studio, corpus, name):
    path = corpus / name
    assert command("read", path, "--json") == studio("read", path, "--json")


@pytest.mark.parametrize("model", REFERENCE)
def test_a_reference_model_is_simulated_with_nothing_stated(studio, corpus, model):
    path = corpus / "miwg" / "Reference" / f"{model}.bpmn"
    ending = studio("simulate", path, "--json", "--cases", 200, "--replications", 2, "--workers", 1)
    assert (ending.code, ending.err) == (0, "")
    told = strictly(ending.out)
    assert told["diagram"] == str(path)
    assert told["cases"] == 400
    assert 0 < told["assumed_inputs"] <= told["inputs"]
    assert told["measures"]["cycle_time.mean"]["value"] >= 0
    shares = [end["share"]["value"] for end in told["paths"].values()]
    assert sum(shares) >= 1 - 1e-9  # cases with parallel paths have several ends
    assert all(0 <= share <= 1 for share in shares)


LEFT_OUT = {
    "A.4.0": {"simulation.message-flow"},
    "B.1.0": {"simulation.call-activity", "simulation.empty-subprocess"},
    "B.2.0": {"simulation.boundary-never", "simulation.conditional"},
    "C.9.2": {"simulation.error-end"},
}


@pytest.mark.parametrize("model", LEFT_OUT)
def test_warnings_name_what_a_simulation_leaves_out(studio, corpus, model):
    path = corpus / "miwg" / "Reference" / f"{model}.bpmn"
    ids = set(path.read_text(encoding="utf-8", errors="replace").split('"'))
    told = studio("simulate", path, "--json", "--cases", 50, "--replications", 1).json
    named = {warning["code"]: warning["element"] for warning in told["warnings"]}
    assert named.keys() >= LEFT_OUT[model]
    assert all(named[code] in ids for code in LEFT_OUT[model])


def test_every_file_is_simulated_or_refused_in_one_line(studio, corpus, thorough):
    """A third of a second each, so without ``--thorough`` every twentieth file."""
    for path in files(corpus)[:: 1 if thorough else 20]:
        begun = time.process_time()
        ending = studio("simulate", path, "--json", "--cases", 20, "--replications", 2, "--workers", 1)
        assert time.process_time() - begun < 30, path
        if ending.code == 0:
            assert strictly(ending.out)["replications"] == 2
        else:
            assert ending.refusal.startswith(f"{path}:"), path
