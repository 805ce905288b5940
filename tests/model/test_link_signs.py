"""The sign of every causal link on its direct kernel, never on a net effect: at central parameters, and in 50 members.

``pytest -s`` prints the table. No member may have the wrong sign of a link of grade A or B. Links of grade C or D may
have no effect or the other sign in some members where a parameter of theirs may lie on either side of no effect;
contested ones must be open. An identity is held as an equation, or joins two names of one quantity.
"""

import sys
from pathlib import Path

import numpy as np
import pytest

from borderSim import catalogue
from borderSim.catalogue.distributions import support
from tests.model import (
    link_signs_crossings,
    link_signs_economy,
    link_signs_groups,
    link_signs_papers,
    link_signs_people,
    link_signs_politics,
    link_signs_trade,
    link_signs_violence,
)
from tests.model.link_signs_identities import EQUATIONS
from tests.model.link_signs_setting import Cause, central, members

PARTS = (
    link_signs_crossings, link_signs_economy, link_signs_groups, link_signs_papers, link_signs_people,
    link_signs_politics, link_signs_trade, link_signs_violence,
)  # fmt: skip
CAUSES: dict[str, Cause] = {name: cause for part in PARTS for name, cause in part.KERNELS.items()}
LINKS = catalogue.links()
IDENTITIES = [name for name, link in LINKS.items() if link.carried == "identity"]
SIGNS = {"+": 1.0, "-": -1.0, "0": 0.0}
ROUNDING = 1e-12
MODEL = Path("borderSim", "model").as_posix()
P = members()


@pytest.fixture(scope="module")
def table():
    """Lines of the printed table: link, grade, sign, direction at central values, members with each direction."""
    lines = []
    yield lines
    print(f"\n{'link':62} {'grade':9} sign centre  members +/0/-")
    print("\n".join(lines))


def directions(cause: Cause, p) -> np.ndarray:
    """The direction of the effect by lane: 1, -1, 0 for none, nan where places or sectors disagree."""
    low, high = (np.asarray(cause.effect(p, x), float) for x in (cause.low, cause.high))
    low, high = (values.reshape(len(values), -1) for values in (low, high))
    assert np.isfinite(high - low).all()
    least = np.maximum(ROUNDING * np.abs([low, high]).max(axis=(0, 2)), cause.tolerance)[:, None]
    up, down = (high - low > least).any(axis=1), (high - low < -least).any(axis=1)
    return np.where(up & down, np.nan, 1.0 * up - 1.0 * down)


def no_effect(parameter) -> float:
    """The value of a parameter at which it does nothing."""
    return 1.0 if parameter.unit.startswith("multiplier") else 0.0


def parameters(link):
    return [catalogue.parameters()[name] for name in link.parameters]


def either_side(link) -> bool:
    """May a parameter of the link lie on both sides of no effect?"""
    return any(support(e)[0] < no_effect(e) < support(e)[1] for e in parameters(link))


def may_vanish(link) -> bool:
    """Is no effect in the range of a parameter of the link?"""
    return any(e.low <= no_effect(e) <= e.high for e in parameters(link))


def executed(function) -> set[str]:
    """The functions of the model that a call runs, as module.name."""
    seen = set()

    def note(frame, event, _):
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.parent.as_posix().endswith(MODEL):
            seen.add(f"{path.stem}.{frame.f_code.co_qualname}")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(before)
    return seen


@pytest.mark.parametrize("name", CAUSES)
def test_the_kernel_has_the_sign_of_its_link(name, table):
    link, cause = LINKS[name], CAUSES[name]
    centre, found = directions(cause, central())[0], directions(cause, P)
    counts = "/".join(f"{np.count_nonzero(found == sign):2d}" for sign in (1, 0, -1))
    table.append(f"{name:62} {link.grade:9} {link.sign:4} {centre:+6.0f}  {counts}  {cause.bound}")
    assert not np.isnan(found).any()
    if link.sign == "?":
        assert {1.0, -1.0} <= set(found)
        return
    wanted = SIGNS[link.sign]
    if link.grade == "contested":
        assert (found == wanted).any()
        assert (found != wanted).any() or may_vanish(link)
        return
    assert centre == wanted
    assert bool(cause.bound) <= (found == 0).any()  # no excuse that nothing needs
    if not (link.grade in "CD" and either_side(link)):
        assert ((found == wanted) | (bool(cause.bound) & (found == 0))).all()


@pytest.mark.parametrize("name", [name for name in CAUSES if LINKS[name].carried == "kernel"])
def test_the_entry_evaluates_the_kernel_and_a_parameter_that_the_table_names(name):
    link, cause, known = LINKS[name], CAUSES[name], central()
    assert link.kernel in executed(lambda: cause.effect(known, cause.high))
    assert not link.parameters or known.used & set(link.parameters)


def test_every_link_that_a_kernel_carries_has_an_entry_and_every_entry_a_link():
    assert {name for name, link in LINKS.items() if link.carried == "kernel"} - set(CAUSES) == set()
    assert set(CAUSES) <= set(LINKS)
    assert len(CAUSES) == sum(len(part.KERNELS) for part in PARTS)


def test_a_link_that_the_model_does_not_carry_has_no_kernel():
    uncarried = {name for name, link in LINKS.items() if link.carried == "not carried"}
    assert uncarried & set(CAUSES) == set()
    assert all(LINKS[name].note_en and LINKS[name].note_es and not LINKS[name].kernel for name in uncarried)


@pytest.mark.parametrize("name", IDENTITIES)
def test_an_identity_is_an_equation_or_joins_names_of_one_quantity(name):
    if name not in EQUATIONS:
        ends = (catalogue.variables()[end].stands_for for end in (LINKS[name].cause, LINKS[name].effect))
        assert set.intersection(*map(set, ends))
        return
    left, right = EQUATIONS[name](P)
    assert np.any(left != 0)
    np.testing.assert_allclose(left, right, rtol=1e-9)
