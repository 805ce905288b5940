"""Direct kernels of politics, working relations, closures of the line and talks."""

import numpy as np

from borderSim.model import closures, cooperation, politics, talks
from borderSim.model.lanes import AGC, DISSIDENTS, ELN
from tests.model.link_signs_setting import GROUP_WORLD, Cause, Levers, full, groups

SCALE = np.arange(4) == ELN
"""The table of the ELN among the groups."""


def state(p, **changes):
    """Groups, diplomacy and politics at the start, some of it changed."""
    levels = politics.initial(GROUP_WORLD, p, {})
    return levels | groups(p) | {name: full(p, x) for name, x in changes.items()}


# --- politics -------------------------------------------------------------------------------------------------------


def accord(p, what, settlement=0.0, **levers):
    return politics._accord(state(p, settlement=settlement), Levers(p, **levers), p)[what]


def repression(p, settlement):
    return politics._caracas(state(p, settlement=settlement), Levers(p, ve_repression=0.8), p)["repression"]


def washington(p, what, tension):
    return politics._washington(state(p), Levers(p, us_co_tension=tension, us_security_aid=1, us_civil_aid=1), p)[what]


def effort(p, **levers):
    """Concessions that the region's course brings; nobody is loud or in concert unless a lever says so."""
    return politics.effort(Levers(p, **{"public_condemnation": 0, "regional_coordination": 0} | levers), p)


def concessions(p, **levers):
    """Concessions next month where some are on the way: from half of all, sanctions eased by a bit."""
    return politics.concessions_next(state(p, concessions=0.5), Levers(p, **levers), p)


def police(p, **levers):
    return politics.police_next(state(p, trust=0.5), Levers(p, **levers), p)


# --- working relations ----------------------------------------------------------------------------------------------


def trust(p, **levers):
    return cooperation.trust_level(Levers(p, **{"public_condemnation": 0.5} | levers), p)


def trust_cost(p, loud=1.0, **levers):
    """Trust that condemnation costs."""
    quiet, heard = (trust(p, **levers | {"public_condemnation": x}) for x in (0.0, loud))
    return quiet - heard


def armies(p, known=0.5, **levers):
    return cooperation.military_trust_next(state(p, trust=known), Levers(p, **levers), p)


def haven(p, armies_trust):
    return cooperation.haven_next(state(p, military_trust=armies_trust), Levers(p), p)


def after_measures(p, measures):
    """Haven after the armies' trust has followed the measures for a month."""
    levers = Levers(p, military_trust_measures=measures)
    known = state(p, trust=0.5)
    return cooperation.haven_next(
        known | {"military_trust": cooperation.military_trust_next(known, levers, p)}, levers, p
    )


def guarantor(p, known):
    return cooperation.guarantor_next(full(p, 0.0), full(p, known), Levers(p, ve_guarantor_support=0.5), p)


def days(p, armies_trust=0.3, **levers):
    return cooperation.incident_resolution(state(p, military_trust=armies_trust), Levers(p, **levers), p)


# --- closures -------------------------------------------------------------------------------------------------------


def hazard(p, event, violence=1.0, trust=0.0, incident=0.0, repression=0.0, **levers):
    """Hazard per month of a closure or an incident, near the trust and the repression at which it was counted."""
    usual = p["trust_reference" if event == "long_closure" else "trust_reference_short"]
    now = state(p, trust=usual + trust, repression=p["repression_reference_short"] + repression)
    now["fired:incident"] = full(p, incident)
    return closures.closure_hazards(now, Levers(p, **levers), p, full(p, violence))[event]


def shut(p, event, fired):
    """Share of next month that each crossing is closed."""
    now = state(p) | {f"fired:{event}": full(p, fired), f"mark:{event}": full(p, 0.5)}
    return closures.closures(now, Levers(p), p, closures.line(GROUP_WORLD))["closure"]


# --- talks ----------------------------------------------------------------------------------------------------------


