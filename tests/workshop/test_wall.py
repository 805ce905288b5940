"""The Wall: what the desk is asked, what panels, rows, predictions and votes say."""

import asyncio
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.cli.workshop import opened
from borderSim.errors import RunError
from borderSim.report.numbers import with_unit
from borderSim.scenario import ScheduledEvent
from borderSim.workshop.draft.change import with_event
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.pictures.layout import NORMAL, PROJECTOR
from borderSim.workshop.prepared import prepared_events
from borderSim.workshop.room import events
from borderSim.workshop.room.state import Prediction, Question, Truth
from borderSim.workshop.screens.console_words import CONSOLE
from borderSim.workshop.screens.door_words import DOOR
from borderSim.workshop.screens.opinion.spread_view import spread_view
from borderSim.workshop.screens.phone_words import PHONE
from borderSim.workshop.screens.shared import answers as module
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.answers import Answers, answers
from borderSim.workshop.screens.shared.measures import months_of
from borderSim.workshop.screens.wall import page as wall
from borderSim.workshop.screens.wall.fit import GAP, Width, fit
from borderSim.workshop.screens.wall_words import WALL
from borderSim.workshop.words import say
from tests.workshop.room_lab import CHIEF, GUEST, OTHER, SHA, draft
from tests.workshop.screen_lab import Screen, device, request, settled, workshop

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TABLES = {"wall": WALL, "phone": PHONE, "door": DOOR, "console": CONSOLE}


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("part", TABLES)
def test_words_are_there_in_both_languages_with_the_same_values(part):
    for key, (english, spanish) in TABLES[part].items():
        assert key.startswith(f"{part}_")
        assert english.strip()
        assert spanish.strip()
        assert fields(english) == fields(spanish), key
        assert not set(english.lower().split()) & {"pressure", "waves", "influx", "members"}, key


@given(st.floats(330, 4000), st.integers(0, 13), st.booleans())
def test_charts_have_the_room_that_their_words_need(width, panels, large):
    shape = fit(width, panels, large)
    each = (width - GAP * (shape.columns - 1)) / shape.columns
    assert 1 <= shape.columns <= 3
    assert shape.small == (each < NORMAL.width)
    assert not shape.projector or each >= PROJECTOR.width
    if shape.columns > 1:
        assert each >= (PROJECTOR.width if large else NORMAL.width)


@pytest.mark.parametrize("sent", [None, [], [900], "900", [None, True], ["x", False], [float("nan"), True], {"a": 1}])
def test_a_width_that_is_none_is_not_taken(sent):
    async def play():
        told = []
        screen = Screen(lambda: Width(lambda *given: told.append(given)))
        screen.send(screen.built, "width", sent)
        screen.send(screen.built, "width", [-5, "yes"])
        assert told == [(330.0, False)]

    asyncio.run(play())


def test_units_follow_their_numbers_as_the_language_wants():
    assert with_unit("1,6 millones", "personas") == "1,6 millones de personas"
    assert with_unit("1 millón", "personas") == "1 millón de personas"
    assert with_unit("45.000", "personas") == "45.000 personas"
    assert with_unit("1.6 million", "persons") == "1.6 million persons"
    assert with_unit("1.4", "index, 1 = 2012") == "1.4 (index, 1 = 2012)"


@pytest.mark.parametrize("file", ["reopen.yaml", "today.yaml"])
def test_every_prepared_event_can_be_injected(file):
    bases = opened([SCENARIOS / file])
    for item in prepared_events().values():
        event = item.event(bases.first)
        assert with_event(Draft(bases.first.name), bases, event).events == (event,)
        assert item.label("en") != item.label("es")
    months = months_of(bases.first)
    assert (months[0], len(months)) == (bases.first.start.isoformat()[:7], 60)


def test_a_prepared_event_fits_into_a_short_run():
    run = opened([SCENARIOS / "today.yaml"]).first
    short = replace(run, end=date(run.start.year, run.start.month + 2, 1))
    for item in prepared_events().values():
        assert run.start <= item.event(short).date < short.end


