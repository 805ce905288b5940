"""Scenarios: safe YAML with positions, inheritance, levers that change over time, events and assumptions.

>>> from borderSim.scenario import load_scenario
>>> load_scenario("scenarios/reopen.yaml").changes
"""

from borderSim.scenario.chain import find_scenario
from borderSim.scenario.conditions import Condition, Expression, evaluate, indicators, parse_condition
from borderSim.scenario.load import load_scenario, parse_scenario, references
from borderSim.scenario.parts import (
    Assumption,
    ConditionalEvent,
    Distribution,
    LeverChange,
    Pin,
    Range,
    Scenario,
    ScheduledEvent,
    Setting,
)
from borderSim.scenario.readings import side_by_side, under
from borderSim.scenario.resolve import resolved, scenario_hash

__all__ = [
    "Assumption",
    "Condition",
    "ConditionalEvent",
    "Distribution",
    "Expression",
    "LeverChange",
    "Pin",
    "Range",
    "Scenario",
    "ScheduledEvent",
    "Setting",
    "evaluate",
    "find_scenario",
    "indicators",
    "load_scenario",
    "parse_condition",
    "parse_scenario",
    "references",
    "resolved",
    "scenario_hash",
    "side_by_side",
    "under",
]
