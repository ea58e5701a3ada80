"""What an indicator is: two Polars expressions over a counted table, and the words a reader needs."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import polars as pl


class Unit(enum.Enum):
    """What the value counts in; `scale` multiplies numerator / denominator."""

    PERCENT = "percent"
    COUNT = "count"
    RATE_PER_10K = "rate_per_10k"
    RATE_PER_1K = "rate_per_1k"  # among the people that the return gives, not among all children
    RATE_PER_100K = "rate_per_100k"
    RATIO = "ratio"  # cases per full-time equivalent
    DAYS = "days"
    WEEKS = "weeks"
    SCORE = "score"

    @property
    def scale(self) -> int:
        return {"percent": 100, "rate_per_1k": 1_000, "rate_per_10k": 10_000, "rate_per_100k": 100_000}.get(
            self.value, 1
        )


PERCENT, COUNT, RATE_PER_10K, RATIO = Unit.PERCENT, Unit.COUNT, Unit.RATE_PER_10K, Unit.RATIO
RATE_PER_1K, RATE_PER_100K = Unit.RATE_PER_1K, Unit.RATE_PER_100K
DAYS, WEEKS, SCORE = Unit.DAYS, Unit.WEEKS, Unit.SCORE


class Polarity(enum.Enum):
    """Which way is better; NEUTRAL means that neither is by itself."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEUTRAL = "neutral"


HIGHER_IS_BETTER, LOWER_IS_BETTER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
NEUTRAL = Polarity.NEUTRAL


class Basis(enum.Enum):
    """The time that a monthly value covers."""

    SNAPSHOT = "at the month end"
    MONTH = "in the month"
    ROLLING_3 = "in the last 3 months"
    ROLLING_12 = "in the last 12 months"
    QUARTER = "in the latest quarter"
    YEAR = "in the latest year"
    SCHOOL_YEAR = "in the school year so far"
    FINANCIAL_YEAR = "in the financial year so far"


SNAPSHOT, MONTH, ROLLING_3, ROLLING_12 = Basis.SNAPSHOT, Basis.MONTH, Basis.ROLLING_3, Basis.ROLLING_12
QUARTER, YEAR, SCHOOL_YEAR, FINANCIAL_YEAR = Basis.QUARTER, Basis.YEAR, Basis.SCHOOL_YEAR, Basis.FINANCIAL_YEAR


class Tag(enum.Enum):
    """What the figure speaks of. A page that holds only COMPLIANCE says little of whether children are better off."""

    COMPLIANCE = "compliance"  # what law, guidance or a local standard asks for was done, and in time
    QUALITY = "quality"  # how well the work was done, and whether it can be done well
    OUTCOME = "outcome"  # what became of children and families
    DEMAND = "demand"  # how much there is to do: by itself neither good nor bad


COMPLIANCE, QUALITY, OUTCOME, DEMAND = Tag.COMPLIANCE, Tag.QUALITY, Tag.OUTCOME, Tag.DEMAND


@dataclass(frozen=True)
class Source:
    """The report that names the indicator, and where in it."""

    report: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Default:
    """The target that applies until an authority sets its own.

    `green` is the target, `amber` the furthest value that is still close to it (both in the indicator's
    unit); `neighbours` replaces both by the statistical neighbours' median, with a tenth of it as tolerance.
    """

    green: float | None = None
    amber: float | None = None
    neighbours: bool = False
    basis: str


LIKE_NEIGHBOURS = Default(neighbours=True, basis="statistical neighbours' median")
TEAMS = ("team",)
SUMMARY = "summary"  # the table, and the return, of figures that come as totals
MONTHLY, QUARTERLY, YEARLY = 1, 3, 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """One declared indicator: value = scale x sum(numerator) / sum(denominator) over the rows of a table.

    Three-valued logic carries the unknowns. A row whose `denominator` is null may or may not belong: it is
    left out and counted as unknown. A row that belongs and whose `numerator` is null stays in the
    denominator, adds nothing to the numerator, and is counted as unknown. Without a denominator the
    indicator is a count, or a rate per head of population; a median, which the summary return gives as it is, has
    none either.
    """

    id: str
    title: str
    domain: str
    meaning: str  # plain words: what it tells
    why: str  # plain words: why it matters
    table: str  # a name in indicators.tables.TABLES
    numerator: pl.Expr
    denominator: pl.Expr | None = None
    numerator_words: str
    denominator_words: str = ""
    unit: Unit
    polarity: Polarity
    basis: Basis
    every: int = MONTHLY  # months from one figure to the next
    breakdowns: tuple[str, ...] = ()
    entered: pl.Expr | None = None  # rows that make a team's figure though they may add nothing (a post of no hours)
    numerator_counts_apart: bool = False  # those counted (leavers) are not among the base (staff in post)
    history_months: int = 0  # months of returns that a full figure needs beyond the six in a file's window
    published: tuple[str, ...] = ()  # national series, the first one is compared with
    differs: str = ""  # how our figure differs from the national one
    source: Source
    default: Default | None = None
    tags: tuple[Tag, ...] = ()  # the catalogue gives them where the declaration does not
    agency: str = ""  # who can act on it; likewise
    version: str = "1"

    @property
    def is_sent(self) -> bool:
        """Whether it comes only as totals, by the summary return."""
        return self.table == SUMMARY

    @property
    def is_population_rate(self) -> bool:
        return self.unit is Unit.RATE_PER_10K

    @property
    def columns(self) -> set[str]:
        """The table columns that the definition reads."""
        read = (self.numerator, self.denominator, self.entered)
        return {name for expr in read if expr is not None for name in expr.meta.root_names()}
