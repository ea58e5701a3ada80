"""Annex A: the eleven child-level lists that Ofsted asks for at an ILACS inspection.

Columns, order, headers and which may be blank: the layout of 2023 onwards, as in the MIT-licensed
configurations of liia-tools-pipeline (Social Finance). Aliases: headers of the 2018 layout and of the
Standard Safeguarding Dataset's export.

Longer than a room should be, because it is one table: eleven lists, a line or two a column.
"""

from __future__ import annotations

from data.returns.columns import code, count, day, number, person, text, yes_no, yes_no_unknown
from data.returns.schema import Column, Return

# fmt: off
CHILD = person(
    "child_id",
    "Child Unique ID",
    *("ChildUniqueID", "Child ID", "Child Identifier", "Unique Child ID", "ID of Child"),
)
GENDER = code("gender", "gender", "Gender", required=True)
ETHNICITY = code("ethnicity", "ethnicity", "Ethnicity", required=True)
BORN = day("date_of_birth", "Date of Birth", "DateOfBirth", "DOB")
AGE = number("age_years", "Age of Child (Years)", "Age", "Age of Child")  # kept as sent, never used
DISABILITY = yes_no_unknown(
    "has_disability", "Does the Child have a Disability", "HasDisability", "Disability", required=True
)
TEAM = text("allocated_team", "Allocated Team", "AllocatedTeam", required=True)
WORKER = text("allocated_worker", "Allocated Worker", "AllocatedWorker", required=True)
ABOUT_THE_CHILD = (CHILD, GENDER, ETHNICITY, BORN, AGE)


def _list(number: int, name: str, title: str, grain: str, columns: tuple[Column, ...], **facts) -> Return:
    return Return(name=name, alias=f"annex_a_list_{number}", family="annex_a", title=title, grain=grain,
        columns=columns, **facts)


CONTACTS = _list(
    1, "contacts", "Contacts",
    "one contact about one child, in the last six months",
    (
        *ABOUT_THE_CHILD,
        day("contact_date", "Date of Contact", "DateOfContact", "Contact Date", required=True, spine=True),
        code("contact_source", "contact_source", "Contact Source", "ContactSource", "Source of Contact",
            required=True),
    ),
    key=("child_id", "contact_date", "contact_source"),
    merge_key=("child_id", "contact_date", "contact_source"),
    period_start="contact_date",
)

EARLY_HELP = _list(
    2, "early_help", "Early help assessments",
    "one early help assessment of one child, open at any time in the last six months",
    (
        *ABOUT_THE_CHILD,
        day("assessment_start_date", "Assessment start date", "AssessmentStartDate", required=True,
            spine=True),
        day("assessment_completion_date", "Assessment completion date", "AssessmentCompletionDate",
            spine=True),
        text("assessing_organisation", "Organisation completing assessment",
            "OrganisationCompletingAssessment", required=True),
    ),
    key=("child_id", "assessment_start_date"),
    merge_key=("child_id", "assessment_start_date"),
    period_start="assessment_start_date",
    in_order=(("assessment_start_date", "assessment_completion_date"),),
    may_be_empty=True,
)

REFERRALS = _list(
    3, "referrals", "Referrals",
    "one referral of one child, in the last six months",
    (
        *ABOUT_THE_CHILD,
        day("referral_date", "Date of referral", "Date of Referral", "ReferralDate", required=True,
            spine=True),
        code("referral_source", "contact_source", "Referral Source", "ReferralSource", required=True),
        yes_no("referral_nfa", "Referral NFA?", "ReferralNFA", "Referral NFA", required=True),
        # Referrals in the 12 months before this one; some systems count this one too.
        count("referrals_prev_12m", "Number of Referrals in Last 12 Months", "ReferralsLast12Months",
            required=True),
        TEAM,
        WORKER,
    ),
    key=("child_id", "referral_date", "referral_source"),
    merge_key=("child_id", "referral_date", "referral_source"),
    period_start="referral_date",
)

ASSESSMENTS = _list(
    4, "assessments", "Assessments",
    "one child and family assessment of one child, open at any time in the last six months",
    (
        *ABOUT_THE_CHILD,
        DISABILITY,
        day("assessment_start_date", "Continuous Assessment Start Date", "ContinuousAssessmentStart",
            required=True, spine=True),
        yes_no_unknown("child_seen", "Child Seen During Continuous Assessment",
            "ContinuousAssessmentChildSeen", required=True),
        day("assessment_authorised_date", "Continuous Assessment Date of Authorisation",
            "ContinuousAssessmentAuthDate", spine=True),
        yes_no("support_required", "Was the child assessed as requiring LA children's social care support?",
            "CSCSupportRequired"),
        TEAM,
        WORKER,
    ),
    key=("child_id", "assessment_start_date"),
    merge_key=("child_id", "assessment_start_date"),
    period_start="assessment_start_date",
    in_order=(("assessment_start_date", "assessment_authorised_date"),),
)

