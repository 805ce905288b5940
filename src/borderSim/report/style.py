"""Colours, dashes and sizes of every figure, and how a figure is saved so that its bytes repeat."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, MUTED, GRID, PALE = "#1d2429", "#4d575e", "#d9dee1", "#e9ecee"
BASELINE: tuple[str, Any, str] = ("#6b7680", (0, (5, 2)), "#5c6670")
"""The reference is always grey and dashed, and never in the colour cycle (workshop.md section 7, rule 4)."""
POLICIES: tuple[tuple[str, Any, str], ...] = (
    ("#0072b2", "-", "#0069a4"),
    ("#d55e00", (0, (1.2, 1.4)), "#b34f00"),
    ("#009e73", (0, (6, 1.6, 1.2, 1.6)), "#007a59"),
    ("#cc79a7", (0, (9, 2)), "#a04a7a"),
)
"""Line colour, dash and the darker tone of the words beside it (contrast at least 4.5 on white), in fixed order."""
WIDTH, DPI = 4.9, 192
"""Inches and pixels per inch; the width keeps words readable on a phone's 390 pixels."""
FEW = 20
"""Below this many members a band would over-claim: thin lines are drawn instead (rule 5)."""

SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.unicode_minus": True,
    "axes.grid": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "hatch.linewidth": 0.5,
    "hatch.color": "#8a949b",
    "svg.fonttype": "path",
    "svg.hashsalt": "borderSim",
    "pdf.fonttype": 42,
    "path.simplify": True,
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the project's settings and leave matplotlib's own as they were."""
    import matplotlib as mpl

    with mpl.rc_context(SETTINGS):
        yield


def new_figure(width: float, height: float) -> Figure:
    """An empty white figure (inches) on the Agg canvas; nothing global is touched."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def svg_bytes(figure: Figure, dpi: int = DPI) -> bytes:
    """The figure as SVG: fixed ids, no date, so the same figure gives the same bytes. ``dpi`` is for its pixels."""
    stream = io.BytesIO()
    with styled():
        figure.savefig(stream, format="svg", dpi=dpi, metadata={"Date": None, "Creator": "borderSim"})
    return stream.getvalue()


def save(figure: Figure, stem: Path) -> list[Path]:
    """Write <stem>.svg and <stem>.png (at twice the screen's resolution) and return their paths."""
    paths = [stem.with_suffix(".svg"), stem.with_suffix(".png")]
    paths[0].write_bytes(svg_bytes(figure))
    with styled():
        figure.savefig(paths[1], format="png", dpi=DPI, metadata={"Software": "borderSim"})
    return paths
