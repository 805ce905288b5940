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


def stream_key(seed: int, stream: str) -> int:
    """The 64-bit key word of a named stream under a seed."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{stream}".encode()).digest()[:8], "little")


class Noise:
    """Draws for a set of members. ``members`` is (M,) of member ids (from 0); the order of rows is theirs."""

    def __init__(self, seed: int, members: NDArray[np.int64]) -> None:
        self.seed = seed
        self.members = members
        self._generator = np.random.Philox(0)
        self._keys: dict[str, int] = {}

    def raw(self, stream: str, step: int, words: int) -> NDArray[np.uint64]:
        """(M, words) random 64-bit words of one stream at one step."""
        if stream not in self._keys:
            self._keys[stream] = stream_key(self.seed, stream)
        out = np.empty((len(self.members), words), np.uint64)
        for row, member in enumerate(self.members):
            self._seek(self._keys[stream], int(member), step)
            out[row] = self._generator.random_raw(words)
        return out

    def _seek(self, key: int, member: int, step: int) -> None:
        self._generator.state = {
            "bit_generator": "Philox",
            "state": {
                "counter": np.array([0, 0, 0, step], np.uint64),
                "key": np.array([key, member], np.uint64),
            },
            "buffer": np.zeros(4, np.uint64),
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }

    def uniform(self, stream: str, step: int, size: int) -> Float64:
        """(M, size) uniforms in the open interval (0, 1)."""
        return ((self.raw(stream, step, size) >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53

    def normal(self, stream: str, step: int, size: int) -> Float32:
        """(M, size) standard normals, always float32, so that a change of dtype does not change the draws."""
        half = (size + 1) // 2
        bits = self.raw(stream, step, half).view(np.uint32)
        unit = (bits >> np.uint32(8)).astype(np.float32)
        unit += np.float32(0.5)
        unit *= np.float32(2.0**-24)
        radius, angle = np.ascontiguousarray(unit[:, :half]), unit[:, half:] * _TWO_PI
        np.log(radius, out=radius)
        radius *= np.float32(-2)
        np.sqrt(radius, out=radius)
        out = np.empty((len(self.members), 2 * half), np.float32)
        np.multiply(radius, np.cos(angle), out=out[:, :half])
        np.multiply(radius, np.sin(angle), out=out[:, half:])
        return out[:, :size]

    def member_uniform(self, stream: str) -> Float64:
        """(M,) one uniform per member in one pass: element ``member`` of the stream's own sequence."""
        self._seek(stream_key(self.seed, stream), 0, 0)
        words = self._generator.random_raw(int(self.members.max()) + 1)[self.members]
        return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
