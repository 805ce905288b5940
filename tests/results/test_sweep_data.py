"""Choices: identifiers in files, words for readers, and both through sweep.json."""

import json
from dataclasses import asdict, replace

import pytest

from borderSim.results.sweep_folder import ABOUT, open_sweep
from borderSim.scenario.axis_parts import WholeScenario
from borderSim.scenario.sweep import load_sweep
from borderSim.sweeps.plan import infos, plan_of
from borderSim.sweeps.runner import Team, run_plan
from tests.sweep_story import axis
from tests.sweeps.lab import written

DAYS = "  - {event: war_onset, place: catatumbo, dates: [2012-03-01, never], for: 3 months, role: future}\n"


def test_a_choice_is_said_in_the_language_or_as_it_is():
    named = axis("scenario", 0, 1, choices=("fixed_budget", "aid_cut"))
    assert named.said(1, "es") == "aid_cut"
    told = replace(named, spoken={"en": ("The same money", "Aid falls"), "es": ("El mismo dinero", "Cae la ayuda")})
    assert told.said(1.0, "es") == "Cae la ayuda"
    assert told.all_said("en") == ("The same money", "Aid falls")
    with pytest.raises(IndexError):
        told.said(2, "en")
    with pytest.raises(IndexError):
        axis("oil").said(0, "en")


def test_two_scenarios_with_one_title_are_told_apart_by_name(tmp_path):
    base = load_sweep(written(tmp_path)).scenario
    both = WholeScenario((base, replace(base, name="twin"), replace(base, name="c", title={"en": "C", "es": "C"})))
    assert both.spoken("en") == (f"{base.title['en']} ({base.name})", f"{base.title['en']} (twin)", "C")


def test_words_of_choices_go_through_the_folder_and_older_folders_open(tmp_path):
    path = written(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("vary:\n", f"vary:\n{DAYS}"), encoding="utf-8")
    sweep = load_sweep(path)
    assert infos(sweep)[0].spoken == {"en": ("2012-03-01", "never"), "es": ("2012-03-01", "nunca")}
    folder = tmp_path / "out"
    folder.mkdir()
    run_plan(plan_of(sweep, members=2), folder, Team())
    assert open_sweep(folder).axes == infos(sweep)
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    assert about["axes"][0] == json.loads(json.dumps(asdict(infos(sweep)[0])))
    for saved in about["axes"]:
        del saved["spoken"]
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    assert open_sweep(folder).axes[0].said(1, "es") == "never"
