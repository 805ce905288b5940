"""`borderSim explain`: chains, evidence, scenarios, the diagram; and the tables of links behind it."""

import importlib
import json
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from borderSim import catalogue
from borderSim.cli.main import app, main
from borderSim.errors import UserError
from borderSim.explain import explain, find, known_names
from borderSim.explain.chain import direction, far_end, walk
from borderSim.explain.draw import COLUMN_PITCH, PANEL_PITCH, picture_bytes, write_graph
from borderSim.explain.layout import part, whole
from borderSim.explain.shapes import BOX
from borderSim.explain.text import lines, mark
from borderSim.model.coupling import SYSTEMS

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
LINKS = catalogue.links()
VARIABLES = catalogue.variables()


def kernel(path):
    """The function of borderSim.model at a dotted path."""
    module, *names = path.split(".")
    found = importlib.import_module(f"borderSim.model.{module}")
    for name in names:
        found = getattr(found, name)
    return found


class TestTables:
    def test_the_evidence_list_is_whole(self):
        assert sum(link.origin == "evidence" for link in LINKS.values()) == 176
        assert len({link.id for link in LINKS.values()}) == len(LINKS)

    @pytest.mark.parametrize("name", LINKS)
    def test_a_link_joins_variables_and_says_what_carries_it(self, name):
        link = LINKS[name]
        assert {link.cause, link.effect} <= set(VARIABLES)
        assert link.sign in ("+", "-", "0", "?")
        assert link.grade in ("A", "B", "C", "D", "contested", "identity")
        assert link.evidence_en
        assert link.evidence_es
        if link.carried == "kernel":
            assert callable(kernel(link.kernel))
        elif link.carried == "not carried":
            assert link.note_en
            assert link.note_es
        else:
            assert link.carried == "identity"
            assert link.grade == "identity" or link.note_en

    def test_few_links_are_not_carried_and_none_of_grade_a(self):
        left = [link for link in LINKS.values() if link.carried == "not carried"]
        assert len(left) <= 5
        assert not [link.name for link in left if link.grade == "A"]

    def test_every_parameter_of_a_link_is_read_by_a_system(self):
        read = {name for system in SYSTEMS for name in system.parameters}
        assert not {(link.name, p) for link in LINKS.values() for p in link.parameters if p not in read}

    def test_variables_stand_for_what_the_model_has(self):
        known = {
            "lever": set(catalogue.levers()),
            "indicator": set(catalogue.indicators()),
            "field": {field.name for system in SYSTEMS for field in system.fields},
            "hazard": {hazard.name for system in SYSTEMS for hazard in system.hazards},
            "event": set(catalogue.events()),
            "parameter": {name for system in SYSTEMS for name in system.parameters},
        }
        for variable in VARIABLES.values():
            for kind, name in variable.stands_for:
                if kind == "kernel":
                    assert callable(kernel(name)), variable
                elif kind != "note":
                    assert name in known[kind], variable

    def test_every_lever_and_indicator_is_in_the_diagram(self):
        ends = {name for link in LINKS.values() for name in (link.cause, link.effect)}
        assert set(catalogue.levers()) <= {link.cause for link in LINKS.values()}
        assert set(VARIABLES) == ends
        shown = {name for variable in VARIABLES.values() for name in variable.names("indicator")}
        assert shown == set(catalogue.indicators())

    def test_every_variable_has_labels_and_a_page(self):
        for variable in VARIABLES.values():
            assert variable.label_en, variable.name
            assert variable.label_es, variable.name
            if variable.name not in catalogue.levers():
                assert (ROOT / "docs" / "systems" / f"{variable.system}.md").is_file(), variable.name

    def test_the_ten_loops_run_along_links(self):
        assert list(catalogue.loops()) == [*(f"R{n}" for n in range(1, 7)), *(f"B{n}" for n in range(1, 5))]
        names = {(link.cause, link.effect) for link in LINKS.values()}
        for loop in catalogue.loops().values():
            assert set(loop.steps) <= names, loop.name
        assert catalogue.loops()["R4"].closed
        assert not catalogue.loops()["R5"].closed


