"""What is filled in moves no row: an editor begins anew with others, and loses what is being typed."""

from __future__ import annotations

import pytest
from pyarrow import Table

CELLS = {
    "arrivals": ({"per_hour": 20.0}, {"mean": "soon"}),
    "steps": ({"mean": "5 min"}, {"mean": "soon"}, {"family": "triangular", "low": "1 min", "high": "9 min"}),
    "events": ({"mean": "5 min"}, {"mean": "soon"}),
    "routing": ({"share": 130.0}, {"condition": "amount > 1000"}),
    "teams": ({"staff": 3.0}, {"staff": -1.0}, {"cost": 60.0}),
    "assignment": ({"people": 2.0}, {"people": 0.0}, {"team": "@nobody"}),
    "shifts": ({"staff": 3.0}, {"hours": "daily 08:00-20:00"}, {"hours": "now and then"}),
}


@pytest.mark.parametrize("make", CELLS)
def test_rows_and_their_types_stay_what_they_are(desk, make):
    before = getattr(desk, make)().frame
    for cells in CELLS[make]:
        for row in reversed(before.index):
            desk.fill(getattr(desk, make)(), row, **cells)
            after = getattr(desk, make)().frame
            assert list(after.index) == list(before.index)
            assert types(after) == types(before)
        assert not after.equals(before)


def types(frame):
    return Table.from_pandas(frame).schema.types
