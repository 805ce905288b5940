"""Naive forecasters: what one series' own past says of its future. A model that does no better has no skill.

Each sees the counts of one variable and place up to a cut-off and gives draws at later months, or abstains with a
reason. They work on ln(1 + x), the ``linear`` ones on x itself, and are cut at zero; forms and variances are those of
Hyndman and Athanasopoulos (Forecasting: Principles and Practice, 3rd edition, chapters 5, 8 and 9).
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from borderSim.engine.noise import Noise
from borderSim.extras import optional
from borderSim.hindcast.observations import MONTHS_A_YEAR, Kind, Observation
from borderSim.hindcast.settings import count

Array = NDArray[np.float64]
Months = NDArray[np.int64]
Draw = Callable[[int], Array]
"""Standard normals (R, size) of a forecaster's own stream."""
Key = tuple[str, str, str]
"""A target: variable, code and date."""
Reason = Literal["no past", "few points", "uneven dates", "not monthly", "did not converge"]


class NoForecastError(Exception):
    """A forecaster that cannot speak from the past that it was given."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Abstention:
    """Who said nothing of which series at a cut-off, and why."""

    forecaster: str
    variable: str
    code: str
    reason: Reason


@dataclass(frozen=True)
class NaiveForecast:
    """Draws (R,) by forecaster and target, in the unit of the variable, and who abstained."""

    samples: dict[str, dict[Key, Array]]
    abstained: tuple[Abstention, ...]


@dataclass(frozen=True)
class Series:
    """Counts ``values`` (n,), 0 or more, at ``months`` (n,), increasing: the last month that each count covers."""

    months: Months
    values: Array

    @cached_property
    def logs(self) -> Array:
        """(n,) ln(1 + x)."""
        return np.log1p(self.values)

    @cached_property
    def gaps(self) -> Months:
        """(n - 1,) months between counts."""
        return np.diff(self.months)

    def need(self, points: int) -> None:
        """Abstain with fewer counts than ``points``."""
        if len(self.months) < points:
            raise NoForecastError("few points" if len(self.months) else "no past")

    def even(self) -> Series:
        """Return the last unbroken run of evenly spaced counts."""
        uneven = np.flatnonzero(self.gaps != self.gaps[-1:])
        return self.since(int(uneven[-1]) + 1 if len(uneven) else 0)

    def grid(self) -> Series:
        """Return the counts on evenly spaced months, NaN where there was none."""
        months = np.arange(self.months[0], self.months[-1] + 1, np.gcd.reduce(self.gaps))
        values = np.full(len(months), np.nan)
        values[np.searchsorted(months, self.months)] = self.values
        return Series(months, values)

    def recent(self) -> Series:
        """Return the counts of the months before the last one that the table calls recent."""
        first = self.months[-1:] - count("naive_recent_months")
        return self.since(int(np.searchsorted(self.months, first).sum()))

    def since(self, position: int) -> Series:
        """Return the counts from a position on."""
        return Series(self.months[position:], self.values[position:])


Forecaster = Callable[[Series, Months, Draw], Array]


@dataclass(frozen=True)
class Scale:
    """A scale on which counts change, and the way back."""

    to: Callable[[Array], Array]
    back: Callable[[Array], Array]


LOG = Scale(np.log1p, np.expm1)
LINEAR = Scale(np.positive, np.positive)


def last_value(past: Series, targets: Months, draw: Draw, scale: Scale = LOG) -> Array:
    """(R, H) random walk from the last count; its variance grows by that of past changes a month."""
    past.need(count("naive_changes_least") + 1)
    values = scale.to(past.values)
    step = np.sqrt(np.mean(np.diff(values) ** 2 / past.gaps))
    return _counts(values[-1] + step * _walk(targets - past.months[-1], draw), scale)


def drift(past: Series, targets: Months, draw: Draw, scale: Scale = LOG) -> Array:
    """(R, H) random walk with the mean change a month of the whole past, and the doubt about that mean."""
    past.need(count("naive_changes_least") + 1)
    values = scale.to(past.values)
    span, ahead = past.months[-1] - past.months[0], targets - past.months[-1]
    mean = (values[-1] - values[0]) / span
    residuals = (np.diff(values) - mean * past.gaps) / np.sqrt(past.gaps)
    step = np.sqrt((residuals**2).sum() / (len(residuals) - 1))
    slope = mean + step / np.sqrt(span) * draw(len(targets) + 1)[:, -1:]
    return _counts(values[-1] + slope * ahead + step * _walk(ahead, draw), scale)


def last_value_recent(past: Series, targets: Months, draw: Draw) -> Array:
    """(R, H) the last value with the spread of recent changes alone: a calmer or wilder time than the whole past."""
    return last_value(past.recent(), targets, draw)


def seasonal_naive(past: Series, targets: Months, draw: Draw) -> Array:
    """(R, H) the last count of the same calendar month; one step of past yearly changes for each year ahead."""
    past.need(count("naive_points_seasonal"))
    known = dict(zip(past.months.tolist(), past.logs.tolist(), strict=True))
    changes = [known[m] - known[m - MONTHS_A_YEAR] for m in known if m - MONTHS_A_YEAR in known]
    latest = {month % MONTHS_A_YEAR: month for month in known}
    if len(latest) < MONTHS_A_YEAR or not changes:
        raise NoForecastError("not monthly")
    base = np.array([latest[int(month) % MONTHS_A_YEAR] for month in targets])
    years = (targets - base) // MONTHS_A_YEAR
    normals = draw(int(years.max()) * MONTHS_A_YEAR).reshape(-1, int(years.max()), MONTHS_A_YEAR)
    course = np.cumsum(normals, axis=1)[:, years - 1, targets % MONTHS_A_YEAR]
    return _counts(np.array([known[int(month)] for month in base]) + np.sqrt(np.mean(np.square(changes))) * course)


def ets(past: Series, targets: Months, draw: Draw) -> Array:
    """(R, H) exponential smoothing with additive errors: level, trend, damped trend or seasons by corrected AIC."""
    past.need(count("naive_points_model"))
    run = past.even()
    if len(run.months) < count("naive_points_model"):
        raise NoForecastError("uneven dates")
    forms: list[dict[str, Any]] = [{}, {"trend": "add"}, {"trend": "add", "damped_trend": True}]
    if run.gaps[-1] == 1 and len(run.months) >= count("naive_points_seasonal"):
        forms.append({"seasonal": "add", "seasonal_periods": MONTHS_A_YEAR})
    model = optional("statsmodels.tsa.exponential_smoothing.ets", "calibration").ETSModel
    found = _best(lambda form: model(run.logs, **form).fit(disp=False), forms)
    steps = _steps(run, targets)
    length = int(steps.max())
    errors = draw(length).T * np.sqrt(found.scale)
    course = found.simulate(length, anchor="end", repetitions=errors.shape[1], random_errors=errors)
    return _counts(np.reshape(course, errors.shape)[steps - 1].T)


def arima(past: Series, targets: Months, draw: Draw) -> Array:
    """(R, H) ARIMA of the changes with at most one AR and one MA term, with or without drift, by corrected AIC.

    Months without a count are missing values of its state space.
    """
    past.need(count("naive_points_model"))
    run = past.grid()
    method = "statespace" if np.isnan(run.values).any() else "innovations_mle"
    forms: list[dict[str, Any]] = [{"order": order, "trend": "n"} for order in ((0, 1, 1), (1, 1, 0), (1, 1, 1))]
    forms += [{"order": order, "trend": "t"} for order in ((0, 1, 1), (1, 1, 0))]
    model = optional("statsmodels.tsa.arima.model", "calibration").ARIMA
    found = _best(lambda form: model(run.logs, **form).fit(method=method), forms)
    steps = _steps(run, targets)
    forecast = found.get_forecast(int(steps.max()))
    return _counts((forecast.predicted_mean + forecast.se_mean * draw(int(steps.max())))[:, steps - 1])


FORECASTERS: dict[str, Forecaster] = {
    "last_value": last_value,
    "drift": drift,
    "last_value_linear": partial(last_value, scale=LINEAR),
    "drift_linear": partial(drift, scale=LINEAR),
    "last_value_recent": last_value_recent,
    "seasonal_naive": seasonal_naive,
    "ets": ets,
    "arima": arima,
}


def constant_shares(last: Array, total: Array) -> Array:
    """(R, C) the places' last counted shares ``last`` (C,) of an ensemble ``total`` (R,) of the whole.

    ValueError when nothing was counted anywhere.
    """
    if not last.sum() > 0:
        raise ValueError("constant shares need a place with a count above zero")
    return np.outer(total, last / last.sum())


def naive_forecast(
    record: Iterable[Observation],
    targets: Iterable[Observation],
    cutoff: int,
    kinds: Mapping[str, Kind],
    seed: int,
    names: Sequence[str] = tuple(FORECASTERS),
) -> NaiveForecast:
    """Let each forecaster speak of each target from the counts of its series that end by month ``cutoff``.

    Later counts in ``record`` are not read. ``kinds`` is the kind of each variable; draws (R,) are addressed by seed,
    forecaster, series and cut-off alone. ValueError for a target that ends by the cut-off.
    """
    past = _grouped(o for o in record if o.last <= cutoff)
    samples: dict[str, dict[Key, Array]] = {name: {} for name in names}
    abstained: dict[Abstention, None] = {}
    for (variable, code), wanted in _grouped(targets).items():
        if min(o.last for o in wanted) <= cutoff:
            raise ValueError(f"{variable} {code}: a target must end after the cut-off")
        for series, group in _by_series(past[variable, code], wanted, kinds[variable]):
            months = np.array([month for month, _, _ in group])
            for name in names:
                try:
                    draws = FORECASTERS[name](series, months, _stream(seed, f"naive/{name}/{variable}/{code}", cutoff))
                except NoForecastError as error:
                    abstained[Abstention(name, variable, code, error.reason)] = None
                else:
                    columns = zip(group, draws.T, strict=True)
                    samples[name] |= {(variable, code, o.date): column * part for (_, part, o), column in columns}
    return NaiveForecast(samples, tuple(abstained))


def _grouped(observations: Iterable[Observation]) -> defaultdict[tuple[str, str], list[Observation]]:
    found: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        found[observation.variable, observation.code].append(observation)
    return found


Placed = tuple[int, float, Observation]
"""A target with its month in the series that speaks of it and its part of a count of that series."""


def _by_series(past: list[Observation], wanted: list[Observation], kind: Kind) -> list[tuple[Series, list[Placed]]]:
    """Each target with the series that speaks of it: its own stock, or the monthly or yearly counts of its flow.

    A flow over other periods is a part of its year by months, and so is a month before there are monthly counts.
    """
    if kind != "flow":
        return [(_series({o.last: o.value for o in past}), [(o.last, 1, o) for o in wanted])]
    monthly = {o.last: o.value for o in past if _length(o) == 1}
    yearly = _full_years(monthly) | {o.last: o.value for o in past if _length(o) == MONTHS_A_YEAR}
    has_months = len(monthly) > count("naive_changes_least")
    months: list[Placed] = [(o.last, 1, o) for o in wanted if _length(o) == 1 and has_months]
    parts: list[Placed] = [
        (o.last - o.last % MONTHS_A_YEAR + MONTHS_A_YEAR - 1, _length(o) / MONTHS_A_YEAR, o)
        for o in wanted
        if not (_length(o) == 1 and has_months)
    ]
    return [(_series(counts), group) for counts, group in ((monthly, months), (yearly, parts)) if group]


def _length(observation: Observation) -> int:
    return observation.last - observation.first + 1


def _full_years(monthly: Mapping[int, float]) -> dict[int, float]:
    """Totals of the calendar years of which every month was counted, by their December."""
    ends = [month for month in monthly if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1]
    years = {end: range(end - MONTHS_A_YEAR + 1, end + 1) for end in ends}
    return {end: sum(monthly[m] for m in year) for end, year in years.items() if all(m in monthly for m in year)}


def _series(counts: Mapping[int, float]) -> Series:
    months = sorted(counts)
    return Series(np.array(months, np.int64), np.array([counts[month] for month in months], np.float64))


def _stream(seed: int, stream: str, cutoff: int) -> Draw:
    noise = Noise(seed, np.arange(count("naive_members")))
    return partial(_normals, noise, stream, cutoff)


def _normals(noise: Noise, stream: str, cutoff: int, size: int) -> Array:
    return noise.normal(stream, cutoff, size).astype(np.float64)


def _counts(values: Array, scale: Scale = LOG) -> Array:
    """Back from a scale, none below zero; a course that left the range of numbers is no forecast."""
    with np.errstate(over="ignore", invalid="ignore"):
        found = np.maximum(scale.back(values), 0)
    if not np.isfinite(found).all():
        raise NoForecastError("did not converge")
    return found


def _walk(ahead: Months, draw: Draw) -> Array:
    """(R, H) Brownian course at months ``ahead`` (H,), in any order; variance 1 a month."""
    order = np.argsort(ahead, kind="stable")
    steps = np.sqrt(np.diff(ahead[order], prepend=0)) * draw(len(ahead))
    course = np.empty_like(steps)
    course[:, order] = np.cumsum(steps, axis=1)
    return course


def _steps(run: Series, targets: Months) -> Months:
    """(H,) steps of the run from its last count to each target, from 1."""
    return -(-(targets - run.months[-1]) // run.gaps[-1])


def _best(fit: Callable[[dict[str, Any]], Any], forms: list[dict[str, Any]]) -> Any:
    """Return the fitted form with the lowest corrected AIC; abstain when none could be fitted."""
    fits = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for form in forms:
            try:
                fits.append(fit(form))
            except (np.linalg.LinAlgError, ValueError):
                continue
    usable = [found for found in fits if np.isfinite(found.aicc)]
    if not usable:
        raise NoForecastError("did not converge")
    return min(usable, key=lambda found: found.aicc)
