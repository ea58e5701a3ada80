"""Rules on small frames worked by hand, and what happens where tables, columns or dates are missing."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import BadInput
from data.returns import ALL
from expectations import rules903

YEAR = {"collection_start": "01/04/2024", "collection_end": "31/03/2025", "file_format": "csv"}
ADDED_ELSEWHERE = {"PL_DISTANCE", "PL_LA", "PL_LOCATION", "UASC"}  # worked out from postcodes; the mark of XML returns
PROVIDERS = {"URN", "POSTCODE", "PROVIDER_CODES", "REG_END"}


def table(columns: str, *rows: str) -> pl.DataFrame:
    """A table of text from `a b` and `1 -` (a dash is blank)."""
    names = columns.split()
    cells = [[None if cell == "-" else cell for cell in row.split()] for row in rows]
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")


def found(rule: str, metadata: dict | None = None, /, **tables: pl.DataFrame) -> dict[str, list[int]]:
    return rules903.run(tables, metadata=YEAR if metadata is None else metadata)[rule]


# What a rule is


def test_rules_are_numbered_once_and_can_be_asked_for_by_number():
    numbers = [rule.number for rule in rules903.RULES]
    assert len(set(numbers)) == len(numbers) >= 161
    assert "501" in rules903.RULES
    assert "999999" not in rules903.RULES


@pytest.mark.parametrize("rule", rules903.RULES, ids=lambda r: r.number)
def test_a_rule_says_what_to_do_and_names_columns_that_exist(rule):
    assert rule.statement.endswith(".") and len(rule.statement.split()) >= 8
    assert (rule.faulty is None) != (rule.judge is None)
    names = {f.name.removeprefix("ssda903_").replace("_", ""): {c.header for c in f.columns} for f in ALL}
    for name, columns in rule.columns.items():
        known = PROVIDERS if name == "provider_info" else names[_return_of(name)] | ADDED_ELSEWHERE
        assert columns <= known, f"{rule.number} reads {columns - known} of {name}"
    assert rule.fields


def _return_of(name: str) -> str:
    plain = name.removesuffix("_last").lower()
    return {"prevperm": "previouspermanence", "placedadoption": "placedforadoption"}.get(plain, plain)


# Reading the tables


def test_dates_are_read_as_slashed_or_iso_and_two_figure_years_are_no_dates():
    starts = table("DECOM", "01/04/2024", "2024-04-01", "1/4/2024", "01/04/24", "31/02/2024", "-", "04-2024")
    assert found("141", Episodes=starts) == {"Episodes": [3, 4, 6]}


def test_typed_columns_are_taken_as_they_are():
    typed = pl.DataFrame(
        {"CHILD": [1, 2], "DECOM": [date(2024, 5, 1), date(2024, 5, 2)], "DEC": [datetime(2024, 5, 1)] * 2}
    )
    assert found("355", Episodes=typed) == {"Episodes": [0]}
    assert found("147", Episodes=typed) == {}


def test_a_number_written_with_a_point_is_that_number():
    marked = table("CHILD SEX MOTHER MC_DOB", "1 F 1.0 01/01/2024", "2 F 0.0 01/01/2024")
    assert found("612", Header=marked) == {"Header": [1]}


@pytest.mark.parametrize("end", ["31/03/2025", "2025-03-31", date(2025, 3, 31), {"$date": "2025-03-31"}])
def test_the_collection_end_may_be_written_in_several_ways(end):
    ends = table("DEC", "31/03/2025", "01/04/2025")
    assert found("385", {"collection_end": end}, Episodes=ends) == {"Episodes": [1]}


def test_the_start_of_the_year_follows_from_its_end():
    children = table("CHILD DOB", "1 31/03/1999", "2 01/04/1999")
    assert found("351", {"collection_end": "31/03/2025"}, Header=children) == {"Header": [0]}


def test_what_cannot_be_used_is_refused():
    with pytest.raises(BadInput, match="collection_end is '31 March'"):
        rules903.run({}, metadata={"collection_end": "31 March"})
    with pytest.raises(BadInput, match="Header must be a Polars DataFrame"):
        rules903.run({"Header": [1]})


# What cannot be judged


def test_a_rule_without_its_table_column_or_date_is_not_judged_and_says_why():
    tables = {"Episodes": table("CHILD DECOM", "1 01/04/2024")}
    answer, reasons = rules903.run(tables), rules903.not_judged(tables)
    assert set(answer) | set(reasons) == {r.number for r in rules903.RULES}
    assert not set(answer) & set(reasons)
    assert answer["141"] == {}
    assert reasons["355"] == "needs the column DEC in the table Episodes"
    assert reasons["302"] == "needs the table Header, which was not given"
    assert reasons["562"] == "needs the table Episodes_last, which was not given"
    dated = {"Episodes": table("DEC", "01/04/2024")}
    assert rules903.not_judged(dated)["385"] == "needs collection_end in the metadata"


def test_an_empty_table_is_judged_and_has_no_faults():
    empty = {"Episodes": pl.DataFrame(schema={"CHILD": pl.String, "DECOM": pl.String, "DEC": pl.Null})}
    answer = rules903.run(empty, metadata=YEAR)
    assert answer["501"] == answer["355"] == {}


# Single rules


def test_a_child_of_29_february_turns_on_1_march():
    health = table("DOB CONVICTED", "29/02/2016 1", "01/03/2016 1")
    # 10 on 1 March 2026: still 9 on 28 February 2026, 10 a day later
    assert found("542", {"collection_end": "28/02/2026"}, OC2=health) == {"OC2": [0, 1]}
    assert found("542", {"collection_end": "01/03/2026"}, OC2=health) == {}


def test_a_decision_after_leaving_counts_only_while_the_child_stays_away():
    decision = table("CHILD DATE_PLACED DATE_PLACED_CEASED", "1 01/09/2024 -", "2 01/09/2024 -")
    episodes = table(
        "CHILD DECOM DEC REC",
        "1 01/01/2020 01/06/2020 E4A",
        "1 01/02/2024 - -",  # came back: the decision belongs to this stay
        "2 01/01/2020 01/06/2020 E4A",
    )
    assert found("117", PlacedAdoption=decision, Episodes=episodes) == {"PlacedAdoption": [1], "Episodes": [2]}


def test_several_temporary_placements_in_a_row_lead_back_to_the_usual_one():
    episodes = table(
        "CHILD RNE DECOM PLACE PL_POST",
        "1 S 01/04/2024 U6 A1",
        "1 P 01/05/2024 T1 B1",
        "1 L 05/05/2024 T1 B1",  # a new legal status while in hospital is no return
        "1 P 09/05/2024 T4 C1",
        "1 P 12/05/2024 U6 A1",  # back
        "1 P 01/07/2024 T1 B1",
        "1 P 05/07/2024 U6 D1",  # back with a postcode that is another
    )
    assert found("383", Episodes=episodes) == {"Episodes": [6]}


def test_an_emergency_protection_order_is_measured_over_its_whole_run():
    episodes = table(
        "CHILD DECOM DEC LS",
        "1 01/04/2024 12/04/2024 L2",
        "1 12/04/2024 23/04/2024 L2",  # 22 days in all
        "2 01/04/2024 12/04/2024 L2",
        "2 13/04/2024 24/04/2024 L2",  # a day between: two orders of 11 days
        "3 09/03/2025 - L2",  # open: 22 days to 31 March
        "4 10/03/2025 - L2",
    )
    assert found("362", Episodes=episodes) == {"Episodes": [0, 1, 4]}


def test_who_is_an_unaccompanied_child():
    episodes = table("CHILD PL_DISTANCE", "a 5", "b 5", "c 5", "d 5")
    uasc, last = table("CHILD DUC", "a -"), table("CHILD DUC", "b 01/01/2024", "c -")
    assert found("406", Episodes=episodes, UASC=uasc, UASC_last=last) == {"Episodes": [0, 1]}
    header = table("CHILD UASC", "a 0", "d 1")  # where the header has the mark, it decides
    assert found("406", Episodes=episodes, UASC=uasc, UASC_last=last, Header=header) == {"Episodes": [1, 3]}
    assert "406" in rules903.not_judged({"Episodes": episodes}, metadata=YEAR)


def test_a_missing_period_left_open_last_year_is_not_forgotten():
    last = table("CHILD MIS_START MIS_END", "1 01/03/2024 -", "2 01/03/2024 -", "3 01/03/2024 05/03/2024")
    now = table("CHILD MIS_START", "1 01/05/2024", "1 02/03/2024")
    # child 1 has other starts (the earlier row is shown); child 2 has no row at all this year
    assert found("576", Missing=now, Missing_last=last) == {"Missing": [1], "Missing_last": [1]}


def test_of_two_missing_periods_that_overlap_the_one_that_ends_later_is_shown():
    periods = table(
        "CHILD MIS_START MIS_END",
        "1 01/05/2024 10/05/2024",
        "1 03/05/2024 05/05/2024",  # inside the first
        "2 01/05/2024 -",
        "2 03/05/2024 -",  # two open ones
        "3 01/05/2024 03/05/2024",
        "3 03/05/2024 04/05/2024",  # they touch and do not overlap
    )
    assert found("574", Missing=periods) == {"Missing": [0, 3]}


def test_a_missing_period_lies_in_care_when_care_goes_on_from_episode_to_episode():
    episodes = table("CHILD DECOM DEC", "1 01/04/2024 01/06/2024", "1 01/06/2024 01/08/2024", "2 01/04/2024 01/06/2024")
    missing = table("CHILD MIS_START", "1 15/07/2024", "2 15/07/2024", "3 15/07/2024")
    assert found("578", Missing=missing, Episodes=episodes) == {"Missing": [1]}


def test_looked_after_all_year_means_no_start_exit_or_short_break_in_it():
    health = table("CHILD CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK", *(f"{c} 0 0 1 1" for c in "abcdef"))
    health = health.with_columns(
        pl.lit("0").alias(c)
        for c in ("HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
    )
    episodes = table(
        "CHILD DECOM DEC REC LS RNE",
        "a 01/04/2024 - - C2 S",  # from the first day: all year
        "b 02/04/2024 - - C2 S",  # a day late
        "c 01/01/2024 01/09/2024 X1 C2 S",
        "c 01/09/2024 - - E1 L",  # two episodes, one stay
        "d 01/01/2024 30/03/2025 E4A C2 S",  # left a day early
        "e 01/01/2024 - - V4 S",
        # f has none
    )
    assert found("190", OC2=health, Episodes=episodes) == {"OC2": [1, 3, 4, 5]}


def test_an_adoption_is_no_fault_of_the_episode_that_it_ended():
    episodes = table("CHILD DECOM DEC REC", "1 01/04/2024 01/05/2024 E12", "1 01/05/2024 - -", "2 01/04/2024 - -")
    assert found("199", Episodes=episodes) == {"Episodes": [1]}


def test_codes_for_sex_are_those_of_the_year():
    sexes = table("SEX", "1", "F", "-")
    assert found("101", {"collection_end": "31/03/2024"}, Header=sexes) == {"Header": [1, 2]}
    assert found("101", {"collection_end": "31/03/2025"}, Header=sexes) == {"Header": [0, 2]}
    assert found("101", {}, Header=sexes) == {"Header": [0, 2]}


def test_a_home_and_its_agency_may_have_two_postcodes_only_for_foster_care():
    providers = pl.DataFrame({"URN": ["SC1"], "POSTCODE": ["AB1 2CD"]})
    episodes = table("LS PLACE PL_POST URN", "C2 K2 ab12cd SC1", "C2 K2 ZZ99ZZ SC1", "C2 U6 ZZ99ZZ SC1")
    assert found("221", YEAR | {"provider_info": providers}, Episodes=episodes) == {"Episodes": [1]}


@pytest.mark.parametrize(
    "providers",
    [
        {"columns": ["URN", "REG_END"], "rows": [[1, {"$date": "2024-05-31"}], [2, None]]},
        {"URN": [1, 2], "REG_END": ["31/05/2024", None]},
        pl.DataFrame({"URN": [1, 2], "REG_END": [date(2024, 5, 31), None]}),
    ],
    ids=["rows", "columns", "frame"],
)
def test_the_list_of_providers_may_come_in_several_forms(providers):
    episodes = table("DEC URN", "31/05/2024 1", "01/06/2024 1", "- 1", "- 2", "- XXXXXXX", "- 3")
    metadata = YEAR | {"provider_info": providers}
    assert found("228", metadata, Episodes=episodes) == {"Episodes": [1, 2]}
    assert found("1008", metadata, Episodes=episodes) == {"Episodes": [5]}


# Properties

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31)).map(lambda d: d.strftime("%d/%m/%Y"))
CELLS = {
    "DECOM": DAYS,
    "DEC": DAYS | st.none() | st.just("soon"),
    "RNE": st.sampled_from(["S", "L", "P", "B", None]),
    "REC": st.sampled_from(["X1", "E4A", "E11", "E15", None]),
    "LS": st.sampled_from(["C2", "L2", "E1", "V3", None]),
    "CIN": st.sampled_from(["N1", "N9", None]),
    "PLACE": st.sampled_from(["U6", "K2", "T1", "T3", "A3", "S1", None]),
    "PLACE_PROVIDER": st.sampled_from(["PR1", "PR0", None]),
    "PL_POST": st.sampled_from(["A1", "B1", None]),
    "HOME_POST": st.sampled_from(["A1", None]),
    "URN": st.sampled_from(["SC1", "XXXXXXX", None]),
    "REASON_PLACE_CHANGE": st.sampled_from(["PLACE", None]),
}
CHILD = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=5)


def episodes_of(children: dict[str, list[dict]]) -> pl.DataFrame:
    schema = dict.fromkeys(("CHILD", *CELLS), pl.String)
    return pl.DataFrame([{"CHILD": c} | row for c, rows in children.items() for row in rows], schema=schema)


@settings(max_examples=20, deadline=None)
@given(one=CHILD, other=CHILD)
def test_one_child_does_not_change_the_faults_of_another(one, other):
    header = table("CHILD DOB", "a 01/01/2015", "b 01/01/2009")
    both = rules903.run({"Episodes": episodes_of({"a": one, "b": other}), "Header": header}, metadata=YEAR)
    alone = rules903.run({"Episodes": episodes_of({"a": one}), "Header": header}, metadata=YEAR)
    first = {n: [i for i in faults.get("Episodes", []) if i < len(one)] for n, faults in both.items()}
    assert first == {n: faults.get("Episodes", []) for n, faults in alone.items()}
