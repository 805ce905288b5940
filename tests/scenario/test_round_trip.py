"""Any scenario, written as resolved values and read again, is the same scenario."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.scenario import load_scenario, scenario_hash
from borderSim.scenario.names import places
from borderSim.scenario.resolve import to_yaml

START, DAYS = date(2022, 7, 1), 1700
ACTIVE = [lever for lever in catalogue.levers().values() if lever.status == "active"]
days = st.integers(0, DAYS).map(lambda n: START + timedelta(n))
texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=20)
both = st.fixed_dictionaries({"en": texts, "es": texts})
lags = st.builds(
    lambda a, b, c, kind: {
        "low": f"{a!r} months", "median": f"{a + b!r} months", "high": f"{a + b + c!r} months", "distribution": kind,
    },
    st.floats(0.01, 10), st.floats(0, 10), st.floats(0, 10), st.sampled_from(["lognormal", "triangular", "uniform"]),
)  # fmt: skip


@st.composite
def schedules(draw, lever):
    """One to four dated changes with ramps, pulses and lags, in the lever's unit."""
    out = []
    for day in sorted(draw(st.sets(days, min_size=1, max_size=4))):
        value = draw(st.floats(lever.lower, lever.upper))
        step = {"from": day.isoformat(), "value": value}
        if lever.unit == "date":
            step["value"] = catalogue.month_date(draw(st.integers(120, 220))).isoformat()
        extra = draw(st.sampled_from(["none", "ramp", "pulse"]))
        if extra == "ramp":
            step["ramp"] = f"{draw(st.floats(0.1, 60))!r} months"
        if extra == "pulse":
            step["for"] = f"{draw(st.integers(1, 900))} days"
        if draw(st.booleans()):
            step["lag"] = draw(lags)
        out.append(step)
    return out


@st.composite
def lever_blocks(draw):
    block = {}
    for lever in draw(st.lists(st.sampled_from(ACTIVE), max_size=4, unique=True)):
        block[lever.name] = draw(schedules(lever))
        if lever.scope != "national" and draw(st.booleans()):
            some = draw(st.lists(st.sampled_from([*places(lever.scope)]), min_size=1, max_size=3, unique=True))
            block[f"{lever.name}[{', '.join(some)}]"] = draw(schedules(lever))
    return block


scheduled = st.builds(
    lambda day, size: {"type": "election_shock", "date": day.isoformat(), "size": size}, days, st.floats(0, 1)
)
conditional = st.builds(
    lambda number, months, length, once: {
        "when": f"conflict_killings > {number!r} and not trust < 0.5 for {months} months",
        "do": {"crossing_hours": 3, "border_open_people[union]": 0}, "for": f"{length!r} days", "once": once,
    },
    st.floats(-1e6, 1e6), st.integers(1, 9), st.floats(0.5, 90), st.booleans(),
)  # fmt: skip
pins = st.floats(-5, 5)
ranges = st.builds(
    lambda ends, kind: {**dict(zip(("low", "central", "high"), sorted(ends), strict=True)), "distribution": kind},
    st.tuples(pins, pins, pins),
    st.sampled_from(["triangular", "normal", "uniform"]),
)
files = st.fixed_dictionaries(
    {"name": st.just("x"), "start": st.just(START.isoformat()), "end": st.just("2027-07-01"), "levers": lever_blocks()},
    optional={
        "title": both,
        "question": both,
        "notes": st.lists(both, max_size=2),
        "members": st.integers(1, 1000),
        "seed": st.integers(0, 2**63 - 1),
        "parameters": st.sampled_from(["posterior", "prior"]),
        "events": st.lists(st.one_of(scheduled, conditional), max_size=3),
        "assumptions": st.fixed_dictionaries({}, optional={"balloon_coefficient": st.one_of(pins, ranges)}),
        "switches": st.fixed_dictionaries({}, optional={"events_off": st.booleans()}),
        "decompose": st.lists(st.sampled_from(["demand", "events"]), unique=True),
    },
)


def write(path, data):
    path.write_text(to_yaml(data), encoding="utf-8")
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files)
def test_resolved_is_the_same_scenario(tmp_path, data):
    scenario = load_scenario(write(tmp_path / "x.yaml", data))
    again = load_scenario(write(tmp_path / "resolved.yaml", scenario.resolved()))
    assert again == scenario
    assert again.resolved() == scenario.resolved()
    assert scenario_hash(again) == scenario_hash(scenario)
    assert again.chain == scenario.chain


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files)
def test_no_two_entries_of_a_lever_share_a_place(tmp_path, data):
    """What the calendar relies on: of one lever, changes with different places are disjoint."""
    seen = {}
    for change in load_scenario(write(tmp_path / "x.yaml", data)).changes:
        for place in change.places or ("everywhere",):
            assert seen.setdefault((change.lever, place), change.places) == change.places
    for lever in {lever for lever, _ in seen}:
        mine = {place for name, place in seen if name == lever}
        assert "everywhere" not in mine or len(mine) == 1


def test_the_hash_sees_content_not_files(tmp_path):
    head = {"name": "x", "start": "2022-07-01", "end": "2027-07-01"}
    parent = write(tmp_path / "p.yaml", {**head, "levers": {"crossing_hours": 9}})
    child = write(tmp_path / "c.yaml", {"name": "x", "extends": "p"})
    other = write(tmp_path / "o.yaml", {**head, "levers": {"crossing_hours": 10}})
    assert scenario_hash(load_scenario(child)) == scenario_hash(load_scenario(parent))
    assert scenario_hash(load_scenario(other)) != scenario_hash(load_scenario(parent))


def test_a_title_that_looks_like_a_number_stays_a_text(tmp_path):
    """PyYAML writes 1e5 bare, because YAML 1.1 calls it a text; scenario files call it a number."""
    for text in ("1e5", "0E0", "off", "12", "~"):
        data = {"name": "x", "start": "2022-07-01", "end": "2027-07-01", "title": {"en": text, "es": text}}
        assert load_scenario(write(tmp_path / "x.yaml", data)).title["es"] == text
