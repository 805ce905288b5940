"""The Board's page: levers, charts, future, header, footer, in both languages, without a browser."""

import asyncio
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.report.levers import lever_text
from borderSim.scenario import ScheduledEvent
from borderSim.workshop.draft.link import encode
from borderSim.workshop.draft.marks import step
from borderSim.workshop.event_text import event_words
from borderSim.workshop.pictures.charts import option
from borderSim.workshop.pictures.picture import picture
from borderSim.workshop.room import events
from borderSim.workshop.screens.board.chart_parts import without_baseline, without_difference
from borderSim.workshop.screens.board.lever_view import texts
from borderSim.workshop.screens.board.page import BoardPage
from borderSim.workshop.screens.board_words import BOARD
from borderSim.workshop.screens.elements.frame import CODES, STATIC, frame, style
from borderSim.workshop.screens.elements.natives import LONGEST_TEXT, given_number, given_text
from borderSim.workshop.screens.why import why
from borderSim.workshop.screens.why_words import WHY
from tests.workshop import pictures_answers
from tests.workshop.board_lab import LEVER, HeldDesk, rest
from tests.workshop.room_lab import CHIEF, DRIVER, INCIDENT, SHA, draft
from tests.workshop.screen_lab import Screen, device, settled, workshop


def play(coroutine):
    return asyncio.run(coroutine)


def page(folder, lang="en", name=DRIVER, link="", desk=None):
    made = workshop(folder, desk=desk or HeldDesk())
    screen = Screen(lambda: BoardPage(made, device(made, name), lang, link))
    return made, screen, screen.built.here.state


def lever(screen, name=LEVER):
    return next(e for e in screen.client.elements.values() if e.props.get("name") == f"lever-{name}")


def words(screen):
    return screen.words(screen.client.layout)


def test_a_lever_that_is_let_go_changes_draft_charts_and_title(tmp_path):
    async def act():
        _made, screen, state = page(tmp_path)
        state.refresh()
        await rest()
        charts = screen.elements("EChart")
        assert len(charts) == len(state.charts)
        before = str(charts[0].options)
        screen.send(lever(screen), "release", 0.35)
        await rest()
        assert state.draft.settings[LEVER].value == 0.35
        assert str(charts[0].options) != before
        assert lever(screen).props["is-moved"]
        screen.press("Undo")
        await rest()
        assert str(charts[0].options) == before
        assert not lever(screen).props["is-moved"]

    play(act())


def test_what_the_reader_did_is_not_sent_back_and_what_undo_did_is(tmp_path):
    async def act():
        _, screen, state = page(tmp_path)
        turn = lever(screen).props["turn"]
        screen.send(lever(screen), "release", 0.35)
        assert lever(screen).props["turn"] == turn
        state.undo()
        assert lever(screen).props["turn"] == turn + 1
        assert lever(screen).props["value"] == 0.8
        await rest()

    play(act())


def test_no_browser_can_put_a_lever_where_it_cannot_be(tmp_path):
    async def act():
        made, screen, state = page(tmp_path)
        for sent in (None, "x", [1], {}, True, float("nan"), "1e999", 7.0, -1):
            screen.send(lever(screen), "release", sent)
            screen.send(lever(screen), "move", sent)
        await rest()
        assert state.draft.settings == {}
        assert made.desk.calls == []

    play(act())


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_dialog_opens_in_its_language(tmp_path, lang):
    async def act():
        _, screen, state = page(tmp_path, lang)
        state.refresh()
        await rest()
        built = screen.built
        dialog = built.here.dialog
        for opens in (built._header.history, built._header.publish, built._levers.choose, built._footer.link,
                      built._footer.load, built._footer.keys, built._charts._choose, built._map._table,
                      built._future[1]._choose):  # fmt: skip
            opens()
            assert dialog.props["title"]
            assert list(dialog.descendants())
        for other, own in ((0, 1), (1, 0)):
            if CODES[lang].startswith(("en", "es")[own]):
                foreign = {
                    pair[other] for pair in BOARD.values() if len(pair[other].split()) > 3 and "{" not in pair[other]
                }
                assert not [text for text in foreign if text in words(screen)]

    play(act())


