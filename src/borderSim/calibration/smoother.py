"""Ensemble smoother with multiple data assimilation (Emerick and Reynolds 2013, doi:10.1016/j.cageo.2012.03.011).

Every member is moved towards the counts in several steps, by the correlation over the ensemble between its scores and
what it predicts. Correlations within a threshold of chance are cut to zero (Luo et al. 2018, doi:10.2118/185936-PA),
so a parameter that no count passes it for stays where it was. dageo does the algebra.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

import numpy as np

from borderSim.calibration.forward import Forward
from borderSim.engine.noise import generator
from borderSim.errors import UserError
from borderSim.extras import optional
from borderSim.model.system import Array


@dataclass(frozen=True)
class Smoothed:
    """Scores (M, P) before and after, predictions (M, K) of every step from the prior on, and what may inform what.

    ``localisation`` (P, K) is 1 where a whitened count may move a score, else 0.
    """

    prior: Array
    posterior: Array
    predictions: tuple[Array, ...]
    scores: tuple[Array, ...]
    localisation: Array


def localisation(scores: Array, white: Array, threshold: float) -> Array:
    """(P, K) 1 where the correlation of scores (M, P) and whitened predictions (M, K) passes ``threshold``/sqrt(M)."""
    correlation = _standard(scores).T @ _standard(white) / len(scores)
    return (np.abs(correlation) > threshold / np.sqrt(len(scores))).astype(np.float64)


def _standard(values: Array) -> Array:
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def finite(predictions: Array) -> Array:
    """The predictions (M, K), with the median of the others for a member that left the range of numbers.

    One such member (a far tail of a wide prior, about one in two thousand) would otherwise break the fit of all; it
    follows the middle of the ensemble instead. Raises UserError when half of the members are lost.
    """
    sound = np.asarray(np.isfinite(predictions).all(axis=1))
    if 2 * sound.sum() < len(predictions):
        raise UserError(f"{np.sum(~sound)} of {len(predictions)} members left the range of numbers: nothing to fit")
    return np.where(sound[:, None], predictions, np.median(predictions[sound], axis=0))


def smooth(
    prior: Array, first: Array, run: Forward, wanted: Array, white: Array, steps: int, threshold: float, seed: int
) -> Smoothed:
    """Move ``prior`` (M, P), whose predictions are ``first`` (M, K), to the counts ``wanted`` (K,).

    ``white`` (K, K) whitens the errors of the counts; every step uses ``steps`` times their variance, so all of them
    together use it once.
    """
    dageo = optional("dageo", "calibration")
    first = finite(first)
    allowed = localisation(prior, first @ white.T, threshold)
    predictions, scores = [first], [prior]

    def whitened(values: Array) -> Array:
        scores.append(values.copy())
        predictions.append(finite(run(values)))
        return predictions[-1] @ white.T

    with contextlib.redirect_stdout(io.StringIO()):
        posterior = dageo.esmda(
            prior.copy(), whitened, white @ wanted, 1.0, alphas=steps, data_prior=first @ white.T,
            localization_matrix=allowed, random=generator(seed, "smoother"),
        )[0]  # fmt: skip
    return Smoothed(prior, posterior, tuple(predictions), tuple(scores), allowed)
