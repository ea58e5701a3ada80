"""The figures of a pack as a model of what its reader learns, and what of them may be printed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

import polars as pl

from data.errors import BadInput
from indicators import catalogue
from indicators.disclosure import figures, runs
from indicators.disclosure.figures import NOTHING, Figure, Known
from indicators.disclosure.month import month
from indicators.disclosure.protection import Protection

__all__ = ["NOTHING", "Figure", "Known", "Protected", "protected"]

FIGURE = ("indicator", "period")


@dataclass(frozen=True)
class Protected:
    """`figures` are not printed at all; `unknowns` are printed without how many were not recorded. `certificate`: what
    was proved, without any number that is kept back."""

    figures: frozenset[Figure]
    unknowns: frozenset[Figure]
    certificate: Mapping[str, object]


def protected(
    history: pl.DataFrame, *, smallest: int, known: Known = NOTHING, others: pl.DataFrame | None = None
) -> Protected:
    """What must be kept back of the figures of the whole authority.

    In: the measures of the indicators that are printed (indicator, period, basis, numerator, denominator, value,
    unknown, complete, unit), every month and basis that any document names. `smallest`: the smallest count printed.
    `others`: the measures of further indicators; of those that earlier papers speak of, nothing may be told either.
    Raises BadInput where an earlier paper makes protection impossible.
    """
    rows, told = _whole(history), _whole(history.clear() if others is None else others.select(history.columns))
    spoken_of = [f"{i} {p}" for i, p in sorted({*known.printed, *known.hidden})]
    told = told.filter(
        pl.concat_str("indicator", "period", separator=" ").is_in(spoken_of)
        & ~pl.col("indicator").is_in(rows["indicator"].unique().to_list())
    )
    same = figures.same_throughout(pl.concat([rows, told]))
    kept_back, unknowns, proved = set(), set(), []
    for (basis,), of_basis in sorted(rows.partition_by("basis", as_dict=True).items()):
        also = told.filter(pl.col("basis") == basis).to_dicts()
        over_months, proofs = _over_months(of_basis.to_dicts(), also, smallest, known, same)
        kept_back |= over_months
        proved += proofs
    seen, over_months = set(), frozenset(kept_back)
    for (period, basis), of_month in sorted(rows.partition_by("period", "basis", as_dict=True).items()):
        of_month = of_month.drop("basis")
        also = told.filter((pl.col("period") == period) & (pl.col("basis") == basis)).drop("basis")
        if (alike := (period, *of_month.rows(), *also.rows())) in seen:
            continue  # restated as it was reported
        seen.add(alike)
        hidden, blank, proofs = month(of_month.to_dicts(), period, smallest, known, over_months, same, also.to_dicts())
        kept_back |= hidden
        unknowns |= blank
        proved += proofs
    certificate = _certificate(rows, kept_back, smallest, proved)
    return Protected(frozenset(kept_back), frozenset(unknowns - kept_back), certificate)


# ------------------------------------------------------------------------------------------------------


def _whole(history: pl.DataFrame) -> pl.DataFrame:
    """The figures of the whole authority that are of whole periods."""
    return history.filter((pl.col("breakdown") == "") & (pl.col("complete") == 1)).sort("indicator", "period", "basis")


@dataclass(frozen=True)
class _Series:
    """One count of an indicator by month, and which of its months an earlier paper printed. `names`: the indicators
    that have the very same count."""

    names: tuple[str, ...]
    by_month: Mapping[str, float]
    fixed: Mapping[str, str]


def _over_months(
    rows: list[dict], others: list[dict], smallest: int, known: Known, same: Mapping[str, tuple[str, ...]]
) -> tuple[set[Figure], list[Protection]]:
    """The figures of rolling years and years to date to keep back, so that no month alone can be worked out."""
    by_name: dict[str, dict[str, dict]] = {}
    for row in (*rows, *others):
        by_name.setdefault(row["indicator"], {})[row["period"]] = row
    here = {(r["indicator"], r["period"]) for r in rows}
    gone = {
        (r["indicator"], r["period"])
        for r in rows
        if figures.is_small(r, smallest) or figures.was_hidden((r["indicator"], r["period"]), r, known)
    }
    proofs: list[Protection] = []
    found: set[Figure] = set()
    for name in dict.fromkeys(r["indicator"] for r in rows):
        basis = catalogue.find(name).basis
        if not runs.covers(basis):
            continue
        for series in _series(name, by_name, known, same):
            hidden = {
                p for p in series.by_month if not any((n, p) in here and (n, p) not in gone for n in series.names)
            }
            try:
                more, proved = runs.kept_back(
                    basis, series.by_month, hidden - series.fixed.keys(), series.fixed, smallest
                )
            except BadInput as problem:
                raise BadInput(f"{name}, by months: {problem}") from problem
            found |= {(n, p) for n in series.names for p in more} & here
            gone |= found
            proofs += proved
    return found, proofs


def _series(
    name: str,
    by_name: Mapping[str, Mapping[str, dict]],
    known: Known,
    same: Mapping[str, tuple[str, ...]],
) -> Iterator[_Series]:
    """The counts of an indicator, with those of its months that only earlier papers printed, which are not forgotten,
    and that only another indicator has, whose count is the same."""
    mine = by_name[name]
    told = {p: before for (n, p), (before, _) in known.printed.items() if n == name}
    counted: dict[str, dict[str, float]] = {}
    for period in sorted({*mine, *told}):
        for which, count in figures.counts(mine.get(period) or told[period]).items():
            counted.setdefault(which, {})[period] = count
    for which, by_month in counted.items():
        alike = [c.rpartition(":") for c in same.get(f"{name}:{which}", (f"{name}:{which}",))]
        for other, _, count in alike:
            for period, row in by_name[other].items():
                if count in (found := figures.counts(row)):
                    by_month.setdefault(period, found[count])
        fixed = {}
        for period, count in by_month.items():
            for other, _, its in alike:
                before, source = known.printed.get((other, period), ({}, ""))
                if count in figures.said(before, its):
                    fixed[period] = source
        yield _Series(tuple(dict.fromkeys(n for n, _, _ in alike)), by_month, fixed)


def _certificate(
    rows: pl.DataFrame, hidden: Collection[Figure], smallest: int, proved: list[Protection]
) -> dict[str, object]:
    shown = rows.filter(~pl.struct(FIGURE).is_in([dict(zip(FIGURE, f, strict=True)) for f in hidden] or [None]))
    text = json.dumps(shown.select(*FIGURE, "basis", "numerator", "denominator").rows(), ensure_ascii=False)
    return {
        "smallest_count_printed": smallest,
        "figures": rows.select(FIGURE).unique().height,
        "figures_kept_back": len(hidden),
        "method": "docs/decisions/0013-disclosure.md",
        "proofs": len(proved),
        "proofs_hold": True,
        "checked_by": "indicators/disclosure/certificate.py",
        "versions": {"scipy": version("scipy")},
        "published_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
