"""One worked example for each rule that the expected answers of others do not cover: which rows are at fault."""

import json

import polars as pl
import pytest

from expectations import rules903

YEAR = {"collection_start": "01/04/2024", "collection_end": "31/03/2025", "localAuthority": "877"}


def table(text: str) -> pl.DataFrame:
    """A table from `a b / 1 2 / 3 -`: names first, then rows; a dash is blank."""
    names, *rows = [line.split() for line in text.split("/ ")]
    cells = [[None if cell == "-" else cell for cell in row] for row in rows]
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")


ON_ONE_TABLE = {  # rule: table, rows, positions at fault
    "102": ("Header", "DOB / 01/02/2010 / 31/02/2010 / -", [1]),
    "301": ("Header", "DOB / 31/03/2025 / 01/04/2025", [1]),
    "142": (
        "Episodes",
        "CHILD DECOM DEC REC / a 01/04/2024 - - / a 01/05/2024 01/06/2024 - / a 01/06/2024 - - / b 01/04/2024 - -",
        [0, 1],
    ),
    "144": ("Episodes", "LS / C2 / c2 / ZZ / -", [1, 2]),
    "146": ("Episodes", "PLACE / U6 / K3 / P2 / Z11 / XX / -", [3, 4]),  # 2024/25: P2 still, Z11 not yet
    "148": ("Episodes", "DEC REC / 01/05/2024 X1 / 01/05/2024 - / - X1 / - -", [1, 2]),
    "178": ("Episodes", "PLACE_PROVIDER / PR0 / PR9 / -", [1]),
    "222": ("Episodes", "PLACE URN / P1 SC1 / P1 XXXXXXX / P1 - / K2 SC1 / T1 SC1", [0, 4]),
    "225": (
        "Episodes",
        "CHILD DECOM RNE PLACE REASON_PLACE_CHANGE / a 01/04/2024 S U6 - / a 01/05/2024 P U6 CHILD"
        " / a 01/06/2024 P K2 - / a 01/07/2024 L K2 - / a 01/08/2024 P T1 - / a 08/08/2024 P K2 -",
        [0],  # then: given; a new legal status only; into and out of a temporary placement
    ),
    "354": ("Episodes", "DECOM / 31/03/2025 / 01/04/2025 / -", [1]),
    "356": ("Episodes", "DECOM DEC / 02/05/2024 01/05/2024 / 02/05/2024 02/05/2024 / 02/05/2024 -", [0]),
    "361": ("Episodes", "CHILD DECOM DEC LS / a 01/05/2024 04/05/2024 L1 / b 01/05/2024 05/05/2024 L1", [1]),
    "363": ("Episodes", "CHILD DECOM DEC LS / a 01/05/2024 08/05/2024 L3 / b 01/05/2024 09/05/2024 L3", [1]),
    "376": (
        "Episodes",
        "DECOM DEC PLACE / 01/05/2024 22/05/2024 T3 / 01/05/2024 23/05/2024 T3 / 01/03/2025 - T3",
        [1, 2],
    ),
    "378": ("Episodes", "PLACE LS / P1 V2 / P1 C2 / U6 V2", [0]),
    "388": (
        "Episodes",
        "CHILD DECOM DEC REC / a 01/04/2024 01/05/2024 X1 / a 01/05/2024 01/06/2024 E4A / a 01/06/2024 01/07/2024 X1"
        " / a 02/07/2024 01/08/2024 E4A / a 01/09/2024 01/10/2024 X1 / b 01/04/2024 soon X1",
        [1, 2, 4],  # left and yet goes on; a day between; the last of all; an end that cannot be read is left alone
    ),
    "390": ("Episodes", "PLACE REC / A3 E11 / U6 E12 / U6 E4A / - E11", [1, 3]),
    "392c": ("Episodes", "HOME_POST PL_POST / WA11QY ab10jd / nowhere WA11QY / - -", [1]),
    "434": (
        "Episodes",
        "CHILD DECOM RNE LS PLACE PL_POST URN PLACE_PROVIDER / a 01/04/2024 S C1 U6 A B PR1"
        " / a 01/05/2024 L C2 U6 A B PR1 / a 01/06/2024 L C2 U6 A B PR1 / a 01/07/2024 L E1 U6 Z B PR1",
        [2, 3],
    ),
    "436": (
        "Episodes",
        "CHILD DECOM RNE LS PLACE PL_POST URN PLACE_PROVIDER / a 01/04/2024 S C1 U6 A - PR1"
        " / a 01/05/2024 B C2 K2 A - PR1 / a 01/06/2024 U C2 U6 A - PR1 / a 01/07/2024 U E1 U6 A - PR1",
        [2, 3],
    ),
    "527": ("Episodes", "PLACE PLACE_PROVIDER / R5 PR1 / K2 PR1", [0]),
    "529": ("Episodes", "PLACE PLACE_PROVIDER / A4 PR3 / U1 PR3 / K1 PR3 / R1 PR3", [0, 1, 2]),
    "531": ("Episodes", "PLACE PLACE_PROVIDER / P1 PR5 / R2 PR5", [0]),
    "1015": (
        "Episodes",
        "LS PLACE PLACE_PROVIDER PL_LA / C2 K2 PR1 877 / C2 K2 PR1 E06000007 / C2 K2 PR1 301 / C2 U6 PR1 301"
        " / V4 K2 PR1 301 / C2 K2 PR1 -",
        [2],
    ),
    "167": ("Reviews", "REVIEW REVIEW_CODE / 01/05/2024 PN1 / 01/05/2024 - / - PN9 / - -", [1, 2]),
    "440": ("Reviews", "DOB REVIEW REVIEW_CODE / 01/05/2020 01/05/2024 PN0 / 02/05/2020 01/05/2024 PN0", [0]),
    "180": ("OC2", "SDQ_SCORE / 0 / 40 / 41 / -1 / 7.5 / x / -", [2, 3, 4, 5]),
    "189": ("OC2", "DOB SDQ_SCORE SDQ_REASON / 01/04/2007 10 - / 02/04/2007 10 - / 01/04/2007 - -", [0]),
    "1005": ("Missing", "MIS_END / 01/05/2024 / yesterday / -", [1]),
    "567": ("Missing", "MIS_START MIS_END / 02/05/2024 01/05/2024 / 02/05/2024 02/05/2024 / - 01/05/2024", [0]),
    "132": ("OC3", "ACTIV / F4 / F3 / G5 / 0 / -", [1, 4]),
    "345": ("OC3", "IN_TOUCH ACTIV ACCOM / YES 0 B1 / YES F2 0 / YES F2 B1 / NO 0 0", [0, 1]),
    "579": (
        "PlacedAdoption",
        "CHILD DATE_PLACED DATE_PLACED_CEASED / a 01/05/2024 - / a 01/06/2024 - / b 01/05/2024 20/05/2024"
        " / b 20/05/2024 - / c 01/05/2024 01/07/2024 / c 01/06/2024 -",
        [1, 5],
    ),
    "700": ("DoLo", "DOLO_START / 01/05/2024 / soon / -", [1, 2]),
    "702": ("DoLo", "DOLO_START DOLO_END / 02/05/2024 01/05/2024 / 02/05/2024 -", [0]),
    "704": ("DoLo", "DOLO_END / 31/03/2024 / 01/04/2024 / 01/04/2025 / -", [0, 2]),
    "708": ("DoLo", "DOB DOLO_START / 02/05/2010 01/05/2010 / 01/05/2010 01/05/2010", [0]),
}

