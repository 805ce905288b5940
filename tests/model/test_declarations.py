"""What the systems declare against the catalogue: no lever without a reader, no number without a row."""

from borderSim import catalogue
from borderSim.model.coupling import SYSTEMS, couplings


def declared(part):
    return {name for system in SYSTEMS for name in getattr(system, part)}


def test_every_lever_is_active_and_read_by_a_system():
    assert {lever.status for lever in catalogue.levers().values()} == {"active"}
    assert declared("levers") == set(catalogue.levers())


def test_every_parameter_of_a_system_has_a_row():
    assert declared("parameters") <= set(catalogue.parameters())


def test_every_event_is_active_and_read_by_a_system():
    assert {event.status for event in catalogue.events().values()} == {"active"}
    assert declared("events") == set(catalogue.events())


def test_every_field_has_one_owner():
    names = [field.name for system in SYSTEMS for field in system.fields]
    assert len(names) == len(set(names))


def test_every_coupling_is_a_month_old_and_between_two_systems():
    rows = couplings()
    assert all(row.lag >= 1 and row.owner != row.reader for row in rows)
    assert {name for row in rows for name in (row.owner, row.reader)} == {system.name for system in SYSTEMS}
