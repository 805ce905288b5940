"""The report of a session, and the handout of one policy."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from borderSim.analysis.compare import aggregate, compare, compare_members
from borderSim.catalogue import indicators
from borderSim.cli.main import main
from borderSim.experiment.run import RunOptions, execute
from borderSim.report.checks import text_faults
from borderSim.results.data import quantiles
from borderSim.scenario import LeverChange, ScheduledEvent, load_scenario, references, scenario_hash
from borderSim.workshop.draft.draft import Bases, Draft, Setting
from borderSim.workshop.draft.scenarios import baseline, policy
from borderSim.workshop.handout import figures, numbers
from borderSim.workshop.handout.content import content
from borderSim.workshop.handout.handout_words import HANDOUT_WORDS
from borderSim.workshop.handout.kept import keep_policies
from borderSim.workshop.handout.page import page
from borderSim.workshop.handout.pdf import EDGE, FOOT, TALL, Sheets, session_pdf
from borderSim.workshop.handout.published import deals, last_of_each_team, rounds, written
from borderSim.workshop.handout.questions import answered, unrevealed
from borderSim.workshop.handout.report import write_report
from borderSim.workshop.room import events
from borderSim.workshop.room.after import after
from borderSim.workshop.room.log import read_session
from borderSim.workshop.room.room import Room
from borderSim.workshop.room.state import Prediction, Truth

TEXT = """\
name: short
title: {en: Short, es: Corto}
start: 2023-01-01
end: 2024-03-01
members: 4
"""
FACILITATOR, FIRST, SECOND, GUEST = (f"{n:064x}" for n in range(4))
START = date(2023, 1, 1)
PAPERS = Draft("short", {"regularisation_window": Setting(1.0, START)})
SHELTER = Draft("short", {"shelter_places": Setting(9000.0, START), "oil_price": Setting(40.0, START)})
LANGS = ("en", "es")


def published(room, team, device, title, draft):
    sha = scenario_hash(policy(draft, room.bases, room.state.future))
    room.do(events.Published(team, title, draft, sha, 4), device)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A session of two teams: three policies, a closure that everybody meets, a question, a vote."""
    made = tmp_path_factory.mktemp("session")
    file = made / "short.yaml"
    file.write_text(TEXT, encoding="utf-8")
    scenario = load_scenario(file)
    room = Room.open(made / "room", Bases({"short": scenario}, scenario), 2)
    room.do(events.Joined(FACILITATOR, "facilitator"))
    for number, device in ((1, FIRST), (2, SECOND)):
        room.do(events.Joined(device, "team", number))
    room.do(events.Joined(GUEST, "guest", 1))
    room.do(events.Named(1, "Mayors <b>& co</b>"), FACILITATOR)
    room.do(events.Pinned(("unmet_need", "people_with_papers")), FACILITATOR)
    room.do(events.RoundOpened(15), FACILITATOR)
    room.do(events.Asked("people_with_papers", "More papers?", PAPERS), FACILITATOR)
    room.do(events.Predicted(1, GUEST, Prediction("higher", 5000.0)), GUEST)
    room.do(events.Predicted(1, FIRST, Prediction("lower")), FIRST)
    room.do(events.Revealed(1, Truth(4000, 1000, 9000, 97, 200)), FACILITATOR)
    room.do(events.Asked("unmet_need", "Never revealed?", SHELTER), FACILITATOR)
    published(room, 1, FIRST, "Papers", PAPERS)
    published(room, 2, SECOND, "Shelter", SHELTER)
    room.do(events.RoundClosed(), FACILITATOR)
    closure = ScheduledEvent("border_closure", None, date(2023, 6, 1), date(2023, 9, 1))
    room.do(events.Injected(closure), FACILITATOR)
    room.do(events.RoundOpened(15), FACILITATOR)
    published(room, 1, FIRST, "Papers again", PAPERS)
    room.do(events.BallotOpened("dots", (2, 3)), FACILITATOR)
    room.do(events.Voted(1, GUEST, {2: 2, 3: 1}), GUEST)
    room.do(events.BallotClosed(1), FACILITATOR)
    room.close()
    return made / "room"


@pytest.fixture(scope="module")
def session(folder):
    return read_session(folder)


@pytest.fixture(scope="module")
def made(session):
    return deals(session, "en")