ON_SEVERAL = {  # rule: tables, positions at fault
    "202": (
        {"Header": "CHILD SEX / a M / b M / c F", "Header_last": "CHILD SEX / a F / b 1 / d F"},
        {"Header": [0]},
    ),
    "204": (
        {"Header": "CHILD ETHNIC / a WBRI / b WOTH / c -", "Header_last": "CHILD ETHNIC / a WBRI / b WBRI / c WBRI"},
        {"Header": [1, 2]},
    ),
    "372": (
        {"Header": "CHILD DOB / a 02/05/2014", "Episodes": "CHILD DECOM PLACE / a 01/05/2024 R5 / a 02/05/2024 R5"},
        {"Episodes": [0]},
    ),
    "374": (
        {"Header": "CHILD DOB / a 02/05/2010", "Episodes": "CHILD DECOM PLACE / a 01/05/2024 P3 / a 02/05/2024 P3"},
        {"Episodes": [0]},
    ),
    "392a": (
        {
            "UASC": "CHILD / b",
            "Episodes": "CHILD LS PL_DISTANCE / a C2 - / a C2 5 / a V3 - / b C2 -",
        },
        {"Episodes": [0]},
    ),
    "502": (
        {
            "Episodes": "CHILD DECOM / a 01/02/2024 / b 01/04/2024 / c 01/04/2024",
            "Episodes_last": "CHILD DECOM DEC / a 01/02/2024 - / b 01/02/2024 - / c 01/02/2024 01/03/2024",
        },
        {"Episodes": [1]},
    ),
    "503B": (
        {
            "Episodes": "CHILD DECOM LS / a 01/05/2024 V2 / a 01/02/2024 C2 / b 01/02/2024 C1",
            "Episodes_last": "CHILD DECOM DEC LS / a 01/02/2024 - C2 / b 01/02/2024 - C2",
        },
        {"Episodes": [2]},
    ),
    "453": (
        {
            "Episodes": "CHILD DECOM PL_DISTANCE / a 01/02/2024 10.0 / b 01/02/2024 10.1 / c 01/02/2024 10.3",
            "Episodes_last": "CHILD DECOM DEC PL_DISTANCE / a 01/02/2024 - 10 / b 01/02/2024 - 10 / c 01/02/2024 - 10",
        },
        {"Episodes": [2]},
    ),
    "399": (
        {
            "Episodes": "CHILD LS / a V3 / a V4 / b V3 / b C2 / c V4",
            "Header": "CHILD MOTHER / a - / b 1 / c -",
            "Reviews": "CHILD REVIEW REVIEW_CODE / a 01/05/2024 PN1 / b 01/05/2024 PN1",
        },
        {"Episodes": [0, 1], "Reviews": [0]},
    ),
    "575": (
        {
            "Missing": "CHILD MIS_START MIS_END / a 01/05/2024 - / a 01/06/2024 - / b 01/05/2024 02/05/2024",
            "Episodes": "CHILD DECOM DEC / a 01/04/2024 20/05/2024 / a 20/05/2024 - / b 01/04/2024 20/05/2024",
        },
        {"Missing": [0]},
    ),
    "577": (
        {
            "Missing": "CHILD MIS_START MIS_END / a 01/05/2024 - / b 01/05/2024 - / c 01/05/2024 01/07/2024",
            "Episodes": "CHILD DECOM DEC / a 01/04/2024 20/05/2024 / b 01/04/2024 20/05/2024 / b 20/05/2024 -"
            " / c 01/04/2024 20/05/2024",
        },
        {"Missing": [0, 2]},
    ),
    "581": (
        {
            "Missing": "CHILD MIS_START / a 31/03/2024 / a 01/04/2024",
            "Episodes": "CHILD DECOM / a 01/05/2024 / a 01/04/2024",
        },
        {"Missing": [0]},
    ),
    "348": ({"OC3": "CHILD / a / b", "OC3_last": "CHILD IN_TOUCH / a DIED / b YES"}, {"OC3": [0]}),
    "1007": (
        {
            "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM / a 01/05/2007 YES F2 B1 / b 01/05/2007 YES F2 B1"
            " / c 01/05/2003 YES F2 B1 / d 01/05/2006 - - -",
            "Episodes": "CHILD DECOM DEC / a 01/04/2024 - / b 01/04/2024 30/04/2024 / c 01/04/2024 - / d 01/04/2024 -",
        },
        {"OC3": [0]},
    ),
    "1010": (
        {
            "OC3": "CHILD IN_TOUCH ACTIV ACCOM / a YES F2 B1 / b YES F2 B1 / c YES F2 B1",
            "Episodes": "CHILD / b",
            "Episodes_last": "CHILD DECOM DEC / a 01/02/2024 - / b 01/02/2024 - / c 01/02/2024 01/03/2024",
        },
        {"OC3": [0]},
    ),
    "1001": (
        {
            "Header": "CHILD DOB / a 01/01/2007 / b 01/01/2007 / c 01/01/2007",
            "OC3": "CHILD IN_TOUCH ACTIV ACCOM / a YES F2 B1 / b YES F2 B1 / c YES F2 B1",
            # 91 days to 01/07/2024; 90 days; three years that end before the 16th birthday
            "Episodes": "CHILD DECOM DEC LS / a 01/04/2024 01/07/2024 C2 / b 01/04/2024 30/06/2024 C2",
            "Episodes_last": "CHILD DECOM DEC LS / c 01/01/2020 31/12/2022 C2 / b 01/04/2023 01/02/2024 V3",
        },
        {"OC3": [1, 2]},
    ),
    "331": (
        {
            "AD1": "CHILD DATE_MATCH / a 02/05/2024 / b 01/05/2024",
            "Episodes": "CHILD DECOM REC / a 01/05/2024 E12 / b 01/05/2024 E12",
        },
        {"AD1": [0], "Episodes": [0]},
    ),
    "334": (
        {
            "AD1": "CHILD DATE_INT / a 30/04/2024 / b 01/05/2024",
            "Episodes": "CHILD DECOM RNE / a 01/05/2020 S / a 01/05/2024 S / b 01/05/2024 S",
        },
        {"AD1": [0], "Episodes": [1]},
    ),
    "551": (
        {
            "PlacedAdoption": "CHILD DATE_PLACED / a 01/05/2024 / b -",
            "Episodes": "CHILD PLACE / a A3 / b A5 / c A6 / d U6",
        },
        {"PlacedAdoption": [1], "Episodes": [1, 2]},
    ),
    "557": (
        {
            "PlacedAdoption": "CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED"
            " / a - - / b 01/05/2024 RD1 / c - - / d - -",
            "Episodes": "CHILD LS PLACE REC / a E1 U6 E4A / b E1 U6 E4A / c E1 A5 E12 / d C2 U6 E4A",
        },
        {"PlacedAdoption": [0], "Episodes": [0]},
    ),
    "602": (
        {
            "AD1": "CHILD DATE_MATCH / a 01/05/2024 / b 01/05/2024 / c 01/05/2024 / d -",
            "Episodes": "CHILD DEC REC / a 01/09/2024 E11 / b 01/09/2023 E11 / c 01/09/2024 E4A",
        },
        {"AD1": [1, 2]},
    ),
    "706": (
        {
            "DoLo": "CHILD DOLO_START / a 01/03/2024 / b 02/03/2024",
            "DoLo_last": "CHILD DOLO_START DOLO_END / a 01/03/2024 - / b 01/03/2024 - / c 01/03/2024 -",
        },
        {"DoLo": [1], "DoLo_last": [2]},
    ),
}
IN_HEADER = {"AD1": "INT01", "Episodes": "INT03", "OC2": "INT05", "PrevPerm": "INT07", "UASC": "INT09"}
SAME_BIRTH = {"PlacedAdoption": "INT12", "OC2": "INT14", "PrevPerm": "INT16", "UASC": "INT18"}
CARRIED_ON = {"503D": "PLACE", "503F": "URN", "503H": "PL_LA"}
ONCE = {"AD1": "INT31", "OC2": "INT33", "PrevPerm": "INT35"}


