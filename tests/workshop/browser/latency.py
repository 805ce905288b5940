"""From a key to the last picture, in units of one model call measured in the same run.

A key's time runs from the browser's input event to the first frame after the last chart's drawing was written, with the
badge naming the runs asked for; the clock is the browser's. A model call is one block of the same number of members
under the policy alone, in a process that does nothing else, its warm start made. Every round has a policy that nobody
asked for before, so no cache answers.
"""

import time

from borderSim.experiment.block import Block, run_block
from borderSim.workshop.desk.work import DTYPE, place_months
from borderSim.workshop.draft.scenarios import policy

TIMER = """([id, runs]) => {
  const state = { began: 0, drawn: 0 };
  window.latency = new Promise((done) => {
    document.getElementById(id).addEventListener('input', () => { state.began = performance.now(); }, { once: true });
    const charts = document.querySelector('.charts');
    const seen = () => {
      const badge = document.querySelector('.firm .strong').textContent;
      const still = document.querySelector('.charts-part .working').textContent === '';
      if (!state.began || !still || !badge.startsWith(`${runs} `)) return;
      if (state.waiting) cancelAnimationFrame(state.waiting);
      state.waiting = requestAnimationFrame(() => requestAnimationFrame(() => {
        watch.disconnect();
        done(performance.now() - state.began);
      }));
    };
    const watch = new MutationObserver(seen);
    watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}"""


def key_to_paint(page, lever, key, runs):
    """Seconds from a lever's key, pressed and let go, to the last picture of ``runs`` runs."""
    page.evaluate(TIMER, [f"lever-{lever}", runs])
    page.locator(f"#lever-{lever}").focus()
    page.keyboard.press(key)
    return page.evaluate("() => window.latency") / 1000


def model_call(draft, bases, runs):
    """Seconds of one block of ``runs`` members under a draft's policy."""
    import numpy as np

    scenario = policy(draft, bases)
    block = Block(
        [scenario],
        np.arange(runs),
        bases.baseline.seed,
        DTYPE,
        places=False,
        place_months=tuple(place_months(scenario)),
    )
    began = time.perf_counter()
    run_block(block)
    return time.perf_counter() - began
