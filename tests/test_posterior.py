"""Fitted parameter sets: files, draws, scenarios that choose one, and what runs and listings say of it."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.special import ndtr, ndtri
from typer.testing import CliRunner

from borderSim import catalogue
from borderSim.calibration.space import space
from borderSim.catalogue import posterior as sets
from borderSim.catalogue.distributions import quantile
from borderSim.cli.main import app, main
from borderSim.engine.members import draw, fitted_members, prior_uniform
from borderSim.engine.noise import Noise, stream_key
from borderSim.engine.warmup import cache_key
from borderSim.errors import UserError
from borderSim.experiment.block import Block, prepare
from borderSim.experiment.lanes import structure
from borderSim.explain import explain
from borderSim.explain.text import lines
from borderSim.report.assumptions import parameter_lines, parameter_sets
from borderSim.report.context import Context
from borderSim.results import manifest
from borderSim.scenario import Pin, Range, load_scenario

from .report.story import BASELINE, REOPEN
from .results.synthetic import synthetic

NAMES = ("gdp_elasticity_oil_short", "balloon_coefficient", "reopening_admin_lag", "oil_noise_sd")
P, N, SEED = len(NAMES), 120, 1
FREE = [n for n, p in catalogue.parameters().items() if p.distribution not in ("fixed", "switch")]
MEAN = np.array([0.8, -0.5, 0.2, -1.1])
SD = np.array([0.4, 0.7, 0.3, 0.9])
SCORES = np.round(MEAN + SD * Noise(99, np.arange(N)).normal("test", 0, P).astype(np.float64), sets.DIGITS)
ABOUT = {"until": "2025-12-31", "seed": SEED, "version": "test"}
MEMBERS = np.arange(4000)


def made(name="latest", until="2025-12-31"):
    return sets.fitted(name, NAMES, SCORES, {**ABOUT, "until": until})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder in place of the packaged one."""
    monkeypatch.setattr(sets, "FOLDER", tmp_path / "posterior")
    sets.posterior.cache_clear()
    yield tmp_path / "posterior"
    sets.posterior.cache_clear()


@pytest.fixture
def packaged(folder):
    """A set `latest` that knows all, and `2019` that knows nothing after that year."""
    sets.write_posterior(folder, made())
    sets.write_posterior(folder, replace(made("2019", "2019-12-31"), scores=SCORES / 2))
    return folder


