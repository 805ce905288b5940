"""From normal scores to what the record would have counted: runs of the past, spread over processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from borderSim.calibration.space import Space
from borderSim.engine.hazards import Thresholds
from borderSim.engine.loop import Batch
from borderSim.engine.noise import Noise
from borderSim.experiment.executors import executor
from borderSim.hindcast.observations import Observation, observations, rules
from borderSim.hindcast.operators import predicted
from borderSim.hindcast.past import Past, run_past, timeline_of
from borderSim.model.coupling import SYSTEMS
from borderSim.model.system import Array
from borderSim.world import load

CHUNK = 64
"""Members run together: as many as the cache holds well."""
Forward = Callable[[Array], Array]
Value = Callable[[str, str, int, int], Array]
"""(variable, code, first month, last month) -> what was counted or is predicted."""


@dataclass(frozen=True)
class Piece:
    """Some members' scores (M, P), their ids (M,) and what to compute of them."""

    space: Space
    scores: Array
    members: Array
    counts: Sequence[Observation]
    seed: int
    known: int
    again: int = 0


def simulated(piece: Piece) -> Array:
    """(M, K) what the model says of every observation, as :func:`compared`; the recorded drivers alone act."""
    past = run_members(piece)
    said: dict[tuple[str, str, int, int], Array] = {}

    def model(variable: str, code: str, first: int, last: int) -> Array:
        key = (variable, code, first, last)
        if key not in said:
            said[key] = predicted(past, variable, code, first, last, piece.known)
        return said[key]

    return np.stack([compared(c, model) for c in piece.counts], axis=1)


def run_members(piece: Piece) -> Past:
    """The free run of a piece: no count moves the state."""
    world, noise = load(), Noise(piece.seed, piece.members)
    params = piece.space.values(piece.scores, noise)
    chance = Noise(piece.seed, piece.members, piece.again)
    batch = Batch(SYSTEMS, world, params, chance, Thresholds(chance, 1), 1)
    return run_past(batch, timeline_of(batch, piece.known), 0, piece.known)


def compared(count: Observation, value: Value) -> Array:
    """ln(value + offset) of a count; of a part, ln of its share, so that an error of the whole does not enter."""
    rule = rules()[count.variable]
    own = np.log(np.maximum(value(count.variable, count.code, count.first, count.last), 0.0) + rule.offset)
    if not rule.share_of:
        return np.asarray(own)
    return np.asarray(own - np.log(np.maximum(value(rule.share_of, "COL", count.last, count.last), 1.0)))


def recorded(counts: Sequence[Observation]) -> Array:
    """(K,) the counts on the scale of :func:`compared`. Raises KeyError where a part has no count of the whole."""
    found = {(o.variable, o.code, o.first, o.last): np.array(o.value) for o in observations()}
    return np.array([float(compared(c, lambda *key: found[key])) for c in counts])


def forward(template: Piece, jobs: int) -> Forward:
    """A function from scores (M, P) to (M, K) for members 0 to M - 1; the numbers do not depend on ``jobs``."""

    def run(scores: Array) -> Array:
        pieces = [_cut(template, scores, i) for i in range(0, len(scores), CHUNK)]
        with executor(jobs) as mapped:
            return np.concatenate(list(mapped(simulated, pieces)))

    return run


def _cut(template: Piece, scores: Array, start: int) -> Piece:
    rows = scores[start : start + CHUNK]
    return replace(template, scores=rows, members=np.arange(start, start + len(rows)))
