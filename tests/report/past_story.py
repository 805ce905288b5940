"""Made-up forecasts, counts, ranks, skills and facts: no number here was observed."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from borderSim.report import calibration, hindcast, past_scores
from borderSim.results.data import LEVELS

CUT = 83  # December 2018


def rows(variable, level=100.0, growth=0.01, *, step=1, kind="", code="COL", seed=1, months=168):
    """Made-up rows of forecast.csv, as csv.DictReader gives them: a fan that widens after the cut-off."""
    bend = np.random.default_rng(seed).normal(0, 0.03, months).cumsum()
    for first in range(0, months, step):
        part = kind or ("fit" if first + step - 1 <= CUT else "forecast")
        wide = 0.05 if part == "fit" else 0.08 + 0.05 * np.sqrt(max(first - CUT, 0))
        middle = step * level * np.exp(growth * first + bend[first])
        levels = middle * np.exp(wide * ndtri(LEVELS))
        year, month = 2012 + first // 12, first % 12 + 1
        names = dict(zip(("q05", "q25", "q50", "q75", "q95"), map(str, levels), strict=True))
        date = str(year) if step == 12 else f"{year}-{month:02d}"
        yield {
            "date": date,
            "variable": variable,
            "code": code,
            "unit": "x",
            "mean": str(middle),
            **names,
            "kind": part,
        }


def counts(parts, until=119, every=1, sd=0.0, noise=0.08, seed=2):
    """Counts near the medians up to month ``until``; those up to the cut-off were used."""
    rng = np.random.default_rng(seed)
    kept = [part for part in parts if part.last <= until][::every]
    return tuple(
        hindcast.Count(p.first, p.last, float(p.levels[2] * np.exp(rng.normal(0, noise))), sd, p.last <= CUT)
        for p in kept
    )


def series(label="Counted Venezuelans", unit="persons", measure="stock", counted=None, **options):
    parts = hindcast.read_parts(rows("some", **options), "some", options.get("code", "COL"))
    return hindcast.Series(label, unit, measure, parts, counts(parts, **(counted or {})))


def national():
    driven = hindcast.read_parts(rows("oil", 900, -0.004, kind="driver"), "oil", "COL")
    return [
        series(level=30_000, growth=0.03, counted={"every": 6, "sd": 0.08}),
        series("Exports to Venezuela", "USD M", "flow", level=200, growth=-0.012, step=12, counted={"sd": 0.02}),
        series("Transits through Darien", "persons", "flow", level=2, growth=0.05, seed=5, counted={"noise": 0.3}),
        series("Municipalities with the ELN", "municipalities", step=12, level=9, growth=0.004, counted={"sd": 0.1}),
        series("Permits delivered", "persons", "cumulative", level=0.5, growth=0.09, counted={"until": -1}),
        hindcast.Series("Oil output", "thousand barrels per day", "flow", driven, counts(driven)),
    ]


def departments():
    names = ("Antioquia", "Boyacá", "Cesar", "La Guajira", "Norte de Santander", "Arauca", "Guainía", "Vichada")
    return [
        series(name, "persons killed", "flow", level=40 / (i + 1), growth=0.002, seed=i, counted={"noise": 0.2})
        for i, name in enumerate(names)
    ]


def ranks():
    rng = np.random.default_rng(3)
    even = [calibration.Ranks(f"parameter {i} of the flow of people", rng.integers(0, 100, 200), 99) for i in range(6)]
    hump = calibration.Ranks("too wide", rng.binomial(99, 0.5, 200), 99)
    return [*even, hump, calibration.Ranks("never fitted", np.array([]), 99)]


def learnt(count=60):
    found = []
    for i in range(count):
        sd = min(1.0, 0.25 + 0.02 * i)
        scores = 0.8 * (-1) ** i * (1 - sd) + sd * ndtri(LEVELS)
        label = f"Effect of unmet needs on the decision to travel on, number {i}"
        values = 0.02 * np.exp(0.5 * scores)
        found.append(calibration.Learnt(label, "dln departures/dln income", scores, values, sd, 0.3 + 0.7 * sd))
    return found


def steps():
    rng = np.random.default_rng(4)
    misfit = np.array([240 * m * rng.lognormal(0, 0.25, 60) for m in (40, 9, 3, 1.6, 1.2)])
    return calibration.Steps(misfit, 240.0, np.array([rng.uniform(1 - 0.15 * i, 1, 80) for i in range(5)]))


def skills():
    names = ("Counted Venezuelans", "Exports to Venezuela", "Transits through Darien", "Homicides, Norte de Santander")
    rng, cells = np.random.default_rng(6), []
    for i, name in enumerate(names):
        for horizon in (1, 2, 3):
            value = 0.6 - 0.35 * i + 0.1 * horizon + rng.normal(0, 0.05)
            cells.append(past_scores.Skill(name, horizon, value, value - 0.3, value + 0.2, 4 * horizon))
    nan = float("nan")
    return [*cells, *(past_scores.Skill("Municipalities with the AGC", h, nan, nan, nan, 0) for h in (1, 2, 3))]


def covers():
    found = []
    for i in range(7):
        for level in (0.9, 0.5):
            share = max(level - 0.09 * i, 0.05)
            low, high = max(share - 0.12, 0.0), min(share + 0.1, 1.0)
            found.append(past_scores.Coverage(f"Variable with a long name {i}", level, share, low, high, 12 + 9 * i))
    return found


def facts():
    inf, nan = float("inf"), float("nan")
    shapes = [
        (147, 245, 151, 190, 230, 0.8),
        (147, 245, 178, 487, 1064, 0.2),
        (40, 60, 31, 32, 33, 0.0),
        (0.2, 0.4, -9, 0.3, 9, 0.1),
        (8, 25, 200, 300, 400, 0.0),
        (60, inf, 45, 70, 90, 0.9),
        (-inf, -5, -12, -8, -6.5, 1.0),
        (5, 5, 4, 6, 8, 0.0),
        (1, 2, nan, nan, nan, nan),
    ]
    name = "F{} change of exports through Norte de Santander in the year after the closure"
    return [
        past_scores.Fact(name.format(i), *shape[:5], unit="USD M", share=shape[5], used=i % 3 == 0)
        for i, shape in enumerate(shapes)
    ]


AIM = (0.8, 0.97)
FOOTER = "borderSim 0.1.0: hindcast@3fa9c1d2, seed 1, 200 runs."


def figures(lang):
    every = national()
    return {
        "fan_stock": hindcast.fan(every[0], CUT, lang, FOOTER),
        "fan_trade": hindcast.fan(every[1], CUT, lang, FOOTER),
        "fan_darien": hindcast.fan(every[2], CUT, lang, FOOTER),
        "fan_driver": hindcast.fan(every[5], CUT, lang, FOOTER),
        "fans_national": hindcast.fans("National variables", every, CUT, lang, FOOTER),
        "fans_homicides": hindcast.fans("Homicides by department", departments(), CUT, lang, FOOTER),
        "ranks": calibration.rank_histograms(ranks(), lang, FOOTER),
        "learnt": calibration.learnt(learnt(), lang, FOOTER),
        "convergence": calibration.convergence(steps(), lang, FOOTER),
        "skill": past_scores.skill_table(skills(), lang, FOOTER),
        "coverage": past_scores.coverage(covers(), AIM, lang, FOOTER),
        "facts": past_scores.facts(facts(), lang, FOOTER),
    }
