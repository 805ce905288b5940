"""What the record says of the parameters: fitted sets, each a table and a manifest, in normal scores of the priors.

A parameter with prior quantile function Q has the score z where its value is Q(Phi(z)), Phi the normal distribution
function. Under the prior the scores are independent standard normals. A fitted set is the ensemble of the fit itself:
N rows, each the fitted scores of P parameters of one member. All other parameters keep their prior, and a row goes with
the prior draw that the fit's member had of them: its fitted scores make up for that draw, so a new draw from mean and
covariance would meet the counts far worse. A set with an early cut-off goes with wider priors for the numbers that know
later years (catalogue/hindsight.py), in and outside the set.

numpy is imported where it is needed only: `borderSim check` asks for the names of the sets and must start fast.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderSim.catalogue.entries import DATA, Parameter, parameters
from borderSim.errors import Problem, UserError, did_you_mean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FOLDER = DATA / "posterior"
LATEST = "latest"
POSTERIOR, PRIOR = "posterior", "prior"
"""What a scenario's `parameters:` may say besides the name of an earlier cut-off."""
DIGITS = 2
"""Decimals of a score, in memory and in the file: what is read is what was written."""
LEAST_ROWS = 2
"""One row alone has no spread."""
MOVED, NARROWED = 0.25, 0.9
"""A middle that moved by a quarter of the prior's spread, or a spread a tenth below it, is more than chance moves."""
EDGE = 1e-9
"""Numerical guard: a probability stays this far from 0 and 1, where every quantile is finite."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """A fitted set: normal ``scores`` (N, P) of the parameters ``names`` (P,), row r those of member r of the fit.

    ``manifest`` says what it was fitted to: ``until`` (ISO date of the last observation), ``seed`` of the fit, data,
    version. A set without a parameter is the prior as known at ``until``; its manifest needs nothing else.
    """

    name: str
    names: tuple[str, ...]
    scores: Array
    manifest: Mapping[str, Any]

    @property
    def mean(self) -> Array:
        """(P,) mean of the scores; 0 under the prior."""
        mean: Array = self.scores.mean(axis=0)
        return mean

    @property
    def spread(self) -> Array:
        """(P,) standard deviation of the scores; 1 under the prior."""
        spread: Array = self.scores.std(axis=0)
        return spread

    @cached_property
    def informed(self) -> tuple[str, ...]:
        """The parameters of the set that the record told something: their middle moved or their spread fell clearly.

        All others of the set moved by no more than correlations of chance move them.
        """
        clear = (abs(self.mean) > MOVED) | (self.spread < NARROWED)
        return tuple(name for name, yes in zip(self.names, clear.tolist(), strict=True) if yes)

    @property
    def seed(self) -> int:
        """Seed of the fit, which addresses the prior draws of its members. Raises KeyError when it is not given."""
        return int(self.manifest["seed"])

    @property
    def until(self) -> str:
        """ISO date of the last observation that the set knows."""
        return str(self.manifest["until"])

    def prior(self, name: str) -> Parameter:
        """The prior of any parameter for what was known at the cut-off."""
        from borderSim.catalogue.hindsight import widened

        return widened(parameters()[name], int(self.until[:4]))

    @cached_property
    def widened(self) -> tuple[str, ...]:
        """Parameters whose prior is wider here than in the table, because the table knows later years."""
        return tuple(name for name, parameter in parameters().items() if self.prior(name) != parameter)

    @property
    def table_changed(self) -> bool:
        """Whether the prior of a parameter outside the set has changed since the fit."""
        return bool(self.manifest.get("priors_sha256") != priors_hash())

    @cached_property
    def digest(self) -> str:
        """sha256 of all that decides a draw: names and scores, cut-off and seed of the fit."""
        content = [self.names, self.scores.tolist(), self.until, self.manifest.get("seed")]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def uniform(self, name: str, rows: NDArray[np.int64]) -> Array:
        """(M,) where in its prior, 0-1, the value of a parameter of the set lies in ``rows`` (M,)."""
        return probability(self.scores[rows, self.names.index(name)])

    def points(self, name: str) -> tuple[float, float, float]:
        """5%, 50% and 95% points of one parameter of the set over its rows, in its unit."""
        import numpy as np

        from borderSim.catalogue.distributions import LOWER_POINT, UPPER_POINT, quantile

        scores = np.quantile(self.scores[:, self.names.index(name)], [LOWER_POINT, 0.5, UPPER_POINT])
        low, middle, high = quantile(self.prior(name), probability(scores)).tolist()
        return low, middle, high


def probability(scores: Array) -> Array:
    """Phi of normal scores (any shape), kept inside 0-1."""
    import numpy as np
    from scipy.special import ndtr

    return np.asarray(np.clip(ndtr(scores), EDGE, 1 - EDGE), np.float64)


def fitted(name: str, names: Sequence[str], scores: Array, manifest: Mapping[str, Any]) -> Posterior:
    """A fitted set from the ``scores`` (N, P) of a fit's members, which are rounded.

    Raises ValueError when they are no table of finite numbers with two rows or more, or a name will not do.
    """
    import numpy as np

    _check_names(names)
    if not names or np.ndim(scores) != 2 or np.shape(scores)[1] != len(names):
        raise ValueError(f"scores {np.shape(scores)} of {len(names)} parameters")
    if len(scores) < LEAST_ROWS:
        raise ValueError(f"{len(scores)} rows of scores: a set has {LEAST_ROWS} or more")
    rounded = np.asarray(scores, np.float64).round(DIGITS)
    if not np.isfinite(rounded).all():
        raise ValueError("a score is not a finite number")
    return Posterior(name, tuple(names), rounded, dict(manifest))


def packaged() -> tuple[str, ...]:
    """Names of the packaged sets: `latest` and the years after which an earlier fit knows nothing."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def posterior(name: str) -> Posterior:
    """The packaged set of a name. Raises UserError with the nearest names when there is none."""
    if name not in packaged():
        known = ", ".join(packaged()) or "none is packaged"
        raise UserError(f"unknown parameter set {name}{did_you_mean(name, packaged()) or f'; there are {known}'}")
    return read_posterior(FOLDER / f"{name}.csv")


