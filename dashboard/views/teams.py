"""Teams beside each other on the page of an indicator: a picture each on one scale, and what chance would make of them.

Of fewer than ten cases no percentage is printed or drawn: it would say more than it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from dashboard import words
from dashboard.pictures import funnel as drawing
from dashboard.pictures import sparkline
from dashboard.views.choice import Choice, Source
from dashboard.views.figures import AS_REPORTED, Figure, Spark, histories, months_to, series
from dashboard.words import verdicts
from indicators import teams
from indicators.model import Indicator
from indicators.scorecard import Scorecard
from indicators.teams import FAR_HIGH, FAR_LOW, HIGH, LOW, WITHIN

WIDTH, HEIGHT = 240, 72
NAMED = 4  # teams that a sentence names one by one
PLACES = {
    WITHIN: "within what chance would show",
    HIGH: "higher than chance would usually show",
    LOW: "lower than chance would usually show",
    FAR_HIGH: "higher than chance would show",
    FAR_LOW: "lower than chance would show",
}
SHORT = {FAR_HIGH: "higher", FAR_LOW: "lower"}


@dataclass(frozen=True)
class TeamPicture:
    """One team: its figure of the month, its months on the scale of all, and what chance would make of it."""

    name: str
    address: str
    figure: str
    made_of: str
    spark: Spark | None  # None: no month with a figure that may be drawn
    place: str = ""
    undrawn: str = ""  # why not


@dataclass(frozen=True)
class FunnelLine:
    """One team of the funnel as printed; `number` is that of its dot, empty for one of fewer than ten cases."""

    number: str
    team: str
    address: str
    figure: str
    made_of: str
    usual: str
    rare: str
    place: str


@dataclass(frozen=True)
class Funnel:
    """The teams' figures against the authority's own: as a picture, wide and narrow, and as a table."""

    picture: str  # empty where every team has fewer than ten cases
    narrow: str
    alternative: str
    lines: tuple[FunnelLine, ...]
    reading: str


@dataclass(frozen=True)
class Teams:
    """Teams beside each other. `news` is empty where chance cannot be judged."""

    news: str
    order: str
    pictures: tuple[TeamPicture, ...]
    funnel: Funnel | None = None


def team_months(defined: Indicator, card: Scorecard) -> dict[str, list[Figure]]:
    """Every team that a return of the last 24 months names, with its months."""
    months = months_to(card.period)
    mine = card.history.filter((pl.col("indicator") == defined.id) & pl.col("period").is_in(months))
    figures = histories(teams.filled(mine), breakdown=None)
    return {name: series(figures, defined.id, months, name) for name in teams.teams_of(mine, defined.id)}


def side_by_side(source: Source, indicator_id: str, choice: Choice) -> Teams | None:
    """The teams of an indicator in a month (the latest if none is said); None where there are not two."""
    defined = source.indicator(indicator_id)
    card = source.scorecard(choice.period or None)
    if card is None:
        return None
    found = team_months(defined, card)
    if len(found) < 2:
        return None
    unit = defined.unit.value
    now = card.history.filter(
        (pl.col("indicator") == indicator_id) & (pl.col("period") == card.period) & (pl.col("basis") == AS_REPORTED)
    )
    judged = {row["team"]: row for row in teams.funnel(defined, now).to_dicts()}
    own = card.history.filter(pl.col("indicator") == indicator_id)
    whole = series(histories(own), indicator_id, months_to(card.period))
    highest_first = defined.polarity.value != "higher_is_better"
    ordered = sorted(found, key=lambda name: _order(found[name][-1], unit, highest_first))
    drawn = {name: [_drawn(f, unit) for f in found[name]] for name in ordered}
    behind = [_drawn(f, unit) for f in whole]
    seen = [v for line in (*drawn.values(), behind) for v in line if v is not None]
    span = (min(seen), max(seen)) if seen else None
    addresses = {name: choice.address(f"/indicator/{indicator_id}", team=name) for name in ordered}
    first = "highest" if highest_first else "lowest"
    scale = f" from {words.figure(span[0], unit)} to {words.figure(span[1], unit)}" if span else ""
    order = f"The {first} figure comes first"
    order += ", teams of fewer than ten after the others. " if _has_few(found, unit) else ". "
    order += f"24 months on one scale{scale}; the thin line is the whole authority."
    order = order if seen else "No team has a figure that can be drawn."
    return Teams(
        news=_news(judged, whole[-1], unit),
        order=order,
        pictures=tuple(
            _picture(name, found[name], drawn[name], behind, span, unit, addresses[name], judged.get(name))
            for name in ordered
        ),
        funnel=_funnel(judged, whole[-1], [n for n in ordered if n in judged], addresses, unit) if judged else None,
    )


# ------------------------------------------------------------------------------------------------------


def _drawn(figure: Figure, unit: str) -> float | None:
    return None if verdicts.is_few(figure.denominator, unit) else figure.value


def _has_few(found: Mapping[str, list[Figure]], unit: str) -> bool:
    return any(verdicts.is_few(line[-1].denominator, unit) for line in found.values())


def _order(figure: Figure, unit: str, highest_first: bool) -> tuple:
    if figure.value is None:
        return 2, 0.0
    return int(verdicts.is_few(figure.denominator, unit)), -figure.value if highest_first else figure.value


def _picture(
    name: str, line: list[Figure], drawn: list[float | None], behind: list[float | None],
    span: tuple[float, float] | None, unit: str, address: str, judged: Mapping | None,
) -> TeamPicture:  # fmt: skip
    now = line[-1]
    shown = [verdicts.share(f.value, f.numerator, f.denominator, unit) for f in line]
    told = words.sparkline([f.value for f in line], now.period, unit, shown)
    spark = None
    if any(v is not None for v in drawn):
        picture = sparkline.svg(drawn, behind=behind, span=span, width=WIDTH, height=HEIGHT, adaptive=True)
        spark = Spark(sparkline.data_uri(picture), told)
    figure, made_of = _figure(now, unit)
    place = PLACES[judged["place"]] if judged else ""
    any_figure = any(f.value is not None for f in line)
    undrawn = "" if spark else "Never ten or more: nothing to draw." if any_figure else "No figure to draw."
    return TeamPicture(name, address, figure, made_of, spark, place, undrawn)


def _figure(figure: Figure, unit: str) -> tuple[str, str]:
    if figure.value is None:
        return words.status(figure.state), ""
    made_of = words.out_of(figure.numerator, figure.denominator, unit)
    if verdicts.is_few(figure.denominator, unit):
        return made_of, ""
    return words.figure(figure.value, unit), made_of


def _news(judged: Mapping[str, Mapping], whole: Figure, unit: str) -> str:
    """Which teams differ from the authority's own figure by more than chance would make."""
    if not judged:
        return ""
    own = verdicts.share(whole.value, whole.numerator, whole.denominator, unit)
    out = {name: SHORT[row["place"]] for name, row in judged.items() if row["place"] in SHORT}
    teams_said = words.plural(len(judged), "team")
    if not out:
        return f"None of {teams_said} differs from the authority’s {own} by more than chance would show."
    differ = "differs" if len(out) == 1 else "differ"
    how_many = verdicts.count(len(out)).capitalize()
    named = words.joined(f"{name} ({way})" for name, way in out.items())
    if len(out) > NAMED:
        ways = [(way, sum(w == way for w in out.values())) for way in ("higher", "lower")]
        named = words.joined(f"{verdicts.count(n)} {way}" for way, n in ways if n)
    said = f"{how_many} of {teams_said} {differ} from the authority’s {own} by more than chance would show: {named}."
    return f"{said} Teams do different work, so ask why before you judge."


