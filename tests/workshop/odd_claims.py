"""What each odd combination claims, checked with the kernel that it names.

A claim is a function with the name of its combination, of central parameters (1, 1). It returns what must hold:
booleans, or arrays of them.
"""

import numpy as np

from borderSim import catalogue
from borderSim.model import (
    coca,
    consular,
    cooperation,
    flights,
    group_growth,
    hosting,
    oil,
    passages,
    permits,
    routes,
    talks,
    trade_costs,
)
from borderSim.model.coupling import SYSTEMS
from borderSim.model.lanes import ELN
from tests.model import small_trade
from tests.model.link_signs_crossings import fee, formal, irregular, month, split, visits
from tests.model.link_signs_groups import clash, drivers, fled, groups, hectares
from tests.model.link_signs_people import risk
from tests.model.link_signs_setting import Levers, full, places

LAND = trade_costs.LAND
BORDER = small_trade.small_world()
OPEN, SHUT = np.ones((1, 8)), np.zeros((1, 8))


# --- trade and oil ---------------------------------------------------------------------------------------------------


def common(p, caution=0.0, **levers):
    """The cost of trade that is the same on all routes, once banks act on a payment channel as they see it."""
    relief = p["banking_relief"] * levers.get("banking_channel", 0.2)
    return trade_costs.common_cost(full(p, caution), relief, Levers(p, **levers), p).sum()


def cargo_without_payments(p):
    dear = common(p, 0.6, sanctions_intensity=0.6, banking_channel=0.2)
    return dear > common(p, 0.6, sanctions_intensity=0.6, banking_channel=0.9)


def relief_with_closed_border(p):
    shut, opened = (routes.capacity(part, Levers(p, sanctions_intensity=0.0), p, BORDER) for part in (SHUT, OPEN))
    return [shut[:, :LAND] == 0, opened[:, :LAND] > 0, shut[:, LAND:] == opened[:, LAND:], shut[:, LAND:] > 0]


def banks_without_sanctions(p):
    def gain(**more):
        return common(p, banking_channel=0.0, **more) - common(p, banking_channel=0.9, **more)

    return [gain(sanctions_intensity=0.0) == 0, gain(sanctions_intensity=0.0, caution=0.5) > 0,
            gain(sanctions_intensity=0.6, caution=0.6) > gain(sanctions_intensity=0.0, caution=0.5)]  # fmt: skip


def cargo_without_bays(p):
    return [routes.trucks(Levers(p, customs_bays=0), p) == 0, routes.trucks(Levers(p), p) > 0]


def flights_under_sanctions(p):
    def flown(sanctions):
        levers = Levers(p, flights_per_week=30, sanctions_intensity=sanctions)
        return flights.next_flights({"flights": full(p, 30.0)}, levers, levers, p)

    return [flown(0.8) < 30, flown(catalogue.levers()["sanctions_intensity"].default) == 30]


def licences_without_sanctions(p):
    names = ("licence_gl41", "licence_gl44", "licence_other_oil")
    free, none = (Levers(p, sanctions_intensity=0, **dict.fromkeys(names, held)) for held in (1, 0))
    needed = Levers(p, **dict.fromkeys(names, 0))
    return [oil.unlicensed(free, p) == oil.unlicensed(none, p), oil.unlicensed(needed, p) > 0,
            oil.oil_target(free, full(p, 0.0), p) == oil.oil_target(none, full(p, 0.0), p)]  # fmt: skip


def licence_with_tariff(p):
    taxed, untaxed = (Levers(p, licence_gl44=1, secondary_tariff=tariff) for tariff in (0.25, 0))
    without = Levers(p, licence_gl44=0, secondary_tariff=0.25)
    more = oil.oil_target(taxed, full(p, 0.0), p) > oil.oil_target(without, full(p, 0.0), p)
    return [oil.netback(taxed, p) < oil.netback(untaxed, p), more]


# --- the line --------------------------------------------------------------------------------------------------------


def open_without_hours(p):
    few, many = {"crossing_hours": 2.0}, {"crossing_hours": 15.0}
    trucks = [routes.trucks(Levers(p, **levers), p) for levers in (few, many)]
    return [formal(p, levers=few) < formal(p, levers=many), visits(p, few) < visits(p, many), trucks[0] < trucks[1],
            irregular(p, levers=few) > irregular(p, levers=many)]  # fmt: skip


