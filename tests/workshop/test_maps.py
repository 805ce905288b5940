"""Maps: a letter for each municipality, classes that are shared and symmetric, grey where runs disagree."""

import itertools
import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from borderSim import world
from borderSim.report.classes import HIGHER_COLOURS, LOWER_COLOURS, MIDDLE
from borderSim.workshop.pictures import layers as shown
from borderSim.workshop.pictures.layers import LAYERS, PLACE, layers
from borderSim.workshop.pictures.maps import map_picture
from borderSim.workshop.pictures.shapes import FILLS, GREY, NONE, POSTS, inset_svg, map_svg
from tests.workshop.pictures_answers import DEPARTMENTS, MONTHS, MUNICIPALITIES, answer, full

LAST = 2
SAN_ANDRES = {i for i, code in enumerate(world.load().codes[:MUNICIPALITIES]) if code.startswith("CO88")}


@pytest.fixture(scope="module")
def whole():
    return full()


def last(found, layer):
    return len(shown.months(found, layer)) - 1


def places(gaps, level=100.0):
    """An answer whose municipal stock is raised by ``gaps`` (M, 1122) persons per 1,000 residents in all months."""
    people = shown.residents(MONTHS[-1])
    base = np.repeat((level * people / 1000)[None, None], len(gaps), axis=0).repeat(3, axis=1)
    ours = base + (gaps * people / 1000)[:, None]
    return answer({}, len(gaps), place={PLACE: (ours, base)})


def test_every_map_has_one_known_letter_a_municipality_and_san_andres_is_left_out(whole):
    for layer in LAYERS:
        for mode in ("policy", "baseline", "difference"):
            found = map_picture(whole, layer, mode, last(whole, layer), "en")
            assert len(found.classes) == MUNICIPALITIES
            legend = {key.letter for key in found.legend}
            assert set(found.classes) <= legend
            assert NONE in legend
            assert {found.classes[i] for i in SAN_ANDRES} == {NONE}
            assert "San Andrés" in found.note
            assert "32 runs" in found.note
            assert "Residents" in found.note


def test_a_difference_has_the_hue_of_its_size_where_runs_agree():
    gaps = np.zeros((32, MUNICIPALITIES))
    gaps[:, 1:4], gaps[:, 4:7] = [10.0, 20.0, 50.0], [-10.0, -20.0, -50.0]
    found = map_picture(places(gaps), PLACE, "difference", LAST, "en")
    order = "nmlkjih"
    ups, downs = ([order.index(found.classes[i]) for i in span] for span in (range(1, 4), range(4, 7)))
    assert ups == [6 - i for i in downs]
    assert ups == sorted(ups, reverse=True)
    assert found.classes[0] == "k"
    assert "6 of" in found.title


