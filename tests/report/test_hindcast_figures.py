import warnings
from string import Formatter

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from scipy.stats import binom

from borderSim.report import calibration, hindcast, past_scores
from borderSim.report.checks import text_faults, texts
from borderSim.report.past_series import logarithmic, stretches
from borderSim.report.past_words import WORDS, say
from borderSim.report.style import INK, POLICIES, save
from borderSim.results.data import quantiles
from tests.report.past_story import (
    AIM,
    CUT,
    FOOTER,
    covers,
    facts,
    figures,
    learnt,
    national,
    ranks,
    rows,
    skills,
    steps,
)

LANGS = ("en", "es")


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def said(figure):
    return " | ".join(text.get_text().replace("\n", " ") for text in texts(figure))


@pytest.fixture(scope="module", params=LANGS)
def drawn(request):
    return request.param, figures(request.param)


def test_no_text_is_clipped_or_covered(drawn):
    faults = {name: text_faults(figure) for name, figure in drawn[1].items()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_figures_speak_one_language(drawn):
    lang, every = drawn
    own, other = (0, 1) if lang == "en" else (1, 0)
    alone = [pair for pair in WORDS.values() if "{" not in pair[0] and pair[own] != pair[other]]
    mine = {pair[own] for pair in alone}
    foreign = {pair[other] for pair in alone} - mine
    for figure in every.values():
        parts = {text.get_text() for text in texts(figure)}
        assert parts & mine
        assert not parts & foreign


def test_both_languages_have_the_same_places():
    for pair in WORDS.values():
        english, spanish = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in pair)
        assert english == spanish


def test_every_footer_is_written(drawn):
    assert all(FOOTER in said(figure) for figure in drawn[1].values())


def test_files_repeat(tmp_path):
    one, two = (save(hindcast.fan(national()[1], CUT, "en"), tmp_path / name) for name in "ab")
    assert one[0].read_bytes() == two[0].read_bytes()
    assert one[1].stat().st_size > 10_000


def test_periods():
    assert hindcast.period("2012") == (0, 11)
    assert hindcast.period("2021-08") == (115, 115)
    assert hindcast.period("2021-08-31") == (115, 115)
    assert hindcast.period("2015-01..2015-08") == (36, 43)
    assert hindcast.period("2012..2013") == (0, 23)
    with pytest.raises(ValueError, match="month"):
        hindcast.period("2021-13")


def test_parts_are_read_as_written():
    table = [*rows("a", step=12), *rows("b"), *rows("a", code="54")]
    parts = hindcast.read_parts(table, "a", "COL")
    assert [part.first for part in parts] == list(range(0, 168, 12))
    assert parts[3].levels[2] == float(table[3]["q50"])
    empty = hindcast.read_parts([{**table[0], "q50": ""}], "a", "COL")
    assert np.isnan(empty[0].levels[2])


def test_title_counts_later_counts_in_the_band():
    every = [hindcast.Part(t, t, np.array([8.0, 9, 10, 11, 12]), "fit" if t <= CUT else "forecast") for t in range(100)]
    seen = [hindcast.Count(t, t, value) for t, value in ((83, 99), (84, 12), (85, 12.1), (86, 8), (87, float("nan")))]
    shown = hindcast.Series("People", "persons", "stock", every, seen)
    assert shown.later(CUT) == (3, 2)
    assert "2 of 3 later counts" in said(hindcast.fan(shown, CUT, "en"))


def test_filled_and_open_circles_and_the_cut():
    axes = hindcast.fan(national()[0], CUT, "en").axes[0]
    drawn = {line.get_markerfacecolor(): len(line.get_xdata()) for line in axes.get_lines() if line.get_marker() == "o"}
    assert drawn == {INK: 14, "white": 6}
    assert any(list(line.get_xdata()) == [CUT + 1, CUT + 1] for line in axes.get_lines())
    assert axes.get_yscale() == "log"


def test_bands_of_fit_and_forecast_meet():
    fit, forecast = stretches(national()[0].drawn)
    assert (fit[2], forecast[2]) == ("fit", "forecast")
    assert fit[0][-1] == forecast[0][0] == CUT + 0.5
    assert np.array_equal(fit[1][:, -1], forecast[1][:, 0])


