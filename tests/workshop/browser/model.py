"""What the model says without server, desk or cache: the numbers that a screen has to show."""

import json
from functools import cache

from borderSim.catalogue import indicators
from borderSim.cli.workshop import opened
from borderSim.engine.dates import month_name
from borderSim.scenario import scenario_hash
from borderSim.workshop.desk.ask import Answer, Ask
from borderSim.workshop.desk.work import Work, compute, place_months, run_months
from borderSim.workshop.draft.scenarios import baseline, policy
from borderSim.workshop.pictures.charts import option
from borderSim.workshop.pictures.picture import picture
from borderSim.workshop.pictures.sentences import alt, title
from borderSim.workshop.words import say
from tests.workshop.browser.server import SHORT


@cache
def bases(scenario=SHORT):
    """The room's scenarios, read as the command reads them."""
    return opened([scenario])


def direct(draft, members, injects=(), room=None):
    """A draft's answer from one block of members."""
    room = room or bases()
    ask = Ask(policy(draft, room, injects), baseline(draft, room, injects), members)
    outcomes = compute(Work((ask.policy, ask.baseline), range(members), ask.baseline.seed))
    months, maps = (
        [month_name(month) for month in chosen] for chosen in (run_months(ask.policy), place_months(ask.policy))
    )
    return Answer(ask, months, maps, *outcomes)


def sha(draft, injects=()):
    """The letters of a draft's hash that a Board shows."""
    return f"@{scenario_hash(policy(draft, bases(), injects))[:6]}"


def shown(answer, lang="en"):
    """What charts on a Board show of an answer, as `Board.series` reads it from the screen."""
    found = {}
    for name, item in indicators().items():
        if name in answer.policy.national:
            made = picture(answer, name)
            data = [series["data"] for series in option(made, lang)["series"]]
            help_ = say("board_help_on", lang, name=item.label(lang))
            found[help_] = {"title": title(made, lang), "alt": alt(made, lang), "data": data}
    return json.loads(json.dumps(found))