@pytest.fixture(scope="module")
def data(made):
    return numbers.computed(made, 4, 1)


@pytest.fixture(scope="module", params=LANGS)
def told(request, session, data):
    return content(session, deals(session, request.param), data, "borderSim report x", request.param)


def questions_of(session):
    """What the report runs for the questions that nobody revealed, and their answers."""
    known = {}
    made = deals(session, "en", known)
    asked = unrevealed(session, made, known)
    return asked, answered(session, asked, numbers.computed([*made, *asked.values()], 3, 1))


def with_events(session, *told):
    """The session, after more has happened in it."""
    entries, state = list(session.entries), session.state
    for event in told:
        entries.append(replace(entries[-1], event=event))
        state = after(state, event, entries[-1].at)
    return replace(session, entries=tuple(entries), state=state)


def test_a_question_that_nobody_revealed_has_the_runs_of_the_policy_that_it_asks_about(session, made, data):
    asked, found = questions_of(session)
    assert asked == {2: made[1]}
    truth = found.state.questions[2].truth
    ours, theirs = (data.national["unmet_need"][data.index(name)][:3] for name in
                    (made[1].policy.name, made[1].baseline.name))  # fmt: skip
    row = compare_members(*(aggregate(side, indicators()["unmet_need"].window, "last_12") for side in (ours, theirs)))
    assert (truth.low, truth.high, truth.members) == pytest.approx((row["diff_q05"], row["diff_q95"], 3))
    assert truth.higher_in_100 == pytest.approx(row["higher_in_100"])
    assert found.state.questions[1] == session.state.questions[1]
    assert "policy-02" in asked[2].policy.name


def test_a_question_about_another_policy_or_other_events_is_run_too(session):
    """The papers again, but with the closure that came between; and a policy that no team published."""
    other = Draft("short", {"trocha_control": Setting(0.9, START)})
    more = with_events(
        session,
        events.RoundClosed(),
        events.Asked("unmet_need", "Shelter and a closure?", SHELTER),
        events.Asked("unmet_need", "Trochas?", other),
        events.Asked("unmet_need", "Papers and a closure?", PAPERS),
    )
    asked, found = questions_of(more)
    assert [asked[n].policy.name for n in (3, 4)] == ["question-03", "question-04"]
    assert asked[5].policy.name.startswith("policy-03")
    assert asked[3].policy.title["es"] == "Shelter and a closure?"
    assert all(question.truth for question in found.state.questions.values())


def test_the_events_of_a_question_are_those_by_the_end_of_its_round(session):
    """As on the Console: a question asked before an event is revealed after it."""
    flood = ScheduledEvent("border_closure", None, date(2023, 7, 1), date(2023, 9, 1))
    more = with_events(
        session,
        events.RoundClosed(),
        events.Asked("unmet_need", "Before the round?", PAPERS),
        events.RoundOpened(15),
        events.Injected(flood),
        events.RoundClosed(),
        events.Injected(ScheduledEvent("border_closure", None, date(2023, 10, 1), date(2023, 11, 1))),
    )
    asked, _ = questions_of(more)
    assert asked[2].policy.events == ()
    assert asked[3].policy.events == asked[3].baseline.events == more.state.future[:2]


@pytest.mark.parametrize("before", [[], [events.RoundClosed()]])
def test_a_question_of_an_open_round_stays_sealed(session, before):
    """Be it asked in the round, or just before it began."""
    question = events.Asked("unmet_need", "Still open?", PAPERS)
    opened = [events.RoundOpened(15)] if before else []
    more = with_events(session, *before, question, *opened)
    assert more.state.round
    asked, found = questions_of(more)
    assert 3 not in asked
    for lang in LANGS:
        told = content(replace(found, state=replace(found.state, ballots={})), (), None, "x", lang, asked)
        assert len(told.predictions) == 2
        assert "Still open?" in told.sealed[0]
        said = HANDOUT_WORDS["out_computed"][lang == "es"]
        assert [said in text for _, text in told.predictions] == [False, True]
        assert said in page(told, 4)


def test_a_session_with_questions_alone_has_their_answers(session, tmp_path):
    entries = [e for e in session.entries if not isinstance(e.event, events.Published | events.BallotOpened |
                                                            events.Voted | events.BallotClosed)]  # fmt: skip
    state = replace(session.state, publications={}, ballots={})
    path = write_report(replace(session, entries=tuple(entries), state=state), tmp_path / "r", 3, 1, "en", "x")
    assert "computed for this report" in path.read_text(encoding="utf-8")