def test_step_follows_the_counts():
    both = hindcast.read_parts([*rows("a"), *rows("a", step=12)], "a", "COL")
    yearly, monthly = (hindcast.Count.of(date, 120.0) for date in ("2015", "2015-03"))
    assert hindcast.Series("a", "x", "flow", both).step == 1
    assert hindcast.Series("a", "x", "flow", both, [yearly]).step == 12
    assert hindcast.Series("a", "x", "flow", both, [yearly, monthly, monthly]).step == 1


def test_a_flow_over_other_months_is_drawn_at_its_rate_and_a_stock_is_left_out():
    yearly = hindcast.Count.of("2015", 120.0)
    parts = hindcast.read_parts(rows("a"), "a", "COL")
    assert hindcast.Series("a", "x", "flow", parts, [yearly]).points == [(yearly, 10.0)]
    assert hindcast.Series("a", "x", "stock", parts, [yearly]).points == []
    summed, by_year = hindcast.Count.of("2015-01..2015-08", 120.0), hindcast.read_parts(rows("a", step=12), "a", "COL")
    assert hindcast.Series("a", "x", "flow", by_year, [summed]).points == [(summed, pytest.approx(180.0))]
    figure = hindcast.fan(hindcast.Series("a", "x", "flow", parts, [yearly]), CUT, "en")
    assert say("other_months", "en") in said(figure)


def test_axis_is_logarithmic_beyond_two_orders_only():
    assert [logarithmic(item) for item in national()] == [True, False, True, False, False, False]


def flat(value, kind="forecast", months=24):
    return [hindcast.Part(t, t, np.full(5, float(value)), kind) for t in range(months)]


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        ([], []),
        (flat(5), []),
        (flat(0), [hindcast.Count(3, 3, 0.0, 0.1, True)]),
        (flat(float("nan")), []),
        (flat(5, months=1), [hindcast.Count(0, 0, 4.0)]),
        ([], [hindcast.Count(90, 90, 4.0)]),
        (flat(5), [hindcast.Count(3, 3, float("nan")), hindcast.Count(5, 5, 5.0, float("nan"))]),
        (flat(-5), []),
        ([*flat(0), *[hindcast.Part(t, t, np.array([0, 1, 1e4, 1e5, 1e6]), "forecast") for t in range(24, 60)]], []),
    ],
)
def test_fans_of_missing_parts(parts, seen, lang):
    shown = hindcast.Series("People", "persons", "stock", parts, seen)
    one, many = hindcast.fan(shown, CUT, lang), hindcast.fans("All", [shown] * 3, CUT, lang)
    assert text_faults(one) == text_faults(many) == []
    nothing = not shown.drawn and not shown.points
    assert (say("no_rows", lang) in said(one)) == nothing


def test_a_driver_is_grey_and_named():
    figure = hindcast.fan(national()[5], CUT, "en")
    assert "imposed, not forecast" in said(figure)
    assert say("driver", "en") in said(figure)


def test_rank_bands_are_binomial():
    item = ranks()[0]
    assert (item.bins, item.heights.sum()) == (20, 200)
    low, high = item.band(0.9)
    assert binom.cdf(high, 200, 1 / 20) >= 0.95 > binom.cdf(high - 1, 200, 1 / 20)
    assert binom.cdf(low, 200, 1 / 20) >= 0.05 > binom.cdf(low - 1, 200, 1 / 20)
    draws = np.random.default_rng(0).binomial(200, 1 / 20, 200_000)
    outer = item.band(0.99)
    assert item.expected_outside / 20 == pytest.approx(np.mean((draws < outer[0]) | (draws > outer[1])), abs=5e-4)


def test_a_hump_leaves_the_band_and_even_ranks_do_not():
    every = ranks()
    assert every[6].outside.sum() > 10
    assert sum(item.outside.sum() for item in every[:6]) <= 4
    assert calibration.Ranks("few", np.arange(12), 99).bins == 2


def test_bars_outside_are_marked():
    axes = calibration.rank_histograms(ranks(), "en").axes[6]
    colours = [tuple(round(part, 3) for part in bar.get_facecolor()[:3]) for bar in axes.containers[0]]
    marked = tuple(round(part, 3) for part in to_rgb(POLICIES[1][0]))
    assert colours.count(marked) == ranks()[6].outside.sum()


def test_learnt_shows_the_most_informed_and_counts_the_rest(lang):
    many = learnt()[::-1]
    figure = calibration.learnt(many, lang)
    shown = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(shown) == calibration.MOST_SHOWN
    assert shown[0].endswith("number 0")
    informed = sum(item.gain >= calibration.LEAST_LEARNT for item in many)
    assert say("learnt_others", lang, less=informed - 25, stayed=60 - informed, least=5) in said(figure)


