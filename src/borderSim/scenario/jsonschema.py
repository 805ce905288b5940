"""The JSON Schema of scenario files, for completion and checks in editors; levers come from the catalogue."""

from __future__ import annotations

import json
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import Lever
from borderSim.catalogue.posterior import choices
from borderSim.scenario.names import allowed, places
from borderSim.scenario.readings import ALL, SAMPLED
from borderSim.scenario.resolve import plain_value
from borderSim.scenario.schema import ScenarioFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Plain = dict[str, Any]


def json_schema() -> Plain:
    """The schema as plain values: the shape of the file, with the catalogue's names, bounds and descriptions."""
    schema = ScenarioFile.model_json_schema(by_alias=True)
    blocks, parts = schema["properties"], schema["$defs"]
    entry = next(option for option in blocks["levers"]["anyOf"] if option.get("type") == "object")
    parts["Lever"] = {**entry["additionalProperties"], "title": "A lever's value or schedule"}
    blocks["levers"] = _levers()
    for part in (parts["Step"], parts["Staged"]):
        part["properties"]["lag"]["anyOf"].append(
            {"type": "string", "description": "One duration: `3 months`, or `usual`."}
        )
    blocks["assumptions"] = _named(blocks["assumptions"], catalogue.parameters().values())
    blocks["parameters"] = _parameter_sets(blocks["parameters"])
    blocks["switches"] = _named(blocks["switches"], catalogue.switches().values())
    blocks["reading"] = _readings(blocks["reading"])
    _enumerate(blocks["indicators"], list(catalogue.indicators()))
    parts["Event"]["properties"]["type"]["enum"] = [
        event.name for event in catalogue.events().values() if event.status == "active"
    ]
    return {"$schema": DIALECT, **schema, "title": "borderSim scenario"}


def schema_text() -> str:
    """The schema as the text of schema/scenario.schema.json."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _levers() -> Plain:
    active = [lever for lever in catalogue.levers().values() if lever.status == "active"]
    by_place = {rf"^{lever.name} ?\[.+\]$": _lever(lever) for lever in active if lever.scope != "national"}
    return {
        "type": "object",
        "description": ScenarioFile.model_fields["levers"].description,
        "properties": {lever.name: _lever(lever) for lever in active},
        "patternProperties": by_place,
        "additionalProperties": False,
    }


def _lever(lever: Lever) -> Plain:
    """Bounds act on numbers only; quantities with units are texts, which `borderSim check` reads."""
    where = "" if lever.scope == "national" else f" Places: {', '.join(places(lever.scope))}."
    out: Plain = {"description": f"{lever.text()} ({allowed(lever)}).{where} {_levels(lever)}", "$ref": "#/$defs/Lever"}
    if lever.unit == "date":
        return out
    bounds = {"minimum": lever.lower, "maximum": lever.upper}
    step = {"value": bounds, "steps": {"additionalProperties": bounds}}
    return {**out, **bounds, "properties": step, "items": {"properties": {"value": bounds}}}


def _parameter_sets(block: Plain) -> Plain:
    """The sets that a scenario may name; a year may be a number or a text."""
    years = [int(name) for name in choices() if name.isdigit()]
    return {"description": block["description"], "enum": [*choices(), *years]}


def _readings(block: Plain) -> Plain:
    """Each contested question with its readings."""
    known = {
        question: {
            "description": "; ".join(f"{name}: {reading.text()}" for name, reading in options.items()),
            "anyOf": [
                {"enum": [*options, ALL, SAMPLED]},
                {"type": "array", "items": {"enum": list(options)}, "uniqueItems": True, "minItems": 1},
            ],
        }
        for question, options in catalogue.readings().items()
    }
    description = block.get("description", "")
    return {"type": "object", "description": description, "properties": known, "additionalProperties": False}


def _levels(lever: Lever) -> str:
    """The lever's levels in words: `0: Closed. 1: Open.`"""
    values = ((plain_value(lever.name, level.value), level.words()) for level in catalogue.lever_levels()[lever.name])
    return " ".join(f"{value if isinstance(value, str) else f'{value:g}'}: {words}." for value, words in values)


def _named(block: Plain, entries: Any) -> Plain:
    """A block of `name: value` lines with the names that may stand there."""
    value = next(option for option in block["anyOf"] if option.get("type") == "object")["additionalProperties"]
    known = {entry.name: {**value, "description": entry.text() or entry.label()} for entry in entries}
    description = block.get("description", "")
    return {"type": "object", "description": description, "properties": known, "additionalProperties": False}


def _enumerate(block: Plain, names: list[str]) -> None:
    listing = next(option for option in block["anyOf"] if option.get("type") == "array")
    listing["items"]["enum"] = names
