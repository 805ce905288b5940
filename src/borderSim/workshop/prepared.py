"""Events that a facilitator has at hand: a table of kinds, places, lengths and sizes, put into the months of a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from borderSim.catalogue.dates import month_date, month_index
from borderSim.catalogue.entries import Row, rows
from borderSim.report.words import Lang
from borderSim.scenario import Scenario, ScheduledEvent


@dataclass(frozen=True)
class Prepared:
    """One event to inject: it begins ``after`` months into the run and lasts ``months`` (None: no end to give)."""

    name: str
    type: str
    place: str
    after: int
    months: int | None
    size: float | None
    label_en: str
    label_es: str

    def label(self, lang: Lang) -> str:
        """What it is called in a language."""
        return self.label_es if lang == "es" else self.label_en

    def event(self, run: Scenario) -> ScheduledEvent:
        """The event in the months of a run; a short run has it in its last month."""
        last = int(month_index(run.end)) - 1
        start = min(int(month_index(run.start)) + self.after, last)
        places = (self.place,) if self.place else None
        until = None if self.months is None else month_date(start + self.months)
        return ScheduledEvent(self.type, places, month_date(start), until, self.size)


@cache
def prepared_events() -> dict[str, Prepared]:
    """The prepared events by name, in the order of the table."""
    return {row["name"]: _prepared(row) for row in rows("prepared_events.csv")}


def _prepared(row: Row) -> Prepared:
    return Prepared(
        row["name"],
        row["type"],
        row["place"],
        int(row["months_after_start"]),
        int(row["months_long"]) if row["months_long"] else None,
        float(row["size"]) if row["size"] else None,
        row["label_en"],
        row["label_es"],
    )
