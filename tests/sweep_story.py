"""A sweep made up for the tests of what reads sweeps: known points, known answers, no model."""

from collections.abc import Callable

import numpy as np

from borderSim.results.sweep_data import NO_REFERENCE, AxisInfo, SweepData

TEXT = {"en": "A test sweep", "es": "Un barrido de prueba"}


def axis(name, low=0.0, high=1.0, *, role="future", kind="assumption", method="latin_hypercube", group=0, choices=()):
    label = {"en": name.replace("_", " "), "es": f"{name.replace('_', ' ')} (es)"}
    return AxisInfo(name, kind, role, label, {"en": "1", "es": "1"}, low, high, method, group, tuple(choices))


def sweep_of(
    axes: list[AxisInfo],
    points: np.ndarray,
    outcome: Callable[[np.ndarray, np.ndarray], np.ndarray],
    *,
    members: int = 8,
    months: int = 24,
    indicators=("trade_total", "unmet_need"),
    reference: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None,
    drawn: dict[str, np.ndarray] | None = None,
    meta: dict | None = None,
) -> SweepData:
    """``outcome`` and ``reference`` take points (P, D) and member ids (M,) and give (P, M): every month holds it.

    The second indicator is 100 less the first.
    """
    points, ids = np.asarray(points, float), np.arange(members)
    found = np.asarray(outcome(points, ids), float)
    cases = found if reference is None else np.concatenate([found, np.asarray(reference(points, ids), float)])
    series = np.repeat(cases[:, :, None], months, axis=2).astype(np.float32)
    count = len(points)
    low = np.array([a.low for a in axes])
    span = np.array([a.high for a in axes]) - low
    ends = range(2024 * 12, 2024 * 12 + months)
    return SweepData(
        name="story",
        title=TEXT,
        question=TEXT,
        axes=tuple(axes),
        points=points,
        unit=(points - low) / np.where(span == 0, 1, span),
        case=np.arange(count),
        reference=np.full(count, NO_REFERENCE) if reference is None else np.arange(count, 2 * count),
        members=ids,
        months=[f"{month // 12}-{month % 12 + 1:02d}" for month in ends],
        values={name: series if i == 0 else 100 - series for i, name in enumerate(indicators)},
        drawn=drawn or {},
        meta={
            "seed": 1,
            "window": "last_12",
            "version": "0",
            "id": "0",
            "command": "borderSim sweep x.yaml",
            **(meta or {}),
        },
    )
