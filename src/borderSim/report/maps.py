"""Maps: Venezuelans per 1,000 residents by municipality, unmet service need by department, and their differences.

Municipalities are approximate cells around their seats unless the user gives boundaries. Where runs disagree on the
sign of a difference the place is grey and hatched, whatever its median.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from borderSim import world
from borderSim.catalogue import indicators
from borderSim.report import classes
from borderSim.report.context import Context
from borderSim.report.draw_map import Frame, Scale, draw
from borderSim.report.figures import Plate
from borderSim.report.layout import capital, tick
from borderSim.report.numbers import month, number
from borderSim.report.words import word
from borderSim.results.data import Array, PlaceSummary, quantiles

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from shapely.geometry.base import BaseGeometry

STOCK, NEED = "venezuelans", "unmet_need_department"
THOUSAND = 1000
SAN_ANDRES = "CO88"
MEDIAN = 2
LAST_CENSUS_YEAR = 2024


@dataclass(frozen=True)
class Layer:
    """One mapped quantity: shapes and names of its places, who lives there, a summary per scenario."""

    name: str
    label: str
    unit: str
    kind: str
    shapes: Sequence[BaseGeometry]
    places: Sequence[str]
    residents: Array
    summary: PlaceSummary
    approximate: bool


@dataclass(frozen=True)
class Atlas:
    """The maps of one run. ``boundaries`` is a user's file of admin-2 polygons by P-code."""

    context: Context
    boundaries: Path | None = None

    @cached_property
    def residents(self) -> Array:
        """(C,) residents of the municipalities in the last year, or the last year that the tables hold."""
        year = min(int(self.context.data.months[-1][:4]), LAST_CENSUS_YEAR)
        return np.asarray(world.population_by_year(year), dtype=np.float64)

    @cached_property
    def municipal_shapes(self) -> list[BaseGeometry]:
        """The shapes of the 1,122 municipalities, empty for San Andrés and for codes that the user's file lacks."""
        from shapely.geometry import Point

        from borderSim.world import cartography

        places = world.load()
        codes = places.codes[: places.n_co]
        if self.boundaries:
            given = cartography.load_boundaries(self.boundaries)
            found = [given.get(code, Point()) for code in codes]
        else:
            found = cartography.cells(places)[: places.n_co]
        return [Point() if code.startswith(SAN_ANDRES) else shape for code, shape in zip(codes, found, strict=True)]

    def stock(self) -> Layer:
        """Venezuelans per 1,000 residents by municipality, last month."""
        places, raw = world.load(), self.context.data.place_summary(STOCK)
        rate = THOUSAND / np.where(self.residents > 0, self.residents, np.nan)
        summary = PlaceSummary(raw.levels * rate, raw.difference * rate, raw.higher, raw.lower)
        label = word("per_thousand", self.context.lang)
        names = places.names[: places.n_co]
        return Layer(
            STOCK,
            label,
            label,
            "municipalities",
            self.municipal_shapes,
            names,
            self.residents,
            summary,
            not self.boundaries,
        )

    def need(self) -> Layer:
        """Unmet service need by department, mean of the last 12 months."""
        import shapely

        places, item = world.load(), indicators()[NEED]
        starts = [*places.department_start, places.n_co]
        pairs = pairwise(starts)
        shapes = [shapely.union_all(self.municipal_shapes[a:b]) for a, b in pairs]
        people = np.add.reduceat(self.residents, places.department_start)
        summary = department_summary(self.context, NEED)
        label, unit = word("need", self.context.lang), self.context.unit(item)
        names = places.department_names
        return Layer(NEED, label, unit, "departments", shapes, names, people, summary, not self.boundaries)

    def plates(self) -> list[Plate]:
        """Reference, scenario and difference of each layer that the run holds."""
        data, found = self.context.data, []
        if STOCK in data.place or STOCK in data.summaries:
            found.append(self.stock())
        if NEED in data.department:
            found.append(self.need())
        return [plate for layer in found for plate in self._three(layer)]

    def _three(self, layer: Layer) -> list[Plate]:
        shown = self.context.shown[:2]
        index = [self.context.data.index(name) for name in shown]
        breaks = classes.level_breaks(layer.summary.levels[index, MEDIAN])
        levels = [self.level(layer, name, breaks) for name in shown]
        return [*levels, self.difference(layer)] if len(shown) > 1 else levels

    def level(self, layer: Layer, scenario: str, breaks: Sequence[float]) -> Plate:
        """The level of one scenario, in classes that the maps of a layer share."""
        context, lang = self.context, self.context.lang
        levels = layer.summary.levels[context.data.index(scenario)]
        values = np.where(_shown(layer), levels[MEDIAN], np.nan)
        top = int(np.nanargmax(values))
        title = word("highest_in", lang, label=layer.label, place=layer.places[top])
        sub = word(
            "map_level_sub",
            lang,
            name=context.title(scenario),
            unit=capital(layer.unit),
            when=self._when(layer),
            members=len(context.data.members),
        )
        colours = classes.level_colours(len(breaks) + 1)
        many = breaks[-2:][0]
        note = word("people_top", lang, people=number(float(layer.residents[values >= many].sum()), lang))
        scale = Scale(breaks, colours, classes.names(breaks, lang, signed=False))
        figure = draw(self._frame(layer, title, sub, note), values, scale, None, lang)
        role = "reference" if scenario != context.scenario.name else "scenario"
        return self._plate(layer, role, figure, (title, sub, note), _rows(layer, levels, values))

    def difference(self, layer: Layer) -> Plate:
        """The paired difference; a direction is claimed only where 90 of 100 runs agree on the sign."""
        context, lang = self.context, self.context.lang
        here = context.data.index(context.scenario.name)
        values = np.where(_shown(layer), layer.summary.difference[here, MEDIAN], np.nan)
        higher, lower = layer.summary.higher[here], layer.summary.lower[here]
        grey = (np.maximum(higher, lower) < classes.AGREE) & (higher + lower > 0)
        breaks = classes.difference_breaks(values if grey.all() else values[~grey])
        clear = ~grey & (np.abs(np.nan_to_num(values)) >= breaks[len(breaks) // 2])
        title = self._change_title(layer, int(clear.sum()), int(np.isfinite(values).sum()))
        when, names = self._when(layer), [context.title(name) for name in reversed(context.shown[:2])]
        sub = word("map_diff_sub", lang, name=names[0], baseline=names[1], unit=capital(layer.unit), when=when)
        people = [number(float(layer.residents[clear & side].sum()), lang) for side in (values > 0, values < 0)]
        note = word("people_live", lang, people=people[0], fewer=people[1])
        scale = Scale(breaks, classes.difference_colours(breaks), classes.names(breaks, lang, signed=True))
        figure = draw(self._frame(layer, title, sub, note), values, scale, grey, lang)
        rows = _rows(layer, layer.summary.difference[here], values)
        return self._plate(layer, "difference", figure, (title, sub, note), rows)

    def _plate(
        self, layer: Layer, role: str, figure: Figure, said: tuple[str, str, str], rows: list[list[str | float]]
    ) -> Plate:
        """The map with its text alternative and the table of what it shows; ``said`` is title, subtitle and note."""
        lang, (title, sub, note) = self.context.lang, said
        place = word("department" if layer.kind == "departments" else "municipality", lang)
        header = [place, "5%", word("median", lang), "95%"]
        alt = word("alt_map", lang, text=f"{title}. {sub} {note}")
        return Plate(f"map_{layer.name}_{role}", "map", figure, title, alt, header, rows)

    def _change_title(self, layer: Layer, clear: int, known: int) -> str:
        lang = self.context.lang
        if not clear:
            return word("map_change_none", lang, label=layer.label)
        return word(
            "map_change_up", lang, label=layer.label, n=clear, all=tick(known, lang), kind=word(layer.kind, lang)
        )

    def _when(self, layer: Layer) -> str:
        if layer.name == NEED:
            return word("mean_last_12", self.context.lang)
        return month(self.context.data.months[-1], self.context.lang)

    def _frame(self, layer: Layer, title: str, subtitle: str, note: str) -> Frame:
        source = word("cells" if layer.approximate else "user_boundaries", self.context.lang)
        return Frame(layer.shapes, title, subtitle, note, f"{source} {self.context.footer()}")


def department_summary(context: Context, name: str) -> PlaceSummary:
    """Summary by department of the last 12 months' mean: levels per scenario, differences from the main reference."""
    data = context.data
    values = np.asarray(data.department[name], dtype=np.float64)[:, :, -12:].mean(axis=2)
    base = data.index(context.shown[0])
    gap = values - values[base]
    levels, difference = (np.moveaxis(quantiles(array, axis=1), 0, 1) for array in (values, gap))
    return PlaceSummary(levels, difference, (gap > 0).mean(axis=1), (gap < 0).mean(axis=1))


def _shown(layer: Layer) -> Array:
    return np.array([not shape.is_empty for shape in layer.shapes])


def _rows(layer: Layer, levels: Array, values: Array) -> list[list[str | float]]:
    order = np.argsort(-np.nan_to_num(values, nan=-np.inf), kind="stable")
    return [[layer.places[i], *(float(levels[q, i]) for q in (0, MEDIAN, 4))] for i in order if np.isfinite(values[i])]
