"""One chart of the Board: the finding as its title, the chart with words for those who do not see it, table, help."""

from __future__ import annotations

from nicegui import ui

from borderSim.workshop.desk.ask import Answer
from borderSim.workshop.help import indicator_help
from borderSim.workshop.pictures.charts import height, option
from borderSim.workshop.pictures.limits import limits
from borderSim.workshop.pictures.picture import Picture, picture
from borderSim.workshop.pictures.sentences import alt, badge, subtitle, title
from borderSim.workshop.pictures.tables import chart_table
from borderSim.workshop.screens.board.chart_parts import without_baseline, without_difference
from borderSim.workshop.screens.board.here import Here, help_button
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.natives import DataTable


class ChartView:
    """An indicator: level with bands, and the paired difference below it."""

    def __init__(self, indicator: str, here: Here) -> None:
        self.indicator, self._here = indicator, here
        self._label = here.indicator(indicator)
        with tag("figure", classes="chart-view"):
            with tag("figcaption"):
                self._title = tag("h3", self._label)
                with tag("span", classes="chart-tools"):
                    button(here.say("table"), self._table, "plain", aria_label=here.say("table_of", name=self._label))
                    help_button(here, self._label, lambda: indicator_help(indicator, here.lang))
                self._subtitle = tag("p", here.say("first_picture"), "small muted")
            with tag("div", classes="chart-box", role="img", aria_label=self._label) as self._box:
                self._chart = ui.echart({}, renderer="svg").classes("chart")

    def refresh(self, answer: Answer, versus: Answer | None = None) -> None:
        """Draw an answer; ``versus`` is another one that is shown in turn, on the same axes."""
        here, found = self._here, picture(answer, self.indicator)
        other = picture(versus, self.indicator) if versus else None
        self._draw(found, other)
        self._title.set_text(title(found, here.lang))
        self._subtitle.set_text(subtitle(found, here.lang, small=True))
        words = alt(found, here.lang)
        if self._box.props["aria-label"] != words:
            self._box.props["aria-label"] = words
            self._box.update()

    def _draw(self, found: Picture, other: Picture | None) -> None:
        here = self._here
        axes = limits([found, other]) if other else None
        look = {"small": here.keys.narrow, "projector": here.projector}
        made = option(found, here.lang, limits=axes, before=None if here.keys.still else other, **look)
        for part, without in (("baseline", without_baseline), ("difference", without_difference)):
            if part in here.hidden:
                made = without(made)
        self._chart.options.clear()
        self._chart.options.update(made)
        self._chart.style(f"min-height: {height(found, here.lang, limits=axes, **look)}px")
        self._chart.update()

    def _table(self) -> None:
        answer = self._here.state.answer
        if answer is None:
            return
        found = chart_table(picture(answer, self.indicator), self._here.lang)
        name = f"{self._label}. {badge(answer, self._here.lang)}"
        self._here.dialog.show(self._label, lambda: DataTable(name, found.header, found.rows), broad=True)
