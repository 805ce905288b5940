"""Sweep files: what they say, and what is wrong with them."""

from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.cli.main import main
from borderSim.errors import UserError
from borderSim.scenario import Pin
from borderSim.scenario.axes import read_axis
from borderSim.scenario.resolve import to_yaml
from borderSim.scenario.schema import Context
from borderSim.scenario.source import Document, read_document
from borderSim.scenario.sweep import load_sweep
from borderSim.scenario.sweep_schema import sweep_schema, sweep_schema_text
from borderSim.sweeps.design import design_of, reference_of, scenario_of

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "sweeps").glob("*.yaml"))
HEAD = 'name: x\ntitle: {en: "A", es: "B"}\nquestion: {en: "A?", es: "¿B?"}\n'
TARIFF = "{lever: tariff_rate, from: 2026-01-01, values: [0, 10%]}"


def written(tmp_path, vary, scenario="snap_closure", more="indicators: [trust]\n"):
    """A sweep file whose `vary` begins in line 5, or in line 4 without a scenario."""
    file = tmp_path / "x.yaml"
    base = f"scenario: {ROOT / 'scenarios' / scenario}.yaml\n" if scenario else ""
    file.write_text(f"{HEAD}{base}{vary}{more}", encoding="utf-8")
    return file


def loaded(tmp_path, *entries, **more):
    return load_sweep(written(tmp_path, "vary:\n" + "".join(f"  - {entry}\n" for entry in entries), **more))


def problems(tmp_path, *entries, **more):
    with pytest.raises(UserError) as error:
        loaded(tmp_path, *entries, **more)
    return error.value.lines()


def points(sweep):
    """Values and scenario of every point."""
    return [(tuple(row), scenario_of(sweep, row, i)) for i, row in enumerate(design_of(sweep).values, 1)]


def values_of(scenario, lever):
    return [change.value for change in scenario.changes if change.lever == lever]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_sweep_is_right_and_explained(file):
    sweep = load_sweep(file)
    assert sweep.name == file.stem
    for text in (sweep.title, sweep.question, *sweep.notes):
        assert text["en"] != text["es"]
    assert sweep.notes
    assert sweep.reference is not None
    assert len(design_of(sweep).values) <= 512


def test_there_is_one_for_each_design_and_question():
    assert {file.stem for file in SHIPPED} >= {"discreet_vs_loud", "window_and_capacity", "war_shelter_and_support"}
    methods = {group.method for file in SHIPPED for group in load_sweep(file).groups}
    assert methods >= {"list", "table", "latin_hypercube", "sobol_indices"}


def test_each_point_holds_its_own_values(tmp_path):
    sweep = loaded(tmp_path, TARIFF, "{assumption: reopening_admin_lag, values: [3, 9, 14]}")
    found = points(sweep)
    assert [at for at, _ in found] == [(0, 3), (0, 9), (0, 14), (0.1, 3), (0.1, 9), (0.1, 14)]
    assert [scenario.name for _, scenario in found] == [f"x/{number}" for number in range(1, 7)]
    for (tariff, lag), scenario in found:
        assert values_of(scenario, "tariff_rate") == [tariff]
        assert scenario.assumptions["reopening_admin_lag"] == Pin(lag)
        assert any(c.lever == "border_open_people" for c in scenario.changes)


def test_the_reference_has_the_future_but_not_the_policy(tmp_path):
    sweep = loaded(
        tmp_path, TARIFF, "{assumption: reopening_admin_lag, values: [3, 9]}", "{lever: oil_price, values: [40, 90]}"
    )
    assert [axis.role for axis in sweep.axes] == ["policy", "future", "future"]
    row = design_of(sweep).values[-1]
    reference = reference_of(sweep, row, 8)
    assert reference.name == "reference/8"
    assert values_of(reference, "oil_price") == [90]
    assert reference.assumptions["reopening_admin_lag"] == Pin(9)
    assert 0.1 not in values_of(reference, "tariff_rate")


