"""Figures sent as totals: each indicator with what a council might send, and what must not be taken for it.

Beside the figure of September 2025 there is one of August, one of a team, a line left blank, and one of another
indicator: none of them may reach the authority's figure.
"""

import pytest

MONTH, BEFORE = "2025-09", "2025-08"


def figure(indicator: str, numerator: float | None, denominator: float | None, team: str | None = None) -> dict:
    return {"indicator": indicator, "breakdown": team, "numerator": numerator, "denominator": denominator}


SENT = {
    "referrer_feedback_recorded_pct": (170, 212),
    "da_daily_triage_pct": (88, 91),
    "eh_waiting_count": (7, None),
    "eh_wait_days_median": (8.5, None),
    "step_transfer_on_time_pct": (21, 26),
    "supporting_families_target_pct": (132, 120),  # more than was aimed at
    "strategy_discussion_timely_pct": (61, 66),
    "strategy_agency_attendance_pct": (57, 66),
    "s47_completed_15wd_pct": (402, 470),
    "icpc_rationale_recorded_pct": (18, 20),
    "core_group_timely_pct": (11, 12),
    "plan_action_timescales_pct": (33, 40),
    "exploitation_risk_reduced_pct": (14, 24),
    "cme_located_count": (3, None),
    "ehe_count": (512, None),
    "homeless_1617_count": (5, None),
    "homeless_1617_joint_assessed_pct": (12, 13),
    "edge_of_care_at_home_pct": (71, 80),
    "lado_resolved_1m_pct": (16, 22),
    "cla_over_20_miles_pct": (58, 412),
    "cla_unapproved_connected_count": (2, None),
    "cla_review_participation_pct": (930, 980),
    "cla_plan_timescales_pct": (15, 20),
    "cla_offending_pct": (6, 240),
    "cla_siblings_together_pct": (90, 118),
    "foster_households_count": (125, None),
    "placement_disruption_reviewed_pct": (9, 13),
    "cla_good_provision_pct": (301, 350),
    "cla_life_story_pct": (140, 190),
    "cla_advocacy_offer_pct": (365, 412),
    "camhs_assessment_wait_weeks": (93.5, 22),
    "camhs_intervention_wait_weeks": (147, 14),
    "pep_quality_pct": (222, 260),
    "cla_suspension_pct": (24, 210),
    "cla_permanent_exclusion_count": (1, None),
    "cla_ks2_rwm_pct": (7, 19),
    "cla_ks4_attainment8": (412.5, 21),
    "cin_ks4_attainment8": (3190.0, 140),
    "cla_school_move_pct": (31, 290),
    "disabled_transition_plan_pct": (13, 17),
    "adolescent_mh_admissions_rate": (41, 44_799),
    "under18_conception_rate": (47, 3_650),
    "pathway_plan_16_3m_pct": (8, 9),
    "cl_council_jobs_count": (11, None),
    "cl_local_offer_aware_pct": (39, 62),
    "nqsw_caseload_avg": (171, 11.5),
    "sw_absence_pct": (812.5, 19_400),
    "sw_under_2y_experience_pct": (23, 91),
    "supervision_reflective_pct": (28, 40),
    "practice_model_trained_pct": (204, 226),
    "staff_survey_negative_duty_pct": (37, 100),
    "audit_action_on_time_pct": (44, 52),
    "audit_childs_voice_pct": (26, 30),
    "audit_threshold_disagree_pct": (3, 20),
    "audit_safeguarding_escalation_count": (1, None),
    "chronology_current_pct": (19, 30),
    "management_oversight_pct": (1_480, 1_610),
    "identity_needs_recorded_pct": (22, 30),
    "complaints_timely_pct": (17, 21),
    "escalation_resolved_10wd_pct": (10, 13),
    "data_completeness_pct": (96_400, 98_100),
    "inspection_action_on_time_pct": (18, 20),
    "cp_panel_action_closed_pct": (11, 14),
    "cicc_engagement_count": (34, None),
}


def example(indicator: str) -> tuple:
    numerator, denominator = SENT[indicator]
    other = next(name for name in SENT if name != indicator)
    part = denominator and 2 * denominator
    rows = [
        figure(indicator, numerator, denominator),
        figure(indicator, 5, part, "North"),  # one team of several
        figure(indicator, None, part, "South"),  # no figure
        figure(other, 77, 78),  # another indicator
    ]
    earlier = [figure(indicator, numerator + 1, part)]
    returns = {"summary": {BEFORE: earlier, MONTH: rows}}
    return returns, (numerator, denominator, 0), {"North": (5, part, 0)}


EXAMPLES = {indicator: example(indicator) for indicator in SENT}


@pytest.mark.parametrize("indicator", EXAMPLES)
def test_worked_example(indicator, worked):
    worked(indicator, *EXAMPLES[indicator])


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("referrer_feedback_recorded_pct", 80.18867924528301),
        ("supporting_families_target_pct", 110),
        ("eh_wait_days_median", 8.5),
        ("camhs_assessment_wait_weeks", 4.25),
        ("cla_ks4_attainment8", 19.642857142857142),
        ("adolescent_mh_admissions_rate", 91.5199),
        ("under18_conception_rate", 12.8767),
        ("nqsw_caseload_avg", 14.869565217391305),
        ("staff_survey_negative_duty_pct", 37),
    ],
)
def test_the_values_by_pencil(indicator, value, holdings_of):
    from indicators import catalogue
    from indicators.compute import compute

    returns, *_ = EXAMPLES[indicator]
    result = compute(holdings_of(returns), [catalogue.find(indicator)], lambda year: (40_000, year - 1))
    [row] = [r for r in result.to_dicts() if (r["period"], r["breakdown"]) == (MONTH, "")]
    assert row["value"] == pytest.approx(value, rel=1e-6)
