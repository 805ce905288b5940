"""`borderSim queue`: the folder, the words, the same bytes for the same seed, and what is said of bad input."""

import csv

import pytest

from borderSim.cli import main as program
from borderSim.cli import queue_output
from borderSim.cli.queue import replicated, streams
from borderSim.queues import settings
from borderSim.queues.bridge_measures import MEASURES
from borderSim.queues.words import WORDS
from borderSim.report import style

BRIDGE = ("queue", "bridge", "--months", 1, "--replicates", 3, "--settle", 0)
CENTRE = ("queue", "registration", "--months", 2, "--replicates", 3)


def call(*arguments):
    """Exit code of the program, called in this process."""
    with pytest.raises(SystemExit) as stop:
        program.main([str(part) for part in arguments])
    return stop.value.code or 0


def made(out, *arguments):
    """The one folder that a good call writes."""
    assert call(*arguments, "--out", out) == 0
    (folder,) = out.iterdir()
    return folder


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bridge_settings(**given):
    return settings.settings(settings.BRIDGE_LEVERS, settings.BRIDGE_PARAMETERS, given)


def test_bridge_writes_tables_and_figures(tmp_path, capsys):
    folder = made(tmp_path, *BRIDGE, "--customs-bays", 6, "--lang", "en")
    names = {"summary.csv", "settings.csv", "hours.csv", "day.png", "day.svg", "waits.png", "waits.svg"}
    assert {path.name for path in folder.iterdir()} == names
    rows = {row["measure"]: row for row in table(folder / "summary.csv")}
    assert tuple(rows) == MEASURES
    assert all(float(row["q05"]) <= float(row["mean"]) <= float(row["q95"]) for row in rows.values())
    assert {row["name"]: row for row in table(folder / "settings.csv")}["customs_bays"]["value"] == "6"
    assert len(table(folder / "hours.csv")) == 15
    said = capsys.readouterr().out
    assert "6 inspection bays" in said
    assert "judgement" in said


def test_registration_speaks_spanish(tmp_path, capsys):
    folder = made(tmp_path, *CENTRE, "--lang", "es", "--delivery-backlog", 5000)
    assert {"months.csv", "backlog.png", "backlog.svg"} <= {path.name for path in folder.iterdir()}
    assert len(table(folder / "months.csv")) == 2
    said = capsys.readouterr().out
    assert "Permisos entregados" in said
    assert "fórmula rápida" in said


@pytest.mark.parametrize("line", [BRIDGE, CENTRE], ids=["bridge", "registration"])
def test_the_same_call_gives_the_same_bytes_and_another_seed_others(line, tmp_path):
    first, again, other = (
        made(tmp_path / name, *line, "--seed", seed) for name, seed in (("a", 5), ("b", 5), ("c", 6))
    )
    assert first.name == again.name != other.name
    for path in first.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name
    assert (first / "summary.csv").read_bytes() != (other / "summary.csv").read_bytes()


def test_a_replicate_does_not_depend_on_how_many_there_are():
    few, many = (replicated(bridge_settings(), count, 1, True)[0] for count in (2, 5))
    assert few == many[:2]
    assert few[0] != few[1]
    assert (streams(1, 1)("bridge:gap", 0, 8) == replicated([], 4, 1, False)[1][1]("bridge:gap", 0, 8)).all()


def test_what_is_given_is_never_drawn():
    found = bridge_settings(inspection_share=0.2)
    values, _ = replicated(found, 4, 1, True)
    assert {row["inspection_share"] for row in values} == {0.2}
    assert len({row["customs_service_time"] for row in values}) == 4
    assert len({row["customs_bays"] for row in values}) == 1


def test_levers_act_as_in_the_monthly_core():
    usual = {setting.entry.name: setting.value for setting in bridge_settings()}
    heavy = settings.post(usual | {"bridge_load_limit": 52.0})
    assert heavy.payload == pytest.approx(settings.post(usual).payload * 52 / 30)
    digital = settings.post(usual | {"customs_digital": 1.0})
    assert digital.service == pytest.approx(usual["customs_service_time"] * (1 - usual["customs_digital_effect"]))
    assert settings.post(usual | {"customs_bays": 8.0}).capacity == pytest.approx(2 * settings.post(usual).capacity)


