"""The Console: every action of the facilitator, refused in words where the room refuses, and for nobody else."""

import asyncio

import pytest
from fastapi.responses import RedirectResponse

from borderSim.errors import RunError
from borderSim.workshop.room import events
from borderSim.workshop.screens.console import page as console
from borderSim.workshop.screens.console.reveal import RUNS, reveal
from borderSim.workshop.screens.shared.entry import _page as entry_page
from tests.workshop.room_lab import CHIEF, DRIVER, GUEST, SHA, draft
from tests.workshop.screen_lab import Screen, device, request, settled, workshop

FORBIDDEN = ("Open round 1", "Inject", "Ask the room", "Open the vote", "Save team 2", "Free the device of team 1",
             "Close predictions and reveal")  # fmt: skip
FAILED = "The model could not answer this question."


def on_console(made, lang="en", name=CHIEF):
    return Screen(lambda: console._page(made, request(f"/{lang}/console"), device(made, name), lang))


def test_only_the_facilitator_gets_the_page(tmp_path):
    made = workshop(tmp_path)
    built = []
    page = entry_page(
        made, "es", lambda *given: built.append(given), lambda request, _: made.door.is_facilitator(request)
    )
    answer = page(request("/es/console"))
    assert isinstance(answer, RedirectResponse)
    assert answer.headers["location"] == "/?lang=es"
    assert not built


@pytest.mark.parametrize("name", [GUEST, DRIVER])
def test_a_page_of_somebody_else_changes_nothing(tmp_path, name):
    async def play():
        made = workshop(tmp_path)
        made.room.do(events.Published(1, "Opening", draft(), SHA, 32), by=CHIEF)
        made.room.do(events.Asked("arrivals", "Opening", draft()), by=CHIEF)
        before = made.room.state
        screen = on_console(made, name=name)
        for words in FORBIDDEN:
            screen.press(words)
        await settled()
        assert made.room.state is before
        assert len(screen.alerts()) >= 5
        assert {"Only the facilitator does this.", "Another device drives this team."} >= set(screen.alerts())
        assert all(name == "wall" for name, _ in made.desk.asked)

    asyncio.run(play())


def test_rounds_open_and_close(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made, "es")
        for typed, said in (("x", "Escriba los minutos en cifras."), ("500", "Una ronda dura de 0,5 a 180 minutos.")):
            screen.type("Minutos", typed)
            screen.press("Abrir la ronda 1")
            assert screen.alerts() == [said]
        screen.type("Minutos", "7,5")
        screen.press("Abrir la ronda 1")
        assert made.room.state.round.minutes == 7.5
        await settled()
        screen.press("Cerrar la ronda 1")
        assert made.room.state.round is None

    asyncio.run(play())


def test_prepared_events_fill_the_fields_and_go_in_once(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made)
        screen.choose("Prepared events", "war_catatumbo")
        screen.press("Inject")
        (event,) = made.room.state.future
        assert (event.type, event.places, (event.until - event.date).days) == ("war_onset", ("catatumbo",), 366)
        screen.press("Inject")
        assert screen.alerts() == ["This event has already been injected."]
        await settled()
        screen.press("Withdraw: War between groups")
        assert made.room.state.future == ()

    asyncio.run(play())


def test_every_kind_of_event_can_be_injected_as_the_fields_stand(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made)
        kinds = [option[0] for option in screen.field("What happens").props["options"]]
        for kind in kinds:
            screen.choose("What happens", kind)
            screen.press("Inject")
            assert screen.alerts() == []
        assert [event.type for event in made.room.state.future] == kinds

    asyncio.run(play())


def test_a_question_is_asked_revealed_and_scored(tmp_path):
    async def play():
        made = workshop(tmp_path)
        made.room.do(events.Published(1, "Opening at once", draft(), SHA, 32), by=CHIEF)
        screen = on_console(made)
        title = screen.field("Question, as the room reads it")
        assert title.value == "What does “Opening at once” do?"
        screen.choose("Of which policy", "own")
        assert title.value == "What does the policy on the facilitator's Board do?"
        screen.choose("Of which policy", "publication 1")
        screen.choose("What is predicted", "exports_to_ve")
        screen.type("Question, as the room reads it", "What does it do?")
        screen.press("Ask the room")
        question = made.room.state.questions[1]
        assert (question.indicator, question.title, question.draft) == ("exports_to_ve", "What does it do?", draft())
        await settled()
        made.desk.gate.clear()
        screen.press("Close predictions and reveal")
        await settled()
        assert made.room.state.questions[1].truth is None
        assert f"50 of {RUNS} runs" in screen.words()
        made.desk.gate.set()
        await settled()
        truth = made.room.state.questions[1].truth
        assert (truth.members, truth.higher_in_100) == (RUNS, 100.0)
        assert 1.0 < truth.low < truth.median < truth.high < 2.0
        assert "Revealed: What does it do?" in screen.words()
        assert reveal(made).done is None

    asyncio.run(play())


