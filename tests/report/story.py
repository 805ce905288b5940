"""A made-up scenario and reference that fit tests/results/synthetic.py."""

from __future__ import annotations

from datetime import date

from borderSim.scenario.parts import LeverChange, Pin, Scenario, ScheduledEvent


def scenario(
    name: str, title: tuple[str, str], changes: tuple[LeverChange, ...], events: tuple[ScheduledEvent, ...]
) -> Scenario:
    return Scenario(
        name=name,
        title={"en": title[0], "es": title[1]},
        question={
            "en": "What does a full, clean reopening buy, and for whom?",
            "es": "¿Qué se gana con una reapertura completa y limpia, y para quién?",
        },
        notes=(
            {"en": "The onward link is argued, not measured.", "es": "El vínculo hacia otros países es un argumento."},
        ),
        start=date(2022, 7, 1),
        end=date(2025, 7, 1),
        members=40,
        seed=7,
        compare_with=("baseline",),
        changes=changes,
        events=events,
        conditions=(),
        assumptions={"gdp_elasticity_oil_short": Pin(0.2)} if changes else {},
        switches={},
        decompose=("demand", "events"),
    )


CHANGES = (
    LeverChange("border_open_cargo", None, date(2022, 9, 26), 1.0),
    LeverChange("border_open_people", ("simon_bolivar", "tienditas"), date(2022, 9, 26), 1.0),
    LeverChange("crossing_integrity", None, date(2022, 10, 1), 0.8, ramp_months=12),
    LeverChange("crossing_hours", None, date(2023, 3, 1), 18.0, until=date(2023, 9, 1)),
)
REOPEN = scenario(
    "reopen",
    ("Reopening package", "Paquete de reapertura"),
    CHANGES,
    (ScheduledEvent("election_shock", None, date(2024, 7, 28)),),
)
BASELINE = scenario("baseline", ("Border stays closed", "La frontera sigue cerrada"), (), ())