def control_while_closed(p):
    shut = {"border_open_people": 0.0}
    loose, tight = (split(p, levers=shut | {"trocha_control": control}) for control in (0.2, 0.9))
    return [tight.formal == 0, tight.wait > loose.wait, tight.irregular > 0, fee(p, 0.0) > fee(p, 1.0)]


def corridor_while_open(p):
    def through(opened, corridor):
        now = month(p, {"border_open_people": opened, "humanitarian_corridor": corridor})
        return passages.same_day(now, passages.openness(now), passages.costs(now)).corridor

    return [through(1.0, 1.0) == 0, through(0.0, 1.0) > 0]


# --- papers ----------------------------------------------------------------------------------------------------------


def served(p, **levers):
    """A month of the permit queue with half a million people who have just registered."""
    queue, nobody = full(p, 0.0, 3), full(p, 0.0)
    return permits.tandem(queue + 1e5, nobody, full(p, 5e5), Levers(p, **levers), p), queue + 1e5


def window_without_delivery(p):
    few, queue = served(p, ppt_delivery_capacity=1000)
    many, _ = served(p, ppt_delivery_capacity=200_000)
    waits = [permits.median_wait(one.backlog(queue), one, p["wait_limit"]) for one in (few, many)]
    return [few.delivered == 1000, few.backlog(queue).sum() > queue.sum(), waits[0] > 36, waits[0] > waits[1]]


def window_without_biometrics(p):
    few, queue = served(p, biometric_capacity=1000, ppt_delivery_capacity=300_000)
    return [few.biometrics == 1000, few.backlog(queue)[:, 0] > queue[:, 0]]


def delivery_without_window(p):
    def new(window):
        return permits.registrations(full(p, 1e6), full(p, 1e6), full(p, window), full(p, 0.9), full(p, 0.2))

    waiting, _ = served(p, ppt_delivery_capacity=300_000)
    return [new(0.0) == 0, new(1.0) > 0, waiting.delivered > 0]


def window_with_old_limit(p):
    old, new = (full(p, catalogue.month_index(day)) for day in ("2021-01-31", "2025-07-01"))
    late, later = (permits.late_entrants(full(p, 1e5), old, limit, 165) for limit in (old, new))
    return [late == 1e5, later < 2e4]


def documents_without_offices(p):
    def able(documents, offices, service):
        return consular.capacity(full(p, documents), full(p, offices), full(p, service), p).sum()

    return [able(50_000, 0.0, 0.0) == 0, able(200_000, 1.0, 0.1) == able(100_000, 1.0, 0.1),
            able(50_000, 15.0, 1.0) > able(50_000, 1.0, 0.1)]  # fmt: skip


def consulates_without_relations(p):
    levels = [cooperation.trust_level(Levers(p, diplomatic_relations=level), p) for level in (0, 2)]
    readers = [system.name for system in SYSTEMS if "diplomatic_relations" in system.levers]
    return [levels[0] < levels[1], readers == ["diplomacy"]]


def police_without_safeguards(p):
    return risk(p, cooperation=0.8, safeguards=0.1) > np.maximum(
        risk(p, cooperation=0.1, safeguards=0.1), risk(p, cooperation=0.8, safeguards=0.9)
    )


def credit_beyond_the_top(p):
    def reached(labour, credit):
        return hosting.integration(Levers(p, labour_integration=labour, migrant_microcredit=credit), p)

    return [reached(1.0, 200.0) == reached(1.0, 0.0), reached(0.2, 200.0) > reached(0.2, 0.0)]


# --- talks and groups ------------------------------------------------------------------------------------------------


def table(p, stage, violence=1.0, **levers):
    """The setting of the talks, their state with the ELN at a stage, and the hazards of a month."""
    found = Levers(p, **levers)
    state = groups(p, talks_stage_group=np.array([[stage, 0.0, 0.0, 0.0]]), trust=0.5, guarantor=0.8)
    state |= {f"fired:{event}": full(p, 0.0, 4) for event in talks.ADVANCE}
    at = talks.setting(found, p)
    return at, state, found, talks.hazards(state, at, found, p, full(p, violence))


