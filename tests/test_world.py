"""The packaged world and history against figures known from their sources."""

import json
import time

import numpy as np
import pytest

from borderSim.world import cartography, load, observed, outlines, population_by_year
from borderSim.world.boundaries import load_boundaries
from borderSim.world.geometry import haversine_km
from borderSim.world.history import month_index
from borderSim.world.tables import DATA

W = load()
HISTORY = observed()
N, C, D = 1457, 1122, 33


def test_sizes_and_permanent_order():
    assert (W.n_places, W.n_co, len(W.department_codes), len(W.state_codes)) == (N, C, D, 24)
    assert (len(W.crossing_ids), len(W.segment_co), len(W.corridor_ids), len(W.border_group_ids)) == (8, 60, 6, 4)
    assert W.codes[:C] == sorted(c for c in W.codes if c.startswith("CO"))
    assert W.codes[C:] == sorted(c for c in W.codes if c.startswith("VE"))
    assert len(set(W.codes)) == N
    assert [W.department_codes[d] for d in W.department] == [code[:4] for code in W.codes[:C]]
    assert [W.state_codes[s] for s in W.state] == [code[:4] for code in W.codes[C:]]
    assert W.names[W.place_index["CO54001"]] == "San José de Cúcuta"
    assert W.department_names[W.department_codes.index("CO11")].startswith("Bogotá")


def test_arrays_have_place_axis_and_are_read_only():
    for name in ("lat", "lon", "area_km2", "residents_2012", "km_to_border", "urban", "state_presence_2012"):
        array = getattr(W, name)
        assert array.shape == (N,)
        assert np.isfinite(array).all()
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_residents_against_known_totals():
    assert population_by_year(2024).sum() == 52_695_952
    assert np.array_equal(population_by_year(2012), W.residents_2012[:C])
    assert 45e6 < W.residents_2012[:C].sum() < 47e6
    assert W.residents_2012[C:].sum() == pytest.approx(29_553_829)  # World Bank, mid-2012
    zulia = W.residents_2012[C:][W.state == W.state_codes.index("VE23")].sum()
    assert zulia / W.residents_2012[C:].sum() == pytest.approx(3_704_404 / 27_225_775, rel=1e-6)  # census share kept
    with pytest.raises(ValueError, match="2012 to 2024"):
        population_by_year(2030)


def test_department_runs_serve_reduceat():
    sums = np.add.reduceat(W.residents_2012[:C], W.department_start)
    assert sums == pytest.approx(np.bincount(W.department, W.residents_2012[:C]))
    assert np.add.reduceat(W.residents_2012[C:], W.state_start).shape == (24,)
    shares = np.add.reduceat(np.exp(W.jobs_weight), W.department_start)
    assert shares == pytest.approx(np.ones(D))


def test_adjacency_is_symmetric_and_normalised():
    rows = np.repeat(np.arange(N), np.diff(W.adj_indptr))
    pairs = set(zip(rows.tolist(), W.adj_indices.tolist(), strict=True))
    assert len(pairs) == len(W.adj_indices) == 2 * 4156
    assert pairs == {(b, a) for a, b in pairs}
    sums = np.bincount(rows, W.adj_weights, N)
    alone = np.flatnonzero(sums == 0)
    assert {W.names[i] for i in alone} == {"San Andrés", "Providencia", "Villalba"}
    assert np.delete(sums, alone) == pytest.approx(np.ones(N - 3), abs=1e-6)
    assert W.adj_cross.sum() == 2 * 60
    across = {(a, b) for a, b in pairs if a < C <= b}
    assert across == set(zip(W.segment_co.tolist(), W.segment_ve.tolist(), strict=True))


def test_longer_border_weighs_more():
    arauca = W.place_index["CO81001"]
    entries = slice(W.adj_indptr[arauca], W.adj_indptr[arauca + 1])
    weight = dict(zip(W.adj_indices[entries].tolist(), W.adj_weights[entries].tolist(), strict=True))
    long, short = W.place_index["VE0404"], W.place_index["VE0406"]
    assert weight[long] / weight[short] == pytest.approx(155.64 / 36.81, rel=1e-5)


def test_crossings_stand_on_the_line():
    segments = set(zip(W.segment_co.tolist(), W.segment_ve.tolist(), strict=True))
    assert all(pair in segments for pair in zip(W.crossing_co.tolist(), W.crossing_ve.tolist(), strict=True))
    assert W.crossing_route.tolist() == [0, 0, 0, 0, 1, 2, 2, 2]
    assert [W.department_codes[d] for d in W.crossing_department] == [W.codes[i][:4] for i in W.crossing_co]
    assert W.crossing_border_group.tolist() == [0, 0, 0, 0, 1, 2, 3, 3]
    to_crossing = haversine_km(W.lat[W.crossing_co], W.lon[W.crossing_co], W.crossing_lat, W.crossing_lon).diagonal()
    assert to_crossing.max() < 60


