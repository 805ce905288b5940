"""The table that `borderSim hindcast` prints: the last count, one year later, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from borderSim.cli.past.words import said
from borderSim.hindcast import scores, targets
from borderSim.hindcast.forecast import Samples
from borderSim.hindcast.later import draws, last_known, later
from borderSim.hindcast.observations import MONTHS_A_YEAR, Observation, rules
from borderSim.model.system import Array
from borderSim.report.numbers import number, span
from borderSim.world import load

Lang = Literal["en", "es"]
COLUMNS = ("variable", "last", "ahead", "came", "inside")
MAIN = (
    ("ven_stock_total", "COL"), ("ven_stock_irregular", "COL"), ("darien_irregular_transits_VEN", "PAN"),
    ("col_exports_to_ven_fob", "COL-VEN"), ("col_imports_from_ven", "COL-VEN"), ("homicides", "54"),
    ("eln_municipalities", "COL"), ("coca_area", "COL"),
)  # fmt: skip
"""Variables and places of the table."""
CUSTOMS = {"cucuta": "Cúcuta", "maicao": "Maicao"}
"""Customs offices by code, as they are written."""
NEAR = MONTHS_A_YEAR // 2
"""A count this many months from one year later is what came."""


def rows(samples: Samples, lang: Lang) -> Iterator[list[str]]:
    """The cells of each main variable."""
    for variable, code in MAIN:
        last = last_known(variable, code, samples.known)
        length = last.last - last.first + 1 if last else MONTHS_A_YEAR
        came, ahead = _came(samples, variable, code, length), _ahead(samples, variable, code, length)
        yield [
            label(variable, code, lang),
            _dated(last, lang),
            said("none", lang) if ahead is None else _banded(ahead, lang),
            _dated(came, lang),
            said("none", lang) if came is None else _inside(samples, came, lang),
        ]


def label(variable: str, code: str, lang: Lang) -> str:
    """A variable in words, with its department or customs office."""
    rule = rules()[variable]
    name = rule.label_es if lang == "es" else rule.label_en
    place = department(code) if code.isdigit() else CUSTOMS.get(code)
    return f"{name}: {place}" if place else name


def department(code: str) -> str:
    """The name of a department of a two-digit code."""
    return load().department_names[load().department_codes.index(f"CO{code}")]


def _ahead(samples: Samples, variable: str, code: str, length: int) -> Array | None:
    """(M,) for a period of so many months that ends one year after the cut-off; None beyond the end of 2025."""
    last = samples.known - 1 + MONTHS_A_YEAR
    return samples.of(variable, code, last - length + 1, last) if last < targets.END else None


def _came(samples: Samples, variable: str, code: str, length: int) -> Observation | None:
    """The later count whose end is nearest to one year after the cut-off, best over as many months."""
    goal = samples.known - 1 + MONTHS_A_YEAR
    found = [o for o in later(samples.known) if (o.variable, o.code) == (variable, code)]
    near = [o for o in found if abs(o.last - goal) <= NEAR]
    return min(near, key=lambda o: (abs(o.last - o.first + 1 - length), abs(o.last - goal)), default=None)


def _inside(samples: Samples, came: Observation, lang: Lang) -> str:
    values = draws(samples, came)
    assert values is not None
    return said("yes" if scores.inside(values, came.value, scores.OUTER) else "no", lang)


def _dated(count: Observation | None, lang: Lang) -> str:
    return (
        said("none", lang) if count is None else said("dated", lang, value=number(count.value, lang), date=count.date)
    )


def _banded(values: Array, lang: Lang) -> str:
    low, middle, high = (float(q) for q in np.percentile(values, (5, 50, 95)))
    return said("banded", lang, value=number(middle, lang), span=span(low, high, lang))