class TestDraws:
    def test_under_the_fits_seed_a_member_is_a_row(self):
        noise, drawn = Noise(SEED, MEMBERS[:N]), draw(Noise(SEED, MEMBERS[:N]), {}, made())
        prior = draw(noise, {})
        assert list(prior) == list(drawn) == list(catalogue.parameters())
        for name, values in prior.items():
            assert drawn[name].shape == (N, 1)
            assert np.array_equal(values, drawn[name]) == (name not in NAMES), name
        for column, name in enumerate(NAMES):
            at_scores = quantile(catalogue.parameters()[name], ndtr(SCORES[:, column]))
            assert drawn[name][:, 0] == pytest.approx(at_scores, rel=1e-12)

    @pytest.mark.parametrize("year", [2019, 2025])
    def test_a_run_has_the_parameters_that_the_fit_ran(self, year):
        """Fitted or not, every parameter of a member is what the smoother's own run of that member used."""
        noise, where = Noise(SEED, MEMBERS[:N]), space(year)
        scores = where.prior(noise)
        scores[:, [where.names.index(name) for name in NAMES]] = SCORES
        ran, drawn = where.values(scores, noise), draw(noise, {}, made("x", f"{year}-12-31"))
        assert list(drawn) == list(ran)
        assert all(drawn[name] == pytest.approx(ran[name], rel=1e-9, abs=1e-9) for name in ran)

    def test_scores_at_the_members_own_draws_are_the_prior(self):
        """A fit that moves nothing gives back the prior, to the decimals that are kept."""
        noise = Noise(SEED, MEMBERS[:N])
        own = np.stack([ndtri(prior_uniform(noise, name)) for name in NAMES], axis=1)
        prior, same = draw(noise, {}), draw(noise, {}, sets.fitted("same", NAMES, own, ABOUT))
        for name in NAMES:
            assert np.max(np.abs(same[name] - prior[name])) < 10.0 ** (1 - sets.DIGITS) * np.ptp(prior[name])

    @given(st.lists(st.integers(0, 5000), min_size=1, max_size=30), st.integers(0, 2**40))
    def test_row_and_draw_follow_from_member_and_seed_alone(self, ids, seed):
        rows = fitted_members(Noise(seed, np.array(ids)), made())
        shift = 0 if seed == SEED else stream_key(seed, "posterior") % N
        assert rows.seed == SEED
        assert rows.members.tolist() == [(member + shift) % N for member in ids]
        of_fit = draw(Noise(SEED, rows.members), {}, made())
        whole = draw(Noise(seed, np.array(ids)), {}, made())
        assert all(np.array_equal(whole[name], of_fit[name]) for name in whole)
        for row in range(0, len(ids), 7):
            alone = draw(Noise(seed, np.array([ids[row]])), {}, made())
            assert all(whole[name][row, 0] == alone[name][0, 0] for name in whole)

    def test_another_seed_takes_the_same_rows_from_another_start(self):
        seeds = [seed for seed in range(2, 30) if stream_key(seed, "posterior") % N]
        assert len(seeds) > 20
        assert len({int(fitted_members(Noise(seed, MEMBERS[:1]), made()).members[0]) for seed in seeds}) > 10
        ours = draw(Noise(SEED, MEMBERS[:N]), {}, made())
        theirs = draw(Noise(seeds[0], MEMBERS[:N]), {}, made())
        rows = np.stack([np.concatenate([d[name] for name in FREE], axis=1) for d in (ours, theirs)])
        assert not np.array_equal(*rows)
        assert {row.tobytes() for row in rows[0]} == {row.tobytes() for row in rows[1]}

    @pytest.mark.parametrize("seed", [SEED, 2])
    def test_members_beyond_the_last_row_use_rows_again_with_other_chance(self, seed):
        noise = Noise(seed, MEMBERS[: 2 * N + 3])
        drawn = draw(noise, {}, made())
        for values in drawn.values():
            assert np.array_equal(values[:N], values[N : 2 * N])
            assert np.array_equal(values[:3], values[2 * N :])
        assert not np.array_equal(*np.split(noise.normal("test", 0, 2)[: 2 * N], 2))

    def test_points_are_those_of_the_draws(self):
        drawn = draw(Noise(2, MEMBERS[:N]), {}, made())
        for name in NAMES:
            low, middle, high = made().points(name)
            share = [(drawn[name] <= point).mean() for point in (low, middle, high)]
            assert share == pytest.approx([0.05, 0.5, 0.95], abs=3 / N), name

    def test_mean_and_spread_are_those_of_the_scores(self):
        assert made().mean == pytest.approx(SCORES.mean(axis=0))
        assert made().spread ** 2 == pytest.approx(((SCORES - SCORES.mean(axis=0)) ** 2).mean(axis=0))

    @pytest.mark.parametrize("seed", [SEED, 2])
    def test_a_pin_or_range_replaces_one_marginal_alone(self, seed):
        noise, (first, second) = Noise(seed, MEMBERS[:100]), NAMES[:2]
        outside = next(name for name in FREE if name not in NAMES)
        given_range = Range("uniform", 1.0, 2.0, 3.0)
        free = draw(noise, {}, made())
        held = draw(noise, {first: Pin(0.25), second: given_range, outside: given_range}, made())
        assert np.all(held[first] == 0.25)
        for name in (second, outside):
            own = prior_uniform(fitted_members(noise, made()), name)
            assert np.array_equal(held[name][:, 0], quantile(given_range.of(catalogue.parameters()[name]), own))
        changed = (first, second, outside)
        assert all(np.array_equal(free[name], held[name]) for name in free if name not in changed)

    @pytest.mark.parametrize("seed", [SEED, 2])
    def test_without_a_parameter_members_keep_their_own_draws(self, seed):
        empty, noise = sets.Posterior("prior", (), np.empty((1, 0)), {"until": "2019-12-31"}), Noise(seed, MEMBERS[:50])
        drawn = draw(noise, {FREE[0]: Pin(0.25)}, empty)
        assert np.all(drawn[FREE[0]] == 0.25)
        for name in FREE[1:]:
            own = quantile(empty.prior(name), noise.member_uniform(f"parameter:{name}"))
            assert np.array_equal(drawn[name][:, 0], own), name
        assert len(empty.widened) > 50
        assert empty.digest != replace(empty, manifest={"until": "2018-12-31"}).digest

    @pytest.mark.parametrize("score", [-30.0, 30.0])
    def test_far_scores_stay_finite(self, score):
        far = sets.fitted("far", FREE, np.full((2, len(FREE)), score), ABOUT)
        drawn = draw(Noise(SEED, MEMBERS[:2]), {}, far)
        assert all(np.isfinite([*drawn[name][:, 0], *far.points(name)]).all() for name in FREE)

    def test_an_early_set_widens_what_knows_later_years(self):
        early, noise = made("2019", "2019-12-31"), Noise(SEED, MEMBERS[:N])
        table, drawn = draw(noise, {}), draw(noise, {}, early)
        later = [n for n in FREE if n not in NAMES and n in early.widened]
        assert len(later) > 50
        assert all(p.informed_until > 2019 for p in map(catalogue.parameters().__getitem__, later))
        for name in later:
            assert np.ptp(drawn[name]) >= np.ptp(table[name]), name
        assert made().widened == ()


