"""What a facilitator and teams do on their pages, step by step, in English."""

import re

from tests.workshop.browser.board import Board


class Console:
    """The facilitator's Console."""

    def __init__(self, page):
        self.page = page

    def _press(self, words):
        self.page.get_by_role("button", name=words).click()

    def open_round(self):
        """Open a round of the usual length."""
        self._press(re.compile("^Open round"))
        self.page.get_by_role("button", name=re.compile("^Close round")).wait_for()

    def close_round(self):
        """Close the round that is open."""
        self._press(re.compile("^Close round"))
        self.page.get_by_role("button", name=re.compile("^Open round")).wait_for()

    def ask(self, title, indicator="people_with_papers"):
        """Ask the room about the newest published policy, else the scenario."""
        self.page.get_by_label("What is predicted").select_option(indicator)
        self.page.get_by_label("Question, as the room reads it").fill(title)
        self._press("Ask the room")
        self.page.get_by_text(f"Open: {title}", exact=True).wait_for()

    def reveal(self, title):
        """Reveal what the model says, and wait until the room knows."""
        self.page.get_by_text("Reveal …", exact=True).click()
        self._press("Close predictions and reveal")
        self.page.get_by_text(f"Revealed: {title}", exact=True).wait_for()

    def open_vote(self, kind="approval"):
        """Open a vote on the newest policy of each team."""
        self.page.get_by_label("How to vote").select_option(kind)
        self._press("Open the vote")
        self.page.get_by_text("Close the vote …", exact=True).wait_for()

    def close_vote(self):
        """Close the vote that is open."""
        self.page.get_by_text("Close the vote …", exact=True).click()
        self._press("Close and show the result")
        self._press_is_gone("Close and show the result")

    def _press_is_gone(self, words):
        self.page.get_by_role("button", name=words).wait_for(state="detached")


def publish(board: Board, title):
    """Publish what stands on a Board: the dialog closes where the room took it."""
    dialog = board.open_by("Publish")
    dialog.get_by_label("A short title for this policy").fill(title)
    dialog.get_by_role("button", name="Publish").click()
    dialog.wait_for(state="detached")
