"""Build the packaged tables under src/borderSim/data/world and data/observed from an evidence folder.

Usage: python tools/build_world.py EVIDENCE_FOLDER   (the folder that holds world/ and observed/)
"""

from __future__ import annotations

import argparse
from pathlib import Path

import build_geography
import build_observed
import build_proxies

DATA = Path(__file__).parent.parent / "src" / "borderSim" / "data"


def main() -> None:
    """Write every table in order: later ones read earlier ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("evidence", type=Path, help="folder with world/ and observed/")
    evidence = parser.parse_args().evidence
    build_geography.build(evidence / "world", DATA / "world")
    build_observed.build(evidence / "observed", DATA)
    build_proxies.build(evidence, DATA)
    size = sum(file.stat().st_size for file in DATA.rglob("*") if file.parent.name in ("world", "observed"))
    print(f"tables written: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