def test_a_role_can_be_overridden(tmp_path):
    sweep = loaded(
        tmp_path,
        "{lever: oil_price, values: [40, 90], role: policy}",
        "{lever: tariff_rate, values: [0, 0.1], role: future}",
    )
    assert [axis.role for axis in sweep.axes] == ["policy", "future"]


def test_settings_of_the_sweep_hold_for_points_and_reference(tmp_path):
    name = next(entry.name for entry in catalogue.indicators().values() if entry.dims == "department")
    more = f"members: 7\nseed: 42\nwindow: first_12\nparameters: prior\nindicators: [trust]\ndepartments: [{name}]\n"
    sweep = loaded(tmp_path, TARIFF, more=more)
    row = design_of(sweep).values[0]
    for scenario in (scenario_of(sweep, row), reference_of(sweep, row)):
        assert (scenario.members, scenario.seed, scenario.window, scenario.parameters) == (7, 42, "first_12", "prior")
        assert scenario.decompose == ()
        assert scenario.readings == {}
    assert sweep.departments == (name,)


def test_a_sweep_may_have_no_reference_or_another(tmp_path):
    none = loaded(tmp_path, TARIFF, scenario="today", more="reference: none\nindicators: [trust]\n")
    assert none.reference is None
    assert reference_of(none, [0.1]) is None
    other = loaded(tmp_path, TARIFF, more=f"reference: {ROOT / 'scenarios/aid_cut.yaml'}\nindicators: [trust]\n")
    assert other.reference.name == "aid_cut"


def test_whole_scenarios_vary_and_levers_are_put_on_each(tmp_path):
    files = ", ".join(str(ROOT / f"scenarios/{name}.yaml") for name in ("ve_settlement", "aid_cut"))
    sweep = loaded(tmp_path, TARIFF, f"{{scenarios: [{files}]}}", scenario=None)
    assert sweep.axes[1].choices == ("ve_settlement", "aid_cut")
    assert sweep.axes[1].spoken["en"] == ("A settlement in Venezuela", "US aid falls further")
    assert sweep.axes[1].spoken["es"] == ("Un acuerdo en Venezuela", "La ayuda de EE. UU. cae más")
    assert sweep.axes[0].spoken == {}
    assert sweep.reference.name == "today"
    found = points(sweep)
    assert len(found) == 4
    for (tariff, which), scenario in found:
        assert values_of(scenario, "tariff_rate") == [tariff]
        assert bool(values_of(scenario, "us_civil_aid").count(0)) == (which == 1)


def test_scenarios_that_nobody_chooses_are_their_own_reference(tmp_path):
    files = ", ".join(str(ROOT / f"scenarios/{name}.yaml") for name in ("ve_settlement", "aid_cut"))
    sweep = loaded(tmp_path, f"{{scenarios: [{files}], role: future}}", TARIFF, scenario=None)
    reference = reference_of(sweep, [1.0, 0.1])
    assert 0 in values_of(reference, "us_civil_aid")
    assert 0.1 not in values_of(reference, "tariff_rate")


def test_lists_are_zipped(tmp_path):
    sweep = loaded(
        tmp_path, "zip: [{lever: crossing_hours, values: [8, 8, 24]}, {lever: customs_digital, values: [0, 1, 1]}]"
    )
    assert design_of(sweep).values.tolist() == [[8, 0], [8, 1], [24, 1]]


def test_an_event_varies_in_size_or_day(tmp_path):
    size = loaded(tmp_path, "{event: election_shock, date: 2026-06-01, values: [null, 0.5]}")
    assert [[e.size for e in scenario.events if e.type == "election_shock"] for _, scenario in points(size)] == [
        [],
        [0.5],
    ]
    days = loaded(tmp_path, "{event: war_onset, place: catatumbo, dates: [2026-03-01, never], for: 3 months}")
    first, second = (scenario.events for _, scenario in points(days))
    assert [str(e.until) for e in first if e.type == "war_onset"] == ["2026-06-01"]
    assert not [e for e in second if e.type == "war_onset"]
    assert days.axes[0].choices == ("2026-03-01", "never")
    assert days.axes[0].spoken == {"en": ("2026-03-01", "never"), "es": ("2026-03-01", "nunca")}


