"""A made-up council's scorecards for the tests of pages: fifteen indicators, 24 months, every state once.

States in September 2026: cl_neet restated lower, six not recorded; icpc without cases; assessment_45wd part-year;
pa_caseload without a return; rereferral part-year in its first six months; cpp_rate without comparators.
"""

from datetime import datetime, timedelta
from functools import cache

import polars as pl

from dashboard.views.conservation import counts
from dashboard.views.panels import held_panels
from dashboard.views.received import Received, received
from data import panels, periods
from data.returns import find
from indicators import catalogue
from indicators.processes import counted
from indicators.processes.model import CASE
from indicators.processes.month import TimedMonth, month
from indicators.scorecard import Scorecard, assemble

MONTHS = periods.between("2024-10", "2026-09")
LAST = MONTHS[-1]
TEAMS = ("East & Valleys", "North <1>", "South")
POPULATION = 44_799
NEIGHBOURS = [
    f"{n}borough" for n in ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Glen", "Heath", "Ivy", "Juniper")
]
BANDS = ["Extremely close", "Very close", "Very close", "Close", "Close", "Close", "Close"] + ["Somewhat close"] * 3
# indicator: (numerator in the first month, in the last, denominator)
SHAPES = {
    "rereferral_12m_pct": (180, 214, 1000),
    "assessment_45wd_pct": (70, 80, 90),
    "assessment_open_overdue_count": (4, 17, None),
    "icpc_15wd_pct": (60, 62, 87),
    "s47_open_over_15wd_count": (0, 2, None),
    "cpp_rate_10k": (170, 190, POPULATION),
    "cla_count": (401, 412, None),
    "cla_rate_10k": (401, 412, POPULATION),
    "cla_visit_timely_pct": (340, 371, 400),
    "cla_review_timely_pct": (392, 393, 401),
    "cl_neet_19_21_pct": (36, 28, 73),
    "cl_eet_19_21_pct": (30, 39, 73),
    "sw_caseload_avg": (760, 812, 44.6),
    "sw_caseload_over25_pct": (9, 14, 48),
    "pa_caseload_avg": (160, 172, 8.5),
}
IDS = tuple(SHAPES)
WIGGLE = (0, 1, -1, 2, 0, -2, 1)


def _figure(indicator: str, at: int, teams: int = 1) -> tuple[float, float | None]:
    first, last, of = SHAPES[indicator]
    wiggle = 0 if at == len(MONTHS) - 1 else WIGGLE[(at + len(indicator)) % len(WIGGLE)]
    counted = max(0, round((first + (last - first) * at / (len(MONTHS) - 1) + wiggle) / teams))
    return float(counted), None if of is None else float(of if teams == 1 else round(of / teams))


def _row(indicator: str, period: str, breakdown: str, basis: str, n, d, unknown: int, complete: int) -> dict:
    defined = catalogue.find(indicator)
    scale = defined.unit.scale
    value = n if d is None else (scale * n / d if d else None)
    return {
        "authority": "999", "indicator": indicator, "period": period, "breakdown": breakdown, "basis": basis,
        "numerator": n, "denominator": d, "value": value, "unknown": unknown, "complete": complete,
        "unit": defined.unit.value, "definition_version": defined.version,
    }  # fmt: skip


