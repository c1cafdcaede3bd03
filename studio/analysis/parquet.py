"""Records as Parquet files, written in a stream: a row group for each portion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["join_parquet", "write_parquet"]


def write_parquet(frames: Iterable[pd.DataFrame], path: Path) -> None:
    """Write frames with the same columns one after the other; there must be one, if without rows."""
    _write((pa.Table.from_pandas(frame, preserve_index=False) for frame in frames), path, {})


def join_parquet(parts: Iterable[Path], path: Path, about: Mapping[str, str]) -> None:
    """Put files with the same columns together, a row group at a time.

    ``about`` is kept in the file's metadata, such as the moment that second 0 is.
    """
    _write((table for part in parts for table in _row_groups(part)), path, about)


def _row_groups(path: Path) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        if not file.num_row_groups:
            yield file.schema_arrow.empty_table()
        for number in range(file.num_row_groups):
            yield file.read_row_group(number)


def _write(tables: Iterator[pa.Table], path: Path, about: Mapping[str, str]) -> None:
    first = next(tables)
    schema = first.schema.with_metadata({**(first.schema.metadata or {}), **about})
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for table in chain((first,), tables):
            file.write_table(table.replace_schema_metadata(schema.metadata))