BAD = [
    (("bridge", "--customs-bays", "41"), "customs_bays 41: the allowed range is 1 to 40"),
    (("bridge", "--customs-bays", "0"), "customs_bays 0: the allowed range is 1 to 40"),
    (("bridge", "--customs-bays", "2.5"), "give a whole number of bays"),
    (("bridge", "--crossing-hours", "25"), "crossing_hours 25: the allowed range is 1 to 24"),
    (("bridge", "--crossing-hours", "nan"), "crossing_hours nan"),
    (("bridge", "--bridge-load-limit", "5"), "bridge_load_limit 5: the allowed range is 10 to 52"),
    (("bridge", "--trucks-per-day", "-3"), "bridge_trucks_per_day -3: allowed is more than 0"),
    (("bridge", "--trucks-per-day", "1e9"), "lower --months or --replicates"),
    (("bridge", "--trucks-per-day", "inf"), "bridge_trucks_per_day inf"),
    (("bridge", "--assume", "inspection_share=1.2"), "allowed is more than 0 and at most 1"),
    (("bridge", "--assume", "open_days=40"), "at most 30.4375"),
    (("bridge", "--assume", "inspection_shore=0.2"), "did you mean inspection_share"),
    (("bridge", "--assume", "inspection_share"), "write NAME=NUMBER"),
    (("bridge", "--assume", "inspection_share=0.2", "--assume", "inspection_share=0.3"), "given twice"),
    (("bridge", "--trucks-per-day", "9", "--assume", "bridge_trucks_per_day=8"), "given twice"),
    (("bridge", "--months", "0"), "--months"),
    (("bridge", "--replicates", "1"), "--replicates"),
    (("bridge", "--lang", "fr"), "--lang"),
    (("registration", "--biometric-capacity", "400000"), "biometric_capacity 400000: the allowed range is 0 to 300000"),
    (("registration", "--registrations", "1e12"), "lower --months or --replicates"),
    (("registration", "--biometric-backlog", "-1"), "--biometric-backlog"),
    (("registration", "--delivery-backlog", "nan"), "--delivery-backlog"),
    (("registration", "--biometric-backlog", "inf"), "--biometric-backlog"),
    (("registration", "--biometric-staff", "0"), "--biometric-staff"),
    (("registration", "--assume", "customs_service_time=2"), "customs_service_time: not used here"),
]


@pytest.mark.parametrize(
    ("line", "message"), BAD, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_bad_input_is_told_and_nothing_is_written(line, message, tmp_path, capsys):
    assert call("queue", *line, "--out", tmp_path / "out") == 2
    said = capsys.readouterr()
    assert message in " ".join(said.err.replace("│", " ").split())
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_all_problems_are_told_at_once(tmp_path, capsys):
    assert call("queue", "bridge", "--customs-bays", 99, "--crossing-hours", 99, "--out", tmp_path) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_failure_while_writing_leaves_nothing(tmp_path, monkeypatch):
    def no_room(*_):
        raise OSError(28, "No space left on device", "day.svg")

    monkeypatch.setattr(style, "save", no_room)
    assert call(*BRIDGE, "--out", tmp_path) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path, capsys):
    (tmp_path / "taken").write_text("x")
    assert call(*BRIDGE, "--out", tmp_path / "taken") == 2
    assert "taken" in capsys.readouterr().err


def test_every_measure_has_words_in_both_languages():
    for key, (english, spanish) in WORDS.items():
        assert english, key
        assert english != spanish, key
    assert set(MEASURES) <= set(WORDS)


@pytest.mark.parametrize("kind", ["bridge", "registration"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_word_of_a_figure_is_cut_or_covered(kind, lang, tmp_path, monkeypatch):
    from borderSim.report.checks import text_faults

    seen = []
    monkeypatch.setattr(style, "save", lambda figure, stem: seen.append((stem.name, text_faults(figure))))
    made(tmp_path, *(BRIDGE if kind == "bridge" else CENTRE), "--lang", lang)
    assert seen
    assert not [fault for fault in seen if fault[1]]


def test_a_post_that_cannot_clear_its_trucks_is_said_never_to_settle(tmp_path, capsys):
    folder = made(tmp_path, *BRIDGE, "--trucks-per-day", 400)
    rows = {row["measure"]: row for row in table(folder / "summary.csv")}
    assert rows["wait_inspected"]["formula"] == ""
    assert rows["wait_inspected"]["unsettled"] == rows["wait_inspected"]["replicates"] == "3"
    assert float(rows["use"]["mean"]) > 0.95
    assert "never settles" in capsys.readouterr().out


def test_the_folder_is_named_by_what_made_it():
    marks = [queue_output.Mark("bridge", bridge_settings(), drawn, (1, 2), "en") for drawn in (True, False)]
    assert marks[0].folder != marks[1].folder
