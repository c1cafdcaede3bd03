"""Opening the library: where it is, its layout, and what it says when it cannot be opened."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from studio.errors import StudioError
from studio.library import (
    RunKind,
    add_process,
    add_run,
    data_folder,
    database_url,
    list_drafts,
    list_processes,
    list_runs,
    list_versions,
    open_store,
)
from studio.library.migrations import MIGRATIONS
from studio.library.store import migrate

NEWEST = len(MIGRATIONS) + 1
"""The layout of a new library."""


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'deep' / 'library.db'}"


def open_and_count(address: str) -> int:
    store = open_store(address)
    try:
        return sum(not entry.example for entry in list_processes(store))
    finally:
        store.close()


def test_a_new_library_is_made_with_its_folder_and_found_again(tmp_path):
    for _ in range(2):
        assert open_and_count(url(tmp_path)) == 0
    assert (tmp_path / "deep" / "library.db").is_file()


def test_many_studios_may_start_at_the_same_moment(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(open_and_count, [url(tmp_path)] * 24)) == [0] * 24


def test_the_address_comes_from_the_environment_else_from_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("STUDIO_DATABASE", "postgresql+psycopg://team@host/studio")
    assert database_url() == "postgresql+psycopg://team@host/studio"
    monkeypatch.delenv("STUDIO_DATABASE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "service-process-studio"
    assert database_url() == f"sqlite:///{tmp_path.as_posix()}/service-process-studio/library.db"


def test_an_older_layout_is_led_through_the_steps_it_lacks_once(tmp_path):
    store = open_store(url(tmp_path))
    done = []

    def second(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE process ADD COLUMN owner TEXT"))
        done.append(2)

    def third(connection: Connection) -> None:
        connection.execute(text("UPDATE process SET owner = 'Wang'"))
        done.append(3)

    assert migrate(store.engine, [*MIGRATIONS, second]) == NEWEST + 1
    assert migrate(store.engine, [*MIGRATIONS, second, third]) == NEWEST + 2
    assert migrate(store.engine, [*MIGRATIONS, second, third]) == NEWEST + 2
    assert done == [2, 3]
    store.close()


def test_a_library_of_the_first_layout_keeps_its_runs_and_gets_what_came_since(tmp_path):
    store = open_store(url(tmp_path))
    kept = add_process(store, name="a", file="a.bpmn", data=b"x")
    run = add_run(store, kept.id, digest="d", scenario_name="Today", scenario_text="", seed=None)
    with store.writing() as session:
        for table in ("draft", "version", "decision"):
            session.execute(text(f"DROP TABLE {table}"))
        session.execute(text("DROP TABLE walk"))
        session.execute(text("ALTER TABLE run DROP COLUMN kind"))
        session.execute(text("ALTER TABLE run DROP COLUMN others"))
        session.execute(text("ALTER TABLE run DROP COLUMN level"))
        session.execute(text("ALTER TABLE run DROP COLUMN beside"))
        session.execute(text("UPDATE schema SET version = 1"))
    store.close()
    store = open_store(url(tmp_path))
    assert list_drafts(store, kept.id) == ()
    assert [version.number for version in list_versions(store, kept.id)] == [1]
    assert list_runs(store, kept.id) == (run,)
    assert (run.kind, list(run.others)) == (RunKind.SIMULATE, [])
    store.close()


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path):
    store = open_store(url(tmp_path))

    def broken(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE process ADD COLUMN owner TEXT"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        migrate(store.engine, [*MIGRATIONS, broken])
    with store.reading() as session:
        columns = {row[1] for row in session.execute(text("PRAGMA table_info(process)"))}
    assert "owner" not in columns
    store.close()
    assert open_and_count(url(tmp_path)) == 0


def test_a_library_of_a_newer_studio_is_refused_not_touched(tmp_path):
    store = open_store(url(tmp_path))
    migrate(store.engine, [*MIGRATIONS, lambda _: None])
    store.close()
    with pytest.raises(StudioError) as refusal:
        open_store(url(tmp_path))
    assert refusal.value.code == "library.newer"
    assert refusal.value.parameters == {"found": NEWEST + 1, "known": NEWEST}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("no address at all", "library.address"),
        ("nosuchdatabase://host/studio", "library.address"),
        ("sqlite:////proc/nowhere/library.db", "library.unreachable"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_sentence(address, code):
    with pytest.raises(StudioError) as refusal:
        open_store(address)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")
