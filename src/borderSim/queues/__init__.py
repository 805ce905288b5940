"""Detail models of two queues, truck by truck and person by person, in SimPy.

``bridge`` is a cargo post, ``registration`` a centre that takes people from registration to a permit. ``theory`` holds
the exact results that both are tested against. The monthly core uses the fast formulas of model/queues.py and
model/permits.py instead; docs/queues.md shows how far these agree. No post is a named one.
"""
