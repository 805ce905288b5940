"""The workshop: policy options live in a room, on one laptop, offline, in English and Spanish.

draft/ is what a team sets; desk/ runs the model for it; pictures/ makes charts, maps and sentences of the answer; room/
holds rounds, predictions and votes and writes the session down; guard/ keeps strangers out; screens/ are the pages;
kit/ is what is printed; handout/ is what people take home. What they share stands here: `levers.py` and `event_text.py`
say values and events, `help.py` explains. `server.py` puts all together; `ahead.py` has the desk begin early.
"""
