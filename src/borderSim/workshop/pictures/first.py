"""Which charts are shown first."""

from __future__ import annotations

from borderSim.catalogue import indicators
from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.draft.draft import Bases

LEADING = ("people_with_papers", "unmet_need")
"""Shown before all others (model description, 5.2)."""


def first_charts(source: Answer | Bases) -> list[str]:
    """The first-page indicators in the catalogue's order and the scenarios' own, all of them national."""
    scenarios = [source.ask.policy] if isinstance(source, Answer) else list(source.scenarios.values())
    own = [name for scenario in scenarios for name in scenario.indicators]
    found = [*LEADING, *(item.name for item in indicators().values() if item.first_page), *own]
    return [name for name in dict.fromkeys(found) if indicators()[name].dims == "national"]