class TestFiles:
    def test_written_and_read_again_it_is_the_same(self, tmp_path):
        before = made()
        table, about = sets.write_posterior(tmp_path / "new", before)
        after = sets.read_posterior(table)
        assert (after.name, after.names, after.until, after.seed) == ("latest", NAMES, "2025-12-31", SEED)
        assert np.array_equal(after.scores, before.scores)
        assert after.digest == before.digest
        assert dict(before.manifest).items() <= dict(after.manifest).items()
        assert after.manifest["members"] == N
        assert not after.table_changed
        assert sorted(p.name for p in table.parent.iterdir()) == ["latest.csv", "latest.json"]
        assert sets.read_posterior(about).digest == before.digest
        lines = table.read_text(encoding="utf-8").splitlines()
        assert lines[:2] == [",".join(NAMES), ",".join(f"{score:.{sets.DIGITS}f}" for score in SCORES[0])]
        assert len(lines) == N + 1

    @given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, min_side=2), elements=st.floats(-40, 40)))
    def test_any_set_comes_back_to_the_bit(self, tmp_path_factory, scores):
        before = sets.fitted("any", FREE[: scores.shape[1]], scores, ABOUT)
        after = sets.read_posterior(sets.write_posterior(tmp_path_factory.mktemp("any"), before)[0])
        assert after.digest == before.digest
        assert np.array_equal(after.scores, before.scores)
        assert np.all(np.abs(after.scores - scores) <= 0.5 * 10.0**-sets.DIGITS * (1 + 1e-6))

    def test_whatever_decides_a_draw_is_in_the_digest(self):
        about, moved = made().manifest, SCORES + np.eye(N, P)
        others = [
            replace(made(), scores=moved),
            replace(made(), names=(*NAMES[:-1], FREE[-1])),
            replace(made(), manifest={**about, "seed": SEED + 1}),
            made(until="2019-12-31"),
        ]
        assert len({one.digest for one in (made(), *others)}) == 5
        assert replace(made(), name="other").digest == made().digest

    def test_a_failed_write_leaves_what_was_there(self, tmp_path, monkeypatch):
        sets.write_posterior(tmp_path, made())
        before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(sets.os, "replace", full)
        with pytest.raises(UserError, match="No space left"):
            sets.write_posterior(tmp_path, replace(made(), scores=SCORES + 1))
        assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before

    @pytest.mark.parametrize(
        ("names", "scores", "words"),
        [
            (NAMES, SCORES * np.nan, "not a finite number"),
            (NAMES, SCORES + 1e308 * np.eye(N, P), "not a finite number"),
            (NAMES, SCORES[:1], "1 rows of scores: a set has 2 or more"),
            (NAMES, SCORES[:0], "0 rows of scores"),
            (NAMES, SCORES[0], rf"scores \({P},\) of {P} parameters"),
            (NAMES, SCORES[:, :-1], rf"scores \({N}, {P - 1}\) of {P} parameters"),
            ((), np.empty((N, 0)), "of 0 parameters"),
        ],
    )
    def test_scores_that_are_no_ensemble(self, names, scores, words):
        with pytest.raises(ValueError, match=words), np.errstate(over="ignore"):
            sets.fitted("bad", names, scores, ABOUT)


