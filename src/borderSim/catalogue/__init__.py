"""The catalogue: levers, parameters, indicators, events and switches, each a packaged table and one reader.

>>> from borderSim import catalogue
>>> catalogue.levers()["crossing_integrity"].label("es")
"""

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

__all__ = [
    "Entry",
    "EventRow",
    "EventType",
    "Indicator",
    "Language",
    "Lever",
    "LeverRow",
    "Parameter",
    "Switch",
    "event_history",
    "events",
    "indicators",
    "lever_history",
    "lever_steps",
    "levers",
    "month_date",
    "month_index",
    "parameters",
    "switches",
]
