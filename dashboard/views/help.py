"""What the help page says: words and signs from where the pages take them, and a control chart worked out as theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dashboard import words
from dashboard.outputs.glossary import GLOSSARY
from dashboard.pictures import sparkline
from dashboard.views.process_line import MEANINGS, NAMES
from dashboard.words import Tag, badges, comparing
from data import periods
from indicators import spc
from indicators.charted import MONTHS
from indicators.quality import CARE_OVER, DO_NOT_RELY_OVER

RUN = max(spc.RUN_LENGTHS)  # months on one side of the mean, or one above the other, that are no chance
EXAMPLE = (
    84.1, 87.0, 82.6, 85.4, 88.2, 83.7, 86.1, 81.9, 85.0, 87.6, 84.4, 82.8, 86.7, 85.9, 83.2, 86.4, 84.8, 74.2,
)  # percent, by month; the last one is what the chart is for  # fmt: skip
EXAMPLE_FROM = "2025-04"
WIDTH, HEIGHT = 640, 180
DIRECTIONS = (
    (Tag("Improving", "↑", "good"), "It really changed, for the better. The arrow is the way that the figure went."),
    (Tag("Worsening", "↓", "bad"), "It really changed, for the worse. Where lower is better the arrow points up."),
    (
        Tag("Higher", "↑", "quiet"),
        "It really rose (or fell: Lower), and neither is better by itself.",
    ),
    (Tag("No real change", "●", "quiet"), "It moved no more than chance moves such figures, however large it looks."),
    (Tag("Too few to compare", "○", "quiet"), "With fewer than ten cases nobody can tell chance from change."),
    (Tag("No earlier figure", "○", "quiet"), "No figure of a year or a quarter before is held to set it beside."),
    (
        Tag("Not tested", "○", "quiet"),
        "Averages and shares of full-time posts: how far chance moves them is not known here.",
    ),
)
GENERAL = ("0", "Not recorded", "Good is", "Median", "Neighbours", "Points", "FTE", "Per 10,000")
RELIED_ON = {
    "good": f"At most {CARE_OVER:.0f}% of what the figure rests on is not recorded, unusable or was kept out.",
    "use_with_care": f"More than {CARE_OVER:.0f}% and up to {DO_NOT_RELY_OVER:.0f}%: the reason stands beside it.",
    "do_not_rely": f"More than {DO_NOT_RELY_OVER:.0f}%, or a column is missing that the figure needs.",
    "not_judged": "There is no figure, or it was sent as a total, so what was not recorded is not known.",
}
RECEIVED = {
    "accept": "The file is held, and nothing was found wrong.",
    "accept_with_warnings": "The file is held; some records were kept out or are worth a look.",
    "reject": "Nothing of the file was stored. What is wrong stands on the list’s page.",
    "missing": "No file of the list was sent for the month.",
    "before": "The month lies before the first return of all.",
}


@dataclass(frozen=True)
class Meaning:
    """A word with its sign, and what it means. `tag` is None for words without one."""

    word: str
    tag: Tag | None
    meaning: str


@dataclass(frozen=True)
class Signs:
    """Words and signs of one kind."""

    id: str
    title: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class Example:
    """A made-up control chart: its picture, what it says, and its figures by month, oldest first."""

    address: str
    alternative: str
    sentences: tuple[str, ...]
    months: tuple[tuple[str, str, str], ...]  # month, figure, what the chart says of it


@lru_cache(maxsize=1)
def example() -> Example:
    """The made-up chart, with the limits that any chart of the pages would have."""
    months = periods.between(EXAMPLE_FROM, periods.shift(EXAMPLE_FROM, len(EXAMPLE) - 1))
    frame = pl.DataFrame({
        "series_id": ["example"] * len(EXAMPLE),
        "date": [periods.month_end(month) for month in months],
        "value": EXAMPLE,
        "improvement_direction": ["increase"] * len(EXAMPLE),
    })  # fmt: skip
    chart = spc.xmr(frame).to_dicts()
    last = chart[-1]
    mean, usual = words.figure(last["mean"], "percent"), [words.figure(last[c], "percent") for c in ("lpl", "upl")]
    picture = sparkline.svg(
        EXAMPLE, mean=last["mean"], usual=(last["lpl"], last["upl"]), width=WIDTH, height=HEIGHT, adaptive=True
    )
    span = f"{words.period(months[0])} to {words.period(months[-1])}"
    latest = words.figure(EXAMPLE[-1], "percent")
    return Example(
        address=sparkline.data_uri(picture),
        alternative=(
            f"A made-up control chart of assessments in time, {span}. A line goes up and down around its mean of "
            f"{mean}, inside a band from {usual[0]} to {usual[1]}. The last point, {latest}, lies below the band."
        ),
        sentences=(
            f"The made-up example shows how many assessments were done in time, {span}.",
            f"The thin line is the mean, {mean}. The pale band is the usual range, {usual[0]} to {usual[1]}: as far as "
            "chance takes this figure from month to month.",
            "Until the last month the line goes up and down inside the band. None of those ups and downs is news, and "
            "nobody should be asked to explain them.",
            f"The last month, {latest}, lies below the band. Chance would hardly do that: something happened, and it "
            "is worth asking what.",
        ),
        months=tuple(
            (
                words.period(m),
                words.figure(v, "percent"),
                "within the usual range" if not r["outside_limits"] else "below",
            )
            for m, v, r in zip(months, EXAMPLE, chart, strict=True)
        ),
    )


def signs() -> tuple[Signs, ...]:
    """Every word, shape and symbol of the pages with its meaning."""
    said = dict(GLOSSARY)
    published = [(f"[{letter}]", meaning) for letter, meaning in words.SYMBOLS.values() if letter != "–"]
    return (
        Signs(
            "ratings",
            "Ratings, and why there is none",
            tuple(_tagged(tag, said[tag.words]) for tag in words.RAG.values()),
        ),
        Signs("directions", "Direction of travel", tuple(_tagged(tag, text) for tag, text in DIRECTIONS)),
        Signs(
            "badges",
            "How far the data can be relied on",
            tuple(_tagged(badges.badge(state), text) for state, text in RELIED_ON.items()),
        ),
        Signs(
            "cases", "Cases with a limit of time", tuple(Meaning(NAMES[s], None, _sentence(MEANINGS[s])) for s in NAMES)
        ),
        Signs("received", "Returns", tuple(_tagged(badges.MONTHS[state], text) for state, text in RECEIVED.items())),
        Signs(
            "published",
            "Symbols in published figures",
            tuple(
                Meaning(sign, None, f"{_sentence(meaning)} It is never taken for a zero.")
                for sign, meaning in published
            ),
        ),
        Signs("words", "Other words", tuple(Meaning(word, None, said[word]) for word in GENERAL)),
    )


def chart_rules() -> tuple[str, ...]:
    """When the chart calls a change real."""
    return (
        "the latest month lies outside the usual range;",
        f"{RUN} months running, the latest among them, lie on the same side of the mean;",
        f"the last {RUN} months rise, or fall, from each to the next;",
        "two of the last three months, the latest among them, lie close to the same edge of the usual range.",
    )


def dates() -> tuple[str, ...]:
    """How months, years and comparators are dated."""
    return (
        "A month’s figure comes from the extract made at its end. “In the last 12 months” means the twelve whole "
        "months that end with it; where too few months are held for that, no figure is shown.",
        "Working days leave out weekends and the bank holidays of England. A limit that is not over yet is not missed: "
        "such a case is not yet due, or open and in time.",
        "The month is judged by the target that was in force at its end. A target set later changes no earlier rating.",
        "Published figures are of years and come months after those end. Beside a month stands the latest year "
        f"published, with its label; more than {comparing.STALE_AFTER} months after its end it is called stale. A "
        "month’s own figures are provisional; the published ones are final.",
        "Where the target is the neighbours’ median, it is that of the latest year before the month’s own.",
        f"Control charts look back {MONTHS} months, so that the present is not judged by what is long past.",
        "The time at which a file was loaded is Coordinated Universal Time: in summer an hour behind the clock.",
    )


# ------------------------------------------------------------------------------------------------------


def _tagged(tag: Tag, meaning: str) -> Meaning:
    return Meaning(tag.words, tag, meaning)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
