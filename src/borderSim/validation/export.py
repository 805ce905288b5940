"""The facts as a CSV table, one row each, with all that the terminal shows and the source of each window."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Sequence
from pathlib import Path

from borderSim.catalogue import Language
from borderSim.errors import UserError
from borderSim.validation.findings import Finding

COLUMNS = (
    "id", "part", "statement", "unit", "low", "high", "median", "q05", "q95", "share_inside", "fitted", "mark",
    "verdict", "source", "run", "note",
)  # fmt: skip
DIGITS = 6


def row(found: Finding, language: Language) -> dict[str, str]:
    """Return the cells of one fact by column; an open end and what is not known are empty."""
    fact, (low, middle, high) = found.fact, found.band
    numbers = {"low": fact.low, "high": fact.high, "median": middle, "q05": low, "q95": high}
    known = found.verdict != "not_modelled" and not found.pooled
    numbers["share_inside"] = float(found.inside.mean()) if known else math.nan
    return {
        **{key: f"{value:.{DIGITS}g}" if math.isfinite(value) else "" for key, value in numbers.items()},
        **{key: str(getattr(fact, key)) for key in ("id", "part", "source", "run", "mark")},
        "unit": fact.unit_es if language == "es" else fact.unit,
        "statement": fact.statement(language),
        "note": fact.note(language),
        "fitted": "yes" if found.fitted else "no",
        "verdict": found.verdict,
    }


def write_csv(found: Sequence[Finding], language: Language, path: Path) -> None:
    """Write the table; the file appears whole or not at all. Raises UserError where it cannot be written."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(one, language) for one in found)
    hidden = path.with_name(f".{path.name}.part")
    try:
        hidden.write_text(stream.getvalue(), encoding="utf-8", newline="")
        os.replace(hidden, path)
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from None
    finally:
        hidden.unlink(missing_ok=True)
