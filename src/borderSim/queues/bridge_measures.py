"""What a simulated post shows: one number a month for each measure, and the picture of a day hour by hour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borderSim.model.system import Array
from borderSim.queues.bridge import Log, Post

MEASURES = (
    "trucks_came",
    "trucks_cleared",
    "tonnes",
    "wait_inspected",
    "wait_inspected_90",
    "wait_all",
    "use",
    "waiting_mean",
    "left_at_closing",
    "turned_back",
    "repair_hours",
)
"""Trucks and tonnes per month; waits in clock hours; use 0-1; trucks in the line; bay-hours per month."""


def measure(log: Log, post: Post, start: float, months: float) -> dict[str, float]:
    """Every measure over ``months`` from open hour ``start``: those who begin or leave in that window count."""
    end = start + months * post.month
    leave, begin, arrival = log.leave, log.begin, log.trucks.arrival
    served = np.isfinite(begin) & _within(begin, start, end)
    away = np.isnan(begin) & _within(leave, start, end)
    wait = post.clock(begin[served]) - post.clock(arrival[served])
    inspected = wait[log.trucks.inspected[served]]
    cleared = _within(leave, start, end).sum() - away.sum()
    closings = np.arange(np.ceil(start / post.hours), np.floor(end / post.hours)) * post.hours + post.hours
    return {
        "trucks_came": _within(arrival, start, end).sum() / months,
        "trucks_cleared": cleared / months,
        "tonnes": cleared * post.payload / months,
        "wait_inspected": inspected.mean() if len(inspected) else 0.0,
        "wait_inspected_90": float(np.quantile(inspected, 0.9)) if len(inspected) else 0.0,
        "wait_all": wait.mean() if len(wait) else 0.0,
        "use": _busy(log, start, end) / (post.bays * (end - start)),
        "waiting_mean": _waiting_time(log, start, end) / (end - start),
        "left_at_closing": waiting(log, closings).mean() if len(closings) else 0.0,
        "turned_back": away.sum() / months,
        "repair_hours": log.trucks.repair[served].sum() / months,
    }


def _within(time: Array, start: float, end: float) -> Array:
    return (time >= start) & (time < end)


def _busy(log: Log, start: float, end: float) -> float:
    """Bay-hours at work in [start, end)."""
    bay = log.trucks.inspected & np.isfinite(log.begin)
    done = log.begin[bay] + log.trucks.work[bay] + log.trucks.repair[bay]
    return float((np.clip(done, start, end) - np.clip(log.begin[bay], start, end)).sum())


def _waiting_time(log: Log, start: float, end: float) -> float:
    """Truck-hours of waiting, open time, in [start, end)."""
    until = _until(log)
    return float((np.clip(until, start, end) - np.clip(log.trucks.arrival, start, end)).sum())


def _until(log: Log) -> Array:
    """When each truck stops waiting: it begins, turns back, or is still there at the end (inf)."""
    return np.where(np.isfinite(log.begin), log.begin, np.where(np.isfinite(log.leave), log.leave, np.inf))


def waiting(log: Log, times: Array) -> Array:
    """Trucks in the line just before each of the times (open hours)."""
    until = np.sort(_until(log))
    return np.searchsorted(log.trucks.arrival, times, "left") - np.searchsorted(until, times, "left")


@dataclass(frozen=True)
class Day:
    """The mean day by hour since opening (H,): the hour's middle, trucks that come and are cleared an hour, waiting."""

    hour: Array
    came: Array
    cleared: Array
    waiting: Array


def mean_day(log: Log, post: Post, start: float, months: float) -> Day:
    """The mean day of ``months`` from open hour ``start``; the last hour may be a part of one."""
    edges = np.append(np.arange(0, post.hours, 1.0), post.hours)
    middle, length = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    days = np.arange(round(start / post.hours), round(start / post.hours) + max(int(months * post.days), 1))
    first, last = days[0] * post.hours, (days[-1] + 1) * post.hours

    def per_hour(times: Array) -> Array:
        inside = times[_within(times, first, last)]
        return np.histogram(inside % post.hours, edges)[0] / (len(days) * length)

    line = waiting(log, (days[:, None] * post.hours + middle).ravel()).reshape(len(days), -1)
    cleared = log.leave[np.isfinite(log.begin) & np.isfinite(log.leave)]
    return Day(middle, per_hour(log.trucks.arrival), per_hour(cleared), line.mean(axis=0))


def longer_than(log: Log, post: Post, start: float, months: float, hours: Array) -> Array:
    """Share of the inspected trucks that begin in the window which wait longer than each of ``hours`` (clock time)."""
    end = start + months * post.month
    served = log.trucks.inspected & np.isfinite(log.begin) & _within(log.begin, start, end)
    wait = np.sort(post.clock(log.begin[served]) - post.clock(log.trucks.arrival[served]))
    return 1 - np.searchsorted(wait, hours, "right") / max(len(wait), 1)
