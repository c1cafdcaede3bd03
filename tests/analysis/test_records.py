"""The record of a replication is a data frame in the words of its diagram."""

from __future__ import annotations

import pandas as pd
import pytest
from building import HOUR, Story, drawn, exponential, open_at, staffed, told

from studio.analysis.records import CASE_RECORD, VISIT_RECORD, cases_frame, visits_frame
from studio.simulation import RunLength, records, run

DIAGRAM = drawn(
    """
    Start > A > B > End
    A ! Timer_up > End_up
    """,
    lanes={"A": "Front", "B": "Back"},
)


def patient(**more) -> Story:
    """Three cases at once and a late one, 5 s of patience, and one person who needs 4 s for each."""
    parts = {
        "times": (0, 0, 0, 100),
        "steps": {"A": (4, "agents"), "B": 1},
        "teams": {"agents": 1},
        "events": {"Timer_up": 5},
    }
    return told(DIAGRAM, **(parts | more))


def busy() -> Story:
    """A few hundred cases, the first of them before the counting begins."""
    return told(
        DIAGRAM,
        every=exponential(60),
        steps={"A": (exponential(50), "agents"), "B": exponential(10)},
        teams={"agents": 1},
        events={"Timer_up": 300},
        cases=200,
        warm_up=HOUR,
        replication=3,
    )


def visits(made: Story, *rows: slice) -> pd.DataFrame:
    return visits_frame(made.program, made.run, DIAGRAM, *rows)


def test_a_visit_is_told_in_ids_names_and_seconds():
    frame = visits(patient())
    assert tuple(frame.columns) == VISIT_RECORD
    first = frame[frame["element"] == "A"].iloc[0]
    who = ("name", "visit", "via", "lane", "team", "person", "outcome")
    assert [first[column] for column in who] == ["A", 0, "Start-A", "Front", "agents", 0, "finished"]
    assert [first[column] for column in ("enabled", "started", "finished")] == [0.0, 0.0, 4.0]
    assert pd.isna(first["cause"])
    assert frame.loc[frame["element"] == "Start", ["via", "team", "person"]].isna().all(axis=None)


def test_what_nobody_took_up_has_no_start_and_names_what_ended_it():
    """The person leaves after 4.5 s: two cases begin and one of them is given up, the third never begins."""
    frame = visits(patient(teams={"agents": staffed((1, open_at((0, 4.5 / HOUR))))}, times=(0, 1, 2)))
    frame = frame[frame["element"] == "A"]
    assert frame["outcome"].tolist() == ["finished", "withdrawn", "withdrawn"]
    assert frame["cause"].tolist()[1:] == ["Timer_up", "Timer_up"]
    assert frame["finished"].tolist() == [4.0, 6.0, 7.0]
    assert frame["started"].fillna(-1).tolist() == [0.0, 4.0, -1.0]
    assert frame["person"].fillna(-1).tolist() == [0, 0, -1]


def test_a_case_is_told_with_its_sums_and_its_end():
    made = patient()
    frame = cases_frame(made.program, made.run)
    assert tuple(frame.columns) == CASE_RECORD
    assert frame["ordinal"].tolist() == [0, 1, 2, 3]
    assert frame["start"].unique().tolist() == ["Start"]
    assert frame["end"].tolist() == ["End", "End_up", "End_up", "End"]
    assert frame["arrived"].tolist() == [0.0, 0.0, 0.0, 100.0]
    assert frame["ended"].tolist() == [5.0, 5.0, 5.0, 105.0]
    assert frame["wait"].tolist() == [0.0, 4.0, 5.0, 0.0]
    assert frame["work"].tolist() == [5.0, 1.0, 0.0, 5.0]
    assert frame["hand_offs"].tolist() == [1, 0, 0, 1]
    assert frame["outcome"].unique().tolist() == ["completed"]


def test_a_case_that_is_still_open_has_no_end():
    made = patient(length=4.5)
    frame = cases_frame(made.program, made.run)
    assert frame["outcome"].tolist() == ["open"] * 3
    assert frame[["ended", "end"]].isna().all(axis=None)


def test_cases_of_the_warm_up_are_there_but_not_counted():
    made = busy()
    frame = cases_frame(made.program, made.run)
    assert frame["counted"].sum() == 200
    assert (frame.loc[frame["counted"], "arrived"] >= HOUR).all()
    assert (frame["arrived"] < HOUR).any()
    done = frame[frame["counted"] & (frame["outcome"] == "completed")]
    assert (done["ended"] - done["arrived"]).sum() == pytest.approx(made.run.cases.sum("cycle"))
    assert done["wait"].sum() == pytest.approx(made.run.cases.sum("wait"))


def test_frames_of_replications_can_be_put_together():
    made = busy()
    other = run(made.program, RunLength(cases=50), 4, keep_log=True)
    assert other is not None
    both = pd.concat([visits(made), visits_frame(made.program, other, DIAGRAM)], ignore_index=True)
    words = ["element", "name", "via", "lane", "team", "outcome", "cause"]
    assert all(isinstance(both[column].dtype, pd.CategoricalDtype) for column in words)
    assert both["replication"].unique().tolist() == [3, 4]
    assert (both[["enabled", "started", "finished"]].dtypes == "float64").all()
    assert both["person"].dtype == "Int64"


def test_portions_are_the_whole():
    made = busy()
    whole = visits(made)
    portions = [visits(made, slice(begin, begin + 100)) for begin in range(0, len(whole), 100)]
    assert len(portions) > 5
    pd.testing.assert_frame_equal(pd.concat(portions, ignore_index=True), whole)


def test_a_log_that_is_put_away_on_disk_tells_the_same(monkeypatch):
    kept = busy()
    monkeypatch.setattr(records, "_MOST_HELD", 500)
    put_away = busy()
    pd.testing.assert_frame_equal(visits(put_away), visits(kept))
    pd.testing.assert_frame_equal(
        cases_frame(put_away.program, put_away.run), cases_frame(kept.program, kept.run)
    )
    assert put_away.run.log is not None
    assert put_away.run.log.visits().tolist() == kept.run.log.visits().tolist()


def test_a_run_without_a_log_has_no_record():
    made = patient()
    bare = run(made.program, RunLength(), 0)
    assert bare is not None
    with pytest.raises(ValueError, match="keep_log"):
        cases_frame(made.program, bare)
