"""Every page in both languages: nothing from outside, axe-core, one language, layout (acceptance 1, 9 to 12)."""

import re
from functools import cache
from itertools import product
from pathlib import Path

import axe_playwright_python
import pytest

from borderSim import catalogue
from borderSim.scenario.names import places
from borderSim.workshop.words import WORDS
from borderSim.world import load
from tests.workshop.browser import seen
from tests.workshop.browser.board import Board
from tests.workshop.browser.devices import SIZES, Room
from tests.workshop.browser.server import SHORT, Server
from tests.workshop.browser.steps import Console, publish

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ("", "board", "wall", "phone", "console", "why", "kit")
LANGS = ("en", "es")
BOTH = {"mayor", "personal", "sale", "usual", "trocha", "trochas", "tiempo"}
"""Words that either language has, or borrows; the newspaper El Tiempo."""


@pytest.fixture(scope="module")
def lively(chromium, tmp_path_factory):
    """A room in the middle of a session: a round, two published policies, a question, a vote."""
    server = Server(tmp_path_factory.mktemp("lively") / "session", SHORT, "--teams", "4")
    room = Room(chromium, server)
    with room.facilitator() as page, room.team() as one, room.team() as two:
        room.go(page, "/en/console")
        console = Console(page)
        console.open_round()
        first, second = Board(one).settled(), Board(two).settled()
        second.press("crossing_integrity", "Home")
        publish(first, "Plan 1")
        publish(second, "Plan 2")
        console.ask("Plan 2?")
        console.open_vote("dots")
        yield room
    server.stop()


@pytest.fixture(scope="module")
def screen(lively):
    """A facilitator's screen, who may see every page."""
    with lively.facilitator(size="laptop", has_touch=True) as page:
        page.context.route(
            "**/*",
            lambda route: route.continue_() if route.request.url.startswith(lively.server.base) else route.abort(),
        )
        yield page


@pytest.fixture(scope="module", params=[f"{lang}/{name}" for name, lang in product(PAGES, LANGS)])
def visit(request, lively, screen):
    """A page that is complete: the wall's pictures and the Board's are there."""
    lang, name = request.param.split("/")
    screen.set_viewport_size({"width": 1366, "height": 768})
    lively.go(screen, f"/{lang}/{name}" if name else f"/?lang={lang}")
    if name == "board":
        Board(screen).settled()
    if name == "wall":
        screen.wait_for_function("() => document.querySelectorAll('.panel .chart svg path').length > 10")
    return screen, name, lang


@cache
def vocabulary(lang):
    """The longer words that the workshop's tables and the catalogue have in this language."""
    texts = [pair[lang == "es"] for pair in WORDS.values()]
    known = [*catalogue.levers().values(), *catalogue.indicators().values(), *catalogue.parameters().values()]
    texts += [text for item in (*known, *catalogue.events().values()) for text in (item.label(lang), item.text(lang))]
    return {word for text in texts for word in words_in(text)}


@cache
def names():
    """Words of the names of places, and of events and levers in files, which are the same in both languages."""
    world = load()
    found = [*world.names, *world.department_names, *places("crossing").values(), *places("corridor").values()]
    return {word for name in (*found, *catalogue.events(), *catalogue.levers()) for word in words_in(name)}


def words_in(text):
    """Words of four letters and more, as they stand between others."""
    plain = re.sub(r"\{\w+\}|\w*_\w*", " ", text)  # fields to fill in, and names that programs read
    return set(re.findall(r"[a-záéíóúüñ]{4,}", plain.lower()))


def violations(page, within=None):
    """What axe-core finds, in few words."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    asked = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("([within, asked]) => axe.run(within ?? document, asked)", [within, asked])["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]


def test_axe_core_finds_nothing(visit):
    page, _, _ = visit
    assert violations(page) == []


def test_the_page_says_its_language_and_has_a_title(visit):
    page, _, lang = visit
    assert page.locator("html").get_attribute("lang")[:2] == lang
    assert page.title()
    assert page.locator("h1").count() == 1


def test_layout_at_all_sizes(visit):
    page, _, _ = visit
    found = {}
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        found[size] = seen.layout_faults(page)
        found[size] += seen.ask(page, "small", 24)
        if size == "phone":
            found[size] += seen.ask(page, "small", 44, ".primary, .answer, .step, label.option")
    assert {size: faults for size, faults in found.items() if faults} == {}


@pytest.mark.parametrize("size", ["projector", "laptop"])
def test_at_200_percent_everything_is_within_reach(visit, size):
    page, _, _ = visit
    width, height = SIZES[size]
    page.set_viewport_size({"width": width // 2, "height": height // 2})
    assert seen.layout_faults(page) == []
    assert seen.ask(page, "unreachable") == []


def test_no_word_and_no_number_is_in_the_other_language(visit):
    page, _, lang = visit
    said = seen.ask(page, "said")
    foreign = vocabulary("en" if lang == "es" else "es") - vocabulary(lang) - names() - BOTH
    assert words_in(said) & foreign == set()
    plain = re.sub(r"\d+\.\d+\.\d+(\.\d+)?|https?://\S+", "", said)
    wrong = r"\d,\d{1,2}(?![\d,])" if lang == "en" else r"(?<![\d.])\d+\.\d{1,2}(?![\d.])"
    assert re.findall(f".*{wrong}.*", plain) == []