def talks_under_offensive(p):
    calm, violent = (table(p, talks.ROUNDS, violence, talks_eln=1)[3]["talks_collapse"] for violence in (1.0, 1.5))
    return [clash(p, 2.0) > clash(p, 1.0), violent[:, ELN] > calm[:, ELN]]


def guarantor_without_talks(p):
    backed = {"ve_guarantor_support": 1.0}
    refused, willing = (table(p, talks.EXPLORATORY, talks_eln=w, **backed)[3] for w in (0.0, 1.0))
    new = table(p, talks.NONE, talks_eln=0.0, **backed)[3]
    moves = [np.add.reduce([found[event][:, ELN] for event in talks.ADVANCE]) for found in (refused, new, willing)]
    return [moves[0] == 0, moves[1] == 0, moves[2] > 0]


def ceasefire_without_talks(p):
    none = {"talks_eln": 0.0, "talks_dissidents": 0.0, "talks_agc": 0.0, "ceasefire_term": 24}
    at, state, levers, hazards = table(p, talks.ROUNDS, **none)
    onward = np.add.reduce([hazards[event] for event in talks.ADVANCE])
    return [onward == 0, talks.renewal_probability(state, at, levers, p) == 0]


def ceasefire_without_monitoring(p):
    few, many = (table(p, talks.CEASEFIRE, talks_eln=1, ceasefire_monitoring=part) for part in (0.0, 1.0))
    broken = [talks.violations_next(state, at, levers, p)[:, ELN] for at, state, levers, _ in (few, many)]
    renewed = [talks.renewal_probability(state, at, levers, p)[:, ELN] for at, state, levers, _ in (few, many)]
    return [broken[0] > broken[1], renewed[0] < renewed[1]]


def growth(p, ceasefire, built):
    geo, fixed = places(p)
    levers = Levers(p, state_presence_investment=built)
    return group_growth.growth(groups(p, ceasefire=ceasefire), levers, drivers(p), p, fixed, geo)[:, ELN]


def ceasefire_without_state(p):
    return [growth(p, 1.0, 0.1) > growth(p, 0.0, 0.1), growth(p, 1.0, 1.0) == growth(p, 0.0, 1.0)]


def offensive_next_to_haven(p):
    pushed = fled(p, operations=2.0, notice=0.0, haven=0.7)
    return [pushed > fled(p, operations=1.0, notice=0.0, haven=0.7), pushed > fled(p, 2.0, 0.9, haven=0.7),
            fled(p, 2.0, 0.0, haven=0.0) == 0]  # fmt: skip


def offensive_everywhere(p):
    def tempo(pressure):
        return group_growth.operations_tempo(groups(p), Levers(p, military_pressure=pressure), p)

    top = catalogue.lever_levels()["military_pressure"][-1]
    return [top.words() == "All forces in one department", np.isclose(tempo(1.0), 2 * tempo(0.5)),
            tempo(1.0).size == 33]  # fmt: skip


def substitution_with_eradication(p):
    both, one, other, none = (
        hectares(p, 1e4, eradicated, promised, promised).sum()
        for eradicated, promised in ((6e4, 1e4), (6e4, 0), (0, 1e4), (0, 0))
    )
    planted = coca.substituted(full(p, 1e4, 33), full(p, 1e4), full(p, 0.0), p)
    return [np.isclose(none - both, (none - one) + (none - other)), planted < 0, both < min(one, other)]


def trust_measures_with_criticism(p):
    def trust(**levers):
        return cooperation.trust_level(Levers(p, **levers), p)

    loud = trust(public_condemnation=1, regional_coordination=0)
    states = [groups(p, trust=level, military_trust=0.2) for level in (0.2, 0.7)]
    levers = Levers(p, military_trust_measures=1)
    built = [cooperation.military_trust_next(state, levers, p) for state in states]
    return [loud < trust(public_condemnation=0, regional_coordination=0),
            loud < trust(public_condemnation=1, regional_coordination=1), built[0] < built[1]]  # fmt: skip
