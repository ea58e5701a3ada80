"""The made-up council: the same seed gives the same bytes, its months agree with each other, its files are
what a council would send."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from data import periods, synthetic
from data.codes import OPEN_SETS, code_set
from data.errors import BadInput
from data.returns import find
from data.returns.schema import Kind
from data.synthetic import workforce
from expectations import gate

LISTS = (
    "contacts", "early_help", "referrals", "assessments", "s47_icpc", "children_in_need", "child_protection",
    "children_looked_after", "care_leavers", "adoption", "adopters", "cla_health", "pep", "missing_episodes",
    "contact_outcomes", "plo_tracker", "allocations", "workforce_posts", "workforce_people", "supervision", "audits",
)  # fmt: skip
PERIODS = periods.between("2024-11", "2026-10")
STOCKS = {
    "children_looked_after": ("cla_start_date", "cla_end_date"),
    "child_protection": ("cpp_start_date", "cpp_end_date"),
    "children_in_need": ("cin_start_date", "cin_closure_date"),
}
FAULTS_A_MONTH = 20  # cells and rows that are wrong on purpose


@pytest.fixture(scope="module")
def made(council_returns) -> "Made":
    return Made(council_returns[0].parents[1], council_returns)


class Made:
    """The files of all months, read plainly: codes as codes, everything else as typed."""

    def __init__(self, folder: Path, paths: list[Path]):
        self.folder, self.paths = folder, paths
        self.rows = lru_cache(maxsize=None)(self._rows)

    def _rows(self, period: str, name: str) -> list[dict[str, str]]:
        columns = find(name).columns
        with (self.folder / period / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        decode = {
            c.name: {spelt: code for code, spelt, _ in code_set(c.codes).rows}
            for c in columns
            if c.codes is not None and c.codes not in OPEN_SETS and find(name).family == "annex_a"
        }
        names = [c.name for c in columns]
        found = [dict(zip(names, row, strict=True)) for row in rows]
        for row in found:
            for column, codes in decode.items():
                row[column] = codes.get(row[column], row[column])
        return found

    def open_at(self, name: str, period: str) -> dict[str, dict[str, str]]:
        """Child -> row of those open at the month end."""
        start, end = STOCKS[name]
        return {r["child_id"]: r for r in self.rows(period, name) if day(r[start]) and not r[end]}


def day(text: str) -> date | None:
    try:
        return datetime.strptime(text[:10], "%d/%m/%Y").date()
    except ValueError:
        return None


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    paths = synthetic.write(here, months=1, last="2025-03", seed=3)
    script = (
        "import sys; from pathlib import Path; from data import synthetic; "
        "synthetic.write(Path(sys.argv[1]), months=1, last='2025-03', seed=3)"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", script, str(there)],
        check=True,
        cwd=root,
        env=os.environ | {"PYTHONHASHSEED": "12345"},
    )
    assert len(paths) == len(LISTS)
    for path in paths:
        assert path.read_bytes() == (there / path.relative_to(here)).read_bytes(), path.name


def test_another_seed_gives_another_council(tmp_path):
    one = synthetic.write(tmp_path / "1", months=1, seed=1)
    two = synthetic.write(tmp_path / "2", months=1, seed=2)
    assert all(a.read_bytes() != b.read_bytes() for a, b in zip(one, two, strict=True))


def test_no_months_is_refused(tmp_path):
    with pytest.raises(BadInput, match="Ask for 1 or more"):
        synthetic.write(tmp_path, months=0)


def test_every_list_of_every_month_is_there_in_order(made):
    assert [(p.parent.name, p.stem) for p in made.paths] == [(m, name) for m in PERIODS for name in LISTS]
    assert all(p.is_file() for p in made.paths)


def test_headers_are_the_official_ones(made):
    for path in made.paths[: len(LISTS)]:
        first = path.read_bytes().decode("utf-8-sig").splitlines()[0]
        assert next(csv.reader([first])) == [c.header for c in find(path.stem).columns]


def test_every_code_is_in_its_set(made):
    for period in PERIODS[::8]:
        strange = []
        for name in LISTS:
            for column in find(name).columns:
                if column.codes is None or column.codes in OPEN_SETS:
                    continue
                known = {"", *code_set(column.codes).codes}
                strange += [(name, r[column.name]) for r in made.rows(period, name) if r[column.name] not in known]
        assert len(strange) <= FAULTS_A_MONTH, strange


def test_required_cells_are_filled_and_dates_are_dates(made):
    for period in PERIODS[::8]:
        faults = []
        for name in LISTS:
            for column in find(name).columns:
                for row in made.rows(period, name):
                    cell = row[column.name]
                    if column.required and not cell:
                        faults.append((name, column.name, "blank"))
                    elif column.kind in (Kind.DATE, Kind.DATETIME) and cell and day(cell) is None:
                        faults.append((name, column.name, cell))
        assert len(faults) <= FAULTS_A_MONTH, Counter(faults)


def test_nothing_happens_after_the_month_end_or_before_its_beginning(made):
    for period in PERIODS[::8]:
        end, faults = periods.month_end(period), []
        for name in LISTS:
            schema = find(name)
            dates = [c.name for c in schema.columns if c.kind in (Kind.DATE, Kind.DATETIME)]
            for row in made.rows(period, name):
                faults += [(name, c, row[c]) for c in dates if (d := day(row[c])) and d > end]
                for earlier, later in schema.in_order:
                    a, b = day(row[earlier]), day(row[later])
                    if a and b and b < a:
                        faults.append((name, later, row[later]))
        assert len(faults) <= FAULTS_A_MONTH, faults


def test_keys_are_unique_but_for_a_few_repeats(made):
    for period in PERIODS[::8]:
        for name in LISTS:
            keys = Counter(tuple(r[c] for c in find(name).key) for r in made.rows(period, name))
            assert sum(n - 1 for n in keys.values()) <= 6, (period, name)


@pytest.mark.parametrize("name", STOCKS)
def test_nobody_vanishes_and_nobody_appears_without_a_start(made, name):
    """Stock at D1 = stock at D0 + starts - ends, where late recording explains every other newcomer."""
    start, end = STOCKS[name]
    late = known = 0
    for before, after in pairwise(PERIODS):
        d0, d1 = periods.month_end(before), periods.month_end(after)
        old, new = made.open_at(name, before), made.open_at(name, after)
        listed = {r["child_id"]: r for r in made.rows(after, name)}
        gone = [child for child in old if child not in new]
        quarantined = [child for child in gone if child not in listed or not day(listed[child][start])]
        assert len(quarantined) <= 3, "rows are lost only by a fault of that month"
        ended = [child for child in gone if child not in quarantined]
        assert all(day(listed[child][end]) <= d1 for child in ended)
        came = [child for child in new if child not in old]
        started = [child for child in came if d0 < day(new[child][start]) <= d1]
        late += len(came) - len(started)
        known += len(old)
        assert len(new) == len(old) - len(ended) - len(quarantined) + len(came)
    assert 0 < late < 0.01 * known, "some starts are recorded late, and only some"


def test_children_in_care_and_on_plans_are_in_need(made):
    for period in PERIODS[::8]:
        need = {r["child_id"]: r["case_status"] for r in made.rows(period, "children_in_need")}
        for name, status in (("children_looked_after", "LAC"), ("child_protection", "CPP")):
            open_now = made.open_at(name, period)
            statuses = Counter(need.get(child) for child in open_now)
            assert statuses[status] >= 0.9 * len(open_now)
            assert statuses[None] <= 4 and statuses["CLOSED"] == 0


def test_eligible_care_leavers_are_in_care(made):
    for period in PERIODS[::8]:
        in_care = made.open_at("children_looked_after", period)
        eligible = {r["child_id"] for r in made.rows(period, "care_leavers") if r["eligibility"] == "E"}
        end = periods.month_end(period)
        old = [r for r in in_care.values() if end.year - day(r["date_of_birth"]).year >= 16]
        assert eligible and eligible <= set(in_care)
        assert len(eligible) <= len(old)


def test_some_facts_are_recorded_a_month_late(made):
    """An assessment authorised in one month that only the next month's file shows as authorised."""
    late = 0
    for before, after in pairwise(PERIODS):
        d0 = periods.month_end(before)
        open_then = {
            (r["child_id"], r["assessment_start_date"])
            for r in made.rows(before, "assessments")
            if not r["assessment_authorised_date"]
        }
        late += sum(
            (r["child_id"], r["assessment_start_date"]) in open_then and done <= d0
            for r in made.rows(after, "assessments")
            if (done := day(r["assessment_authorised_date"]))
        )
    assert late >= len(PERIODS)