def table(p, stage, **changes):
    """A table with the ELN at a stage; changes by group (L, G), for the ELN alone."""
    known = state(p) | {"talks_stage_group": full(p, stage * SCALE, 4)}
    return known | {name: full(p, x * SCALE, 4) for name, x in changes.items()}


def chance(p, event, known, violence=1.0, group=ELN, **levers):
    """Hazard per month of an event at a table; all are willing to talk."""
    exposure = Levers(p, **{"talks_eln": 1, "talks_dissidents": 1, "talks_agc": 1} | levers)
    return talks.hazards(known, talks.setting(exposure, p), exposure, p, full(p, violence))[event][:, group]


def after(p, what, known, **levers):
    """Talks next month."""
    exposure = Levers(p, **{"talks_eln": 1} | levers)
    uniform = full(p, 0.5, 4)
    return talks.next_values(known, talks.setting(exposure, p), exposure, p, uniform)[what][:, ELN]


def willing(p, lever, group, x):
    known = state(p) | {"talks_stage_group": full(p, talks.ROUNDS, 4)}
    return chance(p, "talks_to_ceasefire", known, group=group, **{lever: x})


def others_at_table(p, stage):
    known = table(p, talks.ROUNDS)
    known["talks_stage_group"][:, DISSIDENTS] = stage
    return chance(p, "talks_to_ceasefire", known)


def term(p, months):
    """Months of ceasefire that begin when rounds end well."""
    known = table(p, talks.ROUNDS) | {"fired:talks_to_ceasefire": full(p, SCALE, 4)}
    exposure = Levers(p, talks_eln=1, ceasefire_term=months)
    return talks._clock(known, talks.setting(exposure, p), exposure, p, full(p, 0.5, 4))[1][:, ELN]


def rounds(p, stage):
    exposure = Levers(p, talks_eln=1)
    return talks._rounds(table(p, stage), talks.setting(exposure, p), exposure, p)[1][:, ELN]


def monitored(p, x):
    exposure = Levers(p, talks_eln=1, ceasefire_monitoring=x)
    return talks.violations_next(table(p, talks.CEASEFIRE), talks.setting(exposure, p), exposure, p)[:, ELN]


def truce(p, stage, event, fired=1.0):
    """Share of next month that the ELN's ceasefire holds when an event of its table has fired, or not."""
    known = table(p, stage, ceasefire_left=6.0) | {f"fired:{event}": full(p, fired * SCALE, 4)}
    return after(p, "ceasefire", known)


def expected_truce(p, stage):
    """The same from a stage of the talks, by the chance that rounds end well."""
    return chance(p, "talks_to_ceasefire", table(p, stage)) * truce(p, stage, "talks_to_ceasefire")


def kept_truce(p, collapses):
    """Share of next month that a ceasefire holds, by how often talks collapse against what is usual."""
    known = p | {"talks_collapse_hazard": collapses * p["talks_collapse_hazard"]}
    lost = chance(known, "talks_collapse", table(p, talks.CEASEFIRE))
    whole, none = (truce(p, talks.CEASEFIRE, "talks_collapse", fired) for fired in (0.0, 1.0))
    return whole + lost * (none - whole)


def broken(p, share):
    """Share of the month without a ceasefire that holds, by the share that fronts broke last month."""
    return 1 - after(p, "ceasefire", table(p, talks.CEASEFIRE, ceasefire_left=6.0, violations=share))


