"""How a month's returns are typed: blanks, slips and small faults. Never so many that a file is refused.

Each month draws its own faults, so that what is wrong in one month is usually put right in the next.
"""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from random import Random

from data import periods
from data.codes import OPEN_SETS, code_set
from data.returns import find

QUARANTINE = 0.6  # of the months have some rows that cannot be stored
BIG = 150  # rows a list must have before it gets a fault: a tenth of its rows must never fail


class Slips:
    """The faults of one month, drawn from the council's seed and the month."""

    def __init__(self, seed: int, period: str):
        self.random = Random(f"{seed} {period}")
        end = periods.month_end(period)
        self.words = {
            "booked": (end + timedelta(days=40)).strftime("%d/%m/%Y"),  # an appointment, not yet an event
            "short": (end - timedelta(days=9)).strftime("%d/%m/%y"),  # a year of two digits
            "year": str(end.year),
        }

    def spoil(self, rows: dict[str, list[list]]) -> None:
        """Changes some cells and rows in place."""
        random = self.random
        self._blanks(rows)
        big = [name for name in FAULTS if len(rows[name]) >= BIG]
        if random.random() < QUARANTINE:
            for _ in range(random.randint(3, 6)):
                name = random.choice(big)
                random.choice(FAULTS[name])(self, name, rows[name])
        for _ in range(random.randint(1, 5)):
            name, column, text = random.choice(DOUBTS)
            self._put(name, rows[name], column, text)
        if random.random() < 0.3:
            listed = rows["contacts"]
            listed.append(list(random.choice(listed)))  # the same contact exported twice

    def _blanks(self, rows: dict[str, list[list]]) -> None:
        """Dates and answers that were not typed in."""
        for name, column, share in BLANKS:
            at = _place(name, column)
            for row in rows[name]:
                if row[at] and self.random.random() < share:
                    row[at] = ""

    def _put(self, name: str, rows: list[list], column: str, text: str) -> None:
        at = _place(name, column)
        filled = [row for row in rows if row[at]]
        if filled:
            self.random.choice(filled)[at] = text.format(**self.words)

    def no_id(self, name: str, rows: list[list]) -> None:
        self.random.choice(rows)[0] = ""

    def impossible_date(self, name: str, rows: list[list]) -> None:
        self._put(name, rows, FIRST_DATE[name], self.random.choice(("31/02/{year}", "00/00/0000", "tbc")))

    def future_date(self, name: str, rows: list[list]) -> None:
        """A year typed wrongly."""
        at = _place(name, FIRST_DATE[name])
        row = self.random.choice(rows)
        row[at] = f"{row[at][:6]}{int(row[at][6:]) + 10}" if row[at][6:].isdigit() else row[at]

    def unknown_ethnicity(self, name: str, rows: list[list]) -> None:
        self._put(name, rows, "ethnicity", "W/B")

    def negative(self, name: str, rows: list[list]) -> None:
        self._put(name, rows, "referrals_prev_12m", "-1")

    def two_versions(self, name: str, rows: list[list]) -> None:
        """The same episode twice with different details: neither can be believed."""
        row = list(self.random.choice(rows))
        at = _place(name, "gender")
        row[at] = "F" if row[at] == "M" else "M"
        rows.append(row)


FIRST_DATE = {
    "contacts": "contact_date",
    "referrals": "referral_date",
    "assessments": "assessment_start_date",
    "s47_icpc": "s47_start_date",
    "children_in_need": "cin_start_date",
    "early_help": "assessment_start_date",
}
FAULTS = {
    "contacts": (Slips.no_id, Slips.impossible_date, Slips.unknown_ethnicity, Slips.two_versions),
    "referrals": (Slips.no_id, Slips.impossible_date, Slips.future_date, Slips.negative),
    "assessments": (Slips.impossible_date, Slips.future_date, Slips.unknown_ethnicity),
    "s47_icpc": (Slips.impossible_date, Slips.two_versions),
    "children_in_need": (Slips.no_id, Slips.impossible_date, Slips.unknown_ethnicity),
    "early_help": (Slips.no_id, Slips.impossible_date),
}
DOUBTS = (  # (list, column, text): kept, with a warning
    ("children_looked_after", "permanence_plan", "Parallel planning"),
    ("children_looked_after", "placement_postcode", "TBC"),
    ("children_looked_after", "last_dental_check_date", "{booked}"),
    ("children_in_need", "last_seen_date", "{short}"),
    ("care_leavers", "activity", "Volunteering"),
    ("care_leavers", "accommodation", "Sofa surfing"),
    ("child_protection", "last_visit_date", "{booked}"),
    ("early_help", "assessing_organisation", "+ school nurse"),
    ("referrals", "allocated_worker", ""),
    ("assessments", "allocated_team", ""),
    ("s47_icpc", "icpc_not_required", "Unknown at present"),
)
BLANKS = (  # (list, column, share)
    ("children_in_need", "last_seen_date", 0.012),
    ("child_protection", "last_visit_date", 0.006),
    ("children_looked_after", "last_iro_contact_date", 0.012),
    ("children_looked_after", "last_dental_check_date", 0.01),
    ("care_leavers", "suitability", 0.015),
    ("care_leavers", "pathway_plan_review_date", 0.012),
    ("workforce_people", "swe_number", 0.02),
    ("audits", "moderated_grade", 0.02),
)


def _place(name: str, column: str) -> int:
    return [c.name for c in find(name).columns].index(column)


class Outbox:
    """Sends lists as files, never the same bytes of a list twice: those would be refused as a file already held.
    When nothing changed in a month, the rows come in another order, as they may from any case system."""

    def __init__(self):
        self.sent: set[tuple[str, bytes]] = set()

    def send(self, path: Path, rows: list[list]) -> None:
        name = path.stem
        written = spelt(name, rows)
        raw = _csv(name, written)
        for _ in range(len(rows) - 1):
            if (name, raw) not in self.sent:
                break
            written.append(written.pop(0))
            raw = _csv(name, written)
        self.sent.add((name, raw))
        path.write_bytes(raw)


def spelt(name: str, rows: list[list]) -> list[list]:
    """Annex A spells codes as its drop-down lists do (`a) Male`); the extra returns use the codes."""
    schema = find(name)
    if schema.family == "annex_a":
        for at, column in enumerate(schema.columns):
            if column.codes is not None and column.codes not in OPEN_SETS:
                spellings = {code: spelling for code, spelling, _ in code_set(column.codes).rows}
                for row in rows:
                    row[at] = spellings.get(row[at], row[at])
    return rows


def _csv(name: str, rows: list[list]) -> bytes:
    """CSV with the official headers, UTF-8 with a mark and CRLF line ends."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.header for column in find(name).columns])
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
