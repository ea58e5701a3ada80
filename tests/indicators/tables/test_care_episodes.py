"""Episodes of care: periods, chains of placements and a year's counts, on a few children worked by hand."""

from datetime import date

import polars as pl
import pytest

from indicators.tables import care_episodes

MARCH, NEXT = "2025-03", "2026-03"


def on(text: str | None) -> date | None:
    """A day written dd/mm/yyyy."""
    return None if text is None else date(*reversed([int(part) for part in text.split("/")]))


def episode(child: str, start: str, end: str | None = None, rne: str = "S", **more) -> dict:
    facts = {"legal_status": "C2", "placement_type": "U4", "placement_provider": "PR1"} | more
    rec = "X1" if end and "rec" not in facts else facts.pop("rec", None)
    return {
        "child_id": child,
        "episode_start_date": on(start),
        "episode_end_date": on(end),
        "reason_new_episode": rne,
        "reason_episode_ceased": rec,
        **facts,
    }


@pytest.fixture
def children(holdings_of):
    """The children looked after at the end of a period, by id."""

    def of(by_period: dict, period: str = MARCH, **others) -> dict[str, dict]:
        holdings = holdings_of({"ssda903_episodes": by_period, **others})
        rows = care_episodes.children(holdings).collect().filter(pl.col("period") == period)
        return {row["child_id"]: row for row in rows.to_dicts()}

    return of


def test_a_placement_is_a_new_carer(children):
    """L changes the order, T and U the placement with the same carer; P and B are another carer."""
    chain = [
        episode("A", "01/05/2024", "01/06/2024"),
        episode("A", "01/06/2024", "01/07/2024", "L", legal_status="C1"),
        episode("A", "01/07/2024", "01/08/2024", "T", placement_type="U6"),
        episode("A", "01/08/2024", "01/09/2024", "U", placement_type="A3", legal_status="E1"),
        episode("A", "01/09/2024", "01/10/2024", "P", placement_type="K2"),
        episode("A", "01/10/2024", None, "B", placement_type="U4"),
    ]
    child = children({MARCH: chain})["A"]
    assert child["placements_12m"] == 3
    assert (child["in_care_since"], child["placed_since"]) == (on("01/05/2024"), on("01/10/2024"))


def test_a_temporary_stay_is_no_placement_nor_is_the_way_back(children):
    away = [
        episode("A", "01/05/2024", "01/06/2024", placement_postcode="AB1 2CD"),
        episode("A", "01/06/2024", "08/06/2024", "P", placement_type="T1"),
        episode("A", "08/06/2024", None, "P", placement_postcode="AB1 2CD"),
        episode("B", "01/05/2024", "01/06/2024", placement_postcode="AB1 2CD"),
        episode("B", "01/06/2024", "08/06/2024", "P", placement_type="T4"),
        episode("B", "08/06/2024", None, "P", placement_postcode="EF3 4GH"),
        episode("C", "01/05/2024", "20/03/2025"),
        episode("C", "20/03/2025", None, "P", placement_type="T2"),
    ]
    found = children({MARCH: away})
    assert {c: r["placements_12m"] for c, r in found.items()} == {"A": 1, "B": 2, "C": 1}
    assert found["A"]["placed_since"] == on("01/05/2024")
    assert found["B"]["placed_since"] == on("08/06/2024")
    assert (found["C"]["placement_type"], found["C"]["placed_since"]) == ("T2", on("01/05/2024"))


def test_placements_of_the_year_are_those_running_when_it_began_and_those_begun_in_it(children):
    moves = [
        episode("A", "01/01/2020", "31/03/2024", "S"),  # over by the year's first day
        episode("A", "31/03/2024", "01/04/2024", "P"),  # the night of 31 March
        episode("A", "01/04/2024", "02/04/2024", "P"),
        episode("A", "02/04/2024", None, "P"),
    ]
    assert children({MARCH: moves})["A"]["placements_12m"] == 3


def test_short_breaks_are_not_being_looked_after(children):
    rows = [
        episode("A", "01/05/2024", None, legal_status="V4"),
        episode("B", "01/05/2020", "01/05/2022", legal_status="V3"),
        episode("B", "01/05/2022", None, "L", legal_status="C2"),
    ]
    found = children({MARCH: rows})
    assert list(found) == ["B"]
    assert found["B"]["in_care_since"] == on("01/05/2022")
    assert found["B"]["is_long_in_care"] and found["B"]["is_settled"]


def test_who_left_and_came_back_is_newly_in_care(children):
    rows = [
        episode("A", "01/01/2019", "01/06/2024", rec="E4A"),
        episode("A", "01/02/2025", None, "S"),
        episode("B", "01/01/2019", "01/06/2024", rec="E4A"),
        episode("B", "01/06/2024", None, "P"),  # said to have left, and yet goes on: an exit is an exit
    ]
    found = children({MARCH: rows})
    assert [found[c]["in_care_since"] for c in "AB"] == [on("01/02/2025"), on("01/06/2024")]
    assert [found[c]["is_long_in_care"] for c in "AB"] == [False, None]


def test_what_began_before_the_files_is_unknown_unless_it_is_long_enough_anyway(children):
    rows = [
        episode("A", "01/05/2024", None, "L"),
        episode("B", "01/05/2021", None, "L"),
        episode("C", "01/05/2024", None, "P"),
    ]
    found = children({MARCH: rows})
    assert [found[c]["is_long_in_care"] for c in "ABC"] == [None, True, None]
    assert [found[c]["is_settled"] for c in "ABC"] == [None, True, False]


