import json
from dataclasses import replace

import numpy as np
import pytest

from borderSim import world
from borderSim.report import classes
from borderSim.report.checks import text_faults, texts
from borderSim.report.context import Context
from borderSim.report.maps import Atlas
from tests.report.story import BASELINE, REOPEN
from tests.results.synthetic import synthetic


def fills(figure):
    """Number of grey (runs disagree) patches on the large map."""
    from matplotlib.colors import to_hex

    found = figure.axes[0].collections
    return sum(to_hex(c) == classes.DISAGREE for item in found for c in item.get_facecolors())


def difference(data):
    plates = Atlas(Context(data, [REOPEN, BASELINE], "en", "sha")).plates()
    return next(plate for plate in plates if plate.name == "map_venezuelans_difference")


def test_reference_scenario_and_difference_of_both_layers(report):
    names = [plate.name for plate in report.gallery.maps]
    roles = ("reference", "scenario", "difference")
    assert names == [f"map_{layer}_{role}" for layer in ("venezuelans", "unmet_need_department") for role in roles]


def test_level_maps_share_their_classes(report):
    said = []
    for plate in report.gallery.maps[:2]:
        found = [text.get_text() for text in texts(plate.figure)]
        said.append([words for words in found if "100" in words and len(words) < 15])
    assert said[0] == said[1]


def test_places_without_agreement_are_grey_and_claim_nothing():
    data = synthetic(20, 14)
    people = np.array(data.place["venezuelans"])
    people[0] = people[1] + np.where(np.arange(20) % 2, 50, -50)[:, None]
    plate = difference(replace(data, place={"venezuelans": people}))
    assert "no clear change anywhere" in plate.title
    assert fills(plate.figure) > 1000
    people[0] = people[1] + 500
    plate = difference(replace(data, place={"venezuelans": people}))
    assert "clear change in" in plate.title
    assert fills(plate.figure) == 0


def test_equal_scenarios_show_no_clear_change_not_disagreement():
    data = synthetic(20, 14)
    people = np.repeat(data.place["venezuelans"][:1], 4, axis=0)
    plate = difference(replace(data, place={"venezuelans": people}))
    assert fills(plate.figure) == 0
    assert "no clear change" in plate.title


def test_san_andres_is_left_out_and_said(report):
    places = world.load()
    codes = places.codes[: places.n_co]
    known = np.array([not code.startswith("CO88") for code in codes]) & (world.population_by_year(2024) > 0)
    for plate in report.gallery.maps:
        assert len(plate.rows) == (known.sum() if "venezuelans" in plate.name else 32)
        assert any("San Andrés" in text.get_text().replace("\n", " ") for text in texts(plate.figure))


def test_boundaries_of_the_user(tmp_path):
    places = world.load()
    box = [[0, 0], [0, 0.2], [0.2, 0.2], [0.2, 0], [0, 0]]
    features = [
        {
            "type": "Feature",
            "properties": {"ADM2_PCODE": code},
            "geometry": {"type": "Polygon", "coordinates": [[[x + lon, y + lat] for x, y in box]]},
        }
        for code, lon, lat in zip(places.codes, places.lon, places.lat, strict=True)
    ]
    path = tmp_path / "admin2.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    context = Context(synthetic(20, 14), [REOPEN, BASELINE], "en", "sha")
    plate = Atlas(context, path).plates()[0]
    said = " ".join(text.get_text().replace("\n", " ") for text in texts(plate.figure))
    assert "file given by the user" in said
    assert "Approximate" not in said
    assert text_faults(plate.figure) == []


def test_a_bad_boundaries_file_is_refused(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("{}")
    with pytest.raises(ValueError, match=r"bad\.json"):
        Atlas(Context(synthetic(20, 14), [REOPEN, BASELINE], "en", "sha"), path).plates()
