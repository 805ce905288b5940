"""Words on charts: inside the chart, and none on another, whatever the numbers and names."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.report.layout import EndLabel
from borderSim.workshop.pictures.layout import (
    EDGE,
    LEADER,
    NORMAL,
    PROJECTOR,
    SMALL,
    apart,
    broken,
    rows,
    stacked,
    width,
)
from borderSim.workshop.pictures.picture import panels, wall
from borderSim.workshop.pictures.plan import plan
from tests.workshop.pictures_answers import OPENED, SHOCK, answer, ask, ladder

SIZES = st.sampled_from([SMALL, NORMAL, PROJECTOR])
NUMBERS = st.floats(-1e8, 1e8)


@given(SIZES, st.lists(st.tuples(st.floats(-2, 3), st.integers(1, 5)), min_size=1, max_size=5), st.floats(0, 100))
def test_labels_keep_their_order_stay_inside_and_never_overlap(size, found, extra):
    labels = [EndLabel(want, ["x"] * count, "#000") for want, count in found]
    tall = stacked(labels, size) + extra
    placed = apart(labels, [want for want, _ in found], size, tall)
    order = sorted(range(len(found)), key=lambda i: (found[i][0], i))
    edges = [(tall * placed[i] - h / 2, tall * placed[i] + h / 2)
             for i in order for h in [len(labels[i].lines) * size.line]]  # fmt: skip
    assert all(a[1] <= b[0] + 1e-6 for a, b in itertools.pairwise(edges))
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= tall + 1e-6


DATES = st.lists(
    st.tuples(st.floats(0, 59), st.text("abcdefgh mW.2", min_size=1, max_size=40)),
    max_size=4,
    unique_by=lambda it: it[0],
)


@given(DATES, SIZES, st.sampled_from([0.0, 120.0]))
def test_dates_never_overlap_never_leave_the_chart_and_no_line_crosses_words(found, size, beyond):
    wide = 180.0
    placed = rows([(at, [words, words[:3]]) for at, words in found], 60, wide, size.letters, beyond)
    boxes = []
    for mark in placed:
        at, length = wide * mark.position / 59, width(mark.words, size.letters) + EDGE
        if mark.words:
            start = at - length * {"left": 0, "right": 1}[mark.side]
            assert start >= -EDGE
            assert start + length <= wide + beyond + 1e-6
            boxes.append((mark.row, start, start + length))
    for i, (row, a, b) in enumerate(boxes):
        assert all(row != other or b <= c + 1e-6 or a >= d - 1e-6 for other, c, d in boxes[:i])
    lines = [(mark.row, wide * mark.position / 59) for mark in placed]
    for row, a, b in boxes:
        assert not [x for top, x in lines if top >= row and a + 1e-6 < x < b - 1e-6]


def test_words_at_a_late_date_reach_over_the_end_labels():
    late = [(50.0, ["1 Mar 2024: Border closure", "Border closure"])]
    assert rows(late, 60, 240.0, 12)[0].side == "right"
    assert rows(late, 60, 240.0, 12, 170.0)[0].side == "left"


@settings(max_examples=40, deadline=None)
@given(SIZES, NUMBERS, NUMBERS, st.sampled_from(["en", "es"]), st.integers(1, 5), st.sampled_from([8, 32]))
def test_margins_fit_the_longest_label_and_panels_all_labels(size, level, by, lang, teams, members):
    base = ladder(members, low=level, step=abs(by) / 7 + 1e-3)
    asked = ask(members, (OPENED,), (SHOCK,))
    found = {
        f"Ministry of teams {i}": answer({"gdp_index": (base + by * i, base)}, members, asked) for i in range(teams)
    }
    for panel in panels(wall(found, "gdp_index")):
        drawn = plan(panel, lang, size)
        for labels, tall in ((drawn.level_labels, drawn.level), (drawn.gap_labels, drawn.gap)):
            assert stacked(labels, size) <= tall + 1e-6
            assert all(width(line, size.letters) <= drawn.right - LEADER for label in labels for line in label.lines)
        assert all(width(tick, size.letters) + EDGE <= drawn.left for tick in (*drawn.level_ticks, *drawn.gap_ticks))
        assert drawn.left + drawn.right < size.width * 0.75
        assert all(np.isfinite([*drawn.level_at, *drawn.gap_at]))


@given(st.text(max_size=60), SIZES)
def test_broken_words_fit_into_a_label(words, size):
    for line in broken(words, size):
        assert len(line) <= max(int(size.label / (size.letters * 0.64)), 8)
