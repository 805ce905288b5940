"""What a calibration leaves on disk: the posterior, what was learnt, how the counts were met, and how it converged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd

from borderSim import __version__, catalogue
from borderSim.calibration.diagnostics import Check, Learnt
from borderSim.calibration.figures import save_figures
from borderSim.calibration.fit import Fit
from borderSim.catalogue import Language
from borderSim.catalogue.posterior import Posterior, fitted, write_posterior
from borderSim.errors import UserError
from borderSim.fingerprint import sha256
from borderSim.hindcast.observations import rules
from borderSim.model.system import Array
from borderSim.results.folder import run_folder

BANDS = (5, 25, 50, 75, 95)


def posterior_of(fit: Fit, name: str) -> Posterior:
    """The informed scores of the ensemble, with what made them. Raises UserError where the counts inform nothing."""
    if not fit.informed:
        raise UserError("the counts inform no parameter: fit to more variables, with more members or a lower threshold")
    return fitted(name, fit.informed, fit.smoothed.posterior[:, fit.columns(fit.informed)], manifest(fit))


def manifest(fit: Fit) -> dict[str, object]:
    """What decides the posterior's numbers, to the last count."""
    options = fit.options
    lines = "\n".join(f"{c.variable},{c.code},{c.date},{c.value!r}" for c in fit.counts)
    return {
        "until": options.until.isoformat(),
        "seed": options.seed,
        "members": options.members,
        "steps": options.steps,
        "threshold": options.threshold,
        "counts": len(fit.counts),
        "variables": sorted({c.variable for c in fit.counts}),
        "counts_sha256": sha256(lines.encode()),
        "parameters": len(fit.space.names),
        "informed": len(fit.informed),
        "version": __version__,
        "method": "ensemble smoother with multiple data assimilation, normal scores",
    }


def tables(fit: Fit, learnt: Iterable[Learnt], check: Check) -> dict[str, pd.DataFrame]:
    """File name -> table."""
    return {
        "parameters.csv": parameter_table(learnt),
        "counts.csv": count_table(fit),
        "convergence.csv": convergence_table(fit, check),
    }


def parameter_table(learnt: Iterable[Learnt]) -> pd.DataFrame:
    """One row per parameter: prior and posterior 5%, 50%, 95%, spread, shift, overlap, and whether data informed it."""
    rows = []
    for row in learnt:
        bands = {f"{kind}_{q}": v for kind in ("prior", "posterior")
                 for q, v in zip(("q05", "q50", "q95"), getattr(row, kind), strict=True)}  # fmt: skip
        plain = {key: value for key, value in asdict(row).items() if key not in ("prior", "posterior")}
        unit = catalogue.parameters()[row.parameter].unit
        rows.append({"parameter": row.parameter, "unit": unit, **bands, **plain})
    return pd.DataFrame(rows)


def count_table(fit: Fit) -> pd.DataFrame:
    """One row per count: recorded value, prior and posterior predictive 5% to 95%, in the unit of the record."""
    rows = []
    for k, count in enumerate(fit.counts):
        rule = rules()[count.variable]
        unit, offset = (f"share of {rule.share_of}", 0.0) if rule.share_of else (rule.unit, rule.offset)
        value = np.exp(fit.wanted[k]) - offset
        rows.append(
            {"variable": count.variable, "code": count.code, "date": count.date, "unit": unit, "value": float(value),
             **_bands("prior", fit.smoothed.predictions[0][:, k], offset),
             **_bands("posterior", fit.smoothed.predictions[-1][:, k], offset)}
        )  # fmt: skip
    return pd.DataFrame(rows)


def _bands(kind: str, logs: Array, offset: float) -> dict[str, float]:
    values = np.percentile(np.exp(logs) - offset, BANDS)
    return {f"{kind}_q{q:02d}": float(v) for q, v in zip(BANDS, values, strict=True)}


def convergence_table(fit: Fit, check: Check) -> pd.DataFrame:
    """Per step: misfit per count (1 is what the errors allow for) and the spread of the informed scores."""
    where = fit.columns(fit.informed)
    rows = [
        {"step": step, **_quantiles(misfit), "spread": float(scores[:, where].std(axis=0).mean())}
        for step, (misfit, scores) in enumerate(zip(fit.misfits(), fit.smoothed.scores, strict=True))
    ]
    drawn = {"step": "other chance", **_quantiles(check.misfit), "spread": rows[-1]["spread"]}
    return pd.DataFrame([*rows, drawn])


def _quantiles(misfit: Array) -> dict[str, float]:
    return {f"misfit_q{q:02d}": float(v) for q, v in zip((5, 50, 95), np.percentile(misfit, (5, 50, 95)), strict=True)}


def write_fit(
    out: Path, fit: Fit, posterior: Posterior, learnt: Sequence[Learnt], check: Check, lang: Language
) -> Path:
    """The calibration's own folder in ``out``, whole or not at all; returns its path.

    Raises UserError where it cannot be written.
    """
    final = out / f"calibration-{posterior.until}-{posterior.digest[:8]}"
    try:
        with run_folder(final) as folder:
            write_posterior(folder, posterior)
            for name, table in tables(fit, learnt, check).items():
                table.to_csv(folder / name, index=False, float_format="%.6g")
            text = json.dumps(numbers(fit, check), indent=1)
            (folder / "diagnostics.json").write_text(f"{text}\n", encoding="utf-8")
            save_figures(folder / "figures", fit, posterior, learnt, lang)
    except OSError as error:
        raise UserError(f"{error.filename or final}: {error.strerror}") from None
    return final


def numbers(fit: Fit, check: Check) -> dict[str, float]:
    """How much the ensemble can be trusted, as plain numbers; see :class:`Check`."""
    return {
        "informed_parameters": len(fit.informed),
        "independent_directions": round(check.directions, 2),
        "effective_sample_size_prior": round(check.effective_prior, 2),
    }