@cache
def measures() -> pl.DataFrame:
    """One row per indicator, period, basis and breakdown."""
    rows = []
    for indicator in IDS:
        for at, period in enumerate(MONTHS):
            latest = period == LAST
            if indicator == "pa_caseload_avg" and latest:
                continue
            n, d = _figure(indicator, at)
            if indicator == "icpc_15wd_pct" and latest:
                n, d = 0.0, 0.0
            part = (indicator == "rereferral_12m_pct" and at < 6) or (indicator == "assessment_45wd_pct" and latest)
            unknown = 6 if indicator.startswith("cl_") else 0
            for basis in ("as_reported", "restated"):
                later = basis == "restated" and indicator == "cl_neet_19_21_pct" and at >= len(MONTHS) - 4
                rows.append(_row(indicator, period, "", basis, n - later, d, unknown, 0 if part else 1))
                if "team" in catalogue.find(indicator).breakdowns:
                    for team in TEAMS:
                        tn, td = _figure(indicator, at, teams=len(TEAMS))
                        rows.append(_row(indicator, period, team, basis, tn, td, unknown // 3, 0 if part else 1))
    floats = dict.fromkeys(("numerator", "denominator", "value"), pl.Float64)
    return pl.DataFrame(rows, infer_schema_length=None).cast(floats | {"unknown": pl.Int64, "complete": pl.Int8})


@cache
def comparators() -> pl.DataFrame:
    """One row per indicator, year and area; Birchborough is suppressed in every year."""
    rows = []
    for indicator in IDS:
        defined = catalogue.find(indicator)
        if not defined.published or indicator == "cpp_rate_10k":
            continue
        first, _, of = SHAPES[indicator]
        level = first if of is None else defined.unit.scale * first / of
        areas = [("999", "Exampleshire (synthetic)", "own", None, None)]
        areas += [(f"9{i:02d}", name, "neighbour", i + 1, BANDS[i]) for i, name in enumerate(NEIGHBOURS)]
        areas += [("E12000002", "North West", "region", None, None), ("E92000001", "England", "england", None, None)]
        for year in range(2021, 2026):
            for place, (code, name, role, order, closeness) in enumerate(areas):
                hidden = name == "Birchborough"
                rows.append({
                    "indicator": indicator, "series": defined.published[0], "year": year, "year_label": str(year),
                    "area_code": code, "area": name, "role": role, "order": order, "closeness": closeness,
                    "value": None if hidden else float(round(level + place - 5 + (year - 2025))),
                    "status": "suppressed" if hidden else "ok",
                })  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None).cast({"year": pl.Int32, "value": pl.Float64})


@cache
def lines(period: str) -> pl.DataFrame:
    """The rows of the scorecard of a month: much work, and the same for every test that changes nothing."""
    return assemble([catalogue.find(i) for i in IDS], measures(), comparators(), period)


# process: how many of its cases are on time, late, open in time, overdue, not yet due, not recorded
TIMED = {
    "contact_decision": (40, 3, 2, 4, 0, 0),
    "assessment": (80, 10, 24, 70, 0, 1),
    "s47_enquiry": (0, 0, 9, 2, 0, 0),
    "initial_conference": (62, 25, 0, 0, 0, 0),
    "care_visit": (371, 0, 0, 27, 5, 2),
    "return_interview_home": (1, 0, 0, 0, 1, 0),
}
STATES = ("on_time", "late", "open_in_time", "open_overdue", "not_yet_due", "unknown")


def timed_month(period: str) -> TimedMonth:
    """Cases of six processes; that of contacts names no team; pathway plans have no return, care reviews no column."""
    end, rows = periods.month_end(period), []
    for process, numbers in TIMED.items():
        for state, number in zip(STATES, numbers, strict=True):
            for at in range(number):
                over = 1 + at if state == "open_overdue" else None
                named = process != "contact_decision" and at % 5 > 0
                rows.append({
                    "process": process, "child_id": f"C{len(rows):05d}", "state": state, "days_over": over,
                    "team": TEAMS[(at + len(process)) % 2] if named else None,
                    "worker": "Ann <b>Other</b>" if named and at % 3 else None,
                    "started_on": end - timedelta(days=90), "due_on": end - timedelta(days=over or 0), "ended_on": None,
                })  # fmt: skip
    cases = pl.DataFrame(rows, schema=CASE)
    lacks = {"care_review": (("children_looked_after", "latest_review_date"),)}
    return TimedMonth(period, cases, counted(cases), {"pathway_plan": ("care_leavers",)}, lacks)


# September 2026: field: filled, valid of 100 records; None: no such column. Every other field is full.
CARE = {
    "": (100, 97),
    "permanence_plan": (80, 77),
    "gender": (80, 80),
    "cla_start_date": (100, 97),
    "category_of_need": None,
}
TROUBLES = [  # list, period, line, column, rule, severity, value, message
    ("children_looked_after", 3, "cla_start_date", "invalid_date", "error", "31/02/2024", "“Start” is not a date."),
    ("children_looked_after", 9, "cla_start_date", "invalid_date", "error", "Sam Smith", "“Start” is not a date."),
    ("children_looked_after", 7, "cla_start_date", "invalid_date", "error", "2024", "“Start” is not a date."),
    ("children_looked_after", 4, "permanence_plan", "unknown_code", "warning", "N/K", "“Plan” is not a code."),
    ("children_looked_after", 5, "permanence_plan", "unknown_code", "warning", "Sam", "“Plan” is not a code."),
    ("children_looked_after", 6, "date_of_birth", "dob_after_start", "warning", "01/02/2026", "Born after the start."),
    ("children_looked_after", 1, None, "unknown_column", "warning", "Sam Smith", "The column “Sam Smith” is not used."),
    ("contacts", None, None, "no_header", "error", None, "No header row was found."),
]


def returns() -> Received:
    """What came in: care leavers missing in September, contacts rejected then, audits never sent."""
    files, cells, faults = [], [], []
    for at, (name, period) in enumerate(
        (n, p) for p in ("2026-07", "2026-08", "2026-09") for n in ("care_leavers", "children_looked_after", "contacts")
    ):
        if (name, period) == ("care_leavers", "2026-09"):
            continue
        last = period == "2026-09"
        verdict = "accept" if not last else "reject" if name == "contacts" else "accept_with_warnings"
        files.append({
            "upload_id": f"{at:03d}", "offered_at": datetime(2026, 10, 4, 9, at), "list": name, "period": period,
            "verdict": verdict, "rows_read": 100, "rows_stored": 97 if last else 100, "errors": 0, "warnings": 0,
        })  # fmt: skip
        if verdict == "reject":
            continue
        for team, share in (("", 100), *((t, 50) for t in TEAMS[:2] if name == "children_looked_after")):
            for field in ("", *find(name).schema):
                full = CARE.get(field, (100, 100)) if last and not team else (share, share)
                filled, valid = full or (None, None)
                cells.append(
                    {"list": name, "period": period, "field": field, "team": team, "rows": share, "filled": filled}
                    | {"valid": valid, "completeness": None, "validity": None}
                )
    for name, *issue in TROUBLES:
        columns = ("line", "column", "rule", "severity", "value", "message")
        faults.append(dict(zip(columns, issue, strict=True)) | {"list": name, "period": "2026-09"})
    return Received(
        authority="999",
        council="Exampleshire (synthetic)",
        synthetic=True,
        expected=("audits", "care_leavers", "children_looked_after", "contacts"),
        ledger=pl.DataFrame(files),
        quality=pl.DataFrame(cells, infer_schema_length=None),
        issues=pl.DataFrame(faults, infer_schema_length=None),
    )


class MadeUpSource:
    """What a page asks for, without a store. `version_text` may be changed to stand for new figures."""

    def __init__(self, months: list[str] | None = None, missing: tuple[str, ...] = ("audits", "care_leavers")):
        self.months = MONTHS if months is None else months
        self.missing = missing
        self.version_text = "1"
        self.measures, self.comparators = measures(), comparators()
        # reading -> what makes its answer from the arguments; a test may set more
        self.readings: dict = {
            month: timed_month,
            received: returns,
            counts: lambda period: (),
            held_panels: panels.panels,
        }

    def version(self) -> str:
        return self.version_text

    def periods(self) -> list[str]:
        return list(self.months)

    def indicator(self, indicator_id: str):
        return catalogue.find(indicator_id)

    def read(self, reading, *arguments):
        return self.readings[reading](*arguments)

    def scorecard(self, period: str | None = None) -> Scorecard | None:
        if not self.months:
            return None
        month = period or self.months[-1]
        if month not in self.months:
            return None
        untouched = self.measures is measures() and self.comparators is comparators()
        defined = [catalogue.find(i) for i in IDS]
        return Scorecard(
            authority="999",
            authority_name="Exampleshire (synthetic)",
            synthetic=True,
            period=month,
            as_at=periods.month_end(month),
            loaded_at=datetime(2026, 10, 4, 9, 12),
            rows=lines(month) if untouched else assemble(defined, self.measures, self.comparators, month),
            history=self.measures.filter(pl.col("period") <= month),
            comparators=self.comparators,
            missing=self.missing,
        )