class TestChains:
    @pytest.mark.parametrize("way", ["downstream", "upstream"])
    def test_a_chain_is_a_tree_of_links_that_follows_each_variable_once(self, way):
        for start in VARIABLES:
            steps = walk((start,), way, 3)
            assert all(step.depth <= 3 for step in steps)
            for before, step in pairwise(steps):
                assert step.depth <= before.depth + 1
            grown = [far_end(step.link, way) for step, after in pairwise(steps) if after.depth == step.depth + 1]
            assert len(grown) == len(set(grown))

    def test_a_longer_chain_holds_the_shorter_one(self):
        short, long = (walk(("crossing_integrity",), "downstream", depth) for depth in (2, 4))
        assert {step.link for step in short} <= {step.link for step in long}

    def test_signs_multiply_and_open_ones_stay_open(self):
        plus, minus = LINKS["oil_output->ve_gdp"], LINKS["trocha_control->irregular_crossings"]
        contested, none = LINKS["ve_gdp->emigration"], LINKS["us_security_aid->guerrilla_attacks"]
        assert [direction(1, link) for link in (plus, minus, contested, none)] == [1, -1, None, 0]
        assert [direction(-1, link) for link in (plus, minus, contested, none)] == [-1, 1, None, 0]
        assert direction(None, plus) is None
        assert direction(None, none) == 0
        assert [mark(value) for value in (1, -1, 0, None)] == ["▲", "▼", "=", "?"]

    def test_integrity_lowers_irregular_passages_and_rents(self):
        found = {step.link.effect: step.direction for step in explain("crossing_integrity", 2, SCENARIOS).chain}
        assert found["irregular_crossings"] == -1
        assert found["formal_trade"] == 1

    def test_an_indicator_looks_upstream(self):
        page = explain("tax_paid", 3, SCENARIOS)
        assert not page.chain
        assert {"regular_status->tax_revenue", "migrant_stock->tax_revenue"} <= {link.name for link in page.links}


class TestNames:
    def test_a_link_is_found_by_arrow_or_id(self):
        assert find("L042") == find("regular_status->onward_flow_north") == find(" regular_status → onward_flow_north ")

    def test_everything_that_is_listed_can_be_explained(self):
        for kind, names in known_names().items():
            for name in names:
                page = explain(name, 2, ROOT / "nowhere")
                assert page.subject.kind == kind
                for language in ("en", "es"):
                    assert len(lines(page, language)) > 5

    @pytest.mark.parametrize(
        ("asked", "near"),
        [("crosing_integrity", "crossing_integrity"), ("ve_gdp->emigraton", "ve_gdp->emigration"), ("zzz", " or ")],
    )
    def test_an_unknown_name_gets_the_two_nearest(self, asked, near):
        with pytest.raises(UserError) as caught:
            find(asked)
        message = str(caught.value)
        assert near in message
        assert message.count(" or ") >= 1


class TestPage:
    def test_parameters_carry_value_range_status_and_source(self):
        text = "\n".join(lines(explain("crossing_integrity", 3, SCENARIOS)))
        bribe = catalogue.parameters()["formal_bribe"]
        assert f"formal_bribe: {bribe.central:g} [{bribe.low:g}, {bribe.high:g}] {bribe.unit}" in text
        assert bribe.source in text
        assert "grade C: a reported series or an expert" in text

    def test_scenarios_say_how_they_use_it(self):
        uses = {(use.scenario, use.how) for use in explain("crossing_integrity", 3, SCENARIOS).scenarios}
        assert ("reopen", "sets") in uses
        shown = {(use.scenario, use.how) for use in explain("exports_to_ve", 3, SCENARIOS).scenarios}
        assert ("reopen", "shows") in shown

    def test_weak_links_are_named_in_words(self):
        text = "\n".join(lines(explain("L042", 3, SCENARIOS)))
        assert "argument only" in text
        assert "Collect evidence before a decision turns on these" in text

    def test_spanish_is_spanish(self):
        text = "\n".join(lines(explain("crossing_integrity", 3, SCENARIOS), "es"))
        assert "Qué mueve" in text
        assert "Pasos por trochas" in text
        assert "What it moves" not in text

    def test_a_broken_scenario_is_passed_over(self, tmp_path):
        (tmp_path / "broken.yaml").write_text("name: [", encoding="utf-8")
        assert explain("crossing_integrity", 1, tmp_path).scenarios == ()


