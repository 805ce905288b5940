"""Pictures: the numbers are the quantiles of the paired runs, and what is said of them is so."""

import json
import re

import numpy as np
import pytest

from borderSim.analysis.compare import aggregate, compare_members
from borderSim.catalogue import events, indicators
from borderSim.report.style import BASELINE, POLICIES
from borderSim.results.data import quantiles
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.pictures.charts import height, limits, option
from borderSim.workshop.pictures.first import first_charts
from borderSim.workshop.pictures.picture import gap, panels, picture, wall
from borderSim.workshop.pictures.pictures_words import PICTURES
from borderSim.workshop.pictures.sentences import alt, badge, spoken, subtitle, sure, title
from borderSim.workshop.pictures.tables import chart_table, comparison_table, table_months
from tests.workshop.pictures_answers import (
    BASELINE as SCENARIO,
)
from tests.workshop.pictures_answers import (
    MONTHS,
    SHOCK,
    answer,
    ask,
    bands,
    full,
    ladder,
    lines,
    words,
)

PAPERS, EXPORTS = "people_with_papers", "exports_to_ve"
BLUE, GREY = POLICIES[0][0], BASELINE[0]


def raised(by, members=32, indicator=PAPERS, size=1000.0):
    base = ladder(members, low=size, step=size / 10)
    return answer({indicator: (base + by, base)}, members)


def test_lines_and_bands_are_the_quantiles_of_the_runs_and_the_lower_panel_that_of_the_paired_difference():
    base = ladder(low=1000.0, step=100.0)
    ours = base + np.linspace(0, 50, 60) + np.arange(32)[:, None]
    made = option(picture(answer({PAPERS: (ours, base)}), PAPERS), "en")
    close = {"rtol": 0, "atol": 1.0}
    np.testing.assert_allclose(lines(made, 0, BLUE)[0]["data"], quantiles(ours)[2], **close)
    np.testing.assert_allclose(lines(made, 0, GREY)[0]["data"], quantiles(base)[2], **close)
    np.testing.assert_allclose(bands(made, 0)["0-1"], quantiles(ours)[[0, 1, 3, 4]], **close)
    np.testing.assert_allclose(lines(made, 1, BLUE)[0]["data"], quantiles(ours - base)[2], atol=0.06)
    np.testing.assert_allclose(bands(made, 1)["1-0"], quantiles(ours - base)[[0, 1, 3, 4]], atol=0.06)


def test_under_20_runs_each_run_is_a_thin_line_and_there_is_no_band():
    base = ladder(8, low=10.0)
    made = option(picture(answer({PAPERS: (base + 1, base)}, 8), PAPERS), "en")
    assert not bands(made, 0)
    assert not bands(made, 1)
    thin = [s for s in lines(made, 0, BLUE) if s["lineStyle"]["width"] < 1]
    assert [s["data"][0] for s in thin] == [11.0 + i for i in range(8)]


def test_the_baseline_is_grey_and_dashed_and_the_policies_keep_their_order():
    base = ladder(low=10.0)
    teams = {f"Team {i}": answer({PAPERS: (base + i, base)}) for i in range(1, 4)}
    made = option(wall_of(teams)[0], "en")
    found = {s["lineStyle"]["color"]: s["lineStyle"]["type"] for s in lines(made, 0) if s["lineStyle"]["width"] > 1}
    assert list(found) == [*(look[0] for look in POLICIES[:3]), GREY]
    assert found[BLUE] == "solid"
    assert isinstance(found[GREY], list)
    assert len({str(dash) for dash in found.values()}) == 4


def wall_of(teams, indicator=PAPERS):
    return panels(wall(teams, indicator))


def test_more_than_four_lines_become_panels_with_the_others_pale_behind_on_the_same_axes():
    base = ladder(low=10.0)
    teams = {f"Team {i}": answer({PAPERS: (base + 10 * i, base)}) for i in range(6)}
    found = wall_of(teams)
    assert [len(panel.policies) for panel in found] == [1] * 6
    shared = limits(found)
    made = [option(panel, "en", small=True, limits=shared) for panel in found]
    assert len({json.dumps([(y["min"], y["max"]) for y in one["yAxis"]]) for one in made}) == 1
    assert all(sum(s["lineStyle"]["color"] == "#c3c9cd" for s in lines(one, 0)) == 5 for one in made)
    assert shared.level.high > np.max(base + 50)


def test_teams_with_baselines_of_their_own_never_share_a_panel():
    base = ladder(low=10.0)
    teams = {"A": answer({PAPERS: (base + 1, base)}), "B": answer({PAPERS: (base + 1, base + 0.5)})}
    assert [panel.first.name for panel in wall_of(teams)] == ["A", "B"]