def test_the_size_of_the_council_stays_near_the_published_one(made):
    for period in PERIODS:
        assert 270 <= len(made.open_at("children_looked_after", period)) <= 380
        assert 140 <= len(made.open_at("child_protection", period)) <= 240
        assert 1250 <= len(made.open_at("children_in_need", period)) <= 1700


def test_care_leavers_do_better_at_the_end(made):
    def not_in_work_or_school(period: str) -> float:
        end = periods.month_end(period)
        grown = [
            r
            for r in made.rows(period, "care_leavers")
            if r["eligibility"] == "FR" and 19 <= age(day(r["date_of_birth"]), end) <= 21
        ]
        return sum(r["activity"] in ("G4", "G5", "G6") for r in grown) / len(grown)

    first_year = [not_in_work_or_school(period) for period in PERIODS[:12]]
    assert min(first_year) > 0.34 and max(first_year) < 0.46
    assert not_in_work_or_school(PERIODS[-1]) < min(first_year)


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def test_assessments_pile_up_in_one_team(made):
    def overdue(period: str) -> Counter:
        end = periods.month_end(period)
        return Counter(
            r["allocated_team"]
            for r in made.rows(period, "assessments")
            if not r["assessment_authorised_date"]
            and (start := day(r["assessment_start_date"]))
            and (end - start).days > 66
        )

    assert sum(overdue(PERIODS[12]).values()) <= 25
    bulge = overdue(PERIODS[-2])
    assert bulge["Assessment Team East"] > 2 * bulge["Assessment Team West"] + 10