def run(tables: dict[str, str], rule: str) -> dict[str, list[int]]:
    return rules903.run({name: table(text) for name, text in tables.items()}, metadata=YEAR)[rule]


@pytest.mark.parametrize("rule", ON_ONE_TABLE)
def test_on_one_table(rule):
    name, text, rows = ON_ONE_TABLE[rule]
    assert run({name: text}, rule) == {name: rows}


@pytest.mark.parametrize("rule", ON_SEVERAL)
def test_on_several_tables(rule):
    tables, at_fault = ON_SEVERAL[rule]
    assert run(tables, rule) == at_fault


@pytest.mark.parametrize("name", IN_HEADER)
def test_a_child_is_in_the_header(name):
    assert run({name: "CHILD / a / b", "Header": "CHILD / a"}, IN_HEADER[name]) == {name: [1]}


@pytest.mark.parametrize("name", SAME_BIRTH)
def test_a_child_has_one_date_of_birth(name):
    header = "CHILD DOB / a 01/05/2010 / b 01/05/2010"
    rows = "CHILD DOB / a 2010-05-01 / b 02/05/2010 / c 02/05/2010 / a -"
    assert run({name: rows, "Header": header}, SAME_BIRTH[name]) == {name: [1]}


@pytest.mark.parametrize("name", ONCE)
def test_a_child_is_there_once(name):
    assert run({name: "CHILD / a / b / a / -"}, ONCE[name]) == {name: [0, 2]}


