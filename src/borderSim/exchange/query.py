"""SQL over the tables of a run or sweep folder, with DuckDB in memory: it reads these tables and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderSim.errors import UserError, did_you_mean
from borderSim.extras import optional

MAIN = "indicators.parquet"
"""The file that a run folder and a sweep folder both have."""
SHOWN_COLUMNS = 12
SETTINGS = {
    "memory_limit": "2GB",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
"""No extension is fetched or loaded, nothing spills to disk, and no variable of this program is a table."""


@dataclass(frozen=True)
class Answer:
    """What a query gave: names of columns, rows of plain values, and whether there are more than asked for."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    more: bool


def query(folder: Path, sql: str, limit: int) -> Answer:
    """The first ``limit`` rows of one SELECT over the tables of a folder (see `tables`).

    Raises UserError for a folder without results, for anything but one SELECT (WITH, FROM, DESCRIBE, SHOW and
    SUMMARIZE are such), and for a query that DuckDB refuses, with the names that exist.
    """
    duckdb, known = optional("duckdb", "tables"), tables(folder)
    with _database(duckdb, known) as connection:
        try:
            _check_statement(duckdb, sql)
            rows = _fetched(connection, sql, limit + 1)
        except duckdb.Error as error:
            raise UserError(*_words(str(error), known)) from None
        columns = tuple(column[0] for column in connection.description)
        return Answer(columns, rows[:limit], len(rows) > limit)


def tables(folder: Path) -> dict[str, Any]:
    """The Parquet and CSV tables of a folder by file name without its ending; Parquet where there are both.

    Parquet files are opened, not read (pyarrow datasets); CSV files are read (pyarrow tables). Raises UserError where
    the folder holds no results.
    """
    if not (folder / MAIN).is_file():
        raise UserError(f"{folder}: no {MAIN} here; give the folder of a finished run or sweep")
    from pyarrow import ArrowException, csv, dataset

    found: dict[str, Any] = {}
    for file in [*sorted(folder.glob("*.parquet")), *sorted(folder.glob("*.csv"))]:
        if file.stem in found:
            continue
        try:
            found[file.stem] = dataset.dataset(file) if file.suffix == ".parquet" else csv.read_csv(file)
        except (ArrowException, OSError) as error:
            raise UserError(f"{file}: cannot be read as a table: {str(error).splitlines()[0]}") from None
    return found


def table_lines(known: Mapping[str, Any]) -> list[str]:
    """One line for each table: its name and its first columns."""
    return [_line(name, table.schema.names) for name, table in known.items()]


def _line(name: str, columns: list[str]) -> str:
    left = len(columns) - SHOWN_COLUMNS
    more = f" and {left} more (DESCRIBE {name})" if left > 0 else ""
    return f"table {name}: {', '.join(columns[:SHOWN_COLUMNS])}{more}"


def _database(duckdb: Any, known: Mapping[str, Any]) -> Any:
    """A database in memory that holds the tables, can reach no file and no host, and can no longer be told to."""
    connection = duckdb.connect(":memory:", config=SETTINGS)
    for name, table in known.items():
        connection.register(name, table)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _fetched(connection: Any, sql: str, count: int) -> list[tuple[Any, ...]]:
    """Rows, read in a thread of their own: so Ctrl-C always reaches this one, which stops the query."""
    with ThreadPoolExecutor(1) as pool:
        rows = pool.submit(lambda: connection.execute(sql).fetchmany(count))
        try:
            return rows.result()
        except KeyboardInterrupt:
            connection.interrupt()
            raise


def _check_statement(duckdb: Any, sql: str) -> None:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UserError("a query is one SELECT (or WITH, FROM, DESCRIBE, SHOW, SUMMARIZE): results are only read")


def _words(message: str, known: Mapping[str, Any]) -> list[str]:
    """DuckDB's message in one line, with the nearest name that exists, then the tables."""
    first = message.splitlines()[0].removesuffix("!")
    named = re.search(r'(?:Table with name |column ")([^\s"]+)', first)
    if not named:
        return [first]
    columns = {column for table in known.values() for column in table.schema.names}
    nearest = did_you_mean(named[1], known if "Table" in first else columns)
    return [first + nearest, *table_lines(known)]
