import csv
import io
import json
import os
import signal
import sys
import threading
import time

import pytest

from borderSim.analysis.sweep_files import write_indicators, write_points
from borderSim.cli.main import main
from borderSim.errors import UserError
from borderSim.exchange.query import query
from tests.exchange.folders import run_folder, sweep


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder whose name would be a pattern, were it not taken as it is."""
    path = tmp_path_factory.mktemp("swe'ep[1]*")
    data = sweep()
    write_points(data, path / "points.csv")
    write_indicators(data, path / "indicators.parquet")
    return path


def said(capsys, *words, code=0):
    with pytest.raises(SystemExit) as end:
        main(["query", *map(str, words)])
    assert end.value.code == code
    return capsys.readouterr()


def test_points_and_indicators_join(folder):
    found = query(
        folder,
        "SELECT point, openness, median(trade_total_difference) AS gap FROM points JOIN indicators USING (point) "
        "WHERE \"window\" = 'last_12' GROUP BY ALL ORDER BY point",
        100,
    )
    assert found.columns == ("point", "openness", "gap")
    assert [row[0] for row in found.rows] == list(range(1, 7))
    for _, openness, gap in found.rows:
        assert gap == pytest.approx(10 * openness + 1, abs=1e-5)


def test_a_run_has_its_comparison(tmp_path):
    path = run_folder(tmp_path / "run", 4, 12)
    found = query(path, "SELECT count(*) FROM comparison WHERE distinguishable AND indicator = 'exports_to_ve'", 1)
    assert found.rows == [(3,)]
    assert query(path, "SELECT count(*) FROM indicators", 1).rows == [(4 * 4 * 12,)]
    assert query(path, "SELECT typeof(date) FROM indicators", 1).rows == [("DATE",)]


@pytest.mark.parametrize("sql", ["FROM points", "WITH p AS (FROM points) SELECT * FROM p;", "DESCRIBE points"])
def test_what_reads_is_let_through(folder, sql):
    assert query(folder, sql, 10).rows


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE points",
        "DELETE FROM points",
        "INSERT INTO points VALUES (1)",
        "CREATE TABLE other AS SELECT 1",
        "COPY points TO '{folder}/indicators.parquet'",
        "EXPLAIN ANALYZE COPY points TO '{folder}/indicators.parquet'",
        "FROM query('COPY points TO ''{folder}/indicators.parquet''')",
        "SELECT * FROM read_csv('{folder}/points.csv')",
        "SELECT * FROM '{folder}/points.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM known",
        "ATTACH '{folder}/new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "",
        "SELEC 1",
    ],
)
def test_nothing_is_written_and_no_other_file_is_read(folder, sql):
    before = {file: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(UserError):
        query(folder, sql.replace("{folder}", str(folder).replace("'", "''")), 10)
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_errors_name_what_exists(folder, capsys):
    err = said(capsys, folder, "SELECT trade_totl FROM indicators", code=2).err
    assert "did you mean trade_total" in err
    assert "table indicators: window, point, member, trade_total" in err
    assert "did you mean points?" in said(capsys, folder, "FROM pionts", code=2).err
    assert "Traceback" not in err


def test_a_folder_without_results(tmp_path, capsys):
    assert "no indicators.parquet" in said(capsys, tmp_path, "SELECT 1", code=2).err
    (tmp_path / "indicators.parquet").write_text("not a table")
    assert "cannot be read as a table" in said(capsys, tmp_path, "SELECT 1", code=2).err


def test_without_a_query_the_tables_are_listed(folder, capsys):
    assert "table points: point, openness, oil, case, reference" in said(capsys, folder).out


def test_table_csv_and_json_say_the_same(folder, capsys):
    sql = "SELECT point, oil, NULL AS nothing, 'nan'::DOUBLE AS missing, 1234567.5 AS large FROM points ORDER BY point"
    table = said(capsys, folder, sql).out.splitlines()
    rows = list(csv.reader(io.StringIO(said(capsys, folder, sql, "--csv").out)))
    objects = json.loads(said(capsys, folder, sql, "--json").out)
    assert rows[0] == table[0].split() == list(objects[0])
    assert len(rows) == len(table) == len(objects) + 1 == 7
    assert objects[1] == {"point": 2, "oil": "=dear", "nothing": None, "missing": None, "large": 1234567.5}
    assert [line.split()[:2] for line in table[1:]] == [row[:2] for row in rows[1:]]


def test_more_rows_than_asked_for_are_told(folder, capsys):
    found = said(capsys, folder, "FROM points", "--limit", 2, "--csv")
    assert len(found.out.splitlines()) == 3
    assert "there are more" in found.err
    assert "there are more" not in said(capsys, folder, "FROM points", "--limit", 6).err


def test_two_columns_of_one_name_need_names(folder, capsys):
    assert "AS other" in said(capsys, folder, "SELECT point, point FROM points", "--json", code=2).err


def interrupt_the_wait(thread):
    """Interrupt once the thread waits for its rows: an interrupt in a destructor, say, would be lost."""
    while True:
        time.sleep(0.3)
        frame, names = sys._current_frames()[thread], set()
        while frame:
            names.add(frame.f_code.co_name)
            frame = frame.f_back
        if {"wait", "result", "_fetched"} <= names:
            os.kill(os.getpid(), signal.SIGINT)
            return


def test_an_interrupt_ends_it(folder):
    slow = "SELECT count(*) FROM range(1000000000) a, range(100000) b WHERE a.range * b.range % 7 = 3"
    began = time.monotonic()
    threading.Thread(target=interrupt_the_wait, args=(threading.get_ident(),), daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        query(folder, slow, 1)
    assert time.monotonic() - began < 30