@pytest.mark.parametrize(
    ("wrong", "said"), [(None, []), (RunError("x"), ["The model could not answer this question."])]
)
def test_a_reveal_that_is_cancelled_or_fails_leaves_the_question_sealed(tmp_path, wrong, said):
    async def play():
        made = workshop(tmp_path)
        made.room.do(events.Asked("arrivals", "Opening", draft()), by=CHIEF)
        screen = on_console(made)
        await settled()
        made.desk.gate.clear()
        screen.press("Close predictions and reveal")
        await settled()
        if wrong:
            made.desk.wrong = wrong
            made.desk.gate.set()
        else:
            screen.press("Cancel")
        await settled()
        assert made.room.state.questions[1].truth is None
        assert [text.split(" It is")[0] for text in screen.alerts()] == said
        assert reveal(made).done is None

    asyncio.run(play())


def test_a_policy_that_is_its_own_baseline_is_no_question(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made)
        made.bases.scenarios["opening"] = made.bases.baseline
        screen.choose("Of which policy", "scenario opening")
        screen.press("Ask the room")
        assert "This policy is the baseline itself" in screen.alerts()[0]
        assert not made.room.state.questions

    asyncio.run(play())


def test_a_long_title_is_cut_to_what_the_room_takes(tmp_path):
    async def play():
        made = workshop(tmp_path)
        made.room.do(events.Published(1, "O" * 80, draft(), SHA, 32), by=CHIEF)
        for lang in ("en", "es"):
            screen = on_console(made, lang)
            screen.press("Ask the room" if lang == "en" else "Preguntar a la sala")
            assert screen.alerts() == []
        assert all(len(question.title) <= 80 for question in made.room.state.questions.values())
        assert len(made.room.state.questions) == 2

    asyncio.run(play())


def test_what_is_published_meanwhile_can_be_asked_about_and_voted_on(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made)
        assert "there is nothing to vote on" in screen.words()
        made.room.do(events.Published(1, "Opening at once", draft(), SHA, 32), by=CHIEF)
        await settled()
        assert "publication 1" in [option[0] for option in screen.field("Of which policy").props["options"]]
        screen.choose("How to vote", "dots")
        screen.press("Open the vote")
        assert made.room.state.ballots[1].kind == "dots"
        await settled()
        screen.press("Close and show the result")
        assert made.room.state.ballots[1].closed
        await settled()
        assert "Nobody voted." in screen.words()

    asyncio.run(play())


def test_a_ballot_holds_what_is_ticked(tmp_path):
    async def play():
        made = workshop(tmp_path)
        for team, title in ((1, "Old"), (1, "New"), (2, "Other")):
            made.room.do(events.Published(team, title, draft(), SHA, 32), by=CHIEF)
        screen = on_console(made)
        boxes = {box.props["data-at"]: box for box in screen.elements("input", type="checkbox")}
        assert [boxes[f"option{i}"].props["checked"] for i in (1, 2, 3)] == [False, True, True]
        for i in (2, 3):
            screen.send(boxes[f"option{i}"], "change", False)
        screen.press("Open the vote")
        assert screen.alerts() == ["Choose at least one published policy, each one once."]
        screen.send(boxes["option1"], "change", True)
        screen.press("Open the vote")
        assert made.room.state.ballots[1].options == (1,)

    asyncio.run(play())


def test_pins_and_the_map(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made)
        screen.choose("Chart 2", "exports_to_ve")
        assert made.room.state.pinned == ("people_with_papers", "exports_to_ve")
        screen.choose("Chart 1", "exports_to_ve")
        assert screen.alerts() == ["Choose 1 to 3 different charts."]
        assert screen.field("Chart 1").props["value"] == "people_with_papers"
        screen.choose("Chart 2", "no_such_chart")
        assert made.room.state.pinned == ("people_with_papers", "exports_to_ve")
        box = next(e for e in screen.elements("input", type="checkbox") if e.props.get("data-at") == "map")
        screen.send(box, "change", True)
        assert made.room.state.map_hidden

    asyncio.run(play())


def test_more_charts_than_a_projector_holds_are_warned_of(tmp_path):
    async def play():
        made = workshop(tmp_path, teams=4)
        for team in (1, 2, 3, 4):
            made.room.do(events.Published(team, "Opening", draft(), SHA, 32), by=CHIEF)
        screen = on_console(made)
        assert "somebody has to scroll" not in screen.words()
        screen.choose("Chart 2", "exports_to_ve")
        await settled()
        assert "one chart of each of 4 teams" in screen.words()

    asyncio.run(play())


def test_teams_take_names_roles_and_lose_their_device(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_console(made)
        name, role = (next(e for e in screen.client.elements.values() if e.props.get("label") == label)
                      for label in ("Name", "Role sheet"))  # fmt: skip
        screen.send(name, "typed", "Cúcuta")
        screen.send(role, "choose", "border_governments")
        screen.press("Save team 1")
        assert (made.room.state.teams[1].name, made.room.state.teams[1].role_sheet) == ("Cúcuta", "border_governments")
        screen.press("Free the device of team 1")
        assert made.room.state.teams[1].device is None
        await settled()
        assert "No device yet" in screen.words()

    asyncio.run(play())


@pytest.mark.parametrize("lan", [True, False])
def test_who_is_here_is_counted_and_the_report_is_named(tmp_path, lan):
    async def play():
        made = workshop(tmp_path, lan=lan)
        screen = on_console(made)
        assert "1 / 3" in screen.words()
        assert f"borderSim report {made.room.folder}" in screen.words()
        assert (made.door.keys.code in screen.words()) == lan
        assert ("--lan" in screen.words()) != lan
        assert made.door.keys.token not in screen.words()
        assert GUEST not in screen.words()

    asyncio.run(play())