def test_a_policy_is_published_with_a_title_and_not_without(tmp_path):
    async def act():
        made, screen, state = page(tmp_path)
        screen.press("Publish")
        dialog = screen.built.here.dialog
        button = next(e for e in dialog.descendants() if e.tag == "button")
        screen.send(button, "click")
        assert screen.alerts() == ["Give it a title first."]
        assert not made.room.state.publications
        field = next(e for e in dialog.descendants() if e.tag == "input")
        screen.send(field, "input", "Papers first")
        screen.send(button, "click")
        assert screen.alerts()[-1].startswith("No round is open")
        made.room.do(events.RoundOpened(15))
        screen.send(button, "click")
        found = made.room.state.publications[1]
        assert (found.team, found.title, found.sha, found.draft) == (1, "Papers first", state.sha(), state.draft)

    play(act())


def test_only_the_facilitator_sees_the_other_teams(tmp_path):
    async def act():
        made, screen, _ = page(tmp_path, name=CHIEF)
        made.room.do(events.RoundOpened(15))
        made.room.do(events.Published(1, "Papers first", draft(), SHA, 32))
        await settled(1.0)
        assert "Team 1: Papers first" in words(screen)
        team = Screen(lambda: BoardPage(made, device(made, DRIVER), "en", ""))
        assert "Papers first" not in words(team)

    play(act())


def test_two_devices_do_not_see_each_others_draft(tmp_path):
    async def act():
        made, screen, _state = page(tmp_path)
        chief = Screen(lambda: BoardPage(made, device(made, CHIEF), "es", ""))
        screen.send(lever(screen), "release", 0.35)
        await rest()
        assert lever(chief).props["value"] == 0.8
        assert chief.built.here.state.draft.settings == {}

    play(act())


def test_an_event_is_injected_listed_and_removed_and_the_facilitators_cannot_be(tmp_path):
    async def act():
        made, screen, state = page(tmp_path)
        made.room.do(events.Injected(INCIDENT), by=CHIEF)
        screen.press("Add an event")
        screen.choose("What happens", "border_closure")
        screen.choose("Where", "paraguachon")
        screen.choose("Until", "2023-12")
        dialog = screen.built.here.dialog
        screen.send(next(e for e in dialog.descendants() if e._classes == ["primary"]), "click")
        await settled()
        own = ScheduledEvent("border_closure", ("paraguachon",), date(2023, 7, 1), date(2023, 12, 1))
        assert state.draft.events == (own,)
        text = words(screen)
        assert "for everybody" in text
        assert text.count("Remove: ") == 1
        screen.send(next(e for e in screen.elements("button") if "Remove: " in str(e.props.get("aria-label"))), "click")
        await settled()
        assert state.draft.events == ()

    play(act())


def test_every_kind_of_event_can_be_injected_and_said(tmp_path):
    async def act():
        _, screen, state = page(tmp_path)
        kinds = [name for name, item in catalogue.events().items() if item.status == "active"]
        for kind in kinds:
            screen.press("Add an event")
            screen.choose("What happens", kind)
            dialog = screen.built.here.dialog
            screen.send(next(e for e in dialog.descendants() if e._classes == ["primary"]), "click")
            assert state.draft.events[-1].type == kind, screen.alerts()
            english, spanish = (event_words(state.draft.events[-1], lang) for lang in ("en", "es"))
            assert english != spanish
        assert len(state.draft.events) == len(kinds)
        await rest()

    play(act())