def _funnel(
    judged: Mapping[str, Mapping], whole: Figure, order: Iterable[str], addresses: Mapping[str, str], unit: str
) -> Funnel:
    lines, dots = [], []
    for name in order:
        row = judged[name]
        few = verdicts.is_few(row["denominator"], unit)
        number = 0 if few else len(dots) + 1
        lines.append(_line(str(number or ""), row, addresses[name], unit))
        if not few:
            dots.append(drawing.Dot(number, row["denominator"], row["value"], row["place"] in SHORT))
    share = whole.numerator / whole.denominator
    wide, narrow = (
        sparkline.data_uri(drawing.svg(dots, share, width)) if dots else "" for width in (drawing.WIDE, drawing.NARROW)
    )
    own = words.figure(whole.value, unit)
    reading = (
        f"The dashed line is the authority’s own figure, {own}. The fewer a team has, the further chance carries "
        "it. One team in twenty lies outside the darker band by chance alone, so only what lies outside both bands (a "
        "square) is called a difference."
    )
    said = "; ".join(f"{line.number} {line.team}: {line.figure}, {line.place}" for line in lines if line.number)
    alternative = f"Teams by how many their figure is out of, around the authority’s {own}. {said}."
    return Funnel(wide, narrow.replace(" ", "%20"), alternative, tuple(lines), reading)


def _line(number: str, row: Mapping, address: str, unit: str) -> FunnelLine:
    few = verdicts.is_few(row["denominator"], unit)
    made_of = words.out_of(row["numerator"], row["denominator"], unit)
    return FunnelLine(
        number=number,
        team=row["team"],
        address=address,
        figure=made_of if few else words.figure(row["value"], unit),
        made_of=made_of,
        usual=_limits(row, "", unit, few),
        rare=_limits(row, "_rare", unit, few),
        place=PLACES[row["place"]],
    )


def _limits(row: Mapping, which: str, unit: str, few: bool) -> str:
    low, high = row[f"lower{which}"], row[f"upper{which}"]
    if few:
        least, most = (words.count(round(end * row["denominator"] / 100)) for end in (low, high))
        return f"{least} to {most} of {words.count(row['denominator'])}"
    return f"{words.figure(low, unit)} to {words.figure(high, unit)}"