S47_ICPC = _list(
    5, "s47_icpc", "Section 47 enquiries and initial child protection conferences",
    "one section 47 enquiry about one child, open at any time in the last six months",
    (
        *ABOUT_THE_CHILD,
        DISABILITY,
        day("s47_start_date", "Strategy discussion initiating Section 47 Enquiry Start Date",
            "StratDiscussionDate", required=True, spine=True),
        # Blank while the enquiry is open.
        yes_no("icpc_not_required", "Was an Initial Child Protection Conference deemed unnecessary?",
            "InitialCPConfUnnecessary"),
        day("icpc_date", "Date of Initial Child Protection Conference", "InitialCPConfDate"),
        yes_no_unknown("icpc_led_to_cpp",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            "CPConfResultInCPPlan"),
        count("s47_prev_12m", "Number of Section 47 Enquiries in the last 12 months", "NumberS47s12m",
            required=True),
        count("icpc_prev_12m", "Number of ICPCs in the last 12 months", "NumberICPCs12m", required=True),
        TEAM,
        WORKER,
    ),
    key=("child_id", "s47_start_date"),
    merge_key=("child_id", "s47_start_date"),
    period_start="s47_start_date",
    in_order=(("s47_start_date", "icpc_date"),),
)

CHILDREN_IN_NEED = _list(
    6, "children_in_need", "Children in need",
    "one child in need (also if looked after or on a plan), latest episode, open in the last six months",
    (
        *ABOUT_THE_CHILD,
        DISABILITY,
        day("cin_start_date", "CIN Start Date", "CINStartDate", spine=True),
        code("primary_need", "primary_need", "Primary Need Code", "PrimaryNeedCode", required=True),
        day("last_seen_date", "Date Child Was Last Seen", "DateChildLastSeen"),
        day("cin_closure_date", "CIN Closure Date", "CINClosureDate", spine=True),
        code("closure_reason", "cin_closure_reason", "Reason for Closure", "ReasonForClosure"),
        code("case_status", "cin_case_status", "Case Status", "CaseStatus", required=True),
        TEAM,
        WORKER,
    ),
    key=("child_id", "cin_start_date"),
    merge_key=("child_id", "cin_start_date"),
    period_start="cin_start_date",
    in_order=(("cin_start_date", "cin_closure_date"),),
)

CHILD_PROTECTION = _list(
    7, "child_protection", "Child protection plans",
    "one child on a child protection plan, latest plan, open at any time in the last six months",
    (
        *ABOUT_THE_CHILD,
        DISABILITY,
        day("cpp_start_date", "Child Protection Plan Start Date", "ChildProtectionPlanStartDate",
            required=True, spine=True),
        code("initial_abuse_category", "abuse_category", "Initial Category of Abuse",
            "InitialCategoryOfAbuse", required=True),
        code("latest_abuse_category", "abuse_category", "Latest Category of Abuse", "LatestCategoryOfAbuse",
            required=True),
        day("last_visit_date", "Date of the Last Statutory Visit", "DateOfLastStatutoryVisit"),
        yes_no_unknown("seen_alone", "Was the Child Seen Alone?", "ChildSeenAlone"),
        day("latest_review_date", "Date of latest review conference", "DateOfLatestReviewConf"),
        day("cpp_end_date", "Child Protection Plan End Date", "ChildProtectionPlanEndDate", spine=True),
        yes_no("epo_or_police_protection_6m",
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "ProtectionLastSixMonths", required=True),
        count("previous_cpp_count", "Number of Previous Child Protection Plans",
            "NumberOfPreviousChildProtectionPlans", required=True),
        TEAM,
        WORKER,
    ),
    key=("child_id", "cpp_start_date"),
    merge_key=("child_id", "cpp_start_date"),
    period_start="cpp_start_date",
    in_order=(("cpp_start_date", "cpp_end_date"),),
)