def test_zero_is_on_both_axes_and_ticks_are_1_2_5_steps_inside():
    for size in (3e-3, 7.0, 4.2e4, 8.8e6):
        axes = limits([picture(raised(0.3 * size, size=size), PAPERS)])
        for axis in (axes.level, axes.gap):
            steps = np.diff(axis.ticks)
            assert axis.low <= 0 <= axis.high
            assert 0 in axis.ticks
            assert len(axis.ticks) <= 7
            assert axis.low <= axis.ticks[0]
            assert axis.ticks[-1] <= axis.high
            assert f"{steps[0]:.6e}"[0] in "125"
            assert np.allclose(steps, steps[0])


@pytest.mark.parametrize(
    ("by", "sentence", "count"),
    [(50.0, "higher in 100 of 100 runs", 100), (-50.0, "lower in 100 of 100 runs", 0), (0.0, "no difference", 0)],
)
def test_a_clear_difference_is_said_with_its_direction(by, sentence, count):
    found = picture(raised(by), PAPERS)
    assert sure(found.first.window, found.runs, "en") == sentence
    assert found.first.window.higher_in_100 == count
    assert found.first.window.told_apart == (by != 0)


def test_a_difference_whose_range_spans_zero_cannot_be_told_apart():
    gaps = np.repeat(np.linspace(-1, 2, 32)[:, None], 60, axis=1)
    base = ladder(low=100.0)
    found = picture(answer({PAPERS: (base + gaps, base)}), PAPERS)
    assert not found.first.window.told_apart
    assert not found.first.window.same
    assert title(found, "en") == "People with papers: cannot be told apart"
    assert title(found, "es") == "Personas con papeles: no se distinguen"
    assert "cannot be told apart from the baseline" in spoken(found, "en")


def test_runs_that_differ_by_less_than_can_be_said_are_the_same():
    found = gap(np.full(32, 1e-9))
    assert found.same
    assert not found.told_apart


def test_of_few_runs_the_count_is_of_the_runs_that_there_are():
    found = picture(raised(50.0, members=8), PAPERS)
    assert sure(found.first.window, found.runs, "en") == "higher in 8 of 8 runs"


def test_window_numbers_are_those_of_the_comparison():
    found = full()
    for name in (PAPERS, "conflict_killings", "displaced_worst_month", "trade_total", "talks_rounds"):
        how = indicators()[name].window
        pair = [aggregate(side.national[name], how, "last_12") for side in (found.policy, found.baseline)]
        said, line = compare_members(*pair), picture(found, name).first
        assert (line.window.median, line.window.low, line.window.high) == (
            said["diff_median"], said["diff_q05"], said["diff_q95"])  # fmt: skip
        assert line.value[0] == said["median"]
        assert line.reference == said["baseline_median"]
        assert line.window.told_apart == said["distinguishable"]


def test_the_end_labels_say_name_value_and_range_and_the_words_over_the_lower_panel_name_it():
    made = words(option(picture(raised(520.0), PAPERS), "en"))
    assert "Baseline\n2,600\n(1,200 to 3,900)" in made
    assert "Your policy\n3,100\n(1,700 to 4,500)" in made
    assert any(text.startswith("+520\n(+520 to +520)") for text in made)
    assert "Difference from the baseline" in made


def test_millions_are_named_once_over_the_ticks():
    made = option(picture(raised(2e6, size=1e6), PAPERS), "es")
    assert made["title"][1]["text"] == "millones"
    assert made["title"][0]["text"] == "Diferencia con la línea base, millones"


def test_dates_stand_over_the_chart_at_most_three_and_events_come_first():
    base = ladder(low=10.0)
    asked = ask(events=(SHOCK,))
    found = picture(answer({PAPERS: (base, base)}, asked=asked), PAPERS)
    assert [mark.event for mark in found.marks] == ["", "election_shock"]
    texts = words(option(found, "es"))
    assert any("26 sept 2022" in text for text in texts)
    assert events()["election_shock"].label("es") in texts


def test_years_stand_under_long_runs_and_months_under_short_ones():
    base = ladder(months=12, low=10.0)
    short = answer({PAPERS: (base, base)}, months=MONTHS[:12])
    assert {"jul 2022", "ene 2023"} <= set(words(option(picture(short, PAPERS), "es")))
    assert {"2023", "2027"} <= set(words(option(picture(raised(0.0), PAPERS), "es")))


def test_titles_are_findings_of_at_most_12_words():
    found = full()
    for name in found.policy.national:
        for lang in ("en", "es"):
            assert len(title(picture(found, name), lang).split()) <= 12, name


def test_without_a_difference_the_title_says_so():
    assert title(picture(raised(0.0), PAPERS), "en") == "People with papers: the same as the baseline"


def test_every_sentence_gives_the_number_of_runs():
    for members in (8, 32):
        found, lang = picture(raised(5.0, members=members), PAPERS), "en"
        for said in (subtitle(found, lang), subtitle(found, lang, small=True), spoken(found, lang), alt(found, lang)):
            assert f"{members} runs" in said
    assert badge(raised(5.0, members=200), "es") == "200 corridas"


def test_the_alternative_text_gives_all_values_at_the_end():
    said = alt(picture(raised(520.0), PAPERS), "en")
    for part in ("Baseline 2,600 (1,200 to 3,900)", "Your policy 3,100", "difference +520", "persons"):
        assert part in said


