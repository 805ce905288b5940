"""Names that a scenario may use: levers with their places, parameters, indicators, events, switches.

Only the standard library is read here, so `borderSim check` starts fast.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path

from borderSim import catalogue
from borderSim.catalogue import Lever
from borderSim.errors import did_you_mean

WORLD = Path(__file__).parent.parent / "data" / "world"
NATIONAL = ""
MOST_NAMES = 8


def _column(table: str, *columns: str) -> list[tuple[str, ...]]:
    with (WORLD / table).open(encoding="utf-8", newline="") as stream:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(stream)]


@cache
def places(scope: str) -> dict[str, str]:
    """Ids of a scope's places in their permanent order, each with its name; {"": ""} for a national lever."""
    if scope == "crossing":
        return {row[0]: row[1] for row in _column("crossings.csv", "id", "name")}
    if scope == "department":
        return {code: name for code, name in _column("admin1.csv", "code", "name") if code.startswith("CO")}
    if scope == "corridor":
        return {row[0]: row[0] for row in _column("corridors.csv", "corridor")}
    if scope == "border_group":
        order = ("norte_tachira", "guajira_cesar_zulia", "arauca_apure", "orinoquia")
        known = {row[0] for row in _column("crossings.csv", "border_group")}
        return {name: name for name in (*order, *sorted(known - set(order))) if name in known}
    return {NATIONAL: NATIONAL}


def _plain(text: str) -> str:
    """Lower case without accents: `Bogotá, D.C.` is `bogota, d.c.`."""
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def find_place(text: str, scope: str) -> str:
    """The id of a place given by id or name. Raises ValueError with the nearest names."""
    known = places(scope)
    aliases = {_plain(name): place for place, name in known.items()} | {_plain(place): place for place in known}
    found = aliases.get(_plain(text))
    if found:
        return found
    kind = scope.replace("_", " ")
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    shown = did_you_mean(text, {*known, *known.values()}) or f"; known: {', '.join([*known][:MOST_NAMES])}{more}"
    raise ValueError(f"{text.strip() or 'nothing'} is not a {kind}{shown}")


def find_lever(text: str) -> tuple[Lever, tuple[str, ...] | None]:
    """A lever and the places of `lever` or `lever[place, place]`; None is everywhere. Raises ValueError."""
    match = re.fullmatch(r"([^\[\]]+?)\s*(?:\[([^\[\]]*)\])?", text.strip())
    if not match:
        raise ValueError("write a lever as `lever` or `lever[place, place]`")
    lever = _known_lever(match[1])
    if match[2] is None:
        return lever, None
    if lever.scope == "national":
        raise ValueError(f"{lever.name} is national and takes no places")
    found = tuple(find_place(part, lever.scope) for part in _split(match[2], lever.scope))
    again = next((place for place in found if found.count(place) > 1), None)
    if again:
        raise ValueError(f"{again} is named twice")
    return lever, found


def _split(text: str, scope: str) -> list[str]:
    """Split at commas, but not inside a name that holds one (San Andrés, Providencia y Santa Catalina)."""
    for name in places(scope).values():
        if "," in name and _plain(name) in _plain(text):
            text = re.sub(re.escape(_plain(name)), name.replace(",", "\0"), _plain(text))
    return [part.replace("\0", ",") for part in text.split(",")]


def _known_lever(name: str) -> Lever:
    known = catalogue.levers()
    if name in catalogue.parameters():
        raise ValueError("is a parameter, not a lever; it belongs under assumptions")
    if name not in known:
        active = [lever.name for lever in known.values() if lever.status == "active"]
        raise ValueError(f"unknown lever{did_you_mean(name, active) or did_you_mean(name, known)} (borderSim levers)")
    if known[name].status != "active":
        raise ValueError("is planned, not built yet (borderSim levers lists those that are active)")
    return known[name]


def check_known(name: str, known: Collection[str], kind: str) -> str:
    """The name itself when it is known. Raises ValueError with the nearest names."""
    if name not in known:
        raise ValueError(f"unknown {kind} {name[:60]}{did_you_mean(name, known)}")
    return name


def allowed(lever: Lever) -> str:
    """The range of a lever in words: `allowed 10 to 52 (tonnes/truck)`."""
    if lever.unit == "date":
        return f"allowed {catalogue.month_date(lever.lower)} to {catalogue.month_date(lever.upper)}"
    unit = f" ({lever.unit})" if re.search("[a-z]{3}", lever.unit) else ""
    return f"allowed {lever.lower:g} to {lever.upper:g}{unit}"