def test_the_desk_is_asked_once_for_all_pages(tmp_path):
    async def play():
        made = workshop(tmp_path)
        shared, heard = answers(made), []
        shared.listen(lambda: heard.append(1))
        assert [shared.of(draft()) for _ in range(3)] == [None, None, None]
        assert shared.of(draft(0.3)) is None
        await asyncio.sleep(0.05)
        first = shared.of(draft())
        assert first is not None
        assert first is shared.of(draft())
        assert (len(made.desk.asked), len(heard)) == (2, 2)
        assert all(name == "wall" and ask.members == 32 for name, ask in made.desk.asked)
        made.room.do(events.Injected(ScheduledEvent("incident", None, date(2023, 3, 1))))
        assert shared.of(draft()) is None
        await asyncio.sleep(0.05)
        again = shared.of(draft())
        assert again is not first
        assert again.ask.policy.events == again.ask.baseline.events == made.room.state.future
        assert answers(made) is shared

    asyncio.run(play())


def test_an_answer_that_fails_leaves_the_others(tmp_path):
    async def play():
        made = workshop(tmp_path)
        made.desk.wrong = RunError("lost")
        shared = Answers(made)
        assert shared.of(draft()) is None
        assert not shared.failed(draft())
        await asyncio.sleep(0.05)
        assert shared.failed(draft())
        made.desk.wrong = None
        shared.of(draft(0.3))
        await asyncio.sleep(0.05)
        assert shared.of(draft(0.3)) is not None

    asyncio.run(play())


def test_answers_are_forgotten_beyond_what_the_wall_needs(tmp_path, monkeypatch):
    async def play():
        monkeypatch.setattr(module, "KEPT", 3)
        made = workshop(tmp_path)
        shared = Answers(made)
        for i in range(8):
            shared.of(draft(0.1 * i))
        await asyncio.sleep(0.1)
        assert len(shared._kept) == 3

    asyncio.run(play())


def publish(made, *teams, title="Opening", value=0.6):
    for team in teams:
        made.room.do(events.Published(team, f"{title} {team}", draft(value), SHA, 32), by=CHIEF)


def on_wall(made, lang="en"):
    return Screen(lambda: wall._page(made, request(f"/{lang}/wall"), device(made, GUEST), lang))


def test_panels_say_computing_then_numbers(tmp_path):
    async def play():
        made = workshop(tmp_path, lan=True)
        screen = on_wall(made)
        assert "A team's policy appears here" in screen.words()
        assert made.door.keys.code in screen.words()
        made.room.do(events.RoundOpened(10))
        made.desk.gate.clear()
        publish(made, 1, 2)
        await settled()
        assert screen.words().count("computing …") == 2
        assert "nothing published yet" in screen.words()
        assert made.door.keys.code not in screen.words()
        made.desk.gate.set()
        await settled()
        said = screen.words()
        assert "computing …" not in said
        assert "32 runs" in said
        assert "Opening 1" in said
        assert "higher in 100 of 100 runs" in said
        assert say("wall_baseline_same", "en") in said
        made.room.do(events.RoundClosed())
        made.room.do(events.RoundOpened(10))
        await settled()
        assert screen.words().count("from round 1") == 2

    asyncio.run(play())


def test_a_policy_that_cannot_run_is_said_in_its_panel(tmp_path):
    async def play():
        made = workshop(tmp_path)
        made.desk.wrong = RunError("lost")
        publish(made, 1)
        screen = on_wall(made, "es")
        await settled()
        assert say("wall_failed", "es") in screen.words()
        assert not [e for e in screen.elements("article") if e.props.get("aria-busy") == "true"]

    asyncio.run(play())


def test_a_difference_that_spans_zero_is_not_told_apart(tmp_path):
    async def play():
        made = workshop(tmp_path)
        made.desk.above = 0.0
        publish(made, 1)
        screen = on_wall(made)
        await settled()
        assert "higher in" not in screen.words()
        assert "no difference" in screen.words()

    asyncio.run(play())


def test_pinned_charts_are_large_and_others_are_rows(tmp_path):
    async def play():
        made = workshop(tmp_path)
        publish(made, 1)
        made.room.do(events.Pinned(("unmet_need", "exports_to_ve")), by=CHIEF)
        screen = on_wall(made)
        await settled()
        assert len(screen.elements("EChart")) == 2
        rows = [e for e in screen.elements("section") if "indicator-rows" in e.classes]
        assert ["dim" in row.classes for row in rows] == [False] * 2 + [True] * (len(rows) - 2)
        assert len(rows) > 2

    asyncio.run(play())


