"""The JSON Schema of sweep files, for completion and checks in editors; names come from the catalogue."""

from __future__ import annotations

import json
from typing import Any

from borderSim import catalogue
from borderSim.catalogue.posterior import choices
from borderSim.scenario.axis_shapes import SweepFile
from borderSim.scenario.jsonschema import DIALECT

Plain = dict[str, Any]


def sweep_schema() -> Plain:
    """The schema as plain values: the shape of a sweep file, with the catalogue's names."""
    schema = SweepFile.model_json_schema(by_alias=True)
    blocks, parts = schema["properties"], schema["$defs"]
    levers = [lever for lever in catalogue.levers().values() if lever.status == "active"]
    local = "|".join(lever.name for lever in levers if lever.scope != "national")
    parts["LeverAxis"]["properties"]["lever"] |= {
        "anyOf": [{"enum": [lever.name for lever in levers]}, {"pattern": rf"^({local}) ?\[.+\]$"}]
    }
    parts["AssumptionAxis"]["properties"]["assumption"]["enum"] = list(catalogue.parameters())
    parts["EventAxis"]["properties"]["event"]["enum"] = [
        event.name for event in catalogue.events().values() if event.status == "active"
    ]
    known = catalogue.indicators().values()
    blocks["indicators"]["items"]["enum"] = [entry.name for entry in known if entry.dims == "national"]
    _items(blocks["departments"])["enum"] = [entry.name for entry in known if entry.dims == "department"]
    years = [int(name) for name in choices() if name.isdigit()]
    blocks["parameters"] = {"description": blocks["parameters"]["description"], "enum": [*choices(), *years]}
    return {"$schema": DIALECT, **schema, "title": "borderSim sweep"}


def _items(block: Plain) -> Plain:
    """What stands in a list that may be left out."""
    items: Plain = next(option for option in block["anyOf"] if option.get("type") == "array")["items"]
    return items


def sweep_schema_text() -> str:
    """The schema as the text of schema/sweep.schema.json."""
    return json.dumps(sweep_schema(), indent=1, ensure_ascii=False) + "\n"
