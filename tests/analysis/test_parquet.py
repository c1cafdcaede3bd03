"""Records as Parquet are read back equal, a row group a portion."""

from __future__ import annotations

import pandas as pd
import pyarrow.parquet as pq
import pytest
from building import HOUR, drawn, every_day, exponential, staffed, told

from studio.analysis.parquet import join_parquet, write_parquet
from studio.analysis.records import CASE_RECORD, TABLES, climbs_frame, people_frame
from studio.scenario import Escalation, Ladder, Level, ShiftEnd

DIAGRAM = drawn("Start > A > B > End", lanes={"A": "Front", "B": "Back"})


def busy(replication=0):
    return told(
        DIAGRAM,
        every=exponential(60),
        steps={"A": (exponential(50), "agents"), "B": (exponential(10), "chiefs")},
        teams={"agents": 1, "chiefs": staffed(1, base_load=0.2)},
        ladders={
            "help": Ladder(
                name="help",
                levels=(Level(name="Leader", team="chiefs", reply_within=600.0, settles=1.0),),
            )
        },
        escalations={"A": Escalation(ladder="help", cannot_decide=0.2)},
        cases=150,
        replication=replication,
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_record_is_read_back_equal(table, tmp_path):
    made = [busy(0), busy(1)]
    frames = [list(table.portions(each.program, each.run, DIAGRAM, 100)) for each in made]
    for number, portions in enumerate(frames):
        write_parquet(portions, tmp_path / f"part-{number}")
    whole = tmp_path / f"{table.name}.parquet"
    join_parquet(
        [tmp_path / "part-0", tmp_path / "part-1"], whole, {"studio.start": "2026-03-02T00:00+08:00"}
    )
    read = pd.read_parquet(whole)
    assert tuple(read.columns) == table.columns
    assert len(read) > 20
    expected = pd.concat([frame for portions in frames for frame in portions], ignore_index=True)
    pd.testing.assert_frame_equal(read, expected, check_categorical=False)
    file = pq.ParquetFile(whole)
    assert file.num_row_groups == sum(map(len, frames))
    assert file.schema_arrow.metadata[b"studio.start"] == b"2026-03-02T00:00+08:00"
    file.close()


def test_a_table_without_rows_has_its_columns(tmp_path):
    made = told("Start > End", times=())
    for table in TABLES:
        write_parquet(table.portions(made.program, made.run, DIAGRAM, 100), tmp_path / table.name)
        join_parquet([tmp_path / table.name], tmp_path / f"{table.name}.parquet", {})
        read = pd.read_parquet(tmp_path / f"{table.name}.parquet")
        assert tuple(read.columns) == table.columns
        assert read.empty


def test_what_people_did_is_told_by_person_and_case():
    made = told(
        "Start > A > End",
        times=(16.5 * HOUR,),
        steps={"A": (HOUR, "T")},
        teams={"T": staffed((1, every_day(8, 17)), at_shift_end=ShiftEnd.SUSPEND)},
    )
    frame = people_frame(made.program, made.run)
    assert frame[["team", "person", "since", "until", "activity", "element"]].to_numpy().tolist() == [
        ["T", 0, 16.5 * HOUR, 17 * HOUR, "case_work", "A"],
        ["T", 0, 17 * HOUR, 32 * HOUR, "resting", "A"],
        ["T", 0, 32 * HOUR, 32.5 * HOUR, "case_work", "A"],
    ]
    assert (frame["case"] == made.run.log.cases()["case"][0]).all()


def test_a_climb_is_told_with_its_deadline():
    made = busy()
    frame = climbs_frame(made.program, made.run, DIAGRAM)
    assert frame["element"].unique().tolist() == ["A"]
    assert (frame["ladder"] == "help").all()
    assert (frame["level"] == "Leader").all()
    assert set(frame["cause"]) == {"cannot_decide"}
    assert (frame["due"] - frame["raised"]).to_numpy() == pytest.approx(600.0)
    done = frame["outcome"] == "settled"
    assert (frame.loc[done, "answered"] >= frame.loc[done, "raised"]).all()
    assert (frame["missed"] == (frame["answered"] > frame["due"]))[done].all()


def test_causes_of_a_case_are_those_of_its_visits():
    made = busy()
    visits, cases = (next(table.portions(made.program, made.run, DIAGRAM, 10**6)) for table in TABLES[:2])
    assert tuple(cases.columns) == CASE_RECORD
    causes = ["contention", "off_shift", "batching", "overtaken", "external"]
    by_case = visits.groupby("case")[causes].sum()
    done = cases[cases["outcome"] != "open"].set_index("case")
    assert by_case.loc[done.index].sum(axis=1).to_numpy() == pytest.approx(done["wait"].to_numpy(), abs=1e-6)
    assert done[causes].sum(axis=1).to_numpy() == pytest.approx(done["wait"].to_numpy(), abs=1e-9)
