"""The desk with real workers: the numbers are those of one block and of `borderSim run`, bit for bit."""

import asyncio
import os
import signal
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from borderSim.errors import RunError, UserError
from borderSim.experiment.block import Block, run_block
from borderSim.experiment.run import RunOptions, execute
from borderSim.scenario import Pin
from borderSim.workshop.desk import team as teams
from borderSim.workshop.desk.ask import Ask
from borderSim.workshop.desk.desk import Desk
from borderSim.workshop.desk.pasts import Pasts
from borderSim.workshop.desk.team import Processes
from borderSim.workshop.desk.work import Work, compute, fingerprint, place_months, run_months
from borderSim.workshop.draft.draft import Bases

from .desk_fakes import BASELINE, START, policy

LATER = date(2012, 4, 1)
PINNED = {"incident_rate": Pin(0.2)}
BASES = Bases({"opening": policy(0.5)}, BASELINE)


@asynccontextmanager
async def a_desk(**more):
    desk = Desk(2, **more)
    try:
        yield desk
    finally:
        await desk.close()


def parts(outcome):
    return {"national": outcome.national, "department": outcome.department, "place": outcome.place}


def same_bytes(one, other):
    return one.dtype == other.dtype and np.asarray(one).tobytes() == np.asarray(other).tobytes()


def equals_block(answer):
    """Is every series of both outcomes, byte for byte, that of one block of all members?"""
    scenarios = [answer.ask.policy, answer.ask.baseline]
    months = tuple(place_months(scenarios[0]))
    ids = np.arange(answer.members)
    piece = run_block(Block(scenarios, ids, scenarios[1].seed, "float32", places=False, place_months=months))
    tables = {"national": piece.national, "department": piece.department, "place": piece.place_series}
    for number, outcome in enumerate((answer.policy, answer.baseline)):
        for part, series in parts(outcome).items():
            assert series.keys() == tables[part].keys()
            assert all(same_bytes(values, tables[part][name][number]) for name, values in series.items())
    return True


def test_answers_are_bit_for_bit_those_of_one_block():
    async def story():
        async with a_desk() as desk:
            await desk.start(BASES)
            first = await desk.answer("a", Ask(policy(0.5), BASELINE, 32))
            assert first.seconds == 0
            few = await desk.answer("a", Ask(policy(0.3, LATER), BASELINE, 8))
            more = await desk.answer("a", Ask(policy(0.3, LATER), BASELINE, 32))
            told = []
            firm = await desk.answer("a", Ask(policy(0.3, LATER), BASELINE, 90), lambda *how_far: told.append(how_far))
            assert told == [(82, 90), (90, 90)]
            assert few.seconds > 0
            for answer in (first, few, more, firm):
                assert equals_block(answer)

    asyncio.run(story())


def test_answers_are_bit_for_bit_those_of_a_run_on_the_command_line():
    chosen, base = policy(0.3, seed=5), replace(BASELINE, seed=5)

    async def story():
        async with a_desk() as desk:
            return await desk.answer("a", Ask(chosen, base, 20))

    answer = asyncio.run(story())
    data = execute([chosen, base], RunOptions(members=20))
    assert list(answer.months) == data.months
    for number, outcome in enumerate((answer.policy, answer.baseline)):
        for part, table in (("national", data.national), ("department", data.department)):
            assert parts(outcome)[part].keys() == table.keys()
            assert all(same_bytes(values, table[name][number]) for name, values in parts(outcome)[part].items())
        assert same_bytes(outcome.place["venezuelans"][:, -1], data.place["venezuelans"][number])


def test_devices_that_ask_at_once_are_not_mixed_up():
    async def story():
        async with a_desk() as desk:
            asks = [Ask(policy(value / 10), BASELINE, 4) for value in range(6)]
            answers = await asyncio.gather(*(desk.answer(f"team {i}", ask) for i, ask in enumerate(asks)))
            assert [answer.ask for answer in answers] == asks
            assert all(equals_block(answer) for answer in answers)

    asyncio.run(story())


# --- workers that are lost ------------------------------------------------------------------------------------------


