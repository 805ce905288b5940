"""Who leads a soak, and the Wall that everybody looks at."""

import asyncio

from playwright.async_api import Locator

from browser_room import Device
from soak_clients import Client, Plan

VALUES = "(all) => all.map((one) => one.value)"
PANELS = """() => [...document.querySelectorAll('.panel .panel-title')].map((one) => one.textContent)"""


class Wall(Client):
    """Looks on: every panel shows a policy of its own team, and in the end the newest."""

    rest = (10.0, 20.0)

    async def act(self) -> None:
        """Look."""
        for team, title in enumerate(await self.device.page.evaluate(PANELS), 1):
            if title.startswith("T") and title not in self.plan.published[team]:
                raise AssertionError(f"panel of team {team} shows {title}")
        self.did["looks at the Wall"] += 1

    async def check(self) -> None:
        """The newest policy of each team is there."""
        await self.device.page.locator(".panel-title").first.wait_for()
        shown = await self.device.page.evaluate(PANELS)
        for team, titles in self.plan.published.items():
            if titles and shown[team - 1] != titles[-1]:
                raise AssertionError(f"panel of team {team} shows {shown[team - 1]}, not {titles[-1]}")


class Console(Client):
    """Leads: a round, a question, the reveal, an event, a vote, again and again."""

    rest = (1.0, 3.0)

    def __init__(self, device: Device, plan: Plan, seed: int) -> None:
        super().__init__(device, plan, seed)
        self._next = 0

    async def act(self) -> None:
        """The next point of the agenda."""
        agenda = (
            (self._open_round, 20.0),
            (self._ask, 25.0),
            (self._reveal, 6.0),
            (self._pin, 2.0),
            (self._inject, 10.0),
            (self._close_round, 1.0),
            (self._open_vote, 25.0),
            (self._close_vote, 3.0),
            (self.begin_again, 2.0),
        )
        deed, then = agenda[self._next % len(agenda)]
        self._next += 1
        await deed()
        await asyncio.sleep(then)

    async def _open_round(self) -> None:
        await self._click("[data-at=round]")
        await self.device.page.get_by_text(self.say("console_round_open")).wait_for()
        self.plan.round_open = True
        self.did["rounds"] += 1

    async def _close_round(self) -> None:
        self.plan.round_open = False
        await self._click("[data-at=round]")
        await self.device.page.get_by_text(self.say("console_round_open")).wait_for(state="detached")

    async def _ask(self) -> None:
        page = self.device.page
        section = page.locator("section[aria-labelledby=console-question]")
        offered = section.locator("select").nth(1).locator("option")
        await section.locator("select").nth(1).select_option(str(await offered.first.get_attribute("value")))
        await asyncio.sleep(0.5)
        number = self.plan.question + 1
        title = Plan("", question=number).title()
        await section.locator("input[type=text]").fill(title)
        await section.get_by_role("button", name=self.say("console_ask"), exact=True).click()
        await section.get_by_text(title).first.wait_for()
        self.plan.question, self.plan.sealed = number, True
        self.did["questions"] += 1

    async def _reveal(self) -> None:
        self.plan.sealed = False
        section = self.device.page.locator("section[aria-labelledby=console-question]")
        await self._confirm(section)
        await section.get_by_text(self.say("console_last_revealed", title=self.plan.title())).wait_for()
        self.did["reveals"] += 1

    async def _pin(self) -> None:
        section = self.device.page.locator("section[aria-labelledby=console-pins]")
        first = section.locator("select").first
        await first.select_option(self.chance.choice(await first.locator("option").evaluate_all(VALUES)))
        self.did["charts pinned"] += 1

    async def _inject(self) -> None:
        """An event for everybody, or the last one taken back."""
        section = self.device.page.locator("section[aria-labelledby=console-events]")
        taken = section.locator("[data-at^=inject]")
        if await taken.count():
            await taken.first.click()
            await taken.first.wait_for(state="detached")
        else:
            await section.get_by_role("button", name=self.say("console_inject"), exact=True).click()
            await taken.first.wait_for()
        self.did["events"] += 1

    async def _open_vote(self) -> None:
        section = self.device.page.locator("section[aria-labelledby=console-vote]")
        await section.locator("[data-at=vote]").click()
        await section.locator("[data-at=confirm]").wait_for()
        self.plan.ballot, self.plan.voting = self.plan.ballot + 1, True
        self.did["ballots"] += 1

    async def _close_vote(self) -> None:
        self.plan.voting = False
        section = self.device.page.locator("section[aria-labelledby=console-vote]")
        await self._confirm(section)
        await section.locator("[data-at=vote]").wait_for()

    async def _confirm(self, section: Locator) -> None:
        opened = section.locator("details.confirm")
        await opened.locator("summary").click()
        await opened.locator("button.primary").click()

    async def _click(self, where: str) -> None:
        await self.device.page.locator(where).click()