def test_spoken_is_one_sentence():
    for lang in ("en", "es"):
        said = spoken(picture(raised(520.0), PAPERS), lang)
        assert said.endswith(".")
        assert len(re.findall(r"[.!?](\s|$)", said)) == 1


def test_braces_in_names_of_teams_are_no_template():
    base = ladder(low=10.0)
    made = words(option(wall_of({"{b} {a}": answer({PAPERS: (base + 1, base)})})[0], "en"))
    assert not any("{" in text for text in made)
    assert any("(b) (a)" in text for text in made)


def test_tables_hold_year_ends_and_the_last_month():
    assert [MONTHS[i] for i in table_months(MONTHS)] == [
        "2022-12",
        "2023-12",
        "2024-12",
        "2025-12",
        "2026-12",
        "2027-06",
    ]
    assert [MONTHS[i] for i in table_months(MONTHS[:12])] == ["2022-09", "2022-12", "2023-03", "2023-06"]
    table = chart_table(picture(raised(520.0), PAPERS), "en")
    assert table.rows[-1] == ("Jun 2027", "2,600", "1,200 to 3,900", "3,100", "1,700 to 4,500", "+520", "+520 to +520")
    assert all(len(row) == len(table.header) for row in table.rows)


def test_the_comparison_holds_every_national_indicator_once_under_its_system():
    found = full()
    for lang in ("en", "es"):
        table = comparison_table(found, lang)
        labels = [item.label(lang) for name, item in indicators().items() if name in found.policy.national]
        assert sorted(row[0] for row in table.rows) == sorted(labels)
        assert sum(count for _, count in table.groups) == len(table.rows)
        assert all(len(row) == len(table.header) and all(row) for row in table.rows)


def test_papers_and_unmet_need_come_first_then_the_first_page_then_the_scenario_s_own():
    found = first_charts(Bases({"today": SCENARIO}, SCENARIO))
    assert found[:2] == [PAPERS, "unmet_need"]
    assert len(found) == len(set(found))
    assert [name for name in found if indicators()[name].first_page][2:] == [
        name for name, item in indicators().items() if item.first_page and name not in found[:2]
    ]
    assert set(SCENARIO.indicators) <= set(found)
    assert first_charts(raised(1.0)) == found


def test_the_same_answer_gives_the_same_option_and_more_runs_change_no_single_run():
    found = raised(520.0)
    assert json.dumps(option(picture(found, PAPERS), "en")) == json.dumps(option(picture(found, PAPERS), "en"))


def test_an_option_is_plain_small_and_holds_no_function():
    found = full()
    for name in first_charts(found):
        text = json.dumps(option(picture(found, name), "es"), allow_nan=False)
        assert len(text) < 25_000
        assert "function" not in text
        assert "=>" not in text
        assert not re.search(r'"[:]\w', text)


def test_a_replay_has_the_axes_of_both_pictures_and_moves_others_do_not():
    before, after = picture(raised(10.0), PAPERS), picture(raised(5000.0), PAPERS)
    there, back = option(after, "en", before=before), option(before, "en", before=after)
    assert there["animation"]
    assert there["yAxis"] == back["yAxis"]
    assert not option(after, "en")["animation"]
    assert len(there["series"]) == len(back["series"])


def test_projector_charts_have_larger_letters_and_need_more_room():
    found = picture(raised(10.0), PAPERS)
    assert option(found, "en", projector=True)["textStyle"]["fontSize"] > option(found, "en")["textStyle"]["fontSize"]
    assert height(found, "en", small=True) < height(found, "en") < height(found, "en", projector=True)


def test_an_indicator_that_the_answer_does_not_hold_is_refused():
    with pytest.raises(KeyError):
        picture(raised(1.0), EXPORTS)


def test_every_word_has_two_languages_with_the_same_fields():
    for key, (en, es) in PICTURES.items():
        assert key.startswith("pictures_")
        assert en
        assert es
        assert set(re.findall(r"{(\w+)}", en)) == set(re.findall(r"{(\w+)}", es)), key


def test_spanish_pictures_hold_no_english_words():
    found, english = full(), re.compile(r"\b(the|runs?|baseline|policy|of|higher|lower|with|million)\b")
    for name in first_charts(found):
        shown = picture(found, name)
        texts = [*words(option(shown, "es")), title(shown, "es"), subtitle(shown, "es"), spoken(shown, "es")]
        texts += [cell for row in chart_table(shown, "es").rows for cell in row]
        assert not [text for text in [*texts, alt(shown, "es")] if english.search(text)]


def test_a_middle_that_says_nothing_beside_its_range_is_none():
    spread = np.concatenate([np.linspace(-8_000, -100, 16), [0.7], np.linspace(100, 26_000, 16)])
    assert gap(spread).median == 0.0
    assert gap(spread + 500).median == pytest.approx(500.7)
    assert not gap(spread).same