def test_learnt_of_nothing(lang):
    for many in ([], learnt()[-3:]):
        figure = calibration.learnt(many, lang)
        assert say("no_rows", lang) in said(figure)
        assert text_faults(figure) == []


def test_convergence_says_where_it_ends(lang):
    figure = calibration.convergence(steps(), lang)
    assert say("expected", lang) in said(figure)
    assert [len(axes.get_xticks()) for axes in figure.axes] == [5, 5]
    assert figure.axes[0].get_yscale() == "log"
    median = next(line for line in figure.axes[0].get_lines() if line.get_marker() == "o")
    assert list(median.get_ydata()) == list(quantiles(steps().misfit, axis=1)[2])


@pytest.mark.parametrize(
    ("misfit", "expected"),
    [(np.ones((1, 4)), 1.0), (np.zeros((3, 4)), 0.0), (np.full((2, 4), np.nan), 5.0), (np.ones((3, 1)), 900.0)],
)
def test_convergence_of_odd_steps(misfit, expected, lang):
    figure = calibration.convergence(calibration.Steps(misfit, expected, np.ones((len(misfit), 3))), lang)
    assert text_faults(figure) == []


def test_skill_table_says_what_is_clear(lang):
    cells = skills()
    figure = past_scores.skill_table(cells, lang)
    known = [cell for cell in cells if cell.count]
    good, bad = (sum(c.clear and s * c.value > 0 for c in known) for s in (1, -1))
    assert good > 0 < bad
    assert say("skill_title", lang, good=good, bad=bad, n=12) in said(figure)
    hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch()]
    assert len(hatched) == sum(not cell.clear for cell in known)
    assert said(figure).count(say("no_count", lang)) >= 3


@pytest.mark.parametrize("value", [-40.0, 0.0, 1.0])
def test_skill_of_one_cell(value, lang):
    cell = past_scores.Skill("One", 1, value, float("nan"), float("nan"), 1)
    figure = past_scores.skill_table([cell], lang)
    assert not cell.clear
    assert text_faults(figure) == []


def test_tables_of_nothing(lang):
    nothing = [
        past_scores.skill_table([], lang), past_scores.coverage([], AIM, lang), past_scores.facts([], lang),
        calibration.rank_histograms([], lang), hindcast.fans("None", [], CUT, lang),
    ]  # fmt: skip
    assert [text_faults(figure) for figure in nothing] == [[]] * 5


def test_coverage_counts_what_is_off(lang):
    nan = float("nan")
    every = [*covers(), past_scores.Coverage("Never counted", 0.9, nan, nan, nan, 0)]
    figure = past_scores.coverage(every, AIM, lang)
    off = sum(row.low > row.level or row.high < row.level for row in every if row.level == 0.9)
    assert off > 0
    assert say("coverage_title", lang, off=off, n=7) in said(figure)
    assert text_faults(figure) == []


def test_verdicts_and_scales_of_facts():
    found = facts()
    verdicts = ["inside", "touches", "outside", "inside", "outside", "inside", "inside", "touches", "missing"]
    assert [fact.verdict for fact in found] == verdicts
    assert found[0].scaled(147) == 0
    assert found[0].scaled(245) == 1
    assert found[5].scaled(60) == 0
    assert found[6].scaled(-5) == 1
    assert past_scores.Fact("zero", 0, 0, -1, 0, 1).scaled(0.5) == 0.5


def test_facts_draw_a_mark_of_each_verdict_inside_the_axes(lang):
    figure = past_scores.facts(facts(), lang)
    lines = figure.axes[0].get_lines()
    for verdict, (mark, colour) in past_scores.LOOKS.items():
        shown = [line for line in lines if line.get_marker() == mark and line.get_color() == colour]
        assert len(shown) == sum(fact.verdict == verdict for fact in facts())
        low, high = figure.axes[0].get_xlim()
        assert all(low < line.get_xdata()[0] < high for line in shown)
    assert say("missing", lang) in said(figure)
    assert "147" in said(figure)
    assert "245 USD M" in said(figure)
    assert [text.get_text().endswith("*") for text in figure.axes[0].get_yticklabels()] == [f.used for f in facts()]
