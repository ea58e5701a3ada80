"""What is said of the quality of returns and of the figures that rest on them: words, shapes and shares."""

from __future__ import annotations

from dashboard import words
from dashboard.words import Tag

BADGES = {
    "good": Tag("Good", "●", "good"),
    "use_with_care": Tag("Use with care", "◐", "near"),
    "do_not_rely": Tag("Do not rely", "✕", "bad"),
    "not_judged": Tag("Not judged", "○", "quiet"),
}
MONTHS = {
    "accept": Tag("Accepted", "■", "good"),
    "accept_with_warnings": Tag("Accepted, with things to look at", "◆", "near"),
    "reject": Tag("Rejected", "✕", "bad"),
    "missing": Tag("Missing", "○", "bad"),
    "before": Tag("Before the first return", "·", "quiet"),
}
SEVERITIES = {"error": Tag("Kept out", "✕", "bad"), "warning": Tag("To look at", "◆", "near")}
RULES = {
    "age_out_of_range": "Too old or too young for the list",
    "age_over_18_in_care": "18 or over and still in care",
    "authority_mismatch": "Another authority's children",
    "bad_age": "Age cannot be used",
    "bad_postcode": "Not a postcode",
    "care_counts_differ": "Lists 8 and 9 disagree",
    "date_after_extract": "Later than the extract",
    "dob_after_start": "Born after the start",
    "dob_conflict": "Two dates of birth for one child",
    "dob_in_future": "Born after the extract",
    "duplicate_column": "Column there twice",
    "duplicate_conflict": "Records contradict each other",
    "duplicate_file": "File held already",
    "duplicate_row": "Record repeated",
    "eligible_not_in_care": "Eligible, but not in care",
    "end_before_start": "Ends before it starts",
    "extra_cells": "Too many cells in a row",
    "footer_row": "Note under the table",
    "formula_cell": "Looks like a formula",
    "html_in_text": "HTML in a text",
    "id_leading_zeros_lost": "Id lost its zeros",
    "id_looks_like_name": "A name in place of an id",
    "id_scientific": "Id turned into a power of ten",
    "id_spaces_removed": "Spaces in an id",
    "invalid_date": "Not a date",
    "invalid_id": "Not an id",
    "long_text": "Text too long",
    "missing_column": "Column missing",
    "missing_id": "Id blank",
    "missing_key": "Key cell blank",
    "missing_value": "Blank, but should be filled",
    "negative_count": "Number below zero",
    "no_dates_in_period": "Nothing dated in the month",
    "no_rows": "No records",
    "not_a_number": "Not a number",
    "not_in_list_6": "On a plan, but not in need",
    "out_of_range": "Outside its range",
    "repeated_header": "Header comes again",
    "row_count_drop": "Far fewer records than last month",
    "too_many_row_errors": "Too many records at fault",
    "totals_row": "Row of totals",
    "two_columns_one_field": "Two headers for one field",
    "two_digit_year": "Year of two digits",
    "unknown_code": "Not one of the codes",
    "unknown_column": "Column that nobody knows",
    "wrong_list": "Another list",
    "wrong_period": "Another month's extract",
}


def badge(state: str) -> Tag:
    """The badge of a figure. Raises KeyError for a state that has no words yet."""
    return BADGES[state]


def rule(slug: str) -> str:
    """A rule of the gate in a few words; one that has none yet by its own name."""
    return RULES.get(slug, slug.replace("_", " ").capitalize())


def share(part: int | None, whole: int | None) -> str:
    """A percentage, `100%` only where nothing is missing and `0%` only where nothing is there: `99.9%` of 4,999 in
    5,000. A dash where there is nothing to take a share of."""
    if part is None or not whole:
        return "–"
    if part in (0, whole):
        return "100%" if part else "0%"
    percent = min(max(100 * part / whole, 0.1), 99.9)
    return f"{words.number(percent, 1)}%"