def edit_table(path, change):
    """Change the CSV and keep the manifest's hash in step, as someone who builds a set by hand would."""
    text = change(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    edit_manifest(path, lambda about: about | {"table_sha256": sets._sha256(text)})


def edit_manifest(path, change):
    about = path.with_suffix(".json")
    about.write_text(json.dumps(change(json.loads(about.read_text(encoding="utf-8")))), encoding="utf-8")


def cell(row, column, value):
    """A change of one cell: row 0 is the header."""

    def change(text):
        rows = [line.split(",") for line in text.splitlines()]
        rows[row][column] = value
        return "".join(",".join(line) + "\n" for line in rows)

    return change


FIRST = NAMES[0]
BAD_TABLES = {
    "empty": (lambda t: "", "is empty: the first line names the parameters"),
    "blank": (lambda t: "\n\n", "is empty"),
    "header_alone": (lambda t: t.splitlines()[0] + "\n", f"0 rows, and its manifest says {N} members"),
    "no_header": (lambda t: "0.1,0.2,0.3,0.4\n" + t.split("\n", 1)[1], "unknown parameter 0.1"),
    "row_missing": (lambda t: t.rsplit("\n", 2)[0] + "\n", f"{N - 1} rows, and its manifest says {N} members"),
    "row_twice": (lambda t: t + t.splitlines()[-1] + "\n", f"{N + 1} rows, and its manifest says {N} members"),
    "cell_missing": (lambda t: t.rsplit(",", 1)[0] + "\n", f"latest.csv:{N + 1}:1: {P - 1} cells for {P} columns"),
    "cell_more": (lambda t: t.rstrip("\n") + ",0.1\n", f"latest.csv:{N + 1}:1: {P + 1} cells for {P} columns"),
    "column_missing": (lambda t: t.replace(f"{FIRST},", "", 1), f"latest.csv:2:1: {P} cells for {P - 1} columns"),
    "after_a_blank_line": (lambda t: "\n" + cell(1, 1, "much")(t), "latest.csv:3:1: 'much' is not a number"),
    "quote": (cell(1, 1, '"' + "1" * 200_000), "latest.csv:2:1: field larger than field limit"),
    "unknown": (cell(0, 0, FIRST + "s"), f"unknown parameter {FIRST}s; did you mean {FIRST}"),
    "twice": (cell(0, 1, FIRST), f"{FIRST} is given twice"),
    "fixed": (
        cell(0, 0, next(n for n, p in catalogue.parameters().items() if p.distribution == "fixed")),
        "is fixed: there is nothing to fit",
    ),
    "another": (cell(0, 0, FREE[-1]), f"{FREE[-1]} was not there, now"),
    "word": (cell(1, 1, "much"), "latest.csv:2:1: 'much' is not a number"),
    "no_value": (cell(2, 0, ""), "latest.csv:3:1: '' is not a number"),
    "nan": (cell(1, 1, "nan"), "not a finite number"),
    "infinite": (cell(2, 3, "inf"), "not a finite number"),
}


class TestBadFiles:
    @pytest.mark.parametrize("case", BAD_TABLES)
    def test_a_bad_table(self, case, tmp_path):
        change, words = BAD_TABLES[case]
        path, _ = sets.write_posterior(tmp_path, made())
        before = path.read_text(encoding="utf-8")
        edit_table(path, change)
        assert path.read_text(encoding="utf-8") != before
        with pytest.raises(UserError) as error:
            sets.read_posterior(path)
        assert words in str(error.value)
        assert str(path) in str(error.value)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda about: [], "a manifest holds until"),
            (lambda about: {k: v for k, v in about.items() if k != "until"}, "until is missing"),
            (lambda about: {k: v for k, v in about.items() if k != "seed"}, "seed is missing"),
            (lambda about: about | {"seed": "1", "members": True}, "seed, members is missing or of the wrong kind"),
            (lambda about: about | {"members": N + 1}, f"{N} rows, and its manifest says {N + 1} members"),
            (lambda about: about | {"priors": 3}, "priors is missing or of the wrong kind"),
            (lambda about: about | {"until": "the end"}, "the end is not a date"),
            (lambda about: about | {"table_sha256": "0"}, "is the manifest of another table"),
            (lambda about: about | {"priors": {}}, f"{FIRST} was not there, now"),
            (
                lambda about: about | {"priors": about["priors"] | {FIRST: "normal 1.0 2.0 3.0 share"}},
                f"fitted to another parameter table: {FIRST} was normal 1.0 2.0 3.0 share, now",
            ),
        ],
    )
    def test_a_bad_manifest(self, change, words, tmp_path):
        path, _ = sets.write_posterior(tmp_path, made())
        edit_manifest(path, change)
        with pytest.raises(UserError, match=words):
            sets.read_posterior(path)

    def test_a_missing_or_unreadable_file(self, tmp_path):
        path, about = sets.write_posterior(tmp_path, made())
        about.write_text("{", encoding="utf-8")
        with pytest.raises(UserError, match=r"latest\.json:1:2: not valid JSON"):
            sets.read_posterior(path)
        about.unlink()
        with pytest.raises(UserError, match=r"latest\.json: No such file"):
            sets.read_posterior(path)
        path.write_bytes(b"\xff\xfe")
        with pytest.raises(UserError, match="not UTF-8"):
            sets.read_posterior(path)
        with pytest.raises(UserError, match="No such file"):
            sets.read_posterior(tmp_path / "none.csv")

    def test_another_table_elsewhere_is_said_not_refused(self, tmp_path):
        path, _ = sets.write_posterior(tmp_path, made())
        edit_manifest(path, lambda about: about | {"priors_sha256": "0"})
        assert sets.read_posterior(path).table_changed


