"""Search files: what they may aim at, and that each mistake is named with file, line and column."""

import re

import pytest

from borderSim.catalogue import indicators
from borderSim.errors import UserError
from borderSim.scenario.optimise import load_search
from borderSim.scenario.optimise_goals import check_aim, counts_people, refusals
from tests.optimise.story import ROOT, TEXT, story, written

SHIPPED = sorted((ROOT / "optimisations").glob("*.yaml"))
MOBILITY = {"migration", "walkers", "permits", "consular", "asylum"}
PEOPLE = {"venezuelans", "venezuelans_counted", "arrivals", "departures", "returns", "returns_voluntary",
          "returns_forced", "onward", "reverse", "walkers", "crossings_day", "pendular_entries", "air_travellers",
          "asylum_seekers", "people_displaced", "people_in_refuge", "host_cost", "tax_paid", "darien_risk"}  # fmt: skip


def problems(path):
    with pytest.raises(UserError) as found:
        load_search(path)
    return found.value.lines()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_searches_load(path):
    search = load_search(path)
    assert search.axes
    assert search.scenario.members == search.reference.members


def test_a_search_is_read(tmp_path):
    search = story(tmp_path)
    assert [axis.name for axis in search.axes] == ["host_support", "shelter_places"]
    assert search.objectives[1].statistic.percent == 5
    assert search.objectives[1].worse == "high"
    assert (search.limits[0].side, search.limits[0].bound, str(search.limits[0].statistic)) == (
        "at_most",
        2,
        "worst 5%",
    )
    assert search.budget.at_most == 500
    assert (search.scenario.members, search.scenario.seed, search.population) == (6, 3, 8)
    assert search.indicators == ("needs_covered", "walker_risk", "unmet_need")


def test_a_scenario_without_a_reference_is_its_own(tmp_path):
    search = story(tmp_path)
    assert search.reference.name == search.scenario.name == "today"


def test_a_scenario_with_a_reference_keeps_it(tmp_path):
    search = story(tmp_path, TEXT.replace("SCENARIO", str(ROOT / "scenarios" / "corridor_war.yaml")))
    assert (search.scenario.name, search.reference.name) == ("corridor_war", "today")


@pytest.mark.parametrize("aim", ["low", "high"])
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_where_people_are_and_how_they_move_is_no_aim(tmp_path, name, aim):
    lines = problems(written(tmp_path, TEXT.replace("needs_covered, aim: high", f"{name}, aim: {aim}")))
    where = next(i for i, line in enumerate(TEXT.split("\n"), 1) if "needs_covered" in line)
    assert len(lines) == 1
    assert re.search(rf"search\.yaml:{where}:17 objectives\[1\]\.indicator: {name} may not be an objective: ", lines[0])
    assert refusals()[name].reason_en in lines[0]


@pytest.mark.parametrize("name", ["people_with_papers", "portable_status", "migrant_formal_jobs", "pupils_patients"])
def test_what_people_have_may_be_raised_but_not_lowered(name):
    assert check_aim(name, "high") == name
    with pytest.raises(ValueError, match="may not be made low"):
        check_aim(name, "low")


def test_every_indicator_about_people_and_their_moves_is_argued_for():
    about = {name for name, item in indicators().items() if item.system in MOBILITY}
    assert about <= refusals().keys() <= indicators().keys()
    assert all(counts_people(name) for name in PEOPLE)
    for found in refusals().values():
        assert found.refused in ("both", "low", "no")
        assert found.reason("en")
        assert found.reason("es")


def test_no_count_of_people_in_the_country_or_on_the_move_slips_through():
    """Every indicator of migration in persons is refused, but for people with papers or jobs, who may be more."""
    counts = {n for n, item in indicators().items() if item.system == "migration" and item.unit.startswith("persons")}
    assert {refusals()[name].refused for name in counts} <= {"both", "low"}


def test_a_limit_may_name_people_that_an_aim_may_not(tmp_path):
    search = story(tmp_path, TEXT.replace("unmet_need, at_most: 2", "returns_forced, at_most: 2"))
    assert search.limits[0].indicator == "returns_forced"