def test_a_link_asks_before_it_takes_the_place_of_the_teams_draft(tmp_path):
    async def act():
        made, _screen, state = page(tmp_path)
        state.set_lever(LEVER, 0.35)
        sent, ours = encode(state.draft, state.bases), state.draft
        state.undo()
        other = Screen(lambda: BoardPage(made, device(made, DRIVER), "en", sent))
        other.built._begin()
        assert state.draft != ours
        other.press("Take these settings")
        assert state.draft == ours
        broken = Screen(lambda: BoardPage(made, device(made, DRIVER), "en", sent[:-4]))
        broken.built._begin()
        assert "cut off or was changed" in broken.words(broken.built.here.dialog)
        await rest()

    play(act())


def test_a_file_that_is_no_scenario_changes_nothing_and_says_so(tmp_path):
    async def act():
        _, screen, state = page(tmp_path)
        before = state.draft
        for text in ("", "x", "name: x\nextends: y\n", "[1, 2]", "a: &a [*a]", "x" * 70_000, None, {"a": 1}):
            screen.press("Load YAML")
            file = next(e for e in screen.client.elements.values() if "file" in str(e.props.get("name")))
            screen.send(file, "text", text)
            assert state.draft == before
            assert screen.alerts(), text

    play(act())


def test_keys_do_what_they_say(tmp_path):
    async def act():
        _, screen, state = page(tmp_path)
        state.refresh()
        await rest()
        built, chart = screen.built, screen.elements("EChart")[0]
        whole = str(chart.options)
        for key in "bd":
            built._pressed(key)
            assert str(chart.options) != whole
            built._pressed(key)
            assert str(chart.options) == whole
        built._pressed("p")
        assert built.here.projector
        assert str(chart.options) != whole
        built._pressed("?")
        assert built.here.dialog.props["title"] == "Keys"
        built._pressed("x")
        state.set_lever(LEVER, 0.35)
        built._pressed("undo")
        assert state.draft.settings == {}
        await rest()

    play(act())


def test_a_replay_shows_before_and_after_in_two_steps_where_no_motion_is_wanted(tmp_path):
    async def act():
        _, screen, state = page(tmp_path)
        built = screen.built
        built._pressed("r")
        assert "Nothing has changed yet" in words(screen)
        state.refresh()
        await rest()
        state.set_lever(LEVER, 0.35)
        await rest()
        chart = screen.elements("EChart")[0]
        built.here.keys.still = True
        built._pressed("r")
        before = str(chart.options)
        assert "Before the last change" in words(screen)
        built._pressed("r")
        assert "After the last change" in words(screen)
        assert str(chart.options) != before
        assert chart.options["animation"] is False

    play(act())


def test_the_map_follows_its_choices_and_hides_groups(tmp_path):
    async def act():
        made, screen, state = page(tmp_path)
        state.refresh()
        await rest()
        offered = [value for value, *_ in screen.field("Layer").props["options"]]
        group = next(name for name in offered if "presence" in name)
        assert screen.field("Layer").value == "venezuelans"
        screen.choose("Layer", group)
        assert screen.built._map._layer == group
        made.room.do(events.MapHidden(True), by=CHIEF)
        await settled()
        offered = [value for value, *_ in screen.field("Layer").props["options"]]
        assert not [name for name in offered if "presence" in name]
        assert screen.built._map._layer == "venezuelans"

    play(act())


def test_levers_come_and_go_and_a_pin_has_its_slider(tmp_path):
    async def act():
        _, screen, state = page(tmp_path)
        count = len(screen.elements("Range"))
        screen.built._levers.choose()
        screen.press("Asylum safeguards")
        assert "asylum_safeguards" in state.levers
        state.pin("gdp_reference", -1.0)
        pin = next(e for e in screen.client.elements.values() if e.props.get("name") == "pin-gdp_reference")
        screen.send(pin, "release", -1.2)
        assert state.draft.pins == {"gdp_reference": -1.2}
        state.unpin("gdp_reference")
        assert not [e for e in screen.client.elements.values() if e.props.get("name") == "pin-gdp_reference"]
        assert len(screen.elements("Range")) == count + 1
        await rest()

    play(act())