CHILDREN_LOOKED_AFTER = _list(
    8, "children_looked_after", "Children looked after",
    "one child looked after, latest period of care and placement, open at any time in the last six months",
    (
        *ABOUT_THE_CHILD,
        yes_no("uasc_12m", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
            "UASC", required=True),
        DISABILITY,
        day("cla_start_date", "Date Started to be Looked After", "LoookedAfterStartDate", required=True,
            spine=True),
        code("category_of_need", "primary_need", "Child's Category of Need", "ChildCategoryOfNeed",
            required=True),
        yes_no("repeat_period_12m",
            "Is this a second or subsequent period of being a Looked After Child within"
            " the last 12 months (Y/N)",
            "SubsequentLACEpisodeLast12Months", required=True),
        day("legal_status_start_date", "Start date of current legal status", "MostRecentLegalStatusStart",
            required=True, spine=True),
        code("legal_status", "legal_status", "Child's Legal Status", "LegalStatus", required=True),
        day("latest_review_date", "Date of Latest Statutory Review", "LatestStatutoryReviewDate"),
        day("last_visit_date", "Date of Last Social Work Visit", "LastSocialWorkVisitDate"),
        code("permanence_plan", "permanence_plan", "What is the permanence plan for this child?",
            "PermanencePlan"),
        day("last_iro_contact_date", "Date of Last IRO Visit / Contact to the Child", "LastIROVisitDate"),
        day("last_health_assessment_date", "Date of Last Health Assessment", "LastHealthAssessmentDate"),
        day("last_dental_check_date", "Date of Last Dental Check", "LastDentalCheckDate"),
        count("placements_12m", "Number of Placements in the Last 12 months", "PlacementsLast12Months",
            required=True),
        day("cla_end_date", "Date Ceased to be Looked After", "CeasedLookedAfterDate", spine=True),
        code("reason_ceased", "reason_ceased", "Reason Ceased to be Looked After", "ReasonCeasedLookedAfter"),
        day("placement_start_date", "Start Date of Most Recent Placement", "MostRecentPlacementStartDate",
            required=True, spine=True),
        code("placement_type", "placement_type", "Placement Type", "PlacementType", required=True),
        code("placement_provider", "placement_provider", "Placement Provider", "PlacementProvider",
            required=True),
        text("placement_postcode", "Placement postcode", "PlacementPostcode", required=True),
        text("placement_urn", "URN of Placement", "PlacementURN"),
        code("placement_location", "placement_location", "Placement Location", "PlacementLocation",
            required=True),
        code("placement_la", "la_of_placement", "LA of Placement", "LAOfPlacement", required=True),
        count("missing_episodes_12m",
            "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
            "EpisodesChildMissingFromPlacement", required=True),
        count("absent_episodes_12m",
            "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
            "EpisodesChildAbsentFromPlacement", required=True),
        yes_no_unknown("rhi_offered_last_missing",
            "Was the child offered a Return Interview after their last missing episode (Y/N)?",
            "ChildOfferedReturnInterviewAfterLastMFH"),
        yes_no_unknown("rhi_accepted_last_missing",
            "Did the child accept a Return Interview after their last missing episode (Y/N)?",
            "ChildAcceptedReturnInterviewAfterLastMFH"),
        TEAM,
        WORKER,
    ),
    key=("child_id", "cla_start_date", "legal_status", "placement_type", "placement_provider",
        "placement_postcode"),
    # Legal status and placement change inside one period of care and would leave stale copies.
    merge_key=("child_id", "cla_start_date"),
    period_start="cla_start_date",
    in_order=(("cla_start_date", "cla_end_date"),),
    ignored_headers=("RowNum",),
    may_lack=frozenset({"placement_location", "placement_la"}),
)

CARE_LEAVERS = _list(
    9, "care_leavers", "Care leavers",
    "one young person entitled to leaving care services at the month end",
    (
        *ABOUT_THE_CHILD,
        yes_no("uasc_or_former",
            "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", "UASC",
            required=True),
        DISABILITY,
        TEAM,
        WORKER,
        text("personal_adviser", "Allocated Personal Advisor", "AllocatedPersonalAdvisor",
            "Allocated Personal Adviser", required=True),
        code("eligibility", "leaving_care_eligibility", "Eligibility Category", "EligibilityCategory",
            "Eligibity Category", required=True),
        day("pathway_plan_review_date", "Latest Pathway Plan Review Date", "LatestPathwayPlan",
            "Latest Pathway Plan"),
        code("in_touch", "la_in_touch", "LA in Touch", "LAInTouch", required=True),
        day("latest_contact_date", "Latest Date of Contact", "LatestContact", "Latest Contact"),
        code("accommodation", "accommodation", "Type of Accommodation", "TypeOfAccommodation"),
        code("suitability", "suitability", "Suitability of Accommodation", "SuitabilityOfAccommodation",
            "Suitability of Accomodation"),
        code("activity", "activity", "Activity Status", "ActivityStatus"),
    ),
    key=("child_id",),
    merge_key=("child_id",),
    layout_columns=frozenset({"uasc_or_former", "personal_adviser", "pathway_plan_review_date",
        "latest_contact_date"}),
)

