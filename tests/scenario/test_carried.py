"""A file that stands alone: it carries the scenarios that it is compared with."""

from dataclasses import replace

import pytest
import yaml

from borderSim.errors import UserError
from borderSim.scenario import load_scenario, parse_scenario, references, scenario_hash
from borderSim.scenario.resolve import to_yaml

HEAD = "name: {name}\nstart: 2023-01-01\nend: 2025-01-01\nlevers: {{crossing_hours: {hours}}}\n"
ALONE = """\
name: x
start: 2023-01-01
end: 2025-01-01
compare_with: [a]
references:
  - name: a
    start: 2023-01-01
    end: 2025-01-01
    levers: {crossing_hours: 9}
"""


@pytest.fixture
def whole(tmp_path):
    """A scenario that carries its reference, and that reference."""
    (tmp_path / "a.yaml").write_text(HEAD.format(name="a", hours=9))
    (tmp_path / "x.yaml").write_text(HEAD.format(name="x", hours=20) + "compare_with: [a]\n")
    other, scenario = load_scenario(tmp_path / "a.yaml"), load_scenario(tmp_path / "x.yaml")
    return replace(scenario, carried=(other,)), other


def test_a_carried_reference_is_found_in_the_file_and_nowhere_else(whole, tmp_path):
    scenario, other = whole
    (tmp_path / "away").mkdir()
    file = tmp_path / "away" / "saved.yaml"
    file.write_text(to_yaml(scenario.resolved()))
    back = load_scenario(file)
    assert back == scenario
    assert references(back) == (other,)


def test_a_text_that_was_sent_is_the_same_scenario(whole):
    scenario, other = whole
    back = parse_scenario(to_yaml(scenario.resolved()), "sent.yaml")
    assert back == scenario
    assert references(back) == (other,)


def test_what_is_carried_does_not_count(whole):
    scenario, _ = whole
    assert scenario_hash(scenario) == scenario_hash(replace(scenario, carried=()))


def test_a_sent_text_looks_at_no_file(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(HEAD.format(name="a", hours=9))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="stand alone"):
        parse_scenario("name: x\nextends: a\nstart: 2023-01-01\nend: 2024-01-01\n", "sent.yaml")
    named = "name: x\nstart: 2023-01-01\nend: 2024-01-01\ncompare_with: [nowhere]\n"
    assert parse_scenario(named, "sent.yaml").compare_with == ("nowhere",)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{crossing_hours: 9}", "{crossing_ours: 9}", "9:14 references[1].levers.crossing_ours: unknown"),
        ("{crossing_hours: 9}", "{crossing_hours: 99}", "9:30 references[1].levers.crossing_hours: 99"),
        ("    levers: {crossing_hours: 9}", "    extends: b", "9:5 references[1].extends: a scenario inside a file"),
        ("    levers: {crossing_hours: 9}", "    references: []", "9:17 references[1].references: a list"),
        ("    end: 2025-01-01\n    levers", "    levers", "6:5 references[1].end: is missing"),
        ("  - name: a", "  - a", None),
    ],
)
def test_what_is_wrong_inside_has_its_place(tmp_path, old, new, what):
    file = tmp_path / "x.yaml"
    file.write_text(ALONE.replace(old, new))
    with pytest.raises(UserError) as error:
        load_scenario(file)
    if what:
        assert f"{file}:{what}" in "\n".join(error.value.lines())


def test_references_must_be_a_list(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text("name: x\nstart: 2023-01-01\nend: 2024-01-01\nreferences: {a: 1}\n")
    with pytest.raises(UserError, match=r"references: .*list of whole scenarios"):
        load_scenario(file)


def test_a_child_finds_what_its_parent_carries(whole, tmp_path):
    scenario, other = whole
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "saved.yaml").write_text(yaml.safe_dump(scenario.resolved(), sort_keys=False))
    (tmp_path / "away" / "child.yaml").write_text("name: child\nextends: saved\n")
    assert references(load_scenario(tmp_path / "away" / "child.yaml")) == (other,)


@pytest.mark.parametrize("text", ["", " \n", "- a", "name: [", "a: &x 1", "x" * 1_000_001, "name: \x00"])
def test_a_sent_text_that_is_no_scenario_is_refused(text):
    with pytest.raises(UserError, match=r"sent\.yaml"):
        parse_scenario(text, "sent.yaml")