def choices() -> tuple[str, ...]:
    """What `parameters:` may say: `posterior` (the latest set), `prior`, or the year of an earlier set."""
    return (POSTERIOR, PRIOR, *(name for name in packaged() if name != LATEST))


def check_choice(value: object) -> str:
    """The value of `parameters:` as a text; a year may be a number. Raises ValueError with the nearest names."""
    name = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(name, str):
        raise ValueError("is not the name of a parameter set; write posterior, prior or the year of an earlier fit")
    if name not in choices():
        near = did_you_mean(name, choices()) or f"; there are {', '.join(choices())}"
        raise ValueError(f"unknown parameter set {name[:60]}{near}")
    return name


def parameter_set(choice: str) -> Posterior | None:
    """The set that `parameters:` means; None for the prior, and for `posterior` while no fitted set is packaged."""
    if choice == PRIOR or (choice == POSTERIOR and LATEST not in packaged()):
        return None
    return posterior(LATEST if choice == POSTERIOR else choice)


def used(choice: str, assumed: Collection[str]) -> dict[str, Any]:
    """What a run says of its parameter set: as plain values, for the manifest and the report.

    ``assumed`` are the parameters that the scenario pins or gives a range; those of the set are ``replaced``. A run
    with more members than ``rows`` uses rows again, with other chance.
    """
    found = parameter_set(choice)
    if found is None:
        return {"asked": choice, "set": PRIOR, "informed": 0, "replaced": []}
    replaced = [name for name in found.names if name in assumed]
    about = {"asked": choice, "set": found.name, "until": found.until, "sha256": found.digest}
    counts = {"informed": len(found.informed), "rows": len(found.scores), "widened": len(found.widened)}
    return {**about, **counts, "replaced": replaced, "table_changed": found.table_changed}


def write_posterior(folder: Path, posterior: Posterior) -> tuple[Path, Path]:
    """Write <name>.csv and <name>.json into ``folder``, each whole or not at all; return their paths.

    The manifest gets what a reader checks: the members (N), the priors of the set, and hashes of the parameter table
    and of the CSV.
    Raises UserError where the folder cannot be written.
    """
    table = _table_text(posterior)
    checked = {
        "members": len(posterior.scores),
        "priors_sha256": priors_hash(),
        "table_sha256": _sha256(table),
        "priors": {name: _in_words(posterior.prior(name)) for name in posterior.names},
    }
    manifest = json.dumps({**posterior.manifest, **checked}, indent=1, ensure_ascii=False) + "\n"
    paths = folder / f"{posterior.name}.csv", folder / f"{posterior.name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(dict(zip(paths, (table, manifest), strict=True)))
    except OSError as error:
        raise UserError(f"{error.filename or folder}: {error.strerror}") from None
    return paths


def _table_text(posterior: Posterior) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(posterior.names)
    writer.writerows([f"{score:.{DIGITS}f}" for score in row] for row in posterior.scores)
    return stream.getvalue()


