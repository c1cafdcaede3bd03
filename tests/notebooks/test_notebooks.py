"""Every notebook runs from top to bottom in a fresh kernel, draws its figures and warns of nothing."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DECISION = NOTEBOOKS / "01-from-a-file-to-a-decision.ipynb"
LARGEST = 64_000
"""Bytes of a notebook: more would be outputs, which are made anew by running it."""

ALL = sorted(NOTEBOOKS.glob("*.ipynb"))


def executed(path: Path, folder: Path, *, timeout: int = 120) -> nbformat.NotebookNode:
    """The notebook with its outputs, run by a kernel of its own that opens no port."""
    notebook = nbformat.read(path, as_version=4)
    how = {"transport": "ipc", "connection_file": str(folder / "kernel.json")}
    client = NotebookClient(
        notebook,
        config=Config({"AsyncKernelManager": how}),
        timeout=timeout,
        resources={"metadata": {"path": str(path.parent)}},
    )
    return client.execute()


def outputs(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def printed(notebook: nbformat.NotebookNode) -> str:
    return "\n".join(output.text for output in outputs(notebook) if output.output_type == "stream")


@pytest.fixture(scope="module", params=ALL, ids=lambda path: path.stem)
def run(request, tmp_path_factory) -> tuple[Path, nbformat.NotebookNode]:
    return request.param, executed(request.param, tmp_path_factory.mktemp("k"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.stat().st_size < LARGEST
    assert outputs(notebook) == []
    assert {cell.execution_count for cell in notebook.cells if cell.cell_type == "code"} == {None}


def test_a_notebook_runs_and_warns_of_nothing(run):
    _, notebook = run
    assert [output.text for output in outputs(notebook) if output.get("name") == "stderr"] == []


def test_every_figure_of_a_notebook_is_a_picture(run):
    _, notebook = run
    drawing = [cell for cell in notebook.cells if cell.cell_type == "code" and "_figure(" in cell.source]
    assert drawing
    for cell in drawing:
        (shown,) = [output.data["image/png"] for output in cell.outputs if "data" in output]
        assert base64.b64decode(shown).startswith(b"\x89PNG")


def test_the_way_to_a_decision_ends_with_one(run):
    path, notebook = run
    if path != DECISION:
        pytest.skip("another notebook")
    told = printed(notebook)
    assert "0 problems" in told
    assert "Without a scenario 15 of 53 inputs are assumed" in told
    assert "0 of " in told, "today's scenario assumes nothing"
    assert "Cycle time: " in told
    assert "±" in told
    assert "the behaviour is proved to be kept: True" in told
    assert "Handset changed" in told, "the walked case comes to its end"
    before, after = told.split(" nodes before, ")[0].split()[-1], told.split(" nodes before, ")[1].split()[0]
    assert int(after) < int(before)
    assert "Proved quicker: Rounds every 15 min" in told
