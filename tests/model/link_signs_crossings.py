"""Direct kernels of the passages over the line: posts, informal paths, queues, fees, same-day visits, walkers."""

from dataclasses import replace

from borderSim.model import passages, walkers
from borderSim.model.crossings import SameDay
from borderSim.model.migration_month import month_of
from tests.model.link_signs_setting import Cause, full, people
from tests.model.small_migration import WORLD

POSTS = len(WORLD.crossing_ids)


def month(p, levers=None, **state):
    return month_of(*people(p, levers=levers, **state), p, WORLD)


def split(p, dearer=0.0, levers=None, **state):
    """How people who move pass the line, with informal passages ``dearer`` by some USD."""
    now = month(p, levers, **state)
    cost = passages.costs(now)
    return passages.choice(now, passages.openness(now), replace(cost, segment=cost.segment + dearer))


def formal(p, dearer=0.0, levers=None, **state):
    return split(p, dearer, levers, **state).formal.sum(axis=2)


def irregular(p, dearer=0.0, levers=None, **state):
    return split(p, dearer, levers, **state).irregular


def of(lever):
    """A lever as a keyword of the functions above."""
    return lambda x: {"levers": {lever: x}}


def visits(p, levers=None, **state):
    """Same-day entries at official posts."""
    now = month(p, levers, **state)
    return passages.same_day(now, passages.openness(now), passages.costs(now)).formal


def queue(p, users=3000.0, **levers):
    nobody = full(p, 0.0, POSTS)
    return passages.queue(month(p, levers), full(p, 1.0, POSTS), nobody, SameDay(full(p, users, POSTS), nobody, nobody))


def fee(p, opened):
    now = month(p, {"border_open_people": opened})
    return passages._fees(now, 1.0 - passages.openness(now))


def rent(p, passing=1000.0, dearer=1.0):
    """Fees paid by department on the line, at fees times ``dearer``."""
    priced = p | {"trocha_fee_person": p["trocha_fee_person"] * dearer}
    now = month(priced, passage_rent_base=1000.0)
    return passages.rent(now, full(p, passing, 4), full(p, 0.5, POSTS))["passage_rent"]


def on_foot(p, what="walkers", levers=None, **state):
    """Walkers of a day, or their risk."""
    return walkers.flows(*people(p, levers=levers, **state), p, {}, WORLD).values[what]


KERNELS = {
    "border_open_people->formal_crossings": Cause(lambda p, x: formal(p, **of("border_open_people")(x)), 0.2, 1),
    "border_open_people->irregular_crossings": Cause(lambda p, x: irregular(p, **of("border_open_people")(x)), 0.2, 1),
    "border_open_people->trocha_fee": Cause(fee, 0, 1),
    "border_closure->irregular_crossings": Cause(lambda p, x: irregular(p, closure=x), 0, 0.8),
    "border_closure->formal_crossings": Cause(lambda p, x: formal(p, closure=x), 0, 0.8),
    "crossing_integrity->irregular_crossings": Cause(lambda p, x: irregular(p, **of("crossing_integrity")(x)), 0.2, 1),
    "trocha_control->irregular_crossings": Cause(lambda p, x: irregular(p, **of("trocha_control")(x)), 0, 1),
    "trocha_control->trocha_fee": Cause(lambda p, x: passages._danger(month(p, {"trocha_control": x})), 0, 1),
    "documented_share->formal_crossings": Cause(lambda p, x: formal(p, documented_share=x), 0.2, 0.8),
    "document_waiver->formal_crossings": Cause(lambda p, x: formal(p, **of("document_waiver")(x)), 0, 1),
    "crossing_hours->formal_crossings": Cause(lambda p, x: formal(p, **of("crossing_hours")(x)), 8, 16),
    "formal_queue->irregular_crossings": Cause(lambda p, x: irregular(p, queue_hours=x), 0, 6),
    "irregular_crossings->formal_crossings": Cause(lambda p, x: formal(p, dearer=-x), 0, 10),
    "trocha_fee->irregular_crossings": Cause(lambda p, x: irregular(p, dearer=x), 0, 10),
    "corridor_violence->irregular_crossings": Cause(lambda p, x: irregular(p, violence=x), 1, 3),
    "crossing_throughput->formal_queue": Cause(lambda p, x: queue(p, crossing_throughput=x), 1000, 4000),
    "formal_crossings->formal_queue": Cause(lambda p, x: queue(p, users=x), 1000, 5000),
    "formal_trade->pendular_flow": Cause(lambda p, x: visits(p, trade_flow=x), 10, 40),
    "price_gap_food->pendular_flow": Cause(lambda p, x: visits(p, **of("price_gap_food")(x)), 0.5, 2),
    "price_gap_fuel->pendular_flow": Cause(lambda p, x: visits(p, **of("price_gap_fuel")(x)), 0.5, 2),
    "private_vehicle_access->formal_crossings": Cause(lambda p, x: visits(p, **of("private_vehicle_access")(x)), 0, 1),
    "humanitarian_corridor->formal_crossings": Cause(
        lambda p, x: visits(p, {"humanitarian_corridor": x, "border_open_people": 0.0}), 0, 1
    ),
    "irregular_crossings->passage_rent": Cause(lambda p, x: rent(p, passing=x), 1000, 2000),
    "trocha_fee->passage_rent": Cause(lambda p, x: rent(p, dearer=x), 1, 2),
    "public_transport_access->caminantes": Cause(lambda p, x: on_foot(p, **of("public_transport_access")(x)), 0, 1),
    "ve_gdp->caminantes": Cause(lambda p, x: on_foot(p, gdp=x), -1.5, -1.0),
    "documented_share->caminantes": Cause(lambda p, x: on_foot(p, documented_share=x), 0.2, 0.8),
    "migrant_inflow->caminantes": Cause(lambda p, x: on_foot(p, arrivals=x), 5e3, 2e4),
    "caminantes->trafficking_recruitment_risk": Cause(
        lambda p, x: walkers.risk(full(p, x), full(p, 0.5), full(p, 1.0), p), 500, 1000
    ),
    "shelter_places->trafficking_recruitment_risk": Cause(
        lambda p, x: on_foot(p, "walker_risk", **of("shelter_places")(x)), 0, 500
    ),
}
