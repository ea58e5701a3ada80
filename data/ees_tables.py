"""The statistics files of DfE that are recognised: their columns, by which a file is known."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Table:
    """One statistics file: which columns tell its rows apart, which hold figures."""

    name: str
    title: str
    measures: tuple[str, ...]
    filters: tuple[str, ...] = ()
    constant: dict[str, str] = field(default_factory=dict)  # a column that always says the same
    durations: bool = False  # figures are years:months text; they become months
    shared: tuple[str, ...] = ()  # measures of a joint return that hold for each of its authorities (rates)
    source: str = "DfE statistics"


TABLES = (
    Table(
        name="referrals",
        title="Children in need: referrals and re-referrals",
        constant={"category": "Referrals and Re-referrals"},
        measures=tuple(
            [
                "referral_count",
                "rereferral_count",
                "rereferral_percent",
                "no_further_action_count",
                "no_further_action_percent",
                "not_in_need_count",
                "not_in_need_percent",
                "referral_child_count",
                "rereferral_child_count",
                "rereferral_child_percent",
            ]
        ),
    ),
    Table(
        name="children_in_need",
        title="Children in need: episodes and children",
        constant={"category": "Children in Need"},
        measures=tuple(
            [
                "Anypoint_episodes",
                "Anypoint_child",
                "Started_episodes",
                "Started_child",
                "Ended_episodes",
                "Ended_child",
                "At31_episodes",
                "awaiting_assessment",
            ]
        ),
    ),
    Table(
        name="repeat_plans",
        title="Child protection plans that are a second or later one",
        constant={"category": "Child Protection Plans which are a second or subsequent plan"},
        measures=("CPP_start", "CPP_subsequent", "CPP_subsequent_percent"),
    ),
    Table(
        name="plan_duration",
        title="Child protection plans at 31 March by length",
        constant={"category": "Child Protection Plans by length of time"},
        measures=(
            "CPP_At31",
            *(
                f"{length}{kind}"
                for length in (
                    "3_months_or_less",
                    "more_than_3_months_6_months",
                    "more_than_6_months_less_than_1_year",
                    "1_year_less_than_2_years",
                    "2_years_or_more",
                )
                for kind in ("", "_percent")
            ),
        ),
    ),
    Table(
        name="looked_after",
        title="Children looked after: number and rate",
        filters=("population_type",),
        measures=("population_estimate", "children_count", "rate_per_10000"),
    ),
    Table(
        name="placement_stability",
        title="Children looked after: placement stability",
        filters=("cla_group", "placement_stability"),
        measures=("children_count", "children_percent"),
    ),
    Table(
        name="social_worker_changes",
        title="Children looked after: number of social workers",
        filters=("cla_group", "sw_stability"),
        measures=("number", "percentage"),
    ),
    Table(
        name="looked_after_groups",
        title="Children looked after: placements, health, convictions",
        filters=("characteristic", "breakdown"),
        measures=("children_count", "children_percent"),
    ),
    Table(
        name="care_leaver_outcomes",
        title="Care leavers: activity and accommodation",
        filters=("care_leaver_age", "breakdown"),
        measures=("care_leaver_count", "care_leaver_percent"),
    ),
    Table(
        name="adoption_stages",
        title="Children adopted: average time between stages",
        filters=("cla_group", "stage_of_adoption_process", "age_start_poc"),
        measures=("number",),
        durations=True,
    ),
    Table(
        name="social_work_workforce",
        title="Children's social work workforce",
        measures=tuple(
            [
                "inpost_fte",
                "inpost_headcount",
                "starters_fte",
                "starters_headcount",
                "leavers_fte",
                "leavers_headcount",
                "turnover_rate_fte",
                "turnover_rate_headcount",
                "agency_fte",
                "agency_headcount",
                "agency_rate_fte",
                "agency_rate_headcount",
                "agency_cover_fte",
                "agency_cover_rate_fte",
                "vacancy_fte",
                "vacancy_rate_fte",
                "vacancy_agency_cover_rate_fte",
                "case_holders_fte",
                "cases",
                "caseload_fte",
                "working_days_lost_fte",
                "absence_rate_fte",
            ]
        ),
        shared=tuple(
            [
                "turnover_rate_fte",
                "turnover_rate_headcount",
                "agency_rate_fte",
                "agency_rate_headcount",
                "agency_cover_rate_fte",
                "vacancy_rate_fte",
                "vacancy_agency_cover_rate_fte",
                "caseload_fte",
                "absence_rate_fte",
            ]
        ),
    ),
    Table(
        name="population",
        title="Children aged 0 to 17, mid-year estimates",
        filters=("age_group",),
        measures=("population_estimate",),
        source="ONS mid-year population estimates",
    ),
)
