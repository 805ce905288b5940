"""Distances on the sphere."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .tables import Floats, Ints

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def haversine_km(lat: ArrayLike, lon: ArrayLike, other_lat: ArrayLike, other_lon: ArrayLike) -> Floats:
    """Great-circle distances in km between every point of the first list and every one of the second.

    Coordinates in degrees; the result has shape (first, second).
    """
    a, b = np.radians(np.atleast_1d(lat))[:, None], np.radians(np.atleast_1d(lon))[:, None]
    c, d = np.radians(np.atleast_1d(other_lat))[None], np.radians(np.atleast_1d(other_lon))[None]
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)


def weighted_points(values: Floats, weights: Floats, start: Ints) -> Floats:
    """Weighted mean of ``values`` in each run of places that begins at ``start``."""
    return np.add.reduceat(values * weights, start) / np.add.reduceat(weights, start)
