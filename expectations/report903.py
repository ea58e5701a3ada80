"""What the validation rules say of an SSDA903 return, for the officer: text, data and a section of the HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from data.returns import find
from expectations.collection903 import LAST_YEAR, Findings
from expectations.report import EXAMPLES
from expectations.report_html import table

SEVERITIES = {"block": "Blocking error", "error": "Error", "warning": "Warning"}
NOTE = (
    "These are the validation rules of the return, worked out here over its files together. They keep no row and no "
    "file out of the store."
)
_TABLE = re.compile(r"needs the table (\w+),")


def as_text(findings: list[Findings]) -> str:
    """A paragraph for each return: what was judged, then a line for each rule and file, worst first."""
    return "\n\n".join(_text(of_year) for of_year in findings)


def as_json(findings: list[Findings]) -> list[dict]:
    """The same as plain data, with every line."""
    return [
        {
            "authority": f.authority,
            "period": f.period,
            "year": f.year,
            "rules_judged": f.judged,
            "rules_with_findings": f.rules_hit,
            "tables": f.tables,
            "last_year": list(f.last_year),
            "findings": f.found.to_dicts(),
            "not_judged": [{"rule": rule, "needs": reason} for rule, reason in f.not_judged.items()],
        }
        for f in findings
    ]


def as_html(findings: list[Findings]) -> str:
    """Sections for the page of `expectations.report_html`."""
    return "".join(_section(f, number) for number, f in enumerate(findings, start=1))


def _text(of_year: Findings) -> str:
    lines = [
        f"SSDA903 return {of_year.year}, validation rules",
        *(f"  {text}" for text in _summary(of_year)),
        f"  {NOTE}",
    ]
    for row in of_year.found.iter_rows(named=True):
        shown = ", ".join(str(n) for n in row["lines"][:EXAMPLES])
        lines.append(
            f"  Rule {row['rule']}, {SEVERITIES[row['severity']].lower()}, {_rows(row['count'])}: {row['statement']} "
            f"{_place(row)}, line{'' if row['count'] == 1 else 's'} {shown}{_more(row)}."
        )
    return "\n".join(lines)


def _summary(of_year: Findings) -> list[str]:
    """What was judged, on which tables, and what could not be."""
    held = [_name(name) for name, file in of_year.tables.items() if file is None]
    found = of_year.found
    counts = [(words, found.filter(severity=kind)["rule"].n_unique()) for kind, words in SEVERITIES.items()]
    said = ", ".join(f"{words.lower()}s by {n:,}" for words, n in counts if n)
    tables = len(of_year.tables)
    lines = [
        f"{of_year.judged:,} rules were judged on {tables:,} table{'' if tables == 1 else 's'}; {of_year.rules_hit:,} "
        f"found something{f' ({said})' if said else ''}."
    ]
    if held:
        lines.append(f"Taken from what is held already: {', '.join(held)}.")
    if of_year.last_year:
        lines.append(f"Compared with the year before: {', '.join(_name(n) for n in of_year.last_year)}.")
    else:
        lines.append("The return of the year before is not held, so nothing was compared with it.")
    if of_year.not_judged:
        lines.append(f"{len(of_year.not_judged):,} rules could not be judged: {_wanting(of_year)}.")
    return lines


def _wanting(of_year: Findings) -> str:
    """What the rules that could not be judged would need, the most wanted kind first."""
    tables, before, others = [], 0, 0
    for reason in of_year.not_judged.values():
        table_wanted = _TABLE.match(reason)
        if table_wanted is None:
            others += 1
        elif table_wanted[1].endswith(LAST_YEAR):
            before += 1
        else:
            tables.append(table_wanted[1])
    names = ", ".join(dict.fromkeys(sorted(tables)))
    said = [
        (len(tables), f"for want of a table that was not given ({names})"),
        (before, "for want of the year before"),
        (others, "for want of columns or lists that the files do not have (postcode distances, list of providers)"),
    ]
    return "; ".join(f"{count:,} {why}" for count, why in sorted(said, reverse=True) if count)


def _section(of_year: Findings, number: int) -> str:
    heading = f"SSDA903 return {of_year.year}: validation rules"
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in [*_summary(of_year), NOTE])
    rows = []
    for row in of_year.found.iter_rows(named=True):
        cells = [
            ("Kind", SEVERITIES[row["severity"]], "name"),
            ("What is wrong, and what to do", escape(row["statement"]), ""),
            ("Rows", f"{row['count']:,}", "n"),
            ("Where", escape(_place(row)), "name"),
            ("Lines", ", ".join(str(n) for n in row["lines"][:EXAMPLES]) + _more(row), ""),
        ]
        rows.append((f'<span class="keep">{escape(row["rule"])}</span>', cells))
    found = table(f"Findings in the SSDA903 return {of_year.year}", "Rule", rows) if rows else ""
    return (
        f'<section aria-labelledby="rules-{number}"><h2 id="rules-{number}" tabindex="-1">{escape(heading)}</h2>'
        f"{paragraphs}{found}</section>"
    )


def _place(row: Mapping) -> str:
    """The file, or which table it is where no file was sent."""
    if row["last_year"]:
        return f"the {_name(row['list'])} table of the year before"
    return row["file"] or f"the {_name(row['list'])} table that is held"


def _more(row: Mapping) -> str:
    return f" and {row['count'] - EXAMPLES:,} more" if row["count"] > EXAMPLES else ""


def _name(name: str) -> str:
    return find(name).title.removeprefix("SSDA903 ")


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
