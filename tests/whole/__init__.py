"""Tests of the whole model: the real engine on the real places, from a scenario to the folder of a run.

Which test holds which invariant of the model description (4.2); kernels are tested where the kernel is.

====  ==========================================================================================================
I1    test_bounds (ten years at the bounds; the history with its counts), test_lever_battery, engine/test_integrator
I2    test_bounds (levers at their bounds), model/test_migration, model/test_trade, model/test_armed_groups
I3    test_bounds.test_control_is_a_simplex, model/test_crossings (choices), model/test_contest (control)
I4    test_bounds.test_the_queue_is_the_people_in_process, model/test_permits (every stage)
I5    test_bounds.with_goods_checked (ten years at the bounds), test_lever_battery, model/test_trade
I6    model/test_crossings, model/test_trade (kernels)
I7    model/test_crossings, model/test_trade (kernels)
I8    test_identity (a lever set to the value that it has), test_empty_region (a department, a state with nobody)
I9    test_identity (chunks, processes, members, company and order of scenarios, a lane alone)
I10   test_identity.test_processes, test_program (verify), test_platforms (vector units switched off)
I11   test_relabelling (crossings, places, departments, states, corridors), model/test_crossings (posts),
      model/test_invariants (groups)
I12   model/test_armed_groups (kernel)
I13   model/test_invariants (persons in thousands, another currency, months in days)
I14   model/test_invariants (statuses, trade, groups, permits at half the step), model/test_armed_groups
I15   model/test_crossings, test_trade, test_armed_groups, test_diplomacy, engine/test_hazards (kernels)
I16   model/test_armed_groups.test_a_ceasefire_never_raises_clashes_with_the_state (kernel)
I17   test_bounds (counts of presence), test_known_answers (no edges), model/test_armed_groups
I18   test_identity.test_a_policy_changes_nothing_before_its_month
I19   test_identity.test_the_history_written_as_a_schedule_is_no_schedule, test_links (levers that a link can move)
I20   test_bounds.test_nobody_is_displaced_who_does_not_live_there, model/test_violence
I21   model/test_permits (kernel), model/test_invariants.test_stocks_add_up (integrator)
I22   test_bounds (ten years, every lever at a bound), test_lever_battery (each lever alone)
I23   test_identity (resumed from disk, branches), engine/test_calendar (a later start)
====  ==========================================================================================================

Where arithmetic is float32 (draws, the weights by which people settle), I10 and I11 hold to a float32, not to the 1e-9
and 1e-10 of the description: test_platforms and test_relabelling say by how much.

Known answers (6b.19): test_coupling (each row of the coupling table; the order of systems), test_contract (what a
system declares), test_known_answers (Cucuta alone, no edges, ten times a hazard, the placebo of F3, F36), test_links
(links between levers), test_events (conditions, lags, switches), test_counts (the start of a run), test_program and
test_report_page (the command line and the page).
"""
