"""Fifteen small extra returns (X1 to X15) that hold what Annex A does not.

Headers are the column names. A required column is part of the return's key or says whom the row is about; a
blank there quarantines the row. X10 is two files: posts and people.
"""

from __future__ import annotations

from data.returns.columns import code, count, day, moment, number, person, text, yes_no
from data.returns.schema import Column, Return

CHILD = person("child_id", required=False)
CHILD_NEEDED = person("child_id")


def _extra(alias: str, name: str, title: str, grain: str, key: str, *columns: Column, **facts) -> Return:
    return Return(
        name=name,
        alias=alias,
        family="extra",
        title=title,
        grain=grain,
        columns=columns,
        key=tuple(key.split()),
        merge_key=tuple(key.split()),
        may_be_empty=True,
        **facts,
    )


PLACEMENT_DISTANCE = _extra(
    "x1",
    "placement_distance",
    "Distance from home to placement",
    "one placement of one child",
    "child_id placement_start_date",
    CHILD_NEEDED,
    day("placement_start_date", required=True),
    text("home_postcode"),
    text("placement_postcode"),
    number("distance_miles"),  # 999.9 = unknown
    yes_no("in_own_la"),
)
VISITS = _extra(
    "x2",
    "visits",
    "Visits",
    "one visit to one child or young person",
    "visit_id",
    text("visit_id", required=True),
    CHILD,
    code("visit_type", "visit_type"),
    day("visit_date"),
    yes_no("seen"),
    yes_no("seen_alone"),
    text("worker_id"),
)
CLA_HEALTH = _extra(
    "x3",
    "cla_health",
    "Health of children looked after",
    "one health event of one child: assessment, dental check, immunisations or SDQ score",
    "child_id event_type event_date due_date",
    CHILD_NEEDED,
    code("event_type", "health_event", required=True),
    day("due_date"),
    day("event_date"),
    code("status", "health_status"),
    yes_no("up_to_date"),
    count("score", maximum=40),
    code("reason", "sdq_reason"),
)
PEP = _extra(
    "x4",
    "pep",
    "Personal education plans",
    "one personal education plan meeting of one child",
    "child_id term pep_date",
    CHILD_NEEDED,
    text("term", required=True),
    day("pep_date", required=True, spine=True),
    code("quality", "pep_quality"),
    yes_no("on_roll"),
    number("attendance_pct", maximum=100),
)
MISSING_EPISODES = _extra(
    "x5",
    "missing_episodes",
    "Missing episodes",
    "one missing episode of one child, with times",
    "episode_id",
    text("episode_id", required=True),
    CHILD_NEEDED,
    code("type", "missing_type"),
    moment("start_datetime", required=True, spine=True),
    moment("end_datetime", spine=True),
    yes_no("rhi_offered"),
    moment("rhi_offered_datetime"),
    yes_no("rhi_accepted"),
    moment("rhi_held_datetime"),
    in_order=(("start_datetime", "end_datetime"),),
)
CONFERENCES_REVIEWS = _extra(
    "x6",
    "conferences_reviews",
    "Conferences and reviews",
    "one conference or review of one child",
    "event_id",
    text("event_id", required=True),
    CHILD,
    code("kind", "conference_kind"),
    day("due_date"),
    day("held_date"),
    code("outcome", "conference_outcome"),
    yes_no("transfer_in"),
    code("participation", "903_review_code"),
    yes_no("quorate"),
    yes_no("cancelled"),
    text("iro_id"),
)
CONTACT_OUTCOMES = _extra(
    "x7",
    "contact_outcomes",
    "Contact decisions and outcomes",
    "one contact about one child, with its decision",
    "contact_id",
    text("contact_id", required=True),
    CHILD_NEEDED,
    day("contact_date", required=True),
    code("source", "contact_source"),
    day("decision_date"),
    code("outcome", "contact_outcome"),
    text("decision_worker_id"),
)
EARLY_HELP_EPISODES = _extra(
    "x8",
    "early_help_episodes",
    "Early help episodes",
    "one early help episode of one child",
    "episode_id",
    text("episode_id", required=True),
    CHILD,
    day("start_date"),
    day("end_date"),
    code("stage", "early_help_stage"),
    code("start_reason", "early_help_start"),
    code("end_reason", "early_help_end"),
    text("organisation"),
    text("worker_id"),
)
PLO_TRACKER = _extra(
    "x9",
    "plo_tracker",
    "Public law outline tracker",
    "one child of one pre-proceedings or court case",
    "case_id child_id",
    text("case_id", required=True),
    CHILD_NEEDED,
    day("legal_gateway_date"),
    code("gateway_outcome", "gateway_outcome"),
    day("pre_proc_letter_date"),
    day("first_meeting_date"),
    day("pre_proc_end_date"),
    code("pre_proc_outcome", "pre_proceedings_outcome"),
    day("issue_date"),
    text("court_ref"),
    count("hearings"),
    day("final_order_date"),
    code("final_order", "final_order"),  # its code NONE is not a blank
    yes_no("extended_26w"),
)
WORKFORCE_POSTS = _extra(
    "x10_workforce_posts",
    "workforce_posts",
    "Workforce: posts",
    "the posts of one role in one team at the month end, in full-time equivalents",
    "snapshot_date team role",
    day("snapshot_date", required=True),
    text("team", required=True),
    code("role", "post_role", required=True),
    number("established_fte"),
    number("filled_fte"),
    number("vacant_fte"),
    number("agency_fte_covering"),
)
WORKFORCE_PEOPLE = _extra(
    "x10_workforce_people",
    "workforce_people",
    "Workforce: people",
    "one worker at the month end",
    "worker_id snapshot_date",
    person("worker_id"),
    day("snapshot_date", required=True),
    text("name"),
    code("role", "post_role"),
    text("team"),
    number("fte"),
    yes_no("agency"),
    text("swe_number"),
    day("start_date"),
    day("leave_date"),
    code("leave_reason", "leave_reason"),
    yes_no("absent_long_term"),
)
ALLOCATIONS = _extra(
    "x11",
    "allocations",
    "Allocations",
    "one worker's involvement with one child",
    "child_id worker_id role start_date",
    CHILD_NEEDED,
    person("worker_id"),
    code("role", "allocation_role", required=True),
    day("start_date", required=True),
    day("end_date"),
    code("change_reason", "903_sw_reason"),
)
SUPERVISION = _extra(
    "x12",
    "supervision",
    "Supervision",
    "one supervision of one worker, about one child when it is case supervision",
    "child_id worker_id kind supervision_date",
    CHILD,  # blank for personal supervision
    person("worker_id"),
    code("kind", "supervision_kind", required=True),
    day("due_date"),
    day("supervision_date", required=True),
    text("supervisor_id"),
)
AUDITS = _extra(
    "x13",
    "audits",
    "Case audits",
    "one audit of one case",
    "audit_id",
    text("audit_id", required=True),
    CHILD,
    code("service", "audit_service"),
    day("audit_date"),
    code("grade", "audit_grade"),
    code("moderated_grade", "audit_grade"),
    text("auditor_id"),
)
FOSTER_CARERS = _extra(
    "x14",
    "foster_carers",
    "Foster carers",
    "one approved fostering household at the month end",
    "household_id snapshot_date",
    text("household_id", required=True),
    day("snapshot_date", required=True),
    code("type", "foster_carer_type"),
    day("approved_date"),
    day("ended_date"),
    text("end_reason"),
    count("places_approved"),
    count("places_filled"),
    count("places_unavailable"),
    day("last_review_date"),
)
S47_EVENTS = _extra(
    "x15",
    "s47_events",
    "Section 47 enquiries with their end",
    "one section 47 enquiry about one child",
    "enquiry_id",
    text("enquiry_id", required=True),
    CHILD,
    day("strategy_date"),
    day("end_date"),
    code("outcome", "s47_outcome"),
)

RETURNS = (
    PLACEMENT_DISTANCE,
    VISITS,
    CLA_HEALTH,
    PEP,
    MISSING_EPISODES,
    CONFERENCES_REVIEWS,
    CONTACT_OUTCOMES,
    EARLY_HELP_EPISODES,
    PLO_TRACKER,
    WORKFORCE_POSTS,
    WORKFORCE_PEOPLE,
    ALLOCATIONS,
    SUPERVISION,
    AUDITS,
    FOSTER_CARERS,
    S47_EVENTS,
)
