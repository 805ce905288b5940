"""The Excel file of a run or a sweep: what it is, tables with units, and charts that show their uncertainty."""

from __future__ import annotations

from pathlib import Path

from borderSim.errors import UserError
from borderSim.exchange.excel_run import fill_run
from borderSim.exchange.excel_sweep import fill_sweep
from borderSim.exchange.excel_words import Lang
from borderSim.exchange.workbook import new_book

RUN, SWEEP = "run.nc", "sweep.json"


def write_excel(folder: Path, lang: Lang) -> Path:
    """Write ``folder/<name>.xlsx`` for a run or sweep folder, whole or not at all, and return its path.

    Raises UserError for a folder that is neither, or where XlsxWriter is missing.
    """
    if (folder / SWEEP).is_file():
        from borderSim.results.sweep_folder import open_sweep

        sweep = open_sweep(folder)
        path = folder / f"{sweep.name}.xlsx"
        with new_book(path, sweep.title[lang], lang) as book:
            fill_sweep(book, sweep, lang)
    elif (folder / RUN).is_file():
        from borderSim.results.store import open_run

        run = open_run(folder)
        path = folder / f"{run.data.scenario}.xlsx"
        with new_book(path, run.data.scenario, lang) as book:
            fill_run(book, run, lang)
    else:
        raise UserError(f"{folder}: neither a run ({RUN}) nor a sweep ({SWEEP}) stands here")
    return path