def test_a_form_on_paper_has_its_questions_answered(tmp_path, capsys):
    """Nobody ran the model on that day: the report does."""
    scenario, form = tmp_path / "short.yaml", tmp_path / "form.csv"
    scenario.write_text(TEXT, encoding="utf-8")
    form.write_text(
        "kind,round,team,title,lever,value,from,ramp,place\n"
        "lever,1,1,Papers,regularisation_window,100%,2023-01,,\n"
        "prediction,1,1,,people_with_papers,higher,,,\n"
    )
    arguments = ["report", str(form), "--scenario", str(scenario), "--members", "3", "--jobs", "1"]
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--out", str(tmp_path / "out")])
    assert stop.value.code == 0, capsys.readouterr().err
    text = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert HANDOUT_WORDS["out_computed"][0] in text
    assert HANDOUT_WORDS["out_directions"][0].format(higher=1, lower=0, same=0) in text


def test_a_base_is_said_once_and_a_team_only_with_what_it_changed(session, data):
    """The room starts from a scenario that opens the border; the team does the same at another value."""
    changes = (
        LeverChange("crossing_integrity", None, START, 0.8, 0.0),
        LeverChange("trocha_control", None, START, 0.6, 0.0),
    )
    bases = Bases({"short": replace(session.bases.first, changes=changes)}, replace(session.bases.baseline, name="b"))
    draft = Draft("short", {"trocha_control": Setting(0.2, START), "oil_price": Setting(40.0, START)})
    publications = {n: replace(p, draft=draft) for n, p in session.state.publications.items()}
    other = replace(session, bases=bases, state=replace(session.state, publications=publications))
    made = deals(other, "en")
    told = content(other, made, numbers.computed(made, 2, 1), "x", "en")
    assert [{line[2] for line in start.levers} for start in told.starts] == [{"80%", "60%"}]
    for policy_ in told.rounds[0].policies:
        assert [line[2:4] for line in policy_.levers] == [["20%", "60%"]]
        assert any("40" in text for text in policy_.own)
    assert page(told, 2).count("80%") == 1


def test_a_table_repeats_its_head_on_each_page():
    sheets = Sheets()
    sheets.write("text")
    sheets.table([["Head", "Other"], *([f"row {n}", "x"] for n in range(150))], (0.5, 0.5))
    words = [[text.get_text() for text in sheet.texts] for sheet in sheets.pages]
    assert len(words) > 1
    assert all("Head" in found for found in words)
    assert all(found.count("Head") == 1 and found[-1] == "x" for found in words)
    assert sum(text.startswith("row ") for found in words for text in found) == 150
    assert all(text_faults(sheet) == [] for sheet in sheets.pages)


def test_the_head_of_a_table_never_stands_alone():
    sheets = Sheets()
    sheets.top = TALL - 2 * EDGE - FOOT - 0.3
    sheets.table([["Head"], ["one"], ["two"]], (1.0,))
    assert [text.get_text() for text in sheets.pages[0].texts] == []
    assert [text.get_text() for text in sheets.pages[1].texts] == ["Head", "one", "two"]


def test_each_policy_has_the_events_of_its_time(made):
    assert [len(deal.injects) for deal in made] == [0, 0, 1]
    assert all(deal.same for deal in made)
    assert [deal.publication.id for deal in last_of_each_team(made)] == [3, 2]
    assert {number: len(found) for number, found in rounds(made).items()} == {1: 2, 2: 1}


def a_round(folder, scenario):
    """A session of one team whose first round is open."""
    short = replace(scenario, name="short")
    room = Room.open(folder / "room", Bases({"short": short}, short), 1)
    room.do(events.Joined(FACILITATOR, "facilitator"))
    room.do(events.Joined(FIRST, "team", 1))
    room.do(events.RoundOpened(15), FACILITATOR)
    return room


