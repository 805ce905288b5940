"""The frozen world: every place with its neighbours, crossings, distances and the state of 2012-01."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from . import borders, places, proxies, start
from .history import Observed, observed
from .tables import Floats, Ints, floats, frozen, read_table

ROUTES = borders.ROUTES
GROUPS = proxies.GROUPS
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class World:
    """Read-only arrays over the permanent orders of docs/architecture.md section 1.

    N places, C Colombian municipalities, D departments, O states, K crossings, S segments, G groups, W corridors,
    B border groups. Places are indices into N; Colombian ones come first, so they index C as well.
    """

    # places
    codes: list[str]
    """P-codes: Colombia by code, then Venezuela by code."""
    names: list[str]
    lat: Floats
    """(N,) degrees, of the seat."""
    lon: Floats
    area_km2: Floats
    residents_2012: Floats
    """(N,) persons: DANE projection for 2012; Venezuela the census of 2011 scaled to the total of 2012."""
    department: Ints
    """(C,) department index of each municipality."""
    department_codes: list[str]
    department_names: list[str]
    department_start: Ints
    """(D,) first municipality of each department, for np.add.reduceat over C."""
    state: Ints
    """(N - C,) state index of each Venezuelan municipio."""
    state_codes: list[str]
    state_names: list[str]
    state_start: Ints
    """(O,) first municipio of each state, counted from the first Venezuelan place."""
    jobs_weight: Floats
    """(C,) ln of the share of the department's residents of 2012; -inf where nobody lived."""

    # the line
    crossing_ids: list[str]
    crossing_names: list[str]
    crossing_lat: Floats
    crossing_lon: Floats
    crossing_co: Ints
    """(K,) place on the Colombian side."""
    crossing_ve: Ints
    crossing_route: Ints
    """(K,) index into ROUTES; the river posts of Vichada and Guainia count with arauca (hardly any cargo)."""
    crossing_department: Ints
    crossing_border_group: Ints
    segment_co: Ints
    """(S,) place on the Colombian side of each pair of neighbours across the line."""
    segment_ve: Ints
    segment_km: Floats
    """(S,) km of shared line."""
    segment_department: Ints
    segment_border_group: Ints
    border_group_ids: list[str]
    border_group: Bools
    """(B, N) places near the line, each in the group of its nearest segment."""
    corridor_ids: list[str]
    corridor: Bools
    """(W, N)."""

    # neighbours: row-normalised by shared length, CSR over N, across the line too
    adj_indptr: Ints
    adj_indices: NDArray[np.int32]
    adj_weights: NDArray[np.float32]
    adj_cross: Bools
    """Per entry: does it cross the international line?"""

    # distances in km (great circle; a state or department stands at its population-weighted seats)
    km_state_department: Floats
    km_state_crossing: Floats
    km_state_segment: Floats
    km_crossing_department: Floats
    km_segment_department: Floats
    km_to_border: Floats
    """(N,) from the seat to the line."""

    # the world of 2012-01
    urban: Floats
    """(N,) 0-1."""
    state_presence_2012: Floats
    """(N,) 0-1, proxy."""
    coca_2012: Floats
    """(D,) hectares."""
    coca_weight: Floats
    """(N,) share of the department's coca; sums to 1 in a department, 0 in Venezuela."""
    gold_weight: Floats
    """(N,) share of the country's illicit gold; sums to 1 in each country."""
    homicide_base: Floats
    """(D,) persons per month, mean of 2012-2014, all homicides recorded by the police."""
    presence_probability: NDArray[np.float32]
    """(G, N) chance that the group is present at 2012-01; Colombian places sum to presence_count_2012."""
    presence_count_2012: Floats
    """(G,) Colombian municipalities with presence."""
    presence_count_sd: Floats
    migrants_2012: Floats
    """(4,) Venezuelans in Colombia at 2012-01: regular, in process, irregular, asylum."""
    migrant_weight_2012: Floats
    """(C,) share of them by municipality."""

    trade_base: Floats
    """(2, 7) formal trade of 2012 by direction and sector, USD M/month."""
    hostility: Floats
    """(W, G, G) which groups fight one another in a corridor war, 0-1, symmetric."""

    @property
    def n_places(self) -> int:
        """N."""
        return len(self.codes)

    @property
    def n_co(self) -> int:
        """C."""
        return len(self.department)

    @property
    def observed(self) -> Observed:
        """The observed history: counts, trade, oil, presence."""
        return observed()

    @cached_property
    def place_index(self) -> dict[str, int]:
        """Place index by P-code."""
        return {code: i for i, code in enumerate(self.codes)}


@cache
def load() -> World:
    """The packaged world; arrays are read-only and shared by all callers."""
    located = places.fields()
    line = borders.fields(located)
    grown = start.fields(line["corridor_ids"])
    return World(**located, **line, **borders.distances(located, line), **proxies.fields(located), **grown)


@cache
def population_by_year(year: int) -> Floats:
    """(C,) DANE residents of each Colombian municipality in a year from 2012 to 2024.

    Raises ValueError outside these years.
    """
    table = read_table("world/population.csv")
    if str(year) not in table:
        years = [name for name in table if name.isdigit()]
        raise ValueError(f"population of {year} is not in the tables ({years[0]} to {years[-1]})")
    return frozen(floats(table[str(year)]))
