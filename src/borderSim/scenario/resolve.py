"""A scenario as plain values: for scenario.resolved.yaml, for its hash and for comparison."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import yaml

from borderSim import catalogue
from borderSim.scenario.parts import (
    Assumption,
    ConditionalEvent,
    Distribution,
    LeverChange,
    Pin,
    Scenario,
    ScheduledEvent,
)
from borderSim.scenario.source import NUMBER, WORDS

Plain = dict[str, Any]


def resolved(scenario: Scenario) -> Plain:
    """Plain values without `extends` that load to an equal scenario."""
    events = [*map(_event, scenario.events), *map(_condition, scenario.conditions)]
    out = {
        "name": scenario.name,
        "title": dict(scenario.title),
        "question": dict(scenario.question),
        "notes": [dict(note) for note in scenario.notes],
        "start": scenario.start.isoformat(),
        "end": scenario.end.isoformat(),
        "members": scenario.members,
        "seed": scenario.seed,
        "parameters": scenario.parameters,
        "compare_with": list(scenario.compare_with),
        "levers": _levers(scenario.changes),
        "events": events,
        "assumptions": {name: _assumption(value) for name, value in scenario.assumptions.items()},
        "switches": dict(scenario.switches),
        "reading": {question: list(chosen) for question, chosen in scenario.readings.items()},
        "decompose": list(scenario.decompose),
        "indicators": list(scenario.indicators),
        "window": scenario.window,
        "references": [resolved(other) for other in scenario.carried],
        "resolved_from": list(scenario.chain),
    }
    return {key: value for key, value in out.items() if value not in ([], {})}


class _Dumper(yaml.SafeDumper):
    """Quotes a text that scenario files would read as a number or as yes or no (`1e5`, a text in YAML 1.1)."""

    def ignore_aliases(self, data: Any) -> bool:
        """Scenario files take no aliases."""
        return True


def _quoted(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    bare = not NUMBER.fullmatch(text) and text.lower() not in WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, None if bare else "'")


_Dumper.add_representer(str, _quoted)


def to_yaml(plain: Plain) -> str:
    """Plain values as the text of a scenario file."""
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def scenario_hash(scenario: Scenario) -> str:
    """sha256 (hex) of the scenario's content as canonical JSON; what does not count in comparison is left out."""
    content = {key: value for key, value in resolved(scenario).items() if key not in ("references", "resolved_from")}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def lever_key(lever: str, places: tuple[str, ...] | None) -> str:
    """`lever` or `lever[place, place]`."""
    return f"{lever}[{', '.join(places)}]" if places else lever


def plain_value(lever: str, value: float) -> float | str:
    """A lever's value as a file writes it: a date for a lever of dates."""
    if catalogue.levers()[lever].unit == "date":
        return catalogue.month_date(value).isoformat()
    return value


def _levers(changes: tuple[LeverChange, ...]) -> dict[str, list[Plain]]:
    out: dict[str, list[Plain]] = {}
    for change in changes:
        out.setdefault(lever_key(change.lever, change.places), []).append(_change(change))
    return out


def _change(change: LeverChange) -> Plain:
    out: Plain = {"from": change.start.isoformat(), "value": plain_value(change.lever, change.value)}
    if change.ramp_months:
        out["ramp"] = _months(change.ramp_months)
    if change.until:
        out["until"] = change.until.isoformat()
    if change.lag:
        out["lag"] = _lag(change.lag)
    return out


def _months(months: float) -> str:
    return f"{months!r} months"


def _lag(lag: Distribution) -> Plain:
    ends = {"median": _months(lag.central), "low": _months(lag.low), "high": _months(lag.high)}
    return {**ends, "distribution": lag.kind}


def _event(event: ScheduledEvent) -> Plain:
    out: Plain = {"type": event.type, "date": event.date.isoformat()}
    if event.places:
        out["place"] = ", ".join(event.places)
    if event.until:
        out["until"] = event.until.isoformat()
    if event.size is not None:
        out["size"] = event.size
    return out


def _condition(event: ConditionalEvent) -> Plain:
    do = {lever_key(s.lever, s.places): plain_value(s.lever, s.value) for s in event.do}
    out: Plain = {"when": str(event.when), "do": do}
    if event.duration_days is not None:
        out["for"] = f"{event.duration_days!r} days"
    if event.once:
        out["once"] = True
    return out


def _assumption(assumption: Assumption) -> float | Plain:
    if isinstance(assumption, Pin):
        return assumption.value
    ends = {"low": assumption.low, "central": assumption.central, "high": assumption.high}
    return {**ends, "distribution": assumption.distribution}