def test_a_policy_is_a_file_that_runs_as_soon_as_it_is_published(tmp_path, made):
    """Policies from before a restart are there too, and with them the baselines that later ones share."""
    room = a_round(tmp_path, made[0].baseline)
    published(room, 1, FIRST, "Papers", PAPERS)
    files = room.folder / "policies"
    keep_policies(room, "en")
    assert [path.name for path in files.iterdir()] == ["policy-01-round-1-team-1.yaml"]
    room.do(events.Injected(ScheduledEvent("border_closure", None, date(2023, 6, 1), date(2023, 9, 1))), FACILITATOR)
    published(room, 1, FIRST, "Papers again", PAPERS)
    room.close()
    found = sorted(files.iterdir())
    assert [path.stat().st_mode & 0o777 for path in found] == [0o600, 0o600]
    for path, deal in zip(found, deals(read_session(room.folder), "en"), strict=True):
        assert path.read_text() == written(deal, 4)
        assert load_scenario(path).members == 4


def test_a_disk_that_is_full_stops_no_publication(tmp_path, made, caplog):
    room = a_round(tmp_path, made[0].baseline)
    (room.folder / "policies").write_text("in the way")
    keep_policies(room, "en")
    published(room, 1, FIRST, "Papers", PAPERS)
    room.close()
    assert len(room.state.publications) == 1
    assert "policy-01-round-1-team-1.yaml could not be written" in caplog.text


def test_equal_futures_share_a_baseline_and_others_do_not(made, session):
    """The second team assumes another oil price, and the last policy meets a closure."""
    names = [deal.baseline.name for deal in made]
    assert len(set(names)) == 3
    again = deals(session, "es")
    assert [deal.baseline.name for deal in again] == names


def test_a_policy_that_was_changed_is_said(session):
    entries = [
        replace(entry, event=replace(entry.event, sha="0" * 64)) if isinstance(entry.event, events.Published) else entry
        for entry in session.entries
    ]
    publications = {key: replace(item, sha="0" * 64) for key, item in session.state.publications.items()}
    state = replace(session.state, publications=publications)
    found = deals(replace(session, entries=tuple(entries), state=state), "en")
    assert not any(deal.same for deal in found)
    text = page(content(session, found, numbers.computed(found, 2, 1), "x", "en"), 2)
    assert "no longer the one that was published" in text


def test_the_numbers_are_those_of_a_run_of_the_saved_file(made, data, tmp_path):
    """The YAML of a policy, run by itself, gives the same series to the bit."""
    from borderSim.workshop.handout.published import write_policies

    file = write_policies(made, tmp_path, 4)[1]
    alone = load_scenario(file)
    again = execute([alone, *references(alone)], RunOptions(jobs=1))
    for name, values in again.national.items():
        ours = data.national[name][[data.index(made[1].policy.name), data.index(made[1].baseline.name)]]
        np.testing.assert_array_equal(values[:2], ours, err_msg=name)


def test_only_keeps_what_was_asked_for(made, data):
    names = (made[0].policy.name, made[0].baseline.name)
    part = numbers.only(data, names)
    assert part.scenarios == names
    assert part.comparisons == (names,)
    np.testing.assert_array_equal(part.national["unmet_need"][1], data.national["unmet_need"][data.index(names[1])])


def test_side_by_side_is_the_paired_difference(made, data):
    item = indicators()["people_with_papers"]
    ours, theirs = (data.national[item.name][data.index(name)][:, -1] for name in
                    (made[0].policy.name, made[0].baseline.name))  # fmt: skip
    np.testing.assert_allclose(figures.differences(data, made[:1], item)[0], quantiles(ours - theirs))
    row = next(r for r in compare(data) if (r.indicator, r.scenario, r.window) == (item.name, made[0].policy.name,
                                                                                  "last_12"))  # fmt: skip
    assert figures.differences(data, made[:1], item)[0, 2] == pytest.approx(row.diff_median)


def test_figures_have_no_clipped_or_overlapping_words(told):
    strips = [strip for item in told.rounds for strip in item.sides]
    strips += [strip for strip, _ in (*told.predictions, *told.votes)]
    assert len(strips) == 4
    for strip in strips:
        assert text_faults(strip.plate().figure) == [], strip.name


def test_the_page_is_whole(told):
    text = page(told, 4)
    assert "Mayors &lt;b&gt;&amp; co&lt;/b&gt;" in text
    assert "<b>&" not in text
    assert not re.search(r'(?:src|href)="(?!#|data:)', text)
    assert "<script" not in text
    assert len(text) < 3_000_000
    assert f'<html lang="{told.lang}">' in text
    assert text.count("references:") == 3