def test_classes_of_a_difference_are_symmetric_about_no_clear_change(whole):
    for layer in LAYERS:
        keys = [k for k in map_picture(whole, layer, "difference", last(whole, layer), "en").legend if k.colour]
        assert len(keys) % 2 == 1
        assert keys[len(keys) // 2].words == "no clear change"
        for high, low in zip(keys, keys[::-1], strict=True):
            turned = high.words.translate(str.maketrans("+−", "−+")).replace("or less", "or more")
            ends = lambda text: sorted(re.findall(r"[+−][\d.,]+", text))  # noqa: E731
            assert ends(turned) == ends(low.words)
        side = len(keys) // 2
        assert [k.colour for k in keys[side + 1 :]] == list(LOWER_COLOURS[:side][::-1])
        assert [k.colour for k in keys[:side]] == list(HIGHER_COLOURS[::-1][:side])
        assert keys[side].colour == MIDDLE


@pytest.mark.parametrize(("agree", "grey"), [(32, False), (29, False), (28, True), (16, True), (3, False)])
def test_a_place_is_grey_where_fewer_than_90_of_100_runs_agree_on_the_sign(agree, grey):
    gaps = np.zeros((32, MUNICIPALITIES))
    gaps[:, 5] = np.where(np.arange(32) < agree, 4.0, -4.0)
    found = map_picture(places(gaps), PLACE, "difference", LAST, "en")
    assert (found.classes[5] == GREY) == grey


def test_where_no_run_differs_the_map_says_so_and_is_not_grey():
    found = map_picture(places(np.zeros((32, MUNICIPALITIES))), PLACE, "difference", LAST, "en")
    assert found.title.endswith("the same as the baseline")
    assert GREY not in found.classes


def test_people_are_counted_only_where_the_change_is_clear():
    gaps = np.zeros((32, MUNICIPALITIES))
    gaps[:, 0] = 40.0
    gaps[:16, 1], gaps[16:, 1] = 40.0, -40.0
    medellin = shown.residents(MONTHS[-1])[0]
    found = map_picture(places(gaps), PLACE, "difference", LAST, "en")
    assert f"{medellin / 1e6:.2g} million" in found.note
    assert "falls clearly: 0" in found.note


def test_policy_and_baseline_and_all_months_share_their_classes(whole):
    for layer in LAYERS:
        legends = {map_picture(whole, layer, mode, month, "es").legend
                   for mode in ("policy", "baseline") for month in (0, last(whole, layer))}  # fmt: skip
        assert len(legends) == 1


def test_a_level_map_is_a_rate():
    found = map_picture(places(np.full((32, MUNICIPALITIES), 23.0)), PLACE, "policy", LAST, "en")
    assert found.values[0] == "100 → 120"
    assert found.kind == "municipality"


def test_departments_give_their_letter_to_all_their_municipalities(whole):
    found = map_picture(whole, "unmet_need_department", "policy", 59, "en")
    department = world.load().department
    for number in range(DEPARTMENTS):
        assert len({found.classes[i] for i in np.flatnonzero(department == number)}) == 1
    assert len(found.values) == DEPARTMENTS
    assert found.months == tuple(MONTHS)


def test_flows_are_a_mean_of_twelve_months_and_stocks_one_month():
    steps = np.repeat(np.arange(60.0)[None, :, None], DEPARTMENTS, axis=2).repeat(20, axis=0)
    found = answer({}, 20, department=dict.fromkeys(LAYERS[1:], (steps, steps)))
    rate = shown.rates("displaced_department", MONTHS[40])
    np.testing.assert_allclose(shown.field(found, "displaced_department", 40).policy[0], rate * np.mean(range(29, 41)))
    np.testing.assert_allclose(shown.field(found, "unmet_need_department", 40).policy[0], 40)
    assert "12 months to Nov 2025" in map_picture(found, "displaced_department", "policy", 40, "en").note


def test_the_facilitator_hides_armed_groups_and_no_place_is_named_for_them(whole):
    hidden = map_picture(whole, "presence_eln_department", "policy", 3, "en", hide_groups=True)
    assert set(hidden.classes) == {NONE}
    assert not hidden.values
    assert not hidden.table.rows
    assert not hidden.legend
    assert layers(hide_groups=True) == [name for name in LAYERS if "presence" not in name]
    for layer in set(LAYERS) - set(layers(hide_groups=True)):
        found = map_picture(whole, layer, "policy", 3, "en")
        assert "modelled index" in found.title
        assert not any(n in found.title for n in world.load().department_names)


def test_the_table_holds_each_place_with_both_values_and_the_paired_difference():
    gaps = np.zeros((32, MUNICIPALITIES))
    gaps[:, 7] = 40.0
    table = map_picture(places(gaps), PLACE, "difference", LAST, "en").table
    assert len(table.rows) == int(shown.field(places(gaps), PLACE, LAST).shown.sum())
    assert table.rows[0] == (world.load().names[7], "100", "140", "+40", "+40 to +40")


def test_a_layer_that_is_unknown_is_hidden_and_one_that_is_missing_is_refused():
    found = places(np.zeros((8, MUNICIPALITIES)))
    assert set(map_picture(found, "camps", "policy", 0, "en").classes) == {NONE}
    with pytest.raises(KeyError):
        map_picture(found, "coca_department", "policy", 0, "en")


def test_the_same_answer_gives_the_same_map(whole):
    made = [map_picture(whole, PLACE, "difference", 1, "es") for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].table == made[1].table


def test_spanish_maps_hold_no_english_words(whole):
    english = re.compile(r"\b(the|runs?|baseline|policy|of|less|residents|under|clear|left|million)\b")
    for layer in LAYERS:
        for mode in ("policy", "baseline", "difference"):
            found = map_picture(whole, layer, mode, 2, "es")
            texts = [found.title, found.note, found.alt, *(key.words for key in found.legend), *found.table.header]
            assert not [text for text in texts if english.search(text)]


def test_the_drawing_is_small_well_formed_and_has_each_municipality_once():
    drawing = ElementTree.fromstring(map_svg())
    numbers = [int(item.attrib["data-i"]) for item in drawing.iter() if "data-i" in item.attrib]
    assert sorted(numbers) == sorted(set(range(MUNICIPALITIES)) - SAN_ANDRES)
    assert {item.attrib["class"] for item in drawing.iter() if "data-i" in item.attrib} == {NONE}
    assert len(map_svg().encode()) < 450_000
    assert sum("data-d" in item.attrib for item in drawing.iter()) == DEPARTMENTS - 1
    assert "http" not in map_svg().replace("http://www.w3.org/2000/svg", "")


def test_the_inset_shares_the_shapes_and_names_the_posts_without_overlap():
    inset = ElementTree.fromstring(inset_svg())
    texts = [item for item in inset.iter() if item.tag.endswith("text")]
    assert [item.text for item in texts] == list(POSTS.values())
    heights = [float(item.attrib["y"]) for item in texts]
    assert all(b - a >= 31 for a, b in itertools.pairwise(heights))
    assert 'href="#map-shapes"' in inset_svg()
    assert 'id="map-shapes"' in map_svg()


def test_every_letter_has_a_colour_of_its_own_in_the_drawing():
    assert len(set(FILLS.values())) == len(FILLS)
    assert all(f".{letter}{{fill:{colour}}}" in map_svg() for letter, colour in FILLS.items())


def test_what_the_browser_is_sent_is_small(whole):
    from borderSim.workshop.screens.board.map_view import _plain

    assert len(json.dumps(_plain(map_picture(whole, PLACE, "difference", 1, "en")))) < 40_000
