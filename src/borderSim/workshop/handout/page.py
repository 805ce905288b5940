"""The report of a session as one self-contained page: nothing is fetched, every figure has its numbers."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from borderSim.report import figures as run_figures
from borderSim.report.compact import Glyphs
from borderSim.report.figures import Plate
from borderSim.report.html import Shown, shown
from borderSim.report.words import word
from borderSim.workshop.handout.content import Content, Policy
from borderSim.workshop.handout.published import POLICIES, written
from borderSim.workshop.words import say

TEMPLATE = Path(__file__).parent / "templates" / "session.html.j2"
MOST_LINES = 2
"""Line figures of each team's last policy, so that the page stays under 3 MB."""


class _Drawer:
    """Turns figures into inline SVG whose ids differ and whose letters are shared."""

    def __init__(self, content: Content) -> None:
        self.content, self.glyphs, self.count = content, Glyphs(), 0

    def __call__(self, plate: Plate) -> Shown:
        self.count += 1
        return shown(self.content.lang, plate, f"s{self.count}", self.glyphs)


def page(content: Content, members: int) -> str:
    """The report as HTML."""
    lang, draw = content.lang, _Drawer(content)
    environment = Environment(
        autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    rounds = [
        (item, [draw(side.plate()) for side in item.sides], [(p, _lines(content, p, draw)) for p in item.policies])
        for item in content.rounds
    ]
    predictions = [(draw(strip.plate()), text) for strip, text in content.predictions]
    votes = [(draw(strip.plate()), text) for strip, text in content.votes]
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        content=content,
        lang=lang,
        rounds=rounds,
        predictions=predictions,
        votes=votes,
        yaml={p.deal.policy.name: written(p.deal, members) for item in content.rounds for p in item.policies},
        folder=POLICIES,
        glyphs=Markup(draw.glyphs.svg()),
        w=lambda key, **values: word(key, lang, **values),
        s=lambda key, **values: say(key, lang, **values),
    )


def _lines(content: Content, policy: Policy, draw: _Drawer) -> list[Shown]:
    """The comparisons over time of a team's last policy; none of the earlier ones."""
    if policy not in content.last:
        return []
    return [draw(run_figures.comparison(policy.context, item)) for item in content.shown[:MOST_LINES]]