@pytest.mark.parametrize("rule", CARRIED_ON)
def test_the_first_episode_is_that_which_was_open_last_year(rule):
    column = CARRIED_ON[rule]
    now = f"CHILD DECOM {column} / a 01/02/2024 x / b 01/02/2024 y / c 01/02/2024 y / d 01/02/2024 -"
    last = (
        f"CHILD DECOM DEC {column} / a 01/02/2024 - x / b 01/02/2024 - x / c 01/02/2024 01/03/2024 x / d 01/02/2024 - -"
    )
    assert run({"Episodes": now, "Episodes_last": last}, rule) == {"Episodes": [1]}


HEALTH = "CONVICTED HEALTH_CHECK INTERVENTION_RECEIVED INTERVENTION_OFFERED"
HEALTH += " IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE"
IN_CARE = "CHILD DECOM DEC LS REC RNE / a 01/01/2020 - C2 - S / b 01/01/2020 - C2 - S / c 01/09/2024 - C2 - S"


def test_health_details_of_children_looked_after_all_year():
    rows = f"CHILD {HEALTH} / a 0 - - - 1 1 - 0 / c 0 - - - 1 1 1 -"
    # b was in care all year and has no row; c was not, so is rule 190's
    assert run({"OC2": rows, "Episodes": IN_CARE}, "191") == {"OC2": [0], "Episodes": [1]}
    assert run({"OC2": rows}, "182") == {"OC2": [0, 1]}


def test_sdq_of_children_not_looked_after_all_year():
    rows = "CHILD SDQ_SCORE SDQ_REASON / a 10 - / c 10 - / c - SDQ2"
    assert run({"OC2": rows, "Episodes": IN_CARE}, "185") == {"OC2": [1]}
    assert run({"OC2": rows, "Episodes": IN_CARE}, "198") == {"OC2": [2]}


def test_every_rule_has_a_case_or_an_example(shared):
    cases = json.loads((shared / "oracle" / "rule_cases_903.json").read_text(encoding="utf-8"))
    examples = {*ON_ONE_TABLE, *ON_SEVERAL, *IN_HEADER.values(), *SAME_BIRTH.values(), *ONCE.values(), *CARRIED_ON}
    examples |= {"182", "185", "191", "198"}
    assert examples.isdisjoint(case["rule"] for case in cases)
    assert examples | {case["rule"] for case in cases} == {rule.number for rule in rules903.RULES}
