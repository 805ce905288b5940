"""Direct kernels of documents and consulates, of registration and permits."""

import numpy as np

from borderSim.model import backlog, consular, permit_terms, permits
from tests.model.link_signs_setting import Cause, full, people
from tests.model.small_migration import WORLD


def papers(p, levers):
    """Next month's share of arrivals with papers."""
    return consular.flows(*people(p, levers=levers), p, {}, WORLD).values["documented_share"]


def processed(p, working):
    """Documents a month that the consulates can process when their part of the capacity does not bind."""
    return consular.capacity(full(p, 1e9), full(p, working), full(p, 0.0), p)[:, :1]


def registered(p, window=0.5, documents=0.7, irregular=1e6):
    """People who register in a month."""
    known, levers = people(
        p, levers={"regularisation_window": window, "document_waiver": 0}, documented_share=documents
    )
    stocks = {"irregular": full(p, irregular), "in_process": full(p, 1e5)}
    return permits._registered(stocks, full(p, 1e5), full(p, 0.0), known, levers, p)


def without_papers(p, closed):
    """People who lose papers less people who register in a month, by how far the window is closed."""
    known, levers = people(p, levers={"regularisation_window": 1 - closed})
    moves = {
        e.name: e.hazard * known[e.stock].sum(axis=1, keepdims=True)
        for e in permits.flows(known, levers, p, {}, WORLD).exits
    }
    return moves["lapsed"] - moves["registered"]


def lapsing(p, years):
    """Share of permits that end within five years and are not renewed."""
    nobody, ended = full(p, 0.0), permit_terms.issued(full(p, 1.0), full(p, years))[:, :60].sum(axis=1, keepdims=True)
    return permit_terms.asking(permit_terms.Held(full(p, 1.0), nobody, nobody, nobody, ended), p)[1]


def waiting(p, stages=(5e4, 5e4, 5e4)):
    return np.concatenate([full(p, persons) for persons in stages], axis=1)


def served(p, stages=(5e4, 5e4, 5e4), new=1e4, **levers):
    """A month of the queue, by people at each stage and new ones; delivery binds unless a lever says otherwise."""
    _, exposure = people(p, levers=levers)
    return permits.tandem(waiting(p, stages), full(p, 0.0), full(p, new), exposure, p)


def in_queue(p, **change):
    """People in the queue after the month."""
    return served(p, **change).backlog(waiting(p)).sum(axis=1, keepdims=True)


def wait(p, delivered_stage):
    """Months from registration to a permit, by people who wait for delivery at a given service."""
    month = served(p)
    return permits.median_wait(waiting(p, (1e3, 1e3, delivered_stage)), month, p["wait_limit"])


EASY = {"biometric_capacity": 1e9, "ppt_delivery_capacity": 1e9}

KERNELS = {
    "consular_ve_in_co->documented_share": Cause(
        lambda p, x: papers(p, {"consular_ve_in_co": x, "consular_documents_month": 2e5}), 0, 0.5
    ),
    "consular_documents_month->documented_share": Cause(
        lambda p, x: papers(p, {"consular_documents_month": x, "consular_ve_in_co": 1}), 0, 2e4
    ),
    "consular_documents_month->document_backlog": Cause(
        lambda p, x: 1.1e5 - backlog.serve(full(p, 1e5), full(p, 1e4), full(p, x)), 0, 1e4
    ),
    "consulates_co_in_ve->consular_documents_month": Cause(processed, 5, 12),
    "passport_cost->documented_share": Cause(lambda p, x: papers(p, {"passport_cost": x}), 50, 300),
    "passport_wait->documented_share": Cause(lambda p, x: papers(p, {"passport_wait": x}), 4, 52),
    "documented_share->regularisation_take_up": Cause(lambda p, x: registered(p, documents=x), 0.2, 0.8),
    "regularisation_window->regularisation_take_up": Cause(lambda p, x: registered(p, window=x), 0, 1),
    "regularisation_window->irregular_share": Cause(lambda p, x: -registered(p, window=x), 0, 1),
    "regularisation_lapse->irregular_share": Cause(without_papers, 0, 1),
    "eligible_pool->regularisation_take_up": Cause(lambda p, x: registered(p, irregular=x), 8e5, 1.2e6),
    "regularisation_cutoff->eligible_pool": Cause(
        lambda p, x: -permits.late_entrants(full(p, 1e5), full(p, 109.0), full(p, x), 160), 109, 140
    ),
    "regularisation_take_up->permit_backlog": Cause(lambda p, x: in_queue(p, new=x), 1e4, 2e4),
    "regularisation_take_up->permits_delivered": Cause(
        lambda p, x: served(p, (1e4, 1e4, 1e5), x * registered(p), **EASY).delivered, 0.5, 1
    ),
    "permits_delivered->permit_backlog": Cause(lambda p, x: in_queue(p, ppt_delivery_capacity=x), 1e4, 2e4),
    "biometric_capacity->permits_delivered": Cause(
        lambda p, x: served(p, ppt_delivery_capacity=1e9, biometric_capacity=x).delivered, 1e4, 2e4
    ),
    "ppt_delivery_capacity->permits_delivered": Cause(
        lambda p, x: served(p, ppt_delivery_capacity=x).delivered, 1e4, 2e4
    ),
    "permit_validity->irregular_share": Cause(lapsing, 3, 8),
    "permit_backlog->permit_wait": Cause(wait, 2e4, 8e4),
}
