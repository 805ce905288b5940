"""The systems of the model, and the one table of who reads whom.

Every coupling goes through the state: what a system reads of another is at least one month old; longer lags live in
delay fields of the system that has them.
"""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.model import (
    armed_groups,
    asylum,
    consular,
    diplomacy,
    economy,
    migration,
    permits,
    politics,
    population,
    trade,
    violence,
    walkers,
)
from borderSim.model.system import System

SYSTEMS: tuple[System, ...] = (
    population.SYSTEM,
    economy.SYSTEM,
    trade.SYSTEM,
    migration.SYSTEM,
    walkers.SYSTEM,
    permits.SYSTEM,
    consular.SYSTEM,
    asylum.SYSTEM,
    armed_groups.SYSTEM,
    violence.SYSTEM,
    diplomacy.SYSTEM,
    politics.SYSTEM,
)


@dataclass(frozen=True)
class Coupling:
    """One row of the table: ``reader`` reads ``field`` of ``owner`` as it stood ``lag`` months ago."""

    owner: str
    field: str
    reader: str
    lag: int = 1


def couplings() -> tuple[Coupling, ...]:
    """All couplings between systems, lags in months, by owner and field."""
    owner = {field.name: system.name for system in SYSTEMS for field in system.fields}
    owner |= {f"{part}:{h.name}": s.name for s in SYSTEMS for h in s.hazards for part in ("fired", "mark")}
    rows = [Coupling(owner[name], name, system.name) for system in SYSTEMS for name in system.reads]
    return tuple(sorted((r for r in rows if r.owner != r.reader), key=lambda r: (r.owner, r.field, r.reader)))
