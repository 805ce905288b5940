"""The printed kit as one self-contained HTML page: nothing is fetched, each section is one sheet of A4."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from borderSim import __version__, catalogue
from borderSim.report.style import BASELINE, POLICIES
from borderSim.report.words import Lang
from borderSim.scenario import Scenario
from borderSim.workshop.kit.cards import cards, event_rows, pages_of
from borderSim.workshop.kit.roles import role_sheet, roles, trust
from borderSim.workshop.words import say

TEMPLATES = Path(__file__).parent / "templates"
CARDS_A_PAGE = 6
ROWS_A_PAGE = 30
"""Levers of a page of the list; their labels and owners take two lines at most."""
TEAM_ROWS, VOTE_ROWS, PREDICTION_ROWS = 8, 6, 4
"""Empty lines of the decision form."""


@dataclass(frozen=True)
class Room:
    """What the poster says of a room; what is empty is a line to fill in by hand."""

    address: str = ""
    code: str = ""
    wifi: str = ""


def kit_page(lang: Lang, scenario: Scenario | None = None, room: Room | None = None, other: str = "") -> str:
    """The whole kit in a language: contents, poster, roles, cards, lists, form.

    The levers that ``scenario`` moves come first. ``other`` is the path of the page in the other language, for a
    browser; a page to print has none.
    """
    policies, conditions = cards(lang, scenario)
    parts = {
        "policies": list(pages_of(policies, CARDS_A_PAGE)),
        "conditions": list(pages_of(conditions, CARDS_A_PAGE)),
        "levers": list(pages_of([*policies, *conditions], ROWS_A_PAGE)),
    }
    sheets = [role_sheet(slug, lang) for slug in roles()]
    return _template().render(
        lang=lang,
        w=lambda key, **values: say(key, lang, **values),
        css=Markup((TEMPLATES / "kit.css").read_text(encoding="utf-8")),
        version=__version__,
        room=room or Room(),
        other=other,
        title=scenario.title[lang] if scenario else "",
        contents=_contents({"roles": len(sheets), **{key: len(pages) for key, pages in parts.items()}}, lang),
        sheets=sheets,
        trusts=[[[_trusts(refs, lang) for refs in part.references] for part in sheet.sections] for sheet in sheets],
        labels={name: lever.label(lang) for name, lever in catalogue.levers().items()},
        events=event_rows(lang),
        policy_colour=POLICIES[0][0],
        base_colour=BASELINE[0],
        rows={"team": TEAM_ROWS, "vote": VOTE_ROWS, "prediction": PREDICTION_ROWS},
        **parts,
    )


def _trusts(references: tuple[str, ...], lang: Lang) -> str:
    return "; ".join(dict.fromkeys(trust(reference, lang) for reference in references))


def _contents(counts: dict[str, int], lang: Lang) -> list[tuple[str, str, str]]:
    """Rows of the first page: part, its pages in the printed kit, how many copies."""
    parts = (
        ("kit_poster", 1, "kit_one"),
        ("kit_roles", counts["roles"], "kit_one_a_role"),
        ("kit_form", 1, "kit_one_a_round"),
        ("kit_cards", counts["policies"], "kit_one_set_a_team"),
        ("kit_conditions", counts["conditions"], "kit_one_facilitator"),
        ("kit_events", 1, "kit_one_facilitator"),
        ("kit_list", counts["levers"], "kit_one_a_team"),
    )
    rows, first = [], 2
    for key, pages, copies in parts:
        last = first + pages - 1
        rows.append((say(key, lang), str(first) if pages == 1 else f"{first}–{last}", say(copies, lang)))
        first = last + 1
    return rows


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("kit.html.j2")