def test_the_page_tells_sealed_and_revealed_questions_apart(told):
    """Without runs of its own, what nobody revealed has no answer."""
    assert len(told.predictions) == 1
    (strip, debrief), (sealed,) = told.predictions[0], told.sealed
    assert "Never revealed?" in sealed
    assert re.search(r"\b1\b.*\b2\b", debrief)
    assert "5" in str(strip.table[1][1])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not on this machine")
def test_the_words_of_the_pdf_can_be_selected(told, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(session_pdf(told))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "Papers again" in text
    assert told.rounds[0].heading in text


def test_the_pdf_is_the_same_each_time(told):
    assert session_pdf(told) == session_pdf(told)


def test_a_session_without_publications_has_a_report(session):
    state = replace(session.state, publications={}, ballots={})
    entries = [e for e in session.entries if not isinstance(e.event, events.Published | events.BallotOpened)]
    bare = replace(session, state=state, entries=tuple(entries))
    for lang in LANGS:
        empty = content(bare, (), None, "x", lang)
        assert HANDOUT_WORDS["out_none"][lang == "es"] in page(empty, 4)
        assert session_pdf(empty).startswith(b"%PDF")


def test_a_long_paragraph_goes_on_over_the_page():
    sheets = Sheets()
    sheets.write("word " * 3000)
    assert len(sheets.pages) > 1


def test_the_command(folder, tmp_path, capsys):
    out = tmp_path / "report"
    with pytest.raises(SystemExit) as stop:
        main(["report", str(folder), "--members", "3", "--jobs", "1", "--lang", "es", "--out", str(out)])
    assert stop.value.code == 0
    assert capsys.readouterr().out.strip() == str(out / "report.html")
    assert {item.name for item in out.iterdir()} == {"report.html", "report.pdf", "policies"}
    assert len(list((out / "policies").iterdir())) == 3
    assert "Ronda 1" in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nowhere"], "nowhere"),
        (["form.csv"], "--scenario"),
        (["SESSION", "--scenario", "scenarios/reopen.yaml"], "--scenario goes with"),
        (["SESSION", "--out", "OTHER"], "holds other files"),
        (["SESSION", "--out", "FILE"], "is a file"),
    ],
)
def test_bad_input(folder, tmp_path, capsys, arguments, what):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine")
    names = {"SESSION": str(folder), "OTHER": str(tmp_path / "other"), "FILE": str(tmp_path / "other" / "mine.txt")}
    with pytest.raises(SystemExit) as stop:
        main(["report", *(names.get(word, word) for word in arguments)])
    assert stop.value.code == 2
    assert what in capsys.readouterr().err
    assert (tmp_path / "other" / "mine.txt").exists()


def test_words_are_in_both_languages():
    for key, (english, spanish) in HANDOUT_WORDS.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", spanish)), key


def answer_of(bases, draft, members):
    from borderSim.experiment.block import Block, run_block
    from borderSim.workshop.desk.ask import Answer, Ask, Outcome

    pair = (policy(draft, bases), baseline(draft, bases))
    piece = run_block(Block(pair, np.arange(members), 1, "float32"))
    sides = [
        Outcome(
            {n: v[i] for n, v in piece.national.items()},
            {n: v[i] for n, v in piece.department.items()},
            {n: v[i][:, None] for n, v in piece.place.items() if n == "venezuelans"},
        )
        for i in range(2)
    ]
    months = [f"{2023 + m // 12}-{m % 12 + 1:02d}" for m in range(14)]
    return Answer(Ask(*pair, members), months, months[-1:], *sides)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("draft", [Draft("short"), PAPERS])
def test_a_handout_has_two_pages(session, draft, lang, tmp_path):
    from borderSim.workshop.handout.handout import PAGES, handout_pdf, handout_sheets

    answer = answer_of(session.bases, draft, 4)
    assert len(handout_sheets(answer, lang).pages) == PAGES
    for sheet in handout_sheets(answer, lang).pages:
        assert text_faults(sheet) == []
    file = Path(tmp_path / "handout.pdf")
    file.write_bytes(handout_pdf(answer, lang))
    assert file.read_bytes().count(b"/Type /Page\n") == PAGES or file.read_bytes().count(b"/Type /Page ") == PAGES


