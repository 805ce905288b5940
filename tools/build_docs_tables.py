"""Write the tables of docs/levers.md and docs/parameters.md from the catalogue: python tools/build_docs_tables.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from borderSim import catalogue
from borderSim.catalogue import Cost, Level, Lever, Parameter
from borderSim.cli.levers import by_owner, lever_group, lever_number
from borderSim.report.catalogue_words import MILLION

DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- Written by tools/build_docs_tables.py from the catalogue: change the tables in src/borderSim/data. -->\n"

LEVERS_HEAD = """# Levers

What a scenario can move. A *policy* is someone's decision (its owner is named); a *condition* is nobody's, or assumed.
The default is the last documented value, with its date. What was documented for each date since 2012 is in
`src/borderSim/data/lever_history.csv`. Planned levers are described but not wired: a scenario that sets one is refused.
"""

LEVELS_HEAD = """
# Levels in words

What a value of each lever means, and a sign by which an analyst can tell that the lever stands there. A sign without a
source is a definition by judgement: survey shares in it were not measured by anyone yet, they say what to measure.
What each lever costs is on [a page of its own](costs.md). `borderSim levers NAME` shows the same for one lever.
"""

COSTS_HEAD = """# Costs

What the levers of a scenario cost above its reference, where somebody has priced them. `borderSim costs` lists the
prices, `borderSim costs SCENARIO...` adds up packages, every run writes `costs.csv`, and the comparison table ends with
the sum.

For a lever with the monthly mean x(t) in the scenario and x0(t) in its reference, and the price p of one unit in USD
million, over the T months of the run:

    a year                C = p * sum over t of (x(t) - x0(t)) / 12                  (1)
    per migrant and year  C = p * sum over t of (x(t) - x0(t)) * N(t) / 12           (2)
    once                  C = p * max(0, largest x(t) - x0(t))                       (3)

N(t) is the median number of Venezuelans in Colombia over the scenario's members (without a run, the last published
count). What was bought once is not sold. Levers with places add up over them. The package is the sum; its low and high
ends add the ends of all prices, so they are a range of prices and not a probability. A lever below its reference saves.
Lags that differ between members count with their median; what conditional events set depends on the run and is named,
not counted. Conditions have no price. No money is discounted and none is corrected for inflation.

To spend a budget B with one lever held for m months (`analysis.costs.level_for`), at the central price:

    a year                x = x0 + 12 B / (p m)                                      (4)
    per migrant and year  x = x0 + 12 B / (p m N), N the mean number of migrants     (5)
    once                  x = x0 + B / p                                             (6)

A budget may use priced levers only.

What this cannot say: who pays; what is saved elsewhere (taxes paid and the cost of hosting are results, not prices);
whether money can be spent that fast; anything about the levers without an estimate, which are most. A price marked
*judgement* has no source: change its row in `src/borderSim/data/costs.csv` before a decision rests on it.
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
    return page + levels_section()


def levels_section() -> str:
    """Return the levels of every lever in words, English and Spanish: policies by owner, conditions last."""
    page = LEVELS_HEAD
    columns = ("value", "what it means", "sign", "en español", "señal", "source (date)", "status")
    previous = ""
    for lever in by_owner(catalogue.levers().values()):
        group = lever_group(lever, "en")
        page += f"\n## {group}\n" if group != previous else ""
        previous = group
        page += f"\n### {lever.label_en} (`{lever.name}`, {lever.unit})\n\n"
        page += table(columns, [level_row(lever, level) for level in catalogue.lever_levels()[lever.name]])
    return page


def level_row(lever: Lever, level: Level) -> list[str]:
    """Return one row of the table of a lever's levels."""
    source = f"{level.source} ({level.date})" if level.date else level.source
    words = [level.words_en, level.observable_en, level.words_es, level.observable_es]
    return [lever_number(lever, level.value), *words, source, level.status]


def cost_row(cost: Cost) -> list[str]:
    """Return one row of the table of prices."""
    numbers = " / ".join(f"{price * MILLION:,.0f}" for price in cost.prices or ())
    return [f"`{cost.lever}`", f"{cost.unit_en}", numbers, cost.per, cost.status, cost.source_en]


def costs_page() -> str:
    """Return docs/costs.md: how a package is priced, the prices, and the levers without one by reason."""
    costs = catalogue.costs().values()
    priced = [cost for cost in costs if cost.prices]
    page = f"{NOTE}{COSTS_HEAD}\n## Levers with a price\n\n"
    page += table(("lever", "unit", "USD: low / central / high", "per", "status", "source"), map(cost_row, priced))
    page += f"\n## Levers without an estimate\n\n{len(costs) - len(priced)} of {len(costs)} levers.\n\n"
    reasons: dict[str, list[str]] = {}
    for cost in costs:
        if not cost.prices:
            reasons.setdefault(cost.source_en, []).append(f"`{cost.lever}`")
    return page + table(("reason", "levers"), [[why, ", ".join(names)] for why, names in reasons.items()])


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


PAGES = {"levers.md": levers_page, "costs.md": costs_page, "parameters.md": parameters_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
