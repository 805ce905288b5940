"""The Phone: the sealed prediction, the ballot, the role sheet."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.report.numbers import plain, rounded
from borderSim.workshop.room import events
from borderSim.workshop.room.state import Prediction
from borderSim.workshop.screens import phone
from borderSim.workshop.screens.opinion.ballot_form import ballot_form
from borderSim.workshop.screens.opinion.predict_form import predict_form, read_amount
from tests.workshop.room_lab import CHIEF, DRIVER, GUEST, OTHER, SHA, TRUTH, draft
from tests.workshop.screen_lab import Screen, device, request, settled, workshop

JUNK = ["", " ", "x", "1e", "-5", "0", "inf", "nan", "1.2.3", "<script>", "1" * 30 + "x", "½", "--", "1 000"]


@given(st.floats(min_value=0.01, max_value=9e11), st.sampled_from(["en", "es"]))
def test_a_number_that_the_page_writes_is_a_number_that_it_reads(value, lang):
    short = rounded(value)
    assert read_amount(plain(short, lang), lang) == pytest.approx(short)


@given(st.text(max_size=24), st.sampled_from(["en", "es"]))
def test_whatever_is_typed_is_a_positive_number_or_none(text, lang):
    amount = read_amount(text, lang)
    assert amount is None or 0 < amount < float("inf")


@pytest.mark.parametrize("text", JUNK)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_no_amount_is_none(text, lang):
    assert read_amount(text, lang) is None


def test_a_point_is_no_decimal_comma():
    assert (read_amount("1,5", "es"), read_amount("1.5", "es")) == (1.5, None)
    assert (read_amount("1.5", "en"), read_amount("1,5", "en")) == (1.5, None)
    assert read_amount("45.000", "es") == read_amount("45,000", "en") == 45_000


def asked(folder):
    made = workshop(folder)
    made.room.do(events.Asked("arrivals", "Opening at once", draft()))
    return made


def test_a_prediction_is_sealed_changed_and_kept(tmp_path):
    async def play():
        made = asked(tmp_path)
        screen = Screen(lambda: predict_form(made, device(made, GUEST), "es"))
        screen.press("Mayor")
        assert made.room.state.questions[1].predictions[GUEST] == Prediction("higher")
        screen.type("¿Cuánto más", "1.250,5")
        screen.press("Sellar la cantidad")
        assert made.room.state.questions[1].predictions[GUEST] == Prediction("higher", 1250.5)
        screen.press("Mayor")
        assert made.room.state.questions[1].predictions[GUEST] == Prediction("higher", 1250.5)
        screen.press("Menor")
        assert made.room.state.questions[1].predictions[GUEST] == Prediction("lower")
        await settled()
        assert "Usted dijo: menor." in screen.words()
        assert "Han respondido 1 de 3" in screen.words()

    asyncio.run(play())


@pytest.mark.parametrize("text", ["", "many", "-4"])
def test_a_bad_amount_is_said_and_changes_nothing(tmp_path, text):
    async def play():
        made = asked(tmp_path)
        screen = Screen(lambda: predict_form(made, device(made, GUEST), "en"))
        screen.press("Seal the amount")
        assert screen.alerts() == ["First choose higher or lower."]
        screen.press("Higher")
        screen.type("How much higher", text)
        screen.press("Seal the amount")
        assert f"“{text}” is not a number above 0" in screen.alerts()[0]
        assert made.room.state.questions[1].predictions[GUEST] == Prediction("higher")

    asyncio.run(play())


def test_nothing_of_others_answers_is_on_the_page_before_the_reveal(tmp_path):
    async def play():
        made = asked(tmp_path)
        made.room.do(events.Predicted(1, OTHER, Prediction("lower", 770.0)))
        made.desk.above = 424242.0
        screen = Screen(lambda: predict_form(made, device(made, GUEST), "en"))
        await settled()
        everything = screen.words() + str([dict(e.props) for e in screen.client.elements.values()])
        assert "770" not in everything
        assert "424" not in everything
        assert "the model gives 10 persons a month" in everything
        made.room.do(events.Revealed(1, TRUTH))
        await settled()
        assert "You gave no answer." in screen.words()
        assert "−770" in screen.words()
        assert "higher in 98 of 100 runs" in screen.words()

    asyncio.run(play())


def test_the_answer_of_a_page_that_comes_late_is_refused_in_words(tmp_path):
    async def play():
        made = asked(tmp_path)
        screen = Screen(lambda: predict_form(made, device(made, GUEST), "es"))
        made.room.do(events.Revealed(1, TRUTH))
        screen.press("Mayor")
        assert screen.alerts() == ["La respuesta ya se reveló; las predicciones están cerradas."]
        assert not made.room.state.questions[1].predictions

    asyncio.run(play())


def test_without_a_question_or_a_vote_the_page_says_so(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = Screen(
            lambda: (predict_form(made, device(made, GUEST), "en"), ballot_form(made, device(made, GUEST), "en"))
        )
        assert "There is no question now" in screen.words()
        assert "There is no vote now" in screen.words()
        made.room.do(events.Asked("arrivals", "Opening at once", draft()))
        await settled()
        assert "Opening at once" in screen.words()

    asyncio.run(play())


def voting(folder, kind):
    made = workshop(folder)
    for title in ("Opening at once", "Opening later"):
        made.room.do(events.Published(1, title, draft(), SHA, 32), by=CHIEF)
    made.room.do(events.BallotOpened(kind, (1, 2)))
    return made


def test_three_dots_and_no_fourth(tmp_path):
    async def play():
        made = voting(tmp_path, "dots")
        screen = Screen(lambda: ballot_form(made, device(made, GUEST), "en"))
        for _ in range(2):
            screen.press("One dot more for Team 1: Opening at once")
        screen.press("One dot more for Team 1: Opening later")
        assert made.room.state.ballots[1].votes[GUEST] == {1: 2, 2: 1}
        screen.press("One dot more for Team 1: Opening later")
        assert screen.alerts() == ["There are 3 dots to give in all."]
        assert made.room.state.ballots[1].votes[GUEST] == {1: 2, 2: 1}
        screen.press("One dot less for Team 1: Opening at once")
        await settled()
        assert "1 dot left" in screen.words()
        made.room.do(events.BallotClosed(1))
        screen.press("One dot more for Team 1: Opening later")
        assert screen.alerts() == ["This vote is closed."]
        await settled()
        assert "Tie at the top" in screen.words()

    asyncio.run(play())


def test_approval_marks_and_takes_back(tmp_path):
    async def play():
        made = voting(tmp_path, "approval")
        screen = Screen(lambda: ballot_form(made, device(made, GUEST), "en"))
        first, second = screen.elements("input", type="checkbox")
        for box, checked in ((first, True), (second, True), (first, False)):
            screen.send(box, "change", checked)
        assert made.room.state.ballots[1].votes[GUEST] == {2: 1}
        again = Screen(lambda: ballot_form(made, device(made, GUEST), "es"))
        assert [box.props["checked"] for box in again.elements("input", type="checkbox")] == [False, True]

    asyncio.run(play())


@pytest.mark.parametrize("sent", [None, "yes", 1, [True], {"a": 1}])
def test_a_checkbox_that_sends_something_else_approves_nothing(tmp_path, sent):
    async def play():
        made = voting(tmp_path, "approval")
        screen = Screen(lambda: ballot_form(made, device(made, GUEST), "en"))
        screen.send(screen.elements("input", type="checkbox")[0], "change", sent)
        assert not made.room.state.ballots[1].votes.get(GUEST)

    asyncio.run(play())


def test_the_role_sheet_of_the_team_is_shown_when_it_takes_one(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = Screen(lambda: phone._page(made, request("/en/phone"), device(made, GUEST), "en"))
        assert "Choose a role to read" in screen.words()
        screen.choose("Choose a role to read", "commerce_and_transport")
        assert "Chambers of commerce and transporters" in screen.words()
        made.room.do(events.Named(2, "Bridge", "security_and_peace"), by=CHIEF)
        await settled()
        assert "Choose a role to read" not in screen.words()
        assert "security forces" in screen.words()
        assert "With team Bridge" in screen.words()

    asyncio.run(play())


@pytest.mark.parametrize(("typed", "said"), [("1.250,5", "1.250,5"), ("123.456", "123.456"), ("0,1234", "0,1234")])
def test_the_phone_reads_back_what_was_typed(tmp_path, typed, said):
    async def play():
        made = asked(tmp_path)
        screen = Screen(lambda: predict_form(made, device(made, GUEST), "es"))
        screen.press("Mayor")
        screen.type("¿Cuánto más", typed)
        screen.press("Sellar la cantidad")
        await settled()
        assert f" {said} personas" in screen.words()

    asyncio.run(play())


def test_forms_that_were_closed_leave_nothing_behind(tmp_path):
    async def play():
        made = asked(tmp_path)
        screen = Screen(lambda: None)
        with screen.client:
            predict_form(made, device(made, DRIVER), "en")
            kept = len(screen.client.delete_handlers)
            for _ in range(5):
                screen.client.content.clear()
                predict_form(made, device(made, DRIVER), "en")
        made.room.do(events.Joined("f" * 64, "guest"))
        await settled()
        assert len(screen.client.delete_handlers) <= kept + 1

    asyncio.run(play())


def test_a_page_that_is_gone_hears_nothing_more(tmp_path):
    async def play():
        made = asked(tmp_path)
        before = len(made.room._listeners)
        screen = Screen(lambda: predict_form(made, device(made, DRIVER), "en"))
        assert len(made.room._listeners) > before
        for handler in screen.client.delete_handlers:
            screen.client.safe_invoke(handler)
        assert len(made.room._listeners) == before

    asyncio.run(play())
