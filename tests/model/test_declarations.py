"""What the systems declare against the catalogue: no lever without an effect, no number without a row."""

from borderSim import catalogue
from borderSim.model.coupling import SYSTEMS, couplings


def declared(part):
    return {name for system in SYSTEMS for name in getattr(system, part)}


def test_active_levers_are_those_that_a_system_reads():
    assert declared("levers") == {name for name, lever in catalogue.levers().items() if lever.status == "active"}


def test_every_parameter_of_a_system_has_a_row():
    assert declared("parameters") <= set(catalogue.parameters())


def test_active_events_are_those_that_a_system_reads():
    assert declared("events") == {name for name, event in catalogue.events().items() if event.status == "active"}


def test_every_field_has_one_owner():
    names = [field.name for system in SYSTEMS for field in system.fields]
    assert len(names) == len(set(names))


def test_every_coupling_is_a_month_old_and_between_two_systems():
    rows = couplings()
    assert all(row.lag >= 1 and row.owner != row.reader for row in rows)
    assert {row.reader for row in rows} >= {"trade", "migration", "permits", "armed_groups", "violence", "diplomacy"}
