"""Which fields of which return a column of a counted table is made from.

A column that has the name of a column of the table's first list is that column. Every other one is declared here,
and so are the fields that decide which rows a table has (ROWS). That a row's person is known goes without saying:
the gate keeps a record without an id out. `team` only divides a figure, and the calendar comes from no return.

The key by which months are merged is not declared where it does no more than tell records apart. A record without its
id or key date, and records of one file that share a key and differ, are kept out and counted as records kept out. What
else of a key may be blank (the source of a contact) never joins two records of one file, and matches a blank in the
next. Declared as a field, each blank in it would make a figure doubtful that it leaves as it is. A start that is also
compared with the month end is declared like any other field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data import periods
from data.returns import find
from indicators.tables import CARE, NEED, PLAN, TABLES

Field = tuple[str, str]  # list, column
Feeds = Mapping[str, tuple[Field, ...]]

ROWS = ""
OF_NO_RETURN = frozenset({*periods.frame(()).columns, "team", "line"})


def _of(name: str, *columns: str) -> tuple[Field, ...]:
    return tuple((name, column) for column in columns)


def _both(rows: tuple[Field, ...], *columns: str) -> Feeds:
    """Fields that decide both which rows there are and these columns."""
    return {ROWS: rows} | dict.fromkeys(columns, rows)


IN_NEED = _of(NEED, "cin_start_date", "cin_closure_date")
ON_PLAN = _of(PLAN, "cpp_start_date", "cpp_end_date")
IN_CARE = _of(CARE, "cla_start_date", "cla_end_date", "legal_status")
LOOKED_AFTER = _both(IN_CARE, "is_open")
ALLOCATED = _of("allocations", "role", "start_date", "end_date")
WITH_A_CASE = {
    ROWS: (*IN_NEED, *ON_PLAN, *IN_CARE),
    "named": tuple((name, "allocated_worker") for name in (NEED, PLAN, CARE)),
    "disabled": tuple((name, "has_disability") for name in (NEED, PLAN, CARE)),
    "in_care": IN_CARE,
    "on_plan": ON_PLAN,
    "status_in_need": _of(NEED, "case_status"),
}
IN_POST = {
    ROWS: _of("workforce_people", "snapshot_date"),
    "in_post": _of("workforce_people", "start_date", "leave_date"),
    "is_social_worker": _of("workforce_people", "role"),
}

EPISODES, HEADER = "ssda903_episodes", "ssda903_header"
BY_EPISODES = _of(EPISODES, "episode_start_date", "episode_end_date", "legal_status")
CHAIN = (*BY_EPISODES, *_of(EPISODES, "reason_new_episode", "reason_episode_ceased", "placement_type"))
INSTEAD: Feeds = _both(BY_EPISODES, "is_open") | {  # of a table that a month made from episodes
    "date_of_birth": _of(HEADER, "date_of_birth"),
    "placement_type": _of(EPISODES, "placement_type"),
    "placement_provider": _of(EPISODES, "placement_provider"),
    "placements_12m": CHAIN,
    "is_long_in_care": CHAIN,
    "is_settled": CHAIN,
}

FEEDS: Mapping[str, Feeds] = {  # a table that is not named is its first list as it is
    "early_help_children": _both(_of("early_help", "assessment_start_date", "assessment_completion_date"), "is_open"),
    "referrals": {ROWS: _of("referrals", "referral_date")},
    "stepped_down": {
        ROWS: _of(NEED, "cin_closure_date", "closure_reason"),
        "came_back": (*_of("referrals", "referral_date"), *_of(NEED, "cin_closure_date")),
    },
    "children_with_a_case": WITH_A_CASE,
    "children_and_assessments": WITH_A_CASE | {"assessed": _of("assessments", "assessment_authorised_date")},
    "children_and_supervision": WITH_A_CASE
    | {"last_supervision": _of("supervision", "kind", "supervision_date", "child_id")},
    "assessments_authorised": {ROWS: _of("assessments", "assessment_authorised_date")},
    "assessments_open": {ROWS: _of("assessments", "assessment_authorised_date")},
    "enquiries_started": {ROWS: _of("s47_icpc", "s47_start_date")},
    "enquiries_open": {ROWS: _of("s47_icpc", "icpc_date", "icpc_not_required")},
    "conferences": {ROWS: _of("s47_icpc", "icpc_date")},
    "children_in_need": _both(IN_NEED, "is_open"),
    "cases_closed": {ROWS: _of(NEED, "cin_closure_date")},
    "child_protection_plans": _both(ON_PLAN, "is_open"),
    "plans_started": {ROWS: _of(PLAN, "cpp_start_date")},
    "plans_ended": {ROWS: _of(PLAN, "cpp_end_date")},
    "children_in_care": LOOKED_AFTER,
    "placements": LOOKED_AFTER,
    "placement_chains": LOOKED_AFTER
    | {"is_long_in_care": _of(CARE, "cla_start_date"), "is_settled": _of(CARE, "placement_start_date")},
    "children_in_care_and_workers": LOOKED_AFTER | {"social_workers": ALLOCATED},
    "children_in_care_and_health": LOOKED_AFTER
    | {
        "immunised": _of("cla_health", "event_type", "event_date", "up_to_date"),
        "sdq_score": _of("cla_health", "event_type", "event_date", "status", "score"),
    },
    "children_in_care_and_education": LOOKED_AFTER
    | {
        "pep_date": _of("pep", "pep_date"),
        "attendance_pct": _of("pep", "pep_date", "attendance_pct"),
        "school_age": _of(CARE, "date_of_birth"),
        "pep_limit": (),
    },
    "care_starts": _both(_of(CARE, "cla_start_date", "legal_status"), "first_of_child"),
    "care_exits": {ROWS: _of(CARE, "cla_start_date", "cla_end_date", "reason_ceased", "legal_status")},
    "in_care_in_the_year": {
        ROWS: _of(CARE, "cla_end_date", "legal_status"),
        "went_missing": (*IN_CARE, *_of("missing_episodes", "type", "start_datetime", "end_datetime")),
    },
    "returns_from_missing": {
        ROWS: _of("missing_episodes", "type", "end_datetime"),
        "looked_after": (*IN_CARE, *_of("missing_episodes", "start_datetime")),
        "hours": _of("missing_episodes", "end_datetime", "rhi_held_datetime"),
        "is_due": _of("missing_episodes", "end_datetime"),
        "rhi_held_datetime": _of("missing_episodes", "rhi_held_datetime"),
        "rhi_offered": _of("missing_episodes", "rhi_offered"),
    },
    "initial_health_assessments": {
        ROWS: IN_CARE,
        "due": _of(CARE, "cla_start_date"),
        "done_in_time": (*_of(CARE, "cla_start_date"), *_of("cla_health", "event_type", "event_date", "status")),
    },
    "proceedings": {
        "letter_date": _of("plo_tracker", "pre_proc_letter_date"),
        "pre_proceedings_end": _of("plo_tracker", "pre_proc_end_date"),
        "stepped_down": _of("plo_tracker", "pre_proc_outcome"),
    },
    "care_leavers": {"has_adviser": _of("care_leavers", "personal_adviser")},
    "posts": {ROWS: _of("workforce_posts", "snapshot_date", "role")},
    "people": IN_POST,
    "workers": IN_POST | {"cases": ALLOCATED, "young_people": ALLOCATED},
    "reviewing_officers": {
        ROWS: _of("workforce_people", "snapshot_date", "role", "start_date", "leave_date"),
        "children": (*ALLOCATED, *IN_CARE),
    },
    "audits": {"final_grade": _of("audits", "grade", "moderated_grade")},
}


def fields(table: str, columns: Iterable[str], *, instead: bool = False) -> tuple[Field, ...]:
    """The fields that these columns of a counted table rest on, those that decide its rows included, each once; none
    for figures that are sent as totals and counted from no table. `instead`: in a month that is made from the lists
    which stand in (`Table.instead`).

    Raises KeyError for a column that neither its first list has nor FEEDS declares.
    """
    if table not in TABLES:
        return ()
    feeds = INSTEAD if instead else FEEDS.get(table, {})
    first = (TABLES[table].instead if instead else TABLES[table].lists)[0]
    own = find(first).schema
    found = list(feeds.get(ROWS, ()))
    for column in sorted(set(columns) - OF_NO_RETURN):
        if column in feeds:
            found += feeds[column]
        elif column in own:
            found.append((first, column))
        else:
            raise KeyError(f"indicators.tables.fields does not say what '{column}' of {table} is made from")
    return tuple(dict.fromkeys(found))