def test_border_groups_and_corridors():
    assert W.border_group.sum(axis=0).max() == 1
    for side in (W.segment_co, W.segment_ve):
        assert W.border_group[:, side].any(axis=0).all()
    assert (W.border_group[W.segment_border_group, W.segment_co]).all()
    assert not W.border_group[:, W.place_index["CO11001"]].any()
    assert W.corridor[W.corridor_ids.index("catatumbo"), W.place_index["CO54810"]]
    assert W.corridor[:, C:].any(axis=1).tolist() == [True, True, True, True, False, False]


def test_distances():
    bogota, cucuta, caracas = (W.place_index[code] for code in ("CO11001", "CO54001", "VE0101"))
    places = [bogota, cucuta, caracas]
    km = haversine_km(W.lat[places], W.lon[places], W.lat[places], W.lon[places])
    assert km[0, 1] == pytest.approx(405, abs=15)
    assert km[0, 2] == pytest.approx(1025, abs=25)
    assert np.allclose(km, km.T)
    assert km.diagonal().max() == 0
    tachira, norte = W.state_codes.index("VE20"), W.department_codes.index("CO54")
    assert W.km_state_department.shape == (24, D)
    assert W.km_state_department[tachira].argmin() == norte
    assert W.km_state_crossing[tachira].argmin() in (0, 1, 2)
    assert W.km_state_segment.shape == (24, 60)
    assert W.km_crossing_department[0].argmin() == norte
    assert (W.km_segment_department.argmin(axis=1) == W.segment_department).mean() > 0.7
    assert W.km_to_border[cucuta] < 15
    assert 300 < W.km_to_border[bogota] < 450


def test_presence_matches_the_counts_in_expectation():
    p = W.presence_probability
    assert p.dtype == np.float32
    assert p.shape == (4, N)
    assert p.min() >= 0
    assert p.max() < 1
    assert p[:, :C].sum(axis=1, dtype=float) == pytest.approx(W.presence_count_2012, abs=0.1)
    assert W.presence_count_2012[1] == 249
    draws = np.random.default_rng(1).random((400, N)) < p[1]
    assert draws[:, :C].sum(axis=1).mean() == pytest.approx(249, abs=3)
    assert p[0, W.place_index["CO81736"]] > 0.8 > 0.1 > p[0, W.place_index["CO91001"]]
    far = C + np.flatnonzero(W.km_to_border[C:] > 500)
    assert p[0, far].max() < 0.01


def test_coca_and_gold_shares():
    assert W.coca_2012.sum() == pytest.approx(48_000, rel=0.01)
    assert np.add.reduceat(W.coca_weight[:C], W.department_start) == pytest.approx(np.ones(D))
    assert W.coca_weight[C:].sum() == 0
    assert (W.gold_weight[:C].sum(), W.gold_weight[C:].sum()) == pytest.approx((1, 1))
    for array in (W.urban, W.state_presence_2012):
        assert array.min() >= 0
        assert array.max() <= 1
    assert W.state_presence_2012[W.place_index["CO05001"]] > W.state_presence_2012[W.place_index["CO54810"]]


def test_migrants_of_2012():
    assert W.migrants_2012.sum() == 34_500
    assert W.migrant_weight_2012.sum() == pytest.approx(1)
    assert W.migrant_weight_2012.argmax() == W.place_index["CO11001"]


def test_counted_stock_on_each_date():
    counted = dict(zip(HISTORY.stock_dates, HISTORY.stock_total.tolist(), strict=True))
    known = {"2014-12-31": 23_500, "2018-09-30": 1_032_016, "2019-10-31": 1_630_903, "2020-12-31": 1_729_537,
             "2021-01-31": 1_742_770, "2021-08-31": 1_841_899, "2022-02-28": 2_477_237}  # fmt: skip
    assert {date: counted[date] for date in known} == known
    by_status = HISTORY.stock_regular + HISTORY.stock_irregular + np.nan_to_num(HISTORY.stock_in_process)
    whole = np.isfinite(by_status)
    assert whole.sum() >= 9
    assert by_status[whole] == pytest.approx(HISTORY.stock_total[whole], rel=0.01)
    assert HISTORY.municipal_dates == ["2021-01-31", "2021-08-31", "2022-02-28"]
    assert HISTORY.municipal.sum(axis=1).tolist() == [1_742_770, 1_841_899, 2_477_237]
    assert HISTORY.municipal_months.tolist() == [108, 115, 121]
    assert month_index("2012-01") == 0


def test_oil_gdp_and_brent():
    assert len(HISTORY.oil_output) == month_index("2025-04") + 1
    for date, kbd in (("2017-12", 1621), ("2021-02", 538), ("2025-04", 1051)):
        assert HISTORY.oil_output[month_index(date)] == kbd
        assert HISTORY.oil_is_observed[month_index(date)]
    assert HISTORY.oil_output[96:108].mean() == pytest.approx(569, rel=0.1)  # OPEC mean of 2020
    assert HISTORY.gdp_ln[HISTORY.gdp_years == 2012] == 0
    assert HISTORY.gdp_ln[HISTORY.gdp_years == 2019] == pytest.approx(np.log(6670.96 / 19982.32), abs=1e-4)
    assert np.isfinite(HISTORY.brent).all()