class TestNames:
    def test_without_a_fit_the_posterior_is_the_prior(self, folder):
        assert sets.packaged() == ()
        assert sets.parameter_set("posterior") is None
        assert sets.used("posterior", ())["set"] == "prior"
        with pytest.raises(UserError, match="none is packaged"):
            sets.posterior("latest")

    def test_names_of_what_is_packaged(self, packaged):
        assert sets.packaged() == ("2019", "latest")
        assert sets.choices() == ("posterior", "prior", "2019")
        assert sets.check_choice(2019) == "2019"
        assert sets.parameter_set("posterior").name == "latest"
        assert sets.parameter_set("2019").until == "2019-12-31"
        assert sets.parameter_set("prior") is None
        with pytest.raises(UserError, match="unknown parameter set lates; did you mean latest"):
            sets.posterior("lates")
        with pytest.raises(ValueError, match="unknown parameter set 2018; did you mean 2019"):
            sets.check_choice(2018)
        with pytest.raises(ValueError, match="there are posterior, prior, 2019"):
            sets.check_choice("")

    def test_what_ships_can_be_read(self):
        for name in sets.packaged():
            found = sets.posterior(name)
            assert found.names
            assert name == "latest" or found.until == f"{name}-12-31"
            assert not found.table_changed


def written(tmp_path, line, name="x"):
    path = tmp_path / f"{name}.yaml"
    path.write_text(f"name: {name}\nstart: 2012-01-01\nend: 2012-03-01\n{line}\n", encoding="utf-8")
    return path


