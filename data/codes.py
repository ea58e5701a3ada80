"""Code sets, and what the many spellings of a code mean.

A code set is a short list of codes with their official file values and labels (`reference/code_sets.csv`). Real
files spell them in thousands of ways; `reference/code_spellings.csv` lists those that no rule explains, with
`basis`: exact, broader (the spelling only says the group: the group's least specific code is stored) or unknown
(the spelling says that nobody knows: null).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from data.errors import NotFound

REFERENCE = Path(__file__).parent / "reference"

EDUCATION_OR_WORK = ("F1", "F2", "F3", "F4", "F5", "P1", "P2", "P3", "P4", "P5")  # activity of a care leaver
EET = EDUCATION_OR_WORK
NEET = ("G4", "G5", "G6")
HIGHER_EDUCATION = ("F1", "P1")
SHORT_BREAKS = ("V1", "V3", "V4")  # legal statuses that do not count as looked after
ADOPTED = ("E11", "E12")
SPECIAL_GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")
FOSTER_PLACEMENTS = ("U1", "U2", "U3", "U4", "U5", "U6")
KINSHIP_PLACEMENTS = ("U1", "U2", "U3")
RESIDENTIAL_PLACEMENTS = ("K1", "K2")
TEMPORARY_PLACEMENTS = ("T0", "T1", "T2", "T3", "T4")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
INDEPENDENT_PROVIDERS = ("PR4", "PR5")
CARE_ORDERS = ("C1", "C2")
SOCIAL_WORK_POSTS = ("SW", "SSW", "TM")

OPEN_SETS = frozenset({"la_of_placement"})  # any text is allowed: an authority may be written by name or code
_CODE_IN_TEXT = frozenset(
    {"ethnicity", "primary_need", "cin_closure_reason", "legal_status", "reason_ceased", "placement_type"}
    | {"placement_provider", "adoption_reversal_reason", "accommodation", "activity", "contact_source"}
    | {"adopter_leaving_reason"}
)
_LETTERS_DRIFT = frozenset({"ethnicity"})  # `s)` is one code in one system and another in the next
_SAYS_NOTHING = frozenset({"unknown", "not recorded", "no data"})
_UNKNOWN_YES_NO = frozenset({"c) unknown", "c)", "(c)", "c", "u"})  # in a set of Y and N only
_STRAIGHT = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ")
_PREFIX = re.compile(r"^\(?([a-z]{1,2}1?)\)\s*")
_BARE_LETTER = re.compile(r"^\(?([a-z]{1,2}1?)\)?$")

UNKNOWN = ""  # what a spelling such as "not recorded" means in a set without a code for it


@dataclass(frozen=True)
class CodeSet:
    """One code set; `rows` holds code, file value and label."""

    name: str
    rows: tuple[tuple[str, str, str], ...] = field(repr=False)
    spellings: dict[str, str] = field(repr=False)  # folded spelling -> code, or UNKNOWN

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _, _ in self.rows)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Code -> label."""
        return {code: label for code, _, label in self.rows}

    @cached_property
    def _exact(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for spell in (
            lambda row: row[0],
            lambda row: row[1],
            lambda row: row[2],
            lambda row: _PREFIX.sub("", _folded(row[1])),
        ):
            for row in self.rows:
                if spell(row):
                    found.setdefault(_folded(spell(row)), row[0])
        return found

    @cached_property
    def _letters(self) -> dict[str, str]:
        if self.name in _LETTERS_DRIFT:
            return {}
        starts = ((code, _PREFIX.match(_folded(value))) for code, value, _ in self.rows)
        return {start[1]: code for code, start in starts if start}

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        codes = "|".join(sorted((c.lower() for c in self.codes), key=len, reverse=True))
        if self.name == "accommodation":  # its codes are single letters; B&B is not B
            return re.compile(rf"^\(?({codes})(?:\)|:|\b)(?![a-z]|\s*&)")
        return re.compile(rf"^(?:\(?[a-z]{{1,2}}1?\)\s*)?[^a-z0-9]*({codes})(?![a-z0-9])")

    @cached_property
    def _trailing(self) -> re.Pattern[str]:
        codes = "|".join(sorted((c.lower() for c in self.codes), key=len, reverse=True))
        return re.compile(rf"(?<![a-z0-9])({codes})\)?\W*$")

    def match(self, value: str) -> str | None:
        """The code that a cell means, UNKNOWN where it says that nobody knows, None where it means nothing here."""
        text = _folded(value)
        if self.name in OPEN_SETS:
            return self._exact.get(text, value)
        code = self._listed(text)
        if code is None and (text in _SAYS_NOTHING or (self.name == "yes_no" and text in _UNKNOWN_YES_NO)):
            return UNKNOWN
        return code if code is not None or self.name not in _CODE_IN_TEXT else self._in_text(text)

    def _listed(self, text: str) -> str | None:
        rest = _PREFIX.sub("", text)
        for spelling in filter(None, (text, rest)):
            if spelling in self._exact:
                return self._exact[spelling]
        letter = _BARE_LETTER.match(text)
        if letter and letter[1] in self._letters:
            return self._letters[letter[1]]
        return self.spellings.get(text, self.spellings.get(rest))

    def _in_text(self, text: str) -> str | None:
        found = self._leading.match(text) or self._trailing.search(text)
        return found[1].upper() if found else None


def _folded(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split())


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[tuple[str, str, str]]]:
    rows: dict[str, list[tuple[str, str, str]]] = {}
    with (REFERENCE / "code_sets.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["set"], []).append((row["code"], row["file_value"], row["label"]))
    return rows


@lru_cache(maxsize=1)
def _spellings() -> dict[str, dict[str, str]]:
    spellings: dict[str, dict[str, str]] = {}
    with (REFERENCE / "code_spellings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spellings.setdefault(row["set"], {})[row["spelling"]] = row["code"]
    return spellings


@lru_cache(maxsize=128)
def code_set(name: str) -> CodeSet:
    """The code set of this name. Raises NotFound."""
    if name not in _rows():
        raise NotFound("code set", name, _rows())
    return CodeSet(name=name, rows=tuple(_rows()[name]), spellings=_spellings().get(name, {}))