def test_trade_presence_and_transit():
    exports = dict(zip(HISTORY.exports_years.tolist(), HISTORY.exports_annual.tolist(), strict=True))
    assert (exports[2012], exports[2019], exports[2021]) == (2555.9, 195.9, 331.0)
    assert 1980 < exports[2013] < 2481  # scaled down from the importer side
    assert 2018 not in exports
    assert HISTORY.customs_cucuta.tolist() == [256.9, 0, 8.8]
    presence = {
        (y, g): n
        for y, g, n in zip(HISTORY.presence_years, HISTORY.presence_groups, HISTORY.presence_counts, strict=True)
    }
    assert presence == {(2011, 1): 249, (2019, 0): 149, (2019, 1): 124, (2019, 2): 213, (2022, 1): 230,
                        (2022, 2): 253, (2024, 0): 226}  # fmt: skip
    assert HISTORY.coca_area[HISTORY.coca_years == 2012] == 48_000
    assert HISTORY.permits_delivered.tolist() == [97_999, 143_134, 564_736]
    assert 99 not in HISTORY.darien_months  # 2020-04: no data is not zero


def test_homicides():
    assert HISTORY.homicides_by_department.shape == (120, D)
    assert HISTORY.homicides_by_department[:36].mean(axis=0) == pytest.approx(W.homicide_base, abs=1e-3)
    assert HISTORY.homicides_by_department[0, 0] == 188  # Antioquia, 2012-01
    bogota = HISTORY.homicides_by_department[:12, W.department_codes.index("CO11")].sum()
    assert bogota == pytest.approx(1267, rel=0.02)  # yearly municipal count of 2012


def test_loading_is_fast():
    best = np.inf
    for _ in range(3):
        start = time.perf_counter()
        load.__wrapped__()
        best = min(best, time.perf_counter() - start)
    assert best < 0.15


def test_tables_are_small_and_sourced():
    files = [f for folder in ("world", "observed") for f in (DATA / folder).iterdir()]
    assert sum(f.stat().st_size for f in files) < 1.5e6
    sources = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert [f.name for f in files if f.name not in sources] == []


def test_cells_tile_the_outlines():
    cells = cartography.cells(W)
    assert len(cells) == N
    assert not any(cell.is_empty for cell in cells)
    country = outlines()["countries"]["CO"]
    assert sum(cell.area for cell in cells[:C]) == pytest.approx(country.area, rel=1e-3)
    inside = [cell.distance(cartography.Point(W.lon[i], W.lat[i])) < 0.05 for i, cell in enumerate(cells)]
    assert np.mean(inside) > 0.98
    regions = cartography.regions(W)
    assert list(regions) == [*W.department_codes, *W.state_codes]
    assert regions["CO11"].area < regions["CO25"].area


SQUARE = [[-72.0, 7.0], [-71.0, 7.0], [-71.0, 8.0], [-72.0, 8.0], [-72.0, 7.0]]


def geojson(property_name="ADM2_PCODE", code="CO54001", ring=SQUARE):
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {property_name: code}, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


@pytest.mark.parametrize("name", ["ADM2_PCODE", "code", "id", "pcode"])
def test_boundaries_from_geojson(tmp_path, name):
    file = tmp_path / "b.geojson"
    file.write_text(json.dumps(geojson(name)))
    assert load_boundaries(file)["CO54001"].area == pytest.approx(1)


def test_boundaries_from_topojson(tmp_path):
    arcs = [[[0, 0], [100, 0], [0, 100]], [[0, 0], [0, 100], [100, 0]]]
    item = {"type": "Polygon", "arcs": [[0, -2]], "properties": {"code": "VE2004"}}
    document = {"type": "Topology", "transform": {"scale": [0.01, 0.01], "translate": [-72, 7]}, "arcs": arcs,
                "objects": {"m": {"type": "GeometryCollection", "geometries": [item]}}}  # fmt: skip
    file = tmp_path / "b.json"
    file.write_text(json.dumps(document))
    assert load_boundaries(file)["VE2004"].bounds == pytest.approx((-72, 7, -71, 8))


BROKEN = {
    "not json": ("{", "is not JSON"),
    "not a collection": ("[1, 2]", "expected a GeoJSON"),
    "no code": (json.dumps(geojson("name", "Cúcuta")), "no polygon carries a P-code"),
    "metres": (json.dumps(geojson(ring=[[x * 1e5, y * 1e5] for x, y in SQUARE])), "not degrees"),
    "no features": ('{"type": "FeatureCollection"}', "missing or broken"),
    "lost arc": (
        '{"type": "Topology", "arcs": [], "objects": {"m": {"type": "Polygon", "id": "CO54001", "arcs": [[3]]}}}',
        "missing or broken",
    ),
    "short ring": (json.dumps(geojson(ring=[[0, 0]])), "is broken"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_boundaries_say_what_is_wrong(tmp_path, case):
    text, message = BROKEN[case]
    file = tmp_path / "b.json"
    file.write_text(text)
    with pytest.raises(ValueError, match=message):
        load_boundaries(file)


def test_missing_boundaries_file(tmp_path):
    with pytest.raises(ValueError, match="cannot read the boundaries file"):
        load_boundaries(tmp_path / "none.json")
