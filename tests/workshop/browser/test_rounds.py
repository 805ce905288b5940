"""Predictions stay sealed, votes are one a device, thirty phones at once are not mixed up (acceptance 15 to 17)."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.workshop.browser.board import Board
from tests.workshop.browser.phones import Phone
from tests.workshop.browser.steps import Console, publish
from tests.workshop.browser.test_devices import frames

pytestmark = pytest.mark.browser
PHONES = 30
SECRET, OTHERS_SECRET = ("123457", "by 123,457"), ("987653", "by 987,653")
"""What somebody types, and how the phone says it back."""


@pytest.fixture(scope="module")
def leader(room):
    """The facilitator's Console, with two published policies."""
    with room.facilitator() as page, room.team() as one, room.team() as two:
        room.go(page, "/en/console")
        console = Console(page)
        console.open_round()
        first, second = Board(one).settled(), Board(two).settled()
        second.press("crossing_integrity", "Home")
        publish(first, "Everything opens")
        publish(second, "Opening without integrity")
        yield console
        console.close_round()


def seal(page, direction, secret):
    """Predict on a phone."""
    typed, said = secret
    page.get_by_role("button", name=direction).click()
    page.get_by_text(re.compile(f"^You said: {direction}", re.I)).wait_for()
    page.get_by_label("How much").fill(typed)
    page.get_by_role("button", name="Seal the amount").click()
    page.get_by_text(re.compile(f"^You said: {direction}, {said}", re.I)).wait_for()


def test_predictions_are_sealed_until_the_reveal(room, leader):
    title = "How many more with papers?"
    with room.guest() as one, room.guest() as two, room.facilitator() as wall, room.team() as team:
        room.go(wall, "/en/wall")
        pages = (two, wall, team, leader.page)
        heard = [frames(page) for page in pages]
        for page in pages:
            page.reload()
        Board(team).settled()
        leader.ask(title)
        seal(one, "Higher", SECRET)
        seal(two, "Lower", OTHERS_SECRET)
        wall.get_by_text(re.compile(r"^2 of \d+ sealed$")).wait_for()
        for texts, page in zip(heard, pages, strict=True):
            seen = "".join(texts) + page.content()
            assert not any(words in seen for words in SECRET), "not on the page, and not even sent"
            assert page is two or not any(words in seen for words in OTHERS_SECRET)
            assert "The model says" not in seen
        assert not any(words in one.content() for words in OTHERS_SECRET)
        leader.reveal(title)
        for page, (_, said) in ((one, SECRET), (two, OTHERS_SECRET)):
            page.get_by_text("The model says").wait_for()
            page.get_by_text("The room said").wait_for()
            assert said in page.inner_text("main")
            assert page.get_by_role("button", name="Seal the amount").count() == 0, "too late to change"
        wall.get_by_text("The model says").wait_for()


def test_one_vote_a_device_that_can_change_until_it_closes(room, leader):
    with room.guest() as one, room.guest() as two, room.facilitator() as wall:
        room.go(wall, "/en/wall")
        leader.open_vote()
        for page in (one, two):
            page.get_by_role("checkbox").first.wait_for()
        everything = [page.get_by_role("checkbox", name="Everything opens") for page in (one, two)]
        without = [page.get_by_role("checkbox", name="Opening without integrity") for page in (one, two)]
        everything[0].check()
        everything[1].check()
        wall.get_by_text(re.compile(r"^2 of \d+ have voted$")).wait_for()
        everything[0].uncheck()
        without[0].check()
        one.reload()
        without[0].wait_for()
        assert without[0].is_checked()
        assert not everything[0].is_checked()
        without[1].check()
        two.get_by_text("Your vote is in.").wait_for()
        assert "2 of" in wall.inner_text(".wall-ballot"), "a changed vote is no second one"
        leader.close_vote()
        for page in (one, two, wall):
            page.get_by_text(re.compile("^Most support: .*Opening without integrity")).wait_for()
            words = page.inner_text("body")
            assert "2 of 2 approve" in words
            assert "1 of 2 approve" in words
        assert one.get_by_role("checkbox").count() == 0


def predicts_and_votes(server, number):
    """One of thirty: says something of its own, and what comes back to it."""
    with Phone(server) as phone:
        phone.press(data_at=("higher", "lower", "no_clear")[number % 3])
        said = phone.hears(re.compile(r"You said: (\w[\w ]+)"))
        if number % 3 < 2:
            phone.type(label="How much", text=str(1000 * (10 + number)))
            phone.press(data_at="amount")
            said = phone.hears(re.compile(rf"You said: (.*, by {10 + number},000 )"))
        phone.tick(number % 2)
        phone.hears(re.compile("Your vote is in"))
        return said[1], phone.heard


def test_thirty_phones_at_once_are_all_answered_and_none_is_mixed_up(server, leader):
    title = "Thirty at once"
    leader.ask(title)
    leader.open_vote()
    with ThreadPoolExecutor(PHONES) as pool:
        answers = list(pool.map(lambda number: predicts_and_votes(server, number), range(PHONES)))
    assert len(answers) == PHONES
    for number, (said, heard) in enumerate(answers):
        direction = ("Higher", "Lower", "No clear change")[number % 3]
        assert said.lower().startswith(direction.lower())
        others = {match[1] for match in re.finditer(r"by (\d\d,000) ", heard)}
        assert others == ({f"{10 + number},000"} if number % 3 < 2 else set()), "nobody hears another's answer"
    leader.page.get_by_text(re.compile(rf"^{PHONES} of \d+ sealed$")).wait_for()
    leader.page.get_by_text(re.compile(rf"^{PHONES} of \d+ have voted$")).wait_for()
    leader.close_vote()
    leader.reveal(title)
    assert leader.page.get_by_text("15 of 30 approve").count() == 2