def test_a_handout_says_what_policy_and_baseline_share(session):
    from borderSim.catalogue import readings
    from borderSim.workshop.handout.handout import handout_sheets

    question, names = next(iter(readings().items()))
    reading = next(iter(names))
    closure = ScheduledEvent("border_closure", None, date(2023, 6, 1), date(2023, 9, 1))
    draft = replace(SHELTER, events=(closure,), readings={question: reading})
    words = "\n".join(t.get_text() for t in handout_sheets(answer_of(session.bases, draft, 3), "en").pages[0].texts)
    said = words.replace("\n", " ")
    for part in ("Assumed here and in the baseline: Oil price: 40", "(1 Jun 2023)", names[reading].label("en")):
        assert part in said
    plain = handout_sheets(answer_of(session.bases, PAPERS, 3), "en").pages[0].texts
    assert not any("Assumed here" in text.get_text() for text in plain)


def test_a_handout_with_every_lever_keeps_its_two_pages(session):
    """As many levers as the first page takes, and how many more there are."""
    from borderSim.catalogue import levers
    from borderSim.report import pieces
    from borderSim.report.context import Context
    from borderSim.workshop.handout.handout import PAGES, handout_sheets

    every = {
        lever.name: Setting(lever.upper, START)
        for lever in levers().values()
        if lever.status == "active" and lever.kind == "policy"
    }
    answer = answer_of(session.bases, Draft("short", every), 3)
    sheets = handout_sheets(answer, "es")
    assert len(sheets.pages) == PAGES
    assert all(text_faults(sheet) == [] for sheet in sheets.pages)
    words = [text.get_text() for text in sheets.pages[0].texts]
    more = int(re.search(r"Y (\d+) más", words[-1])[1])
    context = Context(numbers.of_answer(answer), (answer.ask.policy, answer.ask.baseline), "es", "")
    listed = words.count("1 ene 2023")
    assert listed > 20
    assert listed + more == len(pieces.lever_lines(context))


def test_findings_begin_with_what_a_policy_does_of_its_own(made, data):
    """Each is told apart from zero, of its own system, and policies that do different things begin differently."""
    from borderSim.report.context import Context
    from borderSim.workshop.handout.findings import findings

    pair = made[:2]
    said = []
    for deal in pair:
        names = (deal.policy.name, deal.baseline.name)
        context = Context(numbers.only(data, names), (deal.policy, deal.baseline), "en", "sha")
        said.append(findings(context, deal, pair, data))
    assert all(1 <= len(texts) <= 3 for texts in said)
    assert said[0][0] != said[1][0]
    assert not any("cannot be told apart from" in text.split(". ")[0] for texts in said for text in texts)


def said_of(deal, data, shares):
    """The findings where a policy changes some indicators, by these shares of the baseline's band, and nothing else."""
    from borderSim.report.context import Context
    from borderSim.workshop.handout.findings import findings

    ours, theirs = (data.index(name) for name in (deal.policy.name, deal.baseline.name))
    series = {name: values.copy() for name, values in data.national.items()}
    for name, values in series.items():
        values[theirs] = np.linspace(10, 20, values.shape[1])[:, None] if name in shares else values[theirs]
        values[ours] = values[theirs] + shares.get(name, 0) * 9
    changed = replace(data, national=series)
    context = Context(
        numbers.only(changed, (deal.policy.name, deal.baseline.name)), (deal.policy, deal.baseline), "en", "sha"
    )
    return findings(context, deal, [deal], changed)


def test_a_finding_that_is_clear_but_tiny_is_none(made, data):
    """Trade through Arauca, a little higher in every run, says nothing; the same by a fifth of a band does."""
    label = indicators()["exports_arauca"].label("en")
    assert not any(label in text for text in said_of(made[0], data, {"exports_arauca": 0.02}))
    assert label in said_of(made[0], data, {"exports_arauca": 0.2})[0]


def test_people_come_first_then_the_first_page(made, data):
    """Whatever else a policy moves more."""
    shares = {"crossings_day": 3.0, "exports_to_ve": 0.5, "people_with_papers": 0.2}
    labels = [indicators()[name].label("en") for name in reversed(shares)]
    found = said_of(made[0], data, shares)
    assert [text.startswith(label) for text, label in zip(found, labels, strict=False)] == [True] * len(found)
    assert len(found) >= 2
