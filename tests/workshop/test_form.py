"""The form for decisions on paper: what a spreadsheet makes of it, all errors at once, and a session out of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.scenario import load_scenario
from borderSim.workshop.draft.draft import Bases, Setting
from borderSim.workshop.kit.cells import COLUMNS, Form, Row, read_rows
from borderSim.workshop.kit.form import read_form, session_from_form, write_form
from borderSim.workshop.room import events
from borderSim.workshop.room.state import Prediction
from tests.workshop.test_kit import SCENARIOS

HEAD = "kind,round,team,title,lever,value,from,ramp,place\n"
CABEZA = "tipo;ronda;equipo;título;palanca;valor;desde;rampa;lugar\n"


@pytest.fixture(scope="module")
def bases():
    return Bases({"reopen": load_scenario(SCENARIOS / "reopen.yaml")}, load_scenario(SCENARIOS / "baseline.yaml"))


@pytest.fixture
def told(tmp_path, bases):
    """Read a form from its text."""

    def read(text, encoding="utf-8"):
        path = tmp_path / "form.csv"
        path.write_bytes(text.encode(encoding))
        return read_form(path, bases)

    return read


def of(found, kind):
    return [event for event in found if isinstance(event, kind)]


def refused(told, text):
    with pytest.raises(UserError) as error:
        told(text)
    return [line.split("form.csv:", 1)[1] for line in error.value.lines()]


def test_a_decision_becomes_a_publication(told):
    found = told(HEAD + 'lever,1,1,Clean posts,crossing_integrity,"0,9",2023-01,12,\n')
    (made,) = of(found, events.Published)
    assert (made.team, made.title, made.draft.base) == (1, "Clean posts", "reopen")
    assert made.draft.settings == {"crossing_integrity": Setting(0.9, date(2023, 1, 1), 12.0)}
    assert [type(event) for event in found] == [
        events.Opened,
        events.RoundOpened,
        events.Drafted,
        events.Published,
        events.RoundClosed,
    ]


def test_the_hash_is_that_of_the_policy(told, bases):
    from borderSim.scenario import scenario_hash
    from borderSim.workshop.draft.scenarios import policy

    (made,) = of(told(HEAD + "lever,1,1,A,customs_bays,12,2023-01,,\n"), events.Published)
    assert made.sha == scenario_hash(policy(made.draft, bases))


def test_a_form_in_spanish_says_the_same(told):
    spanish = told(CABEZA + "palanca;1;1;Limpio;Integridad en los puestos;0,9;01/02/2023;12;\n")
    english = told(HEAD + "lever,1,1,Limpio,Integrity at the crossings,0.9,2023-02,12,\n")
    assert of(spanish, events.Published) == of(english, events.Published)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_and_line_ends_of_spreadsheets_do_not_matter(told, encoding, end):
    text = (CABEZA + "palanca;1;1;Título;customs_bays;12;2023-01;;\n;;;;;;;;\n").replace("\n", end)
    assert of(told(text, encoding), events.Published)[0].title == "Título"


def test_what_is_not_timed_starts_as_on_the_board(told, bases):
    (made,) = of(told(HEAD + "lever,1,1,A,crossing_integrity,0.9,,,\n"), events.Published)
    first = next(change for change in bases.first.changes if change.lever == "crossing_integrity")
    assert made.draft.settings["crossing_integrity"] == Setting(0.9, first.start, first.ramp_months)


def test_a_round_is_the_whole_policy_of_a_team(told):
    rows = "lever,1,1,A,customs_bays,12,2023-01,,\nlever,2,1,B,customs_digital,1,2023-01,,\n"
    first, second = of(told(HEAD + rows), events.Published)
    assert (set(first.draft.settings), set(second.draft.settings)) == ({"customs_bays"}, {"customs_digital"})


def test_events_are_everybodys_or_a_teams(told):
    rows = "event,1,,,border_closure,,2024-02,2,Simon Bolivar\nevent,1,1,,licence_revocation,1,2024-03,,\n"
    rows = rows.replace("Simon Bolivar", "simon_bolivar")
    found = told(HEAD + rows + "lever,1,1,A,customs_bays,12,2023-01,,\n")
    (injected,), (made,) = of(found, events.Injected), of(found, events.Published)
    assert (injected.event.until, injected.event.places) == (date(2024, 4, 1), ("simon_bolivar",))
    assert [event.type for event in made.draft.events] == ["licence_revocation"]


def test_predictions_are_of_the_own_policy_or_of_a_named_one(told):
    rows = "lever,1,1,A,customs_bays,12,2023-01,,\nlever,1,2,B,customs_digital,1,2023-01,,\n"
    rows += "prediction,1,1,,exports_to_ve,higher,,,\nprediction,1,2,A,exports_to_ve,-20,,,\n"
    rows += "prediction,1,,B,exports_to_ve,no clear change,,,\n"
    found = told(HEAD + rows)
    assert [(asked.title, asked.indicator) for asked in of(found, events.Asked)] == [
        ("A", "exports_to_ve"),
        ("B", "exports_to_ve"),
    ]
    assert [(p.question, p.prediction) for p in of(found, events.Predicted)] == [
        (1, Prediction("higher")),
        (1, Prediction("lower", 20.0)),
        (2, Prediction("no_clear")),
    ]


def test_hands_and_dots_add_up(told, tmp_path, bases):
    rows = "lever,1,1,A,customs_bays,12,2023-01,,\nlever,1,2,B,customs_digital,1,2023-01,,\n"
    rows += "vote,1,,A,,7,,,\nvote,1,,B,,4,,,\nvote,1,2,B,,,,,\ndots,1,1,A,,2,,,\ndots,1,,B,,5,,,\n"
    told(HEAD + rows)
    state = session_from_form(tmp_path / "form.csv", bases).state
    sums = [
        {option: sum(marks.get(option, 0) for marks in ballot.votes.values()) for option in ballot.options}
        for ballot in state.ballots.values()
    ]
    assert sums == [{1: 7, 2: 5}, {1: 2, 2: 5}]
    assert all(ballot.closed for ballot in state.ballots.values())


def test_a_team_takes_a_name_and_a_role(told, tmp_path, bases):
    rows = "team,,2,North table,border_governments,,,,\nlever,1,2,A,customs_bays,12,2023-01,,\n"
    told(HEAD + rows)
    team = session_from_form(tmp_path / "form.csv", bases).state.teams[2]
    assert (team.name, team.role_sheet) == ("North table", "border_governments")


@pytest.mark.parametrize(("lever", "typed", "value"), [
    ("crossing_integrity", "90%", 0.9), ("crossing_integrity", '"12,5 %"', 0.125), ("crossing_integrity", "0.9", 0.9),
    ("us_civil_aid", "120%", 1.2), ("monomeros_licence", "no", 0), ("monomeros_licence", "SÍ", 1),
    ("monomeros_licence", "1", 1),
])  # fmt: skip
def test_values_are_typed_as_the_cards_write_them(told, lever, typed, value):
    (made,) = of(told(HEAD + f"lever,1,1,A,{lever},{typed},2023-01,,\n"), events.Published)
    assert made.draft.settings[lever].value == value


def test_a_date_lever_takes_a_date(told):
    (made,) = of(told(HEAD + "lever,1,1,A,regularisation_cutoff,2025-07-01,2023-01,,\n"), events.Published)
    value = made.draft.settings["regularisation_cutoff"].value
    assert catalogue.month_date(value) == date(2025, 7, 1)


BAD = {
    "lever,1,1,A,customs_bays,12%,2023-01,,": "2: value: 12% is no number",
    "lever,1,1,A,crossing_integrty,0.9,2023-01,12,": "2: lever: crossing_integrty is no lever; did you mean",
    "lever,1,1,A,crossing_integrity,2,2023-01,12,": "2: value: Integrity at the crossings goes from 0% to 100%",
    "lever,1,1,A,customs_bays,10.000,2023-01,12,": "2: value: 10.000 can be read in two ways",
    "lever,1,1,A,customs_bays,nan,2023-01,12,": "2: value: nan is no number",
    "lever,1,1,A,customs_bays,,2023-01,12,": "2: value: the empty cell is no number",
    "lever,1,1,A,customs_bays,4,1/2/2023,12,": "2: from: 1/2/2023 is no month that is sure",
    "lever,1,1,A,customs_bays,4,Jan 2023,12,": "2: from: Jan 2023 is no month",
    "lever,1,1,A,customs_bays,4,2023-13,12,": "2: from: 2023-13 is no month",
    "lever,1,1,A,customs_bays,4,1999-01,12,": "2: from: The start must lie in the run",
    "lever,1,1,A,customs_bays,4,2023-01,999,": "2: ramp: ",
    "lever,0,1,A,customs_bays,4,2023-01,12,": "2: round: 0 should be a whole number from 1",
    "lever,1,99,A,customs_bays,4,2023-01,12,": "2: team: 99 should be a whole number from 1 to 12",
    "lever,1,1,A,customs_bays,4,2023-01,12,,more": "2: has more cells than the 9 columns",
    "event,1,,,border_closure,,2024-02,2,nowhere": "2: place: ",
    "event,1,,,border_closure,5,2024-02,2,": "2: value: ",
    "event,1,,,no_event,,2024-02,2,": "2: lever: no_event is no event",
    "prediction,1,,,people_with_papers,higher,,,": "2: title: say which policy the room predicts",
    "prediction,1,1,,people_with_papers,higher,,,": "2: title: team 1: no such policy in round 1",
    "vote,1,,Nothing,,3,,,": "2: title: Nothing: no such policy in round 1",
    "vote,1,,,,3,,,": "2: title: say for which policy",
    "dots,1,1,A,,4,,,": "2: value: 4 should be a whole number from 1 to 3",
    "team,,1,,,,,,": "2: title: the team's name is missing",
    "team,,1,North,border_governmints,,,,": "2: lever: border_governmints is no role sheet; did you mean",
    "vot,1,,A,,3,,,": "2: kind: vot is no kind of row; did you mean vot",
}


@pytest.mark.parametrize("row", BAD)
def test_what_is_wrong_is_told_with_its_line_and_column(told, row):
    found = refused(told, HEAD + row + "\n")
    assert len(found) == 1, found
    assert found[0].startswith(BAD[row])


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines(told):
    rows = "vot,1,,A,,3,,,\nlever,1,1,A,customs_bays,99,2023-01,,\nlever,0,1,A,nothing,x,y,,\nvote,1,,Z,,1,,,\n"
    found = refused(told, HEAD + rows)
    assert [line.split(":")[0] for line in found] == ["2", "3", "4", "4", "4", "4"]


def test_two_titles_or_one_lever_twice_are_refused(told):
    rows = "lever,1,1,A,customs_bays,4,2023-01,,\nlever,1,1,B,customs_bays,5,2023-01,,\n"
    found = refused(told, HEAD + rows)
    assert any("2 titles" in line for line in found)
    assert any("sets it twice" in line for line in found)


def test_two_teams_with_one_title_are_refused(told):
    rows = "lever,1,1,A,customs_bays,4,2023-01,,\nlever,1,2,a,customs_bays,5,2023-01,,\n"
    assert "another team has this title" in refused(told, HEAD + rows)[0]


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("kind,round,team,title,lever,value,from\n", "there is no column ramp"),
        ("kind,round,team,title,levr,value,from,ramp\n", "levr: unknown column; did you mean lever"),
        ("kind,kind,round,team,title,lever,value,from,ramp\n", "kind: stands there twice"),
        ("", "there is no column kind"),
    ],
)
def test_a_wrong_head_is_told(told, head, what):
    assert any(what in line for line in refused(told, head))


def test_a_file_that_is_no_form_is_one_error(tmp_path, bases):
    for name, content in {"a.csv": b"\xff\xfe\x00x", "b.csv": b"x" * 1_000_001}.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserError):
            read_form(path, bases)
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UserError):
            read_form(path, bases)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_empty_form_holds_no_decision_and_its_examples_are_true(tmp_path, bases, lang):
    path = tmp_path / "form.csv"
    write_form(bases.first, path, lang)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [type(event) for event in read_form(path, bases)] == [events.Opened]
    text = path.read_text(encoding="utf-8-sig")
    cut = text.index("Ejemplos:" if lang == "es" else "Examples:")
    head, examples = text.splitlines()[0], text[cut:].splitlines()[1:]
    path.write_text("\n".join([head, *(line.removeprefix("# ") for line in examples)]), encoding="utf-8")
    found = read_form(path, bases)
    assert len(of(found, events.Published)) == 1
    assert len(of(found, events.Predicted)) == 1
    assert len(of(found, events.BallotClosed)) == 2


def test_a_form_is_a_session_as_a_log_is(told, tmp_path, bases):
    from borderSim.workshop.room.folder import make_folder, write_scenarios
    from borderSim.workshop.room.log import Log, read_session

    told(HEAD + "lever,1,1,A,customs_bays,12,2023-01,,\nvote,1,,A,,3,,,\n")
    made = session_from_form(tmp_path / "form.csv", bases)
    folder = tmp_path / "session"
    make_folder(folder)
    write_scenarios(folder, bases)
    log = Log(folder / "session.jsonl")
    log.append(made.entries)
    log.close()
    again = read_session(folder)
    assert [entry.event for entry in again.entries] == [entry.event for entry in made.entries]
    assert again.state.publications[1].draft == made.state.publications[1].draft


def row_of(tmp_path, text, separator=","):
    form = Form(tmp_path / "form.csv", [], "en", day_first=separator == ";")
    return Row(form, 2, {"value": text, "from": text})


@given(number=st.floats(-999, 999).map(lambda x: round(x, 2)), comma=st.booleans())
def test_a_number_is_read_as_it_was_written(tmp_path_factory, number, comma):
    text = f"{number:.2f}".replace(".", "," if comma else ".")
    assert row_of(tmp_path_factory.getbasetemp(), text).number("value") == number


@given(day=st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_day_with_slashes_is_never_another_day(tmp_path_factory, day):
    path = tmp_path_factory.getbasetemp()
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        assert row_of(path, text).day("from") in (day, None)
    assert row_of(path, f"{day:%d/%m/%Y}", ";").day("from") == day


@given(text=st.text(max_size=200))
def test_no_text_breaks_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(",".join(COLUMNS) + "\n" + text, encoding="utf-8", errors="surrogatepass", newline="")
    told = []
    try:
        told = [str(line) for line, _ in read_rows(path).rows]
    except UserError as error:
        told = error.lines()
    assert all(line.isdigit() or line.startswith(str(path)) for line in told)
