"""Write docs/validation.md, its figures, and the packaged table of scores that reports read.

Runs the hindcasts from every cut-off, the facts, the forecast and the fit with the packaged parameter sets; minutes.
Run from the project's root: python tools/validation.py
"""

from __future__ import annotations

import argparse
from pathlib import Path

from borderSim.catalogue.entries import DATA
from borderSim.experiment.executors import cores
from validation_evidence import Evidence, Settings, check_sets, gather, skill_rows, write_skill
from validation_figures import pictures
from validation_page import Sources, page

ROOT = Path(__file__).parents[1]
TOLD = ROOT / "docs" / "validation"
"""Tables of the packaged fits, written by tools/build_posteriors.py."""
SKILL = DATA / "hindcast_skill.csv"


def write(evidence: Evidence, docs: Path, skill: Path) -> None:
    """Write the figures, the page and the table."""
    figures, drawn = docs / "figures", pictures(evidence)
    for old in figures.glob("validation-*.svg"):
        old.unlink()
    for picture in drawn:
        picture.write(figures)
    alts = {picture.name: picture.alt for picture in drawn}
    sources = Sources(sorted((ROOT / "scenarios").glob("*.yaml")), TOLD, ROOT / "docs" / "recovery.md")
    (docs / "validation.md").write_text(page(evidence, alts, sources), encoding="utf-8")
    write_skill(skill_rows(evidence.evaluation, evidence.settings.seed), skill)


def main() -> None:
    """Read the command line and write everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="folder of the page")
    parser.add_argument("--skill", type=Path, default=SKILL, help="the packaged table of scores")
    chosen = parser.parse_args()
    check_sets(TOLD)
    write(gather(Settings(chosen.members, chosen.seed, chosen.jobs)), chosen.docs, chosen.skill)


if __name__ == "__main__":
    main()
