"""What a policy does, in at most three sentences: people first, and what it does that the room's others do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from borderSim.analysis.compare import aggregate
from borderSim.catalogue import Indicator, indicators
from borderSim.report import pieces
from borderSim.report.context import Context
from borderSim.results.data import RunData, quantiles
from borderSim.workshop.handout.figures import differences
from borderSim.workshop.handout.published import Deal
from borderSim.workshop.pictures.first import LEADING

OWN = 0.05
"""A policy stands out where it lies this share of the baseline's 90% band from what the round's policies usually do."""
CLEAR = 0.1
"""A difference is worth a finding where its median is at least this share of the baseline's 90% band: a smaller one,
however surely told apart from zero, drowns in what the model does not know anyway."""


def findings(context: Context, deal: Deal, made: Sequence[Deal], data: RunData) -> list[str]:
    """The findings of one of the policies ``made`` in a round, each on another system.

    Only differences count that are told apart from zero and not tiny: papers and need first, then the first page
    (model description, 5.2), of them those of its own, then by size in bands of the baseline. A policy without any has
    the findings of a run.
    """
    found: list[tuple[bool, bool, float, float, Indicator]] = []
    for item in (indicators()[row.indicator] for row in context.rows if row.window == data.window):
        levels = differences(data, made, item)
        low, _, middle, _, high = levels[list(made).index(deal)]
        width = _width(data, deal, item)
        if width > 0 and (low > 0 or high < 0) and abs(middle) >= CLEAR * width:
            own = abs(middle - float(np.median(levels[:, 2]))) / width
            ranks = (item.name in LEADING, item in context.first_page, own if own >= OWN else 0.0, abs(middle) / width)
            found.append((*ranks, item))
    found.sort(key=lambda it: it[:-1], reverse=True)
    first = {item.system: item for *_, item in reversed(found)}
    chosen = [item for *_, item in found if first[item.system] is item][: pieces.FINDINGS]
    return [pieces.finding(context, item) for item in chosen or pieces.headline(context)]


def _width(data: RunData, deal: Deal, item: Indicator) -> float:
    """The baseline's 90% band of an indicator over the run's window."""
    values = data.national[item.name][data.index(deal.baseline.name)]
    low, *_, high = quantiles(aggregate(values, item.window, data.window))
    return float(high - low)