class TestPicture:
    def test_no_two_boxes_overlap(self):
        for picture, pitch in ((whole(), PANEL_PITCH), (self.chain(), COLUMN_PITCH)):
            places = [(x * pitch[0], y * pitch[1]) for x, y in picture.places.values()]
            for n, (x, y) in enumerate(places):
                assert not [1 for a, b in places[:n] if abs(a - x) < BOX[0] and abs(b - y) < BOX[1]]

    def test_the_whole_shows_every_link_between_its_boxes_and_names_the_rest(self):
        picture = whole()
        boxes, levers = set(picture.places), set(catalogue.levers())
        between = {name for name, link in LINKS.items() if {link.cause, link.effect} <= boxes}
        assert {link.name for link in picture.links} == between
        named = boxes | {name for names in picture.ends.values() for name in names}
        others = {n for link in LINKS.values() for n in (link.cause, link.effect) if n not in levers}
        lonely = {n for n in others if all({link.cause, link.effect} & levers for link in LINKS.values() if n in
                  (link.cause, link.effect))}  # fmt: skip
        assert named == others - lonely

    def test_svg_is_whole_and_repeats(self):
        first, second = (picture_bytes("crossing_integrity", 3, "en", "svg") for _ in range(2))
        assert first == second
        assert ET.fromstring(first).tag.endswith("svg")

    def test_the_file_appears_whole(self, tmp_path):
        write_graph(None, 3, "es", tmp_path / "all.png")
        assert [file.name for file in tmp_path.iterdir()] == ["all.png"]
        assert (tmp_path / "all.png").read_bytes().startswith(b"\x89PNG")

    @staticmethod
    def chain():
        return part(walk(("crossing_integrity",), "downstream", 3), ("crossing_integrity",), "downstream")


class TestCommand:
    def run(self, *arguments):
        return CliRunner().invoke(app, ["explain", *arguments])

    def test_alone_it_lists_what_can_be_explained(self):
        shown = self.run().stdout
        assert all(name in shown for name in ("crossing_integrity", "tax_paid", "L042", "irregular_crossings"))

    def test_json_is_one_object(self):
        page = json.loads(self.run("crossing_integrity", "--json").stdout)
        assert page["subject"]["kind"] == "lever"
        assert page["parameters"]
        assert set(json.loads(self.run("--json").stdout)) == {"lever", "indicator", "variable", "link"}

    def test_one_lever_or_indicator_can_be_drawn(self, tmp_path):
        for option, name in (("--lever", "talks_eln"), ("--indicator", "trust")):
            out = tmp_path / f"{name}.svg"
            assert self.run("--graph", option, name, "--out", str(out)).exit_code == 0
            assert out.stat().st_size > 10_000

    @pytest.mark.parametrize(
        "arguments",
        [
            ["crosing"],
            ["--graph", "--out", "picture.doc"],
            ["--graph", "--out", "/nowhere/picture.svg"],
            ["--lever", "tax_paid"],
            ["--indicator", "talks_eln"],
            ["--lever", "talks_eln", "--indicator", "trust"],
            ["talks_eln", "--lang", "fr"],
        ],
    )
    def test_bad_input_is_one_line_and_exit_code_two(self, arguments, capsys, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SystemExit) as caught:
            main(["explain", *arguments])
        assert caught.value.code == 2
        assert "Traceback" not in capsys.readouterr().err
        assert not list(tmp_path.iterdir())
