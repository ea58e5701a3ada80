"""SSDA903: the yearly return on children looked after, as CSV tables.

Headers are the DfE's upper-case names; our names are the plain-English ones. Tables, types and nullability
follow the MIT-licensed 903 validator (Data to Insight) and liia-tools-pipeline (Social Finance). Codes change
by year; every code that was ever valid is accepted here, and the year's rules judge it (see expectations).
"""

from __future__ import annotations

from data.returns.columns import code, count, day, person, text
from data.returns.schema import Column, Return

CHILD = person("child_id", "CHILD")
BORN = day("date_of_birth", "DOB", required=True)


def _table(name: str, title: str, grain: str, key: str, *columns: Column, **facts) -> Return:
    return Return(
        name=f"ssda903_{name}",
        alias=f"903_{name}",
        family="ssda903",
        title=f"SSDA903 {title}",
        grain=grain,
        columns=columns,
        key=tuple(key.split()),
        merge_key=tuple(key.split()),
        **facts,
    )


def _flag(name: str, header: str, *, required: bool = False) -> Column:
    return code(name, "903_zero_one", header, required=required)


HEADER = _table(
    "header",
    "header",
    "one child",
    "child_id",
    CHILD,
    code("sex", "903_sex", "SEX", required=True),
    BORN,
    code("ethnicity", "903_ethnic", "ETHNIC", required=True),
    text("upn", "UPN", required=True),
    _flag("is_mother", "MOTHER"),
    day("mother_child_dob", "MC_DOB"),
)
EPISODES = _table(
    "episodes",
    "episodes",
    "one episode of care: a change of legal status or placement starts a new one",
    "child_id episode_start_date",
    CHILD,
    day("episode_start_date", "DECOM", required=True, spine=True),
    code("reason_new_episode", "903_rne", "RNE", required=True),
    code("legal_status", "903_ls", "LS", required=True),
    code("category_of_need", "903_cin", "CIN", required=True),
    code("placement_type", "903_place", "PLACE", required=True),
    code("placement_provider", "903_place_provider", "PLACE_PROVIDER"),
    day("episode_end_date", "DEC", spine=True),
    code("reason_episode_ceased", "903_rec", "REC"),
    code("reason_place_change", "903_reason_place_change", "REASON_PLACE_CHANGE"),
    text("home_postcode", "HOME_POST"),
    text("placement_postcode", "PL_POST"),
    text("placement_urn", "URN"),
    period_start="episode_start_date",
    in_order=(("episode_start_date", "episode_end_date"),),
)
REVIEWS = _table(
    "reviews",
    "reviews",
    "one review held for one child",
    "child_id review_date",
    CHILD,
    BORN,
    day("review_date", "REVIEW", required=True, spine=True),
    code("review_participation", "903_review_code", "REVIEW_CODE", required=True),
)
UASC = _table(
    "uasc",
    "unaccompanied asylum-seeking children",
    "one unaccompanied asylum-seeking child in the year",
    "child_id",
    CHILD,
    code("sex", "903_sex", "SEX", required=True),
    BORN,
    day("uasc_ceased_date", "DUC"),
)
OC2 = _table(
    "oc2",
    "health and outcomes",
    "one child looked after for twelve months or more at 31 March",
    "child_id",
    CHILD,
    BORN,
    count("sdq_score", "SDQ_SCORE", maximum=40),
    code("sdq_reason", "sdq_reason", "SDQ_REASON"),
    _flag("convicted", "CONVICTED"),
    _flag("health_check", "HEALTH_CHECK"),
    _flag("immunisations", "IMMUNISATIONS"),
    _flag("teeth_check", "TEETH_CHECK"),
    _flag("health_assessment", "HEALTH_ASSESSMENT"),
    _flag("substance_misuse", "SUBSTANCE_MISUSE"),
    _flag("intervention_received", "INTERVENTION_RECEIVED"),
    _flag("intervention_offered", "INTERVENTION_OFFERED"),
)
OC3 = _table(
    "oc3",
    "care leavers",
    "one care leaver, around a birthday from the 17th to the 21st",
    "child_id",
    CHILD,
    BORN,
    code("in_touch", "903_in_touch", "IN_TOUCH", required=True),
    code("activity", "903_activ", "ACTIV", required=True),
    code("accommodation_suitability", "903_accom", "ACCOM", required=True),
)
AD1 = _table(
    "ad1",
    "adoptions",
    "one child adopted in the year",
    "child_id",
    CHILD,
    BORN,
    day("should_be_placed_date", "DATE_INT", required=True),
    day("matched_date", "DATE_MATCH", required=True),
    _flag("adopted_by_former_foster_carer", "FOSTER_CARE", required=True),
    count("adopter_count", "NB_ADOPTR", required=True, maximum=2),
    code("adopter_sex", "903_sex_adoptr", "SEX_ADOPTR", required=True),
    code("adopter_legal_status", "903_ls_adoptr", "LS_ADOPTR", required=True),
)
PLACED_FOR_ADOPTION = _table(
    "placed_for_adoption",
    "should-be-placed-for-adoption decisions",
    "one decision that one child should be placed for adoption",
    "child_id should_be_placed_decision_date",
    CHILD,
    BORN,
    # The date of the decision, not of moving in.
    day("should_be_placed_decision_date", "DATE_PLACED", required=True),
    day("decision_reversed_date", "DATE_PLACED_CEASED"),
    code("reversal_reason", "903_reason_placed_ceased", "REASON_PLACED_CEASED"),
)
PREVIOUS_PERMANENCE = _table(
    "previous_permanence",
    "previous permanence",
    "the previous permanence option of one child who started to be looked after",
    "child_id",
    CHILD,
    BORN,
    code("previous_permanence", "903_prev_perm", "PREV_PERM", required=True),
    text("previous_permanence_la", "LA_PERM"),
    text("previous_permanence_date", "DATE_PERM"),  # unknown parts are written zz/zz/2015
)
MISSING = _table(
    "missing",
    "missing periods",
    "one period missing or away without authorisation",
    "child_id missing_start_date",
    CHILD,
    BORN,
    code("missing_type", "missing_type", "MISSING", required=True),
    day("missing_start_date", "MIS_START", required=True, spine=True),
    day("missing_end_date", "MIS_END", spine=True),
    in_order=(("missing_start_date", "missing_end_date"),),
)
SW_EPISODES = _table(
    "sw_episodes",
    "social worker episodes",
    "one social worker's time with one child",
    "child_id sw_start_date",
    CHILD,
    BORN,
    text("social_worker_id", "SW_ID", required=True),
    day("sw_start_date", "SW_DECOM", required=True),
    day("sw_end_date", "SW_DEC"),
    code("sw_change_reason", "903_sw_reason", "SW_REASON"),
)
DOLO = _table(
    "dolo",
    "deprivation of liberty orders",
    "one deprivation of liberty order of one child",
    "child_id dolo_start_date",
    CHILD,
    BORN,
    day("dolo_start_date", "DOLO_START", required=True),
    day("dolo_end_date", "DOLO_END"),
)

TABLES = (
    HEADER,
    EPISODES,
    REVIEWS,
    UASC,
    OC2,
    OC3,
    AD1,
    PLACED_FOR_ADOPTION,
    PREVIOUS_PERMANENCE,
    MISSING,
    SW_EPISODES,
    DOLO,
)
