"""Levers by keyboard: what moves with them, what undo brings back, and that the last press wins (acceptance 2, 4)."""

import pytest

from borderSim import catalogue
from borderSim.workshop.draft.change import with_lever
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.draft.link import decode
from borderSim.workshop.draft.marks import step
from borderSim.workshop.pictures.layers import layers, months
from borderSim.workshop.pictures.maps import map_picture
from borderSim.workshop.pictures.picture import picture
from borderSim.workshop.pictures.sentences import spoken
from tests.workshop.browser.board import RELEASED, Board
from tests.workshop.browser.model import bases, direct, sha, shown

pytestmark = pytest.mark.browser
PRESSES = 15
START = Draft("r24")


@pytest.fixture(scope="module")
def board(room):
    with room.team(size="projector") as page:
        yield Board(page).settled()


def seen_map(answer):
    """The map that a Board shows first."""
    layer = layers()[0]
    return map_picture(answer, layer, "difference", len(months(answer, layer)) - 1, "en")


def shows(board, answer):
    """Whether charts, map and live region show an answer: to the last digit that is drawn."""
    seen, expected = board.series(), shown(answer)
    assert len(seen) >= 4
    assert seen == {name: expected[name] for name in seen}
    classes = seen_map(answer).classes
    assert all(letter == classes[place] for place, letter in board.map_classes().items())
    board.hears(spoken(picture(answer, "people_with_papers"), "en"))


def place_that_moved(before, after):
    """The position of a municipality for which the map says other numbers, None where there is none."""
    return next((i for i, (a, b) in enumerate(zip(before.values, after.values, strict=True)) if a != b), None)


def test_every_lever_of_the_first_screen_moves_all_and_undo_brings_it_back(board):
    names = board.levers
    assert 5 <= len(names) <= 8
    first, before, link = board.pictures(), board.source, board.link()
    at_start = direct(START, RELEASED)
    shows(board, at_start)
    for name in names:
        lever = catalogue.levers()[name]
        far, end = (
            ("Home", lever.lower) if board.value(name) > (lever.lower + lever.upper) / 2 else ("End", lever.upper)
        )
        board.press(name, far)
        draft = with_lever(START, bases(), name, end)
        answer = direct(draft, RELEASED)
        shows(board, answer)
        assert board.pictures()[:-1] != first[:-1], f"{name}: the charts"
        place = place_that_moved(seen_map(at_start), seen_map(answer))
        assert place is not None, f"{name}: the map"
        board.page.locator(".map-find select").select_option(str(place))
        assert seen_map(answer).values[place] in board.page.locator(".map-place").text_content()
        assert board.source != before, f"{name}: the status"
        moved = board.link()
        assert moved != link, f"{name}: the link"
        assert decode(moved.partition("?d=")[2], bases()) == draft
        board.page.locator(".map-find select").select_option("-1")
        board.lever(name).focus()
        board.undo()
        assert (board.pictures(), board.source, board.link()) == (first, before, link), f"{name}: undo"


def test_the_last_of_fifteen_quick_presses_wins(board):
    name, page = "crossing_integrity", board.page
    board.lever(name).focus()
    for key in ("Home", *["ArrowRight"] * PRESSES):
        page.keyboard.press(key)
    ranged = catalogue.levers()[name]
    draft = with_lever(START, bases(), name, ranged.lower + PRESSES * step(name))
    assert board.value(name) == pytest.approx(draft.settings[name].value)
    board.settled(now=sha(draft))
    shows(board, direct(draft, RELEASED))
    for _ in range(PRESSES + 1):
        page.keyboard.press("Control+z")
    board.settled(now=sha(START))
    shows(board, direct(START, RELEASED))


def test_a_held_key_moves_on_and_its_release_lets_go(board):
    name, page, source = "crossing_integrity", board.page, board.source
    board.lever(name).focus()
    for _ in range(5):
        page.keyboard.down("ArrowLeft")
    board.settled(runs=8)
    assert board.source == source, "nothing is kept while a lever is being moved"
    page.keyboard.up("ArrowLeft")
    draft = with_lever(START, bases(), name, board.value(name))
    board.settled(now=sha(draft))
    shows(board, direct(draft, RELEASED))
    board.undo()
    assert board.source == source


def test_a_lever_goes_back_even_while_the_keys_of_undo_are_still_down(board):
    name = board.levers[0]
    stood = board.value(name)
    board.press(name, "ArrowLeft")
    assert board.value(name) != stood
    before = board.source
    for key in ("Control", "z"):
        board.page.keyboard.down(key)
    board.settled(before=before)
    assert board.value(name) == stood
    for key in ("z", "Control"):
        board.page.keyboard.up(key)
    assert board.value(name) == stood


def test_page_keys_move_ten_steps(board):
    name = "crossing_integrity"
    start = board.value(name)
    board.press(name, "PageDown")
    assert board.value(name) == pytest.approx(start - 10 * step(name))
    board.press(name, "PageUp")
    assert board.value(name) == pytest.approx(start)