KERNELS = {
    "ve_settlement->sanctions_intensity": Cause(lambda p, x: 1 - accord(p, "sanctions_relief", x), 0, 1),
    "ve_settlement->frozen_assets_release": Cause(lambda p, x: accord(p, "assets_freed", x), 0, 1),
    "sanctions_intensity->deportation_flights": Cause(
        lambda p, x: accord(p, "flight_acceptance", sanctions_intensity=x), 0.3, 0.6
    ),
    "ve_settlement->ve_repression": Cause(repression, 0, 1),
    "us_co_tension->us_security_aid": Cause(lambda p, x: washington(p, "security_aid", x), 0.5, 1),
    "us_co_tension->us_civil_aid": Cause(lambda p, x: washington(p, "civil_aid", x), 0.5, 1),
    "public_condemnation->ve_settlement": Cause(lambda p, x: effort(p, public_condemnation=x, un_border_envoy=0), 0, 1),
    "regional_coordination->ve_settlement": Cause(lambda p, x: effort(p, regional_coordination=x), 0, 1),
    "sanctions_intensity->ve_settlement": Cause(
        lambda p, x: concessions(p, sanctions_intensity=x, ve_repression=0, regional_coordination=1), 0.2, 0.4
    ),
    "ve_repression->ve_settlement": Cause(
        lambda p, x: concessions(p, ve_repression=x, regional_coordination=1, sanctions_intensity=0),
        0.75,
        0.8,
        "no concessions are on the way that a crackdown could end",
    ),
    "police_judicial_cooperation->security_cooperation": Cause(
        lambda p, x: police(p, police_judicial_cooperation=x), 0.1, 0.8
    ),
    "governors_channel->security_cooperation": Cause(lambda p, x: police(p, governors_channel=x), 0, 1),
    "diplomatic_relations->border_open_cargo": Cause(lambda p, x: trust(p, diplomatic_relations=x), 0, 2),
    "public_condemnation->bilateral_trust": Cause(lambda p, x: trust(p, public_condemnation=x), 0, 1),
    "military_trust_measures->bilateral_trust": Cause(lambda p, x: trust(p, military_trust_measures=x), 0, 1),
    "joint_border_commission->bilateral_trust": Cause(lambda p, x: trust(p, joint_border_commission=x), 0, 1),
    "good_offices->bilateral_trust": Cause(lambda p, x: trust(p, good_offices=x), 0, 1),
    "un_border_envoy->bilateral_trust": Cause(lambda p, x: trust(p, un_border_envoy=x), 0, 1),
    "security_assurances->bilateral_trust": Cause(lambda p, x: trust(p, security_assurances=x), 0, 1),
    "trust_cost_of_condemnation->bilateral_trust": Cause(
        lambda p, x: trust(p | {"condemnation_trust_cost": x * p["condemnation_trust_cost"]}), 0.5, 1
    ),
    "public_condemnation->trust_cost_of_condemnation": Cause(lambda p, x: trust_cost(p, loud=x), 0.2, 0.8),
    "regional_coordination->trust_cost_of_condemnation": Cause(
        lambda p, x: trust_cost(p, regional_coordination=x), 0, 0.5
    ),
    "regional_cover->trust_cost_of_condemnation": Cause(lambda p, x: trust_cost(p, regional_coordination=x), 0, 0.5),
    "regional_coordination->regional_cover": Cause(
        lambda p, x: cooperation.regional_cover(Levers(p, regional_coordination=x), p), 0, 0.5
    ),
    "un_border_envoy->regional_cover": Cause(
        lambda p, x: cooperation.regional_cover(Levers(p, un_border_envoy=x, regional_coordination=0.2), p), 0, 1
    ),
    "incident_cross_border->bilateral_trust": Cause(
        lambda p, x: cooperation.trust_next(state(p, trust=0.5) | {"fired:incident": full(p, x)}, Levers(p), p), 0, 1
    ),
    "bilateral_trust->security_cooperation": Cause(
        lambda p, x: armies(p, x, military_trust_measures=0.5, good_offices=0), 0.2, 0.8
    ),
    "good_offices->security_cooperation": Cause(
        lambda p, x: armies(p, military_trust_measures=0.5, good_offices=x), 0, 1
    ),
    "security_cooperation->ve_haven_tolerance": Cause(haven, 0, 1),
    "military_trust_measures->ve_haven_tolerance": Cause(after_measures, 0, 1),
    "bilateral_trust->ve_guarantor_support": Cause(guarantor, 0.2, 0.8),
    "border_post_liaison->incident_resolution": Cause(lambda p, x: days(p, border_post_liaison=x), 0, 1),
    "un_border_envoy->incident_resolution": Cause(lambda p, x: days(p, un_border_envoy=x), 0, 1),
    "security_cooperation->incident_resolution": Cause(days, 0, 1),
    "ve_repression->short_border_closure": Cause(lambda p, x: hazard(p, "short_closure", repression=x), -0.1, 0.1),
    "bilateral_trust->short_border_closure": Cause(lambda p, x: hazard(p, "short_closure", trust=x), -0.1, 0.1),
    "bilateral_trust->long_border_closure": Cause(lambda p, x: hazard(p, "long_closure", trust=x), -0.1, 0.1),
    "incident_cross_border->short_border_closure": Cause(lambda p, x: hazard(p, "short_closure", incident=x), 0, 1),
    "incident_cross_border->long_border_closure": Cause(lambda p, x: hazard(p, "long_closure", incident=x), 0, 1),
    "governors_channel->short_border_closure": Cause(
        lambda p, x: hazard(p, "local_closure", governors_channel=p["channel_reference"] + x), -0.05, 0.05
    ),
    "corridor_violence->incident_cross_border": Cause(lambda p, x: hazard(p, "incident", violence=x), 1, 1.5),
    "border_post_liaison->incident_cross_border": Cause(
        lambda p, x: hazard(p, "incident", border_post_liaison=x), 0, 1
    ),
    "security_assurances->incident_cross_border": Cause(
        lambda p, x: hazard(p, "incident", security_assurances=x), 0, 1
    ),
    "short_border_closure->border_closure": Cause(lambda p, x: shut(p, "short_closure", x), 0, 1),
    "long_border_closure->border_closure": Cause(lambda p, x: shut(p, "long_closure", x), 0, 1),
    "ve_guarantor_support->talks_progress": Cause(
        lambda p, x: chance(p, "talks_to_ceasefire", table(p, talks.ROUNDS) | {"guarantor": full(p, x)}), 0, 1
    ),
    "bilateral_trust->talks_progress": Cause(
        lambda p, x: chance(p, "talks_to_ceasefire", table(p, talks.ROUNDS) | {"trust": full(p, x)}), 0.2, 0.8
    ),
    "talks_active->new_ceasefires_other_groups": Cause(others_at_table, talks.NONE, talks.ROUNDS),
    "talks_eln->ceasefire_eln": Cause(lambda p, x: willing(p, "talks_eln", ELN, x), 0.2, 1),
    "talks_dissidents->ceasefire_dissidents": Cause(lambda p, x: willing(p, "talks_dissidents", DISSIDENTS, x), 0.2, 1),
    "talks_agc->ceasefire_agc": Cause(lambda p, x: willing(p, "talks_agc", AGC, x), 0.2, 1),
    "corridor_violence->talks_collapse": Cause(
        lambda p, x: chance(p, "talks_collapse", table(p, talks.ROUNDS), violence=x), 1, 2
    ),
    "ceasefire_violations->talks_collapse": Cause(
        lambda p, x: chance(p, "talks_collapse", table(p, talks.CEASEFIRE, violations=x)), 0, 0.5
    ),
    "talks_progress->talks_rounds": Cause(rounds, talks.EXPLORATORY, talks.ROUNDS),
    "talks_progress->ceasefire_eln": Cause(expected_truce, talks.EXPLORATORY, talks.ROUNDS),
    "talks_collapse->ceasefire_eln": Cause(kept_truce, 0.5, 1.5),
    "ceasefire_term->ceasefire_eln": Cause(term, 3, 12),
    "ceasefire_monitoring->ceasefire_violations": Cause(monitored, 0, 1),
    "ceasefire_violations->group_state_clashes": Cause(broken, 0.1, 0.5),
}