def test_what_a_projector_cannot_hold_is_summed_up_first(tmp_path):
    async def play():
        made = workshop(tmp_path, teams=4)
        publish(made, 1, 2, 3, 4)
        screen = on_wall(made)
        await settled()
        assert screen.words().count("Side by side") == 1
        made.room.do(events.Pinned(("unmet_need", "exports_to_ve")), by=CHIEF)
        await settled()
        words = screen.words()
        assert words.index("Side by side") < words.index("Opening 1") < words.rindex("Side by side")
        rows = [e for e in screen.elements("section") if "indicator-rows" in e.classes]
        assert sorted("dim" in row.classes for row in rows) == [False] * 2 + [True] * (len(rows) - 2)

    asyncio.run(play())


def test_a_team_with_a_future_of_its_own_is_marked(tmp_path):
    async def play():
        made = workshop(tmp_path)
        closure = ScheduledEvent("border_closure", None, date(2023, 5, 1), date(2023, 8, 1))
        made.room.do(events.Published(1, "Alone", draft(events=(closure,)), SHA, 32), by=CHIEF)
        screen = on_wall(made)
        await settled()
        assert "its baseline is its own" in screen.words()
        assert "panels that say so have a baseline of their own" in screen.words()

    asyncio.run(play())


def test_the_newest_publication_of_each_team_counts(tmp_path):
    made = workshop(tmp_path)
    publish(made, 2, 1)
    publish(made, 2, title="Later")
    assert {team: item.title for team, item in now.newest(made.room.state).items()} == {1: "Opening 1", 2: "Later 2"}


def test_sealed_questions_show_only_how_many(tmp_path):
    async def play():
        made = workshop(tmp_path)
        made.room.do(events.Asked("arrivals", "Opening at once", draft()))
        screen = on_wall(made)
        made.room.do(events.Predicted(1, GUEST, Prediction("lower", 55_555.0)))
        await settled()
        assert "1 of 3 sealed" in screen.words()
        assert "5" not in screen.words().split("1 of 3 sealed")[1].split("\n")[0]
        assert "56,000" not in screen.words()
        made.room.do(events.Revealed(1, Truth(-2.0, -3.0, -1.0, 1.5, 200)))
        await settled()
        assert "lower in 98 of 100 runs" in screen.words()
        assert "−56,000" in screen.words()

    asyncio.run(play())


@given(st.lists(st.floats(0, 1e15), min_size=1, max_size=40), st.floats(-1e6, 1e6))
def test_dots_of_amounts_stay_on_the_strip_and_none_is_lost(amounts, middle):
    said = {f"guest{i}": Prediction("higher" if i % 2 else "lower", amount) for i, amount in enumerate(amounts)}
    truth = Truth(middle, middle - 10, middle + 10, 60.0, 200)
    question = Question(1, 1, "arrivals", "Opening", draft(), said, truth)
    screen = Screen(lambda: spread_view(question, "en"))
    dots = [e for e in screen.elements("span") if "strip-dot" in e.classes]
    outside = [text for text in screen.words().split("\n") if "Outside this scale" in text]
    left_out = int(outside[0].split(": ")[-1].rstrip(".")) if outside else 0
    assert len(dots) + left_out == len(amounts)
    assert all(0 <= float(dot._style["left"].rstrip("%")) <= 100 for dot in dots)


def test_a_vote_shows_its_spread_and_no_names(tmp_path):
    async def play():
        made = workshop(tmp_path)
        publish(made, 1, 2)
        made.room.do(events.BallotOpened("dots", (1, 2)), by=CHIEF)
        screen = on_wall(made)
        made.room.do(events.Voted(1, GUEST, {1: 3}))
        made.room.do(events.Voted(1, OTHER, {2: 2, 1: 1}))
        await settled()
        assert "2 of 3 have voted" in screen.words()
        assert "dots from" not in screen.words()
        made.room.do(events.BallotClosed(1), by=CHIEF)
        await settled()
        assert "Most support: Team 1: Opening 1." in screen.words()
        assert "4 dots from 2 of 2 voters" in screen.words()
        assert "three dots: 1, two: 0, one: 1, none: 0" in screen.words()
        assert GUEST not in screen.words()

    asyncio.run(play())


def test_events_for_everybody_are_listed(tmp_path):
    async def play():
        made = workshop(tmp_path)
        screen = on_wall(made, "es")
        assert "Eventos para todos" not in screen.words()
        made.room.do(events.Injected(ScheduledEvent("war_onset", ("catatumbo",), date(2023, 5, 1))), by=CHIEF)
        await settled()
        assert "Eventos para todos" in screen.words()
        assert "Catatumbo" in screen.words()

    asyncio.run(play())
