"""From a queue study to its figures: what is drawn, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from borderSim.model.system import Array
    from borderSim.queues.study import BridgeStudy, RegistrationStudy
    from borderSim.queues.tables import Row

Lang = Literal["en", "es"]


def day(study: BridgeStudy, lang: Lang) -> Figure:
    """Trucks that come, are cleared and wait, by hour since opening, beside the formula's mean line."""
    import numpy as np

    from borderSim.queues.words import word
    from borderSim.report.queues import Line, Panel, draw

    hour, label = study.days[0].hour, word("hour", lang)
    came, cleared, waiting = (
        np.array([getattr(day, name) for day in study.days]) for name in ("came", "cleared", "waiting")
    )
    trucks = [Line(word("come", lang), came, 0), Line(word("cleared", lang), cleared, 1)]
    line = [Line(word("in_line", lang), waiting, 0)]
    mean = float(study.formula["waiting_mean"].mean())
    if np.isfinite(mean):
        line.append(Line(word("formula_mean", lang), np.full(len(hour), mean)))
    panels = [
        Panel(word("by_hour", lang), hour, label, trucks),
        Panel(word("waiting_by_hour", lang), hour, label, line),
    ]
    return draw(word("day_title", lang), word("day_lead", lang), panels, word("bridge_foot", lang), lang)


def waits(study: BridgeStudy, rows: Sequence[Row], lang: Lang) -> Figure:
    """Of 100 inspected trucks, how many wait longer than so many clock hours; the means in the subtitle."""
    from borderSim.cli.queue_output import said
    from borderSim.queues.words import word
    from borderSim.report.numbers import number
    from borderSim.report.queues import Line, Panel, draw

    (row,) = (row for row in rows if row.measure == "wait_inspected")
    formulas = {name: said(value, row, lang) for name, value in (("formula", row.formula), ("theory", row.theory))}
    lead = word("wait_lead", lang, simulated=number(row.mean, lang), **formulas)
    lines = [Line(word("in_line", lang), 100 * study.longer, 0)]
    panel = Panel(word("longer", lang), study.longer_hours, word("clock_hours", lang), lines)
    return draw(word("wait_title", lang), lead, [panel], word("bridge_foot", lang), lang)


def backlog(study: RegistrationStudy, lang: Lang) -> Figure:
    """Who waits for each stage at each month's end, and permits delivered, beside the monthly formula."""
    import numpy as np

    from borderSim.queues.registration import STAGES
    from borderSim.queues.words import word
    from borderSim.report.queues import Line, Panel, draw

    months = np.arange(1.0, study.backlog_formula.shape[1] + 1)

    def panel(heading: str, simulated: Array, formula: Array) -> Panel:
        lines = [Line(word("in_line", lang), simulated, 0), Line(word("formula", lang), formula)]
        return Panel(word(heading, lang), months, word("month", lang), lines)

    waiting, passed = study.stack("backlog"), study.stack("passed")
    stages = [
        panel(f"waiting_{stage}", waiting[:, :, k], study.backlog_formula[:, :, k].mean(axis=0))
        for k, stage in enumerate(STAGES)
    ]
    delivered = panel("delivered", passed[:, :, 2], study.passed_formula[:, :, 2].mean(axis=0))
    foot = word("registration_foot", lang)
    return draw(word("backlog_title", lang), word("backlog_lead", lang), [*stages, delivered], foot, lang)
