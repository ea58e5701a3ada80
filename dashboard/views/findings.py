"""What the gate found in returns, said in words: like issues together, and nothing that could name a child."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.words import badges
from data.issues import ERROR
from data.returns import find
from data.returns.schema import Kind

EXAMPLES = 3
REWORDED = {  # the header of a column that nobody knows may be anything, so it is not repeated
    "unknown_column": "A column that is not part of the list was not stored. The report of the upload names it.",
}
OF_A_PERSON = ("birth", "dob", "age_")  # parts of the names of columns whose cells are never shown
DATES, NUMBERS = (Kind.DATE, Kind.DATETIME), (Kind.INTEGER, Kind.NUMBER)
DATE_LIKE = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}( [\d:]{1,8})?")
NUMBER_LIKE, CODE_LIKE = re.compile(r"-?[0-9.,]{1,5}%?"), re.compile(r"[A-Za-z]?[0-9]{1,2}[A-Za-z]?")
NOTHING_KNOWN = frozenset(  # the words of an answer that is in no list of codes, and may still be repeated
    {"unknown", "not", "known", "recorded", "applicable", "available", "at", "present", "yet", "to", "be", "confirmed"}
    | {"tbc", "n", "k", "nk", "na", "n/a", "n/k", "none", "nil", "other", "refused", "declined", "pending", "yes", "no"}
)


@dataclass(frozen=True)
class Found:
    """Issues of one rule that say the same: how often, and where for example."""

    tag: words.Tag
    rule: str
    message: str
    list: str
    address: str
    count: str
    examples: str


def found(issues: pl.DataFrame, address: Callable[[str], str]) -> tuple[Found, ...]:
    """What the gate said, like issues together: those that kept records out first, then the most frequent.

    `address`: where the page of a list is.
    """
    reworded = pl.col("rule").replace_strict(REWORDED, default=None, return_dtype=pl.String)
    grouped = (
        issues.with_columns(message=pl.coalesce(reworded, "message"))
        .sort("line", nulls_last=False, maintain_order=True)
        .group_by("list", "rule", "severity", "column", "message", maintain_order=True)
        .agg(
            count=pl.len().cast(pl.Int64),
            lines=pl.col("line").drop_nulls().head(EXAMPLES),
            values=pl.col("value").drop_nulls().unique(maintain_order=True).head(EXAMPLES),
        )
        .sort(pl.col("severity") != ERROR, -pl.col("count"), "list", "rule", "message")
    )
    return tuple(
        Found(
            tag=badges.SEVERITIES[g["severity"]],
            rule=badges.rule(g["rule"]),
            message=g["message"],
            list=find(g["list"]).title,
            address=address(g["list"]),
            count=words.count(g["count"]),
            examples=_examples(g),
        )
        for g in grouped.to_dicts()
    )


def said(rule: str, message: str) -> str:
    """The message of an issue as a page may repeat it."""
    return REWORDED.get(rule, message)


def shown(value: str, name: str, column: str | None) -> str:
    """The cell as the page may repeat it, or an empty text. Of dates only those that are no birth, of numbers only
    short ones, of codes only what is like a code or says that nothing is known: never a name, an id, a birth, a place
    or free text, wherever in the file it stands."""
    field = find(name).column(column) if column in find(name).schema else None
    if field is None or any(part in field.name for part in OF_A_PERSON):
        return ""
    if field.kind in DATES:
        return value if DATE_LIKE.fullmatch(value) else ""
    if field.kind in NUMBERS:
        return value if NUMBER_LIKE.fullmatch(value) else ""
    if field.kind in (Kind.CODE, Kind.YES_NO):
        said = re.split(r"[\s()\-]+", value.strip().lower())
        return value if CODE_LIKE.fullmatch(value) or NOTHING_KNOWN.issuperset(said) else ""
    return ""


# ------------------------------------------------------------------------------------------------------


def _examples(group: Mapping) -> str:
    lines = group["lines"]
    if not lines:
        return "the file as a whole"
    more = group["count"] - len(lines)
    place = f"line{'' if len(lines) == 1 else 's'} {', '.join(words.count(n) for n in lines)}"
    values = [v for v in (shown(v, group["list"], group["column"]) for v in group["values"]) if v]
    such = f"{': ' if group['count'] == 1 else '; for example '}“{'”, “'.join(values)}”" if values else ""
    return place + (f" and {words.count(more)} more" if more > 0 else "") + such
