"""Write the tables of docs/levers.md and docs/parameters.md from the catalogue: python tools/build_docs_tables.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from borderSim import catalogue
from borderSim.catalogue import Lever, Parameter
from borderSim.cli.levers import lever_number

DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- Written by tools/build_docs_tables.py from the catalogue: change the tables in src/borderSim/data. -->\n"

LEVERS_HEAD = """# Levers

What a scenario can move. A *policy* is someone's decision (its owner is named); a *condition* is nobody's, or assumed.
The default is the last documented value, with its date. What was documented for each date since 2012 is in
`src/borderSim/data/lever_history.csv`. Planned levers are described but not wired: a scenario that sets one is refused.
"""

PARAMETERS_HEAD = """# Parameters

Every uncertain number of the model. For *triangular*, low and high are the ends and central the mode; for *normal* and
*lognormal* the 5% and 95% points and the median (two halves with their own spread when it is not midway); for *gamma*
and *beta* the 5% and 95% points, so that the median of the draws can differ from central; *fixed* is never sampled.
`informed until` is the last year of data that the number already knows: a hindcast that stops earlier is in-sample for
it.
"""


def table(columns: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines) + "\n"


def lever_row(lever: Lever) -> list[str]:
    """Return one row of the table of levers."""
    span = " to ".join(lever_number(lever, value) for value in (lever.lower, lever.upper))
    default = f"{lever_number(lever, lever.default)} ({lever.default_date})"
    name = f"`{lever.name}`"
    what = f"**{lever.label_en}**. {lever.text_en}"
    owner = lever.owner if lever.kind == "policy" else f"condition: {lever.owner}"
    return [name, what, owner, span, lever.unit, default, lever.scope, lever.status]


def parameter_row(parameter: Parameter) -> list[str]:
    """Return one row of the table of parameters."""
    name = f"`{parameter.name}`"
    numbers = f"{parameter.central:g} [{parameter.low:g}, {parameter.high:g}]"
    words = [parameter.unit, parameter.distribution, parameter.status, str(parameter.informed_until), parameter.source]
    return [name, parameter.label_en, numbers, *words]


def by_system(entries: Iterable[Lever] | Iterable[Parameter]) -> dict[str, list[Lever | Parameter]]:
    """Return the entries by system, in the order in which the systems first appear."""
    found: dict[str, list[Lever | Parameter]] = {}
    for entry in entries:
        found.setdefault(entry.system, []).append(entry)
    return found


def title(system: str) -> str:
    """Return a heading for a system."""
    return f"\n## {system.replace('_', ' ').capitalize()}\n\n"


def levers_page() -> str:
    """Return docs/levers.md."""
    levers = catalogue.levers()
    count = Counter(lever.status for lever in levers.values())
    page = f"{NOTE}{LEVERS_HEAD}\n{len(levers)} levers: {count['active']} active, {count['planned']} planned.\n"
    columns = ("lever", "what it is", "owner", "range", "unit", "default (date)", "place", "status")
    for system, entries in by_system(levers.values()).items():
        page += title(system) + table(columns, [lever_row(entry) for entry in entries if isinstance(entry, Lever)])
    return page


def parameters_page() -> str:
    """Return docs/parameters.md."""
    parameters = catalogue.parameters()
    count = Counter(parameter.status for parameter in parameters.values())
    shares = ", ".join(f"{count[status]} {status}" for status in ("verified", "memory", "judgement"))
    page = f"{NOTE}{PARAMETERS_HEAD}\n{len(parameters)} parameters: {shares}.\n"
    columns = ("parameter", "what it is", "central [low, high]", "unit", "distribution", "status", "informed until")
    for system, entries in by_system(parameters.values()).items():
        rows = [parameter_row(entry) for entry in entries if isinstance(entry, Parameter)]
        page += title(system) + table((*columns, "source"), rows)
    return page


PAGES = {"levers.md": levers_page, "parameters.md": parameters_page}


def main() -> None:
    """Write both pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
