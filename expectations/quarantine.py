"""Which rows of a file may be stored, and what is wrong with the others."""

from __future__ import annotations

from datetime import date

import polars as pl

from data.errors import did_you_mean
from data.issues import ERROR, WARNING, issues, together
from data.read import Reading
from data.returns.schema import Kind, Return

BLANK = ("missing_id", "missing_key", "missing_value")
LATE = "date_after_extract"
NOBODY_KNOWS = "extra_cells"  # such a row cannot be read, so nothing else is said of it


def judged(
    reading: Reading, schema: Return, extract_date: date, filename: str, period: str = ""
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The issues of the rows, those of reading included, and the rows that may be stored.

    A row with an error is out. A date after the extract that may be booked ahead becomes null. Of rows that are the
    same in every column the first stays; rows that share a key and differ are all out.
    """
    from expectations.engine import faults
    from expectations.suites import between_rows, suite
    from expectations.vocabulary import parameters

    frame, found, left_out = reading.frame, [reading.issues], []
    cells = _Cells(reading)
    for fault in faults(suite(schema.name), frame, parameters(extract_date, period)):
        facts = fault.expectation.meta
        rule, column, severity = facts["rule"], facts["column"], facts["severity"]
        if rule in BLANK and column in reading.absent:
            continue
        lines = cells.still_good(frame[fault.rows]["line"], facts["needs"])
        if facts["unusable"]:
            cells.spoil(column, lines)
        if rule == LATE and severity == WARNING:
            left_out.append(pl.when(~pl.col("line").is_in(lines.implode())).then(pl.col(column)).alias(column))
        of_rule = _issues(facts, frame.filter(pl.col("line").is_in(lines.implode())), schema)
        found.append(_with_near(of_rule, fault.expectation.value_set) if facts["suggest"] else of_rule)
    faulty = pl.concat(found).filter(pl.col("severity") == ERROR)["line"]
    sound = frame.with_columns(left_out).filter(~pl.col("line").is_in(faulty.implode()))
    for fault in faults(between_rows(schema.name), sound):
        repeats, conflicts, sound = _repeated(sound, fault.rows, schema)
        message = "The row is the same as an earlier one in every column: it was left out, and nothing is lost."
        found.append(issues(repeats, "duplicate_row", WARNING, message))
        found.append(issues(conflicts, fault.expectation.meta["rule"], ERROR, fault.expectation.meta["message"]))
    return together(found, filename), sound


def compared(rows: pl.DataFrame, schema: Return, extract_date: date) -> list[pl.DataFrame]:
    """The issues of rows that do not agree with the month's other lists (`expectations.held.with_other_lists`)."""
    from expectations.engine import faults
    from expectations.suites.between_lists import between_lists
    from expectations.vocabulary import parameters

    found = faults(between_lists(schema.name), rows, parameters(extract_date))
    return [_issues(fault.expectation.meta, rows[fault.rows], schema) for fault in found]


def _issues(facts: dict, rows: pl.DataFrame, schema: Return) -> pl.DataFrame:
    column = facts["column"]
    shown = rows.select(_shown(column, schema)).to_series()
    return issues(rows["line"], facts["rule"], facts["severity"], facts["message"], column=column, values=shown)


def _with_near(found: pl.DataFrame, known: list[str]) -> pl.DataFrame:
    """The issues, each message followed by the values that its cell may have meant."""
    near = {value: did_you_mean(value, known) for value in found["value"].unique()}
    return found.with_columns(pl.col("message") + pl.col("value").replace_strict(near, return_dtype=pl.String))


class _Cells:
    """Which cells of a file are no good: they could not be read, or failed a check on which others build."""

    def __init__(self, reading: Reading):
        self._reading = reading
        self._unreadable = reading.issues.filter(pl.col("rule") == NOBODY_KNOWS)["line"]
        self._spoiled: dict[str, pl.Series] = {}

    def still_good(self, lines: pl.Series, columns: list[str]) -> pl.Series:
        """Those of the lines whose cells in these columns are good, or plainly blank."""
        bad = pl.concat([self._unreadable, *(self._of(c) for c in columns)])
        return lines.filter(~lines.is_in(bad.implode()))

    def spoil(self, column: str, lines: pl.Series) -> None:
        self._spoiled[column] = pl.concat([self._of(column), lines])

    def _of(self, column: str) -> pl.Series:
        if column not in self._spoiled:
            said = self._reading.issues.filter(pl.col("column") == column)["line"].drop_nulls()
            frame = self._reading.frame
            if said.is_empty() or column not in frame.columns:
                self._spoiled[column] = said.clear()
            else:
                unread = frame.filter(pl.col("line").is_in(said.implode()) & pl.col(column).is_null())
                self._spoiled[column] = unread["line"]
        return self._spoiled[column]


def _shown(column: str, schema: Return) -> pl.Expr:
    """The cell as an officer writes it."""
    cell = pl.col(column)
    match schema.column(column).kind:
        case Kind.DATE:
            return cell.dt.strftime("%d/%m/%Y")
        case Kind.DATETIME:
            return cell.dt.strftime("%d/%m/%Y %H:%M")
        case Kind.NUMBER:
            return cell.cast(pl.String).str.strip_suffix(".0")
        case _:
            return cell.cast(pl.String)


def _repeated(sound: pl.DataFrame, rows: pl.Series, schema: Return) -> tuple[pl.Series, pl.Series, pl.DataFrame]:
    """Of rows that share a key: the lines that repeat an earlier row entirely, the lines of groups that differ, and
    the frame without either."""
    key, fields = list(schema.key), list(schema.schema)
    shared = sound[rows].with_columns(differs=(pl.struct(fields).n_unique() > 1).over(key))
    conflicts = shared.filter("differs")["line"]
    same = shared.filter(~pl.col("differs"))
    repeats = same.filter(~same.select(pl.struct(key).is_first_distinct()).to_series())["line"]
    gone = pl.concat([conflicts, repeats])
    return repeats, conflicts, sound.filter(~pl.col("line").is_in(gone.implode()))
