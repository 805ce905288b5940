"""What a person can ask about: a lever, an indicator, a variable or a causal link, found by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from borderSim import catalogue
from borderSim.errors import UserError, nearest

Kind = Literal["lever", "indicator", "variable", "link"]


@dataclass(frozen=True)
class Subject:
    """What is explained: its ``kind`` and ``name``, and the ``variables`` of the diagram where its chain starts."""

    kind: Kind
    name: str
    variables: tuple[str, ...]


def known_names() -> dict[Kind, list[str]]:
    """Return every name that can be explained, by kind; links as cause->effect."""
    levers, indicators = list(catalogue.levers()), list(catalogue.indicators())
    taken = {*levers, *indicators}
    others = [name for name in catalogue.variables() if name not in taken]
    return {"lever": levers, "indicator": indicators, "variable": others, "link": list(catalogue.links())}


def find(text: str) -> Subject:
    """Return the subject of a name, a link's ``cause->effect`` (spaces do not matter) or a link's id.

    Raises UserError with the two nearest names.
    """
    name = text.replace(" ", "").replace("→", "->")
    if name in catalogue.levers():
        return Subject("lever", name, (name,))
    if name in catalogue.indicators():
        return Subject("indicator", name, variables_of(name))
    by_id = {link.id.casefold(): link for link in catalogue.links().values()}
    link = catalogue.links().get(name) or by_id.get(name.casefold())
    if link:
        return Subject("link", link.name, (link.cause, link.effect))
    if name in catalogue.variables():
        return Subject("variable", name, (name,))
    raise UserError(_unknown(text, name))


def variables_of(indicator: str) -> tuple[str, ...]:
    """Return the variables of the diagram that an indicator shows."""
    return tuple(v.name for v in catalogue.variables().values() if indicator in v.names("indicator"))


def _unknown(text: str, name: str) -> str:
    names = known_names()
    if "->" in name:
        near = nearest(name, names["link"], cutoff=0.0)
        return f"{text}: no such causal link; did you mean {' or '.join(near)}?"
    near = nearest(name, [one for kind, known in names.items() if kind != "link" for one in known], cutoff=0.0)
    return f"{text}: no such lever, indicator, variable or link; did you mean {' or '.join(near)}?"
