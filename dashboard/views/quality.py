"""What the quality page shows: every list of a month, what was found in it, and the figures that rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl

from dashboard import words
from dashboard.views.choice import Choice, Option, Source, month_options
from dashboard.views.conservation import Count, counts
from dashboard.views.figures import months_to
from dashboard.views.findings import Found, found
from dashboard.views.received import REJECT, Received, Sum, everyone, of, strip
from dashboard.words import badges
from data import periods
from data.returns import find
from indicators.scorecard import Scorecard

PATH = "/quality"
NAMED_MONTHS = 3
WEAK = ("do_not_rely", "use_with_care")
WORST_FIRST = (*WEAK, "good", "not_judged")


@dataclass(frozen=True)
class QualityChoice:
    """What the reader asked to see; all of it stands in the address of the page."""

    period: str = ""
    list: str = ""
    field: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> QualityChoice:
        """From the query of the address; what it does not name stays open. Raises NotFound for a list that is none."""
        chosen = cls(**{name: query.get(name, "").strip() for name in ("period", "list", "field")})
        return replace(chosen, list=find(chosen.list).name) if chosen.list else chosen

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
class FigureLine:
    """A figure with its badge."""

    title: str
    address: str
    tag: words.Tag
    why: str
    state: str

    @property
    def is_weak(self) -> bool:
        return self.state in WEAK


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
    figures: tuple[FigureLine, ...] = ()  # those to be careful with
    others: tuple[FigureLine, ...] = ()
    lists: tuple[ListLine, ...] = ()
    found: tuple[Found, ...] = ()
    adding_up: tuple[Count, ...] = ()
    list_options: tuple[Option, ...] = ()


def quality(source: Source, query: Mapping[str, str]) -> QualityView:
    """The view for a query (period). Raises BadInput for a month that is none."""
    choice = QualityChoice.of(query)
    received = of(source)
    if received is None:
        return QualityView(choice, missing="No return has been loaded yet, so there is nothing to show.")
    facts = {"choice": choice, "council": received.council, "synthetic": received.synthetic}
    held, period = received.months, month_of(choice, received)
    if period not in held:
        missing = words.not_held(period, held)
        return QualityView(**facts, missing=missing, latest=held[-1], months=month_options(held, ""))
    card = source.scorecard(period)
    figures = figures_of(card, choice)
    sums = everyone(received, period)
    lists = tuple(_line(received, name, period, sums.get(name), choice) for name in received.lists)
    return QualityView(
        **facts,
        month=words.period(period),
        months=month_options(held, period),
        in_short=tuple(_in_short(received, period, sums, card)),
        figures=tuple(f for f in figures if f.is_weak),
        others=tuple(f for f in figures if not f.is_weak),
        lists=lists,
        found=found(received.issues.filter(pl.col("period") == period), lambda name: choice.address(list=name)),
        adding_up=source.read(counts, period),
        list_options=list_options(received, ""),
    )


def month_of(choice: QualityChoice, received: Received) -> str:
    """The month asked for, else the latest. Raises BadInput for a month that is none."""
    if choice.period:
        periods.index(choice.period)
    return choice.period or received.months[-1]


def list_options(received: Received, chosen: str) -> tuple[Option, ...]:
    """Every list that is expected or was ever sent, after the choice of all."""
    options = [Option(name, find(name).title, name == chosen) for name in received.lists]
    return (Option("", "All lists", not chosen), *options)


def strip_of(received: Received, name: str, period: str) -> Strip:
    """The 24 months of a list up to this one."""
    states = strip(received, name, months_to(period))
    tags = [badges.MONTHS[state] for _, state in states]
    by_state = {s: [m for m, state in states if state == s] for s in badges.MONTHS}
    held = len(by_state["accept"]) + len(by_state["accept_with_warnings"])
    due = len(states) - len(by_state["before"])
    parts = [f"{held} of {words.plural(due, 'month')}"]
    if by_state["accept_with_warnings"]:
        parts.append(f"{len(by_state['accept_with_warnings'])} to look at")
    for state in ("reject", "missing"):
        if by_state[state]:
            parts.append(f"{badges.MONTHS[state].words.lower()}: {_months(by_state[state])}")
    said = "; ".join(parts)
    return Strip(tuple((t.shape, t.tone) for t in tags), f"To {words.period(period)}: {said}.", said)


def figures_of(card: Scorecard | None, choice: QualityChoice, only: set[str] | None = None) -> tuple[FigureLine, ...]:
    """The month's figures, or `only` these, with their badges; the worst first."""
    if card is None:
        return ()
    rows = [r for r in card.rows.to_dicts() if only is None or r["indicator"] in only]
    here = Choice(period=choice.period)
    return tuple(
        FigureLine(
            r["title"],
            here.address(f"/indicator/{r['indicator']}"),
            badges.badge(r["quality"]),
            _reason(r),
            r["quality"],
        )
        for r in sorted(rows, key=lambda r: WORST_FIRST.index(r["quality"]))
    )


# ------------------------------------------------------------------------------------------------------


def _line(received: Received, name: str, period: str, counted: Sum | None, choice: QualityChoice) -> ListLine:
    file = received.files(name).get(period)
    if file is None:
        state = "No file for this month"
    elif file["verdict"] == REJECT:
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
    held = {n for n in expected if received.files(n).get(period, {}).get("verdict", REJECT) != REJECT}
    missing = [words.list_name(name) for name in received.lists if name in expected - held]
    month, needed = words.period(period), len(expected)
    if missing:
        held_of = f"{len(held)} of the {needed} lists that the figures need are held for {month}"
        yield f"{held_of}; not held: {words.joined(missing)}."
    else:
        yield f"All {needed} lists that the figures need are held for {month}."
    records, out = sum(s.records for s in sums.values()), sum(s.kept_out for s in sums.values())
    if out:
        were, them = ("was", "it") if out == 1 else ("were", "them")
        of = f"{words.count(out)} of {words.count(records)} records {were} kept out"
        yield f"{of}, because something in {them} is wrong."
    elif records:
        yield f"None of the {words.count(records)} records was kept out."
    states = card.rows["quality"].to_list() if card is not None else []
    judged = len(states) - states.count("not_judged")
    if judged:
        said = (("good", "good"), ("use_with_care", "to be used with care"), ("do_not_rely", "not to be relied on"))
        counts = [(states.count(state), phrase) for state, phrase in said]
        parts = [f"{n} {'is' if n == 1 else 'are'} {phrase}" for n, phrase in counts if n]
        yield f"Of {words.plural(judged, 'figure')} that can be judged, {words.joined(parts)}."


def _reason(row: Mapping) -> str:
    return row["quality_words"] or ("" if row["status"] == "ok" else words.status(row["status"]))


def _months(months: list[str]) -> str:
    named = [words.period_short(m) for m in months[-NAMED_MONTHS:]]
    earlier = len(months) - len(named)
    return words.joined(([f"{earlier} earlier"] if earlier else []) + named)
