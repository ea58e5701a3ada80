"""What each figure made from lists speaks of, and who can act on it. Those sent as totals, and any
other that is declared with tags, say so where they stand."""

from indicators.catalogue import agencies
from indicators.model import COMPLIANCE, DEMAND, OUTCOME, QUALITY, Tag

# (tags, agency, ids)
GROUPS: tuple[tuple[tuple[Tag, ...], str, tuple[str, ...]], ...] = (
    # front door
    ((DEMAND,), agencies.FRONT_DOOR, ("contact_count", "contact_to_referral_pct", "contact_early_help_route_pct")),
    ((DEMAND,), agencies.FRONT_DOOR, ("referral_rate_10k",)),
    ((COMPLIANCE,), agencies.FRONT_DOOR, ("contact_decision_1wd_pct",)),
    ((OUTCOME,), agencies.FRONT_DOOR, ("rereferral_12m_pct",)),
    ((OUTCOME,), agencies.EARLY_HELP, ("stepdown_rereferral_6m_pct",)),
    ((DEMAND,), agencies.EARLY_HELP, ("eh_assessment_completed_count", "eh_plan_open_count")),
    ((COMPLIANCE,), agencies.SOCIAL_CARE, ("unallocated_case_count",)),
    # help and protection
    ((COMPLIANCE,), agencies.SOCIAL_CARE, ("assessment_45wd_pct", "assessment_open_overdue_count")),
    ((COMPLIANCE,), agencies.SOCIAL_CARE, ("assessment_disabled_uptodate_pct", "s47_open_over_15wd_count")),
    ((COMPLIANCE, QUALITY), agencies.SOCIAL_CARE, ("assessment_child_seen_pct", "cpp_seen_alone_pct")),
    ((DEMAND,), agencies.POLICE_AND_HEALTH, ("s47_rate_10k",)),
    ((DEMAND,), agencies.SOCIAL_CARE, ("s47_open_count", "cin_rate_10k", "cpp_count", "cpp_rate_10k")),
    ((COMPLIANCE,), agencies.REVIEWING_SERVICE, ("icpc_15wd_pct", "cpp_review_timely_pct")),
    ((QUALITY,), agencies.REVIEWING_SERVICE, ("icpc_no_plan_pct",)),
    ((COMPLIANCE,), agencies.SOCIAL_CARE, ("cin_visit_20wd_pct", "cpp_visit_timely_pct", "rhi_home_72h_pct")),
    ((OUTCOME,), agencies.SOCIAL_CARE, ("cin_closed_6m_pct", "cin_open_2y_pct", "cpp_repeat_pct")),
    ((OUTCOME,), agencies.SOCIAL_CARE, ("cpp_2y_active_pct", "cpp_ended_6m_pct", "preproceedings_diverted_pct")),
    ((COMPLIANCE,), agencies.SOCIAL_CARE, ("preproceedings_weeks_avg",)),
    # children in care
    ((DEMAND,), agencies.SOCIAL_CARE, ("cla_count", "cla_rate_10k", "cla_start_rate_10k", "cla_cease_rate_10k")),
    ((DEMAND,), agencies.SOCIAL_CARE, ("cla_uasc_pct",)),
    ((OUTCOME,), agencies.SOCIAL_CARE, ("cla_reentry_12m_pct",)),
    ((OUTCOME,), agencies.PLACEMENTS, ("cla_3plus_placements_pct", "cla_longterm_stable_pct")),
    ((QUALITY,), agencies.LEADERS, ("cla_3plus_social_workers_pct",)),
    ((COMPLIANCE,), agencies.SOCIAL_CARE, ("cla_visit_timely_pct", "cla_rhi_72h_pct")),
    ((COMPLIANCE,), agencies.REVIEWING_SERVICE, ("cla_review_timely_pct",)),
    ((QUALITY,), agencies.REVIEWING_SERVICE, ("iro_midpoint_contact_pct",)),
    ((OUTCOME,), agencies.PARTNERSHIP, ("cla_missing_pct",)),
    ((QUALITY,), agencies.PLACEMENTS, ("cla_out_of_area_pct", "cla_foster_care_pct", "cla_residential_pct")),
    ((QUALITY,), agencies.PLACEMENTS, ("cla_ifa_share_pct", "cla_kinship_pct")),
    ((QUALITY,), agencies.SOCIAL_CARE, ("cla_placed_with_parents_pct",)),
    # health and education
    ((COMPLIANCE,), agencies.HEALTH, ("cla_iha_20wd_pct", "cla_health_assessment_pct", "cla_dental_pct")),
    ((COMPLIANCE, OUTCOME), agencies.HEALTH, ("cla_immunisation_pct",)),
    ((OUTCOME,), agencies.HEALTH, ("cla_sdq_avg",)),
    ((COMPLIANCE,), agencies.SCHOOLS, ("pep_current_pct",)),
    ((OUTCOME,), agencies.SCHOOLS, ("cla_persistent_absence_pct",)),
    # care leavers
    ((OUTCOME,), agencies.WAYS_INTO_WORK, ("cl_neet_19_21_pct", "cl_eet_19_21_pct", "cl_eet_17_18_pct")),
    ((OUTCOME,), agencies.WAYS_INTO_WORK, ("cl_higher_education_pct",)),
    ((OUTCOME,), agencies.HOUSING, ("cl_suitable_accom_19_21_pct", "cl_suitable_accom_17_18_pct")),
    ((OUTCOME,), agencies.HOUSING, ("cl_bed_and_breakfast_count",)),
    ((QUALITY,), agencies.LEAVING_CARE, ("cl_not_in_touch_pct",)),
    ((OUTCOME,), agencies.PLACEMENTS, ("cl_staying_put_pct",)),
    ((COMPLIANCE,), agencies.LEAVING_CARE, ("pathway_plan_current_pct", "cl_pa_allocated_pct")),
    # permanence and adoption
    ((OUTCOME,), agencies.ADOPTION, ("adopted_pct", "adoption_a1_days", "adoption_a2_days", "adoption_waiting_count")),
    ((OUTCOME,), agencies.SOCIAL_CARE, ("sgo_pct",)),
    ((COMPLIANCE,), agencies.COURTS, ("care_proceedings_weeks_avg",)),
    ((DEMAND,), agencies.SOCIAL_CARE, ("care_applications_rate_10k",)),
    ((COMPLIANCE,), agencies.REVIEWING_SERVICE, ("permanence_plan_second_review_pct",)),
    ((OUTCOME,), agencies.COURTS, ("care_order_home_12m_count",)),
    # workforce
    ((QUALITY,), agencies.LEADERS, ("sw_caseload_avg", "sw_caseload_over25_pct", "pa_caseload_avg")),
    ((QUALITY,), agencies.LEADERS, ("iro_caseload_avg", "sw_vacancy_pct", "sw_turnover_pct", "sw_agency_pct")),
    ((COMPLIANCE,), agencies.PRACTICE, ("supervision_timely_pct",)),
    # quality and leadership
    ((COMPLIANCE,), agencies.PRACTICE, ("audit_completed_count",)),
    ((QUALITY,), agencies.PRACTICE, ("audit_good_pct",)),
)
BY_ID = {one: (tags, agency) for tags, agency, ids in GROUPS for one in ids}
