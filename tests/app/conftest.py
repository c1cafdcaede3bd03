"""A small service process in two lanes, and figures as a result holds them."""

from __future__ import annotations

import pytest

from studio.model import Bounds, Diagram, Flow, Label, Lane, Node, NodeKind, Pool, Process


def labels(en: str, zh: str) -> tuple[Label, ...]:
    return (Label(language="en", text=en), Label(language="zh-CN", text=zh))


@pytest.fixture
def diagram() -> Diagram:
    def node(id, kind, at, en, zh, *, lane="Agents", width=100, height=80, **more):
        return Node(
            id=id,
            kind=kind,
            process="P",
            pool="Pool",
            lane=lane,
            name=zh,
            labels=labels(en, zh),
            bounds=Bounds(*at, width, height),
            **more,
        )

    def flow(id, source, target, *points, name=""):
        return Flow(id=id, source=source, target=target, waypoints=points, name=name)

    return Diagram(
        id="D",
        processes=(Process(id="P"),),
        pools=(Pool(id="Pool", process="P", bounds=Bounds(0, 0, 900, 400)),),
        lanes=(
            Lane(id="Agents", process="P", pool="Pool", name="Agents", bounds=Bounds(30, 0, 870, 200)),
            Lane(id="Experts", process="P", pool="Pool", name="Experts", bounds=Bounds(30, 200, 870, 200)),
        ),
        nodes=(
            node("Start", NodeKind.START_EVENT, (80, 82), "Call", "来电", width=36, height=36),
            node("Handle", NodeKind.USER_TASK, (160, 60), "Handle complaint", "处理投诉"),
            node("Valid", NodeKind.EXCLUSIVE_GATEWAY, (320, 75), "Settled?", "解决了吗", width=50, height=50),
            node("Expert", NodeKind.USER_TASK, (460, 260), "Ask an expert", "请教专家", lane="Experts"),
            node("Close", NodeKind.USER_TASK, (620, 60), "Close", "结案"),
            node("End", NodeKind.END_EVENT, (780, 82), "Done", "完成", width=36, height=36),
        ),
        flows=(
            flow("F1", "Start", "Handle", (116, 100), (160, 100)),
            flow("F2", "Handle", "Valid", (260, 100), (320, 100)),
            flow("F_yes", "Valid", "Close", (370, 100), (620, 100), name="是"),
            flow("F_no", "Valid", "Expert", (345, 125), (345, 300), (460, 300)),
            flow("F5", "Expert", "Close", (560, 300), (670, 300), (670, 140)),
            flow("F6", "Close", "End", (720, 100), (780, 100)),
        ),
    )


def figure(value, half=None, unit="s"):
    ends = {"low": None, "high": None} if half is None else {"low": value - half, "high": value + half}
    return {"value": value, **ends, "unit": unit}


@pytest.fixture
def result():
    def step(visits, wait, work):
        return {
            "visits_per_case": figure(visits, 0.01, "1"),
            "wait.mean": figure(wait, wait * 0.08),
            "wait.p90": figure(3 * wait, wait / 5),
            "waits.share": figure(0.5, 0.05, "share"),
            "work.mean": figure(work, work / 20),
        }

    return {
        "diagram": "complaint",
        "scenario": "Today",
        "engine": "simpy",
        "seed": 7,
        "replications": 20,
        "cases": 20000,
        "open_at_end": 3,
        "assumed_inputs": 4,
        "warnings": [],
        "measures": {
            "cycle_time.mean": figure(1500.0, 60.0),
            "cycle_time.p90": figure(3600.0, 200.0),
            "wait.mean": figure(900.0, 50.0),
            "work.mean": figure(600.0, 10.0),
            "cost_busy_per_case.mean": figure(7.2, 0.1, "CNY"),
            "throughput_per_hour": figure(12.0, 0.4, "per hour"),
            "promise.resolved.share": figure(0.93, 0.02, "share"),
        },
        "steps": {
            "Handle": step(1.0, 600.0, 360.0),
            "Expert": step(0.2, 1500.0, 900.0),
            "Close": step(1.0, 0.0, 60.0),
        },
        "teams": {
            "Agents": {"utilisation": figure(0.7, 0.02, "share"), "queue.mean": figure(2.0, 0.3, "1")},
            "Experts": {"utilisation": figure(0.9, 0.03, "share"), "queue.mean": figure(5.0, 1.1, "1")},
        },
        "paths": {"End": {"share": figure(1.0, 0.0, "share")}},
        "flows": {
            "F_yes": {"per_case": figure(0.8, 0.01, "1")},
            "F_no": {"per_case": figure(0.2, 0.01, "1")},
        },
        "series": {
            "cycle_time_histogram": {"edges": [0, 1200, 2400, 3600, 4800], "counts": [50, 30, 15, 5]},
            "queue": {
                "Agents": {"t": [0, 3600, 7200], "mean": [0.0, 2.0, 3.0]},
                "Experts": {"t": [0, 3600, 7200], "mean": [0.0, 5.0, 4.0]},
            },
        },
    }
