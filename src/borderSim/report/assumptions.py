"""What the runs were drawn from: the parameter set of the scenario, and every parameter with its value and range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from borderSim.catalogue import Parameter, parameters
from borderSim.catalogue.posterior import PRIOR, Posterior, parameter_set
from borderSim.report.context import Context
from borderSim.report.numbers import day, number, span
from borderSim.report.words import Lang, word
from borderSim.scenario import Pin


def parameter_sets(context: Context) -> list[str]:
    """In words, the set that the scenario's members were drawn from, and the reference's where it is another."""
    drawn: Mapping[str, Any] = context.data.meta.get("parameter_sets", {})
    said: dict[str, str] = {}
    for item in (context.scenario, context.reference):
        if item and item.name in drawn:
            words = set_words(drawn[item.name], len(context.data.members), context.lang)
            said.setdefault(words, context.title(item.name))
    return [f"{title}: {text}" for text, title in said.items()]


def set_words(drawn: Mapping[str, Any], members: int, lang: Lang) -> str:
    """In words, one scenario's parameter set, as the run's meta data hold it (catalogue.posterior.used)."""
    if drawn["set"] == PRIOR:
        return word("set_prior" if drawn["asked"] == PRIOR else "set_missing", lang)
    until = day(date.fromisoformat(drawn["until"]), lang)
    said = [word("set_fitted", lang, n=drawn["informed"], all=len(parameters()), until=until)]
    if members > drawn["rows"]:
        said.append(word("set_repeated", lang, rows=drawn["rows"], members=members))
    if drawn["widened"]:
        said.append(word("set_widened", lang, n=drawn["widened"]))
    if drawn["replaced"]:
        names = ", ".join(parameters()[name].label(lang) for name in drawn["replaced"])
        said.append(word("set_replaced", lang, names=names))
    if drawn["table_changed"]:
        said.append(word("set_table_changed", lang))
    return " ".join(said)


def parameter_lines(context: Context, names: Sequence[str]) -> list[list[str]]:
    """Parameters in words: label, value, range, unit, source, quality; what the scenario or the record says wins."""
    fitted = parameter_set(context.scenario.parameters)
    return [_line(context, fitted.prior(name) if fitted else parameters()[name], fitted) for name in names]


def _line(context: Context, p: Parameter, fitted: Posterior | None) -> list[str]:
    lang, own = context.lang, context.scenario.assumptions.get(p.name)
    value, low, high, quality = p.central, p.low, p.high, f"status_{p.status}"
    if own is not None:
        quality = "by_scenario"
        value, low, high = (own.value,) * 3 if isinstance(own, Pin) else (own.central, own.low, own.high)
    elif fitted and p.name in fitted.names:
        quality = "by_record" if p.name in fitted.informed else quality
        low, value, high = fitted.points(p.name)
    ends = "" if low == high else span(low, high, lang)
    return [p.label(lang), number(value, lang), ends, p.unit_in(lang), p.source, word(quality, lang)]
