"""Without a mouse and without eyes: the way of the Tab key, dialogs, names, the live region, no motion."""

import re

import pytest

from borderSim.workshop.words import WORDS, say
from tests.workshop.browser.board import Board
from tests.workshop.browser.test_pages import violations

pytestmark = pytest.mark.browser
ACTIVE = """() => {
  const item = document.activeElement;
  const part = ['header', '.levers-part', '.charts-part', '.map-part', 'footer'].find((where) => item.closest(where));
  return [part ?? item.className, getComputedStyle(item).outlineStyle !== 'none' || item.matches(':focus-visible')];
}"""
DIALOGS = {
    "en": ("History", "Publish", "All levers", "Add an event", "Choose charts", "All indicators in a table", "Link",
           "Load YAML", "Keys"),
    "es": ("Historial", "Publicar", "Todas las palancas", "Agregar un evento", "Elegir gráficos",
           "Todos los indicadores en una tabla", "Enlace", "Cargar YAML", "Teclas"),
}  # fmt: skip


@pytest.fixture(scope="module", params=["en", "es"])
def board(request, room):
    with room.facilitator(request.param, size="laptop") as page:
        yield Board(page).settled(), request.param


def test_tab_goes_from_the_skip_link_through_header_levers_charts_and_map_to_the_footer(board):
    found, lang = board
    page = found.page
    page.reload()
    found.settled()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == say("board_skip", lang)
    order = []
    for _ in range(200):
        page.keyboard.press("Tab")
        part, seen = page.evaluate(ACTIVE)
        assert seen, f"one cannot see where the focus is in {part}"
        if not order or order[-1] != part:
            order.append(part)
        if part == "footer":
            break
    assert [part for part in order if part in ("header", ".levers-part", ".charts-part", ".map-part", "footer")] == [
        "header", ".levers-part", ".charts-part", ".map-part", "footer"
    ]  # fmt: skip


def test_the_skip_link_leads_to_the_content(board):
    found, _ = board
    page = found.page
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    found.settled()


def test_dialogs_trap_the_focus_give_it_back_and_axe_finds_nothing(board):
    found, lang = board
    page = found.page
    for words in (*DIALOGS[lang], say("board_help_on", lang, name=page.locator(".lever label").first.inner_text())):
        opener = page.get_by_role("button", name=words, exact=True).first
        opener.focus()
        page.keyboard.press("Enter")
        dialog = found.dialog()
        assert dialog.get_by_role("heading").first.inner_text(), words
        for _ in range(3):
            page.keyboard.press("Shift+Tab")
            inside = page.evaluate(
                "() => !!document.activeElement.closest('dialog') || document.activeElement === document.body"
            )
            assert inside, f"{words}: the focus left the dialog"
        assert violations(page, "dialog[open]") == [], words
        found.close()
        assert opener.evaluate("(item) => item === document.activeElement"), f"{words}: the focus goes back"


def test_every_control_has_a_name(board):
    found, _ = board
    tree = found.page.locator("body").aria_snapshot()
    roles = "button|slider|checkbox|radio|combobox|textbox|link|img|progressbar|spinbutton"
    nameless = [line for line in tree.splitlines() if re.fullmatch(rf"\s*- ({roles})(:| \[.*)?", line)]
    assert nameless == []
    assert tree.count("- slider") >= 8


def test_a_lever_says_its_value_beside_the_baseline_and_the_result_is_spoken_after_release(board):
    found, _ = board
    name = "crossing_integrity"
    before = found.page.locator("footer [role=status]").first.text_content()
    found.press(name, "Home")
    words = found.lever(name).get_attribute("aria-valuetext")
    assert re.match(r"0 (percent|por ciento), (baseline|línea base) \d+ (percent|por ciento)", words), words
    found.page.wait_for_function(
        "(before) => !['', before].includes(document.querySelector('footer [role=status]').textContent)", arg=before
    )
    assert "32 " in found.page.locator("footer [role=status]").first.text_content()
    found.undo()


def test_replay_without_motion_stands_still_in_two_states(room):
    with room.team(size="laptop", reduced_motion="reduce") as page:
        board = Board(page).settled().press("border_open_cargo", "Home")
        after = board.pictures()[:-1]
        page.keyboard.press("r")
        page.get_by_text(WORDS["board_before"][0], exact=True).wait_for()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        before = board.pictures()[:-1]
        assert before != after
        page.keyboard.press("r")
        page.get_by_text(WORDS["board_after"][0], exact=True).wait_for()
        assert page.evaluate("() => document.getAnimations().length") == 0


def test_letter_keys_rest_while_somebody_types(room):
    with room.team(size="laptop") as page:
        board = Board(page).settled()
        baseline = page.get_by_role("button", name="Baseline", exact=True)
        page.keyboard.press("b")
        page.wait_for_function("() => document.querySelector('.part-head [aria-pressed=false]')")
        assert baseline.get_attribute("aria-pressed") == "false"
        dialog = board.open_by("Publish")
        dialog.get_by_role("textbox").fill("")
        page.keyboard.type("bd")
        assert dialog.get_by_role("textbox").input_value() == "bd"
        board.close()
        assert baseline.get_attribute("aria-pressed") == "false"