BAD = {
    "unknown key": ("population: 8", "popluation: 8", "popluation: unknown key; did you mean population"),
    "condition": ("host_support, from: 2026-01-01, low: 300, high: 400", "oil_price, low: 50, high: 80",
                  "nobody decides"),
    "assumption": ("lever: host_support, from: 2026-01-01", "assumption: balloon_coefficient", "moves levers only"),
    "unknown lever": ("lever: host_support", "lever: host_suport", "did you mean host_support"),
    "low above high": ("low: 300, high: 400", "low: 400, high: 300", "vary[1]"),
    "beyond the bounds": ("low: 300, high: 400", "low: 300, high: 4000", "above the upper bound"),
    "same lever twice": ("shelter_places, from: 2026-01-01, values: [0, 3000, 6000]",
                         "host_support, from: 2026-01-01, values: [300, 320]", "given twice"),
    "unpriced": ("lever: shelter_places, from: 2026-01-01, values: [0, 3000, 6000]",
                 "lever: leader_protection, values: [0.1, 0.5]", "has no price"),
    "free names another": ("budget:", "free: [leader_protection]\nbudget:", "is no lever of `vary`"),
    "unknown indicator": ("indicator: needs_covered", "indicator: needs_coverd", "did you mean needs_covered"),
    "by department": ("needs_covered, aim: high", "unmet_need_department, aim: low", "by department"),
    "no aim": ("indicator: needs_covered, aim: high", "indicator: needs_covered", "aim: is missing"),
    "wrong aim": ("aim: high", "aim: up", "aim"),
    "worst of nothing": ("worst 5%, difference", "worst, difference", "is not median, mean, or `worst N%`"),
    "worst of most": ("in: worst 5%", "in: worst 95%", "at most 50"),
    "two sides": ("at_most: 2,", "at_most: 2, at_least: 1,", "one of them"),
    "no side": ("at_most: 2, ", "", "one of them"),
    "bound in another unit": ("at_most: 2,", "at_most: 2 persons,", "does not fit"),
    "budget in another unit": ("500 USD M", "500 trucks", "does not fit"),
    "budget without a number": ("budget: {at_most: 500 USD M}", "budget: {prices: high}", "at_most: is missing"),
    "population of one": ("population: 8", "population: 1", "allowed 2 to 1000"),
    "no objectives": ("objectives:\n  - {indicator: needs_covered, aim: high}\n  - {indicator: walker_risk, aim: low, "
                      "statistic: worst 5%, difference: yes}", "objectives: []", "is a list of 1 to 6"),
    "nothing varies": ("vary:\n  - {lever: host_support, from: 2026-01-01, low: 300, high: 400}\n  - {lever: "
                       "shelter_places, from: 2026-01-01, values: [0, 3000, 6000]}", "vary: []", "is a list of levers"),
    "no scenario": ("scenario: SCENARIO", "scenario: nowhere.yaml", "no such file"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
def test_mistakes_are_named_with_their_place(tmp_path, case):
    old, new, said = case
    assert old in TEXT
    lines = problems(written(tmp_path, TEXT.replace(old, new)))
    assert any(said in line for line in lines), lines
    assert all(re.search(r"\.yaml:\d+:\d+ |nowhere\.yaml", line) for line in lines)


def test_all_mistakes_come_at_once(tmp_path):
    text = TEXT.replace("needs_covered, aim: high", "arrivals, aim: low").replace("500 USD M", "5 trucks")
    lines = problems(written(tmp_path, text.replace("host_support", "host_suport")))
    assert len(lines) == 3


def test_an_unpriced_lever_may_move_where_the_file_calls_it_free(tmp_path):
    text = TEXT.replace(
        "lever: shelter_places, from: 2026-01-01, values: [0, 3000, 6000]",
        "lever: leader_protection, values: [0.1, 0.5]",
    )
    search = story(tmp_path, text + "free: [leader_protection]\n")
    assert search.free == ("leader_protection",)


def test_without_a_budget_no_price_is_asked_for(tmp_path):
    text = TEXT.replace(
        "lever: shelter_places, from: 2026-01-01, values: [0, 3000, 6000]",
        "lever: leader_protection, values: [0.1, 0.5]",
    )
    assert len(story(tmp_path, text.replace("budget: {at_most: 500 USD M}", "")).axes) == 2