def test_older_files_carry_the_chain_back(children):
    before = [episode("A", "01/05/2021", "01/05/2024", "S")]  # as known in March 2024, it ran on
    earlier = before[0] | {"episode_end_date": None, "reason_episode_ceased": None}
    now = [before[0], episode("A", "01/05/2024", "01/02/2026", "L", legal_status="E1")]
    last = [now[1], episode("A", "01/02/2026", None, "T", placement_type="A3")]
    files = {"2024-03": [earlier], MARCH: now, NEXT: last}
    child = children(files, NEXT)["A"]
    assert (child["in_care_since"], child["placed_since"]) == (on("01/05/2021"), on("01/05/2021"))
    assert child["care_start_known"] and child["is_long_in_care"] and child["is_settled"]
    alone = children({NEXT: last}, NEXT)["A"]
    assert (alone["in_care_since"], alone["care_start_known"]) == (on("01/05/2024"), False)


def test_an_open_episode_that_the_next_file_no_longer_has_is_gone(children):
    files = {MARCH: [episode("A", "01/05/2024")], NEXT: [episode("B", "01/05/2025")]}
    assert list(children(files, NEXT)) == ["B"]
    assert list(children(files, MARCH)) == ["A"]


def test_placed_for_adoption_counts_with_the_placement_before(children):
    rows = [
        episode("A", "01/01/2022", "01/06/2024"),
        episode("A", "01/06/2024", None, "P", placement_type="A6", legal_status="E1"),
        episode("B", "01/01/2022", "01/06/2024"),
        episode("B", "01/06/2024", None, "P", placement_type="U4"),
        episode("C", "01/01/2022", "01/05/2024", rec="E4A"),
        episode("C", "01/06/2024", None, "S", placement_type="A6"),
    ]
    found = children({MARCH: rows})
    assert [found[c]["is_settled"] for c in "ABC"] == [True, False, False]


def test_a_month_that_the_files_do_not_reach_back_a_year_from_has_no_count_unless_it_is_three_already(children):
    rows = [episode("A", "01/05/2025"), *(episode("B", f"0{d}/05/2025", f"0{d + 1}/05/2025", "P") for d in (1, 2, 3))]
    rows.append(episode("B", "04/05/2025", None, "P"))
    found = children({"2025-09": rows}, "2025-09")
    assert {c: r["placements_12m"] for c, r in found.items()} == {"A": None, "B": 4}
    with_last_year = children({MARCH: [], "2025-09": rows}, "2025-09")
    assert with_last_year["A"]["placements_12m"] == 1


def test_birth_comes_from_the_header_and_the_team_from_list_8(children):
    born = {MARCH: [{"child_id": "A", "date_of_birth": on("01/01/2015")}]}
    list_8 = {MARCH: [{"child_id": "A", "allocated_team": "North", "cla_start_date": on("01/05/2024")}]}
    rows = [episode("A", "01/05/2024"), episode("B", "01/05/2024")]
    found = children({MARCH: rows}, ssda903_header=born, children_looked_after=list_8)
    assert (found["A"]["date_of_birth"], found["A"]["team"]) == (on("01/01/2015"), "North")
    assert (found["B"]["date_of_birth"], found["B"]["team"]) == (None, None)


def test_of_a_child_with_two_open_episodes_the_latest_counts(children):
    rows = [
        episode("A", "01/05/2024", placement_type="U4"),
        episode("A", "01/06/2024", None, "P", placement_type="K2"),
        episode("B", "01/05/2024", "31/03/2025"),  # over on the day itself
        episode("C", "01/05/2024", "01/04/2025"),  # the file was taken later: open on the day
        episode("D", "01/04/2025"),
    ]
    found = children({MARCH: rows})
    assert {c: r["placement_type"] for c, r in found.items()} == {"A": "K2", "C": "U4"}


def test_years_that_join_on():
    files = ("2023-03", "2024-03", "2025-09")
    assert care_episodes.covered_from("2025-09", files) == date(2025, 4, 1)
    assert care_episodes.covered_from("2024-03", files) == date(2022, 4, 1)
    assert care_episodes.covered_from("2025-01", files) == date(2022, 4, 1)


def test_the_year_of_a_return(holdings_of):
    rows = [
        episode("A", "01/05/2020", "01/06/2024", rec="E11"),
        episode("B", "01/05/2024", None, "S", placement_type="U4", placement_provider="PR4"),
        episode("C", "01/04/2024", "31/03/2025", "S", rec="E4A", placement_type="K2"),
        episode("D", "01/05/2020", "01/04/2024", rec="E4A"),
        episode("E", "31/03/2024", None, "S", placement_type="P1"),
        episode("F", "01/05/2024", None, "S", legal_status="V3"),
        episode("G", "01/05/2024", None, "S") | {"reason_episode_ceased": "E4A"},  # an exit without a date is none
    ]
    [year] = care_episodes.year_to_date(holdings_of({"ssda903_episodes": {MARCH: rows}})).collect().to_dicts()
    assert year == {
        "period": MARCH,
        "children": 3,
        "open_episodes": 3,
        "started": 3,
        "ceased": 3,
        "children_before": 3,
        "fostered": 2,
        "in_house": 1,
        "residential": 0,
        "with_parents": 1,
    }


def test_without_a_file_there_is_nothing(holdings_of):
    none = holdings_of({"children_looked_after": {MARCH: []}})
    assert care_episodes.children(none).collect().is_empty()
    assert care_episodes.year_to_date(none).collect().is_empty()