@pytest.mark.parametrize("lang", ["en", "es"])
def test_why_believe_this_has_all_its_parts(lang):
    screen = Screen(lambda: why(lang))
    text = screen.words()
    for name in ("past", "reading", "sources", "contested", "limits"):
        assert WHY[f"why_{name}"][lang == "es"] in text
    table = next(e for e in screen.client.elements.values() if "rows" in e.props)
    assert len(table.props["rows"]) > 10
    for question in catalogue.readings().values():
        for reading in question.values():
            assert reading.label(lang) in text


@pytest.mark.parametrize(("lang", "other"), [("en", "/es/board"), ("es", "/en/board")])
def test_a_page_has_a_skip_link_first_and_the_same_page_in_the_other_language(lang, other):
    screen = Screen(lambda: frame(lang, "A title", "board").__enter__())
    first = screen.client.layout.default_slot.children[0]
    assert first.props["href"] == "#main"
    links = [e.props["href"] for e in screen.elements("a")]
    assert other in links
    assert f"/{lang}/why" in links
    assert screen.elements(role="status")


def test_words_are_in_both_languages_with_the_same_gaps():
    for key, (english, spanish) in {**BOARD, **WHY}.items():
        assert all((english, spanish)), key
        assert set(re.findall(r"{\w+}|%[vb]", english)) == set(re.findall(r"{\w+}|%[vb]", spanish)), key


def test_style_sheets_and_scripts_ask_nobody_else():
    for path in STATIC.iterdir():
        text = path.read_text(encoding="utf-8")
        found = set(re.findall(r"https?://[^\s\"')]+", text)) - {"http://www.w3.org/2000/svg"}
        assert not found, path
        assert "@import" not in text
    assert style("workshop.css").startswith("/*")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_lever_has_words_at_every_step(lang):
    for name, lever_ in catalogue.levers().items():
        found = texts(lever_, lang)
        assert len(found) == round((lever_.upper - lever_.lower) / step(name)) + 1
        assert len(set(found)) == len(found), name
        assert found[0] == lever_text(lever_, lever_.lower, lang)


def test_levers_are_said_as_people_say_them():
    levers = catalogue.levers()
    assert lever_text(levers["crossing_integrity"], 0.7, "en") == "70%"
    assert lever_text(levers["crossing_integrity"], 0.125, "es") == "12,5 %"
    assert lever_text(levers["monomeros_licence"], 1, "es") == "sí"
    assert lever_text(levers["flights_per_week"], 14, "es") == "14 vuelos a la semana"
    assert lever_text(levers["us_civil_aid"], 0.2, "en") == "20% of 2023"
    assert lever_text(levers["ve_guarantor_support"], -0.5, "en") == "−0.5"


@given(st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=300), st.lists(st.integers()), st.binary()))
def test_whatever_a_browser_sends_is_a_short_text_or_none_and_a_finite_number_or_none(sent):
    text, number = given_text(sent), given_number(sent)
    assert len(text) <= LONGEST_TEXT
    assert text == sent or not text
    assert number is None or abs(number) < float("inf")


@pytest.mark.parametrize("members", [8, 32])
def test_a_chart_without_baseline_or_difference_keeps_its_series(members):
    found = picture(pictures_answers.full(members), "arrivals")
    whole = option(found, "en")
    bare, upper = without_baseline(whole), without_difference(whole)
    assert len(bare["series"]) == len(upper["series"]) == len(whole["series"])
    said = pictures_answers.words(bare)
    assert not [text for text in said if text.startswith("Baseline")]
    assert pictures_answers.lines(bare, 1) == pictures_answers.lines(whole, 1)
    drawn = [line for line in pictures_answers.lines(bare, 0) if line["data"]]
    assert 0 < len(drawn) < len(pictures_answers.lines(whole, 0))
    assert not [line for line in pictures_answers.lines(upper, 1) if line["data"]]
    assert pictures_answers.lines(upper, 0) == pictures_answers.lines(whole, 0)
    assert [text for text in pictures_answers.words(upper) if text == "2025"]
    assert option(found, "en") == whole