def test_names_of_workers_are_put_together_from_our_own_lists(made):
    made_up = re.compile(
        f"({'|'.join(workforce.FORENAMES)}) ({'|'.join(workforce.SURNAME_STARTS)})({'|'.join(workforce.SURNAME_ENDS)})"
    )
    people = {r["worker_id"]: r["name"] for p in PERIODS for r in made.rows(p, "workforce_people")}
    assert all(made_up.fullmatch(name) for name in people.values())
    assert len(set(people.values())) == len(people)
    workers = {r["allocated_worker"] for r in made.rows(PERIODS[-1], "children_in_need")}
    assert workers - {"Unallocated", ""} <= set(people.values())


def test_no_child_has_a_name_and_no_home_is_real(made):
    rows = made.rows(PERIODS[-1], "children_looked_after")
    assert all(re.fullmatch(r"C\d{6}|", r["child_id"]) for r in rows)
    assert all(r["placement_postcode"].startswith("ZZ") or r["placement_postcode"] == "TBC" for r in rows)


def test_no_two_months_send_the_same_file(made):
    """The same bytes would be refused as a file that is held already."""
    seen = Counter((path.stem, path.read_bytes()) for path in made.paths)
    assert [name for (name, _), times in seen.items() if times > 1] == []


def test_the_gate_accepts_every_list_and_quarantines_a_few_rows(made):
    period, quarantined = "2026-01", 0
    for name in LISTS:
        path = made.folder / period / f"{name}.csv"
        declared = gate.Declaration(
            authority=synthetic.AUTHORITY,
            authority_name=synthetic.NAME,
            list=name,
            period=period,
            extract_date=periods.month_end(period),
        )
        decision = gate.decide(path.read_bytes(), path.name, declared)
        assert decision.verdict in ("accept", "accept_with_warnings"), (name, decision.issues)
        assert len(decision.issues) <= 12, (name, decision.issues["rule"].value_counts().to_dicts())
        quarantined += decision.rows_read - decision.rows_stored
    assert 0 < quarantined <= 10
