"""Fit the parameter sets that the package holds, and write what the validation page tells of them.

`latest` knows the whole record; `2018` to `2021` know nothing after the end of that year. Each set goes to
src/borderSim/data/posterior, its tables (what was learnt, how the counts were met, convergence) to docs/validation.
Run from the project's root: python tools/build_posteriors.py
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from borderSim.calibration.diagnostics import CHECKED, check, learnt
from borderSim.calibration.fit import FitOptions, fit
from borderSim.calibration.folder import posterior_of, write_fit
from borderSim.catalogue.posterior import FOLDER, LATEST, write_posterior
from borderSim.experiment.executors import cores

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "docs" / "validation"
PLAIN = FitOptions()
SETS = {LATEST: PLAIN.until, **{str(year): date(year, 12, 31) for year in (2018, 2019, 2020, 2021)}}

KEPT = ("parameters.csv", "counts.csv", "convergence.csv", "diagnostics.json", "figures/learnt.svg",
        "figures/convergence.svg")  # fmt: skip


def build(name: str, options: FitOptions, checked: int, data: Path, tables: Path) -> None:
    """Fit one set; write it into ``data``, and tables and figures into ``tables``/<name>, each folder anew."""
    print(f"{name}: counts up to {options.until.isoformat()}")
    found = fit(options, lambda words: print(f"  {words}", flush=True))
    posterior = posterior_of(found, name)
    rows, again = list(learnt(found, posterior)), check(found, checked)
    write_posterior(data, posterior)
    with tempfile.TemporaryDirectory() as folder:
        made = write_fit(Path(folder), found, posterior, rows, again, "en")
        (tables / name).mkdir(parents=True, exist_ok=True)
        for file in KEPT:
            shutil.copyfile(made / file, tables / name / Path(file).name)


def build_all(names: Iterable[str], options: FitOptions, checked: int, data: Path, tables: Path) -> None:
    """Fit the sets of these names with the same settings."""
    for name in names:
        build(name, replace(options, until=SETS[name]), checked, data, tables)


def main() -> None:
    """Read the command line; a default is that of a calibration."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("members", "steps", "pairs", "seed"):
        parser.add_argument(f"--{option}", type=int, default=getattr(PLAIN, option))
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--checked", type=int, default=CHECKED, help="members that run again to check a set")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--data", type=Path, default=FOLDER, help="folder of the packaged sets")
    parser.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables beside the page")
    chosen = vars(parser.parse_args())
    sets, checked, data, tables = (chosen.pop(key) for key in ("sets", "checked", "data", "tables"))
    build_all(sets, FitOptions(**chosen), checked, data, tables)


if __name__ == "__main__":
    main()
