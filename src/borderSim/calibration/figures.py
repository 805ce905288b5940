"""The figures of a calibration: what was learnt of each parameter, and the steps of the smoother."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.special import ndtr

from borderSim import catalogue
from borderSim.calibration.diagnostics import Learnt
from borderSim.calibration.fit import Fit
from borderSim.catalogue import Language
from borderSim.catalogue.distributions import quantile
from borderSim.catalogue.posterior import Posterior
from borderSim.report import calibration as draw
from borderSim.report.style import save
from borderSim.results.data import LEVELS


def save_figures(folder: Path, fit: Fit, posterior: Posterior, learnt: Sequence[Learnt], lang: Language) -> None:
    """Write learnt and convergence as .svg and .png into ``folder``, which is made."""
    folder.mkdir()
    where = fit.columns(fit.informed)
    spread = np.stack([scores[:, where].std(axis=0) for scores in fit.smoothed.scores])
    steps = draw.Steps(np.stack(fit.misfits()), 1.0, spread / spread[0])
    save(draw.convergence(steps, lang), folder / "convergence")
    shown = [shown_of(posterior, row, lang) for row in learnt if row.informed]
    save(draw.learnt(shown, lang), folder / "learnt")


def shown_of(posterior: Posterior, row: Learnt, lang: Language) -> draw.Learnt:
    """One informed parameter for the figure: quantiles of its scores over the members and the values they stand for."""
    entry = catalogue.parameters()[row.parameter]
    scores = np.quantile(posterior.scores[:, posterior.names.index(row.parameter)], np.array(LEVELS))
    values = quantile(posterior.prior(row.parameter), ndtr(scores))
    label = entry.label_es if lang == "es" else entry.label_en
    return draw.Learnt(label, entry.unit_in(lang), scores, values, row.spread, row.overlap)