class TestScenarios:
    def test_the_key_is_read_kept_and_compared(self, packaged, tmp_path, capsys):
        plain, year = load_scenario(written(tmp_path, "")), load_scenario(written(tmp_path, "parameters: 2019", "y"))
        assert (plain.parameters, year.parameters) == ("posterior", "2019")
        assert year.resolved()["parameters"] == "2019"
        child = tmp_path / "child.yaml"
        child.write_text("name: child\nextends: y\n", encoding="utf-8")
        assert load_scenario(child).parameters == "2019"
        with pytest.raises(SystemExit):
            main(["diff", str(tmp_path / "x.yaml"), str(tmp_path / "y.yaml")])
        assert "parameters" in capsys.readouterr().out

    @pytest.mark.parametrize("value", ["2018", "yes", "nothing_like_it", "{a: 1}", "3.5", "''"])
    def test_anything_else_is_refused_where_it_stands(self, packaged, tmp_path, value):
        with pytest.raises(UserError, match=r"x\.yaml:4:13 parameters"):
            load_scenario(written(tmp_path, f"parameters: {value}"))

    def test_the_schema_names_the_sets(self, packaged):
        from borderSim.scenario.jsonschema import json_schema

        assert json_schema()["properties"]["parameters"]["enum"] == ["posterior", "prior", "2019", 2019]

    def test_scenarios_of_one_run_may_differ_in_it(self, packaged, tmp_path, monkeypatch):
        monkeypatch.setenv("BORDERSIM_CACHE", str(tmp_path / "cache"))
        names = ("posterior", "prior", "2019")
        scenarios = [load_scenario(written(tmp_path, f"parameters: {name}", f"s{name}")) for name in names]
        ids = np.arange(3)
        batch, _ = prepare(Block(scenarios, ids, 1, "float32"), Noise(1, ids), 0)
        for position, name in enumerate(names):
            alone = draw(Noise(1, ids), {}, sets.parameter_set(name))
            assert all(np.array_equal(batch.params[n][position::3], alone[n]) for n in alone)
        assert not np.array_equal(batch.params[FIRST][0::3], batch.params[FIRST][1::3])

    def test_warm_starts_are_kept_apart(self):
        assert len({cache_key({}), cache_key({}, made()), cache_key({}, replace(made(), scores=SCORES / 2))}) == 3

    def test_structural_choices_follow_the_set(self, folder, tmp_path):
        choice = next(n for n, p in catalogue.parameters().items() if p.system == "structure")
        scenario, noise = load_scenario(written(tmp_path, "")), Noise(1, MEMBERS)
        before = structure(scenario, noise)[choice].mean()
        sets.write_posterior(folder, sets.fitted("latest", [choice], np.full((N, 1), 2.0), ABOUT))
        assert structure(scenario, noise)[choice].mean() > before + 0.1


