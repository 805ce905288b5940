"""Tests of the whole model: the real engine on the real places, from a scenario to the folder of a run.

Which test holds which invariant of the model description (4.2); kernels are tested where the kernel is.

====  ==========================================================================================================
I1    test_bounds (every step of ten years at the bounds; the history with its counts), engine/test_integrator
I2    test_bounds (levers at their bounds), model/test_migration, model/test_trade, model/test_armed_groups
I3    test_bounds.test_control_is_a_simplex, model/test_crossings (choices), model/test_armed_groups (control)
I4    test_bounds.test_the_queue_is_the_people_in_process, model/test_permits (every stage)
I5    test_bounds.test_goods_are_formal_informal_or_lost, model/test_trade
I6    model/test_crossings, model/test_trade (kernels)
I7    model/test_crossings (kernel)
I8    test_identity (a lever set to the value that it has); not held: a region with nobody in it
I9    test_identity (chunks, processes, members, company and order of scenarios, a lane alone)
I10   test_identity.test_processes, test_program (verify); other platforms are not at hand
I11   test_identity (segments of the line), model/test_crossings (posts), model/test_armed_groups (groups)
I12   model/test_armed_groups (kernel)
I13   not held here: rates are per month by contract, no unit is converted inside the model
I14   model/test_armed_groups.test_one_group_grows_along_the_logistic_curve (exact updates elsewhere)
I15   model/test_crossings, test_trade, test_armed_groups, test_diplomacy, engine/test_hazards (kernels)
I16   model/test_armed_groups.test_a_ceasefire_never_raises_clashes_with_the_state (kernel)
I17   test_bounds (counts of presence), test_known_answers (no edges), model/test_armed_groups
I18   test_identity.test_a_policy_changes_nothing_before_its_month
I19   test_identity.test_the_history_written_as_a_schedule_is_no_schedule
I20   test_bounds.test_nobody_is_displaced_who_does_not_live_there, model/test_violence
I21   model/test_permits (kernel)
I22   test_bounds (ten years, every lever at a bound)
I23   test_identity (resumed from disk, branches), engine/test_calendar (a later start)
====  ==========================================================================================================

Known answers (6b.19): test_coupling (each row of the coupling table; the order of systems), test_contract (what a
system declares), test_known_answers (Cucuta alone, no edges, ten times a hazard, the placebo of F3, F36), test_events
(conditions, lags, switches), test_counts (the start of a run), test_program and test_report_page (the command line and
the page).
"""