def _replace(texts: Mapping[Path, str]) -> None:
    """Put all texts under hidden names first, then rename: nothing half-written takes a file's place."""
    hidden: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            hidden[path] = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            hidden[path].chmod(0o644)
        for path, temporary in hidden.items():
            os.replace(temporary, path)
    finally:
        for temporary in hidden.values():
            temporary.unlink(missing_ok=True)


def read_posterior(path: Path) -> Posterior:
    """Read a fitted set: the CSV at ``path`` and the manifest beside it (same name, .json).

    Raises UserError for anything that keeps the set from being used, the manifest of another parameter table included.
    """
    table = path.with_suffix(".csv")
    text = _read(table)
    manifest = _read_manifest(table.with_suffix(".json"), text)
    names, numbers = _cells(str(table), text)
    import numpy as np

    if len(numbers) != manifest["members"]:
        raise UserError(f"{table}: {len(numbers)} rows, and its manifest says {manifest['members']} members")
    scores = np.array(numbers, np.float64).reshape(len(numbers), len(names))
    try:
        found = fitted(table.stem, names, scores, manifest)
        _check_priors(found)
        return found
    except ValueError as error:
        raise UserError(f"{table}: {error}") from None


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UserError(f"{path}: {error.strerror or 'cannot be read'}") from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: is not UTF-8") from None


def _read_manifest(path: Path, table: str) -> dict[str, Any]:
    try:
        manifest = json.loads(_read(path))
    except json.JSONDecodeError as error:
        raise UserError(Problem(str(path), error.lineno, error.colno, "", f"not valid JSON: {error.msg}")) from None
    wanted = {"until": str, "seed": int, "members": int, "priors": dict, "priors_sha256": str, "table_sha256": str}
    if not isinstance(manifest, dict):
        raise UserError(f"{path}: a manifest holds {', '.join(wanted)}")
    wrong = [key for key, kind in wanted.items() if type(manifest.get(key)) is not kind]
    if wrong:
        raise UserError(f"{path}: {', '.join(wrong)} is missing or of the wrong kind")
    if manifest["table_sha256"] != _sha256(table):
        raise UserError(f"{path}: is the manifest of another table: {path.with_suffix('.csv').name} was changed since")
    try:
        date.fromisoformat(manifest["until"])
    except ValueError:
        raise UserError(f"{path}: until: {manifest['until'][:40]} is not a date such as 2021-12-31") from None
    return manifest


def _cells(file: str, text: str) -> tuple[list[str], list[list[float]]]:
    """Names of the columns, and the scores of each row, as written."""
    reader = csv.reader(io.StringIO(text))
    try:
        lines = [(reader.line_num, line) for line in reader if line]
    except csv.Error as error:
        raise UserError(Problem(file, reader.line_num, 1, "", str(error))) from None
    if not lines:
        raise UserError(f"{file}: is empty: the first line names the parameters, and each other one is a member")
    (_, names), *rows = lines
    for at, row in rows:
        if len(row) != len(names):
            raise UserError(Problem(file, at, 1, "", f"{len(row)} cells for {len(names)} columns of parameters"))
    return names, [[_number(file, at, cell) for cell in row] for at, row in rows]


def _number(file: str, line: int, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise UserError(Problem(file, line, 1, "", f"'{cell[:40]}' is not a number")) from None


def _check_names(names: Sequence[str]) -> None:
    known = parameters()
    for position, name in enumerate(names):
        if name not in known:
            raise ValueError(f"unknown parameter {name[:60]}{did_you_mean(name, known)} (borderSim parameters)")
        if known[name].distribution == "fixed":
            raise ValueError(f"{name} is fixed: there is nothing to fit")
        if name in names[:position]:
            raise ValueError(f"{name} is given twice")


def _check_priors(posterior: Posterior) -> None:
    """The scores of a set mean something only with the priors that it was fitted with."""
    for name in posterior.names:
        was, now = posterior.manifest["priors"].get(name, "not there"), _in_words(posterior.prior(name))
        if was != now:
            raise ValueError(f"fitted to another parameter table: {name} was {was}, now {now}; fit again, or use prior")


def _in_words(parameter: Parameter) -> str:
    """A prior in words: distribution, low, central, high, unit."""
    ends = " ".join(repr(value) for value in (parameter.low, parameter.central, parameter.high))
    return f"{parameter.distribution} {ends} {parameter.unit}"


def priors_hash() -> str:
    """sha256 over the priors of all parameters, by name."""
    return _sha256(json.dumps({name: _in_words(parameter) for name, parameter in sorted(parameters().items())}))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