def test_the_scenarios_own_schedule_gives_way_where_the_axis_acts(tmp_path):
    everywhere = loaded(tmp_path, "{lever: border_open_people, from: 2026-01-01, values: [0.2, 0.8]}")
    assert values_of(points(everywhere)[0][1], "border_open_people") == [0.2]
    one = loaded(tmp_path, '{lever: "border_open_people[simon_bolivar]", from: 2026-01-01, values: [0.2, 0.8]}')
    changes = [c for c in points(one)[0][1].changes if c.lever == "border_open_people"]
    acted = [place for change in changes for place in change.places]
    assert len(acted) == len(set(acted))
    assert [c.value for c in changes if "simon_bolivar" in c.places] == [0.2]
    assert len(changes) > 1


def test_a_table_gives_points(tmp_path):
    (tmp_path / "points.csv").write_text(
        '\ufeffcrossing_hours,reopening_admin_lag,"border_open_people[simon_bolivar, paraguachon]"\n'
        "15 h,3,50%\n24,9,1\n\n",
        encoding="utf-8",
    )
    sweep = loaded(tmp_path, "{table: points.csv, from: 2026-02-01, ramp: 3 months}")
    assert design_of(sweep).values.tolist() == [[15, 3, 0.5], [24, 9, 1]]
    assert sweep.axes[2].name == "border_open_people[simon_bolivar, paraguachon]"
    change = next(c for c in points(sweep)[0][1].changes if c.lever == "crossing_hours")
    assert (str(change.start), change.ramp_months) == ("2026-02-01", 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "points.csv:1:1: the file is empty"),
        ("tariff_rate\n0\n", "points.csv:1:1: 1 lines of points"),
        ("tariff_rate\n0\n3\n", "points.csv:3:1 tariff_rate.values[2]: 3 is above the upper bound"),
        ("customs_digital,tariff_rate\n0,0\n1,nan\n", "points.csv:3:2 tariff_rate.values[2]: 'nan' does not fit"),
        ("customs_digital,reopening_admin_lag\n0,1e999\n1,2\n", "points.csv:2:2 reopening_admin_lag.values[1]: inf is"),
        ("customs_digital,tariff_rate\n0,0\n1,\n", "points.csv:3:2 tariff_rate.values[2]: is empty"),
        ("customs_digital,tariff_rate\n0,0\n1\n", "points.csv:3:1: 1 cells, and the first line names 2"),
        ("tariff_rate,tariff_rate\n0,0\n1,1\n", "points.csv:1:2 tariff_rate: tariff_rate is given twice"),
        ("tarif_rate\n0\n1\n", "points.csv:1:1 tarif_rate: tarif_rate is neither a lever nor a parameter; did"),
        (",tariff_rate\n0,0\n1,0.1\n", "points.csv:1:1: a column without a name"),
        ("tariff_rate;customs_digital\n0;0\n1;1\n", "semicolons"),
        ('tariff_rate\n"0\n0.1\n', "not a CSV table"),
        ("tariff_rate\n" + "0\n" * 600_000, "is larger than 1 MB"),
        (",".join(["tariff_rate"] * 101) + "\n0\n0\n", "101 columns; at most 100"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_table_is_said_with_its_cell(tmp_path, text, expected):
    (tmp_path / "points.csv").write_text(text, encoding="utf-8")
    assert expected in "\n".join(problems(tmp_path, "{table: points.csv}"))


SAMPLE = "sample: {how}\n    points: {points}\n    of: [{axes}]"


def sample(axes, how="latin_hypercube", points=8):
    return SAMPLE.format(how=how, points=points, axes=axes)


BAD = {
    "3": "x.yaml:6:5 vary[1]: 3 stands where an axis is wanted",
    "{values: [0, 1]}": "give `lever`, `assumption`, `event` or `scenarios`, one of them",
    "{levr: tariff_rate, values: [0, 1]}": "one of them; did you mean lever?",
    "{lever: tariff_rate, assumption: reopening_admin_lag, values: [0, 1]}": "one of them",
    "{lever: tarif_rate, values: [0, 1]}": "x.yaml:6:13 vary[1].lever: unknown lever; did you mean tariff_rate",
    "{lever: [a], values: [0, 1]}": "a list stands where a text is wanted",
    "{lever: tariff_rate, valus: [0, 1]}": "vary[1].valus: unknown key; did you mean values",
    "{lever: tariff_rate, values: [0, 3]}": "x.yaml:6:38 vary[1].values[2]: 3 is above the upper bound",
    "{lever: tariff_rate, values: [0, .nan]}": "vary[1].values[2]: nan is not a finite number",
    "{lever: tariff_rate, values: [0, {a: 1}]}": "stands where a value is wanted",
    "{lever: tariff_rate, values: [0]}": "vary[1].values: 1 in the list; two or more different values",
    "{lever: tariff_rate, values: 3}": "3 is no list; two or more different values are wanted",
    "{lever: tariff_rate, values: [0, 0.0]}": "vary[1].values[2]: 0.0 is given twice",
    "{lever: tariff_rate}": "give `values: [...]`",
    "{lever: tariff_rate, low: 0, high: 0.1}": "low and high belong in a `sample`",
    "{lever: tariff_rate, values: [0, 1], low: 0}": "not both",
    "{lever: tariff_rate, from: 2001-01-01, values: [0, 0.1]}": "before the scenario starts",
    "{lever: tariff_rate, ramp: soon, values: [0, 0.1]}": "is not a duration",
    "{lever: tariff_rate, role: both, values: [0, 0.1]}": "'both' stands where policy or future is wanted",
    '{lever: "tariff_rate[cucuta]", values: [0, 0.1]}': "is national and takes no places",
    "{assumption: lag, values: [0, 1]}": "unknown parameter lag",
    "{assumption: tariff_rate, values: [0, 1]}": "is a lever, not a parameter",
    "{assumption: return_settlement_multiplier, values: [-1, 1]}": "-1 is below 0",
    "{assumption: structure_affordability, values: [0, 0.5]}": "is a structural choice",
    "{event: election, date: 2026-01-01, values: [0, 1]}": "unknown event election; did you mean election_shock",
    "{event: election_shock, values: [0, 1]}": "give `date`",
    "{event: election_shock, date: 2026-01-01, values: [0, 2]}": "2 is out of range; allowed 0 to 1",
    "{event: election_shock, date: 2026-01-01, size: 1, values: [0, 1]}": "the size is what varies",
    "{event: election_shock, dates: [2026-01-01, never]}": "size: is missing",
    "{event: incident, date: 2026-01-01, values: [0, 1]}": "incident has no size to vary",
    "{event: incident, dates: [never, never]}": "two or more different days",
    "{event: incident, dates: [2026-01-01, 2001-01-01]}": "before the scenario starts",
    "{event: incident, dates: [2026-01-01, never], date: 2026-02-01}": "`dates` stands alone",
    "{event: incident, place: cucuta, dates: [2026-01-01, never]}": "is national and takes no place",
    "{event: war_onset, dates: [2026-01-01, never], until: 2026-02-01, for: 1 month}": "keep one",
    "{event: war_onset, dates: [2026-01-01, 2026-05-01], until: 2026-02-01}": "is not after the event begins",
    "{scenarios: [a.yaml, b.yaml]}": "there is no scenario",
    "{scenarios: a.yaml}": "is not a list",
    "{scenarios: [1, 2]}": "1 stands where a text is wanted",
    "zip: 3": "3 is no list; 2 to 100 axes are wanted",
    f"zip: [{TARIFF}]": "1 in the list; 2 to 100 axes are wanted",
    f"zip: [{TARIFF}, {{lever: customs_digital, values: [0, 0.5, 1]}}]": "the lists differ",
    "table: nowhere.csv": "nowhere.csv: no such file",
    "table: 3": "stands where a text is wanted",
    "table: .": "is a folder",
    sample(TARIFF): "a sample draws between low and high",
    sample("{lever: tariff_rate, low: 0}"): "give both low and high",
    sample("{lever: tariff_rate, low: 0.2, high: 10%}"): "'10%' is not above low (0.2)",
    sample("{lever: tariff_rate, low: 0, high: 9}"): "9 is above the upper bound",
    sample("{event: incident, dates: [2026-01-01, never]}"): "a sample draws numbers",
    sample("{event: licence_revocation, date: 2026-01-01, low: 0, high: 3}"): "a sample of sizes begins at 1",
    sample("{scenarios: [a.yaml, b.yaml]}"): "a sample draws numbers",
    sample("{assumption: structure_affordability, low: 0, high: 1}"): "leave out low and high",
    sample("{assumption: hindsight_widening}"): "is fixed and has no distribution of its own",
    sample("{lever: oil_price}", points=0): "0 is out of range; allowed 2 to 100,000",
    sample("{lever: oil_price}", points="many"): "'many' is not a number",
    sample("{lever: oil_price}", how="random"): "'random' stands where latin_hypercube, sobol",
    sample("{lever: oil_price}", how="sobol", points=12): "12 is not a power of 2, which sobol needs; write 8 or 16",
    sample("{lever: oil_price}", how="sobol_indices", points=100): "write 64 or 128",
    sample("{lever: oil_price}") + "\n    levels: 4": "latin_hypercube has no levels",
    sample("{lever: oil_price}", how="morris") + "\n    levels: 5": "5 is odd",
    sample(""): "0 in the list; 1 to 100 axes are wanted",
    "sample: sobol\n    points: 8": "vary[1].of: is missing",
}  # fmt: skip


@pytest.mark.parametrize("entry", BAD)
def test_what_is_wrong_with_an_entry_is_said_with_its_place(tmp_path, entry):
    lines = problems(tmp_path, entry)
    assert BAD[entry] in "\n".join(lines)
    assert all(".yaml:" in line or "nowhere.csv" in line or ": is a folder" in line for line in lines)


def test_all_problems_of_a_file_are_said_at_once(tmp_path):
    more = (
        "members: -1\nwindow: later\nparameters: posteriour\nindicators: [trst, trust, trust]\ndepartments: [trust]\n"
    )
    found = "\n".join(
        problems(tmp_path, "{lever: tarif_rate, values: [0, 1]}", "{assumption: lag, values: [0, 1]}", more=more)
    )
    for part in (
        "unknown lever", "unknown parameter lag", "members", "window", "posteriour",
        "unknown indicator trst", "trust is given twice", "trust is national; it belongs under indicators",
    ):  # fmt: skip
        assert part in found


@pytest.mark.parametrize(
    ("vary", "expected"),
    [
        ("vary: 3\n", "x.yaml:5:7 vary: is a list of one or more axes"),
        ("vary: []\n", "x.yaml:5:7 vary: is a list of one or more axes"),
        ("vary: [" + "3, " * 101 + "]\n", "101 entries; at most 100"),
        ("", "vary: is missing"),
    ],
)
def test_vary_is_a_list(tmp_path, vary, expected):
    with pytest.raises(UserError) as error:
        load_sweep(written(tmp_path, vary))
    assert expected in "\n".join(error.value.lines())


def test_groups_must_fit_one_another(tmp_path):
    assert "x.yaml:7:5 vary[2]: tariff_rate varies twice" in problems(tmp_path, TARIFF, TARIFF)[0]
    both = [
        "{lever: border_open_people, values: [0, 1]}",
        '{lever: "border_open_people[simon_bolivar]", values: [0, 1]}',
    ]
    assert "move the same places" in problems(tmp_path, *both)[0]
    assert "sobol_indices stands alone" in problems(tmp_path, TARIFF, sample("{lever: oil_price}", "sobol_indices"))[0]
    many = [n / 400 for n in range(400)]
    big = [f"{{lever: {lever}, values: {many}}}" for lever in ("customs_digital", "crossing_integrity")]
    assert "160,000 points; at most 100,000" in problems(tmp_path, *big)[0]


def test_references_and_scenarios_must_fit(tmp_path):
    assert "no reference" in problems(tmp_path, TARIFF, scenario="today")[0]
    more = f"reference: {ROOT / 'scenarios/hindcast.yaml'}\nindicators: [trust]\n"
    assert "all scenarios of a sweep cover the same months" in problems(tmp_path, TARIFF, more=more)[0]
    assert "scenario: is missing" in problems(tmp_path, TARIFF, scenario=None)[0]
    assert "indicators: is empty" in problems(tmp_path, TARIFF, more="indicators: []\n")[0]


def test_a_broken_scenario_is_reported_where_it_breaks(tmp_path):
    (tmp_path / "broken.yaml").write_text("name: broken\nextends: nothing_here\n", encoding="utf-8")
    lines = problems(tmp_path, TARIFF, scenario=tmp_path / "broken")
    assert any("broken.yaml:2:10 extends" in line for line in lines)


def test_a_wrong_file_is_bad_input_and_leaves_nothing(tmp_path, capsys):
    file = written(tmp_path, "vary: []\n")
    with pytest.raises(SystemExit) as stop:
        main(["sweep", str(file), "--out", str(tmp_path / "out")])
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_check_reads_sweeps_too(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["check", *map(str, SHIPPED)])
    assert not stop.value.code
    assert "4 x 4 points" in capsys.readouterr().out


def test_the_schema_is_up_to_date_and_takes_the_shipped_files():
    assert (ROOT / "schema/sweep.schema.json").read_text(encoding="utf-8") == sweep_schema_text()
    jsonschema.Draft202012Validator.check_schema(sweep_schema())
    checker = jsonschema.Draft202012Validator(sweep_schema())
    for file in SHIPPED:
        assert not list(checker.iter_errors(read_document(file).data)), file
    data = read_document(SHIPPED[0]).data
    assert list(checker.iter_errors({**data, "vary": [{"lever": "tarif_rate", "values": [0, 1]}]}))
    assert list(checker.iter_errors({**data, "indicators": ["trst"]}))


WORDS = st.sampled_from(
    ["tariff_rate", "oil_price", "reopening_admin_lag", "election_shock", "war_onset", "sobol", "morris", "x.yaml", "",
     "latin_hypercube", "sobol_indices", "2026-03-01", "never", "10%", "3 months", "future", "policy", "catatumbo",
     "border_open_people[simon_bolivar]"]
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text("ab[]\x00 é.,/", max_size=6)
KEYS = [
    "values",
    "low",
    "high",
    "of",
    "points",
    "dates",
    "date",
    "until",
    "for",
    "place",
    "size",
    "from",
    "ramp",
    "role",
    "levels",
]
KINDS = st.sampled_from(["lever", "assumption", "event", "scenarios", "zip", "sample", "table"])
JUNK = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4)
    | st.builds(
        lambda kind, first, rest: {kind: first, **rest},
        KINDS, WORDS | inner, st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    ),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(JUNK)
def test_no_axis_however_odd_gives_a_traceback(item):
    document = Document("x.yaml", Path("x.yaml"))
    for form in ("any", "list", "zip", "range"):
        before = len(document.problems)
        axis = read_axis(document, ("vary", 0), item, Context(), form=form)
        assert axis is None or len(document.problems) == before


TOP = [
    "title",
    "notes",
    "scenario",
    "reference",
    "members",
    "seed",
    "parameters",
    "window",
    "vary",
    "indicators",
    "departments",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(JUNK, min_size=1, max_size=3), st.dictionaries(st.sampled_from(TOP), JUNK, max_size=2))
def test_no_file_however_odd_gives_a_traceback(tmp_path, vary, more):
    file = tmp_path / "odd.yaml"
    head = {"name": "x", "title": "x", "question": "x", "scenario": str(ROOT / "scenarios/max_pressure.yaml")}
    file.write_text(to_yaml({**head, "vary": vary, "indicators": ["trust"], **more}), encoding="utf-8")
    try:
        sweep = load_sweep(file)
    except UserError:
        return
    assert design_of(sweep).values.shape[1] == len(sweep.axes)
