"""All random numbers of borderSim: counter-based, named streams.

A draw is addressed by (seed, stream name, member, step); the scenario is not in the address, so members share their
random numbers across scenarios, and adding a stream, a member or a scenario shifts no other draw. The generator is
Philox4x64-10 (Salmon et al. 2011, SC'11); normals come from the Box-Muller transform in float32.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

_TWO_PI = np.float32(2 * np.pi)
_UNIT = np.float32(2.0**-24)
"""From 24 random bits to the unit interval."""
_BLOCK = 4
"""Words that one value of Philox's counter gives."""


def stream_key(seed: int, stream: str) -> int:
    """The 64-bit key word of a named stream under a seed."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{stream}".encode()).digest()[:8], "little")


def generator(seed: int, stream: str) -> np.random.Generator:
    """A generator of a named stream, for a library that takes one (a bootstrap); never for the model."""
    return np.random.Generator(np.random.Philox(key=stream_key(seed, stream)))


class Noise:
    """Draws for a set of members. ``members`` is (M,) of member ids (from 0); the order of rows is theirs.

    ``again`` above 0 gives other noise and events to the same members: their parameters and lags stay as they are.
    """

    def __init__(self, seed: int, members: NDArray[np.int64], again: int = 0) -> None:
        self.seed = seed
        self.again = again
        self.members = members
        self._generator = np.random.Philox(0)
        self._keys: dict[str, int] = {}
        ends = np.flatnonzero(np.diff(members) != 1) + 1
        self._runs = [slice(int(a), int(b)) for a, b in zip([0, *ends], [*ends, len(members)], strict=True)]

    def raw(self, stream: str, step: int, words: int) -> NDArray[np.uint64]:
        """(M, words) random 64-bit words of one stream at one step.

        Member m has blocks m B to (m + 1) B - 1 of the counter, B of four words; so members that follow one another are
        one call. Draws of another size are others altogether: the size is part of the counter.
        """
        if stream not in self._keys:
            self._keys[stream] = stream_key(self.seed, f"{stream}/again{self.again}" if self.again else stream)
        blocks = -(-words // _BLOCK)
        parts = []
        for rows in self._runs:
            self._seek(self._keys[stream], (int(self.members[rows.start]) * blocks, words, 0, step))
            parts.append(self._generator.random_raw((rows.stop - rows.start) * blocks * _BLOCK))
        drawn = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return drawn.reshape(len(self.members), -1)[:, :words]

    def _seek(self, key: int, counter: tuple[int, int, int, int]) -> None:
        self._generator.state = {
            "bit_generator": "Philox",
            "state": {"counter": np.array(counter, np.uint64), "key": np.array([key, 0], np.uint64)},
            "buffer": np.zeros(_BLOCK, np.uint64),
            "buffer_pos": _BLOCK,
            "has_uint32": 0,
            "uinteger": 0,
        }

    def uniform(self, stream: str, step: int, size: int) -> Float64:
        """(M, size) uniforms in the open interval (0, 1)."""
        return ((self.raw(stream, step, size) >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53

    def normal(self, stream: str, step: int, size: int) -> Float32:
        """(M, size) standard normals, always float32, so that a change of dtype does not change the draws."""
        half = (size + 1) // 2
        bits = np.ascontiguousarray(self.raw(stream, step, half)).view(np.uint32)
        unit = (bits >> np.uint32(8)).astype(np.float32)
        unit += np.float32(0.5)
        radius, angle = unit[:, :half] * _UNIT, unit[:, half:] * (_TWO_PI * _UNIT)
        np.log(radius, out=radius)
        radius *= np.float32(-2)
        np.sqrt(radius, out=radius)
        out = np.empty((len(self.members), 2 * half), np.float32)
        np.multiply(radius, np.cos(angle), out=out[:, :half])
        np.multiply(radius, np.sin(angle), out=out[:, half:])
        return out[:, :size]

    def member_uniform(self, stream: str) -> Float64:
        """(M,) one uniform per member in one pass: element ``member`` of the stream's own sequence."""
        self._seek(stream_key(self.seed, stream), (0, 0, 0, 0))
        words = self._generator.random_raw(int(self.members.max()) + 1)[self.members]
        return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