ADOPTION = _list(
    10, "adoption", "Adoption",
    "one adoption decision about one child, current or ended in the last twelve months",
    (
        CHILD,
        text("adoptive_family_id", "Family identifier", "FamilyID", "Family ID"),
        GENDER,
        ETHNICITY,
        BORN,
        AGE,
        DISABILITY,
        day("entered_care_date", "Date the Child Entered Care", "EnteredCareDate", required=True, spine=True),
        day("adoption_decision_date", "Date of Decision that Child Should be Placed for Adoption",
            "ADMSHOBPADecisionDate", required=True, spine=True),
        day("placement_order_date", "Date of Placement Order", "PlacementOrderDate", spine=True),
        day("matched_date", "Date of Matching Child and Prospective Adopters", "MatchedForAdoptionDate",
            spine=True),
        day("placed_date", "Date Placed for Adoption", "PlacedForAdoptionDate", spine=True),
        day("adoption_order_date", "Date of Adoption Order", "AdoptionOrderDate", spine=True),
        day("decision_reversed_date", "Date of Decision that Child Should No Longer be Placed for Adoption",
            "DecisionReversedDate", spine=True),
        code("reversal_reason", "adoption_reversal_reason", "Reason Why Child No Longer Placed for Adoption",
            "DecisionReversedReason"),
        day("ffa_cp_placed_date",
            "Date the child was placed for fostering in FFA or concurrent planning placement",
            "DateFFAConsurrencyPlacement", spine=True),
    ),
    key=("child_id", "adoption_decision_date"),
    merge_key=("child_id", "adoption_decision_date"),
    period_start="adoption_decision_date",
    in_order=(("adoption_decision_date", "decision_reversed_date"),),
    may_be_empty=True,
)

ADOPTERS = _list(
    11, "adopters", "Prospective and approved adopters",
    "one individual adopter in contact with the agency in the last twelve months",
    (
        person("adopter_id", "Individual adopter identifier", "AdopterID"),
        text("adoptive_family_id", "Family identifier", "FamilyID", "Family ID"),
        GENDER,
        ETHNICITY,
        yes_no_unknown("has_disability", "Disability", "HasDisability", required=True),
        yes_no("fostering_for_adoption", "Is the (prospective) adopter fostering for adoption?",
            "AdoptedByCarer", required=True),
        day("enquiry_date", "Date enquiry received", "EnquiryDate", required=True, spine=True),
        day("stage1_start_date", "Date Stage 1 started", "Stage1StartDate", spine=True),
        day("stage1_end_date", "Date Stage 1 ended", "Stage1EndDate", spine=True),
        day("stage2_start_date", "Date Stage 2 started", "Stage2StartDate", spine=True),
        day("stage2_end_date", "Date Stage 2 ended", "Stage2EndDate", spine=True),
        day("application_date", "Date application submitted", "ApplicationDate", spine=True),
        day("approved_date", "Date application approved", "ApplicationApprDate", spine=True),
        day("matched_date", "Date adopter matched with child(ren)", "MatchedDate", spine=True),
        day("placed_date", "Date child/children placed with adopter(s)", "PlacedDate", spine=True),
        count("children_placed", "No. of children placed", "NumSiblingsPlaced"),
        day("adoption_order_date", "Date of Adoption Order", "AdoptionOrderDate", spine=True),
        day("left_process_date", "Date of leaving adoption process", "AdoptionLeaveDate", spine=True),
        code("left_reason", "adopter_leaving_reason", "Reason for leaving adoption process",
            "AdoptingLeaveReason"),
    ),
    key=("adopter_id", "enquiry_date"),
    merge_key=("adopter_id", "enquiry_date"),
    period_start="enquiry_date",
    in_order=(("stage1_start_date", "stage1_end_date"), ("stage2_start_date", "stage2_end_date")),
    may_be_empty=True,
    ignored_headers=("DateOfBirth", "Age"),
)

LISTS = (
    CONTACTS,
    EARLY_HELP,
    REFERRALS,
    ASSESSMENTS,
    S47_ICPC,
    CHILDREN_IN_NEED,
    CHILD_PROTECTION,
    CHILDREN_LOOKED_AFTER,
    CARE_LEAVERS,
    ADOPTION,
    ADOPTERS,
)
