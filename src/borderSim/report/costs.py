"""The cost of a scenario's levers beside its reference: costs.csv of a run, and one line in words."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from borderSim.analysis.costs import MIGRANTS, Package, Priced, migrants_of, package
from borderSim.catalogue import costs, levers
from borderSim.report.context import Context
from borderSim.report.numbers import number, span
from borderSim.report.words import Lang, word
from borderSim.results.data import Array, RunData
from borderSim.scenario import Scenario
from borderSim.scenario.level import conditional, monthly_gap, moved

WHOLE = "package"
"""The name of the row that holds the sum, in the column of levers."""
UNPRICED = ("none", "conditional")
"""Status of a lever that differs and is not in the sum."""


@dataclass(frozen=True)
class CostRow:
    """One line of costs.csv: a lever that differs, or the whole package; USD million, empty without an estimate."""

    scenario: str
    baseline: str
    lever: str
    quantity: float | None
    per: str
    low: float | None
    central: float | None
    high: float | None
    status: str


def scenario_package(
    scenario: Scenario, reference: Scenario, months: Sequence[str], migrants: Sequence[float] | Array
) -> Package:
    """What a scenario costs above its reference over ``months`` ("YYYY-MM"), with (T,) ``migrants`` in the country."""
    gaps = {name: monthly_gap(scenario, reference, name, months) for name in moved(scenario, reference)}
    return package(gaps, migrants, conditional(scenario, reference))


def packages(data: RunData, scenarios: Sequence[Scenario]) -> dict[tuple[str, str], Package]:
    """The package of each compared pair of a run whose scenarios are given; none in a run without migrants."""
    named = {item.name: item for item in scenarios}
    if MIGRANTS not in data.national:
        return {}
    return {
        pair: scenario_package(named[pair[0]], named[pair[1]], data.months, migrants_of(data, pair[0]))
        for pair in data.comparisons
        if set(pair) <= named.keys()
    }


def cost_rows(found: Mapping[tuple[str, str], Package]) -> list[CostRow]:
    """The lines of costs.csv: for each pair its levers with a price, those without, and the sum."""
    return [row for pair, item in found.items() for row in _rows(*pair, item)]


def _rows(scenario: str, baseline: str, found: Package) -> list[CostRow]:
    priced = [
        CostRow(scenario, baseline, p.lever, p.quantity, costs()[p.lever].per, p.low, p.central, p.high,
                costs()[p.lever].status)
        for p in found.priced
    ]  # fmt: skip
    unpriced = [CostRow(scenario, baseline, name, None, "", None, None, None, "none") for name in found.unpriced]
    left = [CostRow(scenario, baseline, name, None, "", None, None, None, "conditional") for name in found.conditional]
    whole = CostRow(scenario, baseline, WHOLE, None, "", found.low, found.central, found.high, "")
    return [*priced, *unpriced, *left, whole]


def write_costs(rows: Sequence[CostRow], path: Path) -> Path:
    """Write costs.csv; numbers in full precision, empty without an estimate."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [item.name for item in fields(CostRow)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    return path


def read_packages(path: Path) -> dict[tuple[str, str], Package]:
    """The package of each pair from costs.csv, the inverse of `cost_rows`; none where a run has no such file."""
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    pairs = dict.fromkeys((line["scenario"], line["baseline"]) for line in lines)
    return {pair: _package([line for line in lines if (line["scenario"], line["baseline"]) == pair]) for pair in pairs}


def _package(lines: Sequence[Mapping[str, str]]) -> Package:
    whole = next(line for line in lines if line["lever"] == WHOLE)
    priced = [
        Priced(line["lever"], *(float(line[key]) for key in ("quantity", "low", "central", "high")))
        for line in lines
        if line["quantity"]
    ]
    left = {status: tuple(line["lever"] for line in lines if line["status"] == status) for status in UNPRICED}
    low, central, high = (float(whole[key]) for key in ("low", "central", "high"))
    return Package(low, central, high, tuple(priced), left["none"], left["conditional"])


def said_amount(found: Package, lang: Lang) -> str:
    """The sum with its range: "USD 12M (8 to 20)"; in words where no lever that was moved has a price."""
    if not found.priced:
        return word("cost_none", lang)
    central = number(found.central, lang)
    if found.low == found.high:
        return word("cost_exact", lang, central=central)
    return word("cost_amount", lang, central=central, range=span(found.low, found.high, lang))


def said_gaps(found: Package, lang: Lang) -> str:
    """What the sum leaves out: levers without an estimate, levers set by conditions; empty when nothing."""
    parts = []
    for key, names in (("cost_unpriced", found.unpriced), ("cost_conditional", found.conditional)):
        if names:
            parts.append(word(key, lang, names=", ".join(levers()[name].label(lang) for name in names)))
    return "; ".join(parts)


def sentence(found: Package, lang: Lang) -> str:
    """The cost of a package in one line: its amount, and what it leaves out."""
    amount, gaps = said_amount(found, lang), said_gaps(found, lang)
    said = [amount, gaps] if found.priced or not gaps else [gaps]
    return word("cost_line", lang, amount="; ".join(part for part in said if part))


def cost_lines(context: Context) -> list[list[str]]:
    """The last rows of the comparison table, one for each pair, in its columns: label, unit, reference, amount."""
    lang, lines = context.lang, []
    for (_, baseline), found in packages(context.data, context.scenarios).items():
        label = [word("cost", lang), word("cost_unit", lang), context.title(baseline)]
        lines.append([*label, "", "", said_amount(found, lang), said_gaps(found, lang), ""])
    return lines