def die_once(work):
    """Kill the process that works on this, unless somebody did before."""
    file = os.environ["DESK_TEST_MARK"]
    if not os.path.exists(file):
        open(file, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return compute(work)


def die(work):
    os.kill(os.getpid(), signal.SIGKILL)


def process(_):
    return os.getpid()


def test_a_lost_worker_is_replaced_and_the_answer_comes(monkeypatch, tmp_path):
    monkeypatch.setenv("DESK_TEST_MARK", str(tmp_path / "died"))
    monkeypatch.setattr(teams, "compute", die_once)

    async def story():
        async with a_desk() as desk:
            answer = await desk.answer("a", Ask(policy(0.3), BASELINE, 4))
            assert equals_block(answer)

    asyncio.run(story())
    assert (tmp_path / "died").exists()


def test_a_work_that_kills_every_worker_is_given_up_and_the_desk_goes_on(monkeypatch):
    async def story():
        async with a_desk() as desk:
            with monkeypatch.context() as patch:
                patch.setattr(teams, "compute", die)
                with pytest.raises(RunError, match="lost twice"):
                    await desk.answer("a", Ask(policy(0.3), BASELINE, 4))
            assert equals_block(await desk.answer("a", Ask(policy(0.3), BASELINE, 4)))

    asyncio.run(story())


def test_an_idle_worker_that_was_lost_is_replaced(monkeypatch):
    async def story():
        team, work = Processes(1), Work((BASELINE,), range(2), 1)
        with monkeypatch.context() as patch:
            patch.setattr(teams, "compute", process)
            os.kill(await team.run(work), signal.SIGKILL)
        outcomes = await team.run(work)
        assert len(outcomes[0].national["arrivals"]) == 2
        await team.close()

    asyncio.run(story())


def refuse(work):
    raise RuntimeError(f"refused {work.scenarios[0].name}")


def test_what_the_model_raises_reaches_who_asked(monkeypatch):
    async def story():
        async with a_desk() as desk:
            with monkeypatch.context() as patch:
                patch.setattr(teams, "compute", refuse)
                with pytest.raises(RuntimeError, match=r"refused p0\.3"):
                    await desk.answer("a", Ask(policy(0.3), BASELINE, 2))
            assert equals_block(await desk.answer("a", Ask(policy(0.3), BASELINE, 2)))

    asyncio.run(story())


def test_an_unknown_parameter_set_is_said_at_once_and_holds_up_nobody():
    async def story():
        async with a_desk() as desk:
            with pytest.raises(UserError, match="no_such_set"):
                await desk.answer("a", Ask(policy(0.3, parameters="no_such_set"), BASELINE, 2))
            assert not desk.busy("a")

    asyncio.run(story())


# --- what decides the numbers -----------------------------------------------------------------------------------------


def test_words_do_not_change_a_fingerprint_and_all_that_acts_does():
    plain = policy(0.3)
    words = {"name": "x", "title": {"en": "x"}, "notes": ({"en": "x"},), "members": 3, "window": "whole"}
    words |= {"compare_with": ("reopen",), "carried": (BASELINE,), "indicators": ("arrivals",), "seed": 9}
    acts = {"changes": (), "assumptions": PINNED, "switches": {"events_off": True}, "parameters": "prior"}
    acts |= {"start": date(2012, 2, 1), "end": date(2012, 10, 1)}
    assert {fingerprint(replace(plain, **{name: value}), 1) for name, value in words.items()} == {fingerprint(plain, 1)}
    others = {fingerprint(replace(plain, **{name: value}), 1) for name, value in acts.items()} | {fingerprint(plain, 2)}
    assert len({*others, fingerprint(plain, 1)}) == len(acts) + 2


def test_maps_are_of_the_first_month_every_sixth_and_the_last():
    long = replace(BASELINE, start=date(2022, 7, 1), end=date(2027, 7, 1))
    months = run_months(long)
    assert [m - months.start for m in place_months(long)] == [0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 59]
    assert place_months(replace(BASELINE, end=date(2012, 2, 1))) == [0]


# --- pasts on disk ----------------------------------------------------------------------------------------------------


@pytest.fixture
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("BORDERSIM_CACHE", str(tmp_path / "warm"))
    return tmp_path / "warm"


def with_pin(value):
    return replace(BASELINE, start=START.replace(month=3), assumptions={"incident_rate": Pin(value)})


def kept(folder):
    return {item.name for item in folder.iterdir()} if folder.exists() else set()


def test_a_moved_pin_is_a_new_past_until_it_was_run(cache):
    pinned = with_pin(0.2)

    async def story():
        async with a_desk() as desk:
            ask = Ask(pinned, pinned, 2)
            assert desk.new_past(ask)
            await desk.answer("a", ask)
            assert not desk.new_past(ask)
            assert not desk.new_past(Ask(replace(pinned, changes=policy(0.3, LATER).changes), pinned, 2))
            assert desk.new_past(Ask(with_pin(0.3), pinned, 2))
            assert desk.new_past(Ask(pinned, pinned, 3))
            assert kept(cache)

    asyncio.run(story())
    assert not kept(cache)  # the session's own pasts do not outlive it


def test_the_pasts_of_the_rooms_own_scenarios_stay(cache):
    room = replace(BASELINE, start=START.replace(month=3))

    async def story():
        async with a_desk() as desk:
            await desk.start(Bases({"room": room}, room))
            await desk.answer("a", Ask(with_pin(0.2), with_pin(0.2), 2))
            assert len(kept(cache)) == 2

    asyncio.run(story())
    assert len(kept(cache)) == 1


def test_only_so_many_pasts_are_left_on_disk(cache):
    chosen = Pasts(most=3)
    for value in (0.1, 0.2, 0.3, 0.1, 0.4):
        work = Work((with_pin(value),), range(2), 1)
        assert chosen.used(work.scenarios, work.members, 1)
        compute(work)
    there = [not chosen.is_new(with_pin(value), range(2), 1) for value in (0.1, 0.2, 0.3, 0.4)]
    assert there == [True, False, True, True]


def test_firm_members_under_an_own_past_are_not_kept_and_those_of_others_are(cache):
    chosen = Pasts()
    assert chosen.used((with_pin(0.1),), range(32), 1)
    assert not chosen.used((with_pin(0.1),), range(32, 82), 1)
    chosen.adopt()
    compute(Work((with_pin(0.1),), range(2), 1))
    assert chosen.used((with_pin(0.1),), range(32, 82), 1)


def test_forgetting_leaves_what_was_there_before(cache):
    compute(Work((with_pin(0.1),), range(2), 1))
    before = kept(cache)
    chosen = Pasts()
    for value in (0.1, 0.2):
        chosen.used((with_pin(value),), range(2), 1)
        compute(Work((with_pin(value),), range(2), 1))
    assert len(kept(cache)) == 2
    chosen.forget()
    assert kept(cache) == before
