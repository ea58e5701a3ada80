"""What the quality page shows: every list of a month, what was found in it, and the figures that rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import badges, words
from dashboard.views.choice import Choice, Option, Source, month_options
from dashboard.views.figures import months_to
from dashboard.views.received import Received, Sum, everyone, strip
from data import periods
from data.issues import ERROR
from data.returns import find
from data.returns.schema import Kind
from indicators.scorecard import Scorecard

PATH = "/quality"
EXAMPLES = 3
LONGEST_SHOWN = 40
MOST_LETTERS = 4  # a longer text without a digit may be a name, and is not repeated
NEVER_SHOWN = (Kind.TEXT, Kind.PERSON_ID)
WORST_FIRST = ("do_not_rely", "use_with_care", "good", "not_judged")


@dataclass(frozen=True)
class QualityChoice:
    """What the reader asked to see; all of it stands in the address of the page."""

    period: str = ""
    list: str = ""
    field: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> QualityChoice:
        """From the query of the address; what it does not name stays open."""
        return cls(**{name: query.get(name, "").strip() for name in ("period", "list", "field")})

    def address(self, path: str = PATH, **changes: str) -> str:
        """The address of the page with this choice, or a changed one."""
        chosen = {k: v for k, v in vars(replace(self, **changes)).items() if v}
        return path + ("?" + urlencode(chosen) if chosen else "")


@dataclass(frozen=True)
class Strip:
    """The months of a list as one shape each, and the sentence that stands for them."""

    shapes: tuple[tuple[str, str], ...]  # shape, tone
    alternative: str
    summary: str


@dataclass(frozen=True)
class ListLine:
    """One list in the table. `state` says why there is nothing to count."""

    title: str
    address: str
    strip: Strip
    sum: Sum | None
    state: str


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


@dataclass(frozen=True)
class FigureLine:
    """A figure with its badge."""

    title: str
    address: str
    tag: words.Tag
    why: str


@dataclass(frozen=True)
class QualityView:
    """The quality page of a month. `missing` says why there is nothing to show."""

    choice: QualityChoice
    council: str = ""
    synthetic: bool = False
    missing: str = ""
    latest: str = ""
    month: str = ""
    months: tuple[Option, ...] = ()
    in_short: tuple[str, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    lists: tuple[ListLine, ...] = ()
    found: tuple[Found, ...] = ()


def quality(source: Source, query: Mapping[str, str]) -> QualityView:
    """The view for a query (period). Raises BadInput for a month that is none."""
    choice = QualityChoice.of(query)
    received = source.received()
    if received is None:
        return QualityView(choice, missing="No return has been loaded yet, so there is nothing to show.")
    facts = {"choice": choice, "council": received.council, "synthetic": received.synthetic}
    held, period = received.months, month_of(choice, received)
    if period not in held:
        missing = f"No return for {words.period(period)} yet. Latest held: {words.period(held[-1])}."
        return QualityView(**facts, missing=missing, latest=held[-1], months=month_options(held, ""))
    card = source.scorecard(period)
    sums = everyone(received, period)
    lists = tuple(_line(received, name, period, sums.get(name), choice) for name in received.lists)
    return QualityView(
        **facts,
        month=words.period(period),
        months=month_options(held, period),
        in_short=tuple(_in_short(received, period, sums, card)),
        figures=figures_of(card, choice),
        lists=lists,
        found=found(received.issues.filter(pl.col("period") == period), choice),
    )


def month_of(choice: QualityChoice, received: Received) -> str:
    """The month asked for, else the latest. Raises BadInput for a month that is none."""
    if choice.period:
        periods.index(choice.period)
    return choice.period or received.months[-1]


def strip_of(received: Received, name: str, period: str) -> Strip:
    """The 24 months of a list up to this one."""
    states = strip(received, name, months_to(period))
    tags = [badges.MONTHS[state] for _, state in states]
    by_state = {s: [m for m, state in states if state == s] for s in badges.MONTHS}
    held = len(by_state["accept"]) + len(by_state["accept_with_warnings"])
    due = len(states) - len(by_state["before"])
    parts = [f"{held} of {words.plural(due, 'month')}"]
    if by_state["accept_with_warnings"]:
        parts.append(f"{len(by_state['accept_with_warnings'])} with things to look at")
    for state in ("reject", "missing"):
        if by_state[state]:
            parts.append(f"{badges.MONTHS[state].words.lower()}: {_months(by_state[state])}")
    said = "; ".join(parts)
    return Strip(tuple((t.shape, t.tone) for t in tags), f"To {words.period(period)}: {said}.", said)


def figures_of(card: Scorecard | None, choice: QualityChoice, only: set[str] | None = None) -> tuple[FigureLine, ...]:
    """The figures to be used with care or not to be relied on, the worst first; or (`only`) all of these."""
    if card is None:
        return ()
    rows = card.rows.to_dicts()
    if only is None:
        rows = [r for r in rows if r["quality"] in WORST_FIRST[:2]]
    else:
        rows = [r for r in rows if r["indicator"] in only]
    rows.sort(key=lambda r: WORST_FIRST.index(r["quality"]))
    here = Choice(period=choice.period)
    return tuple(
        FigureLine(
            r["title"], here.address(f"/indicator/{r['indicator']}"), badges.badge(r["quality"]), r["quality_words"]
        )
        for r in rows
    )


def found(issues: pl.DataFrame, choice: QualityChoice) -> tuple[Found, ...]:
    """What the gate said, like issues together: those that kept records out first, then the most frequent."""
    grouped = (
        issues.sort("line", nulls_last=False, maintain_order=True)
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
            address=choice.address(list=g["list"]),
            count=words.count(g["count"]),
            examples=_examples(g),
        )
        for g in grouped.to_dicts()
    )


def shown(value: str, name: str, column: str | None) -> str:
    """The cell as an issue may repeat it on a page, or an empty text: no free text, no id, and nothing that may be a
    name that stands in the wrong column."""
    if column is None or find(name).column(column).kind in NEVER_SHOWN:
        return ""
    harmless = len(value) <= MOST_LETTERS or any(c.isdigit() for c in value)
    return value[:LONGEST_SHOWN] if harmless else ""


# ------------------------------------------------------------------------------------------------------


def _line(received: Received, name: str, period: str, counted: Sum | None, choice: QualityChoice) -> ListLine:
    file = received.files(name).get(period)
    if file is None:
        state = "No file for this month"
    elif file["verdict"] == "reject":
        state = "The file was rejected; nothing of it was stored"
    else:
        state = "" if counted else "Loaded before quality was noted: run scorecard rebuild"
    return ListLine(
        title=find(name).title,
        address=choice.address(list=name),
        strip=strip_of(received, name, period),
        sum=None if state else counted,
        state=state,
    )


def _in_short(received: Received, period: str, sums: Mapping[str, Sum], card: Scorecard | None):
    expected = set(received.expected)
    held = {n for n in expected if received.files(n).get(period, {}).get("verdict", "reject") != "reject"}
    missing = [words.list_name(name) for name in received.lists if name in expected - held]
    yield f"{len(held)} of the {len(expected)} lists that the figures need are held for {words.period(period)}" + (
        f"; not held: {words.joined(missing)}." if missing else "."
    )
    records, out = sum(s.records for s in sums.values()), sum(s.kept_out for s in sums.values())
    if records:
        were = "was" if out == 1 else "were"
        kept_out = f"{words.count(out)} of {words.count(records)} records {were} kept out"
        yield f"{kept_out}, because something in them is wrong."
    if card is not None:
        states = card.rows["quality"].to_list()
        yield (
            f"Of {words.plural(len(states) - states.count('not_judged'), 'figure')} that can be judged, "
            f"{states.count('good')} are good, {states.count('use_with_care')} are to be used with care and "
            f"{states.count('do_not_rely')} are not to be relied on."
        )


def _months(months: list[str]) -> str:
    named = [words.period_short(m) for m in months[-EXAMPLES:]]
    earlier = len(months) - len(named)
    return words.joined(([f"{earlier} earlier"] if earlier else []) + named)


def _examples(group: Mapping) -> str:
    lines = group["lines"]
    if not lines:
        return "the file as a whole"
    more = group["count"] - len(lines)
    place = f"line{'' if len(lines) == 1 else 's'} {', '.join(words.count(n) for n in lines)}"
    values = [v for v in (shown(v, group["list"], group["column"]) for v in group["values"]) if v]
    said = f": “{'”, “'.join(values)}”" if values else ""
    return place + (f" and {words.count(more)} more" if more > 0 else "") + said
