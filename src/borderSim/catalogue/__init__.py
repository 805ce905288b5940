"""The catalogue: levers, parameters, indicators, events and switches, each a packaged table and one reader.

>>> from borderSim import catalogue
>>> catalogue.levers()["crossing_integrity"].label("es")
"""

from borderSim.catalogue.costs import Cost, costs
from borderSim.catalogue.dates import month_date, month_index
from borderSim.catalogue.entries import (
    Entry,
    EventType,
    Indicator,
    Language,
    Lever,
    Parameter,
    Switch,
    events,
    indicators,
    levers,
    parameters,
    switches,
)
from borderSim.catalogue.history import EventRow, LeverRow, event_history, lever_history, lever_steps
from borderSim.catalogue.levels import Level, lever_levels
from borderSim.catalogue.links import Link, Loop, Mechanism, Variable, links, loops, mechanisms, variables
from borderSim.catalogue.posterior import priors_hash
from borderSim.catalogue.readings import Reading, readings

__all__ = [
    "Cost",
    "Entry",
    "EventRow",
    "EventType",
    "Indicator",
    "Language",
    "Level",
    "Lever",
    "LeverRow",
    "Link",
    "Loop",
    "Mechanism",
    "Parameter",
    "Reading",
    "Switch",
    "Variable",
    "costs",
    "event_history",
    "events",
    "indicators",
    "lever_history",
    "lever_levels",
    "lever_steps",
    "levers",
    "links",
    "loops",
    "mechanisms",
    "month_date",
    "month_index",
    "parameters",
    "priors_hash",
    "readings",
    "switches",
    "variables",
]
