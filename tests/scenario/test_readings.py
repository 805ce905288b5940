"""The `reading:` block: one reading picked, several set side by side, and what a run makes of them."""

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.errors import UserError
from borderSim.experiment.run import RunOptions, execute
from borderSim.scenario import Pin, Range, load_scenario, resolved, side_by_side, under

HEAD = "name: x\nstart: 2025-07-01\nend: 2025-10-01\n"


def written(tmp_path, text, name="x"):
    file = tmp_path / f"{name}.yaml"
    file.write_text(HEAD.replace("name: x", f"name: {name}") + text, encoding="utf-8")
    return file


def test_every_reading_pins_known_parameters_inside_what_they_may_be():
    for options in catalogue.readings().values():
        assert len(options) >= 2
        for reading in options.values():
            assert reading.source
            assert reading.label("es") != reading.name
            for name, values in reading.pins.items():
                assert name in catalogue.parameters()
                assert len(values) in (1, 3)
                assert list(values) == sorted(values)


def test_a_picked_reading_becomes_assumptions(tmp_path):
    scenario = load_scenario(written(tmp_path, "reading: {sanctions_and_migration: means}\n"))
    assert scenario.assumptions["structure_affordability"] == Pin(1)
    assert isinstance(scenario.assumptions["push_level_elasticity"], Range)
    assert side_by_side(scenario) == {}


def test_sampled_takes_back_what_the_parent_picked(tmp_path):
    written(tmp_path, "reading: {balloon_effect: no_balloon}\n", "parent")
    child = tmp_path / "child.yaml"
    child.write_text("name: child\nextends: parent\nreading: {balloon_effect: sampled}\n", encoding="utf-8")
    assert load_scenario(child).assumptions == {}


def test_both_sets_all_readings_of_a_question_side_by_side(tmp_path):
    scenario = load_scenario(written(tmp_path, "reading: {regularisation_and_onward: both}\n"))
    assert [name for _, name in side_by_side(scenario)] == list(catalogue.readings()["regularisation_and_onward"])
    assert scenario.assumptions == {}
    assert under(scenario, "regularisation_and_onward", "no_effect").name == "x/no_effect"


@pytest.mark.parametrize("chosen", ["both", "need", "[need, means]"])
def test_a_resolved_scenario_with_readings_loads_to_an_equal_one(tmp_path, chosen):
    scenario = load_scenario(written(tmp_path, f"reading: {{sanctions_and_migration: {chosen}}}\n"))
    import yaml

    again = tmp_path / "again.yaml"
    again.write_text(yaml.safe_dump(resolved(scenario)), encoding="utf-8")
    assert load_scenario(again) == scenario


def test_an_assumption_against_the_reading_is_an_error(tmp_path):
    text = "reading: {sanctions_and_migration: need}\nassumptions: {structure_affordability: 1}\n"
    with pytest.raises(UserError, match="need sets structure_affordability, and so do the assumptions"):
        load_scenario(written(tmp_path, text))


def test_a_run_holds_scenario_and_reference_under_each_reading(tmp_path):
    reference = load_scenario(written(tmp_path, "", "reference"))
    scenario = load_scenario(written(tmp_path, "reading: {regularisation_and_onward: both}\n"))
    data = execute([scenario, reference], RunOptions(members=3, again=0))
    assert data.scenarios[2:] == ("x/papers_hold", "reference/papers_hold", "x/no_effect", "reference/no_effect")
    assert data.references == ("reference",)
    assert set(data.structure) == {n for n in catalogue.parameters() if n.startswith("structure_")}
    # a member whose own draw is the reading's value is untouched by it
    for reading, value in (("papers_hold", 1), ("no_effect", 0)):
        same = data.structure["structure_regularisation_onward"] == value
        values = data.national["venezuelans"]
        mine, sampled = values[data.index(f"x/{reading}")], values[data.index("x")]
        assert np.array_equal(mine[same], sampled[same])