class TestWhatIsSaid:
    def context(self, scenario, lang="en", members=20):
        sets_of = {s.name: sets.used(s.parameters, s.assumptions) for s in (scenario, BASELINE)}
        data = synthetic(members, 14)
        return Context(replace(data, meta={**data.meta, "parameter_sets": sets_of}), (scenario, BASELINE), lang, "x")

    def test_the_report_names_set_cut_off_and_what_is_replaced(self, packaged):
        pinned = replace(REOPEN, assumptions={FIRST: Pin(0.2)})
        ours, theirs = parameter_sets(self.context(pinned))
        assert (
            f"{P} of {len(catalogue.parameters())} parameters are clearly informed by the record up to 31 Dec 2025"
            in ours
        )
        assert catalogue.parameters()[FIRST].label() in ours
        assert catalogue.parameters()[FIRST].label() not in theirs
        assert "31 dic 2025" in parameter_sets(self.context(pinned, "es"))[0]

    def test_rows_that_are_used_again_are_said(self, packaged):
        few, many = (parameter_sets(self.context(REOPEN, members=members))[0] for members in (N, N + 1))
        assert "sets of values" not in few
        assert f"The fit holds {N} sets of values; the {N + 1} runs share them" in many
        spanish = parameter_sets(self.context(REOPEN, "es", N + 1))[0]
        assert f"El ajuste contiene {N} juegos de valores; las {N + 1} corridas los comparten" in spanish

    def test_equal_sets_are_said_once(self, packaged):
        assert len(parameter_sets(self.context(replace(REOPEN, assumptions={})))) == 1

    def test_a_prior_is_said_and_so_is_a_missing_fit(self, folder):
        plain = replace(REOPEN, assumptions={})
        assert "holds no parameters fitted" in parameter_sets(self.context(plain))[0]
        first, second = parameter_sets(self.context(replace(plain, parameters="prior")))
        assert "every parameter is drawn from its prior range" in first
        assert "holds no parameters fitted" in second

    def test_an_early_set_says_what_is_wider(self, packaged):
        text = parameter_sets(self.context(replace(REOPEN, parameters="2019")))[0]
        assert "31 Dec 2019" in text
        assert f"Ranges of {len(sets.posterior('2019').widened)} parameters are wider" in text

    def test_the_table_shows_what_runs_draw_from(self, packaged):
        context = self.context(replace(REOPEN, assumptions={NAMES[1]: Pin(0.2)}))
        informed, pinned = parameter_lines(context, NAMES[:2])
        assert informed[5] == "informed by the record"
        assert pinned[5] == "set by this scenario"
        prior = parameter_lines(self.context(replace(REOPEN, parameters="prior")), [FIRST])[0]
        assert prior[1:3] != informed[1:3]
        assert prior[5] != informed[5]

    def test_listing_and_explanation_mark_what_is_informed(self, packaged):
        shown = {p["name"]: p["record"] for p in json.loads(CliRunner().invoke(app, ["parameters", "--json"]).stdout)}
        assert shown[FIRST] == pytest.approx(made().points(FIRST))
        assert [name for name, record in shown.items() if record] == [n for n in shown if n in NAMES]
        wide = CliRunner().invoke(app, ["parameters"], env={"COLUMNS": "240"}).stdout
        low, middle, high = made().points(FIRST)
        assert f"{middle:.3g} [{low:.3g}, {high:.3g}]" in wide

    def test_an_explanation_marks_what_is_informed(self, packaged, tmp_path):
        linked = next(link for link in catalogue.links().values() if set(link.parameters) & set(FREE))
        name = next(n for n in linked.parameters if n in FREE)
        before = next(x for x in lines(explain(linked.name, 1, tmp_path)) if x.strip().startswith(f"{name}:"))
        assert "prior" in before or name in NAMES
        sets.write_posterior(packaged, sets.fitted("latest", [name], SCORES[:, :1], ABOUT))
        sets.posterior.cache_clear()
        after = next(x for x in lines(explain(linked.name, 1, tmp_path)) if x.strip().startswith(f"{name}:"))
        assert "informed by the record" in after

    def test_another_set_gives_another_folder_and_verify_says_so(self):
        data = synthetic(20, 14)
        one, two = (replace(data, meta={**data.meta, "parameter_sets": {"x": {"sha256": s}}}) for s in "ab")
        assert manifest.short_hash(one, {}) != manifest.short_hash(two, {})
        assert manifest._other_sets(one, two) == ["x"]
        assert manifest._other_sets(one, one) == []


class TestRun:
    def test_a_run_says_what_it_was_drawn_from_and_can_be_made_again(self, packaged, tmp_path, capsys, monkeypatch):
        monkeypatch.setenv("BORDERSIM_CACHE", str(tmp_path / "cache"))
        file = written(tmp_path, f"assumptions: {{{FIRST}: {catalogue.parameters()[FIRST].central}}}")
        with pytest.raises(SystemExit) as stop:
            main(
                [
                    "run",
                    str(file),
                    "--members",
                    "2",
                    "--jobs",
                    "1",
                    "--out",
                    str(tmp_path / "out"),
                    "--parameters",
                    "2019",
                ]
            )
        assert not stop.value.code
        (run,) = (tmp_path / "out").iterdir()
        drawn = json.loads((run / "manifest.json").read_text())["meta"]["parameter_sets"]["x"]
        said = [drawn[key] for key in ("set", "until", "informed", "rows", "replaced")]
        assert said == ["2019", "2019-12-31", P, N, [FIRST]]
        assert "parameters: '2019'" in (run / "scenario.resolved.yaml").read_text()
        assert "31 Dec 2019" in (run / "report.html").read_text()
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main(["verify", str(run)])
        assert not stop.value.code

    def test_an_unknown_set_on_the_command_line(self, packaged, tmp_path, capsys):
        out = tmp_path / "out"
        with pytest.raises(SystemExit) as stop:
            main(["run", str(written(tmp_path, "")), "--out", str(out), "--parameters", "priors"])
        assert stop.value.code == 2
        assert "--parameters: unknown parameter set priors; did you mean prior" in capsys.readouterr().err
        assert not out.exists()
