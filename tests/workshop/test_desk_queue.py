"""Who is answered when, and what is computed: told with workers that finish when the test says so."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.errors import RunError
from borderSim.workshop.desk import desk as desks
from borderSim.workshop.desk.ask import FIRM, Ask
from borderSim.workshop.desk.desk import FIRM_STEP, PATIENCE, Crowded, Full, Overtaken
from borderSim.workshop.desk.shelf import Shelf

from .desk_fakes import BASELINE, ask, asking, numbers, policy, settled, with_fake


def is_right(answer):
    """Are these the numbers of the ask, member by member?"""
    pairs = ((answer.policy, answer.ask.policy), (answer.baseline, answer.ask.baseline))
    return all((out.national["x"] == numbers(s, range(answer.members))).all() for out, s in pairs)


# --- one device ---------------------------------------------------------------------------------------------------


def test_an_ask_is_answered_with_its_numbers_and_then_cached():
    async def story(desk, fake):
        first = await asking(desk, "a", ask(0.1))
        assert desk.busy("a")
        await fake.finish()
        assert is_right(await first)
        assert not desk.busy("a")
        again = await asking(desk, "a", ask(0.1))
        assert again.done()
        assert (await again).seconds == 0
        assert fake.ran() == [(("p0.1",), 0, 8)]

    with_fake(story)


def test_months_are_those_of_the_run_and_maps_are_half_yearly_and_at_the_end():
    async def story(desk, fake):
        answer = await (await asking(desk, "a", Ask(BASELINE, BASELINE, 8)))
        assert list(answer.months) == [f"2012-0{i}" for i in range(1, 9)]
        assert list(answer.place_months) == ["2012-01", "2012-07", "2012-08"]

    with_fake(story)


def test_the_latest_ask_wins_and_what_was_under_way_is_kept():
    async def story(desk, fake):
        tasks = [await asking(desk, "a", ask(value / 10)) for value in range(1, 8)]
        assert fake.ran() == [(("p0.1",), 0, 8)]
        for task in tasks[:-1]:
            with pytest.raises(Overtaken):
                await task
        await fake.finish()
        assert [names for names, *_ in fake.ran()] == [("p0.1",), ("p0.7",)]
        await fake.finish()
        assert is_right(await tasks[-1])
        assert (await (await asking(desk, "a", ask(0.1)))).seconds == 0

    with_fake(story)


def test_an_overtaken_run_does_not_hold_up_the_next_where_a_worker_is_idle():
    async def story(desk, fake):
        first = await asking(desk, "a", ask(0.1))
        second = await asking(desk, "a", ask(0.2))
        assert len(fake.under_way) == 2
        await fake.finish(fake.under_way[1])
        assert is_right(await second)
        with pytest.raises(Overtaken):
            await first
        await fake.finish_all()

    with_fake(story, size=2)


@pytest.mark.parametrize("under_way", [True, False])
def test_cancel_tells_the_one_who_waits(under_way):
    async def story(desk, fake):
        other = None if under_way else await asking(desk, "b", ask(0.9))
        task = await asking(desk, "a", ask(0.1))
        desk.cancel("a")
        desk.cancel("nobody")
        with pytest.raises(Overtaken):
            await task
        assert not desk.busy("a")
        await fake.finish_all()
        assert other is None or is_right(await other)
        assert len(fake.works) == 1

    with_fake(story)


def test_a_page_that_goes_away_leaves_the_line():
    async def story(desk, fake):
        first = await asking(desk, "a", ask(0.1))
        gone = await asking(desk, "b", ask(0.2))
        gone.cancel()
        await fake.finish()
        assert is_right(await first)
        assert not desk.busy("b")
        assert len(fake.works) == 1

    with_fake(story)


# --- several devices ----------------------------------------------------------------------------------------------


def test_devices_take_turns_and_asking_again_keeps_the_place():
    async def story(desk, fake):
        a1 = await asking(desk, "a", ask(0.1))
        b1 = await asking(desk, "b", ask(0.2))
        c1 = await asking(desk, "c", ask(0.3))
        a2 = await asking(desk, "a", ask(0.4))
        b2 = await asking(desk, "b", ask(0.5))
        await fake.finish_all()
        assert [names[0] for names, *_ in fake.ran()] == ["p0.1", "p0.5", "p0.3", "p0.4"]
        assert all([is_right(await task) for task in (c1, a2, b2)])
        for task in (a1, b1):
            with pytest.raises(Overtaken):
                await task

    with_fake(story)


def test_equal_asks_are_computed_once_whatever_the_policy_is_called():
    async def story(desk, fake):
        named = Ask(replace(policy(0.1), name="other", title={"en": "Other"}, members=5), BASELINE, 8)
        tasks = [await asking(desk, "a", ask(0.1)), await asking(desk, "b", named), await asking(desk, "c", ask(0.1))]
        assert len(fake.works) == 1
        await fake.finish()
        assert [is_right(await task) for task in tasks] == [True] * 3

    with_fake(story)


def test_an_equal_ask_in_line_is_answered_while_all_workers_are_busy():
    async def story(desk, fake):
        first = await asking(desk, "a", ask(0.1))
        others = [await asking(desk, "b", ask(0.2)), await asking(desk, "c", ask(0.2))]
        await fake.finish()
        await fake.finish()
        assert [is_right(await task) for task in (first, *others)] == [True] * 3
        assert len(fake.works) == 2

    with_fake(story)


def test_a_new_baseline_is_computed_once_for_all_teams():
    async def story(desk, fake):
        other = replace(BASELINE, changes=policy(0.9).changes)
        tasks = [await asking(desk, f"team {i}", ask(i / 10, 32, other)) for i in range(1, 5)]
        await fake.finish_all()
        assert all([is_right(await task) for task in tasks])
        members = [m for work in fake.works for s in work.scenarios if s.name == other.name for m in work.members]
        assert sorted(members) == list(range(32))

    with_fake(story, size=2)


def test_too_many_devices_are_turned_away_but_not_those_who_wait_already(monkeypatch):
    monkeypatch.setattr(desks, "MOST_DEVICES", 2)

    async def story(desk, fake):
        a, b = await asking(desk, "a", ask(0.1)), await asking(desk, "b", ask(0.2))
        with pytest.raises(Crowded):
            await desk.answer("c", ask(0.3))
        b2 = await asking(desk, "b", ask(0.4))
        with pytest.raises(Overtaken):
            await b
        await fake.finish_all()
        assert is_right(await a)
        assert is_right(await b2)

    with_fake(story)


def test_large_answers_are_bounded_while_somebody_holds_or_waits_for_them(monkeypatch):
    monkeypatch.setattr(desks, "MOST_LARGE", 900)

    async def story(desk, fake):
        a = await asking(desk, "a", ask(0.1, 500))
        with pytest.raises(Full):  # a waits for 500
            await desk.answer("b", ask(0.2, 401))
        again = await asking(desk, "a", ask(0.3, 450))  # what a device asked before no longer counts
        with pytest.raises(Overtaken):
            await a
        await fake.finish_all()
        held = await again
        del again
        with pytest.raises(Full):  # a looks at 450
            await desk.answer("b", ask(0.2, 451))
        b = await asking(desk, "b", ask(0.2, FIRM))  # what every Board may have
        await fake.finish_all()
        assert is_right(await b)
        assert is_right(held)
        del held
        b = await asking(desk, "b", ask(0.2, 900))
        await fake.finish_all()
        assert is_right(await b)

    with_fake(story)


# --- members only add ---------------------------------------------------------------------------------------------


def test_more_members_are_only_the_missing_ones_shared_out_among_idle_workers():
    async def story(desk, fake):
        few = await asking(desk, "a", ask(0.1, 8))
        await fake.finish()
        assert (await few).members == 8
        more = await asking(desk, "a", ask(0.1, 32))
        assert fake.ran()[1:] == [(("p0.1",), 8, 20), (("p0.1",), 20, 32)]
        await fake.finish(fake.under_way[1])
        assert not more.done()
        await fake.finish()
        assert is_right(await more)
        assert is_right(await (await asking(desk, "b", ask(0.1, 9))))

    with_fake(story, size=2)


def test_nothing_is_shared_out_while_somebody_else_waits():
    async def story(desk, fake):
        first = await asking(desk, "a", ask(0.1, 32))
        others = [await asking(desk, d, ask(v, 32)) for d, v in (("b", 0.2), ("c", 0.3), ("d", 0.4))]
        await fake.finish()
        assert fake.ran()[2] == (("p0.2",), 0, 32)
        await fake.finish_all()
        assert all([is_right(await task) for task in (first, *others)])

    with_fake(story, size=2)


def test_policy_and_baseline_that_lack_the_same_members_are_computed_together():
    async def story(desk, fake):
        task = await asking(desk, "a", ask(0.1, 40))
        await fake.finish_all()
        assert fake.ran() == [(("p0.1",), 0, 32), (("p0.1", "today"), 32, 40)]
        assert is_right(await task)

    with_fake(story)


def test_a_policy_that_is_its_baseline_is_not_run_twice():
    async def story(desk, fake):
        base = replace(BASELINE, seed=7)
        task = await asking(desk, "a", Ask(replace(base, name="copy"), base, 8))
        await fake.finish_all()
        assert fake.ran() == [(("today",), 0, 8)]
        answer = await task
        assert answer.policy.national["x"] is answer.baseline.national["x"]

    with_fake(story)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.integers(1, 120)), max_size=8), st.data())
def test_any_asks_in_any_order_of_finishing_get_their_numbers_and_no_member_runs_twice(asks, data):
    async def story(desk, fake):
        tasks = []
        for device, value, members in asks:
            tasks.append(await asking(desk, device, ask(value / 10, members)))
            for _ in range(data.draw(st.integers(0, 2))):
                if fake.open:
                    await fake.finish(data.draw(st.sampled_from(fake.under_way)))
        while fake.open:
            await fake.finish(data.draw(st.sampled_from(fake.under_way)))
        last = {device: i for i, (device, *_) in enumerate(asks)}
        for i, task in enumerate(tasks):
            overtaken = isinstance(task.exception(), Overtaken)
            assert not (overtaken and i == last[asks[i][0]])
            assert overtaken or is_right(task.result())
        ran = [(s.name, m) for work in fake.works for s in work.scenarios for m in work.members]
        assert len(ran) == len(set(ran))
        assert fake.most <= fake.size

    with_fake(story, size=2)


# --- firm asks ----------------------------------------------------------------------------------------------------


def test_a_firm_ask_goes_in_pieces_and_tells_how_far_it_is():
    async def story(desk, fake):
        heard = []
        task = await asking(desk, "a", ask(0.1, 120), lambda done, total: heard.append((done, total)))
        await fake.finish_all()
        assert heard == [(FIRM_STEP, 120), (2 * FIRM_STEP, 120), (120, 120)]
        assert is_right(await task)

    with_fake(story)


def test_a_firm_ask_leaves_a_worker_to_those_who_drag_and_goes_after_them():
    async def story(desk, fake):
        firm = [await asking(desk, d, Ask(policy(v), policy(v), 200)) for d, v in (("f", 0.1), ("g", 0.2))]
        assert len(fake.under_way) == 1
        drag = await asking(desk, "a", ask(0.3))
        assert [w.members for w in fake.under_way] == [range(FIRM_STEP), range(8)]
        more = [await asking(desk, d, ask(v)) for d, v in (("b", 0.4), ("c", 0.5))]
        await fake.finish()
        assert [len(w.members) for w in fake.under_way] == [8, 8]
        await fake.finish_all()
        assert all([is_right(await task) for task in (*firm, drag, *more)])

    with_fake(story, size=2)


def test_firm_asks_take_turns_on_a_single_worker_and_wait_for_others():
    async def story(desk, fake):
        firm = [await asking(desk, d, Ask(policy(v), policy(v), 100)) for d, v in (("f", 0.1), ("g", 0.2))]
        drag = await asking(desk, "a", ask(0.3))
        await fake.finish_all()
        assert [names[0] for names, *_ in fake.ran()] == ["p0.1", "p0.3", "p0.2", "p0.1", "p0.2"]
        assert all([is_right(await task) for task in (*firm, drag)])

    with_fake(story)


def test_a_room_that_never_rests_still_gets_its_firm_pictures():
    """Three devices ask again as soon as they are answered; the firm ask lets PATIENCE pieces pass at a time."""

    async def story(desk, fake):
        values = iter(range(1, 100))
        waiting = {device: await asking(desk, device, ask(next(values) / 100)) for device in "abc"}
        firm = await asking(desk, "f", Ask(BASELINE, BASELINE, 100))
        while not firm.done() and len(fake.ran()) < 60:
            await fake.finish()
            for device, task in waiting.items():
                if task.done():
                    waiting[device] = await asking(desk, device, ask(next(values) / 100))
        assert is_right(await firm)
        assert 2 * PATIENCE <= len(fake.ran()) < 60
        await fake.finish_all()
        assert all([is_right(await task) for task in waiting.values()])

    with_fake(story)


def test_a_cancelled_firm_ask_stops_after_its_piece_and_goes_on_from_there():
    async def story(desk, fake):
        task = await asking(desk, "a", ask(0.1, 200))
        desk.cancel("a")
        with pytest.raises(Overtaken):
            await task
        done = sum(len(work.members) for work in fake.works)
        await fake.finish_all()
        assert sum(len(work.members) for work in fake.works) <= FIRM_STEP + 32
        again = await asking(desk, "a", ask(0.1, 200))
        await fake.finish_all()
        assert is_right(await again)
        assert done > 0
        ran = [m for work in fake.works for s in work.scenarios if s.name == "p0.1" for m in work.members]
        assert sorted(ran) == list(range(200))

    with_fake(story)


# --- what goes wrong ----------------------------------------------------------------------------------------------


def test_an_error_goes_to_all_who_wait_and_the_next_ask_tries_again():
    async def story(desk, fake):
        tasks = [await asking(desk, device, ask(0.1)) for device in "ab"]
        await fake.finish(error=RunError("lost"))
        for task in tasks:
            with pytest.raises(RunError, match="lost"):
                await task
        again = await asking(desk, "a", ask(0.1))
        await fake.finish()
        assert is_right(await again)

    with_fake(story)


def test_an_error_in_one_share_does_not_leave_holes():
    async def story(desk, fake):
        task = await asking(desk, "a", ask(0.1, 32))
        one, two = fake.under_way
        await fake.finish(one, RunError("lost"))
        with pytest.raises(RunError):
            await task
        again = await asking(desk, "a", ask(0.1, 32))
        await fake.finish(two)
        await fake.finish_all()
        assert is_right(await again)

    with_fake(story, size=2)


@pytest.mark.parametrize("members", [0, -1, 1001])
def test_members_out_of_range_are_refused(members):
    async def story(desk, fake):
        with pytest.raises(ValueError, match="from 1 to 1000"):
            await desk.answer("a", ask(0.1, members))

    with_fake(story)


def test_scenarios_over_other_months_are_refused():
    async def story(desk, fake):
        longer = replace(BASELINE, end=BASELINE.end.replace(year=2013))
        with pytest.raises(ValueError, match="other months"):
            await desk.answer("a", Ask(longer, BASELINE, 8))

    with_fake(story)


def test_closing_cancels_all_who_wait_and_starts_nothing_new():
    async def story(desk, fake):
        tasks = [await asking(desk, device, ask(i / 10)) for i, device in enumerate("abc", 1)]
        closing = asyncio.create_task(desk.close())
        await settled()
        await fake.finish_all()
        await closing
        for task in tasks:
            with pytest.raises(asyncio.CancelledError):
                await task
        with pytest.raises(asyncio.CancelledError):
            await desk.answer("a", ask(0.5))
        assert len(fake.works) == 1

    with_fake(story)


# --- memory -------------------------------------------------------------------------------------------------------


def test_the_shelf_lets_go_of_what_was_not_used_for_longest_and_keeps_what_is_used():
    one = 8 * (2 + 2 + 2) * 8  # bytes of a fake outcome with 8 members
    shelf = Shelf(4 * one + 3 * one)  # the baseline's 32 members and three policies

    async def story(desk, fake):
        for value in (0.1, 0.2, 0.3, 0.1, 0.4):
            task = await asking(desk, "a", ask(value))
            await fake.finish_all()
            await task
        assert len(fake.works) == 4
        for value, works in ((0.1, 4), (0.3, 4), (0.4, 4), (0.2, 5)):
            task = await asking(desk, "a", ask(value))
            await fake.finish_all()
            assert is_right(await task)
            assert len(fake.works) == works

    with_fake(story, shelf=shelf)


def test_a_shelf_with_no_room_still_answers():
    async def story(desk, fake):
        task = await asking(desk, "a", ask(0.1, 200))
        await fake.finish_all()
        assert is_right(await task)

    with_fake(story, shelf=Shelf(0))


def test_nobody_can_write_into_what_all_share():
    async def story(desk, fake):
        answer = await (await asking(desk, "a", Ask(BASELINE, BASELINE, 8)))
        with pytest.raises(ValueError, match="read-only"):
            answer.policy.national["x"][0] = 1

    with_fake(story)
