"""From the numbers of a run to its folder: figures, page, tables, manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from borderSim.analysis.compare import compare, write_comparison
from borderSim.analysis.shares import shares, write_shares
from borderSim.catalogue import indicators
from borderSim.report import certainty, figures
from borderSim.report.context import Context
from borderSim.report.costs import cost_rows, packages, write_costs
from borderSim.report.html import Gallery, Provenance, page
from borderSim.report.maps import Atlas
from borderSim.report.style import save
from borderSim.report.words import Lang
from borderSim.results.data import RunData
from borderSim.results.folder import run_folder
from borderSim.results.manifest import describe, write_manifest
from borderSim.results.store import Results, write_numbers
from borderSim.scenario import Scenario
from borderSim.scenario.resolve import to_yaml

PRESENCE = "presence_"
"""Indicators by department whose names begin so have a figure of their own, off the first screen (brief 6b.17)."""


def build_report(
    results: RunData | Results,
    scenario: Scenario,
    reference_scenarios: Sequence[Scenario],
    out_dir: Path,
    lang: Lang,
    boundaries: Path | None = None,
    about: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write figures/*.svg and *.png and report.html into ``out_dir``; return the paths.

    ``boundaries`` is a GeoJSON or TopoJSON file of admin-2 polygons by P-code; without it, maps use approximate cells.
    ``about`` says what made the run (`manifest.describe`); stored results bring their own. Raises ValueError where the
    boundaries cannot be used.
    """
    data = results.data if isinstance(results, Results) else results
    texts = {item.name: resolved_text(item) for item in (scenario, *reference_scenarios)}
    about = about or (results.manifest if isinstance(results, Results) else describe(data, texts, ""))
    context = Context(data, (scenario, *reference_scenarios), lang, about["id"])
    gallery = draw_all(context, boundaries)
    files = save_figures(context, gallery, out_dir / "figures")
    report = out_dir / "report.html"
    report.write_text(page(context, gallery, Provenance(texts, about["command"], facts(about))), encoding="utf-8")
    return [*files, report]


def resolved_text(scenario: Scenario) -> str:
    """A scenario after inheritance as YAML, as scenario.resolved.yaml holds it."""
    return to_yaml(scenario.resolved())


def draw_all(context: Context, boundaries: Path | None) -> Gallery:
    """Every figure of the report."""
    recorded = [item for name, item in indicators().items() if name in context.data.department]
    departments = [item for item in recorded if item.name.startswith(PRESENCE)]
    return Gallery(
        lines=[figures.comparison(context, item) for item in context.first_page] if context.reference else [],
        parts=figures.decomposition(context),
        maps=Atlas(context, boundaries).plates(),
        departments=[figures.by_department(context, item) for item in departments],
        spread=certainty.spread(context),
        readings=certainty.opposed(context),
    )


def save_figures(context: Context, gallery: Gallery, folder: Path) -> list[Path]:
    """Write small multiples of the comparisons, and every other figure, as SVG and PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    others = (*gallery.parts, *gallery.maps, *gallery.departments, *gallery.spread, *gallery.readings)
    stems = {plate.name: plate.figure for plate in others}
    if gallery.lines:
        systems = figures.systems(context).items()
        stems.update((f"compare_{name}", figures.group(context, name, items)) for name, items in systems)
    return [path for name, figure in stems.items() for path in save(figure, folder / name)]


def facts(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the provenance section lists: seed, runs, versions, hashes, kind of machine."""
    libraries = ", ".join(f"{name} {value}" for name, value in about["libraries"].items())
    return [
        ("seed", str(about["seed"])),
        ("runs", str(about["members"])),
        ("versions", f"borderSim {about['borderSim']}; {libraries}"),
        ("hashes", "; ".join(f"{name} {value[:12]}" for name, value in about["sources"].items())),
        ("machine", about["platform"]),
    ]


def write_run(
    data: RunData,
    scenarios: Sequence[Scenario],
    results_dir: Path,
    lang: Lang,
    boundaries: Path | None = None,
    *,
    full: bool = False,
    command: str = "",
) -> Path:
    """Write the whole run folder ``results_dir/<scenario>-<date>-<hash>``; it appears complete or not at all.

    ``scenarios`` are those of ``data``, the first one first. ``full`` keeps municipal fields per member
    (`store.full_size` says how many bytes). Returns the folder.
    """
    texts = {item.name: resolved_text(item) for item in scenarios}
    about = describe(data, texts, command)
    final = results_dir / f"{scenarios[0].name}-{date.today().isoformat()}-{about['id']}"
    with run_folder(final) as folder:
        write_numbers(data, folder, full=full)
        write_comparison(compare(data), folder / "comparison.csv")
        write_shares(shares(data), folder / "variance.csv")
        write_costs(cost_rows(packages(data, scenarios)), folder / "costs.csv")
        build_report(data, scenarios[0], scenarios[1:], folder, lang, boundaries, about)
        write_manifest(about, texts, folder)
    return final
